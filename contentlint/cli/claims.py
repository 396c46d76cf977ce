"""`contentlint claims`: the fact-checker's worksheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentlint.cli import options
from contentlint.text.spans import on_one_line

if TYPE_CHECKING:
    from contentlint.claims import Claim
    from contentlint.post.post import Post

_COLUMNS = ("path", "line", "type", "support", "verdict", "figures", "text", "sources", "reasons")


@click.command(short_help="List every checkable claim with its support: a fact-checker's worksheet.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(("table", "csv", "json")), default="table", show_default=True,
    help="Output format.",
)  # fmt: skip
@click.option("--unsupported", is_flag=True, help="Only the claims that an editor would ask a source for.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write the list to a file.")
@options.selection
@options.today
def claims(
    paths: tuple[Path, ...],
    format_: str,
    unsupported: bool,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config: Path | None,
    trust_config: bool,
    no_cache: bool,
    jobs: int | None,
    today: dt.date,
) -> None:
    """List the checkable claims of posts, sourced or not, with what supports each and why it was judged so.

    PATHS are files and folders; the current folder when none is given. --select and --ignore take types of claims
    here (statistic, money, study, ranking, quotation, date). Exit code: 0, or 2 when something could not be read.
    """
    from contentlint.run import runner

    run_options = runner.Options(
        today=today, config=config, trust_config=trust_config, use_cache=not no_cache, jobs=jobs or 0
    )
    wanted = _types(select, ignore)
    problems: list[str] = []
    notes: list[str] = []
    rows = [
        as_dict(path, post, claim)
        for path, post, found in _posts(paths or (Path(),), run_options, problems, notes)
        for claim in found
        if claim.type in wanted and (not unsupported or claim.verdict == "open")
    ]
    coloured = options.is_coloured(None, output)
    written = _table(rows, coloured=coloured) if format_ == "table" else _RENDER[format_](rows)
    options.show(written, output, is_text=format_ == "table")
    options.tell(problems + notes)
    sys.exit(2 if problems else 0)


def _types(select: tuple[str, ...], ignore: tuple[str, ...]) -> set[str]:
    from contentlint.claims import TYPES
    from contentlint.errors import UsageError, nearest

    for name in (*select, *ignore):
        if name not in TYPES:
            hint = nearest(name, TYPES)
            raise UsageError(
                f"there is no type of claims '{name}'"
                + (f"; did you mean '{hint}'?" if hint else f": they are {', '.join(TYPES)}")
            )
    return set(select or TYPES) - set(ignore)


def _posts(
    paths: tuple[Path, ...], run_options: Any, problems: list[str], notes: list[str]
) -> Iterator[tuple[str, Post, tuple[Claim, ...]]]:
    """The posts at the paths with their claims; what can't be read goes to `problems`, what else a user should know
    to `notes`."""
    from contentlint import claims as detection
    from contentlint.errors import ReadError
    from contentlint.guard.limit import Budget, TooSlow
    from contentlint.post.language import language_of
    from contentlint.run import runner
    from contentlint.text.language import ENGLISH, name_of

    others: Counter[str] = Counter()
    gathered = [
        (session, own, runner.posts_at(session, own, problems, []))
        for session, own in runner.sessions(paths, run_options)
    ]
    problems += runner.without_posts(gathered)
    for session, _, found in gathered:
        notes += runner.notes(session)
        for name in found:
            try:
                post = session.read(name)
            except ReadError as error:
                problems.append(str(error))
                continue
            budget = Budget(session.config.rule_timeout, len(post.text))
            try:
                with budget.step():
                    found_claims = detection.find(post, session.rules.vocabulary)
                    others[language_of(post, session.rules.vocabulary.words("english-words"))] += 1
            except TooSlow:
                problems.append(f"{session.display(name)}: its claims took longer than {budget.of_rule:.3g} s to find")
                continue
            yield session.display(name), post, found_claims
    del others[ENGLISH]
    if others:
        listed = ", ".join(f"{count} in {name_of(code)} ({code})" for code, count in sorted(others.items()))
        notes.append(f"claims are looked for in English posts; passed over: {listed}")


def as_dict(path: str, post: Post, claim: Claim) -> dict[str, Any]:
    """A claim as the JSON contract has it: positions 1-based, in code points, ends exclusive."""
    start, end = post.lines.position(claim.unit.start), post.lines.position(claim.unit.end)
    return {
        "path": path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "text": claim.text,
        "type": claim.type,
        "support": claim.support,
        "verdict": claim.verdict,
        "figures": list(claim.figures),
        "sources": list(claim.sources),
        "reasons": list(claim.reasons),
        "confidence": claim.confidence,
    }


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps({"claims": rows}, ensure_ascii=False, indent=2) + "\n"


_RUN = re.compile(r"[=+\-@\t]|\s*::")
"""With what a cell begins that a spreadsheet runs as a formula (OWASP), or the log of a CI job as a command. An
apostrophe makes it text."""


def _csv(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        cells = ["; ".join(row[c]) if isinstance(row[c], list) else row[c] for c in _COLUMNS]
        # A file name may have a line break, behind which a log would see a command.
        cells = [on_one_line(c) if isinstance(c, str) else c for c in cells]
        writer.writerow([f"'{c}" if isinstance(c, str) and _RUN.match(c) else c for c in cells])
    return out.getvalue()


def _table(rows: list[dict[str, Any]], *, coloured: bool) -> str:
    lines: list[str] = []
    path = None
    for row in rows:
        if row["path"] != path:
            path = row["path"]
            name = on_one_line(row["path"])
            lines += ([""] if lines else []) + [click.style(name, bold=True) if coloured else name]
        text = on_one_line(row["text"] if len(row["text"]) <= 88 else row["text"][:87] + "…")
        lines.append(f"  {row['line']:>5}  {row['type']:<10} {row['support']:<15} {text}")
        if row["sources"]:
            lines.append(f"{'':36}→ {on_one_line(row['sources'][0])}")
        lines.append(f"{'':36}{on_one_line('; '.join(row['reasons']))}")
    count = Counter(row["verdict"] for row in rows)
    total = f"{len(rows)} claim{'s' if len(rows) != 1 else ''}"
    lines += [""] if lines else []
    lines.append(f"{total}: {count['open']} open, {count['doubtful']} doubtful, {count['settled']} settled.")
    return "\n".join(lines) + "\n"


_RENDER = {"json": _json, "csv": _csv}
