"""Chat completions, asked and answered, as messages."""

from __future__ import annotations

import pytest

from cassette_cli.apis import Call
from cassette_cli.apis.openai_chat import OPENAI_CHAT
from cassette_cli.parts import (
    Blob,
    File,
    Other,
    Reasoning,
    Refusal,
    ServerToolCall,
    Text,
    ToolCall,
    ToolCallResponse,
    Uri,
)
from tests.apis.completions import choice, chunk, completion, whole

CHAT_URL = "https://api.example.com/v1/chat/completions"


@pytest.mark.parametrize(
    ("request_json", "answer", "url", "is_chat"),
    [
        (None, completion([whole({"content": "a"}, "stop")]), "", True),
        (None, chunk([choice({"content": "a"})]), "http://localhost:8000/x", True),
        (None, {"choices": [{"message": {"content": "no object"}}]}, "", True),
        (None, {"choices": [{"finish_reason": None, "content_filter_results": {}}]}, "", True),
        (None, {"choices": [], "object": ""}, CHAT_URL, True),
        ({"messages": []}, {"choices": []}, "", True),
        (None, {"choices": [], "object": "chat.completion.chunk"}, "", True),
        (None, {"choices": [], "object": "", "prompt_filter_results": [{"prompt_index": 0}]}, "", True),
        ({"prompt": "a"}, {"choices": [], "prompt_filter_results": []}, "", False),
        (None, {"choices": [], "prompt_filter_results": []}, "https://a/deployments/d/completions?v=1", False),
        ({"messages": []}, {"error": {"message": "no"}}, CHAT_URL, True),
        (None, {"message": "Unauthorized", "request_id": "1"}, CHAT_URL, True),
        (None, {"object": "error", "message": {"detail": [{"loc": ["body"]}]}}, CHAT_URL, True),
        (None, {"message": {"role": "assistant", "content": "a"}, "done": True, "model": "m"}, CHAT_URL, False),
        (None, {"message": {"role": "assistant", "content": []}, "finish_reason": "COMPLETE"}, CHAT_URL, False),
        ({"messages": []}, None, "<OLLAMA_API_BASE>/chat/completions", True),
        (None, None, "https://x.azure.com//openai/deployments/d/chat/completions?api-version=1", True),
        (None, {"error": {"message": "no"}}, "https://api.example.com/v1/responses", False),
        ({"prompt": "a"}, {"choices": [{"text": "a", "index": 0, "finish_reason": None}]}, "", False),
        (None, {"choices": ["red", "blue"]}, "", False),
        (None, {"choices": [{"message": "pick one"}]}, "", False),
        (None, {"choices": []}, "https://quiz.example.com/questions", False),
        (None, {"object": "list", "data": []}, CHAT_URL, False),
        (None, {"candidates": []}, "", False),
        (None, None, "https://api.example.com/v1/completions", False),
        (None, [1], CHAT_URL, False),
    ],
)
def test_a_chat_completion_is_told_by_its_body_and_by_its_address_only_without_one(request_json, answer, url, is_chat):
    assert OPENAI_CHAT.recognises(Call(request_json, answer, url)) is is_chat


def answered(message, finish="stop", **more):
    (said,) = OPENAI_CHAT.read_answer(completion([whole(message, finish)], **more)).answers
    return said


def asked(*messages, **more):
    return OPENAI_CHAT.read_request({"messages": list(messages), **more}, "")


def test_the_parts_of_an_answer_stand_in_the_order_in_which_models_speak():
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
    said = answered({"tool_calls": [call], "content": "so", "reasoning": "hm", "refusal": "no"}, "tool_calls")
    base = ("choices", 0, "message")
    assert said.parts == (
        Reasoning(content="hm", at=(*base, "reasoning")),
        Text(content="so", at=(*base, "content")),
        Refusal(content="no", at=(*base, "refusal")),
        ToolCall(
            id="c",
            name="f",
            arguments={"a": 1},
            arguments_text='{"a": 1}',
            at=(*base, "tool_calls", 0, "function", "arguments"),
        ),
    )
    assert said.finish_reason == "tool_call"
    assert said.finish_reason_raw == "tool_calls"


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("stop", "stop"),
        ("STOP", "stop"),
        ("eos", "stop"),
        ("length", "length"),
        ("model_length", "length"),
        ("content_filter", "content_filter"),
        ("function_call", "tool_call"),
        ("error", "error"),
        ("abort", "error"),
        ("a new word", "a new word"),
        (None, "stop"),
    ],
)
def test_finish_reasons_are_said_in_few_words(raw, normal):
    said = answered({"content": "a"}, raw)
    assert (said.finish_reason, said.finish_reason_raw) == (normal, raw)


def test_a_thought_that_is_said_three_times_is_read_once():
    details = [{"type": "reasoning.text", "text": "hm", "signature": "s"}, {"type": "reasoning.encrypted", "data": "e"}]
    (part,) = answered({"reasoning": "hm", "reasoning_content": "hm", "reasoning_details": details}).parts
    assert (part.content, part.summary, part.signature, part.encrypted) == ("hm", None, "s", "e")


def test_the_steps_of_a_thought_are_what_was_thought_and_what_was_searched_for_it():
    searched = {"search_keywords": ["x"], "search_results": []}
    steps = [
        {"thought": "Look it up", "type": "web_search", "web_search": searched},
        {"thought": "Then say it", "type": "none"},
        {"mood": 1},
        5,
    ]
    said = answered({"reasoning_steps": steps, "content": "a"})
    at = ("choices", 0, "message", "reasoning_steps")
    assert said.parts == (
        Reasoning(content="Look it up", at=(*at, 0, "thought")),
        ServerToolCall(id=None, name="web_search", call={"type": "web_search", **searched}, at=(*at, 0)),
        Reasoning(content="Then say it", at=(*at, 1, "thought")),
        Other(raw={"mood": 1}, at=(*at, 2)),
        Other(raw=5, at=(*at, 3)),
        Text(content="a", at=("choices", 0, "message", "content")),
    )
    assert said.unread == {}
    assert answered({"reasoning_steps": "odd"}).parts == (Other(raw="odd", at=at),)


def test_arguments_that_do_not_parse_are_kept_as_they_were_sent():
    call = {"id": "c", "function": {"name": "f", "arguments": '{"a": '}}
    (part,) = answered({"tool_calls": [call]}).parts
    assert part.arguments == part.arguments_text == '{"a": '


def test_a_custom_tool_takes_text():
    call = {"id": "c", "type": "custom", "custom": {"name": "sql", "input": "1"}}
    (part,) = answered({"tool_calls": [call]}).parts
    assert (part.name, part.arguments) == ("sql", "1")


def test_media_in_an_answer_are_parts():
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAEC"}}
    audio = {"data": "AA==AQI=", "transcript": "la", "id": "audio_1"}
    transcript, sound, picture = answered({"images": [image], "audio": audio}).parts
    assert transcript.content == "la"
    assert (sound.modality, sound.content) == ("audio", "AAEC"), "padding of single pieces is taken out"
    assert isinstance(picture, Blob)
    assert (picture.mime_type, picture.content) == ("image/png", "AAEC")


def test_sources_are_citations_of_the_text():
    note = {"type": "url_citation", "url_citation": {"url": "u"}}
    assert answered({"content": "a", "annotations": [note]}).parts[0].citations == (note,)
    sources = [{"url": "u", "title": "t"}]
    assert answered({"content": "a"}, citations=["u"], search_results=sources).parts[0].citations == tuple(sources)
    assert answered({"content": "a"}, citations=["u"]).parts[0].citations == ("u",)


def test_usage_is_copied_and_never_computed():
    usage = {
        "prompt_tokens": 5,
        "completion_tokens": 2,
        "prompt_tokens_details": {"cached_tokens": 4},
        "completion_tokens_details": {"reasoning_tokens": 1},
        "cost": 0.1,
    }
    read = OPENAI_CHAT.read_answer(completion([], usage=usage)).usage
    assert (read.input_tokens, read.output_tokens, read.cached_tokens, read.reasoning_tokens) == (5, 2, 4, 1)
    assert read.raw == usage
    assert OPENAI_CHAT.read_answer({"usage": {"prompt_cache_hit_tokens": 3}}).usage.cached_tokens == 3


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"error": {"message": "no  such\nmodel", "type": "invalid", "code": 4}}, "invalid: no such model"),
        ({"error": "no"}, "no"),
        ({"detail": [{"loc": ["body"]}]}, '[{"loc": ["body"]}]'),
        ({"error": {"code": 500}}, '{"code": 500}'),
        (completion([{"index": 0, "finish_reason": "error", "error": {"message": "cut", "code": 502}}]), "502: cut"),
        (completion([whole({"content": "a"}, "stop")]), None),
    ],
)
def test_an_error_is_said_in_one_line(answer, error):
    assert OPENAI_CHAT.read_answer(answer).error == error


def test_what_nobody_understands_is_unread_and_known_extras_are_not():
    said = answered({"content": "a", "mood": "blue", "refusal": None}, x_groq={"id": "1"}, weather="fine")
    assert said.unread == {"mood": "blue"}
    read = OPENAI_CHAT.read_answer(completion([], x_groq={"id": "1"}, weather="fine", nothing=None))
    assert read.unread == {"weather": "fine"}


def test_mistral_thoughts_and_text_are_parts_of_the_content():
    content = [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": "so"}]
    assert [(type(part), part.content) for part in answered({"content": content}).parts] == [
        (Reasoning, "hm"),
        (Text, "so"),
    ]


def test_a_request_is_messages_tools_and_parameters():
    tool = {"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object"}}}
    read = asked({"role": "user", "content": "hi"}, model="m", tools=[tool], temperature=0, stream=True)
    assert read.model == "m"
    assert [(message.role, message.text) for message in read.messages] == [("user", "hi")]
    assert [(t.name, t.type, t.description, t.parameters) for t in read.tools] == [
        ("f", "function", "d", {"type": "object"})
    ]
    assert read.parameters == {"temperature": 0}


def test_a_system_message_is_a_turn_of_the_history():
    read = asked(
        {"role": "system", "content": "be brief"}, {"role": "developer", "content": [{"type": "text", "text": "x"}]}
    )
    assert [(message.role, message.text) for message in read.messages] == [("system", "be brief"), ("developer", "x")]
    assert read.system_instructions == ()


def test_a_tool_answer_knows_which_tool_was_called():
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    read = asked(
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c", "content": "40 C"},
        {
            "role": "tool",
            "tool_call_id": "other",
            "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}],
        },
        {"role": "function", "name": "old", "content": "1"},
        {"role": "tool", "tool_call_id": "c", "content": [{"type": "image_url", "image_url": {"url": "u"}}]},
    )
    responses = [message.parts[0] for message in read.messages[1:]]
    assert all(isinstance(part, ToolCallResponse) for part in responses)
    assert [(part.id, part.name, part.response) for part in responses] == [
        ("c", "f", "40 C"),
        ("other", None, "ab"),
        (None, "old", "1"),
        ("c", "f", [{"type": "image_url", "image_url": {"url": "u"}}]),
    ]


PNG, PDF = "data:image/png;base64,AA", "data:application/pdf;base64,AA"
WAV = {"data": "AA", "format": "wav"}
ADDRESS = "https://x/a.png"


@pytest.mark.parametrize(
    ("item", "part"),
    [
        ({"image_url": {"url": ADDRESS}}, Uri(modality="image", mime_type=None, uri=ADDRESS)),
        ({"image_url": ADDRESS}, Uri(modality="image", mime_type=None, uri=ADDRESS)),
        ({"image_url": {"url": PNG}}, Blob(modality="image", mime_type="image/png", content="AA")),
        ({"video_url": {"url": "u"}}, Uri(modality="video", mime_type=None, uri="u")),
        ({"document_url": "u"}, Uri(modality="file", mime_type=None, uri="u")),
        ({"input_audio": WAV}, Blob(modality="audio", mime_type="audio/wav", content="AA")),
        ({"file": {"file_id": "file-1"}}, File(modality="file", mime_type=None, file_id="file-1")),
        ({"file": {"file_data": PDF}}, Blob(modality="file", mime_type="application/pdf", content="AA")),
        ({"refusal": "no"}, Refusal(content="no")),
        ({"hologram": 1}, Other(raw={"type": "hologram", "hologram": 1})),
        ({"text": None}, Other(raw={"type": "text", "text": None})),
        ("words", Text(content="words")),
        (7, Other(raw=7)),
    ],
)
def test_each_kind_of_content_is_its_part(item, part):
    content = {"type": next(iter(item)), **item} if isinstance(item, dict) else item
    (read,) = asked({"role": "user", "content": [content]}).messages[0].parts
    assert (type(read), read.as_json()) == (type(part), part.as_json())
    assert read.at[:4] == ("messages", 0, "content", 0)


def test_tools_of_all_kinds_are_offered():
    tools = asked(
        tools=[
            {"type": "openrouter:web_search", "parameters": {"max_uses": 1}},
            {"type": "custom", "custom": {"name": "sql"}},
        ],
        functions=[{"name": "old", "parameters": {}}],
    ).tools
    assert [(tool.type, tool.name) for tool in tools] == [
        ("openrouter:web_search", "openrouter:web_search"),
        ("custom", "sql"),
        ("function", "old"),
    ]


def test_the_prompt_of_a_gap_to_be_filled_is_what_the_user_says():
    read = OPENAI_CHAT.read_request({"model": "codestral", "prompt": "def f(", "suffix": "return a"}, "")
    assert [(part.content, part.at) for part in read.messages[0].parts] == [("def f(", ("prompt",))]
    assert read.parameters == {"suffix": "return a"}
    assert OPENAI_CHAT.read_request({"messages": [], "prompt": {"id": "p"}}, "").parameters == {"prompt": {"id": "p"}}


def test_watsonx_calls_its_model_so():
    read = OPENAI_CHAT.read_request({"model_id": "ibm/granite", "messages": [], "project_id": "p"}, "")
    assert (read.model, read.parameters) == ("ibm/granite", {"project_id": "p"})
    answered = OPENAI_CHAT.read_answer(
        {**completion([whole({"content": "a"}, "stop")]), "model": None, "model_id": "ibm/granite"}
    )
    assert (answered.model, answered.unread) == ("ibm/granite", {})


def test_what_of_a_request_is_not_understood_is_unread():
    read = asked(
        {
            "role": "user",
            "content": [{"type": "text", "text": "a", "cache_control": {"type": "ephemeral"}}],
            "prefix": True,
        }
    )
    assert read.messages[0].unread == {"prefix": True, "content/0/cache_control": {"type": "ephemeral"}}
    assert OPENAI_CHAT.read_request({"messages": "hi"}, "").unread == {"messages": "hi"}


@pytest.mark.parametrize(
    ("answer", "last", "is_complete"),
    [
        (completion([whole({}, "stop")]), "{}", True),
        (completion([whole({}, None)]), "[DONE]", True),
        (completion([whole({}, None)]), "{}", False),
        (completion([whole({}, "stop"), whole({}, None, 1)]), "{}", False),
        (completion([]), "{}", False),
    ],
)
def test_a_stream_is_complete_with_an_end_mark_or_a_finish_reason_for_each_choice(answer, last, is_complete):
    assert OPENAI_CHAT.is_complete(answer, last) is is_complete
