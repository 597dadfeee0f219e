"""What options and configuration add to the rules, and what they spare, which every run says.

`commands.redact_options`, `commands.redact_files` and `commands.redact_edits`, seen from outside.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.planted import ADDRESS, HEADER, planted
from tests.commands.running import Done, cassette

ACME = "acme_" + "0123456789abcdef" * 2


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    path = tmp_path / "tape.yaml"
    path.write_text(planted(), "utf-8")
    return path


def rules_of(done: Done) -> set[str]:
    return {row.split(": ", 1)[1].split(" ")[0] for row in done.out.splitlines() if row.startswith("tape.yaml:")}


def run(tape: Path, *arguments: str, configured: str = "") -> Done:
    (tape.parent / "cassette.toml").write_text(configured, "utf-8")
    return cassette("redact", *arguments, tape.name, folder=tape.parent)


def with_secret(tape: Path, *, header: str = "", query: str = "", text: str = "") -> None:
    """The cassette with one secret more, of a kind that no rule knows."""
    written = tape.read_text("utf-8")
    row = "            Accept:\n"
    written = written.replace(row, f"            {header}:\n              - swordfish\n{row}", 1) if header else written
    written = written.replace("completions\n", f"completions?{query}=swordfish\n", 1) if query else written
    tape.write_text(written.replace("Florence, Italy for you", text, 1) if text else written, "utf-8")


def test_only_the_rules_that_are_chosen_look(tape: Path) -> None:
    assert rules_of(run(tape, "--check", "--select", "github-token")) == {"github-token"}
    without = run(tape, "--check", "--ignore", "github-token")
    assert "github-token" not in rules_of(without)
    assert len(rules_of(without)) == 2


def test_a_rule_that_is_off_hides_nothing_that_another_one_finds(tape: Path) -> None:
    done = run(tape, "--check", "--select", "authorization", "--select", "openrouter-key", "--ignore", "authorization")
    assert rules_of(done) == {"openrouter-key"}
    configured = "[redact]\nignore = ['authorization']\n"
    assert len(rules_of(run(tape, "--check", configured=configured))) == 3


@pytest.mark.parametrize(
    ("option", "configured", "planted_as", "rule"),
    [
        ("--add-header", "headers", {"header": "X-Acme"}, "added-header"),
        ("--add-query", "query", {"query": "acme"}, "added-query"),
    ],
)
def test_names_are_added_by_option_and_by_configuration(
    tape: Path, option: str, configured: str, planted_as: dict[str, str], rule: str
) -> None:
    with_secret(tape, **planted_as)
    [name] = planted_as.values()
    assert rule not in rules_of(run(tape, "--check"))
    assert rule in rules_of(run(tape, "--check", option, name.upper()))
    assert rule in rules_of(run(tape, "--check", configured=f"[redact]\n{configured} = ['{name}']\n"))


def test_a_field_is_added_by_its_name(tape: Path) -> None:
    assert "added-field" in rules_of(run(tape, "--check", "--add-field", "tool_choice"))
    run(tape, "--add-field", "tool_choice")
    assert '"tool_choice":"REDACTED"' in tape.read_text("utf-8")


def test_a_pattern_is_added_with_the_part_that_may_be_shown(tape: Path) -> None:
    with_secret(tape, text=ACME)
    assert "added-pattern ***(37)" not in run(tape, "--check").out
    assert "added-pattern" in rules_of(run(tape, "--check", "--add-pattern", "acme_[0-9a-f]{32}"))
    pattern = "[[redact.patterns]]\nname = 'acme-key'\nregex = 'acme_[0-9a-f]{32}'\nprefix = 'acme_'\n"
    done = run(tape, configured=pattern)
    assert "acme-key" in done.out
    assert ACME not in tape.read_text("utf-8")


@pytest.mark.parametrize("regex", ["acme_[0-9a-f]{32}|other_[0-9]{9}", "acme_?[0-9a-f]{32}", "(?i)ACME_[0-9A-F]{32}"])
def test_a_prefix_never_narrows_a_regular_expression(tape: Path, regex: str) -> None:
    with_secret(tape, text="other_123456789" if "other" in regex else ACME.replace("_", "" if "?[" in regex else "_"))
    prefix = "acme_" if regex.startswith("acme_") else ""
    configured = f"[[redact.patterns]]\nname = 'acme-key'\nregex = '{regex}'\nprefix = '{prefix}'\n"
    assert "acme-key" in rules_of(run(tape, "--check", configured=configured))


def test_what_an_entry_allows_is_spared_and_counted_with_its_line(tape: Path) -> None:
    allow = f"[[redact.allow]]\nregex = '{ADDRESS[:8]}[\\w]+'\nreason = 'a disabled key'\n"
    done = run(tape, "--check", configured=allow)
    assert "Spared: 1 (cassette.toml:1 1)" in done.out.splitlines()
    assert len(rules_of(done)) == 2
    told = json.loads(run(tape, "--check", "--json", configured=allow).out)
    [spared] = told["spared"]
    assert (spared["place"], spared["reason"], spared["count"]) == ("cassette.toml:1", "a disabled key", 1)
    run(tape, configured=allow)
    assert ADDRESS in tape.read_text("utf-8")
    assert HEADER not in tape.read_text("utf-8")


@pytest.mark.parametrize(
    "narrower",
    [
        f"regex = '{ADDRESS[:8]}'",
        "regex = '.*'\nrule = 'npm-token'",
        "regex = '.*'\nfiles = ['other/**']",
        "regex = '.*'\nwhere = '9.request.**'",
    ],
)
def test_an_entry_allows_no_more_than_it_says(tape: Path, narrower: str) -> None:
    done = run(tape, "--check", configured=f"[[redact.allow]]\nreason = 'none'\n{narrower}\n")
    assert len(rules_of(done)) == 3
    assert "Spared" not in done.out


def test_rules_can_be_off_for_some_files(tape: Path) -> None:
    configured = "[redact.per-file-ignores]\n'tape*' = ['github-token']\n'other' = ['authorization']\n"
    done = run(tape, "--check", configured=configured)
    assert "github-token" not in rules_of(done)
    assert rules_of(done) == {"openrouter-key", "google-key"}
    assert "Spared: 1 (cassette.toml:2 1)" in done.out


def test_rules_can_be_off_everywhere_and_each_run_says_so(tape: Path) -> None:
    done = run(tape, "--check", configured="[redact]\nignore = [\n'github-token',\n]\n")
    assert "github-token" not in rules_of(done)
    assert "Spared: 1 (cassette.toml:3 1)" in done.out


def test_an_entry_that_spared_nothing_is_told_where_a_whole_folder_was_looked_through(tape: Path) -> None:
    configured = "[redact]\nignore = ['npm-token']\n"
    said = "cassette.toml:2: spared nothing; it may be taken out"
    assert said not in run(tape, "--check", configured=configured).out
    assert said in cassette("redact", "--check", ".", folder=tape.parent).out


@pytest.mark.parametrize(
    ("configured", "said"),
    [
        (
            "[redact]\nignore = ['github-tokens']",
            "cassette.toml:2: error: no rule 'github-tokens'; did you mean: github-token",
        ),
        (
            "[redact.per-file-ignores]\na = ['zzzz']",
            "cassette.toml:2: error: no rule 'zzzz'; `cassette rules` lists them",
        ),
        ("[[redact.allow]]\nregex = 'x'\nrule = 'zzzz'\nreason = 'x'", "cassette.toml:1: error: no rule 'zzzz'"),
        ("[redact]\nplaceholder = 'x y'", "placeholder 'x y'; expected letters"),
        ("[redact]\nheader = []", "cassette.toml:2: error: unknown key 'header' in [redact]; did you mean: headers"),
        (
            "[[redact.patterns]]\nname = 'jwt'\nregex = 'x'",
            "cassette.toml: error: a pattern 'jwt', as a rule is called",
        ),
    ],
)
def test_a_mistake_in_the_configuration_stops_the_run(tape: Path, configured: str, said: str) -> None:
    done = run(tape, "--check", configured=configured)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err


def test_forms_of_placeholders_can_be_added(tape: Path) -> None:
    tape.write_text(planted().replace(f"Bearer {HEADER}", "Bearer gone-for-good"), "utf-8")
    assert "authorization" in rules_of(run(tape, "--check"))
    configured = "[redact]\nplaceholders = ['gone-[a-z-]+']\nplaceholder = 'gone-too'\n"
    assert "authorization" not in rules_of(run(tape, "--check", configured=configured))
    run(tape, configured=configured)
    assert "?key=gone-too\n" in tape.read_text("utf-8")


def test_identities_are_counted_and_redacted_only_when_asked_for(tape: Path) -> None:
    tape.write_text(planted().replace("Florence, Italy for you", "for jane.doe@corp-mail.org", 1), "utf-8")
    done = run(tape)
    assert "Left: 1 identity value in 1 file (--identity redacts them)." in done.out
    assert "jane.doe@" in tape.read_text("utf-8")
    assert run(tape, "--check").status == 0
    assert run(tape, "--check", "--identity").status == 1
    assert run(tape, "--check", configured="[redact]\nidentity = true\n").status == 1
    run(tape, "--identity")
    assert "jane.doe@" not in tape.read_text("utf-8")


def test_what_the_configuration_says_that_a_replay_compares_is_marked(tape: Path) -> None:
    done = run(tape, "--check", configured="match_on = ['method', 'headers.authorization']\n")
    marked = [row for row in done.out.splitlines() if row.endswith("REPLAY")]
    assert [row.split(" ")[2] for row in marked] == ["0.request.headers.Authorization"]
    assert "REPLAY: go-vcr matches on method, headers.authorization; mask it in a BeforeSave hook" in done.out
