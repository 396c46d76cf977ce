"""Entries 14 and 15: what can't be looked into is told; the index of a site is never stale, and none that is damaged is
believed. Names begin with the entry they stand for."""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path

import pytest
from runs import contentlint, run, write


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A Hugo site of two posts, the one linked by its slug."""
    folder = tmp_path / "blog"
    write(folder / "hugo.toml", "[permalinks]\nposts = '/p/:slug/'\n")
    write(folder / "content/posts/a.md", "---\ntitle: A\nslug: one\n---\n\nRye and oat.\n")
    write(folder / "content/posts/b.md", "---\ntitle: B\nslug: two\n---\n\nSee [it](/p/one/).\n")
    (folder / ".git").mkdir()
    return folder


def found(blog: Path, *arguments: str) -> tuple[list[str], str]:
    """The rules of the findings, and what is said on standard error."""
    done = contentlint(blog, "check", ".", "--select", "broken-internal-link", "--format", "json", *arguments)
    assert "Traceback" not in done.stderr and done.stdout, done.stderr
    return [f["rule"] for f in json.loads(done.stdout)["findings"]], done.stderr


def kept(blog: Path) -> Path:
    (index,) = (blog.parent / "blog-cache").rglob("site-index")
    return index


@pytest.mark.skipif(os.name == "nt", reason="what Windows has for the time of the last change of status can be set")
def test_15_another_content_of_equal_size_and_time_is_read(blog: Path) -> None:
    assert found(blog) == ([], "")
    post = blog / "content/posts/a.md"
    times = post.stat().st_atime_ns, post.stat().st_mtime_ns
    post.write_text(post.read_text().replace("one", "two"), "utf-8")
    os.utime(post, ns=times)
    assert found(blog)[0] == found(blog, "--no-cache")[0] == ["broken-internal-link"]


@pytest.mark.skipif(os.name == "nt", reason="what Windows has for the time of the last change of status can be set")
def test_15_a_file_that_took_another_s_place_is_read(blog: Path) -> None:
    assert found(blog) == ([], "")
    post, other = blog / "content/posts/a.md", blog / "content/posts/a.new"
    times = post.stat().st_atime_ns, post.stat().st_mtime_ns
    other.write_text(post.read_text().replace("one", "two"), "utf-8")
    os.utime(other, ns=times)
    other.replace(post)
    assert found(blog)[0] == ["broken-internal-link"]


def test_15_what_has_not_changed_is_not_read_again(blog: Path) -> None:
    found(blog)
    before = kept(blog).stat()
    assert found(blog) == ([], "")
    assert kept(blog).stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{"', "["), ("{", "{{"), ("\t{", "\t[]\t{"), ("\t", "\t\t"), ("one", "two"), ("[]", "{}"), ("\n", "\n\n"),
        ("11", "12"), ("index", "index "), (" ", ""),
    ],
)  # fmt: skip
def test_15_an_index_of_any_shape_is_set_aside_and_told(blog: Path, old: str, new: str) -> None:
    found(blog)
    index = kept(blog)
    text = index.read_text("utf-8")
    assert old in text
    index.write_text(text.replace(old, new), "utf-8")
    assert found(blog)[0] == []
    assert found(blog) == ([], "")  # it was made anew


def test_15_a_damaged_index_is_told_once(blog: Path) -> None:
    found(blog)
    index = kept(blog)
    index.write_text(index.read_text("utf-8").replace("one", "two"), "utf-8")
    shutil.rmtree(index.parents[1] / "results")  # what was found before would be told again without a look at the site
    rules, said = found(blog)
    assert rules == [] and said == "contentlint: what the cache had of this site was damaged: it is made anew\n"
    assert found(blog) == ([], "")


@pytest.mark.parametrize("seed", range(6))
def test_15_bytes_changed_anywhere_or_cut_off(blog: Path, seed: int) -> None:
    found(blog)
    chance, index = random.Random(seed), kept(blog)
    data = bytearray(index.read_bytes())
    for _ in range(4):
        data[chance.randrange(len(data))] = chance.randrange(256)
    index.write_bytes(data[: chance.randrange(len(data))] if seed % 2 else data)
    assert found(blog)[0] == []
    assert found(blog) == ([], "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize("kind", ["pipe", "endless", "folder"])
def test_13_an_index_that_is_no_file_is_no_index(blog: Path, kind: str) -> None:
    found(blog)
    index = kept(blog)
    index.unlink()
    if kind == "pipe":
        os.mkfifo(index)
    elif kind == "endless":
        index.symlink_to("/dev/zero")
    else:
        index.mkdir()
    assert found(blog)[0] == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything can be read by root")
def test_14_a_folder_that_cannot_be_looked_into_is_told(blog: Path) -> None:
    closed = blog / "content/posts/closed"
    write(closed / "c.md", "Text.\n")
    closed.chmod(0)
    try:
        done = contentlint(blog, "check", ".", "--format", "json")
    finally:
        closed.chmod(0o700)
    assert done.returncode == 2
    assert "content/posts/closed: can't be read: Permission denied" in done.stderr
    assert json.loads(done.stdout)["summary"]["files"] == 2


def test_14_a_folder_that_cannot_be_looked_into_is_told_whoever_runs_it(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(blog / "content/posts/closed/c.md", "Text.\n")
    real = os.scandir

    def scandir(folder: Path) -> object:
        if str(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder)

    monkeypatch.chdir(blog)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(blog.parent / "blog-cache"))
    monkeypatch.setattr(os, "scandir", scandir)
    result = run("check", ".")
    assert result.exit_code == 2
    assert result.stderr.count("content/posts/closed: can't be read: Permission denied") == 1


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('output = "public"', "contentlint.toml:2: there is no file or folder 'public': it is not used"),
        ('sitemap = "sitemap.xml"', "there is no file or folder 'sitemap.xml'"),
        ('redirect-files = ["_redirects", "hugo.toml"]', "there is no file or folder '_redirects'"),
        ('heading-ids = "githib"', "there is no algorithm 'githib'; did you mean 'github'?"),
        ('heading-ids = "hugo|unknown"', ""),
        ('output = "content"', ""),
    ],
)
def test_14_what_is_configured_and_not_there_is_told(blog: Path, setting: str, said: str) -> None:
    write(blog / "contentlint.toml", f"[site]\n{setting}\n")
    done = contentlint(blog, "check", ".", "--select", "broken-internal-link")
    lines = [line for line in done.stderr.splitlines() if "there is no" in line]
    assert len(lines) == bool(said) and all(said in line for line in lines)
    assert done.returncode in (0, 1)
