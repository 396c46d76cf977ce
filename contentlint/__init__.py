"""contentlint: linter and fact-checker for blogs kept as Markdown in git.

`lint_text` and `lint_paths` are the public API; findings are `contentlint.finding.Finding`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contentlint.finding import Finding
    from contentlint.run.session import Options

__version__ = "0.1.0"
__all__ = ["__version__", "lint_paths", "lint_text"]


def lint_text(
    text: str,
    path: str | Path = "post.md",
    *,
    today: dt.date | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    config: str | Path | None = None,
) -> list[Finding]:
    """Findings in a post given as text, as if it stood at `path` (which need not exist).

    The configuration is the one that holds for `path`, or the file `config`. Raises
    `contentlint.errors.ContentlintError` for a configuration or rule that is wrong, or a rule that crashed.
    """
    from contentlint.run import runner

    options = _options(today, select, ignore, config)
    return _findings(runner.check_text(text, Path(path), options))


def lint_paths(
    paths: Iterable[str | Path],
    *,
    today: dt.date | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    config: str | Path | None = None,
) -> list[Finding]:
    """Findings in files and in the posts of folders. Raises as `lint_text`, and for a file that can't be read."""
    from contentlint.run import runner

    options = _options(today, select, ignore, config)
    return _findings(runner.check([Path(path) for path in paths], options))


def _options(today: dt.date | None, select: Sequence[str], ignore: Sequence[str], config: str | Path | None) -> Options:
    from contentlint.run.session import Options

    return Options(
        today=today or dt.date.today(),
        select=tuple(select),
        ignore=tuple(ignore),
        config=Path(config) if config else None,
    )


def _findings(outcome: object) -> list[Finding]:
    from contentlint.errors import ContentlintError
    from contentlint.run.runner import Outcome

    assert isinstance(outcome, Outcome)
    if outcome.problems:
        raise ContentlintError("; ".join(outcome.problems))
    return outcome.findings
