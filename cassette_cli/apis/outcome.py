"""What a call is that answers with no message: a row of its address, of what its answer has, and of a sentence on it.

`outcome_api` makes an Api of such a row. The answer comes in one piece and is known by its members; one that is
missing, or that is an error, is known by the address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from re import Pattern
from typing import NamedTuple

from ..messages import Message
from ..parts import Json, JsonPath, Part
from .api import Answer, Answered, Api, Asked, Call, Said, others
from .draft import Draft


class Outcome(NamedTuple):
    """One kind of call. `outcome` is asked only of what `is_answer` takes; `read` are members that are told by it."""

    name: str
    operation: str
    path: Pattern[str]
    is_answer: Callable[[dict[str, Json]], bool]
    outcome: Callable[[dict[str, Json]], str]
    read_request: Callable[[dict[str, Json], str], Asked]
    read: frozenset[str] = frozenset()

    def of(self, answer: dict[str, Json]) -> str | None:
        """The sentence; None for an error and for anything else."""
        return self.outcome(answer) if self.is_answer(answer) else None

    def unread(self, answer: dict[str, Json], *errors: str) -> dict[str, Json]:
        """What of the answer nothing says; `errors` are the members that say what went wrong."""
        return others(answer, self.read.union(errors))


def outcome_api(
    row: Outcome,
    *,
    spoken_by: tuple[str, ...],
    provider: Callable[[str, Json], str | None],
    read_answer: Callable[[Outcome, dict[str, Json]], Answered],
    recognises: Callable[[Outcome, Call], bool] | None = None,
) -> Api:
    """The row as an Api. Calls are recognised by `has_answered`, if the API has no way of its own."""
    return Api(
        name=row.name,
        operation=row.operation,
        spoken_by=spoken_by,
        recognises=partial(recognises or has_answered, row),
        provider=provider,
        unstream=unstream,
        is_complete=lambda answer, last: True,
        read_request=row.read_request,
        read_answer=partial(read_answer, row),
    )


def has_answered(row: Outcome, call: Call) -> bool:
    """By the members of the answer; by the address where it is missing, binary, or has a member `error`."""
    answer = call.answer
    if isinstance(answer, dict) and row.is_answer(answer):
        return True
    is_failure = answer is None or (isinstance(answer, dict) and "error" in answer)
    return is_failure and bool(row.path.search(call.path))


def unstream(events: Iterable[Said]) -> Answer:
    """None of them is streamed; should one be (partial images), each member is what was said last."""
    draft = Draft()
    for event, _, value in draft.objects(events):
        for key, member in value.items():
            draft.last((key,), event, (key,), member)
    return draft.answer()


def asked_of(parts: Iterable[Part]) -> tuple[Message, ...]:
    """What was asked, each text or picture for itself, is what the user says: a message each."""
    return tuple(Message(role="user", parts=(part,)) for part in parts)


def within(asked: Asked, place: JsonPath) -> Asked:
    """A request that stands at `place` in another one."""
    return asked._replace(
        system_instructions=_moved(asked.system_instructions, place),
        messages=tuple(said._replace(parts=_moved(said.parts, place)) for said in asked.messages),
        unread={"/".join(map(str, (*place, key))): value for key, value in asked.unread.items()},
    )


def _moved(parts: tuple[Part, ...], place: JsonPath) -> tuple[Part, ...]:
    return tuple(part._replace(at=(*place, *part.at)) for part in parts)


def counted(count: int, noun: str, plural: str = "") -> str:
    """`1 vector`, `1,024 vectors`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def vectors(count: int, sizes: Iterable[int]) -> str:
    """`3 vectors of 768 numbers`; without sizes that is not known."""
    said = " or ".join(f"{size:,}" for size in sorted(set(sizes)))
    return counted(count, "vector") + (f" of {said} numbers" if said else "")
