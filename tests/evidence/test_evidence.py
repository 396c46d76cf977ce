"""Figures of a claim held against a source. All texts are made up."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.evidence import Source, verify

SHARED = Path(__file__).resolve().parents[3] / "shared" / "evidence"


def said(claim: str, text: str) -> list[tuple[str, str]]:
    return [(v.figure.text, v.verdict) for v in verify(claim, text).figures]


FOUND = [
    # one value in many wordings
    ("25% of the nurses left.", "25 percent of nurses left within a year."),
    ("25% of the nurses left.", "A quarter of nurses left within a year."),
    ("25% of the nurses left.", "One in four nurses left within a year."),
    ("Two thirds of the nurses stayed.", "67% of nurses stayed."),
    ("The bridge cost $1.5 million.", "Building the bridge cost $1,500,000 in all."),
    ("The bridge cost $1.5M.", "The bridge, at a cost of 1.5 million dollars, opened."),
    ("It has 12 lifts.", "There are twelve lifts in it."),
    ("It has a dozen lifts.", "There are 12 lifts in it."),
    ("The tower is 300 m high.", "At 0.3 km the tower is as high as a hill."),
    ("The film was rated 7.5/10.", "Critics gave the film an average rating of 7.5/10."),
    # rounding, as far as the claim's printed places go
    ("The fund holds $4.7 billion.", "The fund holds $4.68 billion."),
    ("The average is 6.5.", "The average is 6.46."),
    # bounds
    ("More than 20 farms closed.", "In all 23 farms closed."),
    ("Fewer than 30 farms closed.", "In all 23 farms closed."),
    ("At least 23 farms closed.", "In all 23 farms closed."),
    ("Up to 40 farms closed.", "Some 40 farms closed."),
    ("About 1,000 farms closed.", "In all 1,012 farms closed."),
    ("Between 20 and 30 farms closed.", "In all 23 farms closed."),
    ("Over 20 farms closed.", "More than 20 farms closed."),
    ("Fewer than 30 farms closed.", "More than 20 farms closed."),  # who has 30 says "more than 30"
    # dates
    ("The dam opened on 3 May 1962.", "On May 3, 1962 the dam was opened by the queen."),
    ("The dam opened before 4 May 1962.", "On May 3, 1962 the dam was opened."),
    ("The dam opened after 1960.", "The dam was opened in 1962."),
    ("The dam opened in the 1960s.", "The dam was opened in 1962."),
    ("She was mayor from 2003 to 2011.", "She was mayor of Oldtown (2003-2011)."),
    ("Season 2 has nine episodes.", "The second season has 9 episodes."),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "text"), FOUND)
def test_found(claim: str, text: str) -> None:
    answer = verify(claim, text)
    assert {v.verdict for v in answer.figures} == {"found"}, said(claim, text)
    assert answer.verdict == "found"


CONTRADICTED = [
    ("25% of the nurses left.", "30 percent of nurses left within a year."),
    ("The bridge cost $1.5 million.", "The bridge cost $15 million."),
    ("More than 20 farms closed.", "In all 18 farms closed."),
    ("More than 20 farms closed.", "In all 20 farms closed."),
    ("Fewer than 20 farms closed.", "In all 23 farms closed."),
    ("The dam opened on 3 May 1962.", "On May 5, 1962 the dam was opened."),
    ("The dam opened before 1960.", "The dam was opened in 1962."),
    ("The march was 4 years long.", "The march was three and a half years long."),
    ("The team won 3-1.", "The team won 3-2."),
    ("It was the third largest port.", "It was the fourth largest port."),
]


@pytest.mark.parametrize(("claim", "text"), CONTRADICTED)
def test_contradicted(claim: str, text: str) -> None:
    answer = verify(claim, text)
    assert [v.verdict for v in answer.figures] == ["contradicted"], said(claim, text)
    assert answer.verdict == "contradicted"
    assert answer.figures[0].given in answer.figures[0].sentence


NOT_FOUND = [
    ("The bridge cost $1.5 million.", "The bridge cost €1.5 million."),  # another currency says nothing
    ("23 farms closed.", "More than 20 farms closed."),  # neither borne out nor contradicted
    ("Fewer than 23 farms closed.", "More than 20 farms closed."),
    ("25% of the nurses left.", "Many nurses left."),
    ("The trail is 12 km long.", "The trail is used by 12 clubs."),
]


@pytest.mark.parametrize(("claim", "text"), NOT_FOUND)
def test_not_found(claim: str, text: str) -> None:
    answer = verify(claim, text)
    assert {v.verdict for v in answer.figures} == {"not-found"}, said(claim, text)
    assert answer.verdict == "not-found"
    assert all(v.sentence == "" for v in answer.figures)


def test_each_figure_goes_with_its_own() -> None:
    text = "The valley has 713 cottages, 35 barns and 81 mills."
    assert said("It has more than 700 cottages, over 34 barns and fewer than 90 mills.", text) == [
        ("700", "found"), ("34", "found"), ("90", "found"),
    ]  # fmt: skip
    assert said("It has 713 cottages and 81 barns.", text)[0] == ("713", "found")


def test_a_number_in_a_name_is_light_beside_others() -> None:
    answer = verify("Harbour Story 2 sold 40,000 copies.", "The game sold 40,000 copies in June.")
    assert [v.verdict for v in answer.figures] == ["not-found", "found"]
    assert answer.verdict == "found"


PAGE = """Lake Orvan ferry
Home
Timetable
Contact
# The ferry on Lake Orvan
14 March 2019
The ferry across Lake Orvan was built by Brandt & Sons in 1931 and carried 96 passengers.
Its engine came from a tractor works. Captain Ida Moss steered it for 22 years.
In 1974 the ferry burnt down to the water line, and 12 pupils of the village school collected money for a new one.
The new ferry cost 480,000 crowns. About 61 percent of the crossings are made by tourists, the council says.
Three boats of the same type are still in use on other lakes.
Read also: The best walks of 2018
"""


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The ferry was built in 1931.", "found"),
        ("The Lake Orvan ferry carried 96 passengers.", "found"),
        ("The new ferry cost 480,000 crowns.", "found"),
        ("Tourists make 61% of the crossings.", "found"),
        ("Some 55 percent of the crossings are made by tourists, the council says.", "contradicted"),
        ("The village pub was opened in 1931.", "not-found"),  # a year alone confirms nothing
        ("12 sailors drowned.", "not-found"),  # a small number of something else
        ("Ida Moss had three daughters.", "not-found"),
        ("Otto Brandt died in 2018.", "not-found"),
        ("The ferry was painted 37 times.", "not-found"),
    ],
)
def test_page(claim: str, verdict: str) -> None:
    answer = verify(claim, PAGE)
    assert answer.verdict == verdict, said(claim, PAGE)


def test_parts_of_a_date() -> None:
    answer = verify("The ferry across Lake Orvan was built on 2 April 1931.", PAGE)
    assert [(v.figure.text, v.verdict) for v in answer.figures] == [("2 April", "not-found"), ("1931", "found")]
    assert answer.verdict == "not-found"


def test_a_page_with_a_title_is_no_passage() -> None:
    text = "Access denied. Error 1020. Wait 5 seconds."
    answer = verify("The survey asked 1,200 firms.", Source(text, "Just a moment"))
    assert [v.verdict for v in answer.figures] == ["not-found"]


def test_the_deciding_sentence_has_its_place() -> None:
    verdict = verify("The new ferry cost 480,000 crowns.", PAGE).figures[0]
    assert PAGE[verdict.start : verdict.end] == verdict.sentence == "The new ferry cost 480,000 crowns."
    assert verdict.given == "480,000"


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text(claim: str, text: str) -> None:
    answer = verify(claim, text)
    for verdict in answer.figures:
        assert claim[verdict.figure.start : verdict.figure.end] == verdict.figure.text
        assert text[verdict.start : verdict.end] == verdict.sentence
        assert verdict.given in verdict.sentence


WORDS = st.sampled_from(
    "12|3,450|25%|$1.5 million|in 1998|before 2004|more than 40|2-3|7/10|3 May 2020|half|twelve|#3|\n|. |farms|Orvan|"
    "the|0|1e9|5 km|from 1990 to 1995|the 1980s|GPT-4|9:30 am|16:9|No. 5|up to 3 hours".split("|")
)


@given(st.lists(WORDS, max_size=12), st.lists(WORDS, max_size=40))
def test_any_figures(claim: list[str], text: list[str]) -> None:
    answer = verify(" ".join(claim), " ".join(text))
    assert answer.verdict in ("found", "contradicted", "not-found")


@given(st.integers(1, 99), st.sampled_from(["rose by", "went up", "grew", "increased by"]))
def test_a_fall_is_no_rise(share: int, rose: str) -> None:
    page = f"The report\n\nFares on the lake {rose} {share}% over the winter.\nThe pier was painted.\n" * 3
    for source in (page, Source(page, "The report"), f"Fares on the lake {rose} {share}%."):
        assert verify(f"Fares on the lake rose by {share}%.", source).verdict == "found"
        assert verify(f"Fares on the lake fell by {share}%.", source).verdict == "not-found"


@given(st.integers(1, 99))
def test_those_who_do_and_those_who_do_not_make_a_whole(share: int) -> None:
    text = f"Of the sheds by the lake, {share}% leak."
    assert verify(f"{100 - share}% of the sheds do not leak.", text).verdict == "found"
    if share != 50:
        assert verify(f"{share}% of the sheds do not leak.", text).verdict == "not-found"


@given(st.integers(2, 5000))
def test_a_rate_holds_for_another_period_only_when_it_is_reckoned(price: int) -> None:
    assert verify(f"The pass costs ${price} a month.", f"The pass costs ${price * 12} a year.").verdict == "found"
    assert verify(f"The pass costs ${price} a month.", f"The pass costs ${price} a year.").verdict == "not-found"


PLACES = """Grain of the coast
In the year of the flood, the port of Norland handled 48% of all grain of the coast.
The crane is old.
It was painted twice.
The pier is new.
Sailors like it.
"""


def test_a_page_contradicts_only_what_it_says_of_the_same_names() -> None:
    source = Source(PLACES, "Grain of the coast")
    assert verify("The port of Norland handled 62% of all grain of the coast.", source).verdict == "contradicted"
    assert verify("The port of Sudland handled 62% of all grain of the coast.", source).verdict == "not-found"


def test_a_passage_with_a_value_that_is_allowed_contradicts_nothing() -> None:
    text = "The valley has 40 mills and 12 mills by the lake."
    answer = verify("The valley has more than 30 mills, more than 35 mills and over 39 mills.", text)
    assert "contradicted" not in {v.verdict for v in answer.figures}


DATED = """The harbour gazette
{day}
Captain Ida Moss died at home, her family said.
She had steered the ferry for 22 years.
The ferry was built by the village.
The council will name the pier after her.
Flags were lowered.
"""


@pytest.mark.parametrize(
    ("day", "year"),
    [("11 April 2018", "found"), ("13 April 2018", "not-found"), ("1 May 2018", "not-found")],
)
def test_the_date_of_a_report_tells_the_year_of_what_was_days_before(day: str, year: str) -> None:
    answer = verify("Captain Ida Moss died on 8 April 2018.", Source(DATED.format(day=day), "The harbour gazette"))
    assert answer.verdict == "not-found"
    assert answer.figures[-1].verdict == year


@given(st.integers(21, 10**9))
def test_a_number_is_found_as_it_was_printed(number: int) -> None:
    for printed in (f"{number:,}", str(number)):
        if len(printed) == 4 and printed.isdigit():
            continue  # may be a year
        assert verify(f"The mill sold {number:,} sacks.", f"It sold {printed} sacks.").verdict == "found"
        assert verify(f"The mill sold {number + 1:,} sacks.", f"It sold {printed} sacks.").verdict == "contradicted"


def test_a_hostile_page_costs_little() -> None:
    """A page of one endless sentence full of figures is read in time that grows with its length, not its square."""

    def cost(size: int) -> float:
        text = "The mill has 3 wheels and 12 sacks of 40 kg since 1998 or 2% more " * size
        started = time.process_time()
        verify("The mill had 12 sacks, 2.5% more than in 1998.", Source(text, "The mill"))
        return time.process_time() - started

    assert cost(1600) < 10 * cost(400) + 0.5


def test_a_hostile_claim_costs_little() -> None:
    """A claim and a passage that are nothing but figures are held against each other in bounded steps."""

    def cost(size: int) -> float:
        claim = " and ".join(f"more than {n} mills" for n in range(30, 30 + size))
        passage = " and ".join(f"{n} mills" for n in range(20, 20 + size))
        started = time.process_time()
        verify(claim, passage)
        return time.process_time() - started

    assert cost(24) < 5
    assert cost(240) < 40 * cost(60) + 1


@pytest.mark.skipif(not SHARED.exists(), reason="the claims to measure with are not here")
def test_measured() -> None:
    """The rates that the project promises, on real claims with the pages they cite (docs: verify)."""
    rows = [json.loads(line) for line in (SHARED / "wice.jsonl").read_text(encoding="utf-8").splitlines()]
    right = {True: 0, False: 0}
    for row in rows:
        own = [
            v
            for v in verify(row["claim"], row["evidence"]).figures
            if row["figure"].strip() in v.figure.text or v.figure.text in row["figure"]
        ]
        assert own, row["claim"]
        right[row["supported"]] += all(v.verdict == "found" for v in own) == row["supported"]
    total = {kind: sum(row["supported"] == kind for row in rows) for kind in (True, False)}
    refused = right[False] + total[True] - right[True]
    assert right[True] / total[True] >= 0.94
    assert right[False] / total[False] >= 0.83
    assert right[False] / refused >= 0.96


@pytest.mark.skipif(not SHARED.exists(), reason="the claims to measure with are not here")
def test_measured_in_passages() -> None:
    """Claims of which half differ from the truth by a number or a bound, with the sentence that tells."""
    rows = [json.loads(line) for line in (SHARED / "vitaminc.jsonl").read_text(encoding="utf-8").splitlines()]
    right = accused = wrongly = 0
    for row in rows:
        verdict = verify(row["claim"], row["evidence"]).verdict
        right += (verdict == "found") == row["supported"]
        accused += verdict == "contradicted"
        wrongly += verdict == "contradicted" and row["supported"]
    assert right / len(rows) >= 0.89
    assert wrongly / accused <= 0.08
