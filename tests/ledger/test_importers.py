"""Lists that sites keep already, as ledger files."""

from __future__ import annotations

import json

import pytest

from contentlint.errors import ReadError
from contentlint.ledger import Ledger, read
from contentlint.ledger.importers import from_csv, from_json

MODELS = {
    "_metadata": {"lastUpdated": "2026-01-10", "nextRefreshDue": "2026-01-17"},
    "kettleworks": {
        "flagship": {
            "name": "Kettle 5",
            "released": "2025-12",
            "variants": ["Kettle 5", "Kettle 5 Mini"],
            "recipeWindow": "200 recipes (expandable to 300)",
            "steamOutput": "20 minutes (Pro), 10 minutes (Mini)",
            "licence": "free for all",
        },
        "api": {
            "pricing": {"kettle-5": {"input": "$0.01/1K", "output": "$3 per 1M tokens", "extra": "$5"}},
            "latestModels": ["kettle-5"],
            "platform": "Steam Works",
        },
        "can": {"steam": True, "whistle": False},
        "consumer": {"boilmaster": "Rebranded to Kettle Cloud"},
        "deprecated": ["kettle-4", "kettle-3-mini", "boilmaster"],
    },
    "steamers": {"deprecated": ["puffer"]},
    "others": {"puffing": {"latest": "Puff 2", "steamWindow": "90 recipes", "platform": "all"}},
    "comparison": {"bestForTea": ["Kettle 5", "Puff 2"]},
    "outdatedReferences": {
        "examples": [
            {"outdated": "Kettle 3", "current": "Kettle 5 Mini"},
            {"outdated": "100 recipe window for Kettle", "current": "200"},
        ]
    },
}


def imported(text: str) -> Ledger:
    found = read({"facts/a.yaml": text})
    assert found.mistakes == ()
    return found


def test_a_list_of_models() -> None:
    text = from_json(json.dumps(MODELS), "models.json")
    found = imported(text)
    names = {name.text: (name.role, name.instead) for subject in found.subjects for name in subject.names}
    assert names["kettle-4"] == ("superseded", "Kettle 5")
    assert names["Kettle 3"] == ("superseded", "Kettle 5 Mini")
    assert names["kettle-3-mini"] == ("superseded", "Kettle 5 Mini")
    assert names["Boilmaster"] == ("renamed", "Kettle Cloud")
    facts = {(fact.what, fact.plans): (fact.value, fact.others, fact.was) for fact in found.facts()}
    assert facts["recipe window", ()] == ("200 recipes", ("300 recipes",), ("100 recipes",))
    assert facts["steam output", ("Pro",)] == ("20 minutes", (), ())
    assert facts["released", ()] == ("2025-12", (), ())
    assert str(next(found.facts()).upkeep.again) == "2026-01-17"
    prices = {(fact.what, fact.value) for fact in found.facts() if fact.kind == "price"}
    assert prices == {("input", "$0.01 per 1,000 tokens"), ("output", "$3 per 1M tokens")}
    assert {fact.value for fact in found.facts() if fact.subject == "Puff 2"} == {"90 recipes"}
    left = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("# not taken over")]
    assert left == [
        "kettleworks.api.platform: Steam Works",
        "kettleworks.can (steam, whistle)",
        "comparison.bestForTea (Kettle 5, Puff 2)",
        "licence of Kettle 5: free for all",
        "extra price of kettle-5, $5: say what it is for, such as `price: $2 per 1,000 tokens`",
        "platform of Puff 2: all",
        "puffer of steamers is deprecated: say what stands for it",
    ]


def test_a_table() -> None:
    found = imported(
        from_csv(
            "subject,formerly,what,value,plan,source,checked\n"
            "Kettle Cloud,Boilmaster; Steamer,,$20 per month,Pro,https://kettles.example,2026-01-01\n"
            "Kettle Cloud,,recipe limit,200 recipes,,,\n"
            'Kettle 5,,,"1,700 ml",,,\n',
            "facts.csv",
        )
    )
    assert [(fact.subject, fact.kind, fact.value, fact.what) for fact in found.facts()] == [
        ("Kettle Cloud", "price", "$20 per month", ""),
        ("Kettle Cloud", "limit", "200 recipes", "recipe limit"),
        ("Kettle 5", "size", "1,700 ml", ""),
    ]
    assert {name.text for name in found.subjects[0].names} == {"Kettle Cloud", "Boilmaster", "Steamer"}
    assert found.subjects[0].facts[0].upkeep.source == "https://kettles.example"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,value\nA,1\n", "facts.csv:1: needs a column `subject`"),
        ("subject,prize\nA,1\n", "facts.csv:1: unknown column 'prize'"),
        ("subject,value\n,1\n", "facts.csv:2: a row needs a subject"),
        ("subject,value\nA,$1,000\n", "facts.csv:2: has more cells"),
        ("subject,kind,value\nA,cost,$1\n", "facts.csv:2: the kind must be one of price"),
    ],
)
def test_what_is_wrong_with_a_table(text: str, told: str) -> None:
    with pytest.raises(ReadError) as caught:
        from_csv(text, "facts.csv")
    assert told in str(caught.value)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"a": {"b": 1}}'])
def test_what_is_no_list_of_models(text: str) -> None:
    with pytest.raises(ReadError):
        from_json(text, "models.json")


@pytest.mark.parametrize("name", ["yes", "null", "1.0", "a: b", "a #b", "- a", "'a", '"a\\', "[a]", "*a", "a,", "{a}"])
def test_every_name_is_written_so_that_it_is_read_again(name: str) -> None:
    text = from_csv("subject\n" + '"' + name.replace('"', '""') + '"\n', "facts.csv")
    assert [subject.name for subject in imported(text).subjects] == [name]
