"""The words that facts are made of: kinds of things, what is measured of them, and how words are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[A-Za-z][\w'&+-]*(?:\.(?:[a-z]+|\d+))*(?<![-'])|\d[\d.,]*\w*(?<![.,])")
"""A word, a name with a full stop in it ("Node.js"), or a number."""

_KINDS = {
    "exam": "exam exams examination examinations test tests assessment",
    "certification": "certification certifications cert certificate certificates credential licence license diploma",
    "course": "course courses program programme class bootcamp training workshop",
    "company": "company firm startup start-up organisation organization",
    "app": "app apps tool tools platform service software product",
}
KINDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
"""What a thing is called beside its name: words for the same kind of thing."""

_MEASURES = {
    "price": "price/prices/cost/costs/pricing/fee/fees/list price/tuition",
    "starting price": "starting price/price from/entry price",
    "salary": "salary/salaries/wage/wages/pay",
    "pass mark": "pass mark/passing mark/passing score/pass score/passing grade/pass grade/minimum score/cut score/"
    "score to pass/passing threshold/pass threshold/passing percentage",
    "pass rate": "pass rate/passing rate",
    "duration": "duration/length/time limit/running time/exam time/time allowed/test time/exam duration/exam length/"
    "seat time/time allotted/course length",
    "validity": "validity/validity period/valid for/expires after/expiry/period of validity/certification validity",
    "weight": "weight/mass",
    "height": "height",
    "width": "width",
    "depth": "depth",
    "capacity": "capacity",
    "battery life": "battery life/battery/battery runtime/runtime/run time",
    "trial": "free trial/trial/trial period/free trial period/trial length",
    "warranty": "warranty/guarantee/warranty period",
    "admission": "admission/admission fee/entry fee/entrance fee/entry",
    "interest rate": "interest rate/rate of interest",
    "tax rate": "tax rate",
    "success rate": "success rate",
    "error rate": "error rate",
    "acceptance rate": "acceptance rate",
    "completion rate": "completion rate",
    "growth rate": "growth rate",
    "retention rate": "retention rate",
    "churn rate": "churn rate",
    "conversion rate": "conversion rate",
    "rent": "rent",
    "fine": "fine/penalty",
    "budget": "budget",
    "flight time": "flight time",
    "in force": "effective/in force since/effective date",
    "commission": "commission/commission rate/commissions",
    "market share": "market share",
    "employee": "employees/staff/headcount/workforce/team size/number of employees",
    "founded": "founded/established/founding year/year founded/founding/foundation/founded in/year of foundation",
    "launched": "launched/launch year/launch/released/release year/first released/launched in/year launched",
    "opened": "opened/opening year/opening/opened in/year opened",
    "context window": "context window/context length/context/context size/max context/maximum context",
    "revenue": "revenue/turnover/annual revenue/yearly revenue",
    "valuation": "valuation",
    "deposit": "deposit",
    "population": "population",
    "speed": "top speed/speed",
    "range": "range",
    "storage": "storage/storage space",
    "accuracy": "accuracy",
}
MEASURES = {tuple(name.split()): measure for measure, names in _MEASURES.items() for name in names.split("/")}
"""What a label or a noun before "is" says is measured, by its words."""

FIGURES: dict[str, frozenset[str]] = {
    "price": frozenset(("money",)),
    "starting price": frozenset(("money",)),
    "salary": frozenset(("money",)),
    "pass mark": frozenset(("percent", "count", "score", "fraction")),
    "pass rate": frozenset(("percent",)),
    "commission": frozenset(("percent", "money")),
    **dict.fromkeys(
        (
            "market share",
            "interest rate",
            "tax rate",
            "success rate",
            "error rate",
            "acceptance rate",
            "completion rate",
            "growth rate",
            "retention rate",
            "churn rate",
            "conversion rate",
        ),
        frozenset(("percent",)),
    ),
    **dict.fromkeys(("admission", "rent", "fine", "budget"), frozenset(("money",))),
    "flight time": frozenset(("duration",)),
    "in force": frozenset(("year", "date")),
    "accuracy": frozenset(("percent",)),
    "duration": frozenset(("duration",)),
    "validity": frozenset(("duration",)),
    "battery life": frozenset(("duration",)),
    "trial": frozenset(("duration",)),
    "warranty": frozenset(("duration",)),
    "employee": frozenset(("count",)),
    "context window": frozenset(("count",)),
    "population": frozenset(("count",)),
    "founded": frozenset(("year", "date")),
    "launched": frozenset(("year", "date")),
    "opened": frozenset(("year", "date")),
    "revenue": frozenset(("money",)),
    "valuation": frozenset(("money",)),
    "raised": frozenset(("money",)),
    "deposit": frozenset(("money", "percent")),
}
"""What kinds of figures a measure has; physical ones have quantities and counts."""
_PHYSICAL = frozenset(("quantity", "count"))

LASTING = frozenset(("founded", "launched", "opened", "in force", "raised"))
"""Measures of what has happened once: the tense of the sentence says nothing about them."""

GENERIC = frozenset(
    "step way thing tip reason point example option time other item type kind part level category factor method choice "
    "area case question-mark topic idea strategy benefit feature lesson-learned mistake aspect element side piece word "
    "result problem issue challenge percent half third quarter place spot one task change rule principle line version "
    "star figure number year month week day hour minute second group set range variety lot bit couple pair".split()
)
"""Nouns that posts count all the time without counting one thing: no measure."""

SYNONYMS = {
    "staff": "employee", "worker": "employee", "people": "person", "items": "question", "tongue": "language",
    "nation": "country", "video": "video", "film": "video",
}  # fmt: skip


def stem(word: str) -> str:
    """A word in lower case, singular, without a possessive ending."""
    word = word.lower().removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def stems(words: Iterable[str]) -> list[str]:
    """The stems of words, in order."""
    return [stem(word) for word in words]


def measure_of(label: str) -> tuple[str, list[str]] | None:
    """The measure that a label names, and its other words ("exam" of "exam fee"); None for no known measure.

    The name of the measure ends the label, or is followed by what it is of: "cost of the course".
    """
    words = [word.lower() for word in WORD.findall(label)]
    for cut, word in enumerate(words):
        if word in ("of", "for") and cut:
            head, rest = words[:cut], words[cut + 1 :]
            break
    else:
        head, rest = words, []
    for size in (4, 3, 2, 1):
        if 0 < size <= len(head) and (measure := MEASURES.get(tuple(head[-size:]))):
            return measure, head[:-size] + rest
    return None


def fits(measure: str, kind: str) -> bool:
    """True when a measure can have a figure of a kind."""
    return kind in FIGURES.get(measure, _PHYSICAL)
