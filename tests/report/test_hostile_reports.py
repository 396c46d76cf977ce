"""Whatever stands in a post, in its name or in a fix: every report is what its readers can read, and says the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report_sample import TODAY
from test_formats import GITLAB, RDJSON, SARIF

from contentlint.finding import SEVERITIES, Edit, Finding, Fix, Related
from contentlint.report import checkstyle, concise, github, gitlab, junit, markdown, rdjson, sarif, statistics, text
from contentlint.report import json as json_report
from contentlint.report.model import Counters, Run
from contentlint.text.spans import LineMap, Span, on_one_line

REPOSITORY = Path(__file__).parents[2]
PUBLISHED = Path(os.environ.get("CONTENTLINT_SCHEMAS", REPOSITORY / ".schemas")) / "node_modules"
OASIS = PUBLISHED / "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
REVIEWDOG = PUBLISHED / "@umbrelladocs/rdformat-validator"

NASTY = [
    "::error file=a.md::owned", "%0A", "%25", "]]>", "<!--", "</script>", "\x00", "\x1b[31m", "\r\n", "\u2028", "\x85",
    "\udcff", "\ud800", "😀", "e\u0301", "\u202e", "{0}", "](http://a.example)", "@someone", "`", "|", "https://a.example",
    "a:1:2: error: b [c/d]", "a, b=c;d", "\\", '"', "'", "&amp;", "\ufeff", "\ufffe",
]  # fmt: skip
WORDS = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8)), max_size=6).map("".join)
NAMES = WORDS.map(lambda name: (name.replace("\0", "").replace("/", "") or "x") + ".md")


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """A run with findings in one text; places, words and names as they come."""
    source = draw(WORDS.map(lambda words: f"Tea {words}\nfor two.\n"))
    lines = LineMap(source)
    findings = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(source)))
        end = draw(st.integers(start, len(source)))
        a, b = lines.position(start), lines.position(end)
        fix = draw(
            st.one_of(
                st.none(),
                st.builds(
                    lambda title, new, safety: Fix("t" + title, (Edit(Span(start, end), new),), safety),  # noqa: B023
                    WORDS, WORDS, st.sampled_from(["safe", "unsafe"]),
                ),
            )
        )  # fmt: skip
        related = (Related("r" + draw(WORDS), Span(0, 0), draw(st.one_of(st.none(), NAMES)), draw(st.integers(0, 3))),)
        findings.append(
            Finding(
                "some-rule", "links", draw(st.sampled_from(SEVERITIES)), draw(NAMES), Span(start, end), a.line, a.column,  # noqa: E501
                b.line, b.column, "m" + draw(WORDS), source[start:end], fix, related, f"{number:016x}",
            )
        )  # fmt: skip
    problems = tuple(draw(st.lists(WORDS.filter(bool), max_size=2)))
    failures = tuple(draw(st.lists(WORDS.filter(bool), max_size=2)))
    counters = Counters(files=len(findings), problems=problems, failures=failures)
    return Run(version="1", today=TODAY, findings=findings, counters=counters, read=lambda path: source)


def written(report: str) -> str:
    """A report as its reader gets it: in UTF-8, as `contentlint` writes it."""
    return report.encode("utf-8", "backslashreplace").decode("utf-8")


every = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])


@every
@given(runs())
def test_json_is_read_by_its_schemas(run: Run) -> None:
    log = json.loads(written(sarif.render(run)))
    jsonschema.validate(log, SARIF)
    assert len(log["runs"][0]["results"]) == len(run.findings)
    entries = json.loads(written(gitlab.render(run)))
    jsonschema.validate(entries, GITLAB)
    assert len({entry["fingerprint"] for entry in entries}) == len(run.findings)
    diagnostics = json.loads(written(rdjson.render(run)))
    jsonschema.validate(diagnostics, RDJSON)
    assert len(diagnostics["diagnostics"]) == len(run.findings)
    own = json.loads(written(json_report.render(run)))
    schema = json.loads((REPOSITORY / "docs/schemas/check.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(own)
    counted = json.loads(written(statistics.render(run, as_json=True)))
    assert sum(row["findings"] for row in counted) == len(run.findings)


@every
@given(runs())
def test_sarif_by_the_schema_of_oasis(run: Run) -> None:
    if not OASIS.exists():
        pytest.skip("scripts/published_schemas.sh gets the schema")
    schema = json.loads(OASIS.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(json.loads(written(sarif.render(run))))


# https://github.com/testmoapp/junitxml: which elements stand in which, and the attributes that they must have.
JUNIT: dict[str, tuple[set[str], set[str]]] = {
    "testsuites": ({"testsuite"}, {"name", "tests", "failures", "errors"}),
    "testsuite": ({"testcase"}, {"name", "tests", "failures", "errors"}),
    "testcase": ({"failure", "error", "system-out"}, {"classname", "name"}),
    "failure": (set(), {"type", "message"}),
    "error": (set(), {"type", "message"}),
    "system-out": (set(), set()),
}
CHECKSTYLE: dict[str, tuple[set[str], set[str]]] = {
    "checkstyle": ({"file"}, {"version"}),
    "file": ({"error"}, {"name"}),
    "error": (set(), {"line", "column", "severity", "message", "source"}),
}


@every
@given(runs())
def test_xml_has_the_elements_that_its_readers_know(run: Run) -> None:
    for module, tag, known in ((junit, "failure", JUNIT), (checkstyle, "error", CHECKSTYLE)):
        root = ElementTree.fromstring(written(module.render(run)).encode())
        for element in root.iter():
            inside, needed = known[element.tag]
            assert {child.tag for child in element} <= inside
            assert needed <= set(element.attrib)
        if module is checkstyle:
            assert len(list(root.iter(tag))) == len(run.findings)


COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:\r\n]*)(?:,\w+=[^,:\r\n]*)*)::([^\r\n]*)")


@every
@given(runs())
def test_github_reads_each_command_as_it_was_meant(run: Run) -> None:
    lines = written(github.render(run)).split("\n")
    assert lines.pop() == ""
    commands = [COMMAND.fullmatch(line) for line in lines]
    assert all(commands), lines
    assert len(commands) == len(run.findings) + len(run.counters.problems) + len(run.counters.failures)
    for command, finding in zip(commands, run.findings, strict=False):
        assert command is not None
        properties = dict(pair.split("=", 1) for pair in command[2].split(","))
        assert _decoded(properties["file"]) == written(_harmless(finding.path))
        assert _decoded(command[3]) == written(_harmless(finding.statement))


def _harmless(text: str) -> str:
    """A text as it goes into a log: on one line, without what steers a terminal or begins a command of Azure's."""
    return re.sub(r"##(?=\[|vso\[)", r"#\\u0023", on_one_line(text))


def _decoded(text: str) -> str:
    for code, char in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


MATCHERS = json.loads((REPOSITORY / "docs/problem-matcher.json").read_text(encoding="utf-8"))["problemMatcher"]


@every
@given(runs())
def test_the_problem_matcher_reads_concise_lines(run: Run) -> None:
    *lines, summary = written(concise.render(run)).splitlines()
    lines, failing = lines[: len(run.findings)], lines[len(run.findings) :]
    assert len(failing) == len(run.counters.failures)
    for line, finding in zip(lines, run.findings, strict=True):
        (pattern,) = next(m for m in MATCHERS if (finding.severity == "info") is (m["owner"] == "contentlint-info"))[
            "pattern"
        ]
        match = re.fullmatch(pattern["regexp"].removeprefix("^").removesuffix("$"), line)
        assert match is not None
        assert match[pattern["code"]] == "links/some-rule"
        if ": " not in finding.path:  # what looks like a place in a name is taken for one
            assert match[pattern["file"]] == on_one_line(finding.path)
            assert int(match[pattern["line"]]) == finding.line and int(match[pattern["column"]]) == finding.column
            assert match[pattern["message"]].rstrip() == on_one_line(finding.statement).removesuffix(" [*]").rstrip()
    # A path in a failure may look like a place, as one of a finding may.
    others = [summary, *(line for line in failing if not re.search(r":\d+:\d+: ", line))]
    assert not any(re.match(m["pattern"][0]["regexp"], line) for m in MATCHERS for line in others)


@every
@given(runs())
def test_nothing_steers_a_terminal(run: Run) -> None:
    for report in (text.render(run), concise.render(run), statistics.render(run)):
        shown = written(report)
        assert all(char == "\n" or unicodedata.category(char) not in ("Cc", "Zl", "Zp", "Cs") for char in shown)


class TestMarkdown:
    @every
    @given(runs())
    def test_a_line_for_each_finding_and_nothing_becomes_a_link(self, run: Run) -> None:
        page = written(markdown.render(run))
        told = (*run.findings, *run.counters.problems, *run.counters.failures)
        assert sum(line.startswith("- ") for line in page.split("\n")) == len(told)
        assert "@someone" not in page and not re.search(r"(?<!\\)\]\(|https?://|<!--", page)

    @staticmethod
    def of(count: int, message: str = "m", path: str = "posts/{}.md", problems: tuple[str, ...] = ()) -> Run:
        findings = [
            Finding("rule", "links", SEVERITIES[-1 - n % 3], path.format(n), Span(0, 0), 1, 1, 1, 1, message, "")
            for n in range(count)
        ]
        return Run(version="1", today=TODAY, findings=findings, counters=Counters(files=count, problems=problems))

    @pytest.mark.parametrize("message", ["short", "a wide 😀 one " * 30, "x" * 100_000, "\udcff" * 900])
    @pytest.mark.parametrize("count", [1, 300, 20_000])
    def test_it_fits_into_a_comment(self, message: str, count: int) -> None:
        run = self.of(count, message)
        page = markdown.render(run)
        # GitHub counts characters as JavaScript does.
        assert len(written(page).encode("utf-16-le")) // 2 <= 65_536
        listed = [line for line in page.split("\n") if line.startswith("- ")]
        more = re.search(r"\*\*And (.*) more\*\*", page)
        hidden = sum(int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d", more[1])) if more else 0
        assert len(listed) + hidden == count and listed

    def test_the_worst_comes_first(self) -> None:
        lines = markdown.render(self.of(9)).split("\n")
        heads = [line for line in lines if line.startswith("### ")]
        assert heads == ["### Errors", "### Warnings", "### Notes"]
        assert lines[lines.index("### Errors") + 2].startswith("- posts/2.md:1")

    def test_a_page_full_of_problems_has_room_for_findings(self) -> None:
        page = markdown.render(self.of(3, problems=("y" * 50_000,) * 500))
        assert len(page) <= 65_536 and "and 480 more" in page and "### Errors" in page


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_rdjson_by_a_validator_of_reviewdogs_format(tmp_path: Path) -> None:
    if not REVIEWDOG.exists():
        pytest.skip("scripts/published_schemas.sh gets the validator")
    found: list[str] = []

    @settings(max_examples=30, database=None)
    @given(runs())
    def collect(run: Run) -> None:
        found.append(written(rdjson.render(run)))

    collect()
    (tmp_path / "all.json").write_text(json.dumps([json.loads(one) for one in found]), encoding="utf-8")
    script = (
        "const {RDFormatValidator} = require(process.argv[1]); const v = new RDFormatValidator();"
        "const all = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));"
        "Promise.all(all.map(one => v.validateString(JSON.stringify(one)))).then(said => {"
        "const bad = said.filter(r => !r.valid);"
        "console.log(JSON.stringify({all: all.length, bad: bad.slice(0, 2)})); });"
    )
    done = subprocess.run(
        ["node", "-e", script, str(REVIEWDOG), str(tmp_path / "all.json")], capture_output=True, text=True, check=False
    )
    said: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"error": done.stderr}
    assert said == {"all": len(found), "bad": []}
