"""Answers of Bedrock, each cut into events as the model's maker does: (events, what they say unstreamed)."""

from __future__ import annotations

import base64
import json
from typing import Any

from hypothesis import strategies as st

from cassette_cli.apis import Said

Events = list[tuple[str, Any]]
Twins = tuple[Events, dict[str, Any]]
Path = tuple[str | int, ...]

words = st.text('ab \n"\\é😀{}:', min_size=1, max_size=12)
CITATION = {
    "title": "facts",
    "sourceContent": [{"text": "a"}],
    "location": {"documentChar": {"documentIndex": 0, "start": 0, "end": 1}},
}
METRICS = "amazon-bedrock-invocationMetrics"
COUNTED = {"inputTokenCount": 5, "outputTokenCount": 2, "invocationLatency": 9, "firstByteLatency": 1}


@st.composite
def pieces(draw, text: str) -> list[str]:
    """The text in pieces; at least one, some of them empty."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def delta(index: int, **said: Any) -> tuple[str, Any]:
    return "contentBlockDelta", {"contentBlockIndex": index, "delta": said, "p": "abc"}


def stop(index: int) -> tuple[str, Any]:
    return "contentBlockStop", {"contentBlockIndex": index, "p": "a"}


def start(index: int, **begun: Any) -> tuple[str, Any]:
    return "contentBlockStart", {"contentBlockIndex": index, "start": begun, "p": "a"}


@st.composite
def text_block(draw, index: int):
    text = draw(words)
    return [delta(index, text=piece) for piece in draw(pieces(text))], {"text": text}


@st.composite
def cited_block(draw, index: int):
    """The citation first, last or within the text."""
    text = draw(words)
    said = [delta(index, text=piece) for piece in draw(pieces(text))]
    said.insert(draw(st.integers(0, len(said))), delta(index, citation=CITATION))
    return said, {"citationsContent": {"content": [{"text": text}], "citations": [CITATION]}}


@st.composite
def thought_block(draw, index: int):
    thought = draw(words)
    said = [delta(index, reasoningContent={"text": piece}) for piece in draw(pieces(thought))]
    said.append(delta(index, reasoningContent={"signature": "sig"}))
    return said, {"reasoningContent": {"reasoningText": {"text": thought, "signature": "sig"}}}


@st.composite
def hidden_block(draw, index: int):
    hidden = base64.b64encode(draw(words).encode()).decode()
    return [delta(index, reasoningContent={"redactedContent": hidden})], {
        "reasoningContent": {"redactedContent": hidden}
    }


@st.composite
def call_block(draw, index: int):
    given = draw(st.dictionaries(st.sampled_from(("a", "b")), words, max_size=2))
    begun = {"name": "weather", "toolUseId": f"tooluse_{index}"}
    said = [start(index, toolUse=begun)]
    if given or draw(st.booleans()):
        text = json.dumps(given, ensure_ascii=False) if given else ""
        said += [delta(index, toolUse={"input": piece}) for piece in draw(pieces(text))]
    return said, {"toolUse": {**begun, "input": given}}


@st.composite
def result_block(draw, index: int):
    begun = {"status": "success", "toolUseId": f"tooluse_{index}", "type": "nova_grounding_result"}
    items = [{"text": draw(words)}, {"json": {"a": 1}}]
    said = [start(index, toolResult=begun), *(delta(index, toolResult=[item]) for item in items)]
    return said, {"toolResult": {**begun, "content": items}}


def image_block(index: int):
    said = [start(index, image={"format": "png"}), delta(index, image={"source": {"bytes": "AAEC"}})]
    return st.just((said, {"image": {"format": "png", "source": {"bytes": "AAEC"}}}))


BLOCKS = (text_block, cited_block, thought_block, hidden_block, call_block, result_block, image_block)


@st.composite
def converse(draw) -> Twins:
    """Blocks of all kinds; text and thoughts begin without an event."""
    events: Events = [("messageStart", {"role": "assistant", "p": "abcd"})]
    content = []
    for index in range(draw(st.integers(0, 4))):
        said, block = draw(draw(st.sampled_from(BLOCKS))(index))
        events += [*said, stop(index)]
        content.append(block)
    usage = {"inputTokens": draw(st.integers(0, 9)), "outputTokens": 2, "totalTokens": 11, "cacheReadInputTokens": 1}
    reason = draw(st.sampled_from(("end_turn", "tool_use", "max_tokens", "guardrail_intervened")))
    events.append(("messageStop", {"stopReason": reason, "p": "ab"}))
    events.append(("metadata", {"usage": usage, "metrics": {"latencyMs": 9}, "p": "abc"}))
    message = {"role": "assistant", "content": content}
    return events, {
        "output": {"message": message},
        "stopReason": reason,
        "usage": usage,
        "metrics": {"latencyMs": 9},
    }


def chunks(*said: dict[str, Any]) -> Events:
    """The last one has the metrics of the call."""
    return [("chunk", value) for value in [*said[:-1], {**said[-1], METRICS: COUNTED}]]


@st.composite
def nova(draw) -> Twins:
    """Converse's events as objects of one member; each piece of text is a block of its own, and it is stopped."""
    text = draw(words)
    said: list[dict[str, Any]] = [{"messageStart": {"role": "assistant"}}]
    content: list[dict[str, Any]] = [{"text": text}]
    cut = draw(pieces(text))
    for index, piece in enumerate(cut):
        said.append({"contentBlockDelta": {"delta": {"text": piece}, "contentBlockIndex": index}})
        said.append({"contentBlockStop": {"contentBlockIndex": index}})
    if draw(st.booleans()):
        index = len(cut) + 1
        begun = {"toolUseId": "t", "name": "f"}
        said.append({"contentBlockStart": {"start": {"toolUse": begun}, "contentBlockIndex": index}})
        said.append({"contentBlockDelta": {"delta": {"toolUse": {"input": '{"a":1}'}}, "contentBlockIndex": index}})
        said.append({"contentBlockStop": {"contentBlockIndex": index}})
        content.append({"toolUse": {**begun, "input": {"a": 1}}})
    usage = {"inputTokens": 5, "outputTokens": 2, "cacheReadInputTokenCount": 0}
    said.append({"messageStop": {"stopReason": "end_turn"}})
    said.append({"metadata": {"usage": usage, "metrics": {}, "trace": {}}})
    message = {"role": "assistant", "content": content}
    answer = {"output": {"message": message}, "stopReason": "end_turn", "usage": usage, "metrics": {}, "trace": {}}
    return chunks(*said), {**answer, METRICS: COUNTED}


@st.composite
def titan(draw) -> Twins:
    text = draw(words)
    cut = draw(pieces(text))
    rest = {"index": 0, "totalOutputTextTokenCount": None, "completionReason": None, "inputTextTokenCount": 5}
    said: list[dict[str, Any]] = [{"outputText": piece, **rest} for piece in cut]
    said[-1] |= {"totalOutputTextTokenCount": 2, "completionReason": "FINISH"}
    result = {"outputText": text, "tokenCount": 2, "completionReason": "FINISH"}
    return chunks(*said), {"results": [result], "inputTextTokenCount": 5, METRICS: COUNTED}


@st.composite
def llama(draw) -> Twins:
    """Tokens so far in each chunk; those of the question in the first."""
    text = draw(words)
    cut = draw(pieces(text))
    said = [
        {
            "generation": piece,
            "prompt_token_count": None if at else 5,
            "generation_token_count": at + 1,
            "stop_reason": "stop" if at == len(cut) - 1 else None,
        }
        for at, piece in enumerate(cut)
    ]
    counts = {"prompt_token_count": 5, "generation_token_count": len(cut)}
    return chunks(*said), {"generation": text, **counts, "stop_reason": "stop", METRICS: COUNTED}


@st.composite
def cohere(draw) -> Twins:
    """Two generations, one after the other; the end says the last one's reason and not its number."""
    said, generations = [], []
    for index in range(2):
        text = draw(words)
        said += [{"index": index, "is_finished": False, "text": piece} for piece in draw(pieces(text))]
        generations.append({"text": text})
    generations[-1]["finish_reason"] = "COMPLETE"
    said.append({"is_finished": True, "finish_reason": "COMPLETE"})
    return chunks(*said), {"generations": generations, METRICS: COUNTED}


@st.composite
def mistral(draw) -> Twins:
    text = draw(words)
    said = [{"outputs": [{"text": piece, "stop_reason": None}]} for piece in draw(pieces(text))]
    said.append({"outputs": [{"text": "", "stop_reason": "stop"}]})
    return chunks(*said), {"outputs": [{"text": text, "stop_reason": "stop"}], METRICS: COUNTED}


INVOKED = {"nova": nova(), "titan": titan(), "llama": llama(), "cohere": cohere(), "mistral": mistral()}


def heard(events: Events) -> list[Said]:
    """The events as a framing gives them."""
    return [Said(number, name, value, json.dumps(value)) for number, (name, value) in enumerate(events)]
