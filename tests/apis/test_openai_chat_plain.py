"""The texts of a plain stream are those of the leaves that are put together; what is not plain is left to that."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis import Kind, Said
from cassette_cli.apis.openai_chat import OPENAI_CHAT
from cassette_cli.streamed_answers import LeafLayer, StreamedAnswer, streamed_answer
from tests.apis.completions import DIALECTS, choice, chunk
from tests.apis.test_openai_chat_stream import call
from tests.recorded import corpus, interaction
from tests.shared import needs_corpus

INTO = ("choices", 0, "message")


def said(*chunks: Any) -> list[Said]:
    return [Said(number, "", value) for number, value in enumerate(chunks)]


def plain(*deltas: Any) -> dict[Any, str] | None:
    return OPENAI_CHAT.plain_texts(said(*(chunk([choice(delta)]) for delta in deltas)))


def joined(*chunks: Any) -> dict[Any, str]:
    """By way of the origins: each piece is looked up in its event."""
    answer = OPENAI_CHAT.unstream(said(*chunks))

    def at(event: int, path: tuple[str | int, ...]) -> str:
        value: Any = chunks[event]
        for step in path:
            value = value[step]
        return value if isinstance(value, str) else ""

    return {
        path: "".join(at(*place) for place in origin.places)
        for path, origin in answer.origins.items()
        if origin.kind is Kind.JOINED and origin.places
    }


@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
def test_they_are_those_of_the_leaves_in_each_dialect(dialect: str, data: st.DataObject) -> None:
    chunks, _ = data.draw(DIALECTS[dialect])
    texts = OPENAI_CHAT.plain_texts(said(*chunks))
    assert texts is None or texts == joined(*chunks)


STRINGS = st.sampled_from(["", "a", "sk-", "b\\", None])
CALLS = st.fixed_dictionaries(
    {"function": st.fixed_dictionaries({}, optional={"name": STRINGS, "arguments": STRINGS})},
    optional={"index": st.sampled_from([0, 1, 2, None, True]), "id": STRINGS, "type": st.just("function")},
)
DELTAS = st.fixed_dictionaries(
    {},
    optional={
        "role": st.just("assistant"),
        "content": STRINGS | st.just([{"type": "text", "text": "a"}]),
        "reasoning": STRINGS | st.just(3),
        "tool_calls": st.lists(CALLS, max_size=2) | st.none(),
        "name": STRINGS,
    },
)
CHOICES = st.fixed_dictionaries(
    {}, optional={"delta": DELTAS, "index": st.sampled_from([0, 1, None, False]), "message": DELTAS, "text": STRINGS}
)


@given(st.lists(st.fixed_dictionaries({}, optional={"choices": st.lists(CHOICES, max_size=2), "id": STRINGS})))
def test_they_are_those_of_the_leaves_whatever_the_chunks_are_like(chunks: list[Any]) -> None:
    texts = OPENAI_CHAT.plain_texts(said(*chunks))
    assert texts is None or texts == joined(*chunks)


@given(st.lists(DELTAS.filter(lambda delta: "name" not in delta)))
def test_they_are_those_of_the_leaves_of_one_choice(deltas: list[Any]) -> None:
    chunks = [chunk([choice(delta)]) for delta in deltas]
    texts = OPENAI_CHAT.plain_texts(said(*chunks))
    assert texts is None or texts == joined(*chunks)


@needs_corpus
def test_they_are_those_of_the_leaves_in_recorded_streams_and_most_are_plain() -> None:
    streams = [stream for _, found in corpus() if (stream := streamed_answer(found)) and stream.api is OPENAI_CHAT]
    told = [(stream, texts) for stream in streams if (texts := stream.plain_texts()) is not None]
    wrong = [texts for stream, texts in told if texts != {leaf.path: leaf.text for leaf in stream.leaves()}]
    assert wrong == []
    assert len(told) > len(streams) / 2


def test_pieces_of_a_text_and_of_calls_are_joined() -> None:
    assert plain({"role": "assistant", "content": ""}, {"content": "sk-"}, {"content": "or"}) == {
        (*INTO, "content"): "sk-or"
    }
    calls = [call(0, "c1", "f", ""), call(0, None, None, '{"a":'), call(0, None, None, "1}"), call(1, "c2", "g")]
    first, second = ((*INTO, "tool_calls", number, "function") for number in (0, 1))
    assert plain(*({"tool_calls": [each]} for each in calls)) == {
        (*first, "name"): "f",
        (*first, "arguments"): '{"a":1}',
        (*second, "name"): "g",
    }


@pytest.mark.parametrize(
    "deltas",
    [
        [{"content": [{"type": "text", "text": "a"}]}],
        [{"audio": {"transcript": "a"}}],
        [{"tool_calls": [call(1, "c1", "f", "")]}],
        [{"tool_calls": [call(0, "c1", "f", ""), call(0, "c2", "g", "")]}],
        [{"tool_calls": [call(None, "c1", "f", "")]}],
        [{"content": 3}],
    ],
)
def test_what_is_not_plain_is_left_to_putting_together(deltas: list[Any]) -> None:
    assert plain(*deltas) is None


def test_two_choices_are_not_plain() -> None:
    assert OPENAI_CHAT.plain_texts(said(chunk([choice({"content": "a"}, index=1)]))) is None
    assert OPENAI_CHAT.plain_texts(said(chunk([choice({}), choice({}, index=1)]))) is None


def test_a_stream_is_put_together_only_when_somebody_asks() -> None:
    found = streamed_answer(interaction('data: {"object": "chat.completion.chunk", "choices": []}\n\n'))
    assert isinstance(found, StreamedAnswer)
    assert found.plain_texts() == {}
    assert "answer" not in vars(found)
    assert [leaf for leaf in found.leaves() if isinstance(leaf, LeafLayer)] == []
    assert "answer" in vars(found)
