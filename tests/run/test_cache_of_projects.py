"""What is kept for a project that is new to the cache, and how much is kept in all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from contentlint.run import cache


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_fresh_clone_has_what_the_newest_of_its_name_has(tmp_path: Path) -> None:
    for number, name in enumerate(("a/blog", "b/blog", "c/shop")):
        cache.write(tmp_path / name, "index", name)
        os.utime(cache.folder(tmp_path / name) / "index", (number, number))
    assert cache.read(tmp_path / "d/blog", "index") == "b/blog"
    assert cache.read(tmp_path / "a/blog", "index") == "a/blog"
    assert cache.read(tmp_path / "other", "index") == "c/shop"  # where few are kept, any will do
    assert cache.read(tmp_path / "other", "nothing") == ""


def test_where_many_are_kept_others_are_not_looked_at(tmp_path: Path) -> None:
    for number in range(21):
        cache.write(tmp_path / f"site{number}", "index", "x")
    assert cache.read(tmp_path / "other", "index") == ""


def test_the_oldest_go_and_their_evidence_stays(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_PROJECTS", 10)
    for number in range(10):
        cache.write(tmp_path / f"site{number}", "index", "x")
        os.utime(cache.folder(tmp_path / f"site{number}") / "index", (number, number))
    (cache.folder(tmp_path / "site0") / "evidence.sqlite").write_text("y", encoding="utf-8")
    cache.write(tmp_path / "site9", "index", "again")
    assert len(list(kept.glob("*/index"))) == 10
    cache.write(tmp_path / "new", "index", "x")
    left = {file.parent.name.rpartition("-")[0] for file in kept.glob("*/index")}
    assert left == {"new", *(f"site{number}" for number in range(3, 10))}
    assert {folder.name.rpartition("-")[0] for folder in kept.iterdir()} == {*left, "site0"}
