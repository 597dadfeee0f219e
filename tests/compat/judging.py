"""What the corpus holds for the official SDKs to judge, and what came of it.

Each `test_*_sdk.py` has a `JUDGE`, the SDK's name in pyproject.toml, and `verdicts()`, one for each recorded answer
that it was fed. An answer that is read otherwise than the SDK reads it, and not for a reason given by name, is no
verdict but a failure: `verdicts()` raises.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from cassette_cli.cassette import Interaction
from cassette_cli.messages import Conversation
from cassette_cli.reassembling import reassemble, stream_of
from tests.recorded import corpus


class Verdict(NamedTuple):
    """On one answer of the corpus. Without a `difference` the SDK and we make the same of it."""

    api: str
    streamed: bool
    name: str
    difference: str = ""


class Recorded(NamedTuple):
    """A call of the corpus, `FILE:INDEX`, and what we make of it."""

    name: str
    found: Interaction
    ours: Conversation

    @property
    def short(self) -> str:
        """The name without the folders."""
        return self.name.rpartition("/")[2]

    def verdict(self, difference: str = "") -> Verdict:
        return Verdict(self.ours.api, self.ours.stream is not None, self.name, difference)


@cache
def recorded() -> tuple[Recorded, ...]:
    """All calls of the corpus that are read, put together once."""
    return tuple(Recorded(name, found, ours) for name, found in corpus() if (ours := reassemble(found)))


def compared(
    api: str,
    provider: str,
    compare_stream: Callable[[str, Conversation], None],
    compare_unstreamed: Callable[[str, Conversation], None],
) -> tuple[Verdict, ...]:
    """The verdicts on a provider's recorded answers, once each body agreed with what we make of it."""
    calls = [call for call in recorded() if (call.ours.api, call.ours.provider) == (api, provider)]
    for call in calls:
        agree(call, compare_stream, compare_unstreamed)
    return tuple(call.verdict() for call in calls)


def agree(
    call: Recorded,
    compare_stream: Callable[[str, Conversation], None],
    compare_unstreamed: Callable[[str, Conversation], None],
) -> None:
    """Raises AssertionError where a body is read otherwise than we read it."""
    if call.ours.stream:
        compare_stream(stream_of(call.found)[1].text, call.ours)
    else:
        compare_unstreamed(call.found.response.body.text, call.ours)
