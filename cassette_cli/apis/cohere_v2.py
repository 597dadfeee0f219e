"""Cohere's Chat API, version 2: how it is told, and an unstreamed answer -> its message.

Told by the hyphens in its events' types (`content-delta`), or by a message beside its finish reason.
Source: cohere-python v2/types/{v2chat_stream_response,v2chat_response}.py.
"""

from __future__ import annotations

import re

from ..messages import Message
from ..parts import Json, JsonPath
from .api import Answered, Api, Call, Heard, Landmarks, record, texts, word
from .cohere_v2_parts import parts_of, unread_of
from .cohere_v2_request import read_request
from .cohere_v2_stream import unstream
from .cohere_words import finish, is_refused, provider, refusal, usage

_PATH = re.compile(r"/v2/chat/?$")
_EVENTS = frozenset(
    {
        *("message-start", "content-start", "content-delta", "content-end", "tool-plan-delta", "tool-call-start"),
        *("tool-call-delta", "tool-call-end", "citation-start", "citation-end", "message-end"),
    }
)
_READ = frozenset({"id", "message", "finish_reason", "usage", "logprobs", "error"})
_AT: JsonPath = ("message",)


def recognises(call: Call) -> bool:
    """By the answer; by the address where there is none, or an error."""
    answer, by_address = call.answer, bool(_PATH.search(call.path))
    if not isinstance(answer, dict):
        return answer is None and by_address
    if texts(answer.get("type")) in _EVENTS:
        return True
    message = answer.get("message")
    if isinstance(message, dict):
        return "finish_reason" in answer and "id" in answer and not answer.keys() & {"done", "choices", "type"}
    return by_address and is_refused(answer)


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """The last event but the end mark says why it ended."""
    return last == "[DONE]" or bool(word(answer.get("finish_reason")))


def hear(said: Json) -> Heard:
    """What an event adds."""
    kind = texts(record(said).get("type"))
    message = record(record(record(said).get("delta")).get("message"))
    function = record(record(message.get("tool_calls")).get("function"))
    return Heard(
        text=len(texts(record(message.get("content")).get("text"))),
        calls=int(kind == "tool-call-start"),
        arguments=len(texts(function.get("arguments"))),
    )


def read_answer(answer: dict[str, Json]) -> Answered:
    """One message."""
    message = answer.get("message")
    raw = word(answer.get("finish_reason"))
    said: tuple[Message, ...] = ()
    if isinstance(message, dict):
        role = texts(message.get("role")) or "assistant"
        parts = tuple(parts_of(message, _AT))
        said = (Message(role, parts, finish_reason=finish(raw), finish_reason_raw=raw, unread=unread_of(message)),)
    return Answered(
        id=word(answer.get("id")),
        answers=said,
        usage=usage(answer.get("usage")),
        error=refusal(answer),
        unread={
            key: value
            for key, value in answer.items()
            if value not in (None, "", [], {})
            and (key not in _READ or (key == "message" and not isinstance(value, dict | str)))
        },
    )


COHERE_V2 = Api(
    name="cohere.v2",
    operation="chat",
    spoken_by=("Cohere",),
    streams=("sse",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
    landmarks=Landmarks(
        hear=hear,
        texts_begin=(re.compile(r'"content":\s*\{(?:[^{}"]|"[^"\\]*+")*?"text":\s*"[^"]'),),
        calls_begin=(re.compile(r'"tool-call-start"'),),
        text_piece=re.compile(r'"delta":\s*\{"message":\s*\{"content":\s*\{"text":\s*"((?:[^"\\]++|\\.)*+)"'),
        text_otherwise=re.compile(r"(?!)"),  # it always comes so
    ),
)
