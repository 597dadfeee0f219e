"""The chunks of a streamed chat completion -> the completion as it would have come in one piece.

The official rule (openai-python, lib/streaming/chat/_completions.py) is bent where it goes wrong with dialects: a
role or name that every chunk repeats is said once, usage is the last that is not null, ids the first that are not
empty, and what a dialect says twice is a copy.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..parts import Json, JsonPath
from .api import EMPTY, Answer, Copy, Place, Said, is_records, record, records, texts
from .draft import Draft
from .openai_chat_delta import Delta
from .openai_chat_members import read_members
from .openai_chat_repeats import Repeats
from .openai_chat_slots import Slots

_PADDING = frozenset({"obfuscation", "p"})  # random characters against length analysis; Mistral and Bedrock say `p`
_FIRST = frozenset({"id", "model", "model_id", "created", "system_fingerprint", "provider"})
_APART = _PADDING | {"choices"}
_MESSAGES = frozenset({"delta", "message"})
_BESIDE = frozenset({"text", "logprobs", "token_ids"})  # of a choice; pieces that go on, also where they come again
_LISTS = frozenset({"token_ids"})  # of a choice; vLLM sends each token's id


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one answer."""
    draft, head = Draft(), Repeats()
    slots: dict[int, Slots] = {}
    for event, _, chunk in draft.objects(events):
        _chunk(draft, head, slots, event, chunk)
    return draft.answer()


def _chunk(draft: Draft, head: Repeats, slots: dict[int, Slots], event: int, chunk: dict[str, Json]) -> None:
    members = {key: value for key, value in chunk.items() if key not in _APART}
    if head.again(event, (), members):
        _choices(draft, slots, event, chunk.get("choices", []))
        return
    for key, value in chunk.items():
        if key == "choices":
            _choices(draft, slots, event, value)
        elif key not in _PADDING:
            _member(draft, event, key, value)
    if "x_groq" in members:  # its own members go to several leaves
        head.forget()
    else:
        head.know((), members, draft.written((), event, (), members))


def _member(draft: Draft, event: int, key: str, value: Json) -> None:
    if key == "object" and isinstance(value, str):
        # Azure's first chunk has "", Perplexity's last "chat.completion.done"
        draft.set(("object",), "chat.completion")
    elif key in _FIRST:
        draft.first((key,), event, (key,), value)
    elif key == "x_groq" and isinstance(value, dict):
        _groq(draft, event, value)
    else:
        draft.last((key,), event, (key,), value)


def _groq(draft: Draft, event: int, more: dict[str, Json]) -> None:
    """Groq keeps the usage here, sometimes beside the usual place; unstreamed it is in the usual place."""
    for key, value in more.items():
        path = ("usage",) if key == "usage" else ("x_groq", key)
        draft.last(path, event, ("x_groq", key), value)


def _choices(draft: Draft, slots: dict[int, Slots], event: int, choices: Json) -> None:
    for at, choice in records(choices):
        index = choice.get("index")
        number = index if isinstance(index, int) else at  # some leave out the index
        if number not in slots:
            slots[number] = Slots()
        _choice(draft, slots[number], event, ("choices", at), ("choices", number), choice)
    if not is_records(choices):
        draft.keep(event, ("choices",), choices)


def _choice(draft: Draft, slots: Slots, event: int, source: JsonPath, into: JsonPath, choice: dict[str, Json]) -> None:
    _message(draft, slots, event, source, into, choice)
    members = {key: value for key, value in choice.items() if key not in _MESSAGES}
    if slots.repeats.again(event, source, members):
        return
    _beside(draft, event, source, into, choice, members)
    if all(members.get(key) is None for key in _BESIDE):
        slots.repeats.know(source, members, draft.written(into, event, source, members))
    else:
        slots.repeats.forget()


def _beside(
    draft: Draft, event: int, source: JsonPath, into: JsonPath, choice: dict[str, Json], members: dict[str, Json]
) -> None:
    """What stands beside the delta."""
    for key, value in members.items():
        if key == "text" and value == record(choice.get("delta")).get("content"):
            continue  # Together says delta.content twice; the delta knows this one as its twin
        to, path = (*into, key), (*source, key)
        if value is None:
            draft.silent(to, event, path)
        elif key == "logprobs" and isinstance(value, dict):
            for name, entries in value.items():
                if isinstance(entries, list):
                    draft.extend((*to, name), event, (*path, name), entries)
                else:
                    draft.last((*to, name), event, (*path, name), entries)
        elif key in _LISTS and isinstance(value, list):
            draft.extend(to, event, path, value)
        elif key == "index":
            draft.first(to, event, path, value)
        else:
            draft.last(to, event, path, value)


def _message(draft: Draft, slots: Slots, event: int, source: JsonPath, into: JsonPath, choice: dict[str, Json]) -> None:
    """The delta, and what stands beside it: Together repeats its text, Writer all of it, Perplexity the text so far."""
    delta, message = choice.get("delta"), choice.get("message")
    is_alone = message is None and "text" not in choice
    if isinstance(delta, dict) and is_alone and slots.strings.again(event, (*source, "delta"), delta):
        return
    sources: list[JsonPath] = []
    if isinstance(delta, dict):
        sources.append((*source, "delta"))
        if message == delta:
            sources.append((*source, "message"))
    elif delta is not None:
        draft.keep(event, (*source, "delta"), delta)
    elif isinstance(message, dict) and not (slots.started and _is_said(draft, into, choice, message)):
        delta = message  # the whole answer in one chunk, or pieces of it (Mistral on Bedrock)
        sources.append((*source, "message"))
    if isinstance(delta, dict):
        text = choice.get("text")
        twin = (*source, "text") if isinstance(text, str) and text == delta.get("content") else None
        read_members(Delta(draft, slots, event, (*into, "message"), sources, twin), delta)
        if is_alone:
            slots.strings.know(draft, (*into, "message"), sources[0], delta)
    if isinstance(message, dict) and message not in (delta, {}):
        _so_far(draft, event, (*source, "message"), (*into, "message"), message)


def _is_said(draft: Draft, into: JsonPath, choice: dict[str, Json], message: dict[str, Json]) -> bool:
    """Whether a message begins with all that was said before it; the pieces of Mistral's on Bedrock never do.

    Those are told by their stop reason, since a piece may begin as the text does: "1" and "1" are 11.
    """
    if "stop_reason" in choice and "finish_reason" not in choice:
        return False
    leaf = draft.leaves.get((*into, "message", "content"))
    return leaf is not None and bool(leaf.said) and texts(message.get("content")).startswith(texts(leaf.said))


def _so_far(draft: Draft, event: int, source: JsonPath, into: JsonPath, message: dict[str, Json]) -> None:
    """A message beside the delta: what of it was said so far is a copy of that, anything else is unread."""
    for key, value in message.items():
        leaf = draft.leaves.get((*into, key))
        if leaf is None or leaf.said != value:
            if value not in EMPTY:
                draft.keep(event, (*source, key), value)
        elif isinstance(value, list) and not leaf.places:  # a list of which each item is a leaf
            for at, item in enumerate(value):
                draft.last((*into, key, at), event, (*source, key, at), item)
        elif leaf.joined:
            leaf.copies.append(Copy(Place(event, (*source, key)), 0, leaf.length))
        else:
            leaf.places.append((event, (*source, key)))
