"""The documents that are open, the projects that they belong to, and what is found in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from contentlint.errors import ContentlintError
from contentlint.finding import Finding
from contentlint.guard.records import dataclass, field, replace
from contentlint.lsp import protocol
from contentlint.post.post import Post
from contentlint.run import adopted, baseline, config, runner
from contentlint.run.session import Session

REASON = "say why here"
"""The reason of a suppression that the editor writes, for the writer to replace."""


@dataclass(slots=True)
class Document:
    """An open document: its text as it is in the editor, saved or not, and what was found in it.

    `post` is None as long as it could not be looked at.
    """

    uri: str
    text: str
    version: int | None = None
    language: str = "markdown"
    findings: list[Finding] = field(default_factory=list)
    session: Session | None = None
    post: Post | None = None


@dataclass(slots=True)
class _Project:
    session: Session
    known: list[baseline.Entry]
    folders: set[Path]


class Documents:
    """All open documents. `tell` is called with a line for the user's log."""

    def __init__(self, options: runner.Options | None, tell: Callable[[str], None]) -> None:
        self._options, self._tell = options, tell
        self.open: dict[str, Document] = {}
        self.home = Path()
        """The first folder of the editor's workspace: an untitled document is taken to be there."""
        self._projects: dict[tuple[Path, Path | None], _Project] = {}

    def forget(self) -> None:
        """Look at the disk anew: a file was saved, or changed beside the editor."""
        self._projects.clear()
        config.forget()

    def lint(self, document: Document) -> None:
        """Find what is to be found in a document. Raises ContentlintError."""
        path = self._path(document)
        project = self._project(path.parent if path.parent.is_dir() else self.home)
        session = document.session = project.session
        name = session.relative(path)
        self._show_unsaved(session)
        post = document.post = session.post(name, document.text)
        result = session.lint(post)
        for problem in result.problems:
            self._tell(problem)
        found = result.findings
        if document.uri.startswith("untitled:"):  # what is nowhere has no neighbours
            found = [f for f in found if "site" not in session.catalog.rules[f.rule].needs]
        placed = [(name, finding) for finding in found]
        new, _ = baseline.split(project.known, placed, lambda gone: False, session.catalog.former)
        document.findings = new

    def _path(self, document: Document) -> Path:
        if place := protocol.place(document.uri):
            return Path(place)
        return self.home.absolute() / ("untitled.mdx" if document.language == "mdx" else "untitled.md")

    def _project(self, folder: Path) -> _Project:
        """The project of a folder; its session is made once. Raises ContentlintError."""
        folder = config.folder_of(folder)
        found = config.find(folder)
        key = (config.folder_of(found) if found else config.project_root(folder), found)
        project = self._projects.get(key)
        if project is None:
            options = self._options or runner.Options(today=dt.date.today())
            session = runner.session_beside(folder, replace(options, adds_suppressions=REASON))
            for note in session.notes:
                self._tell(note)
            try:
                known = adopted.known(session)
            except ContentlintError as error:  # no reason to show nothing
                self._tell(str(error))
                known = []
            project = self._projects[key] = _Project(session, known, {folder})
        elif folder not in project.folders:
            project.folders.add(folder)
            project.session.look_around([folder])
        return project

    def _show_unsaved(self, session: Session) -> None:
        """Have the sites judge links by what stands in the editor."""
        texts: dict[str, str] = {}
        for document in self.open.values():
            if place := protocol.place(document.uri):
                texts[session.relative(Path(place))] = document.text
        session.take_unsaved(texts)

    def all(self) -> list[Document]:
        """The documents, in the order in which they were opened."""
        return list(self.open.values())
