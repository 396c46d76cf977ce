"""`contentlint audit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentlint.cli import options, output, spent
from contentlint.finding import Severity

if TYPE_CHECKING:
    from contentlint.cli.auditing import Audit


@click.command(short_help="Check the whole site, its links and its sources over the network.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@options.reports
@click.option("--offline", is_flag=True, help="Visit nothing: answer from the evidence store, and say how old it is.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
@click.option("--max-requests", type=click.IntRange(1), help="Stop visiting after this many requests.")
@click.option("--concurrency", type=click.IntRange(1, 256), help="Addresses visited at once.  [default: 32]")
@click.option("--timeout", type=click.FloatRange(0.1), help="Seconds that one visit may take.  [default: 20]")
@click.option("--refresh", is_flag=True, help="Visit again what the evidence store already knows.")
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    envvar="CONTENTLINT_ALLOW_HOSTS",
    metavar="HOST",
    help="A host that may be visited although its address is private, such as wiki.internal or *.internal.",
)
@click.option(
    "--token",
    "tokens",
    multiple=True,
    envvar="CONTENTLINT_TOKENS",
    metavar="HOST=VARIABLE",
    help="The environment variable whose value is sent to a host as its token.",
)
@click.option(
    "--store",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="CONTENTLINT_STORE",
    help="The file of the evidence store.  [default: the configuration's, else in the cache]",
)
@options.known_findings
@options.exits
@options.selection
@options.today
@options.fixes
def audit(
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    offline: bool,
    max_requests: int | None,
    concurrency: int | None,
    timeout: float | None,
    refresh: bool,
    allow_hosts: tuple[str, ...],
    tokens: tuple[str, ...],
    store: Path | None,
    quiet: bool,
    fail_on: Severity | None,
    exit_zero: bool,
    **given: Any,
) -> None:
    """Check posts, and visit their links and sources.

    Everything that `check` does; besides, every link that leaves the site is tried, and the figures of claims are
    looked for in the pages cited for them. PATHS are files and folders; the current folder when none is given.

    What was visited is kept in an evidence store, so that the next run goes on where this one ended; Ctrl-C ends the
    visits and reports what is known. Exit code: as for `check`.
    """
    from contentlint.cli.auditing import Audit, digest
    from contentlint.cli.making import outcome_as_run
    from contentlint.run import runner

    clock = spent.Clock()
    reports = output.asked(formats, outputs, statistics=given["statistics"])
    changes: dict[str, Any] = {"offline": offline} if offline else {}
    changes |= {"freshness": 0.0, "retry_failures": 0.0} if refresh else {}
    settings = {"max_requests": max_requests, "concurrency": concurrency, "timeout": timeout}
    changes |= {name: value for name, value in settings.items() if value is not None}
    changes |= {"allow_hosts": allow_hosts} if allow_hosts else {}
    changes |= {"tokens": _tokens(tokens)} if tokens else {}
    changes |= {"store": str(store.absolute())} if store else {}
    job = Audit(changes, keep=not given["no_cache"], quiet=quiet)
    run_options = options.of_run(given, sources=True, digest=digest, prepare=job.prepare)
    outcome = runner.check(paths or (Path(),), run_options)
    outcome.problems += [problem for problem in job.finish(outcome.digests) if problem not in outcome.problems]
    clock.tell(outcome, given)
    if given["diff"]:
        options.show_diffs(outcome, given["color"])
    run = outcome_as_run(
        outcome, given["today"], {}, reports, lists_each=given["every"],
        shows_unsafe=given["unsafe_fixes"],
    )  # fmt: skip
    run = job.complete(run)
    told = overview(run, job)
    output.write(reports, run, given["color"], statistics=given["statistics"], after=told)
    files = [report.file for report in reports if report.file is not None]
    if files:
        if reports.main.file is not None:
            click.echo(told, err=True, nl=False)
        for file in files:
            click.echo(f"Report: {file}", err=True)
    is_told = reports.tells_people and not given["statistics"]
    options.finish(outcome, fail_on, exit_zero=exit_zero, is_told=is_told)


def _tokens(given: tuple[str, ...]) -> dict[str, str]:
    """Hosts to names of environment variables. Raises click.UsageError."""
    pairs = [one.partition("=") for one in given]
    if any(not host or not variable for host, _, variable in pairs):
        raise click.UsageError("--token is HOST=VARIABLE, where VARIABLE names an environment variable")
    return {host: variable for host, _, variable in pairs}


_WORST = 10


def overview(run: Any, job: Audit) -> str:
    """The site in a few lines: findings by category, claims and sources, the worst posts."""
    from collections import Counter

    from contentlint.finding import SEVERITIES
    from contentlint.report.score import score

    lines = [""]
    by_category = {
        category: Counter(f.severity for f in run.findings if f.category == category)
        for category in sorted({f.category for f in run.findings})
    }
    if by_category:
        lines.append(f"{'By category':<18}{'errors':>8}{'warnings':>10}{'notes':>8}")
        for category, counts in sorted(by_category.items(), key=lambda kv: [-kv[1][s] for s in SEVERITIES]):
            lines.append(f"  {category:<16}{counts['error']:>8}{counts['warning']:>10}{counts['info']:>8}")
        lines.append("")
    by_post: dict[str, Counter[str]] = {}
    for finding in run.findings:
        by_post.setdefault(finding.path, Counter())[finding.severity] += 1
    words = {post.path: post.words for post in run.posts}
    scored = sorted(
        (score(c["error"], c["warning"], c["info"], words.get(path, 0)), path, c) for path, c in by_post.items()
    )
    worst = [entry for entry in scored if entry[0] < 100][:_WORST]
    if len(run.posts) > 1 and worst:
        lines.append("Worst posts (score of 100)")
        lines += [
            f"  {points:>3}  {path}  ({', '.join(f'{n} {_word(s, n)}' for s in SEVERITIES if (n := c[s]))})"
            for points, path, c in worst
        ]
        lines.append("")
    standing = Counter(claim.standing for claim in run.claims)
    verdicts = Counter(claim.verdict for claim in run.claims if claim.verdict)
    if run.claims:
        told = f"Claims: {len(run.claims)}, {standing['sourced']} with a source, {standing['unsourced']} without"
        if verdicts:
            told += (
                f". Held against their sources: {sum(verdicts.values())}; {verdicts['found']} found, "
                f"{verdicts['contradicted']} contradicted, {verdicts['not-found']} not found"
            )
        lines.append(told + ".")
    lines.append(job.summary())
    return "\n".join(lines) + "\n"


def _word(severity: str, count: int) -> str:
    word = "note" if severity == "info" else severity
    return word if count == 1 else word + "s"
