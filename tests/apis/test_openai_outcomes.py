"""Calls that answer with no message: told by what came back."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis import Call, Said, api_of
from cassette_cli.apis.openai_outcomes import OPENAI_OUTCOMES
from cassette_cli.parts import Blob, Other, Uri
from tests.apis.origins import check_origins

BY_NAME = {api.name: api for api in OPENAI_OUTCOMES}
VECTORS = {
    "object": "list",
    "model": "m",
    "data": [{"embedding": [0.1] * 3, "index": 0}, {"embedding": [0.2] * 3, "index": 1}],
}
FLAGGED = {
    "id": "modr-1",
    "model": "m",
    "results": [{"flagged": True, "categories": {"violence": True, "hate": False}}],
}


@pytest.mark.parametrize(
    ("answer", "name", "outcome"),
    [
        (VECTORS, "openai.embeddings", "2 vectors of 3 numbers"),
        ({"data": [{"embedding": "AAAAAAAAAAA="}]}, "openai.embeddings", "1 vector of 2 numbers"),
        (FLAGGED, "openai.moderations", "flagged: violence"),
        ({"results": [{"flagged": False, "categories": {}}]}, "openai.moderations", "nothing flagged"),
        ({"created": 1, "data": [{"b64_json": "AAAA"}]}, "openai.images", "1 image"),
    ],
)
def test_an_answer_tells_its_api_and_its_outcome(answer, name, outcome):
    api = api_of(Call(None, answer, ""))
    assert (api.name, api.read_answer(answer).outcome) == (name, outcome)


def test_images_are_media():
    images = BY_NAME["openai.images"]
    read = images.read_answer({"data": [{"b64_json": "AAAA"}, {"url": "http://a/b.png"}], "output_format": "webp"})
    assert [type(part) for part in read.answers[0].parts] == [Blob, Uri]
    assert read.answers[0].parts[0].mime_type == "image/webp"


def test_speech_is_known_by_its_address_alone():
    speech = BY_NAME["openai.speech"]
    assert api_of(Call({"model": "tts", "input": "Ahoj"}, None, "http://a/v1/audio/speech")) is speech
    asked = speech.read_request({"model": "tts", "input": "Ahoj", "voice": "alloy"}, "")
    assert (asked.messages[0].text, asked.parameters) == ("Ahoj", {"voice": "alloy"})


def test_what_is_asked_is_a_message_a_text():
    asked = BY_NAME["openai.embeddings"].read_request({"model": "m", "input": ["a", "b"]}, "")
    assert [message.text for message in asked.messages] == ["a", "b"]


def test_an_error_is_an_error_and_no_outcome():
    api = BY_NAME["openai.embeddings"]
    assert api.recognises(Call(None, {"error": {"message": "no"}}, "http://a/v1/embeddings"))
    assert (api.read_answer({"error": {"message": "no"}}).error, api.read_answer({"error": "no"}).outcome) == (
        "no",
        None,
    )


@pytest.mark.parametrize("answer", [{"data": []}, {"data": [{"id": 1}]}, {"results": [{"generated_text": "a"}]}, {}, 5])
def test_other_answers_are_nobodys(answer):
    assert not any(api.recognises(Call(None, answer, "")) for api in OPENAI_OUTCOMES)


@given(
    st.dictionaries(
        st.sampled_from(["data", "results", "usage", "error", "id"]),
        st.none()
        | st.integers()
        | st.lists(
            st.dictionaries(
                st.sampled_from(["embedding", "b64_json", "flagged", "categories", "url"]),
                st.none()
                | st.integers()
                | st.text(max_size=3)
                | st.lists(st.integers())
                | st.dictionaries(st.text(max_size=2), st.booleans()),
            ),
            max_size=3,
        ),
    )
)
def test_whatever_comes_nothing_raises(value):
    for api in OPENAI_OUTCOMES:
        api.recognises(Call(value, value, "http://a/v1/embeddings"))
        api.read_answer(value)
        api.read_request(value, "")
        api.unstream([Said(0, "", value)])
        api.unstream([Said(0, "image_edit.completed", value), Said(1, "speech.audio.delta", value)])


def test_tokens_and_texts_that_are_asked_know_where_they_stand():
    embeddings = BY_NAME["openai.embeddings"]
    assert [message.parts[0].at for message in embeddings.read_request({"input": ["a", "b"]}, "").messages] == [
        ("input", 0),
        ("input", 1),
    ]
    tokens = embeddings.read_request({"input": [1, 2]}, "")
    assert tokens.messages[0].parts == (Other(raw=[1, 2], at=("input",)),)


def test_what_was_painted_and_what_nobody_knows_is_unread():
    read = BY_NAME["openai.images"].read_answer({"data": [{"b64_json": "AAAA", "revised_prompt": "a cat"}], "mood": 1})
    assert read.unread == {"mood": 1, "data/0/revised_prompt": "a cat"}
    assert BY_NAME["openai.embeddings"].unstream([Said(0, "", [1])]).unread == {"events/0": [1]}


def test_true_is_no_count():
    usage = BY_NAME["openai.embeddings"].read_answer({**VECTORS, "usage": {"prompt_tokens": True}}).usage
    assert (usage.input_tokens, usage.raw) == (None, {"prompt_tokens": True})


def painting(kind: str, data: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "b64_json": data, "output_format": "webp", "size": "8x8", "created_at": 7, **more}


@pytest.mark.parametrize("kind", ["image_generation", "image_edit"])
def test_a_streamed_image_is_the_finished_one(kind: str):
    events = [
        *(painting(f"{kind}.partial_image", "AAA" + str(at), partial_image_index=at) for at in range(2)),
        painting(f"{kind}.completed", "BBBB", usage={"input_tokens": 3, "output_tokens": 4}),
    ]
    api = api_of(Call(None, events[0], ""))
    answer = api.unstream(Said(number, "", each) for number, each in enumerate(events))
    usage = {"input_tokens": 3, "output_tokens": 4}
    whole = {"data": [{"b64_json": "BBBB"}], "output_format": "webp", "size": "8x8", "created": 7, "usage": usage}
    assert (api.name, answer.value, answer.unread) == ("openai.images", whole, {})
    check_origins(answer, events)
    read = api.read_answer(answer.value)
    assert (read.outcome, read.usage.output_tokens, read.unread) == ("1 image", 4, {})
    assert read.answers[0].parts[0].mime_type == "image/webp"
    assert [api.is_complete(answer.value, json.dumps(each)) for each in events] == [False, False, True]


def test_of_an_image_that_was_not_finished_the_last_rough_one_stays_and_each_finished_one_is_one():
    rough, done = painting("image_generation.partial_image", "AAAA"), painting("image_generation.completed", "BBBB")
    images = BY_NAME["openai.images"]
    answer = images.unstream(Said(number, "", each) for number, each in enumerate([rough, done, done, rough]))
    assert [each["b64_json"] for each in answer.value["data"]] == ["BBBB", "BBBB", "AAAA"]


def test_an_image_is_known_by_the_name_of_its_event_too():
    call = Call(None, {"b64_json": "AAAA", "partial_image_index": 0}, "", "image_edit.partial_image")
    assert api_of(call).name == "openai.images"


def test_streamed_speech_is_one_sound():
    events = [
        {"type": "speech.audio.delta", "audio": b64encode(each).decode()} for each in (b"RI", b"FF", b"more of it")
    ]
    events.append({"type": "speech.audio.done", "usage": {"input_tokens": 3, "output_tokens": 4}})
    api = api_of(Call(None, events[0], ""))
    answer = api.unstream(Said(number, "", each) for number, each in enumerate(events))
    assert (api.name, answer.unread) == ("openai.speech", {})
    check_origins(answer, events)
    read = api.read_answer(answer.value)
    (sound,) = read.answers[0].parts
    assert (sound.modality, b64decode(sound.content)) == ("audio", b"RIFFmore of it")
    assert (read.usage.input_tokens, read.usage.output_tokens, read.unread) == (3, 4, {})
    assert [api.is_complete(answer.value, json.dumps(each)) for each in events] == [False, False, False, True]


@pytest.mark.parametrize("name", ["openai.images", "openai.speech"])
def test_an_error_that_ends_a_stream_is_heard_and_what_is_no_event_of_it_kept(name: str):
    api = BY_NAME[name]
    answer = api.unstream([Said(0, "", {"type": "error", "error": {"message": "no"}}), Said(1, "", [1])])
    assert (api.read_answer(answer.value).error, answer.unread) == ("no", {"events/1": [1]})
    assert api.read_answer(api.unstream([Said(0, "", {"type": "new", "x": 1})]).value).unread == {"type": "new", "x": 1}
