"""The seed with three made-up secrets in it: in a header, in the address, cut into five deltas of a stream."""

from __future__ import annotations

import re

from tests.commands.running import SEED
from tests.shared import ROOT

# Put together here, so that no scanner of this repository takes them for real ones.
HEADER = "sk-or-" + "v1-" + "0123456789abcdef" * 4
ADDRESS = "AI" + "za" + "Sb1" * 11 + "Sb"
STREAMED = "gh" + "p_" + "a1B2c3" * 6
SECRETS = (HEADER, ADDRESS, STREAMED)
PREVIEWS = ("sk-or-v1-***(73)", "AIza***(39)", "ghp_***(40)")
RULES = ("authorization", "google-key", "github-token")
CUTS = 5


def planted() -> str:
    """The text of the cassette."""
    seed = (ROOT / SEED).read_text("utf-8")
    first, mark, second = seed.partition("  - id: 1\n")
    first = _with_header(first, f"Bearer {HEADER}")
    second = second.replace("/v1/chat/completions\n", f"/v1/chat/completions?key={ADDRESS}\n", 1)
    return first + mark + _in_deltas(second, STREAMED)


def _with_header(text: str, value: str) -> str:
    row = "            User-Agent:\n"
    return text.replace(row, f"            Authorization:\n              - {value}\n{row}", 1)


def _in_deltas(text: str, secret: str) -> str:
    """The secret in the place of five deltas' texts, from the fourth on."""
    length = -(-len(secret) // CUTS)
    pieces = [secret[at : at + length] for at in range(0, len(secret), length)]
    deltas = list(re.finditer(r'(?<="content":")[^"]+(?=")', text[text.index("    response:") :]))[3 : 3 + CUTS]
    start = text.index("    response:")
    for delta, piece in reversed(list(zip(deltas, pieces, strict=True))):
        text = text[: start + delta.start()] + piece + text[start + delta.end() :]
    return text
