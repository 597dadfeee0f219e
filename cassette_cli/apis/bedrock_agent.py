"""Bedrock's agents and knowledge bases: how they are told, and what they answered -> a message.

What an agent did is told by its traces, before its text; without `enableTrace` there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..messages import Message
from ..parts import Blob, Json, Other, Part, Text, ToolCall
from .api import Answered, Api, Call, record, records, texts, word
from .bedrock_agent_request import read_request
from .bedrock_agent_stream import EVENTS, unstream
from .bedrock_agent_traces import failure_of, model_of, parts_of, usage_of
from .bedrock_words import error_of, is_error, is_exception, provider

_PATH = re.compile(r"/agents/[^/]+(?:/agentAliases/[^/]+/sessions/[^/]+/text)?/?$|/retrieveAndGenerate(?:Stream)?/?$")
_READ = frozenset(
    (
        *("completion", "traces", "returnControl", "files", "output", "citations", "sessionId", "guardrailAction"),
        *("error", "message", "Message", "__type"),
    )
)


def recognises(call: Call) -> bool:
    """By an event's name and members, a chunk that is no JSON, or an answer with its citations; else by the address."""
    answer, asked = call.answer, record(call.request)
    is_here = bool(_PATH.search(call.path)) and (not asked or not {"inputText", "input"}.isdisjoint(asked))
    if call.event == "chunk":
        is_plain = not isinstance(answer, dict) and ("inputText" in asked or not (asked or call.path))
        return is_here or is_plain or "attribution" in record(answer)
    if not isinstance(answer, dict):
        return answer is None and is_here and not call.event
    if call.event in EVENTS:
        member = "invocationInputs" if call.event == "returnControl" else call.event
        return member in answer
    if call.event in ("output", "citation", "guardrail"):
        return is_here
    if isinstance(answer.get("citations"), list) and isinstance(record(answer.get("output")).get("text"), str):
        return True
    return is_here and (is_error(answer) or is_exception(call.event))


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """An agent ends with its text, or hands a call back. There is no end mark: text in several chunks may be cut."""
    said = answer.get("completion") or answer.get("output") or answer.get("returnControl")
    return bool(said) and not any(map(is_exception, answer))


def read_answer(answer: dict[str, Json]) -> Answered:
    """Read it, whatever is missing or of another type."""
    traces = answer.get("traces")
    parts = tuple(_parts(answer))
    finish = "tool_call" if any(isinstance(part, ToolCall) for part in parts) else "stop"
    if answer.get("guardrailAction") == "INTERVENED":
        finish = "content_filter"
    return Answered(
        id=word(answer.get("sessionId")),
        model=model_of(traces),
        answers=(Message(role="assistant", parts=parts, finish_reason=finish),) if parts else (),
        usage=usage_of(traces),
        error=error_of(answer) or failure_of(traces),
        unread={
            key: value
            for key, value in answer.items()
            if (key not in _READ or _is_odd(key, value)) and not is_exception(key) and value not in (None, "", [], {})
        },
    )


def _is_odd(key: str, value: Json) -> bool:
    forms = {"completion": str, "traces": list, "returnControl": dict, "files": list, "output": dict, "citations": list}
    return key in forms and not isinstance(value, forms[key])


def _parts(answer: dict[str, Json]) -> Iterator[Part]:
    yield from parts_of(answer.get("traces"))
    sources = answer.get("citations")
    citations = tuple(sources) if isinstance(sources, list) else ()
    if completion := word(answer.get("completion")):
        yield Text(content=completion, citations=citations, at=("completion",))
    if text := word(record(answer.get("output")).get("text")):
        yield Text(content=text, citations=citations, at=("output", "text"))
    yield from _control(record(answer.get("returnControl")))
    for at, file in records(answer.get("files")):
        data, kind = word(file.get("bytes")), word(file.get("type"))
        if data:
            modality = kind.split("/")[0] if kind and kind.startswith(("image/", "audio/", "video/")) else "file"
            yield Blob(modality=modality, mime_type=kind, content=data, at=("files", at, "bytes"))
        else:
            yield Other(raw=file, at=("files", at))


def _control(control: dict[str, Json]) -> Iterator[Part]:
    """Calls that the agent leaves to its caller, each with its parameters by name."""
    for at, item in records(control.get("invocationInputs")):
        for kind, call in item.items():
            called = record(call)
            given = {texts(each.get("name")): each.get("value") for _, each in records(called.get("parameters"))}
            if body := called.get("requestBody"):
                given["requestBody"] = body
            name = word(called.get("function")) or word(called.get("apiPath")) or kind
            place = ("returnControl", "invocationInputs", at, kind)
            yield ToolCall(id=word(control.get("invocationId")), name=name, arguments=given, at=place)


BEDROCK_AGENT = Api(
    name="bedrock.agent",
    operation="invoke_agent",
    spoken_by=("Bedrock: InvokeAgent, RetrieveAndGenerate",),
    streams=("aws_event_stream",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
    reads_text=True,
)
