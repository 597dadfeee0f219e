"""What the models on InvokeModel answer, each in its own words: rows, one a maker.

Unstreamed an answer has a list of choices (`choices`; "" where the answer is the only one itself). A chunk of a
stream has the same list, or is a flat piece of one choice, whose members `flat` names as they are unstreamed.
Nova speaks as Converse does, Claude as Anthropic does, and others as OpenAI: they are no rows here.
Source: Bedrock user guide, "Inference request parameters and response fields"; recordings of Titan, Llama, Cohere
(streamed and not) and AI21 (unstreamed, it does not stream). Mistral's stream is read off its unstreamed answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..messages import Usage
from ..parts import NOTHING, Json, JsonPath
from .api import number, record, records
from .bedrock_words import usage_of
from .providers import METRICS


class Dialect(NamedTuple):
    """`mark` is a member that a chunk has. `text` and `finish` are paths in a choice; `counts` names the answer's own
    members for tokens, asked and answered; `known` are those that say nothing of the answer (an echo of the question).
    """

    name: str
    choices: str
    text: JsonPath
    finish: JsonPath
    mark: str = ""
    flat: Mapping[str, str] = NOTHING
    silent: frozenset[str] = frozenset()
    counts: tuple[str, str] = ("", "")
    known: frozenset[str] = frozenset()
    example: Json = None


DIALECTS = (
    Dialect(
        name="titan",
        choices="results",
        text=("outputText",),
        finish=("completionReason",),
        mark="outputText",
        flat={
            "outputText": "outputText",
            "completionReason": "completionReason",
            "totalOutputTextTokenCount": "tokenCount",
        },
        counts=("inputTextTokenCount", ""),
        example={"results": [{"outputText": "a", "completionReason": "FINISH"}]},
    ),
    Dialect(
        name="llama",
        choices="",
        text=("generation",),
        finish=("stop_reason",),
        mark="generation",
        counts=("prompt_token_count", "generation_token_count"),
        example={"generation": "a", "stop_reason": "stop"},
    ),
    Dialect(
        name="cohere",
        choices="generations",
        text=("text",),
        finish=("finish_reason",),
        mark="is_finished",
        flat={"text": "text", "finish_reason": "finish_reason"},
        silent=frozenset({"is_finished"}),
        known=frozenset({"prompt"}),
        example={"generations": [{"text": "a", "finish_reason": "COMPLETE"}]},
    ),
    Dialect(
        name="mistral",
        choices="outputs",
        text=("text",),
        finish=("stop_reason",),
        mark="outputs",
        example={"outputs": [{"text": "a", "stop_reason": "stop"}]},
    ),
    Dialect(
        name="ai21",
        choices="completions",
        text=("data", "text"),
        finish=("finishReason", "reason"),
        known=frozenset({"prompt"}),
        example={"completions": [{"data": {"text": "a"}, "finishReason": {"reason": "endoftext"}}]},
    ),
)


def choices_of(answer: dict[str, Json]) -> tuple[Dialect, list[tuple[JsonPath, dict[str, Json]]]] | None:
    """Whose answer it is, and its choices, each with its place."""
    for dialect in DIALECTS:
        listed = records(answer.get(dialect.choices)) if dialect.choices else []
        found: list[tuple[JsonPath, dict[str, Json]]] = [((dialect.choices, at), choice) for at, choice in listed]
        if not dialect.choices:
            found = [((), answer)]
        if found and any(is_text(inside(choice, dialect.text)) for _, choice in found):
            return dialect, found
    return None


def usage_in(
    dialect: Dialect, choices: list[tuple[JsonPath, dict[str, Json]]], answer: dict[str, Json]
) -> Usage | None:
    """The metrics that Bedrock adds to a stream, else what the model counted; Titan counts what each choice has."""
    found = usage_of(answer)
    if found or not any(dialect.counts):
        return found
    raw = {name: answer[name] for name in dialect.counts if name in answer}
    asked, answered = (number(raw.get(name)) for name in dialect.counts)
    if len(choices) == 1 and "tokenCount" in choices[0][1]:
        answered = number(choices[0][1]["tokenCount"])
    return Usage(input_tokens=asked, output_tokens=answered, raw=raw) if raw else None


def understood(dialect: Dialect) -> frozenset[str]:
    """The members of an answer that are read, or say nothing of it."""
    read = {dialect.choices} if dialect.choices else {str(dialect.text[0]), str(dialect.finish[0])}
    return dialect.known | dialect.silent | read | {*dialect.counts, "id", METRICS}


def inside(value: Json, path: JsonPath) -> Json:
    """The value at a path of names; None where there is none."""
    for name in path:
        value = record(value).get(str(name))
    return value


def is_text(value: Json) -> bool:
    """Whether it is a string, an empty one as well."""
    return isinstance(value, str)
