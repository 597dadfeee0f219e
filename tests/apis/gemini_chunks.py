"""Gemini answers, each cut into chunks or events in the manner of the API: (events, what they say unstreamed)."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from tests.apis.completions import names, pieces, words

Events = list[dict[str, Any]]
Twins = tuple[Events, dict[str, Any]]
Pieces = list[dict[str, Any]]  # parts, as they come

HEAD = {"modelVersion": "gemini-9", "responseId": "r1"}
SIGNATURES = st.sampled_from(("c2ln", "CiQB"))
WHOLE: tuple[dict[str, Any], ...] = (  # parts that come in one piece
    {"functionCall": {"name": "f", "args": {"a": 1}}},
    {"functionCall": {"name": "f", "id": "c1", "args": {}}, "thoughtSignature": "c2ln"},
    {"inlineData": {"mimeType": "image/png", "data": "AAEC"}},
    {"fileData": {"mimeType": "application/pdf", "fileUri": "gs://b/a.pdf"}},
    {"executableCode": {"language": "PYTHON", "code": "print(1)\n"}},
    {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "1\n"}},
    {"toolCall": {"toolType": "GOOGLE_SEARCH_WEB", "id": "t", "args": {"queries": ["a"]}}, "thoughtSignature": "c2ln"},
    {"toolResponse": {"toolType": "GOOGLE_SEARCH_WEB", "id": "t", "response": {"x": "y"}}},
    {"hologram": {"depth": 3}},
)
arguments = st.dictionaries(
    st.sampled_from(("a", "b c", "é.]")),
    st.recursive(
        words | st.integers(0, 9) | st.booleans(),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=2)
            | st.dictionaries(st.sampled_from(("x", "y'\\")), inner, min_size=1, max_size=2)
        ),
        max_leaves=4,
    ),
    max_size=2,
)


def response(parts: Pieces, **candidate: Any) -> dict[str, Any]:
    """A chunk, or a whole answer, of one candidate."""
    return {"candidates": [{"content": {"parts": parts, "role": "model"}, **candidate}], **HEAD}


@st.composite
def usages(draw) -> dict[str, Any]:
    asked, answered, thought = (draw(st.integers(1, 9)) for _ in range(3))
    return {"promptTokenCount": asked, "candidatesTokenCount": answered, "thoughtsTokenCount": thought}


@st.composite
def texts(draw) -> tuple[Pieces, dict[str, Any]]:
    """Words or a thought, at times signed, in a piece of its own or in the last one. Without one its end is open."""
    text, thought = draw(words), {"thought": True} if draw(st.booleans()) else {}
    parts = [{"text": piece, **thought} for piece in draw(pieces(text))]
    signed = {"thoughtSignature": draw(SIGNATURES)} if draw(st.booleans()) else {}
    if signed and draw(st.booleans()):
        parts.append({"text": "", **thought})
    parts[-1] |= signed
    return parts, {"text": text, **thought, **signed}


def _said(value: Any, path: str) -> list[tuple[str, Any]]:
    if isinstance(value, list):
        return [found for at, item in enumerate(value) for found in _said(item, f"{path}[{at}]")]
    if isinstance(value, dict):
        steps = {name: f".{name}" if name in ("a", "x") else f"[{_quoted(name)}]" for name in value}
        return [found for name, item in value.items() for found in _said(item, path + steps[name])]
    return [(path, value)]


def _quoted(name: str) -> str:
    return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"


@st.composite
def streamed_calls(draw) -> tuple[Pieces, dict[str, Any]]:
    """A call whose arguments come in pieces; the part that ends it may be missing."""
    call, args = {"name": draw(names), "id": "c9"}, draw(arguments)
    partial: list[dict[str, Any]] = []
    for path, value in _said(args, "$"):
        if isinstance(value, str):
            cut = draw(pieces(value))
            more = [*({"willContinue": True} for _ in cut[1:]), {}]
            partial += [{"jsonPath": path, "stringValue": piece, **also} for piece, also in zip(cut, more, strict=True)]
        else:
            partial.append({"jsonPath": path, "boolValue" if isinstance(value, bool) else "numberValue": value})
    parts = [{"functionCall": {**call, "willContinue": True}, "thoughtSignature": "c2ln"}]
    parts += [{"functionCall": {"partialArgs": [piece], "willContinue": True}} for piece in partial]
    parts += [{"functionCall": {}}] if draw(st.booleans()) else []
    return parts, {"functionCall": {**call, "args": args}, "thoughtSignature": "c2ln"}


@st.composite
def contents(draw) -> tuple[Pieces, Pieces]:
    """The parts of one candidate, as they come and as they are."""
    streamed: Pieces = []
    whole: Pieces = []
    for _ in range(draw(st.integers(1, 4))):
        kinds = texts() | streamed_calls() | st.sampled_from(WHOLE).map(lambda part: ([part], part))
        parts, part = draw(kinds)
        before = whole[-1] if whole else {}
        is_same = "text" in part and "text" in before and part.get("thought") == before.get("thought")
        if is_same and "thoughtSignature" not in before:
            continue  # it would be one text with that before
        streamed += deepcopy(parts)
        whole.append(deepcopy(part))
    return streamed, whole


@st.composite
def answers(draw) -> Twins:
    """Candidates interleaved, counts in each chunk, what it is grounded on in the last; the index 0 is left out."""
    streams: list[Events] = []
    candidates: Events = []
    for index in range(draw(st.integers(1, 2))):
        streamed, whole = draw(contents())
        beside = {"index": index} if index else {}
        ended = {"finishReason": draw(st.sampled_from(("STOP", "MAX_TOKENS", 1))), **draw(grounds())}
        candidates.append({"content": {"parts": whole, "role": "model"}, **beside, **ended})
        chunks = [{"content": {"parts": [part], "role": "model"}, **beside} for part in streamed]
        streams.append([*chunks, {**beside, **ended}])
    later = draw(st.permutations([at for at, each in enumerate(streams) for _ in each[1:]]))
    order = [*range(len(streams)), *later]
    counts = [draw(usages()) for _ in order]
    events = [
        {"candidates": [streams[at].pop(0)], "usageMetadata": usage, **HEAD}
        for at, usage in zip(order, counts, strict=True)
    ]
    return events, {"candidates": candidates, "usageMetadata": counts[-1], **HEAD}


@st.composite
def grounds(draw) -> dict[str, Any]:
    chunk = {"web": {"uri": "https://x.example", "title": "T"}}
    grounding = {"groundingChunks": [chunk], "webSearchQueries": ["q"]}
    cited = {"citationMetadata": {"citationSources": [{"startIndex": 0, "endIndex": 3, "uri": "https://y.example"}]}}
    return draw(st.sampled_from(({}, {"groundingMetadata": grounding}, cited)))


@st.composite
def interactions(draw) -> Twins:
    """Steps one after the other: thoughts, words with notes and pictures, calls of functions and of Google's tools."""
    began = {"id": "v1_a", "object": "interaction", "model": "gemini-9"}
    events: Events = [event("interaction.created", interaction={**began, "status": "in_progress"})]
    steps: Events = []
    for index in range(draw(st.integers(1, 4))):
        start, deltas, whole = draw(_step())
        events.append(event("step.start", index=index, step=start))
        events += [event("step.delta", index=index, delta=delta) for delta in deltas]
        events.append(event("step.stop", index=index))
        steps.append(whole)
    usage = {"total_input_tokens": draw(st.integers(1, 9)), "total_output_tokens": 3, "total_thought_tokens": 1}
    ended = {**began, "status": draw(st.sampled_from(("completed", "requires_action"))), "usage": usage}
    events.append(event("interaction.status_update", interaction_id="v1_a", status="in_progress"))
    events.append(event("interaction.completed", interaction={**ended, "steps": []}))
    return events, {**ended, "steps": steps}


def event(kind: str, **members: Any) -> dict[str, Any]:
    return {"event_type": kind, "event_id": "e", **members}


@st.composite
def _step(draw) -> tuple[dict[str, Any], Events, dict[str, Any]]:
    text, kind = draw(words), draw(st.sampled_from(("thought", "model_output", "function_call", "search", "result")))
    if kind == "thought":
        cut = [{"type": "text", "text": piece} for piece in draw(pieces(text))]
        deltas = [{"type": "thought_summary", "content": piece} for piece in cut]
        deltas.append({"type": "thought_signature", "signature": "c2ln"})
        return {"type": kind}, deltas, {"type": kind, "summary": [{"type": "text", "text": text}], "signature": "c2ln"}
    if kind == "model_output":
        deltas = [{"type": "text", "text": piece} for piece in draw(pieces(text))]
        item, note = {"type": "text", "text": text}, {"type": "url_citation", "url": "https://x.example"}
        picture = {"type": "image", "data": "AAEC", "mime_type": "image/png"}
        if draw(st.booleans()):
            deltas.append({"type": "text_annotation_delta", "annotations": [note]})
            item = {**item, "annotations": [note]}
        return {"type": kind}, [*deltas, picture], {"type": kind, "content": [item, picture]}
    if kind == "function_call":
        start = {"type": kind, "id": "c1", "name": draw(names), "arguments": {}}
        said = {"a": text}
        cut = draw(pieces(json.dumps(said)))
        deltas = [{"type": "arguments_delta", "arguments": piece} for piece in cut]
        return start, deltas, {**start, "arguments": said}
    if kind == "search":
        start = {"type": "google_search_call", "id": "s1"}
        more = {"arguments": {"queries": [text]}, "signature": "c2ln"}
        return start, [{"type": "google_search_call", **more}], {**start, **more}
    start = {"type": "google_search_result", "call_id": "s1"}
    more = {"result": [{"search_suggestions": text}], "is_error": False}
    return start, [{"type": "google_search_result", **more}], {**start, **more}
