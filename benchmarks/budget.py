"""How much of its budget of CPU time each post takes: ordinary posts must not come near it.

    python benchmarks/budget.py [--share 0.1] FOLDER …

Every post of the folders is checked with a budget that is `--share` of what it is by default (`guard.limit.Budget`);
the reading of files for the site stands under the same. Prints the posts that took most of theirs, and ends with 1 when
one did not come to its end.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from dataclasses import replace
from pathlib import Path

from contentlint.errors import ContentlintError
from contentlint.guard.limit import Budget
from contentlint.run import engine, runner
from contentlint.run.session import Options

_SHOWN = 10


def main() -> None:
    """Check all posts, print what they took, and say by the exit code whether a budget was spent."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--share", type=float, default=0.1)
    arguments = parser.parse_args()
    options = Options(today=dt.date.today(), use_cache=False, jobs=1)
    taken: list[tuple[float, float, str]] = []
    over: list[str] = []
    for folder in arguments.folders:
        try:
            sessions = runner.sessions([folder], options)
        except ContentlintError as error:
            print(f"{folder}: {error}")
            continue
        for session, own in sessions:
            session.config = replace(session.config, rule_timeout=session.config.rule_timeout * arguments.share)
            posts = runner.posts_at(session, own, [], [])
            _ = posts and session.needs_site and session.sites.hosts
            for path in posts:
                try:
                    size = len(session.read(path).text)
                except ContentlintError:
                    continue
                start = time.process_time()
                result = session.lint_file(path)
                took = time.process_time() - start
                whole = Budget(session.config.rule_timeout, size).whole
                taken.append((took / whole * arguments.share, took, session.display(path)))
                over += [f"{f.path}: {f.message}" for f in result.findings if f.rule == engine.INTERNAL_ERROR]
            over += [f"{session.display(path)}: {why}" for path, why in session.unread.items()]
        print(f"{len(taken)} posts, {len(over)} over a budget of {arguments.share:g}", end="\r", file=sys.stderr)
    taken.sort(reverse=True)
    for share, took, name in taken[:_SHOWN]:
        print(f"{share:7.2%} of the budget, {took:6.2f} s  {name}")
    print("\n".join(over))
    print(f"{len(taken)} posts; {len(over)} were over {arguments.share:.0%} of the budget")
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()
