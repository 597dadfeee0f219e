"""The bytes of a file -> every text that anybody can read out of it: an independent reader for what must be gone.

PyYAML and the standard library, and nothing of the package: YAML, JSON, JSON in JSON, base64, hex, gzip, deflate, br,
zstd, percent-encoding, XML's entities, server-sent events, JSON lines and AWS frames, whose pieces are joined.
"""

from __future__ import annotations

import binascii
import gzip
import html
import json
import re
import zlib
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from struct import unpack_from
from typing import Any
from urllib.parse import parse_qsl, unquote, unquote_plus

import brotli
import yaml
import zstandard

_DEEPEST = 7
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_BASIC = re.compile(r"(?i:basic)\s+(\S+)")


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """PyYAML's, which takes every tag for what it stands on."""


def _any(loader: Loader, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _bytes(str(node.value)) if "binary" in node.tag else node.value
    return (
        loader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.MappingNode)
        else loader.construct_sequence(node, deep=True)
    )


Loader.add_multi_constructor("", _any)
Loader.add_multi_constructor("!", _any)


def texts(data: bytes) -> set[str]:
    """All texts of the file, in all layers."""
    found: set[str] = set()
    _add(data, found, 0)
    return found


def _bytes(text: str) -> bytes:
    try:
        return b64decode("".join(text.split()))
    except binascii.Error:
        return text.encode()


def _add(value: Any, found: set[str], depth: int) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _add(key, found, depth)
            _add(inner, found, depth)
    elif isinstance(value, list | tuple | set):
        for inner in value:
            _add(inner, found, depth)
    elif isinstance(value, bytes):
        _add_bytes(value, found, depth)
    elif isinstance(value, str) and value not in found:
        found.add(value)
        if depth < _DEEPEST:
            for inner in _inside(value):
                _add(inner, found, depth + 1)


def _add_bytes(data: bytes, found: set[str], depth: int) -> None:
    for unpacked in _unpacked(data) if depth < _DEEPEST and data else ():
        _add(unpacked, found, depth + 1)
    if data.startswith(b"httprr"):
        _add(data.split(b"\r\n\r\n")[1:], found, depth + 1)
    if joined := list(_frames(data)):
        _add(joined, found, depth + 1)
        _add(list(_joined(joined)), found, depth + 1)
    _add(data.decode("utf-8", "replace"), found, depth)


def _unpacked(data: bytes) -> Iterator[bytes]:
    for unpack in (gzip.decompress, zlib.decompress, brotli.decompress, zstandard.ZstdDecompressor().decompress):
        try:
            yield unpack(data)
        except (OSError, EOFError, zlib.error, brotli.error, zstandard.ZstdError):
            continue


def _inside(text: str) -> Iterator[Any]:
    """What one text may say otherwise."""
    if "%" in text:
        yield from (unquote(text), unquote_plus(text), [value for _, value in parse_qsl(text)])
    if "&" in text:
        yield html.unescape(text)
    if text.lstrip()[:1] in ("{", "[", '"'):
        with suppress(ValueError):
            yield json.loads(text)
    elif text.startswith("?>{"):
        yield text[2:]
    elif ("\n" in text and ":" in text) or text.startswith(("interactions", "---", "!tape", "version", "http_")):
        with suppress(yaml.YAMLError, TypeError, ValueError):
            yield list(yaml.load_all(text, Loader))
    if values := list(_events(text)):
        yield values
        yield list(_joined(values))
    for run in _BASE64.findall(text):
        yield from _from_base64(run)
    if re.fullmatch(r"(?:[0-9a-f]{2})+", text):
        yield bytes.fromhex(text)


def _from_base64(run: str) -> Iterator[bytes]:
    plain = run.rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        data = b64decode(plain + "=" * (-len(plain) % 4))
    except binascii.Error:
        return
    if data.startswith(b"\x83m"):
        yield data[6:]
    if data.isascii() or data.startswith((b"\x1f\x8b", b"x\x9c", b"\x28\xb5\x2f\xfd", b"\0\0")) or len(data) > 24:
        yield data


def _events(text: str) -> Iterator[Any]:
    """The JSON of events and of lines."""
    for line in text.replace("\r\n", "\n").split("\n"):
        data = line.removeprefix("data:").strip()
        if data.startswith(("{", "[")):
            try:
                yield json.loads(data)
            except ValueError:
                continue


def _frames(data: bytes) -> Iterator[Any]:
    at = 0
    while at + 16 <= len(data):
        total, head = unpack_from(">II", data, at)
        if not 16 <= total <= len(data) - at or unpack_from(">I", data, at + 8)[0] != zlib.crc32(data[at : at + 8]):
            return
        check = unpack_from(">I", data, at + total - 4)[0]
        assert check == zlib.crc32(data[at : at + total - 4]), "a frame whose CRC does not fit"
        payload = json.loads(data[at + 12 + head : at + total - 4])
        yield payload
        if isinstance(payload, dict) and "bytes" in payload:
            yield json.loads(b64decode(payload["bytes"]))
        at += total


def _joined(values: list[Any]) -> Iterator[str]:
    """What the events say at the same place, one after the other."""
    pieces: dict[tuple[Any, ...], list[str]] = defaultdict(list)

    def walk(value: Any, path: tuple[Any, ...]) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, (*path, key))
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                walk(inner, (*path, number))
        elif isinstance(value, str):
            pieces[path].append(value)

    for value in values:
        walk(value, ())
    return ("".join(parts) for parts in pieces.values() if len(parts) > 1)
