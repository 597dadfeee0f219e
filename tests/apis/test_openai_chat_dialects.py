"""Each row of the dialects tells what its examples are, and spares the others'."""

from __future__ import annotations

import pytest

from cassette_cli.apis.openai_chat_dialects import DIALECTS, provider

MARKED = [dialect for dialect in DIALECTS if dialect.marks]


@pytest.mark.parametrize("dialect", MARKED, ids=lambda dialect: dialect.provider)
def test_a_mark_tells_who_answered_where_the_host_is_hidden(dialect):
    assert provider("http://localhost:8000/v1/chat/completions", dialect.example) == dialect.provider
    assert provider("<API_BASE>/chat/completions", dialect.example) == dialect.provider
    assert [other.provider for other in MARKED if provider("", other.example) == dialect.provider] == [dialect.provider]
