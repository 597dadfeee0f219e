"""JSON text -> Tree, or -> plain value; and `JSON`, what nodes ask of this syntax.

RFC 8259 to the letter: no comments, no trailing commas, no NaN, one value. The standard library's parser judges and
words the fault; a scanner that may then trust the text finds the spans. Duplicate keys stay, as entries; lone
surrogates are decoded as such.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from typing import NoReturn, cast

from ..errors import ParseError
from .edits import Edit
from .json_scalar import ScalarLayer, decoded, integer, meaning
from .layers import Layer
from .nodes import Node, Tree
from .styles import DEPTH_LIMIT, Entry, Style, Value

# For text that is known to be JSON. A string that holds an escaped quote matches by its opening quote alone.
_STRING = r'"(?:[^"]*+"(?<!\\"))?'
_TOKEN = re.compile(_STRING + r'|[\[\]{}]|[^\s,:\[\]{}"]++')
_STRING_OR_BRACKET = re.compile(_STRING + r"|[\[\]{}]")
_STYLES = {"{": Style.FLOW_MAPPING, "[": Style.FLOW_SEQUENCE, '"': Style.DOUBLE}

# What the standard library's parser was waiting for (json.JSONDecodeError.msg, CPython 3.11 to 3.14).
_EXPECTED = {
    "Expecting value": "a JSON value",
    "Expecting property name enclosed in double quotes": "a name in double quotes",
    "Expecting ':' delimiter": "':'",
    "Expecting ',' delimiter": "',' or the closing bracket",
    "Illegal trailing comma before end of object": "a name after the last ','",
    "Illegal trailing comma before end of array": "a value after the last ','",
    "Extra data": "the end of the text after one JSON value",
    "Invalid control character at": "an escape in place of a control character",
    "Invalid \\escape": 'one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u',
    "Invalid \\uXXXX escape": "four hexadecimal digits after \\u",
    "Unterminated string starting at": "a closing quote to this string",
}


class _Json:
    """Scalars by `json_scalar`, containers by `json_entries`."""

    name: str = "json"

    def text(self, node: Node) -> str:
        return decoded(node.source)

    def value(self, node: Node) -> Value:
        return meaning(node.source) if node.is_scalar else value(node.source)

    def layer(self, node: Node) -> Layer:
        return ScalarLayer(node, decoded(node.source))

    def replace(self, node: Node, value: Value) -> list[Edit]:
        from .json_entries import replace  # noqa: PLC0415 - start-up time: only who edits pays for writing

        return replace(node, value)

    def reshape(self, node: Node, take: Collection[int], put: Sequence[Entry]) -> list[Edit]:
        from .json_entries import reshape  # noqa: PLC0415 - start-up time, as above

        return reshape(node, take, put)


JSON = _Json()


class _ConstantError(Exception):
    """The parser met NaN, Infinity or -Infinity, which it would accept and JSON does not have."""


def parse(layer: Layer) -> Tree:
    """The layer's text as a tree. Raises ParseError where it is not JSON, or nests deeper than DEPTH_LIMIT."""
    text = layer.text
    _judged(text)
    tree = Tree(layer, JSON)
    tree.roots.append(0)
    styles, starts, ends, after = tree.styles, tree.starts, tree.ends, tree.after
    plain = Style.PLAIN
    opened: list[int] = []
    count = 0
    for start, end in _spans(_TOKEN, text):
        mark = text[start]
        if mark in "]}":
            container = opened.pop()
            ends[container] = end
            after[container] = count
            continue
        if mark in "[{":
            opened.append(count)
            if len(opened) > DEPTH_LIMIT:
                raise _too_deep(text, start)
        count += 1
        styles.append(_STYLES.get(mark, plain))
        starts.append(start)
        ends.append(end)
        after.append(count)
    return tree


def value(text: str) -> Value:
    """What the text means, without spans. Raises ParseError as `parse` does."""
    found = _judged(text)
    if text.count("[") + text.count("{") > DEPTH_LIMIT:
        for place in _depth_faults(text):
            raise _too_deep(text, place)
    return found


def _judged(text: str) -> Value:
    try:
        try:
            return cast("Value", json.loads(text, parse_constant=_refuse))
        except json.JSONDecodeError:
            raise
        except ValueError:  # a number of more digits than int() takes (sys.get_int_max_str_digits)
            return cast("Value", json.loads(text, parse_constant=_refuse, parse_int=integer))
    except json.JSONDecodeError as error:
        found = _found(text, error.pos)
        raise _fault(text, error.pos, found, _EXPECTED.get(error.msg, f"JSON ({error.msg})")) from None
    except _ConstantError as error:
        place = next(start for start, _ in _spans(_TOKEN, text) if text.startswith(str(error), start))
        raise _fault(text, place, str(error), "a JSON value, which has no such number") from None
    except RecursionError:
        raise _too_deep(text, next(_depth_faults(text), 0)) from None


def _refuse(constant: str) -> NoReturn:
    raise _ConstantError(constant)


def _spans(tokens: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where the tokens stand in a text that is JSON as far as they are asked for."""
    decode = json.JSONDecoder().raw_decode  # finds a string's end among escapes three times faster than a pattern
    end = 0
    while end < len(text):
        for match in tokens.finditer(text, end):
            start, end = match.span()
            if end - start == 1 and text[start] == '"':
                end = decode(text, start)[1]
                yield start, end
                break
            yield start, end
        else:
            return


def _depth_faults(text: str) -> Iterator[int]:
    """Where brackets open that nest too deep."""
    depth = 0
    for start, _ in _spans(_STRING_OR_BRACKET, text):
        mark = text[start]
        depth += (mark in "[{") - (mark in "]}")
        if depth > DEPTH_LIMIT and mark in "[{":
            yield start


def _too_deep(text: str, place: int) -> ParseError:
    return _fault(text, place, "a value inside too many others", f"a nesting of at most {DEPTH_LIMIT}")


def _fault(text: str, place: int, found: str, expected: str) -> ParseError:
    line = text.count("\n", 0, place) + 1
    return ParseError(found, expected, line=line, column=place - text.rfind("\n", 0, place))


def _found(text: str, place: int) -> str:
    return ascii(text[place]) if place < len(text) else "the end of the text"
