"""A JSON-RPC request -> what was asked: a tool call, or the method and its parameters.

What a client answers to a request of the server's (sampling, elicitation) is sent as a request too.
Source: modelcontextprotocol.io, schema 2025-06-18: the interfaces whose names end in Request, CreateMessageResult.
"""

from __future__ import annotations

from ..messages import Message
from ..parts import Json, ToolCall
from .api import Asked, texts, word
from .mcp_parts import content_part, name_of

_JSONRPC = frozenset({"jsonrpc", "id", "method", "params", "result", "error"})
_CALL = frozenset({"name", "arguments"})


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    method, params, result = texts(request.get("method")), request.get("params"), request.get("result")
    unread = {key: value for key, value in request.items() if key not in _JSONRPC}
    if method == "tools/call" and isinstance(params, dict):
        rest = {key: value for key, value in params.items() if key not in _CALL}
        return Asked(messages=(_call(params, name_of(request.get("id"))),), parameters=rest, unread=unread)
    named = {"method": method} if method else {}
    if isinstance(params, dict) and "method" not in params:
        return Asked(parameters={**named, **params}, unread=unread)
    if isinstance(result, dict) and "role" in result and "content" in result:  # what a model said for the server
        said = Message(
            role=texts(result["role"]),
            parts=(content_part(result["content"], ("result", "content")),),
            finish_reason_raw=word(result.get("stopReason")),
        )
        return Asked(model=word(result.get("model")), messages=(said,), unread=unread)
    beside = {key: request[key] for key in ("params", "result", "error") if request.get(key) is not None}
    return Asked(parameters={**named, **beside}, unread=unread)


def _call(params: dict[str, Json], call_id: str | None) -> Message:
    """As a model would have asked for it."""
    arguments = params.get("arguments")
    name = texts(params.get("name"))
    value = {} if arguments is None else arguments
    part = ToolCall(id=call_id, name=name, arguments=value, at=("params", "arguments"))
    return Message(role="assistant", parts=(part,))
