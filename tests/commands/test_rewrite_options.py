"""The options of `cassette rewrite`: what each edit does, in which order, and what is refused (`rewrite_wishes`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cassette_cli.cassette import Interaction
from cassette_cli.loading import load
from cassette_cli.reassembling import reassemble
from tests.commands.running import SEED, Done, cassette
from tests.shared import ROOT, SAMPLES

SITE = "vcrpy/website.yaml"
CONTENT = "/choices/0/message/content"


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    """Two streamed calls."""
    path = tmp_path / "tape.yaml"
    path.write_bytes((ROOT / SEED).read_bytes())
    return path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Ten requests of a website."""
    path = tmp_path / "site.yaml"
    path.write_bytes((SAMPLES / SITE).read_bytes())
    return path


def rewrite(tape: Path, *arguments: str, given: bytes = b"") -> Done:
    return cassette("rewrite", *arguments, tape.name, folder=tape.parent, given=given)


def rewritten(tape: Path, *arguments: str, given: bytes = b"") -> list[Interaction]:
    done = rewrite(tape, *arguments, given=given)
    assert done.status == 0, done.err
    return list(load(tape.read_bytes()).interactions)


def text(interaction: Interaction) -> str:
    talk = reassemble(interaction)
    assert talk is not None
    return talk.text


def body(interaction: Interaction, side: str = "response") -> Any:
    return json.loads(getattr(interaction, side).body.text)


def test_set_puts_a_text_or_any_json_at_a_pointer(site: Path) -> None:
    after = rewritten(site, "-i", "0", "--set", "/harbours/0/name=7", "--set", "/harbours/1/id:=[1, null]")
    assert body(after[0])["harbours"] == [{"id": 7, "name": "7"}, {"id": [1, None], "name": "Crail"}]


def test_set_adds_what_an_object_lacks_and_a_pointer_may_name_anything(site: Path) -> None:
    after = rewritten(site, "-i", "0", "--set", "/a~1b=x=y", "--set", "/harbours/-:={}")
    assert body(after[0])["a/b"] == "x=y"
    assert body(after[0])["harbours"][-1] == {}


def test_set_goes_back_into_a_stream(tape: Path) -> None:
    after = rewritten(tape, "-i", "1", "--set", f"{CONTENT}=It is 41°C.", "--set", "/model=other")
    assert text(after[1]) == "It is 41°C."
    talk = reassemble(after[1])
    assert talk is not None
    assert talk.response_model == "other"


def test_a_whole_place_stands_for_a_pointer_a_side_and_i(site: Path) -> None:
    after = rewritten(
        site,
        *("--set", "0.response.body/harbours/0/name=Elie"),
        *("--set", "1.request.headers.Content-Type=text/x"),
        *("--set", "3.response.status=410"),
        *("--set", "4.request.url=http://127.0.0.1:8377/site/ebb"),
    )
    assert body(after[0])["harbours"][0]["name"] == "Elie"
    assert after[1].request.header("content-type") == "text/x"
    assert after[3].response.status == 410
    assert after[4].request.url == "http://127.0.0.1:8377/site/ebb"


@pytest.mark.parametrize("form", ["file", "-", "inline"])
def test_a_patch_is_a_file_or_standard_input_or_the_json_itself(form: str, site: Path) -> None:
    patch = ' [{"op": "remove", "path": "/harbours/0"}, {"op": "replace", "path": "/next", "value": null}]'
    site.with_name("patch.json").write_text(patch, "utf-8-sig")
    value = {"file": "patch.json", "-": "-", "inline": patch}[form]
    after = rewritten(site, "-i", "0", "--patch", value, given=patch.encode())
    assert body(after[0]) == {"harbours": [{"id": 9, "name": "Crail"}], "next": None}


def test_replace_goes_over_all_that_is_said_and_counts(tape: Path) -> None:
    done = rewrite(tape, "--replace", "Florence", "--with", "Pisa")
    assert done.out == "tape.yaml: replaced 2 in 0, 1 in 1\n"
    first, second = load(tape.read_bytes()).interactions
    talk = reassemble(first)
    assert talk is not None
    assert [call.arguments for call in talk.tool_calls] == [{"location": "Pisa"}]
    assert "in Pisa, Italy" in text(first)
    assert "in Pisa, Italy" in text(second)


def test_replace_may_go_by_an_expression_and_over_chosen_ones_and_over_requests(tape: Path) -> None:
    rewrite(tape, "-i", "1", "--regex", "--replace", r"(\d+)°(\w)", "--with", r"\2\1")
    second = list(load(tape.read_bytes()).interactions)[1]
    assert "**C40** (F104)" in text(second)
    done = rewrite(tape, "--request", "--replace", "40 C", "--with", "41 C")
    assert done.out == "tape.yaml: replaced 1 in 1\n"
    assert "41 C" in str(list(load(tape.read_bytes()).interactions)[1].request.body.text)


def test_replace_goes_over_bodies_that_are_no_call(site: Path) -> None:
    done = rewrite(site, "--replace", "Crail", "--with", "Pittenweem")
    assert done.out == "site.yaml: replaced 1 in 0\n"
    assert body(load(site.read_bytes()).interactions[0])["harbours"][1]["name"] == "Pittenweem"


def test_count_must_hold(tape: Path) -> None:
    before = tape.read_bytes()
    refused = rewrite(tape, "--replace", "Florence", "--with", "Pisa", "--count", "2")
    assert refused == (2, "", "error: found 3 to replace; expected 2 (--count)\n")
    assert tape.read_bytes() == before
    assert rewrite(tape, "--replace", "Florence", "--with", "Pisa", "--count", "3").status == 0
    assert rewrite(tape, "--replace", "Florence", "--with", "Pisa", "--count", "0").status == 0


@pytest.mark.parametrize("name", ["new.json", "-"])
def test_a_body_is_what_a_file_holds(name: str, site: Path) -> None:
    site.with_name("new.json").write_bytes('{"naïve": true}'.encode())
    after = rewritten(site, "-i", "0", "--body", name, given='{"naïve": true}'.encode())
    assert after[0].response.body.content == '{"naïve": true}'.encode()
    assert after[0].response.header("content-length") in (None, "16")


def test_a_body_of_bytes_stays_one(site: Path) -> None:
    site.with_name("new.png").write_bytes(b"\x89PNG\xff\x00")
    assert rewritten(site, "-i", "6", "--body", "new.png")[6].response.body.content == b"\x89PNG\xff\x00"


def test_headers_are_set_put_in_and_taken_out(site: Path) -> None:
    after = rewritten(site, "-i", "0", "--header", "content-type=text/plain", "--header", "X-New=a=b")
    assert after[0].response.header("Content-Type") == "text/plain"
    assert after[0].response.header("x-new") == "a=b"
    assert rewritten(site, "-i", "0", "--remove-header", "x-new")[0].response.header("x-new") is None
    assert rewritten(site, "-i", "0", "--request", "--header", "X-A=b")[0].request.header("x-a") == "b"


def test_a_header_is_taken_out_of_all_that_have_it(site: Path) -> None:
    rewritten(site, "-i", "2", "--header", "X-Trace=1")
    done = rewrite(site, "--remove-header", "x-trace", "--remove-header", "Content-Type")
    assert done.out.startswith("site.yaml: edited 0, 1, 2, 3")
    after = load(site.read_bytes()).interactions
    assert not any(each.response.header("content-type") or each.response.header("x-trace") for each in after)
    assert after[0].request.header("content-type") or after[1].request.header("content-type")


def test_a_status_brings_its_phrase(site: Path) -> None:
    assert rewritten(site, "-i", "3", "--status", "410")[3].response.status == 410
    assert "message: Gone" in site.read_text("utf-8")


def test_edits_are_made_in_the_order_in_which_they_are_typed(site: Path) -> None:
    put, replace = ("--set", "/next=low"), ("--replace", "low", "--with", "high")
    assert body(rewritten(site, "-i", "0", *put, *replace)[0])["next"] == "high"
    patch = ("--patch", '[{"op": "test", "path": "/next", "value": "high"}]')
    assert body(rewritten(site, "-i", "0", *patch, *put)[0])["next"] == "low"
    assert rewrite(site, "-i", "0", *put, *patch).status == 2


def test_interactions_are_dropped_kept_and_numbered(tape: Path) -> None:
    before = tape.read_text("utf-8")
    assert rewrite(tape, "--drop", "0", "--renumber").out == "tape.yaml: dropped 0; renumbered\n"
    after = tape.read_text("utf-8")
    assert after.endswith(before.partition("  - id: 1\n")[2])
    assert "  - id: 0\n" in after
    tape.write_text(before, "utf-8")
    assert rewrite(tape, "--keep", "-1").out == "tape.yaml: dropped 0\n"
    assert tape.read_text("utf-8") == after.replace("  - id: 0\n", "  - id: 1\n")


def test_what_repeats_an_edited_answer_is_told_of_and_follows_on_request(tape: Path) -> None:
    edit = ("-i", "0", "--set", f"{CONTENT}=A look at the sky.")
    told = rewrite(tape, "--check", *edit)
    assert "interaction 0: the request of 1, which repeats it, stays as it is (--follow rewrites it)\n" in told.err
    done = rewrite(tape, "--follow", *edit)
    assert "interaction 0: the request of 1, which repeats it, follows\n" in done.err
    first, second = load(tape.read_bytes()).interactions
    assert text(first) == "A look at the sky."
    assert [each["content"] for each in body(second, "request")["messages"] if each["role"] == "assistant"] == [
        "A look at the sky."
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "nothing to do; expected --set, --replace, --drop or another edit"),
        (["--replace", "a"], "--replace without --with; expected --replace OLD --with NEW"),
        (["--with", "a"], "--with without --replace; expected --replace OLD --with NEW"),
        (["--replace", "", "--with", "a"], "an empty text to replace; expected --replace OLD --with NEW"),
        (["--regex", "--replace", "(", "--with", "a"], "'(' with 'a' is no regular expression that can be replaced"),
        (["--count", "1", "--status", "200"], "--count without --replace; expected --replace OLD --with NEW"),
        (["--set", "/a"], "--set /a; expected --set POINTER=TEXT or --set POINTER:=JSON"),
        (["--set", "/a:=b"], "--set /a:= is no JSON (Expecting value: line 1 column 1 (char 0)); expected JSON, or ="),
        (["--set", "a=b"], "found 'a', which is no pointer; expected /choices/0/message/content, or all of it: 1."),
        (["--header", "a"], "--header a; expected --header NAME=VALUE"),
        (["--status", "ok"], "status ok; expected a number"),
        (["--patch", "{}"], 'a patch that is no list of operations; expected [{"op": ..., "path": ...}, ...]'),
        (["--request", "--response", "--status", "200"], "--request and --response at once; expected one of them"),
        (["--drop", "0", "--keep", "1"], "--drop and --keep at once; expected one of them"),
        (["--drop", "x"], "--drop picks interactions by position: found 'x'; expected 3, 0-4, 3-, -1 or 0,2,5"),
        (["--renumber", "-o", "a", "--diff"], "-o and --diff at once; expected one of them"),
        (["--renumber", "-o", "a", SEED], "-o with several files; expected one FILE and -o OUT"),
        (["--renumber", "-i", SEED], "-i picks interactions; files are already changed in place; did you mean:"),
        (["--sett", "/a=b"], "No such option: --sett"),
    ],
)
def test_a_usage_error_is_one_line(arguments: list[str], said: str) -> None:
    done = cassette("rewrite", *arguments, SEED)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert f"error: {said}" in done.err


def test_a_file_to_put_in_that_is_not_there_is_named() -> None:
    for option in ("--patch", "--body"):
        done = cassette("rewrite", "-i", "0", option, "gone.json", SEED)
        said = "gone.json: error: cannot be read (No such file or directory); expected a file, or -\n"
        assert done == (2, "", said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-i", "7", "--status", "200"], "has 2 interactions (0-1)"),
        (["--set", "7.response.status=200"], "has 2 interactions (0-1)"),
        (["-i", "0", "--set", "/choices/3/text=a"], "interaction 0: add at '/choices/3/text'"),
        (["-i", "0", "--set", f"{CONTENT}:=3"], f"interaction 0: {CONTENT} is text that came in pieces"),
        (["-i", "0", "--set", "/model_of=a"], "interaction 0: /model_of cannot be expressed in this stream yet"),
        (["-i", "0", "--set", "/object=a"], "interaction 0: /object, which no event of the stream says"),
        (["-i", "1", "--patch", '[{"op": "test", "path": "/model", "value": 1}]'], "interaction 1: the patch's test"),
        (["-i", "1", "--remove-header", "x-gone"], "interaction 1: response.headers.x-gone, which is not there"),
        (["-i", "1", "--set", "/a~2=b"], "interaction 1: found '/a~2', where ~ stands for nothing"),
        (["-i", "1", "--status", "7"], "interaction 1: found status 7"),
        (["--drop", "0-"], "no interaction would be left"),
        (["--keep", "2"], "has 2 interactions (0-1)"),
        (["--status", "404"], "--status is for one interaction, found 2; expected -i N: 0 POST openrouter.ai/api/v1/"),
        (["-i", "0-1", "--body", SEED], "--body is for one interaction, found 2; expected -i N: 0 POST openrouter.ai/"),
    ],
)
def test_what_cannot_be_had_is_refused_and_leaves_the_file_as_it_was(
    arguments: list[str], said: str, tape: Path
) -> None:
    before = (tape.stat().st_ino, tape.stat().st_mtime_ns, tape.read_bytes())
    done = rewrite(tape, *[str(ROOT / SEED) if each == SEED else each for each in arguments])
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("tape.yaml")
    assert f"error: {said}" in done.err
    assert (tape.stat().st_ino, tape.stat().st_mtime_ns, tape.read_bytes()) == before


def test_a_body_that_is_no_json_has_no_pointers(site: Path) -> None:
    done = rewrite(site, "-i", "4", "--set", "/a=b")
    assert (done.status, done.out) == (2, "")
    assert "error: interaction 4: a body that is no JSON (" in done.err


def test_of_many_interactions_the_first_are_listed(site: Path) -> None:
    done = rewrite(site, "--status", "404")
    assert done.err.endswith(", 4 GET http://127.0.0.1:8377/site/tides, 5 more\n")
    assert "found 10; expected -i N: 0 GET http://127.0.0.1:8377/site/harbours, 1 " in done.err
