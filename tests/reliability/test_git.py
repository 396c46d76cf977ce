"""git is asked about a checked folder without running anything that the folder's configuration names."""

from __future__ import annotations

import ast
import os
import shutil
import stat
from pathlib import Path

import pytest
from runs import contentlint, git, write

from contentlint.errors import UsageError
from contentlint.run import git as asked

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs of these tests are shell scripts")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A blog with a history: a rename, a changed post, one that is not staged, a broken link to the renamed one."""
    blog = tmp_path / "blog"
    write(blog / "old-name.md", "# Bread\n\nFlour, water, salt and a long night for the dough to rise.\n")
    write(blog / "post.md", "# Post\n\nSee [bread](old-name.md).\n")
    write(blog / "photo.bin", b"\0\1\2")
    git(blog, "init", "-q", "-b", "main")
    git(blog, "add", ".")
    git(blog, "commit", "-qm", "one")
    git(blog, "mv", "old-name.md", "new-name.md")
    git(blog, "commit", "-qm", "two")
    write(blog / "post.md", "# Post\n\nSee [bread](old-name.md), in 2019.\n")
    write(blog / "photo.bin", b"\0\1\2\3")
    return blog


def trap(folder: Path, name: str = "trap") -> tuple[Path, Path]:
    """A program, and the file that shows that it ran."""
    shown = folder.parent / f"{name}-ran"
    program = write(folder.parent / name, f"#!/bin/sh\necho ran \"$@\" >> '{shown}'\ncat\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program, shown


def sign(repository: Path) -> None:
    """Make the last commit, a rename, one that carries a signature."""
    tree, parent = (git(repository, "rev-parse", name).strip() for name in ("HEAD^{tree}", "HEAD^"))
    who = "a <a@example.org> 1700000000 +0000"
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n nonsense\n -----END PGP SIGNATURE-----"
    text = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n{signature}\n\ntwo, signed\n"
    commit = write(repository.parent / "commit", text)
    sha = git(repository, "hash-object", "-t", "commit", "-w", str(commit)).strip()
    git(repository, "update-ref", "refs/heads/main", sha)


COMMANDS = (
    ("check", "."),
    ("check", "post.md"),
    ("check", "--since", "HEAD~1"),
    ("check", "--format", "sarif", "."),
    ("check", "--format", "html", "."),
    ("site", "--links", "."),
)

SETTINGS = {
    "monitor": ["core.fsmonitor={}"],
    "hooks": ["core.hooksPath={hooks}"],
    "external diff": ["diff.external={}", "diff.x.command={}", "diff.trustExitCode=true"],
    "text conversion": ["diff.x.textconv={}", "diff.x.cachetextconv=true"],
    "filters": ["filter.x.clean={}", "filter.x.smudge={}", "filter.x.required=true"],
    "filter process": ["filter.x.process={}", "filter.a.b.clean={}", "filter.x.required=true"],
    "signatures": ["log.showSignature=true", "gpg.program={}", "gpg.openpgp.program={}"],
    "pager": ["core.pager={}", "pager.log={}", "pager.diff={}"],
    "aliases": ["alias.log=!{}", "alias.diff=!{}", "alias.rev-parse=!{}"],
    "transports": [
        "extensions.partialClone=origin", "remote.origin.promisor=true", "remote.origin.url=ext::{}",
        "protocol.ext.allow=always", "core.sshCommand={}", "credential.helper=!{}", "core.askPass={}",
        "core.gitProxy={}", "remote.origin.uploadpack={}", "core.repositoryFormatVersion=1",
    ],
    "editor": ["core.editor={}", "sequence.editor={}", "core.alternateRefsCommand={}", "uploadpack.packObjectsHook={}"],
}  # fmt: skip


@pytest.mark.parametrize("kind", SETTINGS)
def test_no_program_of_the_repositorys_configuration_runs(repository: Path, kind: str) -> None:
    program, shown = trap(repository)
    hooks = repository.parent / "hooks"
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction", "post-checkout"):
        write(hooks / hook, program.read_bytes()).chmod(0o755)
    sign(repository)
    write(repository / ".gitattributes", "* diff=x filter=x\n*.md filter=a.b\n")
    if kind == "transports":  # an object that is missing would be fetched
        blob = git(repository, "rev-parse", "HEAD:post.md").strip()
        (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for setting in SETTINGS[kind]:
        name, _, value = setting.partition("=")
        with (repository / ".git" / "config").open("a") as config:
            section, _, key = name.rpartition(".")
            first, dot, second = section.partition(".")
            header = f'[{first} "{second}"]' if dot else f"[{first}]"
            config.write(f'{header}\n\t{key} = "{value.format(program, hooks=hooks)}"\n')
    before = (repository / ".git" / "index").read_bytes()
    for command in (("check", "."), ("check", "--since", "HEAD~1"), ("check", "--format", "html", "post.md")):
        done = contentlint(repository, *command, "--no-cache")
        assert "Traceback" not in done.stderr, done.stderr
        assert not shown.exists(), (command, shown.read_text())
    assert (repository / ".git" / "index").read_bytes() == before
    if kind != "transports":
        assert "new-name.md" in contentlint(repository, "check", "post.md").stdout  # the history is still asked


@pytest.mark.parametrize("name", ["x=y", "", "a.b=c.d", "with blank"])
def test_a_filter_of_any_name_is_off(repository: Path, name: str) -> None:
    program, shown = trap(repository)
    write(repository / ".gitattributes", f"*.md filter={name}\n" if " " not in name else "*.md filter\n")
    with (repository / ".git" / "config").open("a") as config:
        config.write(f'[filter "{name}"]\n\tclean = "{program}"\n\tsmudge = "{program}"\n\trequired = true\n')
    write(repository / "post.md", "# Post\n\nChanged once more.\n")
    assert contentlint(repository, "check", "--since", "HEAD", "--no-cache").returncode in (0, 1)
    assert not shown.exists()


def test_a_link_into_another_repository_is_asked_where_it_leads(repository: Path) -> None:
    program, shown = trap(repository)
    write(repository / ".gitattributes", "*.md filter=evil\n")
    write(repository / "sub" / "deep" / "post.md", "# Deep\n\nWords.\n")
    (repository / "docs").symlink_to("sub/deep")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "three")
    shutil.copytree(repository / ".git", repository / "sub" / ".git")
    with (repository / "sub" / ".git" / "config").open("a") as config:
        config.write(f'[filter "evil"]\n\tsmudge = "{program}"\n\tclean = "{program}"\n')
    write(repository / "sub" / "deep" / "post.md", "# Deep\n\nOther words.\n")
    contentlint(repository, "check", "--since", "HEAD", "docs", "--no-cache")
    assert not shown.exists()


def test_the_index_is_not_written(repository: Path) -> None:
    outside = repository.parent / "index"
    (repository / ".git" / "index").rename(outside)
    (repository / ".git" / "index").symlink_to(outside)
    before = outside.read_bytes()
    os.utime(repository / "post.md", (1, 1))
    contentlint(repository, "check", "--since", "HEAD", "--no-cache")
    assert outside.read_bytes() == before


@pytest.mark.parametrize("name", ["drafts", "content/posts"])
def test_a_committed_folder_that_is_a_bare_repository_is_no_repository(repository: Path, name: str) -> None:
    """What a fresh clone can hold: objects, a configuration with programs, a post with a broken link."""
    program, shown = trap(repository)
    bare = repository / name
    git(repository, "init", "-q", "--bare", "-b", "main", str(bare))
    source = repository.parent / "source"
    write(source / "was.md", "# Was\n\nThe text of a post that is somewhere else by now, with enough words.\n")
    git(source, "init", "-q", "-b", "main")
    git(source, "add", ".")
    git(source, "commit", "-qm", "one")
    git(source, "mv", "was.md", "is.md")
    git(source, "commit", "-qm", "two")
    sign(source)
    git(source, "push", "-q", str(bare), "main")
    with (bare / "config").open("a") as config:
        config.write(f'[core]\n\tfsmonitor = "{program}"\n[log]\n\tshowSignature = true\n')
        config.write(f'[gpg]\n\tprogram = "{program}"\n')
    write(bare / "contentlint.toml", "")
    write(bare / "post.md", "See [it](was.md).\n")
    for place in (f"{name}/post.md", name):
        done = contentlint(repository, "check", place, "--no-cache")
        assert done.returncode == 1 and "was.md" in done.stdout
    for place, arguments in ((bare, ("post.md",)), (bare, ("--since", "HEAD", "."))):
        done = contentlint(place, "check", *arguments, "--no-cache")
        assert "is.md" not in done.stdout  # its history is nobody's answer
    assert not shown.exists()


def test_a_work_tree_elsewhere_is_not_looked_at(repository: Path, tmp_path: Path) -> None:
    write(tmp_path / "home" / "secret.md", "# Secret\n")
    git(repository, "config", "core.worktree", str(tmp_path / "home"))
    changes = asked.changes(repository, "HEAD~1", {".md"})
    assert set(changes.former) | changes.removed >= {"new-name.md", "old-name.md", "post.md"}
    assert not [path for path in changes.former if "secret" in path]


def test_variables_that_hooks_get_and_that_name_programs_are_left_out(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, shown = trap(repository)
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_PROXY_COMMAND"):
        monkeypatch.setenv(name, str(program))
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nonexistent/index")
    assert "post.md" in asked.changes(repository, "HEAD~1", {".md"}).former
    assert not shown.exists()


def test_a_git_program_in_the_working_directory_is_not_taken(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, shown = trap(repository)
    write(repository / "git", program.read_bytes()).chmod(0o755)
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", os.environ["PATH"]]))
    assert asked.renames(repository) == [("old-name.md", "new-name.md")]
    assert not shown.exists()
    monkeypatch.setenv("PATH", os.pathsep.join(["", "."]))
    with pytest.raises(UsageError, match="there is no git on this machine"):
        asked.changes(repository, "HEAD", {".md"})


def test_renames_with_odd_names(repository: Path) -> None:
    write(repository / "a b\tc\n.md", "# Odd\n\nA text of some length, so that git knows it again elsewhere.\n")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "three")
    git(repository, "mv", "a b\tc\n.md", "é.md")
    git(repository, "commit", "-qm", "four")
    assert asked.renames(repository) == [("a b\tc\n.md", "é.md"), ("old-name.md", "new-name.md")]


def test_every_call_of_git_there_is(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The calls of all commands, seen by a program that stands before git: known ones, each with our own settings."""
    real = asked._program(os.environ["PATH"])
    log = repository.parent / "calls"
    write(
        repository.parent / "bin" / "git",
        f"#!/bin/sh\nprintf '%s\\n' \"$*\" >> {log}\nenv | grep ^GIT_ | sort | tr '\\n' ' ' >> {log}\n"
        f'echo >> {log}\nexec {real} "$@"\n',
    ).chmod(0o755)
    path = f"{repository.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    for command in COMMANDS:
        contentlint(repository, *command, "--no-cache", PATH=path)
    rows = log.read_text().splitlines()
    used = set()
    for call, environment in zip(rows[::2], rows[1::2], strict=True):
        words = call.split()
        assert words[0] == "--no-pager"
        for setting in asked._SETTINGS:
            assert f"-c {setting}" in call
        used.add(words[words.index("-C") + 2])
        for needed in (
            "GIT_ALLOW_PROTOCOL= ",
            "GIT_OPTIONAL_LOCKS=0",
            "GIT_NO_LAZY_FETCH=1",
            f"GIT_WORK_TREE={repository}",
        ):
            assert needed in environment
    assert used <= asked.COMMANDS and {"log", "diff", "ls-files", "cat-file"} <= used


def test_only_three_modules_start_programs() -> None:
    """git's, and those of the reader processes and of the processes that can be ended; each names the program itself,
    and no shell."""
    found = set()
    for path in (ROOT / "contentlint").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            elif isinstance(node, ast.Attribute):
                names = [node.attr]
            if {"subprocess", "system", "popen", "create_subprocess_exec", "create_subprocess_shell", "execv"} & set(
                names
            ):
                found.add(path.relative_to(ROOT / "contentlint").as_posix())
    assert found == {"run/git.py", "run/apart.py", "sources/reading.py"}
