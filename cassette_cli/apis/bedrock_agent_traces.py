"""What an agent did before it answered, as its traces tell -> parts: thoughts, tools that it ran, what they answered.

Traces also hold every prompt that was sent to a model, and its raw answers; they stay in the unstreamed answer. A
collaborator's trace (`collaboratorName`) is read as the supervisor's own: what it was asked and what it answered
frames it. Source: botocore, bedrock-agent-runtime service-2.json, OrchestrationTrace; recordings.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..messages import Usage
from ..parts import Json, JsonPath, Part, Reasoning, ServerToolCall, ServerToolCallResponse
from .api import number, record, records, word

_INPUTS = {  # of a tool -> the member that names it
    "actionGroupInvocationInput": "actionGroupName",
    "knowledgeBaseLookupInput": "knowledgeBaseId",
    "agentCollaboratorInvocationInput": "agentCollaboratorName",
    "codeInterpreterInvocationInput": "",
}
_OUTPUTS = (
    *("actionGroupInvocationOutput", "knowledgeBaseLookupOutput", "agentCollaboratorInvocationOutput"),
    *("codeInterpreterInvocationOutput", "repromptResponse"),
)


def parts_of(traces: Json) -> Iterator[Part]:
    """The parts of all traces, in the order in which they came."""
    for at, (kind, step) in _steps(traces):
        if kind == "rationale" and (thought := word(step.get("text"))):
            yield Reasoning(content=thought, at=(*at, "text"))
        elif kind == "modelInvocationOutput":
            yield from _thought(step, at)
        elif kind == "invocationInput":
            yield from _called(step, at)
        elif kind == "observation":
            yield from _observed(step, at)


def usage_of(traces: Json) -> Usage | None:
    """What the model counted, if it was called once. Several counts are kept and not added up."""
    counts = [
        usage
        for _, (kind, step) in _steps(traces)
        if kind == "modelInvocationOutput" and (usage := record(record(step.get("metadata")).get("usage")))
    ]
    if len(counts) == 1:
        (usage,) = counts
        return Usage(
            input_tokens=number(usage.get("inputTokens")), output_tokens=number(usage.get("outputTokens")), raw=usage
        )
    return Usage(raw=counts) if counts else None


def model_of(traces: Json) -> str | None:
    """The model that was called first."""
    called = (step for _, (kind, step) in _steps(traces) if kind == "modelInvocationInput")
    return next((model for step in called if (model := word(step.get("foundationModel")))), None)


def failure_of(traces: Json) -> str | None:
    """Why the agent failed."""
    failed = (record(record(trace.get("trace")).get("failureTrace")) for _, trace in records(traces))
    return next((reason for trace in failed if (reason := word(trace.get("failureReason")))), None)


def _steps(traces: Json) -> Iterator[tuple[JsonPath, tuple[str, dict[str, Json]]]]:
    """`trace.orchestrationTrace.rationale` and the like: each step with its place."""
    for number_, trace in records(traces):
        for kind, inner in record(trace.get("trace")).items():
            for name, step in record(inner).items():
                if isinstance(step, dict):
                    yield ("traces", number_, "trace", kind, name), (name, step)


def _thought(step: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    thought = record(record(step.get("reasoningContent")).get("reasoningText"))
    if content := word(thought.get("text")):
        at = (*at, "reasoningContent", "reasoningText", "text")
        yield Reasoning(content=content, signature=word(thought.get("signature")), at=at)


def _called(step: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    for kind, named in _INPUTS.items():
        given = step.get(kind)
        if isinstance(given, dict):
            name = word(given.get("function")) or word(given.get("apiPath")) or word(given.get(named)) or kind
            yield ServerToolCall(id=word(step.get("traceId")), name=name, call={"type": kind, **given}, at=(*at, kind))


def _observed(step: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    """What a tool answered. `finalResponse` is the answer itself, or a collaborator's, which is an output besides."""
    for kind in _OUTPUTS:
        given = step.get(kind)
        if isinstance(given, dict):
            answered = {"type": kind, **{key: value for key, value in given.items() if key != "metadata"}}
            yield ServerToolCallResponse(id=word(step.get("traceId")), response=answered, at=(*at, kind))
