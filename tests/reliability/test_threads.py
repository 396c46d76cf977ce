"""Where no limit of time ends a single match, off the main thread and on Windows, no expression that could take long is
matched. Run on threads: what Windows does is not tried here."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentlint.errors import ContentlintError
from contentlint.guard import limit, patterns
from contentlint.run import runner
from contentlint.run.session import Options

SLOW = "(x+)+y"
VALUE = "x" * 60


def on_a_thread(work: Callable[[], Any]) -> Any:
    """What work gives, or raises, on another thread than the main one."""
    came: list[Any] = []

    def run() -> None:
        try:
            came.append(work())
        except BaseException as error:
            came.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout=60)
    assert came, "it hangs"
    return came[0]


def findings(root: Path) -> list[str]:
    (session, posts), *_ = runner.sessions([root], Options(today=dt.date(2026, 6, 1), use_cache=False, jobs=1))
    return [
        found.rule for path in runner.posts_at(session, posts, [], []) for found in session.lint_file(path).findings
    ]


def test_8_only_what_has_a_bound_is_matched_off_the_main_thread() -> None:
    assert on_a_thread(lambda: patterns.endless(SLOW)) and not patterns.endless(SLOW)
    assert on_a_thread(lambda: patterns.endless(r"\bbest \w{1,20} ever\b")) == ""
    assert limit.ends_matches() and not on_a_thread(limit.ends_matches)


@pytest.mark.parametrize("place", ["vocabulary", "list", "option"])
def test_8_a_slow_expression_of_a_configuration_is_told_off_the_main_thread(tmp_path: Path, place: str) -> None:
    configuration = {
        "vocabulary": f'[vocabulary.hedges]\nadd = ["/{SLOW}/"]\n',
        "list": 'rule-paths = ["own"]\n',
        "option": f"[rules.year-in-slug]\nseverity = 'on'\npattern = '{SLOW}'\n",
    }[place]
    (tmp_path / "contentlint.toml").write_text(configuration, encoding="utf-8")
    (tmp_path / "own" / "vocabulary").mkdir(parents=True)
    (tmp_path / "own" / "vocabulary" / "mine.yaml").write_text(f"id: mine\nterms: ['/{SLOW}/']\n", encoding="utf-8")
    (tmp_path / "post.md").write_text(f"---\ntitle: Rye\n---\n\nWell, {VALUE}.\n", encoding="utf-8")
    error = on_a_thread(lambda: findings(tmp_path))
    assert isinstance(error, ContentlintError) and SLOW in str(error) and "can't be used" in str(error)


def test_8_a_slow_pattern_of_a_schema_is_not_tried_off_the_main_thread(tmp_path: Path) -> None:
    (tmp_path / "contentlint.toml").write_text("[front-matter]\nschema = 'post.json'\n", encoding="utf-8")
    (tmp_path / "post.json").write_text(
        f'{{"properties": {{"slug": {{"pattern": "{SLOW}"}}, "day": {{"pattern": "^[0-9]+$"}}}}}}', encoding="utf-8"
    )
    (tmp_path / "post.md").write_text(f"---\ntitle: Rye\nslug: {VALUE}\nday: Monday\n---\n\nRye.\n", encoding="utf-8")
    assert on_a_thread(lambda: findings(tmp_path)).count("schema-violation") == 1
