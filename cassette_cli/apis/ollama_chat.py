"""Ollama's chat: how it is told, its lines -> the answer as it would have come in one piece, that answer -> a message.

Text and thoughts are joined; tool calls come whole, with their arguments as objects. `stream` is on when a request
does not say otherwise, and then an answer may still be a single line.
Source: ollama-python _types.py (ChatRequest, ChatResponse, Message).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..messages import Message
from ..parts import Json, JsonPath
from .api import Answer, Answered, Api, Call, Heard, Landmarks, Said, others, record, records, texts, word
from .arguments import arguments_text
from .draft import Draft
from .ollama_chat_parts import parts_of, unread_of
from .ollama_chat_request import read_request
from .ollama_words import READ, error, finish, fold, is_complete, is_refused, provider, usage

_PATH = re.compile(r"/api/chat/?$")
_JOINED = frozenset({"content", "thinking"})
_GROWING = frozenset({"tool_calls", "images"})
_AT: JsonPath = ("message",)


def recognises(call: Call) -> bool:
    """By the answer; by address and request where there is none, or an error (Vercel's `useChat` has this path too)."""
    answer, request = call.answer, record(call.request)
    if isinstance(answer, dict) and isinstance(answer.get("message"), dict):
        return isinstance(answer.get("done"), bool) and "choices" not in answer
    is_asked = isinstance(request.get("model"), str) and isinstance(request.get("messages"), list)
    return (answer is None or is_refused(answer)) and bool(_PATH.search(call.path)) and is_asked


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the lines into one answer."""
    draft = Draft()
    for event, _, line in draft.objects(events):
        for key, value in line.items():
            if key != "message":
                fold(draft, event, key, value)
            elif isinstance(value, dict):
                for name, member in value.items():
                    _member(draft, event, name, member)
            elif value is not None:
                draft.keep(event, (key,), value)
    return draft.answer()


def _member(draft: Draft, event: int, key: str, value: Json) -> None:
    to = ("message", key)
    if key == "role":
        draft.first(to, event, to, value)
    elif key in _JOINED and isinstance(value, str):
        draft.join(to, event, to, value)
    elif key in _GROWING and isinstance(value, list):
        draft.extend(to, event, to, value)
    elif key in _JOINED | _GROWING:
        if value is not None:
            draft.keep(event, to, value)
    else:
        draft.last(to, event, to, value)


def hear(line: Json) -> Heard:
    """What a line adds."""
    message = record(record(line).get("message"))
    called = [record(call.get("function")).get("arguments") for _, call in records(message.get("tool_calls"))]
    return Heard(
        text=len(texts(message.get("content"))), calls=len(called), arguments=sum(map(len, map(arguments_text, called)))
    )


def read_answer(answer: dict[str, Json]) -> Answered:
    """One message."""
    message = answer.get("message")
    said: tuple[Message, ...] = ()
    if isinstance(message, dict):
        said = (
            Message(
                role=texts(message.get("role")) or "assistant",
                parts=tuple(parts_of(message, _AT)),
                finish_reason=finish(answer),
                finish_reason_raw=word(answer.get("done_reason")),
                unread=unread_of(message),
            ),
        )
    return Answered(
        model=word(answer.get("model")),
        answers=said,
        usage=usage(answer),
        error=error(answer),
        unread=others(answer, READ | {"message"} if said else READ),
    )


OLLAMA_CHAT = Api(
    name="ollama.chat",
    operation="chat",
    spoken_by=("Ollama",),
    streams=("json_lines",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
    landmarks=Landmarks(
        hear=hear,
        texts_begin=(re.compile(r'"content":\s*"[^"]'),),
        calls_begin=(re.compile(r'"tool_calls":\s*\[\s*\{'),),
        text_piece=re.compile(r'"message":\s*\{\s*"role":\s*"assistant",\s*"content":\s*"((?:[^"\\]++|\\.)*+)"'),
        text_otherwise=re.compile(r"(?!)"),  # it always comes so
    ),
)
