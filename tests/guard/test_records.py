"""Records are what dataclasses are: the same fields, equal, hashed, ordered, shown, replaced and pickled the same."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from contentlint.guard.records import dataclass, field, replace


@dataclass(frozen=True, slots=True, order=True)
class Place:
    line: int
    column: int = 1
    note: str = field(default="", compare=False)


@dataclass(slots=True)
class Open:
    names: list[str] = field(default_factory=list, repr=False)


@dataclass
class Bare:
    one: int = 1


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Standard:
    line: int
    column: int = 1
    note: str = dataclasses.field(default="", compare=False)


def test_records_are_compared_as_dataclasses_are() -> None:
    pairs = [(1, 1, "a"), (1, 1, "b"), (1, 2, ""), (2, 0, "")]
    for one in pairs:
        for two in pairs:
            mine, theirs = (Place(*one), Place(*two)), (Standard(*one), Standard(*two))
            for name in ("__eq__", "__lt__", "__le__", "__gt__", "__ge__"):
                assert getattr(mine[0], name)(mine[1]) == getattr(theirs[0], name)(theirs[1]), (name, one, two)
            assert (hash(mine[0]) == hash(mine[1])) == (hash(theirs[0]) == hash(theirs[1]))
    assert Place(1) != Standard(1)
    assert Place(1) != (1, 1)
    with pytest.raises(TypeError):
        _ = Place(1) < 2  # type: ignore[operator]


def test_records_are_shown_replaced_copied_and_pickled() -> None:
    assert repr(Place(3, note="x")) == "Place(line=3, column=1, note='x')"
    assert repr(Open(["a"])) == "Open()"
    assert replace(Place(3), column=7) == Place(3, 7)
    for found in (Place(3, 4, "n"), Open(["a"]), Bare(2)):
        again: Any = pickle.loads(pickle.dumps(found))
        assert again == found == copy.deepcopy(found)
    assert [one.name for one in dataclasses.fields(Place)] == ["line", "column", "note"]


def test_what_may_change_is_not_hashed() -> None:
    with pytest.raises(TypeError):
        hash(Open())
    assert not hasattr(Place(1), "__dict__")
    assert Bare.__hash__ is None
