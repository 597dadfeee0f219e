"""The samples -> go-vcr cassettes of any size: many interactions, most of them long streams. The same bytes each time.

Interactions of samples/go-vcr-2 are repeated in a fixed order and numbered anew. Of every ten, six are streamed answers
whose text is made 1 to 8 times as long (literal scalars), two are streams in one double-quoted line, and two are no
streams. That comes near the go-vcr cassettes that people keep: those of charmbracelet/fantasy have 187 bytes of text to
a YAML event and 14 kB to an interaction, these 164 and 15 kB.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples" / "go-vcr-2"
CASSETTES = Path(__file__).parent / "cassettes"
MEGABYTE = 1_000_000
HEAD = "---\nversion: 2\ninteractions:\n"
LONGER = (1, 1, 2, 1, 1, 4, 1, 8, 1, 1)


def interactions(sample: str) -> list[str]:
    """The interactions of a sample, each as its text after the number."""
    text = (SAMPLES / sample).read_text("utf-8")
    return re.split(r"^    - id: \d+\n", text, flags=re.MULTILINE)[1:]


def lengthened(interaction: str, times: int) -> str:
    """The interaction with the events in the middle of its stream repeated."""
    events = interaction.split("\n\n")
    first, last = 2, len(events) - 4
    return "\n\n".join([*events[:first], *(events[first:last] * times), *events[last:]])


def endless() -> Iterator[str]:
    """Interactions without end."""
    _, told = interactions("weather_streamed.yaml")
    quoted = [*interactions("languages_streamed.yaml"), *interactions("story_perplexity.yaml")]
    plain = [*interactions("weather_unstreamed.yaml"), *interactions("website.yaml"), *interactions("encodings.yaml")]
    for number in count():
        turn = number % 10
        if turn in (3, 7):
            text = quoted[number // 5 % len(quoted)]
        elif turn in (5, 9):
            text = plain[number // 5 % len(plain)]
        else:
            text = lengthened(told, LONGER[number // 2 % len(LONGER)])
        yield f"    - id: {number}\n{text}"


def pieces(size: int) -> Iterator[str]:
    """The text of a cassette of about that many bytes."""
    yield HEAD
    made = len(HEAD)
    for text in endless():
        made += len(text.encode())
        if made > size:
            return
        yield text


def cassette(megabytes: int) -> Path:
    """The path of a cassette of so many megabytes, made if it is not there yet."""
    path = CASSETTES / f"{megabytes}MB.yaml"
    if not path.exists():
        CASSETTES.mkdir(exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces(megabytes * MEGABYTE))
        unfinished.rename(path)
    return path


if __name__ == "__main__":
    for megabytes in map(int, sys.argv[1:] or ("1", "10", "100")):
        print(cassette(megabytes))
