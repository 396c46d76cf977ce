"""Small made-up posts and sites of which wrong findings were once made; `expected.json` has what is right."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from runs import run

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/expected.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_findings_are_right(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / case.name
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected.json"))
    monkeypatch.chdir(folder)
    found = json.loads(run("check", ".", "--today", "2026-11-29", "--format", "json").stdout)["findings"]
    told = [(f["rule"], f["path"], f["line"], f["excerpt"]) for f in found]

    def those(rule: str, *place: object) -> list[tuple[str, str, int, str]]:
        return [one for one in told if one[0] == rule and one[1 : 1 + len(place)] == place]

    for operation, *what in json.loads((case / "expected.json").read_text(encoding="utf-8"))["expects"]:
        if operation == "has":
            assert those(*what), f"no {what}"
        elif operation == "not":
            assert those(*what) == []
        elif operation == "count":
            assert len(those(what[0])) == what[1], those(what[0])
        elif operation == "anyline":
            assert [one for one in told if one[2] == what[0]], f"nothing on line {what[0]}"
        elif operation == "notcat":
            assert [f for f in found if f["category"] == what[0] and f["path"] in what[1:]] == []
        elif operation == "clean":
            assert [f for f in found if f["severity"] in ("error", "warning")] == []
        else:
            raise AssertionError(operation)
