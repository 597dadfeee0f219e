"""Hosts: each tells who stands behind it, and what only looks like one tells nothing."""

from __future__ import annotations

import pytest

from cassette_cli.apis.providers import _HOSTS, provider_of

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
