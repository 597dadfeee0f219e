"""What is said of a stream of which only the beginning was recorded, beside what all of it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cassette_cli.apis import APIS
from cassette_cli.cassette import Interaction
from cassette_cli.messages import Conversation, Message
from cassette_cli.parts import Reasoning, Refusal
from cassette_cli.reassembling import reassemble, stream_of
from tests.stream_bodies import Recorded, answered

WITHOUT_END = {  # what may be taken for whole before its end
    "bedrock.agent": "its streams have no end mark, and the text may come in several chunks",
}
READS_TEXT = {api.name: api.reads_text for api in APIS}


def thought(message: Message) -> str:
    return "".join(part.content for part in message.parts if isinstance(part, Reasoning))


def refused(message: Message) -> str:
    return "".join(part.content for part in message.parts if isinstance(part, Refusal))


def is_beginning(short: Message, full: Message) -> bool:
    """Whether words, thoughts, refusals and calls of the one are the first ones of the other.

    A call may begin with an empty object, in whose place the pieces of its arguments come (Anthropic, Interactions).
    """
    calls = list(zip(short.tool_calls, full.tool_calls, strict=False))
    return (
        full.text.startswith(short.text)
        and thought(full).startswith(thought(short))
        and refused(full).startswith(refused(short))
        and len(calls) == len(short.tool_calls)
        and all(one.name == other.name for one, other in calls)
        and all(other.arguments_text.startswith(one.arguments_text) or one.arguments == {} for one, other in calls)
    )


def check_cut(stream: Recorded, end: int, cut: Conversation | None) -> None:
    """A beginning, and the flag; or no stream where not even one event is there."""
    whole, place = stream.whole, f"{stream.name}, cut before byte {end}"
    if cut is None or cut.stream is None:
        assert end < first_end(stream), place
        return
    if cut.api != whole.api:  # until an event is whole nothing but the address tells
        assert end < first_end(stream), place
        assert not cut.stream.complete, place
    assert len(cut.answers) <= len(whole.answers), place
    for short, full in zip(cut.answers, whole.answers, strict=False):
        assert is_beginning(short, full), place
    if cut.stream.complete and whole.api not in WITHOUT_END:
        for short, full in zip(cut.answers, whole.answers, strict=True):  # Azure's filters may come behind the end
            assert is_beginning(full, short), place
    elif not cut.stream.complete:
        assert all(message.finish_reason_raw or message.finish_reason == "error" for message in cut.answers), place


def first_end(stream: Recorded) -> int:
    """Where the first event ends, in bytes."""
    return stream.size(next(block.span.end for block in stream.blocks if block.dispatched))


def check_every_cut(stream: Recorded, *, anew: bool = False) -> None:
    """At every byte, all of it read `anew` each time, or only what may differ from the cut before it.

    Nothing of a stream is read but its events, and those before the last one are the same wherever that is cut (a law
    of the framings); the last one says nothing until it is JSON again, except to those who read its text.
    """
    reads_text = READS_TEXT[stream.whole.api]
    before: tuple[Any, ...] = ()
    for end in range(len(stream.content)):
        found = answered(stream.found, stream.content[:end])
        last = () if anew else tuple(_last(found, reads_text=reads_text))
        if not last or last != before:
            check_cut(stream, end, reassemble(found))
        before = last


def _last(found: Interaction, *, reads_text: bool) -> Iterator[Any]:
    """What tells the last block of the stream from that of another cut; nothing where there is none."""
    framing, layer = stream_of(found) or (None, None)
    block = next(framing.last_blocks(layer), None) if framing and layer else None
    if block is not None:
        yield from (block.span.start, block.name, block.dispatched)
        is_told = reads_text or not block.dispatched or block.data.endswith(("}", "]"))
        yield block.data or len(block.fields) if is_told else ""
