"""A Cassette and what one wishes of its interactions -> the Cassette in which they say it, and what that makes stale.

Wishes are made one after the other, each on what the one before it left, and each is proven (`editing.edit`). What a
wish wanted a body to say is then read back, of a stream by putting it together again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from .cassette import Cassette, Interaction
from .documents.edits import Edit, Span, difference
from .documents.layers import Change
from .editing import edit
from .errors import DecodeError, EditError
from .heading import recorder_of, with_header, with_status, without_header
from .parts import Json
from .patching import Operation, patched, setting
from .pointers import SideName
from .reassembling import reassemble
from .replacing import Replacement, places_said, replaced
from .revising import Revisable, is_as_wished, revisable


class WishedBody(NamedTuple):
    """The JSON that a side said, and that it is to say."""

    side: SideName
    before: Json
    wished: Json


class Wished(NamedTuple):
    """What a wish comes to: changes, how often it was met, and, where it is of JSON, what must then be read."""

    changes: Sequence[Change] = ()
    times: int = 1
    body: WishedBody | None = None


class Wish(Protocol):
    """One edit of one interaction."""

    def of(self, cassette: Cassette, interaction: Interaction) -> Wished:
        """Raises EditError where it cannot be had."""
        ...


class Patch(NamedTuple):
    """A JSON Patch (RFC 6902) of what a body says; of a streamed answer, of the unstreamed one."""

    operations: tuple[Operation, ...]
    side: SideName = "response"

    def of(self, cassette: Cassette, interaction: Interaction) -> Wished:
        body = revisable(interaction, self.side)
        return Wished(body=WishedBody(self.side, body.value, patched(body.value, self.operations)))


class SetValue(NamedTuple):
    """A value at a JSON Pointer (RFC 6901): of what is there another one, else a new member of an object that is."""

    pointer: str
    value: Json
    side: SideName = "response"

    def of(self, cassette: Cassette, interaction: Interaction) -> Wished:
        body = revisable(interaction, self.side)
        operations = setting(body.value, self.pointer, self.value)
        return Wished(body=WishedBody(self.side, body.value, patched(body.value, operations)))


class Replace(NamedTuple):
    """A word where something is said, or in a body that is no call to a model. Counts what was replaced, maybe none."""

    replacement: Replacement
    side: SideName = "response"

    def of(self, cassette: Cassette, interaction: Interaction) -> Wished:
        conversation = reassemble(interaction)
        message = interaction.request if self.side == "request" else interaction.response
        try:
            body: Revisable | None = revisable(interaction, self.side)
        except EditError:
            body = None
        if body is not None:
            said = conversation and (conversation.messages if self.side == "request" else conversation.answers)
            places = places_said(said) if said else [()]
            value, count = replaced(body.value, places, self.replacement)
            return Wished((), count, WishedBody(self.side, body.value, value) if count else None)
        try:
            layer = message.body.layer
        except DecodeError as fault:
            raise EditError(f"a body that cannot be decoded ({fault.message})") from None
        text, count = self.replacement.made_in(layer.text) if layer else ("", 0)
        return Wished([Change(layer, each) for each in difference(layer.text, text)] if layer else [], count)


class SetBody(NamedTuple):
    """Another body: its characters, or its bytes where the recorded one is binary; codings are redone as they were."""

    content: bytes
    side: SideName = "response"

    def of(self, cassette: Cassette, interaction: Interaction) -> Wished:
        body = interaction.request.body if self.side == "request" else interaction.response.body
        try:
            layer = body.layer
        except DecodeError as fault:
            raise EditError(f"a body that cannot be decoded ({fault.message})") from None
        if layer is None:
            raise EditError(f"a {self.side} without a body", "one that has one")
        try:
            text = self.content.decode("latin-1" if body.text is None else "utf-8")
        except UnicodeDecodeError:
            raise EditError("bytes that are no UTF-8 for a body that is text", "UTF-8") from None
        return Wished([Change(layer, each) for each in difference(layer.text, text)])


class SetHeader(NamedTuple):
    """A header with one value."""

    name: str
    value: str
    side: SideName = "response"

    def of(self, cassette: Cassette, interaction: Interaction) -> Wished:
        return Wished(with_header(cassette, interaction, self.side, self.name, self.value))


class RemoveHeader(NamedTuple):
    """No line of a header."""

    name: str
    side: SideName = "response"

    def of(self, cassette: Cassette, interaction: Interaction) -> Wished:
        return Wished(without_header(cassette, interaction, self.side, self.name))


class SetStatus(NamedTuple):
    """Another status of the answer."""

    code: int

    def of(self, cassette: Cassette, interaction: Interaction) -> Wished:
        return Wished(with_status(cassette, interaction, self.code))


class SetUrl(NamedTuple):
    """Another URL of the request, as far as the recorder keeps it as one text."""

    url: str

    def of(self, cassette: Cassette, interaction: Interaction) -> Wished:
        path = recorder_of(cassette).url
        node = interaction.request.node.at(path) if path else None
        if node is None or node.text != interaction.request.url:
            raise EditError("a URL that is kept in parts", "one that is one text")
        return Wished([Change(node.layer, Edit(Span(0, len(node.text)), self.url))])


def rewrite(cassette: Cassette, index: int, wishes: Iterable[Wish]) -> tuple[Cassette, int]:
    """The cassette after all wishes of one interaction, in order, and what they count for.

    Raises EditError where one cannot be had; the cassette given is as it was.
    """
    counted = 0
    for wish in wishes:
        wished = wish.of(cassette, cassette.interactions[index])
        after = _revised(cassette, index, wished.body) if wished.body else edit(cassette, wished.changes)
        _refuse_shared(cassette, after, index)
        cassette, counted = after, counted + wished.times
    return cassette, counted


def _revised(cassette: Cassette, index: int, body: WishedBody) -> Cassette:
    """The cassette whose body says what it was to say. A stream first gets the parts that it is to have."""
    side, before, wished = body
    said = revisable(cassette.interactions[index], side)
    shape = said.reshape(wished)
    wished = said.fitted(wished) if shape else wished
    if shape:
        cassette = edit(cassette, shape)
        said = revisable(cassette.interactions[index], side)
    after = edit(cassette, said.revise(wished))
    if not is_as_wished(before, wished, revisable(after.interactions[index], side).value):
        raise EditError("an edit that would be read as something else", "nothing was written")
    return after


def _refuse_shared(before: Cassette, after: Cassette, index: int) -> None:
    """Raise EditError where another interaction has changed, too: through an alias it says the same value."""
    for at in range(len(before.interactions)) if before.tree.targets else ():
        if at != index and _said(before.interactions[at]) != _said(after.interactions[at]):
            raise EditError(f"a value that interaction {at} has from it by an alias", "a value of its own")


def _said(interaction: Interaction) -> tuple[object, ...]:
    request, response = interaction.request, interaction.response
    lines = [(header.name, header.value) for header in (*request.headers, *response.headers)]
    return request.url, response.status, response.reason, lines, request.body.kept, response.body.kept
