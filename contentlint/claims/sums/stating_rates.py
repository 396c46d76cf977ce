"""Rates, periods and spans of time that a text states in words; each rule tells it of a sum and the figure at fault."""

from __future__ import annotations

from itertools import pairwise

from contentlint.claims.sums.line import Line, is_joined, makes
from contentlint.claims.sums.model import factor
from contentlint.claims.sums.relation import Relation

_BESIDES = frozenset(("=", "with", "without", "including", "plus", "minus", "+"))
_SPLIT = frozenset(("split", "shared", "divided", "spread"))
_IT = frozenset(("it", "that", "this", "which", "them", "these", "those"))


def product(line: Line, relation: Relation, fault: int) -> bool:
    number, rate, total = relation.terms
    n, r, t = (line.terms[one] for one in relation.terms)
    if not is_joined(line, relation) or (r.letter != t.letter and not (fault == rate and r.is_bare and r.per)):
        return False
    if line.has_inside(relation, t.letter) and not line.is_close(relation):
        return False
    if _BESIDES.intersection(line.words(max(n.at, r.at) + 1, t.at)) or line.words(n.at - 1, n.at) == ("{Z}",):
        return False  # "the first 3 hours"
    is_split = fault == rate and not _SPLIT.isdisjoint(line.words(t.at + 1, r.at))
    listed = line.words(r.at + 1, r.at + 3)
    if listed[-1:] == (f"{{{r.letter}}}",) and listed[0] in (",", "and", "or"):
        return False  # "three services, at 9.99, 12.99 and 7.99"
    if not (is_split or _is_for_each(line, number, rate, total)) or (
        t.letter == "C" and r.noun and t.noun and r.noun != t.noun
    ):
        return False
    if fault == total:
        return t.at > max(n.at, r.at) and t.per in ("", r.per, n.per) and (makes(line, total) or line.is_total(total))
    if fault == rate:
        if (
            is_split
            and t.at < n.at < r.at
            and r.letter == t.letter
            and {"everyone", "everybody", "each"}.intersection(line.words(*line.before(rate)))
        ):
            return True
        if not r.per or r.at < max(n.at, t.at):
            return False
        return line.says("makes", *line.before(rate)) or line.beside("average", rate)
    return False


def _is_for_each(line: Line, number: int, rate: int, total: int) -> bool:
    """Whether a rate is one for each of what is counted."""
    n, r, t = line.terms[number], line.terms[rate], line.terms[total]
    between = line.words(n.at + 1, r.at)
    if n.at < r.at and between[-1:] == ("of",) and len(between) <= 4 and r.letter in "DQM" and not r.per:
        return True  # "12 sessions of 50 minutes"
    if t.per:  # "26 volunteers gave four hours a week each: 104 hours a week"; "nine crossings a day of 40 minutes"
        if r.per == t.per:
            return "each" in line.words(*line.after(rate, 4))
        return n.per == t.per and (not r.per or r.per == "each" or n.noun.startswith(r.per.rstrip("s")[:4]))
    if r.per == "each" or (r.per and n.noun and n.noun.startswith(r.per.rstrip("s")[:4])):
        return True
    if n.letter == "D":
        return bool(r.per) and (n.unit == r.per or factor(n.unit, r.per) is not None)
    if r.per:
        return False
    start, end = sorted((n.at, r.at))
    if end - start > 8 or (n.at < r.at and "per" in between):
        return False
    return line.says("each", start + 1, end) or line.says("each", *line.after(rate, 3))


def period(line: Line, relation: Relation, fault: int) -> bool:
    rate, total = relation.terms
    r, t = line.terms[rate], line.terms[total]
    if not is_joined(line, relation) or r.letter != t.letter:
        return False
    if line.has_inside(relation, t.letter) and not line.is_close(relation):
        return False
    if t.at < r.at or line.says("offer", *line.sentence(r.at)) or line.says("offer", *line.sentence(t.at)):
        return False
    if t.letter == "C" and r.noun and t.noun and r.noun != t.noun:
        return False
    place = line.before(total)
    between = line.words(r.at + 1, t.at)
    if r.sentence == t.sentence and any(
        one == "but" or (one == "and" and two not in _IT and two != "so") for one, two in pairwise(between)
    ):
        return False  # "I paid $100 a month and made $2,000 a year"
    return "or" not in line.words(*place) and (line.says("makes", *place) or line.says("spend", *place))


def fee(line: Line, relation: Relation, fault: int) -> bool:
    """ "1.5% and 25 cents a ticket, so on $100 it keeps $1.75"."""
    share, fixed, whole, fee = (line.terms[n] for n in relation.terms)
    between = line.words(share.at + 1, fixed.at)
    if len(between) > 3 or not {"and", "plus", "+"}.intersection(between) or not is_joined(line, relation):
        return False
    return fault == relation.terms[3] and fee.at > whole.at and makes(line, fault)


def convert(line: Line, relation: Relation, fault: int) -> bool:
    two = relation.terms[1]
    return is_joined(line, relation) and line.says("makes", *line.before(two, 6))


def ago(line: Line, relation: Relation, fault: int) -> bool:
    year, span = relation.terms
    y, s = line.terms[year], line.terms[span]
    span_of = range(min(y.sentence, s.sentence), max(y.sentence, s.sentence) + 1)
    years = [t for t in line.terms if t.letter == "Y" and t.sentence in span_of]
    if years != [y] or abs(y.sentence - s.sentence) > 1 or y.block != s.block:
        return False
    if not line.says("since", *line.sentence(y.at)):
        return False
    after = line.after(span, 3)
    if s.letter == "D" and line.words(y.at + 1, s.at) in ((",",), (",", "so"), (",", "for")):
        return line.says("since", *line.before(year, 4)) and line.words(*after)[:1] not in (("later",), ("on",))
    if line.words(*after)[:1] in (("later",), ("on",)):  # of some year in between, unless it is still to come
        return s.value > max(relation.readings[0][1])
    said = line.says("birthday", *after) or (s.letter != "R" and line.says("aged", *line.before(span, 3)))
    return said and (s.at > y.at or s.letter == "R")


def years(line: Line, relation: Relation, fault: int) -> bool:
    """ "Work began in 1987 and was finished in 1995. In these eight years …"."""
    first, _, span = relation.terms
    one, two, s = (line.terms[n] for n in relation.terms)
    if fault != span or s.letter != "D" or s.at < max(one.at, two.at) or not is_joined(line, relation):
        return False
    if line.has_inside(relation, "YBD") or line.says("since", line.after(first)[0], line.after(first)[0] + 1):
        return False
    after = line.words(*line.after(span, 1))
    return after not in (("later",), ("ago",), ("earlier",), ("old",)) and line.says("lasting", *line.before(span, 4))
