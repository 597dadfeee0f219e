"""Proving: an edit that changes only what it covers passes; one that changes how anything else is read does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents import yaml_text
from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.documents.layers import Source
from cassette_cli.documents.nodes import Node
from cassette_cli.documents.proving import prove, prove_scalars
from cassette_cli.documents.revaluing import revalue
from cassette_cli.editing import settle
from cassette_cli.errors import EditError, ParseError
from tests.documents.yaml_documents import documents

TEXT = "a: one\nb: &x\n  - two\n  - 'three'\nc: *x\nd:\ne: |\n  four\n"


def proven(text: str, *edits: Edit) -> None:
    prove(yaml_text.parse(Source(text)), yaml_text.parse(Source(apply(text, edits))), sorted(edits))


def at(found: str, new: str, *, text: str = TEXT) -> Edit:
    start = text.index(found)
    return Edit(Span(start, start + len(found)), new)


@pytest.mark.parametrize(
    "edit",
    [
        at("one", "another"),
        at("two", '"2"'),
        at("two", "two\n  - and a half"),
        at("- two\n  ", ""),
        at("b:", "z: 1\nb:"),
        at("four", "four\n  five"),
        at("d:", "d: 4"),
        at("d:", "dd:"),
    ],
    ids=lambda edit: edit.text.strip().replace("\n", " "),
)
def test_an_edit_that_keeps_to_itself_passes(edit: Edit):
    proven(TEXT, edit)


def test_several_edits_pass_together():
    proven(TEXT, at("one", "1"), at("'three'", "drei"), at("four", "vier vier"))


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (TEXT, at("d:\n", "d:\n# ")),  # makes a comment of what follows
        (TEXT, at("d:\n", "d:\n  ")),  # makes e a child of d
        (TEXT, at("&x", "&x !t")),  # gives the list a tag
        ("a: &x 1\nb: &y 2\nc: *y\n", Edit(Span(12, 13), "x")),  # the alias means another node
        ("a: 1\nb: |\n  x\n  y\n", Edit(Span(10, 10), "  ")),  # takes the first line's indentation for all
        ("a:\n- 1\n- 2\n", Edit(Span(7, 7), "  ")),  # the second item goes into the first
    ],
)
def test_an_edit_that_reaches_further_is_found_out(text: str, edit: Edit):
    with pytest.raises((EditError, ParseError)):
        proven(text, edit)


@given(data=st.data())
def test_every_edit_of_containers_and_scalars_can_be_proven(data):
    text = data.draw(documents())
    tree = yaml_text.parse(Source(text))
    other = yaml_text.parse(Source(data.draw(documents())))
    try:
        edits = settle(revalue(tree.root, other.root.value))
    except EditError:
        return
    prove(tree, yaml_text.parse(Source(apply(text, edits))), edits)


def proven_scalars(wished: dict[str, str], *edits: Edit) -> None:
    before = yaml_text.parse(Source(TEXT))
    numbers = {Node(before, number).text: number for number in range(len(before.starts))}
    after = yaml_text.parse(Source(apply(TEXT, edits)))
    prove_scalars(before, after, sorted(edits), {numbers[old]: new for old, new in wished.items()})


def test_scalars_that_say_what_was_wished_pass():
    proven_scalars({"one": "1", "three": "drei"}, at("one", "'1'"), at("'three'", "drei"))


@pytest.mark.parametrize(
    ("edits", "fault"),
    [
        ([at("one", "2")], "did not come out"),
        ([at("one", "1\nz: 2")], "beside it"),  # an entry more
        ([at("one", "!t 1")], "beside it"),
        ([at("one", "&y 1")], "beside it"),
        ([at("one", "[1]")], "beside it"),
        ([at("one", "1"), at("two", "2")], "beside it"),  # an edit of another scalar
        ([at("one", "1"), at("d:", "d: # ")], "beside it"),
        ([at("one\n", "1\n\n")], "beside it"),  # reaches out of the scalar
        ([], "did not come out"),
    ],
)
def test_an_edit_that_does_more_or_less_than_its_scalar_is_found_out(edits: list[Edit], fault: str):
    with pytest.raises(EditError, match=fault) as raised:
        proven_scalars({"one": "1"}, *edits)
    assert (raised.value.line, raised.value.column) == (1, 4)
