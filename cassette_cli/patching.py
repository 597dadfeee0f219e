"""A JSON value and a JSON Patch (RFC 6902) -> the patched value; all operations or none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypeAlias

import jsonpatch
from jsonpointer import JsonPointerException

from .errors import EditError
from .parts import Json
from .pointers import path_in, steps_of

Operation: TypeAlias = dict[str, Json]


def patched(value: Json, operations: Sequence[Operation]) -> Json:
    """The value after all operations, in order; the value itself is left as it is.

    Raises EditError that names the pointer: one that is not there, a `test` that fails (section 4.6), an operation
    that is none.
    """
    for operation in operations:
        try:
            value = jsonpatch.apply_patch(value, [operation])
        except jsonpatch.JsonPatchTestFailed:
            raise EditError(f"the patch's test of {operation.get('path')!r} fails", "the value that it names") from None
        except (jsonpatch.JsonPatchConflict, JsonPointerException, KeyError, TypeError):  # some quote the whole value
            raise EditError(f"{_words(operation)}, which leads to nothing", "expected a place that is there") from None
        except jsonpatch.JsonPatchException as fault:
            raise EditError(f"{_words(operation)}: {fault}", "expected an operation of RFC 6902") from None
    return value


def _words(operation: Operation) -> str:
    source = f" from {operation['from']!r}" if "from" in operation else ""
    return f"{operation.get('op')} at {operation.get('path')!r}{source}"


def operations_of(text: str) -> list[Operation]:
    """The operations that a text lists: a JSON array of objects (section 3). Raises EditError."""
    try:
        value = json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError) as fault:
        raise EditError(f"a patch that is no JSON ({fault})", 'expected [{"op": ..., "path": ...}, ...]') from None
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise EditError("a patch that is no list of operations", 'expected [{"op": ..., "path": ...}, ...]')
    return value


def _object(members: list[tuple[str, Json]]) -> dict[str, Json]:
    """Of two members of one name nobody can say which is meant (appendix A.13)."""
    value = dict(members)
    if len(value) < len(members):
        raise ValueError("a name that stands twice in one object")
    return value


def setting(value: Json, pointer: str, new: Json) -> list[Operation]:
    """The operation that gives the pointer a value: what is there is replaced, a new member or item is added."""
    steps_of(pointer)
    op = "replace" if path_in(value, pointer) is not None else "add"
    return [{"op": op, "path": pointer, "value": new}]
