"""What a check says (a Hit) and what the user gets (a Finding)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from contentlint.guard.records import dataclass, field
from contentlint.text.spans import Span

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Worst first."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `span` of the post by `text`."""

    span: Span
    text: str


Safety = Literal["safe", "unsafe"]
"""Whether a fix keeps the meaning: `unsafe` is what may change it, or rests on a guess, and is made only on request."""
SAFETIES: tuple[Safety, ...] = ("safe", "unsafe")


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that removes a finding. `title` says it in words; the edits don't overlap."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety = "safe"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a finding. `path` is None for the same post.

    The engine fills in `line` (1-based; 0 when the place is in a post that it has not read).
    """

    message: str
    span: Span
    path: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check reports: a place, and the values that the rule's message is filled with.

    `message` picks one of the rule's messages by its key; "" is the main one. `path` is needed only from checks
    over the whole site. `severity` overrides the rule's when a check knows this case to be milder; `at_most` stands for
    the rule's where that is worse.
    """

    span: Span
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    message: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    path: str | None = None
    severity: Severity | None = None
    at_most: Severity = "error"
    confidence: float | None = None
    """How likely an editor acts on it, 0 to 1, where that was measured; None elsewhere."""
    reasons: tuple[str, ...] = ()
    """What speaks for it and against it, in words, where that was weighed."""
    about: str = ""
    """What it is held against, where a post may have the same words for several things: it is known by that as well."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit of a rule in a post. Lines and columns are 1-based, columns in code points, ends exclusive."""

    rule: str
    category: str
    severity: Severity
    path: str
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    excerpt: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()

    fingerprint: str = ""
    kind: str = ""
    """Which of the rule's messages it is: the key of it."""
    confidence: float | None = None
    """How likely an editor acts on it, 0 to 1; None where nothing tells."""
    reasons: tuple[str, ...] = ()
    """What speaks for it and against it, in words, where that was weighed."""
    about: str = ""
    """What it is held against, of those for which a post may have the same words; "" for most."""

    @property
    def known_by(self) -> str:
        """What it is found again by, beside its rule and path: its words on one line, and what it is about."""
        words = " ".join(self.excerpt.split())
        return f"{words}\0{self.about}" if self.about else words

    @property
    def statement(self) -> str:
        """The message with how likely it is, for formats that have no place of its own for that."""
        return self.message if self.confidence is None else f"{self.message} ({self.confidence:.0%} likely)"

    def as_dict(self) -> dict[str, Any]:
        """The finding as the JSON contract has it (docs/json.md)."""
        return {
            "rule": self.rule,
            "category": self.category,
            "severity": self.severity,
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
            "message": self.message,
            "excerpt": self.excerpt,
            "confidence": self.confidence,
            "reasons": list(self.reasons),
            "fix": None
            if self.fix is None
            else {
                "title": self.fix.title,
                "safety": self.fix.safety,
                "edits": [{"start": e.span.start, "end": e.span.end, "text": e.text} for e in self.fix.edits],
            },
            "related": [
                {
                    "path": r.path or self.path,
                    "line": r.line or None,
                    "message": r.message,
                    "start": r.span.start,
                    "end": r.span.end,
                }
                for r in self.related
            ],
            "fingerprint": self.fingerprint,
        }


@dataclass(frozen=True, slots=True)
class Held:
    """A rule that was run on a post and found nothing; `values` are what its check measured, by names in words.

    `judged` is False where the post has nothing that the rule could judge: no keyword, no such image, too few words.
    """

    rule: str
    category: str
    path: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    judged: bool = True


def fingerprint(rule: str, path: str, known_by: str, nth: int) -> str:
    """An id that survives edits elsewhere in the post: of the rule, the path, what `Finding.known_by` says, and which
    of equal ones."""
    global _sha256
    if _sha256 is None:
        from hashlib import sha256 as _sha256  # loads OpenSSL, and a run that finds nothing new has no use for it
    digest: str = _sha256(f"{rule}\0{path}\0{known_by}\0{nth}".encode("utf-8", "surrogatepass")).hexdigest()
    return digest[:16]


_sha256: Any = None
