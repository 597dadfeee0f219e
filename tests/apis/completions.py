"""Chat completions, each cut into chunks in the manner of one dialect: (chunks, what they say unstreamed)."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

Chunks = list[dict[str, Any]]
Twins = tuple[Chunks, dict[str, Any]]

words = st.text('ab \n"\\é😀{}:', min_size=1, max_size=12)
names = st.sampled_from(("weather", "search", "f"))
HEAD = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1758709961, "model": "m-1"}


@st.composite
def usages(draw) -> dict[str, Any]:
    asked, answered = draw(st.integers(0, 9)), draw(st.integers(0, 9))
    return {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered}


@st.composite
def pieces(draw, text: str) -> list[str]:
    """The text in pieces; at least one, some of them empty."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@st.composite
def calls(draw) -> list[dict[str, Any]]:
    count = draw(st.integers(1, 3))
    arguments = st.dictionaries(st.sampled_from(("a", "b")), words, max_size=2).map(json.dumps)
    return [
        {"id": f"call_{n}", "type": "function", "function": {"name": draw(names), "arguments": draw(arguments)}}
        for n in range(count)
    ]


def chunk(choices: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {**HEAD, "choices": choices, **more}


def choice(delta: dict[str, Any], index: int = 0, finish: str | None = None, **more: Any) -> dict[str, Any]:
    return {"index": index, "delta": delta, "finish_reason": finish, **more}


def completion(choices: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {**HEAD, "object": "chat.completion", "choices": choices, **more}


def whole(message: dict[str, Any], finish: str | None, index: int = 0, **more: Any) -> dict[str, Any]:
    return {"index": index, "message": {"role": "assistant", **message}, "finish_reason": finish, **more}


def call_deltas(draw, wanted: list[dict[str, Any]]) -> Chunks:
    """As OpenAI does: id, type and name first, then pieces of the arguments."""
    deltas = []
    for number, call in enumerate(wanted):
        begun = {**call, "index": number, "function": {**call["function"], "arguments": ""}}
        deltas.append({"tool_calls": [begun]})
        cut = draw(pieces(call["function"]["arguments"]))
        deltas += [{"tool_calls": [{"index": number, "function": {"arguments": piece}}]} for piece in cut]
    return deltas


@st.composite
def openai(draw) -> Twins:
    """Several choices interleaved; usage in a chunk without choices; padding."""
    streams, choices = [], []
    for index in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            text = draw(words)
            message, finish = {"content": text, "refusal": None}, draw(st.sampled_from(("stop", "length")))
            deltas = [{"role": "assistant", "content": "", "refusal": None}]
            deltas += [{"content": piece} for piece in draw(pieces(text))]
        elif draw(st.booleans()):
            text = draw(words)
            message, finish = {"content": None, "refusal": text}, "stop"
            deltas = [{"role": "assistant", "content": None, "refusal": ""}]
            deltas += [{"refusal": piece} for piece in draw(pieces(text))]
        else:
            wanted = draw(calls())
            message, finish = {"content": None, "tool_calls": wanted}, "tool_calls"
            deltas = [{"role": "assistant", "content": None}, *call_deltas(draw, wanted)]
        choices.append(whole(message, finish, index, logprobs=None))
        streams.append([choice(delta, index, logprobs=None) for delta in deltas])
        streams[-1].append(choice({}, index, finish, logprobs=None))
    usage = draw(usages())
    order = [*range(len(streams)), *draw(st.permutations([at for at, each in enumerate(streams) for _ in each[1:]]))]
    chunks = [chunk([streams[at].pop(0)], usage=None, obfuscation="x1", system_fingerprint="fp") for at in order]
    return [*chunks, chunk([], usage=usage, obfuscation="")], completion(choices, usage=usage, system_fingerprint="fp")


@st.composite
def azure(draw) -> Twins:
    """A first chunk without anything but filters, choices without a delta at the end."""
    text, safe = draw(words), {"hate": {"filtered": False, "severity": "safe"}}
    filters = [{"prompt_index": 0, "content_filter_results": safe}]
    empty = {"id": "", "object": "", "created": 0, "model": ""}
    chunks = [{**empty, "choices": [], "prompt_filter_results": filters}]
    chunks.append(chunk([choice({"role": "assistant", "content": ""}, content_filter_results={})]))
    chunks += [chunk([choice({"content": piece}, content_filter_results=safe)]) for piece in draw(pieces(text))]
    chunks.append(chunk([choice({}, finish="stop", content_filter_results={})]))
    last = {"index": 0, "finish_reason": None, "content_filter_results": safe}
    chunks.append({**empty, "choices": [last]})
    said = whole({"content": text}, "stop", content_filter_results=safe)
    return chunks, completion([said], prompt_filter_results=filters)


@st.composite
def openrouter(draw) -> Twins:
    """Role and an empty text in every chunk, every thought twice, the finish reason in two chunks."""
    thought, text = draw(words), draw(words)
    shape = {"type": "reasoning.text", "format": "f", "index": 0}
    base = {"role": "assistant", "content": ""}
    deltas = [
        {**base, "reasoning": piece, "reasoning_details": [{**shape, "text": piece}]} for piece in draw(pieces(thought))
    ]
    deltas.append({**base, "reasoning": None, "reasoning_details": [{**shape, "signature": "sig"}]})
    deltas += [{**base, "content": piece, "reasoning": None, "reasoning_details": []} for piece in draw(pieces(text))]
    deltas.append({**base, "annotations": [{"type": "url_citation", "url_citation": {"url": "u"}}]})
    usage = draw(usages())
    chunks = [chunk([choice(delta, native_finish_reason=None)], provider="P") for delta in deltas]
    chunks.append(chunk([choice(base, finish="stop", native_finish_reason="STOP")], provider="P"))
    chunks.append(chunk([choice(base, finish="stop", native_finish_reason="STOP")], provider="P", usage=usage))
    message = {
        "content": text,
        "reasoning": thought,
        "reasoning_details": [{**shape, "text": thought, "signature": "sig"}],
        "annotations": [{"type": "url_citation", "url_citation": {"url": "u"}}],
    }
    said = whole(message, "stop", native_finish_reason="STOP")
    return chunks, completion([said], provider="P", usage=usage)


@st.composite
def deepseek(draw) -> Twins:
    """Thoughts with a null text, then text with null thoughts; usage comes with the finish reason."""
    thought, text, usage = draw(words), draw(words), draw(usages())
    deltas = [{"role": "assistant", "content": None, "reasoning_content": ""}]
    deltas += [{"content": None, "reasoning_content": piece} for piece in draw(pieces(thought))]
    deltas += [{"content": piece, "reasoning_content": None} for piece in draw(pieces(text))]
    chunks = [chunk([choice(delta)], usage=None) for delta in deltas]
    chunks.append(chunk([choice({"content": "", "reasoning_content": None}, finish="stop")], usage=usage))
    said = whole({"content": text, "reasoning_content": thought}, "stop")
    return chunks, completion([said], usage=usage)


@st.composite
def groq(draw) -> Twins:
    """Usage in `x_groq`, sometimes once more in a chunk without choices."""
    text, usage = draw(words), draw(usages())
    chunks = [chunk([choice({"role": "assistant", "content": ""})], x_groq={"id": "req_1"})]
    chunks += [chunk([choice({"content": piece})]) for piece in draw(pieces(text))]
    chunks.append(chunk([choice({}, finish="stop")], x_groq={"id": "req_1", "usage": usage}))
    if draw(st.booleans()):
        chunks.append(chunk([], usage=usage))
    return chunks, completion([whole({"content": text}, "stop")], usage=usage, x_groq={"id": "req_1"})


@st.composite
def xai(draw) -> Twins:
    """Tool calls whole, in one delta."""
    wanted, usage = draw(calls()), draw(usages())
    numbered = [{**call, "index": number} for number, call in enumerate(wanted)]
    chunks = [chunk([choice({"role": "assistant", "content": "", "tool_calls": numbered}, finish="tool_calls")])]
    chunks.append(chunk([], usage=usage))
    return chunks, completion([whole({"content": "", "tool_calls": wanted}, "tool_calls")], usage=usage)


@st.composite
def mistral(draw) -> Twins:
    """Thoughts and text as lists, text also as a string; tool calls whole and without an index; padding `p`."""
    thought, text, usage, wanted = draw(words), draw(words), draw(usages()), draw(calls())
    deltas: Chunks = [{"role": "assistant", "content": ""}]
    for piece in draw(pieces(thought)):
        deltas.append({"content": [{"type": "thinking", "thinking": [{"type": "text", "text": piece}]}]})
    for piece in filter(None, draw(pieces(text))):
        deltas.append({"content": piece if draw(st.booleans()) else [{"type": "text", "text": piece}]})
    deltas.append({"content": "", "tool_calls": wanted})
    chunks = [chunk([choice(delta)], p="ab") for delta in deltas]
    chunks.append(chunk([choice({"content": ""}, finish="tool_calls")], p="a", usage=usage))
    content = [
        {"type": "thinking", "thinking": [{"type": "text", "text": thought}]},
        {"type": "text", "text": text},
    ]
    return chunks, completion([whole({"content": content, "tool_calls": wanted}, "tool_calls")], usage=usage)


@st.composite
def together(draw) -> Twins:
    """Text twice in every chunk, and the role each time."""
    text, usage = draw(words), draw(usages())
    chunks = [
        chunk([choice({"role": "assistant", "content": piece}, text=piece, seed=None)]) for piece in draw(pieces(text))
    ]
    last = choice({"role": "assistant", "content": ""}, finish="eos", text="", seed=7)
    return [*chunks, chunk([last], usage=usage)], completion([whole({"content": text}, "eos", seed=7)], usage=usage)


@st.composite
def perplexity(draw) -> Twins:
    """All of the text so far in every chunk, and usage and sources too."""
    text, so_far, chunks = draw(words), "", []
    more = {"citations": ["https://example.com"], "search_results": [{"url": "https://example.com", "title": "t"}]}
    for number, piece in enumerate(draw(pieces(text))):
        so_far += piece
        message = {"role": "assistant", "content": so_far}
        counted = {"prompt_tokens": 3, "completion_tokens": number, "total_tokens": 3 + number}
        delta = {"role": "assistant", "content": piece}
        chunks.append(chunk([choice(delta, message=message)], usage=counted, **more))
    chunks[-1]["object"] = "chat.completion.done"
    chunks[-1]["choices"][0]["finish_reason"] = "stop"
    return chunks, completion([whole({"content": text}, "stop")], usage=counted, **more)


@st.composite
def writer(draw) -> Twins:
    """Every delta twice; ids and names are null in later pieces, arguments in the first."""
    (call,) = draw(calls().filter(lambda found: len(found) == 1))
    later = {"index": 0, "id": None, "type": None}
    deltas: Chunks = [
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{**call, "index": 0, "function": {"name": call["function"]["name"], "arguments": None}}],
        }
    ]
    for piece in draw(pieces(call["function"]["arguments"])):
        deltas.append({"tool_calls": [{**later, "function": {"name": None, "arguments": piece}}]})
    chunks = [chunk([choice(delta, message=deepcopy(delta))]) for delta in deltas]
    chunks.append(chunk([choice({"content": None}, finish="tool_calls", message={"content": None})]))
    return chunks, completion([whole({"content": None, "tool_calls": [call]}, "tool_calls")])


@st.composite
def snowflake(draw) -> Twins:
    """No finish reason at all, empty ids, empty refusals, a logprobs object of nulls, null tool calls."""
    text, usage = draw(words), draw(usages())
    head = {"id": "", "object": "chat.completion.chunk", "created": 0, "model": "m-1"}
    nothing = {"content": None, "refusal": None}
    chunks = [
        {
            **head,
            "choices": [
                {
                    "index": 0,
                    "delta": {"role": "assistant", "content": piece, "refusal": "", "tool_calls": None},
                    "logprobs": nothing,
                }
            ],
        }
        for piece in draw(pieces(text))
    ]
    message = {"role": "assistant", "content": text, "refusal": "", "tool_calls": None}
    said = {"index": 0, "message": message, "logprobs": nothing}
    whole_one = {**head, "object": "chat.completion", "choices": [said], "usage": usage}
    return [*chunks, {**head, "choices": [], "usage": usage}], whole_one


@st.composite
def litellm(draw) -> Twins:
    """Usage with an empty choice after the finish reason, the request's options in every chunk, log probabilities."""
    text, usage = draw(words), draw(usages())
    entries = [{"token": piece, "logprob": -0.5} for piece in draw(pieces(text))]
    chunks = [
        chunk(
            [choice({"role": "assistant", "content": entry["token"]}, logprobs={"content": [entry]})],
            stream_options={"include_usage": True},
        )
        for entry in entries
    ]
    chunks.append(chunk([choice({}, finish="stop")]))
    chunks.append(chunk([choice({})], usage=usage))
    said = whole({"content": text}, "stop", logprobs={"content": entries})
    return chunks, completion([said], usage=usage, stream_options={"include_usage": True})


@st.composite
def legacy(draw) -> Twins:
    """The one function call of 2023."""
    arguments = draw(words)
    deltas: Chunks = [{"role": "assistant", "content": None, "function_call": {"name": "f", "arguments": ""}}]
    deltas += [{"function_call": {"arguments": piece}} for piece in draw(pieces(arguments))]
    chunks = [*(chunk([choice(delta)]) for delta in deltas), chunk([choice({}, finish="function_call")])]
    message = {"content": None, "function_call": {"name": "f", "arguments": arguments}}
    return chunks, completion([whole(message, "function_call")])


@st.composite
def spoken(draw) -> Twins:
    """An answer in sound, with its transcript."""
    transcript = draw(words)
    deltas: Chunks = [{"role": "assistant", "audio": {"id": "audio_1", "transcript": ""}}]
    deltas += [{"audio": {"transcript": piece}} for piece in draw(pieces(transcript))]
    deltas += [{"audio": {"data": "AAEC"}}, {"audio": {"data": "AwQF"}}, {"audio": {"expires_at": 9}}]
    chunks = [*(chunk([choice(delta)]) for delta in deltas), chunk([choice({}, finish="stop")])]
    audio = {"id": "audio_1", "transcript": transcript, "data": "AAECAwQF", "expires_at": 9}
    return chunks, completion([whole({"audio": audio}, "stop")])


DIALECTS = {
    "openai": openai(),
    "azure": azure(),
    "openrouter": openrouter(),
    "deepseek": deepseek(),
    "groq": groq(),
    "xai": xai(),
    "mistral": mistral(),
    "together": together(),
    "perplexity": perplexity(),
    "writer": writer(),
    "snowflake": snowflake(),
    "litellm": litellm(),
    "legacy function call": legacy(),
    "audio": spoken(),
}


def sse(chunks: Chunks, *, done: bool = True, line_end: str = "\n") -> str:
    """The chunks as a streamed body."""
    data = [*(json.dumps(piece, ensure_ascii=False) for piece in chunks), *(["[DONE]"] if done else [])]
    return "".join(f"data: {line}{line_end}{line_end}" for line in data)
