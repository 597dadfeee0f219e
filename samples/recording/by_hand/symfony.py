"""A value -> the text that Symfony's YAML dumper makes of it (Component/Yaml/Dumper.php, Inline.php, Escaper.php).

It has no block scalars, and says which integers are floats.
"""

from __future__ import annotations

import json
import re

from answers import Json

# What Symfony quotes (Component/Yaml/Escaper.php): what YAML would read otherwise, numbers, dates, all with a space.
QUOTES = re.compile(r"""[\s'":{}\[\],&*#?]|\A[-?|<>=!%@`]|\A(null|true|false|~)?\Z|\A[+-]?[\d.]+\Z|\A\d{4}-\d\d-\d\d""")


def scalar(value: object) -> str:
    if isinstance(value, float):
        return f"!!float {value:.0f}" if value.is_integer() else repr(value)
    if not isinstance(value, str):
        return "null" if value is None else str(value)
    if re.search(r"[\x00-\x1f]", value):
        return json.dumps(value, ensure_ascii=False)
    return "'" + value.replace("'", "''") + "'" if QUOTES.search(value) else value


def block(value: Json, indent: int) -> str:
    lines = ""
    for key, item in value.items():
        nested = isinstance(item, dict) and item
        shown = "\n" + block(item, indent + 4) if nested else f" {'{  }' if item == {} else scalar(item)}\n"
        lines += f"{' ' * indent}{key}:{shown}"
    return lines
