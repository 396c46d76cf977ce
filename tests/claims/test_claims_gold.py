"""The detector against hand labels of real posts, where they are beside the project."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from contentlint import claims
from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.odds import read_weights
from contentlint.claims.odds.signals import candidates
from contentlint.claims.reading import Reading
from contentlint.post.post import Post

GOLD = Path(__file__).parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled posts are not here")


FOLDS = Path(__file__).parents[2] / "training" / "folds"


@pytest.mark.skipif(not FOLDS.is_dir(), reason="the weights of the folds are in the repository only")
def test_posts_are_judged_well_by_weights_that_have_not_seen_their_blogs(yardstick: ModuleType) -> None:
    learnt = [read_weights(json.loads((FOLDS / f"{n}.json").read_text("utf-8"))) for n in range(yardstick.FOLDS)]
    lexicon = Lexicon(catalog.load().vocabulary)
    hits = misses = false = 0
    posts, _, _ = yardstick.read(None, GOLD.parent)
    for post in posts:
        weights = learnt[yardstick.fold_of(post.blog)]
        reading = Reading(Post(Path(post.path).name, post.text), lexicon)
        told = [
            reading.units[one.index].whole
            for one in candidates(reading)
            if weights.probability(one.signals) >= weights.least
        ]
        own = [label for label in post.labels if label["type"] != "stale-year"]
        for label in own:
            if label["verdict"] == "flag":
                found = any(s.start < label["end"] and label["start"] < s.end for s in told)
                hits, misses = hits + found, misses + (not found)
        not_ok = [label for label in own if label["verdict"] != "ok"]
        false += sum(not any(s.start < e["end"] and e["start"] < s.end for e in not_ok) for s in told)
    precision, recall = hits / (hits + false), hits / (hits + misses)
    assert precision >= 0.62 and recall >= 0.70, (precision, recall)


def test_the_short_cases() -> None:
    lexicon = Lexicon(catalog.load().vocabulary)
    cases = [json.loads(line) for line in (GOLD / "taxonomy.jsonl").read_text("utf-8").splitlines()]
    wrong = [
        case["text"]
        for case in cases
        if case["needs_source"] != any(c.verdict == "open" for c in claims.find(Post("post.md", case["text"]), lexicon))
    ]
    assert len(wrong) <= 4, wrong
