"""Random edits in the recorders' own files: what was wished is there, by the parsers' own word, and nothing else is."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from cassette_cli.bodies import Body
from cassette_cli.cassette import Cassette, Interaction
from cassette_cli.documents import json_text
from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.documents.layers import Change
from cassette_cli.documents.nodes import Node, Tree
from cassette_cli.documents.styles import Style
from cassette_cli.editing import edit
from cassette_cli.errors import EditError, ParseError
from cassette_cli.framings import Event
from cassette_cli.loading import load
from cassette_cli.reassembling import stream_of
from tests.documents import yaml_events
from tests.recorded import NOT_READ
from tests.shared import CORPUS, needs_corpus

AWKWARD = [
    "", "x", "\n", "a\nb", "'", '"', "😀", "é", "\t", ": #", " lead", "trail ", "\r", "\x07", "- a", "\u2028", "{", "%",
    "\n\n", "\\", "...", "\n---\n", "null", "\x85", "\ufeff", " #", "&a", "*a", "!x", "|", "? ", "<<", "a" * 200,
]  # fmt: skip
NOT_EDITED = (*NOT_READ, "json-reqresp?", "pydantic-ai-ws", "pydantic-ai-xai", "ruby-vcr-1x")
LARGEST = 100_000  # bytes of a file


def cassettes() -> Iterator[tuple[Cassette, Random]]:
    """The smaller files, each with its own dice."""
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        rows = [row for row in csv.DictReader(manifest, delimiter="\t") if row["recorder"] not in NOT_EDITED]
    for row in rows:
        if int(row["size_bytes"]) <= LARGEST:
            yield load((CORPUS / row["path"]).read_bytes(), row["path"]), Random(row["path"])


def as_json(cassette: Cassette) -> Cassette | None:
    """The same file as a JSON serializer would have written it; None where a tag would be lost."""
    if cassette.tree.tags or cassette.tree.syntax.name != "yaml":
        return None
    return load((json.dumps(cassette.tree.root.value, indent=4) + "\n").encode(), cassette.name)


def said(cassette: Cassette) -> list[tuple[Any, ...]]:
    """What each node of the file says, in the order of the text."""
    if cassette.tree.syntax.name == "json":
        return list(_said_by_json(json.loads(cassette.text, object_pairs_hook=_Pairs)))
    kinds = ("ScalarEvent", "AliasEvent", "MappingStartEvent", "SequenceStartEvent")
    return [event for event in yaml_events.said(cassette.text) if event.kind.__name__ in kinds]


class _Pairs(list[tuple[str, Any]]):
    """A JSON object, its duplicate names kept."""


def _said_by_json(value: Any) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, _Pairs):
        yield ("{",)
        for name, member in value:
            yield (name,)
            yield from _said_by_json(member)
    elif isinstance(value, list):
        yield ("[",)
        for item in value:
            yield from _said_by_json(item)
    else:
        yield (value if isinstance(value, str) else json.dumps(value),)


def some_edit(text: str, dice: Random) -> Edit:
    start = dice.randint(0, len(text))
    return Edit(Span(start, min(len(text), start + dice.choice([0, 1, 3, 30]))), dice.choice(AWKWARD))


def lengths(cassette: Cassette) -> set[int]:
    """The numbers of all nodes that say how long a body is, or in which charset."""
    bodies = [body for each in cassette.interactions for body in (each.request.body, each.response.body)]
    nodes = [node for body in bodies for node in (*body.lengths, body.spelled_in) if node]
    return {number for node in nodes for number in range(node.index, cassette.tree.after[node.index])}


@needs_corpus
@pytest.mark.parametrize("syntax", ["as recorded", "as JSON"])
def test_any_scalars_of_any_file_say_what_was_wished_and_no_others_change(syntax: str) -> None:
    edited = 0
    refused: list[str] = []
    for recorded, dice in cassettes():
        cassette = recorded if syntax == "as recorded" else as_json(recorded)
        if cassette is None or cassette.tree.syntax.name == "httprr":  # whose scalars are whole messages
            continue
        tree, before, following = cassette.tree, said(cassette), lengths(cassette)
        scalars = [number for number, style in enumerate(tree.styles) if Style.PLAIN <= style <= Style.FOLDED]
        for _ in range(10):
            nodes = [Node(tree, number) for number in dice.sample(scalars, 3)]
            wished = {node: some_edit(node.text, dice) for node in nodes}
            try:
                after = edit(cassette, [Change(node.layer, wish) for node, wish in wished.items()])
            except EditError as fault:
                refused.append(fault.message)
                continue
            expected, found = list(before), said(after)
            for number in following:
                expected[number] = found[number]
            for node, wish in wished.items():
                expected[node.index] = (*before[node.index][:-1], apply(node.text, [wish]))
            assert found == expected, cassette.name
            edited += 1
    assert edited > 1_500
    # only where keys changed by which a cassette, its recorder and its bodies are known
    known = ("expected a cassette", "an interaction without", "the body would be read as something else")
    assert [message for message in refused if not any(sign in message for sign in known)] == []


@needs_corpus
def test_a_word_in_any_stream_or_json_body_changes_that_word_and_the_lengths_that_held() -> None:
    edited = 0
    for cassette, dice in cassettes():
        for interaction in dice.sample(list(cassette.interactions), min(3, len(cassette.interactions))):
            side = dice.choice(["request", "response", "response"])
            place = some_string(interaction, side, dice)
            if place:
                position, node = place
                wish = some_edit(node.text, dice)
                after = edit(cassette, [Change(node.layer, wish)])
                there = strings(after.interactions[interaction.index], side)[position]
                assert Node(there, node.index).text == apply(node.text, [wish]), cassette.name
                nothing_else_changed(cassette, after, (interaction.index, side))
                edited += 1
    assert edited > 250


def nothing_else_changed(before: Cassette, after: Cassette, edited: tuple[int, str]) -> None:
    for was, now in zip(before.interactions, after.interactions, strict=True):
        assert heads(was) == heads(now), before.name
        for side in ("request", "response"):
            old, new = getattr(was, side).body, getattr(now, side).body
            assert (was.index, side) == edited or old.kept == new.kept, before.name
            for length, follower in zip(old.lengths, new.lengths, strict=True):
                held = length.text == str(size(old))
                assert follower.text == (str(size(new)) if held else length.text), before.name


def some_string(interaction: Interaction, side: str, dice: Random) -> tuple[int, Node] | None:
    """One JSON string of a body, and the number of the JSON that it stands in."""
    trees = strings(interaction, side)
    found = [
        (position, Node(tree, number))
        for position, tree in trees.items()
        for number, style in enumerate(tree.styles)
        if style == Style.DOUBLE
    ]
    return dice.choice(found) if found else None


def strings(interaction: Interaction, side: str) -> dict[int, Tree]:
    """The JSON of a body: of each of its events, or all of it."""
    body: Body = getattr(interaction, side).body
    if body.is_empty or body.problem or body.text is None or body.structured is not None:
        return {}
    stream = stream_of(interaction) if side == "response" else None
    events: list[Event] = list(stream[0].events(stream[1])) if stream else []
    found = {}
    for position, layer in enumerate([event.layer for event in events] or [body.layer]):
        try:
            found[position] = json_text.parse(layer)
        except ParseError:
            continue
    return found


def heads(interaction: Interaction) -> tuple[Any, ...]:
    headers = (*interaction.request.headers, *interaction.response.headers)
    request, response = interaction.request, interaction.response
    lines = [(header.name, header.value) for header in headers if header.name.lower() != "content-length"]
    return request.method, request.url, response.status, response.reason, lines


def size(body: Body) -> int:
    """In bytes, on the wire."""
    return body.size_on_wire(body.wire.text) if body.wire else 0
