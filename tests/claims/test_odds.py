"""The odds that an editor asks for a source: signals, weights, and what becomes of them in a finding."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from contentlint import lint_text
from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.odds import KINDS, Weights, kind_of, weights
from contentlint.claims.odds.classes import classes
from contentlint.claims.odds.signals import candidates, lengths, stems
from contentlint.claims.odds.words import WORDS, in_words
from contentlint.claims.reading import Reading
from contentlint.cli import main
from contentlint.post.post import Post

LEXICON = Lexicon(catalog.load().vocabulary)
GARDEN = " ".join(
    f"{who} water the beds in the evening and look after the paths, the pond and the old wall behind the shed."
    for who in ("Most of us", "Some neighbours", "The children", "My parents", "Two friends", "The twins")
)
"""Prose that claims nothing, long enough to tell what kind of post it stands in."""
CLAIM = "According to industry surveys, the average household in the country spends $1,200 to $1,900 a year on plants."
POST = f"---\ntitle: How much does a garden cost in 2026?\n---\n\n{CLAIM}\n\n{GARDEN}\n\n{GARDEN}\n"


def signals(text: str, words: str) -> frozenset[str]:
    """The signals of the candidate whose unit has the words."""
    reading = Reading(Post("post.md", text), LEXICON)
    return next(one.signals for one in candidates(reading) if words in reading.units[one.index].text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 40 to 60% of allotments have a shed.", {"F:percent", "range", "cue", "cue:strong"}),
        ("Most gardens have 3 sheds.", {"R:general"}),
        ("A greenhouse costs $900.", {"F:money", "cue:money", "R:price", "K:sentence", "N:1"}),
        ("Studies show that roses dislike wind.", {"said:vague", "R:appeal", "N:0"}),
        ("Aphids are the most common pest in greenhouses.", {"ranking"}),
        ("We counted 43% of our own hives empty.", {"own"}),
        ("In [a survey](https://survey.example/bees) 43% lost a hive.", {"src", "ulinks", "seclinks", "P:outward1"}),
        ("Suppose 40% of your hives die: then you need three new queens.", {"s:suppose", "s:suppose #", "r:your"}),
        ("Why do 40% of hives die?", {"question", "L:do", "Q:of"}),
        ('The keeper said: "We lost 40% of our hives."', {"quoted:speaker"}),
        ('Write "We lost 40% of our hives" on the box.', {"quoted:sample"}),
        ("Set the humidity to 40% before you close the lid.", {"b:humidity to", "l:humidity"}),
        ("Costs:\n\n- Clay: $40", {"i:cost", "K:item"}),
        ("## 43% of hives are empty\n", {"K:heading"}),
        ("| Tool | Price |\n|---|---|\n| Spade | $40 |\n", {"K:row"}),
    ],
)
def test_signals_are_seen(text: str, expected: set[str]) -> None:
    reading = Reading(Post("post.md", text), LEXICON)
    seen = {name for one in candidates(reading) for name in one.signals}
    assert expected <= seen, expected - seen


def test_the_title_and_the_links_are_signals_of_every_candidate() -> None:
    seen = signals(POST, "industry surveys")
    assert {"T:howto", "T:cost", "T:year", "P:outward0"} - seen == {"T:howto"} - {
        "T:howto" if "T:howto" in seen else ""
    }
    assert "P:outward0" in seen and "T:cost" in seen


@given(st.text(max_size=80))
def test_stems_are_lower_case_and_have_no_numbers(text: str) -> None:
    for stem in stems(text):
        assert stem == stem.lower() and not stem.isdigit()


def test_stems_are_words_without_their_endings_and_numbers_are_known_by_their_length() -> None:
    assert stems("Prices rising, 1999: 5% of users") == ["pric", "ris", "#", "#", "%", "of", "user"]
    assert lengths("Prices rising, 1999: 5% of users, 12,000") == {"#four", "#one", "#two", "#many"}


def test_candidates_are_wide() -> None:
    texts = (
        "About two thirds of the time it rains.", "30-40 might do.", "It is #1 in the state.",
        "It pays for itself within nine months.", "Most gardeners usually prefer clay.", "Thousands of hedges went.",
    )  # fmt: skip
    for text in texts:
        assert list(candidates(Reading(Post("post.md", text), LEXICON))), text


@given(st.lists(st.sampled_from(sorted(weights().weights)), max_size=40))
def test_the_probability_does_not_depend_on_the_order(names: list[str]) -> None:
    learnt = weights()
    chance = learnt.probability(names)
    assert 0 < chance < 1
    assert learnt.probability(list(reversed(names))) == chance
    assert learnt.probability([*names, "a name that nothing was learnt of"]) == chance


def test_each_kind_has_weights_of_its_own() -> None:
    learnt = Weights((0.0, 1.0, 2.0), {"a": (1.0, 2.0, 3.0)}, 0.5)
    for names, logit in ((["F:money", "a"], 1.0), (["F:percent", "F:money", "a"], 3.0), (["a"], 5.0)):
        assert learnt.probability(names) == pytest.approx(1 / (1 + math.exp(-logit)))
    assert [KINDS[kind_of(names)] for names in (["F:money"], ["F:ratio"], ["F:count"])] == list(KINDS)


def test_what_is_called_something_weighs_something() -> None:
    assert not WORDS.keys() - weights().weights.keys()
    assert not {f"R:{name}" for name in classes()} - weights().weights.keys()


def test_two_signals_are_told_in_words() -> None:
    told = in_words(signals(POST, "industry surveys"))
    assert len(told) == 2
    assert all(" speaks " in one for one in told)


def test_a_finding_states_how_likely_it_is() -> None:
    found = lint_text(POST, select=["claims"])
    assert found and all(one.confidence is not None and 0 < one.confidence <= 1 for one in found)
    assert all(one.as_dict()["confidence"] == one.confidence for one in found)


def test_what_is_not_likely_enough_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(POST)
    severities = {}
    for least in ("0", "1"):
        (tmp_path / "contentlint.toml").write_text(
            "".join(
                f"[rules.{rule}]\nmin-confidence = {least}\n"
                for rule in ("unsourced-statistic", "unsourced-amount", "vague-attribution")
            )
        )
        run = CliRunner().invoke(main, ["check", str(tmp_path), "--select", "claims", "--format", "json"])
        severities[least] = {one["severity"] for one in json.loads(run.stdout)["findings"]}
    assert severities == {"0": {"warning"}, "1": {"info"}}


def test_what_a_list_of_sources_says_is_no_claim() -> None:
    text = f"{POST}\n## Sources\n\n- Gardens of the county: {CLAIM}\n"
    assert [one.line for one in lint_text(text, select=["claims"]) if one.line > 10] == []


def test_the_evidence_in_a_passage_weighs_more_than_in_a_post() -> None:
    passage = "The average gardener spends $1,200 to $1,900 a year on seeds."
    (alone,) = lint_text(passage, select=["claims"])
    (within,) = lint_text(f"{passage}\n\n{GARDEN}\n\n{GARDEN}\n", select=["claims"])
    assert alone.confidence is not None and within.confidence is not None
    assert alone.confidence > within.confidence


@given(st.floats(0.001, 0.999))
def test_the_probability_in_a_passage_is_that_of_another_prior(chance: float) -> None:
    learnt = Weights((0.0, 0.0, 0.0), {}, 0.25, base=0.1)
    assert learnt.of_passage(0.1) == pytest.approx(0.5)
    assert chance <= learnt.of_passage(chance) <= 1
    assert Weights((0.0, 0.0, 0.0), {}, 0.25, base=0.5).of_passage(chance) == pytest.approx(chance)


def test_what_has_a_source_or_is_marked_as_own_is_never_asked_for_one() -> None:
    sourced = POST.replace("industry surveys", "[industry surveys](https://survey.example/plants)")
    own = POST.replace("---\n\n", "own-data: true\n---\n\n", 1)
    for text in (sourced, own):
        assert not [one for one in lint_text(text, select=["claims"]) if "1,200" in one.excerpt]


@pytest.mark.parametrize(
    ("words", "sentence", "terms"),
    [
        ("vague-sources", "Hedge whisperers say that ivy ruins every wall of the country.", ["hedge whisperers say"]),
        ("superlatives", "Ivy is the hedgest plant in the world.", ["the hedgest"]),
        ("quantity-words", "A fair few of the towns have no park.", ["a fair few"]),
    ],
)
def test_a_word_of_a_list_comes_and_goes(tmp_path: Path, words: str, sentence: str, terms: list[str]) -> None:
    (tmp_path / "post.md").write_text(POST.replace(CLAIM, sentence))
    (tmp_path / "contentlint.toml").write_text("")

    def found() -> bool:
        run = CliRunner().invoke(main, ["check", str(tmp_path), "--select", "claims", "--format", "json"])
        return any(one["line"] == 5 for one in json.loads(run.stdout)["findings"])

    assert not found()
    (tmp_path / "contentlint.toml").write_text(f"[vocabulary.{words}]\nadd = {json.dumps(terms)}\n")
    assert found()
