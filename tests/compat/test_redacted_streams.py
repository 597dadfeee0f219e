"""A stretch that a recorded stream cut into deltas is redacted, and the official SDK still accepts the stream.

For every stream of the corpus that an SDK judges, a rule is made for words that really lie across deltas. Redacted,
the SDK must make of the stream what we make of it, and that must be what was there before with the placeholder in the
stretch's place: ids, usage, finish reason, the number of events and all other parts are the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

import pytest

from cassette_cli.cassette import Cassette
from cassette_cli.editing import edit
from cassette_cli.loading import load
from cassette_cli.messages import Conversation
from cassette_cli.reassembling import reassemble
from cassette_cli.redacting import PLACEHOLDER, redact
from cassette_cli.rules import DEFAULTS, Level, Rules, TokenRule
from cassette_cli.streamed_answers import LeafLayer, streamed_answer
from tests.compat.judging import Recorded, recorded
from tests.compat.table import modules
from tests.shared import CORPUS, needs_corpus

SHORTEST, LONGEST = 8, 40  # characters of what is redacted
WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")  # in JSON: of no escape, no number, no mark of its own
LINE = re.compile(r"[^\n\\&]+")  # `suspecting` takes a backslash and an ampersand for escapes, of no token

pytestmark = [needs_corpus, pytest.mark.filterwarnings("ignore::UserWarning:pydantic")]


def crossing(leaf: LeafLayer) -> Iterator[str]:
    """Words that lie in the most pieces that they can, and stand once in the leaf."""
    found: list[tuple[int, str]] = []
    for run in (WORDS if leaf.text.lstrip()[:1] in ("{", "[") else LINE).finditer(leaf.text):
        for start in range(run.start(), run.end()):
            text = leaf.text[start : min(run.end(), start + LONGEST)]
            count = len([end for end in leaf.ends if start < end < start + len(text)])
            if len(text) >= SHORTEST and count and leaf.text.count(text) == 1 and not DEFAULTS.is_placeholder(text):
                found.append((count, text))
    yield from (text for _, text in sorted(found, key=lambda each: -each[0])[:1])


def secrets_of(call: Recorded) -> tuple[str, ...]:
    """The words to redact in a stream, of each of its texts; none if none lie across deltas."""
    answer = streamed_answer(call.found)
    assert answer is not None
    return tuple(text for leaf in answer.leaves() for text in crossing(leaf))


def rule_for(number: int, secret: str) -> TokenRule:
    return TokenRule(f"made-up-{number}", Level.SECRET, "words", (secret,), re.escape(secret), "", (secret,))


@cache
def judges() -> tuple[tuple[ModuleType, tuple[Recorded, ...]], ...]:
    """Each SDK with the streams of the corpus that it is fed with."""
    calls = {call.name: call for call in recorded()}
    fed = ((module, (each.name for each in module.verdicts() if each.streamed)) for module in modules())
    return tuple((module, tuple(calls[name] for name in names)) for module, names in fed)


@cache
def redacted(file: str) -> tuple[Cassette, tuple[str, ...]]:
    """A file of the corpus with words of each of its streams redacted, and the words."""
    fed = {call.name: call for _, calls in judges() for call in calls if call.name.rpartition(":")[0] == file}
    secrets = tuple(sorted({secret for call in fed.values() for secret in secrets_of(call)}, key=len, reverse=True))
    rules = Rules.of(rule_for(number, secret) for number, secret in enumerate(secrets))
    before = load((CORPUS / file).read_bytes(), file)
    found = redact(before, rules)
    assert [each.problem for each in found if each.problem] == []
    return edit(before, [change for each in found for change in each.changes]), secrets


def wished(value: Any, secrets: tuple[str, ...]) -> Any:
    """The same value with the placeholder where a secret stood; log probabilities repeat tokens and are left out."""
    if isinstance(value, dict):
        return {wished(key, secrets): wished(each, secrets) for key, each in value.items() if key != "logprobs"}
    if isinstance(value, list):
        return [wished(each, secrets) for each in value]
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, PLACEHOLDER)
    return value


def after_of(call: Recorded) -> Recorded | None:
    """The call after its words were redacted; None where no words lie across deltas."""
    if not secrets_of(call):
        return None
    file, _, number = call.name.rpartition(":")
    interaction = redacted(file)[0].interactions[int(number)]
    return Recorded(call.name, interaction, reassemble(interaction))


def counted(conversation: Conversation) -> tuple[Any, ...]:
    stream = conversation.stream
    assert stream is not None
    reasons = [answer.finish_reason_raw for answer in conversation.answers]
    return stream, conversation.response_id, conversation.response_model, conversation.usage, reasons


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.__name__.rpartition("test_")[2])
def test_what_was_redacted_across_deltas_is_accepted_by_the_sdk(module: ModuleType) -> None:
    wrong: list[str] = []
    for call in dict(judges())[module]:
        after = after_of(call)
        if after is None:
            continue
        secrets = redacted(call.name.rpartition(":")[0])[1]
        try:
            assert wished(after.ours.unstreamed, ()) == wished(call.ours.unstreamed, secrets)
            assert counted(after.ours) == counted(call.ours)
            assert module.judge(after) == module.judge(call)
        except Exception as fault:  # noqa: BLE001 - whatever an SDK raises is told by name
            wrong.append(f"{call.name}: {type(fault).__name__}: {str(fault)[:300]}")
    assert wrong == []


def test_three_of_four_streams_have_such_words() -> None:
    """The others say each text in one piece, or say less than a secret's length, or numbers in JSON only."""
    asked = Counter(bool(secrets_of(call)) for _, calls in judges() for call in calls)
    assert asked[True] > 190
    assert asked[False] < 70
