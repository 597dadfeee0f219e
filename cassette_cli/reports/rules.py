"""The two rules of an interaction -> lines: heavy above the request, light above the answer, with what they carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..cassette import Interaction
from ..messages import Conversation, Usage
from ..reassembling import stream_of
from . import figures
from .http_text import kind
from .lines import Line, Segment, joined, line, plain
from .list_rows import tokens
from .page import Page
from .places import short_url, status_style

_REDIRECTS = (301, 302, 303, 307, 308)
_ENDS = 2  # signs in front of the first word


def request_rule(interaction: Interaction, page: Page) -> Line:
    """`━━ 0 ━━ POST openrouter.ai/api/v1/chat/completions ━━━━`."""
    sign = page.glyphs.heavy
    differs = interaction.id is not None and interaction.id != str(interaction.index)
    name = f"{interaction.index} #{page.word(interaction.id or '')}" if differs else str(interaction.index)
    start = f"{sign * _ENDS} {name} {sign * _ENDS} "
    address = page.word(f"{interaction.request.method} {short_url(interaction.request.url)}".strip())
    if page.width is not None:
        address = page.cut(address, page.width - page.measure(start))
    return _filled(line(Segment(start, "rule"), Segment(address, "heading")), sign, "rule", page)


def repeat_rule(these: str, those: str, page: Page) -> Line:
    """`━━ 4-6 ━━ as 0-2 ━━━━`."""
    sign = page.glyphs.heavy
    start = line(Segment(f"{sign * _ENDS} {these} {sign * _ENDS} as {those}", "rule"))
    return _filled(start, sign, "rule", page)


def answer_rule(interaction: Interaction, talk: Conversation | None, page: Page) -> Iterator[Line]:
    """`── 200 ─ sse, 12 events ─ 447 ms ─ 160 → 27 tokens ─ tool_calls ────`, and below it what it has no room for."""
    status = Segment(f"{interaction.response.status or 'no status'}", status_style(interaction.response.status))
    rows: list[list[Segment]] = []
    for is_short in (False, True):
        if len(rows) != 1:
            words = _words(interaction, talk, page, is_short=is_short)
            rows = list(_fitting([status, *(Segment(word, "light") for word in words if word)], page))
    sign = page.glyphs.light
    first, *rest = (joined(row, Segment(f" {sign} ", "light")) for row in rows)
    yield _filled((Segment(f"{sign * _ENDS} ", "light"), *first), sign, "light", page)
    yield from ((Segment(" " * (_ENDS + 1)), *row) for row in rest)


def _words(interaction: Interaction, talk: Conversation | None, page: Page, *, is_short: bool) -> Iterator[str]:
    """Where room is short the kinds of tokens come last, and that a model answered as its dated self goes unsaid."""
    stream = stream_of(interaction)
    if stream:
        framing, layer = stream
        yield f"{framing.name}, {figures.counted(framing.count(layer.text), 'event')}"
    if interaction.response.duration_ms:
        yield figures.duration(interaction.response.duration_ms)
    if interaction.response.status in _REDIRECTS and (place := interaction.response.header("location")):
        yield f"{page.glyphs.right} {page.word(short_url(place))}"
    if talk is None:
        yield page.word(kind(interaction.response.body))
        return
    kinds = _kinds(talk.usage) if talk.usage else ""
    if talk.usage and (said := tokens(talk.usage, page)):
        yield f"{said} tokens ({kinds})" if kinds and not is_short else f"{said} tokens"
    asked = talk.request_model or ""
    answered = talk.response_model or asked
    if answered != asked and not (is_short and asked and answered.startswith(asked)):
        yield page.word(answered)
    if len(talk.answers) > 1:
        yield f"{len(talk.answers)} choices"
    elif talk.answers:
        yield page.word(talk.answers[0].finish_reason_raw or talk.answers[0].finish_reason or "")
    if is_short:
        yield kinds


def _kinds(usage: Usage) -> str:
    """`1024 cached, 64 reasoning`."""
    counts = (("cached", usage.cached_tokens), ("reasoning", usage.reasoning_tokens))
    return ", ".join(f"{count} {word}" for word, count in counts if count)


def _fitting(words: Sequence[Segment], page: Page) -> Iterator[list[Segment]]:
    """The words in rows that the page has room for."""
    row: list[Segment] = []
    used = _ENDS + 1
    for whole in words:
        word = whole if page.width is None else Segment(page.cut(whole.text, page.width - _ENDS - 1), whole.style)
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
