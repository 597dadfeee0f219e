"""The command line as a whole: its status, its errors of one line, its way with closed pipes and interrupts.

What `commands.faults` says and keeps is seen here from outside.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.commands.running import COMMAND, SEED, cassette, environment, shell
from tests.shared import ROOT

EXPECTED = "a cassette (`cassette formats` names the recorders)"


def test_the_version_is_the_distributions() -> None:
    assert cassette("--version") == cassette("-V") == (0, f"cassette {version('cassette-cli')}\n", "")


def test_help_names_the_commands_and_not_their_aliases() -> None:
    done = cassette("-h")
    assert done.status == 0
    assert "  list  " in done.out
    assert "  cat" not in done.out


def test_nothing_asked_is_answered_with_help() -> None:
    assert cassette() == (2, cassette("--help").out, "")


def test_aliases_are_the_commands_they_stand_for() -> None:
    assert cassette("ls", SEED) == cassette("list", SEED)
    assert cassette("cat", SEED) == cassette("show", SEED)


@pytest.mark.parametrize("word", [SEED, "-", "samples"])
def test_a_file_in_the_place_of_a_command_is_told_what_was_meant(word: str) -> None:
    done = cassette(word, "-i", "0")
    assert (done.status, done.out) == (2, "")
    assert done.err == f"error: no command '{word}'; did you mean: cassette show {word} -i 0\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "no command 'nonsense'; expected list, show, redact, rewrite, formats, rules or git"),
        (["lst", "a b.yaml"], "no command 'lst'; did you mean: cassette list 'a b.yaml'"),
        (["shw"], "no command 'shw'; did you mean: cassette show"),
        (["list"], "Missing argument 'FILE...'"),
        (["list", "--nonsense", SEED], "No such option: --nonsense"),
        (["list", "-f", "xml", SEED], "'xml' is not one of 'text', 'json', 'jsonl'"),
        (["list", "--json", "--jsonl", SEED], "json and jsonl at once; expected one of them"),
        (["list", "--width", "3", SEED], "3 is not in the range x>=20"),
        (["list", "--status", "6", SEED], "--status 6; expected a code or a class of them, as 200 or 4xx"),
        (["show", "--http", "--events", SEED], "http and events at once; expected one of them"),
        (["show", "-i", SEED, SEED], f"-i picks interactions by position: found '{SEED}'; expected 3, 0-4, 3-, -1"),
        (["show", "-i", "4-2", SEED], "-i 4-2 runs backwards; expected 2-4"),
        (["show", "--raw", "--json", "-i", "0", SEED], "raw and json at once; expected one of them"),
        (
            ["show", "--raw", "--request", "--response", "-i", "0", SEED],
            "--request and --response at once; expected one",
        ),
        (["list", ""], "'': error: no such file; expected a file"),
        (["show", "--raw", SEED], "--raw of 2 interactions; expected one: choose it with -i"),
    ],
)
def test_a_usage_error_is_one_line_on_stderr_and_status_2(arguments: list[str], said: str) -> None:
    done = cassette(*arguments)
    assert (done.status, done.out) == (2, "")
    assert "error: " in done.err
    assert said in done.err
    assert done.err.count("\n") == 1


def test_an_error_has_its_place_what_was_found_and_what_was_expected() -> None:
    done = cassette("list", "samples/broken/empty.yaml")
    assert done == (
        2,
        "",
        f"samples/broken/empty.yaml:1:1: error: an empty file; expected {EXPECTED}\n",
    )


def test_debug_shows_where_in_the_program_an_error_arose() -> None:
    for arguments in (["list", "samples/broken/empty.yaml"], ["list", "--status", "6", SEED]):
        done = cassette(*arguments, "--debug")
        assert done.status == 2
        assert "Traceback (most recent call last):" in done.err
        assert "Traceback" not in cassette(*arguments).err


def test_one_bad_file_does_not_stop_the_others() -> None:
    done = cassette("list", "samples/broken/empty.yaml", SEED, "nothing.yaml")
    assert done.status == 2
    assert done.out == cassette("list", SEED).out
    assert [row.partition(": ")[0] for row in done.err.splitlines()] == [
        "samples/broken/empty.yaml:1:1",
        "nothing.yaml",
    ]


@pytest.mark.parametrize("command", [["list", "samples"], ["show", "samples", "--full"], ["show", SEED, "--json"]])
def test_a_closed_pipe_ends_silently(command: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = subprocess.run(
            [*COMMAND, *command], stdout=gone, stderr=subprocess.PIPE, cwd=ROOT, env=environment(), check=False
        )
    assert b"Broken" not in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"internal" not in done.stderr


@pytest.mark.parametrize("command", [["list", SEED], ["show", "--json", SEED], ["show", "--raw", "-i0", SEED], ["-V"]])
def test_a_stream_that_is_closed_from_the_start_swallows_all(command: list[str]) -> None:
    words = shlex.join([*COMMAND, *command])
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        done = shell(f"{words} {closed}")
        assert (done.returncode, done.stderr) == (0, b"")
    assert shell(f"{shlex.join([*COMMAND, 'list', 'nothing.yaml'])} 2>&-").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", [["list", SEED], ["show", SEED], ["show", "--raw", "-i0", SEED], ["list", "-h"]])
def test_an_output_that_takes_nothing_is_an_error_of_one_line(command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *command], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, env=environment(), check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"error: standard output cannot be written (No space left on device)\n"


def test_an_interrupt_is_status_130_and_silent(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([*COMMAND, "list", pipe], stderr=subprocess.PIPE, cwd=ROOT, env=environment()) as child:
        with pipe.open("wb"):  # opens when the other side does: then the command is waiting for what it will read
            child.send_signal(signal.SIGINT)
            child.wait(timeout=30)
        assert child.stderr is not None
        assert (child.returncode, child.stderr.read()) == (130, b"")


def test_what_an_error_quotes_cannot_play_tricks_on_a_terminal() -> None:
    done = cassette("list", "\x1b[2J.yaml")
    assert done.err == "\\x1b[2J.yaml: error: no such file; expected a file, a folder, - or REV:PATH\n"
