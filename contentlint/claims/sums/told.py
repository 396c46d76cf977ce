"""Sums that a text states in so many words, with all their figures at hand: no weight need say whether they are meant.

Each kind of sum has words that state it ("in all", "on average", "the other 15", "25% off"), which are word lists under
`rules/vocabulary/sum-*.yaml`, and a place where they must stand. What else could explain a result (a third factor, a
fee that is added) must not be near.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from contentlint.claims.sums import stating_parts as parts
from contentlint.claims.sums import stating_rates as rates
from contentlint.claims.sums import stating_shares as shares
from contentlint.claims.sums.line import Line, is_joined
from contentlint.claims.sums.relation import Bounds, Relation

_WITH = frozenset(("without", "after", "including"))
_SAME = 0.004
"""How near, as a share, another figure must come to explaining a result."""
_SLIP, _SLIP_OF_SHARE = 1.35, 1.16
"""How far off a result may be where little but its nearness says that it is meant, as a factor."""
_ALONE = frozenset(("product", "shareP", "downP", "upP", "period"))


def told(line: Line, relation: Relation) -> tuple[int, Bounds] | None:
    """The figure of a sum that is at fault, and what it should be, where the text says in words that it makes this sum
    and nothing near explains another result; None where it doesn't."""
    last = max(relation.terms, key=lambda n: (line.terms[n].at, n))
    for fault, right in sorted(relation.readings, key=lambda one: one[0] != last):
        if not min(right) <= line.terms[fault].value <= max(right) and _is_told(line, relation, fault, right):
            return fault, right
    return None


def states(line: Line, relation: Relation) -> bool:
    """Whether the text says in words that it makes a sum that comes out."""
    return any(_is_told(line, relation, n, bounds) for n, bounds in relation.readings)


def _is_told(line: Line, relation: Relation, fault: int, right: Bounds) -> bool:
    rule = _RULES.get(relation.op)
    if rule is None or not (rule(line, relation, fault) or _is_alone(line, relation, fault, right)):
        return False
    places = [line.terms[n].at for n in relation.terms]
    after = line.after(max(relation.terms, key=lambda n: (line.terms[n].at, n)), 5)
    if line.says("doubt", min(places), after[1]) or _is_bound_to(line.words(*after), line.terms[fault].letter in "MC"):
        return False
    return not _is_explained(line, relation, fault, right)


def _is_bound_to(after: Sequence[str], is_money: bool) -> bool:
    """Whether a result goes with something that the sum does not know: "$100 with the group rate"."""
    end = next((n for n, word in enumerate(after) if word in ",.:"), len(after))
    return bool(_WITH.intersection(after[:end])) or (is_money and "with" in after[:end])


def _is_explained(line: Line, relation: Relation, fault: int, right: Bounds) -> bool:
    """Whether another figure nearby is what lies between a result and what it should be: a factor, a share, a part."""
    stated, mean = line.terms[fault], (right[0] + right[1]) / 2
    if mean <= 0:
        return True
    ratio, apart = stated.value / mean, abs(stated.value - mean)
    for term in line.around(relation):
        value = term.value
        if value <= 0 or term.letter == "Y":
            continue
        ratios: tuple[float, ...] = ()
        if term.letter in "CDXQ" and value > 1:
            ratios = (value, 1 / value)
        elif term.letter in "PF":
            share = value / 100 if term.letter == "P" else value
            ratios = (1 + share, 1 - share, share, 1 / (1 + share))
        if any(abs(ratio - one) <= _SAME * one for one in ratios if one > 0):
            return True
        if term.letter == stated.letter and value and abs(apart - value) <= _SAME * value:
            return True
    return False


def _is_alone(line: Line, relation: Relation, fault: int, right: Bounds) -> bool:
    """Whether the figures of a sum are all that stand in its sentences, words say that the last of them is made of the
    others, and it is nearly what they make: then little else can be meant."""
    own = [line.terms[n] for n in relation.terms]
    stated = line.terms[fault]
    if relation.op not in _ALONE or stated.at < max(term.at for term in own) or not is_joined(line, relation):
        return False
    apart = stated.value / ((right[0] + right[1]) / 2)
    slip = _SLIP_OF_SHARE if stated.letter == "P" else _SLIP
    if not 1 / slip <= apart <= slip or any(term.letter not in "YRB" for term in line.around(relation)):
        return False
    if relation.op == "period" and any(line.says("offer", *line.sentence(term.at)) for term in own):
        return False
    if relation.op == "product" and (own[0].is_bare or (own[0].letter == "D" and not own[1].per)):
        return False
    if stated.letter == "P" and relation.op != "shareP":
        return False
    if {term.per for term in own if term.letter == stated.letter} - {"", "each"} and relation.op != "period":
        return False
    words = line.words(*line.before(fault))
    return not {"or", "but", "than"}.intersection(words) and line.says("makes", *line.before(fault))


_RULES: Mapping[str, Callable[[Line, Relation, int], bool]] = {
    "sum": parts.sum_, "rest": parts.rest, "mean": parts.mean,
    "shareP": shares.share, "shareF": shares.share, "part": shares.part, "points": shares.points,
    "downP": shares.change, "downF": shares.change, "upP": shares.change, "upF": shares.change,
    "multiple": shares.multiple, "product": rates.product, "period": rates.period, "convert": rates.convert,
    "fee": rates.fee, "ago": rates.ago, "years": rates.years,
}  # fmt: skip
"""What tells of each kind of sum whether the text states it."""
