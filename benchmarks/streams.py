"""How long the recorded streams take to put together, beside `json.loads` over the same data: `streams.py` prints JSON.

`{API: [streams, events, loads, together, cut]}` in seconds, the best of several rounds for each stream: `json.loads` of
every event's data; events put together, their JSON parsed on the way; and the body cut into these events.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from cassette_cli.apis import Api
from cassette_cli.documents.layers import Layer
from cassette_cli.errors import CassetteError
from cassette_cli.framings import Event, Framing
from cassette_cli.loading import load
from cassette_cli.reassembling import api_of_stream, said_to, stream_of, value_of

ROUNDS = 7


def streams(folder: Path) -> Iterator[tuple[Api, Framing, Layer]]:
    """The streams of all cassettes whose API is known."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.parent != folder):
        try:
            interactions = load(path.read_bytes()).interactions
        except CassetteError:
            continue  # what is no cassette, or not read
        for interaction in interactions:
            found = stream_of(interaction)
            if found is None:
                continue
            framing, layer = found
            api = api_of_stream(interaction, [(event, value_of(event)) for event in framing.events(layer)])
            if api is not None:
                yield api, framing, layer


def loads(texts: list[str]) -> None:
    for text in texts:
        with suppress(ValueError):  # [DONE], and plain text
            json.loads(text)


def together(api: Api, events: list[Event]) -> None:
    api.unstream(said_to(api, ((event, value_of(event)) for event in events)))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    found: dict[str, list[float]] = {}
    for api, framing, layer in streams(Path(sys.argv[1])):
        events = list(framing.events(layer))
        texts = [event.data for event in events]
        works = (
            lambda texts=texts: loads(texts),
            lambda api=api, events=events: together(api, events),
            lambda framing=framing, layer=layer: list(framing.events(layer)),
        )
        best = [min(taken) for taken in zip(*([seconds(work) for work in works] for _ in range(ROUNDS)), strict=True)]
        row = found.setdefault(api.name, [0, 0, 0, 0, 0])
        found[api.name] = [old + new for old, new in zip(row, [1, len(events), *best], strict=True)]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
