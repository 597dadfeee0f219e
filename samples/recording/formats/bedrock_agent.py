"""Bedrock's knowledge bases, asked in both forms, and an agent with its traces, which only streams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .bedrock import SIGNED
from .exchange import FRAMES, Exchange, Sample, body, chunk, cut, frames, text, twins
from .weather import ALMANAC, ANSWER, ASKED, QUESTION, RESULT, SOURCE, TEXT, THOUGHT, TOOL

Json = dict[str, Any]

_SESSION = "sample-session-0001"
_MODEL = "anthropic.claude-sample-v1:0"


def retrieve_and_generate() -> tuple[Sample, Sample]:
    """The session is named by a header of the stream, and by the answer otherwise."""
    found = {
        "content": {"text": ALMANAC},
        "location": {"type": "S3", "s3Location": {"uri": "s3://sample-books/almanac.txt"}},
    }
    span = {"text": SOURCE, "span": {"start": 0, "end": len(SOURCE) - 1}}
    citation = {"generatedResponsePart": {"textResponsePart": span}, "retrievedReferences": [found]}
    knowledge = {"knowledgeBaseId": "SAMPLEKB01", "modelArn": _MODEL}
    asked = {
        "input": {"text": QUESTION},
        "retrieveAndGenerateConfiguration": {"type": "KNOWLEDGE_BASE", "knowledgeBaseConfiguration": knowledge},
    }
    said = [("output", body({"text": piece})) for piece in cut(TEXT)] + [("citation", body({"citation": citation}))]
    whole = {"sessionId": _SESSION, "output": {"text": TEXT}, "citations": [citation]}
    return twins(
        "bedrock_agent",
        [Exchange("/retrieveAndGenerateStream", body(asked), frames(said), FRAMES, SIGNED)],
        [Exchange("/retrieveAndGenerate", body(asked), body(whole), headers=SIGNED)],
    )


def invoke_agent() -> Sample:
    """A thought, a tool, what it answered, then the text in a chunk that is no JSON."""
    called = {"actionGroupName": "almanac", "function": TOOL, "parameters": [{"name": "location", "value": "Oslo"}]}
    steps: list[Json] = [
        {"modelInvocationInput": {"foundationModel": _MODEL, "text": QUESTION, "type": "ORCHESTRATION"}},
        {"modelInvocationOutput": {"metadata": {"usage": {"inputTokens": ASKED, "outputTokens": 24}}}},
        {"rationale": {"text": THOUGHT, "traceId": "sample-trace-0"}},
        {"invocationInput": {"actionGroupInvocationInput": called, "traceId": "sample-trace-0"}},
        {"observation": {"actionGroupInvocationOutput": {"text": text(RESULT)}, "traceId": "sample-trace-0"}},
    ]
    told = {"agentId": "SAMPLEAG01", "agentAliasId": "SAMPLEAL01", "sessionId": _SESSION}
    traces = [("trace", body({**told, "trace": {"orchestrationTrace": step}})) for step in steps]
    asked = {"inputText": QUESTION, "enableTrace": True}
    path = f"/agents/SAMPLEAG01/agentAliases/SAMPLEAL01/sessions/{_SESSION}/text"
    stream = frames([*traces, chunk(ANSWER.encode())])
    return Sample("bedrock_agent_traces", (Exchange(path, body(asked), stream, FRAMES, SIGNED),))


def samples() -> Iterator[Sample]:
    yield from retrieve_and_generate()
    yield invoke_agent()
