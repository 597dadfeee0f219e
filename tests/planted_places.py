"""A secret, and the name it stands under -> an exchange that has it somewhere: the places of the planted secrets.

Nothing of the package is used here: what it reads is made by hand, after the standards.
"""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from itertools import pairwise
from struct import pack
from typing import Any, NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape

import brotli
import zstandard

URL = "https://api.example.com/v1/chat/completions"
JSON, SSE, FORM = "application/json", "text/event-stream", "application/x-www-form-urlencoded"
BOUNDARY = "planted-boundary"


class Exchange(NamedTuple):
    """A request and its answer; a body that is bytes is compressed or in frames. `note` is for a comment."""

    url: str = URL
    sent: tuple[tuple[str, str], ...] = (("Accept", "*/*"),)
    body: str = '{"model": "planted", "messages": [{"role": "user", "content": "Hello"}]}'
    sent_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    content: str | bytes = '{"answer": "none", "usage": {"total_tokens": 3}}'
    media_type: str = JSON
    note: str = ""


def said(value: Any, *, ascii_only: bool = True) -> str:
    return json.dumps(value, ensure_ascii=ascii_only)


def answer(content: str | bytes, media_type: str = JSON, **headers: str) -> Exchange:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Exchange(content=content, media_type=media_type, headers=named)


def cut(text: str, pieces: int) -> list[str]:
    """The text in so many pieces, of nearly one length."""
    ends = [len(text) * number // pieces for number in range(pieces + 1)]
    return [text[start:end] for start, end in pairwise(ends)]


def events(values: list[Any], last: str = "data: [DONE]\n\n", line_end: str = "\n") -> str:
    return ("".join(f"data: {said(value)}\n\n" for value in values) + last).replace("\n", line_end)


def chunk(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "planted"}
    return {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}


def chat(pieces: list[str], line_end: str = "\n") -> str:
    deltas = [{"role": "assistant", "content": "Here: "}, *({"content": piece} for piece in pieces)]
    return events([*map(chunk, deltas), chunk({"content": " ok"}), chunk({}, "stop")], line_end=line_end)


def tool_call(word: str, name: str) -> str:
    first = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "save", "arguments": ""}}
    pieces = [{"index": 0, "function": {"arguments": piece}} for piece in cut(said({"n": 1, name: word}), 6)]
    return events([chunk({"tool_calls": [each]}) for each in (first, *pieces)] + [chunk({}, "tool_calls")])


def anthropic(word: str, name: str) -> str:
    def event(kind: str, **more: Any) -> str:
        return f"event: {kind}\ndata: {said({'type': kind, **more})}\n\n"

    start = {"id": "msg_1", "type": "message", "role": "assistant", "content": [], "model": "claude", "usage": {}}
    block = {"type": "tool_use", "id": "toolu_1", "name": "save", "input": {}}
    deltas = [{"type": "input_json_delta", "partial_json": piece} for piece in ["", *cut(said({name: word}), 4)]]
    return (
        event("message_start", message=start)
        + event("content_block_start", index=0, content_block=block)
        + "".join(event("content_block_delta", index=0, delta=delta) for delta in deltas)
        + event("content_block_stop", index=0)
        + event("message_delta", delta={"stop_reason": "tool_use"}, usage={"output_tokens": 9})
        + event("message_stop")
    )


def ollama(word: str) -> str:
    told = [{"model": "m", "message": {"role": "assistant", "content": piece}, "done": False} for piece in cut(word, 3)]
    return "".join(said(each) + "\n" for each in [*told, {"model": "m", "message": {"content": ""}, "done": True}])


def frame(kind: str, payload: dict[str, Any]) -> bytes:
    """One frame of application/vnd.amazon.eventstream."""
    named = ((":event-type", kind), (":content-type", JSON), (":message-type", "event"))
    headers = b"".join(
        pack(">B", len(name)) + name.encode() + pack(">BH", 7, len(value)) + value.encode() for name, value in named
    )
    body = said(payload).encode()
    prelude = pack(">II", 16 + len(headers) + len(body), len(headers))
    message = prelude + pack(">I", zlib.crc32(prelude)) + headers + body
    return message + pack(">I", zlib.crc32(message))


def frames(word: str) -> Exchange:
    told = [("messageStart", {"role": "assistant"})]
    told += [("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": piece}}) for piece in cut(word, 3)]
    told += [("contentBlockStop", {"contentBlockIndex": 0}), ("messageStop", {"stopReason": "end_turn"})]
    content = b"".join(frame(kind, payload) for kind, payload in told)
    made = answer(content, "application/vnd.amazon.eventstream")
    return made._replace(url="https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse-stream")


def in_base64_frames(word: str) -> Exchange:
    told = [{"completion": piece, "stop_reason": None} for piece in cut(word, 2)]
    content = b"".join(frame("chunk", {"bytes": b64encode(said(each).encode()).decode()}) for each in told)
    made = answer(content, "application/vnd.amazon.eventstream")
    return made._replace(
        url="https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-v2/invoke-with-response-stream"
    )


def escaped(word: str) -> str:
    """In JSON, each letter as an escape."""
    return "".join(f"\\u{ord(letter):04x}" for letter in word)


def multipart(word: str, name: str) -> Exchange:
    parts = f'Content-Disposition: form-data; name="a"\r\n\r\n1\r\n--{BOUNDARY}\r\n'
    parts += f'Content-Disposition: form-data; name="{name}"\r\n\r\n{word}'
    body = f"--{BOUNDARY}\r\n{parts}\r\n--{BOUNDARY}--\r\n"
    return Exchange(body=body, sent_type=f"multipart/form-data; boundary={BOUNDARY}")


def in_json(word: str, name: str) -> str:
    return said({"user": "ann", name: word, "n": [1, None]})


Place = Callable[[str, str], Exchange]
# Where a value stands under a name that a rule may know: of a header, of a query, of a field.
HEADERS: dict[str, Place] = {
    "request header": lambda word, name: Exchange(sent=(("Accept", "*/*"), (name, word))),
    "response header": lambda word, name: answer("{}", **{name.replace("-", "_"): word}),
}
QUERIES: dict[str, Place] = {
    "query": lambda word, name: Exchange(url=f"{URL}?a=1&{quote(name)}={quote(word, safe='')}&b=2"),
    "signed URL in a body": lambda word, name: answer(
        said({"file": f"https://files.example.com/a.png?x=1&{quote(name)}={quote(word, safe='')}"})
    ),
    "location header": lambda word, name: answer("", Location=f"/next?{quote(name)}={quote(word, safe='')}&b=2"),
}
FIELDS: dict[str, Place] = {
    "form": lambda word, name: Exchange(body=f"a=1&{quote(name)}={quote(word, safe='')}&b=2", sent_type=FORM),
    "JSON in a form": lambda word, name: Exchange(body=f"payload={quote(in_json(word, name))}&b=2", sent_type=FORM),
    "JSON request": lambda word, name: Exchange(body=in_json(word, name)),
    "JSON answer": lambda word, name: answer(in_json(word, name)),
    "JSON in JSON": lambda word, name: answer(said({"text": in_json(word, name), "n": 1})),
    "JSON in JSON in JSON": lambda word, name: answer(said({"a": said({"b": in_json(word, name)})})),
    "JSON with escapes": lambda word, name: answer(f'{{"a": 1, "{name}": "{escaped(word)}"}}'),
    "base64 in JSON": lambda word, name: answer(said({"data": b64encode(in_json(word, name).encode()).decode()})),
    "URL-safe base64 in JSON": lambda word, name: answer(
        said({"data": urlsafe_b64encode(f"?>{in_json(word, name)}".encode()).decode().rstrip("=")})
    ),
    "data URL": lambda word, name: answer(
        said({"url": f"data:{JSON};base64,{b64encode(in_json(word, name).encode()).decode()}"})
    ),
    "gzip": lambda word, name: answer(gzip.compress(in_json(word, name).encode(), mtime=0), Content_Encoding="gzip"),
    "deflate": lambda word, name: answer(zlib.compress(in_json(word, name).encode()), Content_Encoding="deflate"),
    "brotli": lambda word, name: answer(brotli.compress(in_json(word, name).encode()), Content_Encoding="br"),
    "zstd": lambda word, name: answer(
        zstandard.ZstdCompressor().compress(in_json(word, name).encode()), Content_Encoding="zstd"
    ),
    "gzip in base64 in JSON": lambda word, name: answer(
        said({"data": b64encode(gzip.compress(in_json(word, name).encode(), mtime=0)).decode()})
    ),
    "multipart": multipart,
    "XML": lambda word, name: answer(f"<?xml version='1.0'?><r><{name}>{escape(word)}</{name}></r>", "text/xml"),
    "tool arguments in deltas": lambda word, name: answer(tool_call(word, name), SSE),
    "tool input in deltas": lambda word, name: answer(anthropic(word, name), SSE),
    "an unknown stream": lambda word, name: answer(events([{"step": 1}, {name: word}], ""), SSE),
    "JSON lines": lambda word, name: answer(f"{said({'a': 1})}\n{in_json(word, name)}\n", "application/x-ndjson"),
}
# Where only the form tells.
TEXTS: dict[str, Place] = {
    "plain text": lambda word, name: answer(f"Your value: {word}\nBye.\n", "text/plain"),
    "HTML": lambda word, name: answer(f"<html><p class='a'>Use {escape(word)} here</p></html>", "text/html"),
    "JSON key": lambda word, name: answer(said({word: 1, "b": 2})),
    "YAML comment": lambda word, name: Exchange(note=word),
    "user info": lambda word, name: Exchange(url=f"https://ann:{quote(word, safe='')}@api.example.com/v1"),
    "Basic": lambda word, name: Exchange(
        sent=(("Authorization", f"Basic {b64encode(f'ann:{word}'.encode()).decode()}"),)
    ),
    "cookie": lambda word, name: Exchange(sent=(("Cookie", f"lang=REDACTED; sid={quote(word, safe='')}"),)),
    "set-cookie": lambda word, name: answer("{}", Set_Cookie=f"sid={quote(word, safe='')}; Path=/; HttpOnly"),
    "stream text in 1": lambda word, name: answer(chat([word]), SSE),
    "stream text in 2": lambda word, name: answer(chat(cut(word, 2)), SSE),
    "stream text in 5": lambda word, name: answer(chat(cut(word, 5), "\r\n"), SSE),
    "stream text by letter": lambda word, name: answer(chat(list(word)), SSE),
    "gzipped stream": lambda word, name: answer(
        gzip.compress(chat(cut(word, 3)).encode(), mtime=0), SSE, Content_Encoding="gzip"
    ),
    "stream of JSON lines": lambda word, name: answer(ollama(word), "application/x-ndjson"),
    "stream comment": lambda word, name: answer(f": {word}\n\n{chat(['a'])}", SSE),
    "event stream": lambda word, name: frames(word),
    "event stream in base64": lambda word, name: in_base64_frames(word),
}
NAMELESS = {**HEADERS, **QUERIES, **FIELDS, **TEXTS}
