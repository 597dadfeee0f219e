"""Exchanges -> LangChain's YAML in gzip: a list of requests and one of responses, headers redacted.

After langchain_tests/conftest.py CustomSerializer and CustomPersister.
"""

from __future__ import annotations

import gzip

import yaml
from answers import CREATED

from .exchange import Asked, Files

REDACTED = "**REDACTED**"


def files(asked: Asked) -> Files:
    requests, responses = [], []
    for one in (asked["refusal"], asked["streamed"]):
        sent = {name: [REDACTED] for name, _ in one.sent}
        requests.append({"method": one.method, "uri": one.url, "body": one.body, "headers": sent})
        kept = {name: REDACTED for name, _ in one.headers}
        status = {"code": one.status, "message": one.reason}
        responses.append({"status": status, "headers": kept, "body": {"string": one.content}})
    written = yaml.safe_dump({"requests": requests, "responses": responses}).encode()
    yield "langchain_chat.yaml.gz", gzip.compress(written, mtime=CREATED)
