"""Exchanges -> YAML and JSON of VCR.py before 1.0, after what vcr/migration.py reads.

A list without a version; an address in four parts, response headers as lines; in YAML the object of a class.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from answers import Json

from .exchange import HOST, Asked, Exchange, Files
from .spelling import indented, without


class OldRequest(dict[str, Any]):
    """vcr.request.Request, as PyYAML wrote the object of a class."""


class OldHeaders(frozenset[tuple[str, str]]):
    """The headers of an OldRequest, which were a frozenset of pairs."""

    __slots__ = ()


class OldVcrpy(yaml.SafeDumper):
    """PyYAML in its default flow style of before 5.1: leaves in flow."""


OldVcrpy.add_representer(
    OldRequest,
    lambda dumper, request: dumper.represent_mapping("tag:yaml.org,2002:python/object:vcr.request.Request", request),
)
OldVcrpy.add_representer(
    OldHeaders,
    lambda dumper, headers: dumper.represent_sequence(
        "tag:yaml.org,2002:python/object/apply:__builtin__.frozenset", [sorted(headers)]
    ),
)
OldVcrpy.add_representer(tuple, lambda dumper, pair: dumper.represent_sequence("tag:yaml.org,2002:python/tuple", pair))


def laid_out(one: Exchange, request: type[Json], headers: Callable[[dict[str, str]], object]) -> Json:
    host, _, port = HOST.partition(":")
    address = {"host": host, "method": one.method, "path": one.path, "port": int(port), "protocol": "http"}
    sent = headers(without(one.sent, "Host"))
    response = {
        "body": {"string": one.text},
        "headers": [f"{name.lower()}: {value}\r\n" for name, value in one.headers],
        "status": {"code": one.status, "message": one.reason},
    }
    return {
        "request": request(body=one.body.decode() or None, headers=sent, **address),
        "response": response,
    }


def files(asked: Asked) -> Files:
    keys = ("harbours", "elie", "gone")
    as_yaml = [laid_out(asked[key], OldRequest, lambda sent: OldHeaders(sent.items())) for key in keys]
    written = yaml.dump(as_yaml, Dumper=OldVcrpy, default_flow_style=None)
    yield "vcrpy_before_1.yaml", written.encode()
    as_json = [laid_out(asked[key], dict, dict) for key in keys]
    yield "vcrpy_before_1.json", f"{indented(as_json, 4, ascii_only=True)}\n".encode()
