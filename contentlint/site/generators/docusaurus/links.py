"""How Docusaurus reads links: as URLs, or as paths of content files (docusaurus.io/docs/markdown-features/links)."""

from __future__ import annotations

import re

from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file, url_of
from contentlint.site.project import Project


def add_links(project: Project, made: Routes, roots: list[str]) -> None:
    """Set how `made` reads targets; `made.pages` must be whole. `roots` are the content folders of all plugins."""
    by_path = {p.path: p for p in made.pages}

    def read(page: Page, path: str, image: bool) -> Reading:
        if path.startswith("pathname://"):
            return Reading((Candidate(made.base + path.removeprefix("pathname://")),))
        folder = page.path.rpartition("/")[0]
        if path.startswith("@site/"):
            file = join_file(project.root.rstrip("/"), path.removeprefix("@site/"))
            return Reading((Candidate(page=by_path[file]),) if file in by_path else (Candidate(file=file),))
        if path.lower().endswith((".md", ".mdx")):
            files = [join_file(folder, path)] if not path.startswith("/") else []
            mine = [r for r in roots if page.path.startswith(r + "/")]
            files += [join_file(r, path.lstrip("/")) for r in (*mine, *roots)]
            files.append(join_file(project.root.rstrip("/"), path.lstrip("/")))
            if page.lang:  # a translation may link to what is not translated
                inside = page.logical.rpartition("/")[0].lstrip("/")
                files += [join_file(f"{r}/{inside}".rstrip("/"), path) for r in roots]
            goal = next((by_path[f] for f in files if f in by_path), None)
            return Reading((Candidate(page=goal),) if goal is not None else (Candidate(file=files[0]),))
        if image and not path.startswith("/"):
            return Reading((Candidate(file=join_file(folder, path)),))
        if path.startswith("/"):
            found = [Candidate(made.base + path)]
            if made.base and path.startswith(made.base + "/"):
                found.append(Candidate(path))
            if page.lang:
                found.insert(0, Candidate(f"{made.base}/{page.lang}{path}"))
            return Reading(tuple(found))
        if page.path in by_path and not page.output:
            return Reading(unknown="the address of this page is chosen by code")
        if not page.output:
            return Reading((Candidate(file=join_file(folder, path)),))
        here = made.base + url_of(page.output)
        bare = here.rstrip("/").removesuffix(".html") or "/"
        found = [Candidate(join(bare, path)), Candidate(join(bare + "/", path))]
        if re.search(r"\.\w{2,5}\Z", path):
            found.append(Candidate(file=join_file(folder, path)))
        return Reading(tuple(found))

    made.read = read
