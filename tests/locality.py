"""A file before and after an edit -> the values that changed; that nothing else did is told by an independent reader.

YAML is cut into its scalars by PyYAML's events, JSON by its strings. What stands between must be the same text.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise

import yaml

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*')
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def changed(before: str, after: str) -> list[str]:
    """What the values that differ say in the file before. Raises AssertionError if anything else differs."""
    told, told_after = _cut(before), _cut(after)
    assert len(told) == len(told_after), "another number of values"
    assert [each[0] for each in told] == [each[0] for each in told_after], "what stands between the values"
    return [one[2] for one, other in zip(told, told_after, strict=True) if one[1] != other[1]]


def _cut(text: str) -> list[tuple[str, str, str]]:
    """What stands before each value, its source, and what it says; the rest at the end."""
    if text.lstrip()[:1] in ("{", "["):
        found = [(match.start(), match.end(), str(json.loads(match[0]))) for match in _STRING.finditer(text)]
    else:
        events = [each for each in yaml.parse(text, Loader=_PARSER) if isinstance(each, yaml.ScalarEvent)]
        found = [(each.start_mark.index, each.end_mark.index, _said(each)) for each in events]
    ends = [0, *(end for _, end, _ in found)]
    cut = [(text[at:start], text[start:end], said) for at, (start, end, said) in zip(ends, found, strict=False)]
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    return [*cut, (text[ends[-1] :], "", "")]


def _said(event: yaml.ScalarEvent) -> str:
    is_binary = event.tag is not None and "binary" in event.tag
    return "".join(event.value.split()) if is_binary else str(event.value)
