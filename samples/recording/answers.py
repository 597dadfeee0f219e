"""What the sample server's models say: a model's name -> the unstreamed answer, or one answer a turn.

The streamed form of each is made from it by `streaming.py`, so that the streamed and the unstreamed samples are twins.
Everything is fixed: no clock, no chance.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

CREATED = 1762248600  # 2025-11-04 09:30:00 UTC


def answer(id_: str, model: str, *choices: Json, tokens: tuple[int, int], **details: Json) -> Json:
    """A chat completion as the API sends it unstreamed."""
    prompt, completion = tokens
    return {
        "id": f"chatcmpl-sample-{id_}",
        "object": "chat.completion",
        "created": CREATED,
        "model": model,
        "choices": [{"index": index, **choice} for index, choice in enumerate(choices)],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
            **details,
        },
        "service_tier": "default",
        "system_fingerprint": "fp_sample0001",
    }


def choice(content: str | None, finish: str = "stop", *, logprobs: Json | None = None, **message: Any) -> Json:
    """One choice of an answer; `message` takes what stands beside the content: tool_calls, refusal ..."""
    return {
        "message": {"role": "assistant", "content": content, "refusal": None, **message},
        "logprobs": logprobs,
        "finish_reason": finish,
    }


def call(id_: str, name: str, arguments: str) -> Json:
    return {"id": id_, "type": "function", "function": {"name": name, "arguments": arguments}}


def logprob(token: str, value: float) -> Json:
    return {"token": token, "logprob": value, "bytes": list(token.encode()), "top_logprobs": []}


WEATHER = (
    answer(
        "weather-0",
        "sample-weather",
        choice(
            None,
            "tool_calls",
            tool_calls=[
                call("call_sample_pisa", "weather", '{"location":"Pisa","unit":"celsius"}'),
                call("call_sample_oslo", "weather", '{"location":"Oslo","unit":"celsius"}'),
            ],
        ),
        tokens=(97, 44),
    ),
    answer(
        "weather-1",
        "sample-weather",
        choice("In Pisa it is 21 °C and sunny; in Oslo -3 °C, with snow.\n\nTake a coat if you fly north."),
        tokens=(178, 29),
    ),
)

LANGUAGES = """\
Good morning! ☀️ 👩🏽‍🚀 🏳️‍🌈 🇮🇹
- 日本語: おはようございます。今日はいい天気ですね。
- 中文：早上好，今天天气很好。
- 한국어: 좋은 아침입니다.
- العربية: صباح الخير، الطقس جميل اليوم.
- עברית: בוקר טוב!
- हिन्दी: सुप्रभात
- Ελληνικά: καλημέρα · Русский: доброе утро
- combining: e\u0301 n\u0303, zero width: a\u200bb, no-break:\u00a0here
- "quoted", 'single', back\\slash, tab\there, a: b # c, {braces}, <html> & [markup]"""

REASONING = "March has 31 days: 31 - 3 = 28 remain.\nApril has 30, then 1 more: 59."

ANSWERS: dict[str, tuple[Json, ...]] = {
    "sample-weather": WEATHER,
    "sample-reasoner": (
        answer(
            "reasoner",
            "sample-reasoner",
            choice("**59 days** lie between 3 March and 1 May.", reasoning_content=REASONING),
            tokens=(24, 81),
            completion_tokens_details={"reasoning_tokens": 66},
        ),
    ),
    "sample-refusal": (
        answer(
            "refusal",
            "sample-refusal",
            choice(None, refusal="I'm sorry, I can't help with picking a lock that is not yours."),
            tokens=(19, 16),
        ),
    ),
    "sample-two-choices": (
        answer(
            "two-choices",
            "sample-two-choices",
            choice("Call her Nutmeg."),
            choice("How about Biscuit? It suits a small brown", "length"),
            tokens=(15, 14),
        ),
    ),
    "sample-languages": (answer("languages", "sample-languages", choice(LANGUAGES), tokens=(12, 240)),),
    "sample-logprobs": (
        answer(
            "logprobs",
            "sample-logprobs",
            choice(
                "Yes, 17 is.",
                logprobs={
                    "content": [
                        logprob("Yes", -0.0012),
                        logprob(", ", -0.0341),
                        logprob("17 ", -0.2),
                        logprob("is.", -1.5),
                    ],
                    "refusal": None,
                },
            ),
            tokens=(14, 4),
        ),
    ),
    "sample-story": (
        answer(
            "story",
            "sample-story",
            choice("Once upon a time a crab found a bell. It rang it at every tide, and the sea came to listen."),
            tokens=(11, 24),
        ),
    ),
    "sample-greeting": (answer("greeting", "sample-greeting", choice("Ça va, 船长? 🦀\n"), tokens=(9, 6)),),
}
