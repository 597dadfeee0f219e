"""`cassette rewrite`: which files are written, what is printed, and with which status (`commands.rewriting`)."""

from __future__ import annotations

import gzip
import json
import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from cassette_cli.cassette import Cassette
from cassette_cli.commands import rewrite_files, rewriting
from cassette_cli.commands.rewrite_files import Rewriting, Rewritten
from cassette_cli.commands.rewrite_wishes import Given, wishes
from cassette_cli.loading import load
from cassette_cli.reassembling import reassemble
from tests.commands.planted import SECRETS, planted
from tests.commands.running import SEED, Done, cassette
from tests.commands.test_redact_secrecy import ALL, NAMED, forms, torn_in_pieces
from tests.shared import ROOT, SAMPLES

WORD = ("--replace", "40°C", "--with", "41°C")


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    path = tmp_path / "tape.yaml"
    path.write_bytes((ROOT / SEED).read_bytes())
    return path


def rewrite(tape: Path, *arguments: str) -> Done:
    return cassette("rewrite", *arguments, tape.name, folder=tape.parent)


def answer(data: bytes, position: int = 1) -> str:
    talk = reassemble(load(data).interactions[position])
    assert talk is not None
    return talk.text


def test_one_word_is_changed_in_the_delta_that_says_it_and_nowhere_else(tape: Path) -> None:
    before = tape.read_text("utf-8").split("\n")
    done = rewrite(tape, *WORD)
    assert done == (0, "tape.yaml: replaced 1 in 1\n", "tape.yaml: interaction 1: token counts stay as they are\n")
    after = tape.read_text("utf-8").split("\n")
    assert len(after) == len(before)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(old.replace('"40°"', '"41°"'), new) for old, new in changed] == [(changed[0][1],) * 2]
    assert "currently **41°C** (104°F)" in answer(tape.read_bytes())


def test_a_second_run_has_nothing_to_replace_and_leaves_the_file_alone(tape: Path) -> None:
    rewrite(tape, *WORD)
    before = tape.stat()
    said = "error: --replace 40°C: nothing to replace; expected a text that is said in what was chosen\n"
    assert rewrite(tape, *WORD) == (2, "", said)
    assert (tape.stat().st_ino, tape.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_value_that_is_there_already_is_no_change(tape: Path) -> None:
    before = tape.stat()
    done = rewrite(tape, "-i", "1", "--status", "200")
    assert done == (0, "tape.yaml: nothing to change\n", "")
    assert (tape.stat().st_ino, tape.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_check_writes_nothing_and_is_status_1_if_it_would(tape: Path) -> None:
    before = tape.read_bytes()
    done = rewrite(tape, "--check", *WORD)
    assert (done.status, done.out) == (1, "tape.yaml: would be changed: replaced 1 in 1\n")
    assert rewrite(tape, "--check", "-i", "0", "--status", "200") == (0, "tape.yaml: nothing to change\n", "")
    assert tape.read_bytes() == before


def test_a_diff_is_unified_and_writes_nothing(tape: Path) -> None:
    before = tape.read_bytes()
    done = rewrite(tape, "--diff", *WORD)
    assert done.status == 0
    rows = done.out.splitlines()
    assert rows[:3] == ["--- tape.yaml", "+++ tape.yaml", "@@ -89,7 +89,7 @@"]
    assert [row[:1] for row in rows[3:]] == ["", " ", "", "-", "+", "", " ", ""]
    assert rows[6][1:].replace("40°", "41°") == rows[7][1:]
    assert done.err.endswith("tape.yaml: replaced 1 in 1\n")
    assert tape.read_bytes() == before
    assert rewrite(tape, "--diff", "--check", *WORD)[:2] == (1, done.out)


def test_standard_input_goes_to_standard_output(tape: Path) -> None:
    done = cassette("rewrite", *WORD, "-", given=tape.read_bytes())
    assert (done.status, done.err.splitlines()[-1]) == (0, "-: replaced 1 in 1")
    rewrite(tape, *WORD)
    assert done.out.encode() == tape.read_bytes()
    assert cassette("rewrite", "--check", "--renumber", "-", given=tape.read_bytes()).out == "-: nothing to change\n"


def test_another_file_may_take_the_result(tape: Path) -> None:
    before = tape.read_bytes()
    for _ in ("new", "there already"):
        done = rewrite(tape, *WORD, "-o", "out.yaml")
        assert (done.status, done.out) == (0, "tape.yaml: replaced 1 in 1\n")
    piped = rewrite(tape, *WORD, "-o", "-")
    assert piped.out.encode() == tape.with_name("out.yaml").read_bytes()
    assert tape.read_bytes() == before
    assert "41°C" in answer(piped.out.encode())


def test_a_file_without_a_change_is_copied_to_another_one(tape: Path) -> None:
    assert rewrite(tape, "--renumber", "-o", "out.yaml").status == 0
    assert tape.with_name("out.yaml").read_bytes() == tape.read_bytes()


def test_a_place_that_cannot_be_written_is_named(tape: Path) -> None:
    done = rewrite(tape, "--renumber", "-o", "gone/out.yaml")
    said = "gone/out.yaml: error: cannot be written (No such file or directory); it is as it was\n"
    assert done == (2, "", said)
    assert (
        rewrite(tape, "--renumber", "-o", ".").err == ".: error: cannot be written (Is a directory); it is as it was\n"
    )
    assert rewrite(tape, *WORD, "-o", os.devnull).status == 0
    assert not Path(os.devnull).is_file()


def test_a_file_keeps_its_mode_and_a_link_stays_one(tape: Path) -> None:
    tape.chmod(0o640)
    link = tape.with_name("link.yaml")
    link.symlink_to(tape.name)
    assert rewrite(link, *WORD).status == 0
    assert link.is_symlink()
    assert stat.S_IMODE(tape.stat().st_mode) == 0o640
    assert "41°C" in answer(tape.read_bytes())
    assert sorted(path.name for path in tape.parent.iterdir()) == ["link.yaml", "tape.yaml"]


def test_a_packed_cassette_is_packed_again(tape: Path) -> None:
    packed = tape.with_name("tape.yaml.gz")
    packed.write_bytes(gzip.compress(tape.read_bytes()))
    assert rewrite(packed, *WORD).status == 0
    rewrite(tape, *WORD)
    assert gzip.decompress(packed.read_bytes()) == tape.read_bytes()


@pytest.mark.parametrize("name", ["crlf_line_ends.yaml", "byte_order_mark.yaml"])
def test_line_ends_and_a_byte_order_mark_stay(name: str, tmp_path: Path) -> None:
    tape = tmp_path / name
    before = (SAMPLES / "awkward" / name).read_bytes()
    tape.write_bytes(before)
    assert rewrite(tape, "-i", "0", "--status", "299").status == 0
    after = tape.read_bytes()
    assert after == before.replace(b"code: 200", b"code: 299").replace(b"message: OK", b"message: ''")
    assert (after[:3], after.count(b"\r\n")) == (before[:3], before.count(b"\r\n"))


def test_several_files_are_rewritten_and_a_bad_one_does_not_stop_the_others(tape: Path) -> None:
    other = tape.with_name("other.yaml")
    other.write_bytes(tape.read_bytes())
    tape.with_name("torn.yaml").write_text("interactions: [\n", "utf-8")
    done = cassette("rewrite", *WORD, "gone.yaml", "torn.yaml", "tape.yaml", "other.yaml", folder=tape.parent)
    assert (done.status, done.out) == (2, "tape.yaml: replaced 1 in 1\nother.yaml: replaced 1 in 1\n")
    first, second, *_ = done.err.splitlines()
    assert first == "gone.yaml: error: no such file; expected a file, a folder, - or REV:PATH"
    assert second.startswith("torn.yaml:2:1: error: ")
    assert tape.read_bytes() == other.read_bytes()


def test_in_a_folder_only_what_changes_is_told(tape: Path) -> None:
    for name in ("website.yaml", "weather_streamed.yaml"):
        tape.with_name(name).write_bytes((SAMPLES / "vcrpy" / name).read_bytes())
    tape.with_name("notes.md").write_text("40°C\n", "utf-8")
    done = cassette("rewrite", *WORD, str(tape.parent))
    assert (done.status, done.out) == (0, f"{tape}: replaced 1 in 1\n")
    assert cassette("rewrite", "--check", "-i", "7", "--status", "404", str(tape.parent)).out == (
        f"{tape.with_name('website.yaml')}: would be changed: edited 7\n"
    )


def test_an_edit_that_a_file_of_a_folder_cannot_take_is_told(tape: Path) -> None:
    done = cassette("rewrite", "--set", "/model=x", str(tape.parent))
    assert done.err.startswith(f"{tape}: error: --set /model is for one interaction, found 2; expected -i N: 0 POST ")
    assert done.status == 2
    (tape.parent / "empty").mkdir()
    told = cassette("rewrite", *WORD, str(tape.parent / "empty"))
    assert told == (0, "", f"{tape.parent / 'empty'}: no cassette in this folder that can be read\n")


def test_a_file_in_git_is_read_and_not_written(tape: Path) -> None:
    done = cassette("rewrite", *WORD, f"HEAD:{SEED}")
    assert (done.status, done.err.splitlines()[-1]) == (
        2,
        f"HEAD:{SEED}: error: a file in git, which is not written; expected -o OUT",
    )
    assert cassette("rewrite", *WORD, f"HEAD:{SEED}", "-o", str(tape)).status == 0
    assert "41°C" in answer(tape.read_bytes())


@pytest.mark.parametrize(
    "sample", ["by-hand/vcrpy_before_1.yaml", "by-hand/ruby_vcr_1.yml", "by-hand/pydantic_xai.yaml"]
)
def test_what_is_only_read_is_refused_and_stays(sample: str, tmp_path: Path) -> None:
    tape = tmp_path / Path(sample).name
    tape.write_bytes((SAMPLES / sample).read_bytes())
    done = rewrite(tape, "--replace", "e", "--with", "E")
    assert (done.status, done.out) == (2, "")
    assert ", which is not edited; " in done.err
    assert tape.read_bytes() == (SAMPLES / sample).read_bytes()


def test_what_another_process_changes_meanwhile_is_not_overwritten(
    tape: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other process writes after this one has read, and before it writes."""

    def slow(before: Cassette, wanted: Rewriting, chosen: Sequence[int]) -> Rewritten:
        tape.write_bytes(b"somebody else's")
        return rewrite_files.rewritten(before, wanted, chosen)

    monkeypatch.setattr(rewriting, "rewritten", slow)
    given = [Given("replace", "40°C"), Given("with", "41°C")]
    wanted = tuple(wishes(given, "response", is_regex=False))
    nothing = (None, None, None, None, False, False, None, False, False, "never", 256, False)
    assert rewriting.run_rewrite(Rewriting((str(tape),), wanted, *nothing)) == 2
    assert "cannot be written (it was changed by somebody else meanwhile); it is as it was" in capsys.readouterr().err
    assert tape.read_bytes() == b"somebody else's"


def test_no_secret_is_in_any_output(tape: Path) -> None:
    tape.write_text(planted(), "utf-8")
    runs = [
        rewrite(tape, "--diff", "-i", "1", "--set", "/choices/0/message/content=Hello."),
        rewrite(tape, "--diff", "-i", "0", "--header", "X-Note=a", "--request"),
        rewrite(tape, "--set", "/model=x"),
        rewrite(tape, "--check", "--drop", "0"),
        rewrite(tape, "--diff", "-i", "1", "--request", "--set", f"/model={SECRETS[0]}"),
        rewrite(tape, "--replace", SECRETS[0] + "x", "--with", "y"),
    ]
    assert [run.status for run in runs] == [0, 0, 2, 1, 0, 2]
    assert [secret for secret in SECRETS for run in runs if secret in run.out + run.err] == []
    assert "......" in runs[0].out + runs[1].out


def test_a_habit_of_the_hand_leads_here(tape: Path) -> None:
    assert cassette("edit", "--check", *WORD, str(tape)).status == 1


def test_json_keeps_its_own_look(tmp_path: Path) -> None:
    tape = tmp_path / "odd.json"
    before = (SAMPLES / "awkward/json_with_odd_spacing.json").read_bytes()
    tape.write_bytes(before)
    rewrite(tape, "-i", "0", "--status", "418")
    after = tape.read_bytes()
    assert json.loads(after) != json.loads(before)
    assert len(after.split(b"\n")) == len(before.split(b"\n"))


def test_no_secret_is_in_a_diff_whatever_it_lies_in(tmp_path: Path) -> None:
    """The lines around an edit show keys, comments and packed bodies; an edit may put in what is secret by its name."""
    tape = tmp_path / "everywhere.yaml"
    tape.write_text(torn_in_pieces(), "utf-8")
    for edit in (
        ("--status", "500"),
        ("--header", "Content-Type=text/plain"),
        ("--set", "/a/x:=1"),
        ("--request", "--header", f"Authorization=Bearer {NAMED}"),
        ("--request", "--set", f"0.request.url=https://user:{NAMED}@a.example/b?key={NAMED}"),
    ):
        done = rewrite(tape, "--diff", *edit)
        is_hidden = "what changes lies in one text with a secret, and is not shown" in done.err
        assert (done.status, edit, done.out[:4]) == (0, edit, "" if is_hidden else "--- ")
        assert is_hidden is (edit[0] == "--set")
        assert [form for secret in ALL for form in forms(secret) if form in done.out + done.err] == []
