"""Shares, changes and multiples that a text states in words; each rule tells it of a sum and the figure at fault."""

from __future__ import annotations

from contentlint.claims.sums.line import Line, differ, is_another, is_equal, is_in_brackets, is_joined, makes
from contentlint.claims.sums.relation import Relation
from contentlint.claims.sums.terms import Term

_SPOKEN = 0.035
"""How far "a quarter less" may be from one."""
_MORE = frozenset(("more", "increase", "rise", "growth"))
_WAS = frozenset(("was", "were", "cost", "took"))
_OVERSHOT = 1.25
"""How much more than "doubled" may be called so."""
_OF = frozenset(("of", "from", "among"))
_THEM = frozenset(("these", "those", "them", "which", "whom"))
_ON = frozenset(("on", "of", "for", "from"))
_IT = frozenset(("it", "that", "this", "which", "them", "these", "those"))


def share(line: Line, relation: Relation, fault: int) -> bool:
    part, whole, share = relation.terms
    p, w, s = (line.terms[n] for n in relation.terms)
    if s.amount.text[0] in "+-−–" or not is_joined(line, relation) or s.value >= 100:
        return False
    if fault == part and s.value == 0.5 and _is_halved(line, relation):
        return not line.has_inside(relation, p.letter + "PF")
    if p.per != w.per:
        return False
    if fault == share:
        if line.has_inside(relation, "PF") or not _is_part_of(line, part, whole):
            return False
        return _is_share_of_them(line, relation)
    if fault == part and p.at > max(w.at, s.at):
        if line.has_inside(relation, p.letter + "PF"):
            return False
        return _is_of_amount(line, whole, share) and _is_that(line, share, part)
    return False


def _is_halved(line: Line, relation: Relation) -> bool:
    """ "Cut in half, from 34 to 17"; "all is half price: the jacket was 150 and is now 75"."""
    new, old, half = relation.terms
    if not line.terms[old].at < line.terms[new].at:
        return False
    if line.words(*line.before(half, 1)) == ("in",):
        return line.words(*line.before(new, 1)) == ("to",)
    is_price = line.words(*line.after(half, 2))[-1:] == ("price",) or line.words(*line.after(half, 1)) == ("price",)
    before = line.before(old, 6)
    is_old = line.says("was", *before) or bool(_WAS.intersection(line.words(*before)))
    return is_price and is_old and line.says("now", *line.before(new, 5))


def part(line: Line, relation: Relation, fault: int) -> bool:
    """ "The total came to £2,500. A fifth, £500, …"; "a fifth of the 150 spaces … Those 40"."""
    part, _, share = relation.terms
    p, w, s = (line.terms[n] for n in relation.terms)
    if not is_joined(line, relation) or line.has_inside(relation, p.letter + "PF") or p.at < max(w.at, s.at):
        return False
    after = line.words(s.at + 1, p.at)
    if w.at < s.at and (after[1:2] not in {(word,) for word in _IT} if after[:1] == ("of",) else len(after) > 2):
        return False  # "half of the remainder, which is"
    return _is_that(line, share, part) or (line.words(*line.before(part, 1)) in (("those",), ("these",)))


def _is_that(line: Line, share: int, part: int) -> bool:
    """Whether a part is what a share is said to be: "35% of it, £8,400,"; "that was £8,400"."""
    if line.says("makes", *line.before(part)) or is_in_brackets(line, part) or is_equal(line, part):
        return True
    between = line.words(line.terms[share].at + 1, line.terms[part].at)
    return between[-1:] == (",",) and len(between) <= 6


def _is_part_of(line: Line, part: int, whole: int) -> bool:
    """ "30 of the 40 boats"; "of 40 boats, 30"; "40 boats, of which 30"."""
    p, w = line.terms[part], line.terms[whole]
    between = line.words(min(p.at, w.at) + 1, max(p.at, w.at))
    before = line.words(*line.before(whole, 3))
    if p.at > w.at and line.words(*line.after(part, 2)) in {("of", them) for them in _THEM}:
        return True
    if any(word[0] == "{" for word in between) and not _leaves(line, part, whole):
        return False
    if p.at < w.at:
        return bool(_OF.intersection(before)) and len(between) <= 8
    if _OF.intersection(before) and p.sentence == w.sentence:
        return "or" not in between
    return bool(_THEM.intersection((*line.words(*line.before(part, 4)), *between[-4:]))) and "of" in between


def _leaves(line: Line, part: int, whole: int) -> bool:
    """Whether the figures between a whole and a part leave that part: "of 1,840 runners 1,748 arrived; 92 did not"."""
    between = [term for term in line.terms[whole + 1 : part] if term.letter == line.terms[whole].letter]
    return (
        bool(between) and abs(sum(t.value for t in between) + line.terms[part].value - line.terms[whole].value) < 1e-6
    )


def _is_share_of_them(line: Line, relation: Relation) -> bool:
    share = relation.terms[2]
    p, w, s = (line.terms[n] for n in relation.terms)
    after = line.words(*line.after(share, 4))
    if line.says("less", *line.after(share, 2)) or line.says("more", *line.after(share, 2)):
        return False
    if after[:1] == ("of",) and _THEM.intersection(after[1:3]) and s.at > max(p.at, w.at):
        return False
    left = 100 - p.value / w.value * 100
    if s.letter == "P" and (s.amount.fits(left, left) or is_round(s, p.value / w.value * 100)):
        return False
    if s.at < min(p.at, w.at):  # "60% (30 of the 50)"; "a quarter of them, 21 of the 60,"
        between = line.words(s.at + 1, min(p.at, w.at))
        return len(between) <= 6 and between[-1:] in ((",",), ("(",), ("or",), ("—",), ("–",))
    place = line.before(share)
    if line.says("makes", *place) or line.words(*line.before(share, 1)) in (("(",), (",",), (":",), ("—",), ("–",)):
        return True
    return line.says("share", *place)


def _is_of_amount(line: Line, whole: int, share: int) -> bool:
    """ "35% of the $24,000"; "the grant was $24,000. 35% of it"."""
    w, s = line.terms[whole], line.terms[share]
    after = line.words(*line.after(share, 6))
    if s.at < w.at:
        is_near = after[:1] in (("of",), ("on",)) and w.at - s.at <= 7
        return bool(is_near or (s.sentence < w.sentence and _ON.intersection(line.words(*line.before(whole, 6)))))
    return after[:1] == ("of",) and bool(_IT.intersection(after[1:2]))


def is_round(share: Term, right: float) -> bool:
    """Whether a share may be a round figure for one that is none: "a 50% increase" for 54.9%."""
    return share.value % 10 == 0 and abs(right - round(right)) > 0.04 and abs(share.value - right) < 5


def change(line: Line, relation: Relation, fault: int) -> bool:
    old, new, share = relation.terms
    o, n, s = (line.terms[one] for one in relation.terms)
    if not is_joined(line, relation) or line.has_inside(relation, o.letter + "PFX"):
        return False
    if o.letter == "P" or (n.per and o.per != n.per) or differ(o, n):
        return False
    if o.at > n.at and not line.says("was", *line.before(old, 6)):
        return False
    if s.at < o.at < n.at and line.says("makes", *line.before(old)):
        return False  # "a tax of 8%, which is 3.20; delivery is 5.90"
    side, other = ("less", "more") if relation.op.startswith("down") else ("more", "less")
    if not (line.says(side, *line.after(share, 3)) or line.says(side, *line.before(share, 5))):
        return False
    if line.says(other, *line.after(share, 2)) or line.says(other, *line.before(share, 2)):
        return False
    apart = abs(n.value - o.value) / o.value
    if s.letter == "P" and s.at > max(o.at, n.at) and is_round(s, apart * 100):
        return False
    if s.letter == "F" and abs(apart - s.value) <= _SPOKEN:
        return False
    is_turned = line.says("was", *line.before(old, 6)) or line.says("now", *line.before(new, 5))
    is_turned = is_turned or (o.sentence != n.sentence and bool(_WAS.intersection(line.words(*line.before(old, 6)))))
    if fault == new:
        return not is_another(line, max(o.at, s.at) + 1, new) and (is_turned or makes(line, new))
    return fault == share and s.at > max(o.at, n.at) and (is_turned or line.says("makes", *line.before(share)))


def points(line: Line, relation: Relation, fault: int) -> bool:
    old, new, points = relation.terms
    o, n, s = (line.terms[one] for one in relation.terms)
    if fault != points or s.at < max(o.at, n.at) or not is_joined(line, relation) or line.has_inside(relation, "P"):
        return False
    between = line.words(min(o.at, n.at), max(o.at, n.at))
    return "from" in line.words(*line.before(min(old, new), 3)) and "to" in between[-4:]


MULTIPLES = ("doubl", "tripl", "trebl", "quadrupl", "halv", "twofold", "threefold", "fourfold", "fivefold", "tenfold")


def multiple(line: Line, relation: Relation, fault: int) -> bool:
    old, new, times = relation.terms
    o, n, x = (line.terms[one] for one in relation.terms)
    is_verb = x.amount.text.lower().startswith(MULTIPLES)
    after = line.words(*line.after(times, 3))
    if not is_verb and after[:2] not in (("as", "many"), ("as", "much"), ("the", "number")):
        return False
    if not (x.exact and o.exact and n.exact) or differ(o, n):
        return False
    if not is_joined(line, relation) or line.has_inside(relation, o.letter + "X") or n.per not in ("", o.per):
        return False
    further = (n.value / o.value / x.value) ** (1 if x.value > 1 else -1)
    is_more = not is_verb or "fold" in x.amount.text or bool(_MORE.intersection(line.words(*line.after(times, 2))))
    if is_more and 0.93 <= n.value / o.value / (x.value + 1) <= 1.07:
        return False  # "a threefold increase, from 10 to 40"
    is_to = line.words(x.at + 1, n.at) in (("to",), ("to", "just"), ("to", "exactly"))
    if o.at < n.at:
        is_old = True
    else:
        is_old = line.says("was", *line.before(old, 6)) or (n.at < x.at < o.at and after[2:] == ("as",))
    return is_old and fault in (new, times) and o.letter == n.letter and (is_to or not 1 < further <= _OVERSHOT)
