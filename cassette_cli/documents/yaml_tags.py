"""A YAML scalar's text, its style and its tag -> what it means; and whether a tag fits a value.

Only the tags of YAML's core schema mean a type. `!!binary`, Ruby's `!binary` and all others leave the text as it is
written: undoing base64 is the business of bodies.
"""

from __future__ import annotations

from .styles import Value
from .yaml_types import resolve

_CORE = "tag:yaml.org,2002:"
_TYPES: dict[str, type] = {
    _CORE + "null": type(None),
    _CORE + "bool": bool,
    _CORE + "int": int,
    _CORE + "float": float,
    _CORE + "map": dict,
    _CORE + "seq": list,
}


def meaning(text: str, tag: str, *, is_plain: bool) -> Value:
    """The value; the text itself where the tag names a type that the text is not."""
    if not tag:
        return resolve(text) if is_plain else text
    wanted = _TYPES.get(tag)
    found = resolve(text)
    if wanted is float and type(found) is int:
        return float(found)
    return found if wanted and type(found) is wanted else text


def fits(tag: str, old: type, value: Value) -> bool:
    """Whether a node that was of type `old` may keep its tag when it becomes `value`: it then means that value."""
    if tag in _TYPES:
        return type(value) is _TYPES[tag]
    return type(value) is old and old in (dict, list, str)
