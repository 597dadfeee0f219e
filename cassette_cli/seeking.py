"""A text -> the secrets in it, and in what lies in it: JSON, forms, XML, URLs, cookies, base64, one in another.

What is found is said of the innermost text that holds it, so that a change of it is lifted outward like any other.
A text in which no rule can find anything is not taken apart, and no stretch of a text is looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, Self
from urllib.parse import unquote_plus

from .documents.edits import Span
from .documents.json_text import parse
from .documents.layers import Layer
from .documents.named_scalars import named_scalars, path_of
from .documents.nodes import Node, Tree
from .errors import ParseError
from .framings.framing import StretchLayer
from .header_values import cookies, is_of_cookies, is_said, scheme_end
from .inner_texts import PercentLayer, decoded, encoded_stretches
from .named_values import Named, named_values
from .rules import Hit, Level, Place, Rule, Rules, folded
from .suspecting import LEAST, may_hold

_TOKENS = frozenset({"logprobs", "toplogprobs", "tokens", "generatedtoken", "toptokens"})  # `"token": " Hello"`
_NO_URLS = frozenset({"secret-field", "password-field", "cookie", "set-cookie"})  # `"cookie": "https://.../cookie.png"`
_URL = re.compile(r"https?://\S+")
_SHORTEST = 8  # characters; no key that is shorter holds a token
_DEEPEST = 8  # texts in texts

Places = tuple[Place, ...]
_FIELD: Places = (Place.FIELD,)


class Secret(NamedTuple):
    """What a rule found: a stretch of a layer's text. `where` says where that is, as a WHERE does."""

    layer: Layer
    span: Span
    rule: Rule
    where: str

    @property
    def text(self) -> str:
        return self.layer.text[slice(*self.span)]


class Seeker(NamedTuple):
    """What is sought; `spare` says of a string in JSON that somebody else looks at it. `known` are the names that were
    asked for already.
    """

    rules: Rules
    known: dict[tuple[Places, str], Rule | None]
    spare: Callable[[Node], bool] = lambda node: False

    @classmethod
    def of(cls, rules: Rules) -> Self:
        return cls(rules, {})

    def value(self, layer: Layer, places: Places, name: str, where: str, depth: int = 0) -> Iterator[Secret]:
        """The secrets of a value under a name: all of it if the name says so, else what lies in it."""
        rule = self.rule_for(places, name)
        if rule is None or is_said(self.rules, layer.text) or (rule.name in _NO_URLS and _URL.fullmatch(layer.text)):
            yield from self.text(layer, where, depth)
        elif Place.HEADER in places and is_of_cookies(name):
            yield from self._cookies(layer, rule, name, where, depth)
        elif rule.level is Level.IDENTITY:
            yield self._graver(layer, rule, where, depth)
        else:
            span = Span(scheme_end(layer.text), len(layer.text))
            form = next((hit.rule for hit in self.rules.hits(layer.text) if hit.span == span), None)
            yield Secret(layer, span, form or rule, where)  # its form says more of it than its name

    def rule_for(self, places: Places, name: str) -> Rule | None:
        """The rule that takes all of a value under the name."""
        if (places, name) not in self.known:
            found = (self.rules.rule_for(place, name) for place in places) if name else ()
            self.known[places, name] = next((rule for rule in found if rule), None)
        return self.known[places, name]

    def _graver(self, layer: Layer, rule: Rule, where: str, depth: int) -> Secret:
        """All of what only names somebody; if there is a secret in it, under that one's rule."""
        inner = (each.rule for each in self.text(layer, where, depth) if each.rule.level is not Level.IDENTITY)
        return Secret(layer, Span(0, len(layer.text)), next(inner, rule), where)

    def text(self, layer: Layer, where: str = "", depth: int = 0) -> Iterator[Secret]:
        """The secrets in a text that no name makes one as a whole."""
        text = layer.text
        if not may_hold(self.rules, text):
            return
        tree = _json(layer) if depth < _DEEPEST else None
        if tree is not None:
            yield from self.tree(tree, where, depth + 1)
            return
        named = named_values(text) if depth < _DEEPEST else []
        hits = self.rules.hits(text)
        free = [hit for hit in hits if not any(_is_in(hit.span, each.span) for each in named)]
        for each in named:
            if not any(_overlap(hit.span, each.span) for hit in free):
                within = [hit for hit in hits if _is_in(hit.span, each.span)]
                yield from self._named(layer, each, within, where, depth)
        yield from (Secret(layer, span, rule, where) for rule, span in free)
        taken = [*(each.span for each in named), *(hit.span for hit in free)]
        for span, content in encoded_stretches(text) if depth < _DEEPEST else ():
            inner = None if any(_overlap(span, other) for other in taken) else decoded(layer, span, content)
            if inner is not None:
                yield from self.text(inner, where, depth + 1)

    def _named(self, layer: Layer, each: Named, hits: list[Hit], where: str, depth: int) -> Iterator[Secret]:
        """The secrets of one value in a text that is no JSON. `hits` are those that its surroundings led to."""
        source = layer.text[slice(*each.span)]
        inner: Layer = StretchLayer(layer, each.span, source)
        if each.is_quoted and ("%" in source or "+" in source):
            inner = PercentLayer.of(inner)
        mark = "?" if each.places == (Place.QUERY,) else "/"
        inside = f"{where}{mark}{self.told(each.name)}" if each.name else where
        found = list(self.value(inner, each.places, each.name, inside, depth + 1))
        missed = [hit for hit in hits if not any(_says(secret, layer.text[slice(*hit.span)]) for secret in found)]
        if not found:
            yield from (Secret(layer, span, rule, inside) for rule, span in missed)
        elif missed or each.is_whole:
            rule = missed[0].rule if missed else found[0].rule
            yield Secret(layer, each.span, rule, inside)  # all of it, since they may overlap
        else:
            yield from found

    def tree(self, tree: Tree, where: str, depth: int = 0) -> Iterator[Secret]:
        """The secrets in the strings and keys of a JSON text."""
        yield from self.scalars(tree, tree.root, where, depth)

    def scalars(self, tree: Tree, root: Node, where: str, depth: int = 0) -> Iterator[Secret]:
        """The secrets in the strings and keys below a node."""
        base = len(path_of(root))
        for number, name, is_key in named_scalars(tree, root.index, tree.after[root.index]):
            node = Node(tree, number)
            is_known = not is_key and self.rule_for(_FIELD, name) is not None
            length = tree.ends[number] - tree.starts[number]
            if length < LEAST or not (is_known or may_hold(self.rules, node.text)):
                continue
            if self.spare(node) or not isinstance(node.value, str):
                continue
            path = path_of(node)[base:]
            is_known = is_known and _TOKENS.isdisjoint(map(folded, map(str, path)))
            inside = f"{where}{''.join(f'/{self.told(step)}' for step in path)}"
            yield from self.value(node.layer, _FIELD, name if is_known else "", inside, depth)

    def told(self, step: str | int) -> str:
        """A step of a WHERE. A key that holds a secret is told by what everybody may know of it."""
        text, pieces, done = str(step), [], 0
        hits = self.rules.hits(text) if len(text) >= _SHORTEST else []
        for rule, (start, end) in hits:
            shown = rule.prefix if text.startswith(rule.prefix, start) else ""
            pieces += [text[done:start], f"{shown}***({end - start})"]
            done = end
        if len(text) >= _SHORTEST and not hits and may_hold(self.rules, text):
            return f"***({len(text)})"
        return escaped("".join((*pieces, text[done:])))

    def _cookies(self, layer: Layer, rule: Rule, name: str, where: str, depth: int) -> Iterator[Secret]:
        """The values of cookies, then the secrets in what is left of the header: names, attributes, other words.

        Of Set-Cookie the first pair is the cookie, the others say how it is kept.
        """
        done = 0
        for cookie, span in cookies(name, layer.text):
            yield from self._within(layer, Span(done, span.start), where, depth)
            done = span.end
            if not self.rules.is_placeholder(layer.text[slice(*span)]):
                yield Secret(layer, span, rule, f"{where}/{self.told(cookie)}")
        yield from self._within(layer, Span(done, len(layer.text)), where, depth)

    def _within(self, layer: Layer, span: Span, where: str, depth: int) -> Iterator[Secret]:
        """The secrets in a stretch."""
        text = layer.text[slice(*span)]
        if len(text) >= LEAST:
            yield from self.text(StretchLayer(layer, span, text), where, depth + 1)


def _says(secret: Secret, source: str) -> bool:
    """Whether a secret that was found says what stands in a text, which may be percent-encoded there."""
    return source in secret.text or unquote_plus(source) in secret.text


def _is_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _json(layer: Layer) -> Tree | None:
    if layer.text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return parse(layer)
    except ParseError:
        return None


def escaped(step: str | int) -> str:
    """A step of a JSON Pointer (RFC 6901)."""
    return str(step).replace("~", "~0").replace("/", "~1")
