"""An item, of a request's input or of an answer's output -> its parts, who speaks, and what was not read.

Source: openai-python types/responses/response_input_item.py and response_output_item.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..parts import Json, JsonPath, Other, Part, Reasoning, ServerToolCallResponse
from .api import record, texts, word
from .openai_responses_content import parts_of as content_parts
from .openai_responses_content import unread_of as unread_of_content
from .openai_responses_tools import is_response, is_tool, tool_parts, unread_of_tool

_NAMES: Mapping[str, str] = {}
_OF_USER = ("message", "mcp_approval_response", "")
_READ = {  # type -> the members that its parts say, or that say nothing of its meaning
    "message": frozenset({"type", "id", "role", "status", "content", "name"}),
    "reasoning": frozenset({"type", "id", "status", "summary", "content", "encrypted_content", "format", "signature"}),
}


def parts_of(item: Json, at: JsonPath, names: Mapping[str, str] = _NAMES) -> Iterator[Part]:
    """The parts of the item that stands at `at`; `names` are those of the tools by the ids of their calls."""
    said = record(item)
    kind = kind_of(item)
    if kind == "message" and "content" in said:
        yield from content_parts(said["content"], (*at, "content"))
    elif kind == "reasoning":
        yield from _reasoning(said, at)
    elif is_tool(kind):
        yield from tool_parts(said, at, names)
    elif kind == "compaction":
        response = {key: value for key, value in said.items() if key != "id" and value is not None}
        yield ServerToolCallResponse(id=word(said.get("id")), response=response, at=(*at, "encrypted_content"))
    else:
        yield Other(raw=item, at=at)


def kind_of(item: Json) -> str:
    """Its type; a message may be without one."""
    said = record(item)
    return texts(said.get("type")) or ("message" if "role" in said else "")


def role_of(item: Json) -> str:
    """Who speaks: the role that the item says, a tool that answers, else the model; the user needs not say so."""
    kind = kind_of(item)
    silent = "tool" if is_response(kind) else "user" if kind in _OF_USER else "assistant"
    return word(record(item).get("role")) or silent


def unread_of(item: Json, path: str) -> dict[str, Json]:
    """What no part says of the item; `path` is its place in words."""
    said = record(item)
    kind = kind_of(item)
    if is_tool(kind):
        return unread_of_tool(said, path)
    if kind not in _READ:
        return {}
    unread = {
        f"{path}/{key}": value
        for key, value in said.items()
        if key not in _READ[kind] and value not in (None, "final_answer")  # a message's `phase`, as it mostly is
    }
    return unread | unread_of_content(said.get("content"), f"{path}/content")


def _reasoning(item: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    """Thoughts, each a part of its own: the summary, and what it is a summary of if that is shown.

    What is encrypted stands for all of them, and so with the first.
    """
    parts = [part for key in ("summary", "content") for part in content_parts(item.get(key), (*at, key))]
    encrypted, signature = word(item.get("encrypted_content")), word(item.get("signature"))
    first = parts[0] if parts else Reasoning(content="", at=(*at, "encrypted_content"))
    if isinstance(first, Reasoning):
        yield first._replace(encrypted=encrypted, signature=signature)
        parts = parts[1:]
    elif encrypted or signature:
        yield Reasoning(content="", encrypted=encrypted, signature=signature, at=(*at, "encrypted_content"))
    yield from parts
