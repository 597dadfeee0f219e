"""What all of Cohere's APIs say alike -> our words: finish reasons, token counts, errors, who was called.

Usage is what the model read and wrote (`tokens`); what was billed stands in for it only where that is all there is.
Source: cohere-python types/{finish_reason,chat_finish_reason,usage,api_meta}.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..messages import Tool, Usage
from ..parts import Json
from .api import in_one_line, is_records, record, word
from .providers import provider_of

_FINISH = {
    "COMPLETE": "stop",
    "STOP_SEQUENCE": "stop",
    "MAX_TOKENS": "length",
    "ERROR_LIMIT": "length",  # the model's context is full
    "TOOL_CALL": "tool_call",
    "ERROR_TOXIC": "content_filter",
    "ERROR": "error",
    "TIMEOUT": "error",
}
_OFFERED = frozenset({"tools", "connectors"})


def finish(raw: str | None) -> str | None:
    """The reason in our words, else in Cohere's."""
    return _FINISH.get(raw.upper(), raw) if raw else None


def usage(counted: Json) -> Usage | None:
    """Of `usage` (v2) or `meta` (v1), where it counts anything."""
    counted = record(counted)
    used, billed = record(counted.get("tokens")), record(counted.get("billed_units"))
    if not used and not billed:
        return None
    return Usage(
        input_tokens=_number(used.get("input_tokens"), billed.get("input_tokens")),
        output_tokens=_number(used.get("output_tokens"), billed.get("output_tokens")),
        cached_tokens=_number(counted.get("cached_tokens")),
        reasoning_tokens=_number(used.get("reasoning_tokens")),
        raw=counted,
    )


def _number(*values: Json) -> int | None:
    """The first whole number; Cohere's types call its counts floats."""
    whole = (int(value) for value in values if isinstance(value, int | float) and value == value // 1)
    return next(whole, None)


def warnings(answer: dict[str, Json]) -> dict[str, Json]:
    """What `meta` says beside its counts, for all to see: that a model is deprecated ..."""
    said = record(answer.get("meta")).get("warnings")
    return {"meta/warnings": said} if said else {}


def is_refused(answer: dict[str, Json]) -> bool:
    """Whether it is an error: `{"message": "invalid api token"}`, with an `id` lately."""
    return answer.keys() <= {"id", "message", "error", "detail"} and bool(answer.keys() - {"id"})


def refusal(answer: dict[str, Json]) -> str | None:
    """What went wrong, in one line. An object as `message` is an answer."""
    said = (word(answer.get("message")), answer.get("error"), answer.get("err"), answer.get("detail"))
    return next((in_one_line(error) for error in said if error), None)


def parameters(request: dict[str, Json], elsewhere: frozenset[str]) -> dict[str, Json]:
    """What a request says beside what is read of it elsewhere. Documents are among it: no message holds them."""
    return {key: value for key, value in request.items() if key not in elsewhere and key != "stream"}


def odd(request: dict[str, Json], *keys: str) -> Iterator[tuple[str, Json]]:
    """The members that ought to be lists and are none; of tools all that are no objects."""
    for key in keys:
        if not (is_records if key in _OFFERED else _is_list)(request.get(key)):
            yield key, request[key]


def _is_list(value: Json) -> bool:
    return isinstance(value, list | None)


def tool(offered: dict[str, Json], kind: str, parameters: str, raw: Json) -> Tool:
    """A tool that was offered, whose parameters stand under the name that the version gives them."""
    return Tool(
        name=word(offered.get("name")) or word(offered.get("id")) or kind,
        type=kind,
        description=word(offered.get("description")),
        parameters=offered.get(parameters),
        raw=raw,
    )


def provider(url: str, answer: Json) -> str | None:
    """Who was called: by the host, which may be a cloud's, else Cohere."""
    return provider_of(url) or "cohere"
