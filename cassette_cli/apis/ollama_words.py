"""What Ollama's chat and generate say alike -> our words: counts, reasons, errors; and how their lines are joined.

A line has the answer's own shape: strings that are said in pieces are joined, lists grow, everything else is said
last by the line with `done: true`, which has the counts. No line repeats the text.
Source: ollama-python _types.py (BaseGenerateResponse and its kin).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..messages import Tool, Usage
from ..parts import Blob, Json, JsonPath, Part, Reasoning, Text
from .api import in_one_line, is_records, number, record, records, texts, word
from .draft import Draft
from .providers import provider_of

_FINISH = {"stop": "stop", "length": "length"}
_DURATIONS = ("total_duration", "load_duration", "prompt_eval_duration", "eval_duration")
_COUNTS = ("prompt_eval_count", "eval_count")
READ = frozenset(("model", "created_at", "done", "done_reason", "error", "logprobs", *_COUNTS, *_DURATIONS))
_IMAGES = {"/9j/": "jpeg", "iVBORw0KGgo": "png", "R0lGOD": "gif", "UklGR": "webp"}  # first bytes, in base64


def fold(draft: Draft, event: int, key: str, value: Json) -> None:
    """A member of a line that both have."""
    if key == "model":
        draft.first((key,), event, (key,), value)
    elif key == "logprobs" and isinstance(value, list):
        draft.extend((key,), event, (key,), value)
    else:
        draft.last((key,), event, (key,), value)


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """The last line says that it is done."""
    return answer.get("done") is True


def finish(answer: dict[str, Json]) -> str | None:
    """The reason in our words; older servers give none."""
    raw = word(answer.get("done_reason"))
    return _FINISH.get(raw, raw) if raw else ("stop" if answer.get("done") is True else None)


def usage(answer: dict[str, Json]) -> Usage | None:
    """A prompt that was in the cache has no count."""
    said = {key: answer[key] for key in (*_COUNTS, *_DURATIONS) if key in answer}
    asked, answered = (number(answer.get(key)) for key in _COUNTS)
    return Usage(input_tokens=asked, output_tokens=answered, raw=said) if said else None


def error(answer: dict[str, Json]) -> str | None:
    """What went wrong, in one line: also a line of a stream says it."""
    return in_one_line(answer["error"]) if answer.get("error") else None


def is_refused(answer: Json) -> bool:
    """Whether it is nothing but an error."""
    return isinstance(answer, dict) and answer.keys() == {"error"}


def thought_and_text(said: dict[str, Json], text: str, at: JsonPath) -> Iterator[Part]:
    """What was thought, and the words that stand in the member `text`."""
    if thought := word(said.get("thinking")):
        yield Reasoning(content=thought, at=(*at, "thinking"))
    if words := word(said.get(text)):
        yield Text(content=words, at=(*at, text))


def odd(said: dict[str, Json], strings: tuple[str, ...], *lists: str) -> dict[str, Json]:
    """The members of another type than they ought to be."""
    found = {key: said[key] for key in strings if not isinstance(said.get(key), str | None)}
    return found | {key: said[key] for key in lists if not isinstance(said.get(key), list | None)}


def images(said: Json, at: JsonPath) -> Iterator[Part]:
    """Pictures as base64 without a type; their first bytes tell it."""
    for place, data in enumerate(said if isinstance(said, list) else []):
        if isinstance(data, str):
            yield image(data, (*at, place))


def image(data: str, at: JsonPath) -> Blob:
    """One picture."""
    kind = next((kind for start, kind in _IMAGES.items() if data.startswith(start)), None)
    return Blob(modality="image", mime_type=kind and f"image/{kind}", content=data, at=at)


def tools(offered: Json) -> tuple[Tool, ...]:
    """`{"type": "function", "function": {...}}`."""
    found = []
    for _, raw in records(offered):
        function = record(raw.get("function")) or raw
        found.append(
            Tool(
                name=texts(function.get("name")),
                type=word(raw.get("type")) or "function",
                description=word(function.get("description")),
                parameters=function.get("parameters"),
                raw=raw,
            )
        )
    return tuple(found)


def odd_tools(request: dict[str, Json]) -> dict[str, Json]:
    """The tools where they are no list of objects."""
    return {} if is_records(request.get("tools")) else {"tools": request["tools"]}


def provider(url: str, answer: Json) -> str | None:
    """Who was called: by the host, else whoever runs Ollama."""
    return provider_of(url) or "ollama"
