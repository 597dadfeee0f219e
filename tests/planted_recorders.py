"""An exchange -> the file that a recorder would write of it, by the layouts in samples/: YAML and JSON, in many styles.

A recorder that cannot keep an exchange (bytes where it keeps only text, a comment in JSON) gives None.
"""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64encode
from collections.abc import Callable
from struct import pack
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import brotli
import yaml
import zstandard

from tests.planted_places import Exchange

UNDONE = {
    "gzip": gzip.decompress,
    "deflate": zlib.decompress,
    "br": brotli.decompress,
    "zstd": zstandard.ZstdDecompressor().decompress,
}
DATE = "2025-11-04T09:30:00"
STATUS = {"code": 200, "message": "OK"}


class Text(str):
    """A text that is written in the file's style."""

    __slots__ = ()


class Bytes(str):
    """Base64 that is written behind `!binary`, as Ruby does."""

    __slots__ = ()


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """PyYAML's, with a style for texts."""

    style: str | None = None


Dumper.add_representer(
    Text, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), dumper.style)
)
Dumper.add_representer(Bytes, lambda dumper, text: dumper.represent_scalar("!binary", str(text), "|"))


def in_yaml(value: Any, style: str, note: str = "", *, width: int = 80) -> bytes:
    made = type(
        "Styled", (Dumper,), {"style": {"single": "'", "double": '"', "literal": "|", "folded": ">"}.get(style)}
    )
    text = yaml.dump(
        value, Dumper=made, width=width if style != "plain" else 10_000, sort_keys=False, allow_unicode=True
    )
    comment = f"# {' '.join(note.splitlines())}\n" if note else ""
    return (comment + text).encode()


def in_json(value: Any, style: str, note: str = "") -> bytes | None:
    if note:
        return None
    indent = {"plain": None, "single": 1}.get(style, 2)
    text = json.dumps(value, indent=indent, ensure_ascii=style != "literal")
    if style == "double":  # as Gson writes it
        text = text.replace("=", "\\u003d").replace("&", "\\u0026")
    elif style == "folded":  # as PHP does
        text = text.replace("/", "\\/")
    return text.encode()


def sent(one: Exchange) -> list[tuple[str, str]]:
    return [*one.sent, ("Content-Type", one.sent_type)]


def given(one: Exchange) -> list[tuple[str, str]]:
    return [("Content-Type", one.media_type), *one.headers, ("Content-Length", str(len(octets(one))))]


def octets(one: Exchange) -> bytes:
    return one.content if isinstance(one.content, bytes) else one.content.encode()


def base64(content: bytes) -> str:
    return b64encode(content).decode()


def lists(pairs: list[tuple[str, str]]) -> dict[str, list[Text]]:
    return {name: [Text(value)] for name, value in pairs}


def singles(pairs: list[tuple[str, str]]) -> dict[str, Text]:
    return {name: Text(value) for name, value in pairs}


def pairs(values: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in values]


def plain(one: Exchange) -> Exchange:
    """Its content coding undone, as some recorders keep it; frames stay bytes."""
    coding = dict(one.headers).get("Content-Encoding")
    if coding is None or isinstance(one.content, str):
        return one
    return one._replace(content=UNDONE[coding](one.content).decode())


def text(one: Exchange) -> Text | bytes:
    return one.content if isinstance(one.content, bytes) else Text(one.content)


def vcrpy(one: Exchange, style: str) -> bytes:
    request = {"method": "POST", "uri": Text(one.url), "body": Text(one.body), "headers": lists(sent(one))}
    response = {"status": STATUS, "headers": lists(given(one)), "body": {"string": text(one)}}
    return in_yaml({"interactions": [{"request": request, "response": response}], "version": 1}, style, one.note)


def vcrpy_json(one: Exchange, style: str) -> bytes | None:
    if isinstance(one.content, bytes):
        return None
    request = {"method": "POST", "uri": one.url, "body": one.body, "headers": lists(sent(one))}
    response = {"status": STATUS, "headers": lists(given(one)), "body": {"string": one.content}}
    return in_json({"version": 1, "interactions": [{"request": request, "response": response}]}, style, one.note)


def go_vcr(one: Exchange, style: str, version: int = 1) -> bytes:
    form: dict[str, list[Text]] = {}
    for name, value in parse_qsl(urlsplit(one.url).query) + (
        parse_qsl(one.body) if "form-url" in one.sent_type else []
    ):
        form.setdefault(name, []).append(Text(value))
    request = {
        "body": Text(one.body),
        "form": form,
        "headers": lists(sent(one)),
        "url": Text(one.url),
        "method": "POST",
    }
    response = {"body": text(one), "headers": lists(given(one)), "status": "200 OK", "code": 200, "duration": "1.5ms"}
    if version == 2:
        request = {"proto": "HTTP/1.1", "content_length": len(one.body.encode()), "host": "api.example.com", **request}
        response = {"content_length": len(octets(one)), **response}
        interaction = {"id": 0, "request": request, "response": response}
    else:
        interaction = {"request": request, "response": response}
    return b"---\n" + in_yaml({"version": version, "interactions": [interaction]}, style, one.note)


def ruby_vcr(one: Exchange, style: str) -> bytes:
    body = {"encoding": "UTF-8", "string": Text(one.body)}
    answer: dict[str, Any] = {"encoding": "UTF-8", "string": text(one)}
    if isinstance(one.content, bytes):
        answer = {"encoding": "ASCII-8BIT", "string": Bytes(base64(one.content))}
    request = {"method": "post", "uri": Text(one.url), "body": body, "headers": lists(sent(one))}
    response = {"status": STATUS, "headers": lists(given(one)), "body": answer}
    interaction = {"request": request, "response": response, "recorded_at": "Tue, 04 Nov 2025 09:30:00 GMT"}
    return b"---\n" + in_yaml({"http_interactions": [interaction], "recorded_with": "VCR 6.2.0"}, style, one.note)


def r_vcr(one: Exchange, style: str) -> bytes:
    key = "base64_string" if isinstance(one.content, bytes) else "string"
    body = base64(one.content) if isinstance(one.content, bytes) else Text(one.content)
    request = {
        "method": "POST",
        "uri": Text(one.url),
        "body": {"string": Text(one.body)},
        "headers": singles(sent(one)),
    }
    response = {"status": 200, "headers": singles(given(one)), "body": {key: body}}
    interaction = {"request": request, "response": response, "recorded_at": "2025-11-04 09:30:00"}
    return in_yaml({"http_interactions": [interaction], "recorded_with": "VCR-vcr/2.0.0"}, style, one.note)


def okreplay(one: Exchange, style: str) -> bytes:
    request = {"method": "POST", "uri": Text(one.url), "headers": singles(sent(one)), "body": Text(one.body)}
    response = {"status": 200, "headers": singles(given(one)), "body": text(one)}
    tape = {"name": "planted", "interactions": [{"recorded": f"{DATE}Z", "request": request, "response": response}]}
    return b"!tape\n" + in_yaml(tape, style, one.note)


def cassetter(one: Exchange, style: str) -> bytes:
    one = plain(one)
    content, kind = (one.content.hex(), "binary") if isinstance(one.content, bytes) else (Text(one.content), "text")
    kept = [each for each in given(one) if each[0] != "Content-Encoding"] if kind == "text" else given(one)
    body = {"type": "text", "content": Text(one.body)}
    request = {"method": "POST", "uri": Text(one.url), "headers": lists(sent(one)), "body": body}
    response = {"status": 200, "headers": lists(kept), "body": {"type": kind, "content": content}}
    return in_yaml({"version": 1, "interactions": [{"request": request, "response": response}]}, style, one.note)


def php_vcr(one: Exchange, style: str) -> bytes:
    headers, body = given(one), text(one)
    if isinstance(one.content, bytes):
        headers, body = [*headers, ("Content-Transfer-Encoding", "binary")], Text(base64(one.content))
    request = {"method": "POST", "url": Text(one.url), "headers": singles(sent(one)), "body": Text(one.body)}
    response = {"status": {"http_version": "1.1", **STATUS}, "headers": singles(headers), "body": body}
    curl = {"url": Text(one.url), "http_code": 200}
    return b"\n" + in_yaml([{"request": request, "response": {**response, "curl_info": curl}}], style, one.note)


def httprr(one: Exchange, style: str) -> bytes | None:
    if one.note:
        return None
    head = "".join(f"{name}: {value}\r\n" for name, value in sent(one))
    request = f"POST {one.url} HTTP/1.1\r\nContent-Length: {len(one.body.encode())}\r\n{head}\r\n{one.body}".encode()
    head = "".join(f"{name}: {value}\r\n" for name, value in given(one))
    response = f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + octets(one)
    return b"httprr trace v1\n%d %d\n" % (len(request), len(response)) + request + response


def term(content: bytes) -> str:
    return base64(pack(">BBI", 131, 109, len(content)) + content)


YAML: dict[str, Callable[[Exchange, str], bytes | None]] = {
    "VCR.py": vcrpy,
    "go-vcr 1": go_vcr,
    "go-vcr 2": lambda one, style: go_vcr(one, style, 2),
    "Ruby VCR": ruby_vcr,
    "vcr for R": r_vcr,
    "OkReplay": okreplay,
    "cassetter": cassetter,
    "php-vcr": php_vcr,
    "httprr": httprr,
    "VCR.py JSON": vcrpy_json,
}
