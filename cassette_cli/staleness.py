"""An interaction before and after an edit -> what in it no longer fits, in words; nothing of that is edited."""

from __future__ import annotations

from collections.abc import Iterator

from .cassette import Cassette, Interaction
from .heading import recorder_of
from .parts import Reasoning, Text
from .reassembling import reassemble


def stale(cassette: Cassette, before: Interaction, after: Interaction) -> Iterator[str]:
    """A line each. A recording is allowed to lie; who tests with it should know where."""
    old, new = reassemble(before), reassemble(after)
    if old and new and old.answers != new.answers:
        parts = [part for message in new.answers for part in message.parts]
        was = {part for message in old.answers for part in message.parts if isinstance(part, Reasoning)}
        thoughts = [part for part in parts if isinstance(part, Reasoning) and part not in was]
        if any(part.signature or part.encrypted for part in thoughts):
            yield "a thought was edited whose signature stays: the API refuses the turn if it is sent back"
        if any(isinstance(part, Text) and part.citations for part in parts):
            yield "citations stay as they are: their places in the text may be others now"
        if new.usage:
            yield "token counts stay as they are"
    if before.request.body.kept != after.request.body.kept or before.request.url != after.request.url:
        yield f"{cassette.recorder} finds an answer by {', '.join(recorder_of(cassette).matched)}"
