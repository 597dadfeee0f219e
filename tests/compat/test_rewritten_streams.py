"""The official SDKs read a stream after an edit of one word as they read it before, with the other word in it."""

from __future__ import annotations

from collections import Counter
from types import ModuleType

import pytest

from cassette_cli.messages import Conversation
from tests.compat.editing import edited, said, wishes
from tests.compat.table import modules
from tests.shared import needs_corpus

LEAST = {  # edits of recorded streams: of texts, of arguments
    "anthropic": (40, 10),
    "botocore": (20, 3),
    "cohere": (4, 0),
    "google_genai": (15, 2),
    "groq": (2, 0),
    "mistralai": (2, 0),
    "ollama": (2, 0),
    "openai": (45, 4),
    "openai_assistants": (0, 0),  # the corpus has none
    "openai_responses": (25, 3),
    "openai_transcription": (1, 0),
}


def whole(talk: Conversation) -> tuple[object, ...]:
    return talk.response_id, talk.response_model, talk.usage, talk.stream and talk.stream.events, talk.error


@needs_corpus
@pytest.mark.filterwarnings("ignore::UserWarning:pydantic")
@pytest.mark.parametrize("judge", modules(), ids=lambda module: module.__name__.rpartition("test_")[2])
def test_the_sdk_reads_the_edited_stream_and_nothing_but_the_word_is_another_one(judge: ModuleType) -> None:
    count: Counter[str] = Counter()
    for wish in wishes(judge):
        call, wished = edited(wish)
        assert (call.name, said(call.ours)) == (call.name, wished)
        assert (call.name, whole(call.ours)) == (call.name, whole(wish.call.ours))
        assert not judge.judge(call)
        count[wish.part] += 1
    least = LEAST[judge.__name__.rpartition("test_")[2].removesuffix("_sdk")]
    assert count["text"] >= least[0]
    assert count["arguments"] >= least[1]
