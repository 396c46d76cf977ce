"""Sums that a reader can redo: wrong ones are found on the wrong figure, their neighbours are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.checks.arithmetic import years_of_writing
from contentlint.claims import units_of
from contentlint.claims.sums import Mistake, mistakes
from contentlint.post.post import Post

LEXICON = Lexicon(catalog.load().vocabulary)
CASES = yaml.safe_load((Path(__file__).parent / "sums.yaml").read_text("utf-8"))


def found(text: str) -> list[Mistake]:
    post = Post("post.md", text)
    return list(mistakes(units_of(post, LEXICON), years_of_writing(post)))


@pytest.mark.parametrize("text", CASES["wrong"])
def test_wrong_sums_are_found_on_the_figure(text: str) -> None:
    clean = text.replace("⟦", "").replace("⟧", "")
    start, end = text.index("⟦"), text.index("⟧") - 1
    assert [(m.span.start, m.span.end) for m in found(clean)] == [(start, end)]


@pytest.mark.parametrize("text", CASES["right"])
def test_right_neighbours_are_left_alone(text: str) -> None:
    assert [(m.stated, m.sum, m.right) for m in found(text)] == []
