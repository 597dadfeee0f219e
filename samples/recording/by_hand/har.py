"""Headers, parameters and queries -> the pairs that every HAR writes as objects with `name` and `value`.

HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/): `content.text` is decoded, whatever the headers say.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from answers import Json

from .exchange import Exchange, Pairs


def pairs(items: Mapping[str, str] | Pairs) -> list[Json]:
    return [{"name": name, "value": value} for name, value in (items if isinstance(items, list) else items.items())]


def query_of(one: Exchange) -> list[Json]:
    return pairs(parse_qsl(urlsplit(one.path).query))


def form_of(one: Exchange) -> list[Json]:
    return pairs(parse_qsl(one.body.decode()))
