"""The Model Context Protocol over streamable HTTP: JSON-RPC calls, and what came back -> tool traffic, or a line.

It is no talk with a model: a tool call stands where a model's would, its result where a tool's would, everything else
is told in a line. JSON-RPC alone is not enough to know it by: chains and agents (A2A) speak that too, so the method or
the members of the result must be its own. A call without an answer (a notification) is left to who shows bodies.
Source: modelcontextprotocol.io/specification/2025-06-18, basic/transports and schema.ts; batches are of 2025-03-26.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..messages import Message
from ..parts import Json, JsonPath
from .api import Answered, Api, Call, in_one_line, record, records, texts
from .mcp_outcomes import SAID, outcome_of
from .mcp_parts import messages_of, name_of
from .mcp_request import read_request
from .mcp_stream import BATCH, unstream
from .providers import provider_of

_METHOD = re.compile(
    r"(?:initialize|ping|completion/complete|logging/setLevel|roots/list|sampling/createMessage|elicitation/create"
    r"|(?:tools|prompts|resources)/\w+|resources/templates/list|notifications/[\w/]+)\Z"
)
_PATH = re.compile(r"/(?:mcp|sse)(?:/|$)")
_AGENTS = frozenset({"task", "message", "status-update", "artifact-update"})  # what A2A calls its results
_RESULTS: tuple[tuple[str, type], ...] = (
    ("tools", list),
    ("prompts", list),
    ("resources", list),
    ("resourceTemplates", list),
    ("contents", list),
    ("content", list),
    ("messages", list),
    ("completion", dict),
    ("protocolVersion", str),
)
_JSONRPC = frozenset({"jsonrpc", "id", "result", "error"})


def recognises(call: Call) -> bool:
    """By the method that was asked for, and by what the answer says."""
    request, answer = record(call.request), call.answer
    if isinstance(answer, list):
        return call.event == "message" and any(_is_message(item) for _, item in records(answer))
    if not isinstance(answer, dict):
        return False
    method = texts(request.get("method")) if request.get("jsonrpc") == "2.0" else ""
    if method:
        is_failure = "jsonrpc" not in answer and "error" in answer
        return bool(_METHOD.match(method)) and not _is_of_agents(answer) and ("jsonrpc" in answer or is_failure)
    return _is_message(answer) or (
        answer.get("jsonrpc") == "2.0" and "error" in answer and bool(_PATH.search(call.path))
    )


def _is_message(message: dict[str, Json]) -> bool:
    """Whether a message says by itself that it is one of MCP's."""
    if message.get("jsonrpc") != "2.0" or _is_of_agents(message):
        return False
    if "method" in message:
        return bool(_METHOD.match(texts(message["method"])))
    result = message.get("result")
    return isinstance(result, dict) and any(isinstance(result.get(name), form) for name, form in _RESULTS)


def _is_of_agents(message: dict[str, Json]) -> bool:
    """A2A is JSON-RPC as well; its results say what they are."""
    return texts(record(message.get("result")).get("kind")) in _AGENTS


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """A stream is over when the call is answered. One that was only listened to has no end, and looks cut."""
    return any(name in answer for name in ("result", "error", BATCH))


def provider(url: str, answer: Json) -> str | None:
    """Who was called, if the host tells."""
    return provider_of(url)


def read_answer(answer: dict[str, Json]) -> Answered:
    """Read it, whatever is missing or of another type. A batch has several responses, each with a place of its own."""
    several = records(answer.get(BATCH))
    responses: list[tuple[JsonPath, dict[str, Json]]] = [((BATCH, at), each) for at, each in several] or [((), answer)]
    messages: list[Message] = []
    unread: dict[str, Json] = {}
    for at, response in responses:
        result = record(response.get("result"))
        messages += messages_of(result, name_of(response.get("id")), (*at, "result"))
        unread |= {"/".join(map(str, (*at, *path))): value for path, value in _unread(response)}
    outcomes = [outcome for _, response in responses if (outcome := outcome_of(response))]
    errors = [_error(response["error"]) for _, response in responses if response.get("error")]
    return Answered(
        id=name_of(answer.get("id")),
        answers=tuple(messages),
        error="; ".join(errors) or None,
        outcome="; ".join(outcomes) or None,
        unread=unread,
    )


def _error(error: Json) -> str:
    """A JSON-RPC error has a code and a message; `data` is told apart."""
    if isinstance(error, dict) and isinstance(error.get("message"), str):
        error = {key: error[key] for key in ("code", "message") if key in error}
    return in_one_line(error)


def _unread(response: dict[str, Json]) -> Iterator[tuple[JsonPath, Json]]:
    """What neither messages nor outcome say: what the server tells the model (`instructions`), an error's data ..."""
    result = response.get("result")
    is_told = isinstance(record(result).get("content"), list) or outcome_of(response) is not None
    found: dict[JsonPath, Json] = {(key,): value for key, value in response.items() if key not in _JSONRPC}
    if records(found.get((BATCH,))):
        del found[BATCH,]  # each of them says its own
    if is_told:
        found |= {("result", key): value for key, value in record(result).items() if key not in SAID}
    else:
        found["result",] = result
    found["error", "data"] = record(response.get("error")).get("data")
    yield from ((path, value) for path, value in found.items() if value not in (None, "", [], {}))


MCP = Api(
    name="mcp",
    operation="execute_tool",
    spoken_by=("MCP servers over streamable HTTP",),
    streams=("sse",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
