"""Pieces of JSON text, one after the other -> the input of a tool: the object that they say, which knows its text.

Text that is no object stays text: at max_tokens, and with fine-grained tool streaming, it may be no JSON at all.
"""

from __future__ import annotations

import json

from ..parts import Json
from .api import parsed
from .draft import Leaf


class Input(dict[str, Json]):
    """An object that came as text, and the text as it was sent."""

    __slots__ = ("text",)

    def __init__(self, members: dict[str, Json], text: str) -> None:
        super().__init__(members)
        self.text = text


class InputLeaf(Leaf):
    """The leaf that the pieces make. It is joined, and where they say an object its value is that object."""

    __slots__ = ()

    @property
    def said(self) -> Json:
        text = "".join(self.pieces)
        value = parsed(text)
        return Input(value, text) if isinstance(value, dict) else text


def text_of(value: Json) -> str:
    """The arguments as they were sent; of an input that came as an object, its JSON."""
    if isinstance(value, Input):
        return value.text
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
