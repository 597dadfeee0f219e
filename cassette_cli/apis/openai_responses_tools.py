"""An item that is a tool's call or answer -> its parts. Who runs the tool tells what it is.

The caller runs functions, custom tools, the local shell, a computer and patches; all else the provider runs itself, and
says what it found in the same item. Source: openai-python types/responses/response_output_item.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ..parts import Blob, Json, JsonPath, Part, ServerToolCall, ServerToolCallResponse, ToolCall, ToolCallResponse
from .api import parsed, record, texts, word

_OF_CALLER = {  # type -> the name of the tool, "" if the item has it; the members that may hold the arguments
    "function_call": ("", ("arguments",)),
    "custom_tool_call": ("", ("input",)),
    "computer_call": ("computer", ("action", "actions")),
    "local_shell_call": ("local_shell", ("action",)),
    "shell_call": ("shell", ("action",)),
    "apply_patch_call": ("apply_patch", ("operation",)),
}
_FOUND = {  # type -> the members that say what a tool of the provider found
    "file_search_call": ("results",),
    "code_interpreter_call": ("outputs",),
    "mcp_call": ("output", "error"),
    "mcp_list_tools": ("tools", "error"),
    "image_generation_call": ("result",),
}
_ANSWERS = ("output", "result", "tools")  # of a `..._output`
_BESIDE = frozenset({"id", "call_id", "name"})
_ORDINARY: tuple[Json, ...] = (None, [], {}, {"type": "direct"})  # `caller`: the model itself


def is_tool(kind: str) -> bool:
    """Whether an item of this type is a tool's."""
    return kind.endswith(("_call", "_output")) or kind.startswith("mcp_") or kind == "program"


def is_response(kind: str) -> bool:
    """Whether it is what a tool answered its caller."""
    return kind.endswith("_output")


def tool_parts(item: dict[str, Json], at: JsonPath, names: Mapping[str, str]) -> Iterator[Part]:
    """The call, the answer, or both; `names` are those of the tools by the ids of their calls."""
    kind = texts(item.get("type"))
    if is_response(kind):
        yield _response(item, at, names)
    elif kind in _OF_CALLER:
        yield _call(item, at, *_OF_CALLER[kind])
    elif kind == "mcp_approval_response":
        yield ServerToolCallResponse(word(item.get("approval_request_id")), _without(item, "approval_request_id"), at)
    else:
        yield from _of_provider(item, kind, at)


def unread_of_tool(item: dict[str, Json], path: str) -> dict[str, Json]:
    """What no part says of it; `path` is its place in words."""
    kind = texts(item.get("type"))
    if kind not in _OF_CALLER and not is_response(kind):
        return {}  # its parts say all that it has
    read = _BESIDE.union(("type", "status"), _OF_CALLER[kind][1] if kind in _OF_CALLER else _ANSWERS)
    return {f"{path}/{key}": value for key, value in item.items() if key not in read and value not in _ORDINARY}


def _call(item: dict[str, Json], at: JsonPath, name: str, members: tuple[str, ...]) -> ToolCall:
    key = next((member for member in members if item.get(member) is not None), members[0])
    said = item.get(key)
    return ToolCall(
        id=word(item.get("call_id")) or word(item.get("id")),
        name=name or texts(item.get("name")),
        arguments=parsed(said) if isinstance(said, str) and key == "arguments" else said,
        arguments_text=said if isinstance(said, str) else "" if said is None else json.dumps(said, ensure_ascii=False),
        at=(*at, key),
    )


def _response(item: dict[str, Json], at: JsonPath, names: Mapping[str, str]) -> ToolCallResponse:
    """What a tool answered; where it says nothing, how it ended."""
    call = word(item.get("call_id")) or word(item.get("id"))
    key = next((member for member in _ANSWERS if item.get(member) is not None), "status")
    said = item.get(key)
    name = word(item.get("name")) or names.get(call or "")
    return ToolCallResponse(id=call, response=_text_of(said), name=name, at=(*at, key))


def _text_of(said: Json) -> Json:
    """The words of a list of texts; anything else as it was sent."""
    items = [record(item) for item in said] if isinstance(said, list) and said else [{}]
    is_text = all(item.get("type") in ("input_text", "output_text", "text") for item in items)
    return "".join(texts(item.get("text")) for item in items) if is_text else said


def _of_provider(item: dict[str, Json], kind: str, at: JsonPath) -> Iterator[Part]:
    found = [key for key in _FOUND.get(kind, ()) if item.get(key) is not None]
    name = word(item.get("name")) or kind.removesuffix("_call")
    call, tool_id = _without(item, *found), word(item.get("id")) or word(item.get("call_id"))
    if isinstance(call.get("arguments"), str):
        call["arguments"] = parsed(call["arguments"])
    yield ServerToolCall(id=tool_id, name=name, call=call, at=at)
    image = word(item.get("result")) if kind == "image_generation_call" else None
    if image:
        mime_type = f"image/{word(item.get('output_format')) or 'png'}"
        yield Blob(modality="image", mime_type=mime_type, content=image, at=(*at, "result"))
    elif found:
        response = {"type": kind, **{key: item[key] for key in found}}
        yield ServerToolCallResponse(id=tool_id, response=response, at=(*at, found[0]) if len(found) == 1 else at)


def _without(item: dict[str, Json], *keys: str) -> dict[str, Json]:
    """What it says, without its names and these members; that it was completed goes without saying."""
    said = {key: value for key, value in item.items() if key not in _BESIDE | {*keys} and value not in _ORDINARY}
    return said if said.get("status") != "completed" else {key: said[key] for key in said if key != "status"}
