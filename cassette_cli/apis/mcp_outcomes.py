"""A response -> a line that says which call it answers and what came back: `tools/list: 4 tools: a, b, c, d`.

The response does not name its method; the members of the result do.
Source: modelcontextprotocol.io, schema 2025-06-18: the interfaces whose names end in Result.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..parts import Json
from .api import record, records, texts, word
from .outcome import counted

_LISTS = {  # member of the result -> the method, and what its items are called
    "tools": ("tools/list", "tool"),
    "prompts": ("prompts/list", "prompt"),
    "resources": ("resources/list", "resource"),
    "resourceTemplates": ("resources/templates/list", "template"),
}
SAID = frozenset(  # members of results that the line or the messages say
    (
        *("tools", "prompts", "resources", "resourceTemplates", "nextCursor", "content", "structuredContent"),
        *("isError", "messages", "contents", "completion", "protocolVersion", "capabilities", "serverInfo"),
    )
)


def outcome_of(response: dict[str, Json]) -> str | None:
    """The line; None for an error, and for a result that is of no method of the protocol."""
    result = response.get("result")
    said = _said(result) if isinstance(result, dict) else None
    return said and " ".join(said.split())


def _said(result: dict[str, Json]) -> str | None:
    for member, (method, noun) in _LISTS.items():
        if isinstance(result.get(member), list):
            return f"{method}: {_listed(result[member], noun)}{_more(result)}"
    if isinstance(result.get("content"), list):
        failed = "tools/call: failed" if result.get("isError") is True else None
        return failed if result["content"] else "tools/call: nothing"  # what there is are messages
    if isinstance(result.get("messages"), list):
        return f"prompts/get: {counted(len(result['messages']), 'message')}"
    if isinstance(result.get("contents"), list):
        return f"resources/read: {_contents(result['contents'])}"
    if isinstance(record(result.get("completion")).get("values"), list):
        return f"completion/complete: {_completed(result['completion'])}"
    if isinstance(result.get("protocolVersion"), str):
        return f"initialize: {', '.join(_server(result))}"
    return "done, nothing to say" if not result.keys() - {"_meta"} else None


def _server(result: dict[str, Json]) -> Iterator[str]:
    info, capabilities = record(result.get("serverInfo")), record(result.get("capabilities"))
    name = " ".join(filter(None, (texts(info.get(key)) for key in ("name", "version"))))
    yield from (name,) if name else ()
    yield f"protocol {result['protocolVersion']}"
    yield f"offers {', '.join(capabilities)}" if capabilities else "offers nothing"


def _listed(items: list[Json], noun: str) -> str:
    names = [word(record(item).get("name")) or word(record(item).get("uri")) or "?" for item in items]
    return counted(len(names), noun) + (f": {', '.join(names)}" if names else "")


def _more(result: dict[str, Json]) -> str:
    return ", and more" if word(result.get("nextCursor")) else ""


def _contents(contents: list[Json]) -> str:
    """What was read, by its addresses."""
    found = [texts(item.get("uri")) for _, item in records(contents)]
    named = ", ".join(dict.fromkeys(filter(None, found)))
    return named or "nothing"


def _completed(completion: dict[str, Json]) -> str:
    said = [texts(value) for value in completion["values"]]
    total = completion.get("total")
    of = f" of {total:,}" if isinstance(total, int) and total != len(said) else ""
    more = ", and more" if completion.get("hasMore") is True else ""
    return f"{counted(len(said), 'value')}{of}" + (f": {', '.join(said)}" if said else "") + more
