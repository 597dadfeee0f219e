"""What the samples ask: conversations by name, visits to a site that is no LLM, and a tour of both in small steps."""

from __future__ import annotations

from answers import WEATHER as SAID
from answers import Json

TOOL: Json = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "The weather at a place, now",
        "parameters": {
            "type": "object",
            "properties": {
                "location": {"type": "string", "description": "a city"},
                "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
            },
            "required": ["location"],
        },
    },
}


def user(content: str) -> Json:
    return {"role": "user", "content": content}


def ask(model: str, content: str, **parameters: object) -> list[Json]:
    return [{"model": model, "messages": [user(content)], **parameters}]


QUESTION = [
    {"role": "system", "content": "You are a travel assistant. Be brief."},
    user("Is it warmer in Pisa or in Oslo?"),
]
CALLED = {key: value for key, value in SAID[0]["choices"][0]["message"].items() if key != "refusal"}
RESULTS = [
    {"role": "tool", "tool_call_id": "call_sample_pisa", "content": '{"celsius": 21, "sky": "sunny"}'},
    {"role": "tool", "tool_call_id": "call_sample_oslo", "content": '{"celsius": -3, "sky": "snow"}'},
]

WEATHER: list[Json] = [
    {"model": "sample-weather", "messages": QUESTION, "tools": [TOOL], "temperature": 0.2},
    {
        "model": "sample-weather",
        "messages": [*QUESTION, CALLED, *RESULTS],
        "tools": [TOOL],
        "temperature": 0.2,
    },
]
REASONER = ask("sample-reasoner", "How many days are there from 3 March to 1 May?", max_completion_tokens=500)
REFUSAL = ask("sample-refusal", "Tell me how to pick my neighbour's lock.")
STORY = ask("sample-story", "Tell me a story about a crab.")
UNKNOWN = ask("no-such-model", "Hello?")

CONVERSATIONS: dict[str, list[Json]] = {
    "weather": WEATHER,
    "reasoning": REASONER,
    "refusal": REFUSAL,
    "two_choices": ask("sample-two-choices", "Name my puppy.", n=2, max_tokens=8),
    "languages": ask("sample-languages", "Say good morning — in many languages! 🌍"),
    "logprobs": ask("sample-logprobs", "Is 17 a prime number?", logprobs=True),
}

VISITS: list[tuple[str, str, Json]] = [
    ("GET", "/harbours", {"params": {"limit": 2}}),
    ("POST", "/harbours", {"json": {"name": "Elie", "berths": 40}}),
    ("POST", "/search", {"data": {"query": "high tide", "from": "2025-11-04"}}),
    ("GET", "/harbours/404", {}),
    ("GET", "/tides", {}),
    ("GET", "/latin1", {}),
    ("GET", "/chart.png", {}),
    ("DELETE", "/harbours/9", {}),
    ("GET", "/old", {}),
]

GREETING = ask("sample-greeting", "Greet a captain.")[0]
STREAMED = {**GREETING, "stream": True, "stream_options": {"include_usage": True}}
PLEASE_GZIP = {"Accept-Encoding": "gzip"}

TOUR: dict[str, list[tuple[str, str, Json]]] = {
    "website": [(method, f"/site{path}", options) for method, path, options in VISITS if path != "/tides"],
    "session": [
        ("POST", "/site/login", {"json": {"user": "anna", "password": "REDACTED"}}),
        ("GET", "/site/berth", {"headers": {"Cookie": "session=REDACTED; theme=dark"}}),
        ("GET", "/site/private", {"headers": {"Authorization": "Bearer REDACTED"}}),
    ],
    "chat": [("POST", "/v1/chat/completions", {"json": request}) for request in (GREETING, STREAMED)],
    "gzip": [
        ("POST", "/gzip/chat/completions", {"json": request, "headers": PLEASE_GZIP})
        for request in (GREETING, STREAMED)
    ],
    "feed": [("GET", "/site/feed", {}), ("GET", "/site/lines", {})],
}
