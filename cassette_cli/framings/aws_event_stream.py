"""AWS event streams: a body's bytes, shown as latin-1 -> its frames as blocks and events.

An event's name is what its headers call it, its data the payload as text. Bedrock wraps what a model says once more:
the payload of a `chunk` is JSON whose `bytes` is base64 (InvokeModelWithResponseStream, InvokeAgent), and the data is
what is in it. A frame whose CRC is wrong is shown and not dispatched: botocore raises there. A body that went through
text, its bytes replaced, is no stream any more.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..documents.edits import Span
from ..documents.layers import Layer
from .aws_event_stream_frames import Frame, begins, frame_at, frames, headers, is_destroyed
from .aws_event_stream_payload import inside, text_of
from .framing import Event, Field, Framing

_MEDIA_TYPE = "application/vnd.amazon.eventstream"
_NAMES = (":event-type", ":exception-type", ":error-code")  # for the :message-type event, exception and error


def recognises(text: str, media_type: str) -> bool:
    """Told by the first frame's prelude; where that is damaged or cut, the media type decides."""
    if not text.startswith("\0"):
        return False
    content = text.encode("latin-1")
    return (begins(content, 0) or media_type == _MEDIA_TYPE) and not is_destroyed(content)


def blocks(layer: Layer, start: int = 0) -> Iterator[Event]:
    """All frames from the one that holds `start` on."""
    text = layer.text
    content = text.encode("latin-1")
    return _events(layer, text, content, frames(content, start))


def last_blocks(layer: Layer) -> Iterator[Event]:
    """All frames from the last one to the first: cut forward, read backward."""
    text = layer.text
    content = text.encode("latin-1")
    return _events(layer, text, content, reversed(list(frames(content))))


def count(text: str) -> int:
    """How many frames are whole and have the right CRCs."""
    return sum(not frame.faults for frame in frames(text.encode("latin-1")))


def fields(text: str, span: Span) -> tuple[Field, ...]:
    """A frame's headers, then what is wrong with it."""
    content = text[slice(*span)].encode("latin-1")
    frame = frame_at(content, 0)
    return tuple(
        Field(field.name, field.text, _moved(field.line, span.start), _moved(field.value, span.start))
        for field in (*headers(content, frame), *frame.faults)
    )


def data_layer(event: Event) -> Layer:
    """The payload or what is in it, which can be edited; of a block without data all of it."""
    from .aws_event_stream_layers import layer_of  # noqa: PLC0415 - start-up time: only who edits a stream needs it

    return layer_of(event)


def _events(layer: Layer, text: str, content: bytes, found: Iterator[Frame]) -> Iterator[Event]:
    names: dict[bytes, str] = {}  # most frames of a stream have the same headers
    for frame in found:
        if frame.faults:
            yield Event(AWS_EVENT_STREAM, layer, text, frame.span, "", "", dispatched=False, unterminated=frame.is_rest)
            continue
        said = content[slice(*frame.headers)]
        name = names.get(said)
        if name is None:
            name = names[said] = _name(content, frame)
        payload = text_of(content[slice(*frame.payload)])
        data = inside(name, payload)
        yield Event(AWS_EVENT_STREAM, layer, text, frame.span, name, payload if data is None else data)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _name(content: bytes, frame: Frame) -> str:
    return next((header.text for header in headers(content, frame) if header.name in _NAMES), "")


AWS_EVENT_STREAM = Framing(
    name="aws_event_stream",
    recognises=recognises,
    blocks=blocks,
    last_blocks=last_blocks,
    count=count,
    fields=fields,
    layer=data_layer,
    is_binary=True,
)
