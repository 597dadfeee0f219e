"""The layers between a stored body and what it says: an encoding, a charset, structured data.

They are whole layers: an edit inside encodes all of it anew, and is then said outside as the smallest difference.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from .documents.edits import Edit, apply, difference
from .documents.layers import Change, Layer
from .documents.nodes import Node
from .encodings import Encoding
from .errors import EditError


@dataclass(frozen=True, slots=True)
class EncodedLayer:
    """The decoded text of an outer layer that is encoded as a whole; any edit encodes all of it anew."""

    outer: Layer
    encoding: Encoding
    text: str = field(compare=False, repr=False)

    @property
    def depth(self) -> int:
        return self.outer.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        content = apply(self.text, edits).encode("latin-1")
        encoded = self.encoding.encode(content, self.outer.text.encode("latin-1")).decode("latin-1")
        return [Change(self.outer, edit) for edit in difference(self.outer.text, encoded)]


@dataclass(frozen=True, slots=True)
class CharsetLayer:
    """The characters that an outer layer's bytes (shown as latin-1) stand for."""

    outer: Layer
    charset: str
    text: str = field(compare=False, repr=False)

    @property
    def depth(self) -> int:
        return self.outer.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        """Whole, as encodings are, but said as the smallest difference: the bytes around an edit stay theirs."""
        try:
            encoded = apply(self.text, edits).encode(self.charset).decode("latin-1")
        except UnicodeEncodeError as fault:
            letter = fault.object[fault.start]
            raise EditError(f"{letter!r} in a body in {self.charset}", f"characters that {self.charset} has") from None
        return [Change(self.outer, edit) for edit in difference(self.outer.text, encoded)]


@dataclass(frozen=True, slots=True)
class StructuredLayer:
    """The JSON text of a body that the recorder keeps as structured data, as that recorder would send it.

    pydantic-ai's `parsed_body` is sent as `json.dumps` of it, so key order and numbers matter and spacing does not.
    """

    node: Node

    @property
    def text(self) -> str:
        return json.dumps(self.node.value)

    @property
    def depth(self) -> int:
        return self.node.tree.layer.depth + 2

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        from .documents.revaluing import revalue  # noqa: PLC0415 - start-up time: only who edits pays for it

        try:
            value = json.loads(apply(self.text, edits))
        except ValueError as fault:
            raise EditError(f"text that is no JSON ({fault})", "JSON, which is how this body is kept") from None
        return revalue(self.node, value)


@dataclass(frozen=True, slots=True)
class LatinLayer:
    """Bytes that a recorder wrote as one character a byte, unwrapped."""

    outer: Layer

    @property
    def text(self) -> str:
        return self.outer.text

    @property
    def depth(self) -> int:
        return self.outer.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        return [Change(self.outer, edit) for edit in edits]
