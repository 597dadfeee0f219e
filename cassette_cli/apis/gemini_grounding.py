"""What a candidate's answer is grounded on -> the citations of its texts, and the searches that the model ran.

The chunks of `groundingMetadata` are cited, each by the text that holds the segment which it supports, those that
support none by the last text; so are the sources of `citationMetadata`. Gemini counts a segment's place from where a
text began before it was streamed, so that only its words tell whose it is. Queries and pages of tools that have no
parts of their own stand in the candidate's metadata only. Source: google-genai, types.py (GroundingMetadata).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ..parts import Json, JsonPath, Part, ServerToolCall, Text
from .api import others, record, records, texts

_SAID = frozenset({"groundingChunks", "groundingSupports", "webSearchQueries", "searchEntryPoint"})


def grounded(parts: Sequence[Part], candidate: dict[str, Json], at: JsonPath) -> list[Part]:
    """The parts, with their citations."""
    written = {number: part.content for number, part in enumerate(parts) if isinstance(part, Text)}
    cited: dict[int, dict[str, Json]] = {number: {} for number in written}  # by their JSON: each source once
    if written:
        for segment, source in _sources(candidate):
            holder = next((number for number, text in written.items() if segment and segment in text), max(written))
            cited[holder].setdefault(key_of(source), source)
    found = [
        part._replace(citations=tuple(cited[number].values())) if isinstance(part, Text) else part
        for number, part in enumerate(parts)
    ]
    is_told = any(isinstance(part, ServerToolCall) for part in parts)
    return found if is_told else [*_searches(candidate, at), *found]


def key_of(source: Json) -> str:
    """By which a source that comes again is known: its JSON. One that is nested too deeply is like no other."""
    try:
        return json.dumps(source, sort_keys=True)
    except RecursionError:
        return f"#{id(source)}"


def unread_of(candidate: dict[str, Json], parts: Sequence[Part]) -> dict[str, Json]:
    """What of it none of the parts says."""
    grounding = record(candidate.get("groundingMetadata"))
    unread = others(grounding, _SAID)
    sources = [] if any(isinstance(part, Text) for part in parts) else [source for _, source in _sources(candidate)]
    return unread | ({"sources": sources} if sources else {})


def _sources(candidate: dict[str, Json]) -> Iterator[tuple[str, Json]]:
    """What is cited, each with the words that it supports."""
    grounding = record(candidate.get("groundingMetadata"))
    chunks = grounding.get("groundingChunks")
    chunks = chunks if isinstance(chunks, list) else []
    supported: set[int] = set()
    for _, support in records(grounding.get("groundingSupports")):
        numbers = support.get("groundingChunkIndices")
        for number in numbers if isinstance(numbers, list) else []:
            if isinstance(number, int) and 0 <= number < len(chunks):
                supported.add(number)
                yield texts(record(support.get("segment")).get("text")), chunks[number]
    yield from (("", chunk) for number, chunk in enumerate(chunks) if number not in supported)
    citations = record(candidate.get("citationMetadata"))
    for name in ("citationSources", "citations"):  # Gemini API, Vertex AI
        listed = citations.get(name)
        yield from (("", source) for source in (listed if isinstance(listed, list) else []))


def _searches(candidate: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    queries = record(candidate.get("groundingMetadata")).get("webSearchQueries")
    if isinstance(queries, list) and queries:
        call: dict[str, Json] = {"type": "google_search", "queries": queries}
        place = (*at, "groundingMetadata", "webSearchQueries")
        yield ServerToolCall(id=None, name="google_search", call=call, at=place)
    pages = record(candidate.get("urlContextMetadata")).get("urlMetadata")
    if isinstance(pages, list) and pages:
        call = {"type": "url_context", "urlMetadata": pages}
        yield ServerToolCall(id=None, name="url_context", call=call, at=(*at, "urlContextMetadata"))
