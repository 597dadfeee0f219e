"""What events say of an item and of places within it -> the leaves of the item.

A leaf is as large as all who tell of it agree: they are divided only where some say something else, or where an event
tells of a part. Where an item was told as a whole, it has only what that telling has.
"""

from __future__ import annotations

from operator import itemgetter

from ..parts import Json, JsonPath
from .draft import Draft
from .openai_responses_tellings import Piece, Telling, Weight, keep_otherwise, leaf_of, unread

_DEEPEST = 12  # levels at which those who tell are compared; what lies deeper is one leaf
_NOTHING: tuple[Json, ...] = (None, "", [], {})
_ORDER = itemgetter(0, 1)  # of tellings: what counts more is later, and what is said later


class Spot:
    """A place of the value, with those who tell of it and the spots within, at first by the numbers of the events.

    `otherwise` is its value if nobody tells of it.
    """

    __slots__ = ("below", "otherwise", "pieces", "told")

    def __init__(self) -> None:
        self.told: list[Telling] = []
        self.pieces: list[Piece] = []
        self.below: dict[str | int, Spot] = {}
        self.otherwise = ""

    def at(self, *place: str | int) -> Spot:
        """The spot within; it is made if there is none."""
        spot = self
        for step in place:
            inner = spot.below.get(step)
            if inner is None:
                inner = spot.below[step] = Spot()
            spot = inner
        return spot

    def tell(self, weight: Weight, event: int, path: JsonPath, value: Json) -> None:
        self.told.append(Telling(weight, event, path, value))

    def write(self, draft: Draft, to: JsonPath) -> None:
        """All leaves, into the answer at `to`. What is told in part of what the whole does not have is unread."""
        if not (self.told or self.pieces or self.below):
            if self.otherwise:
                draft.set(to, self.otherwise)
            return
        told = sorted(self.told, key=_ORDER)
        if not self._is_divided(told):
            draft.leaves[to] = leaf_of(draft, told, self.pieces)
            self._keep_below(draft)
            return
        best = told[-1] if told else Telling(Weight.BEGUN, 0, (), {})
        self._share(draft, told, best.value)
        for step, spot in self.below.items():
            if best.weight >= Weight.ITEM and not any(each.weight == best.weight for each in spot.told):
                spot.keep(draft)
            else:
                spot.write(draft, (*to, step))

    def _is_divided(self, told: list[Telling]) -> bool:
        """Whether somebody tells of a part of it, or something else than the others."""
        if self.pieces or not told:
            return not self.pieces
        best = told[-1]
        is_empty = best.weight >= Weight.ITEM and not best.value
        if is_empty or not isinstance(best.value, dict | list) or len(best.path) > _DEEPEST:
            return False
        return bool(self.below) or any(each.value != best.value for each in told)

    def _share(self, draft: Draft, told: list[Telling], best: Json) -> None:
        """Tell the spots within what each one says of them; in the order of what counts most.

        An event's numbers are those of what counts most; but where they start late (Amazon Bedrock begins with
        content_index 1) they are ranks.
        """
        within = self.below
        if isinstance(best, list) and within and max(map(_number, within)) >= len(best) > 0:
            within = dict(enumerate(within[number] for number in sorted(within, key=_number)))
        members = best if isinstance(best, dict) else range(len(best))
        self.below = {step: within.get(step) or Spot() for step in members} | within
        for each in told:
            weight, event, path, value = each
            if type(value) is not type(best):
                keep_otherwise(draft, each)
                continue
            for step, member in value.items() if isinstance(value, dict) else enumerate(value):
                self.at(step).tell(weight, event, (*path, step), member)

    def keep(self, draft: Draft) -> None:
        """As unread, for an answer that has no place for it."""
        for each in self.told:
            if each.weight > Weight.BEGUN and each.value not in _NOTHING:
                unread(draft, each, each.value)
        if self.pieces:
            unread(draft, self.pieces[0], "".join(piece.text for piece in self.pieces))
        self._keep_below(draft)

    def _keep_below(self, draft: Draft) -> None:
        for spot in self.below.values():
            spot.keep(draft)


def _number(step: str | int) -> int:
    return step if isinstance(step, int) else 0
