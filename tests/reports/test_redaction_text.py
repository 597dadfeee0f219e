"""What a person reads of a run of `redact` (`reports.redaction_results`, `reports.replay_hints`)."""

from __future__ import annotations

from cassette_cli.recorders import RECORDERS
from cassette_cli.reports import replay_hints
from cassette_cli.reports.redaction_results import Checked, Scope
from cassette_cli.reports.redaction_text import file_lines, totals
from tests.reports.made import PIPE, rows
from tests.reports.redactions import CHECK, IDENTITY, SPARED, WRITE, checked, found


def told(file: Checked, *, is_check: bool = True, is_verbose: bool = False) -> list[str]:
    return rows(file_lines(file, PIPE, is_check=is_check, is_verbose=is_verbose))


def summed(*files: Checked, scope: Scope = CHECK) -> list[str]:
    return rows(totals(files, scope, PIPE))


def test_a_finding_is_a_line_that_an_editor_can_jump_to() -> None:
    assert told(checked(found())) == ["tape.yaml:3:62: google-key 1.request.url?key AIza***(39)"]


def test_a_finding_says_what_one_has_to_know_of_it() -> None:
    everything = found(pieces=5, replay=True, in_head=True, reason="a comment")
    [said] = told(checked(everything))
    assert said.startswith("tape.yaml:3:62: google-key 1.request.url?key (5 deltas) AIza***(39) ")
    assert said.endswith(" REPLAY in HEAD: rotate this key cannot be edited: a comment")


def test_an_edited_file_is_one_line_with_counts_by_rule() -> None:
    edited = [found(each, is_edited=True) for each in ("set-cookie", "google-key", "google-key")]
    assert told(checked(*edited), is_check=False) == ["tape.yaml: redacted 3 (google-key 2, set-cookie 1)"]
    marked = checked(found(is_edited=True, replay=True))
    assert told(marked, is_check=False) == ["tape.yaml: redacted 1 (google-key 1) REPLAY"]


def test_of_an_edited_file_what_is_left_is_told_one_by_one() -> None:
    file = checked(found(is_edited=True), found("jwt", line=9, reason="an anchor"))
    assert told(file, is_check=False) == [
        "tape.yaml: redacted 1 (google-key 1)",
        "tape.yaml:9:62: jwt 1.request.url?key AIza***(39) cannot be edited: an anchor",
    ]


def test_identities_are_one_line_unless_each_is_asked_for() -> None:
    file = checked(IDENTITY, IDENTITY)
    assert told(file) == []
    assert told(file, is_verbose=True) == ["tape.yaml:3:62: e-mail 0.response.body/to ***(17)"] * 2
    assert summed(file) == [
        "1 cassette checked: nothing to redact",
        "Left: 2 identity values in 1 file (--identity redacts them).",
    ]


def test_a_clean_run_is_one_line() -> None:
    assert summed(checked()) == ["1 cassette checked: nothing to redact"]
    texts = [checked(recorder="") for _ in range(2)]
    scope = CHECK._replace(unreadable=1, large=3, excluded=1)
    [said] = summed(checked(), checked(), *texts, scope=scope)
    counts = "2 cassettes checked, 2 files scanned as text, 1 unreadable, 3 files above 10 MB passed over, 1 excluded"
    assert said == f"{counts}: nothing to redact"


def test_a_check_that_found_something_says_how_to_mend_it() -> None:
    bad = checked(found(replay=True, in_head=True), found("jwt"), name="a b.yaml")
    assert summed(bad, checked()) == [
        "2 secrets in 1 of 2 cassettes. To fix: cassette redact 'a b.yaml'",
        "REPLAY: go-vcr matches on method, URL; mask it in a BeforeSave hook and the matcher.",
        "In HEAD already: google-key. Rotate it; redacting does not unpublish it.",
        'False alarm? [tool.cassette.redact.per-file-ignores] "a b.yaml" = ["google-key"]',
        "2 cassettes checked",
    ]


def test_what_no_run_can_mend_is_not_told_to_be_run() -> None:
    text = checked(found(reason="no cassette that is read"), name="notes.txt", recorder="")
    assert summed(text)[0] == "1 secret in 1 of 0 cassettes and 1 other file"


def test_a_run_that_wrote_says_how_much() -> None:
    files = [checked(found(is_edited=True), found(is_edited=True)), checked(found(is_edited=True)), checked()]
    assert summed(*files, scope=WRITE) == ["Redacted 3 values in 2 of 3 cassettes.", "3 cassettes checked"]
    left = checked(found(reason="an anchor"))
    assert summed(left, scope=WRITE) == ["Left: 1 secret that cannot be edited.", "1 cassette checked"]


def test_what_a_configuration_spares_is_counted_by_its_lines() -> None:
    files = [checked(spared=SPARED), checked(spared=SPARED[:1])]
    assert "Spared: 5 (pyproject.toml:5 1, pyproject.toml:31 4)" in summed(*files)
    unused = CHECK._replace(unused=("pyproject.toml:40",))
    assert "pyproject.toml:40: spared nothing; it may be taken out" in summed(checked(), scope=unused)


def test_requests_that_became_equal_are_told() -> None:
    said = told(checked(found(is_edited=True), equal=2), is_check=False)
    assert said[1] == "tape.yaml: 2 requests can no longer be told from another; --numbered keeps them apart"


def test_what_was_recorded_cannot_play_tricks_on_a_terminal() -> None:
    assert "\\x1b" in told(checked(found(where="0.request.headers.\x1b[2J")))[0]


def test_every_recorder_that_has_words_of_its_own_for_masking_is_one_that_is_read() -> None:
    assert set(replay_hints._HINTS) <= {each.name for each in RECORDERS}
