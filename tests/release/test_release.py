"""What a tag needs: one version, its section of the changelog, lines of the README that name it, and an address that
comes from whoever publishes."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from runs import write
from tagged import ROOT

from contentlint import __version__
from contentlint.run import origin

PUBLISHED = Path(os.environ.get("CONTENTLINT_SCHEMAS", ROOT / ".schemas")) / "node_modules"
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.fixture
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", ROOT / "scripts/release.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("README.md", "CHANGELOG.md", "pyproject.toml", "docs/adopting.md", "contentlint/__init__.py"):
        write(tmp_path / name, (ROOT / name).read_bytes())
    return tmp_path


def test_this_version_can_be_tagged(release: ModuleType) -> None:
    assert release.version() == __version__
    assert release.disagreements(f"v{__version__}") == []


def test_what_does_not_agree_is_told(release: ModuleType, project: Path) -> None:
    (project / "contentlint/__init__.py").write_text('__version__ = "9.9.9"\n', "utf-8")
    told = release.disagreements(f"v{__version__}", project)
    assert f"the tag is v{__version__}, and contentlint/__init__.py says 9.9.9" in told
    assert "CHANGELOG.md has no section '## 9.9.9'" in told
    assert f"README.md names v{__version__}" in told


def test_notes_are_the_section_of_the_version(release: ModuleType, project: Path) -> None:
    text = (
        f"# Changelog\n\n## Unreleased\n\n- later\n\n## {__version__}\n\n- this\n\n### Part\n\n## 0.0.1\n\n- before\n"
    )
    write(project / "CHANGELOG.md", text)
    assert release.notes(project) == "- this\n\n### Part\n"


def test_the_address_is_written_for_the_build_only(release: ModuleType, project: Path) -> None:
    assert "urls" not in tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    release.add_address("https://github.com/example-owner/contentlint", project)
    urls = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["urls"]
    found = origin.of_metadata(__version__, [f"{label}, {url}" for label, url in urls.items()], "")
    assert found.address == "https://github.com/example-owner/contentlint"
    assert found.is_released
    with pytest.raises(SystemExit):
        release.add_address("https://github.com/example-owner/contentlint", project)
    with pytest.raises(SystemExit):
        release.add_address('x"', project)


def test_the_project_names_no_address_of_its_own() -> None:
    """It is not known before somebody publishes: in what a user reads it is a placeholder."""
    for name in ("README.md", "docs/adopting.md", "docs/editors.md", "docs/reports.md", "action.yml", "pyproject.toml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"(?:github|gitlab)\.com/[\w.-]+/contentlint", text), name


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_ask_for_no_more_than_they_need(file: Path) -> None:
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert found["permissions"] == {"contents": "read"}
    for name, job in found["jobs"].items():
        more = {"publish": {"id-token": "write"}, "announce": {"contents": "write"}}.get(name)
        assert job.get("permissions") == more, name
        for step in job["steps"]:
            assert "secrets." not in str(step)
            if str(step.get("uses", "")).startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_ci_covers_what_the_package_promises() -> None:
    matrix = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"]["tests"]["strategy"][
        "matrix"
    ]
    assert matrix["os"] == ["ubuntu-latest", "macos-latest", "windows-latest"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert matrix["python"] == named
    assert project["requires-python"] == f">={named[0]}"


def actionlint() -> list[str] | None:
    """A command that prints what actionlint says of files as JSON; None where it is neither installed nor fetched."""
    if found := shutil.which("actionlint"):
        return [found, "-format", "{{json .}}"]
    node, module = shutil.which("node"), PUBLISHED / "actionlint/node.cjs"
    if not node or not module.is_file():
        return None
    code = f"""
        const {{createLinter}} = require({json.dumps(str(module))});
        const read = require("fs").readFileSync;
        createLinter().then(lint => console.log(
            JSON.stringify(process.argv.slice(1).flatMap(file => lint(read(file, "utf8"), file)))));
    """
    return [node, "-e", code]


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    command = actionlint()
    if command is None:
        pytest.skip("scripts/published_schemas.sh gets actionlint")
    broken = write(tmp_path / ".github/workflows/broken.yml", "on: push\njobs: {a: {runs-on: ubuntu-latest}}\n")
    files = [*map(str, WORKFLOWS), str(broken)]
    done = subprocess.run([*command, *files], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    told = json.loads(done.stdout)
    assert {Path(one.get("file") or one["filepath"]).name for one in told} == {"broken.yml"}, told
