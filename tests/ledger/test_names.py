"""Names in texts: every spelling, and never a part of another name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.ledger import Name, Place
from contentlint.ledger.names import NameIndex, normal, spellings
from contentlint.post.post import Post
from contentlint.post.scopes import scope

NAMES = (
    "GPT-4",
    "GPT-4o",
    "GPT-4 Turbo",
    "Bard",
    "Google Bard",
    "Atom",
    "X",
    "C++",
    "iPhone 4",
    "Python 2.7",
    "gpt-neo",
)


def index(*names: str) -> NameIndex:
    return NameIndex(Name(name, name, "current", Place("facts/a.yaml", 1)) for name in names or NAMES)


def found(text: str, *names: str) -> list[tuple[str, str]]:
    return [(one.words, one.name.text) for one in index(*names).find(scope(Post("post.md", text), ["text"]))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We use GPT-4 daily.", ["GPT-4"]),
        ("We use GPT 4, GPT4 and gpt-4.", ["GPT-4", "GPT-4", "GPT-4"]),
        ("A GPT\u20114 with a hard hyphen, a GPT\u00a04 with a hard blank.", ["GPT-4", "GPT-4"]),
        ("GPT-4\nTurbo over two lines", ["GPT-4 Turbo"]),
        ("GPT-4o is another.", ["GPT-4o"]),
        ("GPT-4.1, GPT-40, GPT-4x and GPT-4o-mini are others.", []),
        ("GPT-4, and (GPT-4) or \u201cGPT-4\u201d, GPT-4.", ["GPT-4"] * 4),
        ("GPT-4's answers, a GPT-4-based tool, both GPT-4s", ["GPT-4"] * 3),
        ("Google Bard and Bard", ["Google Bard", "Bard"]),
        ("The atom splits, and the bard sings.", []),
        ("Atom is an editor.", ["Atom"]),
        ("X/Bard and GPT-4/Bard", ["X", "Bard", "GPT-4", "Bard"]),
        ("See bard.google.com, @Bard, #Bard, a/Bard/b and Bard.md.", []),
        ("C++ and not C", ["C++"]),
        ("the iPhone 4 and an iPhone 4S", ["iPhone 4"]),
        ("Python 2.7 but not Python 2.7.1 or 2.7", ["Python 2.7"]),
        ("GPT-Neo, in any case", ["gpt-neo"]),
    ],
)
def test_names_are_found_whole(text: str, names: list[str]) -> None:
    assert [name for _, name in found(text)] == names


def old(text: str) -> Name:
    return Name(text, "Kettle 9", "superseded", Place("facts/a.yaml", 1))


@pytest.mark.parametrize(
    ("names", "more"),
    [
        (("Kettle 3.5 Mini",), {"Kettle Mini 3.5", "Mini 3.5", "Kettle 3.5"}),
        (("kettle-3-mini",), {"kettle mini 3", "mini 3", "kettle 3"}),
        (("Kettle 3 Mini", "Kettle 3"), {"Kettle Mini 3", "Mini 3"}),
        (("Kettle 3 Mini", "Kettle 3 Grand"), {"Kettle Mini 3", "Mini 3", "Kettle 3", "Kettle Grand 3", "Grand 3"}),
        (("Kettle 3 Pro",), {"Kettle Pro 3", "Kettle 3"}),
        (("Kett-L 3",), {"KettL 3"}),
        (("Kettle 3", "The Old Kettle", "Kettle 3 XL", "Kettle Mini", "C 3 Mini"), set()),
    ],
)
def test_an_old_name_with_a_version_is_said_in_other_ways(names: tuple[str, ...], more: set[str]) -> None:
    assert {one.text for one in spellings(map(old, names))} == more


def test_what_is_also_of_today_is_no_other_way_to_say_an_old_name() -> None:
    today = Name("Kettle 3 Grand", "Kettle 3 Grand", "current", Place("facts/a.yaml", 2))
    assert {one.text for one in spellings([old("Kettle 3 Mini"), today])} == {"Kettle Mini 3", "Mini 3"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Take a GPT-4-32k or two.", ["GPT-4"]),
        ("Take a GPT-4-8x7B.", ["GPT-4"]),
        ("Take a GPT-4-mini.", []),
        ("Take a GPT-4-0613.", []),
    ],
)
def test_how_much_of_it_there_is_makes_no_other_name(text: str, names: list[str]) -> None:
    assert [name for _, name in found(text, "GPT-4")] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Take a Kettle 3.5 for tea.", ["Kettle 3.5"]),
        ("Take a Kettle 3.5 Mini for tea.", ["Kettle 3.5 Mini"]),
        ("Take a Kettle 3.5 Grand for tea.", []),
        ("Kettle 3.5 And Tea", ["Kettle 3.5"]),
        ("Take a Mini 3.5 Grand for tea.", ["Mini 3.5"]),
    ],
)
def test_another_kind_is_no_name_without_its_kind(text: str, names: list[str]) -> None:
    found = NameIndex([old("Kettle 3.5 Mini"), *spellings([old("Kettle 3.5 Mini")])]).find(
        scope(Post("post.md", text), ["text"])
    )
    assert [one.name.text for one in found] == names
    assert {one.name.listed for one in found} <= {"Kettle 3.5 Mini"}


def test_two_spellings_are_one_name() -> None:
    assert normal("GPT-4 Turbo") == normal("gpt 4-turbo") == normal("GPT4 Turbo")
    assert normal("GPT-4o") != normal("GPT-4")


def test_the_span_leads_back_to_the_source() -> None:
    post = Post("post.md", "---\ntitle: Notes\n---\n\nTry **Google Bard** now.\n")
    (one,) = index().find(scope(post, ["text"]))
    assert one.span.cut(post.text) == "Google Bard"


@given(st.text(alphabet="GPT4o- .BardX/\u00a0s'", max_size=40))
def test_what_is_found_is_the_name_and_does_not_overlap(text: str) -> None:
    post = Post("post.md", text)
    last = -1
    for one in index().find(scope(post, ["text"])):
        assert normal(one.words) == normal(one.name.text)
        assert one.span.start >= last
        last = one.span.end


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6))
def test_every_name_of_a_list_is_found(names: list[str]) -> None:
    assert [name for _, name in found("We tried " + ", ".join(names) + ".")] == names


def test_thousands_of_names_are_one_search() -> None:
    many = [f"Kettle {number} {word}" for number in range(1000) for word in ("Mini", "Max", "Pro")]
    assert [name for _, name in found("The Kettle 17 Max and the Kettle 999 Mini.", *many)] == [
        "Kettle 17 Max",
        "Kettle 999 Mini",
    ]
