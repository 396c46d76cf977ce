"""What a script, and a check in another package, need of contentlint. Nothing else of it is a promise.

    from contentlint.api import lint_text

    for finding in lint_text("The best tools of 2021", "post.md"):
        print(finding.line, finding.column, finding.message)

A check is a module, or any object with these two attributes, behind the entry point group `contentlint.checks`:

    @dataclass(frozen=True)
    class Options:
        words: tuple[str, ...] = field(default=(), metadata={"help": "Words that are reported."})

    def check(post: Post, options: Options, context: Context) -> Iterator[Hit]: ...

and, where there is something to tell of a post in which nothing was found (`--list-passed`),

    def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float]: ...

A rule file names it (`check: name-of-the-entry-point`). A check is pure: it opens no file and no socket and reads no
clock. What it raises becomes one `internal-error` finding; it may take `rule-timeout` seconds of CPU time for a post,
more for a long one.

Every offset is in code points from the start of the post's text, without its byte order mark and with line ends as they
are in the file. Lines and columns are 1-based, columns in code points, ends exclusive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.catalog.rule import Context, Message
from contentlint.errors import ContentlintError
from contentlint.finding import Edit, Finding, Fix, Hit, Related
from contentlint.post.post import Post
from contentlint.text.spans import Span

if TYPE_CHECKING:
    from contentlint.run.runner import Outcome
    from contentlint.run.session import Options

__all__ = [
    "ContentlintError",
    "Context",
    "Edit",
    "Finding",
    "Fix",
    "Hit",
    "Message",
    "Post",
    "Related",
    "Span",
    "lint_paths",
    "lint_text",
]


def lint_text(
    text: str,
    path: str | Path = "post.md",
    *,
    today: dt.date | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    config: str | Path | None = None,
) -> list[Finding]:
    """Findings in a post given as text, as if it stood at `path` (which need not exist), in the order of the text.

    `today` is the day that rules take for now, by default the date. `select` and `ignore` are ids of rules and
    categories. The configuration is the one that holds for `path`, or the file `config`, which is trusted then. Raises
    ContentlintError for a configuration or rule that is wrong, or a rule that crashed.
    """
    from contentlint.run import runner

    return _findings(runner.check_text(text, Path(path), _options(today, select, ignore, config)))


def lint_paths(
    paths: Iterable[str | Path],
    *,
    today: dt.date | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    config: str | Path | None = None,
) -> list[Finding]:
    """Findings in files and in the posts of folders, by file and place. Parameters are those of `lint_text`.

    Raises as `lint_text`, and for a file that can't be read.
    """
    from contentlint.run import runner

    return _findings(runner.check([Path(path) for path in paths], _options(today, select, ignore, config)))


def _options(today: dt.date | None, select: Sequence[str], ignore: Sequence[str], config: str | Path | None) -> Options:
    from contentlint.run.session import Options

    return Options(
        today=today or dt.date.today(),
        select=tuple(select),
        ignore=tuple(ignore),
        config=Path(config) if config else None,
    )


def _findings(outcome: Outcome) -> list[Finding]:
    if outcome.problems:
        raise ContentlintError("; ".join(outcome.problems))
    return outcome.findings
