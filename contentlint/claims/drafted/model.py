"""What drafts are made of: places in posts, and what is told there."""

from __future__ import annotations

from typing import Literal

from contentlint.claims.agreement import Value
from contentlint.guard.records import dataclass, field
from contentlint.ledger.model import Kind

DraftKind = Literal[Kind, "supersedes", "formerly", "status"]
"""A fact's kind, or the key of a subject that is drafted: of its versions, of its old name, of its end."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a post, as the user sees it, and what is written there."""

    path: str
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """A value that a post tells of something.

    `names` are those that it may be of, the nearest first; `plan` is the one of them that is a plan's. `measure` says
    which value it is where that is known ("price per month", "trial"), else it is "" and `words` tell: the roots of
    the words in its clause, `around` those in its sentence too, with how they are written. `unit` is what it can be
    compared in, `day` the day of the post as a number, 0 for none, `ours` whether the sentence speaks of its writers.
    """

    names: tuple[str, ...]
    plan: str
    kind: Kind
    measure: str
    unit: str
    written: str
    value: Value
    spot: Spot
    words: frozenset[str] = frozenset()
    around: dict[str, str] = field(default_factory=dict, hash=False, compare=False)
    day: int = 0
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Something that several posts tell: its values, each with its places.

    The first value is the one to be kept: the most frequent one, the newest version, the newest of a value that grew
    (`grew`), the name of today. Of what is no more the first is "retired", with the places that say so, the second its
    name, with those that only name it.
    """

    subject: str
    kind: DraftKind
    what: str
    plan: str
    values: tuple[tuple[str, tuple[Spot, ...]], ...]
    grew: bool = False

    @property
    def disagrees(self) -> bool:
        """True where posts do not all say the same."""
        return sum(bool(places) for _, places in self.values) > 1

    @property
    def is_backed(self) -> bool:
        """True for a name, and where more than one post tells the value that is to be kept: two posts with one each may
        speak of two things."""
        is_fact = self.kind not in ("supersedes", "formerly", "status")
        return not is_fact or len({spot.path for spot in self.values[0][1]}) > 1

    @property
    def posts(self) -> int:
        """How many posts tell it."""
        return len({spot.path for _, places in self.values for spot in places})
