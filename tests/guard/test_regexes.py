"""Expressions that are kept compiled match as freshly compiled ones do, and nothing that is wrong is believed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.guard import place, regexes

pytestmark = pytest.mark.skipif(sys.implementation.name != "cpython", reason="of CPython's `re` only")

SOURCES = (
    r"(?P<year>\d{4})-(?P<month>\d\d)", r"(?i)\b(?:straße|[a-ï]+)\b", r"(?<!\w)(a|ab)(?=c)\1?", r"^\s*$",
    r"[^\W\d_]{1,9}+",
    "é+|ﬁ|\U0001f600", r"(?>x|xy)z", "",
)  # fmt: skip


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where the file is kept in these tests."""
    found = [str(tmp_path / "expressions.json")]
    monkeypatch.setattr(place, "beside_program", lambda name: found)
    monkeypatch.setattr(regexes, "_WORTH", 0.0)
    return found


def store() -> regexes._Store:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]

    return regexes._Store(_sre, _compiler, _parser)


def test_what_is_kept_matches_as_what_is_compiled(places: list[str]) -> None:
    first = store()
    for source in SOURCES:
        first.compile(source, re.MULTILINE)
    first.keep()
    second = store()
    second._parse = lambda *_: pytest.fail("it was compiled again")
    texts = ["2024-05", "Straße ÏÎ", "abcab", " \n\n", "ﬁé😀", "xyz xz", ""]
    for source in SOURCES:
        kept, fresh = second.compile(source, re.MULTILINE), re.compile(source, re.MULTILINE)
        assert (kept.flags, kept.groups, dict(kept.groupindex)) == (fresh.flags, fresh.groups, dict(fresh.groupindex))
        for text in texts:
            assert [(m.span(), m.groups(), m.lastgroup) for m in kept.finditer(text)] == [
                (m.span(), m.groups(), m.lastgroup) for m in fresh.finditer(text)
            ]


@given(data=st.binary(max_size=60), cut=st.integers(0, 2000))
def test_a_damaged_file_is_not_believed(data: bytes, cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    where = [str(tmp_path_factory.mktemp("kept") / "expressions.json")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, "beside_program", lambda name: where)
        patch.setattr(regexes, "_WORTH", 0.0)
        first = store()
        first.compile(SOURCES[0], 0)
        first.keep()
        whole = Path(where[0]).read_bytes()
        Path(where[0]).write_bytes(whole[: cut % len(whole)] + data)
        found = store().compile(SOURCES[0], 0)
    assert found.match("2024-05")["month"] == "05"


def test_what_another_python_has_kept_is_compiled_anew(places: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = store()
    first.compile("a+", 0)
    first.keep()
    assert store()._kept
    monkeypatch.setattr(sys, "version", "another")
    assert not store()._kept


def test_a_wrong_expression_is_told_as_ever(places: list[str]) -> None:
    with pytest.raises(re.error, match="unterminated"):
        store().compile("[a", 0)


def test_a_python_whose_parts_differ_compiles_as_it_does(places: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from re import _compiler  # type: ignore[attr-defined]

    own = _compiler.compile
    monkeypatch.setattr(regexes, "_store", None)
    monkeypatch.setattr(_compiler, "_code", lambda *_: [17])
    regexes.use_kept()
    assert _compiler.compile is own and regexes._store is None
