"""A Cassette and the rules -> what must not be committed, each with the changes that take it away.

Everything is looked at: headers, URLs, bodies in all their layers, the events of streams and the message that they
make, other values, keys, comments. Nothing is edited here: `editing.edit` makes the changes, and proves them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from .aligned_tokens import emptied
from .cassette import Cassette
from .documents.edits import Edit
from .documents.layers import Change
from .documents.named_scalars import path_of
from .documents.revaluing import revalue
from .locating import locate, node_of
from .locating_others import Side
from .placing import Lies, placed
from .recorders import RECORDERS
from .rules import DEFAULTS, Level, Rules, TokenRule
from .seeking import Secret
from .streamed_answers import LeafLayer

PLACEHOLDER = "REDACTED"
_LENGTH = re.compile(r"\*\*\*\(\d+\)")
LEVELS = (Level.SECRET, Level.SESSION)


class Finding(NamedTuple):
    """What a rule found, and the changes that put a placeholder in its place.

    `where` is a WHERE of the command line, `length` that of what was found, in characters, `pieces` in how many
    pieces of a stream it lay. Lines and columns are of the file, from 1. `problem` says why it cannot be edited.
    """

    rule: str
    level: Level
    interaction: int | None
    side: str | None
    where: str
    preview: str
    length: int
    pieces: int
    line: int
    column: int
    end_line: int
    end_column: int
    changes: tuple[Change, ...]
    problem: str = ""
    replay: bool = False

    @property
    def fingerprint(self) -> str:
        """The same for the same rule at the same place; it says nothing of what was found."""
        where = _LENGTH.sub("***", self.where)  # a key may be a secret
        return hashlib.sha256(f"{self.rule}\0{where}".encode()).hexdigest()[:16]


def redact(
    cassette: Cassette,
    rules: Rules = DEFAULTS,
    *,
    placeholder: str = PLACEHOLDER,
    levels: Collection[Level] = LEVELS,
    numbered: bool = False,
    among: Sequence[int] | None = None,
) -> list[Finding]:
    """All findings of these levels, in the order of the file; with `among` only those in the interactions at these
    positions. Raises nothing: what cannot be read is read as text.
    """
    located = [each for each in locate(cassette, rules, among) if each[1].rule.level in levels]
    places = placed(cassette, [secret for _, secret in located])
    found = [(at, place, secret) for at, (place, secret) in zip(places, located, strict=True)]
    found.sort(key=lambda each: (each[0].span, each[2].where))
    named = _Placeholders(placeholder, _highest(cassette, placeholder) if numbered and found else None)
    matched = next(each.matched for each in RECORDERS if each.name == cassette.recorder)
    return [_finding(cassette, at, place, secret, named.of(secret.text), matched) for at, place, secret in found]


class _Placeholders:
    """What is put in the place of each: always the same, or a number for each secret, from `above` on."""

    def __init__(self, placeholder: str, above: int | None) -> None:
        self.placeholder = placeholder
        self.above = above
        self.known: dict[str, int] = {}

    def of(self, secret: str) -> str:
        if self.above is None:
            return self.placeholder
        return f"{self.placeholder}-{self.known.setdefault(secret, self.above + len(self.known) + 1)}"


def _highest(cassette: Cassette, placeholder: str) -> int:
    """The highest number that an earlier run has given, in the file or in what is packed in it."""
    number = re.compile(rf"{re.escape(placeholder)}-(\d{{1,9}})")
    texts = [cassette.text]
    for interaction in cassette.interactions:
        bodies = (interaction.request.body, interaction.response.body)
        texts += [body.text or "" for body in bodies if not body.problem and body.encodings]
    return max((int(found) for text in texts for found in number.findall(text)), default=0)


def _finding(
    cassette: Cassette, at: Lies, place: Side, secret: Secret, placeholder: str, matched: Sequence[str]
) -> Finding:
    rule, text = secret.rule, secret.text
    change = Change(secret.layer, Edit(secret.span, placeholder))
    line, column = cassette.tree.position(at.span.start)
    end_line, end_column = cassette.tree.position(at.span.end)
    shown = rule.prefix if isinstance(rule, TokenRule) and text.startswith(rule.prefix) else ""
    preview = f"{shown}***({len(text)})"
    return Finding(
        rule=rule.name,
        level=rule.level,
        interaction=place.interaction,
        side=place.side,
        where=secret.where,
        preview=preview,
        length=len(text),
        pieces=secret.layer.pieces(secret.span) if isinstance(secret.layer, LeafLayer) else 1,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        changes=(change, *_tokens(secret, change.edit)),
        problem=at.problem or (cassette.read_only and f"a cassette of {cassette.recorder}: {cassette.read_only}"),
        replay=_is_compared(place, matched),
    )


def _is_compared(place: Side, matched: Sequence[str]) -> bool:
    """Whether it stands in what the recorder compares to find an answer. What a player chooses is the URL at least."""
    if place.side != "request" or not place.part:
        return False
    words = {"url": ("URL", "URL without its query", "what the player chooses")}.get(place.part, (place.part,))
    return any(word in matched for word in (*words, "the whole request"))


def _tokens(secret: Secret, edit: Edit) -> Iterator[Change]:
    """The log probabilities in the same JSON that say the text once more, token by token."""
    node = node_of(secret.layer)
    if node is None or node.tree.syntax.name != "json" or '"logprobs"' not in node.tree.layer.text:
        return
    root = node.tree.root
    for path, value in emptied(root.value, path_of(node), node.text, [edit]):
        if (entry := root.at(path)) is not None:
            yield from revalue(entry, value)


def redact_text(text: str, rules: Rules = DEFAULTS, levels: Iterable[Level] = LEVELS) -> list[Finding]:
    """The tokens in a file that is no cassette. They are named, not edited."""
    wanted = set(levels)
    found: list[Finding] = []
    for rule, (start, end) in rules.hits(text) if rules.may_hit(text) else ():
        if rule.level in wanted:
            line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
            end_line, end_column = text.count("\n", 0, end) + 1, end - text.rfind("\n", 0, end)
            shown = rule.prefix if text.startswith(rule.prefix, start) else ""
            found.append(
                Finding(
                    rule=rule.name,
                    level=rule.level,
                    interaction=None,
                    side=None,
                    where="text",
                    preview=f"{shown}***({end - start})",
                    length=end - start,
                    pieces=1,
                    line=line,
                    column=column,
                    end_line=end_line,
                    end_column=end_column,
                    changes=(),
                    problem="no cassette that is read",
                )
            )
    return found
