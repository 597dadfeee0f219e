"""A message of Cohere v2, of a request or of an answer -> the parts of a Message, and what was not read.

The tool plan is reasoning, not text: Cohere calls it a "chain-of-thought style reflection and plan", keeps it outside
of the content and shows it to nobody who asks for the answer's words. It comes before the calls that it explains.
Source: cohere-python types/{assistant_message_response,citation,content,tool_content}.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..parts import Json, JsonPath, Other, Part, Reasoning, Text, ToolCall, at_url
from .api import others, parsed, record, records, texts, word

_LISTS = ("citations", "tool_calls")
_READ = frozenset(("role", "content", "tool_plan", "tool_call_id", *_LISTS))


def parts_of(message: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    """The parts of the message that stands at `at`."""
    if plan := word(message.get("tool_plan")):
        yield Reasoning(content=plan, at=(*at, "tool_plan"))
    content, cited = message.get("content"), _cited(message)
    if isinstance(content, list):
        yield from (
            _item(item, (*at, "content", number), tuple(citation for to, _, citation in cited if to == number))
            for number, item in enumerate(content)
        )
    elif isinstance(content, str) and content:
        yield Text(content=content, citations=tuple(citation for *_, citation in cited), at=(*at, "content"))
    elif content not in (None, ""):
        yield Other(raw=content, at=(*at, "content"))
    for number, call in records(message.get("tool_calls")):
        yield _call(call, (*at, "tool_calls", number))


def unread_of(message: dict[str, Json]) -> dict[str, Json]:
    """What of a message no part says; citations of a plan or of a thought are among it."""
    unread = others(message, _READ)
    for key in _LISTS:
        value = message.get(key)
        if value is not None and not isinstance(value, list):
            unread[key] = value
        elif value:
            unread.update({f"{key}/{at}": item for at, item in enumerate(value) if not isinstance(item, dict)})
    if not isinstance(message.get("content"), str):
        unread.update({f"citations/{at}": citation for to, at, citation in _cited(message) if to is None})
    for key, known in (("content", ("text", "thinking", "image_url")), ("tool_calls", ("id", "function"))):
        for at, item in records(message.get(key)):
            beside = (name for name in item if name not in known and name != "type" and name != item.get("type"))
            unread.update({f"{key}/{at}/{name}": item[name] for name in beside if _is_shown(key, item)})
    if not isinstance(message.get("tool_plan"), str | None):
        unread["tool_plan"] = message["tool_plan"]
    return unread


def _is_shown(key: str, item: dict[str, Json]) -> bool:
    """Whether its part does not say all of it."""
    at: JsonPath = ()
    part = _item(item, at, ()) if key == "content" else _call(item, at)
    return not isinstance(part, Other)


def _cited(message: dict[str, Json]) -> list[tuple[int | None, int, Json]]:
    """Each citation: which content part it belongs to, if one, and its number.

    Newer ones name the part. Without that, it is the text that has these words at this place, else the first one.
    """
    content = records(message.get("content"))
    words = {at: texts(item.get("text")) for at, item in content if item.get("type") == "text"}
    found: list[tuple[int | None, int, Json]] = []
    for at, citation in records(message.get("citations")):
        named, start, end = (citation.get(key) for key in ("content_index", "start", "end"))
        to: int | None = None
        if citation.get("type") not in ("PLAN", "THINKING_CONTENT"):
            if isinstance(start, int) and isinstance(end, int):
                to = next((part for part, text in words.items() if text[start:end] == citation.get("text")), None)
            if isinstance(named, int) and named in words:
                to = named
            to = next(iter(words), None) if to is None else to
        found.append((to, at, citation))
    return found


def _item(item: Json, at: JsonPath, citations: tuple[Json, ...]) -> Part:
    """One part of the content."""
    said = record(item)
    kind = texts(said.get("type"))
    inner = said.get(kind)
    if kind == "text" and isinstance(inner, str):
        return Text(content=inner, citations=citations, at=(*at, kind))
    if kind == "thinking" and isinstance(inner, str):
        return Reasoning(content=inner, at=(*at, kind))
    if kind == "image_url" and (url := word(inner) or word(record(inner).get("url"))):
        return at_url("image", url, (*at, kind) if isinstance(inner, str) else (*at, kind, "url"))
    return Other(raw=item, at=at)


def _call(call: dict[str, Json], at: JsonPath) -> Part:
    """A call without arguments comes with none, streamed and not; that is an empty object."""
    function = call.get("function")
    if not isinstance(function, dict):
        return Other(raw=call, at=at)
    given = function.get("arguments")
    text = texts(given)
    arguments = ({} if not text else parsed(text)) if isinstance(given, str | None) else given
    return ToolCall(
        id=word(call.get("id")),
        name=texts(function.get("name")),
        arguments=arguments,
        arguments_text=text,
        at=(*at, "function", "arguments") if "arguments" in function else (*at, "function"),
    )
