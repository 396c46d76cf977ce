"""The report as one HTML page: nothing to install, nothing to load, to be opened, mailed or printed.

The page holds its own style, script and data; its Content-Security-Policy forbids every request, every other
script, and building elements from strings. What needs no script (the overview) is HTML already.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from contentlint.report.habits import told
from contentlint.report.html.data import Site, embed
from contentlint.report.html.overview import overview
from contentlint.report.model import Run
from contentlint.report.score import EXPLANATION

_MONTHS = (
    "January February March April May June July August September October November December"  # whatever the locale
).split()
_SCRIPTS = ("base.js", "parts.js", "views.js", "page.js")


def render(run: Run) -> str:
    """The page. The same run gives the same bytes."""
    site = Site.of(run)
    style = _part("page.css")
    script = '"use strict";\n{\n' + "\n".join(_part(name) for name in _SCRIPTS) + "}\n"
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{_hash(style)}'",
            f"script-src 'sha256-{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
    name = run.root or "Content"
    long_day = f"{run.today.day} {_MONTHS[run.today.month - 1]} {run.today.year}"
    return Template(_part("page.html")).substitute(
        policy=escape(policy),
        title=escape(f"{name} – contentlint {run.command}"),
        name=escape(name),
        generator=escape(f"contentlint {run.version}"),
        style=style,
        script=script,
        data=_json(embed(site)),
        overview=overview(site),
        posts=f"{len(site.posts):,}",
        findings=f"{len(run.findings):,}",
        claims=f"{len(run.claims):,}",
        claims_hidden="" if run.claims else " hidden",
        version=escape(run.version),
        day=run.today.isoformat(),
        long_day=long_day,
        eyebrow=escape(f"Content {run.command} · {long_day}"),
        fixable_hidden="" if any(f.fix for f in run.findings) else " hidden",
        habits_hidden="" if told(run).habits else " hidden",
        score_help=escape(EXPLANATION),
    )


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8", "backslashreplace")).digest()).decode()


def _json(data: Mapping[str, Any]) -> str:
    """JSON that can't end the script element it stands in (HTML standard, 4.12.1.3), whatever a post says."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
