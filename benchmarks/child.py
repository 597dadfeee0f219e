"""One measurement in a process of its own: `child.py WHAT FILE` prints the seconds that WHAT took, imports left out."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def bare_event_loop() -> Callable[[bytes], object]:
    from _ruamel_yaml import CParser

    def run(data: bytes) -> None:
        parser = CParser(data)
        while parser.check_event():
            parser.get_event()

    return run


def load() -> Callable[[bytes], object]:
    from cassette_cli.loading import load

    return load


def load_all() -> Callable[[bytes], object]:
    from cassette_cli.errors import CassetteError
    from cassette_cli.loading import load

    def run(names: bytes) -> None:
        for data in [Path(name).read_bytes() for name in names.decode().splitlines()]:
            with suppress(CassetteError):  # what is no cassette
                load(data)

    return run


def load_and_to_bytes() -> Callable[[bytes], object]:
    from cassette_cli.loading import load

    def run(data: bytes) -> None:
        if load(data).to_bytes() != data:
            sys.exit("to_bytes gave other bytes")

    return run


def ruamel_load() -> Callable[[bytes], object]:
    from ruamel.yaml import YAML

    return YAML().load


def ruamel_load_and_dump() -> Callable[[bytes], object]:
    from ruamel.yaml import YAML

    yaml = YAML()
    return lambda data: yaml.dump(yaml.load(data), io.BytesIO())


def main() -> None:
    measured = {
        one.__name__: one
        for one in (bare_event_loop, load, load_all, load_and_to_bytes, ruamel_load, ruamel_load_and_dump)
    }
    run = measured[sys.argv[1]]()
    data = Path(sys.argv[2]).read_bytes()
    start = time.perf_counter()
    run(data)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
