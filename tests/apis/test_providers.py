"""Hosts tell who stands behind them, and Bedrock what went wrong in whatever words its models speak."""

from __future__ import annotations

from typing import Any

import pytest

from cassette_cli.apis import Api, Said
from cassette_cli.apis.anthropic_complete import ANTHROPIC_COMPLETE
from cassette_cli.apis.anthropic_messages import ANTHROPIC_MESSAGES
from cassette_cli.apis.bedrock_invoke import BEDROCK_INVOKE
from cassette_cli.apis.cohere_v1 import COHERE_V1
from cassette_cli.apis.draft import Draft
from cassette_cli.apis.openai_chat import OPENAI_CHAT
from cassette_cli.apis.openai_completions import OPENAI_COMPLETIONS
from cassette_cli.apis.providers import _HOSTS, provider_of
from tests.apis.origins import check_origins

HOSTS = [(name, host) for name, hosts in _HOSTS.items() for host in hosts]


@pytest.mark.parametrize(("name", "host"), HOSTS)
def test_a_host_tells_who_was_called(name, host):
    full = host if host[0].isalnum() else f"us-east-1{host}"
    assert provider_of(f"https://{full}/v1/chat/completions") == name
    assert provider_of(f"https://user@{full.upper()}:443/v1") == name


@pytest.mark.parametrize(
    "url",
    [
        "https://api.openai.com.example.com/",
        "https://evilapi.groq.com/",
        "http://localhost/api.openai.com",
        "",
        "http://[::1/",
    ],
)
def test_a_host_that_only_looks_like_one_tells_nothing(url):
    assert provider_of(url) is None


BROKE = {"message": "The model broke"}
SPOKEN: list[tuple[Api, list[Any]]] = [
    (ANTHROPIC_COMPLETE, [{"type": "completion", "completion": "He", "stop_reason": None}]),
    (
        ANTHROPIC_MESSAGES,
        [
            {"type": "message_start", "message": {"type": "message", "role": "assistant", "content": []}},
            {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": "He"}},
        ],
    ),
    (BEDROCK_INVOKE, [{"generation": "He", "stop_reason": None}]),
    (COHERE_V1, [{"event_type": "text-generation", "text": "He"}]),
    (OPENAI_CHAT, [{"choices": [{"index": 0, "message": {"content": "He"}, "stop_reason": None}]}]),
    (OPENAI_COMPLETIONS, [{"choices": [{"text": "He", "stop_reason": None}]}]),
]


@pytest.mark.parametrize(("api", "chunks"), SPOKEN, ids=lambda each: each.name if isinstance(each, Api) else "")
def test_an_exception_that_ends_a_stream_on_bedrock_says_its_kind_beside_what_was_said_before(
    api: Api, chunks: list[Any]
):
    chunk = [Said(number, "chunk", each) for number, each in enumerate(chunks)]
    answer = api.unstream([*chunk, Said(len(chunk), "modelStreamErrorException", BROKE)])
    read = api.read_answer(answer.value)
    assert (read.error, read.answers[0].text) == ("modelStreamErrorException: The model broke", "He")
    assert (answer.unread, read.unread, api.is_complete(answer.value, "{}")) == ({}, {}, False)
    check_origins(answer, [*chunks, BROKE])


@pytest.mark.parametrize(("name", "value"), [("chunk", BROKE), ("modelStreamErrorException", "broke"), ("", BROKE)])
def test_other_events_are_no_exceptions(name: str, value: Any):
    draft = Draft()
    objects = list(draft.objects([Said(0, name, value)]))
    assert objects == ([(0, name, value)] if isinstance(value, dict) else [])
    assert (draft.answer().value, draft.answer().unread) == ({}, {} if objects else {"events/0": value})
