"""Exchanges -> the YAML of Ruby VCR 1.x: structs, written by Syck, the YAML of Ruby 1.8.

A space follows each key that has a value below; `"1.1"` is quoted.
"""

from __future__ import annotations

import json
import re

from .exchange import Asked, Exchange, Files, Pairs


def scalar(text: str, indent: str) -> str:
    if "\n" in text:
        return "|\n" + "".join(f"{indent}{line}".rstrip(" ") + "\n" for line in text.split("\n")[:-1])
    plain = text and not re.search(r"""\A[\d{\["'*&!|>%@`-]|: | #""", text)
    return (text if plain else json.dumps(text, ensure_ascii=False)) + "\n"


def headers(pairs: Pairs) -> str:
    return "".join(f"      {name.lower()}: \n      - {scalar(value, '')}" for name, value in pairs)


def struct_of(one: Exchange) -> str:
    return (
        "- !ruby/struct:VCR::HTTPInteraction \n"
        "  request: !ruby/struct:VCR::Request \n"
        f"    method: :{one.method.lower()}\n"
        f"    uri: {one.url}\n"
        f"    body: {scalar(one.body.decode(), '      ') if one.body else chr(10)}"
        f"    headers: \n{headers(one.sent[1:])}"
        "  response: !ruby/struct:VCR::Response \n"
        "    status: !ruby/struct:VCR::ResponseStatus \n"
        f"      code: {one.status}\n"
        f"      message: {one.reason}\n"
        f"    headers: \n{headers(one.headers)}"
        f"    body: {scalar(one.text, '      ') if one.content else chr(10)}"
        '    http_version: "1.1"\n'
    )


def files(asked: Asked) -> Files:
    keys = ("tides", "elie", "gone")
    yield "ruby_vcr_1.yml", ("--- \n" + "".join(struct_of(asked[key]) for key in keys)).encode()
