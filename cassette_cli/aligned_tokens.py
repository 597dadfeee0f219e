"""A text of an unstreamed answer and edits of it -> the log probabilities that say the same text, token by token.

They repeat what was edited, in pieces: the tokens of an edited stretch are emptied (`"token": ""`, `"bytes": []`),
as no model has said the new text. Source: openai-openapi, ChatCompletionTokenLogprob; the legacy completions' lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from .documents.edits import Edit
from .parts import Json, JsonPath

_EMPTIED: dict[str, Json] = {"token": "", "bytes": [], "top_logprobs": []}


def emptied(answer: Json, path: JsonPath, text: str, edits: Sequence[Edit]) -> Iterator[tuple[JsonPath, Json]]:
    """Places of tokens in the answer that say an edited stretch of the text at `path`, with what they are to say."""
    for place in _beside(path):
        entries = _at(answer, place)
        if not isinstance(entries, list):
            continue
        tokens = [_said(entry) for entry in entries]
        if "".join(tokens) != text:
            continue
        for number, (start, end) in enumerate(pairwise(accumulate(map(len, tokens), initial=0))):
            if any(edit.span.start < end and edit.span.end > start for edit in edits):
                yield (*place, number), _without(entries[number])


def is_emptied(before: Json, after: Json) -> bool:
    """Whether log probabilities are as they were, but for tokens that are emptied."""
    if before == after or (_said(before) and after == _without(before)):
        return True
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(is_emptied(before[name], after[name]) for name in before)
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return all(is_emptied(old, new) for old, new in zip(before, after, strict=True))
    return False


def _beside(path: JsonPath) -> Iterator[JsonPath]:
    """Where the tokens of a text are: of chat, of Responses, of legacy completions."""
    if path[-2:-1] == ("message",):
        yield (*path[:-2], "logprobs", path[-1])
    yield (*path[:-1], "logprobs")
    yield (*path[:-1], "logprobs", "tokens")


def _at(value: Json, path: JsonPath) -> Json:
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        else:
            value = value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None
    return value


def _said(entry: Json) -> str:
    said = entry.get("token") if isinstance(entry, dict) else entry
    return said if isinstance(said, str) else ""


def _without(entry: Json) -> Json:
    if not isinstance(entry, dict):
        return ""
    return {key: _EMPTIED[key] if key in _EMPTIED and value is not None else value for key, value in entry.items()}
