"""What a message calls that which two figures are told of."""

from __future__ import annotations

from contentlint.claims.agreement.contexts import root
from contentlint.claims.agreement.mentions import Mention

_CALLED = {
    "price": "the price", "salary": "the salary", "funding": "the sum", "revenue": "the revenue",
    "deposit": "the deposit", "penalty": "the penalty", "discount": "the discount", "population": "the population",
    "length": "the length", "distance": "the distance", "height": "the height", "depth": "the depth",
    "width": "the width", "weight": "the weight", "area": "the area", "speed": "the speed", "power": "the power",
    "temperature": "the temperature", "battery": "the battery life", "warranty": "the warranty",
    "trial": "the length of the trial", "validity": "the validity", "passing": "the pass mark",
    "founding": "the year", "birth": "the year of birth", "death": "the year of death", "closing": "the closing time",
    "deadline": "the deadline", "duration": "the duration", "capacity": "the capacity", "storage": "the storage",
}  # fmt: skip
"""Measures that a message can name, the more telling first."""
_FITS = {
    "money": frozenset("price salary funding revenue deposit penalty discount".split()),
    "%": frozenset("discount passing".split()),
    "time": frozenset("battery warranty trial validity duration".split()),
    "year": frozenset("founding birth death".split()),
    "day": frozenset(("deadline",)),
    "clock": frozenset(("closing",)),
    "length": frozenset("length distance height depth width".split()),
    "mass": frozenset(("weight",)),
    "bytes": frozenset(("storage",)),
    "volume": frozenset(("capacity",)),
}
"""What figures of a kind can measure, as far as a message names it."""
_KINDS = {
    "money": "the amount", "%": "the percentage", "time": "the time", "year": "the year", "day": "the date",
    "clock": "the time of day",
}  # fmt: skip


def about(one: Mention, other: Mention) -> str:
    """What two figures are told of: "the price", "the number of questions of Lumen"."""
    kind = one.what.partition(":")[0]
    if kind == "#":
        noun = next((m.counted for m in (one, other) if m.counted.endswith("s")), one.counted or other.counted)
        called = f"the number of {noun}" if noun else "the number"
    else:
        measures = one.clause.measures & other.clause.measures & _FITS.get(kind, frozenset())
        called = next((_CALLED[name] for name in _CALLED if name in measures), _KINDS.get(kind, "the figure"))
    return called


def subject(one: Mention, other: Mention) -> str:
    """The name that both figures stand near, as it is written; "" for none."""
    known = {root(name) for name in other.shown} | other.heading.words | other.title.words | other.sentence.words
    shared = [name for name in one.shown if root(name) in known]
    return " ".join(shared[:2])
