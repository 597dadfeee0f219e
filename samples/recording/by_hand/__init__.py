"""The sample server, running -> samples/by-hand/* and samples/refused/*: its answers, as other recorders write them.

These recorders are of other languages, or of other times, and do not run here. Each module lays out what one of them
would have written: the order of its fields, its indentation, escapes and last line, after its source and after files
that it wrote. Its `files` takes the exchanges by name and gives names and contents of files. Times, durations and ids
are made up; the same exchanges give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from . import (
    ddapm,
    dumps,
    easyvcr,
    easyvcr_java,
    exvcr,
    har_charles,
    har_chrome,
    har_firefox,
    har_insomnia,
    httpreplay,
    httprr,
    inline_snapshot,
    langchain,
    okreplay,
    php_vcr,
    pydantic_ai,
    ruby_vcr_1,
    stubs,
    vcr_kin,
    vcrpy_before_1,
    vcrpy_gzipped,
)
from .exchange import Asked, Files
from .questions import ask_all

LAYOUTS: dict[str, tuple[Callable[[Asked], Files], ...]] = {
    "by-hand": (
        *(easyvcr.files, exvcr.files, ddapm.files, inline_snapshot.files, httpreplay.files),
        *(har_chrome.files, har_firefox.files, har_charles.files, har_insomnia.files),
        *(php_vcr.files, okreplay.files, langchain.files, vcrpy_gzipped.files, vcrpy_before_1.files),
        *(ruby_vcr_1.files, pydantic_ai.files, httprr.files, easyvcr_java.files, vcr_kin.files),
    ),
    "refused": (dumps.files, stubs.files),
}


def laid_out() -> Iterator[tuple[Path, bytes]]:
    """Every file, by its path in samples/; the server must be running."""
    asked = ask_all()
    for folder, layouts in LAYOUTS.items():
        for files in layouts:
            for name, content in files(asked):
                yield Path(folder, name), content
