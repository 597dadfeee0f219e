"""The events of InvokeAgent and RetrieveAndGenerateStream -> one answer, made up of what they say.

There is no unstreamed InvokeAgent. Its answer is put together here as `completion` (the text of the chunks),
`traces` (what happened meanwhile), `returnControl` (a call that the caller is to make) and `files`. A chunk is text
and no JSON: its place is the whole data of the event, the empty path. A chunk with sources is JSON around base64, so
that a completion with one is said by no event. RetrieveAndGenerate has an unstreamed form: `output` and `citations`.
Source: botocore, bedrock-agent-runtime service-2.json (ResponseStream, RetrieveAndGenerateStreamResponseOutput).
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable

from ..parts import Json, JsonPath
from .api import Answer, Said, record, texts
from .bedrock_words import is_exception
from .draft import Draft

EVENTS = frozenset({"chunk", "trace", "returnControl", "files"})
_TEXT = "completion"


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events into one answer."""
    fold = _Fold()
    for event, name, value, data in events:
        members = record(value)
        if name == "chunk":
            fold.chunk(event, members, data)
        elif not (members and fold.members(event, name, members)):
            fold.draft.keep(event, (), {name: data if value is None else value})
    return fold.answer()


class _Fold:
    """The answer so far."""

    __slots__ = ("citations", "completion", "draft", "traces")

    def __init__(self) -> None:
        self.draft = Draft()
        self.completion: list[str] = []
        self.traces = self.citations = 0

    def chunk(self, event: int, members: dict[str, Json], data: str) -> None:
        """A piece of the text: all of the data, or what lies in base64 beside its sources."""
        wrapped = _unwrapped(members)
        if wrapped is None:
            self.draft.join((_TEXT,), event, (), data)
        else:
            self._attribution(event, members["attribution"])
        self.completion.append(data if wrapped is None else wrapped)

    def members(self, event: int, name: str, said: dict[str, Json]) -> bool:
        """What any other event says; False for one that is not known or not as it ought to be."""
        read = {"files": "files", "output": "text", "guardrail": "action"}.get(name)
        if name == "trace":
            self.draft.last(("traces", self.traces), event, (), said)
            self.traces += 1
        elif name == "citation":
            whole = isinstance(said.get("citation"), dict)  # older answers have its members side by side
            self._cite(event, ("citation",) if whole else (), said["citation"] if whole else said)
        elif name == "returnControl" or is_exception(name):
            for key, member in said.items():
                self.draft.last((name, key), event, (key,), member)
        elif read is None or not self._member(event, name, said.get(read)):
            return False
        for key, value in said.items() if read else ():
            if key not in (read, "p"):
                self.draft.keep(event, (key,), value)
        return True

    def answer(self) -> Answer:
        """All of it. A text that the pieces do not give is said by no event."""
        text = "".join(self.completion)
        leaf = self.draft.leaves.get((_TEXT,))
        if self.completion and (leaf is None or leaf.said != text):
            self.draft.set((_TEXT,), text)
        return self.draft.answer()

    def _member(self, event: int, name: str, value: Json) -> bool:
        """What is in the one member of an event that is read."""
        if name == "files" and isinstance(value, list):
            self.draft.extend((name,), event, (name,), value)
        elif name == "output" and isinstance(value, str):
            self.draft.join((name, "text"), event, ("text",), value)
        elif name == "guardrail" and texts(value):
            self.draft.last(("guardrailAction",), event, ("action",), value)
        else:
            return False
        return True

    def _attribution(self, event: int, sources: Json) -> None:
        cited = record(sources).get("citations")
        for at, citation in enumerate(cited if isinstance(cited, list) else ()):
            self._cite(event, ("attribution", "citations", at), citation)
        if not isinstance(cited, list):
            self.draft.keep(event, ("attribution",), sources)

    def _cite(self, event: int, path: JsonPath, citation: Json) -> None:
        self.draft.last(("citations", self.citations), event, path, citation)
        self.citations += 1


def _unwrapped(members: dict[str, Json]) -> str | None:
    """The text of a chunk that says more than its text; None for any other."""
    try:
        return b64decode(texts(members["bytes"]), validate=True).decode() if "attribution" in members else None
    except (KeyError, ValueError):
        return None
