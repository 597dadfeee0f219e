"""What a message is made of: text, reasoning, tool calls and answers, media, refusals, and what is not understood.

The words are OpenTelemetry's (GenAI semantic conventions 1.38, gen_ai.input.messages and gen_ai.output.messages);
`as_json` gives the schemas' forms. Parts that the schemas do not know are written as their generic part, and members
that they do not know as additional properties.

Types are tuples with names (a third of a dataclass's start-up time); `type` keeps those of one shape apart.

`at` is where a part stands in the API's own JSON (the request body, or the unstreamed answer), for edits and for
naming the place; it is not part of the message.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, TypeAlias

Json: TypeAlias = Any  # what json.loads gives
JsonPath: TypeAlias = tuple[str | int, ...]

NOTHING: dict[str, Json] = {}  # what members default to; never written to


class Text(NamedTuple):
    """Words meant to be read. `citations` are kept as the API sent them."""

    content: str
    citations: tuple[Json, ...] = ()
    at: JsonPath = ()
    type: Literal["text"] = "text"

    def as_json(self) -> dict[str, Json]:
        return some(type=self.type, content=self.content, citations=list(self.citations) or None)


class Reasoning(NamedTuple):
    """What the model thought, as far as it was shown: text, a summary, or only an encrypted blob."""

    content: str
    summary: str | None = None
    signature: str | None = None
    encrypted: str | None = None
    redacted: bool = False
    at: JsonPath = ()
    type: Literal["reasoning"] = "reasoning"

    def as_json(self) -> dict[str, Json]:
        return some(
            type=self.type,
            content=self.content,
            summary=self.summary,
            signature=self.signature,
            encrypted=self.encrypted,
            redacted=self.redacted or None,
        )


class ToolCall(NamedTuple):
    """A tool that the model asks its caller to run. `arguments` are parsed where they parse, else the text as sent."""

    id: str | None
    name: str
    arguments: Json
    arguments_text: str = ""
    at: JsonPath = ()
    type: Literal["tool_call"] = "tool_call"

    def as_json(self) -> dict[str, Json]:
        return {"type": self.type, "id": self.id, "name": self.name, "arguments": self.arguments}


class ToolCallResponse(NamedTuple):
    """What a tool answered, sent back to the model. `name` is the tool's, where the call is in the same request."""

    id: str | None
    response: Json
    name: str | None = None
    at: JsonPath = ()
    type: Literal["tool_call_response"] = "tool_call_response"

    def as_json(self) -> dict[str, Json]:
        return {"type": self.type, "id": self.id, "response": self.response}


class ServerToolCall(NamedTuple):
    """A tool that the provider ran itself; `call` holds at least its `type`."""

    id: str | None
    name: str
    call: dict[str, Json]
    at: JsonPath = ()
    type: Literal["server_tool_call"] = "server_tool_call"

    def as_json(self) -> dict[str, Json]:
        return {"type": self.type, "id": self.id, "name": self.name, "server_tool_call": self.call}


class ServerToolCallResponse(NamedTuple):
    """What a provider's own tool answered; `response` holds at least its `type`."""

    id: str | None
    response: dict[str, Json]
    at: JsonPath = ()
    type: Literal["server_tool_call_response"] = "server_tool_call_response"

    def as_json(self) -> dict[str, Json]:
        return {"type": self.type, "id": self.id, "server_tool_call_response": self.response}


class Blob(NamedTuple):
    """Media in the recording itself: base64 text, `modality` image, audio, video or file."""

    modality: str
    mime_type: str | None
    content: str
    at: JsonPath = ()
    type: Literal["blob"] = "blob"

    def as_json(self) -> dict[str, Json]:
        return {"type": self.type, "modality": self.modality, "mime_type": self.mime_type, "content": self.content}


class Uri(NamedTuple):
    """Media elsewhere, by address."""

    modality: str
    mime_type: str | None
    uri: str
    at: JsonPath = ()
    type: Literal["uri"] = "uri"

    def as_json(self) -> dict[str, Json]:
        return {"type": self.type, "modality": self.modality, "mime_type": self.mime_type, "uri": self.uri}


class File(NamedTuple):
    """Media at the provider, by its file id."""

    modality: str
    mime_type: str | None
    file_id: str
    at: JsonPath = ()
    type: Literal["file"] = "file"

    def as_json(self) -> dict[str, Json]:
        return {"type": self.type, "modality": self.modality, "mime_type": self.mime_type, "file_id": self.file_id}


class Refusal(NamedTuple):
    """The model declines, in words."""

    content: str
    at: JsonPath = ()
    type: Literal["refusal"] = "refusal"

    def as_json(self) -> dict[str, Json]:
        return {"type": self.type, "content": self.content}


class Other(NamedTuple):
    """A part that is not understood, as the API sent it."""

    raw: Json
    at: JsonPath = ()
    type: Literal["other"] = "other"

    def as_json(self) -> dict[str, Json]:
        return {"type": self.type, "raw": self.raw}


Part: TypeAlias = (
    Text
    | Reasoning
    | ToolCall
    | ToolCallResponse
    | ServerToolCall
    | ServerToolCallResponse
    | Blob
    | Uri
    | File
    | Refusal
    | Other
)


def text_at(value: Json, at: JsonPath) -> Text | Other:
    """What ought to be words: the string, or whatever was sent instead."""
    return Text(content=value, at=at) if isinstance(value, str) else Other(raw=value, at=at)


def at_url(modality: str, url: str, at: JsonPath = ()) -> Blob | Uri:
    """Media by its URL: a base64 `data:` URL (RFC 2397) is the media itself."""
    head, comma, data = url.partition(",")
    if comma and head[:5].lower() == "data:" and head.lower().endswith(";base64"):
        return Blob(modality=modality, mime_type=head[5:].split(";")[0] or None, content=data, at=at)
    return Uri(modality=modality, mime_type=None, uri=url, at=at)


def some(**members: Json) -> dict[str, Json]:
    """The members that say something."""
    return {name: value for name, value in members.items() if value is not None}
