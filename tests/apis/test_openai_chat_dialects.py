"""Each row of the dialects tells what its examples are, and spares the others'."""

from __future__ import annotations

import pytest

from cassette_cli.apis.openai_chat_dialects import DIALECTS, provider

MARKED = [dialect for dialect in DIALECTS if dialect.marks]
HOSTS = [(dialect.provider, host) for dialect in DIALECTS for host in dialect.hosts]


@pytest.mark.parametrize("dialect", MARKED, ids=lambda dialect: dialect.provider)
def test_a_mark_tells_who_answered_where_the_host_is_hidden(dialect):
    assert provider("http://localhost:8000/v1/chat/completions", dialect.example) == dialect.provider
    assert provider("<API_BASE>/chat/completions", dialect.example) == dialect.provider
    assert [other.provider for other in MARKED if provider("", other.example) == dialect.provider] == [dialect.provider]


@pytest.mark.parametrize(("name", "host"), HOSTS)
def test_a_host_tells_who_was_called_whatever_the_answer_says(name, host):
    full = host if host[0].isalnum() else f"us-east-1{host}"
    assert provider(f"https://{full}/v1/chat/completions", {"x_groq": {"id": "1"}}) == name
    assert provider(f"https://user@{full.upper()}:443/v1", None) == name


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
    assert provider(url, {"choices": []}) is None
