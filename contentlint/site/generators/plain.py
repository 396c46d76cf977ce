"""Plain Markdown: files that link to files, as a forge shows them. Also what is done when no generator is found."""

from __future__ import annotations

from pathlib import PurePosixPath

from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join_file
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading.meta import title_of


def detect(project: Project) -> str:
    """Always: nothing else was recognised."""
    return "no generator's configuration was found"


def routes(project: Project) -> Routes:
    """Every file is at its own path; a folder shows its README or index.

    GitHub, GitLab and editors read a leading slash as the root of the repository. A site behind such files can't be
    known, so an absolute path that is no file is unknown.
    """
    made = Routes("plain", root=project.root, ids=lambda _page: "github")
    for path in project.under(project.root):
        made.outputs["/" + path] = path
        if path.lower().endswith(CONTENT):
            facts = project.meta(path)
            made.pages.append(Page(path, "/" + path, "/" + path, title_of(facts)))
    made.gap(r"/.*\.(?!md)[a-z0-9]+$|/(?!.*\.\w+$)", "no generator is known, so neither are its addresses")

    def read(page: Page, path: str, image: bool) -> Reading:
        folder = str(PurePosixPath(page.path).parent) if "/" in page.path else ""
        if path.startswith("/"):
            file = path.lstrip("/").rstrip("/")
            if project.exists(file):
                return Reading((Candidate(file=file),))
            if not file or project.has_folder(file):
                return ok(file)
            return Reading((*_shapes(file), Candidate(path)))
        file = join_file(folder, path.rstrip("/"))
        if file == "" or (not project.exists(file) and project.has_folder(file)):
            return ok(file)
        return Reading(_shapes(file))

    def ok(folder: str) -> Reading:
        for name in ("README.md", "readme.md", "index.md", "index.mdx"):
            path = f"{folder}/{name}" if folder else name
            if project.exists(path):
                return Reading((Candidate(file=path),))
        return Reading((Candidate(path="/"),)) if not folder else Reading((Candidate(file=folder), Candidate(path="/")))

    made.outputs.setdefault("/index.html", None)
    made.read = read
    return made


def _shapes(file: str) -> tuple[Candidate, ...]:
    return (Candidate(file=file), *(Candidate(file=file + ending) for ending in (".md", ".mdx")))
