"""Claims beside passages, by kind: `pairs.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from contentlint.evidence import verify

KINDS = yaml.safe_load((Path(__file__).parent / "pairs.yaml").read_text(encoding="utf-8"))
PAIRS = [(kind, *pair) for kind, pairs in KINDS.items() for pair in pairs]


@pytest.mark.parametrize(("kind", "verdict", "claim", "text"), PAIRS, ids=[f"{p[0]}: {p[2][:50]}" for p in PAIRS])
def test_pair(kind: str, verdict: str, claim: str, text: str) -> None:
    answer = verify(claim, text)
    told = [(v.figure.text, v.verdict, v.given) for v in answer.figures]
    assert answer.verdict == verdict, told
    for one in answer.figures:
        assert one.given in one.sentence
        assert (one.sentence != "") == (one.verdict != "not-found")


def test_there_are_enough_of_each_kind() -> None:
    assert len(PAIRS) >= 60
    assert {verdict for _, verdict, _, _ in PAIRS} == {"found", "contradicted", "not-found"}
