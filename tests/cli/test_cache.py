"""`contentlint cache` shows what is kept, and deletes it."""

from __future__ import annotations

from pathlib import Path

from runs import contentlint, write

POST = "---\ntitle: Kettles\ndate: 2025-01-01\n---\n\nSome 45% of people own one, studies show.\n"


def test_what_is_kept_is_shown_and_deleted(tmp_path: Path) -> None:
    write(tmp_path / "site/post.md", POST)
    first = contentlint(tmp_path / "site", "check")
    shown = contentlint(tmp_path / "site", "cache").stdout
    assert "1 files" in next(line for line in shown.splitlines() if "results of posts" in line)
    assert contentlint(tmp_path / "site", "check").stdout == first.stdout
    assert "deleted" in contentlint(tmp_path / "site", "cache", "clear").stdout
    shown = contentlint(tmp_path / "site", "cache").stdout
    assert all(" 0 files" in line for line in shown.splitlines()[1:]), shown


def test_without_the_cache_nothing_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "site/post.md", POST)
    contentlint(tmp_path / "site", "check", "--no-cache")
    folder = tmp_path / "site-cache"
    assert not [file for file in folder.rglob("*") if file.is_file() and "program" not in file.parts]


def test_a_run_with_nothing_changed_loads_no_parser(tmp_path: Path) -> None:
    write(tmp_path / "site/post.md", POST)
    contentlint(tmp_path / "site", "check")
    import subprocess
    import sys

    from runs import environment

    code = (
        "import atexit, os, sys\nos._exit = sys.exit\n"
        "atexit.register(lambda: print(sorted(n for n in ('markdown_it', 'yaml', 'contentlint.run.engine',"
        " 'contentlint.catalog.rule', 'contentlint.site.site') if n in sys.modules), file=sys.stderr))\n"
        "sys.argv[1:] = ['check']\nfrom contentlint.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "site", env=environment(tmp_path / "site"), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.stderr.strip() == "[]", done.stderr
