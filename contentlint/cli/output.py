"""Where the reports of a run go: one to standard output or to a file, and any number into files beside it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentlint.cli import options
from contentlint.errors import ContentlintError, UsageError, WriteError, nearest
from contentlint.guard.records import dataclass, replace

if TYPE_CHECKING:
    from contentlint.report.model import Run

FORMATS = (
    "text", "concise", "json", "github", "sarif", "gitlab", "junit", "checkstyle", "rdjson", "html", "markdown",
)  # fmt: skip

_COUNTED = ("text", "concise", "json")
"""The formats in which `--statistics` counts."""
_OF_PEOPLE = ("text", "concise")
"""What goes in the terminal's encoding, and may have colour."""
_WORD = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was asked for: its format, and its file; None for standard output."""

    format: str
    file: Path | None

    @property
    def is_for_people(self) -> bool:
        """True for what a person reads in a terminal."""
        return self.format in _OF_PEOPLE


class Reports(tuple[Report, ...]):
    """The reports of a run, the main one first."""

    @property
    def main(self) -> Report:
        """The one that `--format` names: it goes to standard output, or into the one file that has no format."""
        return self[0]

    @property
    def tells_people(self) -> bool:
        """True when a person reads the main one on standard output."""
        return self.main.is_for_people and self.main.file is None

    def has(self, *formats: str) -> bool:
        """True when a report has one of the formats."""
        return any(report.format in formats for report in self)


def asked(formats: Sequence[str], outputs: Sequence[str], *, statistics: bool = False) -> Reports:
    """What `--format` and `--output` ask for. Raises UsageError for what contradicts itself, or can't be written.

    An output is a file for the format, or FORMAT=FILE for a report more.
    """
    if len(set(formats)) > 1:
        first, *rest = formats
        others = " ".join(f"--output {name}=FILE" for name in rest)
        raise click.UsageError(f"--format is given {len(formats)} times: say --format {first} {others}")
    format_ = formats[0] if formats else "text"
    files: list[Path] = []
    more: list[Report] = []
    for output in outputs:
        name, is_pair, file = output.partition("=")
        if not is_pair or not _WORD.fullmatch(name):
            files.append(Path(output))
        elif name not in FORMATS:
            hint = nearest(name, FORMATS)
            known = f"did you mean '{hint}'?" if hint else f"there is: {', '.join(FORMATS)}."
            raise click.UsageError(
                f"--output {output}: no format is called '{name}'; {known} A file of that name is ./{output}"
            )
        elif not file:
            raise click.UsageError(f"--output {output}: the file is missing, as in --output {name}=report.txt")
        else:
            more.append(Report(name, Path(file)))
    if len(files) > 1:
        names = " and ".join(f"--output {file}" for file in files)
        raise click.UsageError(f"{names}: only one of them can have the format of --format; say FORMAT=FILE")
    if statistics and format_ not in _COUNTED:
        raise click.UsageError(f"--statistics goes with the formats {', '.join(_COUNTED)}, not with {format_}")
    found = Reports((Report(format_, files[0] if files else None), *more))
    _refuse_unwritable(found)
    return found


def _refuse_unwritable(reports: Reports) -> None:
    """Raises UsageError or WriteError before the work is done, for a place that no report can be written to."""
    seen: set[Path] = set()
    for report in reports:
        file = report.file
        if file is None:
            continue
        try:
            is_folder, has_folder, real = file.is_dir(), file.parent.is_dir(), file.resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise UsageError(f"--output: '{str(file)[:200]}' can't be written: {error}") from None
        if str(file) == "-":
            raise UsageError("--output - : standard output has the report of --format; an output is a file")
        if is_folder:
            raise WriteError("can't be written: it is a folder; name a file in it", path=str(file))
        if not has_folder:
            raise WriteError(f"can't be written: there is no folder '{file.parent}'; make it first", path=str(file))
        if real in seen and not (file.exists() and not file.is_file()):  # /dev/null takes any number
            raise UsageError(f"--output: two reports can't be written to '{file}'")
        seen.add(real)


def render(format_: str, run: Any, *, color: bool = False) -> str:
    """The run in a format: its module's `render`."""
    module = importlib.import_module(f"contentlint.report.{format_}")
    written: str = module.render(run, color=color) if format_ in _OF_PEOPLE else module.render(run)
    return written


def write(reports: Reports, run: Run, color: bool | None, *, statistics: bool = False, after: str = "") -> None:
    """Write every report. One that can't be written stops none of the others, and is raised at the end.

    `after` is added to the texts; `statistics` are counts by rule in the place of the main report's findings.
    """
    failed: ContentlintError | None = None
    for report in reports:
        coloured = options.is_coloured(color, report.file)
        if report is reports.main and statistics:
            from contentlint.report import statistics as counts

            written = counts.render(run, as_json=report.format == "json", color=coloured)
        else:
            # What is left out for a terminal's sake is in the file.
            own = run if report is reports.main else replace(run, is_quiet=False)
            written = render(report.format, own, color=coloured)
        if report.format == "text":
            written += after
        try:
            options.show(written, report.file, is_text=report.is_for_people)
        except ContentlintError as error:
            failed = failed or error
    if failed is not None:
        raise failed
