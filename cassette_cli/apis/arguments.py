"""Pieces of JSON text, one after the other -> the arguments of a tool call: the object that they say, and its text.

A tool without parameters gets no pieces, or empty ones: its arguments are `{}`. Text that is no object stays text: a
stream may be cut within it, and Anthropic's fine-grained tool streaming does not promise JSON.
"""

from __future__ import annotations

import json

from ..parts import Json
from .api import parsed
from .draft import Leaf


class Arguments(dict[str, Json]):
    """An object that came as text, and the text as it was sent."""

    __slots__ = ("text",)

    def __init__(self, members: dict[str, Json], text: str) -> None:
        super().__init__(members)
        self.text = text


class ArgumentsLeaf(Leaf):
    """The leaf that the pieces make. It is joined, and where they say an object its value is that object."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(joined=True)

    @property
    def said(self) -> Json:
        text = "".join(self.pieces)
        value = parsed(text) if text else {}
        return Arguments(value, text) if isinstance(value, dict) else text


def arguments_text(value: Json) -> str:
    """The arguments as they were sent; of those that came as an object, its JSON."""
    if isinstance(value, Arguments):
        return value.text
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
