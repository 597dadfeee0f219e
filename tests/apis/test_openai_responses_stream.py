"""A streamed response unstreamed is its twin, and every leaf of it knows where it came from."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Kind, Place, Said
from cassette_cli.apis.openai_responses import OPENAI_RESPONSES
from cassette_cli.reassembling import reassemble
from tests.apis.origins import check_origins
from tests.apis.responses_events import (
    DIALECTS,
    HEAD,
    NOTE,
    added,
    delta,
    done,
    framed,
    life,
    openai,
    response,
    resumed,
)
from tests.recorded import interaction
from tests.test_reassembling import check_glance

URL = "https://api.openai.com/v1/responses"


def unstream(*events: Any, name: str = "") -> Answer:
    return OPENAI_RESPONSES.unstream(Said(number, name, event) for number, event in enumerate(events))


def output(*events: Any) -> list[dict[str, Any]]:
    answer = unstream(life("created"), *events)
    check_origins(answer, [life("created"), *events])
    return answer.value["output"]


def test_what_only_an_earlier_final_response_says_is_unread():
    said = [{"type": "message", "id": f"m{n}", "content": [{"type": "output_text", "text": f"hi {n}"}]} for n in (0, 1)]
    events = [life("completed", [item]) for item in said]
    answer = unstream(*events)
    assert answer.value["output"] == [said[1]]
    assert answer.unread == {"events/0/response/output/0/content/0/text": "hi 0"}
    check_origins(answer, events)


def test_a_final_response_that_comes_twice_is_edited_in_both_events():
    events = [
        life("completed", [{"type": "message", "id": "m", "content": [{"type": "output_text", "text": "hi"}]}])
    ] * 2
    places = unstream(*events).origin(("output", 0, "content", 0, "text")).places
    assert [place.event for place in places] == [0, 1]


@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
@settings(max_examples=60)
def test_a_stream_of_each_dialect_is_its_unstreamed_twin(dialect, data):
    events, twin = data.draw(DIALECTS[dialect])
    answer = unstream(*events)
    assert answer.value == twin
    assert answer.unread == {}


@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
@settings(max_examples=60)
def test_every_leaf_is_what_its_origin_says(dialect, data):
    events, _ = data.draw(DIALECTS[dialect])
    check_origins(unstream(*events), events)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
@settings(max_examples=20)
def test_a_stream_and_its_twin_say_the_same(dialect, data):
    events, twin = data.draw(DIALECTS[dialect])
    end = "data: [DONE]\n\n" if dialect == "openrouter" else ""
    streamed = reassemble(interaction(framed(events, end), url=URL))
    unstreamed = reassemble(interaction(json.dumps(twin), url=URL, media_type="application/json"))
    assert streamed.stream.complete
    assert streamed._replace(stream=None) == unstreamed


@given(twins=openai())
@settings(max_examples=30)
def test_a_stream_that_is_cut_anywhere_says_the_beginning_and_that_it_is_cut(twins):
    events, twin = twins
    text = "".join(part.content for part in OPENAI_RESPONSES.read_answer(twin).answers[0].parts if part.type == "text")
    for count in range(1, len(events)):
        check_origins(unstream(*events[:count]), events)
        talk = reassemble(interaction(framed(events[:count]), url=URL))
        assert not talk.stream.complete
        assert text.startswith(talk.text)
        assert all(answer.finish_reason == "error" for answer in talk.answers)


@given(twins=resumed())
@settings(max_examples=100)
def test_a_resumed_stream_says_all_by_its_final_event(twins):
    events, twin = twins
    answer = unstream(*events)
    assert answer.value == twin
    assert answer.unread == {}
    check_origins(answer, events)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
@settings(max_examples=20)
def test_a_glance_shows_what_the_whole_conversation_says(dialect, data):
    events, _ = data.draw(DIALECTS[dialect])
    check_glance(interaction(framed(events), url=URL))


def test_a_glance_at_a_long_text_shows_its_beginning():
    text = "".join(f"word {number} " for number in range(300))
    place = {"item_id": "msg_1", "content_index": 0}
    words = [delta("output_text", f"word {number} ", **place) for number in range(300)]
    item = {"id": "msg_1", "type": "message", "content": [{"type": "output_text", "text": text, "annotations": []}]}
    check_glance(interaction(framed([life("created"), *words, done(item), life("completed", [item])]), url=URL))
    check_glance(interaction(framed([life("created"), *words]), url=URL))


WEATHER = {"id": "fc_1", "type": "function_call", "call_id": "call_1", "name": "f", "arguments": ""}


def test_the_text_is_joined_out_of_its_deltas_and_the_others_are_copies():
    item = {"id": "msg_1", "type": "message", "content": [{"type": "output_text", "text": "ab"}]}
    answer = unstream(
        life("created"),
        delta("output_text", "a", content_index=0, item_id="msg_1"),
        delta("output_text", "b", content_index=0, item_id="msg_1"),
        done(item),
        life("completed", [item]),
    )
    origin = answer.origin(("output", 0, "content", 0, "text"))
    assert origin.kind is Kind.JOINED
    assert origin.places == (Place(1, ("delta",)), Place(2, ("delta",)))
    assert [copy.place for copy in origin.copies] == [
        Place(3, ("item", "content", 0, "text")),
        Place(4, ("response", "output", 0, "content", 0, "text")),
    ]
    assert answer.origin(("output", 0, "id")).places == (
        Place(1, ("item_id",)),
        Place(2, ("item_id",)),
        Place(3, ("item", "id")),
        Place(4, ("response", "output", 0, "id")),
    )


def test_of_a_resumed_stream_the_deltas_are_copies_of_the_texts_end():
    item = {"id": "msg_1", "type": "message", "content": [{"type": "output_text", "text": "abc"}]}
    answer = unstream(delta("output_text", "bc", 1, content_index=0), life("completed", [WEATHER, item]))
    origin = answer.origin(("output", 1, "content", 0, "text"))
    assert origin.kind is Kind.LAST
    assert [(copy.place, copy.start, copy.end) for copy in origin.copies] == [(Place(0, ("delta",)), 1, 3)]


def test_deltas_that_the_final_text_does_not_say_are_unread():
    item = {"id": "msg_1", "type": "message", "content": [{"type": "output_text", "text": "xyz"}]}
    answer = unstream(added({**item, "content": []}), delta("output_text", "ab"), life("completed", [item]))
    assert answer.value["output"] == [item]
    assert answer.unread == {"events/1/delta": "ab"}


def test_an_item_that_the_final_response_has_not_is_unread():
    item = {"id": "msg_1", "type": "message", "content": []}
    answer = unstream(added(WEATHER), delta("function_call_arguments", "{}"), life("completed", [item]))
    assert answer.value["output"] == [item]
    assert answer.unread == {"events/0/item": WEATHER, "events/1/delta": "{}"}


def test_a_finished_text_that_the_final_response_says_otherwise_is_unread():
    item = {"id": "msg_1", "type": "message", "content": [{"type": "output_text", "text": "a"}]}
    other = {"id": "msg_1", "type": "message", "content": [{"type": "output_text", "text": "b"}]}
    answer = unstream(done(other), life("completed", [item]))
    assert answer.unread == {"events/0/item/content/0/text": "b"}


def test_what_a_finished_item_has_and_the_final_one_has_not_is_unread():
    item = {"id": "fs_1", "type": "file_search_call", "queries": ["q"], "results": [{"text": "t"}], "mood": "blue"}
    final = {"id": "fs_1", "type": "file_search_call", "queries": ["q"], "results": None}
    answer = unstream(done(item), life("completed", [final]))
    assert answer.value["output"] == [final]
    assert answer.unread == {"events/0/item/results": [{"text": "t"}], "events/0/item/mood": "blue"}


def test_items_stand_in_the_order_of_their_numbers_and_gaps_are_closed():
    items = output(added({"id": "b", "type": "x_call"}, 5), added({"id": "a", "type": "x_call"}, 2))
    assert [item["id"] for item in items] == ["a", "b"]


def test_an_item_that_begins_where_another_stood_is_a_new_one():
    items = output(added({"id": "a", "type": "message"}), added({"id": "b", "type": "message"}))
    assert [item["id"] for item in items] == ["a", "b"]


def test_an_item_whose_id_is_null_is_found_by_its_call_id():
    begun = {**WEATHER, "id": None}
    final = {**WEATHER, "arguments": "{}"}
    answer = unstream(added(begun, 3), delta("function_call_arguments", "{}", 3), life("completed", [final]))
    assert answer.value["output"] == [final]
    assert answer.unread == {}


def test_what_has_no_number_is_of_the_item_it_names():
    events = [
        {"type": "response.output_item.added", "item": WEATHER},
        {"type": "response.output_item.added", "item": {**WEATHER, "id": "fc_2", "call_id": "call_2"}},
        {"type": "response.function_call_arguments.delta", "item_id": "fc_1", "delta": "1"},
        {"type": "response.function_call_arguments.delta", "item_id": "fc_2", "delta": "2"},
        {"type": "response.output_item.done", "item": {**WEATHER, "arguments": "1"}},
    ]
    assert [item["arguments"] for item in output(*events)] == ["1", "2"]


def test_a_begun_item_may_say_the_whole_text_that_its_deltas_say_again():
    items = output(added({**WEATHER, "arguments": "{}"}), delta("function_call_arguments", "{}"))
    assert items[0]["arguments"] == "{}"
    items = output(added({**WEATHER, "arguments": "{"}), delta("function_call_arguments", "}"))
    assert items[0]["arguments"] == "{}"


def test_log_probabilities_are_put_one_behind_the_other():
    entries = [{"token": "a", "logprob": -1}, {"token": "b", "logprob": -2}]
    deltas = [delta("output_text", entry["token"], content_index=0, logprobs=[entry]) for entry in entries]
    last = {"type": "response.output_text.done", "output_index": 0, "content_index": 0, "text": "ab"}
    (item,) = output(*deltas, {**last, "logprobs": entries})
    assert item["content"] == [{"type": "output_text", "text": "ab", "logprobs": entries}]


def test_a_shell_says_commands_and_what_they_print():
    call, said = {"type": "shell_call", "call_id": "c"}, {"type": "shell_call_output", "call_id": "c"}
    events = [
        added({**call, "action": {"commands": []}}),
        {"type": "response.shell_call_command.added", "output_index": 0, "command_index": 0, "command": ""},
        delta("shell_call_command", "ls", command_index=0),
        {"type": "response.shell_call_command.done", "output_index": 0, "command_index": 0, "command": "ls"},
        added({**said, "output": []}, 1),
        delta("shell_call_output_content", {"stdout": "a.txt"}, 1, command_index=0),
        {
            "type": "response.shell_call_output_content.done",
            "output_index": 1,
            "command_index": 0,
            "output": [{"stdout": "a.txt", "stderr": "", "outcome": {"type": "exit", "exit_code": 0}}],
        },
    ]
    shell, printed = output(*events)
    assert shell["action"]["commands"] == ["ls"]
    assert printed["output"] == [{"stdout": "a.txt", "stderr": "", "outcome": {"type": "exit", "exit_code": 0}}]


def test_of_an_image_in_part_the_last_counts_where_the_stream_is_cut():
    begun = {"id": "ig_1", "type": "image_generation_call", "status": "in_progress", "result": None}
    part = {"type": "response.image_generation_call.partial_image", "output_index": 0, "size": "1x1"}
    parts = [{**part, "partial_image_index": at, "partial_image_b64": text} for at, text in enumerate(("AA", "BB"))]
    (item,) = output(added(begun), *parts)
    assert (item["result"], item["size"]) == ("BB", "1x1")
    whole = {**begun, "status": "completed", "result": "CC"}
    answer = unstream(added(begun), *parts, done(whole), life("completed", [whole]))
    assert (answer.value["output"], answer.unread) == ([whole], {})


def test_a_patch_grows():
    begun = {"type": "apply_patch_call", "call_id": "c", "operation": {"type": "update_file", "diff": ""}}
    events = [added(begun), *(delta("apply_patch_call_operation_diff", text) for text in ("+a", "\n"))]
    assert output(*events)[0]["operation"]["diff"] == "+a\n"


def test_annotations_are_kept_where_no_finished_part_says_them():
    place = {"output_index": 0, "content_index": 0}
    events = [
        delta("output_text", "a", content_index=0),
        {"type": "response.output_text.annotation.added", **place, "annotation_index": 0, "annotation": NOTE},
    ]
    assert output(*events)[0]["content"] == [{"type": "output_text", "text": "a", "annotations": [NOTE]}]


ERROR = {"code": "server_error", "message": "oh"}


@pytest.mark.parametrize(
    "events",
    [
        [{"type": "error", "sequence_number": 3, "param": None, **ERROR}],
        [{"type": "error", "error": {**ERROR, "param": None}}],
        [{"error": ERROR}],
        [{"type": "error", **ERROR}, life("failed", error=ERROR)],
        [life("failed", error=ERROR)],
    ],
)
def test_an_error_is_told_in_all_its_forms(events):
    body = framed([life("created"), delta("output_text", "Hel", content_index=0), *events])
    talk = reassemble(interaction(body, url=URL))
    assert talk.error == talk.stream.error == "server_error: oh"
    assert (talk.text, talk.answers[0].finish_reason, talk.unread) == ("Hel", "error", {})
    check_origins(unstream(*events), events)


def test_an_event_that_is_the_whole_response_is_the_answer():
    whole = response([WEATHER])
    answer = unstream(whole)
    assert answer.value == whole
    check_origins(answer, [whole])


def test_a_cut_response_has_the_items_it_was_created_with():
    answer = unstream(life("in_progress", [WEATHER]))
    assert answer.value["output"] == [WEATHER]


def test_the_name_of_an_event_tells_its_type_where_its_data_does_not():
    answer = unstream({"output_index": 0, "delta": "a"}, name="response.output_text.delta")
    assert answer.value["output"] == [{"type": "message", "content": [{"type": "output_text", "text": "a"}]}]


def test_a_stream_without_beginning_and_end_tells_types_by_its_deltas():
    call = {"type": "function_call", "arguments": "{}", "id": "fc_1"}
    answer = unstream(delta("function_call_arguments", "{}", item_id="fc_1"), delta("reasoning_summary_text", "hm", 1))
    assert answer.value == {
        "output": [call, {"type": "reasoning", "summary": [{"type": "summary_text", "text": "hm"}]}]
    }
    assert answer.origin(("output", 0, "type")).kind is Kind.SYNTHETIC


def test_what_is_not_understood_is_unread():
    events = [
        7,
        {"type": "response.song.delta", "delta": "la"},
        {"type": "response.output_text.delta", "delta": 5},
        {"type": "response.completed", "response": "x"},
        {"type": "response.output_item.done", "item": 4},
        {**life("completed"), "mood": "blue"},
    ]
    assert unstream(*events).unread == {
        "events/0": 7,
        "events/1": events[1],
        "events/2": events[2],
        "events/3": events[3],
        "events/4": events[4],
        "events/5/mood": "blue",
    }


TYPES = st.sampled_from(
    (
        *(f"response.{kind}" for kind in ("created", "completed", "failed", "output_item.added", "output_item.done")),
        *(f"response.{kind}" for kind in ("output_text.delta", "output_text.done", "content_part.added")),
        *(f"response.{kind}" for kind in ("content_part.done", "reasoning_summary_part.done", "refusal.delta")),
        *(f"response.{kind}" for kind in ("function_call_arguments.delta", "shell_call_output_content.delta")),
        *(f"response.{kind}" for kind in ("output_text.annotation.added", "mcp_call.completed", "shell_call_output")),
        *("response.shell_call_output_content.done", "response.image_generation_call.partial_image", "error"),
        *("message", "reasoning", "function_call", "mcp_call", "input_image", "output_text", "computer_call"),
        *("image_generation_call", "custom_tool_call_output", "input_audio", "mcp_approval_response", "refusal"),
    )
)
NAMES = st.sampled_from(
    (
        *("type", "item", "output", "response", "content", "summary", "text", "delta", "part", "output_index", "id"),
        *("content_index", "item_id", "annotations", "logprobs", "arguments", "name", "call_id", "role", "error"),
        *("status", "usage", "input", "instructions", "tools", "result", "image_url", "object", "incomplete_details"),
        *("encrypted_content", "refusal", "action", "annotation", "command_index", "deleted", "input_tokens"),
    )
)
SCALARS = st.none() | st.booleans() | st.integers(-1, 2) | st.floats() | st.sampled_from(("", "a", "ab")) | TYPES
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)
EVENT = st.fixed_dictionaries(
    {"type": TYPES},
    optional={
        "item": ANYTHING,
        "part": ANYTHING,
        "delta": ANYTHING,
        "response": st.dictionaries(NAMES, ANYTHING, max_size=4),
        "output_index": SCALARS,
        "content_index": SCALARS,
    },
)


@given(st.lists(ANYTHING | EVENT, max_size=8))
@settings(max_examples=300)
def test_no_json_whatever_makes_it_fail(events):
    answer = unstream(*events)
    OPENAI_RESPONSES.read_answer(answer.value)
    for value in events:
        OPENAI_RESPONSES.landmarks.hear(value)
        OPENAI_RESPONSES.recognises(Call(value, value, URL))
        if isinstance(value, dict):
            OPENAI_RESPONSES.read_answer(value)
            OPENAI_RESPONSES.read_request(value, "")
            OPENAI_RESPONSES.provider("", value)
            OPENAI_RESPONSES.is_complete(value, "")


def test_a_call_is_heard_where_an_item_of_that_type_begins_and_of_no_other_json():
    heard = [OPENAI_RESPONSES.landmarks.hear(added({"type": kind})).calls for kind in ("function_call", "message", [])]
    assert heard == [1, 0, 0]


def test_deep_json_makes_it_not_fail():
    deep: Any = "x"
    for _ in range(200):
        deep = [deep]
    item = {"id": "a", "type": "x_call", "deep": deep}
    assert output(added({**item, "deep": [deep]}), done(item), life("completed", [item]))[0] == item
    assert HEAD["id"] == unstream(life("completed", [item])).value["id"]
