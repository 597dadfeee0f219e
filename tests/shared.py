"""Where the corpus, the suites and the schemas lie, beside the repository; tests that need them skip without them."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
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
