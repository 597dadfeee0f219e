"""A stream that gets more or fewer parts, in its own style (`cassette_cli.reshaping`)."""

from __future__ import annotations

import pytest

from cassette_cli.cassette import Cassette
from cassette_cli.errors import EditError
from cassette_cli.loading import load
from cassette_cli.reassembling import reassemble
from cassette_cli.reshaping import reshaped
from cassette_cli.rewriting import Patch, SetValue, rewrite
from cassette_cli.streamed_answers import streamed_answer
from tests.reshaped import CALL, USE, patches
from tests.shared import CASSETTES, SAMPLES

WEATHER = SAMPLES / "openrouter_weather.yaml"


def read(name: str) -> Cassette:
    return load((SAMPLES / name).read_bytes(), name)


def test_every_sample_that_is_read_as_events_gets_other_parts() -> None:
    made = 0
    for path in CASSETTES:
        try:
            cassette = load(path.read_bytes(), path.name)
        except Exception:  # noqa: BLE001, S112  (samples of what is refused are among them)
            continue
        for interaction in () if cassette.read_only else cassette.interactions:
            stream = streamed_answer(interaction)
            if (
                stream is None or stream.events[0].framing.is_binary or "playwright" in path.parts
            ):  # which is not edited
                continue
            for operations in patches(stream.api.name, stream.answer.value):
                rewrite(cassette, interaction.index, [Patch(tuple(operations))])  # proves that it says what was wished
                made += 1
    assert made > 30


def test_a_new_call_is_one_chunk_more_and_every_other_byte_stays() -> None:
    before = read(WEATHER.name)
    after, _ = rewrite(before, 0, [Patch(({"op": "add", "path": "/choices/0/message/tool_calls/-", "value": CALL},))])
    old, new = before.text.splitlines(), after.text.splitlines()
    at = next(number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    assert new[at + len(new) - len(old) :] == old[at:]
    assert len(new) == len(old) + 2  # the chunk and its empty line


def test_the_finish_reason_goes_with_the_call() -> None:
    before = read(WEATHER.name)
    after, _ = rewrite(before, 0, [Patch(({"op": "remove", "path": "/choices/0/message/tool_calls"},))])
    conversation = reassemble(after.interactions[0])
    assert conversation is not None
    assert [(said.finish_reason_raw, said.tool_calls) for said in conversation.answers] == [("stop", ())]


def test_frames_of_aws_are_not_reshaped() -> None:
    cassette = read("apis/bedrock_invoke_claude_streamed.yaml")
    with pytest.raises(EditError, match="more or fewer parts cannot be expressed in this stream yet"):
        rewrite(cassette, 0, [SetValue("/content/-", USE)])


def test_other_apis_say_what_cannot_be_expressed() -> None:
    stream = streamed_answer(read("apis/gemini_generate_content_streamed.yaml").interactions[0])
    assert stream is not None
    assert reshaped(stream, {"candidates": []}) == []
    with pytest.raises(EditError, match="/candidates/1 cannot be expressed in this stream yet"):
        rewrite(read("apis/gemini_generate_content_streamed.yaml"), 0, [SetValue("/candidates/1", {})])
