"""Colours, widths, encodings, pagers: what the output depends on, and what it does not.

Pagers are `commands.paging`, run in a real terminal.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands.running import SEED, cassette, environment
from tests.shared import ROOT

LANGUAGES = "samples/vcrpy/languages_streamed.yaml"
needs_tmux = pytest.mark.skipif(not shutil.which("tmux"), reason="needs tmux")
needs_less = pytest.mark.skipif(not shutil.which("less"), reason="needs less")
COLOR = re.compile(r"\x1b\[[0-9;]*m")


def test_what_is_piped_has_no_colour_and_is_never_wrapped() -> None:
    for command in ("list", "show"):
        done = cassette(command, SEED, COLUMNS="20")
        assert "\x1b" not in done.out
        assert done == cassette(command, SEED, COLUMNS="200")
    assert max(map(len, done.out.splitlines())) > 200


@pytest.mark.parametrize(
    ("options", "variables", "colored"),
    [
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_the_options_then_the_environments(
    options: list[str], variables: dict[str, str], *, colored: bool
) -> None:
    for command in ("list", "show"):
        done = cassette(command, *options, SEED, **variables)
        assert ("\x1b[" in done.out) is colored
        assert COLOR.sub("", done.out) == cassette(command, SEED).out


def test_colours_say_nothing_that_the_words_do_not_say() -> None:
    for command in ("list", "show"):
        done = cassette(command, "--width", "80", "--color", "always", SEED)
        assert COLOR.sub("", done.out) == cassette(command, "--width", "80", SEED).out


@pytest.mark.parametrize("command", ["list", "show", "show --http", "show --events"])
def test_signs_fall_back_to_ascii_where_the_encoding_lacks_them(command: str) -> None:
    done = cassette(*command.split(), "--width", "80", SEED, LANGUAGES, PYTHONIOENCODING="ascii")
    assert done.status == 0
    assert done.out.isascii()
    assert "|" in done.out or "==" in done.out


def test_json_is_json_in_any_encoding() -> None:
    told = [
        json.loads(cassette("show", "--json", LANGUAGES, PYTHONIOENCODING=name).out.encode().decode())
        for name in ("utf-8", "ascii")
    ]
    assert told[0] == told[1]
    assert "👩🏽‍🚀" in told[0]["cassettes"][0]["interactions"][0]["conversation"]["text"]


def test_json_sends_nothing_to_a_terminal_that_could_play_tricks(tmp_path: Path) -> None:
    said = "\x7f \x9b31m \u202e \u2028 \U000e0041 \ud800 é"
    answer = {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": said}}
    request = {"method": "GET", "uri": f"http://a/{said}", "headers": {}}
    path = tmp_path / "evil.json"
    path.write_text(json.dumps({"version": 1, "interactions": [{"request": request, "response": answer}]}), "utf-8")
    for command in ("list --jsonl", "show --jsonl", "show --json"):
        done = cassette(*command.split(), path)
        assert done.status == 0
        assert not re.search("[\x7f-\x9f\u2028\u202e\U000e0041]", done.out)
        assert "\\u202e \\u2028 \\udb40\\udc41 \\ud800 é" in done.out
        assert said in json.dumps(json.loads(done.out), ensure_ascii=False)


def test_what_an_encoding_lacks_is_measured_as_it_is_printed() -> None:
    done = cassette("show", "--width", "60", LANGUAGES, PYTHONIOENCODING="ascii")
    assert max(map(len, done.out.splitlines())) == 60


@pytest.mark.parametrize("width", [20, 33, 59, 60, 80, 140])
def test_a_page_of_any_width_holds_all_words_of_the_answer(width: int) -> None:
    said = "".join(cassette("show", "--width", str(width), "-i", "1", "--response", SEED).out.split())
    assert "That'squitehot!Itappearstobeaverywarmdaythere." in said


@pytest.mark.parametrize("command", ["list", "show"])
@pytest.mark.parametrize("width", [20, 35, 60, 80, 140])
def test_no_line_is_wider_than_the_page(command: str, width: int) -> None:
    done = cassette(
        command, "--width", str(width), SEED, "samples/vcrpy/website.yaml", "samples/vcrpy/other_streams.yaml"
    )
    assert max(map(len, done.out.splitlines())) <= width


def in_a_terminal(command: str, columns: int, rows: int, folder: Path, **variables: str) -> str:
    """What a terminal shows when the command has ended, or waits in a pager."""
    socket = ["tmux", "-L", f"cassette-{folder.name}", "-f", "/dev/null"]
    program = f"{shlex.quote(sys.executable)} -m cassette_cli {command}; echo [status $?]; sleep 60"
    size = ["-x", str(columns), "-y", str(rows)]
    subprocess.run(
        [*socket, "new-session", "-d", *size, program],
        check=True,
        cwd=ROOT,
        env=environment(LC_ALL="C.UTF-8", **variables),
    )
    try:
        shown = ""
        for _ in range(150):
            shown = subprocess.run(
                [*socket, "capture-pane", "-p", "-e"], check=True, capture_output=True
            ).stdout.decode()
            if "[status" in shown or "\n:" in COLOR.sub("", shown) or "(END)" in shown or "READ" in shown:
                break
            time.sleep(0.1)
        return shown
    finally:
        subprocess.run([*socket, "kill-server"], check=False)


@needs_tmux
@pytest.mark.parametrize("columns", [80, 140])
def test_a_terminal_shows_the_golden_of_its_width_in_colour(tmp_path: Path, columns: int) -> None:
    shown = in_a_terminal(f"show --no-pager {SEED}", columns, 40, tmp_path)
    rows = COLOR.sub("", shown).rstrip("\n").splitlines()
    golden = (ROOT / "tests" / "goldens" / f"show_seed_{columns}.txt").read_text("utf-8").splitlines()
    assert [row.rstrip() for row in rows] == golden[1:]
    assert "\x1b[1m\x1b[32massistant" in shown or "\x1b[1;32massistant" in shown or "\x1b[32m\x1b[49massistant" in shown


@needs_tmux
def test_a_terminal_that_wants_no_colour_gets_none(tmp_path: Path) -> None:
    shown = in_a_terminal(f"list {SEED}", 80, 20, tmp_path, NO_COLOR="1")
    assert "samples/openrouter_weather.yaml                        go-vcr 2 · 2 interactions" in shown
    assert "\x1b" not in shown


@needs_tmux
@needs_less
def test_a_long_page_is_paged(tmp_path: Path) -> None:
    shown = COLOR.sub("", in_a_terminal("show samples/vcrpy/website.yaml", 80, 20, tmp_path))
    assert "[status" not in shown
    assert shown.rstrip().endswith(":")


@needs_tmux
@needs_less
def test_a_short_page_is_not_held_by_the_pager(tmp_path: Path) -> None:
    shown = COLOR.sub("", in_a_terminal(f"show {SEED}", 80, 40, tmp_path))
    assert "[status 0]" in shown


@needs_tmux
@pytest.mark.parametrize("names", [["PAGER"], ["CASSETTE_PAGER"], ["CASSETTE_PAGER", "PAGER"]])
def test_the_readers_own_pager_is_used(tmp_path: Path, names: list[str]) -> None:
    pager = f"{shlex.quote(sys.executable)} -c \"import sys; print('READ', len(sys.stdin.read()) > 100)\""
    values = {name: pager if name == names[0] else "false" for name in names}
    assert "READ True" in in_a_terminal(f"show {SEED}", 80, 20, tmp_path, **values)


@needs_tmux
@pytest.mark.parametrize("pager", ["", "cat", "'", "no-such-pager"])
def test_without_a_pager_that_works_the_page_is_printed(tmp_path: Path, pager: str) -> None:
    shown = COLOR.sub("", in_a_terminal(f"show {SEED}", 80, 40, tmp_path, PAGER=pager))
    assert "quite hot!" in shown
    assert "[status 0]" in shown


@needs_tmux
def test_a_pager_is_a_command_of_the_shell_and_may_end_before_it_has_read(tmp_path: Path) -> None:
    shown = in_a_terminal(f"show {SEED}", 80, 40, tmp_path, PAGER="tr a-z A-Z | head -3", NO_COLOR="1")
    assert "SAMPLES/OPENROUTER_WEATHER.YAML" in shown
    assert "quite hot!" not in shown
    assert "[status 0]" in shown


@needs_tmux
def test_what_is_said_while_the_pager_runs_comes_after_it(tmp_path: Path) -> None:
    pager = f"{shlex.quote(sys.executable)} -c \"import sys; n = len(sys.stdin.read()); print('PAGED')\""
    shown = in_a_terminal(f"show nothing.yaml {SEED}", 80, 20, tmp_path, PAGER=pager)
    assert shown.index("PAGED") < shown.index("nothing.yaml: error: no such file") < shown.index("[status 2]")


@needs_tmux
def test_a_bar_on_the_terminal_leaves_the_output_where_it_leads(tmp_path: Path) -> None:
    for number in range(40):
        shutil.copy(ROOT / SEED, tmp_path / f"{number:02}.yaml")
    (tmp_path / "torn.yaml").write_text("interactions: [", "utf-8")
    shown = in_a_terminal(f"list {tmp_path} > {tmp_path}/out.txt", 140, 20, tmp_path)
    assert (tmp_path / "out.txt").read_text("utf-8") == cassette("list", tmp_path).out
    assert "torn.yaml:" in shown
    assert "openrouter.ai" not in shown
    assert "[status 2]" in shown


@needs_tmux
def test_a_terminal_too_narrow_to_be_true_is_taken_for_twenty_columns(tmp_path: Path) -> None:
    shown = COLOR.sub("", in_a_terminal(f"list {SEED}", 80, 20, tmp_path, COLUMNS="3"))
    assert "…router_weather.yaml" in shown
    assert "[status 0]" in shown


@needs_tmux
def test_a_body_that_could_play_tricks_is_kept_from_a_terminal(tmp_path: Path) -> None:
    shown = COLOR.sub("", in_a_terminal("show --raw -i 6 samples/vcrpy/website.yaml", 140, 20, tmp_path))
    assert "6.response.body holds binary or control characters" in shown
    assert "[status 2]" in shown


def spoiled(value: object) -> object:
    """The same data with an escape sequence in every text that is no keyword of the format."""
    if isinstance(value, dict):
        return {key: spoiled(each) for key, each in value.items()}
    if isinstance(value, list):
        return [spoiled(each) for each in value]
    return f"{value}\x1b[31m" if isinstance(value, str) else value


@pytest.mark.parametrize("command", ["list", "list --width 80", "show", "show --full", "show --http", "show --events"])
def test_no_escape_sequence_of_a_recording_gets_through(tmp_path: Path, command: str) -> None:
    asked = {"model": "m", "messages": [{"role": "user", "content": "c"}], "user": "u"}
    call = {"id": "i", "type": "function", "function": {"name": "n", "arguments": "a"}}
    answer = {
        "id": "i",
        "model": "o",
        "choices": [{"message": {"role": "assistant", "content": "c", "tool_calls": [call]}}],
    }
    request = {"method": "POST", "uri": "http://a/chat/completions", "headers": {"A": ["b"]}}
    response = {"status": {"code": 200, "message": "OK"}, "headers": {"B": ["c"], "Content-Encoding": ["x"]}}
    texts = [json.dumps(answer), "data: " + json.dumps(answer) + "\n\n", json.dumps(spoiled(answer)), "plain\x1b[31m"]
    path = tmp_path / "evil\x1b[31m.json"
    interactions = [
        spoiled({"request": {**request, "body": body}, "response": {**response, "body": {"string": text}}})
        for text in texts
        for body in (json.dumps(asked), json.dumps(spoiled(asked)), "a=b")
    ]
    path.write_text(json.dumps({"version": 1, "interactions": interactions}), "utf-8")
    done = cassette(*command.split(), path)
    assert done.status == 0
    assert "\\x1b[31m" in done.out
    assert "\x1b" not in done.out + done.err
