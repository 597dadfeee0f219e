"""A stream event by event: what changes is shown, what stays is said once, nothing is out of sight."""

from __future__ import annotations

from struct import pack
from zlib import crc32

from cassette_cli.documents.layers import Source
from cassette_cli.framings import Framing
from cassette_cli.framings.aws_event_stream import AWS_EVENT_STREAM
from cassette_cli.framings.json_lines import JSON_LINES
from cassette_cli.framings.sse import SSE
from cassette_cli.reports.blocks import drawn
from cassette_cli.reports.events_text import event_blocks
from cassette_cli.reports.page import Page
from tests.reports.made import PAGE, rows


def told(body: str, page: Page = PAGE, framing: Framing = SSE) -> list[str]:
    return [row for block in event_blocks(framing, Source(body), page) for row in rows(drawn(block, page))]


def test_nulls_and_empty_texts_are_left_out_and_an_event_of_them_says_so() -> None:
    assert told('data: {"a": null, "b": "", "c": []}\n\n') == ["        0  nothing new"]


def test_names_comments_and_what_is_no_json_are_shown() -> None:
    body = ': hello\n\nevent: tide\ndata: {"h": 1}\n\ndata: plain\ndata: two\n\nevent: end\ndata:\n\n'
    assert told(body) == [
        "        ⋮  : hello",
        "        0  tide · /h 1",
        "        1  plain",
        "           two",
        "        2  end",
        "           empty",
    ]


def test_a_leaf_is_constant_only_if_it_never_differs() -> None:
    events = [f'data: {{"id": "x", "n": {number}, "a/b~": true}}\n\n' for number in (1, 1, 2)]
    assert told("".join(events)) == [
        ' constant  /id "x" · /a~1b~0 true',
        "        0  /n 1",
        "        1  /n 1",
        "        2  /n 2",
    ]


def test_an_event_that_has_no_room_in_two_lines_has_a_leaf_a_line() -> None:
    body = f'data: {{"one": "{"x" * 40}", "a": 1, "two": "{"y" * 40}"}}\n\n'
    assert told(body) == [f'        0  /one "{"x" * 40}" · /a 1', f'           /two "{"y" * 40}"']
    body = f'data: {{"one": "{"x" * 40}", "a": 1, "two": "{"y" * 40}", "three": "{"z" * 40}"}}\n\n'
    assert [row.split()[-1] for row in told(body)] == [f'"{"x" * 40}"', "1", f'"{"y" * 40}"', f'"{"z" * 40}"']


def test_a_type_that_only_repeats_the_events_name_is_left_out() -> None:
    assert told('event: ping\ndata: {"type": "ping", "n": 1}\n\n') == ["        0  ping · /n 1"]
    assert told('event: ping\ndata: {"type": "pong"}\n\n') == ['        0  ping · /type "pong"']
    assert told('data: {"type": "ping"}\n\n') == ['        0  /type "ping"']


def test_of_more_events_than_are_wanted_the_rest_is_counted() -> None:
    body = ": hello\n\n" + "".join(f"data: {number}\n\n" for number in range(6))
    blocks = event_blocks(SSE, Source(body), PAGE, 3)
    assert [row for block in blocks for row in rows(drawn(block, PAGE))] == [
        "        ⋮  : hello",
        "        0  0",
        "        1  1",
        "        ⋮  4 more events (--events)",
    ]
    full = PAGE._replace(full=True)
    assert len(list(event_blocks(SSE, Source(body), full, 3))) == 7


def test_with_all_asked_for_events_are_as_they_were_sent() -> None:
    body = 'event: a\ndata: {"id": "x", "n": null}\n\n' * 3
    assert told(body, PAGE._replace(full=True))[:2] == ["        0  a", '           {"id": "x", "n": null}']


def test_a_stream_that_ends_within_an_event_says_so() -> None:
    assert told('data: {"a": 1}')[-1] == "        !  the stream ends within this event"


def test_blank_lines_are_nothing_to_show() -> None:
    assert told('{"h": 1}\n\n \n{"h": 2}\n', framing=JSON_LINES) == ["        0  /h 1", "        1  /h 2"]


def test_a_frame_that_is_no_event_is_shown_by_what_can_be_read_of_it() -> None:
    lengths = pack(">II", 20, 0)
    cut = (lengths + pack(">I", crc32(lengths)) + b"\1").decode("latin-1")
    assert told(cut, framing=AWS_EVENT_STREAM) == [
        "        ⋮  cut 13 of a frame's 20 bytes",
        "        !  the stream ends within this event",
    ]
