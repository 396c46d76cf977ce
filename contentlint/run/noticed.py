"""What of a configuration does nothing: it is told, for its author believes that it does something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.errors import ConfigError, nearest
from contentlint.guard.boundary import top
from contentlint.guard.userdata import Unreadable, shown, text_of, toml
from contentlint.run import config
from contentlint.run.config_lines import ConfigLines
from contentlint.run.places import FILE_NAME
from contentlint.run.profiles import lines_of

if TYPE_CHECKING:
    from contentlint.run.session import Session

_MISNAMED = re.compile(r"\.?(?:contentlint|content-lint|content_lint)(?:\.config)?(?:\.(?:toml|ya?ml|json|ini|cfg)|rc)")
_TABLE = re.compile(r"content[-_ ]?lint(?:er)?", re.IGNORECASE)


def idle_settings(session: Session, given: list[Path]) -> Iterator[str]:
    """A line for each file or key of the configuration of a project that does nothing.

    `given` are the paths that were asked for: a file is looked for where theirs would be.
    """
    yield from _idle_rules(session)
    yield from _idle_words(session)
    if session.options.config is None:
        for folder in _folders(session, given):
            yield from _idle_files(folder)


def _folders(session: Session, given: list[Path]) -> list[Path]:
    """The folders in which a configuration of the project could be: from the paths up to the top."""
    limit = top(session.root) or session.root
    found: dict[Path, None] = {}
    for path in given:
        folder = config.folder_of(path)
        for place in (folder, *folder.parents):
            found[place] = None
            if place == limit or not place.is_relative_to(limit):
                break
    return sorted(found)


def _idle_files(folder: Path) -> Iterator[str]:
    own, pyproject = folder / FILE_NAME, folder / "pyproject.toml"
    try:
        names = [entry.name for entry in folder.iterdir() if _MISNAMED.fullmatch(entry.name.lower())]
        is_there = pyproject.is_file()
    except OSError:
        return
    for name in sorted(names):
        if name != FILE_NAME and (folder / name).is_file():
            yield f"{config.shown_folder(folder / name)}: not read: the configuration is called {FILE_NAME}"
    if is_there:
        yield from _of_pyproject(pyproject, has_other=own.is_file())


def _of_pyproject(path: Path, *, has_other: bool) -> Iterator[str]:
    name = config.shown_folder(path)
    try:
        text = text_of(path)
        tools = toml(text).get("tool", {})
    except Unreadable as error:
        # With a table for contentlint it is an error. Without one nobody can tell whether there should be one.
        if has_other or config.of_folder(path.parent) is None:
            yield str(ConfigError(f"{error.reason}: not asked for [tool.contentlint]", path=name, line=error.line))
        return
    if not isinstance(tools, dict):
        return
    lines = ConfigLines(Path("pyproject.toml"), text)
    for table in tools:
        if table == "contentlint" and has_other:
            line = lines.where(())[1]
            yield f"{name}{f':{line}' if line else ''}: [tool.contentlint] is not read, for there is a {FILE_NAME}"
        elif table != "contentlint" and _TABLE.fullmatch(table):
            yield f"{name}: [tool.{table}] is not read: the table is called [tool.contentlint]"


def _idle_words(session: Session) -> Iterator[str]:
    """Terms that are taken out of word lists that have no such term."""
    there = {name: set(words.terms) for name, words in session.catalog.vocabulary.items()}
    for layer in session.config.layers:
        for name, change in layer.vocabulary.items():
            own = there.setdefault(name, set())
            for term in change.get("remove", ()):
                if term not in own:
                    hint = nearest(term, list(own))
                    more = f"; did you mean {shown(hint)}?" if hint else ""
                    keys = ("vocabulary", name, "remove")
                    yield str(lines_of(layer.path).error(f"{name} has no term {shown(term)} to remove{more}", keys))
            own |= set(change.get("add", ()))


def _idle_rules(session: Session) -> Iterator[str]:
    """Settings of rules that `ignore` or `select` of the same configuration leaves out."""
    rules, found = session.rules, session.config
    select = session.catalog.select
    ignored = select(found.ignore)
    chosen = select(found.select, rules.on) if found.select else None
    entries: dict[tuple[Path, tuple[str | int, ...]], tuple[ConfigLines, set[str]]] = {}
    for id_, one in rules.all_said():
        if one.severity != "off":
            entries.setdefault((one.place.path, one.keys), (one.place, set()))[1].add(id_)
    lines = lines_of(found.path)
    for (_, keys), (place, ids) in entries.items():
        by = "ignore" if ids <= ignored else "select" if chosen is not None and not ids & chosen else ""
        if by:
            line = lines.where((by,))[1]
            at = f" (line {line})" if line and place.path == found.path else ""
            why = "leaves it out" if by == "ignore" else "does not name it"
            yield str(place.error(f"what is said of '{keys[-1]}' does nothing: `{by}`{at} {why}", keys))
