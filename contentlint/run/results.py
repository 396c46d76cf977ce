"""What was found in each post, kept by its content, and used again as long as the answers are the same.

A file of the cache is named by all that a post's findings depend on and that does not lie elsewhere: the program, the
rules and the configuration, where the post is called what, its bytes. It has a line for each of the last states of the
rest: the day where a rule went by it, the questions that were asked of the site, the digest of the answers, the result.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contentlint.errors import ContentlintError
from contentlint.guard import digests
from contentlint.run import asking, keeping
from contentlint.run.engine import INTERNAL_ERROR, Result
from contentlint.run.suppress import Mark, Silenced
from contentlint.text.spans import Span

if TYPE_CHECKING:
    from contentlint.finding import Finding
    from contentlint.run.session import Session

_FOLDER = "posts"
_ELSEWHERE = "elsewhere"
"""For what was asked of the site when other posts were changed."""
_STATES = 3
"""States of the rest that are kept for one content of a post: branches that somebody goes back and forth between."""


class Results:
    """The results of one project's posts."""

    def __init__(self, session: Session) -> None:
        self._session = session
        options = session.options
        self.is_used = options.use_cache and not (
            options.sources
            or options.digest
            or options.lists_held
            or options.fix
            or options.is_timed
            or session.sources is not None
        )
        self.written = 0
        """How many were kept."""

    def recall(self, path: str, content: str) -> Result | None:
        """The result of a post whose content has that digest, paths as the project names them; None for none."""
        for line in keeping.read(_FOLDER, self._name(path, content)).splitlines():
            try:
                today, questions, answers, result = json.loads(line)
                if today in (None, self._today) and answers == self._asked_now(path, questions):
                    return _result_of(result)
            except (ValueError, TypeError, KeyError, ContentlintError):
                continue
        return None

    def as_before(self, path: str, content: str, rules: Collection[str]) -> int | None:
        """How many findings of some rules a post has, when they are those that it had before the changes.

        They are when the site answers all that was asked as it did when the answers were kept, now and as it was then.
        None when that is not known.
        """
        if not self.is_used:
            return None
        session = self._session
        own, former = session.context_of(path), session.former_context_of(path)
        for kind in (_ELSEWHERE, ""):
            for line in keeping.read(_FOLDER, self._name(path, content, kind)).splitlines():
                try:
                    today, questions, answers, result = json.loads(line)
                    if today not in (None, self._today):
                        continue
                    if all(asking.digest_of(questions, one, session.dialect) == answers for one in (own, former)):
                        return sum(found[0] in rules for found in result[0])
                except (ValueError, TypeError, KeyError, ContentlintError):
                    continue
        return None

    def keep_asked(self, path: str, content: str, asked: asking.Asking, found: Sequence[Finding]) -> None:
        """Keep what was asked for `as_before`, with what was found, new or not."""
        if self.is_used and not asked.anything and all(one.rule != INTERNAL_ERROR for one in found):
            findings = [keeping.finding_as_data(one) for one in found]
            today = self._today if asked.today else None
            self._keep(self._name(path, content, _ELSEWHERE), [today, asked.questions, asked.digest, [findings]])

    def keep(self, path: str, content: str, asked: asking.Asking, result: Result) -> None:
        """Keep a result, when nothing but files and the day had a say in it."""
        if asked.anything or result.problems or any(one.rule == INTERNAL_ERROR for one in result.findings):
            return
        today = self._today if asked.today else None
        self._keep(self._name(path, content), [today, asked.questions, asked.digest, _as_data(result)])

    def _keep(self, name: str, state: list[Any]) -> None:
        line = json.dumps(state, separators=(",", ":"))
        before = [one for one in keeping.read(_FOLDER, name).splitlines() if one != line]
        keeping.write(_FOLDER, name, "\n".join([line, *before][:_STATES]))
        self.written += 1

    def _asked_now(self, path: str, questions: list[Any]) -> str:
        return asking.digest_of(questions, self._session.context_of(path), self._session.dialect)

    @property
    def _today(self) -> str:
        return str(self._session.options.today)

    def _name(self, path: str, content: str, kind: str = "") -> str:
        return digests.of(self._rules, path, content, *([kind] if kind else []))

    @property
    def _rules(self) -> str:
        """The digest of the program, of its libraries and of what says which rules hold and how."""
        if "rules" not in self.__dict__:
            session, options = self._session, self._session.options
            parts = [digests.of_program(), *map(repr, keeping.libraries())]
            parts.append(repr((options.select, options.ignore, options.trust_config, session.home)))
            for file in session.files_of_rules():
                parts += [_name_of(file, session.root), digests.of(_read(file))]
            self.__dict__["rules"] = digests.of(*parts)
        rules: str = self.__dict__["rules"]
        return rules


def _name_of(file: Path, root: Path) -> str:
    """A file as a project calls it that may lie somewhere else tomorrow."""
    try:
        return file.relative_to(root).as_posix()
    except ValueError:
        return str(file)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _as_data(result: Result) -> list[Any]:
    return [
        [keeping.finding_as_data(one) for one in result.findings],
        [[keeping.finding_as_data(one.finding), one.reason] for one in result.silenced],
        [_of_mark(mark) for mark in sorted(result.used, key=repr)],
        [_of_mark(mark) for mark in result.idle],
        result.suppressed, result.links, dict(result.unjudged), result.language, list(result.unjudged_by),
        dict(result.kept),
    ]  # fmt: skip


def _result_of(data: list[Any]) -> Result:
    findings, silenced, used, idle, suppressed, links, unjudged, language, unjudged_by, kept = data
    return Result(
        findings=[keeping.finding_of(one) for one in findings],
        silenced=[Silenced(keeping.finding_of(one), reason) for one, reason in silenced],
        used={_mark_of(one) for one in used},
        idle=[_mark_of(one) for one in idle],
        suppressed=suppressed,
        links=links,
        unjudged=Counter(unjudged),
        language=language,
        unjudged_by=tuple(unjudged_by),
        kept=kept,
    )


def _of_mark(mark: Mark) -> list[Any]:
    rules = None if mark.rules is None else sorted(mark.rules)
    spans = [mark.span.start, mark.span.end, mark.comment.start, mark.comment.end]
    return [mark.path, mark.line, mark.last, mark.name, rules, spans, mark.reason, mark.others, mark.ends_nothing]


def _mark_of(data: list[Any]) -> Mark:
    path, line, last, name, rules, (start, end, begin, stop), reason, others, ends_nothing = data
    return Mark(
        path, line, last, name, None if rules is None else frozenset(rules), Span(start, end), Span(begin, stop),
        reason, others, ends_nothing,
    )  # fmt: skip
