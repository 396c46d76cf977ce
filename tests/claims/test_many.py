"""What is looked for among many things of a post at once is what a look at each of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import find, units_of
from contentlint.claims.sums import mistakes
from contentlint.claims.units import _Touching
from contentlint.post.document import Link
from contentlint.post.post import Post
from contentlint.text.sentences import Sentence
from contentlint.text.spans import Span

LEXICON = Lexicon(catalog.load().vocabulary)


def _link(place: tuple[int, int]) -> Link:
    start, length = place
    return Link("link", Span(0, 1), "/a", Span(0, 1), "", 0, (start, start + length))


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)).map(_link), max_size=8),
    st.integers(0, 40),
    st.integers(1, 20),
)
def test_the_links_of_a_sentence(links: list[Link], start: int, length: int) -> None:
    sentence = Sentence("x", Span(0, 1), start, start + length, 0)
    naive = [k for k in links if k.at[0] < sentence.end and max(k.at[1], k.at[0] + 1) > sentence.start]
    assert list(map(id, _Touching(links).of(sentence))) == list(map(id, naive))


def test_each_wrong_sum_of_a_long_paragraph_is_told_once() -> None:
    times = 150  # more sentences than are looked at together
    text = "A shop sold 40 red and 50 blue pots, a total of 95 pots. " * times
    post = Post("post.md", f"{text}\n")
    found = list(mistakes(units_of(post, LEXICON), LEXICON))
    assert len(found) == times
    assert [wrong.span for wrong in found] == sorted({wrong.span for wrong in found})
    assert all(wrong.span.cut(post.text).startswith("95") for wrong in found)


def test_a_footnote_supports_each_of_many_sentences() -> None:
    text = "Studies show that 45% of bakers left.[^1] " * 60 + "\n\n[^1]: [A study](https://rye.example/a)\n"
    claims = find(Post("post.md", text), LEXICON)
    assert len(claims) == 60
    assert {claim.support for claim in claims} == {"sourced"}
    assert {claim.sources for claim in claims} == {("https://rye.example/a",)}
