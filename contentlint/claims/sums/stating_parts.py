"""Parts, totals, averages and rests that a text states in words; a rule tells it of a sum and the figure at fault."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from contentlint.claims.sums.adding import same_things
from contentlint.claims.sums.line import Line, is_joined
from contentlint.claims.sums.relation import Relation
from contentlint.claims.sums.terms import ITEM


def sum_(line: Line, relation: Relation, fault: int) -> bool:
    *parts, total = relation.terms
    if len({line.terms[n].letter for n in relation.terms}) > 1 and not line.terms[parts[0]].row:
        return False
    if line.terms[total].letter == "P":
        return False
    if fault != total:
        return _is_rest(line, relation, fault)
    if _is_total_of(line, parts, total):
        return _is_list(line, parts, total)
    if line.is_total(total):
        whole, own = line.terms[total].amount, [line.terms[n].amount for n in parts]
        return (whole.letter != "C" or same_things(own, whole)) and _is_list(line, parts, total)
    if not (_is_of_them(line, parts, total) or _is_summed_up(line, relation)):
        return False
    return _is_list(line, parts, total)


def _is_summed_up(line: Line, relation: Relation) -> bool:
    """ "Monday 8 km, Wednesday 12 km, Saturday 21 km. 41 km for the week": a total that opens the next sentence."""
    *parts, total = (line.terms[n] for n in relation.terms)
    return (
        len(parts) > 2
        and total.at > parts[-1].at
        and line.sentence(total.at)[0] == total.at
        and len({one.amount.figure.noun or one.unit for one in (*parts, total)}) == 1
        and line.is_close(relation)
    )


def _is_total_of(line: Line, parts: Sequence[int], total: int) -> bool:
    """A total, a colon, and its parts up to the end of the sentence: "Thirty-two people came: twelve sopranos, …"."""
    first, last, whole = line.terms[parts[0]], line.terms[parts[-1]], line.terms[total]
    if whole.at > first.at or whole.sentence != last.sentence or len(parts) < 2 or whole.letter != "C":
        return False
    between = line.words(whole.at + 1, first.at)
    rest = [t for t in line.terms[parts[-1] + 1 :] if t.sentence == last.sentence]
    return ":" in between[-3:] and "," not in between and not rest


def _is_of_them(line: Line, parts: Sequence[int], total: int) -> bool:
    """ "40 oaks, 25 birches and 15 rowans. Of these 80 trees …"."""
    whole = line.terms[total]
    if whole.letter != "C" or whole.at < line.terms[parts[-1]].at or not whole.noun:
        return False
    before = line.words(*line.before(total, 2))
    return before[-1:] in (("these",), ("those",)) and all(line.terms[n].noun != whole.noun for n in parts)


def _is_list(line: Line, parts: Sequence[int], total: int) -> bool:
    """Whether parts are all of their kind that stand there, and are listed as parts are."""
    own = [line.terms[n] for n in parts]
    whole = line.terms[total]
    after = line.words(*line.after(total, 4))
    if "for" in after and {"{Z}", "last", "rest"}.intersection(after):
        return False  # "the total is $200 for the first two"
    inside = [
        n
        for n, term in enumerate(line.terms)
        if n != total and term.letter == whole.letter and own[0].sentence <= term.sentence <= own[-1].sentence
    ]
    beyond = [n for n in inside if n not in parts and (line.terms[n].at < whole.at or own[0].at > whole.at)]
    if beyond or len({one.per for one in own}) > 1 or own[0].per not in ("", whole.per):
        return False
    items = [one for one in own if one.item or one.row]
    if items:
        return len(items) == len(own) and _is_whole_list(line, parts)
    if abs(whole.sentence - own[-1].sentence) > 1 or abs(whole.block - own[-1].block) > 0:
        return False
    if any({"=", "of"}.intersection(line.words(*line.before(n, 1))) for n in parts):
        return False  # "runs=2, tokens=7,534"; "two teams of 5"
    if any(one.value == len(own) - 1 and one.amount.text[:1].isalpha() for one in own):
        return False  # "the last three races had 12, 15 and 18"
    for one, two in pairwise(own):
        if two.sentence - one.sentence > 1:
            return False
        if one.sentence == two.sentence and line.says("apart", one.at + 1, two.at):
            return False
    edge = line.after(parts[-1], 3)
    return not line.says("apart", *edge) and not line.says("apart", *line.before(parts[0], 2))


def _is_whole_list(line: Line, parts: Sequence[int]) -> bool:
    """Whether each item has one part, and none of the list is left out."""
    own = [line.terms[n] for n in parts]
    if len({one.sentence for one in own}) < len(own) or own[-1].block - own[0].block != len(own) - 1:
        return False
    tokens = line.stretch.tokens
    end = line.sentence(own[-1].at)[1]
    start = line.sentence(own[0].at)[0] - 1
    more = end < len(tokens) and tokens[end] == ITEM
    less = start > 0 and tokens[start] != ITEM
    return not more and not less


def _is_rest(line: Line, relation: Relation, fault: int) -> bool:
    """ "Of the 60 pupils 45 passed. The other 25 …"; "we went in with 25 and came out with 19, a loss of eight"."""
    *parts, total = relation.terms
    if fault != parts[-1] or not is_joined(line, relation) or not _is_about(line.terms[fault].value, relation, fault):
        return False
    if (
        line.words(*line.before(total, 1)) == ("=",)
        or line.has_inside(relation, line.terms[total].letter)
        or line.terms[total].per != line.terms[fault].per
    ):
        return False
    if line.terms[total].at < line.terms[parts[0]].at:
        return line.says("rest", *line.before(fault, 4)) or line.says("rest", *line.after(fault, 3))
    return len(parts) == 2 and line.terms[total].at < line.terms[fault].at and line.says("gain", *line.before(fault, 4))


def rest(line: Line, relation: Relation, fault: int) -> bool:
    """ "Half came from members, 30% from the town and the remaining 20% from a raffle"."""
    if fault != relation.terms[-1] or not line.says("rest", *line.before(fault, 4)):
        return False
    start, end = line.sentence(line.terms[fault].at)
    return sum(term.letter in "PF" for term in line.inside(start, end)) == len(relation.terms)


def _is_about(value: float, relation: Relation, fault: int) -> bool:
    right = next(bounds for n, bounds in relation.readings if n == fault)
    return 0.64 * min(right) <= value <= 1.75 * max(right)


def mean(line: Line, relation: Relation, fault: int) -> bool:
    *parts, mean = relation.terms
    if fault != mean or not line.beside("average", mean):
        return False
    values = [line.terms[n].value for n in parts]
    return min(values) <= line.terms[mean].value <= max(values) and _is_list(line, parts, mean)
