"""Comments in a post, and a key of its front matter, that switch rules off.

`<!-- contentlint-disable rule … -->` to `<!-- contentlint-enable rule … -->` or the end,
`<!-- contentlint-disable-line rule … -->`, `<!-- contentlint-disable-next-line rule … -->`; in MDX
`{/* contentlint-… */}`. Without names they mean every rule. After `--` stands the reason. In front matter:
`contentlint: {ignore: [rule, …]}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from contentlint.errors import RuleError, nearest
from contentlint.finding import Finding
from contentlint.guard.userdata import shown
from contentlint.post.post import Post
from contentlint.text.spans import Span

_COMMAND = re.compile(r"\s*contentlint-([A-Za-z]+(?:-[A-Za-z]+)*)([^\n]*)")
_MISTYPED = re.compile(r"\s*contentlint\s*[:_ ]\s*((?:disable|enable|ignore)[A-Za-z-]*)\b")
"""A command without its hyphen."""
_COMMANDS = ("disable-next-line", "disable-line", "disable", "enable")

_LONGEST_NAME = 60
"""Code points of a rule's name that are told when there is no such rule; none has as many."""

_KEY = "contentlint"
_HOW = "write `contentlint: {ignore: [rule, …]}`"


@dataclass(frozen=True, slots=True)
class Mark:
    """One name in a suppression, "" where it has none and means every rule (`rules` is None).

    `line` is where it is written, `last` the last line that it holds for.
    """

    path: str
    line: int
    last: int
    name: str
    rules: frozenset[str] | None
    ends_nothing: bool = False
    """An `enable` without a `disable` of the same rules before it."""

    def __str__(self) -> str:
        if self.ends_nothing:
            return f"{self.path}:{self.line}: this contentlint-enable ends nothing: no disable of the same is open"
        of = self.name or "every rule"
        return f"{self.path}:{self.line}: the suppression of {of} suppresses nothing; delete it"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Rules that are off between two offsets, by their marks, with the reason that the writer gives ("": none)."""

    marks: tuple[Mark, ...]
    span: Span
    reason: str = ""

    def of(self, finding: Finding) -> list[Mark]:
        """The marks that switch off a finding: it holds where the finding begins."""
        if not self.span.start <= finding.span.start < self.span.end:
            return []
        return [mark for mark in self.marks if mark.rules is None or finding.rule in mark.rules]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is addressed to contentlint and would silently do nothing: a name of no rule, a command of no meaning."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that is not shown, and why the writer says so ("": no reason given)."""

    finding: Finding
    reason: str


def suppressions(
    post: Post, select: Callable[[Iterable[str]], set[str]]
) -> tuple[list[Suppression], list[Mark], list[Mistake]]:
    """What the post switches off, the `enable` comments that end nothing, and what is wrong. `select` is
    `Catalog.select`."""
    return _Reader(post, select).read() if _KEY in post.text else ([], [], [])


class _Reader:
    """One post's suppressions while they are read."""

    def __init__(self, post: Post, select: Callable[[Iterable[str]], set[str]]) -> None:
        self.post, self.select = post, select
        self.found: list[Suppression] = []
        self.idle: list[Mark] = []
        self.wrong: list[Mistake] = []

    def read(self) -> tuple[list[Suppression], list[Mark], list[Mistake]]:
        self._front_matter()
        opened: list[tuple[list[str], Span, str]] = []
        for comment in self.post.document.opaque:
            if comment.kind != "comment":
                continue
            if mistyped := _MISTYPED.match(comment.text):
                self._no_command(mistyped[1], comment.span, f"contentlint {mistyped[1]}")
            if (match := _COMMAND.match(comment.text)) is None:
                continue
            named, dashes, reason = match[2].partition("--")
            below = comment.text[match.end() :].lstrip()
            if below and not dashes and not below.startswith("--"):
                continue
            if match[1] not in _COMMANDS:
                self._no_command(match[1], comment.span, f"contentlint-{match[1]}")
                continue
            reason = " ".join(f"{reason} {below}".split()).removeprefix("--").strip()
            names = re.split(r"[\s,]+", named.strip()) if named.strip() else []
            if match[1] == "disable":
                opened.append((names, comment.span, reason))
            elif match[1] == "enable":
                self._end(opened, names, comment.span)
            else:
                self._line(match[1] == "disable-line", names, comment.span, reason)
        for names, span, reason in opened:
            self._add(names, span, Span(span.end, len(self.post.text) + 1), reason)
        self.wrong.sort(key=lambda mistake: mistake.span)
        return self.found, self.idle, self.wrong

    def _front_matter(self) -> None:
        fields = self.post.front_matter
        whole, ignored = fields.get(_KEY), fields.get(_KEY, "ignore")
        if whole is None or whole.value is None:
            return
        if not isinstance(whole.value, dict):
            self.wrong.append(Mistake(f"'{_KEY}' must be a table, not {shown(whole.value)}: {_HOW}", whole.key_span))
            return
        for key in whole.value:
            if key != "ignore":
                near = "; did you mean 'ignore'?" if nearest(str(key), ["ignore"]) else f": {_HOW}"
                field = fields.get(_KEY, key)
                at = (field or whole).key_span
                self.wrong.append(Mistake(f"unknown key '{_KEY}.{str(key)[:_LONGEST_NAME]}'{near}", at))
        if ignored is None:
            return
        if not isinstance(ignored.value, list):
            said = shown(ignored.value)
            self.wrong.append(Mistake(f"'{_KEY}.ignore' must be a list of rules, not {said}: {_HOW}", ignored.key_span))
            return
        if ignored.value:  # an empty list says that nothing is ignored, and so it is
            names = [str(name) for name in ignored.value]
            self._add(names, ignored.value_span, Span(0, len(self.post.text) + 1))

    def _no_command(self, word: str, span: Span, written: str) -> None:
        hint = nearest(word, _COMMANDS)
        known = f"; did you mean 'contentlint-{hint}'?" if hint else f": there are {', '.join(_COMMANDS)}"
        self.wrong.append(Mistake(f"no comment is called '{written[:_LONGEST_NAME]}'{known}", span))

    def _end(self, opened: list[tuple[list[str], Span, str]], names: list[str], span: Span) -> None:
        wanted = self._ids(names, span)
        closed = [one for one in opened if not names or self._ids(one[0], None) == wanted]
        for one in closed:
            opened.remove(one)
            self._add(one[0], one[1], Span(one[1].end, span.start), one[2])
        if not closed:
            line = self.post.lines.position(span.start).line
            self.idle.append(Mark(self.post.path, line, line, " ".join(names), None, ends_nothing=True))

    def _line(self, is_own: bool, names: list[str], span: Span, reason: str) -> None:
        lines = self.post.lines
        line = lines.position(span.start).line if is_own else lines.position(span.end).line + 1
        self._add(names, span, Span(lines.start(line), lines.start(line + 1)), reason)

    def _add(self, names: list[str], at: Span, span: Span, reason: str = "") -> None:
        lines = self.post.lines
        line = lines.position(at.start).line
        last = max(line, lines.position(min(max(span.end - 1, span.start), len(self.post.text))).line)

        def mark(name: str, rules: frozenset[str] | None) -> Mark:
            return Mark(self.post.path, line, last, name, rules)

        known = [mark(name, ids) for name in dict.fromkeys(names) if (ids := self._ids([name], at))]
        self.found.append(Suppression(tuple(known) if names else (mark("", None),), span, reason))

    def _ids(self, names: list[str], at: Span | None) -> frozenset[str]:
        """The rules that names stand for; one of no rule is a mistake at `at`."""
        found: set[str] = set()
        for name in names:
            short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
            try:
                found |= self.select([short])
            except RuleError as error:
                if at is not None and all(mistake.span != at for mistake in self.wrong):  # one line a place
                    message = f"a contentlint comment names what is not there: {error.message}"
                    self.wrong.append(Mistake(message, at))
        return frozenset(found)


def sort_out(
    findings: Sequence[Finding], off: Sequence[Suppression]
) -> tuple[list[Finding], list[Silenced], set[Mark]]:
    """The findings that stay, those that are switched off, and the marks that did it."""
    kept: list[Finding] = []
    silenced: list[Silenced] = []
    used: set[Mark] = set()
    for finding in findings:
        by = [(one, marks) for one in off if (marks := one.of(finding))]
        used.update(mark for _, marks in by for mark in marks)
        if by:
            silenced.append(Silenced(finding, next((one.reason for one, _ in by if one.reason), "")))
        else:
            kept.append(finding)
    return kept, silenced, used


def idle(marks: Iterable[Mark], ran: frozenset[str], possible: frozenset[str]) -> list[Mark]:
    """Of marks that switched nothing off those of which it is known that they do nothing.

    `ran` are the rules that looked at the post, `possible` those that would with every rule that the configuration
    switches on. What a rule that did not run would have found is not known, and a rule that is off may come back.
    """
    known = []
    for mark in marks:
        asked = possible if mark.rules is None else mark.rules & possible
        if mark.ends_nothing or (asked and asked <= ran):
            known.append(mark)
    return known


_MOST_TOLD = 20
"""Marks that switch nothing off which are named."""


def idle_notes(marks: Iterable[Mark]) -> list[str]:
    """A line for each mark that switches nothing off; of many, how many more."""
    lines = [str(mark) for mark in dict.fromkeys(marks)]
    more = len(lines) - _MOST_TOLD
    return lines if more <= 0 else [*lines[:_MOST_TOLD], f"{more} more suppressions suppress nothing"]
