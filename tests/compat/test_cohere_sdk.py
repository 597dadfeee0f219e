"""What the official cohere SDK makes of a stream, fed through a mock transport in odd pieces, is what we make of it.

Version 1 ends with the whole answer, which the SDK gives as it is. Of version 2 it gives the events alone; their merge
here is written against its types, apart from ours.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import cohere
import httpx
from hypothesis import given, settings

from cassette_cli.messages import Conversation
from cassette_cli.parts import Json, Reasoning, Text
from cassette_cli.reassembling import reassemble, stream_of
from tests.apis.cohere_events import generated, ndjson, sse, version_1, version_2
from tests.compat.judging import Recorded, Verdict, recorded
from tests.compat.replaying import JSON, Replayed, client
from tests.recorded import interaction
from tests.shared import needs_corpus

URL = "https://api.cohere.com"
LINES = "application/stream+json"


JUDGE = "cohere"
ANSWER = Replayed()
V1 = cohere.Client("unused", base_url=URL, httpx_client=client(httpx, ANSWER))
V2 = cohere.ClientV2("unused", base_url=URL, httpx_client=client(httpx, ANSWER))


def plain(value: Any) -> Json:
    """A value of the SDK as JSON, without what is null."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    members = value if isinstance(value, dict) else getattr(value, "__dict__", None)
    if members is None:
        return value
    more = getattr(value, "model_extra", None) or {}
    return {name: plain(member) for name, member in {**members, **more}.items() if member is not None}


def official_2(body: str) -> dict[str, Any]:
    """What the SDK's events of version 2 say together."""
    ANSWER.give(body)
    made: dict[str, Any] = {"id": None, "content": {}, "plan": "", "calls": {}, "citations": []}
    for event in V2.chat_stream(model="m", messages=[]):
        message = getattr(event.delta, "message", None) if hasattr(event, "delta") else None
        match event.type:
            case "message-start":
                made["id"] = event.id
            case "content-start" | "content-delta":
                kind = next(kind for kind in ("text", "thinking") if getattr(message.content, kind, None) is not None)
                piece = getattr(message.content, kind)
                made["content"][event.index] = (kind, made["content"].get(event.index, ("", ""))[1] + piece)
            case "tool-plan-delta":
                made["plan"] += message.tool_plan
            case "tool-call-start":
                call = message.tool_calls
                made["calls"][event.index] = [call.id, call.function.name, call.function.arguments]
            case "tool-call-delta":
                made["calls"][event.index][2] += message.tool_calls.function.arguments
            case "citation-start":
                made["citations"].append(plain(message.citations))
            case "message-end":
                made |= {"finish": event.delta.finish_reason, "usage": plain(event.delta.usage)}
    return made


def compare_2(theirs: dict[str, Any], ours: Conversation) -> None:
    (answer,) = ours.answers
    parts = [part for part in answer.parts if isinstance(part, Text | Reasoning)]
    plan = [("thinking", theirs["plan"])] if theirs["plan"] else []
    kinds = {Text: "text", Reasoning: "thinking"}
    assert [(kinds[type(part)], part.content) for part in parts] == [*plan, *theirs["content"].values()]
    calls = [[call.id, call.name, call.arguments_text] for call in answer.tool_calls]
    assert calls == list(theirs["calls"].values())
    cited = [citation for part in parts if isinstance(part, Text) for citation in part.citations]
    assert sorted(cited, key=str) == sorted(theirs["citations"], key=str)
    assert (ours.response_id, answer.finish_reason_raw, ours.usage.raw) == (
        theirs["id"],
        theirs["finish"],
        theirs["usage"],
    )


@given(version_2())
@settings(max_examples=50, deadline=None)
def test_a_generated_stream_of_version_2_is_read_as_the_sdk_reads_it(twins):
    body = sse(twins[0])
    compare_2(official_2(body), reassemble(interaction(body, url=f"{URL}/v2/chat")))


@given(version_1())
@settings(max_examples=50, deadline=None)
def test_a_generated_stream_of_version_1_is_read_as_the_sdk_reads_it(twins):
    body = ndjson(twins[0])
    ANSWER.give(body, LINES)
    events = list(V1.chat_stream(message="hi"))
    theirs = events[-1].response
    ours = reassemble(interaction(body, {"message": "hi"}, url=f"{URL}/v1/chat", media_type=LINES))
    (answer,) = ours.answers
    pieces = [event.text for event in events if event.event_type == "text-generation"]
    assert answer.text == theirs.text
    assert not pieces or "".join(pieces) == theirs.text
    assert [(call.name, call.arguments) for call in answer.tool_calls] == [
        (call.name, call.parameters) for call in theirs.tool_calls or []
    ]
    cited = [citation for part in answer.parts if isinstance(part, Text) for citation in part.citations]
    assert cited == plain(theirs.citations or [])
    assert (ours.response_id, answer.finish_reason_raw) == (theirs.response_id, events[-1].finish_reason)
    assert ours.usage.raw == plain(theirs.meta)
    assert ours.stream.complete
    assert ours.unread == {}


@given(generated())
@settings(max_examples=25, deadline=None)
def test_generated_texts_are_read_as_the_sdk_reads_them(twins):
    body = ndjson(twins[0])
    ANSWER.give(body, LINES)
    theirs = list(V1.generate_stream(prompt="p"))[-1].response
    ours = reassemble(interaction(body, {"prompt": "p"}, url=f"{URL}/v1/generate", media_type=LINES))
    assert [answer.text for answer in ours.answers] == [said.text for said in theirs.generations]
    assert ours.response_id == theirs.id


@cache
def verdicts() -> tuple[Verdict, ...]:
    """Of texts without a stream and of streams of version 2; the corpus has no others."""
    streams = [call for call in recorded() if call.ours.stream and call.ours.api == "cohere.v2"]
    texts = [call for call in recorded() if call.ours.answers and call.ours.api == "cohere.generate"]
    return tuple(call.verdict(judge(call)) for call in streams + texts)


def judge(call: Recorded) -> str:
    """The reason why it is read otherwise, "" where it is not."""
    _, found, ours = call
    if ours.stream:
        compare_2(official_2(stream_of(found)[1].text), ours)
        assert ours.stream.complete
        assert ours.unread == {}
    else:
        ANSWER.give(found.response.body.text, JSON)
        theirs = V1.generate(prompt="p")
        assert [answer.text for answer in ours.answers] == [said.text for said in theirs.generations]
        assert (ours.response_id, ours.usage.raw) == (theirs.id, plain(theirs.meta))
    return ""


@needs_corpus
def test_recorded_answers_are_read_as_the_sdk_reads_them():
    counts = Counter((verdict.api, verdict.streamed) for verdict in verdicts())
    assert counts["cohere.v2", True] >= 6
    assert counts["cohere.generate", False] >= 2
