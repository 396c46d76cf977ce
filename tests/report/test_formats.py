"""SARIF, GitLab, JUnit, Checkstyle and rdjson: each against the rules of its format, and back to the findings."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from report_sample import TODAY, make_run

from contentlint.errors import ReadError
from contentlint.finding import Edit, Finding, Fix, Related
from contentlint.report import checkstyle, gitlab, html, junit, rdjson, sarif
from contentlint.report.model import Counters, PostSummary, Run
from contentlint.report.repository import Repository
from contentlint.text.spans import Span

RUN = make_run(20, 5)
TEXT = "Ünïcode 😀 first.\nSecond line,\nthird.\n"
HOSTILE = "<&>\"' \x00\x08\ud7ff\ufffe ]]> [a](b) {0} \n"


def odd_run(**more: Any) -> Run:
    """Spans after wide characters and over lines, a fix of two edits, related places, hostile words."""
    start, end = TEXT.index("😀"), TEXT.index("line")
    first = Finding(
        "odd", "prose", "warning", "a b/ü.md", Span(start, end), 1, start + 1, 2, 8, HOSTILE, TEXT[start:end],
        Fix("Mend", (Edit(Span(start, start + 1), "O"), Edit(Span(start + 2, start + 7), "FIRST"))),
        (Related("there", Span(0, 2), "other.md", 7), Related("somewhere", Span(0, 0))), "f1",
    )  # fmt: skip
    twin = replace(first, severity="info", fix=None, related=(), message="twin", fingerprint="f1")
    crash = Finding("internal-error", "prose", "error", "a b/ü.md", Span(0, 0), 1, 1, 1, 1, "crashed", "")
    values: dict[str, Any] = {"findings": (first, twin, crash), "read": lambda path: TEXT, **more}
    return Run(version="1", today=TODAY, **values)


def gone(path: str) -> str:
    raise ReadError("gone", path=path)


def strict(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


def many(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


STRING = {"type": "string"}
COUNT = {"type": "integer", "minimum": 1}

# the parts of the OASIS schema that a log of ours may have, with its constraints
MESSAGE = strict({"text": {"type": "string", "minLength": 1}})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
ARTIFACT = strict({"uri": {"type": "string", "pattern": r"^[!-~]+$"}, "uriBaseId": {"const": "%SRCROOT%"}})
REGION = strict(
    {"startLine": COUNT}, startColumn=COUNT, endLine=COUNT, endColumn=COUNT, snippet=strict({"text": STRING})
)
PLACE = strict({"artifactLocation": ARTIFACT}, region=REGION)
SARIF = strict(
    {
        "version": {"const": "2.1.0"},
        "runs": {
            **many(
                strict(
                    {
                        "tool": strict(
                            {
                                "driver": strict(
                                    {
                                        "name": STRING,
                                        "version": STRING,
                                        "rules": {
                                            **many(
                                                strict(
                                                    {"id": STRING},
                                                    shortDescription=MESSAGE,
                                                    fullDescription=MESSAGE,
                                                    help=MESSAGE,
                                                    defaultConfiguration=strict({"level": LEVEL}),
                                                    properties=strict({"category": STRING, "tags": many(STRING)}),
                                                )
                                            ),
                                            "uniqueItems": True,
                                        },
                                    }
                                )
                            }
                        ),
                        "results": many(
                            strict(
                                {
                                    "ruleId": STRING,
                                    "ruleIndex": {"type": "integer", "minimum": 0},
                                    "level": LEVEL,
                                    "message": MESSAGE,
                                    "locations": many(strict({"physicalLocation": PLACE})),
                                    "partialFingerprints": {"type": "object", "additionalProperties": STRING},
                                },
                                relatedLocations={
                                    **many(strict({"id": COUNT, "physicalLocation": PLACE, "message": MESSAGE})),
                                    "uniqueItems": True,
                                },
                                fixes=many(
                                    strict(
                                        {
                                            "description": MESSAGE,
                                            "artifactChanges": {
                                                **many(
                                                    strict(
                                                        {
                                                            "artifactLocation": ARTIFACT,
                                                            "replacements": {
                                                                **many(
                                                                    strict(
                                                                        {
                                                                            "deletedRegion": REGION,
                                                                            "insertedContent": strict({"text": STRING}),
                                                                        }
                                                                    )
                                                                ),
                                                                "minItems": 1,
                                                            },
                                                        }
                                                    )
                                                ),
                                                "minItems": 1,
                                            },
                                        }
                                    )
                                ),
                            )
                        ),
                        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                        "invocations": many(
                            strict(
                                {"executionSuccessful": {"type": "boolean"}},
                                toolExecutionNotifications=many(strict({"level": LEVEL, "message": MESSAGE})),
                            )
                        ),
                        "automationDetails": strict({"id": STRING}),
                    },
                    versionControlProvenance=many(strict({"repositoryUri": STRING}, revisionId=STRING, branch=STRING)),
                )
            ),
            "minItems": 1,
        },
    },
    **{"$schema": STRING},
)

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
GITLAB = many(
    strict(
        {
            "description": STRING,
            "check_name": STRING,
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": strict({"path": STRING, "lines": strict({"begin": COUNT}, end=COUNT)}),
        }
    )
)

# reviewdog's proto/rdf/reviewdog.proto
RANGE = strict({"start": strict({"line": COUNT}, column=COUNT)}, end=strict({"line": COUNT}, column=COUNT))
LOCATION = strict({"path": STRING}, range=RANGE)
RDJSON = strict(
    {
        "source": strict({"name": STRING}, url=STRING),
        "diagnostics": many(
            strict(
                {
                    "message": STRING,
                    "location": LOCATION,
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": strict({"value": STRING}),
                },
                suggestions=many(strict({"range": RANGE, "text": STRING})),
                related_locations=many(strict({"message": STRING, "location": LOCATION})),
            )
        ),
    }
)

EVERY = {
    "sample": RUN,
    "odd": odd_run(),
    "unreadable": odd_run(read=gone),
    "problems": odd_run(counters=Counters(files=1, problems=("a.md: not UTF-8", HOSTILE))),
    "empty": Run(version="1", today=TODAY),
}


@pytest.mark.parametrize("run", EVERY.values(), ids=EVERY.keys())
@pytest.mark.parametrize(
    ("module", "schema"), [(sarif, SARIF), (gitlab, GITLAB), (rdjson, RDJSON)], ids=["sarif", "gitlab", "rdjson"]
)
def test_json_formats_are_what_their_schemas_say(module: Any, schema: dict[str, Any], run: Run) -> None:
    written = module.render(run)
    jsonschema.validate(json.loads(written), schema)
    assert written == module.render(run) and written.endswith("\n")


@pytest.mark.parametrize("run", EVERY.values(), ids=EVERY.keys())
@pytest.mark.parametrize("module", [junit, checkstyle])
def test_xml_formats_are_well_formed_and_utf8(module: Any, run: Run) -> None:
    written = module.render(run)
    assert ElementTree.fromstring(written.encode("utf-8")) is not None
    assert written == module.render(run) and written.endswith("\n")


@pytest.mark.parametrize("module", [sarif, gitlab, rdjson, junit, checkstyle, html])
def test_a_file_changed_or_gone_after_the_check_breaks_nothing(module: Any) -> None:
    for read in (lambda path: "x", gone):
        assert "crashed" in module.render(odd_run(read=read))


class TestSarif:
    def test_tells_every_finding_with_its_rule(self) -> None:
        (run,) = json.loads(sarif.render(RUN))["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert len(run["results"]) == len(RUN.findings)
        for result, finding in zip(run["results"], RUN.findings, strict=True):
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
            (place,) = result["locations"]
            region = place["physicalLocation"]["region"]
            assert (region["startLine"], region["startColumn"]) == (finding.line, finding.column)
            assert (region["endLine"], region["endColumn"]) == (finding.end_line, finding.end_column)

    def test_a_fix_can_be_applied_from_the_log_alone(self) -> None:
        (run,) = json.loads(sarif.render(odd_run()))["runs"]
        lines = TEXT.split("\n")
        (change,) = run["results"][0]["fixes"][0]["artifactChanges"]
        for replacement in reversed(change["replacements"]):
            region = replacement["deletedRegion"]
            assert region["startLine"] == region["endLine"] == 1
            line = lines[0]
            new = replacement["insertedContent"]["text"]
            lines[0] = line[: region["startColumn"] - 1] + new + line[region["endColumn"] - 1 :]
        assert lines[0] == "Ünïcode O FIRST."

    def test_a_message_becomes_no_link(self) -> None:
        (run,) = json.loads(sarif.render(odd_run()))["runs"]
        assert r"\[a\](b)" in run["results"][0]["message"]["text"]

    def test_addresses_are_from_the_top_of_the_repository(self) -> None:
        run = odd_run(repository=Repository("https://github.com/o/n", "0" * 40, "site"))
        (log,) = json.loads(sarif.render(run))["runs"]
        uri = log["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote(uri) == "site/a b/ü.md" and uri.isascii()
        assert log["versionControlProvenance"] == [
            {"repositoryUri": "https://github.com/o/n", "revisionId": "0" * 40},
        ]

    def test_says_when_it_could_not_do_its_job(self) -> None:
        (run,) = json.loads(sarif.render(EVERY["problems"]))["runs"]
        (invocation,) = run["invocations"]
        assert invocation["executionSuccessful"] is False
        assert len(invocation["toolExecutionNotifications"]) == 2


class TestGitlab:
    def test_no_two_fingerprints_are_equal(self) -> None:
        for run in EVERY.values():
            marks = [entry["fingerprint"] for entry in json.loads(gitlab.render(run))]
            assert len(marks) == len(set(marks)) == len(run.findings)

    def test_an_edit_elsewhere_keeps_the_fingerprint(self) -> None:
        run = odd_run()
        moved = replace(run, findings=[replace(f, line=f.line + 3, end_line=f.end_line + 3) for f in run.findings])
        before, after = (json.loads(gitlab.render(each)) for each in (run, moved))
        assert [e["fingerprint"] for e in before] == [e["fingerprint"] for e in after]
        assert [e["location"]["lines"]["begin"] for e in after] == [4, 4, 4]


class TestJunit:
    def test_counts_are_of_what_is_there(self) -> None:
        for run in EVERY.values():
            root = ElementTree.fromstring(junit.render(run).encode())
            for suite in (root, *root.iter("testsuite")):
                assert int(suite.get("tests", -1)) == len(list(suite.iter("testcase")))
                assert int(suite.get("failures", -1)) == len(list(suite.iter("failure")))
                assert int(suite.get("errors", -1)) == len(list(suite.iter("error")))

    def test_info_passes_and_a_clean_post_is_a_test(self) -> None:
        run = odd_run(posts=(PostSummary("clean.md"), PostSummary("a b/ü.md")))
        root = ElementTree.fromstring(junit.render(run).encode())
        assert [s.get("name") for s in root.iter("testsuite")] == ["clean.md", "a b/ü.md"]
        assert root.get("failures") == "2"
        clean, first, twin, crash = root.iter("testcase")
        assert [len(case) for case in (clean, first, twin, crash)] == [0, 1, 1, 1]
        assert twin[0].tag == "system-out" and "twin" in (twin[0].text or "")
        assert first[0].get("type") == "warning" and "a b/ü.md:1:9" in (first[0].text or "")


class TestCheckstyle:
    def test_files_and_errors(self) -> None:
        root = ElementTree.fromstring(checkstyle.render(RUN).encode())
        told = [(file.get("name"), error) for file in root for error in file]
        assert [(path, error.get("message")) for path, error in told] == [(f.path, f.message) for f in RUN.findings]
        assert {error.get("severity") for _, error in told} == {"error", "warning", "info"}

    def test_what_xml_cannot_hold_is_replaced_and_the_rest_kept(self) -> None:
        root = ElementTree.fromstring(checkstyle.render(odd_run()).encode())
        message = root[0][0].get("message") or ""
        assert "<&>\"' \ufffd\ufffd\ud7ff\ufffd ]]>" in message


class TestRdjson:
    def test_columns_count_utf8_bytes(self) -> None:
        first = json.loads(rdjson.render(odd_run()))["diagnostics"][0]["location"]["range"]
        lines = TEXT.split("\n")
        start = lines[0].encode()[first["start"]["column"] - 1 :].decode()
        assert start.startswith("😀 first")
        assert lines[1].encode()[: first["end"]["column"] - 1].decode() == "Second "
        assert (first["start"]["line"], first["end"]["line"]) == (1, 2)

    def test_a_fix_of_several_edits_is_one_suggestion(self) -> None:
        (suggestion,) = json.loads(rdjson.render(odd_run()))["diagnostics"][0]["suggestions"]
        assert suggestion["text"] == "O FIRST"
        line = TEXT.split("\n")[0].encode()
        start, end = (suggestion["range"][side]["column"] - 1 for side in ("start", "end"))
        assert (line[:start] + b"O FIRST" + line[end:]).decode() == "Ünïcode O FIRST."

    def test_without_the_text_lines_alone(self) -> None:
        first = json.loads(rdjson.render(odd_run(read=gone)))["diagnostics"][0]
        assert first["location"]["range"] == {"start": {"line": 1}, "end": {"line": 2}}
        assert "suggestions" not in first
