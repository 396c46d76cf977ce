"""Figures of a claim held against the text of a source."""

from __future__ import annotations

from contentlint.evidence.judge import Answer, FigureVerdict, Word, verify
from contentlint.evidence.source import Source

__all__ = ["Answer", "FigureVerdict", "Source", "Word", "verify"]
