"""How one step of an interaction begins, and its deltas -> the leaves of the step.

Text goes on in the item before if that is text too; a note belongs to the text before it; arguments come as pieces of
JSON text. Any other delta says members of the step. Source: google-genai, _gaos/types/interactions/stepdeltadata.py.
"""

from __future__ import annotations

from ..parts import Json, JsonPath
from .api import record, texts
from .arguments import ArgumentsLeaf
from .draft import Draft

_ITEMS = ("content", "summary")  # the lists of a step whose items may be texts
_MEDIA = ("text", "image", "audio", "video", "document")
_TYPES = {"thought_summary": "thought", "thought_signature": "thought", "arguments_delta": "function_call"}
_NOTE = "text_annotation_delta"
_ARGUMENTS = "arguments"


class Slot:
    """One step, or one of `outputs`, which stands at `into` of the answer."""

    def __init__(self, draft: Draft, into: JsonPath) -> None:
        self.draft = draft
        self.into = into
        self.counts = dict.fromkeys(_ITEMS, 0)
        self.open: str | None = None  # the list whose last item is a text that goes on

    def begin(self, event: int, source: JsonPath, step: Json) -> None:
        """What is known of it from the start, at times all."""
        for key, value in record(step).items():
            self._member(event, (*source, key), key, value)
        if not isinstance(step, dict):
            self.draft.keep(event, source, step)

    def read(self, event: int, source: JsonPath, delta: Json) -> None:
        """What one delta adds."""
        kind = texts(record(delta).get("type"))
        if not kind:
            self.draft.keep(event, source, delta)
            return
        if (*self.into, "type") not in self.draft.leaves:  # the beginning is missing
            is_content = self.into[0] == "steps" and kind in (*_MEDIA, _NOTE)
            self.draft.set((*self.into, "type"), "model_output" if is_content else _TYPES.get(kind, kind))
        content = delta.get("content")
        if self.into[0] == "steps" and kind in _MEDIA:
            self._item("content", event, source, delta)
        elif self.into[0] == "steps" and kind == _NOTE:
            self._note(event, source, delta)
        elif kind == "thought_summary" and isinstance(content, dict):
            self._item("summary", event, (*source, "content"), content)
        else:
            for key, value in delta.items():
                if key != "type":
                    self._member(event, (*source, key), key, value)

    def _member(self, event: int, path: JsonPath, key: str, value: Json) -> None:
        to = (*self.into, key)
        if key in _ITEMS and isinstance(value, list) and value:
            for at, item in enumerate(value):
                self._item(key, event, (*path, at), item)
        elif key in _ITEMS and value:
            self.draft.keep(event, path, value)
        elif key == _ARGUMENTS and isinstance(value, str):
            self._arguments(to, event, path, value)
        elif key == "text" and isinstance(value, str):
            self.draft.join(to, event, path, value)
        elif key == "annotations" and isinstance(value, list):
            self.draft.extend(to, event, path, value)
        else:
            self.draft.last(to, event, path, value)

    def _arguments(self, to: JsonPath, event: int, path: JsonPath, piece: str) -> None:
        leaf = self.draft.leaves.get(to)
        if leaf is None or (not leaf.joined and leaf.value in (None, "", {})):
            self.draft.leaves[to] = ArgumentsLeaf()
        self.draft.join(to, event, path, piece)

    def _item(self, name: str, event: int, source: JsonPath, item: Json) -> None:
        """An item of a list, or more of the text that is its last one."""
        is_text = record(item).get("type") == "text" and isinstance(item.get("text"), str)
        if not (is_text and self.open == name):
            self.counts[name] += 1
        self.open = name if is_text else None
        to = (*self.into, name, self.counts[name] - 1)
        for key, value in record(item).items():
            place, path = (*to, key), (*source, key)
            if is_text and key == "text":
                self.draft.join(place, event, path, value)
            elif is_text and key == "annotations" and isinstance(value, list):
                self.draft.extend(place, event, path, value)
            else:
                self.draft.last(place, event, path, value)
        if not record(item):
            self.draft.last(to, event, source, item)

    def _note(self, event: int, source: JsonPath, delta: dict[str, Json]) -> None:
        """Citations of the text before; of one to come if there is none."""
        if self.open != "content":
            self.counts["content"] += 1
            self.open = "content"
        to = (*self.into, "content", self.counts["content"] - 1)
        for key, value in delta.items():
            if key == "annotations" and isinstance(value, list):
                self.draft.extend((*to, key), event, (*source, key), value)
            elif key != "type":
                self.draft.keep(event, (*source, key), value)
        if (*to, "type") not in self.draft.leaves:
            self.draft.set((*to, "type"), "text")
