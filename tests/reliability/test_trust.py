"""What a checked folder may not decide: hosts, tokens, and paths and links that lead out of the repository."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from runs import run, write

from contentlint.guard.boundary import Boundary

posix = pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")

SECRET = "# Secret\n\nA [gone page](gone-for-good.md), and the key hunter2.\n"


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one post, and beside it what is nobody's business."""
    folder = tmp_path / "blog"
    (folder / ".git").mkdir(parents=True)
    write(folder / ".git" / "config", "[http]\n\textraheader = AUTHORIZATION: basic hunter2\n")
    write(folder / "post.md", "# Post\n\nSee [it](missing.md).\n")
    write(tmp_path / "outside" / "secret.md", SECRET)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("CONTENTLINT_TRUST_CONFIG", "CONTENTLINT_ALLOW_HOSTS", "CONTENTLINT_TOKENS", "CONTENTLINT_STORE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)
    return folder


def configure(blog: Path, text: str) -> None:
    write(blog / "contentlint.toml", text)


OUTSIDE = {
    "baseline": 'baseline = "../outside/known.jsonl"\n',
    "baseline, absolute": 'baseline = "{outside}/known.jsonl"\n',
    "rule-paths": 'rule-paths = ["../outside/rules"]\n',
    "front-matter.schema": '[front-matter]\nschema = "../outside/x.schema.json"\n',
    "front-matter.schemas": '[front-matter.schemas]\n"*.md" = "{outside}/x.schema.json"\n',
    "sources.store": '[sources]\nstore = "../outside/x.db"\n',
    "baseline of git": 'baseline = ".git/config"\n',
    "front-matter.schema of git": '[front-matter]\nschema = "posts/../.git/config"\n',
    "sources.store of git": '[sources]\nstore = ".git/hooks/x.db"\n',
    "sources.allow-hosts": '[sources]\nallow-hosts = ["127.0.0.1"]\n',
    "sources.tokens": '[sources]\ntokens = {{ "example.org" = "HOME" }}\n',
}


@pytest.mark.parametrize("what", OUTSIDE)
def test_a_setting_that_is_not_used_is_told_once(blog: Path, what: str) -> None:
    outside = blog.parent / "outside"
    write(outside / "known.jsonl", "the secret hunter2\n")
    write(outside / "rules" / "prose" / "x.yaml", "the secret: hunter2\n")
    write(outside / "x.schema.json", '{"required": ["hunter2"]}')
    configure(blog, OUTSIDE[what].format(outside=outside.as_posix()))
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    for command in (("check", "."), ("claims", "."), ("check", "post.md"), ("audit", "--offline", "-q", ".")):
        result = run(*command)
        name = what.split(" ")[0].rstrip(",")
        told = [line for line in result.stderr.splitlines() if "not used" in line]
        assert len(told) == 1 and name in told[0], result.stderr
        assert "contentlint.toml: " in told[0] and "--trust-config" in told[0] and "--config" in told[0]
        assert result.exit_code == (0 if command[0] == "claims" else 1), result.stderr
        assert "hunter2" not in result.stdout + result.stderr
    assert {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in (blog / ".git").iterdir()) == ["config"]


@pytest.mark.parametrize("trust", [("--trust-config",), ("--config", "contentlint.toml")])
def test_a_configuration_that_is_trusted_is_used_whole(blog: Path, trust: tuple[str, ...]) -> None:
    write(blog.parent / "outside" / "x.schema.json", '{"required": ["author"]}')
    write(blog / "post.md", "---\ntitle: x\n---\n\nWords.\n")
    configure(blog, '[front-matter]\nschema = "../outside/x.schema.json"\n')
    assert "author" not in run("check", ".").stdout
    result = run("check", *trust, ".")
    assert "author" in result.stdout and "not used" not in result.stderr


def test_the_environment_can_trust(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(blog, 'baseline = "../outside/known.jsonl"\n')
    write(blog.parent / "outside" / "known.jsonl", "")
    monkeypatch.setenv("CONTENTLINT_TRUST_CONFIG", "1")
    assert "not used" not in run("check", ".").stderr


def test_paths_inside_the_repository_are_used(blog: Path) -> None:
    """Also those above the configuration's own folder."""
    write(blog / "shared" / "x.schema.json", '{"required": ["author"]}')
    site = blog / "site"
    write(site / "a.md", "---\ntitle: x\n---\n\nWords.\n")
    write(site / "contentlint.toml", '[front-matter]\nschema = "../shared/x.schema.json"\n')
    result = run("check", "site")
    assert "author" in result.stdout and "not used" not in result.stderr


def test_a_schema_refers_to_no_file_outside(blog: Path) -> None:
    write(blog.parent / "outside" / "x.json", '{"required": ["hunter2"]}')
    write(blog / "front-matter.schema.json", '{"allOf": [{"$ref": "../outside/x.json"}]}')
    write(blog / "post.md", "---\ntitle: x\n---\n\nWords.\n")
    result = run("check", "post.md")
    assert result.exit_code == 2 and "hunter2" not in result.stdout + result.stderr
    assert "there is no file" in result.stderr


def test_pyproject_is_no_better(blog: Path) -> None:
    write(blog / "pyproject.toml", '[tool.contentlint.sources]\nallow-hosts = ["127.0.0.1"]\n')
    result = run("check", ".")
    assert "pyproject.toml: not used" in result.stderr and result.exit_code == 1


# -- links


@posix
def test_links_that_lead_out_are_not_followed(blog: Path) -> None:
    outside = blog.parent / "outside"
    (blog / "folder").symlink_to(outside)
    (blog / "usr").symlink_to("/usr")
    (blog / "single.md").symlink_to(outside / "secret.md")
    (blog / "git.md").symlink_to(".git/config")
    for command in (("check", "."), ("check", "--fix", "."), ("claims", "."), ("site", "."), ("site", "--links", ".")):
        result = run(*command, "--no-cache")
        told = sorted(line for line in result.stderr.splitlines() if "leads out of the repository" in line)
        assert [line.split()[1] for line in told] == ["folder", "git.md", "single.md", "usr"], result.stderr
        assert "hunter2" not in result.stdout and "gone page" not in result.stdout + result.stderr
        assert result.exit_code in (0, 1)
    assert (outside / "secret.md").read_text() == SECRET


@posix
@pytest.mark.parametrize("name", ["single.md", "git.md", "folder/secret.md"])
def test_a_file_that_is_named_and_leads_out_is_a_problem(blog: Path, name: str) -> None:
    outside = blog.parent / "outside"
    (blog / "folder").symlink_to(outside)
    (blog / "single.md").symlink_to(outside / "secret.md")
    (blog / "git.md").symlink_to(".git/config")
    result = run("check", "--fix", name, "post.md", "--format", "json")
    assert result.exit_code == 2
    assert f"{name}: not read: it leads out of the repository" in result.stderr
    assert "hunter2" not in result.stdout
    assert {f["path"] for f in json.loads(result.stdout)["findings"]} == {"post.md"}  # the rest is checked


@posix
def test_a_folder_that_is_named_and_leads_out_is_a_problem(blog: Path) -> None:
    (blog / "folder").symlink_to(blog.parent / "outside")
    result = run("check", "folder", "post.md")
    assert result.exit_code == 2 and "folder leads out of the repository" in result.stderr
    assert "missing.md" in result.stdout and "gone" not in result.stdout
    assert "gone-for-good" in run("check", "--trust-config", "folder").stdout


@posix
def test_links_inside_are_followed_once(blog: Path) -> None:
    write(blog / "real" / "a.md", "See [it](gone.md).\n")
    (blog / "also").symlink_to("real")
    (blog / "up").symlink_to(".")
    result = run("check", ".", "--format", "json")
    paths = [f["path"] for f in json.loads(result.stdout)["findings"] if f["rule"] == "broken-internal-link"]
    assert len(paths) == 2 and "post.md" in paths and "leads out" not in result.stderr


@posix
def test_other_files_behind_links_are_there_and_not_read(blog: Path) -> None:
    """A picture that is a link counts as a picture; a generator's configuration that is one says nothing."""
    write(blog.parent / "outside" / "hugo.toml", 'baseURL = "https://hunter2.example/"\n')
    write(blog.parent / "outside" / "x.png", "png")
    (blog / "hugo.toml").symlink_to(blog.parent / "outside" / "hugo.toml")
    (blog / "x.png").symlink_to(blog.parent / "outside" / "x.png")
    write(blog / "post.md", "# Post\n\n![a picture](x.png)\n")
    result = run("check", "post.md")
    assert "broken-image" not in result.stdout
    assert "hunter2" not in run("site", ".").stdout


@posix
@pytest.mark.parametrize("name", ["contentlint.toml", "front-matter.schema.json", "rules/prose/x.yaml", "known.jsonl"])
def test_files_of_the_tool_behind_links_that_lead_out(blog: Path, name: str) -> None:
    secret = write(blog.parent / "outside" / "secret.txt", '{"required": ["hunter2"]}\n')
    link = blog / name
    link.parent.mkdir(parents=True, exist_ok=True)
    if name != "contentlint.toml":
        configure(blog, 'rule-paths = ["rules"]\n' if "rules" in name else "")
    if name == "known.jsonl":
        configure(blog, 'baseline = "known.jsonl"\n')
    link.symlink_to(secret)
    write(blog / "post.md", "---\ntitle: x\n---\n\nSee [it](missing.md).\n")
    for arguments in ((), ("--write-baseline",)):
        result = run("check", ".", *arguments)
        assert "hunter2" not in result.stdout + result.stderr
        assert secret.read_text() == '{"required": ["hunter2"]}\n'
        assert "Traceback" not in result.stderr
    if name == "contentlint.toml":
        assert result.exit_code == 2 and "is a link that leads out of the repository" in result.stderr


@posix
def test_a_default_baseline_that_is_a_link_is_not_written(blog: Path) -> None:
    secret = write(blog.parent / "outside" / "secret.txt", "mine\n")
    (blog / "contentlint-baseline.jsonl").symlink_to(secret)
    result = run("check", ".", "--write-baseline")
    assert result.exit_code == 2 and "leads out of the repository" in result.stderr
    assert secret.read_text() == "mine\n"


@posix
def test_a_repository_that_is_reached_by_a_link_is_a_repository(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    way = blog.parent / "way"
    way.symlink_to(blog)
    monkeypatch.chdir(way)
    result = run("check", "post.md")
    assert result.exit_code == 1 and "leads out" not in result.stderr
    assert Boundary(way).holds(way / "post.md")
    assert not Boundary(way).holds(way / ".." / "outside" / "secret.md")


def test_a_name_that_no_file_can_have_is_nowhere(blog: Path) -> None:
    assert not Boundary(blog).holds(blog / "a\0b")
    configure(blog, 'baseline = "a\\u0000b"\n')
    result = run("check", ".")
    assert "Traceback" not in result.stderr and result.exit_code in (1, 2)


# -- the audit's own options


def test_the_command_line_names_hosts_tokens_and_a_store(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from contentlint.cli import auditing

    seen = []
    real = auditing.Audit.__init__

    def spy(self: auditing.Audit, changes: dict[str, object], **more: bool) -> None:
        seen.append(changes)
        real(self, changes, **more)

    monkeypatch.setattr(auditing.Audit, "__init__", spy)
    run(
        "audit",
        "--offline",
        "-q",
        "--allow-host",
        "wiki.internal",
        "--token",
        "a.example=TOKEN",
        "--store",
        "x.db",
        ".",
    )
    monkeypatch.setenv("CONTENTLINT_ALLOW_HOSTS", "one.internal two.internal")
    monkeypatch.setenv("CONTENTLINT_TOKENS", "b.example=OTHER")
    run("audit", "--offline", "-q", ".")
    assert seen[0]["allow_hosts"] == ("wiki.internal",) and seen[0]["tokens"] == {"a.example": "TOKEN"}
    assert seen[0]["store"] == str(blog / "x.db")
    assert seen[1]["allow_hosts"] == ("one.internal", "two.internal") and seen[1]["tokens"] == {"b.example": "OTHER"}
    assert run("audit", "--offline", "--token", "nonsense", ".").exit_code == 2


@posix
def test_init_writes_through_no_link(blog: Path) -> None:
    (blog / "contentlint.toml").symlink_to(blog.parent / "outside" / "written.toml")
    assert run("init", ".").exit_code == 2
    assert not (blog.parent / "outside" / "written.toml").exists()


@posix
@pytest.mark.parametrize("name", ["contentlint.toml", "pyproject.toml"])
def test_no_command_reads_a_configuration_that_leads_out(blog: Path, name: str) -> None:
    table = "[tool.contentlint]\n" if name == "pyproject.toml" else ""
    write(blog.parent / "outside" / "c.toml", f'{table}fail-on = "hunter2"\n')
    (blog / name).symlink_to(blog.parent / "outside" / "c.toml")
    for command in (["check", "."], ["claims", "."], ["site", "."], ["audit", "--offline", "-q", "."]):
        result = run(*command)
        assert "hunter2" not in result.stdout + result.stderr, command
    if name == "contentlint.toml":
        assert result.exit_code == 2
        assert "hunter2" in run("check", "--trust-config", ".").stderr


@posix
@pytest.mark.parametrize("command", ["rules", "test"])
def test_rules_behind_links_that_lead_out_are_not_read(blog: Path, command: str) -> None:
    write(blog.parent / "outside" / "rule.yaml", "id: x\nhunter2: 1\n")
    (blog / "rules").mkdir()
    (blog / "rules" / "a.yaml").symlink_to(blog.parent / "outside" / "rule.yaml")
    result = run(command, "rules")
    assert "hunter2" not in result.stdout + result.stderr


@pytest.mark.parametrize("seconds", ["0", "3000"])
def test_a_checked_folder_does_not_take_the_limit_of_time_away(blog: Path, seconds: str) -> None:
    configure(blog, f"rule-timeout = {seconds}\n")
    result = run("check", ".")
    assert f"rule-timeout {seconds}" in result.stderr and "not used" in result.stderr and result.exit_code == 1
    assert "not used" not in run("check", "--trust-config", ".").stderr


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"path": "' + "x" * 300 + '", "rule": "r", "excerpt": "", "fingerprint": "f"}']
)
def test_a_baseline_of_any_shape(blog: Path, text: str) -> None:
    write(blog / "known.jsonl", text + "\n")
    configure(blog, 'baseline = "known.jsonl"\n')
    result = run("check", ".")
    assert "should not happen" not in result.stderr and result.exit_code in (1, 2)


@posix
def test_a_baseline_that_is_a_pipe_is_told(blog: Path) -> None:
    os.mkfifo(blog / "known.jsonl")
    configure(blog, 'baseline = "known.jsonl"\n')
    result = run("check", ".")
    assert result.exit_code == 2 and "known.jsonl: the baseline can't be used" in result.stderr


def test_a_baseline_of_a_post_that_is_gone_takes_linear_time(blog: Path) -> None:
    rows = [
        {"path": "gone.md", "rule": "broken-internal-link", "excerpt": f"m{n}.md", "fingerprint": f"{n:016x}"}
        for n in range(8000)
    ]
    write(blog / "known.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    write(blog / "post.md", "\n\n".join(f"[{n}](m{n}.md)" for n in range(1500)))
    configure(blog, 'baseline = "known.jsonl"\n')
    start = time.monotonic()
    result = run("check", "--select", "broken-internal-link", ".")
    assert result.exit_code == 1 and time.monotonic() - start < 20


def test_names_do_not_steer_a_log(blog: Path) -> None:
    write(blog / "nl\n::error::INJECT\x1b]0;x\x07.md", "See [it](missing.md).\n")
    result = run("check", ".")
    assert not [line for line in result.stdout.splitlines() if line.lstrip().startswith("::")]
    assert "\x1b" not in result.stdout and "\x07" not in result.stdout
