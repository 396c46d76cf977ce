"""Sums a reader can redo: a change in percent, a share, a product written out, a table's total, parts of a whole.

Every figure is taken for what its rounding allows: "40" is anything from 39.5 to 40.5, "1.2 million" from 1.15 to 1.25
million. A sum is wrong only when no values within these bounds make it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from contentlint.claims.units import Unit
from contentlint.text import figures as fig
from contentlint.text.figures import Figure
from contentlint.text.spans import Span

_UP = re.compile(
    r"\b(?:increase[ds]?|increasing|growth|grew|rise|rose|risen|gain(?:ed)?|more|higher|jump(?:ed)?|up|boost|"
    r"improvement|surge[ds]?)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:decrease[ds]?|reduction|reduced|drop(?:ped)?|fall|fell|fallen|decline[ds]?|less|fewer|lower|down|cut|"
    r"saving|savings|loss)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:~|\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|over|more than|close to|some|up to|"
    r"under|less than|just|at least))\s*$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\W*(?:grand )?total(?:s| costs?| price| expenses| spend| budget| amount| hours)?\W*", re.IGNORECASE
)
_WHOLE = re.compile(
    r"\b(?:breakdown|break(?:s|ing)? down|split(?:s|ting)?\b|allocat\w+|distribut\w+|made up of|"
    r"composed of|composition|divided|shares? of (?:the )?(?:total|budget|time|whole))\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:multiple|more than one|select all|several answers|overlap|add up to more|exceed)", re.IGNORECASE
)
_OPERATORS = {"+": "+", "-": "-", "−": "-", "–": "-", "×": "*", "x": "*", "*": "*", "/": "/", "÷": "/"}
_N = r"[$€£¥₹]?\d[\d,]*(?:\.\d+)?[kKmM]?"
_EQUATION = re.compile(
    rf"(?<![\w$€£¥₹.,/*+×x÷(−-])(?<![*+×x÷/(−-] )(?P<a>{_N})\s*(?:[a-z]+\s+){{0,2}}(?P<sign>[+×x*÷/−-])\s+"
    rf"(?P<b>{_N})\s*(?:[a-z]+\s+){{0,2}}=\s*[~≈]?"
    rf"(?P<c>{_N})(?![\w%.]|,\d|\s*[*×x÷/])"
)
_PART_OF = re.compile(
    r"(?<![\w.,$€£])(?P<part>\d[\d,]*) (?:of|out of) (?:the |these |those |our |my |all )?(?P<whole>\d[\d,]*)(?![\w.%])"
    r"(?: [a-z][\w-]*){0,3} ?(?:[(=:–—]|,|, or)\s*(?:or |that is |that's |i\.e\. |about |roughly |around |~)*"
)
_FROM_TO = re.compile(
    rf"\bfrom\s+(?:about |around |roughly |nearly |over |~)?(?P<a>{_N})\s?%?(?:\s+(?!to\b)[a-z]+)?\s+to\s+"
    rf"(?:about |around |roughly |nearly |over |just |~)?(?P<b>{_N})(?![\w.]|,\d)%?"
)
_YEARLY = re.compile(
    r"(?P<a>[$€£¥₹]\d[\d,]*(?:\.\d+)?)\s?(?:/|per |"
    r"a )\s?mo(?:nth)?\s*=\s*[~≈]?(?P<c>[$€£¥₹]\d[\d,]*(?:\.\d+)?)\s?(?:(?:/|per |a )\s?(?:yr|year)|annually|yearly)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A sum that does not come out. `kind` is change, share, product, total or whole; `right` is the right value."""

    kind: str
    span: Span
    stated: str
    right: str
    sum: str


def mistakes(units: Sequence[Unit]) -> Iterator[Mistake]:
    """The wrong sums of a post."""
    for unit in units:
        found = fig.find(unit.text)
        if "=" in unit.text and unit.kind != "row":
            yield from _equation(unit)
        if found and unit.kind != "row":
            yield from _change(unit, found)
            yield from _share(unit, found)
    for table, rows in groupby((u for u in units if u.kind == "row"), key=lambda u: u.table):
        if table >= 0:
            yield from _totals(list(rows))
    for _, items in groupby((u for u in units if u.kind == "item"), key=lambda u: (u.intro, u.section)):
        yield from _whole(list(items))


def _bounds(figure: Figure, text: str) -> tuple[float, float]:
    """What a figure can stand for, given its rounding and words like "about"."""
    step = _step(figure)
    low, high = figure.low - step / 2, figure.high + step / 2
    if _ABOUT.search(text[: figure.start]) or re.match(r"\s*[~<>≈]", figure.text) or "+" in figure.text:
        slack = 0.1 * max(abs(figure.low), abs(figure.high))
        low, high = low - slack, high + slack
    return low, high


def _step(figure: Figure) -> float:
    """The worth of the last digit written."""
    number = re.search(r"\d[\d,]*(?:\.(\d+))?", figure.text)
    if number is None:
        return 0.0
    written = float(number.group().replace(",", ""))
    scale = abs(figure.low / written) if written else 1.0
    return float(scale * 10.0 ** -len(number.group(1) or ""))


def _percent(value: float) -> str:
    return f"{value:.0f}%" if abs(value) >= 10 else f"{value:.1f}%".replace(".0%", "%")


def _change(unit: Unit, found: Sequence[Figure]) -> Iterator[Mistake]:
    """ "from 40 to 60 (50% increase)"."""
    text = unit.text
    for match in _FROM_TO.finditer(text):
        percent = next((f for f in found if f.kind == "percent" and match.end() <= f.start < match.end() + 44), None)
        if percent is None or re.search(r"[.;:]\s", text[match.end() : percent.start]):
            continue
        first, second = _value(match["a"].strip()), _value(match["b"].strip())
        said = text[match.end() : percent.start] + " " + text[percent.end : percent.end + 28]
        if not first or not (_UP if second > first else _DOWN).search(said):
            continue
        low, high = _bounds(percent, text)
        half_a, half_b = _half(match["a"]), _half(match["b"])
        if re.search(r"[~]|\b(?:about|around|roughly|nearly|almost|over|more than)\b", match.group()):
            half_a, half_b = max(half_a, 0.05 * first), max(half_b, 0.05 * second)
        if first <= half_a:
            continue
        changes = [
            abs(y - x) / x * 100 for x in (first - half_a, first + half_a) for y in (second - half_b, second + half_b)
        ]
        points = abs(second - first) if "%" in match.group() else -1.0
        if (max(changes) < low or min(changes) > high) and not low <= points <= high:
            right = _percent(abs(second - first) / first * 100)
            yield Mistake("change", unit.span(percent.start, percent.end), percent.text.strip(), right, match.group())


def _half(written: str) -> float:
    """Half the worth of the last digit written."""
    decimals = re.search(r"\.(\d+)", written)
    scale = {"k": 1e3, "m": 1e6}.get(written.strip()[-1].lower(), 1.0)
    return 0.5 * scale * 10.0 ** -(len(decimals.group(1)) if decimals else 0)


def _share(unit: Unit, found: Sequence[Figure]) -> Iterator[Mistake]:
    """ "3 of 4 (80%)"."""
    text = unit.text
    for match in _PART_OF.finditer(text):
        percent = next((f for f in found if f.kind == "percent" and f.start == match.end()), None)
        whole = _value(match["whole"])
        if percent is None or not whole or (part := _value(match["part"])) > whole:
            continue
        low, high = _bounds(percent, text)
        right = part / whole * 100
        if not low - 1e-9 <= right <= high + 1e-9:
            sum_ = f"{match['part']} of {match['whole']}"
            yield Mistake("share", unit.span(percent.start, percent.end), percent.text, _percent(right), sum_)


def _equation(unit: Unit) -> Iterator[Mistake]:
    """ "20 × $50 = $1,000" and "$200/month = $2,400 per year"."""
    text = unit.text
    for match in _EQUATION.finditer(text):
        a, b, stated = (_value(match[name]) for name in ("a", "b", "c"))
        yield from _compared(
            unit, match, _apply(match["sign"], a, b), stated, f"{match['a']} {match['sign']} {match['b']}"
        )
    for match in _YEARLY.finditer(text):
        a, stated = _value(match["a"]), _value(match["c"])
        yield from _compared(unit, match, a * 12, stated, f"{match['a']} a month for a year")


def _compared(unit: Unit, match: re.Match[str], right: float, stated: float, sum_: str) -> Iterator[Mistake]:
    decimals = len((re.search(r"\.(\d+)", match["c"]) or re.match("()", "")).group(1))  # type: ignore[union-attr]
    slack = 0.5 * 10.0**-decimals + (0.05 * abs(right) if re.search(r"[~≈]|about|roughly", match.group()) else 0)
    if abs(right - stated) > slack:
        start, end = match.span("c")
        yield Mistake("product", unit.span(start, end), match["c"], f"{right:,.10g}", sum_)


def _value(written: str) -> float:
    number = float(re.sub(r"[^\d.]", "", written))
    return number * {"k": 1e3, "m": 1e6}.get(written[-1].lower(), 1.0)


def _apply(sign: str, a: float, b: float) -> float:
    operator = _OPERATORS[sign]
    if operator == "+":
        return a + b
    if operator == "-":
        return a - b
    return a * b if operator == "*" else a / b


def _totals(rows: Sequence[Unit]) -> Iterator[Mistake]:
    """The row called total of a table, against the rows above it."""
    last = next((n for n, row in enumerate(rows) if _TOTAL.fullmatch(row.label)), None)
    if last is None or last < 2:
        return
    total = rows[last]
    above = rows[:last]
    for cell, (start, title) in enumerate(total.cells):
        if not cell:
            continue
        sums = _only(total, start)
        parts = [
            _only(row, row.cells[cell][0]) if cell < len(row.cells) and row.cells[cell][1] == title else None
            for row in above
        ]
        if sums is None or any(p is None or p.kind != sums.kind for p in parts) or sums.kind not in ("money", "count"):
            continue
        figures = [p for p in parts if p is not None]
        slack = sum(_step(p) / 2 for p in figures) + _step(sums) / 2
        if any(re.search(r"[~+<>]|about|up to", p.text) for p in [*figures, sums]):
            continue
        low, high = sum(p.low for p in figures), sum(p.high for p in figures)
        if abs(low - sums.low) > slack or abs(high - sums.high) > slack:
            right = f"{low:,.10g}" if low == high else f"{low:,.10g} to {high:,.10g}"
            yield Mistake(
                "total", total.span(sums.start, sums.end), sums.text.strip(), right, title or "the rows above"
            )


def _only(row: Unit, start: int) -> Figure | None:
    """The figure of the cell at `start`, when it holds one and nothing else."""
    end = next((at for at, _ in row.cells if at > start), len(row.text) + 3) - 3
    cell = row.text[start:end]
    found = fig.find(cell)
    if len(found) != 1 or re.sub(r"[\s*+~]", "", cell[: found[0].start] + cell[found[0].end :]).strip("/moyruhsnta"):
        return None
    one = found[0]
    return fig.shifted(one, start)


def _whole(items: Sequence[Unit]) -> Iterator[Mistake]:
    """Shares of one whole in a list, which can't come to more than all of it."""
    if len(items) < 3:
        return
    said = " ".join((items[0].intro, *items[0].headings[:1]))
    if not _WHOLE.search(said) or _MANY.search(said):
        return
    parts: list[tuple[Unit, Figure]] = []
    for item in items:
        found = [f for f in fig.find(item.text) if f.kind == "percent"]
        if (
            len(found) != 1
            or found[0].low != found[0].high
            or re.match(r"\s+(?:more|less|higher|lower|off)", item.text[found[0].end :])
        ):
            return
        parts.append((item, found[0]))
    total = sum(f.high for _, f in parts)
    if total > 100 + 0.5 * len(parts):
        item, figure = parts[-1]
        yield Mistake("whole", item.span(figure.start, figure.end), f"{total:g}%", "100%", f"{len(parts)} parts")
