"""Which past years stand for now: by the kind of page, the place, and what the words say."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint import lint_text
from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.catalog.options import as_options
from contentlint.catalog.rule import Context
from contentlint.checks import year
from contentlint.finding import Hit
from contentlint.post.page_kind import POINTS, Page, page_kind
from contentlint.post.post import Post
from contentlint.text import tense, years

TODAY = dt.date(2026, 11, 23)
GUIDE = "---\ntitle: How to choose a kettle\n---\n\n"
YOU = "You fill your kettle, and you wait until your water boils. " * 6
ME = "I filled my kettle, and I waited with my neighbour for mine. " * 6


CATALOG = catalog.load()
LEXICON = Lexicon(CATALOG.vocabulary)
OPTIONS = as_options(year, CATALOG.rules["stale-year"].options, lambda message, key: ValueError(message))


def found(text: str, path: str = "a.md", today: dt.date = TODAY) -> list[Hit]:
    return list(year.check(Post(path, text), OPTIONS, Context(today, LEXICON)))


def kind(text: str, path: str = "a.md") -> Page:
    return page_kind(Post(path, text), LEXICON, TODAY)


STALE = [
    ("In 2024, the average gardener earns $31,000.", ""),
    ("The average kettle costs $40 in 2024.", ""),
    ("Prices start at $20 in 2024 and rise with the season.", ""),
    ("Currently (2024), a permit takes six weeks.", ""),
    ("As of January 2025, the ferry takes bicycles for nothing.", "as-of"),
    ("This year, 2024, the tariff is lower.", ""),
    ("It's 2024: nobody prints a timetable.", ""),
    ("The upcoming 2025 release brings a second lid.", "coming"),
    ("A second lid is coming in 2025.", "coming"),
    ("The new pier will open in 2024.", "coming"),
    ("The market for lids is forecast to reach $4 billion by 2025.", "forecast"),
    ("By 2025, half of all kettles will be electric.", "forecast"),
    ("The town plans to build a second pier by 2024.", "forecast"),
    ("Apply by 7 June 2024 to get a plot.", "deadline"),
    ("Applications close on June 7, 2024.", "deadline"),
    ("Last updated: March 2023", "line"),
    ("Last reviewed in March 2023 by the tea desk.", "line"),
    ("For a lid from next year (2025), write to the town.", "coming"),
    ("The old kettle will be withdrawn at the end of 2025, so ask for another.", "coming"),
    ("The bridge is due to open in spring 2024; until then go round.", "forecast"),
    ("Next review due: June 2025.", "coming"),
    ("Applications for September 2024 entry are now open.", ""),
    ("$95 early bird if you book until 31 March 2025", "deadline"),
    ("At present – 2023 – the club has 64 members.", ""),
    ("© 2023 The Tea Room", "line"),
    ("Checked and correct: 2023", "line"),
    ("All answers are current as of 12 June 2023.", "as-of"),
    ("In the current year 2023, the fee is 30 euros.", ""),
    ("Since 2011, for thirteen years, we have sold nothing but kettles.", "ago"),
    ("Tickets until 31 March 2025 are $20 less.", "deadline"),
    ("A used electric kettle costs $20 in 2025.", ""),
    ("The 2024 limit is three bags a household.", ""),
    ("**2024 prices:** from $20", ""),
    ("The club currently has over 20 members as of November 2023.", "as-of"),
    ("In 2025, it is expected that half of all kettles will be electric.", "forecast"),
    ("In 2025, most experts expect the price of copper to double.", "forecast"),
    ("There is no better time to buy one than 2025.", ""),
    ("With 2025 in full swing, demand for kettles grows.", ""),
    ("## How to get started in 2025", ""),
    ("The fee is currently $35 (2025).", ""),
    ("## Which lid to buy (updated 2025)", ""),
    ("Most cooks in 2024 use it every day.", ""),
    ("## Rules for the pier, revised for 2025", ""),
    ("The harbour works are loud, but the cafe costs nothing in 2024.", ""),
    ("Here are the best kettles for 2024.", ""),
    ("You can claim up to $600 in 2023.", ""),
    ("Steel is still the best choice in 2024.", ""),
    ("Most ferries in 2024 accept cards only.", ""),
    ("Five years ago, in 2018, the first steel kettle came out.", "ago"),
    ("We have built kettles for 12 years, since 2011.", "ago"),
    ("New in 2025: a lid that locks.", ""),
    ("Right now, in early 2025, lids are scarce.", ""),
    ("In today's market (2025), steel is the safer choice.", ""),
    ("Prices as of May 2024.", "as-of"),
    ("A ticket costs $14 (2024 prices).", ""),
    ("Our 2024 kettle guide covers nine models.", ""),
    ("With 2025 just around the corner, it is time to plan.", "coming"),
    ("The second model is expected in Q2 2025.", "forecast"),
    ("Kettles are more popular than ever in 2025.", ""),
    ("We tested nine kettles to find the best ones for 2024.", ""),
    ("Last modified: 2023-05-06", "line"),
    ("© 2019–2023 The Tea Room", "line"),
]

FINE = [
    "A clerk knows 20 kinds of complaint, compared to 5–8 kinds in 2025.",
    "It has a lid that would have required a factory of its own in 2025.",
    "The rules of the Harbour Reform & Piers Act (HRPA) 2022 are strict.",
    "| Spend | Old price (2019 guide) |\n|---|---|\n| Small | $20 |",
    "The market for lids reached $4 billion in 2024 and is projected to double by 2032.",
    "Sales of lids came to nearly $70 million in 2025, and growth is expected to go on.",
    "A household spends $475 a month, up from approximately $450 in 2024.",
    "It took in over $3 billion in premiums in 2025 alone.",
    "Losses are soaring to $35 billion in 2023, according to Harbour Weekly.",
    "The price fell on July 2, 2018 and slid on until October 1, 2018.",
    "Mail codes, sent by the town. Available as of 2024, they need no phone.",
    "| Size | 2025 price | Mid-2026 price |\n|---|---|---|\n| Small | $20 | $25 |",
    "It has around 1,000 customers as of 2024 per Tea Weekly.",
    "Tea Weekly's estimate puts it at roughly 7 as of October 2025.",
    "It won three kettle awards for taste in 2025 that count.",
    "- The town's #1 Best Kettle overall in 2025",
    "Somebody asking for a kettle in 2015 and somebody asking today are both cold.",
    "The town is credited with coining the word in 2024.",
    "The old kettle will be sold at the end of 2027.",
    "The kettles of 2024 Q2 are here.",
    "Like a lot of ferries in 2019, ours is full and the pay is good.",
    "You need to plan ahead since the 2024 prices rise every season.",
    "In 2024, the average gardener earned $31,000.",
    "The first kettle of this kind was sold in 2019.",
    "Under the 2019 Kettle Act, lids must close.",
    "The Kettle Act 2019 says that lids must close.",
    "According to Boil & Co (2023), copper is faster.",
    "The study (Miller, 2021) is the only one of its kind.",
    "The figures are from the 2023 census.",
    "Since 2019 you need a licence to fish from the pier.",
    "It works on Windows Server 2019 and later.",
    "From 2019 to 2023 the price doubled.",
    "It costs more than it did in 2019.",
    "A kettle that cost $20 in 2019 costs $40 today.",
    "In her talk at KettleConf 2023 she explains how it works.",
    "It takes about 2000 litres a day.",
    "The 2022 edition of the standard is the one that most makers follow.",
    "Kettles built in 2019 are still in use.",
    "In the 2023/24 season the pier is closed.",
    "The heat wave of 2022 is the reason that most wells are dry.",
    '"In 2023, you need a licence", the sign says.',
    "> In 2023, you need a licence.",
    "See [the best kettles of 2023](https://kettles.example/).",
    "In 2023, [nine of 10](https://kettles.example/) kettles are electric.",
    "Eight years ago, in 2018, the first steel kettle came out.",
    "Last updated: March 2026",
    "The price in 2019 is half of that in 2023.",
    "Call `kettle(2023)` in 2026.",
    "## Sources\n\n- Miller: The best kettles of 2021. Cork.",
    "The stopgap in 2021 showed that it works.",
    "After the storm in 2023 there is no pier.",
    "I wrote a list of the best kettles that we can buy in 2019.",
    "The lighthouse, first lit in 1998, is open on Sundays.",
    "The harbour rules of 2014 are still the ones in force.",
    "Apply by 7 June 2027 to get a plot.",
    "The boathouse (the red one) moved in 2024 and is bigger now.",
    "The boiler underwent a repair in 2024 and looks new.",
    "Predicted heat for 2020 based on what was measured: 70 kWh.",
    "You pay more than you would have in 2023, and you get less.",
    "As of 2023, the makers no longer list it.",
    "What took a whole team in 2023 is now in reach of one cook.",
    "It was named the best kettle to buy in 2024 by a magazine.",
    "We have built kettles for more than 12 years, since 2011.",
    "## For most people: Kettle Steel (2024)",
    "**Harbour Sylvaner 2019: my favourite on a warm day.**",
    "## Saving $1 in 2025 beats saving $2 in 2045",
    "## Kettles sold under the 2024 rules",
    "The pier drew 50,000 visitors, with half of them coming in 2025 alone.",
    "The council received 30 letters about noise at work in 2023, but few were answered.",
    "Kettles that ranked in 2023 may look dull now.",
    "The museum is free, and they recently updated the hall in 2025 where you can play.",
    "Boats from 2025 are still for sale. In 2026 the yard builds a lighter one.",
    '"Why do I have a kettle without a lid? It\'s 2025."',
    "Stop boiling water like it's 2019.",
    "## $54 million in 2025, on the way to $80 million",
    "### Harbour Steel K6 Lite (2024 Edition)",
    "## 2025 Update\n\nLife in 2025 is amazing, and kettles are better.",
    "As Bell's 2023 review says, no lid is better than another.",
    "## Update: May 2024\n\nThe best kettles of 2024 have two lids.",
]


@pytest.mark.parametrize(("sentence", "key"), STALE)
def test_a_sentence_of_now_on_a_page_that_is_kept_up(sentence: str, key: str) -> None:
    text = GUIDE + sentence + "\n"
    (one,) = found(text)
    assert one.message == key
    assert one.span.cut(text) in ("2011", "2018", "2023", "2024", "2025")
    assert one.severity is None
    assert one.fix is None


@pytest.mark.parametrize("sentence", FINE)
def test_a_sentence_of_then_or_of_a_name(sentence: str) -> None:
    assert not found(GUIDE + sentence + "\n")


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in STALE])
@pytest.mark.parametrize(
    ("head", "path"),
    [
        ("title: The ferry is back\ndate: 2023-05-01", "content/news/ferry.md"),
        ("title: What I learned about kettles\ndate: 2024-12-30", "posts/kettles.md"),
        ("title: 2024 in review\ndate: 2024-12-30", "posts/2024.md"),
        ("title: Kettle 2.1 is out", "releases/kettle.md"),
        ("title: A week on the pier\ntags: [diary]", "_posts/2021-05-01-pier.md"),
    ],
)
def test_in_a_dated_entry_no_year_is_at_fault(sentence: str, head: str, path: str) -> None:
    assert not found(f"---\n{head}\n---\n\n{sentence}\n", path)


@pytest.mark.parametrize(
    ("title", "date", "expected"),
    [
        ("The best kettles of 2024", "2024-02-01", 1),
        ("The best kettles of 2024", "2024-12-20", 0),  # the turn of the year: a look back
        ("Kettles compared (2024)", "2024-02-01", 1),
        ("Kettle prices 2024: what you pay", "2024-02-01", 1),
        ("How to choose a kettle in 2024", "2019-02-01", 1),
        ("How to choose a kettle in 2011", "2011-02-01", 0),  # left alone for so long that it is of its day
        ("How to install SQL Server 2019", "2024-02-01", 0),
        ("The best books of 2019", "2019-06-01", 0),
        ("Our best talks at TeaConf 2024", "2024-06-01", 0),
        ("How to survive the winter of 2021", "2024-06-01", 0),
        ("A kettle in 2024", "2024-06-01", 0),
        ("What does a kettle smith earn? (2023 figures)", "2023-06-01", 1),
        ("Best garden kettles 2025 – tested in the rain", "2025-06-01", 1),
        ("We tested the best garden kettles in 2025", "2025-06-01", 0),
        ("Kettle insurance compared 2025: by the year or for life", "2025-02-01", 1),
        ("Can I keep my kettle on a ferry in 2024?", "2024-06-01", 1),
    ],
)
def test_years_in_titles(title: str, date: str, expected: int) -> None:
    assert len(found(f"---\ntitle: '{title}'\ndate: {date}\n---\n\nText.\n")) == expected


def test_a_page_changed_since_is_told_so() -> None:
    text = "---\ntitle: The best kettles of 2025\ndate: 2025-02-01\nlastmod: 2026-03-02\n---\n\nText.\n"
    (one,) = lint_text(text, path="a.md", select=["stale-year"], today=TODAY)
    assert one.kind == "title"
    assert "changed on 2026-03-02, and its title still says '2025'" in one.message
    assert "facts" in one.message
    head = "---\ntitle: {}\ndescription: The kettles to buy in 2025.\ndate: {}\n---\n\nText.\n"
    (one,) = found(head.format("The best kettles", "2026-03-02"))
    assert one.message == "changed"
    (one,) = found("---\ntitle: Kettle prices in 2025\ndate: 2026-03-02\n---\n")
    assert one.message == "changed"  # written this year, and not changed since


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("title: Harbour Steel (2024) Review\nslug: harbour-steel-2024-review", "The Harbour Steel 2024 is light.", 0),
        ("title: Is the Harbour Steel worth it? Review 2024", "Text.", 1),
        ("title: Best kettles of 2024, and a review", "Text.", 1),
        ("title: Kettle prices 2025\nslug: kettle-prices-2025", "Text.", 1),  # the address goes with the title
        ("title: Kettle prices\nslug: kettle-prices-2025", "Text.", 1),
        ("title: How to choose a kettle\ndescription: 'Picks: Harbour Steel 2024, Copper Lid and more.'", "Text.", 0),
        ("title: How to choose a kettle\ndescription: 'Which kettle to get in 2025.'", "Text.", 1),
        ("title: How to choose a kettle\ndescription: 'Which kettle to get, by the makers (2012).'", "Text.", 0),
        ("title: How to choose a kettle\ndescription: 'With 2019 prices.'", "Text.", 1),  # whose prices else
        ("title: How to choose a kettle\nquote: 'The kettle to get in 2025.'", "Text.", 0),  # somebody else's words
        ("title: How to choose a kettle", "- **Kettle Price Plan (2014)**: the town's first.", 0),
        ("title: How to choose a kettle\ndate: 2010-05-01", "## Pricing in 2025", 1),  # nobody wrote that in 2010
        ("title: Steel kettles\ndate: 2021-05-01", "## Pricing in 2025", 0),
        ("title: How to choose a kettle\ndate: 2024-02-01", "## Pricing in 2024", 1),
        ("title: How to choose a kettle\ndate: 2022-02-01", "Last updated: March 2024", 1),
    ],
)
def test_whose_year_it_is(head: str, body: str, expected: int) -> None:
    assert len(found(f"---\n{head}\n---\n\n{body}\n")) == expected


def test_as_of_a_year_is_honest_on_a_page_of_that_year() -> None:
    text = "---\ntitle: How to choose a kettle\ndate: 2025-02-01\n---\n\nAs of 2025, most kettles are electric.\n"
    (one,) = found(text)
    assert (one.message, one.severity) == ("as-of", "info")


def test_headings_on_a_page_that_is_kept_up() -> None:
    assert len(found(GUIDE + "## What a kettle costs in 2024\n\n## Tax rules (2023)\n")) == 2
    assert len(found(GUIDE + "## Today's rates (March 2024)\n")) == 1
    assert len(found(GUIDE + YOU + "\n\n## 2024 ferry dates\n")) == 1
    assert not found(GUIDE + "## 2021\n\n## 2022\n\n## Prices in 2023\n")  # a history
    assert not found(GUIDE + "## The flood of 2021\n\n## What happened in 2022\n")


def test_a_table_whose_header_has_one_year() -> None:
    table = "| Kettle | {} | {} |\n|---|---|---|\n| Copper | $40 | $9 |\n"
    assert len(found(GUIDE + table.format("2024 price", "Lid"))) == 1
    assert len(found(GUIDE + table.format("Price (2024)", "Lid"))) == 1
    assert not found(GUIDE + table.format("2023 price", "2024 price"))
    assert not found(GUIDE + table.format("2024 count", "Lid"))
    assert len(found(GUIDE + table.replace("$40", "Current 2024 price").format("Now", "Lid"))) == 1


@pytest.mark.parametrize(
    ("head", "path", "expected"),
    [
        ("title: The best kettles\nslug: best-kettles-2023", "a.md", 1),
        ("title: The best kettles\nslug: best-kettles", "best-kettles-2023.md", 0),
        ("title: The best kettles", "guides/best-kettles-2023.md", 1),
        ("title: The best kettles", "guides/best-kettles-2023/index.md", 1),
        ("title: The best kettles", "guides/best_kettles_2023.md", 1),
        ("title: The best kettles", "guides/2023-best-kettles.md", 1),
        ("title: The lids", "posts/2023-lids.md", 0),
        ("title: The best kettles", "_posts/2023-01-02-best-kettles.md", 0),
        ("title: The best kettles\nslug: sql-server-2019", "a.md", 0),
        ("title: The best kettles\nimage: /i/best-kettles-2023.jpg", "a.md", 1),
        ("title: The best kettles\nimage: /i/2023/05/kettles.jpg", "a.md", 0),
        ("title: The best kettles\nimage:\n  alt: The best kettles of 2023", "a.md", 1),
        ("title: The best kettles\nimage:\n  alt: The pier in 2023", "a.md", 0),
    ],
)
def test_addresses_and_images_of_the_front_matter(head: str, path: str, expected: int) -> None:
    assert len(found(f"---\n{head}\n---\n\nText.\n", path)) == expected


def test_the_address_of_a_page_without_front_matter_is_told_at_its_first_heading() -> None:
    text = "# The best kettles\n\nText.\n"
    (one,) = found(text, "guides/best-kettles-2023.md")
    assert (one.message, one.span.cut(text)) == ("address", "The best kettles")
    assert not found("# The best kettles\n\nText.\n", "guides/best-kettles.md")


def test_images_of_the_body() -> None:
    (alt, name) = found(GUIDE + "![Kettle prices in 2023](/i/kettle-prices-2023.png)\n")
    assert (alt.message, alt.severity, alt.span.start) == ("", None, len(GUIDE) + 19)
    assert (name.message, name.severity, name.span.start) == ("image", "info", len(GUIDE) + 42)
    text = GUIDE + '<img src="/i/k.png" alt="Kettle prices in 2023">\n'
    assert [one.span.cut(text) for one in found(text)] == ["2023"]
    assert not found(GUIDE + "![The pier in 2019](/i/pier-2019.png)\n")


@pytest.mark.parametrize(
    ("text", "path", "signal"),
    [
        ("---\ntitle: How to choose a kettle\n---\n", "a.md", "its title promises advice"),
        ("---\ntitle: Kettles\n---\n", "2024-02-03-best-kettles-for-tea.md", "its address promises advice"),
        ("---\ntitle: Kettles\n---\n", "kettle-price-list/index.md", "its address promises advice"),
        (
            "---\ntitle: Steel kettles 2025\ndate: 2021-02-01\n---\n",
            "a.md",
            "its title says a later year than its date",
        ),
        ("---\ntitle: Our garden in review\n---\n", "a.md", "its title tells of a time or an event"),
        ("---\ntitle: Kettles\n---\n", "content/guides/a.md", "its folder holds pages that are kept up"),
        ("---\ntitle: Kettles\n---\n", "content/news/2023/a.md", "its folder holds dated entries"),
        ("---\ntitle: Kettles\ntype: guide\n---\n", "a.md", "it is filed as a guide"),
        ("---\ntitle: Kettles\ntags: [tea, release]\n---\n", "a.md", "it is filed as a dated entry"),
        ("---\ntitle: Kettles\n---\n", "kettles-2024-q2.md", "its file is named for a time"),
        ("---\ntitle: Kettles\n---\n", "a.md", "it has no date"),
        ("Kettles are hot.\n", "a.md", "it is a passage without a title"),
        ("---\ndate: 2026-01-01\nupdated: 2026-11-01\n---\n", "a.md", "it is still being changed"),
        ("---\ndate: 2023-01-01\nupdated: 2024-11-01\n---\n", "a.md", "it was changed long after it was published"),
        ("---\ndate: 2022-01-01\n---\n", "a.md", "it was left alone for years"),
        ("---\ntitle: Kettles\n---\n", "_posts/2012-01-02-kettles.md", "it was left alone for ten years"),
        (YOU, "a.md", "it speaks to the reader throughout"),
        (YOU + "\n\nThe water of the well is cold, and the stones are green." * 120, "a.md", "it speaks to the reader"),
        (ME, "a.md", "it speaks of its author"),
        (f"---\ntitle: How to choose a kettle\n---\n\n{ME}", "a.md", "it gives its author's advice"),
        ("## What is a kettle?\n", "a.md", "it has a part that guides have"),
        ("## What is a kettle?\n\n## Pricing\n\n## FAQ\n", "a.md", "it is built as a guide"),
    ],
)
def test_each_signal_of_a_page(text: str, path: str, signal: str) -> None:
    assert signal in kind(text, path).signals


@pytest.mark.parametrize("path", ["2024-12-08_books-2024.md", "the-day-you-left.md", "blog/index.md"])
def test_an_address_that_promises_nothing(path: str) -> None:
    assert "its address promises advice" not in kind("---\ntitle: Kettles\n---\n", path).signals


def test_every_signal_has_a_case() -> None:
    (mark,) = [m for m in test_each_signal_of_a_page.pytestmark if m.name == "parametrize"]
    assert {case[2] for case in mark.args[1]} == set(POINTS)


def test_a_page_is_the_sum_of_its_signals() -> None:
    page = kind("---\ntitle: How to choose a kettle\ndate: 2026-01-01\ntags: [guide]\n---\n" + YOU)
    assert page.score == sum(POINTS[name] for name in page.signals) == 7
    assert page.is_kept
    assert not page.is_entry
    assert kind("---\ntitle: Kettles\ndate: 2026-01-01\n---\n").score == 0


def test_the_nearest_folder_tells() -> None:
    assert kind("---\ndate: 2026-01-01\n---\n", "docs/posts/a.md").score == 0
    assert kind("---\ndate: 2026-01-01\n---\n", "news/guides/a.md").is_kept


@pytest.mark.parametrize(
    ("head", "written", "changed"),
    [
        ("### published: 2019-3-31\n\n### Lids", "2019-03-31", None),
        ("# Lids\n\nBy Ann Lee | March 3rd, 2021", "2021-03-03", None),
        ("# Lids\n\n*4 Sept. 2020*", "2020-09-04", None),
        ("# Lids\n\n*Updated: July 2024*", None, "2024-07-01"),
        ("# Lids\n\nPosted on 2 May 2022, last updated 3 June 2023", "2022-05-02", "2023-06-03"),
        ("# The fair of 3 May 2022\n\nText.", None, None),
        ("# Lids\n\nThe fair is on 3 May 2022.", None, None),
        ("# Lids\n\nThe new pier was opened on 3 May 2022 by the mayor of the town.", None, None),
        ("# Lids\n\nPublished: 31 February 2022", None, None),
    ],
)
def test_the_day_that_the_text_tells(head: str, written: str | None, changed: str | None) -> None:
    page = kind(head + "\n")
    assert (str(page.written) if page.written else None, str(page.changed) if page.changed else None) == (
        written,
        changed,
    )
    assert not page.is_declared
    assert kind("---\ndate: 2026-01-02\n---\n" + head).written == dt.date(2026, 1, 2)


@pytest.mark.parametrize(
    ("sentence", "title", "expected"),
    [
        ("## Kettle prices in 2023", "How to choose a kettle", 1),
        ("In 2023, the average kettle costs $40.", "How to choose a kettle", 0),
        ("As of May 2023, there are nine makers.", "How to choose a kettle", 1),
        ("The price is currently (2023) $40.", "How to choose a kettle", 1),
        ("As of May 2019, there are nine makers.", "How to choose a kettle", 0),  # nobody takes it for now
        ("The next kettle is coming in autumn 2024.", "How to choose a kettle", 0),
        ("![The best kettles of 2023](/k.png)", "How to choose a kettle", 0),
        ("Text.", "How to choose a kettle in 2023", 1),
        ("Text.", "Kettles in 2023", 0),
    ],
)
def test_a_page_of_its_day_is_at_fault_in_what_it_is_found_by(sentence: str, title: str, expected: int) -> None:
    """Left alone for years, with its day above it: who finds it by a title of that year wants one of today."""
    assert len(found(f"---\ntitle: {title}\ndate: 2023-06-01\n---\n\n{YOU}\n\n{sentence}\n")) == expected
    fresh = f"---\ntitle: {title}\ndate: 2023-06-01\nupdated: 2026-01-10\n---\n\n{YOU}\n\n{sentence}\n"
    assert len(found(fresh)) == (title != "How to choose a kettle" or sentence != "Text.")


def test_the_archive_of_a_blog_that_sleeps() -> None:
    def told(text: str, *, asleep: bool) -> list[Hit]:
        return list(year.check(Post("a.md", text), OPTIONS, Context(TODAY, LEXICON, is_asleep=lambda: asleep)))

    old = "---\ntitle: The best kettles for 2023\ndate: 2023-06-01\n---\n" + YOU
    assert len(told(old, asleep=False)) == 1
    assert not told(old, asleep=True)
    assert len(told(old.replace("date: 2023-06-01\n", ""), asleep=True)) == 1  # of no day, so nothing says it is old
    assert len(told(old.replace("2023", "2025"), asleep=True)) == 1


def test_git_tells_the_age_of_a_page_that_has_no_date() -> None:
    asked = []

    def told(text: str, *days: dt.date) -> list[Hit]:
        def days_of(path: str) -> tuple[dt.date, dt.date]:
            asked.append(path)
            return days[0], days[1]

        return list(year.check(Post("a.md", text), OPTIONS, Context(TODAY, LEXICON, days_of=days_of)))

    text = GUIDE + "As of 2023, a kettle costs $40.\n"
    assert len(told(text, dt.date(2023, 5, 1), dt.date(2026, 5, 1))) == 1
    dated = GUIDE + "In 2023, a kettle costs $40.\n"
    assert not told(dated, dt.date(2023, 5, 1), dt.date(2023, 6, 1))
    (one,) = told("---\ntitle: Kettle prices in 2025\n---\n", dt.date(2025, 5, 1), dt.date(2026, 5, 1))
    assert (one.message, one.values["day"]) == ("title", "2026-05-01")
    assert len(asked) == 3
    told(GUIDE + "Kettles are hot.\n", TODAY, TODAY)
    told("---\ntitle: How to choose a kettle\ndate: 2026-01-01\n---\nAs of 2023, it costs $40.\n", TODAY, TODAY)
    assert len(asked) == 3  # nothing found; the front matter says it


@pytest.mark.parametrize(
    ("sentence", "date", "end"),
    [
        ("Apply by 7 June 2026 to get a plot.", "2026-01-10", "2026-06-07"),
        ("Apply by 7 December 2026 to get a plot.", "2026-01-10", ""),
        ("Register before noon, at the latest by May 3rd, 2025.", "2025-01-10", "2025-05-03"),
        ("The coupon is valid until the end of 2025.", "2025-01-10", "2025-12-31"),
        ("The coupon is valid through 2026.", "2026-01-10", ""),
        ("The deadline is March 31, 2026.", "2026-01-10", "2026-03-31"),
        ("The deadline is March 31, 2026.", "2026-06-10", ""),  # told when it was over
        ("Apply by March 31, 2026.", "2026-06-10", "2026-03-31"),
        ("The offer was open until 3 March 2026.", "2026-01-10", ""),
        ("Nominations close on 15 September 2025.", "2026-06-10", "2025-09-15"),
        ("Nominations closed on 15 September 2025.", "2026-06-10", ""),
    ],
)
def test_deadlines_by_their_day(sentence: str, date: str, end: str) -> None:
    hits = found(f"---\ntitle: How to get a plot\ndate: {date}\n---\n\n{sentence}\n")
    assert [(hit.message, hit.values["end"]) for hit in hits] == ([("deadline", end)] if end else [])
    assert not found(f"---\ntitle: The fair\ndate: {date}\n---\n\n{sentence}\n", "news/fair.md")


@pytest.mark.parametrize(("changed", "expected"), [("2026-03-01", ["2021", "2021", "2022"]), ("2022-02-01", ["2021"])])
def test_a_page_that_is_still_changed_says_no_day_by_itself(changed: str, expected: list[str]) -> None:
    text = (
        f"---\ntitle: 2021's best kettles\ndate: 2021-02-01\nupdated: {changed}\n---\n\n"
        f"## Our picks for 2021\n\n{ME}\n\nThe rates in 2022 are low for everybody.\n"
    )
    assert [hit.span.cut(text) for hit in found(text)][: len(expected)] == expected
    assert (len(found(text)) == 3) is (changed > "2026")


def test_a_page_that_says_only_when_it_was_changed_is_kept_up() -> None:
    text = "---\ntitle: Summer music camp\nupdated: {}\n---\n\nThis year (2024) the camp runs from 21 to 25 July.\n"
    assert len(found(text.format("2026-10-01"))) == 1
    assert not found(text.format("2024-05-01"))


def test_titles_cite_nobody() -> None:
    (hit,) = found("---\ntitle: The 9 best kettles (Tested & Ranked, 2023)\nupdated: 2026-08-20\n---\n")
    assert hit.values["year"] == "2023"


@pytest.mark.parametrize(
    ("key", "expected"), [("metaDescription", 1), ("intent", 0), ("productName", 0), ("question", 1), ("brief", 0)]
)
def test_front_matter_that_a_reader_sees(key: str, expected: int) -> None:
    assert len(found(f"---\ntitle: How to choose a kettle\n{key}: What a kettle costs in 2024\n---\n")) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the one that the depot sells", "", "now"),
        ("the one that the depot sold", "", "past"),
        ("a licence is required", "", "now"),
        ("a licence is now required", "", "now"),
        ("we moved the shop", "", "past"),
        ("it has been moved", "", "past"),
        ("", "the price is", "now"),
        ("", "the price was", "past"),
        ("the wood it takes to be", "", "now"),
        ("", "", ""),
    ],
)
def test_the_nearest_verb_tells_the_tense(before: str, after: str, expected: str) -> None:
    assert tense.nearest(before, after) == expected


@given(st.sampled_from([sentence for sentence, _ in STALE]), st.integers(2000, 2025))
def test_a_year_that_is_not_over_is_never_stale(sentence: str, year: int) -> None:
    assert not found(GUIDE + sentence + "\n", today=dt.date(min(year, 2018), 11, 23))


@given(st.text(alphabet="ab 2019(),.;:–-'\"$%of in by will is ", max_size=120))
def test_any_text_is_read(text: str) -> None:
    for place in years.years(text):
        assert text[place.start : place.end] == str(place.year)
        assert years.reading(place, text) in {sign.reading for sign in years.SIGNS} | {""}
        assert isinstance(years.is_held(place), bool)
    assert {one.span.cut(GUIDE + text) for one in found(GUIDE + text)} <= {"2019"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("## Current rates (2023)", 1),
        ("## Entry rules as of January 2023", 1),
        ("## Typical price of a pair, mid-2023", 1),
        ("<small>Prices correct at January 2024, with delivery.</small>", 1),
        ("The new rule is effective as of March 31, 2023.", 0),
        ("The counts are data as of 2023-Apr-16 6:00 am.", 0),
        ("Kettles rose in mid-2022 and fell in late 2023.", 0),
    ],
)
def test_words_that_say_that_it_is_now(line: str, expected: int) -> None:
    page = f"---\ntitle: How to choose a kettle\ndate: 2024-02-01\n---\n\n{YOU}\n\n{line}\n"
    assert len(found(page)) == expected


def test_what_dates_a_page_without_a_day() -> None:
    page = f"---\ntitle: How to choose a kettle\n---\n\n{YOU}\n\n{{}}\n"
    assert len(found(page.format("*Last updated: 14 February 2022.*"))) == 1
    assert not found(page.format("*Last updated: 14 February 2026.*"))
    plain = f"---\ntitle: The kettle museum\n---\n\n{YOU}\n\n## Opening hours 2024\n\nFrom nine to five.\n"
    assert len(found(plain)) == 1
