"""What an editor offers to do about findings: their fixes, suppressions, and all fixes at once."""

from __future__ import annotations

from typing import Any

from contentlint.finding import Edit, Finding
from contentlint.lsp import protocol
from contentlint.lsp.documents import Document
from contentlint.lsp.show import diagnostic
from contentlint.run.fix import apply_fixes
from contentlint.run.suppressing import text_with
from contentlint.text.spans import LineMap, Span

QUICK_FIX, FIX_ALL = "quickfix", "source.fixAll.contentlint"
KINDS = [QUICK_FIX, FIX_ALL]


def offered(document: Document, params: dict[str, Any], *, is_lazy: bool) -> list[dict[str, Any]]:
    """The actions for a range. A suppression's edit is worked out when it is chosen, with clients that can (`is_lazy`).

    Raises protocol.Unusable.
    """
    wanted = protocol.object_of(params, "range")
    context = params.get("context")
    only = context.get("only") if isinstance(context, dict) else None
    kinds = [kind for kind in only if isinstance(kind, str)] if isinstance(only, list) else None
    lines = LineMap(document.text)
    actions: list[dict[str, Any]] = []
    if _is_wanted(QUICK_FIX, kinds):
        here = [f for f in document.findings if protocol.touches(wanted, protocol.range_of(lines, f.span))]
        actions += [_fix(finding, document, lines) for finding in here if finding.fix is not None]
        actions += _suppressions(here, document, lines, is_lazy=is_lazy)
    if kinds is not None and _is_wanted(FIX_ALL, kinds) and (whole := _all_fixes(document)) is not None:
        actions.append({"title": "Fix all that is safe", "kind": FIX_ALL, "edit": whole})
    return actions


def _is_wanted(kind: str, kinds: list[str] | None) -> bool:
    return kinds is None or any(not wanted or f"{kind}.".startswith(f"{wanted}.") for wanted in kinds)


def _fix(finding: Finding, document: Document, lines: LineMap) -> dict[str, Any]:
    assert finding.fix is not None
    return {
        "title": finding.fix.title if finding.fix.safety == "safe" else f"{finding.fix.title} (may change the meaning)",
        "kind": QUICK_FIX,
        "isPreferred": finding.fix.safety == "safe",
        "diagnostics": [diagnostic(finding, document, lines)],
        "edit": _edit(document, finding.fix.edits, lines),
    }


def _edit(document: Document, edits: tuple[Edit, ...], lines: LineMap) -> dict[str, Any]:
    told = [{"range": protocol.range_of(lines, edit.span), "newText": edit.text} for edit in edits]
    return {"changes": {document.uri: told}}


def _suppressions(here: list[Finding], document: Document, lines: LineMap, *, is_lazy: bool) -> list[dict[str, Any]]:
    found = []
    for finding in here:
        action: dict[str, Any] = {
            "title": f"Suppress {finding.rule} here",
            "kind": QUICK_FIX,
            "diagnostics": [diagnostic(finding, document, lines)],
            "data": {"uri": document.uri, "fingerprint": finding.fingerprint},
        }
        if is_lazy or resolved(document, action) is not None:
            found.append(action)
    return found


def resolved(document: Document, action: dict[str, Any]) -> dict[str, Any] | None:
    """A suppression with its edit; None where no comment can stand, or the finding is not there any more."""
    session, data = document.session, action.get("data")
    wanted = data.get("fingerprint") if isinstance(data, dict) else None
    finding = next((f for f in document.findings if f.fingerprint == wanted), None)
    if session is None or document.post is None or finding is None:
        return None
    text = text_with(session, document.post.path, document.text, [finding])
    if text is None:
        return None
    action["edit"] = _edit(document, (_between(document.text, text),), LineMap(document.text))
    return action


def _all_fixes(document: Document) -> dict[str, Any] | None:
    """The text with all safe fixes, as an edit; None when there is nothing to fix."""
    session, post = document.session, document.post
    if session is None or post is None:
        return None

    def lint(text: str) -> list[Finding]:
        found = session.lint(session.post(post.path, text)).findings if text != document.text else document.findings
        return [finding for finding in found if finding.fix is not None and finding.fix.safety == "safe"]

    text, count = apply_fixes(document.text, lint)
    return _edit(document, (_between(document.text, text),), LineMap(document.text)) if count else None


def _between(before: str, after: str) -> Edit:
    """The one edit that makes a text another, as small as it can be."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return Edit(Span(start, len(before) - end), after[start : len(after) - end])
