"""Lint one post with the rules that hold for it. Everything else calls this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, get_type_hints

from contentlint.catalog.rule import Context
from contentlint.errors import ContentlintError
from contentlint.finding import SEVERITIES, Finding, Held, Hit, fingerprint
from contentlint.guard.limit import Budget, TooSlow, time_limit
from contentlint.guard.records import dataclass, field, replace
from contentlint.post.language import language_of
from contentlint.post.post import Post
from contentlint.run.config import ActiveRule
from contentlint.run.suppress import Mark, Mistake, Silenced, Suppression, sort_out, suppressions
from contentlint.text.language import ENGLISH
from contentlint.text.spans import Span

INTERNAL_ERROR = "internal-error"
_POSTS = 1_000
"""Posts of a site for which one of its rules may take as long once more."""


@dataclass(slots=True)
class Result:
    """What linting a post gave. `problems` are lines for stderr: what could not be done (exit code 2).

    `unchanged` counts findings left out as older than the changes that are looked at. `digest` is what
    `runner.Options.digest` made of the post. Paths in `unread` are below the project's root.
    """

    findings: list[Finding] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    suppressed: int = 0
    unchanged: int = 0
    is_unfinished: bool = False
    """True when the post could not be read, or took longer than it may: what more there is in it is not known."""
    links: int = 0
    """Internal links of the post that were looked at."""
    unjudged: Counter[str] = field(default_factory=Counter)
    """Those of them of which it can't be told whether they work, by the reason in words."""
    silenced: list[Silenced] = field(default_factory=list)
    """The suppressed findings."""
    used: set[Mark] = field(default_factory=set)
    """What suppressed them."""
    marks: list[Mark] = field(default_factory=list)
    """All that the post switches off, and each `enable` that ends nothing."""
    idle: list[Mark] = field(default_factory=list)
    """What suppressed nothing here; which of it is known to do nothing at all, the session tells."""
    digest: Any = None
    language: str = ""
    """The code of the post's language, when there were rules that can't judge it for that; else ""."""
    unjudged_by: tuple[str, ...] = ()
    """The ids of these rules."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """What the index of the sites is to keep of posts, from another process."""
    held: list[Held] = field(default_factory=list)
    """The rules that found nothing, when they were asked for."""
    consulted: Any = None
    """What `Session.take_consulted` gave where the post was linted."""
    unread: Mapping[str, str] = field(default_factory=dict)
    """Files, of this or other posts, that could not be read for the site, with the reason."""
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each rule took, by its id, when that was asked for."""
    reading: float = 0.0
    """How long it took to read and parse the post, in seconds, when that was asked for."""


def lint(
    post: Post,
    rules: Iterable[ActiveRule],
    context: Context,
    *,
    select: Callable[[Iterable[str]], set[str]] = lambda names: set(names),
    timeout: float = 10.0,
    lists_held: bool = False,
    clock: Callable[[], float] | None = None,
) -> Result:
    """The findings of `rules` in `post`, in the order of the text, suppressed ones left out and counted.

    Rules that can't judge the language of the post are not run, and named in the result.
    A rule that raises, or takes longer than `timeout` seconds of the processor for each `limit.SIZE` of the post,
    becomes one `internal-error` finding and a problem; the others still run. A post that can't be parsed, or takes
    longer than all of it may (`limit.Budget`), becomes one for the post, and no further rule is run.
    `select` turns the names in the post's suppressions into rule ids. With `lists_held` the result names the rules
    that found nothing, with what their checks measured; with a `clock` how long each took.

    Rules about suppressions run alone, when all others have: with a context that has them.
    """
    result, found = Result(), list[Finding]()
    budget = Budget(timeout, len(post.text))
    active = [one for one in rules if hasattr(_check(one), "check")]  # the others are checks of the whole site
    began = clock() if clock else 0.0
    is_parsed = not active or _is_parsed(post, result, found, budget)
    result.reading = clock() - began if clock else 0.0
    if not is_parsed:
        return finish(result, found, post, select, None)
    _judge(post, active, context, result, found, budget, lists_held, clock)
    if any(one.severity == "error" for one in found) and _is_draft(post, context):
        found = [_in_draft(one) for one in found]
    return finish(result, found, post, select, budget, only_named=context.suppressions is not None)


def _is_parsed(post: Post, result: Result, found: list[Finding], budget: Budget) -> bool:
    """Read all of a post that rules ask for, once; False when that can't be done."""
    try:
        with budget.step():
            _ = post.front_matter, post.document, post.sentences
    except TooSlow:
        _not_checked(result, found, post, f"reading it took longer than {budget.of_rule:.3g} s")
    except Exception as error:
        _not_checked(result, found, post, f"it can't be read: {type(error).__name__}: {error}")
    else:
        return True
    return False


def _judge(
    post: Post,
    rules: Iterable[ActiveRule],
    context: Context,
    result: Result,
    found: list[Finding],
    budget: Budget,
    lists_held: bool,
    clock: Callable[[], float] | None,
) -> None:
    """Run the rules, until the time of the post is up."""
    language = ""
    for active in rules:
        if ("suppressions" in active.rule.needs) is (context.suppressions is None):
            continue
        began = clock() if clock else 0.0
        try:
            with budget.step():
                if active.rule.languages:
                    language = language or _language(post, context)
                    if language not in active.rule.languages and not _has_own_words(active):
                        result.language, result.unjudged_by = language, (*result.unjudged_by, active.rule.id)
                        continue
                hits = list(_check(active).check(post, active.options, context))
                found += [finding(hit, active, post) for hit in hits]
                if lists_held and not hits:
                    result.held.append(_held(active, post, context))
        except TooSlow:
            if budget.is_spent:
                _not_checked(result, found, post, f"all rules together took longer than {budget.whole:.3g} s")
                return
            _failed(
                result, found, active, post, f"took longer than {budget.of_rule:.3g} s: look for a slow pattern in it"
            )
        except ContentlintError as error:  # a user's mistake that shows here first: a schema that can't be used
            if str(error) not in result.problems:
                result.problems.append(str(error))
        except Exception as error:
            _failed(result, found, active, post, f"{type(error).__name__}: {error}")
        if clock:
            result.seconds[active.rule.id] = result.seconds.get(active.rule.id, 0.0) + clock() - began


def _held(active: ActiveRule, post: Post, context: Context) -> Held:
    """That a rule found nothing, with what its check tells of what it measured."""
    measured = getattr(_check(active), "measured", None)
    values = measured(post, active.options, context) if measured is not None else {}
    return Held(active.rule.id, active.rule.category, post.path, dict(values or {}), values is not None)


def _is_draft(post: Post, context: Context) -> bool:
    """True for a post that the site does not publish yet, or that says so itself where no site is known."""
    page = context.site.page(post.path) if context.site is not None else None
    if page is not None and page.state != "excluded":
        return page.state == "draft"
    draft, published = post.front_matter.get("draft"), post.front_matter.get("published")
    return (draft is not None and draft.value is True) or (published is not None and published.value is False)


def _in_draft(found: Finding) -> Finding:
    """What is wrong in a draft reaches no reader: a warning, which fails no build by default."""
    is_ours = found.rule == INTERNAL_ERROR or found.severity != "error"
    return found if is_ours else replace(found, severity="warning")


def _language(post: Post, context: Context) -> str:
    """The language of a post; English where it can't be told, so that what is wrong shows in its rules."""
    try:
        return language_of(post, context.vocabulary.words("english-words"))
    except Exception:
        return ENGLISH


def _has_own_words(active: ActiveRule) -> bool:
    """True when the user has changed the words that the rule looks for: they may be of any language."""
    kind: Any = type(active.options)
    own = active.rule.options
    return any(getattr(active.options, name) != tuple(own.get(name) or ()) for name in _word_options(kind))


@cache
def _word_options(options: type) -> tuple[str, ...]:
    """The options that are lists of words."""
    return tuple(name for name, hint in get_type_hints(options).items() if hint == tuple[str, ...])


def keep_said(post: Post, active: ActiveRule, context: Context, timeout: float) -> None:
    """Have a check that compares posts (`needs: [posts]`) keep in the site's index what one of them says.

    What fails here has failed in the check of the post, and is told there.
    """
    check = _check(active)
    if hasattr(check, "keep"):
        with suppress(Exception, TooSlow), Budget(timeout, len(post.text)).step():
            check.keep(post, active.options, context)


def lint_site(
    rules: Iterable[ActiveRule],
    context: Context,
    read: Callable[[str], Post],
    wanted: set[str],
    select: Callable[[Iterable[str]], set[str]],
    *,
    timeout: float = 10.0,
    lists_held: bool = False,
    clock: Callable[[], float] | None = None,
) -> Result:
    """The findings of checks over the whole site (`check_site`), in the posts of `wanted` paths.

    Each may take `timeout` seconds of the processor for every 1,000 posts; the reading of posts does not count.
    """
    result = Result()
    seconds = timeout * (1 + len(context.site.pages if context.site is not None else ()) / _POSTS)
    context = context if context.asked is not None else replace(context, asked=frozenset(wanted))
    found: dict[str, list[Finding]] = {}
    posts: dict[str, Post] = {}
    for active in rules:
        check = _check(active)
        if not hasattr(check, "check_site") or context.site is None:
            continue
        at_fault: set[str | None] = set()
        own: list[Finding] = []
        began = clock() if clock else 0.0
        try:
            with time_limit(seconds):
                for hit in check.check_site(context.site, active.options, context):
                    at_fault.add(hit.path)
                    if hit.path in wanted:
                        if hit.path not in posts:
                            posts[hit.path] = read(hit.path)
                        own.append(finding(hit, active, posts[hit.path]))
        except TooSlow:
            result.problems.append(
                f"rule {active.rule.id} took longer than {seconds:.3g} s for the site: it says nothing"
            )
            continue
        except Exception as error:
            result.problems.append(f"rule {active.rule.id} failed: {type(error).__name__}: {error}")
            continue
        if clock:
            result.seconds[active.rule.id] = result.seconds.get(active.rule.id, 0.0) + clock() - began
        for one in own:
            found.setdefault(one.path, []).append(one)
        if lists_held:
            result.held += [Held(active.rule.id, active.rule.category, path) for path in sorted(wanted - at_fault)]
    for path, own in found.items():
        finish(result, own, posts[path], select, Budget(timeout, len(posts[path].text)))
    return result


def lint_ledger(rules: Iterable[ActiveRule], context: Context) -> Result:
    """The findings of checks of the ledger itself (`check_ledger`), in its files."""
    result, ledger = Result(), context.ledger
    posts: dict[str, Post] = {}
    for active in rules if ledger else ():
        check = _check(active)
        if ledger is None or not hasattr(check, "check_ledger"):
            continue
        try:
            hits = list(check.check_ledger(ledger, active.options, context))
        except Exception as error:
            result.problems.append(f"rule {active.rule.id} failed: {type(error).__name__}: {error}")
            continue
        for hit in hits:
            post = posts.setdefault(hit.path, Post(hit.path, ledger.files[hit.path]))
            result.findings.append(finding(hit, active, post))
    result.findings.sort(key=lambda f: (f.path, f.span.start, f.rule, f.message))
    number(result.findings)
    return result


def finish(
    result: Result,
    found: list[Finding],
    post: Post,
    select: Callable[[Iterable[str]], set[str]],
    budget: Budget | None,
    *,
    only_named: bool = False,
) -> Result:
    """Order, take out what the post suppresses, and number equal findings for their fingerprints.

    Without a budget the post could not be read, and what it suppresses is not known. With `only_named` a finding is
    suppressed by the id of its rule alone: a suppression of every rule can't hide that itself does nothing.
    """
    off, idle, wrong = _suppressions(result, found, post, select, budget)
    for mistake in wrong:
        at = post.lines.position(mistake.span.start)
        result.problems.append(f"{post.path}:{at.line}: {mistake.message}")
    found.sort(key=lambda f: (f.span.start, f.span.end, f.rule, f.message))
    kept, silenced, used = sort_out(found, off, only_named=only_named)
    number((*kept, *(hidden.finding for hidden in silenced)))  # the numbers of what is shown depend on that alone
    result.findings += kept
    result.silenced += silenced
    result.suppressed += len(silenced)
    result.used |= used
    result.idle += [*idle, *(mark for one in off for mark in one.marks if mark not in used)]
    result.marks = [*idle, *(mark for one in off for mark in one.marks)]
    return result


def _suppressions(
    result: Result,
    found: list[Finding],
    post: Post,
    select: Callable[[Iterable[str]], set[str]],
    budget: Budget | None,
) -> tuple[list[Suppression], list[Mark], list[Mistake]]:
    try:
        if budget is not None:
            with budget.step():
                return suppressions(post, select)
    except TooSlow:
        _not_checked(result, found, post, f"it took longer than {budget.whole:.3g} s" if budget else "")
    except Exception as error:
        _not_checked(result, found, post, f"its suppressions can't be read: {type(error).__name__}: {error}")
    return [], [], []


def number(findings: Iterable[Finding]) -> None:
    """Give findings their fingerprints, equal ones of a file in their order."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for one in findings:
        key = (one.rule, one.path, one.known_by)
        _numbered(one, seen[key])
        seen[key] += 1


def _numbered(finding: Finding, nth: int) -> Finding:
    object.__setattr__(finding, "fingerprint", fingerprint(finding.rule, finding.path, finding.known_by, nth))
    return finding


def _check(active: ActiveRule) -> Any:
    from contentlint.catalog.catalog import find_check

    return find_check(active.rule.check)


def finding(hit: Hit, active: ActiveRule, post: Post) -> Finding:
    """The hit of a rule as a finding: message filled, place in lines and columns."""
    rule = active.rule
    start, end = post.lines.position(hit.span.start), post.lines.position(hit.span.end)
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=hit.severity or SEVERITIES[max(map(SEVERITIES.index, (active.severity, hit.at_most)))],
        path=post.path,
        span=hit.span,
        line=start.line,
        column=start.column,
        end_line=end.line,
        end_column=end.column,
        message=rule.say(hit.message, hit.values),
        excerpt=post.excerpt(hit.span),
        fix=replace(hit.fix, safety="unsafe") if hit.fix is not None and rule.fix == "unsafe" else hit.fix,
        kind=hit.message,
        confidence=hit.confidence,
        reasons=hit.reasons,
        about=hit.about,
        related=tuple(
            replace(r, line=post.lines.position(r.span.start).line) if r.path in (None, post.path) else r
            for r in hit.related
        ),
    )


def _failed(result: Result, found: list[Finding], active: ActiveRule, post: Post, why: str) -> None:
    message = f"rule {active.rule.id} failed: {why}"
    result.problems.append(f"{post.path}: {message}")
    found.append(internal_error(post.path, active.rule.category, message))


def _not_checked(result: Result, found: list[Finding], post: Post, why: str) -> None:
    """One finding for a post that can't be checked to its end."""
    if result.is_unfinished:
        return
    result.is_unfinished = True
    message = f"not checked to its end: {why}"
    result.problems.append(f"{post.path}: {message}")
    found.append(internal_error(post.path, "structure", message))


def not_checked(path: str, why: str) -> Result:
    """The result of a post whose check was ended from outside, its path as the project names it."""
    result = Result(findings=[], is_unfinished=True)
    message = f"not checked to its end: {why}"
    result.problems.append(f"{path}: {message}")
    result.findings.append(internal_error(path, "structure", message))
    number(result.findings)
    return result


def internal_error(path: str, category: str, message: str) -> Finding:
    """The finding at the top of a post that says what could not be done with it."""
    return Finding(INTERNAL_ERROR, category, "error", path, Span(0, 0), 1, 1, 1, 1, message, excerpt="")
