"""Claims: what is one, what supports it, what needs no source, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from contentlint import claims
from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import Claim, units_of
from contentlint.claims.agreement import conflicts
from contentlint.claims.sums import mistakes
from contentlint.claims.support import link_class
from contentlint.cli import main
from contentlint.post.post import Post

LEXICON = Lexicon(catalog.load().vocabulary)


def found(text: str) -> tuple[Claim, ...]:
    return claims.find(Post("post.md", text), LEXICON)


def asked(text: str) -> list[str]:
    """The words of the claims that a source is asked for."""
    post = Post("post.md", text)
    return [post.excerpt(c.span) for c in claims.find(post, LEXICON) if c.verdict == "open"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("About 62% of allotments have a shed.", ["62%"]),
        ("Nine out of ten gardeners water too much.", ["Nine out of ten"]),
        ("Two thirds of the seeds sold never sprout.", ["Two thirds"]),
        ("Heated beds grow cress three times faster than cold ones.", ["three times"]),
        ("A greenhouse costs between $900 and $2,500.", ["$900 and $2,500"]),
        ("Over 12,000 villages have a seed library.", ["12,000"]),
        (
            "The average plot measures 250 square metres and is let for 11 years.",
            ["250 square metres and is let for 11 years"],
        ),
        ("The market for hand tools will reach $8 billion by 2031.", ["$8 billion"]),
        ("As of 2025, rhubarb covers 4% of the county.", ["4%"]),
        ("Here's one for you: did you know that 71% of robins nest in sheds?", ["71%"]),
        ("If the gate is locked, half of the visitors turn back.", ["half"]),
        ("When 43% of gardeners buy seeds online, we are witnessing the end of the market stall.", ["43%"]),
        ("A week of drought = 20% fewer pears.", ["20%"]),
        ("Leave the hose on and it jumps to 90%.", ["90%"]),
        ("For every beekeeper there is one hive; for every orchard, there are about 7 hives.", ["7"]),
        ("We now have 2.4 months of inventory in this valley.", ["2.4 months"]),
        ("Inflation stood at 9% last spring, as we all felt.", ["9%"]),
        ("The median wait for a plot is approximately 5 years.", ["5 years"]),
        ("Aphids are the most common pest in greenhouses.", ["the most common"]),
        ("# The 7 most common pests", ["7 most common"]),
        ("Demand for plots has never been higher.", ["never been higher"]),
        ("Growers have seen the sharpest decline in bees.", ["the sharpest decline"]),
        ("Several press reports are warning of a poor harvest.", ["Several press reports are warning"]),
        ("Growers using mulch have reported higher yields.", ["Growers using mulch have reported"]),
        ("Drip hoses can:\n\n- Reduce water use by 40%", ["40%"]),
        ("The odds of frost in May are about one in ten.", ["one in ten"]),
        ("The share of growers who dig has fallen to about a third.", ["a third"]),
        ("The number of plots grew from 50 to 2,490 in the valley.", ["50 to 2,490"]),
        ("A rain barrel pays for itself within a few months.", ["pays for itself within a few months"]),
        ("For a grower with a small plot, a realistic range is between $250 and $1,200 a year.", ["$250 and $1,200"]),
        ("Complete sheds get seven times more visitors.", ["seven times"]),
        ("Vendors love to say that mulch triples the harvest.", ["triples"]),
        ("Another 96% of all gardens have a tap.", ["96%"]),
        ("You can deduct 30% of your costs from your tax.", ["30%"]),
        ("Discover tricks that can triple your harvest.", ["triple"]),
    ],
)
def test_figures_about_the_world_are_asked_for(text: str, words: list[str]) -> None:
    assert asked(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Fill the pot to 80% and leave it in the shade.",
        "Keep the humidity under 60%, or the onions rot.",
        "Suppose 30% of your seeds fail: sow a third more.",
        "If 30% of the seeds fail, you still have 14 plants.",
        "We lost 30% of our tomatoes to blight.",
        "In my garden, 3 of 10 pears were wormy.",
        "What if 30% of the seeds fail?",
        'The headline "Save 30% on compost" is what I would not write.',
        "I'm 100% sure that it was the fox.",
        "Aim for a germination rate of 85%.",
        "Our workshop costs $40 for each person.",
        "This list has 12 tools.",
        "Chapter 3 has 14 more recipes.",
        "Set aside 20 minutes for the pruning.",
        "The kiln runs by 02:00 every night.",
        "20 trays × 12 cells = 240 seedlings",
        "Training is only half the battle.",
        "The remaining 40% goes on the compost.",
        "Render the icon at 2x for sharp screens.",
        "A grower with 10 beds and a 20% loss has two beds to spare.",
        "For a $40 order, you'll pay a fee of $2 (5%).",
        "Low germination (<30%)",
        "Offer a small discount (2-3%) to members.",
        "Your $200 pump could be worth $50 next spring.",
        "At $200 a year: break-even in 7 months.",
        "| Beds | What to buy |\n|---|---|\n| 5-20 beds | a hose |\n| > 20 beds | a pump |",
        "## Example: a small garden\n\n- Survival: 70%",
        "Let's look at the most common pests.",
        "Many of the most common pests are harmless.",
        "The nursery is open 0900-1200.",
        "Gardens were laid out there around 3200 BC.",
        "## Phase 1: The first bed ($1,000-$2,000)",
        "- More than 50% left: sow as usual.",
        "Below about 100,000 plants, a hose is usually enough.",
        "For lettuce, 90-95% is normally fine.",
        "You have 20,000 plants, a loss of 2% and an hour a day.",
        "Hold back 10% for surprises.",
        "Doubling the beds quadruples the work.",
        "Sarah spends 61% of her day in the shed. For her, a heater is worth it.",
        "- $1,000+ greenhouses — they last, and you will not need one.",
    ],
)
def test_what_claims_nothing_is_left_alone(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[Some 62%](https://example.org/sheds) of allotments have a shed.", "same sentence"),
        ("[Some 62%][s] of allotments have a shed.\n\n[s]: https://example.org/sheds", "same sentence"),
        ('<a href="https://example.org/sheds">Some 62%</a> of allotments have a shed.', "same sentence"),
        ("Some 62% of allotments have a shed.[^1]\n\n[^1]: [Shed census](https://example.org/sheds)", "footnote"),
        ("Sheds are common. Some 62% of allotments have one. See [the census](https://example.org/c).", "after"),
        ("From [the census](https://example.org/c):\n\n- 62% of allotments have a shed", "introduces"),
        ("The [census](https://example.org/c):\n\n| Plot | Share |\n|---|---|\n| with shed | 62% |", "introduces"),
        ("| Plot | Share |\n|---|---|\n| with shed | 62% |\n\nSource: [census](https://example.org/c)", "source line"),
        (
            "The [shed census](https://example.org/c) came out in May.\n\nThe report also found that 62% have a shed.",
            "points back",
        ),
        (
            "- 62% of allotments have a shed\n- Most sheds are green\n\nSee the [official figures](https://example.org/c).",
            "what follows its list",
        ),
        ("A paper counted them (arXiv:2301.01234). Some 62% of allotments have a shed.", "number of a publication"),
        (
            "# The Shed Survey 2024\n\nThe [Shed Survey](https://example.org/c) is out.\n\n## Sheds\n\nI read it on "
            "Sunday.\n\nNow 62% of allotments have one.",
            "whole post goes through",
        ),
        (
            "The Guild of Gardeners (GOG) reports that 62% have a shed.\n\n**Sources:**\n\n<https://example.org/gog/sheds>",
            "list of sources",
        ),
    ],
)
def test_a_source_is_found_where_it_stands(text: str, where: str) -> None:
    (claim,) = [c for c in found(text) if "62%" in c.figures]
    assert (claim.support, claim.verdict) == ("sourced", "settled")
    assert where in claim.reasons[-1]
    assert claim.sources


def test_a_sentence_without_end_is_judged_piece_by_piece_and_nothing_is_lost() -> None:
    text = "Rye and oats grow here and " * 80 + "so 62% of allotments have a shed " + "and barley too " * 80
    post = Post("post.md", text)
    units = units_of(post, LEXICON)
    assert max(len(unit.text) for unit in units) <= 1000
    assert "".join(unit.text for unit in units) == text.strip()
    assert asked(text) == ["62%"]


def test_figures_of_a_market_are_nobodys_own_and_those_called_ours_are() -> None:
    ours = "I sell plots. I love it. We walk a lot. I write. We read. "
    assert asked(ours + "We see home prices 10% above last year's.") == ["10%"]
    assert asked(ours + "Our sales are 10% above last year's.") == []


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("https://example.org/report", "source"),
        ("https://example.org/", "home"),
        ("https://www.example.org", "home"),
        ("/blog/other-post", "internal"),
        ("https://my.blog/stats", "internal"),
        ("https://www.amazon.com/dp/B0?tag=me-21", "affiliate"),
        ("https://www.google.com/search?q=sheds", "search"),
        ("https://twitter.com/intent/tweet?text=x", "share"),
    ],
)
def test_not_every_link_is_a_source(target: str, kind: str) -> None:
    assert link_class(target, LEXICON, "my.blog") == kind
    asks = asked(f"Some 62% of allotments have [a shed]({target}).")
    assert bool(asks) == (kind != "source" and target != "https://my.blog/stats")


def test_what_a_survey_of_ones_own_found_needs_no_source_and_what_the_industry_does_needs_one() -> None:
    head = "---\ntitle: The 2025 growers' survey\nsummary: Results of our third annual community survey.\n---\n\n"
    assert asked(head + "- Experience: 54% have grown beans for ten years.\n- Plots: 61% have one.") == []
    assert asked(head + "The market for seeds grew by 7% last year.") == ["7%"]


def test_the_year_of_a_figure_is_not_the_year_of_a_report() -> None:
    bare, dated = found(
        "According to Eurostat, the average plot measured 250 square metres and cost 12% more in 2024.\n\n"
        "According to the 2024 Eurostat survey, 12% of homes keep hens."
    )
    assert (bare.verdict, dated.verdict) == ("open", "doubtful")


def test_who_is_named_and_who_is_not() -> None:
    named, vague = found("According to Eurostat, 12% of homes keep hens.\n\nStudies show that hens calm people.")
    assert (named.support, named.name, named.verdict) == ("named-unlinked", "Eurostat", "open")
    assert (vague.support, vague.name, vague.type) == ("vague", "Studies show", "study")


def test_a_source_that_can_be_found_is_only_a_note() -> None:
    (claim,) = found("According to the Eurostat Poultry Survey 2023, 12% of homes keep hens.")
    assert (claim.support, claim.verdict) == ("named-unlinked", "doubtful")


def test_an_appeal_overrules_advice() -> None:
    (claim,) = found("Keep the coop warm: research suggests that hens should have 20% more feed in winter.")
    assert (claim.support, claim.verdict) == ("vague", "open")


def test_a_headline_is_sourced_by_the_text_and_repetitions_know_the_first() -> None:
    text = (
        "---\ntitle: Why 62% of allotments have a shed\n---\n\n## Sheds\n\n"
        "[A census](https://example.org/c) counted that 62% of allotments have a shed.\n\n"
        "## Ponds\n\nSome 9% of allotments have a pond.\n\n## FAQ\n\nDo many have ponds? Yes, 9% of allotments do.\n"
    )
    title, census, pond, again = found(text)
    assert (title.support, title.verdict, census.support) == ("sourced", "settled", "sourced")
    assert pond.repeats is None
    assert again.repeats == pond.span
    assert again.verdict == "open"


@pytest.mark.parametrize(
    "text",
    [
        "---\nown-data: true\n---\n\nOf those asked, 62% have a shed.",
        "---\nown-data: [have a shed]\n---\n\nOf those asked, 62% have a shed.",
        "<!-- own-data -->\n\nOf those asked, 62% have a shed.",
    ],
)
def test_the_author_can_mark_own_data(text: str) -> None:
    (claim,) = found(text)
    assert (claim.support, claim.verdict) == ("own-data", "settled")
    assert "marked as own data" in claim.reasons[-1]


def test_the_mark_holds_up_to_the_next_heading() -> None:
    text = "<!-- own-data -->\n\nSome 62% have a shed.\n\n## Elsewhere\n\nSome 9% of plots have a pond."
    assert asked(text) == ["9%"]


def test_posts_in_other_languages_are_left_alone() -> None:
    line = "Selon une étude récente, près de 62 % des jardins ouvriers de la région possèdent une cabane en bois. "
    assert found(line * 6) == ()


def test_every_claim_says_why() -> None:
    for claim in found("Some 62% have a shed. Experts agree. It is the largest pond in Europe.\n\nWe sold 40%."):
        assert claim.reasons
        assert 0 < claim.confidence <= 1


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Sales went from 40 to 60 sacks, a 70% increase.", "50%"),
        ("Sales went from 40 to 60 sacks, a 50% increase.", None),
        ("Sales fell from 60 to 40 sacks (a third, or 33%, less).", None),
        ("The share rose from 40% to 60%, a 20% increase.", None),  # in points
        ("It rose from about 40 to about 60, roughly a 45% increase.", None),
        ("Three beds, 3 of 4 (85%), were dry.", "75%"),
        ("So 3 of 4 beds (75%) were dry.", None),
        ("We sold 2 of 3 (67%).", None),
        ("20 × $50 = $1,200", "$1,000"),
        ("$200/month = $2,400 per year", None),
        ("$200/month = $2,000 per year", "$2,400"),
        ("400 pages × $2.50 / 1,000 = $1.00", None),
    ],
)
def test_sums_are_redone(text: str, right: str | None) -> None:
    wrong = [m.right for m in mistakes(units_of(Post("post.md", text), LEXICON))]
    assert wrong == ([] if right is None else [right])


def test_totals_and_wholes() -> None:
    table = "| Item | Cost |\n|---|---|\n| Soil | $40 |\n| Seed | $25 |\n| Total | $%d |"
    assert not list(mistakes(units_of(Post("post.md", table % 65), LEXICON)))
    assert [m.right for m in mistakes(units_of(Post("post.md", table % 75), LEXICON))] == ["$65"]
    parts = "How the budget is split:\n\n- 50% soil\n- 40% seed\n- 30% tools\n"
    assert [m.kind for m in mistakes(units_of(Post("post.md", parts), LEXICON))] == ["whole"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("## Box\n\nThe box costs $39/month through Lumen.\n\nPrice: $39-49/month for a Lumen subscription.", 1),
        ("## Box\n\nThe box costs $39/month through Lumen.\n\n## Bag\n\nPrice: $49/month for a Lumen bag.", 0),
        ("## Box\n\nThe Lumen Basic box costs $39/month.\n\nThe price of Lumen Pro is $49/month.", 0),
        ("## Box\n\nThe box costs $39/month through Lumen.\n\nPrice: $390/year for a Lumen subscription.", 0),
    ],
)
def test_one_price_of_one_thing(text: str, count: int) -> None:
    assert len(list(conflicts(units_of(Post("post.md", text), LEXICON)))) == count


PIECES = st.sampled_from(
    [
        "62% of", "$39-49/month", "three times", "Studies show that", "According to", "Eurostat", "[x](https://a.b/c)",
        "`code`", "| a | b |\n|---|---|\n| 1% | 2 |", "\n\n- ", "\n\n## ", "the largest", "we", "if", "\n", ". ", "“", "”",  # noqa: E501
        "from 40 to 60", "= 12", "(50%)", "<li>", "[^1]", "—", "\u00a0", "é", "🥕", "Total", ":", "1 in 4", "2024",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=24).map(" ".join))
def test_spans_lie_in_the_text_and_in_their_unit(text: str) -> None:
    post = Post("post.md", text)
    for claim in claims.find(post, LEXICON):
        assert post.excerpt(claim.span).strip()
        assert claim.unit.end <= len(text)
        assert claim.unit.start <= claim.span.start < claim.span.end <= claim.unit.end
    units = units_of(post, LEXICON)
    assert all(m.span.end <= len(text) for m in mistakes(units))
    assert all(c.first.end <= len(text) for c in conflicts(units))


def test_the_worksheet(tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_text("Some 62% of allotments have a shed.\n\n[Some 9%](https://example.org/p) have a pond.\n", "utf-8")
    run = CliRunner().invoke(main, ["claims", "--format", "json", str(post)])
    assert run.exit_code == 0
    shed, pond = json.loads(run.output)["claims"]
    assert (shed["line"], shed["column"], shed["support"], shed["figures"]) == (1, 1, "none", ["62%"])
    assert (pond["support"], pond["sources"]) == ("sourced", ["https://example.org/p"])
    open_ = CliRunner().invoke(main, ["claims", "--unsupported", "--format", "csv", str(post)])
    assert open_.output.count("\n") == 2
    assert "62%" in CliRunner().invoke(main, ["claims", str(post)]).output
    wrong = CliRunner().invoke(main, ["claims", "--select", "statistics", str(post)])
    assert wrong.exit_code == 2
    assert "did you mean 'statistic'" in wrong.output


@pytest.mark.parametrize(
    "piece",
    [
        "1% of ",
        "According to ",
        "from 40 to ",
        "the 5% becomes 4 ",
        "a $5 thing (x ",
        "the most common 5 days ",
        "of 4 mills, if you (x $5 ",
    ],
)
def test_time_grows_with_the_length_of_a_sentence_and_not_faster(piece: str) -> None:
    from time import process_time

    def seconds(times: int) -> float:
        post = Post("post.md", piece * times)
        _ = post.sentences
        start = process_time()
        claims.find(post, LEXICON)
        return process_time() - start

    seconds(10)  # patterns are compiled once
    assert seconds(3000) < 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rents have jumped a third since the ferry came.", ["a third"]),
        ("Repairs cost a quarter more in the south.", ["a quarter"]),
        ("The mill loses half a percent of its grain.", ["half a percent"]),
        ("A third party runs the mill.", []),
        ("Toddlers sleep eleven hours.", ["eleven hours"]),
        ("You can sleep eleven hours there.", []),
        ("Clerks at the mill save 4-6 hours a week.", ["4-6 hours"]),
        ("Soak the grain for 4-6 hours.", []),
        ("There are 1.8M registered mills in the country.", ["1.8M"]),
        ("The typical clerk gets 121 letters a day.", ["121"]),
        ("Budget for a desk: a decent one costs $300 to $450.", ["$300 to $450"]),
        ("Budget $300 for a desk.", ["$300"]),
        ("Reserve $300 for a desk.", []),
    ],
)
def test_small_figures_are_claims_for_whom_they_are_said_of(text: str, words: list[str]) -> None:
    assert asked(text) == words


def test_a_named_source_is_not_supported_by_the_link_of_another() -> None:
    near = "According to the Miller's Guild, 41% of mills stand still. {} says [a fifth are for sale](https://b.example/x)."
    assert asked(near.format("Harbour Bank")) == ["Miller's Guild"]
    assert asked(near.format("The Guild")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mills in the valley ask $900 a load.\nOld mills ask $1,200. (Based on our own orders.)", []),
        ('He put it well: "Every tenth mill stands still. Nearly 40% of them burn."', []),
        ("According to miller Ann Reed, “Half of our sacks leak.”", []),
        ("We recommend turning the stones when a third of the grooves are worn.", []),
        ("The wheel turns a triple millstone.", []),
        ("The flow has doubled since the dam broke.", ["doubled"]),
        ("A 6 kg sack feeds about five tonnes of hens a year.", ["five tonnes"]),
        ("If you mill at home, buy stones.\nFines for dust can reach $3,000.", ["$3,000"]),
        ("Replacing a miller costs twice their yearly pay.", ["twice"]),
        ("Old mills lost a third of their customers.", ["a third"]),
        ("August remains the busiest month, and it shows.", ["the busiest month"]),
        ("Mills emit more dust than quarries and docks combined.", ["more dust than quarries and docks combined"]),
        ("Millers surveyed in spring agree.", []),
        ("Owners surveyed in spring agree.", ["Owners surveyed"]),
        ("The Flour Post reached the same conclusion.", ["Flour Post"]),
    ],
)  # fmt: skip
def test_what_is_said_around_a_figure_decides(text: str, words: list[str]) -> None:
    assert asked(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## Taxes for millers\n\nYou must file if you earn $600 or more.", ["$600"]),
        ("# Bread for millers\n\nYou would file if you earned $600 or more.", []),
        ("# Taxes for millers\n\nWe mill rye. We bake. We sell. Forty-one states have income tax.", ["Forty-one"]),
        ("# A mill\n\n## A practical negotiation example\n\nYou want closer to $900 a sack.", []),
        ("# A mill\n\n- [Ten Mills That Stand for a 12-Month Stay](#ten)\n\n## Ten\n\nFlour.", []),
        ("Statistically, old mills are more likely to burn.", ["Statistically"]),
        ("A very small share of mills burn.", ["A very small share of"]),
        ("Imagine an offer:\n\n> We pay $900 a sack.", []),
        ("A load is yours, no more 2% flour.", []),
        ("About 41% of mills stand still<sup>1</sup>. A fifth of the mills are for sale.", ["A fifth"]),
        ("# Work permit\n\nA visa needs:\n\n- 2 years of tax returns\n- a stay of 90 days", ["90 days"]),
        ("Rye is the only language in which bread is sold.", ["the only language"]),
        ("- Ferry Mill: power at $0.31/kWh", ["$0.31"]),
        ("- Ferry Mill: power at $31/month", []),
        ("The IRS says $600 is the line. IRS Form A. The IRS, the IRS and the IRS.", ["IRS"]),
    ],
)  # fmt: skip
def test_authorities_examples_and_tables_of_contents(text: str, words: list[str]) -> None:
    assert asked(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # A supposition, an instruction and a target reach as far as their clause.
        ("This might surprise you: 62% of allotments have a shed.", ["62%"]),
        ("Gardeners might spend 62% of their time there.", []),
        ("Here is a number that should worry you: 62% of plots lie fallow.", ["62%"]),
        ("Target: 62% of plots dug over by June.", []),
        ("Don't skip the basics: simple tools still do 60% of the jobs.", ["60%"]),
        ("Break-even comes after 40 weeks, for 70% of growers.", ["40 weeks, for 70%"]),
        ("Sheds were full last year -- 62% of plots had two.", ["62%"]),
        ("Set to exceed $2 billion: the market for hand tools.", ["$2 billion"]),
        ("The bed holds compost (e.g., 30% sand).", []),
        # What a figure is of decides.
        ("A shirt of 80% cotton.", []),
        ("She doubled down on leeks.", []),
        ("The number of sheds doubled in a decade.", ["doubled"]),
        ("Polish the remaining 30% yourself.", []),
        ("Heating accounts for about 54% of your bill.", ["54%"]),
        ("Cress wilts in 40% of your own pots.", []),
        ("Small mills cost roughly twice that of large ones.", ["twice"]),
        ("The guild counts members everywhere; the number now exceeds 35 million.", ["35 million"]),
        ("Bakeries bake 840 million rolls every year.", ["840 million"]),
        ("Over 700 villages have received a seed library.", ["700"]),
        ("It takes about 2,700 litres of water to grow one cotton shirt.", ["2,700 litres"]),
        ("Do not exceed 400 mg a day.", ["400 mg"]),
        ("The average wait for a plot stands at 22 months.", ["22 months"]),
        ("The attention of visitors has dropped to eight seconds.", ["eight seconds"]),
        ("About half the world eats rice each day.", ["half"]),
        ("Workers are more likely to rise early than bakers.", ["are more likely to rise early than bakers"]),
        ("This way is more likely to work than that.", []),
    ],
)
def test_how_far_words_reach_and_what_figures_are_of(text: str, words: list[str]) -> None:
    assert asked(text) == words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Academy of Gardeners recommends nine hours in bed.", "Academy of Gardeners"),
        ("Sheffield Botanists studied 400 plots and found that worms like shade.", "Sheffield Botanists"),
        ("As the Allotment Bank notes, sheds outlive their owners.", "Allotment Bank"),
        ("Ridgeway Tools (in Leeds) reported a 40% rise in sales.", "Ridgeway Tools"),
    ],
)
def test_whoever_is_said_to_have_found_it_is_named(text: str, name: str) -> None:
    (claim,) = found(text)
    assert (claim.support, claim.name) == ("named-unlinked", name)


SOURCES = "\n\nSources:\n\n1. [Guild](https://guild.example/yearbook-2024)\n2. [Bank](https://bank.example/plots)\n"


@pytest.mark.parametrize(
    "text",
    [
        "Some 62% of allotments have a shed.2" + SOURCES,
        "Some 62% of allotments have a shed. Most are green.1,2" + SOURCES,
        "Some 62% of plots have [a shed]([https://a.example/b](https://a.example/b)).",
        "The Guild says 62% of plots have sheds.\n\n## References\n\n- Guild. (2024). [Sheds](https://guild.example/x).\n",
    ],
)
def test_marks_glued_on_and_lists_of_sources_support(text: str) -> None:
    assert {c.support for c in found(text)} == {"sourced"}


def test_a_number_after_a_full_stop_is_no_mark_without_a_list_of_sources() -> None:
    assert asked("Some 62% of allotments have a shed.2") == ["62%"]


def test_what_a_title_claims_is_asked_for_again() -> None:
    title = "The average grower loses $4,000 to $6,000 a year to slugs"
    post = f"---\ntitle: {title}\n---\n\nEvery year, the average grower loses $4,000 to $6,000 to slugs.\n"
    assert asked(post) == ["$4,000 to $6,000", "$4,000 to $6,000"]


TEAM = "We rewrote the sieve. Our team met in May. We like it. We shipped it to all our users.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        TEAM + "This simple patch improved the score by 4%.\n",
        TEAM + "Early experiments show that memory fell by 12%.\n",
        "---\ntitle: Sieve 2.4 released\n---\n\nThe sieve is now 3x faster than before.\n",
    ],
)
def test_what_a_team_measured_of_its_own_program_needs_no_source(text: str) -> None:
    assert asked(text) == []


def test_a_heading_says_what_the_market_asks() -> None:
    assert asked("## Small mills ($20,000 – $50,000)\n\nThey grind rye.\n") == ["$20,000 – $50,000"]
    assert asked("## Sieve Pro ($20-50/month)\n\nIt grinds rye.\n") == []
