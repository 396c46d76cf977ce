"""The detector against hand labels of real posts, where they are beside the project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from contentlint import claims
from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.post.post import Post

GOLD = Path(__file__).parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled posts are not here")


def test_precision_and_recall_hold() -> None:
    command = [sys.executable, str(GOLD / "evaluate.py"), "--json", "--command", f"{sys.executable} -m contentlint"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    scores = json.loads(run.stdout)
    assert scores["claims"]["precision"] >= 0.90
    assert scores["claims"]["recall"] >= 0.90
    assert scores["claims"]["clean_posts_with_false_alarms"] <= 3
    assert scores["stale-year"]["precision"] >= 0.95
    assert scores["stale-year"]["recall"] >= 0.95


def test_the_short_cases() -> None:
    lexicon = Lexicon(catalog.load().vocabulary)
    cases = [json.loads(line) for line in (GOLD / "taxonomy.jsonl").read_text("utf-8").splitlines()]
    wrong = [
        case["text"]
        for case in cases
        if case["needs_source"] != any(c.verdict == "open" for c in claims.find(Post("post.md", case["text"]), lexicon))
    ]
    assert len(wrong) <= 4, wrong
