"""Streams of Gemini: each unstreamed is its twin, and every leaf of it knows where it came from."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Api, Call, Kind, Said
from cassette_cli.apis.gemini_arguments import steps_of
from cassette_cli.apis.gemini_generate_content import GEMINI_GENERATE_CONTENT
from cassette_cli.apis.gemini_interactions import GEMINI_INTERACTIONS
from cassette_cli.apis.gemini_outcomes import GEMINI_OUTCOMES
from cassette_cli.parts import Text
from cassette_cli.reassembling import reassemble
from tests.apis.completions import sse
from tests.apis.gemini_chunks import answers, event, interactions, response
from tests.apis.origins import check_origins
from tests.recorded import interaction

FORMATS = {GEMINI_GENERATE_CONTENT: answers(), GEMINI_INTERACTIONS: interactions()}
each_format = pytest.mark.parametrize("api", FORMATS, ids=lambda api: api.name)
URL = "https://generativelanguage.googleapis.com/v1beta/models/gemini-9:streamGenerateContent?alt=sse"


def unstream(*events: Any, api: Api = GEMINI_GENERATE_CONTENT) -> Answer:
    return api.unstream(Said(number, "", value) for number, value in enumerate(events))


def parts(*chunks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts of the only candidate, that came in these chunks."""
    return unstream(*map(response, chunks)).value["candidates"][0]["content"]["parts"]


@each_format
@given(data=st.data())
def test_a_stream_is_its_unstreamed_twin(api, data):
    events, twin = data.draw(FORMATS[api])
    answer = unstream(*events, api=api)
    assert answer.value == twin
    assert answer.unread == {}
    read = [[said.as_json() for said in api.read_answer(value).answers] for value in (answer.value, twin)]
    assert read[0] == read[1]


@each_format
@given(data=st.data())
def test_every_leaf_is_what_its_origin_says(api, data):
    events, _ = data.draw(FORMATS[api])
    answer = unstream(*events, api=api)
    check_origins(answer, events)
    for path, origin in answer.origins.items():
        is_empty = path[-2:] == ("functionCall", "args")  # only a call without arguments has something that nobody said
        assert is_empty or origin.kind is not Kind.SYNTHETIC


@each_format
@given(data=st.data())
def test_a_stream_that_was_cut_says_a_prefix_and_that_it_is_not_complete(api, data):
    events, twin = data.draw(FORMATS[api])
    whole = [part for said in api.read_answer(twin).answers for part in said.parts]
    for end in range(len(events)):
        answer = unstream(*events[:end], api=api).value
        assert not api.is_complete(answer, "{}")
        if api is GEMINI_INTERACTIONS or len(twin["candidates"]) == 1:
            found = [part for said in api.read_answer(answer).answers for part in said.parts]
            words = "".join(part.content for part in whole if isinstance(part, Text))
            assert words.startswith("".join(part.content for part in found if isinstance(part, Text)))
            assert len(found) <= len(whole)
    assert api.is_complete(unstream(*events, api=api).value, "{}")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@given(twins=answers())
def test_a_recorded_stream_is_reassembled(line_end, twins):
    events, twin = twins
    found = reassemble(interaction(sse(events, done=False, line_end=line_end), url=URL))
    assert found.unstreamed == twin
    assert (found.api, found.provider) == ("gemini.generate_content", "gcp.gemini")
    assert (found.request_model, found.response_model, found.response_id) == ("gemini-9", "gemini-9", "r1")
    assert found.stream.complete
    assert found.stream.events == len(events)


@given(twins=interactions())
def test_a_recorded_interaction_is_reassembled(twins):
    events, twin = twins
    found = reassemble(interaction(sse(events), url="https://x.example/v1beta/interactions"))
    assert found.unstreamed == twin
    assert found.api == "gemini.interactions"
    assert found.stream.complete
    assert found.unread == {}


def test_text_goes_on_until_a_thought_or_another_part_comes():
    thought = {"text": "hm", "thought": True}
    called = {"functionCall": {"name": "f", "args": {}}}
    assert parts([thought, thought], [{"text": "a"}], [{"text": "b"}, called, {"text": "c"}]) == [
        {"text": "hmhm", "thought": True},
        {"text": "ab"},
        called,
        {"text": "c"},
    ]


def test_an_empty_text_with_a_signature_signs_the_text_before_and_ends_it():
    signed = {"text": "", "thoughtSignature": "s"}
    assert parts([{"text": "a"}], [signed], [{"text": "b"}]) == [{"text": "a", "thoughtSignature": "s"}, {"text": "b"}]


def test_a_signature_without_words_before_it_is_a_part_of_its_own():
    called, signed = {"functionCall": {"name": "f", "args": {}}}, {"text": "", "thoughtSignature": "s"}
    thought = {"text": "hm", "thought": True}
    assert parts([called], [signed]) == [called, signed]
    assert parts([thought], [signed]) == [thought, signed]


def test_a_signature_stays_at_its_part():
    called = {"functionCall": {"name": "f", "args": {"a": 1}}, "thoughtSignature": "s"}
    assert parts([called, called]) == [called, called]


def partial(path: str, **value: Any) -> dict[str, Any]:
    return {"functionCall": {"partialArgs": [{"jsonPath": path, **value}], "willContinue": True}}


BEGUN = {"functionCall": {"name": "f", "willContinue": True}}
END: dict[str, Any] = {"functionCall": {}}


@pytest.mark.parametrize("end", [[END], [], [{"functionCall": {"willContinue": False}}]])
def test_arguments_come_in_pieces_whose_end_may_be_missing(end):
    pieces = [
        partial("$.city", stringValue="Par", willContinue=True),
        partial("$.city", stringValue="is"),
        partial("$.stops[1].n", numberValue=2.5),
        partial("$.stops[0].n", numberValue=1),
        partial('$["far away"]', boolValue=True),
        partial("$.none", nullValue="NULL_VALUE"),
    ]
    args = {"city": "Paris", "stops": [{"n": 1}, {"n": 2.5}], "far away": True, "none": None}
    called = {"functionCall": {"name": "f", "args": args}}
    assert parts([BEGUN], pieces, end, [{"text": "x"}]) == [called, {"text": "x"}]
    assert parts([BEGUN, *pieces, *end], [BEGUN]) == [called, {"functionCall": {"name": "f", "args": {}}}]


def test_pieces_of_arguments_know_where_they_came_from():
    chunks = [response([BEGUN]), response([partial("$.a[0]", stringValue="x")]), response([END])]
    answer = unstream(*chunks)
    check_origins(answer, chunks)
    origin = answer.origin(("candidates", 0, "content", "parts", 0, "functionCall", "args", "a", 0))
    place = ("candidates", 0, "content", "parts", 0, "functionCall", "partialArgs", 0, "stringValue")
    assert [(found.event, found.path) for found in origin.places] == [(1, place)]


@pytest.mark.parametrize(
    "piece",
    [
        {"jsonPath": "$.a.b", "stringValue": "in a text"},
        {"jsonPath": "$[0]", "stringValue": "in an object"},
        {"jsonPath": "$.l.x", "stringValue": "in a list"},
        {"jsonPath": "$.l", "stringValue": "where a list is"},
        {"jsonPath": "$.l[*]", "stringValue": "no place"},
        {"jsonPath": "$", "stringValue": "all"},
        {"jsonPath": "$.n"},
        {"stringValue": "nowhere"},
        {"jsonPath": 3, "stringValue": "nowhere"},
    ],
)
def test_a_piece_that_does_not_fit_is_unread_and_not_lost(piece):
    first = [BEGUN, partial("$.a", stringValue="x"), partial("$.l[0]", numberValue=1)]
    odd = {"functionCall": {"partialArgs": [piece], "willContinue": True}}
    answer = unstream(response([*first, odd]))
    called = answer.value["candidates"][0]["content"]["parts"]
    assert called == [{"functionCall": {"name": "f", "args": {"a": "x", "l": [1]}}}]
    assert list(answer.unread.values()) == [piece]


def test_whole_arguments_beside_pieces_are_unread():
    whole = {"functionCall": {"args": {"z": 1}, "willContinue": True}}
    answer = unstream(response([BEGUN, partial("$.a", numberValue=1), whole]))
    assert list(answer.unread.values()) == [{"z": 1}]
    answer = unstream(response([BEGUN, whole, partial("$.a", numberValue=1)]))
    assert answer.value["candidates"][0]["content"]["parts"][0]["functionCall"]["args"] == {"z": 1}
    assert list(answer.unread.values()) == [{"jsonPath": "$.a", "numberValue": 1}]


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("$.a.b[0]", ("a", "b", 0)),
        ("$['a\\'b'][\"c\"]", ("a'b", "c")),
        ("$[1][2]", (1, 2)),
        ("$.", None),
        ("$..a", None),
        ("$.a[", None),
        ("a.b", None),
        ("$[-1]", None),
        (None, None),
    ],
)
def test_a_path_is_read_as_its_steps(path, steps):
    assert steps_of(path) == steps


def test_candidates_are_told_by_their_index_which_the_first_may_leave_out():
    chunk = {
        "candidates": [{"index": 1, "content": {"parts": [{"text": "b"}]}}, {"content": {"parts": [{"text": "a"}]}}]
    }
    found = unstream(chunk, chunk).value["candidates"]
    assert [candidate["content"]["parts"] for candidate in found] == [[{"text": "aa"}], [{"text": "bb"}]]


def test_counts_and_how_it_ended_are_the_last_that_were_said():
    chunks = [
        {**response([{"text": "a"}]), "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 9}},
        {**response([{"text": "b"}], finishReason="STOP"), "usageMetadata": {"promptTokenCount": 2}},
        {**response([], finishReason=None), "usageMetadata": {}},
    ]
    answer = unstream(*chunks)
    assert answer.value["usageMetadata"] == {"promptTokenCount": 2}
    assert answer.value["candidates"][0]["finishReason"] == "STOP"
    assert answer.origin(("usageMetadata", "promptTokenCount")).places[0].event == 1


def test_grounds_are_the_last_of_each_kind_and_citations_are_put_together():
    def cited(*sources: str) -> dict[str, Any]:
        return {"citationMetadata": {"citationSources": [{"uri": source} for source in sources]}}

    chunks = [
        response([], groundingMetadata={"webSearchQueries": ["q"], "groundingChunks": []}, **cited("u")),
        response([], groundingMetadata={"groundingChunks": [{"web": {}}]}, **cited("u", "v")),
    ]
    answer = unstream(*chunks)
    (candidate,) = answer.value["candidates"]
    assert candidate["groundingMetadata"] == {"webSearchQueries": ["q"], "groundingChunks": [{"web": {}}]}
    assert candidate["citationMetadata"] == {"citationSources": [{"uri": "u"}, {"uri": "v"}]}
    check_origins(answer, chunks)


def test_log_probabilities_of_all_chunks_are_put_together():
    def tokens(*said: str) -> dict[str, Any]:
        return {"logprobsResult": {"chosenCandidates": [{"token": token} for token in said]}}

    answer = unstream(response([], **tokens("a", "a")), response([], **tokens("a")))
    assert answer.value["candidates"][0]["logprobsResult"] == {"chosenCandidates": [{"token": "a"}] * 3}


def test_an_error_in_a_stream_is_its_error():
    error = {"error": {"code": 503, "message": "overloaded", "status": "UNAVAILABLE"}}
    found = reassemble(interaction(sse([response([{"text": "a"}], finishReason="STOP"), error], done=False), url=URL))
    assert found.error == "503: overloaded"
    assert found.text == "a"
    assert not found.stream.complete


def test_what_is_of_another_type_is_unread():
    odd: list[Any] = [
        7,
        {"candidates": 5},
        {"candidates": [3]},
        {"candidates": [{"content": "words"}]},
        {"candidates": [{"content": {"parts": "words"}}]},
        {"candidates": [{"content": {"parts": [{"text": "a"}, "words"]}}]},
        {"candidates": [{"citationMetadata": "none"}]},
    ]
    answer = unstream(*odd)
    assert set(answer.unread) == {
        "events/0",
        "events/1/candidates",
        "events/2/candidates",
        "events/3/candidates/0/content",
        "events/4/candidates/0/content/parts",
        "events/5/candidates/0/content/parts",
        "events/6/candidates/0/citationMetadata",
    }


def step(*deltas: dict[str, Any], **start: Any) -> dict[str, Any]:
    begun = [event("step.start", index=0, step=start)] if start else []
    events = [*begun, *(event("step.delta", index=0, delta=delta) for delta in deltas)]
    return unstream(*events, api=GEMINI_INTERACTIONS).value["steps"][0]


def test_a_step_whose_beginning_is_missing_is_told_by_its_deltas():
    assert step({"type": "text", "text": "a"}) == {"type": "model_output", "content": [{"type": "text", "text": "a"}]}
    assert step({"type": "thought_signature", "signature": "s"}) == {"type": "thought", "signature": "s"}
    assert step({"type": "arguments_delta", "arguments": "{"}) == {"type": "function_call", "arguments": "{"}
    assert step({"type": "url_context_call", "arguments": {}}) == {"type": "url_context_call", "arguments": {}}


def test_text_of_a_step_goes_on_until_something_else_comes():
    picture = {"type": "image", "data": "AA"}
    words = {"type": "text", "text": "a"}
    found = step(words, words, picture, words, type="model_output")
    assert found["content"] == [{"type": "text", "text": "aa"}, picture, words]


def test_a_note_before_its_text_waits_for_it():
    note = {"type": "text_annotation_delta", "annotations": [{"type": "url_citation"}]}
    found = step(note, {"type": "text", "text": "a"}, type="model_output")
    assert found["content"] == [{"type": "text", "text": "a", "annotations": [{"type": "url_citation"}]}]


def test_words_in_the_start_of_a_step_go_on():
    start = {"type": "model_output", "content": [{"type": "text", "text": "a"}]}
    assert step({"type": "text", "text": "b"}, **start)["content"] == [{"type": "text", "text": "ab"}]


def test_steps_that_only_the_end_says_are_read_there():
    steps = [{"type": "model_output", "content": [{"type": "text", "text": "a"}]}]
    whole = {"id": "i", "status": "completed", "steps": steps}
    ended = event("interaction.completed", interaction=whole)
    assert unstream(ended, api=GEMINI_INTERACTIONS).value == whole
    begun = event("step.start", index=0, step={"type": "thought"})
    assert unstream(begun, ended, api=GEMINI_INTERACTIONS).unread == {"events/1/interaction/steps": steps}


def test_the_first_version_of_interactions_has_contents_and_outputs():
    events = [
        event("interaction.start", interaction={"id": "i", "status": "in_progress"}),
        event("content.start", index=0, content={"type": "thought"}),
        event("content.delta", index=0, delta={"type": "thought_summary", "content": {"type": "text", "text": "hm"}}),
        event("content.delta", index=0, delta={"type": "thought_signature", "signature": "s"}),
        event("content.stop", index=0),
        event("content.start", index=1, content={"type": "text"}),
        event("content.delta", index=1, delta={"type": "text", "text": "a"}),
        event("content.delta", index=1, delta={"type": "text", "text": "b"}),
        event("content.stop", index=1),
        event("interaction.complete", interaction={"id": "i", "status": "completed"}),
    ]
    answer = unstream(*events, api=GEMINI_INTERACTIONS)
    thought = {"type": "thought", "summary": [{"type": "text", "text": "hm"}], "signature": "s"}
    assert answer.value == {"id": "i", "status": "completed", "outputs": [thought, {"type": "text", "text": "ab"}]}
    (said,) = GEMINI_INTERACTIONS.read_answer(answer.value).answers
    assert [(part.type, part.content) for part in said.parts] == [("reasoning", "hm"), ("text", "ab")]


def test_an_error_of_an_interaction_is_its_error():
    events = [
        event("interaction.created", interaction={"id": "i", "status": "in_progress"}),
        event("error", error={"code": "api_error", "message": "no"}),
    ]
    found = reassemble(interaction(sse(events)))
    assert (found.api, found.error, found.stream.complete) == ("gemini.interactions", "api_error: no", False)


def test_counts_so_far_are_the_interactions_until_the_end_says_all():
    delta = event("step.delta", index=0, delta={"type": "text", "text": "a"})
    delta["metadata"] = {"total_usage": {"total_tokens": 1}}
    assert unstream(delta, api=GEMINI_INTERACTIONS).value["usage"] == {"total_tokens": 1}


def test_events_that_nobody_knows_are_unread():
    odd = [event("interaction.danced"), event("step.danced"), 7, {"event_type": 3}]
    answer = unstream(*odd, api=GEMINI_INTERACTIONS)
    assert answer.value == {}
    assert answer.unread == {f"events/{number}": value for number, value in enumerate(odd)}
    assert step({"type": "", "x": 1}, type="thought") == {"type": "thought"}


NAMES = st.sampled_from(
    (
        *("candidates", "content", "parts", "role", "index", "text", "thought", "thoughtSignature", "finishReason"),
        *("functionCall", "functionResponse", "args", "partialArgs", "jsonPath", "stringValue", "willContinue", "name"),
        *("inlineData", "data", "mimeType", "toolCall", "executableCode", "usageMetadata", "promptFeedback", "error"),
        *("groundingMetadata", "groundingChunks", "groundingSupports", "groundingChunkIndices", "citationMetadata"),
        *("contents", "system_instruction", "tools", "functionDeclarations", "generationConfig", "requests"),
        *("event_type", "interaction", "step", "delta", "steps", "outputs", "type", "summary", "annotations", "status"),
        *("arguments", "result", "input", "embedding", "values", "citationSources", "blockReason", "metadata"),
    )
)
WORDS = ("", "a", "text", "thought", "model_output", "STOP", "$.a", "$.a[0]", "function_call", "interaction.created")
KINDS = (*WORDS, "step.start", "step.delta", "content.delta", "interaction.status_update", "arguments_delta", "image")
SCALARS = st.none() | st.booleans() | st.integers(-1, 3) | st.floats() | st.sampled_from(KINDS)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)
PART = st.dictionaries(NAMES, ANYTHING, max_size=3)
CALL = st.fixed_dictionaries({"functionCall": st.dictionaries(NAMES, ANYTHING, max_size=3)})
CONTENT = st.fixed_dictionaries({"parts": st.lists(PART | CALL | ANYTHING, max_size=3)})
CANDIDATE = st.dictionaries(NAMES, ANYTHING, max_size=3) | st.fixed_dictionaries(
    {"content": CONTENT}, optional={"index": SCALARS, "groundingMetadata": ANYTHING, "citationMetadata": ANYTHING}
)
DELTA = st.fixed_dictionaries(
    {"event_type": st.sampled_from(KINDS)},
    optional={"index": SCALARS, "delta": PART, "step": PART, "content": PART, "interaction": PART},
)
CHUNKS = st.lists(ANYTHING | st.fixed_dictionaries({"candidates": st.lists(CANDIDATE, max_size=2)}) | DELTA, max_size=5)


@pytest.mark.parametrize("api", [*FORMATS, *GEMINI_OUTCOMES], ids=lambda api: api.name)
@given(CHUNKS)
def test_no_json_whatever_makes_it_fail(api, chunks):
    answer = unstream(*chunks, api=api)
    api.read_answer(answer.value)
    for value in chunks:
        api.recognises(Call(value, value, "http://x/models/m:generateContent"))
        if isinstance(value, dict):
            api.read_answer(value)
            api.read_request(value, "")
            api.provider("", value)
            api.is_complete(value, "")
    json.dumps(answer.value)


@pytest.mark.parametrize("api", FORMATS, ids=lambda api: api.name)
@given(CHUNKS)
def test_no_word_of_any_json_is_lost(api, chunks):
    """Each text of a part or delta is in the answer, or what was not read of it is."""
    marked = [{"candidates": [{"content": {"parts": [{"text": f"<{number}>"}]}}]} for number in range(len(chunks))]
    if api is GEMINI_INTERACTIONS:
        marked = [event("step.delta", index=0, delta={"type": "text", "text": f"<{n}>"}) for n in range(len(chunks))]
    events = [value for pair in zip(chunks, marked, strict=True) for value in pair]
    answer = unstream(*events, api=api)
    kept = json.dumps([answer.value, answer.unread])
    assert [number for number in range(len(chunks)) if f"<{number}>" not in kept] == []


def test_of_a_stream_of_very_many_events_nothing_is_lost():
    many = range(10_000)
    texts = {"content": {"parts": [{"text": "a"}]}}
    cited = [{**texts, "citationMetadata": {"citations": [{"uri": f"u{number}"}]}} for number in many]
    steps = [{"event_type": "step.start", "index": number, "step": {"type": "thought"}} for number in many]
    answer = unstream(*({"candidates": [candidate]} for candidate in cited))
    (message,) = GEMINI_GENERATE_CONTENT.read_answer(answer.value).answers
    made = unstream(*steps, api=GEMINI_INTERACTIONS)
    assert (len(message.parts[0].citations), len(made.value["steps"])) == (len(many), len(many))
