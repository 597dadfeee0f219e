"""Gemini's generateContent, asked and answered, as messages; counted tokens and embeddings as a line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cassette_cli.apis import Call, api_of
from cassette_cli.apis.gemini_generate_content import GEMINI_GENERATE_CONTENT
from cassette_cli.apis.gemini_outcomes import GEMINI_OUTCOMES
from cassette_cli.messages import Message
from cassette_cli.parts import (
    Blob,
    Other,
    Reasoning,
    ServerToolCall,
    ServerToolCallResponse,
    Text,
    ToolCall,
    ToolCallResponse,
    Uri,
)
from cassette_cli.reassembling import reassemble
from tests.apis.gemini_chunks import response
from tests.apis.origins import at
from tests.recorded import interaction

ADDRESS = "https://x.example/v1beta/models/gemini-9"
URL = f"{ADDRESS}:generateContent"
AT = ("candidates", 0, "content", "parts", 0)


@pytest.mark.parametrize(
    ("answer", "url", "is_gemini"),
    [
        (response([{"text": "a"}]), "", True),
        ({"candidates": [{"content": {"role": "model"}}]}, "", True),
        ({"candidates": [{"finishReason": 1}]}, "", True),
        ({"promptFeedback": {"blockReason": "SAFETY"}}, "", True),
        ({"usageMetadata": {}, "modelVersion": "m"}, "", True),
        ([response([{"text": "a"}])], "", True),
        (None, f"{ADDRESS}:streamGenerateContent?alt=sse", True),
        ({"error": {"code": 400}}, f"{URL}?key=k", True),
        ({"error": {"code": 400}}, "https://x.example/v1/chat/completions", False),
        ({"candidates": [{"formatted_address": "Main Street", "name": "Museum"}], "status": "OK"}, "", False),
        ({"candidates": [{"content": "a speech", "name": "A. Candidate"}]}, "", False),
        ({"candidates": []}, "", False),
        ({"weather": 1}, URL, False),
        (None, f"{ADDRESS}:countTokens", False),
        (None, "https://x.example/v1/models/claude-9:streamRawPredict", False),
        ([1], URL, False),
    ],
)
def test_an_answer_is_told_by_its_body_and_by_its_address_only_without_one(answer, url, is_gemini):
    assert GEMINI_GENERATE_CONTENT.recognises(Call({}, answer, url)) is is_gemini
    assert (api_of(Call({}, answer, url)) is GEMINI_GENERATE_CONTENT) is is_gemini


def answered(*parts: Any, **candidate: Any) -> Message:
    (said,) = GEMINI_GENERATE_CONTENT.read_answer(response(list(parts), **candidate)).answers
    return said


def asked(**request: Any) -> Any:
    return GEMINI_GENERATE_CONTENT.read_request(request, URL)


@pytest.mark.parametrize(
    ("raw", "word", "normal"),
    [
        ("STOP", "STOP", "stop"),
        (1, "STOP", "stop"),
        ("MAX_TOKENS", "MAX_TOKENS", "length"),
        (2, "MAX_TOKENS", "length"),
        ("SAFETY", "SAFETY", "content_filter"),
        (3, "SAFETY", "content_filter"),
        ("RECITATION", "RECITATION", "content_filter"),
        ("BLOCKLIST", "BLOCKLIST", "content_filter"),
        ("PROHIBITED_CONTENT", "PROHIBITED_CONTENT", "content_filter"),
        ("IMAGE_SAFETY", "IMAGE_SAFETY", "content_filter"),
        ("MALFORMED_FUNCTION_CALL", "MALFORMED_FUNCTION_CALL", "error"),
        ("A_NEW_WORD", "A_NEW_WORD", "A_NEW_WORD"),
        (9, "9", "9"),
        (0, None, None),
        ("FINISH_REASON_UNSPECIFIED", None, None),
        (True, None, None),
        (None, None, None),
    ],
)
def test_finish_reasons_are_said_in_few_words(raw, word, normal):
    said = answered({"text": "a"}, finishReason=raw)
    assert (said.finish_reason, said.finish_reason_raw) == (normal, word)


def test_an_answer_that_stops_with_function_calls_ends_with_tool_calls():
    call = {"functionCall": {"name": "f", "args": {}}}
    assert answered(call, finishReason="STOP").finish_reason == "tool_call"
    assert answered(call, finishReason="MAX_TOKENS").finish_reason == "length"


SEARCHED = {"type": "google_search_web", "queries": ["q"]}


@pytest.mark.parametrize(
    ("part", "read"),
    [
        ({"text": "a"}, Text(content="a", at=(*AT, "text"))),
        ({"text": "hm", "thought": True}, Reasoning(content="hm", at=(*AT, "text"))),
        (
            {"text": "hm", "thought": True, "thoughtSignature": "s"},
            Reasoning(content="hm", signature="s", at=(*AT, "text")),
        ),
        (
            {"functionCall": {"id": "c", "name": "f", "args": {"a": 1}}},
            ToolCall(id="c", name="f", arguments={"a": 1}, at=(*AT, "functionCall", "args")),
        ),
        ({"functionCall": {"name": "f"}}, ToolCall(id=None, name="f", arguments={}, at=(*AT, "functionCall"))),
        (
            {"inlineData": {"mimeType": "audio/L16;rate=24000", "data": "AA"}},
            Blob(modality="audio", mime_type="audio/L16;rate=24000", content="AA", at=(*AT, "inlineData", "data")),
        ),
        (
            {"inline_data": {"mime_type": "image/png", "data": "AA"}},
            Blob(modality="image", mime_type="image/png", content="AA", at=(*AT, "inline_data", "data")),
        ),
        (
            {"fileData": {"mimeType": "application/pdf", "fileUri": "gs://b/f"}},
            Uri(modality="file", mime_type="application/pdf", uri="gs://b/f", at=(*AT, "fileData", "fileUri")),
        ),
        (
            {"executableCode": {"language": 1, "code": "x", "id": "e"}},
            ServerToolCall(
                id="e",
                name="code_execution",
                call={"type": "code_execution", "code": "x", "language": "PYTHON"},
                at=(*AT, "executableCode"),
            ),
        ),
        (
            {"codeExecutionResult": {"outcome": 2, "output": "no"}},
            ServerToolCallResponse(
                id=None,
                response={"type": "code_execution", "output": "no", "outcome": "OUTCOME_FAILED"},
                at=(*AT, "codeExecutionResult"),
            ),
        ),
        (
            {"toolCall": {"toolType": "GOOGLE_SEARCH_WEB", "id": "t", "args": {"queries": ["q"]}}},
            ServerToolCall(id="t", name="google_search_web", call=SEARCHED, at=(*AT, "toolCall")),
        ),
        (
            {"tool_response": {"tool_type": "FILE_SEARCH", "id": "t", "response": {"type": "x", "a": 1}}},
            ServerToolCallResponse(id="t", response={"type": "file_search", "a": 1}, at=(*AT, "tool_response")),
        ),
        ({"hologram": 1}, Other(raw={"hologram": 1}, at=AT)),
        ({"text": 3}, Other(raw={"text": 3}, at=AT)),
        ("words", Other(raw="words", at=AT)),
    ],
)
def test_each_kind_of_part_is_read(part, read):
    assert answered(part).parts == (read,)
    (said,) = asked(contents=[{"role": "user", "parts": [part]}]).messages
    assert said.parts == (read._replace(at=("contents", 0, "parts", 0, *read.at[5:])),)


def test_a_signature_of_another_part_than_a_thought_is_a_thought_before_it():
    call = {"functionCall": {"name": "f", "args": {}}, "thoughtSignature": "s"}
    hidden, called, last = answered(call, {"text": "", "thoughtSignature": "z"}).parts
    assert hidden == Reasoning(content="", signature="s", at=(*AT, "thoughtSignature"))
    assert called.name == "f"
    assert (last.type, last.content, last.signature) == ("reasoning", "", "z")


def test_an_empty_text_is_no_part():
    assert answered({"text": ""}, {"text": "a"}).parts == (Text("a", at=(*AT[:-1], 1, "text")),)


def test_members_beside_a_part_are_unread():
    said = answered({"text": "a", "videoMetadata": {"fps": 1}}, finishReason="STOP", mood="blue", index=0)
    assert said.unread == {"parts/0/videoMetadata": {"fps": 1}, "mood": "blue"}


CHUNKS = [{"web": {"uri": "u", "title": "T"}}, {"web": {"uri": "v"}}, {"web": {"uri": "w"}}]


def test_the_text_that_holds_a_segment_cites_what_supports_it_and_the_last_text_the_rest():
    supports = [
        {"segment": {"endIndex": 5, "text": "Paris"}, "groundingChunkIndices": [1, 0, 1, 9, "x"]},
        {"segment": {"text": "nowhere"}, "groundingChunkIndices": [1]},
    ]
    metadata = {"groundingChunks": CHUNKS, "groundingSupports": supports}
    source = {"uri": "https://y.example", "license": "mit"}
    parts = ({"text": "It is Paris."}, {"functionCall": {"name": "f", "args": {}}}, {"text": "So."})
    said = answered(*parts, groundingMetadata=metadata, citationMetadata={"citationSources": [source]})
    assert [part.citations for part in said.parts if isinstance(part, Text)] == [
        (CHUNKS[1], CHUNKS[0]),
        (CHUNKS[1], CHUNKS[2], source),
    ]


def test_sources_without_a_text_are_unread():
    assert answered(groundingMetadata={"groundingChunks": CHUNKS[:1]}).unread == {"sources": CHUNKS[:1]}


def test_searches_that_no_part_tells_are_calls_of_the_providers_tool():
    metadata = {"webSearchQueries": ["q"], "searchEntryPoint": {}, "retrievalMetadata": {"score": 1}}
    pages = {"urlMetadata": [{"retrievedUrl": "u", "urlRetrievalStatus": "URL_RETRIEVAL_STATUS_SUCCESS"}]}
    said = answered({"text": "a"}, groundingMetadata=metadata, urlContextMetadata=pages)
    assert [(part.type, getattr(part, "call", None)) for part in said.parts] == [
        ("server_tool_call", {"type": "google_search", "queries": ["q"]}),
        ("server_tool_call", {"type": "url_context", **pages}),
        ("text", None),
    ]
    assert said.unread == {"retrievalMetadata": {"score": 1}}
    told = answered({"toolCall": {"toolType": "GOOGLE_SEARCH_WEB", "args": SEARCHED}}, groundingMetadata=metadata)
    assert [part.type for part in told.parts] == ["server_tool_call"]


def test_a_blocked_prompt_is_an_answer_without_words():
    answer = {"promptFeedback": {"blockReason": 1, "blockReasonMessage": "no"}, "modelVersion": "m"}
    (said,) = GEMINI_GENERATE_CONTENT.read_answer(answer).answers
    assert [part.as_json() for part in said.parts] == [{"type": "refusal", "content": "no"}]
    assert (said.finish_reason, said.finish_reason_raw) == ("content_filter", "SAFETY")
    assert GEMINI_GENERATE_CONTENT.is_complete(answer, "")
    assert GEMINI_GENERATE_CONTENT.read_answer({"promptFeedback": {}}).answers == ()


def test_why_an_answer_was_stopped_is_kept():
    ratings = [{"category": "HARM", "probability": "LOW"}, {"category": "HATE", "blocked": True}]
    said = answered(finishReason="SAFETY", finishMessage="too rude", safetyRatings=ratings)
    assert said.unread == {"finishMessage": "too rude", "safetyRatings": ratings[1:]}
    stopped = response([], finishReason="MALFORMED_FUNCTION_CALL", finishMessage="Malformed: f(")
    assert GEMINI_GENERATE_CONTENT.read_answer(stopped).error == "MALFORMED_FUNCTION_CALL: Malformed: f("
    fine = response([], finishReason="STOP", finishMessage="Model generated function call(s).")
    assert GEMINI_GENERATE_CONTENT.read_answer(fine).error is None


@pytest.mark.parametrize(
    ("answer", "is_complete"),
    [
        (response([], finishReason="STOP"), True),
        (response([], finishReason=1), True),
        (response([]), False),
        (response([], finishReason="FINISH_REASON_UNSPECIFIED"), False),
        ({"candidates": [{"finishReason": "STOP"}, {}]}, False),
        ({}, False),
        ({**response([], finishReason="STOP"), "error": {"code": 1}}, False),
    ],
)
def test_a_stream_is_complete_with_a_reason_for_each_candidate(answer, is_complete):
    assert GEMINI_GENERATE_CONTENT.is_complete(answer, "{}") is is_complete


def test_usage_is_copied_and_never_computed():
    usage = {
        "promptTokenCount": 5,
        "candidatesTokenCount": 2,
        "cachedContentTokenCount": 4,
        "thoughtsTokenCount": 7,
        "totalTokenCount": 14,
    }
    read = GEMINI_GENERATE_CONTENT.read_answer({"usageMetadata": usage}).usage
    assert (read.input_tokens, read.output_tokens, read.cached_tokens, read.reasoning_tokens) == (5, 2, 4, 7)
    assert read.raw == usage


@pytest.mark.parametrize(
    ("url", "model"),
    [
        (URL, "gemini-9"),
        (
            "https://x.example/v1/projects/p/locations/l/publishers/google/models/g-2:streamGenerateContent?alt=sse",
            "g-2",
        ),
        ("https://x.example/v1beta/tunedModels/mine-1:generateContent", "mine-1"),
        ("<BASE>/models/g:generateContent", "g"),
        ("https://x.example:8080/", None),
    ],
)
def test_the_model_stands_in_the_address(url, model):
    assert GEMINI_GENERATE_CONTENT.read_request({}, url).model == model
    assert GEMINI_GENERATE_CONTENT.read_request({"model": "models/other"}, url).model == (model or "other")


@pytest.mark.parametrize(
    "names",
    [
        ("systemInstruction", "generationConfig", "maxOutputTokens", "functionDeclarations", "googleSearch"),
        ("system_instruction", "generation_config", "max_output_tokens", "function_declarations", "google_search"),
    ],
)
def test_a_request_is_read_however_its_members_are_written(names):
    instruction, config, limit, declared, search = names
    schema = {"type": "object", "properties": {"far_away": {"type": "string"}}}
    read = asked(
        **{instruction: {"parts": [{"text": "be brief"}]}, config: {limit: 9}},
        contents=[{"role": "user", "parts": [{"text": "hi"}]}, {"role": "model", "parts": [{"text": "ho"}]}],
        tools=[{declared: [{"name": "f", "description": "d", "parameters": schema}]}, {search: {}}],
        safetySettings=[{"category": "HARM"}],
    )
    assert read.system_instructions == (Text("be brief", at=(instruction, "parts", 0, "text")),)
    assert [(said.role, said.text) for said in read.messages] == [("user", "hi"), ("assistant", "ho")]
    assert [(tool.name, tool.type, tool.description, tool.parameters) for tool in read.tools] == [
        ("f", "function", "d", schema),
        ("googleSearch", "googleSearch", None, None),
    ]
    assert read.parameters == {limit: 9, "safetySettings": [{"category": "HARM"}]}
    assert read.unread == {}


def test_one_content_and_one_part_may_stand_without_their_lists():
    read = asked(
        contents={"parts": {"text": "hi"}}, systemInstruction={"parts": {"text": "s"}}, tools={"urlContext": {}}
    )
    assert [(said.role, said.text) for said in read.messages] == [("user", "hi")]
    assert read.messages[0].parts[0].at == ("contents", "parts", "text")
    assert read.system_instructions[0].content == "s"
    assert [tool.name for tool in read.tools] == ["urlContext"]


def test_what_tools_answered_is_a_turn_of_the_tools():
    picture = {"inline_data": {"mime_type": "image/png", "data": "AA"}}
    answer = {"id": "c", "name": "f", "response": {"some_key": 1}, "parts": [picture, {"text": "?"}]}
    (said,) = asked(contents=[{"role": "user", "parts": [{"functionResponse": answer}]}]).messages
    assert said.role == "tool"
    told, seen, odd = said.parts
    at = ("contents", 0, "parts", 0, "functionResponse")
    assert told == ToolCallResponse(id="c", response={"some_key": 1}, name="f", at=(*at, "response"))
    assert (seen.content, seen.at) == ("AA", (*at, "parts", 0, "inline_data", "data"))
    assert odd.raw == {"text": "?"}


def test_what_of_a_request_is_not_understood_is_kept():
    read = asked(contents=["words", {"role": "user", "parts": 3, "mood": "blue"}], tools=["t"], generationConfig=7)
    assert read.messages[0].parts[0].raw == "words"
    assert read.messages[1].unread == {"parts": 3, "mood": "blue"}
    assert read.tools[0].raw == "t"
    assert read.unread == {"generationConfig": 7}
    assert asked(contents="hi", systemInstruction="s").unread == {"contents": "hi"}
    assert asked(systemInstruction="s").system_instructions[0].content == "s"
    assert asked(systemInstruction=3).system_instructions[0].raw == 3


@pytest.mark.parametrize(
    ("answer", "method", "api", "outcome"),
    [
        ({"totalTokens": 1234, "promptTokensDetails": []}, "countTokens", "gemini.count_tokens", "1,234 tokens"),
        ({"embedding": {"values": [0.5] * 768}}, "embedContent", "gemini.embed_content", "1 vector of 768 numbers"),
        (
            {"embeddings": [{"values": [1, 2]}, {"values": [3, 4]}], "usageMetadata": {"promptTokenCount": 3}},
            "batchEmbedContents",
            "gemini.embed_content",
            "2 vectors of 2 numbers",
        ),
        ({"error": {"message": "no", "code": 4}}, "embedContent", "gemini.embed_content", None),
    ],
)
def test_a_call_without_a_message_says_what_came_back(answer, method, api, outcome):
    request = {"content": {"parts": [{"text": "hi"}]}}
    url = f"{ADDRESS}:{method}"
    found = reassemble(interaction(json.dumps(answer), request, url=url, media_type="application/json"))
    assert (found.api, found.request_model, found.outcome, found.answers) == (api, "gemini-9", outcome, ())
    assert found.error == ("4: no" if outcome is None else None)


def test_each_text_of_a_batch_of_embeddings_is_a_message():
    embeddings = GEMINI_OUTCOMES[1]
    one = {"model": "models/e-1", "content": {"parts": [{"text": "a"}]}}
    read = embeddings.read_request({"requests": [one, {**one, "content": {"parts": [{"text": "b"}]}}]}, "")
    assert [said.text for said in read.messages] == ["a", "b"]
    assert read.messages[1].parts[0].at == ("requests", 1, "content", "parts", 0, "text")
    assert embeddings.read_request(one, "").model == "e-1"


def test_what_each_of_a_batch_is_embedded_for_is_kept():
    embeddings = GEMINI_OUTCOMES[1]
    one = {"content": {"parts": [{"text": "a"}]}, "task_type": "RETRIEVAL_QUERY"}
    read = embeddings.read_request({"requests": [one, "x"], "dtype": "f"}, "")
    assert (read.parameters, read.unread) == (
        {"dtype": "f"},
        {"requests/0/taskType": "RETRIEVAL_QUERY", "requests/1": "x"},
    )


def test_the_request_whose_tokens_are_counted_is_read():
    (counting,) = (api for api in GEMINI_OUTCOMES if api.operation == "count_tokens")
    inner = {"contents": [{"parts": [{"text": "a"}]}], "systemInstruction": {"parts": [{"text": "s"}]}}
    for request in (inner, {"generateContentRequest": inner}):
        read = counting.read_request(request, f"{ADDRESS}:countTokens")
        assert (read.model, read.messages[0].text, read.system_instructions[0].content) == ("gemini-9", "a", "s")
        for part in (*read.messages[0].parts, *read.system_instructions):
            assert at(request, part.at) == part.content


@pytest.mark.parametrize(
    ("answer", "method"),
    [({"models": [{"name": "models/g"}]}, ""), ({"totalTokens": 3, "price": 1}, ""), ({"name": "files/a"}, "")],
)
def test_lists_of_models_and_other_answers_are_not_taken(answer, method):
    assert api_of(Call(None, answer, f"https://generativelanguage.googleapis.com/v1beta/models{method}")) is None


@pytest.mark.parametrize(
    ("url", "provider"),
    [
        ("https://generativelanguage.googleapis.com/v1beta/models/g:generateContent", "gcp.gemini"),
        ("https://us-central1-aiplatform.googleapis.com/v1/x/models/g:generateContent", "gcp.vertex_ai"),
        ("http://localhost/models/g:generateContent", "gcp.gemini"),
    ],
)
def test_the_host_tells_who_was_called_and_gemini_where_it_does_not(url, provider):
    assert GEMINI_GENERATE_CONTENT.provider(url, None) == provider


def test_members_of_a_call_or_a_file_that_no_part_has_are_unread():
    call = {"functionCall": {"name": "f", "args": {}, "willContinue": True}}
    file = {"fileData": {"mimeType": "text/csv", "fileUri": "u", "displayName": "sales"}}
    assert answered(call, file).unread == {
        "parts/0/functionCall/willContinue": True,
        "parts/1/fileData/displayName": "sales",
    }


def test_what_ought_to_be_a_list_or_an_object_and_is_none_is_kept():
    read = GEMINI_GENERATE_CONTENT.read_answer
    assert read({"candidates": "x"}).unread == {"candidates": "x"}
    assert read({"candidates": [{"content": "x", "groundingMetadata": ["y"]}]}).answers[0].unread == {
        "content": "x",
        "groundingMetadata": ["y"],
    }
    assert read({"candidates": [{"content": {"parts": "x"}}]}).answers[0].unread == {"parts": "x"}
    assert asked(systemInstruction={"parts": "x"}).system_instructions[0].raw == {"parts": "x"}
    assert asked(tools=[{"functionDeclarations": "x"}]).tools[0].raw == {"functionDeclarations": "x"}


def test_a_part_without_what_it_ought_to_hold_stands_where_it_begins():
    parts = answered({"functionResponse": {"name": "f"}}, {"inlineData": {"mimeType": "image/png"}}).parts
    assert [part.at[4:] for part in parts] == [(0, "functionResponse"), (1, "inlineData")]
