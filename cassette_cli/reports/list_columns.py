"""Summaries -> tab-separated lines for scripts: raw numbers, every column in every line, no heading.

FILE:LINE INDEX STATUS METHOD URL PROVIDER API OPERATION MODEL STREAM INPUT_TOKENS OUTPUT_TOKENS DURATION_MS BYTES
PREVIEW WARNINGS
"""

from __future__ import annotations

from ..summarizing import Summary
from .lines import Line, Segment, joined
from .page import Page
from .places import status_style


def columns(summary: Summary, page: Page) -> Line:
    """One interaction."""
    usage = summary.usage
    cells: tuple[object, ...] = (
        summary.position,
        summary.status,
        summary.method,
        summary.url,
        summary.provider,
        summary.api,
        summary.operation,
        summary.model,
        summary.stream,
        usage.input_tokens if usage else None,
        usage.output_tokens if usage else None,
        summary.duration_ms,
        summary.response_bytes,
        summary.preview,
        "; ".join(summary.warnings),
    )
    place = Segment(page.word(f"{summary.file}:{summary.line}"), "heading")
    rest = [Segment(_said(cell, page)) for cell in cells]
    rest[1] = Segment(rest[1].text, status_style(summary.status))
    return joined((place, *rest), Segment("\t"))


def _said(cell: object, page: Page) -> str:
    if isinstance(cell, float):
        return f"{cell:.3f}".rstrip("0").rstrip(".")
    return "" if cell is None else page.word(page.glyphs.fit(str(cell)))
