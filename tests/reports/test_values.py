"""JSON values and the bodies that hold them, laid out (`reports.values`, `reports.http_text`)."""

from __future__ import annotations

import json
from base64 import b64encode

from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.reports.blocks import drawn
from cassette_cli.reports.http_text import body_block, kind
from cassette_cli.reports.lines import plain
from cassette_cli.reports.values import named_rows, pretty_rows, without_media
from tests.reports.made import PAGE, PIPE, cassette, exchange
from tests.reports.test_media import PNG

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["C", "Z"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4),
)


@given(JSON)
def test_pretty_json_says_the_same(value: object) -> None:
    assert json.loads("\n".join(plain(row.line) for row in pretty_rows(value, PIPE))) == value


def test_media_inside_of_json_are_one_line() -> None:
    picture = b64encode(PNG + bytes(300)).decode()
    told = without_media({"data": [{"b64_json": picture}, {"url": f"data:image/png;base64,{picture}"}]}, PIPE)
    assert told["data"][0]["b64_json"].startswith("▣ image/png 1024×1536, 333 B, sha256 ")
    assert told["data"][0]["b64_json"] == told["data"][1]["url"]
    assert without_media(["A" * 400, "short", 1], PIPE) == ["A" * 400, "short", 1]


def test_names_stand_in_a_column() -> None:
    told = [plain(row.line) for row in named_rows({"a": 1, "long name": "two\nlines", "c": {"d": []}}, PAGE, 60)]
    assert told == ["a          1", "long name  two", "           lines", 'c          {"d": []}']


def test_a_long_name_does_not_push_the_other_values_to_the_right() -> None:
    long = "a_name_of_more_than_sixteen"
    told = [plain(row.line) for row in named_rows({"a": 1, long: 2, f"{long}_too": "two\nlines"}, PAGE, 60)]
    assert told == ["a  1", f"{long}  2", f"{long}_too", "   two", "   lines"]


def test_a_body_is_labelled_by_what_it_is() -> None:
    made = {
        "json": exchange("{}", kind="text/plain"),
        "html": exchange("<p>", kind="text/html"),
        "xml": exchange("<p/>", kind="application/xml"),
        "body": exchange("words"),
    }
    for label, each in made.items():
        body = cassette(each).interactions[0].response.body
        assert [block.label for block in body_block(body, PAGE)] == [label]
    empty = cassette(exchange("")).interactions[0].response.body
    assert (list(body_block(empty, PAGE)), kind(empty)) == ([], "")


def test_a_form_with_a_name_twice_shows_it_twice() -> None:
    made = exchange(asked="a=1&a=2", method="POST", sent="application/x-www-form-urlencoded; charset=utf-8")
    (block,) = body_block(cassette(made).interactions[0].request.body, PAGE)
    assert [plain(row) for row in drawn(block, PAGE)] == ['     form  a  "1"', '           a  "2"']


def test_what_only_the_provider_can_read_is_said_by_its_length() -> None:
    cipher = {"encrypted_content": "Ab" * 50, "title": "T"}
    assert without_media(cipher, PAGE) == {"encrypted_content": "encrypted, 100 characters", "title": "T"}
    assert without_media(cipher, PAGE._replace(full=True)) == cipher
    assert without_media({"signature": "short"}, PAGE) == {"signature": "short"}
