"""The page of verdicts says what the SDKs say now."""

from __future__ import annotations

import pytest

from tests.compat.table import README, judged, markdown, modules, requirements
from tests.shared import needs_corpus


@needs_corpus
@pytest.mark.filterwarnings("ignore::UserWarning:pydantic")
def test_the_page_is_what_the_verdicts_make_of_it():
    assert README.read_text("utf-8") == markdown(), "run: python -m tests.compat.table"


@needs_corpus
@pytest.mark.filterwarnings("ignore::UserWarning:pydantic")
def test_no_judge_is_fed_an_answer_twice():
    given = [(judge, verdict.name) for judge, verdict in judged()]
    assert len(given) == len(set(given))


def test_each_module_says_whose_verdicts_it_gives():
    silent = [module.__name__ for module in modules() if not callable(getattr(module, "verdicts", None))]
    assert silent == []
    assert {module.JUDGE for module in modules()} <= requirements().keys()
