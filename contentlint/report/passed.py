"""What was checked and held, as reports that list it say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from contentlint.finding import Held
from contentlint.report.model import Run


def by_post(run: Run) -> Iterator[tuple[str, list[Held], str]]:
    """Each post with the rules that held in it, in the order of the run, and those that had nothing to judge."""
    for path, held in groupby(run.held, key=lambda one: one.path):
        every = list(held)
        unjudged = ", ".join(one.rule for one in every if not one.judged)
        line = f"Not judged, as the post has nothing, or too little, for them: {unjudged}" if unjudged else ""
        yield path, [one for one in every if one.judged], line


def by_rule(run: Run) -> Iterator[tuple[str, Sequence[Held]]]:
    """Each rule that judged a post, in the order of the run, with the posts in which it held."""
    found: dict[str, list[Held]] = {}
    for one in filter(lambda held: held.judged, run.held):
        found.setdefault(one.rule, []).append(one)
    yield from found.items()


def said(held: Held) -> str:
    """What was measured, in words: "4,250 words, at least 4,000"."""
    return ", ".join(_value(name, value) for name, value in held.values.items())


def _value(name: str, value: str | int | float) -> str:
    if isinstance(value, str):
        return f"{name} {value}"
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    if name == "value":  # a number without a name
        return number
    if value == 1 and " " not in name and name.endswith("s"):
        name = name[:-1]
    return f"{name} {number}" if name.startswith(("at ", "by ", "from ")) else f"{number} {name}"
