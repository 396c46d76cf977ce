"""Small made-up sites on which links were once judged wrong; `expected.json` has what the real generator does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from runs import git, run

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/expected.json"))


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in CASES])
def test_a_site_is_read_as_its_generator_does(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / case.name
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected.json"))
    if expected.get("git"):
        git(folder, "init", "-q")
    wrong = [*_links(folder / expected["run_in"], expected, monkeypatch), *_addresses(expected)]
    for other in expected.get("runs", []):
        wrong += _links(folder / other["run_in"], {**other, "accept": expected.get("accept", {})}, monkeypatch)
    monkeypatch.chdir(folder)
    for path, targets in expected.get("check_files", {}).items():
        told = json.loads(run("check", path, "--select", "links", "--format", "json").stdout)["findings"]
        errors = sorted(f["excerpt"] for f in told if f["severity"] == "error")
        wrong += [f"errors in {path}: {errors}"] if errors != sorted(targets) else []
    assert wrong == []


def _links(here: Path, expected: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(here)
    found = json.loads(run("site", "--links", "--format", "json").stdout)["links"]
    said = {(link["file"], link["line"], link["target"]): link["verdict"] for link in found}
    wrong = []
    for link in expected["links"]:
        file, line, target, verdict = link.values() if isinstance(link, dict) else link
        got = said.get((file, line, target), "not listed")
        if got not in {verdict, *expected.get("accept", {}).get(verdict, ())}:
            wrong.append(f"{file}:{line} {target} is {got}, not {verdict}")
    for file, line, target, verdict in expected.get("absent", []):
        if said.get((file, line, target)) == verdict:
            wrong.append(f"{file}:{line} {target} is {verdict}")
    return wrong


def _addresses(expected: dict[str, Any]) -> list[str]:
    pages = json.loads(run("site", "--format", "json").stdout)["pages"]
    urls = {page["file"]: page["url"] for page in pages}
    wanted = expected.get("addresses", {})
    wrong = [f"{file} is at {urls.get(file)}, not {url}" for file, url in wanted.items() if urls.get(file) != url]
    lines = run("site").stdout.splitlines()
    for text in expected.get("one_line_with", []):
        wrong += [f"{text} is said more than once"] if sum(text in line for line in lines) > 1 else []
    return wrong
