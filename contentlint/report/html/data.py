"""What the page's script is given: the run as JSON, each source line once, no address that isn't http."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from contentlint.errors import ContentlintError
from contentlint.finding import SEVERITIES, Finding
from contentlint.guard.records import dataclass
from contentlint.report.habits import told
from contentlint.report.model import ClaimSummary, PostSummary, Run
from contentlint.report.score import score
from contentlint.text.spans import LineMap

LONGEST_LINE = 6_000
"""A line of more code points is data, not prose (an embedded image, say): only the excerpt is shown."""
LONGEST_EXCERPT = 300
MOST_LINES = 8
"""How many lines of a span that runs over several are shown."""


@dataclass(frozen=True, slots=True)
class Bin:
    """A column of a chart: `low` to below `high`. `short` stands under the column, if the label is too long."""

    label: str
    low: float
    high: float
    short: str = ""

    def holds(self, value: float) -> bool:
        """True when `value` belongs in this column."""
        return self.low <= value < self.high


_END = 1_000_000.0
SCORES = (*(Bin(f"{n}–{n + 9}", n, n + 10, str(n)) for n in range(0, 90, 10)), Bin("90–100", 90, _END, "90+"))
GRADES = (
    Bin("to 6", -_END, 7),
    Bin("7–8", 7, 9),
    Bin("9–10", 9, 11),
    Bin("11–12", 11, 13),
    Bin("13–14", 13, 15),
    Bin("15+", 15, _END),
)
AGES = (
    Bin("< 6 mo", -_END, 183),
    Bin("6–12 mo", 183, 365),
    Bin("1–2 y", 365, 731),
    Bin("2–3 y", 731, 1096),
    Bin("3–5 y", 1096, 1826),
    Bin("5+ y", 1826, _END),
)
"""In days, by the day a post was last changed or else published."""


@dataclass(frozen=True, slots=True)
class ScoredPost:
    """A post with what the run says of it: `counts` of findings by severity, worst first; `age` in days."""

    post: PostSummary
    counts: tuple[int, ...]
    score: int
    age: int | None

    @property
    def name(self) -> str:
        """The title, or the file's name for a post without one."""
        return " ".join(self.post.title.split()) or PurePosixPath(self.post.path).name


@dataclass(frozen=True, slots=True)
class Site:
    """A run with its posts scored, worst first. A path that only a finding or a claim names is a post too."""

    run: Run
    posts: tuple[ScoredPost, ...]

    @classmethod
    def of(cls, run: Run) -> Site:
        """The site of a run."""
        counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(SEVERITIES))
        for finding in run.findings:
            counts[finding.path][SEVERITIES.index(finding.severity)] += 1
        known = {post.path: post for post in run.posts}
        for path in [*counts, *(claim.path for claim in run.claims)]:
            known.setdefault(path, PostSummary(path))
        scored = []
        for post in known.values():
            errors, warnings, infos = counts[post.path]
            day = post.updated or post.date
            scored.append(
                ScoredPost(
                    post,
                    (errors, warnings, infos),
                    score(errors, warnings, infos, post.words),
                    (run.today - day).days if day else None,
                )
            )
        scored.sort(key=lambda p: (p.score, *(-n for n in p.counts), p.post.path))
        return cls(run, tuple(scored))


def embed(site: Site) -> dict[str, Any]:
    """The data of the page, ready for JSON; `base.js` names the fields of each row in the same order."""
    run = site.run
    number = {scored.post.path: i for i, scored in enumerate(site.posts)}
    categories = {finding.rule: finding.category for finding in run.findings}
    ids = sorted(categories, key=lambda rule: (categories[rule], rule))
    rule_number = {rule: i for i, rule in enumerate(ids)}
    spans: defaultdict[int, list[Finding | ClaimSummary]] = defaultdict(list)
    items: tuple[Finding | ClaimSummary, ...] = (*run.findings, *run.claims)
    for item in items:
        spans[number[item.path]].append(item)
    alone = {id(finding) for finding in told(run).findings}
    sources = {i: _Source.read(run, site.posts[i].post.path, within) for i, within in spans.items()}
    return {
        "site": run.root,
        "today": run.today.isoformat(),
        "lines": list(run.repository.patterns) if run.repository else None,
        "bins": {
            name: [[b.label, b.low, b.high] for b in bins]
            for name, bins in (("score", SCORES), ("grade", GRADES), ("age", AGES))
        },
        "rules": [
            [rule, categories[rule], run.rules[rule].summary, run.rules[rule].why.strip()]
            if rule in run.rules
            else [rule, categories[rule], "", ""]
            for rule in ids
        ],
        "posts": [
            [
                scored.post.path,
                scored.name,
                web_address(scored.post.url),
                run.repository.link(scored.post.path) if run.repository else "",
                scored.post.date.isoformat() if scored.post.date else "",
                scored.post.updated.isoformat() if scored.post.updated else "",
                scored.age,
                scored.post.words,
                None if scored.post.grade is None else round(scored.post.grade, 1),
                scored.score,
                list(scored.counts),
                sources[i].lines if i in sources else {},
            ]
            for i, scored in enumerate(site.posts)
        ],
        "findings": [
            [
                number[f.path],
                rule_number[f.rule],
                SEVERITIES.index(f.severity),
                *sources[number[f.path]].place(f),
                f.statement,
                sources[number[f.path]].excerpt(f),
                f.fix.title if f.fix else "",
                [[r.path if r.path and r.path != f.path else "", r.line, r.message] for r in f.related],
                id(f) not in alone,
            ]
            for f in run.findings
        ],
        "claims": [
            [
                number[c.path],
                *sources[number[c.path]].place(c),
                " ".join(c.text.split()),
                c.type,
                c.support,
                c.standing,
                [[web_address(source), source] for source in c.sources],
                list(c.reasons),
                c.verdict or "",
                [web_address(c.source), c.source],
                " ".join(c.sentence.split()),
            ]
            for c in run.claims
        ],
    }


@dataclass(frozen=True, slots=True)
class _Source:
    """The lines of one post that the page shows, by their number."""

    lines: Mapping[int, str]

    @classmethod
    def read(cls, run: Run, path: str, items: Sequence[Finding | ClaimSummary]) -> _Source:
        """What is needed for `items`: their lines and the next line with words on either side."""
        try:
            text = run.read(path)
        except (ContentlintError, OSError):
            return cls({})
        starts = LineMap(text)
        every = [starts.content_span(n).cut(text) for n in range(1, starts.count + 1)]
        wanted: set[int] = set()
        for item in items:
            first, last = item.line, min(item.end_line, item.line + MOST_LINES - 1)
            wanted.update(range(first, last + 1))
            wanted.update(_next_written(every, range(first - 1, 0, -1)))
            wanted.update(_next_written(every, range(item.end_line + 1, len(every) + 1)))
        return cls({n: every[n - 1] for n in sorted(wanted) if n <= len(every) and len(every[n - 1]) <= LONGEST_LINE})

    def place(self, item: Finding | ClaimSummary) -> tuple[int, int, int, int]:
        """Line, column, end line, end column; the columns 0-based and in UTF-16 units, as script counts."""
        return (
            item.line,
            _utf16(self.lines.get(item.line), item.column),
            item.end_line,
            _utf16(self.lines.get(item.end_line), item.end_column),
        )

    def excerpt(self, finding: Finding) -> str:
        """The marked words when the line they stand in isn't there to show them."""
        if finding.line in self.lines:
            return ""
        text = finding.excerpt
        return text if len(text) <= LONGEST_EXCERPT else text[: LONGEST_EXCERPT - 1] + "…"


def _next_written(lines: Sequence[str], numbers: Iterable[int]) -> list[int]:
    return next(([n] for n in numbers if lines[n - 1].strip()), [])


def _utf16(line: str | None, column: int) -> int:
    before = (line or "")[: column - 1]
    return column - 1 + sum(c > "\uffff" for c in before)


def web_address(address: str) -> str:
    """`address` if it can be followed from a page without harm (http or https), else ""."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else ""
