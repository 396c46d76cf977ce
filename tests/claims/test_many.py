"""What is looked for among many things of a post at once is what a look at each of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import find, units_of
from contentlint.claims.agreement import with_listed
from contentlint.claims.sums import mistakes
from contentlint.claims.sums.terms import stretches
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


def test_thousands_of_numbers_are_data_and_state_no_sum() -> None:
    numbers = " ".join(str(n % 7 + 1) for n in range(24_000))  # beyond the ten thousandth, too
    units = units_of(Post("post.md", f"{numbers}\n"), LEXICON)
    assert list(mistakes(units, LEXICON)) == []
    assert sum(len(unit.figures) for unit in units) > 20_000
    assert list(stretches(units)) == []


def test_a_long_row_of_short_cells_is_a_row_and_one_of_long_cells_is_text() -> None:
    def kinds(cell: str, columns: int) -> set[str]:
        row = f"| {' | '.join([cell] * columns)} |\n"
        table = f"| {' | '.join(['a'] * columns)} |\n|{'---|' * columns}\n{row}"
        return {unit.kind for unit in units_of(Post("post.md", table), LEXICON)}

    assert kinds("5%", 450) == {"row"}
    assert kinds("It rained on 5% of all days, which was a record for the town. ", 40) == {"item"}


def test_a_sentence_of_many_figures_tells_no_fact() -> None:
    few, many = (" and ".join(f"${n} for the cheese" for n in range(10, 10 + number)) for number in (20, 60))
    assert with_listed(Post("post.md", f"They cost {few}.\n"), LEXICON)
    assert not with_listed(Post("post.md", f"They cost {many[:990]}.\n"), LEXICON)
