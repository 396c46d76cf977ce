"""Sums that a reader can redo: wrong ones are found on the wrong figure, their neighbours are left alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.checks.arithmetic import years_of_writing
from contentlint.claims import units_of
from contentlint.claims.sums import KINDS, Mistake, mistakes
from contentlint.claims.sums.passages import END, passage
from contentlint.post.post import Post

LEXICON = Lexicon(catalog.load().vocabulary)
CASES = yaml.safe_load((Path(__file__).parent / "sums.yaml").read_text("utf-8"))


def found(text: str) -> list[Mistake]:
    post = Post("post.md", text)
    return list(mistakes(units_of(post, LEXICON), LEXICON, years_of_writing(post)))


def marked(text: str) -> tuple[str, int, int]:
    """A text without its marks, and where the marked figure begins and ends in it."""
    return text.replace("⟦", "").replace("⟧", ""), text.index("⟦"), text.index("⟧") - 1


@pytest.mark.parametrize("text", CASES["wrong"])
def test_wrong_sums_are_found_on_the_figure(text: str) -> None:
    clean, start, end = marked(text)
    assert [(m.span.start, m.span.end) for m in found(clean)] == [(start, end)]


@pytest.mark.parametrize("text", CASES["right"])
def test_right_neighbours_are_left_alone(text: str) -> None:
    assert [(m.stated, m.sum, m.right) for m in found(text)] == []


@pytest.mark.parametrize("text", CASES["wrong"])
def test_what_a_message_says_is_right(text: str) -> None:
    clean, start, end = marked(text)
    right = found(clean)[0].right.partition(" or ")[0]
    assert found(clean[:start] + right + clean[end:]) == []


@pytest.mark.parametrize(
    ("text", "stated", "sum_", "right"),
    [
        ("The plan is $30 per month, which comes to $350 per year.", "$350", "12 × $30", "$360"),
        ("Three of four (60%) kettles boiled dry.", "60%", "Three of four", "75%"),
        ("She worked 20 hours at $50 an hour, which is $1,200.", "$1,200", "20 hours × $50", "$1,000"),
        ("We spent $40 on soil, $25 on seed and $15 on tools, for a total of $90.", "$90", "$40 + $25 + $15", "$80"),
        ("It was $80, and with 25% off it is now $50.", "$50", "$80 less 25%", "$60"),
        ("Membership doubled from 20 to 50.", "50", "2 × 20", "40"),
        ("The mill ran from 2015 to 2020, eight years in all.", "eight years", "2015 to 2020", "5 years"),
        ("The boats made 4, 6 and 8 knots, an average of 7 knots.", "7 knots", "4, 6, 8 knots", "6 knots"),
        ("Five days at 8 hours a day makes 45 hours.", "45 hours", "Five days × 8 hours", "40 hours"),
        ("We ate 25% of the 81.50 € cake, or 30 €.", "30 €", "25% of 81.50 €", "20.38 EUR"),
    ],
)
def test_the_sum_is_shown(text: str, stated: str, sum_: str, right: str) -> None:
    assert [(m.stated, m.sum, m.right) for m in found(text)] == [(stated, sum_, right)]


@pytest.mark.parametrize("key", ["date", "pubDate", "lastmod"])
def test_ages_are_held_against_the_dates_of_the_post(key: str) -> None:
    text = "---\ntitle: A pier\n%s---\nThe pier was built in 1973, so it's %d years old.\n"
    assert found(text % (f"{key}: 2023-03-04\n", 61))
    assert not found(text % (f"{key}: 2023-03-04\n", 50))
    assert not found(text % ("", 61))


def test_a_post_may_be_as_old_as_its_first_date_or_its_last() -> None:
    post = Post("post.md", "---\ndate: 2019-05-01\nupdated: 2024-01-01\n---\nText.\n")
    assert years_of_writing(post) == (2019, 2024)
    assert years_of_writing(Post("post.md", "---\ntitle: x\n---\nText.\n")) is None


def test_a_quotation_is_somebody_elses_sum() -> None:
    assert found("20 × $50 = $1,200")
    assert not found("> 20 × $50 = $1,200")


def test_no_figure_is_reported_twice() -> None:
    wrong = found("Sales went from 40 to 60 sacks, a 70% increase, or 30/40 = 60% (30 of 40).")
    spans = [m.span for m in wrong]
    assert len({(s.start, s.end) for s in spans}) == len(spans) >= 2


def test_a_skeleton_tells_kinds_of_figures_and_keeps_the_words() -> None:
    units = units_of(Post("post.md", "Of 40 teams, about 30 paid $5. That is 75%."), LEXICON)
    assert passage(units).skeleton == f"of {{C0}} teams, about {{c1}} paid {{M2}} {END} that is {{P3}}."


@given(st.integers(2, 60), st.integers(2, 900), st.sampled_from(["%d × $%d = $%s", "%d tins at $%d each come to $%s."]))
def test_products_that_come_out_are_right_and_others_wrong(number: int, price: int, form: str) -> None:
    assert not found(form % (number, price, f"{number * price:,}"))
    wrong = found(form % (number, price, f"{number * price * 1.13 + 7:,.0f}"))
    assert [m.right for m in wrong] == [f"${number * price:,}"]


@given(st.integers(1, 400), st.integers(11, 400), st.integers(0, 2))
def test_a_share_may_be_rounded_or_cut_off(part: int, whole: int, places: int) -> None:
    part = min(part, whole)
    cut = part * 100 * 10**places // whole / 10**places
    for share in (cut, round(part / whole * 100, places)):
        assert not found(f"We saw {part} of the {whole} boats ({share:.{places}f}%).")
    if cut <= 90:
        assert found(f"We saw {part} of the {whole} boats ({cut + 5:.{places}f}%).")


@given(st.lists(st.integers(5, 500), min_size=2, max_size=6))
def test_totals_of_tables(parts: list[int]) -> None:
    rows = "".join(f"| Part {chr(65 + n)} | ${part} |\n" for n, part in enumerate(parts))
    table = "| Item | Cost |\n|---|---|\n" + rows + "| Total | $%d |\n"
    assert not found(table % sum(parts))


@given(st.text(alphabet="0123456789 .,$%|-×=/()ofatrminh'\n", max_size=300))
def test_any_text_is_read(text: str) -> None:
    clean = found(text)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in clean)


@pytest.mark.parametrize(
    "piece",
    [
        "3 of 4 (75%) ",
        "from 40 to 60 ",
        "$30 a month, ",
        "5 and ",
        "1 + 1 = ",
        "20% of the 40 ",
        "of the the ",
        "a total of ",
    ],
)
def test_time_is_linear_in_the_length(piece: str) -> None:
    def spent(times: int) -> float:
        units = units_of(Post("post.md", piece * times), LEXICON)
        begun = time.process_time()
        list(mistakes(units, LEXICON))
        return time.process_time() - begun

    spent(10)
    assert spent(4000) < 30 * spent(400) + 0.5


def test_every_kind_is_registered() -> None:
    assert len(KINDS) == len(set(KINDS))
