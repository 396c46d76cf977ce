"""Spans, lines and prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.text.spans import LineMap, Piece, Position, Prose, Span, Taken, since

TEXTS = st.text(alphabet=st.sampled_from("ab \t\r\n\u2028é漢😀\u0301"), max_size=60)


@given(TEXTS)
def test_offset_and_position_are_inverse(text: str) -> None:
    lines = LineMap(text)
    for offset in range(len(text) + 1):
        assert lines.offset(lines.position(offset)) == offset


@given(TEXTS)
def test_lines_cover_the_text_once(text: str) -> None:
    lines = LineMap(text)
    assert lines.start(1) == 0
    assert "".join(text[lines.start(n) : lines.start(n + 1)] for n in range(1, lines.count + 1)) == text
    for number in range(1, lines.count + 1):
        assert not set(lines.content_span(number).cut(text)) & set("\r\n")


@given(TEXTS)
def test_utf16_columns_are_what_encoding_gives(text: str) -> None:
    lines = LineMap(text)
    for offset in range(len(text) + 1):
        start = lines.start(lines.position(offset).line)
        assert lines.utf16_column(offset) == len(text[start:offset].encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("one\ntwo", 4, Position(2, 1)),
        ("one\r\ntwo", 5, Position(2, 1)),
        ("one\r\ntwo", 4, Position(1, 5)),
        ("one\rtwo", 4, Position(2, 1)),
        ("😀 x", 2, Position(1, 3)),
        ("\tx", 1, Position(1, 2)),
        ("", 0, Position(1, 1)),
    ],
)
def test_positions(text: str, offset: int, position: Position) -> None:
    assert LineMap(text).position(offset) == position


def test_an_offset_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        LineMap("abc").position(4)


def test_a_backward_span_is_refused() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)


def test_prose_takes_all_of_an_indivisible_piece() -> None:
    # source: "a &amp; b": the entity is five code points for one
    prose = Prose("a & b", (Piece(0, 2, 0, 2), Piece(2, 1, 2, 7), Piece(3, 2, 7, 9)))
    assert prose.span(2, 3) == Span(2, 7)
    assert prose.span(0, 5) == Span(0, 9)
    assert prose.span(4, 5) == Span(8, 9)


_SPANS = st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda at: Span(at[0], at[0] + at[1]))


@given(st.lists(_SPANS, max_size=8), _SPANS)
def test_what_is_taken_is_what_one_of_the_stretches_overlaps(spans: list[Span], span: Span) -> None:
    assert Taken(spans).overlaps(span) == any(len(span) and len(s) and span.overlaps(s) for s in spans)


@given(st.lists(st.integers()), st.integers(0, 20))
def test_things_from_a_place_on(things: list[int], place: int) -> None:
    assert list(since(things, place)) == things[place:]
