from __future__ import annotations

import json
import random
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.documents.json_scalar import ScalarLayer, pieces_of
from cassette_cli.documents.json_text import parse
from cassette_cli.documents.layers import Change, Source
from cassette_cli.documents.nodes import Node
from cassette_cli.documents.styles import Path
from cassette_cli.errors import EditError
from tests.documents.json_values import AWKWARD, documents, scalars, texts
from tests.documents.settle import settled
from tests.shared import CORPUS, needs_corpus


def edited(document: str, path: Path, old: str, new: str) -> str:
    """The document after the first `old` of the scalar at `path` became `new`."""
    source = Source(document)
    node = parse(source).root.at(path)
    assert node
    start = node.layer.text.index(old)
    return settled(source, [Change(node.layer, Edit(Span(start, start + len(old)), new))])


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return [Edit(Span(start, end), draw(texts)) for start, end in zip(places[::2], places[1::2], strict=False)]


@given(st.data(), documents(st.lists(scalars, min_size=1, max_size=4)))
def test_what_is_lifted_says_the_edited_text_and_moves_nothing_else(data: st.DataObject, document: str) -> None:
    source = Source(document)
    root = parse(source).root
    number = data.draw(st.integers(0, len(list(root.items)) - 1))
    node = list(root.items)[number]
    edits = data.draw(edits_of(node.layer.text))
    after = settled(source, [Change(node.layer, edit) for edit in edits])
    there = parse(Source(after)).root
    for at, (old, new) in enumerate(zip(root.items, there.items, strict=True)):
        expected = apply(node.layer.text, edits) if at == number else old.text
        assert new.text == expected
        assert at == number or new.source == old.source
    assert after[: node.span.start] == document[: node.span.start]
    assert after.endswith(document[node.span.end :])


@given(documents(texts), st.data())
def test_a_piece_says_its_stretch_of_the_text(document: str, data: st.DataObject) -> None:
    node = parse(Source(document)).root
    low, high = sorted((data.draw(st.integers(0, len(node.text))), data.draw(st.integers(0, len(node.text)))))
    inner, outer = pieces_of(node.source).widen(Span(low, high))
    assert inner == (low, high)
    assert json.loads(f'"{node.source[outer.start : outer.end]}"') == node.text[low:high]


@pytest.mark.parametrize(
    ("document", "new", "after"),
    [
        (r'["x"]', "é/&\n", '["é/&\\n"]'),
        (r'["x\u00e9"]', "ü日😀", r'["\u00fc\u65e5\ud83d\ude00\u00e9"]'),
        (r'["x\u00C9"]', "ü\x1b", r'["\u00FC\u001B\u00C9"]'),
        (r'["x", "\u00e9"]', "ü", r'["\u00fc", "\u00e9"]'),
        (r'["x é", "\u00e9"]', "ü", r'["ü é", "\u00e9"]'),
        (r'["x\u2028é"]', "\u2029ü", r'["\u2029ü\u2028é"]'),
        (r'["x\/"]', "a/b", r'["a\/b\/"]'),
        (r'["x\\/"]', "a/b", r'["a/b\\/"]'),
        (r'["x", "\u003cb"]', "<&>é", r'["\u003c\u0026\u003eé", "\u003cb"]'),
        (r'["x<", "\u003c"]', ">", r'["><", "\u003c"]'),
        (r'["x\u0007A"]', "\x1f", r'["\u001f\u0007A"]'),
        (r'["x\u000a"]', "\n", r'["\u000a\u000a"]'),
        (r'["x\u000a\n"]', "\n", r'["\n\u000a\n"]'),
        (r'["x\\u00e9"]', "é", '["é\\\\u00e9"]'),
        (r'["x"]', "\ud800", r'["\ud800"]'),
    ],
)
def test_new_characters_are_spelled_as_the_string_or_its_surroundings_do(document: str, new: str, after: str) -> None:
    assert edited(document, (0,), "x", new) == after


@pytest.mark.parametrize(
    ("document", "old", "new", "after"),
    [
        ("[12]", "2", "34", "[134]"),
        ("[12]", "12", "-1.5e3", "[-1.5e3]"),
        ("[12]", "12", "012", '["012"]'),
        ("[12]", "1", "REDACTED ", '["REDACTED 2"]'),
        ("[12]", "12", "", '[""]'),
        ("[12]", "12", "true", '["true"]'),
        ("[true]", "true", "false", "[false]"),
        ("[true]", "true", "1", '["1"]'),
        ("[null]", "null", "0", '["0"]'),
        ('["12"]', "12", "13", '["13"]'),
        ("[" + "7" * 5000 + "]", "7" * 5000, "7", '["7"]'),
    ],
)
def test_a_number_or_word_stays_one_of_its_kind_or_becomes_a_string(
    document: str, old: str, new: str, after: str
) -> None:
    assert edited(document, (0,), old, new) == after


@pytest.mark.parametrize(
    ("document", "old", "new"),
    [(r'["\ud83dx"]', "x", "\ude00"), (r'["\ud83dx\ude00"]', "x", ""), ('["x"]', "x", "\ud83d\ude00")],
)
def test_halves_that_would_become_a_pair_are_refused(document: str, old: str, new: str) -> None:
    with pytest.raises(EditError):
        edited(document, (0,), old, new)


def test_layers_are_equal_by_place_and_not_by_text() -> None:
    tree, twin = parse(Source('["a", "a"]')), parse(Source('["a", "a"]'))
    assert Node(tree, 1).layer == Node(tree, 1).layer == ScalarLayer(Node(tree, 1), "other")
    assert hash(Node(tree, 1).layer) == hash(Node(tree, 1).layer)
    assert len({Node(tree, 1).layer, Node(tree, 2).layer, Node(twin, 1).layer}) == 3


def test_json_in_a_json_string_in_json_is_edited_three_levels_down() -> None:
    deepest = json.dumps({"city": "Zürich", "n": [1, 2]}, ensure_ascii=False)
    source = Source(json.dumps({"body": json.dumps({"arguments": deepest}), "é": 1}))
    body = parse(parse(source).root.at(("body",)).layer)
    arguments = parse(body.root.at(("arguments",)).layer)
    city = arguments.root.at(("city",))
    assert city
    changes = [
        Change(city.layer, Edit(Span(0, 6), 'Genè"ve\\')),
        *(Change(arguments.layer, edit) for edit in city.tree.syntax.reshape(arguments.root.at(("n",)), [0], [])),
        *(Change(body.layer, edit) for edit in body.syntax.replace(next(body.root.children), "args")),
    ]
    after = settled(source, changes)
    assert json.loads(json.loads(json.loads(after)["body"])["args"]) == {"city": 'Genè"ve\\', "n": [2]}
    assert after.isascii()
    assert after.endswith(', "\\u00e9": 1}')


@needs_corpus
def test_awkward_edits_of_strings_of_the_corpus_are_exact() -> None:
    dice = random.Random(7)
    done = 0
    for path in sorted(chain(CORPUS.rglob("*.json"), CORPUS.rglob("*.har"))):
        source = Source(path.read_bytes().decode("utf-8-sig"))
        tree = parse(source)
        for _ in range(3):
            chosen = sorted({dice.randrange(len(tree.starts)) for _ in range(4)})
            changes: dict[int, list[Edit]] = {}
            for node in (Node(tree, index) for index in chosen):
                if node.is_scalar:
                    low, high = sorted(dice.randint(0, len(node.text)) for _ in range(2))
                    new = "".join(dice.choices(AWKWARD, k=dice.randint(0, 8)))
                    changes[node.index] = [Edit(Span(low, min(high, low + 20)), new)]
            layers = [(Node(tree, index).layer, edits) for index, edits in changes.items()]
            after = parse(Source(settled(source, [Change(layer, edit) for layer, edits in layers for edit in edits])))
            assert len(after.starts) == len(tree.starts)
            for index in range(len(tree.starts)):
                old, new_node = Node(tree, index), Node(after, index)
                if index in changes:
                    assert new_node.text == apply(old.text, changes[index])
                elif old.is_scalar:
                    assert new_node.source == old.source
            done += len(changes)
    assert done > 300
