"""Where the corpus, the suites and the schemas lie, beside the repository; tests that need them skip without them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
_NO_CASSETTES = ("recording", "__pycache__")
SIDE_FILE = re.compile(r"[0-9a-f]{40}\.\w+")  # a body that Playwright keeps beside a cassette
CASSETTES = sorted(  # and what is refused or broken
    path
    for path in SAMPLES.rglob("*")
    if path.is_file()
    and path.name != "README.md"
    and not any(part in _NO_CASSETTES for part in path.relative_to(SAMPLES).parts)
    and not SIDE_FILE.fullmatch(path.name)
)
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus"
SUITES = SHARED / "suites"
SCHEMAS = SHARED / "schemas"


def _needs(folder: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        not folder.is_dir(), reason=f"needs ../shared/{folder.name}, which is not beside this repository"
    )


needs_corpus = _needs(CORPUS)
needs_suites = _needs(SUITES)
needs_schemas = _needs(SCHEMAS)
