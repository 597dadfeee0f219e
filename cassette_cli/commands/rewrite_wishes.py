"""What the options of `rewrite` say -> wishes, in the order given, each with what it is meant for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import CassetteError, EditError
from ..patching import operations_of
from ..pointers import SideName, Where, where_of
from ..replacing import replacement
from ..rewriting import Patch, RemoveHeader, Replace, SetBody, SetHeader, SetStatus, SetUrl, SetValue, Wish
from .files import given


class Wanted(NamedTuple):
    """A wish, and how it was typed. `interaction` is the one that it names; `is_of_all`: for all that are chosen."""

    wish: Wish
    said: str
    interaction: int | None = None
    is_of_all: bool = False


class Given(NamedTuple):
    """An option and its value, as typed."""

    name: str
    value: str


def wishes(given_options: Sequence[Given], side: SideName, *, is_regex: bool) -> list[Wanted]:
    """Raises CassetteError for what cannot be understood. A `--with` belongs to the `--replace` before it."""
    found: list[Wanted] = []
    rest = iter(given_options)
    for name, value in rest:
        if name == "replace":
            following = next(rest, None)
            if following is None or following.name != "with":
                raise CassetteError("--replace without --with", "expected --replace OLD --with NEW")
            wanted = replacement(value, following.value, is_regex=is_regex)
            found.append(Wanted(Replace(wanted, side), f"--replace {value}", is_of_all=True))
        elif name == "with":
            raise CassetteError("--with without --replace", "expected --replace OLD --with NEW")
        elif name == "set":
            found.append(_set(value, side))
        else:
            wish = _of_one(name, value, side)
            found.append(Wanted(wish, f"--{name.replace('_', '-')}", is_of_all=isinstance(wish, RemoveHeader)))
    return found


def _of_one(name: str, value: str, side: SideName) -> Wish:
    if name == "patch":
        return Patch(tuple(operations_of(value if value.lstrip()[:1] in ("[", "{") else _text_of(value))), side)
    if name == "body":
        return SetBody(_content_of(value), side)
    if name == "status":
        return SetStatus(_code(value))
    if name == "remove_header":
        return RemoveHeader(value, side)
    key, mark, said = value.partition("=")
    if not mark or not key:
        raise CassetteError(f"--header {value}", "expected --header NAME=VALUE")
    return SetHeader(key, said, side)


def _set(words: str, side: SideName) -> Wanted:
    """`POINTER=TEXT`, or `POINTER:=JSON`; a pointer has no `=` in it."""
    pointer, mark, text = words.partition("=")
    if not mark:
        raise CassetteError(f"--set {words}", "expected --set POINTER=TEXT or --set POINTER:=JSON")
    value: object = text
    if pointer.endswith(":"):
        pointer = pointer[:-1]
        try:
            value = json.loads(text)
        except ValueError as fault:
            raise CassetteError(f"--set {pointer}:= is no JSON ({fault})", "expected JSON, or = for text") from None
    where = where_of(pointer)
    return Wanted(_at(where, value, where.side or side), f"--set {pointer}", where.interaction)


def _at(where: Where, value: object, side: SideName) -> Wish:
    """A place in a body, a header, the status, the URL."""
    if where.part == "body":
        return SetValue(where.rest, value, side)
    if where.part == "headers" and where.rest:
        return SetHeader(where.rest, str(value), side)
    if where.part == "status" and not where.rest:
        return SetStatus(_code(str(value)))
    if where.part == "url" and not where.rest:
        return SetUrl(str(value))
    raise EditError(f"{where.part} with {where.rest!r}", "expected headers.NAME, status, url, or body with a pointer")


def _code(value: str) -> int:
    if not value.isdecimal():
        raise CassetteError(f"status {value}", "expected a number")
    return int(value)


def _content_of(name: str) -> bytes:
    try:
        return given() if name == "-" else Path(name).read_bytes()
    except OSError as fault:
        raise CassetteError(f"cannot be read ({fault.strerror})", "expected a file, or -", file=name) from None


def _text_of(name: str) -> str:
    try:
        return _content_of(name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CassetteError("a patch that is no UTF-8", "expected JSON", file=name) from None


def options_given(order: Iterator[str], values: dict[str, list[str]]) -> list[Given]:
    """Each option's values, in the order in which the options were typed."""
    left = {name: iter(said) for name, said in values.items()}
    return [Given(name, next(left[name])) for name in order if name in left]
