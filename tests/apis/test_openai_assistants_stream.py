"""A run's stream is what its run, steps and messages are in the end, and every leaf knows where it came from."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Copy, Kind, Place, Said
from cassette_cli.apis.openai_assistants import OPENAI_ASSISTANTS
from cassette_cli.reassembling import reassemble
from tests.apis.assistants_events import Events, message, message_delta, run, runs, sse, step, step_delta
from tests.apis.origins import at, check_origins
from tests.recorded import interaction

URL = "http://localhost/x"


def unstream(events: Events) -> Answer:
    return OPENAI_ASSISTANTS.unstream(Said(number, name, event) for number, (name, event) in enumerate(events))


def text(value: str, index: int = 0) -> dict[str, Any]:
    return {"index": index, "type": "text", "text": {"value": value}}


def function(arguments: str, **more: Any) -> dict[str, Any]:
    return {"index": 0, "type": "function", **more, "function": {"arguments": arguments}}


@given(runs())
def test_a_stream_comes_to_what_the_objects_are_in_the_end(twins):
    events, answer = twins
    made = unstream(events)
    assert made.value == answer
    assert made.unread == {}


@given(runs())
def test_every_leaf_is_what_its_origin_says(twins):
    events = twins[0]
    check_origins(unstream(events), [event for _, event in events])


@given(runs())
@settings(max_examples=50)
def test_without_their_names_events_are_told_by_their_objects(twins):
    events = twins[0]
    assert unstream([("", event) for _, event in events]).value == twins[1]


@given(runs(), st.data())
@settings(max_examples=50)
def test_a_stream_that_is_cut_anywhere_says_the_beginning_and_that_it_is_cut(twins, data):
    events, answer = twins
    cut = data.draw(st.integers(1, len(events)))
    whole = reassemble(interaction(sse(events), url=URL))
    found = reassemble(interaction(sse(events[:cut], done=False), url=URL))
    assert (found.api, found.stream.complete) == ("openai.assistants", False)
    assert whole.stream.complete
    assert whole.text.startswith(found.text)
    called = [call.arguments_text for call in whole.tool_calls]
    assert all(full.startswith(call.arguments_text) for full, call in zip(called, found.tool_calls, strict=False))
    assert found.unread == {}
    if answer["run"]["status"] == "completed" and cut < len(events):
        assert {said.finish_reason for said in found.answers} <= {"error"}


def test_a_text_is_joined_and_the_finished_message_repeats_it():
    done = [{"type": "text", "text": {"value": "ab", "annotations": []}}]
    answer = unstream(
        [
            ("thread.message.created", message(0, "in_progress", [])),
            message_delta(0, text("a")),
            message_delta(0, text("b")),
            ("thread.message.completed", message(0, "completed", done)),
        ]
    )
    origin = answer.origin(("messages", 0, "content", 0, "text", "value"))
    place = ("delta", "content", 0, "text", "value")
    assert origin.kind is Kind.JOINED
    assert origin.places == (Place(1, place), Place(2, place))
    assert origin.copies == (Copy(Place(3, ("content", 0, "text", "value")), 0, 2),)


def test_a_run_that_waits_for_tools_repeats_the_arguments_of_its_step():
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
    wanted = {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": [call]}}
    answer = unstream(
        [
            step_delta(0, function('{"a"', id="c")),
            step_delta(0, function(": 1}")),
            ("thread.run.requires_action", run("requires_action", required_action=wanted)),
        ]
    )
    path = ("steps", 0, "step_details", "tool_calls", 0, "function", "arguments")
    (copy,) = answer.origin(path).copies
    assert copy.place.event == 2
    assert at(run("", required_action=wanted), copy.place.path) == '{"a": 1}'


def test_the_finished_message_has_the_last_word_and_deltas_that_begin_it_are_copies():
    done = [{"type": "text", "text": {"value": "abc", "annotations": []}}]
    events = [message_delta(0, text("ab")), ("thread.message.completed", message(0, "completed", done))]
    answer = unstream(events)
    assert answer.value["messages"][0]["content"] == done
    origin = answer.origin(("messages", 0, "content", 0, "text", "value"))
    assert (origin.kind, [copy.place.event for copy in origin.copies]) == (Kind.LAST, [0])
    assert answer.unread == {}
    check_origins(answer, [event for _, event in events])


def test_deltas_that_the_finished_message_does_not_say_are_unread():
    done = [{"type": "text", "text": {"value": "xyz", "annotations": []}}]
    answer = unstream([message_delta(0, text("ab")), ("thread.message.completed", message(0, "completed", done))])
    assert answer.value["messages"][0]["content"] == done
    assert answer.unread == {"events/0/delta/content/0/text/value": "ab"}


def test_a_resumed_stream_makes_its_message_out_of_deltas():
    answer = unstream([message_delta(4, text("b", 1)), message_delta(4, text("a", 0))])
    (said,) = answer.value["messages"]
    assert (said["id"], said["object"]) == ("msg_4", "thread.message")
    assert [block["text"]["value"] for block in said["content"]] == ["a", "b"]
    assert answer.origin(("messages", 0, "object")).kind is Kind.SYNTHETIC


def test_two_messages_at_once_are_kept_apart():
    answer = unstream([message_delta(1, text("a")), message_delta(2, text("x")), message_delta(1, text("b"))])
    assert [said["content"][0]["text"]["value"] for said in answer.value["messages"]] == ["ab", "x"]


def test_null_is_the_last_word_too():
    ended = run("completed", expires_at=None)
    answer = unstream([("thread.run.created", run("queued")), ("thread.run.completed", ended)])
    assert answer.value["run"]["expires_at"] is None
    assert answer.origin(("run", "expires_at")).places == (Place(1, ("expires_at",)),)


def test_events_without_an_object_are_told_by_their_names():
    events = [("thread.run.step.created", {"id": "s"}), ("thread.run.failed", {"id": "r", "status": "failed"})]
    assert unstream(events).value == {"steps": [{"id": "s"}], "run": {"id": "r", "status": "failed"}}


def test_what_nobody_knows_is_unread():
    events: list[Any] = [("thread.odd", {"object": "thread.odd"}), ("", 5), ("thread.message.delta", {"delta": 7})]
    events.append(("thread.message.delta", {"id": "m", "delta": {}, "more": 1}))
    assert unstream(events).unread == {
        "events/0": {"object": "thread.odd"},
        "events/1": 5,
        "events/2": {"delta": 7},
        "events/3/more": 1,
    }


def test_an_error_in_the_stream_is_its_error():
    events = [
        ("thread.run.created", run("queued")),
        ("error", {"code": "x", "message": "broke", "type": "server_error"}),
    ]
    said = reassemble(interaction(sse(events, done=False), url=URL))
    assert said.stream.error == "server_error: broke"
    nested = reassemble(interaction(sse([events[0], ("error", {"error": {"message": "broke"}})]), url=URL))
    assert nested.stream.error == "broke"


def test_a_step_whose_parts_are_of_other_types_is_kept():
    events = [step_delta(0, function("{", id="c")), ("thread.run.step.completed", step(0, "failed", {"type": "odd"}))]
    answer = unstream(events)
    assert answer.value["steps"][0]["step_details"]["tool_calls"][0]["function"]["arguments"] == "{"


KEYS = st.sampled_from(
    (
        *("object", "id", "index", "type", "delta", "content", "text", "value", "annotations", "refusal", "role"),
        *(
            "step_details",
            "tool_calls",
            "function",
            "arguments",
            "name",
            "output",
            "code_interpreter",
            "input",
            "error",
        ),
        *("outputs", "logs", "status", "required_action", "submit_tool_outputs", "last_error", "usage", "data", "run"),
        *("incomplete_details", "reason", "message_creation", "message_id", "attachments", "file_id", "messages"),
        *("thread", "steps", "tools", "tool_outputs", "additional_messages", "instructions", "file_counts", "total"),
    )
)
OBJECTS = (
    *("thread", "thread.run", "thread.message", "thread.message.delta", "thread.run.step", "thread.run.step.delta"),
    *("list", "assistant", "vector_store", "vector_store.search_results.page", "assistant.deleted"),
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-1, 2)
    | st.floats(allow_nan=False)
    | st.sampled_from(("", "a", "text", *OBJECTS))
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)
EVENT = st.fixed_dictionaries(
    {"object": st.sampled_from(OBJECTS)}, optional={"id": SCALARS, "delta": ANYTHING}
).flatmap(lambda event: st.dictionaries(KEYS, ANYTHING, max_size=5).map(lambda more: {**more, **event}))
NAMED = st.sampled_from(("", "error", "thread.created", "thread.message.delta", "thread.run.step.created", "x"))


@given(st.lists(st.tuples(NAMED, ANYTHING | EVENT), max_size=6))
def test_no_json_whatever_makes_it_fail(events):
    answer = unstream(events)
    OPENAI_ASSISTANTS.read_answer(answer.value)
    for name, value in events:
        OPENAI_ASSISTANTS.recognises(Call(value, value, "http://x/v1/threads", name))
        if isinstance(value, dict):
            OPENAI_ASSISTANTS.read_answer(value)
            OPENAI_ASSISTANTS.read_request(value, "")
            OPENAI_ASSISTANTS.provider("", value)
            OPENAI_ASSISTANTS.is_complete(value, "")


@given(st.lists(EVENT, max_size=6))
def test_whatever_is_said_every_leaf_is_what_its_origin_says(events):
    check_origins(unstream([("", event) for event in events]), events)


def test_a_value_in_the_place_of_an_empty_text_has_no_copies():
    note = {"index": 0, "type": "file_citation", "end_index": ""}
    delta = message_delta(0, {"index": 0, "type": "text", "text": {"annotations": [note]}})
    content = [{"type": "text", "text": {"annotations": [{"type": "file_citation", "end_index": 4}]}}]
    events = [delta, ("thread.message.completed", message(0, "completed", content))]
    made = unstream(events)
    assert made.value["messages"][0]["content"] == content
    check_origins(made, [event for _, event in events])
