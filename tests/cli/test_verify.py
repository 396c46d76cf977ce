"""The command `verify`. All texts are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contentlint.cli import main

CLAIM = "In 2021 the mill ground 4,200 tonnes of rye, 15% more than before."
SOURCE = """# The mill at Hollin

In 2021 the mill ground 4200 tonnes of rye.
That was 12 percent more than before, the miller said. Nobody had expected it.
The wheel was built in the village. It is made of oak. Children may visit on Sundays.
"""


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["verify", *arguments], input=stdin)


def test_json_lines() -> None:
    asked = [
        {"id": "a", "claim": "A quarter of the mills closed.", "evidence": "25% of mills closed."},
        {"id": 7, "claim": "Over 30 mills closed.", "evidence": "In all 28 mills closed."},
        {"id": "c", "claim": "Mills closed.", "evidence": ""},
    ]
    result = run("--format", "json", stdin="\n".join(map(json.dumps, asked)) + "\n\n")
    assert result.exit_code == 0
    assert [json.loads(line) for line in result.output.splitlines()] == [
        {"id": "a", "figures": [{"text": "A quarter", "verdict": "found"}], "verdict": "found"},
        {"id": 7, "figures": [{"text": "30", "verdict": "contradicted"}], "verdict": "contradicted"},
        {"id": "c", "figures": [], "verdict": "not-found"},
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"claim": "x"', "line 2: not JSON"),
        ("[1]", "line 2: not an object"),
        ('{"claim": "x"}', "line 2: 'evidence' must be a text"),
        ('{"claim": 5, "evidence": "x"}', "line 2: 'claim' must be a text"),
    ],
)
def test_bad_lines(line: str, problem: str) -> None:
    result = run("--format", "json", stdin='{"id": 1, "claim": "x", "evidence": "y"}\n' + line + "\n")
    assert result.exit_code == 2
    assert problem in result.output
    assert "Traceback" not in result.output


def test_a_file_for_a_person(tmp_path: Path) -> None:
    source = tmp_path / "mill.md"
    source.write_text(SOURCE, encoding="utf-8")
    result = run(CLAIM, str(source))
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0].split() == ["found", "2021"]
    assert lines[2].split() == ["found", "4,200", "tonnes"]
    assert lines[3] == "    line 3: “In 2021 the mill ground 4200 tonnes of rye.”"
    assert lines[4].split()[1] == "15%"
    assert run("The mill ground 4,200 tonnes of rye.", str(source)).exit_code == 0


def test_a_file_as_json(tmp_path: Path) -> None:
    source = tmp_path / "mill.txt"
    source.write_text(SOURCE, encoding="utf-8")
    result = run("The mill ground 4,200 tonnes.", str(source), "--format", "json")
    answer = json.loads(result.output)
    (figure,) = answer["figures"]
    assert SOURCE[figure["start"] : figure["end"]] == figure["sentence"]
    assert figure["given"] == "4200 tonnes"


def test_standard_input_as_source() -> None:
    assert run("The mill ground 4,200 tonnes.", "-", stdin=SOURCE).exit_code == 0


def test_a_claim_without_figures(tmp_path: Path) -> None:
    source = tmp_path / "mill.txt"
    source.write_text(SOURCE, encoding="utf-8")
    result = run("Mills are nice.", str(source))
    assert "no figure" in result.output


def test_quotations_of_a_claim(tmp_path: Path) -> None:
    source = tmp_path / "mill.txt"
    source.write_text(SOURCE, encoding="utf-8")
    claim = (
        'They write "the wheel was built in the village" and "It is made of elm. Children may visit", and "we love it".'
    )
    asked = {"id": 1, "claim": claim, "evidence": SOURCE}
    whole, line = run("--format", "json", claim, str(source)), run("--format", "json", stdin=json.dumps(asked))
    expected = [
        {"text": "the wheel was built in the village", "verdict": "found"},
        {
            "text": "It is made of elm. Children may visit",
            "verdict": "altered",
            "differs": "elm",
            "given": "oak",
            "passage": "The wheel was built in the village. It is made of oak. Children may visit on Sundays",
        },
    ]
    for result in (whole, line):
        assert json.loads(result.stdout)["quotations"] == expected
    told = run(claim, str(source)).output
    assert "found         “the wheel was built in the village”" in told
    assert "altered       “It is made of elm. Children may visit”\n    the source has: “" in told
    invented = run("--format", "json", 'The miller said "nobody in the village eats rye".', str(source))
    assert json.loads(invented.stdout)["quotations"] == [
        {"text": "nobody in the village eats rye", "verdict": "not-found"}
    ]


@pytest.mark.parametrize("arguments", [(), ("a claim",), ("a claim", "no-such-file.txt")])
def test_mistakes(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.output.startswith("contentlint: ")
    assert result.output.count("\n") == 1


def test_a_guard_before_a_page_is_no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx

    from contentlint.evidence.visited import SourceResult, key
    from contentlint.sources import client
    from contentlint.sources.extract import Page
    from contentlint.sources.fetch import Answer
    from contentlint.sources.judge import judge
    from contentlint.sources.request import SourceRequest

    def gather(settings: object, store: object, requests: list[SourceRequest], **given: object) -> object:
        url = key(requests[0].url)
        answer = Answer(url, 200, httpx.Headers())
        judged = judge(url, answer, Page(title="Just a moment..."), given["titles"])  # type: ignore[arg-type]
        return client.Gathered({url: SourceResult(url, judged.verdict, judged.reason, judged.detail)})

    monkeypatch.setattr(client, "gather", gather)
    result = run(CLAIM, "https://mill.example/")
    assert result.exit_code == 2
    assert "https://mill.example/: asks for a proof of being human ('Just a moment...')" in result.output
