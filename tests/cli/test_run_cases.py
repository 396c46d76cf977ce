"""Small made-up runs in which a command once did not do what it says; `expected.json` has the steps."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from runs import environment, run

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/expected.json"))
WHO = {f"GIT_{role}_{part}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_command_does_what_it_says(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / case.name
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected.json"))
    wrong: list[str] = []
    for step in json.loads((case / "expected.json").read_text(encoding="utf-8"))["steps"]:
        if "sh" in step:
            own = {**environment(folder), **WHO}
            subprocess.run(["sh", "-ec", step["sh"]], cwd=folder, env=own, check=True, capture_output=True)
        else:
            monkeypatch.chdir(folder / step.get("in", "."))
            wrong += [f"{' '.join(step['args'])}: {what}" for what in _wrong(step)]
    assert wrong == []


def _wrong(step: dict[str, Any]) -> Iterator[str]:
    here = Path()
    result = run(*step["args"])
    right = step.get("rc", result.exit_code)
    if result.exit_code not in (right if isinstance(right, list) else [right]):
        yield f"exit code {result.exit_code}, not {right}"
    told = {"stdout": result.stdout, "stderr": result.stderr, "output": result.stdout + result.stderr}
    for stream, text in told.items():
        yield from (f"no {w} on {stream}: {text}" for w in step.get(stream, []) if not _has(text, w))
        yield from (f"{w} on {stream}: {text}" for w in step.get(f"not_{stream}", []) if _has(text, w))
    for path, value in step.get("json", {}).items():
        found = list(_values(json.loads(result.stdout), path.split(".")))
        if not found or any(one != value for one in found):
            yield f"{path} is {found}, not {value}"
    for path, texts in step.get("files", {}).items():
        written = (here / path).read_text(encoding="utf-8")
        yield from (f"no {w} in {path}: {written}" for w in texts if not _has(written, w))


def _has(text: str, wanted: str | list[str]) -> bool:
    return any(one.lower() in text.lower() for one in ([wanted] if isinstance(wanted, str) else wanted))


def _values(data: Any, keys: list[str]) -> Iterator[Any]:
    if not keys:
        yield data
    elif keys[0] == "*":
        for one in data:
            yield from _values(one, keys[1:])
    else:
        yield from _values(data[int(keys[0])] if isinstance(data, list) else data[keys[0]], keys[1:])
