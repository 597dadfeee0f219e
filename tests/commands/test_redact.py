"""`cassette redact`: what is found, what is edited, what is printed, and with which status (`commands.redacting`)."""

from __future__ import annotations

import gzip
import json
import stat
from pathlib import Path

import pytest

from cassette_cli.loading import load
from cassette_cli.reassembling import reassemble
from tests.commands.planted import CUTS, HEADER, SECRETS, STREAMED, planted
from tests.commands.running import SEED, cassette
from tests.shared import ROOT


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    path = tmp_path / "tape.yaml"
    path.write_text(planted(), "utf-8")
    return path


def answer(text: bytes) -> str:
    talk = reassemble(load(text).interactions[1])
    assert talk is not None
    return talk.text


def test_a_clean_cassette_is_said_to_be_clean() -> None:
    assert cassette("redact", "--check", SEED) == (0, "1 cassette checked: nothing to redact\n", "")


def test_a_check_names_each_secret_by_its_place_and_writes_nothing(tape: Path) -> None:
    before = tape.read_bytes()
    done = cassette("redact", "--check", tape.name, folder=tape.parent)
    assert (done.status, done.err) == (1, "")
    *found, summary, replay, alarm, counts = done.out.splitlines()
    wheres = [row.split(" ")[2] for row in found if "REPLAY:" not in row]
    assert wheres[:2] == ["0.request.headers.Authorization", "1.request.url?key"]
    assert wheres[2].startswith("1.response.body")
    assert [row.split(" ")[0] for row in found[:2]] == ["tape.yaml:18:24:", "tape.yaml:74:64:"]
    assert f"({CUTS} deltas) ghp_***(40)" in done.out
    assert summary == "3 secrets in 1 of 1 cassette. To fix: cassette redact tape.yaml"
    assert replay.startswith("REPLAY: go-vcr matches on ")
    assert alarm.startswith("False alarm? [tool.cassette.redact.per-file-ignores]")
    assert counts == "1 cassette checked"
    assert tape.read_bytes() == before


def test_in_place_nothing_but_the_secrets_changes(tape: Path) -> None:
    before = tape.read_text("utf-8").splitlines()
    done = cassette("redact", tape.name, folder=tape.parent)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("tape.yaml: redacted 3 (")
    assert "Redacted 3 values in 1 of 1 cassette.\n" in done.out
    after = tape.read_text("utf-8").splitlines()
    assert len(after) == len(before)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 2 + CUTS
    assert changed[0][1] == "              - Bearer REDACTED"
    assert changed[1][1].endswith("?key=REDACTED")


def test_a_secret_that_was_cut_into_deltas_reads_as_one_placeholder(tape: Path) -> None:
    before = answer(tape.read_bytes())
    assert STREAMED in before
    cassette("redact", tape)
    assert answer(tape.read_bytes()) == before.replace(STREAMED, "REDACTED")


def test_a_second_run_finds_nothing_and_does_not_touch_the_file(tape: Path) -> None:
    cassette("redact", tape)
    written = tape.stat()
    assert cassette("redact", tape) == (0, "1 cassette checked\n", "")
    assert cassette("redact", "--check", tape).status == 0
    assert (tape.stat().st_ino, tape.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


def test_a_file_keeps_its_mode_and_a_link_stays_one(tape: Path) -> None:
    tape.chmod(0o640)
    link = tape.with_name("link.yaml")
    link.symlink_to(tape.name)
    assert cassette("redact", link).status == 0
    assert link.is_symlink()
    assert stat.S_IMODE(tape.stat().st_mode) == 0o640
    assert HEADER not in tape.read_text("utf-8")
    assert sorted(path.name for path in tape.parent.iterdir()) == ["link.yaml", "tape.yaml"]


def test_a_packed_cassette_is_packed_again(tmp_path: Path) -> None:
    tape = tmp_path / "tape.yaml.gz"
    tape.write_bytes(gzip.compress(planted().encode()))
    assert cassette("redact", tape).status == 0
    text = gzip.decompress(tape.read_bytes()).decode()
    assert "Bearer REDACTED" in text
    assert [secret for secret in SECRETS if secret in text] == []


def test_a_diff_shows_what_would_change_and_writes_nothing(tape: Path) -> None:
    before = tape.read_bytes()
    done = cassette("redact", "--diff", tape.name, folder=tape.parent)
    assert done.status == 0
    assert done.out.startswith("--- tape.yaml\n+++ tape.yaml\n@@ -15,7 +15,7 @@\n")
    assert "-              - Bearer ......\n+              - Bearer REDACTED\n" in done.out
    assert "3 secrets in 1 of 1 cassette" in done.err
    assert tape.read_bytes() == before
    assert cassette("redact", "--diff", "--check", tape).status == 1


def test_standard_input_is_filtered_and_told_of_on_stderr(tape: Path) -> None:
    done = cassette("redact", "-", given=tape.read_bytes())
    assert done.status == 0
    assert done.err.startswith("-: redacted 3 (")
    cassette("redact", tape)
    assert done.out.encode() == tape.read_bytes()
    assert cassette("redact", "-q", "-", given=tape.read_bytes()) == (0, tape.read_text("utf-8"), "")


def test_standard_input_can_be_checked_alone(tape: Path) -> None:
    done = cassette("redact", "--check", "-", given=tape.read_bytes())
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith("-:18:24: ")


def test_what_is_no_cassette_goes_through_the_filter_unless_it_holds_a_secret() -> None:
    for given in (b"a: 1\n", b"", b"\x00\x01 binary", "é\n".encode()):
        done = cassette("redact", "-q", "-", given=given)
        assert done == (0, given.decode(), "")
    hit = cassette("redact", "-q", "-", given=f"key: {STREAMED}\n".encode())
    assert (hit.status, hit.out) == (2, "")
    assert hit.err == "-:1:6: github-token text ghp_***(40) cannot be edited: no cassette that is read\n"


def test_what_cannot_be_edited_is_status_2_in_a_check_too(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(f"a\nkey = {STREAMED}\n", "utf-8")
    for options in ((), ("--check",), ("--check", "-q")):
        done = cassette("redact", *options, "notes.txt", folder=tmp_path)
        assert done.status == 2
        assert "notes.txt:2:7: github-token text ghp_***(40) cannot be edited" in done.out
    assert STREAMED in (tmp_path / "notes.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ["scrub", "sanitize"])
def test_habits_of_other_tools_lead_here(name: str) -> None:
    assert cassette(name, "--check", SEED) == cassette("redact", "--check", SEED)


def test_the_placeholder_may_be_another_one(tape: Path) -> None:
    cassette("redact", "--placeholder", "SCRUBBED", tape)
    assert "- Bearer SCRUBBED\n" in tape.read_text("utf-8")
    assert cassette("redact", "--check", tape).status == 0


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("<KEY>", "placeholder '<KEY>'; expected letters, digits, - . _ or ~, which fit into a URL"),
        ("gone", "placeholder 'gone'; expected REDACTED or the like; `placeholders` may add forms"),
    ],
)
def test_a_placeholder_has_to_be_one(word: str, said: str) -> None:
    assert cassette("redact", "--placeholder", word, SEED) == (2, "", f"error: {said}\n")


def test_numbered_placeholders_keep_secrets_apart(tape: Path) -> None:
    text = tape.read_text("utf-8")
    second = text.partition("  - id: 1\n")[2]
    other = "sk-or-" + "v1-" + "f" * 8 + "0123456789abcdef" * 3 + "e" * 8
    row = f"            Authorization:\n              - Bearer {other}\n            User-Agent:\n"
    tape.write_text(text.replace(second, second.replace("            User-Agent:\n", row, 1)), "utf-8")
    assert cassette("redact", "--numbered", tape).status == 0
    written = tape.read_text("utf-8")
    assert "- Bearer REDACTED-1\n" in written
    assert written.count("REDACTED-2") == 1
    assert cassette("redact", "--check", tape).status == 0


def test_json_is_one_document_and_jsonl_a_finding_a_line(tape: Path) -> None:
    done = cassette("redact", "--check", "--json", tape.name, folder=tape.parent)
    assert (done.status, done.err) == (1, "")
    told = json.loads(done.out)
    assert told["files"]["cassettes"] == 1
    places = [(each["line"], each["column"], each["side"]) for each in told["findings"]]
    assert places[:2] == [(18, 24, "request"), (74, 64, "request")]
    lines = cassette("redact", "--check", "--jsonl", tape.name, folder=tape.parent)
    assert [json.loads(row) for row in lines.out.splitlines()] == told["findings"]
    written = json.loads(cassette("redact", "--json", tape).out)
    assert [each["edited"] for each in written["findings"] if each["level"] == "secret"] == [True] * 3


def test_places_in_json_are_those_of_the_file(tape: Path) -> None:
    rows = tape.read_text("utf-8").split("\n")
    findings = json.loads(cassette("redact", "--check", "--json", tape).out)["findings"]
    for each in findings[:2]:
        stretch = rows[each["line"] - 1][each["column"] - 1 : each["end_column"] - 1]
        assert stretch in SECRETS


def test_code_scanning_and_annotations_name_files_from_the_repositorys_root(tape: Path) -> None:
    (tape.parent / ".git").mkdir()
    inside = tape.parent / "tests"
    inside.mkdir()
    tape = tape.rename(inside / "tape.yaml")
    log = json.loads(cassette("redact", "--check", "-f", "sarif", "tape.yaml", folder=inside).out)
    places = [each["locations"][0]["physicalLocation"] for each in log["runs"][0]["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"tests/tape.yaml"}
    done = cassette("redact", "--check", "-f", "github", "tape.yaml", folder=inside)
    assert done.status == 1
    assert done.out.startswith("::error file=tests/tape.yaml,line=18,endLine=18,title=")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "no FILE; expected one, or `paths` configured"),
        (["--staged", "--git", "A..B"], "--staged and --git at once; expected one of them"),
        (["--json", "-"], "json and - at once; expected --check, since standard output has the cassette"),
        (["--json", "--diff", SEED], "json and --diff at once; expected one of them"),
        (["--json", "-f", "sarif", SEED], "json and sarif at once; expected one of them"),
        (["--select", "openrouter-kee", SEED], "no rule 'openrouter-kee'; did you mean: openrouter-key"),
        (["--ignore", "zzzz", SEED], "no rule 'zzzz'; `cassette rules` lists them"),
        (["--add-pattern", "(", SEED], "--add-pattern: no regular expression: missing ), unterminated subpattern"),
        (["--add-pattern", "x*", SEED], "--add-pattern that finds the empty text; expected one that finds a secret"),
        (["-i", "0", SEED], "No such option: -i"),
    ],
)
def test_a_usage_error_is_one_line(arguments: list[str], said: str) -> None:
    done = cassette("redact", "--no-config", *arguments, folder=ROOT)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert f"error: {said}" in done.err


def test_a_file_that_is_not_there_is_trouble_and_does_not_stop_the_others(tape: Path) -> None:
    done = cassette("redact", "gone.yaml", tape.name, folder=tape.parent)
    assert done.status == 2
    assert done.err == "gone.yaml: error: no such file; expected a file, a folder, - or REV:PATH\n"
    assert "Redacted 3 values" in done.out
    assert "1 cassette checked, 0 files scanned as text, 1 unreadable\n" in done.out


def test_quiet_says_only_what_is_left_to_do(tape: Path) -> None:
    assert len(cassette("redact", "-q", "--check", tape).out.splitlines()) == 3
    assert cassette("redact", "-q", tape) == (0, "", "")
    assert cassette("redact", "-q", "--check", tape) == (0, "", "")
