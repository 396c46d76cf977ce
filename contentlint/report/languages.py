"""What a report says of posts in languages that some rules can't judge."""

from __future__ import annotations

from contentlint.report.model import Run

_WORDS = {"freshness": "years"}
"""What readers call a category, where its name would not tell them."""


def sentence(run: Run) -> str:
    """Which posts were not judged by which rules, "" when all were.

    "3 posts in German (de), 1 in French (fr): claims and years are not judged there; other rules are".
    """
    counts = sorted(run.counters.languages.items(), key=lambda item: (-item[1], item[0]))
    if not counts:
        return ""
    from contentlint.text.language import name_of  # few runs need it

    first, *rest = [f"in {name_of(code)} ({code})" for code, _ in counts]
    number = counts[0][1]
    listed = [f"{number:,} post{'s' * (number != 1)} {first}"]
    listed += [f"{count:,} {name}" for name, (_, count) in zip(rest, counts[1:], strict=True)]
    subjects = _subjects(run)
    what = " and ".join(filter(None, (", ".join(subjects[:-1]), subjects[-1])))
    is_one = len(subjects) == 1 and (subjects[0] in run.counters.unjudged_by or not subjects[0].endswith("s"))
    verb = "is" if is_one else "are"
    others = "; other rules are" if set(run.rules) - set(run.counters.unjudged_by) else ""
    return f"{', '.join(listed)}: {what} {verb} not judged there{others}"


def _subjects(run: Run) -> list[str]:
    """The categories whose rules were all left out, and the single rules of others."""
    left_out = set(run.counters.unjudged_by)
    whole: dict[str, None] = {}
    single: dict[str, None] = {}
    for rule in run.rules.values():
        if rule.id in left_out:
            same = {other.id for other in run.rules.values() if other.category == rule.category}
            if rule.category in _WORDS:  # "years" are what its rules of words judge; a date needs no language
                same = {id_ for id_ in same if run.rules[id_].languages}
            if same <= left_out and (len(same) > 1 or rule.category in _WORDS):
                whole[_WORDS.get(rule.category, rule.category)] = None
            else:
                single[rule.id] = None
    return [*whole, *single] or sorted(left_out)
