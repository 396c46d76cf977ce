"""Writing suppressions for findings: `--add-suppressions`.

Where a comment may stand depends on Markdown, the generator and what is around it. So each place that is usual is
tried, and taken when the post is afterwards what it was: the same text, and the same findings without those that were
meant.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.errors import ContentlintError, ReadError, WriteError
from contentlint.finding import Edit, Finding
from contentlint.guard.records import dataclass
from contentlint.post.post import Post
from contentlint.run import files
from contentlint.run.engine import INTERNAL_ERROR
from contentlint.run.fix import apply_edits
from contentlint.run.suppress import suppressions
from contentlint.text.spans import LineMap, Span

if TYPE_CHECKING:
    from contentlint.run.session import Session

_Comment = Callable[[str], str]
_COMMENTS: tuple[_Comment, _Comment] = ("<!-- {} -->".format, "{{/* {} */}}".format)
_ENDS = ("-->", "*/", "\n", "\r")


@dataclass(slots=True)
class _Target:
    """A finding that is to be suppressed: its rule, and where it begins in the text as it is by now."""

    rule: str
    at: int


def why_no_reason(reason: str) -> str:
    """Why a reason can't stand in a comment, in words; "" for one that can."""
    if any(end in reason for end in _ENDS):
        return "the reason must be one line without '-->' and '*/': they end a comment"
    return ""


def add(session: Session, findings: Iterable[Finding], problems: list[str]) -> tuple[int, list[str]]:
    """Write suppressions for findings, named as the user sees them; how many there are, and a line for each that can't.

    A post that can't be written is a problem.
    """
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        rule = session.catalog.rules.get(finding.rule)
        if finding.rule != INTERNAL_ERROR and rule is not None and "suppressions" not in rule.needs:
            by_path.setdefault(finding.path, []).append(finding)
    count, left = 0, []
    for path, own in by_path.items():
        name = session.relative(Path(path))
        try:
            was = session.read_bytes(name)
            text = files.decode(was, path)
            made = _Writer(session, name, text, [_Target(f.rule, f.span.start) for f in own])
            made.write()
            if made.written:
                files.write_post(session.root / name, made.text, was)
        except ReadError:
            continue  # told when it was linted
        except WriteError as error:
            error.path = path
            problems.append(f"{error}; its suppressions are not written")
            continue
        count += made.written
        lines = LineMap(made.text)
        left += [
            f"{path}:{lines.position(one.at).line}: no comment can stand where it would suppress {one.rule} alone"
            for one in made.targets
        ]
    if count:
        session.look_again(())
    return count, left


def text_with(session: Session, path: str, text: str, findings: Iterable[Finding]) -> str | None:
    """The text of the post at a path below the root with suppressions for findings; None when one can't have any."""
    made = _Writer(session, path, text, [_Target(finding.rule, finding.span.start) for finding in findings])
    made.write()
    return made.text if made.written and not made.targets else None


class _Writer:
    """One post while it gets its suppressions. `targets` are those that are left."""

    def __init__(self, session: Session, path: str, text: str, targets: list[_Target]) -> None:
        self.session, self.path, self.text, self.targets = session, path, text, targets
        self.written = 0
        self.reason = " ".join(session.options.adds_suppressions.split())
        is_mdx = path.lower().endswith(".mdx")
        self.comments = _COMMENTS[::-1] if is_mdx else _COMMENTS

    def write(self) -> None:
        """Suppress all targets that can be: those of the front matter first, for that holds for the whole post."""
        self.targets.sort(key=lambda one: one.at)
        self.post = self.session.post(self.path, self.text)
        self.before = self._findings(self.post)
        failed: list[_Target] = []
        while self.targets:
            line = self._line(self.targets[0].at)
            here = [one for one in self.targets if self._line(one.at) == line]
            if self._is_in_front_matter(line):
                here = [one for one in self.targets if self._is_in_front_matter(self._line(one.at))]
            if not any(self._try(edits, here) for edits in self._ways(line, here)):
                failed += here
                self.targets = [one for one in self.targets if one not in here]
        self.targets = failed

    def _line(self, offset: int) -> int:
        return self.post.lines.position(offset).line

    def _ways(self, line: int, here: list[_Target]) -> Iterator[list[Edit]]:
        """The edits that could suppress what is found on a line, the usual ones first."""
        names = ", ".join(dict.fromkeys(one.rule for one in here))
        lines, text = self.post.lines, self.text
        if self._is_in_front_matter(line):
            yield from self._in_front_matter(list(dict.fromkeys(one.rule for one in here)))
            return
        content = lines.content_span(line)
        written = content.cut(text)
        indent = written[: len(written) - len(written.lstrip(" \t"))]
        eol = "\r\n" if text[content.end : content.end + 2] == "\r\n" else "\n"
        for comment in self.comments:
            if self._is_blank(line - 1):
                own = comment(f"contentlint-disable-next-line {names} -- {self.reason}")
                yield [_insertion(lines.start(line), indent + own + eol)]
            own = comment(f"contentlint-disable-line {names} -- {self.reason}")
            end = content.start + len(written.rstrip(" \t"))
            yield [_insertion(end, f" {own}")]
            if written.rstrip().endswith("|"):
                yield [_insertion(end - 1, f"{own} ")]
            first, last = line, line
            while not self._is_blank(first - 1):
                first -= 1
            while not self._is_blank(last + 1):
                last += 1
            opening = comment(f"contentlint-disable {names} -- {self.reason}")
            ending = comment(f"contentlint-enable {names}")
            below = lines.content_span(last).end
            yield [_insertion(lines.start(first), opening + eol + eol), _insertion(below, eol + eol + ending)]

    def _is_in_front_matter(self, line: int) -> bool:
        return self.post.lines.start(line) < self.post.front_matter.end

    def _is_blank(self, line: int) -> bool:
        lines = self.post.lines
        if line < 1 or line > lines.count or self._is_in_front_matter(line):
            return True
        return not lines.content_span(line).cut(self.text).strip()

    def _in_front_matter(self, rules: list[str]) -> Iterator[list[Edit]]:
        fields = self.post.front_matter
        if fields.get("contentlint") is not None:
            return
        reason, closing = json.dumps(self.reason, ensure_ascii=False), self.text.rfind("\n", 0, fields.span.end - 1) + 1
        if fields.format == "yaml":
            yield [_insertion(closing, f"contentlint:\n  ignore: [{', '.join(rules)}]\n  reason: {reason}\n")]
        elif fields.format == "toml":
            names = ", ".join(f'"{rule}"' for rule in rules)
            yield [_insertion(closing, f"[contentlint]\nignore = [{names}]\nreason = {reason}\n")]

    def _try(self, edits: list[Edit], here: list[_Target]) -> bool:
        """Make the edits if they suppress what they should and change nothing else; whether they do."""
        text = apply_edits(self.text, edits)
        post = self.session.post(self.path, text)

        def moved(offset: int) -> int:
            return offset + sum(len(edit.text) for edit in edits if edit.span.start <= offset)

        try:
            off, _, wrong = suppressions(post, self.session.catalog.select)
            if wrong or _shape(post) != _shape(self.post):
                return False
            after = self._findings(post)
        except ContentlintError:
            return False

        def is_off(one: _Target) -> bool:
            return any(
                s.span.start <= moved(one.at) < s.span.end
                and any(m.rules is None or one.rule in m.rules for m in s.marks)
                for s in off
            )

        done = [one for one in self.targets if is_off(one)]
        if not all(one in done for one in here) or after - self.before:
            return False
        # Of a rule about the whole site nothing is found in one post.
        if (self.before - after) - Counter(one.rule for one in done):
            return False
        self.written += 1
        self.targets = [one for one in self.targets if one not in done]
        for one in self.targets:
            one.at = moved(one.at)
        self.text, self.post, self.before = text, post, after
        return True

    def _findings(self, post: Post) -> Counter[str]:
        """How often each rule finds something, those about suppressions left out."""
        rules = [a for a in self.session.rules.for_post(self.path) if "suppressions" not in a.rule.needs]
        found = self.session.lint_as_named(post, rules, self.session.context_of(self.path)).findings
        return Counter(finding.rule for finding in found)


def _shape(post: Post) -> list[tuple[str, int, int, str]]:
    """What a reader sees of a post: its blocks with their words, and its links."""
    blocks = [
        (block.kind, block.level, block.column, words)
        for block in post.document.blocks
        if (words := " ".join(block.prose.text.split())) or block.kind == "code"
    ]
    return blocks + [(link.kind, 0, 0, link.target) for link in post.document.links]


def _insertion(at: int, text: str) -> Edit:
    return Edit(Span(at, at), text)
