"""An exchange -> the file that a recorder of JSON would write of it, by the layouts in samples/."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.planted_places import Exchange
from tests.planted_recorders import (
    DATE,
    STATUS,
    base64,
    given,
    in_json,
    lists,
    octets,
    pairs,
    plain,
    sent,
    singles,
    term,
)


def betamax(one: Exchange, style: str) -> bytes | None:
    content = {"string": one.content} if isinstance(one.content, str) else {"base64_string": base64(one.content)}
    body = {"encoding": "utf-8", "string": one.body}
    request = {"body": body, "headers": lists(sent(one)), "method": "POST", "uri": one.url}
    response = {
        "body": {"encoding": "utf-8", **content},
        "headers": lists(given(one)),
        "status": STATUS,
        "url": one.url,
    }
    interaction = {"request": request, "response": response, "recorded_at": DATE}
    return in_json({"http_interactions": [interaction], "recorded_with": "betamax/0.9.0"}, style, one.note)


def entry(one: Exchange) -> dict[str, Any]:
    content = {"size": len(octets(one)), "mimeType": one.media_type}
    if isinstance(one.content, bytes):
        content |= {"text": base64(one.content), "encoding": "base64"}
    else:
        content |= {"text": one.content}
    cookies = [part.strip().partition("=") for name, value in one.sent if name == "Cookie" for part in value.split(";")]
    form = parse_qsl(one.body) if "form-url" in one.sent_type else []
    return {
        "startedDateTime": f"{DATE}.000Z",
        "time": 9.5,
        "request": {
            "method": "POST",
            "url": one.url,
            "httpVersion": "HTTP/1.1",
            "headers": pairs(sent(one)),
            "queryString": pairs(parse_qsl(urlsplit(one.url).query)),
            "cookies": pairs([(name, value) for name, _, value in cookies]),
            "postData": {"mimeType": one.sent_type, "text": one.body, "params": pairs(form)},
            "headersSize": -1,
            "bodySize": len(one.body.encode()),
        },
        "response": {
            "status": 200,
            "statusText": "OK",
            "httpVersion": "HTTP/1.1",
            "headers": pairs(given(one)),
            "cookies": [],
            "content": content,
            "redirectURL": dict(one.headers).get("Location", ""),
            "headersSize": -1,
            "bodySize": -1,
        },
    }


def har(one: Exchange, style: str) -> bytes | None:
    log = {"version": "1.2", "creator": {"name": "planted", "version": "1"}, "entries": [entry(plain(one))]}
    return in_json({"log": log}, style, one.note)


def polly(one: Exchange, style: str) -> bytes | None:
    made = entry(one)
    if isinstance(one.content, bytes) and "Content-Encoding" in dict(one.headers):
        made["response"]["content"]["text"] = json.dumps([base64(one.content)])
    creator = {"comment": "persister:fs", "name": "Polly.JS", "version": "6.0.6"}
    entries = [{"_id": "a6c6f35fef3e3f55e84d6c2e411e9c91", "_order": 0, **made}]
    log = {"_recordingName": "planted", "creator": creator, "entries": entries, "pages": [], "version": "1.2"}
    return in_json({"log": log}, style, one.note)


def easyvcr(one: Exchange, style: str) -> bytes | None:
    one = plain(one)
    if isinstance(one.content, bytes):
        return None
    response = {"Body": one.content, "ContentHeaders": {}, "HttpVersion": "1.1", "ResponseHeaders": singles(given(one))}
    request = {
        "Body": one.body,
        "ContentHeaders": {},
        "Method": "POST",
        "RequestHeaders": singles(sent(one)),
        "Uri": one.url,
    }
    code = {"Code": 200, "Message": "OK"}
    return in_json([{"Duration": 1, "Request": request, "Response": {**response, "Status": code}}], style, one.note)


def easyvcr_java(one: Exchange, style: str) -> bytes | None:
    one = plain(one)
    if isinstance(one.content, bytes):
        return None
    request = {"body": one.body, "method": "POST", "headers": lists(sent(one)), "uri": one.url}
    response = {
        "body": one.content,
        "httpVersion": None,
        "headers": lists(given(one)),
        "status": STATUS,
        "uri": one.url,
    }
    made = {"recordedAt": 1762248600, "request": request, "response": {**response, "errors": None}, "duration": 5}
    return in_json([made], style, one.note)


def exvcr(one: Exchange, style: str) -> bytes | None:
    body = term(one.content) if isinstance(one.content, bytes) else one.content
    request = {
        "body": one.body,
        "headers": singles(sent(one)),
        "method": "post",
        "options": [],
        "request_body": "",
        "url": one.url,
    }
    response = {"binary": isinstance(one.content, bytes), "body": body, "headers": singles(given(one))}
    made = {"request": request, "response": {**response, "status_code": 200, "type": "ok"}}
    return in_json([made], style, one.note)


def httpreplay(one: Exchange, style: str) -> bytes | None:
    request = {"Method": "POST", "URL": one.url, "Header": lists(list(one.sent)), "MediaType": one.sent_type}
    request["BodyParts"] = [base64(one.body.encode())]
    response = {"StatusCode": 200, "Proto": "HTTP/1.1", "Header": lists(given(one)), "Body": base64(octets(one))}
    entries = [{"ID": "61ba13c2677736b3", "Request": request, "Response": response}]
    return in_json({"Initial": "AQAA", "Version": "0.2", "Converter": {}, "Entries": entries}, style, one.note)


def nock(one: Exchange, style: str) -> bytes | None:
    parts = urlsplit(one.url)
    path = one.url.removeprefix(f"{parts.scheme}://{parts.netloc}")
    answer: Any = [one.content.hex()] if isinstance(one.content, bytes) else one.content
    raw = [part for pair in given(one) for part in pair]
    is_packed = "Content-Encoding" in dict(one.headers)
    if isinstance(one.content, bytes) and not is_packed:
        answer = one.content.hex()
    made = {
        "scope": f"{parts.scheme}://{parts.netloc}:443",
        "method": "POST",
        "path": path,
        "body": one.body,
        "status": 200,
    }
    made |= {"reqheaders": singles(sent(one)), "response": answer, "rawHeaders": raw}
    return in_json(
        [made | {"responseIsBinary": isinstance(answer, str) and isinstance(one.content, bytes)}], style, one.note
    )


def ddapm(one: Exchange, style: str) -> bytes | None:
    body = f"base64:{base64(one.content)}" if isinstance(one.content, bytes) else one.content
    request = {"method": "POST", "url": one.url, "headers": singles(sent(one)), "body": one.body}
    response = {"status": STATUS, "headers": singles(given(one)), "body": body}
    return in_json({"request": request, "response": response}, style, one.note)


def inline_snapshot(one: Exchange, style: str) -> bytes | None:
    one = plain(one)
    if isinstance(one.content, bytes):
        return None
    try:
        answer = json.loads(one.content)
    except ValueError:
        answer = one.content
    request = {"method": "POST", "url": one.url, "headers": singles(sent(one)), "body": one.body}
    response = {"status_code": 200, "headers": singles(given(one)), "body": answer}
    return in_json([{"request": request, "response": response}], style, one.note)


def rvcr(one: Exchange, style: str) -> bytes | None:
    one = plain(one)
    if isinstance(one.content, bytes):
        return None
    request = {"uri": one.url, "body": one.body, "method": "post", "headers": lists(sent(one))}
    response = {"body": one.content, "http_version": "1.1", "status": STATUS, "headers": lists(given(one))}
    made = {"request": request, "response": response, "recorded_at": "Tue, 04 Nov 2025 09:30:00 +0000"}
    return in_json({"http_interactions": [made], "recorded_with": "rVCR 0.2.1"}, style, one.note)


def packed(write: Callable[[Exchange, str], bytes | None]) -> Callable[[Exchange, str], bytes | None]:
    def write_packed(one: Exchange, style: str) -> bytes | None:
        made = write(one, style)
        return None if made is None else gzip.compress(made, mtime=0)

    return write_packed


JSON: dict[str, Callable[[Exchange, str], bytes | None]] = {
    "Betamax": betamax,
    "HAR": har,
    "Polly.js": polly,
    "EasyVCR": easyvcr,
    "EasyVCR for Java": easyvcr_java,
    "ExVCR": exvcr,
    "httpreplay": httpreplay,
    "nock": nock,
    "ddapm": ddapm,
    "inline-snapshot": inline_snapshot,
    "rVCR": rvcr,
}
