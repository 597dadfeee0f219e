"""What was said in a call, in the words of OpenTelemetry's GenAI conventions: Conversation, Message, Tool, Usage.

No API's own words stand here; `apis/` translates into these types and everything else only reads them. Where a
recording says nothing the value is None. `as_json` gives the forms of the schemas gen_ai.input.messages,
gen_ai.output.messages, gen_ai.system_instructions and gen_ai.tool.definitions (semantic-conventions 1.38).
"""

from __future__ import annotations

from typing import NamedTuple

from .parts import NOTHING, Json, Part, Text, ToolCall, some


class Message(NamedTuple):
    """One turn. `unread` holds what the API sent with it and nobody here understands.

    For an answer `finish_reason` is one of stop, length, content_filter, tool_call, error, or the API's word where it
    is none of these; `finish_reason_raw` is the API's word. A stream that was cut before its end has finish_reason
    error.
    """

    role: str
    parts: tuple[Part, ...]
    name: str | None = None
    finish_reason: str | None = None
    finish_reason_raw: str | None = None
    unread: dict[str, Json] = NOTHING

    @property
    def text(self) -> str:
        """The words of all text parts, joined."""
        return "".join(part.content for part in self.parts if isinstance(part, Text))

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        return tuple(part for part in self.parts if isinstance(part, ToolCall))

    def as_json(self) -> dict[str, Json]:
        parts = [part.as_json() for part in self.parts]
        more = some(name=self.name, finish_reason=self.finish_reason, finish_reason_raw=self.finish_reason_raw)
        return {"role": self.role, "parts": parts, **more, **({"unread": self.unread} if self.unread else {})}


class Tool(NamedTuple):
    """A tool that was offered. `type` is function, or the API's word for one of its own (`web_search` ...)."""

    name: str
    type: str = "function"
    description: str | None = None
    parameters: Json = None
    raw: Json = None

    def as_json(self) -> dict[str, Json]:
        return some(type=self.type, name=self.name, description=self.description, parameters=self.parameters)


class Usage(NamedTuple):
    """Tokens as the API counted them; never recomputed. `raw` is the API's own object."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None
    reasoning_tokens: int | None = None
    raw: Json = None

    def as_json(self) -> dict[str, Json]:
        names = ("input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens", "raw")
        return {name: getattr(self, name) for name in names}


class Stream(NamedTuple):
    """How a streamed answer came: its framing, dispatched events ([DONE] included), and how it ended.

    `complete` is False for a stream that lacks its end marker; `error` is an error that came inside of it.
    """

    framing: str
    events: int
    complete: bool
    error: str | None = None

    def as_json(self) -> dict[str, Json]:
        return {"framing": self.framing, "events": self.events, "complete": self.complete, "error": self.error}


class Conversation(NamedTuple):
    """One call to a model: what was asked and everything that was answered.

    `provider` is who was called (OpenTelemetry's word where there is one), `api` the wire format (`openai.chat`),
    `operation` OpenTelemetry's (`chat`). `answers` has one message a choice. `error` is what the API said went wrong,
    `outcome` what came back where that is no message ("3 vectors of 1,536 numbers"), each in one line. `unstreamed` is
    the API's own JSON as it would have come without streaming.
    """

    api: str
    operation: str
    provider: str | None = None
    request_model: str | None = None
    response_model: str | None = None
    response_id: str | None = None
    system_instructions: tuple[Part, ...] = ()
    messages: tuple[Message, ...] = ()
    tools: tuple[Tool, ...] = ()
    parameters: dict[str, Json] = NOTHING
    answers: tuple[Message, ...] = ()
    usage: Usage | None = None
    stream: Stream | None = None
    error: str | None = None
    outcome: str | None = None
    unstreamed: Json = None
    unread: dict[str, Json] = NOTHING

    @property
    def model(self) -> str | None:
        """The model that answered, else the one that was asked."""
        return self.response_model or self.request_model

    @property
    def text(self) -> str:
        """The first answer's words."""
        return self.answers[0].text if self.answers else ""

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """The first answer's tool calls."""
        return self.answers[0].tool_calls if self.answers else ()
