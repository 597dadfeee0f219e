"""Exchanges -> EasyVCR's JSON (C#): fields in alphabetical order, after EasyVCR/Cassette.cs Write.

.NET keeps the headers of a content apart from those of the message. `BodyContentType` is after ContentType.cs.
"""

from __future__ import annotations

from answers import Json

from .exchange import STARTED, Asked, Exchange, Files, Pairs
from .spelling import indented


def kind(text: str) -> str:
    return "Json" if text[:1] in ("{", "[") else "Html" if "<html" in text else "Text"


def split(pairs: Pairs) -> tuple[dict[str, str], dict[str, str]]:
    content = {name: value for name, value in pairs if name.startswith("Content-")}
    return content, {name: value for name, value in pairs if name not in content and name != "Host"}


def laid_out(number: int, one: Exchange) -> Json:
    sent_content, sent = split(one.sent)
    content, headers = split(one.headers)
    return {
        "Duration": 12 + 7 * number,
        "RecordedAt": f"{STARTED[:-2]}{number:02}.104233+01:00",
        "Request": {
            "Body": one.body.decode(),
            "BodyContentType": kind(one.body.decode()),
            "ContentHeaders": sent_content,
            "Method": one.method,
            "RequestHeaders": sent,
            "Uri": one.url,
        },
        "Response": {
            "Body": one.text,
            "BodyContentType": kind(one.text),
            "ContentHeaders": content,
            "HttpVersion": "1.1",
            "ResponseHeaders": headers,
            "Status": {"Code": one.status, "Message": one.reason},
        },
    }


def files(asked: Asked) -> Files:
    for name, keys in (
        ("website", ("elie", "tides", "gone")),
        ("chat", ("refusal", "streamed")),
    ):
        interactions = [laid_out(number, asked[key]) for number, key in enumerate(keys)]
        yield f"easyvcr_{name}.json", f"{indented(interactions)}\n".encode()
