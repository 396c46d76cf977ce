"""`contentlint init`: what it says of a repository, what it writes, and that it writes over nothing."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import Result
from runs import git, run, write

from contentlint.run import config, origin, runner

GITHUB = origin.Origin("0.1.0", "https://github.com/example-owner/contentlint")
TODAY = ("--today", "2026-06-01")


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A blog of Hugo with eight posts, one of which has a link to nowhere, and a document beside it."""
    folder = tmp_path / "blog"
    write(folder / "hugo.toml", 'baseURL = "https://blog.example/"\n')
    for number in range(6):
        write(folder / f"content/posts/p{number}.md", f"---\ntitle: Post {number}\n---\n\nWords of post {number}.\n")
    write(folder / "content/notes/n.md", "---\ntitle: Note\n---\n\nSee [the first](/posts/p0/).\n")
    write(folder / "content/notes/m.md", "---\ntitle: Another\n---\n\nSee [that](/posts/gone/).\n")
    write(folder / "README.md", "# About this repository\n")
    git(folder, "init", "-q")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(origin, "find", lambda version: GITHUB)
    return folder


def check(*arguments: str) -> Result:
    """`contentlint check` as another process would have it: this one remembers where no configuration was."""
    config.forget()
    return run("check", *arguments, *TODAY)


def files(folder: Path) -> set[str]:
    every = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path for path in every if not path.startswith((".git/", "content/"))}


def test_it_says_what_it_found(blog: Path) -> None:
    done = run("init", *TODAY)
    assert done.exit_code == 0, done.output
    assert "Looking at 8 posts" in done.stderr
    assert "The site in . looks like hugo (hugo.toml): 8 posts" in done.stdout
    assert re.search(r"content/posts: 6\n +content/notes: 2\n", done.stdout)
    assert re.search(r"error +links/broken-internal-link +1 +in 1 post\n", done.stdout)
    assert files(blog) == {"hugo.toml", "README.md", "contentlint.toml"}  # and asked nothing: there is no terminal


def test_the_configuration_fits_and_holds(blog: Path) -> None:
    before = json.loads(check("--format", "json").stdout)["findings"]
    run("init", *TODAY)
    text = Path("contentlint.toml").read_text("utf-8")
    assert '# generator = "hugo"' in text
    assert "blog.example" in text
    assert 'broken-internal-link = "error"   # 1 in 1 post' in text
    after = check("--format", "json")
    assert json.loads(after.stdout)["findings"] == before  # what it says in comments holds anyway
    assert after.stderr == ""
    marked = [line.removeprefix("# ") for line in text.splitlines() if re.match(r"# [\w-]+ = ", line)]
    assert len(marked) > 5
    for line in marked:  # each comment is a line that could be put to use
        tomllib.loads(line)
    write("contentlint.toml", "\n".join(line for line in marked if " = " in line and "rules = {" not in line))
    rules = [line for line in marked if re.match(r'[\w-]+ = "(?:error|warning|info)"   #', line)]
    top = [line for line in marked if line.startswith(("fail-on", "exclude"))]
    site = [line for line in marked if line.startswith(("generator", "assume-exists"))]
    write("contentlint.toml", "\n".join([*top, "[site]", *site, "[rules]", *rules]))
    assert check().exit_code == 1


def test_what_is_asked_for_is_written_with_real_addresses(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []
    whole = runner.check
    monkeypatch.setattr(runner, "check", lambda *given: (checked.append(given), whole(*given))[1])
    done = run("init", "--hook", "--workflow", "--baseline", *TODAY)
    assert done.exit_code == 0, done.output
    assert len(checked) == 1  # for all that is written
    (repo,) = yaml.safe_load(Path(".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert repo == {"repo": GITHUB.address, "rev": GITHUB.tag, "hooks": [{"id": "contentlint-changed"}]}
    workflow = yaml.safe_load(Path(".github/workflows/contentlint.yml").read_text("utf-8"))
    assert workflow["jobs"]["contentlint"]["steps"][-1] == {"uses": f"example-owner/contentlint@{GITHUB.tag}"}
    written = Path("contentlint-baseline.jsonl").read_bytes()
    assert check("--write-baseline").exit_code == 0
    assert Path("contentlint-baseline.jsonl").read_bytes() == written
    assert check().exit_code == 0  # what is found today is known
    write("content/notes/o.md", "---\ntitle: New\n---\n\nSee [that](/posts/new/).\n")
    assert check().exit_code == 1


def test_it_writes_over_nothing(blog: Path) -> None:
    own = {
        ".pre-commit-config.yaml": "repos: []\n", ".github/workflows/contentlint.yml": "on: push\n",
        "contentlint-baseline.jsonl": "", "contentlint.toml": "# mine\n",
    }  # fmt: skip
    for name, text in own.items():
        write(name, text)
    assert run("init", *TODAY).exit_code == 2
    done = run("init", "--hook", "--workflow", "--baseline", *TODAY)
    assert done.exit_code == 0, done.output
    assert {name: Path(name).read_text("utf-8") for name in own} == own
    assert f"  - repo: {GITHUB.address}\n" in done.stdout  # the lines to put in
    Path("contentlint.toml").unlink()
    config.forget()
    done = run("init", "--baseline", *TODAY)
    assert "contentlint-baseline.jsonl is there already" in done.stdout
    assert Path("contentlint-baseline.jsonl").read_text("utf-8") == ""


def test_a_terminal_is_asked(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contentlint.cli.init.is_terminal", lambda: True)
    done = run("init", *TODAY, input="y\nn\ny\n")
    assert done.exit_code == 0, done.output
    assert done.stdout.count("?") == 3
    assert files(blog) - {"hugo.toml", "README.md"} == {
        "contentlint.toml", "contentlint-baseline.jsonl", ".github/workflows/contentlint.yml",
    }  # fmt: skip


def test_a_site_without_posts_and_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init", *TODAY)
    assert done.exit_code == 0
    assert "No post was found" in done.stdout
    assert "Not in a git repository" in done.stdout
    assert tomllib.loads(Path("contentlint.toml").read_text("utf-8")) == {"site": {}, "rules": {}}


def test_a_project_in_a_folder_of_the_repository(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (blog / "web").mkdir()
    for name in ("hugo.toml", "content"):
        (blog / name).rename(blog / "web" / name)
    done = run("init", "web", "--workflow", "--hook", *TODAY)
    assert done.exit_code == 0, done.output
    assert {"web/contentlint.toml", ".github/workflows/contentlint.yml", ".pre-commit-config.yaml"} <= files(blog)
    workflow = yaml.safe_load((blog / ".github/workflows/contentlint.yml").read_text("utf-8"))
    assert workflow["jobs"]["contentlint"]["steps"][-1]["with"] == {"working-directory": "web"}


def test_a_baseline_of_a_folder_names_posts_as_seen_from_it(blog: Path) -> None:
    (blog / "web").mkdir()
    for name in ("hugo.toml", "content"):
        (blog / name).rename(blog / "web" / name)
    assert check("web").exit_code == 1
    assert run("init", "web", "--baseline", *TODAY).exit_code == 0
    assert '"path": "content/notes/m.md"' in (blog / "web/contentlint-baseline.jsonl").read_text("utf-8")
    assert check("web").exit_code == 0


def test_an_address_that_is_not_known_is_told(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origin, "find", lambda version: origin.Origin(version))
    done = run("init", "--hook", "--workflow", *TODAY)
    assert origin.UNKNOWN in Path(".pre-commit-config.yaml").read_text("utf-8")
    assert f"where a file says {origin.UNKNOWN}, put it" in done.stdout
    steps = yaml.safe_load(Path(".github/workflows/contentlint.yml").read_text("utf-8"))["jobs"]["contentlint"]["steps"]
    assert any("contentlint check --since" in step.get("run", "") for step in steps)


def test_merge_requests_of_gitlab(blog: Path) -> None:
    write(".gitlab-ci.yml", "test: {script: [make]}\n")
    done = run("init", *TODAY)
    (job,) = re.findall(r"\n(contentlint:\n(?:  .*\n)+)", done.stdout)
    assert yaml.safe_load(job)["contentlint"]["script"][-1].startswith("contentlint check --since FETCH_HEAD")
    assert Path(".gitlab-ci.yml").read_text("utf-8") == "test: {script: [make]}\n"


def test_nothing_is_written_outside(blog: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (blog / ".github").symlink_to(tmp_path / "outside")
    assert run("init", "--workflow", *TODAY).exit_code == 2
    assert list((tmp_path / "outside").rglob("*")) == []
