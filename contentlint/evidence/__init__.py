"""Figures of a claim held against the text of a source."""

from __future__ import annotations

from contentlint.evidence.judge import Answer, FigureVerdict, verify
from contentlint.evidence.source import Source

__all__ = ["Answer", "FigureVerdict", "Source", "verify"]
