"""Replicate's predictions: streamed as plain text, unstreamed and asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Kind, Place, Said, api_of
from cassette_cli.apis.replicate import REPLICATE
from cassette_cli.parts import Blob, Other, Text, Uri
from cassette_cli.reassembling import reassemble
from tests.apis.completions import pieces, words
from tests.recorded import interaction

URL = "https://stream.replicate.com/v1/files/abc"
PREDICTION = {
    "id": "p1",
    "model": "meta/llama",
    "version": "v",
    "input": {"prompt": "hi"},
    "output": None,
    "error": None,
    "status": "starting",
    "urls": {"get": "https://api.replicate.com/v1/predictions/p1"},
}
PICTURE = "data:image/png;base64,AAEC"
DELIVERED = "https://replicate.delivery/x/out-0.mp3"


def value_of(data: str) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None


def unstream(*events: tuple[str, str]) -> Answer:
    return REPLICATE.unstream(Said(number, name, value_of(data), data) for number, (name, data) in enumerate(events))


def sse(*events: tuple[str, str]) -> str:
    """A line break in the data is a further line; comments as a server sends them."""
    lines = (
        f"event: {name}\nid: 1:{at}\ndata: " + data.replace("\n", "\ndata: ") for at, (name, data) in enumerate(events)
    )
    return ": hi\n\n" + "".join(line + "\n\n" for line in lines)


@given(words, st.data())
def test_pieces_are_joined_as_they_are_and_say_what_a_list_of_them_says(text, data):
    cut = data.draw(pieces(text))
    talk = reassemble(interaction(sse(*(("output", piece) for piece in cut), ("done", "{}")), url=URL))
    assert (talk.api, talk.text, talk.stream.complete, talk.unread) == ("replicate.predictions", text, True, {})
    assert talk.answers[0].finish_reason == "stop"
    (said,) = talk.answers
    (whole,) = REPLICATE.read_answer({"output": cut, "status": "succeeded"}).answers
    assert (whole.parts, whole.finish_reason) == (said.parts, said.finish_reason)


def test_a_stream_is_told_by_its_events_where_the_host_is_hidden():
    ended = reassemble(interaction(sse(("output", "a "), ("output", "{}"), ("done", "{}")), url="http://localhost/x"))
    assert (ended.api, ended.provider, ended.text) == ("replicate.predictions", "replicate", "a {}")
    cut = reassemble(interaction(sse(("output", "a "), ("output", "b")), url="http://localhost/x"))
    assert (cut.text, cut.stream.complete) == ("a b", False)


@given(words, st.data())
def test_every_piece_is_all_of_an_events_data(text, data):
    cut = data.draw(pieces(text))
    made = unstream(*(("output", piece) for piece in cut), ("done", "{}"))
    origin = made.origin(("output",))
    assert origin.kind is Kind.JOINED
    assert origin.places == tuple(Place(at, ()) for at in range(len(cut)))
    assert made.value == {"output": text, "status": "succeeded"}
    assert made.origin(("status",)).kind is Kind.SYNTHETIC


@given(words, st.data())
def test_a_stream_that_is_cut_anywhere_says_the_beginning_and_that_it_is_cut(text, data):
    cut = data.draw(pieces(text))
    for count in range(1, len(cut) + 1):
        talk = reassemble(interaction(sse(*(("output", piece) for piece in cut[:count])), url=URL))
        assert not talk.stream.complete
        assert talk.text == "".join(cut[:count])
        assert [answer.finish_reason for answer in talk.answers] in (["error"], [])


def test_a_piece_that_is_json_is_text_too():
    talk = reassemble(
        interaction(sse(("output", "42"), ("output", ' {"a": 1}'), ("output", ""), ("done", "{}")), url=URL)
    )
    assert talk.text == '42 {"a": 1}'


@pytest.mark.parametrize(
    ("events", "status", "error"),
    [
        ([("done", '{"reason": "canceled"}')], "canceled", None),
        ([("done", '{"reason": "error"}')], "failed", None),
        ([("error", "out of\nmemory"), ("done", '{"reason": "error"}')], "failed", "out of memory"),
        ([("error", '{"detail": "An unexpected error"}')], "failed", "An unexpected error"),
    ],
)
def test_how_it_ends_is_told(events, status, error):
    made = unstream(("output", "a"), *events)
    assert made.value["status"] == status
    assert REPLICATE.read_answer(made.value).error == error
    assert REPLICATE.is_complete(made.value, "")
    assert made.unread == {}


def test_files_come_whole_and_are_a_list():
    made = unstream(("output", PICTURE), ("output", DELIVERED), ("logs", "step 1"), ("done", "{}"))
    assert made.value["output"] == [PICTURE, DELIVERED]
    (said,) = REPLICATE.read_answer(made.value).answers
    assert said.parts == (
        Blob("image", "image/png", "AAEC", at=("output", 0)),
        Uri("audio", None, DELIVERED, at=("output", 1)),
    )


def test_what_is_unknown_is_unread():
    made = unstream(
        ("output", PICTURE), ("output", "a"), ("mood", "blue"), ("done", '{"reason": "bored"}'), ("done", "x")
    )
    assert made.unread == {"events/1": "a", "events/2": "blue", "events/3": '{"reason": "bored"}', "events/4": "x"}
    assert not REPLICATE.is_complete(made.value, "")


@pytest.mark.parametrize(
    ("output", "parts"),
    [
        ("a b", (Text(content="a b", at=("output",)),)),
        (["a", " b"], (Text(content="a b", at=("output",)),)),
        (DELIVERED, (Uri("audio", None, DELIVERED, at=("output",)),)),
        ({"a": 1}, (Other(raw={"a": 1}, at=("output",)),)),
        ([1, "a"], (Other(raw=[1, "a"], at=("output",)),)),
    ],
)
def test_an_output_is_text_or_files_or_kept_as_it_is(output, parts):
    (said,) = REPLICATE.read_answer({**PREDICTION, "status": "succeeded", "output": output}).answers
    assert said.parts == parts
    assert (said.finish_reason, said.finish_reason_raw) == ("stop", "succeeded")


def test_a_prediction_without_output_is_told_by_its_status():
    read = REPLICATE.read_answer(PREDICTION)
    assert (read.outcome, read.answers, read.id, read.model) == ("prediction starting", (), "p1", "meta/llama")
    failed = REPLICATE.read_answer({**PREDICTION, "status": "failed", "error": "CUDA out of memory", "mood": 1})
    assert (failed.outcome, failed.error, failed.unread) == (None, "CUDA out of memory", {"mood": 1})
    assert REPLICATE.read_answer({"detail": "no", "status": 404, "title": "x"}).error == "no"


def test_tokens_are_counted_among_the_metrics():
    metrics = {"input_token_count": 5, "output_token_count": 2, "predict_time": 0.5}
    usage = REPLICATE.read_answer({**PREDICTION, "metrics": metrics}).usage
    assert (usage.input_tokens, usage.output_tokens, usage.raw) == (5, 2, metrics)
    assert REPLICATE.read_answer(PREDICTION).usage is None


@pytest.mark.parametrize(
    ("answer", "url", "event", "is_it"),
    [
        (None, "", "output", True),
        (42, "", "output", True),
        ({}, "", "done", True),
        ({}, "", "output", True),
        ({"reason": "canceled"}, "http://localhost", "done", True),
        ({"detail": "no"}, URL, "error", True),
        (PREDICTION, "", "", True),
        ({"detail": "no", "status": 404}, "https://api.replicate.com/v1/models/meta/llama/predictions", "", True),
        (None, "https://api.replicate.com/v1/predictions/p1", "", True),
        (PREDICTION, "https://api.replicate.com/v1/trainings/t", "", False),
        ({"detail": "no"}, "", "error", False),
        ({"text": "a"}, "", "output", False),
        ({"text": "a"}, "", "done", False),
        (None, "", "done", False),
        ({"status": "processing", "urls": []}, "", "", False),
        ({"status": [], "urls": {}}, "", "", False),
        (None, "https://notreplicate.com/v1/predictions", "", False),
    ],
)
def test_it_is_told_by_its_events_or_by_a_predictions_members(answer, url, event, is_it):
    assert (getattr(api_of(Call(None, answer, url, event)), "name", None) == "replicate.predictions") is is_it


def test_the_prompt_with_its_pictures_is_what_the_user_says():
    given = {
        "prompt": "hi",
        "system_prompt": "be brief",
        "image": PICTURE,
        "images": ["https://x/a.png", 7],
        "top_k": 9,
    }
    url = "https://api.replicate.com/v1/models/meta/llama-3/predictions"
    read = REPLICATE.read_request({"input": given, "stream": True, "webhook": "w"}, url)
    assert read.model == "meta/llama-3"
    assert [(part.content, part.at) for part in read.system_instructions] == [("be brief", ("input", "system_prompt"))]
    assert read.messages[0].parts == (
        Text(content="hi", at=("input", "prompt")),
        Blob("image", "image/png", "AAEC", at=("input", "image")),
        Uri("image", None, "https://x/a.png", at=("input", "images", 0)),
        Other(raw=7, at=("input", "images", 1)),
    )
    assert read.parameters == {"webhook": "w", "top_k": 9}
    assert REPLICATE.read_request({"version": "v", "input": "x"}, "").unread == {"input": "x"}
    assert REPLICATE.read_request({"version": "v"}, "").model == "v"


NAMES = st.sampled_from(
    ("output", "status", "urls", "error", "detail", "metrics", "input", "prompt", "images", "reason")
)
SCALARS = st.none() | st.booleans() | st.integers(-1, 3) | st.floats() | st.sampled_from(("", "a", "failed", PICTURE))
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=20
)


@given(st.lists(st.tuples(st.sampled_from(("output", "logs", "error", "done", "")), ANYTHING), max_size=5))
def test_no_json_whatever_makes_it_fail(values):
    made = REPLICATE.unstream(Said(at, name, value, str(value)) for at, (name, value) in enumerate(values))
    REPLICATE.read_answer(made.value)
    for name, value in values:
        REPLICATE.recognises(Call(value, value, URL, name))
        if isinstance(value, dict):
            REPLICATE.read_answer(value)
            REPLICATE.read_request(value, URL)
            REPLICATE.is_complete(value, "")


def test_true_is_no_count():
    assert REPLICATE.read_answer({"metrics": {"input_token_count": True}}).usage.input_tokens is None
