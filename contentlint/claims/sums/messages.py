"""A wrong sum as a finding: what was worked out, and what it makes."""

from __future__ import annotations

from contentlint.claims.sums.model import Mistake, percent
from contentlint.claims.sums.relation import Bounds, Relation
from contentlint.claims.sums.terms import Stretch
from contentlint.text.spans import Span


def mistake(stretch: Stretch, relation: Relation, term: int, right: Bounds, written: tuple[int, int] | None) -> Mistake:
    """The finding for a wrong sum whose figure `term` is at fault."""
    amount = stretch.terms[term].amount
    value = (right[0] + right[1]) / 2
    letter = stretch.terms[term].letter
    kind = _kind(relation, letter)
    shown = amount.shown(value)
    if letter == "F":
        shown = percent(value * 100)
    elif letter == "O":
        shown = f"{value:g} points"
    elif relation.op in ("years", "ago"):
        value = value if relation.op == "ago" else abs(_value(stretch, relation, 1) - _value(stretch, relation, 0))
        if relation.op == "ago" and written is not None:
            value = written[1] - _value(stretch, relation, 0)
        shown = f"{value:.0f} years"
    elif letter == "X":
        shown = f"{value:.3g}"
    spans = [stretch.terms[n].amount.span for n in relation.terms]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return Mistake(kind, amount.span, amount.text, shown, _sum(stretch, relation, term, written), whole)


def _value(stretch: Stretch, relation: Relation, place: int) -> float:
    return stretch.terms[relation.terms[place]].value


def _kind(relation: Relation, letter: str) -> str:
    if relation.op == "mean":
        return "average"
    return "change" if letter in "PO" and relation.op in ("upP", "downP", "points") else ""


def _sum(stretch: Stretch, relation: Relation, term: int, written: tuple[int, int] | None) -> str:
    texts = [stretch.terms[n].amount.text for n in relation.terms]
    place = relation.terms.index(term)
    op = relation.op
    if op in ("sum", "mean"):
        *parts, total = texts
        if op == "mean":
            return ", ".join(parts)
        if place == len(texts) - 1:
            return " + ".join(parts)
        return " − ".join((total, *(text for n, text in enumerate(parts) if n != place)))
    if op == "rest":
        return " − ".join(("100%", *texts[:-1]))
    if op == "product":
        number, rate, total = texts
        return (f"{total} / {rate}", f"{total} / {number}", f"{number} × {rate}")[place]
    if op == "fee":
        return f"{texts[0]} of {texts[2]} + {texts[1]}"
    if op == "convert":
        return texts[0]
    if op == "part":
        return f"{texts[2]} of {texts[1]}"
    if op == "triple":
        return " × ".join(texts[:-1])
    if op == "period":
        return _of_period(relation, stretch, texts[0])
    if op == "ago":
        return f"{texts[0]} to {written[1] if written else 'now'}, when this was written"
    if op == "same":
        return texts[0]
    first, second, third = texts
    if op == "multiple":
        return f"{second} / {first}" if place == 2 else f"{stretch.terms[relation.terms[2]].value:g} × {first}"
    if op.startswith("share"):
        return f"{first} of {second}" if place == 2 else f"{third} of {second}"
    if op in ("years", "points") or place == 2:
        return f"{first} to {second}"
    return f"{first} {'less' if op.startswith('down') else 'plus'} {third}"


def _of_period(relation: Relation, stretch: Stretch, rate: str) -> str:
    value = stretch.terms[relation.terms[0]].value
    low, high = relation.readings[0][1]
    times = (low + high) / 2 / value if value else 0.0
    return f"{times:.3g} × {rate}" if times >= 1 else f"{rate} / {1 / times:.3g}" if times else rate
