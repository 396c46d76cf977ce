"""`action.yml`: its steps, run by a shell as GitHub runs them, on a pull request of a made-up blog."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from runs import git, write
from tagged import ROOT, offline

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
_EXPRESSION = re.compile(r"\$\{\{ (inputs|steps\.(\w+)\.outputs|github|runner)\.([\w-]+) \}\}")

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the steps are for bash")


class Job:
    """A job of GitHub Actions with the action as its step, so far as a shell can tell."""

    def __init__(self, folder: Path, place: Path, **inputs: str) -> None:
        self.folder, self.place = folder, place
        self.inputs = {name: str(given.get("default", "")) for name, given in ACTION["inputs"].items()} | inputs
        self.outputs: dict[str, dict[str, str]] = {}
        self.log, self.summary, self.uploaded = "", "", ""
        self.code = 0

    def run(self, **environment: str) -> Job:
        for number, step in enumerate(ACTION["runs"]["steps"]):
            if "uses" in step:
                continue
            output, summary = self.place / f"output-{number}", self.place / "summary"
            output.write_text("", encoding="utf-8")
            own = {name: self._filled(value) for name, value in step.get("env", {}).items()}
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", write(self.place / "step.sh", step["run"])],
                cwd=self.folder / self._filled(step.get("working-directory", ".")),
                env={
                    **offline(self.folder), "GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "", **environment, **own,
                    "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary),
                    "GITHUB_REPOSITORY": "example-owner/blog",
                },
                text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
            self.log += done.stdout
            lines = output.read_text(encoding="utf-8").splitlines()
            self.outputs[step.get("id", "")] = dict(line.split("=", 1) for line in lines)
            self.summary = summary.read_text(encoding="utf-8") if summary.exists() else ""
            self.code = done.returncode
            if done.returncode:
                break
        return self

    def _filled(self, text: str) -> str:
        def value(match: re.Match[str]) -> str:
            kind, step, name = match.groups()
            if step:
                return self.outputs[step].get(name, "")
            return self.inputs[name] if kind == "inputs" else str({"action_path": ROOT, "temp": self.place}[name])

        return _EXPRESSION.sub(value, text)

    @property
    def annotations(self) -> list[tuple[str, str, int]]:
        found = re.findall(r"^::(\w+) file=([^,]+),line=(\d+)", self.log, re.MULTILINE)
        return [(level, path, int(line)) for level, path, line in found]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The place of a job in which the action has installed the project, by its own step."""
    place = tmp_path_factory.mktemp("runner") / "temp"
    (install,) = [step for step in ACTION["runs"]["steps"] if step["name"] == "Install contentlint"]
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", install["run"]], cwd=place.parent, text=True, check=False,
        env={**offline(place), "ACTION_PATH": str(ROOT), "PLACE": str(place / "contentlint")},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip().splitlines()[-1].startswith("contentlint, version ")
    return place


@pytest.fixture
def job(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes jobs whose first step is done."""
    steps = [step for step in ACTION["runs"]["steps"] if step["name"] != "Install contentlint"]
    monkeypatch.setitem(ACTION["runs"], "steps", steps)
    for name in ("summary", "contentlint/contentlint.json", "contentlint/contentlint.sarif"):
        (installed / name).unlink(missing_ok=True)
    return lambda folder, **inputs: Job(folder, installed, **inputs)


@pytest.fixture
def pull_request(tmp_path: Path) -> Path:
    """What `actions/checkout` makes of a pull request by default: its merge with the branch it goes to, and no history.

    It renames a post that another one links to, and writes a fault into a third; old findings are on both branches.
    """
    origin, folder = tmp_path / "origin", tmp_path / "checkout"
    write(origin / "posts/old.md", "# Old\n\nSee [it](gone-for-years.md) and [the target](target.md).\n")
    write(origin / "posts/target.md", "# Target\n\nWords.\n")
    write(origin / "posts/edited.md", "# Edited\n\nSee [it](gone-too.md).\n\nWords.\n")
    git(origin, "init", "-q", "-b", "main")
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "before")
    git(origin, "checkout", "-q", "-b", "topic")
    git(origin, "mv", "posts/target.md", "posts/renamed.md")
    write(origin / "posts/edited.md", "# Edited\n\nSee [it](gone-too.md).\n\nWords, and [new](new-fault.md).\n")
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "topic")
    git(origin, "checkout", "-q", "main")
    write(origin / "posts/meanwhile.md", "# Meanwhile\n\nSee [it](not-ours.md).\n")
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "meanwhile")
    git(origin, "checkout", "-q", "-b", "merged")
    git(origin, "merge", "-q", "--no-edit", "topic")
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "merged", origin.as_uri(), str(folder))
    return folder


NEW = [("error", "posts/edited.md", 5), ("error", "posts/old.md", 3)]


def test_a_pull_request(job: Any, pull_request: Path) -> None:
    done = job(pull_request, **{"upload-sarif": "true"}).run(GITHUB_BASE_REF="main")
    assert sorted(done.annotations) == NEW, done.log
    assert done.code == 1
    told = done.outputs["check"]
    assert (told["findings"], told["errors"], told["warnings"], told["exit-code"]) == ("2", "2", "0", "1")
    assert "new-fault.md" in done.summary.replace("\\", "")
    assert "gone-for-years" not in done.summary
    found = json.loads(Path(told["json"]).read_text(encoding="utf-8"))["findings"]
    assert sorted((f["severity"], f["path"], f["line"]) for f in found) == NEW
    (run,) = json.loads(Path(told["sarif"]).read_text(encoding="utf-8"))["runs"]
    assert len(run["results"]) == 2


def test_everything_on_a_push(job: Any, pull_request: Path) -> None:
    done = job(pull_request, summary="false", **{"fail-on": "never"}).run()
    assert {path for _, path, _ in done.annotations} == {"posts/old.md", "posts/edited.md", "posts/meanwhile.md"}
    assert (done.code, done.outputs["check"]["exit-code"], done.summary) == (0, "1", "")
    assert done.outputs["check"]["sarif"] == ""


def test_paths_and_arguments_are_data(job: Any, pull_request: Path) -> None:
    write(pull_request / "posts/a b; touch pwned.md", "# Odd\n\nSee [it](gone.md).\n")
    paths = "posts/a b; touch pwned.md\n"
    done = job(pull_request, paths=paths, args="--select\nlinks\n", since="none").run(GITHUB_BASE_REF="main")
    assert [path for _, path, _ in done.annotations] == ["posts/a b; touch pwned.md"]
    job(pull_request, paths="$(touch pwned)", args="`touch pwned`").run()
    assert not list(pull_request.rglob("pwned"))


def test_below_a_working_directory(job: Any, pull_request: Path) -> None:
    done = job(pull_request, **{"working-directory": "posts"}).run(GITHUB_BASE_REF="main")
    assert sorted(done.annotations) == NEW, done.log


def test_what_cannot_be_checked_fails_whatever_fail_on_says(job: Any, pull_request: Path) -> None:
    write(pull_request / "contentlint.toml", "fail-onn = 'error'\n")
    done = job(pull_request, **{"fail-on": "never"}).run(GITHUB_BASE_REF="main")
    assert done.code == 2
    assert "contentlint.toml" in done.log
    assert done.outputs["check"]["findings"] == ""


def test_the_action_is_what_github_reads() -> None:
    assert ACTION["runs"]["using"] == "composite"
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])
    for step in ACTION["runs"]["steps"]:
        assert ("uses" in step) != ("run" in step)
        if "run" in step:
            assert step["shell"] == "bash"
            assert "${{" not in step["run"]  # an input is never a part of a script
    for output in ACTION["outputs"].values():
        name = re.fullmatch(r"\$\{\{ steps\.check\.outputs\.([\w-]+) \}\}", output["value"])
        assert name is not None
        script = next(step["run"] for step in ACTION["runs"]["steps"] if step.get("id") == "check")
        assert f'"{name[1]}"' in script or f"{name[1]}=" in script
