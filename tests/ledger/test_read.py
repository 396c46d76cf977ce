"""Ledger files: what is read, and what is told of mistakes."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from contentlint import docs
from contentlint.ledger import Ledger, Place, read
from contentlint.ledger.model import Day

TOP = Path(docs.__file__).parents[1]


def ledger(text: str, **more: str) -> Ledger:
    return read({"facts/a.yaml": text, **{f"facts/{name}.yaml": one for name, one in more.items()}})


def mistakes(text: str, **more: str) -> list[str]:
    return [str(one) for one in ledger(text, **more).mistakes]


def test_a_subject_with_names_and_facts() -> None:
    found = ledger(
        "checked: 2026-01-10\nsource: https://kettles.example/\nsubjects:\n"
        "  - subject: Kettle Cloud\n    also: KettleCloud\n    formerly:\n      - Steamer\n"
        "      - {name: Boilmaster, until: 2025-03}\n    supersedes: [Kettle 3]\n    facts:\n"
        "      - price: $20 per month\n        plan: Pro\n        was: [$15 per month]\n"
        "        checked: 2026-02-01\n        check-again: 2026-03-01\n"
    )
    assert found.mistakes == ()
    (subject,) = found.subjects
    names = {name.text: (name.role, name.instead, str(name.day or "")) for name in subject.names}
    assert names == {
        "Kettle Cloud": ("current", "", ""),
        "KettleCloud": ("current", "", ""),
        "Steamer": ("renamed", "Kettle Cloud", ""),
        "Boilmaster": ("renamed", "Kettle Cloud", "2025-03"),
        "Kettle 3": ("superseded", "Kettle Cloud", ""),
    }
    (fact,) = subject.facts
    assert (fact.value, fact.plans, fact.was, fact.place) == (
        "$20 per month",
        ("Pro",),
        ("$15 per month",),
        Place("facts/a.yaml", 11),
    )
    assert fact.upkeep.source == "https://kettles.example/"
    assert fact.upkeep.checked == Day(2026, 2, 1)
    assert not fact.upkeep.is_due(dt.date(2026, 2, 28))
    assert fact.upkeep.is_due(dt.date(2026, 3, 1))


@pytest.mark.parametrize("size", ["250 g", "5 m", "3 l", "16 GB"])
def test_a_unit_may_be_a_letter(size: str) -> None:
    assert ledger(f"subjects:\n  - subject: A\n    facts: [{{size: {size}}}]\n").mistakes == ()


def test_a_name_is_old_from_its_day_on() -> None:
    found = ledger("subjects:\n  - {subject: B, formerly: [{name: A, until: 2025-03-01}]}\n")
    old = next(name for name in found.subjects[0].names if name.text == "A")
    assert not old.is_old(dt.date(2025, 2, 28))
    assert old.is_old(dt.date(2025, 3, 1))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("subjects:\n  - subject: A\n  - subject: B\n    also: [a]\n", "facts/a.yaml:4: 'a' is a name of two subjects"),
        (
            "subjects:\n  - subject: A\n    facts:\n      - price: $5\n      - price: $6\n",
            "facts/a.yaml:5: the price of A is $6 here and $5 in facts/a.yaml:4",
        ),
        ("subjects:\n  - subject: A\n    facts: [{price: $5}, {price: 5 dollars}]\n", "the same fact stands in"),
        ("subjects:\n  - subject: A\n    day: 2026-02-30\n", "facts/a.yaml:3: 'day' must be a day of the calendar"),
        ("subjects:\n  - subject: A\n    facts: [{price: 20 florins}]\n", "facts/a.yaml:3: 'price' must be an amount"),
        ("subjects:\n  - subject: A\n    facts: [{size: 20 blips}]\n", "the unit of '20 blips' is not known"),
        (
            "subjects:\n  - subject: A\n    facts:\n      - limit: 9 cups\n        was: [2,000 cups]\n",
            "'2' does not say what it counts (in a list a comma ends a value",
        ),
        ("subjects:\n  - subject: A\n    facts: [{duration: 3 moons}]\n", "'duration' must be a stretch of time"),
        ("subjects:\n  - subject: A\n    facts: [{limit: 300}]\n", "does not say what it counts"),
        ("subjects:\n  - subject: A\n    facts: [{date: 2026-13-01}]\n", "'date' must be a day, a month or a year"),
        ("subjects:\n  - subject: A\n    facts: [{what: price}]\n", "a fact needs one of price, limit"),
        ("subjects:\n  - subject: A\n    facts: [{price: $5, size: 3 km}]\n", "a fact has price and size: make two"),
        ("subjects:\n  - subject: A\n    alsp: [b]\n", "unknown key 'alsp' of a subject; did you mean 'also'?"),
        (
            "subjects:\n  - subject: A\n    also: [b]\n    also: [c]\n",
            "'also' stands twice in a subject, first on line 3",
        ),
        ("subjects:\n  - also: [b]\n", "facts/a.yaml:2: a subject needs a name"),
        ("subjects:\n  - subject: A\n    status: gone\n", "'status' must be one of released, renamed, merged, retired"),
        ("subjects:\n  - subject: A\n    status: merged\n", "needs `instead:` with what it went into"),
        ("subjects:\n  - subject: A\n    source: kettles.example\n", "'source' must be an address"),
        ("checked: 2026-05-01\ncheck-again: 2026-04-01\nsubjects: []\n", "'check-again' (2026-04-01) is before"),
        ("- subject: A\n", "put `subjects:` above its list"),
        ("subject: A\n", "unknown key 'subject' of a ledger; did you mean 'subjects'?"),
        ("subjects: [\n", "is not valid YAML"),
        ("subjects: {A: b}\n", "'subjects' must be a list"),
        ("subjects: [A]\n", "a subject must be a table of keys and values"),
        ("subjects: &a [*a]\n", "repeats what is not there, or itself"),
        ("subjects: " + "[" * 70 + "]" * 70, "is nested too deep"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, told: str) -> None:
    assert any(told in one for one in mistakes(text)), mistakes(text)


def test_all_mistakes_are_told_and_the_rest_is_used() -> None:
    found = ledger(
        "subjects:\n  - subject: A\n    facts: [{price: x}, {price: $5}]\n  - subject: B\n    day: never\n",
        other="subjects:\n  - subject: a\n  - subject: C\n",
    )
    assert [(one.place.file, one.place.line) for one in found.mistakes] == [
        ("facts/a.yaml", 3),
        ("facts/a.yaml", 5),
        ("facts/other.yaml", 2),
    ]
    assert [fact.value for fact in found.facts()] == ["$5"]
    assert set(found.by_name) == {"A", "B", "a", "C"}


def test_plans_tell_facts_apart() -> None:
    assert mistakes("subjects:\n  - subject: A\n    facts: [{price: $5, plan: Pro}, {price: $6, plan: Team}]\n") == []


def test_an_empty_file_is_no_mistake() -> None:
    assert mistakes("") == mistakes("# nothing yet\n") == mistakes("subjects:\n") == []


def test_repeated_aliases_are_refused() -> None:
    bomb = "a: &a [1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(8)
    )
    assert any("the aliases repeat more than" in one for one in mistakes(bomb + "subjects: []\n"))


def test_the_starter_holds_and_is_of_the_schema() -> None:
    starter = (TOP / "examples" / "facts" / "products.yaml").read_text("utf-8")
    assert mistakes(starter) == []
    schema = json.loads((TOP / "docs" / "ledger.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    data = json.loads(json.dumps(yaml.safe_load(starter), default=str))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []


def test_the_schema_has_the_keys_that_are_read() -> None:
    reading = importlib.import_module("contentlint.ledger.read")
    schema = json.loads((TOP / "docs" / "ledger.schema.json").read_text("utf-8"))
    assert set(schema["properties"]) == set(reading._TOP)
    assert set(schema["$defs"]["subject"]["properties"]) == set(reading._SUBJECT)
    assert set(schema["$defs"]["fact"]["properties"]) == set(reading._FACT)


def test_the_page_names_every_key() -> None:
    reading = importlib.import_module("contentlint.ledger.read")
    page = (TOP / "docs" / "ledger.md").read_text("utf-8")
    for key in {*reading._TOP, *reading._SUBJECT, *reading._FACT}:
        assert re.search(rf"`(?:\w[\w-]*`, `)*{key}`|`{key}", page), key
