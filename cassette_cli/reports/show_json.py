"""An interaction with its conversation -> the JSON of `cassette show`, verbatim, with OpenTelemetry's messages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from ..bodies import Body
from ..cassette import Header, Interaction
from ..errors import DecodeError
from ..messages import Conversation


def interaction_value(
    file: str, line: int, interaction: Interaction, talk: Conversation | None, *, bodies: bool
) -> dict[str, Any]:
    """The keys of CLI.md. With a conversation the bodies, and what it was made of, are there only if asked for."""
    request, response = interaction.request, interaction.response
    has_bodies = bodies or talk is None
    return {
        "file": file,
        "index": interaction.index,
        "id": interaction.id,
        "line": line,
        "request": {
            "method": request.method,
            "url": request.url,
            "headers": headers_value(request.headers),
            "body": body_value(request.body) if has_bodies else None,
        },
        "response": {
            "status": response.status,
            "headers": headers_value(response.headers),
            "duration_ms": response.duration_ms,
            "body": body_value(response.body) if has_bodies else None,
        },
        "conversation": conversation_value(talk, bodies=bodies) if talk else None,
    }


def headers_value(headers: Sequence[Header]) -> dict[str, list[str]]:
    """Names in lower case, each with all its values."""
    values: dict[str, list[str]] = {}
    for header in headers:
        values.setdefault(header.name.lower(), []).append(header.value)
    return values


def body_value(body: Body) -> dict[str, Any]:
    """The decoded body as `json`, `text` or `base64`, one of them; `error` where it cannot be decoded."""
    try:
        value: dict[str, Any] = {
            "media_type": body.media_type or None,
            "encodings": list(body.encodings),
            "size": body.size,
        }
        text = body.text
    except DecodeError as fault:
        return {"media_type": body.media_type or None, "encodings": [], "size": None, "error": fault.message}
    if text is None:
        return {**value, "base64": b64encode(body.content).decode("ascii")}
    parsed = body.json_value
    return {**value, "text": text} if parsed is None else {**value, "json": parsed}


def conversation_value(talk: Conversation, *, bodies: bool) -> dict[str, Any]:
    """What was said, in the forms of OpenTelemetry's schemas."""
    return {
        "provider": talk.provider,
        "api": talk.api,
        "operation": talk.operation,
        "model": talk.model,
        "request_model": talk.request_model,
        "response_model": talk.response_model,
        "stream": talk.stream.as_json() if talk.stream else None,
        "system_instructions": [part.as_json() for part in talk.system_instructions],
        "messages": [message.as_json() for message in talk.messages],
        "tools": [tool.as_json() for tool in talk.tools],
        "parameters": talk.parameters,
        "answers": [message.as_json() for message in talk.answers],
        "text": talk.text,
        "tool_calls": [call.as_json() for call in talk.tool_calls],
        "unstreamed": talk.unstreamed if bodies else None,
        "usage": talk.usage.as_json() if talk.usage else None,
        "response_id": talk.response_id,
        "outcome": talk.outcome,
    }
