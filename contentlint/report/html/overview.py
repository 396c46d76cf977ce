"""The site at a glance: the part of the page that is there without a script, and on paper.

Every number is a link to the posts or findings behind it. Bars are SVG, as their lengths are attributes there
and the page's policy forbids style attributes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from statistics import median
from urllib.parse import urlencode

from contentlint.finding import SEVERITIES, Finding
from contentlint.report import languages
from contentlint.report.habits import told
from contentlint.report.html.data import AGES, GRADES, SCORES, Bin, Site
from contentlint.report.model import Standing, Verdict
from contentlint.report.passed import by_rule, said

WORST = 8
"""How many posts and rules the short lists show."""
_STANDINGS: Mapping[Standing, str] = {"sourced": "Sourced", "unsourced": "Unsourced", "exempt": "Optional"}


def overview(site: Site) -> str:
    """The overview as HTML, everything in it escaped."""
    charts = (_scores(site), _grades(site), _ages(site))
    tables = (_categories(site), _claims(site), _worst(site), _rules(site))
    rows = (f'<div class="panels">{"".join(row)}</div>' for row in (charts, tables))
    return "\n".join((_lede(site), _failing(site), _habits(site), *rows, _passed(site), _undone(site)))


def _lede(site: Site) -> str:
    findings, posts = len(site.run.findings), max(len(site.posts), site.run.counters.files)
    if not findings:
        return f'<p class="lede">Nothing found in {_number(posts, "post")}. Well kept.</p>'
    by_severity = [sum(p.counts[i] for p in site.posts) for i in range(len(SEVERITIES))]
    clean = posts - sum(any(p.counts) for p in site.posts)
    counts = " ".join(
        f'<a class="count {severity}" href="#findings?{urlencode({"severity": severity})}">'
        f"<b>{n:,}</b> {_plural(n, severity)}</a>"
        for severity, n in zip(SEVERITIES, by_severity, strict=True)
        if n
    )
    free = f" {_number(clean, 'post')} {'is' if clean == 1 else 'are'} clean." if clean else ""
    where = f"{_number(findings, 'finding')} in {posts - clean:,} of {_number(posts, 'post')}."
    return f'<p class="lede">{where}{free}</p><p class="counts">{counts}</p>'


def _habits(site: Site) -> str:
    """What over a third of the posts have: told here once, and left out of the list of findings."""
    habits = told(site.run).habits
    if not habits:
        return ""
    items = "".join(
        f'<li><a href="#findings?{_query(rule=habit.rule)}">{escape(habit.rule)}</a> '
        f'<span class="count {habit.severity}">{escape(habit.how_often)}</span>'
        f"<ul>{''.join(_place(finding) for finding in habit.examples)}</ul></li>"
        for habit in habits
    )
    return _panel(
        "Habits of the site",
        f"<ul>{items}</ul><p>Each is told once, and its places are in the list of findings only when asked for. "
        "What you do not want to hear of, turn off: "
        f"<code>{escape(habits[0].to_end)}</code> in <code>[rules]</code>.</p>",
    )


def _place(finding: Finding) -> str:
    where = f'<a href="#post?{_query(path=finding.path)}">{escape(finding.path)}</a>, line {finding.line:,}'
    return f'<li>{where}: <span dir="auto">{escape(finding.message)}</span></li>'


def _categories(site: Site) -> str:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for finding in site.run.findings:
        counts[finding.category][finding.severity] += 1
    rows = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    if not rows:
        return ""
    most = max(count.total() for _, count in rows)
    body = "".join(
        f'<tr><th scope="row"><a href="#findings?{_query(category=category)}">'
        f"{escape(_words(category))}</a></th>"
        + "".join(_cell(count[s], f"#findings?{_query(category=category, severity=s)}") for s in SEVERITIES)
        + f'<td class="bar">{_bar([(s, count[s]) for s in SEVERITIES], most)}</td></tr>'
        for category, count in rows
    )
    head = "".join(
        f'<th scope="col" class="number"><span class="count {s}">{s.capitalize()}</span></th>' for s in SEVERITIES
    )
    return _panel(
        "Findings by category",
        f'<table class="chart"><thead><tr><th scope="col">Category</th>{head}<td class="bar"></td></tr></thead>'
        f"<tbody>{body}</tbody></table>",
    )


def _worst(site: Site) -> str:
    worst = [p for p in site.posts if any(p.counts)][:WORST]
    if not worst:
        return ""
    body = "".join(
        f'<tr><th scope="row"><a href="#post?{_query(path=p.post.path)}" dir="auto">{escape(p.name)}</a></th>'
        f'<td class="number">{_severities(p.counts)}</td><td class="number">{p.score}</td></tr>'
        for p in worst
    )
    return _panel(
        "Worst posts first",
        '<table><thead><tr><th scope="col">Post</th><th scope="col" class="number">Findings</th>'
        f'<th scope="col" class="number">Score</th></tr></thead><tbody>{body}</tbody></table>'
        '<p class="more"><a href="#posts">All posts</a></p>',
    )


def _rules(site: Site) -> str:
    counts = Counter(finding.rule for finding in site.run.findings)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:WORST]
    if not rows:
        return ""
    posts = Counter(rule for rule, _ in {(f.rule, f.path) for f in site.run.findings})
    body = "".join(
        f'<tr><th scope="row"><a href="#findings?{_query(rule=rule)}">{escape(rule)}</a>'
        f"{_summary(site, rule)}</th>"
        f'<td class="number">{n:,}</td><td class="number">{posts[rule]:,}</td></tr>'
        for rule, n in rows
    )
    return _panel(
        "Most frequent rules",
        '<table><thead><tr><th scope="col">Rule</th><th scope="col" class="number">Findings</th>'
        f'<th scope="col" class="number">Posts</th></tr></thead><tbody>{body}</tbody></table>',
    )


def _summary(site: Site, rule: str) -> str:
    known = site.run.rules.get(rule)
    return f'<span class="aside">{escape(known.summary)}</span>' if known else ""


def _scores(site: Site) -> str:
    if not site.run.posts:
        return ""  # the clean ones aren't known
    scores = [p.score for p in site.posts]
    return _panel(
        "Posts by score",
        _columns("score", SCORES, scores, "a score of {}")
        + f'<p class="aside">Half of the posts score {median(scores):.0f} or more; 100 is clean.</p>',
    )


def _grades(site: Site) -> str:
    grades = [p.post.grade for p in site.posts if p.post.grade is not None]
    if not grades:
        return ""
    return _panel(
        "Readability",
        _columns("grade", GRADES, grades, "a reading grade of {}")
        + '<p class="aside">School grade needed to follow the text (Automated Readability Index); '
        f"the middle post needs grade {median(grades):.0f}.</p>",
    )


def _ages(site: Site) -> str:
    ages = [p.age for p in site.posts if p.age is not None]
    if not ages:
        return ""
    undated = len(site.posts) - len(ages)
    without = f" {_number(undated, 'post')} without a date." if undated else ""
    return _panel(
        "Age of content",
        _columns("age", AGES, ages, "an age of {}")
        + f'<p class="aside">Since a post was last updated or published.{without}</p>',
    )


def _claims(site: Site) -> str:
    claims = site.run.claims
    if not claims:
        return ""
    by_type: defaultdict[str, Counter[Standing]] = defaultdict(Counter)
    for claim in claims:
        by_type[claim.type][claim.standing] += 1
    rows = sorted(by_type.items(), key=lambda item: (-item[1].total(), item[0]))
    most = max(count.total() for _, count in rows)
    sourced = sum(count["sourced"] for count in by_type.values())
    body = "".join(
        f'<tr><th scope="row"><a href="#claims?{_query(type=kind)}">{escape(_words(kind))}</a></th>'
        + "".join(_cell(count[s], f"#claims?{_query(type=kind, support=s)}") for s in _STANDINGS)
        + f'<td class="bar">{_bar([(s, count[s]) for s in _STANDINGS], most)}</td></tr>'
        for kind, count in rows
    )
    verdicts = Counter(claim.verdict for claim in claims if claim.verdict)
    labels: dict[Verdict, str] = {
        "found": "found in their source",
        "contradicted": "contradicted by it",
        "not-found": "not in it",
    }
    read = [
        f'<a href="#claims?{_query(verdict=verdict)}">{verdicts[verdict]:,} {label}</a>'
        for verdict, label in labels.items()
        if verdicts[verdict]
    ]
    head = "".join(
        f'<th scope="col" class="number"><span class="count {standing}">{label}</span></th>'
        for standing, label in _STANDINGS.items()
    )
    checked = f" Of {verdicts.total():,} compared with a source: {', '.join(read)}." if read else ""
    return _panel(
        "Claims and their sources",
        f"<p><b>{sourced:,} of {_number(len(claims), 'claim')}</b> "
        f"{'has' if sourced == 1 else 'have'} a source.{checked}</p>"
        f'<table class="chart"><thead><tr><th scope="col">Claim</th>{head}<td class="bar"></td></tr></thead>'
        f"<tbody>{body}</tbody></table>",
    )


def _passed(site: Site) -> str:
    """The rules that held, each with its posts and what it measured there."""
    if not site.run.held:
        return ""
    items = []
    for rule, held in by_rule(site.run):
        posts = "".join(
            f'<li><a href="#post?{_query(path=one.path)}" dir="auto">{escape(one.path)}</a> {escape(said(one))}</li>'
            for one in held
        )
        name = f"{escape(rule)}{_summary(site, rule)}"
        where = f"<summary>{name} {_number(len(held), 'post')}</summary>"
        items.append(f"<li><details>{where}<ul>{posts}</ul></details></li>")
    return _panel("Checked and held", f"<ul>{''.join(items)}</ul>", kind="passed")


def _failing(site: Site) -> str:
    """What fails the run beside its findings."""
    items = "".join(f"<li>{escape(failure)}</li>" for failure in site.run.counters.failures)
    return _panel("What fails the run", f"<ul>{items}</ul>", kind="undone") if items else ""


def _undone(site: Site) -> str:
    """What the reader must know of the run before trusting a clean page."""
    counters = site.run.counters
    facts = [
        (counters.claims_unverified, "sourced claim", "not compared with the source"),
        (counters.sources_unreachable, "outside link", "that could not be checked"),
        (counters.sources_unvisited, "outside link", "not visited"),
        (counters.suppressed, "finding", "suppressed in the posts"),
        (counters.baselined, "finding", "in the baseline"),
        (counters.unchanged, "finding", "on unchanged lines"),
    ]
    items = [f"<li>{_number(n, what)} {how}</li>" for n, what, how in facts if n]
    items += [f"<li>{escape(problem)}</li>" for problem in counters.problems]
    if unjudged := languages.sentence(site.run):
        items.insert(0, f"<li>{escape(unjudged)}</li>")
    if counters.skipped:
        files = "".join(
            f"<li><code>{escape(skipped.path)}</code> {escape(skipped.reason)}</li>" for skipped in counters.skipped
        )
        items.append(
            f"<li><details><summary>{_number(len(counters.skipped), 'file')} not checked</summary>"
            f"<ul>{files}</ul></details></li>"
        )
    return _panel("What this report leaves out", f"<ul>{''.join(items)}</ul>", kind="undone") if items else ""


def _panel(title: str, content: str, kind: str = "") -> str:
    name = "panel-" + title.lower().replace(" ", "-")
    heading = f'<h2 id="{name}">{title}</h2>'
    return f'<section class="panel {kind}" aria-labelledby="{name}">{heading}{content}</section>'


def _columns(name: str, bins: Sequence[Bin], values: Iterable[float], what: str) -> str:
    """A column chart: a list of links, each with its column, number and label."""
    count: Counter[str] = Counter()
    for value in values:
        count[next(b.label for b in bins if b.holds(value))] += 1
    most = max(count.values())
    items = []
    for b in bins:
        n, label = count[b.label], escape(b.label)
        height = 100 * n / most
        inner = (
            f'<svg class="column" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect width="10" y="{100 - height:.2f}" height="{height:.2f}"/></svg>'
            f'<span class="label" aria-hidden="true">{escape(b.short) or label}</span>'
            f'<span class="hidden">{_number(n, "post")} with {what.format(label)}</span>'
        )
        number = f'<span class="value" aria-hidden="true">{n:,}</span>'
        link = (
            f'<a href="#posts?{_query(**{name: b.label})}">{number}{inner}</a>'
            if n
            else f"<span>{number}{inner}</span>"
        )
        items.append(f"<li>{link}</li>")
    return f'<ol class="columns">{"".join(items)}</ol>'


def _bar(parts: Sequence[tuple[str, int]], most: int) -> str:
    """A stacked bar; `most` is what the full width stands for."""
    at, rects = 0.0, []
    for name, n in parts:
        width = 100 * n / most
        if n:
            rects.append(f'<rect class="{name}" x="{at:.2f}" width="{width:.2f}" height="10"/>')
        at += width
    return f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{"".join(rects)}</svg>'


def _severities(counts: Sequence[int]) -> str:
    return " ".join(
        f'<span class="count {severity}">{n:,}<span class="hidden"> {_plural(n, severity)}</span></span>'
        for severity, n in zip(SEVERITIES, counts, strict=True)
        if n
    )


def _cell(n: int, address: str) -> str:
    return f'<td class="number"><a href="{address}">{n:,}</a></td>' if n else '<td class="number none">0</td>'


def _query(**values: str) -> str:
    return escape(urlencode(values, errors="surrogateescape"))


def _words(name: str) -> str:
    """A kebab-case name as a label."""
    return name.replace("-", " ").capitalize() if name != "seo" else "SEO"


def _plural(n: int, noun: str) -> str:
    return noun if n == 1 or noun == "info" else f"{noun}s"


def _number(n: int, noun: str) -> str:
    return f"{n:,} {_plural(n, noun)}"
