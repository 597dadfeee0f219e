"""Samples in pairs, `*_streamed` and `*_unstreamed`: the same answers, told in pieces and in one piece, are the same.

What differs since the API itself tells it in one form only stands in a table, and has to differ.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from botocore.eventstream import EventStreamBuffer

from cassette_cli.apis import APIS
from cassette_cli.cassette import Interaction
from cassette_cli.loading import load
from cassette_cli.messages import Conversation, Message
from cassette_cli.reassembling import reassemble
from tests.shared import CASSETTES, SAMPLES

STREAMED, UNSTREAMED = "_streamed", "_unstreamed"
PAIRS = {
    path: other
    for path in CASSETTES
    if STREAMED in path.name and (other := path.with_name(path.name.replace(STREAMED, UNSTREAMED))) in CASSETTES
}
FORMATS = SAMPLES / "apis"

BY_THE_API = {
    "cohere_generate": {
        "usage": "the end of a stream repeats the texts and has no `meta` (GenerateStreamEndResponse)",
        "usage.raw": "as above",
    },
    "bedrock_invoke_titan": {
        "usage.raw": "Bedrock adds its own counts to the last event of a stream, and to its headers otherwise",
    },
    **dict.fromkeys(
        ("bedrock_invoke_mistral", "bedrock_invoke_deepseek", "bedrock_invoke_command_r"),
        dict.fromkeys(("usage", "usage.raw"), "as above, and the models count nothing themselves"),
    ),
    "bedrock_agent": {"response_id": "the session is named by a header of the stream, and by the answer otherwise"},
    "openai_assistants": {
        "interactions": "unstreamed a run is begun and asked for before its messages are",
        **dict.fromkeys(
            ("response_id", "response_model", "usage", "usage.raw"), "they are the run's, not those of its messages"
        ),
    },
    "replicate_predictions": dict.fromkeys(
        ("response_id", "response_model", "usage", "usage.raw"), "a stream tells the output alone"
    ),
}

NOT_MET = {  # an API and a framing that no recording shows
    ("cohere.v1", "sse"): "by the documentation of `Accept`; all that were met are JSON lines",
    ("openai.speech", "sse"): "unstreamed it is a sound and no JSON; `openai_outcomes` has both",
}


def name_of(path: Path) -> str:
    return path.name.partition(STREAMED)[0]


def shown(path: Path) -> str:
    return path.relative_to(SAMPLES).as_posix()


@cache
def interactions(path: Path) -> tuple[Interaction, ...]:
    return tuple(load(path.read_bytes(), path.name).interactions)


@cache
def conversations(path: Path) -> tuple[Conversation, ...]:
    """What was said; every interaction of these samples calls a model."""
    found = [(at, reassemble(interaction)) for at, interaction in enumerate(interactions(path))]
    assert [at for at, conversation in found if conversation is None] == []
    return tuple(conversation for _, conversation in found if conversation)


def placeless(message: Message) -> Message:
    """A place is one in the JSON, which may be longer in one form."""
    return message._replace(parts=tuple(part._replace(at=()) for part in message.parts))


def told(conversation: Conversation) -> dict[str, Any]:
    """What the answer says, whatever its form."""
    usage = conversation.usage
    return {
        "api": conversation.api,
        "operation": conversation.operation,
        "provider": conversation.provider,
        "response_id": conversation.response_id,
        "response_model": conversation.response_model,
        "answers": tuple(map(placeless, conversation.answers)),
        "usage": usage and usage._replace(raw=None),
        "usage.raw": usage and usage.raw,
        "outcome": conversation.outcome,
        "error": conversation.error,
        "unread": conversation.unread,
    }


def differing(streamed: Path) -> set[str]:
    """What the two forms of any answer in a pair do not tell alike; the last ones belong together."""
    ones, others = conversations(streamed), conversations(PAIRS[streamed])
    forms = [(told(one), told(other)) for one, other in zip(reversed(ones), reversed(others), strict=False)]
    found = {what for one, other in forms for what in one if one[what] != other[what]}
    return found if len(ones) == len(others) else {"interactions", *found}


@pytest.mark.parametrize("streamed", PAIRS, ids=shown)
def test_a_streamed_answer_and_its_unstreamed_twin_are_the_same_message(streamed: Path):
    assert differing(streamed) == set(BY_THE_API.get(name_of(streamed), ()))
    assert all(said.answers or said.outcome for said in conversations(streamed))


@pytest.mark.parametrize("streamed", PAIRS, ids=shown)
def test_only_the_streamed_one_came_as_a_stream_and_it_came_whole(streamed: Path):
    streams = [said.stream for said in conversations(streamed) if said.answers]
    assert [stream for stream in streams if not stream or not stream.complete or stream.error] == []
    assert [said.stream for said in conversations(PAIRS[streamed]) if said.stream] == []


@pytest.mark.parametrize("path", [path for path in CASSETTES if path.parent == FORMATS], ids=shown)
def test_every_sample_of_a_format_is_read_to_the_last_word_of_its_answers(path: Path):
    left = [each.unread for said in conversations(path) for each in (said, *said.answers)]
    assert [unread for unread in left if unread] == []


def test_every_streamed_sample_of_a_format_has_its_twin():
    files = [path for path in CASSETTES if path.parent == FORMATS]
    alone = {path for path in files if STREAMED in path.name} - PAIRS.keys()
    alone |= {path for path in files if UNSTREAMED in path.name} - set(PAIRS.values())
    assert alone == set()
    assert set(BY_THE_API) <= set(map(name_of, PAIRS))


@cache
def spoken() -> frozenset[str]:
    """The APIs that the samples of VCR.py speak."""
    files = [path for path in CASSETTES if path.parent.name in ("apis", "vcrpy")]
    found = (reassemble(interaction) for path in files for interaction in interactions(path))
    return frozenset(conversation.api for conversation in found if conversation)


@pytest.mark.parametrize("name", [api.name for api in APIS])
def test_every_api_has_a_sample(name: str):
    assert name in spoken()


@cache
def streamed_as() -> frozenset[tuple[str, str]]:
    """The APIs whose streams have a twin, and the framings of those streams."""
    found = (reassemble(interaction) for path in PAIRS for interaction in interactions(path))
    return frozenset((said.api, said.stream.framing) for said in found if said and said.stream)


@pytest.mark.parametrize(
    ("name", "framing"), [(api.name, each) for api in APIS for each in api.streams if (api.name, each) not in NOT_MET]
)
def test_every_api_has_twins_in_each_framing_of_its_streams(name: str, framing: str):
    assert (name, framing) in streamed_as()


def framed() -> list[Any]:
    """The answers of all samples that came as an AWS event stream."""
    files = [path for path in CASSETTES if path.parent == FORMATS]
    return [
        pytest.param(interaction, said, id=shown(path))
        for path in files
        for interaction, said in zip(interactions(path), map(reassemble, interactions(path)), strict=True)
        if said and said.stream and said.stream.framing == "aws_event_stream"
    ]


@pytest.mark.parametrize(("interaction", "said"), framed())
def test_botocore_reads_the_frames_of_the_samples(interaction: Interaction, said: Conversation):
    buffer = EventStreamBuffer()
    buffer.add_data(interaction.response.body.content)
    assert said.stream
    assert len(list(buffer)) == said.stream.events
