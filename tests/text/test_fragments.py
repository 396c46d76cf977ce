"""Text fragments, by the examples of the draft's own rules: what is a directive, and what text has its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.text.fragments import Directive, parse

TEXT = "The  quick\nbrown fox’s café is open.\n\nThen the FOX sleeps, well-fed; 猫が寝る。 The fox wakes."


@pytest.mark.parametrize(
    ("fragment", "plain", "directives"),
    [
        ("two", "two", ()),
        ("", "", ()),
        (":~:text=fox", "", (Directive("fox"),)),
        ("#two:~:text=fox", "two", (Directive("fox"),)),
        (":~:text=a%20kettle,the%20tea", "", (Directive("a kettle", "the tea"),)),
        (":~:text=hot-,kettle", "", (Directive("kettle", prefix="hot"),)),
        (":~:text=kettle,-boils", "", (Directive("kettle", suffix="boils"),)),
        (":~:text=hot-,kettle,tea,-cools", "", (Directive("kettle", "tea", "hot", "cools"),)),
        (":~:text=well%2Dfed&text=one%2C%20two%26", "", (Directive("well-fed"), Directive("one, two&"))),
        (":~:selector=x&text=fox&foo", "", (Directive("fox"),)),
        (":~:text=fox:~:text=x", "", (Directive("fox:~:text=x"),)),
        # What browsers take for no directive.
        *((f":~:{wrong}", "", ()) for wrong in ("", "text=", "text=,x", "text=x,", "text=a,b,c", "text=a-", "text=-a",
                                                "text=a-,b,c,d,-e", "text=a-,-b", "txt=a", "TEXT=a")),
    ],
)  # fmt: skip
def test_parse(fragment: str, plain: str, directives: tuple[Directive, ...]) -> None:
    assert parse(fragment) == (plain, directives)


@pytest.mark.parametrize(
    ("directive", "is_there"),
    [
        ("the%20quick%20brown", True),
        ("QUICK", True),
        ("quick%20%20%0Abrown", True),
        ("quic", False),
        ("uick", False),
        ("fox's%20cafe", True),
        ("%E2%80%9Cfox", False),
        ("quick%20fox", False),
        ("quick,open", True),
        ("open,quick", False),
        ("quick,sleep", False),
        ("qui,open", False),
        ("the,fox,-wakes", True),
        ("the,fox,-barks", False),
        ("the-,fox,-sleeps", True),
        ("the-,fox,-wakes", True),
        ("brown-,fox,-sleeps", False),
        ("quick-,fox", False),
        ("brown%20f-,ox", True),  # only the outer edges of a prefix and its text are those of words
        ("well%2Dfed", True),
        ("fed", True),
        ("%E7%8C%AB", True),  # in a script without blanks any character may begin or end a word
        ("%E7%8A%AC", False),
        ("%C2%AD", True),  # nothing that could be missing
    ],
)
def test_is_in(directive: str, is_there: bool) -> None:
    (one,) = parse(f":~:text={directive}")[1]
    assert one.is_in(TEXT) is is_there


def test_words() -> None:
    assert [Directive("fox", prefix="a").words, Directive("fox", "hen").words] == ["fox", "fox … hen"]


@given(st.text(max_size=30), st.lists(st.text(alphabet="ab -,é\u0301&", max_size=6), max_size=5))
def test_nothing_raises(text: str, parts: list[str]) -> None:
    for one in parse(f"x:~:text={','.join(parts)}")[1]:
        assert isinstance(one.is_in(text), bool)


@given(st.lists(st.sampled_from(["kettle", "tea", "Ünder", "42"]), min_size=1, max_size=8), st.data())
def test_words_of_a_text_are_in_it(words: list[str], data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(begin, len(words) - 1))
    assert Directive(" ".join(words[begin : end + 1])).is_in(" \n".join(words))
    after = words[words.index(words[begin]) + 1 :]
    assert Directive(words[begin], words[end]).is_in("\t".join(words)) is (words[end] in after)


def test_a_long_page_takes_no_long_time() -> None:
    page = "a b " * 250_000  # as many starts, ends and suffixes that nearly fit
    for directive in (Directive("a", "b", suffix="c"), Directive("b", prefix="a", suffix="c"), Directive("a", "c")):
        assert not directive.is_in(page)
