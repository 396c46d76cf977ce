"""Comments in a post, and a key of its front matter, that switch rules off.

`<!-- contentlint-disable rule … -->` to `<!-- contentlint-enable rule … -->` or the end,
`<!-- contentlint-disable-line rule … -->`, `<!-- contentlint-disable-next-line rule … -->`; in MDX
`{/* contentlint-… */}`. Without names they mean every rule. After `--` stands the reason. In front matter:
`contentlint: {ignore: [rule, …], reason: …}`.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from contentlint.errors import RuleError, nearest
from contentlint.finding import Finding
from contentlint.guard.records import dataclass
from contentlint.guard.userdata import shown
from contentlint.post.post import Post
from contentlint.text.spans import Span

_COMMAND = re.compile(r"\s*contentlint-([A-Za-z]+(?:-[A-Za-z]+)*)([^\n]*)")
_MISTYPED = re.compile(r"\s*contentlint(?:\s*+[:_]|[^\S ]*+ )\s*+((?:disable|enable|ignore)[A-Za-z-]*)\b")
"""A command without its hyphen."""
_COMMANDS = ("disable-next-line", "disable-line", "disable", "enable")

_LONGEST_NAME = 60
"""Code points of a rule's name that are told when there is no such rule; none has as many."""

_KEY = "contentlint"
_KEYS = ("ignore", "reason")
_HOW = "write `contentlint: {ignore: [rule, …]}`"
_NAME = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """One name in a suppression, "" where it has none and means every rule (`rules` is None).

    `line` is where it is written, `last` the last line that it holds for; `span` is where the name stands, `comment`
    all of what it stands in; `others` says that more names do.
    """

    path: str
    line: int
    last: int
    name: str
    rules: frozenset[str] | None
    span: Span
    comment: Span
    reason: str = ""
    others: bool = False
    ends_nothing: bool = False
    """An `enable` without a `disable` of the same rules before it."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Rules that are off between two offsets, by their marks, with the reason that the writer gives ("": none)."""

    marks: tuple[Mark, ...]
    span: Span
    reason: str = ""


class _Name(NamedTuple):
    """A name of rules, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Opened:
    """A `disable` whose end is to come."""

    names: list[_Name]
    span: Span
    reason: str


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
        self.told: set[Span] = set()
        """Where something is wrong."""
        self.idle: list[Mark] = []
        self.wrong: list[Mistake] = []

    def read(self) -> tuple[list[Suppression], list[Mark], list[Mistake]]:
        self._front_matter()
        opened: dict[frozenset[str], list[_Opened]] = {}
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
            # Of a comment whose text is not as it is written, nobody knows where in it a name stands.
            opens = comment.span.start + (3 if self.post.text.startswith("{", comment.span.start) else 4)
            is_so = self.post.text.startswith(comment.text, opens)
            at = opens + match.start(2)
            names = [
                _Name(m[0], Span(at + m.start(), at + m.end()) if is_so else comment.span)
                for m in _NAME.finditer(named)
            ]
            if match[1] == "disable":
                opened.setdefault(self._ids(names, None), []).append(_Opened(names, comment.span, reason))
            elif match[1] == "enable":
                self._end(opened, names, comment.span)
            else:
                self._line(match[1] == "disable-line", names, comment.span, reason)
        left = [one for of in opened.values() for one in of]
        for one in sorted(left, key=lambda o: o.span):
            self._add(one.names, one.span, Span(one.span.end, len(self.post.text) + 1), one.reason)
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
            if key not in _KEYS:
                hint = nearest(str(key), _KEYS)
                near = f"; did you mean '{hint}'?" if hint else f": {_HOW}"
                field = fields.get(_KEY, key)
                at = (field or whole).key_span
                self.wrong.append(Mistake(f"unknown key '{_KEY}.{str(key)[:_LONGEST_NAME]}'{near}", at))
        why = fields.get(_KEY, "reason")
        if why is not None and not isinstance(why.value, str):
            self.wrong.append(Mistake(f"'{_KEY}.reason' must be a text, not {shown(why.value)}", why.key_span))
        if ignored is None:
            return
        if not isinstance(ignored.value, list):
            said = shown(ignored.value)
            self.wrong.append(Mistake(f"'{_KEY}.ignore' must be a list of rules, not {said}: {_HOW}", ignored.key_span))
            return
        if ignored.value:  # an empty list says that nothing is ignored, and so it is
            places = [fields.get(_KEY, "ignore", number) for number in range(len(ignored.value))]
            names = [
                _Name(str(name), place.value_span if place is not None else ignored.value_span)
                for name, place in zip(ignored.value, places, strict=True)
            ]
            reason = " ".join(why.value.split()) if why is not None and isinstance(why.value, str) else ""
            self._add(names, ignored.value_span, Span(0, len(self.post.text) + 1), reason)

    def _no_command(self, word: str, span: Span, written: str) -> None:
        hint = nearest(word, _COMMANDS)
        known = f"; did you mean 'contentlint-{hint}'?" if hint else f": there are {', '.join(_COMMANDS)}"
        self.wrong.append(Mistake(f"no comment is called '{written[:_LONGEST_NAME]}'{known}", span))

    def _end(self, opened: dict[frozenset[str], list[_Opened]], names: list[_Name], span: Span) -> None:
        wanted = self._ids(names, span)
        every = [one for of in opened.values() for one in of]
        closed = opened.pop(wanted, []) if names else sorted(every, key=lambda o: o.span)
        if not names:
            opened.clear()
        for one in closed:
            self._add(one.names, one.span, Span(one.span.end, span.start), one.reason)
        if not closed:
            line, named = self.post.lines.position(span.start).line, " ".join(name.text for name in names)
            self.idle.append(Mark(self.post.path, line, line, named, None, span, span, ends_nothing=True))

    def _line(self, is_own: bool, names: list[_Name], span: Span, reason: str) -> None:
        lines = self.post.lines
        line = lines.position(span.start).line if is_own else lines.position(span.end).line + 1
        self._add(names, span, Span(lines.start(line), lines.start(line + 1)), reason)

    def _add(self, names: list[_Name], at: Span, span: Span, reason: str = "") -> None:
        lines = self.post.lines
        line = lines.position(at.start).line
        last = max(line, lines.position(min(max(span.end - 1, span.start), len(self.post.text))).line)

        def mark(name: str, rules: frozenset[str] | None, place: Span) -> Mark:
            return Mark(self.post.path, line, last, name, rules, place, at, reason, others=len(names) > 1)

        each = {name.text: name for name in reversed(names)}  # of one that is said twice the first
        known = [mark(n.text, ids, n.span) for n in reversed(each.values()) if (ids := self._ids([n], at))]
        self.found.append(Suppression(tuple(known) if names else (mark("", None, at),), span, reason))

    def _ids(self, names: list[_Name], at: Span | None) -> frozenset[str]:
        """The rules that names stand for; one of no rule is a mistake at `at`."""
        found: set[str] = set()
        for name, _ in names:
            short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
            try:
                found |= self.select([short])
            except RuleError as error:
                if at is not None and at not in self.told:  # one line a place
                    self.told.add(at)
                    message = f"a contentlint comment names what is not there: {error.message}"
                    self.wrong.append(Mistake(message, at))
        return frozenset(found)


def sort_out(
    findings: Sequence[Finding], off: Sequence[Suppression], *, only_named: bool = False
) -> tuple[list[Finding], list[Silenced], set[Mark]]:
    """The findings that stay, those that are switched off, and the marks that did it.

    With `only_named` a finding is switched off by the marks alone that say its rule's own name.
    """
    kept: list[Finding] = []
    silenced: list[Silenced] = []
    used: set[Mark] = set()
    sorter = _Sorter(off, only_named=only_named)
    for finding in sorted(findings, key=lambda one: one.span.start):
        reason = sorter.reason(finding, used)
        if reason is not None:
            silenced.append(Silenced(finding, reason))
        else:
            kept.append(finding)
    return kept, silenced, used


class _Sorter:
    """Tells of one finding after the other, in the order of the text, what switches it off.

    Time grows with the number of findings and suppressions, not with their product: a mark that was used is not looked
    at again, and of the suppressions that have a rule off only how far they reach, and their reasons, are kept.
    """

    def __init__(self, off: Sequence[Suppression], *, only_named: bool) -> None:
        self._only_named = only_named
        self._waiting = deque(sorted(enumerate(off), key=lambda one: one[1].span.start))
        self._unused: dict[str | None, list[tuple[int, Mark]]] = {}
        self._reach: dict[str | None, int] = {}
        self._reasons: dict[str | None, list[tuple[int, int, str]]] = {}

    def reason(self, finding: Finding, used: set[Mark]) -> str | None:
        """Why a finding is switched off, "" without a reason; None when it is not. What does it goes to `used`."""
        at, found = finding.span.start, list[tuple[int, str]]()
        while self._waiting and self._waiting[0][1].span.start <= at:
            self._begin(*self._waiting.popleft())
        is_off = False
        for rule in (finding.rule, None):
            used.update(mark for end, mark in self._unused.pop(rule, ()) if end > at)
            is_off = is_off or self._reach.get(rule, 0) > at
            reasons = self._reasons.get(rule, [])
            while reasons and reasons[0][1] <= at:
                heappop(reasons)
            found += [(order, reason) for order, _, reason in reasons[:1]]
        return min(found, default=(0, ""))[1] if is_off else None

    def _begin(self, order: int, one: Suppression) -> None:
        rules: set[str | None] = set()
        for mark in one.marks:
            own = self._rules(mark)
            rules.update(own)
            for rule in own:
                self._unused.setdefault(rule, []).append((one.span.end, mark))
        for rule in rules:
            self._reach[rule] = max(self._reach.get(rule, 0), one.span.end)
            if one.reason:
                heappush(self._reasons.setdefault(rule, []), (order, one.span.end, one.reason))

    def _rules(self, mark: Mark) -> Iterable[str | None]:
        """The rules that a mark switches off, None for every one."""
        if self._only_named:
            return (mark.name.rpartition("/")[2],)
        return mark.rules if mark.rules is not None else (None,)


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
