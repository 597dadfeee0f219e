"""Objects of OpenAI's Assistants that are no messages -> a line that says what came back.

Source: openai-python types/beta/{thread,assistant}.py, types/vector_store.py, types/vector_stores/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..parts import Json
from .api import record, records, texts, word
from .outcome import counted

_KINDS = ("thread", "assistant", "vector_store")  # what a type of this API begins with
_NOUNS = {
    "thread": "thread",
    "thread.run": "run",
    "thread.run.step": "step",
    "thread.message": "message",
    "assistant": "assistant",
    "vector_store": "vector store",
    "vector_store.file": "file of a vector store",
    "vector_store.file_batch": "batch of files of a vector store",
    "vector_store.files_batch": "batch of files of a vector store",
}
_PLURALS = {
    "vector_store.file": "files of a vector store",
    "vector_store.file_batch": "batches of files of a vector store",
    "vector_store.files_batch": "batches of files of a vector store",
}
_SEARCH = "vector_store.search_results.page"
_CONTENT = "vector_store.file_content.page"


def is_told(answer: dict[str, Json]) -> bool:
    """Whether it is an object of this API, or a list of such."""
    kind = texts(answer.get("object"))
    if kind == "list":
        items = records(answer.get("data"))
        kind = texts(items[0][1].get("object")) if items else ""
    return kind.partition(".")[0] in _KINDS


def outcome_of(answer: dict[str, Json]) -> str | None:
    """The line; None for what is no object of this API, and for an error."""
    said = _outcome(answer)
    return said and " ".join(said.split())


def _outcome(answer: dict[str, Json]) -> str | None:
    kind = texts(answer.get("object"))
    if kind == "list":
        return _listed(answer)
    if kind.endswith(".deleted"):
        name = texts(answer.get("id"))
        was = "deleted" if answer.get("deleted") is not False else "not deleted"
        return f"{_noun(kind.removesuffix('.deleted'))} {name} {was}"
    if kind == _SEARCH:
        return _found(answer)
    if kind == _CONTENT:
        return f"{counted(len(records(answer.get('data'))), 'piece')} of a file's content"
    return _said(answer) if kind.partition(".")[0] in _KINDS else None


def _said(thing: dict[str, Json]) -> str:
    """One object in a line: what it is, how it stands, how much it holds."""
    kind = texts(thing.get("object"))
    head = " ".join(filter(None, [_noun(kind), _label(thing)]))
    return ": ".join(filter(None, [head, _MORE.get(kind, _status)(thing)]))


def _status(thing: dict[str, Json]) -> str:
    return texts(thing.get("status"))


def _assistant(assistant: dict[str, Json]) -> str:
    tools = [texts(record(tool.get("function")).get("name")) or texts(tool.get("type")) for tool in _tools(assistant)]
    pieces = [texts(assistant.get("model"))]
    pieces += [f"{counted(len(tools), 'tool')}: {', '.join(tools)}"] if tools else []
    return ", ".join(filter(None, pieces))


def _tools(assistant: dict[str, Json]) -> list[dict[str, Json]]:
    return [tool for _, tool in records(assistant.get("tools"))]


def _files(thing: dict[str, Json]) -> str:
    """`completed, 3 files`, or `in_progress, 1 of 3 files`."""
    counts = record(thing.get("file_counts"))
    total, done = counts.get("total"), counts.get("completed")
    if not isinstance(total, int):
        return _status(thing)
    of = f"{done} of " if isinstance(done, int) and done != total else ""
    return ", ".join(filter(None, [_status(thing), f"{of}{counted(total, 'file')}"]))


_MORE: Mapping[str, Callable[[dict[str, Json]], str]] = MappingProxyType(
    {
        "assistant": _assistant,
        "vector_store": _files,
        "vector_store.file_batch": _files,
        "vector_store.files_batch": _files,
    }
)


def _listed(answer: dict[str, Json]) -> str:
    """`2 runs: completed, failed`; where there are more to be asked for, that too."""
    items = [item for _, item in records(answer.get("data"))]
    if not items:
        return "an empty list"
    kind = texts(items[0].get("object"))
    said = [_status(item) if kind == "thread.run" else _label(item) for item in items]
    noun = _noun(kind) if len(items) == 1 else _PLURALS.get(kind, f"{_noun(kind)}s")
    more = " and more" if answer.get("has_more") is True else ""
    return f"{len(items):,} {noun}{more}: {', '.join(said)}"


def _label(thing: dict[str, Json]) -> str:
    """The name that people gave it, the kind of a step, else its id."""
    if thing.get("object") == "thread.run.step":
        return texts(thing.get("type"))
    name = word(thing.get("name"))
    return f'"{name}"' if name else texts(thing.get("id"))


def _found(answer: dict[str, Json]) -> str:
    """`2 results for "tea", first leaves.txt (0.98)`."""
    items = [item for _, item in records(answer.get("data"))]
    query = answer.get("search_query")
    asked = " ".join(map(str, query)) if isinstance(query, list) else texts(query)
    first = texts(items[0].get("filename")) if items else ""
    score = items[0].get("score") if items else None
    rank = f" ({score:.2f})" if isinstance(score, int | float) else ""
    return f'{counted(len(items), "result")} for "{asked}"' + (f", first {first}{rank}" if first else "")


def _noun(kind: str) -> str:
    return _NOUNS.get(kind, kind)
