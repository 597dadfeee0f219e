"""Cohere's Chat API, version 1: how it is told, and an unstreamed answer -> its message.

With tools the text is the plan; version 1 does not keep the two apart. What the server's own search asked and found
is a server tool's call and answer. The history that comes with an answer repeats the conversation and is not read.
Source: cohere-python types/{streamed_chat_response,non_streamed_chat_response}.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..messages import Message
from ..parts import Json, Other, Part, ServerToolCall, ServerToolCallResponse, Text, ToolCall
from .api import Answered, Api, Call, is_records, others, record, records, texts, word
from .arguments import arguments_text
from .cohere_v1_request import read_request
from .cohere_v1_stream import EVENTS, unstream
from .cohere_words import finish, is_refused, provider, refusal, usage, warnings
from .providers import METRICS, metrics_of, provider_of

_PATH = re.compile(r"/v1/chat/?$")
_ANSWER = frozenset({"text", "tool_calls", "citations", "finish_reason", "search_queries", "search_results"})
_READ = _ANSWER | {"documents", "response_id", "generation_id", "chat_history", "is_search_required", "meta"}
_NAMED = ("id", "title", "url")
_REFUSED = frozenset({"message", "error", "err", "detail"})


def recognises(call: Call) -> bool:
    """By the answer; by the address where there is none, or an error, and a request that no one else sends so."""
    answer, request = call.answer, record(call.request)
    if "prompt" in request:
        return False  # Generate, and Command on Bedrock; Command R speaks this there, too
    is_asked = isinstance(request.get("message"), str) or provider_of(call.url) == "cohere"
    by_address = bool(_PATH.search(call.path)) and is_asked and "messages" not in request
    if not isinstance(answer, dict):
        return answer is None and by_address
    if texts(answer.get("event_type")) in EVENTS:
        return True
    if isinstance(answer.get("text"), str) and "generation_id" in answer and "event_type" not in answer:
        return True
    return by_address and is_refused(answer)


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """The last event says why it ended."""
    return bool(word(answer.get("finish_reason")))


def read_answer(answer: dict[str, Json]) -> Answered:
    """One message."""
    raw = word(answer.get("finish_reason"))
    parts = tuple(_parts(answer))
    said = Message("assistant", parts, finish_reason=finish(raw), finish_reason_raw=raw)
    unread = others(answer, _READ | _REFUSED | {METRICS})
    unread |= {key: answer[key] for key in ("citations", "tool_calls") if not is_records(answer.get(key))}
    return Answered(
        id=word(answer.get("response_id")) or word(answer.get("generation_id")),
        answers=(said,) if answer.keys() & _ANSWER else (),
        usage=usage(answer.get("meta")) or metrics_of(answer),
        error=refusal(answer),
        unread=unread | warnings(answer),
    )


def _parts(answer: dict[str, Json]) -> Iterator[Part]:
    """In the order in which they are streamed."""
    if queries := answer.get("search_queries"):
        call = {"type": "search_queries", "search_queries": queries}
        yield ServerToolCall(id=None, name="search", call=call, at=("search_queries",))
    found = {key: answer[key] for key in ("search_results", "documents") if answer.get(key)}
    if found:
        first = next(iter(found))
        yield ServerToolCallResponse(id=None, response={"type": first, **found}, at=(first,))
    text, at = answer.get("text"), ("text",)
    documents = {word(each.get("id")): each for _, each in records(answer.get("documents"))}
    citations = tuple(_cited(citation, documents) for _, citation in records(answer.get("citations")))
    if isinstance(text, str):
        if text or citations:
            yield Text(content=text, citations=citations, at=at)
    elif text is not None:
        yield Other(raw=text, at=at)
    for number, call in records(answer.get("tool_calls")):
        given = call.get("parameters")
        yield ToolCall(
            id=None,
            name=texts(call.get("name")),
            arguments={} if given is None else given,
            arguments_text=arguments_text(given),
            at=("tool_calls", number, "parameters") if "parameters" in call else ("tool_calls", number),
        )


def _cited(citation: dict[str, Json], documents: dict[str | None, dict[str, Json]]) -> dict[str, Json]:
    """A citation with the titles and addresses of the documents that it names by their ids."""
    ids = citation.get("document_ids")
    named = [documents.get(word(each)) for each in (ids if isinstance(ids, list) else [])]
    found = [{key: each[key] for key in _NAMED if each.get(key)} for each in named if each]
    return {**citation, "documents": found} if any(each.keys() - {"id"} for each in found) else citation


COHERE_V1 = Api(
    name="cohere.v1",
    operation="chat",
    spoken_by=("Cohere", "Bedrock"),
    streams=("json_lines", "sse", "aws_event_stream"),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
