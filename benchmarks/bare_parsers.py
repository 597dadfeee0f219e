"""Files that a list names, read by the parsers that everybody has: `bare_parsers.py LIST` prints the seconds it took.

YAML by PyYAML's C loader, JSON by json, both as far as plain data; what is packed is unpacked first; what is neither is
decoded as latin-1. Files are read before the clock starts. Imports are left out.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import yaml


class Loader(yaml.CSafeLoader):
    """Tags of other languages are plain data to it."""


def plain(loader: Loader, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return tuple(loader.construct_sequence(node, deep=True))
    return loader.construct_mapping(node, deep=True)


Loader.add_multi_constructor("!", plain)
Loader.add_multi_constructor("tag:yaml.org,2002:python/", plain)


def parse(data: bytes) -> object:
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
    elif data.startswith(b"\x78\x9c"):
        data = zlib.decompress(data)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return json.loads(data)
    if data.startswith((b"httprr", b"RPCReplay")):
        return data.decode("latin-1")
    return yaml.load(data, Loader)  # noqa: S506, a safe one


def main() -> None:
    paths = [Path(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    contents = [path.read_bytes() for path in paths]
    start = time.perf_counter()
    for data in contents:
        parse(data)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
