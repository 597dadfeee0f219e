"""A cassette of the benchmarks -> the same with made-up tokens in it, and where each stands. The same tokens each time.

Each token is of the form of a well-known kind and in one place of an interaction of its own; a kind stands in every
place once. They are made at run time, so that no file of the repository looks like it held one.
"""

from __future__ import annotations

import gzip
import json
import random
import string
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from make_cassettes import CASSETTES, cassette

SEED = 8
URL = "https://api.example.com/v1/chat/completions"
_LETTERS = string.ascii_letters + string.digits
_UPPER = string.ascii_uppercase + "234567"


class Planted(NamedTuple):
    """`first` and `last` are the lines, from 1, of the value that holds the token."""

    kind: str
    place: str
    token: str
    first: int
    last: int


def _jwt(rng: random.Random) -> str:
    head, said = {"alg": "HS256", "typ": "JWT"}, {"sub": str(rng.randrange(10**10)), "iat": 1758709961}
    parts = [*(json.dumps(part).encode() for part in (head, said)), rng.randbytes(32)]
    return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def _after(prefix: str, length: int, letters: str = _LETTERS) -> Callable[[random.Random], str]:
    return lambda rng: prefix + "".join(rng.choices(letters, k=length))


KINDS: dict[str, Callable[[random.Random], str]] = {
    "OpenAI": lambda rng: f"{_after('sk-proj-', 74)(rng)}T3Blbk{_after('FJ', 74)(rng)}",
    "Anthropic": lambda rng: f"{_after('sk-ant-' + 'api03-', 93)(rng)}AA",
    "OpenRouter": _after("sk-or-" + "v1-", 64, "0123456789abcdef"),
    "Groq": _after("gsk_", 52),
    "Hugging Face": _after("hf_", 34, string.ascii_letters),
    "Google": _after("AIza", 35),
    "AWS": _after("AKIA", 16, _UPPER),
    "GitHub": _after("ghp_", 36),
    "GitLab": _after("glpat-", 20),
    "Slack": lambda rng: f"xoxb-{rng.randrange(10**11, 10**12)}-{rng.randrange(10**11, 10**12)}-{_after('', 24)(rng)}",
    "Stripe": _after("sk_live_", 24),
    "JWT": _jwt,
}


def _chunk(delta: dict[str, object]) -> str:
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1758709961, "model": "m-1"}
    return f"data: {json.dumps({**head, 'choices': [{'index': 0, 'delta': delta, 'finish_reason': None}]})}"


def _streamed(token: str) -> list[str]:
    """Lines of a stream that brings the token in pieces."""
    ends = [len(token) * piece // 6 for piece in range(7)]
    said = ["The", " key", " is ", *(token[start:end] for start, end in pairwise(ends)), " ."]
    return [line for piece in said for line in (_chunk({"content": piece}), "")] + ["data: [DONE]", "", ""]


def _unstreamed(token: str) -> str:
    return json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": f"It is {token} ."}}]})


def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def _asked(said: str) -> str:
    return json.dumps({"model": "m-1", "messages": [{"role": "user", "content": said}]})


def _called(token: str) -> str:
    arguments = json.dumps({"code": f"client = Client({json.dumps(token)})"})
    call = {"id": "call_1", "type": "function", "function": {"name": "run", "arguments": arguments}}
    return json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "tool_calls": [call]}}]})


class Exchange(NamedTuple):
    """`body` and `answer` are scalars of YAML as they are written; a list is a stream's lines."""

    url: str = URL
    header: str = "Accept: */*"
    body: str = "''"
    answer: str | list[str] = "'{}'"
    coding: str = ""
    comment: str = ""


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


PLACES: dict[str, Callable[[str], Exchange]] = {
    "a header": lambda token: Exchange(header=f"Authorization: Bearer {token}"),
    "a header that nobody knows": lambda token: Exchange(header=f"X-Note: {token}"),
    "a URL": lambda token: Exchange(url=f"{URL}?page=1&note={token}"),
    "a prompt": lambda token: Exchange(body=_single(_asked(f"My key is {token} ."))),
    "an answer": lambda token: Exchange(answer=_single(_unstreamed(token))),
    "JSON in JSON": lambda token: Exchange(answer=_single(_called(token))),
    "JSON in a double-quoted scalar": lambda token: Exchange(body=json.dumps(_asked(f'It is "{token}"'))),
    "a form, percent-encoded": lambda token: Exchange(body=_single(f"a=1&note={quote('<' + token + '>', safe='')}")),
    "base64": lambda token: Exchange(answer=_single(json.dumps({"file": _base64(f"key = {token}\n".encode())}))),
    "a gzip body": lambda token: Exchange(
        answer=f"!!binary {_base64(gzip.compress(_unstreamed(token).encode(), mtime=0))}", coding="gzip"
    ),
    "a stream, in pieces": lambda token: Exchange(answer=_streamed(token)),
    "a comment": lambda token: Exchange(comment=f"key: {token}"),
}


def _interaction(one: Exchange) -> list[str]:
    """The lines of it as go-vcr writes them, without its number."""
    head, _, value = one.header.partition(": ")
    is_stream = isinstance(one.answer, list)
    kind = "text/event-stream" if is_stream else "application/json"
    lines = ["      request:", f"        body: {one.body}", "        form: {}", "        headers:"]
    lines += [f"            {head}:", f"                - {json.dumps(value)}"]
    lines += [f"        # {one.comment}"] if one.comment else []
    lines += [f"        url: {one.url}", "        method: POST", "      response:"]
    if isinstance(one.answer, list):
        lines += ["        body: |+", *(f"            {line}".rstrip() for line in one.answer)]
    else:
        lines += [f"        body: {one.answer}"]
    lines += ["        headers:", "            Content-Type:", f"                - {kind}"]
    lines += ["            Content-Encoding:", f"                - {one.coding}"] if one.coding else []
    return [*lines, "        status: 200 OK", "        code: 200", "        duration: 100ms"]


def _plants() -> Iterator[tuple[Planted, list[str]]]:
    """Each with the lines of its interaction, in which those of the value are counted from 1."""
    rng = random.Random(SEED)  # noqa: S311, the same each time
    for (kind, make), (place, put) in product(KINDS.items(), PLACES.items()):
        token = make(rng)
        lines, without = _interaction(put(token)), _interaction(put(""))
        holding = [at for at, (one, other) in enumerate(zip(lines, without, strict=True), 1) if one != other]
        yield Planted(kind, place, token, holding[0], holding[-1]), lines


def planted(megabytes: int) -> tuple[Path, list[Planted]]:
    """The path of a cassette of so many megabytes with tokens all over it, made anew, and what was planted in it."""
    path = CASSETTES / f"{megabytes}MB_planted.yaml"
    waiting = list(_plants())[::-1]
    every = max(megabytes * 60 // len(waiting), 1)  # there are some 65 interactions to a megabyte
    found: list[Planted] = []
    written = number = 0
    with cassette(megabytes).open(encoding="utf-8") as clean, path.open("w", encoding="utf-8", newline="\n") as file:
        for line in clean:
            if line.startswith("    - id: "):
                if waiting and number % (every + 1) == every:
                    plant, lines = waiting.pop()
                    file.writelines(f"{said}\n" for said in (f"    - id: {number}", *lines))
                    found.append(plant._replace(first=plant.first + written + 1, last=plant.last + written + 1))
                    written, number = written + len(lines) + 1, number + 1
                file.write(f"    - id: {number}\n")
                number += 1
            else:
                file.write(line)
            written += 1
    return path, found
