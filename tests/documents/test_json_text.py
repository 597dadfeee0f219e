from __future__ import annotations

import json
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.json_text import parse, value
from cassette_cli.documents.layers import Source
from cassette_cli.documents.nodes import Node
from cassette_cli.documents.styles import DEPTH_LIMIT, Style
from cassette_cli.errors import ParseError
from tests.documents.json_values import documents
from tests.shared import CORPUS, SUITES, needs_corpus, needs_suites

SUITE = sorted((SUITES / "JSONTestSuite").glob("*.json"))
# What RFC 8259 leaves open, and what we do: numbers that do not fit become inf or 0.0, as in the standard library;
# lone surrogates are kept; these are refused because they are not UTF-8, and a byte order mark because the caller
# has taken it off.
REFUSED = {
    "i_string_UTF-16LE_with_BOM.json",
    "i_string_UTF-8_invalid_sequence.json",
    "i_string_UTF8_surrogate_U+D800.json",
    "i_string_invalid_utf-8.json",
    "i_string_iso_latin_1.json",
    "i_string_lone_utf8_continuation_byte.json",
    "i_string_not_in_unicode_range.json",
    "i_string_overlong_sequence_2_bytes.json",
    "i_string_overlong_sequence_6_bytes.json",
    "i_string_overlong_sequence_6_bytes_null.json",
    "i_string_truncated-utf-8.json",
    "i_string_utf16BE_no_BOM.json",
    "i_string_utf16LE_no_BOM.json",
    "i_structure_500_nested_arrays.json",  # deeper than DEPTH_LIMIT
    "i_structure_UTF-8_BOM_empty_object.json",
}


def root(text: str) -> Node:
    return parse(Source(text)).root


def fault(read: Callable[[str], object], text: str) -> ParseError | None:
    try:
        read(text)
    except ParseError as error:
        return error
    return None


def accepts(text: str) -> bool:
    """Whether the text is taken; both readers must agree, and say in one line where the fault is."""
    faults = [fault(root, text), fault(value, text)]
    assert str(faults[0]) == str(faults[1])
    for found in filter(None, faults):
        assert found.line > 0
        assert found.column > 0
        assert "\n" not in str(found)
    return faults == [None, None]


@given(documents())
def test_the_root_means_what_the_standard_library_reads(text: str) -> None:
    assert root(text).value == json.loads(text) == value(text)


@given(documents())
def test_every_node_is_the_json_of_its_own_value(text: str) -> None:
    tree = parse(Source(text))
    for index in range(len(tree.starts)):
        node = Node(tree, index)
        assert json.loads(node.source) == node.value


@given(documents(), st.integers(0, 200), st.sampled_from([*'"\\{}[],:x0- \x01', "NaN", "\\u12", ""]))
def test_a_damaged_text_is_accepted_by_both_readers_or_by_none(text: str, place: int, damage: str) -> None:
    accepts(text[:place] + damage + text[place + 1 :])


def test_spans_and_styles_of_a_small_document() -> None:
    tree = parse(Source(' {"a\\"" : [1, true, {}],\n"b":""} '))
    seen = [(Style(style), Node(tree, index).source) for index, style in enumerate(tree.styles)]
    assert seen == [
        (Style.FLOW_MAPPING, '{"a\\"" : [1, true, {}],\n"b":""}'),
        (Style.DOUBLE, '"a\\""'),
        (Style.FLOW_SEQUENCE, "[1, true, {}]"),
        (Style.PLAIN, "1"),
        (Style.PLAIN, "true"),
        (Style.FLOW_MAPPING, "{}"),
        (Style.DOUBLE, '"b"'),
        (Style.DOUBLE, '""'),
    ]
    assert tree.root.at(('a"', 1)) == Node(tree, 4)


def test_duplicate_names_stay_as_entries_and_the_last_one_is_read() -> None:
    node = root('{"a": 1, "b": 2, "a": 3}')
    assert [(key.text, member.value) for key, member in node.entries] == [("a", 1), ("b", 2), ("a", 3)]
    assert node.value == {"a": 3, "b": 2}


def test_lone_surrogates_are_decoded_as_such() -> None:
    assert root(r'["\ud800", "\udc00x", "\ud83d\ude00"]').value == ["\ud800", "\udc00x", "😀"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1:1: error: the end of the text; expected a JSON value"),
        ("[1,\n 2 3]", "2:4: error: '3'; expected ',' or the closing bracket"),
        ("[1]\n[2]", "2:1: error: '['; expected the end of the text after one JSON value"),
        ('{"a" 1}', "1:6: error: '1'; expected ':'"),
        ("{a: 1}", "1:2: error: 'a'; expected a name in double quotes"),
        ('["NaN",\n NaN]', "2:2: error: NaN; expected a JSON value, which has no such number"),
        ("-Infinity", "1:1: error: -Infinity; expected a JSON value, which has no such number"),
        ('["a\n"]', "1:4: error: '\\n'; expected an escape in place of a control character"),
        ('["abc', "1:2: error: '\"'; expected a closing quote to this string"),
        ("\ufeff[]", "1:1: error: '\\ufeff'; expected JSON (Unexpected UTF-8 BOM (decode using utf-8-sig))"),
    ],
)
def test_a_fault_says_where_it_is_what_was_found_and_what_was_expected(text: str, message: str) -> None:
    assert not accepts(text)
    assert str(fault(value, text)) == message


@pytest.mark.parametrize("depth", [DEPTH_LIMIT + 1, 5_000, 200_000])
@pytest.mark.parametrize("bracket", ["[", '{"a":'])
def test_too_deep_a_nesting_is_a_fault_at_the_first_bracket_too_many(depth: int, bracket: str) -> None:
    text = bracket * depth + "1" + "".join(reversed(bracket.replace('{"a":', "}").replace("[", "]"))) * depth
    assert not accepts(text)
    assert str(fault(value, text)).startswith(f"1:{len(bracket) * DEPTH_LIMIT + 1}: ")


def test_the_deepest_nesting_allowed_is_read() -> None:
    assert accepts("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT)
    assert accepts("[" + "[]," * DEPTH_LIMIT + '"[[["]')


def test_a_number_of_very_many_digits_is_read_as_its_text() -> None:
    digits = "7" * 5_000
    assert root(f"[1, -{digits}]").value == value(f"[1, -{digits}]") == [1, "-" + digits]


@needs_suites
@pytest.mark.parametrize("path", SUITE, ids=lambda path: path.stem)
def test_json_test_suite(path: Path) -> None:
    try:
        accepted = accepts(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError:
        accepted = False
    assert accepted == (path.name.startswith("y_") or (path.name.startswith("i_") and path.name not in REFUSED))


@needs_corpus
def test_every_json_file_of_the_corpus_means_what_the_standard_library_reads() -> None:
    read = 0
    for path in chain(CORPUS.rglob("*.json"), CORPUS.rglob("*.har")):
        text = path.read_bytes().decode("utf-8-sig")
        node = root(text)
        assert node.value == json.loads(text) == value(text)
        assert node.source == text.strip(" \t\r\n")
        read += 1
    assert read > 50
