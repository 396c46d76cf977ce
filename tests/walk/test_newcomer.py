"""A newcomer's path, recorded: a blog of 191 posts, `init` with baseline and workflow, then two branches.

What is new is told, exactly, in every format and from wherever one stands; and what is old is not.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from runs import contentlint, git, write
from tagged import ROOT, clone, in_shell

POSTS = 191
TODAY = ("--today", "2026-06-01")
FORMATS = ("text", "github", "sarif", "markdown", "json")
KNOWN_CLAIM = "About 43% of all households own such a kettle, and most keep it for ten years."


def post(number: int) -> str:
    """A made-up post with links to two others. Every tenth has a broken link, every seventh a claim without source."""
    links = [f"[that one](/posts/post-{(number + step) % POSTS:03}/)" for step in (1, 5)]
    parts = [
        f"---\ntitle: Kettle number {number}\ndate: 2024-03-01\n---\n",
        f"This is the kettle with the number {number}. It boils water, and it is red.\n",
        f"See {links[0]} for the next, and {links[1]} for a larger one.\n",
        "## How it sounds\n",
        "It hums first. Then it sings, and at the end it rattles.\n",
    ]
    if number % 10 == 3:
        parts.append(f"It was first shown [at the fair](/posts/fair-of-{number}/).\n")
    if number % 7 == 2:
        parts.append(f"{KNOWN_CLAIM}\n")
    parts.append("## How it looks\n\nRound below, and narrow above.\n")
    return "\n".join(parts)


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The blog after the first day: `init` has written all three files, and they are committed on `main`."""
    folder = tmp_path_factory.mktemp("walk") / "blog"
    write(folder / "hugo.toml", 'baseURL = "https://kettles.example/"\n')
    write(folder / "README.md", "# The kettle blog\n")
    for number in range(POSTS):
        write(folder / f"content/posts/post-{number:03}.md", post(number))
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "the blog")
    done = contentlint(folder, "init", "--hook", "--workflow", "--baseline", *TODAY, timeout=600)
    assert done.returncode == 0, done.stderr
    assert f"looks like hugo (hugo.toml): {POSTS} posts" in done.stdout
    assert re.search(r"error +links/broken-internal-link +19 +in 19 posts", done.stdout)
    assert re.search(r"warning +claims/unsourced-statistic +27 +in 27 posts", done.stdout)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "contentlint")
    return folder


@pytest.fixture
def blog(adopted: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    shutil.copytree(adopted, folder)
    git(folder, "switch", "-q", "-c", "topic")
    return folder


def change(folder: Path, number: int, old: str, new: str) -> None:
    file = folder / f"content/posts/post-{number:03}.md"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    write(file, text.replace(old, new))


def found(format_: str, output: str) -> list[tuple[str, int, str]]:
    """The findings that a report tells: the file's name, the line and the rule."""
    if format_ == "json":
        rows = [(one["path"], one["line"], one["rule"]) for one in json.loads(output)["findings"]]
    elif format_ == "sarif":
        rows = []
        for one in json.loads(output)["runs"][0]["results"]:
            place = one["locations"][0]["physicalLocation"]
            rows.append((unquote(place["artifactLocation"]["uri"]), place["region"]["startLine"], one["ruleId"]))
    elif format_ == "github":
        rows = [
            (path, int(line), rule)
            for path, line, rule in re.findall(
                r"^::\w+ file=([^,]+),line=(\d+),.*?title=[\w-]+/([\w-]+)::", output, re.M
            )
        ]
    elif format_ == "markdown":
        lines = re.findall(r"^- (?:\*\*\w+\*\* )?\[?(\S+\.md):(\d+)\b.*[(/]([\w-]+)\)$", output.replace("\\", ""), re.M)
        rows = [(path, int(line), rule) for path, line, rule in lines]
    else:
        rows, path = [], ""
        for line in output.splitlines():
            if re.fullmatch(r"\S+\.md", line):
                path = line
            elif match := re.match(r"  (\d+):\d+ +(?:error|warning|info) .* [\w-]+/([\w-]+)$", line):
                rows.append((path, int(match[1]), match[2]))
    return sorted((Path(path).name, line, rule) for path, line, rule in rows)


def test_on_the_first_day_nothing_is_new(adopted: Path) -> None:
    done = contentlint(adopted, "check", *TODAY, timeout=600)
    assert done.returncode == 0, done.stdout
    assert "46 findings in the baseline not shown" in done.stdout
    workflow = yaml.safe_load((adopted / ".github/workflows/contentlint.yml").read_text(encoding="utf-8"))
    assert True in workflow or "on" in workflow  # YAML 1.1 reads `on` as true
    (repo,) = yaml.safe_load((adopted / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repo["hooks"] == [{"id": "contentlint-changed"}]


@pytest.mark.parametrize("below", [".", "content/posts"])
def test_a_branch_tells_exactly_what_it_brings(blog: Path, below: str) -> None:
    # One slug is renamed: the posts 99 and 95 link to post 100.
    git(blog, "mv", "content/posts/post-100.md", "content/posts/kettle-one-hundred.md")
    # Three posts get one fault each.
    change(blog, 20, "It boils water", "It [boils](/posts/never-was/) water")
    change(blog, 31, "It hums first.", "About 61% of all buyers want it to hum first.")
    change(blog, 45, "## How it looks", "![The red one](/images/not-there.png)\n\n## How it looks")
    # And a paragraph with a finding that is known moves up in a post: 9 has a claim.
    text = (blog / "content/posts/post-009.md").read_text(encoding="utf-8")
    moved = text.replace(f"{KNOWN_CLAIM}\n\n", "").replace("## How it sounds", f"{KNOWN_CLAIM}\n\n## How it sounds")
    assert moved != text
    write(blog / "content/posts/post-009.md", moved)
    git(blog, "add", "-A")
    git(blog, "commit", "-q", "-m", "topic")
    new = [
        ("post-020.md", 6, "broken-internal-link"),
        ("post-031.md", 12, "unsourced-statistic"),
        ("post-045.md", 14, "missing-image"),
        ("post-095.md", 8, "broken-internal-link"),
        ("post-099.md", 8, "broken-internal-link"),
    ]
    summary = blog / "summary"
    outputs = [part for name in FORMATS[1:] for part in ("--output", f"{name}={summary}.{name}")]
    done = contentlint(blog / below, "check", "--since", "main", *TODAY, *outputs, timeout=600, GITHUB_ACTIONS="")
    assert done.returncode == 1, done.stderr
    for name in FORMATS:
        output = done.stdout if name == "text" else Path(f"{summary}.{name}").read_text(encoding="utf-8")
        assert found(name, output) == new, (name, output)
    for name in ("github", "sarif"):  # read by programs that know the repository only
        output = Path(f"{summary}.{name}").read_text(encoding="utf-8")
        assert "content/posts/post-099.md" in output
    assert "kettle-one-hundred" in done.stdout  # where it is now


def test_a_branch_that_moves_the_route_of_all_posts(blog: Path) -> None:
    with (blog / "hugo.toml").open("a", encoding="utf-8") as file:
        file.write('[permalinks]\nposts = "/kettles/:slug/"\n')
    git(blog, "commit", "-q", "-a", "-m", "topic")
    done = contentlint(blog, "check", "--since", "main", "--format", "json", *TODAY, timeout=600)
    assert done.returncode == 1, done.stderr
    broken = [one for one in json.loads(done.stdout)["findings"] if one["rule"] == "broken-internal-link"]
    # Two links in each post; those that were broken before are no news.
    assert len(broken) == 2 * POSTS
    assert len({one["path"] for one in broken}) == POSTS


def test_five_commands_from_a_clone_to_the_first_annotation(tmp_path: Path) -> None:
    """Those of the documentation, as a reader types them."""
    cloned, work = clone(tmp_path / "origin"), tmp_path / "work"
    write(work / "blog/hugo.toml", 'baseURL = "https://kettles.example/"\n')
    for number in range(5):
        write(work / f"blog/content/posts/post-{number}.md", f"---\ntitle: Kettle {number}\n---\n\nRed and round.\n")
    write(work / "blog/content/posts/tea.md", "---\ntitle: Tea\n---\n\nGreen.\n")
    git(work / "blog", "init", "-q", "-b", "main")
    git(work / "blog", "add", "-A")
    git(work / "blog", "commit", "-q", "-m", "the blog")
    page = (ROOT / "docs/adopting.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"<!-- command: first -->\n```sh\n(.*?)```", page, re.DOTALL)
    assert block.count("<address of this repository>") == 1
    commands = block.replace("<address of this repository>", f"-q {cloned}").splitlines()
    assert len(commands) == 5
    done: subprocess.CompletedProcess[str] | None = None
    for number, command in enumerate(commands):
        done = in_shell(work, command)
        assert done.returncode == (1 if number == len(commands) - 1 else 0), (command, done.stdout)
    assert done is not None
    assert done.stdout.startswith("::error file=content/posts/tea.md,line=6,")
