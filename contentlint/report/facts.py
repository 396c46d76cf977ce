"""What the ledger says and what posts say of it: as a table for people, as JSON, and as one HTML page."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from html import escape
from typing import Any

from contentlint.claims.drafted import Draft
from contentlint.guard.records import dataclass, field
from contentlint.ledger import Fact, Mistake, Name, Place
from contentlint.text.spans import on_one_line


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a post, and what is written there. `verdict` is agrees, contradicts, outdated or history."""

    path: str
    line: int
    column: int
    text: str
    verdict: str

    def as_dict(self) -> dict[str, Any]:
        """As the JSON has it."""
        return {
            "path": self.path, "line": self.line, "column": self.column, "text": self.text, "verdict": self.verdict,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact with the places where posts give it."""

    fact: Fact
    is_due: bool
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class NameRow:
    """An old name with the places where posts use it."""

    name: Name
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class DueRow:
    """A line of the ledger that should have been looked up again."""

    place: Place
    day: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that `contentlint facts` tells. Paths of places are as the user sees them."""

    today: dt.date
    facts: Sequence[FactRow] = ()
    names: Sequence[NameRow] = ()
    due: Sequence[DueRow] = ()
    mistakes: Sequence[Mistake] = ()
    drafts: Sequence[Draft] | None = None
    subjects: int = 0
    posts: int = 0
    files: Sequence[str] = field(default_factory=tuple)


def json_text(report: Report) -> str:
    """The JSON of docs/schemas/facts.schema.json."""
    data: dict[str, Any] = {
        "facts": [_fact(row) for row in report.facts],
        "names": [_name(row) for row in report.names],
        "due": [
            {"file": row.place.file, "line": row.place.line, "day": row.day, "subjects": list(row.about)}
            for row in report.due
        ],
        "mistakes": [
            {"file": one.place.file, "line": one.place.line, "message": one.message} for one in report.mistakes
        ],
        "summary": {
            "files": list(report.files), "subjects": report.subjects, "posts": report.posts, "facts": len(report.facts),
            **_counts(report),
        },
    }  # fmt: skip
    if report.drafts is not None:
        data["suggestions"] = [_draft(one) for one in report.drafts]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _counts(report: Report) -> dict[str, int]:
    rows: list[FactRow | NameRow] = [*report.facts, *report.names]
    spots = [spot.verdict for row in rows for spot in row.spots]
    return {verdict: spots.count(verdict) for verdict in ("agrees", "contradicts", "outdated", "history")}


def _fact(row: FactRow) -> dict[str, Any]:
    fact = row.fact
    return {
        "subject": fact.subject,
        "kind": fact.kind,
        "what": fact.what,
        "value": fact.value,
        "or": list(fact.others),
        "was": list(fact.was),
        "plans": list(fact.plans),
        "countries": list(fact.countries),
        "since": str(fact.since) if fact.since else None,
        "source": fact.upkeep.source or None,
        "checked": str(fact.upkeep.checked) if fact.upkeep.checked else None,
        "check_again": str(fact.upkeep.again) if fact.upkeep.again else None,
        "is_due": row.is_due,
        "file": fact.place.file,
        "line": fact.place.line,
        "places": [spot.as_dict() for spot in row.spots],
    }


def _name(row: NameRow) -> dict[str, Any]:
    name = row.name
    return {
        "name": name.text,
        "role": name.role,
        "instead": name.instead or None,
        "since": str(name.day) if name.day else None,
        "file": name.place.file,
        "line": name.place.line,
        "places": [spot.as_dict() for spot in row.spots],
    }


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "subject": draft.subject,
        "kind": draft.kind,
        "what": draft.what,
        "plan": draft.plan or None,
        "disagrees": draft.disagrees,
        "values": [
            {
                "value": text,
                "places": [{"path": p.path, "line": p.line, "column": p.column, "text": p.text} for p in places],
            }
            for text, places in draft.values
        ],
    }


# -- for people

_SHOWN = 5


def table(report: Report) -> str:
    """A table of facts, then old names, then what is due."""
    lines: list[str] = []
    rows = sorted(report.facts, key=lambda row: not any(s.verdict == "contradicts" for s in row.spots))
    for row in rows:
        fact = row.fact
        where = ", ".join((*fact.plans, *fact.countries))
        about = f"{fact.subject}: {fact.what or fact.kind}{f' ({where})' if where else ''}"
        agree = sum(spot.verdict == "agrees" for spot in row.spots)
        against = [spot for spot in row.spots if spot.verdict == "contradicts"]
        said = f"{agree} agree, {len(against)} do not" if row.spots else "no post tells it"
        due = ", to be looked up again" if row.is_due else ""
        lines.append(f"{on_one_line(about):<44} {on_one_line(fact.value):<20} {said}{due}")
        lines += _spots(against)
    old = [(named, [s for s in named.spots if s.verdict == "outdated"]) for named in report.names]
    told = [(named, spots) for named, spots in old if spots]
    if told:
        lines += ["", "Old names in use:"] if lines else ["Old names in use:"]
        for named, spots in sorted(told, key=lambda one: -len(one[1])):
            instead = f" → {named.name.instead}" if named.name.instead else f" ({named.name.role})"
            history = len(named.spots) - len(spots)
            kept = f", {history} in history or comparison" if history else ""
            lines.append(f"{on_one_line(named.name.text + instead):<44} {len(spots)} in use{kept}")
            lines += _spots(spots)
    if report.due:
        lines += ["", "To be looked up again:"]
        for line in report.due:
            more = f" and {len(line.about) - _SHOWN} more" if len(line.about) > _SHOWN else ""
            about = ", ".join(line.about[:_SHOWN]) + more
            lines.append(f"  {line.place}  by {line.day}: {on_one_line(about)}")
    counts = _counts(report)
    lines += [""] if lines else []
    lines.append(
        f"{_size(report)}: {_many(counts['contradicts'], 'value contradicts', 'values contradict')} the ledger, "
        f"{_many(counts['agrees'], 'agrees', 'agree')}; {_many(counts['outdated'], 'old name', 'old names')} in use, "
        f"{counts['history']} in history or comparison."
    )
    return "\n".join(lines) + "\n"


def _size(report: Report) -> str:
    """What the ledger has, and how many posts were read."""
    return (
        f"{_many(report.subjects, 'subject', 'subjects')}, {_many(len(report.facts), 'fact', 'facts')}, "
        f"{_many(report.posts, 'post', 'posts')}"
    )


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _spots(spots: Sequence[Spot]) -> list[str]:
    lines = [f"    {on_one_line(f'{s.path}:{s.line}')}: {on_one_line(s.text)}" for s in spots[:_SHOWN]]
    return [*lines, f"    and {len(spots) - _SHOWN} more"] if len(spots) > _SHOWN else lines


_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
table{border-collapse:collapse;width:100%;margin:1rem 0 2rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ddd}
th{border-bottom-width:2px}
.contradicts,.outdated,.due{color:#a40000;font-weight:600}
.agrees,.history{color:#1d6b2f}
summary{cursor:pointer}
code{font:.9em ui-monospace,monospace}
@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#161616}th,td{border-color:#444}
.contradicts,.outdated,.due{color:#ff8f8f}.agrees,.history{color:#8fd69f}a{color:#8ab4ff}}
"""


def html(report: Report) -> str:
    """One page that loads nothing."""
    counts = _counts(report)
    parts = [
        "<!doctype html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
        "<title>Facts – contentlint</title>", f"<style>{_STYLE}</style>", "</head>", "<body>", "<h1>Facts</h1>",
        f"<p>{report.today}: {_size(report)}. "
        f'<span class="contradicts">{counts["contradicts"]} values contradict the ledger</span>, '
f'{counts["agrees"]} agree; <span class="outdated">{counts["outdated"]} old names in use</span>, '
        f'{counts["history"]} in history or comparison.</p>',
    ]  # fmt: skip
    if report.mistakes:
        parts += ["<h2>Mistakes in the ledger</h2>", "<ul>"]
        parts += [f"<li><code>{escape(str(one.place))}</code> {escape(one.message)}</li>" for one in report.mistakes]
        parts.append("</ul>")
    parts += [
        "<h2>Facts</h2>",
        "<table>",
        "<tr><th>of</th><th>what</th><th>value</th><th>checked</th><th>posts</th></tr>",
    ]
    for row in sorted(report.facts, key=lambda row: not any(s.verdict == "contradicts" for s in row.spots)):
        fact, upkeep = row.fact, row.fact.upkeep
        where = ", ".join((*fact.plans, *fact.countries))
        what = escape(fact.what or fact.kind) + (f" ({escape(where)})" if where else "")
        due = ' <span class="due">due</span>' if row.is_due else ""
        checked = escape(str(upkeep.checked or "")) + due
        value = escape(fact.value)
        if upkeep.source:
            value = f'<a href="{escape(upkeep.source)}" rel="noreferrer">{value}</a>'
        parts.append(
            f"<tr><td>{escape(fact.subject)}</td><td>{what}</td><td>{value}</td><td>{checked}</td>"
            f"<td>{_places(row.spots)}</td></tr>"
        )
    parts += [
        "</table>",
        "<h2>Old names</h2>",
        "<table>",
        "<tr><th>name</th><th>today</th><th>since</th><th>posts</th></tr>",
    ]
    for named in report.names:
        if named.spots:
            name = named.name
            parts.append(
                f"<tr><td>{escape(name.text)}</td><td>{escape(name.instead or name.role)}</td>"
                f"<td>{escape(str(name.day or ''))}</td><td>{_places(named.spots)}</td></tr>"
            )
    parts.append("</table>")
    if report.drafts is not None:
        parts += ["<h2>Suggestions</h2>", "<table>", "<tr><th>of</th><th>what</th><th>values</th></tr>"]
        for draft in report.drafts:
            values = "; ".join(
                f"<b>{escape(text)}</b> {escape(', '.join(f'{p.path}:{p.line}' for p in places[:_SHOWN]))}"
                for text, places in draft.values
            )
            what = escape(f"{draft.what}{f' ({draft.plan})' if draft.plan else ''}")
            parts.append(f"<tr><td>{escape(draft.subject)}</td><td>{what}</td><td>{values}</td></tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body>", "</html>"]) + "\n"


def _places(spots: Sequence[Spot]) -> str:
    """The places of a row, to be unfolded."""
    if not spots:
        return "no post tells it"
    counts = [
        (verdict, sum(s.verdict == verdict for s in spots)) for verdict in dict.fromkeys(s.verdict for s in spots)
    ]
    head = ", ".join(f'<span class="{verdict}">{count} {verdict}</span>' for verdict, count in counts)
    rows = "".join(
        f'<li><code>{escape(s.path)}:{s.line}</code> <span class="{s.verdict}">{escape(s.text)}</span></li>'
        for s in spots
    )
    return f"<details><summary>{head}</summary><ul>{rows}</ul></details>"
