"""A frame's data as a layer: an edit of it -> edits of the frame, whose length and CRCs follow.

From a chunk inward: frame > payload > JSON > the string `bytes` > base64 > text. Each step is a layer of its own, and
equal to the same step of the same frame read again. Every frame is its own stretch of the body, so edits of several
frames do not meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

from ..body_layers import CharsetLayer, EncodedLayer
from ..documents.edits import Edit, Span, apply
from ..documents.json_text import parse
from ..documents.layers import Change, Layer
from ..encodings import BASE64
from ..errors import EditError
from .aws_event_stream_frames import CRC, PRELUDE, frame_at
from .aws_event_stream_payload import BYTES, inside, is_text, text_of
from .framing import Event, StretchLayer


def layer_of(event: Event) -> Layer:
    """The layer whose text is the event's data; of a block that was not dispatched, all of it as it stands."""
    stretch = event.source[slice(*event.span)]
    if not event.dispatched:
        return StretchLayer(event.body, event.span, stretch)
    frame = FrameLayer.of(event.body, event.span, stretch)
    if not is_text(frame.text):
        return frame
    said = frame.text.encode("latin-1").decode("utf-8")
    payload = CharsetLayer(frame, "utf-8", said)
    data = inside(event.name, said)
    if data is None:
        return payload
    member = MemberLayer(payload, BYTES)
    return CharsetLayer(EncodedLayer(member, BASE64, data.encode("utf-8").decode("latin-1")), "utf-8", data)


@dataclass(frozen=True, slots=True)
class FrameLayer:
    """The payload of the frame that stands at `span` in the body, its bytes shown as latin-1."""

    body: Layer
    span: Span
    frame: str = field(compare=False, repr=False)
    text: str = field(compare=False)

    @classmethod
    def of(cls, body: Layer, span: Span, frame: str) -> FrameLayer:
        return cls(body, span, frame, frame[slice(*frame_at(frame.encode("latin-1"), 0).payload)])

    @property
    def depth(self) -> int:
        return self.body.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        """The edits, moved, and what follows from them. Raises EditError for a payload that would be read otherwise."""
        wished = apply(self.text, edits)
        try:
            payload = wished.encode("latin-1")
        except UnicodeEncodeError as fault:
            raise EditError(f"{wished[fault.start]!r} in a payload of bytes", "characters up to U+00FF") from None
        if not is_text(self.text) and text_of(payload) != wished:
            raise EditError("bytes that would be read as text", "a payload that is still told to be binary")
        before = self.frame.encode("latin-1")
        start, stop = len(before) - CRC.size - len(self.text), len(before) - CRC.size
        _, size_of_headers, _ = PRELUDE.unpack_from(before)
        lengths = PRELUDE.pack(start + len(payload) + CRC.size, size_of_headers, 0)[:8]
        prelude = lengths + CRC.pack(crc32(lengths))
        check = CRC.pack(crc32(prelude + before[PRELUDE.size : start] + payload))
        lifted = [Edit(Span(start + first, start + end), text) for (first, end), text in edits]
        follow = ((Span(0, PRELUDE.size), prelude), (Span(stop, len(before)), check))
        lifted += [Edit(span, new.decode("latin-1")) for span, new in follow if before[slice(*span)] != new]
        return [
            Change(self.body, Edit(Span(self.span.start + span.start, self.span.start + span.end), text))
            for span, text in lifted
        ]


@dataclass(frozen=True, slots=True)
class MemberLayer:
    """The string that a member of a JSON object says."""

    outer: Layer
    name: str

    @property
    def text(self) -> str:
        return self._string.text

    @property
    def depth(self) -> int:
        return self.outer.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        return self._string.lift(edits)

    @property
    def _string(self) -> Layer:
        """Parsed when asked for: a tree's own layers are equal only within that one tree."""
        found = parse(self.outer).root.at((self.name,))
        if found is None or not found.is_scalar:
            raise EditError(f"a JSON object without a string {self.name!r}")
        return found.layer
