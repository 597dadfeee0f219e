"""What may be set in a repository, and what is said of a mistake there (`documents.toml_tables`)."""

from __future__ import annotations

import re

import pytest

from cassette_cli.configuration import Configuration, configuration
from cassette_cli.documents.toml_tables import Listed
from cassette_cli.errors import CassetteError
from tests.shared import SHARED

WHOLE = r"""
[tool.cassette]
paths = ["tests/**/cassettes"]
exclude = ["tests/cassettes/broken/**"]
match_on = ["method", "url", "headers.x-turn"]

[tool.cassette.redact]
identity = true
headers = ["x-acme-key"]
query = ["k"]
fields = ["recovery_phrase"]
placeholder = "SCRUBBED"
placeholders = ['<[A-Z_]+>', '[A-Z-]+-XXX']
ignore = [
    "jwt",
    "basic",
]

[[tool.cassette.redact.allow]]
regex = 'AIzaSyTEST[\w-]+'
rule = "google-key"
files = ["tests/cassettes/test_maps/**"]
reason = "disabled key, used by the 403 test"

[tool.cassette.redact.per-file-ignores]
"tests/cassettes/test_oauth/**" = ["jwt"]

[[tool.cassette.redact.patterns]]
name = "acme-key"
regex = 'acme_[0-9a-f]{8}'
prefix = "acme_"
catches = ["acme_00000000"]
spares = ["acme_docs"]

[tool.cassette.diff]
ignore = ["*.response.headers.x-acme-*"]

[tool.cassette.show]
full = true
pager = false
"""
IN_PYPROJECT = ("tool", "cassette")


def read(text: str) -> Configuration:
    found = configuration(text, "cassette.toml")
    assert found is not None
    return found


def fault(text: str) -> str:
    with pytest.raises(CassetteError) as caught:
        configuration(text, "cassette.toml")
    return str(caught.value)


def test_everything_that_may_be_set_is_read() -> None:
    found = configuration(WHOLE, "pyproject.toml", IN_PYPROJECT)
    assert found is not None
    assert found[:4] == (
        "pyproject.toml",
        ("tests/**/cassettes",),
        ("tests/cassettes/broken/**",),
        ("method", "url", "headers.x-turn"),
    )
    assert found[5:] == (("*.response.headers.x-acme-*",), True, False)
    redact = found.redact
    assert redact[:6] == (True, ("x-acme-key",), ("k",), ("recovery_phrase",), "SCRUBBED", ("<[A-Z_]+>", "[A-Z-]+-XXX"))
    assert redact.ignore == (Listed("jwt", 15), Listed("basic", 16))
    assert redact.per_file_ignores == (("tests/cassettes/test_oauth/**", (Listed("jwt", 26),)),)
    [allowed], [added] = redact.allow, redact.patterns
    assert allowed == (
        re.compile(r"AIzaSyTEST[\w-]+", re.ASCII),
        "disabled key, used by the 403 test",
        "google-key",
        ("tests/cassettes/test_maps/**",),
        "",
        19,
    )
    assert added == ("acme-key", re.compile("acme_[0-9a-f]{8}", re.ASCII), "acme_", ("acme_00000000",), ("acme_docs",))


def test_a_cassette_toml_is_the_table_itself() -> None:
    assert read(WHOLE.replace("tool.cassette.", "").replace("[tool.cassette]", "")).redact.headers == ("x-acme-key",)


def test_what_is_not_set_is_as_it_always_is() -> None:
    assert read("") == Configuration("cassette.toml")


@pytest.mark.parametrize("text", ["", "[tool.other]\na = 1", "[tool]\ncassette = 3", "tool = 1"])
def test_a_pyproject_without_the_table_sets_nothing(text: str) -> None:
    assert configuration(text, "pyproject.toml", IN_PYPROJECT) is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/design, which is not beside this repository")
def test_the_whole_configuration_of_the_design_can_be_read() -> None:
    page = (SHARED / "design" / "LOOK.md").read_text("utf-8")
    example = page.partition("## The whole configuration")[2].partition("```toml\n")[2].partition("```")[0]
    found = configuration(example, "pyproject.toml", IN_PYPROJECT)
    assert found is not None
    assert [added.name for added in found.redact.patterns] == ["acme-key"]
    assert found.redact.allow[0].rule == "google-key"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\npath = []", "2: error: unknown key 'path'; did you mean: paths"),
        ("[redact]\n\nheader = []", "3: error: unknown key 'header' in [redact]; did you mean: headers"),
        (
            "[redact]\nper_file_ignores = {}",
            "2: error: unknown key 'per_file_ignores' in [redact]; did you mean: per-file",
        ),
        ("zzz = 1", "1: error: unknown key 'zzz'; expected paths, exclude, match_on, redact, diff, show"),
        (
            "[redact]\nselect = []",
            "2: error: 'select' in a configuration; expected it as an option, --select, of one run",
        ),
        ("[show]\nreveal = true", "2: error: 'reveal' in a configuration; expected it as an option"),
        ("paths = 'tests'", "1: error: paths is a string; expected a list of strings"),
        ("paths = [\n'a',\n1]", "3: error: paths holds a number; expected a list of strings"),
        ("redact = 1", "1: error: redact is a number; expected a table"),
        ("[redact]\nidentity = 'yes'", "2: error: identity is a string; expected true or false"),
        ("match_on = ['method',\n 'uri']", "2: error: match_on with 'uri'; expected method, url, body, headers or"),
        ("[redact]\nallow = ['x']", "2: error: allow holds a string; expected tables, [[redact.allow]]"),
        ("[[redact.allow]]\nregex = 'x'", "1: error: no 'reason' in [redact.allow]; expected reason = '...'"),
        ("[[redact.allow]]\nreason = 'x'", "1: error: no 'regex' in [redact.allow]; expected regex = '...'"),
        ("[[redact.allow]]\nreason = 'x'\nregex = '('", "3: error: no regular expression: missing ), unterminated"),
        (
            "[[redact.patterns]]\nname = 'p'\nregex = '(?u)x'",
            "3: error: no regular expression: ASCII and UNICODE flags",
        ),
        ("[redact]\nplaceholders = ['ok', '[']", "2: error: no regular expression: unterminated character set"),
        ("[redact]\nplaceholders = ['ok', '.*']", "2: error: a placeholder '.*' that any key may be; expected"),
        ("[redact]\nplaceholders = ['sk-.+']", "2: error: a placeholder 'sk-.+' that any key may be; expected"),
        ("[[redact.allow]]\nreason = 'x'\nregex = '.*'", "3: error: a regex '.*' that allows any key; expected"),
        ("a = [1\n[b", "2:1: error: no TOML: unclosed array"),
        ("a = \n", "1:5: error: no TOML: invalid value"),
        ("[[redact.patterns]]\nregex = 'x'", "1: error: no 'name' in [redact.patterns]"),
        ("[[redact.patterns]]\nname = 'p'\nregex = 'x*'", "3: error: a regex of p that finds the empty text; expected"),
    ],
)
def test_a_mistake_is_one_line_that_leads_to_it(text: str, said: str) -> None:
    assert fault(text).startswith(f"cassette.toml:{said}")


PATTERN = "[[redact.patterns]]\nname = 'acme-key'\nregex = 'acme_[0-9]{4}'\n"


@pytest.mark.parametrize(
    ("examples", "said"),
    [
        ("catches = ['acme_1234',\n 'acme_12']", "5: error: acme-key does not catch example 2 of its catches"),
        ("spares = ['acme_x', 'acme_1234']", "4: error: acme-key catches example 2 of its spares"),
        ("prefix = 'acme-'\ncatches = ['acme_1234']", "4: error: acme-key catches what does not begin with its prefix"),
    ],
)
def test_a_patterns_examples_are_checked_and_never_quoted(examples: str, said: str) -> None:
    assert fault(PATTERN + examples).startswith(f"cassette.toml:{said}")
    assert "acme_1" not in fault(PATTERN + examples)
