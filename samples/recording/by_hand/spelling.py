"""Headers, JSON values and bytes -> the spellings that several layouts share."""

from __future__ import annotations

import json
from base64 import b64encode

from .exchange import Pairs


def without(pairs: Pairs, *names: str) -> dict[str, str]:
    return {name: value for name, value in pairs if name not in names}


def lists(pairs: Pairs) -> dict[str, list[str]]:
    return {name: [value] for name, value in pairs}


def lowered(pairs: Pairs, *left_out: str) -> dict[str, str]:
    return {name.lower(): value for name, value in pairs if name not in left_out}


def indented(value: object, indent: int | str = 2, *, ascii_only: bool = False) -> str:
    return json.dumps(value, indent=indent, ensure_ascii=ascii_only)


def base64(content: bytes) -> str:
    return b64encode(content).decode()
