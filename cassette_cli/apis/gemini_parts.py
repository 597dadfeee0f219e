"""The parts of a Gemini content, of a request or of an answer -> the parts of a Message, and what was not read.

A part is what its one telling member says. Requests name members in camelCase or in snake_case, and a single part may
stand without its list, for Google's JSON parser takes all of these. A `thoughtSignature` is a thought that only Gemini
can read: that of a thought belongs to it, on any other part it is a thought of its own before it.
Source: google-genai, types.py (Part).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..parts import (
    Blob,
    Json,
    JsonPath,
    Other,
    Part,
    Reasoning,
    ServerToolCall,
    ServerToolCallResponse,
    Text,
    ToolCall,
    ToolCallResponse,
    Uri,
)
from .api import record, texts, word
from .gemini_members import Members, each
from .gemini_words import language_word, outcome_word

_MODALITIES = ("image", "audio", "video")
_CODE = "code_execution"
_TELLING = (
    *("text", "functionCall", "functionResponse", "inlineData", "fileData"),
    *("executableCode", "codeExecutionResult", "toolCall", "toolResponse"),
)
_BESIDE = ("thought", "thoughtSignature")
_KNOWN = {  # members of the telling one that a part has; of the others it has all
    "functionCall": ("id", "name", "args"),
    "functionResponse": ("id", "name", "response", "parts"),
    "inlineData": ("mimeType", "data"),
    "fileData": ("mimeType", "fileUri"),
}


def parts_of(parts: Json, at: JsonPath) -> Iterator[Part]:
    """The parts that stand at `at`."""
    for part, place in each(parts, at):
        yield from _part(part, place)


def unread_of(parts: Json) -> dict[str, Json]:
    """What no part says: members beside the telling one."""
    unread: dict[str, Json] = {} if isinstance(parts, list | dict | None) else {"parts": parts}
    for part, place in each(parts, ("parts",)):
        members = Members(record(part))
        telling = _telling_of(members)
        if telling:
            beside: dict[tuple[str, ...], Json] = {
                (key,): value for key, value in members.besides(telling, *_BESIDE).items()
            }
            if known := _KNOWN.get(telling):
                inner = Members(members.get(telling)).besides(*known)
                beside |= {(telling, key): value for key, value in inner.items()}
            unread |= {"/".join(map(str, place + keys)): said for keys, said in beside.items() if said is not None}
    return unread


def modality_of(mime_type: str | None) -> str:
    """image, audio or video; anything else is a file."""
    kind = (mime_type or "").partition("/")[0]
    return kind if kind in _MODALITIES else "file"


def _telling_of(members: Members) -> str | None:
    """The member that says what the part is, if it is of the type that it ought to be."""
    for name in _TELLING:
        kind = str if name == "text" else dict
        if isinstance(members.get(name), kind):
            return name
    return None


def _part(part: Json, at: JsonPath) -> Iterator[Part]:
    members = Members(record(part))
    telling = _telling_of(members)
    signature = word(members.get("thoughtSignature"))
    is_thought = telling == "text" and members.get("thought") is True
    if is_thought:
        yield Reasoning(content=members.get("text"), signature=signature, at=(*at, "text"))
        return
    if signature:
        yield Reasoning(content="", signature=signature, at=(*at, members.key("thoughtSignature")))
    if telling == "text":
        if members.get("text"):
            yield Text(content=members.get("text"), at=(*at, "text"))
    elif telling:
        yield from _told(telling, Members(members.get(telling)), (*at, members.key(telling)))
    elif not signature or members.named.keys() - set(_BESIDE):
        yield Other(raw=part, at=at)


def _told(telling: str, said: Members, at: JsonPath) -> Iterator[Part]:
    """What one member says, which stands at `at`."""
    call_id = word(said.get("id"))
    match telling:
        case "functionCall":
            args = said.get("args")
            yield ToolCall(
                id=call_id,
                name=texts(said.get("name")),
                arguments={} if args is None else args,
                arguments_text=texts(args),
                at=(*at, "args") if "args" in said.named else at,
            )
        case "functionResponse":
            response = said.get("response")
            place = (*at, "response") if "response" in said.named else at
            yield ToolCallResponse(id=call_id, response=response, name=word(said.get("name")), at=place)
            yield from (_media(part, place) for part, place in each(said.get("parts"), (*at, "parts")))
        case "inlineData" | "fileData":
            yield _media_of(telling, said, at)
        case "executableCode":
            language = {"language": language_word(said.get("language"))} if "language" in said.named else {}
            call = {"type": _CODE, **said.besides("id"), **language}
            yield ServerToolCall(id=call_id, name=_CODE, call=call, at=at)
        case "codeExecutionResult":
            outcome = {"outcome": outcome_word(said.get("outcome"))} if "outcome" in said.named else {}
            yield ServerToolCallResponse(id=call_id, response={"type": _CODE, **said.besides("id"), **outcome}, at=at)
        case "toolCall":
            kind = str(said.get("toolType") or "tool").lower()
            call = {"type": kind, **record(said.get("args")), **said.besides("id", "toolType", "args")}
            yield ServerToolCall(id=call_id, name=kind, call={**call, "type": kind}, at=at)
        case "toolResponse":
            kind = str(said.get("toolType") or "tool").lower()
            answered = {**record(said.get("response")), **said.besides("id", "toolType", "response")}
            yield ServerToolCallResponse(id=call_id, response={**answered, "type": kind}, at=at)


def _media(part: Json, at: JsonPath) -> Part:
    """What a tool answered beside words; it holds media only."""
    members = Members(record(part))
    for name in ("inlineData", "fileData"):
        if isinstance(members.get(name), dict):
            return _media_of(name, Members(members.get(name)), (*at, members.key(name)))
    return Other(raw=part, at=at)


def _media_of(telling: str, said: Members, at: JsonPath) -> Blob | Uri:
    mime_type = word(said.get("mimeType"))
    if telling == "inlineData":
        data, place = texts(said.get("data")), (*at, "data") if "data" in said.named else at
        return Blob(modality=modality_of(mime_type), mime_type=mime_type, content=data, at=place)
    uri, place = texts(said.get("fileUri")), (*at, said.key("fileUri")) if "fileUri" in said.named else at
    return Uri(modality=modality_of(mime_type), mime_type=mime_type, uri=uri, at=place)
