"""The sample server -> samples/apis/*: the formats of all LLM APIs, recorded by the real VCR.py through httpx.

    .venv/bin/python samples/recording/record_apis.py

What is asked and answered is in the package `formats`, a module for each family of APIs. Recording again gives the
same bytes, as long as VCR.py and httpx are of the same versions.
"""

from __future__ import annotations

import sys

import httpx
import vcr
from formats import Exchange, samples
from record_vcrpy import DROPPED
from server import running
from tour import emptied


def ask(client: httpx.Client, exchange: Exchange) -> None:
    headers = {**exchange.headers, **({"Content-Type": exchange.asked_as} if exchange.request else {})}
    method = "POST" if exchange.request else "GET"
    client.request(method, exchange.path, content=exchange.request or None, headers=headers).raise_for_status()


def main() -> None:
    folder = emptied("apis")
    with running() as origin:
        for sample in samples():
            path = folder / f"{sample.name}.yaml"
            with (
                vcr.use_cassette(str(path), record_mode="once", filter_headers=DROPPED),
                httpx.Client(base_url=origin) as client,
            ):
                for exchange in sample.exchanges:
                    ask(client, exchange)
            sys.stdout.write(f"{path.stat().st_size:7} {path.name}\n")


if __name__ == "__main__":
    main()
