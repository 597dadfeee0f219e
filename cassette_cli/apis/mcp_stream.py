"""The messages of a stream -> the response as it would have come in one piece; other messages are unread.

A server may send notifications and requests of its own before it answers (2025-06-18, basic/transports, "Sending
Messages to the Server"). Those are no part of the answer, and are kept as they came. Several responses, of a batch
(2025-03-26) or of a stream that answers several calls, stand in a list.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..parts import Json, JsonPath
from .api import Answer, Said
from .draft import Draft

_NOTICE = frozenset({"jsonrpc", "method", "params"})

BATCH = "batch"  # where several responses stand in the unstreamed answer: JSON-RPC has a bare list


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one answer."""
    draft = Draft()
    responses: list[tuple[int, JsonPath, dict[str, Json]]] = []
    for number, _, value, _ in events:
        several = isinstance(value, list)
        for at, message in enumerate(value if isinstance(value, list) else [value]):
            path: JsonPath = (at,) if several else ()
            if isinstance(message, dict) and "method" not in message and ("result" in message or "error" in message):
                responses.append((number, path, message))
            else:
                _keep(draft, ("events", number, *path), message)
    for rank, (number, path, response) in enumerate(responses):
        into: JsonPath = () if len(responses) == 1 else (BATCH, rank)
        for key, value in response.items():
            draft.last((*into, key), number, (*path, key), value)
    return draft.answer()


def _keep(draft: Draft, path: JsonPath, message: Json) -> None:
    """A notification is kept by its method, as what it tells; anything else as it came."""
    is_notice = isinstance(message, dict) and message.keys() == _NOTICE and isinstance(message["method"], str)
    if is_notice:
        path, message = (*path, message["method"]), message["params"]
    draft.unread["/".join(map(str, path))] = message
