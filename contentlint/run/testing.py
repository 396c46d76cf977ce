"""Runs the examples of rules: every example in a rule file is a test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from contentlint.catalog.catalog import Catalog, as_options, find_check
from contentlint.catalog.lexicon import Lexicon
from contentlint.catalog.options import why_unsaid
from contentlint.catalog.rule import Context, Example, Rule, Switch
from contentlint.errors import ContentlintError, RuleError
from contentlint.evidence.visited import SourceResult, key
from contentlint.finding import Finding
from contentlint.guard.limit import TooSlow, time_limit
from contentlint.guard.records import dataclass, replace
from contentlint.ledger import Ledger, read
from contentlint.post.post import Post
from contentlint.run import engine
from contentlint.run.config import ActiveRule
from contentlint.run.fix import apply_fixes
from contentlint.run.suppress import idle
from contentlint.run.switches import switches

_SECONDS = 10.0
TODAY = dt.date(2026, 1, 1)
"""The day of examples that name none."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold. `line` is its line in the rule file."""

    rule: str
    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


def run(rule: Rule, catalog: Catalog) -> Iterator[Failure]:
    """The examples of a rule that do not hold; the rule must have been read with its examples."""

    def fails(line: int, message: str) -> Failure:
        return Failure(rule.id, rule.path, line, message)

    for kind in (True, False):
        if not any(example.is_bad is kind for example in rule.examples):
            yield fails(1, f"has no {'bad' if kind else 'good'} example")
    for example in rule.examples:
        try:
            lint = linter(rule, example, catalog)
            post = Post(example.path, example.text)
            result = lint(post)
        except ContentlintError as error:
            yield fails(example.line, error.message)
            continue
        if result.problems:
            yield from (fails(example.line, problem) for problem in result.problems)
            continue
        found = sorted({(f.span.start, f.span.end) for f in result.findings})
        if found != sorted(set(example.spans)):
            yield fails(
                example.line,
                f"reports {_marked(example.text, found)} instead of {_marked(example.text, example.spans)}",
            )
        if example.fixed is not None:
            yield from (fails(example.line, message) for message in _fix_failures(example, lint))


def run_list(name: str, catalog: Catalog) -> Iterator[Failure]:
    """The examples of a word list that do not hold; the list must have been read with its examples."""
    given, lexicon = catalog.vocabulary[name], Lexicon(catalog.vocabulary)
    if not any(example.spans for example in given.examples) and given.terms:
        yield Failure(name, given.path, 1, "has no `match` example")
    for example in given.examples:
        try:
            with time_limit(_SECONDS):
                found = [(f.start, f.end) for f in lexicon.finditer(name, example.text)]
        except TooSlow:
            yield Failure(name, given.path, example.line, f"takes longer than {_SECONDS:g} s: look for a slow term")
            continue
        if found != list(example.spans):
            wanted = _marked(example.text, example.spans)
            yield Failure(name, given.path, example.line, f"finds {_marked(example.text, found)} instead of {wanted}")


def _fix_failures(example: Example, lint: Callable[[Post], engine.Result]) -> Iterator[str]:
    def findings(text: str) -> list[Finding]:
        return lint(Post(example.path, text)).findings

    fixed, _ = apply_fixes(example.text, findings, unsafe=True)
    if fixed != example.fixed:
        yield f"is fixed to {fixed!r}"
    elif apply_fixes(fixed, findings, unsafe=True)[0] != fixed:
        yield "a second fix changes it again"


def _marked(text: str, spans: Any) -> str:
    return ", ".join(f"'{text[start:end]}' ({start}-{end})" for start, end in spans) or "nothing"


def linter(rule: Rule, example: Example, catalog: Catalog) -> Callable[[Post], engine.Result]:
    """A function that lints a post with this one rule as the example wants it. Raises RuleError."""
    check = find_check(rule.check)
    options = as_options(
        check,
        {k.replace("-", "_"): v for k, v in {**rule.options, **example.options}.items()},
        lambda message, key: RuleError(message, path=rule.path, line=example.line),
    )
    if wrong := why_unsaid(check, options, rule.messages):
        raise RuleError(wrong, path=rule.path, line=example.line)
    active = ActiveRule(rule, rule.severity, options)

    def lint(post: Post) -> engine.Result:
        today = example.today or TODAY
        site: Any = None
        if {"site", "posts"} & {*rule.needs}:
            from contentlint.site import MemoryTree, only

            site = only(MemoryTree({**example.files, example.path: post.text}), today=today)
        context = Context(today, Lexicon(catalog.vocabulary), site, _sources(rule, example), **_schema(example))
        if "ledger" in rule.needs:
            context = replace(context, ledger=_ledger(rule, example))
        if "suppressions" in rule.needs:
            context = replace(context, suppressions=_suppressions(post, catalog, context))
        result = engine.lint(post, [active], context, select=catalog.select)
        whole = engine.lint_site([active], context, lambda path: post, {example.path}, catalog.select)
        findings: list[Finding] = result.findings + whole.findings
        if example.path in example.files or not example.path.endswith((".yaml", ".yml")):
            return engine.Result(findings, result.problems + whole.problems)
        kept = engine.lint_ledger([active], replace(context, ledger=read({example.path: post.text})))
        return engine.Result(kept.findings, kept.problems)

    return lint


def _ledger(rule: Rule, example: Example) -> Ledger:
    """The ledger of an example: its YAML files. Raises RuleError for one that is wrong."""
    ledger = read({path: text for path, text in example.files.items() if path.endswith((".yaml", ".yml"))})
    if ledger.mistakes:
        raise RuleError(f"the ledger of an example: {ledger.mistakes[0]}", path=rule.path, line=example.line)
    return ledger


def _suppressions(post: Post, catalog: Catalog, context: Context) -> tuple[Switch, ...]:
    """What switches rules off in a post, once all others have run that are on and know no more than the post."""
    rules = [rule for rule in catalog.rules.values() if rule.enabled and not rule.needs]
    others = []
    for rule in rules:
        options = as_options(find_check(rule.check), rule.options, lambda message, key: RuleError(message))
        others.append(ActiveRule(rule, rule.severity, options))
    found = engine.lint(post, others, context, select=catalog.select)
    ids = frozenset(rule.id for rule in rules)
    return switches(post, found.marks, idle(found.idle, ids, ids))


def _sources(rule: Rule, example: Example) -> dict[str, SourceResult] | None:
    if "sources" not in rule.needs:
        return None
    return {key(url): page for url, page in example.sources.items()}


def _schema(example: Example) -> dict[str, Any]:
    if not example.files:
        return {}
    from contentlint.schema.finder import SchemaFinder

    return {"schema_for": SchemaFinder(lambda path: example.files.get(path))}
