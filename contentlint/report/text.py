"""The run for people at a terminal: grouped by post, each finding with the words it is about."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import groupby

from contentlint.errors import ReadError
from contentlint.finding import Finding
from contentlint.report import languages
from contentlint.report.habits import Habit, told
from contentlint.report.model import Run
from contentlint.report.passed import by_post, said
from contentlint.text.spans import LineMap, on_one_line

_Paint = Callable[[str, str], str]
_WIDTH = 100
_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def render(run: Run, *, color: bool = False) -> str:
    """Findings grouped by post, then a summary; colour when `color`."""
    paint = _paint if color else _plain
    out: list[str] = []
    shown = told(run)
    for path, group in groupby(shown.findings, key=lambda f: f.path):
        out.append(paint(on_one_line(path), "1;4"))
        try:
            text = run.read(path)
        except ReadError:
            text = ""
        lines = LineMap(text)
        for finding in group:
            place = f"{finding.line}:{finding.column}"
            name = f"{finding.category}/{finding.rule}"
            severity = paint(f"{finding.severity:<7}", _COLOURS[finding.severity])
            out.append(f"  {place:<8} {severity}  {on_one_line(finding.statement)}  {paint(name, '2')}")
            out += [f"           {line}" for line in _excerpt(finding, text, lines, paint)]
            for related in finding.related[:5]:
                here = related.path in (None, path)
                at = f":{related.line}" if related.line else ""
                where = f"line {related.line}" if here else on_one_line(related.path or "") + at
                out.append(paint(f"           see {where} ", "2") + on_one_line(related.message))
            if len(finding.related) > 5:
                out.append(paint(f"           and {len(finding.related) - 5} more places", "2"))
        out.append("")
    if shown.habits:
        out += [*_habits(shown.habits, paint), ""]
    if run.held:
        out += _passed(run, paint)
    out += failing(run, color=color)
    if run.is_quiet:
        return "".join(line + "\n" for line in out)
    out.append(_summary(run, paint))
    if unjudged := languages.sentence(run):
        out.append(f"{unjudged}.")
    return "\n".join(out) + "\n"


def _habits(habits: tuple[Habit, ...], paint: _Paint) -> list[str]:
    """Each habit with its size, what to do, and where it is seen."""
    out = [paint("Habits of the site", "1;4") + ", each told once: --every lists all places"]
    for habit in habits:
        severity = paint(f"{habit.severity:<7}", _COLOURS[habit.severity])
        name = paint(f"{habit.category}/{habit.rule}", "2")
        out.append(f"  {severity}  {habit.rule}: {habit.how_often}; off with `{habit.to_end}` in [rules]  {name}")
        out += [f"           {on_one_line(f'{f.path}:{f.line}:{f.column}  {f.message}')}" for f in habit.examples]
    return out


def _passed(run: Run, paint: _Paint) -> list[str]:
    """Post by post the rules that held, with what they measured."""
    out = [paint("Checked and held", "1;4")]
    width = max(len(f"{one.category}/{one.rule}") for one in run.held)
    for path, held, unjudged in by_post(run):
        out.append(f"  {on_one_line(path)}")
        for one in held:
            name = f"{one.category}/{one.rule}"
            out.append(f"    {name:<{width}}  {on_one_line(said(one))}".rstrip())
        out += [f"    {on_one_line(unjudged)}"] if unjudged else []
    return [*out, ""]


def _plain(text: str, code: str) -> str:
    return text


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _excerpt(finding: Finding, text: str, lines: LineMap, paint: object) -> list[str]:
    """The line a finding begins on, cut to the screen around it, and carets below the words it is about."""
    if not text or not finding.excerpt:
        return []
    whole = lines.content_span(finding.line)
    start, end = finding.span.start, min(finding.span.end, whole.end)
    left = max(whole.start, start - 30) if end - whole.start > _WIDTH else whole.start
    right = min(whole.end, max(end + 20, left + _WIDTH))
    right = min(right, left + 2 * _WIDTH)
    before, marked, after = text[left:start], text[start : min(end, right)], text[min(end, right) : right]
    head, tail = ("…" if left > whole.start else ""), ("…" if right < whole.end else "")
    shown = _clean(head + before + marked + after + tail)
    pad = _columns(_clean(head + before))
    width = max(1, _columns(_clean(marked)))
    return [shown, " " * pad + (paint("^" * width, _COLOURS[finding.severity]) if callable(paint) else "^" * width)]


def _clean(text: str) -> str:
    """Tabs as one space, and no characters that control a terminal or turn the direction of text."""
    if text.isprintable():  # nearly every line: nothing that steers is
        return text
    return "".join(" " if c == "\t" else "\ufffd" if _steers(c) else c for c in text)


def _steers(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(char) in _TURNING


_TURNING = frozenset("LRE RLE LRO RLO PDF LRI RLI FSI PDI".split())


def _columns(text: str) -> int:
    """Columns of a terminal that a text takes: two for wide characters, none for combining ones (UAX 11)."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Cf")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def _summary(run: Run, paint: object) -> str:
    counters = run.counters
    counts = [(s, sum(f.severity == s for f in run.findings)) for s in ("error", "warning", "info")]
    found = ", ".join(f"{n} {s if s == 'info' else s + 's' * (n != 1)}" for s, n in counts if n)
    posts = f"{counters.files} post{'s' * (counters.files != 1)} checked"
    parts = [f"{posts}: {found or 'nothing found'}"]
    if counters.fixed:
        parts.append(f"{counters.fixed} fixed")
    if counters.added:
        parts.append(f"{counters.added} suppression{'s' * (counters.added != 1)} written")
    if fixable := fixable_words(run):
        parts.append(fixable)
    if counters.suppressed:
        parts.append(f"{counters.suppressed} suppressed by comments")
    if counters.baselined:
        parts.append(f"{_findings(counters.baselined)} in the baseline not shown")
    if counters.unchanged:
        parts.append(f"{_findings(counters.unchanged)} on unchanged lines not shown")
    if counters.skipped:
        reasons: dict[str, int] = {}
        for skipped in counters.skipped:
            reasons[skipped.reason] = reasons.get(skipped.reason, 0) + 1
        count = f"{len(counters.skipped)} file{'s' * (len(counters.skipped) != 1)} skipped"
        parts.append(f"{count} ({'; '.join(f'{n}: {why}' for why, n in reasons.items())})")
    if counters.problems:
        parts.append(f"{len(counters.problems)} problem{'s' * (len(counters.problems) != 1)}, see above")
    if counters.is_widely_unjudged:
        parts.append(f"{counters.links_unjudged} of {counters.links} internal links were not judged")
    return ". ".join(parts) + "."


def failing(run: Run, *, color: bool = False) -> list[str]:
    """A line for each reason for which the run fails beside its findings."""
    word = (_paint if color else _plain)("fails", _COLOURS["error"])
    return [f"{word}: {on_one_line(failure)}" for failure in run.counters.failures]


def fixable_words(run: Run) -> str:
    """How many of the findings can be fixed, and with what; "" for none."""
    safe = sum(f.fix is not None and f.fix.safety == "safe" for f in run.findings)
    unsafe = sum(f.fix is not None for f in run.findings) - safe
    if run.applies_unsafe:
        return f"{safe + unsafe} can be fixed with --fix --unsafe-fixes" if safe + unsafe else ""
    if not safe:
        return f"{unsafe} can be fixed with --fix --unsafe-fixes" if unsafe else ""
    return f"{safe} can be fixed with --fix" + (f", {unsafe} more with --unsafe-fixes" if unsafe else "")


def _findings(count: int) -> str:
    return f"{count} finding{'s' * (count != 1)}"
