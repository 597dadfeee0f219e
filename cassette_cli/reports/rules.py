"""The two rules of an interaction -> lines: heavy above the request, light above the answer, with what they carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..cassette import Interaction
from ..messages import Conversation
from ..reassembling import stream_of
from . import figures
from .http_text import kind
from .lines import Line, Segment, line, plain
from .list_rows import tokens
from .page import Page
from .places import short_url, status_style

_ENDS = 2  # signs in front of the first word


def request_rule(interaction: Interaction, page: Page) -> Line:
    """`━━ 0 ━━ POST openrouter.ai/api/v1/chat/completions ━━━━`."""
    sign = page.glyphs.heavy
    differs = interaction.id is not None and interaction.id != str(interaction.index)
    name = f"{interaction.index} #{page.word(interaction.id or '')}" if differs else str(interaction.index)
    start = f"{sign * _ENDS} {name} {sign * _ENDS} "
    address = page.word(f"{interaction.request.method} {short_url(interaction.request.url)}")
    if page.width is not None:
        address = page.cut(address, page.width - page.measure(start))
    return _filled(line(Segment(start, "rule"), Segment(address, "heading")), sign, "rule", page)


def repeat_rule(first: int, count: int, other: int, page: Page) -> Line:
    """`━━ 4-6 ━━ as 0-2 ━━━━`."""
    sign = page.glyphs.heavy
    last = count - 1
    these, those = (f"{at}-{at + last}" if last else str(at) for at in (first, other))
    start = line(Segment(f"{sign * _ENDS} {these} {sign * _ENDS} as {those}", "rule"))
    return _filled(start, sign, "rule", page)


def answer_rule(interaction: Interaction, talk: Conversation | None, page: Page) -> Iterator[Line]:
    """`── 200 ─ sse, 12 events ─ 447 ms ─ 160 → 27 tokens ─ tool_calls ────`."""
    response, sign = interaction.response, page.glyphs.light
    status = Segment(f"{response.status or 'no status'}", status_style(response.status))
    words = [status, *(Segment(word, "light") for word in _words(interaction, talk, page) if word)]
    for row in _fitting(words, page):
        pieces: list[Segment] = [Segment(f"{sign * _ENDS} ", "light")]
        for at, word in enumerate(row):
            pieces += [Segment(f" {sign} ", "light"), word] if at else [word]
        yield _filled(tuple(pieces), sign, "light", page)


def _words(interaction: Interaction, talk: Conversation | None, page: Page) -> Iterator[str]:
    stream = stream_of(interaction)
    if stream:
        framing, layer = stream
        yield f"{framing.name}, {figures.counted(framing.count(layer.text), 'event')}"
    if interaction.response.duration_ms:
        yield figures.duration(interaction.response.duration_ms)
    if talk is None:
        yield page.word(kind(interaction.response.body))
        return
    if talk.usage and (said := tokens(talk.usage, page)):
        more = [("cached", talk.usage.cached_tokens), ("reasoning", talk.usage.reasoning_tokens)]
        noted = ", ".join(f"{count} {word}" for word, count in more if count)
        yield f"{said} tokens ({noted})" if noted else f"{said} tokens"
    if talk.response_model and talk.response_model != talk.request_model:
        yield page.word(talk.response_model)
    if len(talk.answers) > 1:
        yield f"{len(talk.answers)} choices"
    elif talk.answers:
        yield page.word(talk.answers[0].finish_reason_raw or talk.answers[0].finish_reason or "")


def _fitting(words: Sequence[Segment], page: Page) -> Iterator[list[Segment]]:
    """The words in rows that the page has room for."""
    row: list[Segment] = []
    used = _ENDS + 1
    for word in words:
        needed = page.measure(word.text)
        if row and page.width is not None and used + needed > page.width:
            yield row
            row, used = [], _ENDS + 1
        row.append(word)
        used += needed + _ENDS + 1
    yield row


def _filled(start: Line, sign: str, style: str, page: Page) -> Line:
    left = page.rule_width - page.measure(plain(start)) - 1
    if page.width is None:
        left = max(left, _ENDS)
    return (*start, Segment(" " + sign * left, style)) if left > 0 else start
