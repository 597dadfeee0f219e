"""No secret is in any output of `redact`, whatever it is asked for, and however it goes wrong (`commands.masking`)."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path

import pytest

from cassette_cli.commands.masking import masked
from cassette_cli.rules import DEFAULTS
from tests.commands.planted import ADDRESS, HEADER, SECRETS, STREAMED, planted
from tests.commands.running import Done, cassette

NAMED = "correct-horse-battery-staple"  # by the name of its field alone
COOKIE = "0a1b2c3d4e5f60718293"
ALL = (*SECRETS, NAMED, COOKIE)


def torn_in_pieces() -> str:
    """A cassette that has them in each kind of place, keys, comments and anchors too."""
    packed = base64.b64encode(gzip.compress(json.dumps({"a": {"password": NAMED, "t": STREAMED}}).encode())).decode()
    return f"""\
# left by somebody: {HEADER}
version: 1
interactions:
- request:
    method: POST
    uri: https://user:{NAMED}@a.example/b?key={ADDRESS}&x=1
    body: grant_type=password&password={NAMED}&client_secret={STREAMED}
    headers:
      Content-Type: [application/x-www-form-urlencoded]
      Cookie: ['sid={COOKIE}; theme=dark']
      ? {STREAMED}
      : ['1']
  response:
    status: {{code: 200, message: OK}}
    headers:
      Content-Type: [application/json]
      Content-Encoding: [gzip]
      Set-Cookie: ['sid={COOKIE}; Path=/; HttpOnly']
      X-Api-Key: &{HEADER} ['{NAMED}']
    body:
      string: !!binary {packed}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "streamed.yaml").write_text(planted(), "utf-8")
    (tmp_path / "everywhere.yaml").write_text(torn_in_pieces(), "utf-8")
    (tmp_path / "notes.txt").write_text(f"{HEADER} {STREAMED}\n{ADDRESS}\n", "utf-8")
    (tmp_path / "torn.yaml").write_text(torn_in_pieces() + f"\t- {HEADER}: [\n", "utf-8")
    return tmp_path


def forms(secret: str) -> set[str]:
    """What it looks like in the file, too: in base64 at each of the three places a byte may have, and packed."""
    encoded = {base64.b64encode(b"x" * at + secret.encode()).decode()[4:-4] for at in range(3)}
    return {secret, secret[6:], *encoded}


def told(done: Done) -> list[str]:
    """The secrets that an output holds."""
    return [secret for secret in ALL for form in forms(secret) if form in done.out or form in done.err]


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "github", "sarif"])
@pytest.mark.parametrize("mode", [("--check",), ("--check", "-v", "--identity"), ("--debug",), ("--numbered", "-v")])
def test_no_format_prints_a_secret(folder: Path, form: str, mode: tuple[str, ...]) -> None:
    done = cassette("redact", *mode, "-f", form, ".", folder=folder)
    assert done.status == 2
    assert len(done.out) > 100
    assert told(done) == []


def test_a_diff_prints_no_secret(folder: Path) -> None:
    done = cassette("redact", "--diff", "--debug", ".", folder=folder)
    assert done.out.count("@@ ") > 3
    assert "......" in done.out
    assert told(done) == []


def with_cookie(name: str) -> str:
    row = "            Authorization:\n"
    return planted().replace(row, f"            Cookie: ['{name}=b']\n{row}", 1)


def test_a_name_of_a_cookie_or_of_a_file_may_be_a_secret(tmp_path: Path) -> None:
    text = with_cookie(STREAMED)
    (tmp_path / f"{HEADER}.yaml").write_text(text, "utf-8")
    (tmp_path / f"{HEADER}.txt").write_text(STREAMED, "utf-8")
    for form in ("text", "json", "jsonl", "github", "sarif"):
        done = cassette("redact", "--check", "-v", "-f", form, ".", folder=tmp_path)
        assert "Cookie" in done.out
        assert told(done) == []
    assert told(cassette("redact", "--diff", ".", folder=tmp_path)) == []


def test_a_fingerprint_is_the_same_for_any_secret() -> None:
    def prints(word: str) -> set[str]:
        done = cassette("redact", "--check", "--json", "-", given=with_cookie(word).encode())
        found = json.loads(done.out)["findings"]
        return {each["fingerprint"] for each in found if "Cookie" in each["where"]}

    assert prints(STREAMED) == prints(f"{STREAMED}a1b2") != set()


def test_a_filter_prints_no_secret(folder: Path) -> None:
    for name in ("streamed.yaml", "notes.txt", "torn.yaml"):
        assert told(cassette("redact", "-v", "--debug", "-", given=(folder / name).read_bytes())) == []


def test_after_a_run_what_was_edited_holds_none(folder: Path) -> None:
    cassette("redact", "streamed.yaml", folder=folder)
    text = (folder / "streamed.yaml").read_text("utf-8")
    assert [secret for secret in ALL if secret in text] == []


def test_what_can_be_edited_is_edited_beside_what_cannot(folder: Path) -> None:
    done = cassette("redact", "--json", "everywhere.yaml", folder=folder)
    findings = json.loads(done.out)["findings"]
    left = [each for each in findings if each["reason"]]
    assert done.status == (2 if left else 0)
    assert len(left) <= 1, "the anchor's name alone"
    text = (folder / "everywhere.yaml").read_text("utf-8")
    assert [secret for secret in (NAMED, COOKIE, ADDRESS, STREAMED) if secret in text] == []


def test_a_mistake_on_the_command_line_is_not_told_with_a_secret_in_it() -> None:
    for arguments in (
        ["--select", STREAMED, "x"],
        ["--placeholder", STREAMED, "x"],
        ["--config", HEADER, "x"],
        ["--git", ADDRESS],
        [STREAMED],
    ):
        done = cassette("redact", *arguments, "--debug")
        assert done.status == 2
        assert told(done) == []


def test_a_message_shows_what_a_report_shows() -> None:
    assert masked(f"found '{STREAMED}' and {HEADER}", DEFAULTS) == "found 'ghp_***(40)' and sk-or-v1-***(73)"
    assert masked("nothing in it", DEFAULTS) == "nothing in it"
