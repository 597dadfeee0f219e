"""The request of InvokeAgent, InvokeInlineAgent or RetrieveAndGenerate -> what was asked.

Of an agent that exists the model and the instructions are not known; an inline agent brings them along. The model of
RetrieveAndGenerate stands within its configuration, which is a parameter as a whole.
Source: botocore, bedrock-agent-runtime service-2.json.
"""

from __future__ import annotations

from ..messages import Message
from ..parts import Json, Part, Text, ToolCallResponse
from .api import Asked, record, records, texts, word

_READ = frozenset({"inputText", "instruction", "foundationModel"})


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    instruction = request.get("instruction")
    messages = [*_history(request), *_results(request)]
    for value, at in (
        (request.get("inputText"), ("inputText",)),
        (record(request.get("input")).get("text"), ("input", "text")),
    ):
        if isinstance(value, str) and value:
            messages.append(Message(role="user", parts=(Text(content=value, at=at),)))
    unread = {key: request[key] for key in _READ if not isinstance(request.get(key), str | None)}
    read = _READ | ({"input"} if isinstance(record(request.get("input")).get("text"), str) else frozenset())
    return Asked(
        model=word(request.get("foundationModel")),
        system_instructions=(Text(content=instruction, at=("instruction",)),) if isinstance(instruction, str) else (),
        messages=tuple(messages),
        parameters={key: value for key, value in request.items() if key not in read},
        unread=unread,
    )


def _history(request: dict[str, Json]) -> list[Message]:
    """Turns that the session begins with."""
    at = ("sessionState", "conversationHistory", "messages")
    history = record(record(request.get("sessionState")).get("conversationHistory"))
    messages = []
    for number, message in records(history.get("messages")):
        parts = tuple(
            Text(content=item["text"], at=(*at, number, "content", place, "text"))
            for place, item in records(message.get("content"))
            if isinstance(item.get("text"), str)
        )
        messages.append(Message(role=texts(message.get("role")), parts=parts))
    return messages


def _results(request: dict[str, Json]) -> list[Message]:
    """What the tools answered to whom the agent had returned control."""
    name = "returnControlInvocationResults"
    state = record(request.get("sessionState"))
    parts: list[Part] = []
    for number, item in records(state.get(name)):
        for kind, result in item.items():
            called = word(record(result).get("function")) or word(record(result).get("apiPath"))
            parts.append(
                ToolCallResponse(
                    id=word(state.get("invocationId")),
                    response=record(result).get("responseBody"),
                    name=called,
                    at=("sessionState", name, number, kind),
                )
            )
    return [Message(role="tool", parts=tuple(parts))] if parts else []
