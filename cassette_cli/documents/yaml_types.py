"""The text of a plain YAML scalar -> what it stands for: null, a truth, a number, or the text itself.

YAML 1.1 and YAML 1.2 read the same word differently (`yes`, `0o17`, `12:30:00`), and cassettes are read by both. So a
word is typed only where both agree, and a text may be written plain only where both leave it a text. The patterns are
wide on purpose: they hold what the specifications say and what PyYAML, ruamel.yaml and go-yaml add to it.
"""

from __future__ import annotations

import re

_YAML_1_1 = re.compile(
    r"""(?:
    (?P<null>~|null|Null|NULL|)
    |(?P<truth>[yYnN]|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)
    |(?P<int>[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]*|[1-9][0-9_]*(?::[0-5]?[0-9])*))
    |(?P<float>[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?
        |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))
    |(?P<time>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}
        (?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?)
    |(?P<merge><<)
    |(?P<default>=)
    )\Z""",
    re.VERBOSE,
)
_YAML_1_2 = re.compile(
    r"""(?:
    (?P<null>~|null|Null|NULL|)
    |(?P<truth>true|True|TRUE|false|False|FALSE)
    |(?P<int>[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)|[-+][0-9_]+)
    |(?P<float>[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?
        |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))
    |(?P<merge><<)
    )\Z""",
    re.VERBOSE,
)
_AGREED_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_AGREED_HEX = re.compile(r"0x[0-9a-fA-F]+\Z")
_AGREED_FLOAT = re.compile(r"(?:[-+]?[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?\Z")
_WORDS: dict[str, bool | float | None] = (
    dict.fromkeys(("", "~", "null", "Null", "NULL"))
    | dict.fromkeys(("true", "True", "TRUE"), True)
    | dict.fromkeys(("false", "False", "FALSE"), False)
    | {sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")}
    | dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan"))
)
_LONGEST_NUMBER = 400  # digits; Python itself refuses to read integers of more than 4300


def kind(text: str) -> tuple[str, str]:
    """What YAML 1.1 and what YAML 1.2 take a plain scalar for: `("truth", "string")` for `yes`."""
    old, new = _YAML_1_1.match(text), _YAML_1_2.match(text)
    return (old and old.lastgroup) or "string", (new and new.lastgroup) or "string"


def is_string(text: str) -> bool:
    """Whether a plain scalar of this text is a string under YAML 1.1 and under YAML 1.2."""
    return kind(text) == ("string", "string")


def resolve(text: str) -> bool | int | float | str | None:
    """What a plain scalar means where both YAMLs agree; its text where they do not, or where it is one."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER or text[0] not in "+-.0123456789":
        return text
    if _AGREED_INT.match(text):
        return int(text)
    if _AGREED_HEX.match(text):
        return int(text, 16)
    return float(text) if _AGREED_FLOAT.match(text) else text
