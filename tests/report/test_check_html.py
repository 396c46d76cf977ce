"""`contentlint check --format html` on a small site, from the command line to the page's data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contentlint.cli import main


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The data of the page for a site of two posts, one of them clean."""
    (tmp_path / "contentlint.toml").write_text("[site]\nbase-url = 'https://bakery.example/notes/'\n", encoding="utf-8")
    (tmp_path / "a.md").write_text(
        "---\ntitle: Bread\ndate: 2024-05-01\n---\n\nStudies show that bread helps. See [the oven](missing.md).\n",
        encoding="utf-8",
    )
    (tmp_path / "b.md").write_text("---\ntitle: Butter\n---\n\nButter melts. See [bread](a.md).\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    arguments = ["check", "--no-cache", "--format", "html", "-o", "report.html", "--today", "2026-01-01"]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 1 and done.output == ""
    page = Path("report.html").read_text(encoding="utf-8")
    found = re.search(r'id="data">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


def test_every_post_is_there_with_its_facts(data: Any) -> None:
    bread, butter = sorted(data["posts"])
    assert bread[:2] == ["a.md", "Bread"] and butter[:2] == ["b.md", "Butter"]
    assert (bread[4], bread[6], bread[7]) == ("2024-05-01", 610, 8)
    assert bread[9] < butter[9]
    assert data["site"] == "bakery.example"
    assert bread[2] == ""  # nobody knows what a plain folder's files are published as


def test_findings_and_claims_have_their_lines(data: Any) -> None:
    rules = [rule[0] for rule in data["rules"]]
    assert "broken-internal-link" in [rules[finding[1]] for finding in data["findings"]]
    claim = next(claim for claim in data["claims"] if claim[5].startswith("Studies show"))
    assert data["posts"][claim[0]][0] == "a.md" and claim[8] == "unsourced"
    lines = data["posts"][claim[0]][-1]
    assert lines["6"].startswith("Studies show")
