"""Findings as diagnostics, and what an editor shows of them under the cursor."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from contentlint import __version__
from contentlint.catalog.rule import Rule
from contentlint.evidence.visited import key
from contentlint.finding import Finding
from contentlint.lsp import protocol
from contentlint.lsp.documents import Document
from contentlint.run import origin
from contentlint.run.session import Session
from contentlint.text.spans import LineMap, on_one_line

_SEVERITIES = {"error": 1, "warning": 2, "info": 3}
_MOST_RELATED = 20
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


@cache
def _source() -> origin.Origin:
    return origin.find(__version__)


def page_of(rule: Rule | None, template: str = "") -> str:
    """The address of a rule's page: by the configuration's template, on the web, or in the clone that is running."""
    if rule is None:
        return ""
    if template:
        return template.replace("{rule}", rule.id).replace("{category}", rule.category)
    page = f"docs/rules/{rule.id}.md"
    clone = Path(__file__).parents[2]
    if not Path(rule.path).is_relative_to(clone):
        return ""
    if address := _source().page(page):
        return address
    return protocol.uri_of(clone / page) if (clone / page).is_file() else ""


def diagnostics(document: Document) -> list[dict[str, Any]]:
    """The findings of a document."""
    lines = LineMap(document.text)
    return [diagnostic(finding, document, lines) for finding in document.findings]


def diagnostic(finding: Finding, document: Document, lines: LineMap) -> dict[str, Any]:
    """One finding, with a link to its rule's page and the places that belong to it."""
    made: dict[str, Any] = {
        "range": protocol.range_of(lines, finding.span),
        "severity": _SEVERITIES[finding.severity],
        "source": "contentlint",
        "code": f"{finding.category}/{finding.rule}",
        "message": finding.statement,
    }
    session = document.session
    assert session is not None
    if page := page_of(session.catalog.rules.get(finding.rule), session.config.rule_pages):
        made["codeDescription"] = {"href": page}
    related = []
    for other in finding.related[:_MOST_RELATED]:
        if other.path in (None, finding.path):
            place = {"uri": document.uri, "range": protocol.range_of(lines, other.span)}
        else:  # named as the user sees it: from the working directory
            file = Path(other.path or "").absolute()
            place = {"uri": protocol.uri_of(file), "range": protocol.line_range(other.line)}
        related.append({"location": place, "message": other.message})
    if related:
        made["relatedInformation"] = related
    return made


def hover(document: Document, offset: int, *, as_markdown: bool) -> dict[str, Any] | None:
    """What is to be said of the words at an offset: why a rule finds them, and what their source says."""
    post, session = document.post, document.session
    if post is None or session is None:
        return None
    lines = LineMap(document.text)
    plain = _escaped if as_markdown else on_one_line
    parts: list[str] = []
    place: dict[str, Any] | None = None
    for finding in document.findings:
        if finding.span.start <= offset <= finding.span.end:
            rule = session.catalog.rules.get(finding.rule)
            parts.append(_why(finding, rule, page_of(rule, session.config.rule_pages), plain, as_markdown=as_markdown))
            place = place or protocol.range_of(lines, finding.span)
    for claim_span, said in _evidence(session, document, offset, plain):
        parts.append(said)
        place = place or protocol.range_of(lines, claim_span)
    if not parts:
        return None
    text = ("\n\n---\n\n" if as_markdown else "\n\n").join(parts)
    return {"contents": {"kind": "markdown" if as_markdown else "plaintext", "value": text}, "range": place}


def _why(finding: Finding, rule: Rule | None, page: str, plain: Callable[[str], str], *, as_markdown: bool) -> str:
    name = f"{finding.category}/{finding.rule}"
    head = f"**{name}** ({finding.severity})" if as_markdown else f"{name} ({finding.severity})"
    parts = [head, plain(finding.statement)]
    if rule is not None:
        parts.append(plain(rule.why))
    if finding.reasons:
        parts.append(plain(f"For and against: {'; '.join(finding.reasons)}"))
    if page:
        parts.append(f"[About this rule]({page})" if as_markdown else page)
    return "\n\n".join(parts)


def _evidence(session: Session, document: Document, offset: int, plain: Callable[[str], str]) -> list[tuple[Any, str]]:
    """What the audit found in the sources of the claims at an offset, as its store has kept it."""
    from contentlint import claims
    from contentlint.run import cache as cache_
    from contentlint.sources.settings import STORE

    post = document.post
    assert post is not None
    settings = session.config.sources
    file = session.root / settings.store if settings and settings.store else cache_.folder(session.root) / STORE
    if not file.is_file():
        return []
    here = [
        c for c in claims.find(post, session.rules.vocabulary) if c.unit.start <= offset <= c.unit.end and c.sources
    ]
    if not here:
        return []
    from contentlint.sources.store import Store

    store = Store(file, is_in_cache=not (settings and settings.store))
    found = []
    try:
        for claim in here:
            for source in claim.sources:
                decided = store.decision(claim.text, key(source))
                if decided is None:
                    continue
                verdict, sentence = decided
                said = {"found": "has the figure", "contradicted": "has another value"}.get(verdict, "does not have it")
                words = f": “{plain(sentence)}”" if sentence else ""
                found.append((claim.unit, f"{plain(source)} {said}{words}"))
    finally:
        store.close()
    return found


def _escaped(text: str) -> str:
    """Text that stays text in Markdown: nothing of a post or a page becomes a link or a picture."""
    return _MARKS.sub(r"\\\1", on_one_line(" ".join(text.split())))
