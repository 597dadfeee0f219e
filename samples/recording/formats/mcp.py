"""A tool called over the Model Context Protocol, answered by an event or by JSON."""

from __future__ import annotations

from collections.abc import Iterator

from .exchange import SSE, Exchange, Sample, body, text, twins
from .weather import ARGUMENTS, RESULT, TOOL

_HEADERS = {"Accept": "application/json, text/event-stream", "Mcp-Session-Id": "sample-session-0001"}


def samples() -> Iterator[Sample]:
    """A server answers in the form that it likes; an event may come with CRLF, and after a comment."""
    params = {"name": TOOL, "arguments": ARGUMENTS}
    asked = body({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": params})
    content = [{"type": "text", "text": "Oslo: -3 °C, snow"}]
    result = {"content": content, "structuredContent": RESULT, "isError": False}
    answer = {"jsonrpc": "2.0", "id": 2, "result": result}
    stream = f": ping - 2025-11-04 09:30:00\r\n\r\nevent: message\r\ndata: {text(answer)}\r\n\r\n"
    yield from twins(
        "mcp",
        [Exchange("/mcp", asked, stream.encode(), SSE, _HEADERS)],
        [Exchange("/stateless/mcp", asked, body(answer), headers=_HEADERS)],
    )
