"""A stream that was given more or fewer parts is one that the official SDKs read, as what was wished.

Not judged are the streams that an SDK refuses or doubles as they were recorded, and those in frames of AWS, which are
not reshaped.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cassette_cli.cassette import Cassette, Interaction
from cassette_cli.loading import load
from cassette_cli.parts import Json
from cassette_cli.reassembling import reassemble, stream_of
from cassette_cli.rewriting import Patch, rewrite
from tests.compat import test_anthropic_sdk, test_openai_sdk
from tests.compat.judging import recorded
from tests.reshaped import patches
from tests.shared import CORPUS, needs_corpus

JUDGES = {"openai.chat": test_openai_sdk, "anthropic.messages": test_anthropic_sdk}
NOT_JUDGED = {
    "azure_chat_completion_streamed.yaml:0",
    "test_openrouter_web_search_annotations_stream.yaml:0",
    "test_tools_streaming_variant_a.yaml:0",
}


def streams(api: str) -> Iterator[tuple[Cassette, int, Json]]:
    """The recorded ones: the cassette, the interaction, what its answer adds up to."""
    for each in recorded():
        file, _, index = each.name.rpartition(":")
        found = stream_of(each.found) if each.ours.api == api and not each.ours.error else None
        if found is None or found[0].is_binary or each.short in NOT_JUDGED:
            continue
        cassette = load((CORPUS / file).read_bytes(), file)
        if not cassette.read_only:
            yield cassette, int(index), each.ours.unstreamed


def judge(api: str, interaction: Interaction) -> None:
    found, ours = stream_of(interaction), reassemble(interaction)
    assert found is not None
    assert ours is not None
    JUDGES[api].compare(JUDGES[api].official(found[1].text), ours)


@needs_corpus
@pytest.mark.parametrize("api", JUDGES)
def test_each_is_read_after_one_patch(api: str) -> None:
    """One of the patches in turn; `make soak` makes all."""
    judged = 0
    for turn, (cassette, index, answer) in enumerate(streams(api)):
        wished = list(patches(api, answer))
        if wished:
            after, _ = rewrite(cassette, index, [Patch(tuple(wished[turn % len(wished)]))])
            judge(api, after.interactions[index])
            judged += 1
    assert judged > 30


@needs_corpus
@pytest.mark.soak
@pytest.mark.parametrize("api", JUDGES)
def test_each_is_read_after_every_patch(api: str) -> None:
    for cassette, index, answer in streams(api):
        for operations in patches(api, answer):
            after, _ = rewrite(cassette, index, [Patch(tuple(operations))])
            judge(api, after.interactions[index])
