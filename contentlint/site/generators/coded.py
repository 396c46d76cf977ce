"""Sites whose addresses are made by code: what can be inferred from the links that the posts already have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from contentlint.site.model import Page, Routes
from contentlint.site.paths import served, take_apart, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading.meta import title_of

SHARE = 0.9
"""Share of a prefix's existing links that a mapping must explain before it is believed."""
LINKS = 5
"""Distinct links below the prefix that it takes to judge."""
_CONTENT_FOLDERS = (
    "content",
    "posts",
    "_posts",
    "blog",
    "data",
    "articles",
    "src/content",
    "src/posts",
    "docs",
    "src/data",
    "src/blog",
)


def content_files(project: Project, apart: Iterable[str]) -> list[str]:
    """Markdown files that are content: not those of `apart` folders, not the repository's own papers."""
    skip = tuple(apart)
    return [
        p
        for p in project.under(project.root, CONTENT)
        if not p.startswith(skip)
        and "/node_modules/" not in "/" + p
        and not re.search(
            r"(?:\A|/)(?:README|LICENSE|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY)\.\w+\Z", p, re.IGNORECASE
        )
        and p.count("/") > project.root.count("/")
    ]


def _directory(url: str) -> str:
    return url + "/index.html"


def infer(
    project: Project,
    made: Routes,
    files: list[str],
    prefixes: list[str],
    output_of: Callable[[str], str] = _directory,
) -> set[str]:
    """Maps content folders to URL prefixes where the posts' own links prove it; the prefixes that were proved.

    For each prefix and folder the paths `prefix/name`, `prefix/slug` and `prefix/folders/name` are tried; the one
    that explains at least `SHARE` of the distinct links below the prefix is taken.
    """
    wanted: dict[str, set[str]] = {p: set() for p in prefixes}
    for path in files:
        for target in project.targets(path):
            if not target.startswith("/") or target.startswith("//"):
                continue
            bare = take_apart(target).path.rstrip("/")
            for prefix in prefixes:
                if bare.startswith(prefix + "/") and not any(o in made.outputs for o in served(bare)):
                    wanted[prefix].add(bare)
    proved: set[str] = set()
    folders = sorted({_top(project, p) for p in files})
    for prefix in sorted(prefixes, key=len, reverse=True):
        links = wanted[prefix]
        if len(links) < LINKS:
            continue
        best: tuple[float, dict[str, str]] = (0.0, {})
        for folder in folders:
            inside = [p for p in files if p.startswith(folder + "/")]
            for shape in ("slug", "name", "path"):
                mapped = {f"{prefix}/{_key(project, p, folder, shape)}": p for p in inside}
                share = sum(1 for link in links if link in mapped) / len(links)
                if share > best[0]:
                    best = (share, mapped)
        if best[0] >= SHARE:
            proved.add(prefix)
            for url, path in best[1].items():
                facts = project.meta(path)
                output = output_of(url)
                draft = facts.get("draft") is True or facts.get("published") is False
                address = url if output_of is _directory else url_of(output)
                made.pages.append(Page(path, output, address, title_of(facts), state="draft" if draft else "published"))
                if not draft:
                    made.add(output, path)
    return proved


def leave_rest(project: Project, made: Routes, files: list[str]) -> None:
    """Content files without a known address are posts all the same."""
    known = {p.path for p in made.pages}
    for path in files:
        if path not in known:
            made.pages.append(Page(path, "", "", title_of(project.meta(path)), state="excluded"))


def _top(project: Project, path: str) -> str:
    """The content folder of a file: `content/blog` of `content/blog/2024/x.md`, `posts` of `posts/x.md`."""
    inner = path[len(project.root) :]
    parts = inner.split("/")[:-1]
    depth = 1
    while depth < len(parts) and "/".join(parts[:depth]) in (*_CONTENT_FOLDERS, "src", "app", "apps", "packages"):
        depth += 1
    return project.root + "/".join(parts[: max(depth, 1)])


def _key(project: Project, path: str, folder: str, shape: str) -> str:
    stem = re.sub(r"\.\w+\Z", "", path[len(folder) + 1 :])
    if stem.rsplit("/", 1)[-1] in ("index", "page"):
        stem = stem.rpartition("/")[0] or stem
    name = stem.rsplit("/", 1)[-1]
    if shape == "path":
        return stem
    if shape == "name":
        return re.sub(r"\A\d{4}-\d{2}-\d{2}-", "", name)
    facts = project.meta(path)
    return str(facts.get("slug") or facts.get("path") or name).strip("/")
