"""The sample server -> samples/betamax/*: recorded by the real Betamax, through requests.

    .venv/bin/pip install betamax requests
    .venv/bin/python samples/recording/record_betamax.py

Recording again gives the same bytes, as long as Betamax, requests and urllib3 are of the same versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import requests
from answers import Json
from betamax import Betamax
from betamax.cassette import Cassette
from betamax.cassette.interaction import Interaction
from server import running
from tour import emptied, told, tour

RECORDED_AT = "2025-11-04T09:30:00"


def at_a_fixed_time(interaction: Interaction, _: Cassette) -> None:
    interaction.data["recorded_at"] = RECORDED_AT


def scenarios(stages: dict[str, list[Json]]) -> Iterator[tuple[str, list[Json], Json]]:
    exact = {"preserve_exact_body_bytes": True}
    image = [step for step in stages["website"] if step["url"].endswith(".png")]
    for name, steps in stages.items():
        yield name, [step for step in steps if step not in image], {}
    yield "session_exact_bytes", stages["session"], exact
    yield "image_exact_bytes", image, exact
    yield "image_lost", image, {}


def main() -> None:
    folder = emptied("betamax")
    Cassette.hooks["before_record"].append(at_a_fixed_time)
    with running() as origin:
        for name, steps, options in scenarios(tour(origin)):
            session = requests.Session()
            session.headers.clear()  # what tells of the client's version
            with Betamax(session, cassette_library_dir=str(folder)).use_cassette(name, **options):
                for step in steps:
                    body = step["body"].encode()
                    with suppress(requests.exceptions.ChunkedEncodingError):  # a lost image is longer than its length
                        session.request(step["method"], step["url"], headers=step["headers"], data=body, timeout=10)
    told(folder)


if __name__ == "__main__":
    main()
