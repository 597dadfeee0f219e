"""Annotations of a pull request, as GitHub's runner reads them off standard output."""

from __future__ import annotations

from cassette_cli.reports.redaction_github import workflow_commands
from tests.reports.redactions import CHECK, IDENTITY, checked, found


def test_a_finding_is_an_annotation_and_a_summary_follows() -> None:
    first, last = workflow_commands([checked(found(in_head=True, replay=True))], CHECK)
    place, said = first.removeprefix("::").split("::")
    assert place == "error file=tape.yaml,line=3,endLine=3,title=google-key,col=62,endColumn=101"
    assert said == "1.request.url?key AIza***(39); replay compares it; in HEAD: rotate this key"
    assert last == "::error title=cassette redact::1 secret in 1 file (1 checked)"


def test_of_more_than_ten_ten_are_shown_and_the_summary_counts_the_others() -> None:
    *shown, last = workflow_commands([checked(*(found(line=at) for at in range(1, 24)))], CHECK)
    assert len(shown) == 10
    assert last == "::error title=cassette redact::23 secrets in 1 file, 13 of them not shown (1 checked)"


def test_without_a_secret_there_is_only_a_notice() -> None:
    scope = CHECK._replace(unreadable=2)
    assert list(workflow_commands([checked(IDENTITY)], scope)) == [
        "::notice title=cassette redact::0 secrets in 0 files (1 checked, 2 unreadable)"
    ]


def test_what_is_recorded_or_named_cannot_be_a_command_of_its_own() -> None:
    file = checked(found(where="0.request.headers.a\n::set-output name=x::y%0A"), name="a,b:c\n::error::.yaml")
    first, _ = workflow_commands([file], CHECK)
    assert first.startswith("::error file=a%2Cb%3Ac%0A%3A%3Aerror%3A%3A.yaml,line=3,")
    assert "a%0A::set-output name=x::y%250A" in first
    assert "\n" not in first


def test_a_finding_of_several_lines_has_no_columns() -> None:
    first, _ = workflow_commands([checked(found(end_line=5))], CHECK)
    assert first.startswith("::error file=tape.yaml,line=3,endLine=5,title=google-key::")
