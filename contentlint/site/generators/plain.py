"""Markdown without a generator that is known: files that link to files, as a forge shows them.

Where something else publishes the files (front matter, the configuration of an unknown tool), only what no tool changes
is judged: relative paths of files, and pictures that are nowhere in the tree.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import folders, join_file
from contentlint.site.posts import is_hidden, is_paper
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading.meta import is_file_path, title_of


def detect(project: Project) -> str:
    """Always: nothing else was recognised."""
    tool = project.foreign
    return f"it looks like {tool}, which is not known here" if tool else "no generator's configuration was found"


def routes(project: Project) -> Routes:
    """Every file is at its own path; a folder shows its README or index.

    GitHub, GitLab and editors read a leading slash as the root of the repository. A site behind such files can't be
    known, so an absolute path that is no file is unknown.
    """
    made = Routes("plain", root=project.root)
    posts = _posts(project)
    for path in project.under(project.root):
        made.outputs["/" + path] = path
    made.pages += [Page(path, "/" + path, "/" + path, title_of(project.meta(path))) for path in posts]
    made.outputs.setdefault("/index.html", None)
    if project.foreign or any(project.meta(path).get("front") for path in posts):
        _published(project, made)
    else:
        _shown(project, made)
    return made


def _posts(project: Project) -> list[str]:
    """The Markdown files that are posts.

    Where some have front matter, those of their folders, and below these but for the top of the repository; else all
    but the papers at the top of the repository or of a package: a README further down is what a forge shows for the
    folder.
    """
    files = [path for path in project.under(project.root, CONTENT) if not is_hidden(path)]
    fronted = {path.rpartition("/")[0] for path in files if project.meta(path).get("front")}
    found = []
    for path in files:
        facts, (folder, _, name) = project.meta(path), path.rpartition("/")
        below = folder + "/" if folder else ""
        is_top = below == project.root or project.exists(below + "package.json") or bool(fronted)
        is_readme = name.lower().startswith("readme.")
        # A garden of notes may have front matter at its top alone; below that of a repository are all sorts of files.
        is_among = folder in fronted or any(above.strip("/") in fronted for above in folders("/" + path))
        if (is_paper(path, facts) and (is_top or not is_readme)) or (fronted and not is_among):
            continue
        found.append(path)
    return found


def _published(project: Project, made: Routes) -> None:
    """For files that a tool publishes which is not known: no addresses, no heading ids."""
    why = (
        "the generator is not known, so neither are its addresses: say them in [site] routes, or name a finished build"
    )
    made.gap("/", why)
    judged = "relative links to files, and pictures,"
    if not project.foreign and _is_bare(project):
        made.ids = lambda _page: _EACH
        judged = "relative links to files, pictures, and headings that nothing gives such an id,"
    made.notes.append(f"{detect(project)}: only {judged} are judged; {why}")
    tails = _tails(project)
    has_media = any(map(is_file_path, tails))
    is_rewritten = any(
        path.rsplit("/", 1)[-1] == ".htaccess" and "RewriteRule" in project.text(path)
        for path in project.under(project.root)
    )

    def read(page: Page, path: str, image: bool) -> Reading:
        is_media = image or is_file_path(path)
        if path.startswith("/") and not is_media:
            return Reading((Candidate(path),))
        file = path.lstrip("/") if path.startswith("/") else join_file(page.path.rpartition("/")[0], path)
        if is_media:
            if is_rewritten and not project.exists(file):
                return Reading(unknown="a .htaccess rewrites addresses")
            if path.startswith("/") and not has_media:
                return Reading(unknown="no pictures are in the tree: they are kept elsewhere")
            name = "/" + file.rsplit("/", 1)[-1].lower()
            near = next((known for known in tails.get(name, ()) if ("/" + known.lower()).endswith(_tail(path))), "")
            return Reading((Candidate(file=file), *([Candidate(file=near)] if near else [])))
        if project.exists(file) or file.lower().endswith(CONTENT):
            return Reading((Candidate(file=file),))
        return Reading((Candidate("/" + file),))  # in the gap, unless it is a host without its scheme

    made.read = read


_EACH = "github|kramdown-gfm|hugo|docusaurus|astro|astro-6|astro-7|vitepress|hexo"
"""What gives headings their ids in files that lie alone: a forge, its pages, and generators whose content is often kept
in a repository of its own."""
_BARE = re.compile(
    r"(?:\A|/)(?:contentlint\.toml|\.(?:gitignore|gitattributes|editorconfig)|(?:licen[cs]e|copying)(?:\.\w+)?)\Z",
    re.IGNORECASE,
)


def _is_bare(project: Project) -> bool:
    """True when the tree holds posts and what they show, and nothing that could publish them or add to their pages."""
    return all(
        path.lower().endswith(CONTENT) or _BARE.search(path) or is_file_path(path)
        for path in project.under(project.root)
    )


def _tail(path: str) -> str:
    """What is left of a path when the ways up are gone, in lower case: `../img/a.png` is `/img/a.png`."""
    return "/" + path.lower().lstrip("./")


def _tails(project: Project) -> dict[str, list[str]]:
    """The media files of the tree by name."""
    found: dict[str, list[str]] = {}
    for path in project.paths:
        if not path.lower().endswith(CONTENT):
            found.setdefault("/" + path.rsplit("/", 1)[-1].lower(), []).append(path)
    return found


def _shown(project: Project, made: Routes) -> None:
    """For files that are read as they are."""
    made.ids = lambda _page: "github"
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

    made.read = read


def _shapes(file: str) -> tuple[Candidate, ...]:
    return (Candidate(file=file), *(Candidate(file=file + ending) for ending in (".md", ".mdx")))
