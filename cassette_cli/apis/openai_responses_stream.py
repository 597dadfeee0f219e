"""The events of a streamed response -> the response as it would have come in one piece.

Members of the response are the last that are said, in its life's events (created, in_progress, completed ...). Its
output is the final event's; without one the finished items'; without those what was begun and the deltas.
Source: openai-python types/responses/response_stream_event.py, lib/streaming/responses/_responses.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..parts import Json, JsonPath
from .api import Answer, Said, record, texts
from .draft import Draft
from .openai_responses_events import DELTAS, FINAL, LIFE, MEMBERS, SILENT, read_delta, read_event
from .openai_responses_items import Items, Output
from .openai_responses_spots import Spot
from .openai_responses_tellings import Weight

_BESIDE = frozenset({"type", "sequence_number", "error"})  # what an error event has beside what it says
_WHOLE = {"response.output_item.added": Weight.BEGUN, "response.output_item.done": Weight.ITEM}


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one answer."""
    response = _Response()
    for number, name, event in response.draft.objects(events):
        response.read(number, texts(event.get("type")) or (name if name.startswith("response.") else ""), event)
    return response.answer()


class _Response:
    """The response in the making: its members, its items, and what went wrong."""

    __slots__ = ("draft", "error", "items")

    def __init__(self) -> None:
        self.draft = Draft()
        self.items = Items()
        self.error = Spot()

    def answer(self) -> Answer:
        self.items.write(self.draft)
        if self.error.told or self.error.below:
            self.error.write(self.draft, ("error",))
        return self.draft.answer()

    def read(self, number: int, kind: str, event: dict[str, Json]) -> None:
        """Read an event; what of it is not known, or not as it ought to be, is unread."""
        if kind in DELTAS and isinstance(event.get("delta"), str):
            read_delta(self.items.of(number, event), number, event, DELTAS[kind])
        elif _is_error(kind, event):
            self._fail(number, event)
            return
        elif not kind and event.get("object") == "response":
            self._live(number, (), event, is_final=True)  # the answer in one event
            return
        elif not self._tell(number, kind, event):
            self.draft.unread[f"events/{number}"] = event
            return
        if not event.keys() <= MEMBERS:
            self.draft.unread.update((f"events/{number}/{key}", event[key]) for key in event if key not in MEMBERS)

    def _tell(self, number: int, kind: str, event: dict[str, Json]) -> bool:
        """Read one of the response or of an item; False for one that is not known or not as it ought to be."""
        if kind in LIFE and isinstance(event.get("response"), dict):
            self._live(number, ("response",), event["response"], is_final=kind in FINAL)
        elif kind in _WHOLE and isinstance(event.get("item"), dict):
            self.items.whole(_WHOLE[kind], number, event)
        elif kind.endswith(SILENT):
            if "item_id" in event:
                self.items.of(number, event)
        else:
            return kind not in _WHOLE and read_event(self.items.of(number, event), number, kind, event)
        return True

    def _live(self, number: int, at: JsonPath, response: dict[str, Json], *, is_final: bool) -> None:
        """The response so far; of its output a final event has the last word."""
        for key, value in response.items():
            path = (*at, key)
            if key == "error" and value is not None:
                self.error.tell(Weight.FINAL, number, path, value)
            elif key != "output" or not isinstance(value, list) or not value:
                self.draft.last((key,), number, path, value)
            elif is_final:
                if self.items.final is not None:
                    self._hold(Weight.ITEM, self.items.final)
                self.items.final = Output(number, path, value)
            else:
                self._hold(Weight.BEGUN, Output(number, path, value))

    def _hold(self, weight: Weight, output: Output) -> None:
        """The items of a response that does not have the last word."""
        for rank, item in enumerate(output.items):
            held = self.items.place(weight, rank, record(item))
            held.tell(weight, output.event, (*output.path, rank), item)

    def _fail(self, number: int, event: dict[str, Json]) -> None:
        """`{"type": "error", "code", "message", "param"}`, or the same in a member `error`."""
        if event.get("error"):
            self.error.tell(Weight.SAID, number, ("error",), event["error"])
            return
        for key, value in event.items():
            if key not in _BESIDE:
                self.error.at(key).tell(Weight.SAID, number, (key,), value)


def _is_error(kind: str, event: dict[str, Json]) -> bool:
    is_response = kind in LIFE or event.get("object") == "response"
    return kind == "error" or bool(event.get("error") and not is_response)
