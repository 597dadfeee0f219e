"""A Cassette -> one Summary an interaction: what can be said of it in a line.

Everything is read once, from front to back, and nothing but the Summary is kept; `glance` gives as much of the
conversation as a line needs (it is passed in, so that this module knows no API).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from .bodies import Body
from .cassette import Cassette, Interaction
from .errors import DecodeError
from .messages import Conversation, Stream, Usage
from .parts import Blob, File, Refusal, ToolCall, ToolCallResponse, Uri
from .reassembling import stream_of

PREVIEW = 200  # characters
_RUN = re.compile(r"[!-~]+\Z")  # what is cut within may be a key, whose first half nobody would know as one
_CALL = "→ "
_RESULT = "← "
_WITHOUT_BODY = (204, 304)  # RFC 9110 sections 15.3.5 and 15.4.5; their length speaks of another answer
_ERROR = 400


class Summary(NamedTuple):
    """One interaction in a line; `position` is its index. Sizes are of the decoded bodies, in bytes; None is unknown.

    `duplicate_of` is the earlier interaction that asks and answers the same. `preview` is the tool that was called
    (`→ weather(location="Florence")`), else the first words of the answer.
    """

    file: str
    position: int
    id: str | None
    line: int
    method: str
    url: str
    status: int | None
    provider: str | None
    api: str | None
    operation: str | None
    model: str | None
    request_model: str | None
    response_model: str | None
    stream: str | None
    events: int | None
    complete: bool | None
    duration_ms: float | None
    request_bytes: int | None
    response_bytes: int | None
    usage: Usage | None
    preview: str
    duplicate_of: int | None
    warnings: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        usage = self.usage.as_json() if self.usage else None
        values = {"index" if name == "position" else name: value for name, value in self._asdict().items()}
        return {**values, "usage": usage, "warnings": list(self.warnings)}


def summarize(
    cassette: Cassette, chosen: Iterable[Interaction], glance: Callable[[Interaction], Conversation | None]
) -> Iterator[Summary]:
    """The chosen interactions, in the order of the file, as Summaries."""
    seen: dict[int, int] = {}
    for line, interaction in with_lines(cassette, chosen):
        first = seen.setdefault(_fingerprint(interaction), interaction.index)
        duplicate_of = None if first == interaction.index else first
        yield _summary(cassette.name, interaction, line, duplicate_of, glance(interaction))


def with_lines(cassette: Cassette, chosen: Iterable[Interaction]) -> Iterator[tuple[int, Interaction]]:
    """Each interaction with the line it starts in; all line feeds are counted once."""
    line, offset = 1, 0
    for interaction in chosen:
        start = interaction.node.span.start
        line, offset = line + cassette.text.count("\n", offset, start), start
        yield line, interaction


def call_line(call: ToolCall) -> str:
    """`weather(location="Florence")`; arguments that are no object are shown as they were sent."""
    if isinstance(call.arguments, dict):
        pairs = (f"{name}={compact(value)}" for name, value in call.arguments.items())
        return f"{call.name}({', '.join(pairs)})"
    text = call.arguments if isinstance(call.arguments, str) else compact(call.arguments)
    return f"{call.name}({call.arguments_text or text})"


def compact(value: Any) -> str:
    """JSON in one line, in characters rather than escapes."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def warnings_of(interaction: Interaction, talk: Conversation | None) -> list[str]:
    """What will hurt: who replays it, or who believes it."""
    response = interaction.response
    found = []
    for side, body in (("request", interaction.request.body), ("response", response.body)):
        problem = body.problem
        found += [f"{side} body: {problem}"] if problem else [f"{side}: {note}" for note in body.notes]
    if length := _false_length(interaction):
        found.append(length)
    if talk and talk.stream and not talk.stream.complete and not talk.stream.error:
        found.append("stream is cut: its end mark is missing")
    if talk and talk.error and (response.status or 0) < _ERROR:
        found.append(f"an error recorded as an answer: {talk.error}")
    return found


def _summary(
    file: str, interaction: Interaction, line: int, duplicate_of: int | None, talk: Conversation | None
) -> Summary:
    request, response = interaction.request, interaction.response
    stream = talk.stream if talk else _unknown_stream(interaction)
    return Summary(
        file=file,
        position=interaction.index,
        id=interaction.id,
        line=line,
        method=request.method,
        url=request.url,
        status=response.status,
        provider=talk.provider if talk else None,
        api=talk.api if talk else None,
        operation=talk.operation if talk else None,
        model=talk.model if talk else None,
        request_model=talk.request_model if talk else None,
        response_model=talk.response_model if talk else None,
        stream=stream.framing if stream else None,
        events=stream.events if stream else None,
        complete=talk.stream.complete if talk and talk.stream else None,
        duration_ms=response.duration_ms,
        request_bytes=_size(request.body),
        response_bytes=_size(response.body),
        usage=talk.usage if talk else None,
        preview=_preview(interaction, talk),
        duplicate_of=duplicate_of,
        warnings=tuple(warnings_of(interaction, talk)),
    )


def _unknown_stream(interaction: Interaction) -> Stream | None:
    """A stream of no API that is known: what its framing says. Whether it is whole only its API could tell."""
    found = stream_of(interaction)
    if found is None:
        return None
    framing, layer = found
    return Stream(framing=framing.name, events=framing.count(layer.text), complete=True)


def _fingerprint(interaction: Interaction) -> int:
    """Equal for interactions that ask and answer the same. Of the bodies as they are stored: nothing is decoded."""
    request, response = interaction.request, interaction.response
    bodies = (body.kept for body in (request.body, response.body))
    return hash((request.method, request.url, response.status, *bodies))


def _size(body: Body) -> int | None:
    try:
        return body.size
    except DecodeError:
        return None


def _false_length(interaction: Interaction) -> str | None:
    """What Content-Length says, if that is not how many bytes were answered."""
    response = interaction.response
    body = response.body
    if not any(length.text.isdecimal() for length in body.lengths):
        return None
    said = response.header("content-length")
    if not said or not said.isdecimal() or response.status in _WITHOUT_BODY or interaction.request.method == "HEAD":
        return None
    if body.structured is not None or body.problem or body.notes:
        return None
    if body.is_decoded and (body.codings or not body.pieces):  # of another size, or not kept
        return None
    found = body.size_on_wire(body.wire.text) if body.wire else 0
    return f"content-length says {said}, the body has {found} bytes" if int(said) != found else None


def _preview(interaction: Interaction, talk: Conversation | None) -> str:
    """The first thing a person would want to know of the answer."""
    if talk is None:
        return _without_conversation(interaction)
    if talk.tool_calls:
        return _one_line(_CALL + call_line(talk.tool_calls[0]))
    if talk.text.strip():
        return _one_line(talk.text)
    for part in talk.answers[0].parts if talk.answers else ():
        if isinstance(part, Blob | Uri | File):
            return part.mime_type or part.modality
        if isinstance(part, Refusal):
            return _one_line(part.content)
        if isinstance(part, ToolCallResponse):
            said = part.response
            return _one_line(_RESULT + (said if isinstance(said, str) else compact(said)))
    return _one_line(talk.error or talk.outcome or "")


def _without_conversation(interaction: Interaction) -> str:
    """A JSON-RPC call by its method and what it names, else the body's first words."""
    request = interaction.request.body
    if not request.problem and '"jsonrpc"' in (request.text or ""):
        call = request.json_value
        if isinstance(call, dict) and isinstance(call.get("method"), str):
            params = call.get("params")
            name = params.get("name") if isinstance(params, dict) else None
            return f"{call['method']} {name}" if isinstance(name, str) else call["method"]
    body = interaction.response.body
    if body.is_empty and interaction.response.status is None:
        body = request  # a message that was only sent (websockets)
    if (interaction.response.status or 0) >= _ERROR and (said := _error_message(body.json_value)):
        return _one_line(said)
    if (location := interaction.response.header("location")) and 300 <= (interaction.response.status or 0) < _ERROR:
        return _one_line(f"to {location}")
    try:
        text = body.text
    except DecodeError:
        return ""
    if text is None:
        return body.media_type if "/" in body.media_type else "binary"
    return "" if stream_of(interaction) else _one_line(text)  # the first event of a stream says nothing of its answer


def _error_message(value: Any) -> str:
    """What nearly all APIs call the sentence that says what went wrong."""
    for name in ("error", "message", "detail", "title"):
        found = value.get(name) if isinstance(value, dict) else None
        if isinstance(found, str):
            return found
        if isinstance(found, dict) and (said := _error_message(found)):
            return said
    return ""


def _one_line(text: str) -> str:
    """The first characters, runs of white space as one space."""
    words = " ".join(text[: 4 * PREVIEW].split())
    return words if len(words) <= PREVIEW else _RUN.sub("", words[: PREVIEW - 1]) + "…"
