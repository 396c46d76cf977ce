"""Applying the fixes that findings carry."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from contentlint.finding import Edit, Finding

_PASSES = 10


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """`text` after edits, which must not overlap."""
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def apply_fixes(text: str, lint: Callable[[str], Sequence[Finding]], *, unsafe: bool = False) -> tuple[str, int]:
    """The text after all fixes that are safe, or `unsafe` ones too, and how many were applied.

    Fixes whose edits overlap one already taken wait for the next pass; after ten passes what is left stays.
    """
    count = 0
    for _ in range(_PASSES):
        taken: list[Edit] = []
        fixes = 0
        for finding in lint(text):
            if not is_applied(finding, unsafe=unsafe) or finding.fix is None:
                continue
            edits = [e for e in finding.fix.edits if e not in taken]
            if any(_clash(edit, other) for edit in edits for other in taken):
                continue
            taken += edits
            fixes += 1
        changed = apply_edits(text, taken)
        if changed == text:
            break
        text, count = changed, count + fixes
    return text, count


def is_applied(finding: Finding, *, unsafe: bool) -> bool:
    """True for a finding with a fix that is safe, or any fix when `unsafe` ones are wanted, too."""
    return finding.fix is not None and (unsafe or finding.fix.safety == "safe")


def _clash(edit: Edit, other: Edit) -> bool:
    return edit.span.overlaps(other.span) or edit.span.start == other.span.start
