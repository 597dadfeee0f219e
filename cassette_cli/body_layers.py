"""The layers between a stored body and what it says: an encoding, a charset, structured data.

They are whole layers: an edit inside encodes all of it anew, and is then said outside as the smallest difference.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from .documents.edits import Edit, apply, difference, shared_out
from .documents.layers import Change, Layer
from .documents.nodes import Node
from .encodings import Encoding
from .errors import EditError


class _Decoded:
    """What is decoded out of all of an outer layer. Equal by where it stands, never by what it says."""

    __slots__ = ("outer", "text")

    def __init__(self, outer: Layer, text: str) -> None:
        self.outer = outer
        self.text = text

    @property
    def depth(self) -> int:
        return self.outer.depth + 1

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, _Decoded) and self.outer == other.outer

    def __hash__(self) -> int:
        return hash((type(self), self.outer))


class EncodedLayer(_Decoded):
    """The decoded text of an outer layer that is encoded as a whole; any edit encodes all of it anew."""

    __slots__ = ("encoding",)

    def __init__(self, outer: Layer, encoding: Encoding, text: str) -> None:
        super().__init__(outer, text)
        self.encoding = encoding

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        try:
            content = apply(self.text, edits).encode("latin-1")
        except UnicodeEncodeError:
            raise EditError("characters in a body that is bytes", "bytes, one character each") from None
        encoded = self.encoding.encode(content, self.outer.text.encode("latin-1")).decode("latin-1")
        return [Change(self.outer, edit) for edit in difference(self.outer.text, encoded)]


class CharsetLayer(_Decoded):
    """The characters that an outer layer's bytes (shown as latin-1) stand for.

    `rest` are the bytes of a last character that the body ends within; they are no part of the text and stay.
    """

    __slots__ = ("charset", "rest")

    def __init__(self, outer: Layer, charset: str, text: str, rest: str = "") -> None:
        super().__init__(outer, text)
        self.charset = charset
        self.rest = rest

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        """Whole, as encodings are, but said as the smallest difference: the bytes around an edit stay theirs."""
        wished = apply(self.text, edits)
        try:
            encoded = wished.encode(self.charset)
        except UnicodeEncodeError as fault:
            letter = fault.object[fault.start]
            raise EditError(f"{letter!r} in a body in {self.charset}", f"characters that {self.charset} has") from None
        if "\0" in wished or self._is_other_utf8(encoded, wished) or (self.rest and not wished):
            raise EditError("a text that nobody could tell again from its bytes", f"one that is read as {self.charset}")
        stored = encoded.decode("latin-1") + self.rest
        return [Change(self.outer, edit) for edit in difference(self.outer.text, stored)]

    def _is_other_utf8(self, encoded: bytes, wished: str) -> bool:
        """Whether the bytes would be read as UTF-8, which is tried first, and say something else."""
        try:
            return encoded.decode("utf-8") != wished
        except UnicodeDecodeError:
            return False


@dataclass(frozen=True)
class StructuredLayer:
    """The JSON text of a body that the recorder keeps as structured data, as that recorder would send it.

    pydantic-ai's `parsed_body` is sent as `json.dumps` of it, so key order and numbers matter and spacing does not;
    `is_compact` is for those that send what JavaScript's `JSON.stringify` gives (nock). Not slotted: the text is kept.
    """

    node: Node
    is_compact: bool = False

    @cached_property
    def text(self) -> str:
        return self.dumped(self.node.value)

    @property
    def depth(self) -> int:
        return self.node.tree.layer.depth + 2

    def dumped(self, value: Any) -> str:
        if self.is_compact:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return json.dumps(value)

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        from .documents.revaluing import revalue  # noqa: PLC0415 - start-up time: only who edits pays for it

        try:
            value = json.loads(apply(self.text, edits))
        except (ValueError, RecursionError) as fault:
            raise EditError(f"text that is no JSON ({fault})", "JSON, which is how this body is kept") from None
        return revalue(self.node, value)


class JoinedLayer(NamedTuple):
    """Several texts that are one body, in a row: the chunks of nock, the body parts of httpreplay."""

    parts: tuple[Layer, ...]

    @property
    def outer(self) -> Layer:
        """One of those that it lies in; all belong to the same body."""
        return self.parts[0]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def depth(self) -> int:
        return max(part.depth for part in self.parts) + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        ends = list(accumulate(len(part.text) for part in self.parts))
        shares = (share for edit in edits for share in shared_out(edit, ends))
        return [Change(self.parts[number], share) for number, share in shares]


class LatinLayer(_Decoded):
    """Bytes that a recorder wrote as one character a byte, without any wrapping."""

    __slots__ = ()

    def __init__(self, outer: Layer) -> None:
        super().__init__(outer, outer.text)

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        return [Change(self.outer, edit) for edit in edits]
