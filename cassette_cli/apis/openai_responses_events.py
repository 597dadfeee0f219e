"""One event about an output item -> what it tells of the item, and where in the item that stands.

Rows of deltas with the member that their `.done` event repeats them in; parts that are added and done; annotations;
images in part. Source: openai-python types/responses/response_stream_event.py; `reasoning_part` is Amazon Bedrock's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..parts import Json, JsonPath
from .openai_responses_spots import Spot
from .openai_responses_tellings import Piece, Weight

FINAL = frozenset({"response.completed", "response.incomplete", "response.failed", "response.cancelled"})
LIFE = FINAL | {"response.created", "response.queued", "response.in_progress"}
# How far a tool of the provider has got. What it found is said by the item.
SILENT = (
    "_call.in_progress",
    "_call.searching",
    "_call.interpreting",
    "_call.generating",
    "_call.completed",
    "_call.failed",
    "mcp_list_tools.in_progress",
    "mcp_list_tools.completed",
    "mcp_list_tools.failed",
    "compaction.compacting",
    "keepalive",
)
_OF_IMAGE = frozenset({"background", "output_format", "quality", "size"})
_PADDING = frozenset({"obfuscation"})
MEMBERS = (
    frozenset({"type", "sequence_number", "response", "item", "item_id", "output_index", "part", "delta", "logprobs"})
    | frozenset({"content_index", "summary_index", "annotation_index", "command_index", "partial_image_index"})
    | frozenset({"annotation", "partial_image_b64", "text", "refusal", "arguments", "input", "code", "command", "diff"})
    | frozenset({"output", "name", "status"})  # `name` of some function_call_arguments.done, `status` of a summary part
    | _OF_IMAGE
    | _PADDING
)
_DELTA = ("delta",)


class Delta(NamedTuple):
    """Where the joined deltas stand in the item: `before`, the event's number `counter` if there is one, `after`.

    `done` is the member of the last event, which says all of them once more; `item` is the type of the item, `part` of
    the part, if there is one, for streams whose beginning is missing.
    """

    done: str
    item: str
    before: JsonPath
    counter: str = ""
    after: JsonPath = ()
    part: str = ""


_STEMS = {
    "output_text": Delta("text", "message", ("content",), "content_index", ("text",), "output_text"),
    "refusal": Delta("refusal", "message", ("content",), "content_index", ("refusal",), "refusal"),
    "reasoning_text": Delta("text", "reasoning", ("content",), "content_index", ("text",), "reasoning_text"),
    "reasoning_summary_text": Delta("text", "reasoning", ("summary",), "summary_index", ("text",), "summary_text"),
    "function_call_arguments": Delta("arguments", "function_call", ("arguments",)),
    "mcp_call_arguments": Delta("arguments", "mcp_call", ("arguments",)),
    "custom_tool_call_input": Delta("input", "custom_tool_call", ("input",)),
    "code_interpreter_call_code": Delta("code", "code_interpreter_call", ("code",)),
    "shell_call_command": Delta("command", "shell_call", ("action", "commands"), "command_index"),
    "apply_patch_call_operation_diff": Delta("diff", "apply_patch_call", ("operation", "diff")),
}
DELTAS: Mapping[str, Delta] = MappingProxyType({f"response.{stem}.delta": row for stem, row in _STEMS.items()})
_DONE = {f"response.{stem}.done": row for stem, row in _STEMS.items()}
_PARTS = {
    "response.content_part": ("content", "content_index"),
    "response.reasoning_part": ("content", "content_index"),
    "response.reasoning_summary_part": ("summary", "summary_index"),
}


def read_delta(item: Spot, number: int, event: dict[str, Json], row: Delta) -> None:
    """A string to be joined, and its log probabilities, which go behind those of the ones before."""
    place = _place(event, row)
    spot = item.at(*place)
    if not spot.pieces:
        item.at("type").otherwise = row.item
        if row.part:
            item.at(*place[:-1], "type").otherwise = row.part
    spot.pieces.append(Piece(number, _DELTA, event["delta"]))
    entries = event.get("logprobs")
    if entries and isinstance(entries, list):
        known = item.at(*place[:-1], "logprobs")
        for at, entry in enumerate(entries):
            known.at(len(known.below)).tell(Weight.SAID, number, ("logprobs", at), entry)


def read_event(item: Spot, number: int, kind: str, event: dict[str, Json]) -> bool:
    """Tell the item; False for an event that is not known or not as it ought to be."""
    if kind in _DONE:
        return _done(item, number, event, _DONE[kind])
    stem, _, ending = kind.rpartition(".")
    if stem in _PARTS and ending in ("added", "done"):
        name, index = _PARTS[stem]
        weight = Weight.BEGUN if ending == "added" else Weight.DONE
        return _tell(item, (name, _number(event, index)), weight, number, event, "part", dict)
    reader = _OTHERS.get(kind)
    return reader is not None and reader(item, number, event)


def _number(event: dict[str, Json], name: str) -> int:
    found = event.get(name)
    return found if isinstance(found, int) else 0


def _place(event: dict[str, Json], row: Delta) -> JsonPath:
    return (*row.before, _number(event, row.counter), *row.after) if row.counter else row.before


def _tell(
    item: Spot, place: JsonPath, weight: Weight, number: int, event: dict[str, Json], name: str, kind: type
) -> bool:
    """One member, if it is of the type that it ought to be."""
    value = event.get(name)
    if isinstance(value, kind):
        item.at(*place).tell(weight, number, (name,), value)
    return isinstance(value, kind)


def _done(item: Spot, number: int, event: dict[str, Json], row: Delta) -> bool:
    place = _place(event, row)
    if event.get("logprobs"):
        _tell(item, (*place[:-1], "logprobs"), Weight.DONE, number, event, "logprobs", list)
    return _tell(item, place, Weight.DONE, number, event, row.done, str)


def _annotation(item: Spot, number: int, event: dict[str, Json]) -> bool:
    place = ("content", _number(event, "content_index"), "annotations", _number(event, "annotation_index"))
    return _tell(item, place, Weight.SAID, number, event, "annotation", dict)


def _partial_image(item: Spot, number: int, event: dict[str, Json]) -> bool:
    """Each is the image so far; the last one counts where the stream is cut."""
    for name in _OF_IMAGE & event.keys():
        item.at(name).tell(Weight.BEGUN, number, (name,), event[name])
    return _tell(item, ("result",), Weight.BEGUN, number, event, "partial_image_b64", str)


def _command(item: Spot, number: int, event: dict[str, Json]) -> bool:
    place = ("action", "commands", _number(event, "command_index"))
    return _tell(item, place, Weight.BEGUN, number, event, "command", str)


def _shell_output(item: Spot, number: int, event: dict[str, Json]) -> bool:
    """What a command prints, on two ways."""
    delta = event.get("delta")
    if not isinstance(delta, dict) or not all(isinstance(text, str | None) for text in delta.values()):
        return False
    for name, text in delta.items():
        if text is not None:
            place = ("output", _number(event, "command_index"), name)
            item.at(*place).pieces.append(Piece(number, ("delta", name), text))
    return True


def _shell_output_done(item: Spot, number: int, event: dict[str, Json]) -> bool:
    """A list, of one entry for the command, or of all."""
    output = event.get("output")
    if isinstance(output, list) and len(output) == 1:
        item.at("output", _number(event, "command_index")).tell(Weight.DONE, number, ("output", 0), output[0])
        return True
    return _tell(item, ("output",), Weight.DONE, number, event, "output", list)


_OTHERS: Mapping[str, Callable[[Spot, int, dict[str, Json]], bool]] = MappingProxyType(
    {
        "response.output_text.annotation.added": _annotation,
        "response.image_generation_call.partial_image": _partial_image,
        "response.shell_call_command.added": _command,
        "response.shell_call_output_content.delta": _shell_output,
        "response.shell_call_output_content.done": _shell_output_done,
    }
)
