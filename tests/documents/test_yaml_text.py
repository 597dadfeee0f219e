from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cassette_cli.documents.layers import Source
from cassette_cli.documents.nodes import Node, Tree
from cassette_cli.documents.styles import DEPTH_LIMIT
from cassette_cli.documents.yaml_text import YAML, _filled, parse
from cassette_cli.errors import ParseError
from tests.documents.yaml_documents import documents
from tests.documents.yaml_parsers import accepted, check, pure
from tests.documents.yaml_suite import cases
from tests.shared import CORPUS, needs_corpus, needs_suites


def tree(text: str) -> Tree:
    return parse(Source(text))


def sources(text: str) -> list[str]:
    """What stands between the marks of each node."""
    found = tree(text)
    return [Node(found, index).source for index in range(len(found.starts))]


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("a: 1\n", ["a: 1", "a", "1"]),
        ("- a\n-  b # c\n", ["- a\n-  b", "a", "b"]),
        ("a:\n- b\nc: d\n", ["a:\n- b\nc: d", "a", "- b", "b", "c", "d"]),
        ("- a: 1\n  b: 2\n\n# c\n", ["- a: 1\n  b: 2", "a: 1\n  b: 2", "a", "1", "b", "2"]),
        ("[a, {b: c}] # d\n", ["[a, {b: c}]", "a", "{b: c}", "b", "c"]),
        ("a: [b]\n", ["a: [b]", "a", "[b]", "b"]),
        ("a: |\n  x\n\nb: >-\n  y\n", ["a: |\n  x\n\nb: >-\n  y\n", "a", "|\n  x\n\n", "b", ">-\n  y\n"]),
        ("[a: b, ? c : d]", ["[a: b, ? c : d]", "a: b", "a", "b", "? c : d", "c", "d"]),
        ("é: '😀'\r\nb: ü", ["é: '😀'\r\nb: ü", "é", "'😀'", "b", "ü"]),
        # tag and anchor stay outside, comments and line breaks after them, too
        ("a: !!str 1\nb: &x !t 'y'\n", ["a: !!str 1\nb: &x !t 'y'", "a", "1", "b", "'y'"]),
        ("a: !t &b # c\n  # d\n  x: 1\n", ["a: !t &b # c\n  # d\n  x: 1", "a", "x: 1", "x", "1"]),
        ("&m\n&k a: b\n", ["&k a: b", "a", "b"]),
        ("a: &x\n- &y\n  b: 1\n", ["a: &x\n- &y\n  b: 1", "a", "- &y\n  b: 1", "b: 1", "b", "1"]),
        ("!<tag:a> [! b]", ["[! b]", "b"]),
        ("&a a: *a\n", ["&a a: *a", "a", "*a"]),
    ],
)
def test_nodes_stand_where_they_are_written(text: str, nodes: list[str]) -> None:
    assert sources(text) == nodes


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("key:   # comment\n", "key:"),
        ("- \n- a\n", "-"),
        ("? a\n", "? a"),
        ("? a # c\nb: c\n", "? a"),
        ("? # c\n: b\n", "?"),
        ("{a: , b: c}", "{a:"),
        ("{b , c: d}", "{b"),
        ("{b: c, ? : d}", "{b: c, ?"),
        ("- ? a\n  :\n\n  ? b\n  : c\n", "- ? a\n  :"),
        ("key: !!null # c\nb: 1\n", "key: !!null"),
        ("[&x , b]", "[&x"),
        ("--- # c\n...\n", "---"),
        ("- a: b\n---\n- c: d\n---", "- a: b\n---\n- c: d\n---"),
    ],
)
def test_an_empty_scalar_stands_just_after_what_introduces_it(text: str, before: str) -> None:
    found = tree(text)
    assert [text[:start] for start, end in zip(found.starts, found.ends, strict=True) if start == end] == [before]


@pytest.mark.parametrize(
    ("text", "before"),
    [("a:   # c\nb: 'x\u2028y'\nc: x\u2028y", "a:"), ("? # c\n: x\u2028y\n", "?"), ("{a: , b: x\u2028y}", "{a:")],
)
def test_an_empty_scalar_stands_there_too_if_only_the_pure_parser_reads_the_text(text: str, before: str) -> None:
    test_an_empty_scalar_stands_just_after_what_introduces_it(text, before)


def test_documents_are_roots_and_anchors_end_with_them() -> None:
    found = tree("--- &a x\n--- [1, &a y, *a]\n...\n--- |\n z\n")
    assert [Node(found, root).value for root in found.roots] == ["x", [1, "y", "y"], "z\n"]


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---", "--- \n...\n"])
def test_a_text_without_a_document_has_no_roots_and_an_empty_document_is_null(text: str) -> None:
    found = tree(text)
    assert [Node(found, root).value for root in found.roots] == [None] * ("---" in text)


@pytest.mark.parametrize("text", ["a: x\u2028y\n", 'a: "\\ud83d\\ude00"\n', "a: [http://a/b?c=d]\n", "a:\tb\n"])
def test_what_one_of_the_two_parsers_refuses_is_read_by_the_other(text: str) -> None:
    assert tree(text).root.at(("a",))


def test_the_bytes_may_be_handed_over_with_the_text() -> None:
    text = "é: ü\n"
    assert parse(Source(text), text.encode()).root.value == {"é": "ü"}


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a: b: c\n", "1:5", "mapping values are not allowed in this context"),
        (
            "a:\n  b: [1, 2\n",
            "3:1",
            "did not find expected ',' or ']' while parsing a flow sequence that starts in line 2",
        ),
        ('a: "x\n', "2:1", "found unexpected end of stream while scanning a quoted scalar that starts in line 1"),
        ("a: 1\nb: *x\n", "2:4", "the alias *x; expected an anchor &x before it"),
        ("--- &x a\n--- *x\n", "2:5", "the alias *x; expected an anchor &x before it"),
        ("a: &x [1, *x]\n", "1:11", "the alias *x inside its own anchor; expected a value that ends"),
        ("a: 'é\x01'\n", "1:6", "the character U+0001; expected an escape: YAML has no such character"),
        ("a: '\ud800'\n", "1:5", "the character U+D800; expected an escape: YAML has no such character"),
        ("\ufeffa: 1\n", "1:1", "a second byte order mark; expected YAML"),
        ("%YAML 1.3\n---\n", "1:1", "found incompatible YAML document"),
        ('"\\U99999999"', "1:4", "found invalid Unicode character escape code while parsing a quoted scalar"),
        (
            "[" * (DEPTH_LIMIT + 1),
            f"1:{DEPTH_LIMIT + 1}",
            "a value inside too many others; expected a nesting of at most 256",
        ),
        ("- " * (DEPTH_LIMIT + 1) + "a", f"1:{2 * DEPTH_LIMIT + 1}", "a value inside too many others"),
    ],
)
def test_a_fault_is_one_line_with_its_place(text: str, place: str, said: str) -> None:
    with pytest.raises(ParseError) as caught:
        tree(text)
    assert str(caught.value).startswith(f"{place}: error: {said}")
    assert "\n" not in str(caught.value)


def test_aliases_nest_no_deeper_than_brackets_may() -> None:
    def nested(levels: int) -> str:
        return "- &a0 []\n" + "".join(f"- &a{number} [*a{number - 1}]\n" for number in range(1, levels))

    assert tree(nested(DEPTH_LIMIT - 1)).root.at((-1,)).value
    with pytest.raises(ParseError, match="too many others"):
        tree(nested(DEPTH_LIMIT))


def test_a_billion_laughs_are_refused_before_anyone_follows_the_aliases() -> None:
    laughs = "- &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    laughs += "".join(f"- &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10))
    with pytest.raises(ParseError, match="aliases that repeat more than 64 MiB"):
        tree(laughs)
    with pytest.raises(ParseError, match="aliases that repeat more than 64 MiB"):
        tree(f"- &long {'x' * 70_000}\n" + "- *long\n" * 1_000)
    assert len(tree("- &a [1, 2]\n" + "- *a\n" * 1_000).root.value) == 1_001


def test_no_tag_of_a_file_builds_anything() -> None:
    text = "a: !!python/object/apply:os.system [exit 1]\nb: !!binary aGk=\nc: !ruby/object:X {d: 1}\n"
    assert tree(text).root.value == {"a": ["exit 1"], "b": "aGk=", "c": {"d": 1}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("'12'", "12"), ("yes", "yes"), ("! 12", "12"), ("!t 12", "12"),
        ("!!str 12", "12"), ("!!int 12", 12), ("!!int '12'", 12), ("!!int x", "x"), ("!!float 0", 0.0),
        ("!!null ''", None), ("!!null", None), ("!!bool true", True), ("!!binary aGk=", "aGk="),
    ],
)  # fmt: skip
def test_a_core_tag_says_the_type_and_any_other_leaves_the_text(text: str, value: object) -> None:
    found = tree(text).root.value
    assert (found, type(found)) == (value, type(value))


def test_the_parser_is_imported_only_when_something_is_parsed() -> None:
    code = "import sys, cassette_cli.documents.yaml_text; sys.exit('ruamel.yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_the_tree_says_what_the_parsers_events_say(text: str) -> None:
    check(tree(text), accepted(text))


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_both_parsers_fill_the_same_tree(text: str) -> None:
    one, other = tree(text), _filled(Tree(Source(text), YAML), iter(pure(text)))
    for name in ("styles", "starts", "ends", "after", "roots", "tags", "anchors", "targets"):
        assert getattr(one, name) == getattr(other, name), name


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from(list("ab\n\t :-?,[]{}#&*!|>'\"%@`\\~1é\u2028\ufeff\x01\ud800")), max_size=20))
def test_any_text_is_a_tree_or_a_fault_with_a_place(text: str) -> None:
    try:
        found = tree(text)
    except ParseError as error:
        fault = error
    else:
        assert all(0 <= start <= end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
        return
    assert fault.line


# What libyaml 0.2.5 and ruamel.yaml 0.19 decide otherwise than YAML 1.2, by the test suite's names.
TOO_STRICT = {
    "a line break or an adjacent value before the colon in a flow mapping": "4MUZ-0 4MUZ-1 4MUZ-2 "
    "5MUD K3WX NJ66 9SA2 UT92 VJP3-1",
    "a tab that separates": "6BCT 6CA3 A2M4 DK95-0 DK95-3 DK95-4 Q5MG R4YG Y79Y-10",
    "an empty key in a flow sequence": "CFD4",
    "a stream that has `...` but no document": "HWV9 QT73 M7A3",
    "a tag that a comma ends": "WZ62",
    "directives that should be ignored": "BEC7 ZYU8-1 ZYU8-2 ZYU8-3",
}
TOO_LENIENT = {
    "lines of a flow collection or of a quoted scalar that are not further in": "9C9N QB6E DK95-1 Y79Y-3",
    "a comment without a space before it": "9JBA CVW2 SU5Z X4QW",
    "a directive after content, or one twice, or followed by junk": "9HCY EB22 MUS6-0 MUS6-1 RHX7",
    "a lone dash in a flow sequence": "G5U8 YJV2",
    "a comma in a tag": "U99R",
    "a comment less far in than the blank lines of a block scalar": "S98Z",
}


@needs_suites
def test_the_yaml_test_suite_is_accepted_and_refused_but_for_what_the_parsers_are_known_for() -> None:
    strict, lenient = [], []
    for case in cases():
        try:
            found = tree(case.text)
        except ParseError:
            if not case.must_fail:
                strict.append(case.name)
        else:
            check(found, accepted(case.text))
            if case.must_fail:
                lenient.append(case.name)
    assert sorted(strict) == sorted(" ".join(TOO_STRICT.values()).split())
    assert sorted(lenient) == sorted(" ".join(TOO_LENIENT.values()).split())


@needs_corpus
def test_every_yaml_file_of_the_corpus_is_the_tree_of_its_events() -> None:
    rows = [line.split("\t") for line in (CORPUS / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    files = [CORPUS / row[0] for row in rows if row[4] == "yaml"]
    assert files
    for path in files:
        data = path.read_bytes()
        text = data.decode().removeprefix("\ufeff")
        check(tree(text), accepted(text))
