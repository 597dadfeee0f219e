"""Images, sounds and documents in interactions -> files in a folder; what is there already is never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..cassette import Cassette, Interaction
from ..errors import CassetteError, DecodeError
from ..messages import Message
from ..parts import Blob
from ..reassembling import reassemble
from ..reports.media import Media, media, media_of
from .choosing import Chosen
from .faults import Faults, say


def saved(meant: Chosen, folder: str, faults: Faults) -> Iterator[tuple[Cassette, Iterable[Interaction]]]:
    """The same interactions, each of which has its media written when it is asked for: FILE-0-answer-0.png."""
    for cassette, interactions in meant:
        yield cassette, _saved(cassette, interactions, Path(folder), faults)


def _saved(
    cassette: Cassette, interactions: Iterable[Interaction], folder: Path, faults: Faults
) -> Iterator[Interaction]:
    name = "stdin" if cassette.name == "-" else cassette.name
    stem = Path(name.replace(":", "/")).name.partition(".")[0] or "cassette"
    for interaction in interactions:
        for side, at, found in _media(interaction):
            _write(folder / f"{stem}-{interaction.index}-{side}-{at}.{found.extension}", found.data, faults)
        yield interaction


def _media(interaction: Interaction) -> Iterator[tuple[str, int, Media]]:
    """Each medium with the side it stands on, counted from 0 there."""
    talk = reassemble(interaction)
    if talk is None:
        sides = (("request", interaction.request.body), ("answer", interaction.response.body))
        for side, body in sides:
            try:
                if body.text is None:
                    yield side, 0, media(body.content, body.media_type or None)
            except DecodeError:
                continue
        return
    for side, messages in (("request", talk.messages), ("answer", talk.answers)):
        yield from ((side, at, found) for at, found in enumerate(_in_messages(messages)))


def _in_messages(messages: Iterable[Message]) -> Iterator[Media]:
    for message in messages:
        for part in message.parts:
            if isinstance(part, Blob) and (found := media_of(part)):
                yield found


def _write(path: Path, data: bytes, faults: Faults) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
    except OSError as fault:
        if path.is_file():
            if path.read_bytes() != data:
                faults.report(CassetteError("another file is there already", "expected none", file=str(path)))
            return
        faults.report(CassetteError(f"cannot be written ({fault.strerror})", file=str(path)))
        return
    say(f"saved {path}")
