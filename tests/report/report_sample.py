"""A run of a made-up site, of any size, the same for the same arguments: posts about a town garden."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from contentlint.catalog.rule import Rule
from contentlint.finding import Edit, Finding, Fix, Related, Severity, fingerprint
from contentlint.report.model import ClaimSummary, Counters, PostSummary, Run, Skipped, Verdict
from contentlint.report.repository import Repository
from contentlint.text.spans import LineMap, Span

TODAY = dt.date(2026, 11, 23)

_SUBJECTS = (
    "Tomatoes on a north balcony",
    "What compost does for clay soil",
    "Rain barrels: how large is large enough?",
    "Pruning apple trees without fear",
    "A year with a wormery",
    "Which seeds keep, and for how long",
    "Slugs: six ways that work",
    "Sharing an allotment with neighbours",
    "The true price of home-grown lettuce",
    "Mulch, and when to leave it out",
    "Balcony herbs for people who forget to water",
    "Bees in the city",
)
_PLAIN = (
    "Water early in the morning, when the ground is cool and the leaves dry quickly.",
    "The bed by the wall gets sun until four, the one by the gate hardly any.",
    "We planted two rows, a hand apart, and left the third for late beans.",
    "Dig only where you must: every spadeful turns living soil upside down.",
    "A neighbour lent us her shredder, which turned a heap of branches into a path.",
    "If the leaves curl upward, it is heat; if they curl down, it is water.",
    "Ours is a small plot, so everything in it has to earn its place.",
)
_LONG = (
    "When the frost has gone and the ground has warmed, which in our town is rarely before the middle of May, "
    "although in some years it is April and in others June, you can begin, if the seedlings are strong, to put "
    "them out by day and take them in again at night."
)
# what is planted: rule, severity, the words to mark, the sentence around them, the message
_FAULTY: tuple[tuple[str, Severity, str, str, str], ...] = (
    (
        "dead-link",
        "error",
        "https://compost.example/guide",
        "The [council's guide](https://compost.example/guide) tells you how.",
        "The page is gone (404); the copy of 2024-03-02 in the archive may do: link to that, or to what replaced it",
    ),
    (
        "broken-anchor",
        "error",
        "#when-to-start",
        "See [when to start](#when-to-start) for the dates.",
        "No heading of this post has the id 'when-to-start'; the nearest is 'when-to-begin'",
    ),
    (
        "contradicted-by-source",
        "error",
        "62%",
        "A survey of 1,200 plots found that 62% of gardeners grow beans.",
        "The cited page says 26% for the same quantity",
    ),
    (
        "unsourced-statistic",
        "warning",
        "Studies show that gardeners live 7 years longer",
        "Studies show that gardeners live 7 years longer.",
        "A figure without a source: link the study, or say that it is your own count",
    ),
    (
        "stale-year",
        "warning",
        "2023",
        "These are the best varieties of 2023 for a cool summer.",
        "'2023' reads as the current year; today is 2026-11-23",
    ),
    (
        "stale-source",
        "warning",
        "https://seeds.example/2017",
        "Germination falls by half [after four years](https://seeds.example/2017).",
        "The source is of 2017, nine years old; look for a newer count",
    ),
    (
        "long-sentence",
        "warning",
        _LONG,
        _LONG,
        "51 words in one sentence; two or three would read more easily",
    ),
    (
        "wordy-phrase",
        "info",
        "in order to",
        "Cut back the side shoots in order to keep the air moving.",
        "'in order to': 'to' says the same",
    ),
    (
        "passive-voice",
        "info",
        "were eaten by slugs",
        "The first lettuces were eaten by slugs within a week.",
        "Who did it comes last: say it first",
    ),
    (
        "missing-alt",
        "warning",
        "![](/img/bed.jpg)",
        "![](/img/bed.jpg)",
        "An image without alternative text: say what it shows, or mark it as decoration",
    ),
    (
        "click-here",
        "info",
        "click here",
        "For the plan of the beds [click here](/plans).",
        "'click here' says nothing of where the link leads",
    ),
    (
        "weak-source",
        "info",
        "https://best-tools.example/",
        "It is the most trusted [shredder of all](https://best-tools.example/).",
        "The source is the product that is being praised",
    ),
)
_CATEGORY = {
    "dead-link": "links", "broken-anchor": "links", "contradicted-by-source": "claims", "unsourced-statistic": "claims",
    "stale-year": "freshness", "stale-source": "claims", "long-sentence": "readability", "wordy-phrase": "prose",
    "passive-voice": "prose", "missing-alt": "accessibility", "click-here": "accessibility", "weak-source": "claims",
    "missing-description": "seo", "title-too-long": "seo",
}  # fmt: skip
_SUMMARY = {
    "dead-link": "A link outside leads to a page that is gone.",
    "broken-anchor": "A link to a place in a page that isn't there.",
    "contradicted-by-source": "The cited page gives another figure.",
    "unsourced-statistic": "A statistic that no source stands behind.",
    "stale-year": "A past year that stands for now.",
    "stale-source": "A source that has grown old.",
    "long-sentence": "A sentence too long to read in one breath.",
    "wordy-phrase": "Several words where one would do.",
    "passive-voice": "A sentence that hides who acts.",
    "missing-alt": "An image that can't be heard.",
    "click-here": "Link words that don't say where they lead.",
    "weak-source": "A source that proves little.",
    "missing-description": "No description for search results.",
    "title-too-long": "A title that search results cut off.",
}
RULES = {
    rule: Rule(
        id=rule,
        category=_CATEGORY[rule],
        check="year",
        severity=next((f[1] for f in _FAULTY if f[0] == rule), "warning"),
        summary=summary,
        messages={"": "…"},
        why=f"{summary} Readers notice, and trust the rest less.\n\nIgnore it where the text is a quotation.",
        options={},
        examples=(),
        path=f"rules/{_CATEGORY[rule]}/{rule}.yaml",
    )
    for rule, summary in _SUMMARY.items()
}
_CLAIMS: tuple[tuple[str, str, str, Verdict | None, str, str], ...] = (
    ("A survey of 1,200 plots found that 62% of gardeners grow beans.", "statistic", "sourced", "contradicted",
     "https://plots.example/survey-2025", "Beans are grown on 26% of the plots that were visited."),
    ("Studies show that gardeners live 7 years longer.", "study", "vague", None, "", ""),
    ("Germination falls by half after four years.", "statistic", "sourced", "found", "https://seeds.example/2017",
     "After four years of storage the share of seeds that germinate had fallen from 84 to 41 percent."),
    ("It is the most trusted shredder of all.", "ranking", "none", None, "", ""),
    ("A barrel of 300 litres costs 90 euros and pays back in three summers.", "money", "sourced", "not-found",
     "https://water.example/prices", ""),
    ("We harvested 41 kilograms from six square metres.", "statistic", "own-data", None, "", ""),
)  # fmt: skip
_REASONS = {
    "vague": ("'Studies show' names no study",),
    "none": ("no link, no name, no number of its own",),
    "sourced": (),
    "own-data": ("the writer's own count",),
}


def make_run(posts: int = 60, findings_per_post: int = 6, seed: int = 1, *, repository: bool = True) -> Run:
    """A run over `posts` posts with about `findings_per_post` findings each; one post in six is clean."""
    chance = random.Random(seed)
    texts: dict[str, str] = {}
    summaries: list[PostSummary] = []
    findings: list[Finding] = []
    claims: list[ClaimSummary] = []
    for number in range(posts):
        subject = _SUBJECTS[number % len(_SUBJECTS)]
        title = subject if number < len(_SUBJECTS) else f"{subject}, part {number // len(_SUBJECTS) + 1}"
        slug = "".join(c if c.isalnum() else "-" for c in title.lower()).strip("-").replace("--", "-")
        path = f"content/blog/{slug}.md"
        date = TODAY - dt.timedelta(days=int(chance.triangular(5, 2400, 300)))
        amount = 0 if number % 6 == 5 else max(1, round(chance.gauss(findings_per_post * 1.2, findings_per_post / 2)))
        planted = [chance.choices(_FAULTY, weights=(1, 1, 1, 4, 3, 2, 4, 6, 5, 3, 3, 2))[0] for _ in range(amount)]
        claimed = chance.sample(_CLAIMS, k=chance.randint(0, 4)) if amount else []
        text, places = _write(chance, title, date, [p[3] for p in planted], [c[0] for c in claimed])
        texts[path] = text
        lines = LineMap(text)
        for (rule, severity, words, sentence, said), at in zip(planted, places, strict=False):
            start = at + sentence.index(words)
            findings.append(_finding(path, text, lines, rule, severity, Span(start, start + len(words)), said))
        if amount and chance.random() < 0.4:
            findings.append(
                _finding(
                    path,
                    text,
                    lines,
                    "missing-description",
                    "warning",
                    Span(0, 3),
                    "No 'description': search results will show the first words instead",
                )
            )
        for (said, kind, support, verdict, source, sentence), at in zip(claimed, places[len(planted) :], strict=True):
            begin, end = lines.position(at), lines.position(at + len(said))
            claims.append(
                ClaimSummary(
                    path, begin.line, begin.column, end.line, end.column, said, kind, support,
                    (source,) if source else (), _REASONS[support], verdict, source if verdict else "", sentence,
                    support in ("sourced", "own-data"),
                )
            )  # fmt: skip
        summaries.append(
            PostSummary(
                path,
                title,
                f"https://garden.example/blog/{slug}/",
                date if number % 11 else None,
                date + dt.timedelta(days=40) if number % 4 == 0 else None,
                len(text.split()),
                max(3.0, chance.gauss(9, 2.4)),
            )
        )
    return Run(
        version="0.1.0",
        today=TODAY,
        root="The Town Garden",
        command="audit",
        findings=findings,
        posts=summaries,
        claims=claims,
        rules=RULES,
        counters=Counters(
            files=posts,
            skipped=(Skipped("content/drafts/notes.md", "a draft"), Skipped("content/blog/old.md", "not UTF-8")),
            claims_unverified=sum(c.support == "sourced" and not c.verdict for c in claims),
            sources_read=18,
            sources_unreachable=3,
            suppressed=4,
        ),
        repository=Repository("https://github.com/example/town-garden", "main") if repository else None,
        read=texts.__getitem__,
    )


def with_findings(run: Run, *findings: Finding) -> Run:
    """The run with other findings."""
    return replace(run, findings=findings)


def _write(
    chance: random.Random, title: str, date: dt.date, faulty: list[str], claimed: list[str]
) -> tuple[str, list[int]]:
    """A post with the given sentences in it, and the offset of each."""
    sentences: list[tuple[str, int]] = [(s, i) for i, s in enumerate([*faulty, *claimed])]
    sentences += [(chance.choice(_PLAIN), -1) for _ in range(max(12, 2 * len(sentences)))]
    chance.shuffle(sentences)
    text = f'---\ntitle: "{title}"\ndate: {date}\n---\n\n'
    places = [0] * (len(faulty) + len(claimed))
    for i, (sentence, number) in enumerate(sentences):
        if i and i % 9 == 0:
            text = text.rstrip(" ") + f"\n\n## {chance.choice(_SUBJECTS)}\n\n"
        elif i and i % 3 == 0:
            text = text.rstrip(" ") + "\n\n"
        if number >= 0:
            places[number] = len(text)
        text += sentence + " "
    return text.rstrip(" ") + "\n", places


def _finding(path: str, text: str, lines: LineMap, rule: str, severity: Severity, span: Span, said: str) -> Finding:
    begin, end = lines.position(span.start), lines.position(span.end)
    excerpt = span.cut(text)
    fix = Fix("Write 'to'", (Edit(span, "to"),)) if rule == "wordy-phrase" else None
    related = (Related("the heading that is nearest", Span(0, 3), None, 1),) if rule == "broken-anchor" else ()
    return Finding(
        rule, _CATEGORY[rule], severity, path, span, begin.line, begin.column, end.line, end.column, said, excerpt, fix,
        related, fingerprint(rule, path, excerpt, span.start),
    )  # fmt: skip
