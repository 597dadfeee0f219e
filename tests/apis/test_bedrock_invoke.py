"""Models on InvokeModel, asked and answered in their own words; and what answers with no message."""

from __future__ import annotations

import pytest

from cassette_cli.apis import Call, api_of
from cassette_cli.apis.bedrock_invoke import BEDROCK_INVOKE
from cassette_cli.apis.bedrock_invoke_dialects import DIALECTS
from cassette_cli.apis.bedrock_outcomes import BEDROCK_OUTCOMES
from cassette_cli.parts import Blob, Other, Text
from tests.apis.bedrock_answers import COUNTED, METRICS

HOST = "https://bedrock-runtime.us-east-1.amazonaws.com/model"
EMBEDDINGS, IMAGES, COUNT = BEDROCK_OUTCOMES


def invoke(model, end="invoke"):
    return f"{HOST}/{model}/{end}"


def named(said, url="", event="", request=None):
    found = api_of(Call(request, said, url, event))
    return found.name if found else None


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_the_example_of_each_dialect_is_told_and_read(dialect):
    assert named(dialect.example, invoke("m")) == "bedrock.invoke"
    read = BEDROCK_INVOKE.read_answer(dialect.example)
    (said,) = read.answers
    assert (said.text, said.finish_reason, said.unread, read.unread) == ("a", "stop", {}, {})
    assert said.parts[0].at[-len(dialect.text) :] == dialect.text


@pytest.mark.parametrize(
    ("said", "event", "name"),
    [
        ({"outputText": "a", "index": 0}, "chunk", "bedrock.invoke"),
        ({"generation": "a", "stop_reason": None}, "chunk", "bedrock.invoke"),
        ({"index": 0, "is_finished": False, "text": "a"}, "chunk", "bedrock.invoke"),
        ({"outputs": [{"text": "a", "stop_reason": None}]}, "chunk", "bedrock.invoke"),
        ({"song": "a", METRICS: COUNTED}, "chunk", "bedrock.invoke"),
        ({"results": [{"outputText": "a"}]}, "", "bedrock.invoke"),
        ({"type": "message_start", "message": {"role": "assistant"}}, "chunk", "anthropic.messages"),
        ({"choices": [{"index": 0, "message": {"content": "a"}}]}, "", "openai.chat"),
        ({"generation": "a"}, "", None),
        ({"outputs": [{"text": "a"}]}, "", None),
        ({"completions": ["a"]}, "", None),
        ({"results": [1]}, "", None),
    ],
)
def test_a_model_is_told_by_its_words_alone(said, event, name):
    assert named(said, event=event) == name


def test_claude_belongs_to_anthropic_also_where_it_failed():
    failed = {"message": "no"}
    url = invoke("us.anthropic.claude-sonnet-4%3A0")
    assert (
        named(failed, url, request={"anthropic_version": "bedrock-2023-05-31", "messages": []}) == "anthropic.messages"
    )
    assert not BEDROCK_INVOKE.recognises(Call({"anthropic_version": "v"}, failed, invoke("arn%3A1")))
    assert named(failed, invoke("ai21.j2-mid-v1"), request={"prompt": "a"}) == "bedrock.invoke"


def test_usage_is_the_models_own_or_that_of_the_call():
    def counted(said):
        usage = BEDROCK_INVOKE.read_answer(said).usage
        return usage and (usage.input_tokens, usage.output_tokens, usage.raw)

    titan = {"inputTextTokenCount": 5, "results": [{"outputText": "a", "tokenCount": 2, "completionReason": "LENGTH"}]}
    llama = {"generation": "a", "prompt_token_count": 5, "generation_token_count": 2, "stop_reason": "length"}
    assert counted(titan) == (5, 2, {"inputTextTokenCount": 5})
    assert counted({**titan, "results": titan["results"] * 2}) == (5, None, {"inputTextTokenCount": 5})
    assert counted(llama) == (5, 2, {"prompt_token_count": 5, "generation_token_count": 2})
    assert counted({**llama, METRICS: COUNTED}) == (5, 2, COUNTED)
    assert counted({"outputs": [{"text": "a", "stop_reason": "stop"}]}) is None


@pytest.mark.parametrize(
    ("raw", "normal"),
    [("FINISH", "stop"), ("LENGTH", "length"), ("CONTENT_FILTERED", "content_filter"), ("RAG", "RAG"), (None, "stop")],
)
def test_stop_reasons_are_said_in_few_words(raw, normal):
    (said,) = BEDROCK_INVOKE.read_answer({"results": [{"outputText": "a", "completionReason": raw}]}).answers
    assert (said.finish_reason, said.finish_reason_raw) == (normal, raw)


def test_several_generations_are_several_answers_and_what_is_not_understood_is_unread():
    read = BEDROCK_INVOKE.read_answer(
        {"id": 7, "prompt": "q", "generations": [{"text": "a", "mood": "blue"}, {"text": "b"}], "weather": "fine"}
    )
    assert [answer.text for answer in read.answers] == ["a", "b"]
    assert (read.id, read.unread, read.answers[0].unread) == ("7", {"weather": "fine"}, {"mood": "blue"})


def test_what_was_asked_is_one_text_with_its_pictures_or_messages_as_converse_has_them():
    read = BEDROCK_INVOKE.read_request(
        {"prompt": "hi", "images": ["AA==", 1], "max_gen_len": 9}, invoke("meta.llama3%3A0")
    )
    assert read.messages[0].parts == (
        Text(content="hi", at=("prompt",)),
        Blob(modality="image", mime_type=None, content="AA==", at=("images", 0)),
        Other(raw=1, at=("images", 1)),
    )
    assert (read.model, read.parameters) == ("meta.llama3:0", {"max_gen_len": 9})
    titan = BEDROCK_INVOKE.read_request({"inputText": "hi", "textGenerationConfig": {}}, "")
    assert (titan.messages[0].text, titan.parameters) == ("hi", {"textGenerationConfig": {}})
    nova = {"messages": [{"role": "user", "content": [{"text": "hi"}]}], "schemaVersion": "messages-v1"}
    assert BEDROCK_INVOKE.read_request(nova, "").messages[0].text == "hi"


@pytest.mark.parametrize(
    ("said", "url", "name", "outcome"),
    [
        ({"embedding": [0.5, 1], "inputTextTokenCount": 3}, "", "bedrock.embeddings", "1 vector of 2 numbers"),
        (
            {"embeddings": [[1], [2]], "id": "e"},
            invoke("cohere.embed-v3"),
            "bedrock.embeddings",
            "2 vectors of 1 numbers",
        ),
        ({"embeddings": {"int8": [[1, 2]]}}, invoke("cohere.embed-v4"), "bedrock.embeddings", "1 vector of 2 numbers"),
        ({"images": ["AA=="]}, invoke("amazon.nova-canvas-v1%3A0"), "bedrock.images", "1 image"),
        (
            {"artifacts": [{"base64": "AA=="}, {"base64": "AA=="}]},
            invoke("stability.stable-diffusion-xl-v1"),
            "bedrock.images",
            "2 images",
        ),
        ({"inputTokens": 1_100}, invoke("m", "count-tokens"), "bedrock.count_tokens", "1,100 input tokens"),
    ],
)
def test_what_is_no_message_is_told_by_what_came_back(said, url, name, outcome):
    found = api_of(Call(None, said, url))
    assert (found.name, found.read_answer(said).outcome) == (name, outcome)


def test_the_call_of_an_embedding_that_failed_is_known_by_its_model():
    assert named({"message": "no"}, invoke("amazon.titan-embed-text-v2%3A0")) == "bedrock.embeddings"
    assert EMBEDDINGS.read_answer({"message": "no"}).error == "no"
    assert EMBEDDINGS.read_answer({"message": "no"}).outcome is None


def test_what_an_embedding_is_made_of_is_asked():
    read = EMBEDDINGS.read_request({"texts": ["a", "b"], "input_type": "query"}, invoke("cohere.embed-v3"))
    assert [message.text for message in read.messages] == ["a", "b"]
    assert (read.model, read.parameters) == ("cohere.embed-v3", {"input_type": "query"})
    assert EMBEDDINGS.read_answer({"embedding": [1], "inputTextTokenCount": 3}).usage.input_tokens == 3
    painted = IMAGES.read_request({"taskType": "TEXT_IMAGE", "textToImageParams": {"text": "a cat"}}, "")
    assert painted.messages[0].text == "a cat"
    (part,) = IMAGES.read_answer({"images": ["AA=="]}).answers[0].parts
    assert (part.modality, part.content, part.at) == ("image", "AA==", ("images", 0))


def test_tokens_are_counted_of_a_request_that_stands_inside():
    inner = {"messages": [{"role": "user", "content": [{"text": "hi"}]}]}
    read = COUNT.read_request({"input": {"converse": inner}}, invoke("m", "count-tokens"))
    assert (read.model, read.messages[0].text) == ("m", "hi")
    assert read.messages[0].parts[0].at == ("input", "converse", "messages", 0, "content", 0, "text")
    other = COUNT.read_request({"input": {"invokeModel": {"body": "e30="}}}, "")
    assert other.parameters == {"input": {"invokeModel": {"body": "e30="}}}


def test_why_a_picture_was_not_painted_is_kept():
    read = IMAGES.read_answer({"images": ["AA=="], "finish_reasons": ["Filter reason: prompt"]})
    assert read.unread == {"finish_reasons": ["Filter reason: prompt"]}
