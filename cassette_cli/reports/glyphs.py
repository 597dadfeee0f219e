"""The few signs that the reports draw with, and what stands for them where the output's encoding lacks them."""

from __future__ import annotations

from typing import NamedTuple


class Glyphs(NamedTuple):
    """Signs for rules, arrows and marks."""

    heavy: str = "━"
    light: str = "─"
    right: str = "→"
    left: str = "←"
    fold: str = "⋮"
    dot: str = "·"
    ellipsis: str = "…"
    media: str = "▣"
    times: str = "×"

    def fit(self, text: str) -> str:
        """Our own words with these signs."""
        return text.replace(UNICODE.right, self.right).replace(UNICODE.ellipsis, self.ellipsis)


UNICODE = Glyphs()
ASCII = Glyphs("=", "-", "->", "<-", ":", "|", "...", "[#]", "x")


def glyphs_for(encoding: str | None) -> Glyphs:
    """The signs that an output of this encoding can hold."""
    try:
        "".join(UNICODE).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE
