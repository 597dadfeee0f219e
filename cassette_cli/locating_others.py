"""What of a file is neither header nor body -> the secrets in it: URLs wherever they stand, keys, comments.

Values are looked at by the names they stand under, also those that a recorder keeps of cookies, queries and forms.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from .documents.edits import Span
from .documents.named_scalars import named_scalars, path_of
from .documents.nodes import Node, Tree
from .documents.styles import Style
from .rules import Place
from .seeking import Places, Secret, Seeker
from .suspecting import LEAST, may_hold

_LAST_COLLECTION = int(Style.FLOW_SEQUENCE)
_FIELDS: Places = (Place.FIELD,)
_COOKIES: Places = (Place.COOKIE,)
_QUERIES: Places = (Place.FIELD, Place.QUERY)
_KINDS = {  # of names, by the key that they are kept under
    **dict.fromkeys(("cookies", "Cookies"), _COOKIES),
    **dict.fromkeys(("queryString", "query", "query_string", "form", "params", "post_fields", "formData"), _QUERIES),
}
_VALUES = frozenset({"value", "values", "Value", "Values"})
_OF_COOKIES = frozenset(
    {"name", "path", "domain", "expires", "httpOnly", "secure", "sameSite", "comment", "partitionKey"}
)


class Side(NamedTuple):
    """Where in an interaction: its side, and whether it is in `url`, `headers`, `body`, or "" elsewhere."""

    interaction: int | None = None
    side: str | None = None
    part: str = ""

    @property
    def where(self) -> str:
        return ".".join(str(each) for each in (self.interaction, self.side) if each is not None)


class Stretch(NamedTuple):
    """The nodes of a side, or of its URL, and what they are called."""

    start: int
    end: int
    side: Side


class _Other(NamedTuple):
    """A value or key that is neither header nor body. `places` are those whose rules know it by its name."""

    number: int
    text: str
    name: str
    places: Places
    within: str  # what it is an entry of, if that says what the names are: `cookies`


def of_others(tree: Tree, seeker: Seeker, looked: set[int], stretches: list[Stretch]) -> Iterator[tuple[Side, Secret]]:
    """Values and keys that are neither header nor body. Together they tell whether any can hold a secret."""
    others = list(_others(tree, seeker, looked))
    is_suspect = may_hold(seeker.rules, "\n".join({each.text: None for each in others if not each.places}))
    for index, text, name, places, within in others:
        if not (places or (is_suspect and may_hold(seeker.rules, text))):
            continue
        node = Node(tree, index)
        side = _side_of(index, stretches)
        step = f"{within}/{seeker.told(name)}" if within and places else seeker.told(_in_words(node))
        told = "url" if side.part == "url" else step
        where = f"{side.where}.{told}".lstrip(".")
        for secret in seeker.value(node.layer, places or (Place.FIELD,), name if places else "", where):
            yield side, secret


def _others(tree: Tree, seeker: Seeker, looked: set[int]) -> Iterator[_Other]:
    within, container, until, behind = _FIELDS, "", 0, ""
    for index, name, is_key in named_scalars(tree):
        if index >= until:
            within, container = _FIELDS, ""
        if index in looked:
            continue
        text = Node(tree, index).text
        if is_key:
            behind = text
            if text in _KINDS:
                within, container, until = _KINDS[text], text, tree.after[index + 1]
        is_value = within is not _COOKIES or behind in _VALUES or behind not in _OF_COOKIES
        places = within if is_value and not is_key and seeker.rule_for(within, name) else ()
        if text and (places or len(text) >= LEAST):
            yield _Other(index, text, name, places, container)


def _side_of(index: int, stretches: list[Stretch]) -> Side:
    """The innermost stretch that a node is in."""
    at = bisect_right(stretches, index, key=lambda each: each.start) - 1
    for stretch in stretches[max(at - 2, 0) : at + 1][::-1]:
        if stretch.start <= index < stretch.end:
            return stretch.side
    return Side()


def _in_words(node: Node) -> str:
    """The last step that has a name, as people write it: `url`."""
    return str(next((step for step in reversed(path_of(node)) if isinstance(step, str)), "value"))


def between(tree: Tree, seeker: Seeker) -> Iterator[Secret]:
    """What stands between the values of YAML: comments, anchors, tags."""
    if tree.syntax.name != "yaml":
        return
    text, at = tree.layer.text, 0
    gaps: list[Span] = []
    for index, style in enumerate(tree.styles):
        if style > _LAST_COLLECTION and tree.starts[index] > at:
            gaps.append(Span(at, tree.starts[index]))
        if style > _LAST_COLLECTION:
            at = tree.ends[index]
    gaps.append(Span(at, len(text)))
    if not seeker.rules.may_hit("\n".join(text[start:end] for start, end in gaps)):
        return
    for start, end in gaps:
        for rule, span in seeker.rules.hits(text[start:end]):
            yield Secret(tree.layer, Span(start + span.start, start + span.end), rule, "comment")
