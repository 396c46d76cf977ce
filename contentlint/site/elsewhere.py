"""What may be shown or found though it is not where a link says: by a component, a template, a file git ignores."""

from __future__ import annotations

from collections.abc import Iterable

from contentlint.site.addresses import Addresses
from contentlint.site.model import Page, Routes
from contentlint.site.paths import take_apart
from contentlint.site.project import Project

_SHOWN_FROM = ("static/", "public/")
"""Folders of a site whose files are shown as they are, below its top."""
_PAGES = (".md", ".mdx", "/index.md")


def shown_elsewhere(project: Project, routes: Routes, resolved: str, *, markdown: bool) -> str:
    """Why an image that is not at a path may be shown all the same, in words; "" for no reason.

    `markdown` is for one that Markdown shows, and no tag.
    """
    if markdown and routes.images_by_code():
        return "a component of the site shows Markdown's images, and may find it elsewhere"
    return kept_out(project, resolved)


def kept_out(project: Project, resolved: str, content: Iterable[str] = ()) -> str:
    """Why a file may be at a path though the repository has none, in words; "" for no reason: git ignores it, so a
    build makes it, or somebody puts it there.

    `content` are the folders of pages, for a path that may be one.
    """
    path = resolved.strip("/")
    shown = (folder for folder in _SHOWN_FROM if not project.is_ignored(f"{project.root}{folder}any"))  # no output
    sources = [f"{project.root}{folder}{path}" for folder in ("", *shown)]
    if path and "." not in path.rpartition("/")[2]:
        sources += [f"{folder}{path}{ending}" for folder in content for ending in _PAGES]
    if path and any(project.is_ignored(source) for source in {path, *sources}):
        return "`.gitignore` keeps such files out of the repository"
    return ""


def folders_of_pages(pages: Iterable[Page]) -> frozenset[str]:
    """The folders, each "" or with a slash, below which pages lie as their addresses do."""
    found = set()
    for page in pages:
        stem = page.path.rpartition(".")[0].removesuffix("/index").removesuffix("/_index")
        address = page.output.removesuffix("index.html").removesuffix(".html").strip("/")
        if address and stem.endswith(f"/{address}"):
            found.add(stem.removesuffix(address))
    return frozenset(found)


def found_by_parts(addresses: Addresses, routes: Routes, file: str, target: str, *, content: bool) -> str:
    """Why a template tag or a component may make a path work that leads nowhere as it stands, in words.

    It may add the base or a language, or look for a media `file`; with `content` for a post, too.
    """
    inside = take_apart(target).path
    if addresses.answers(inside):
        return "it is there with the base path, or without"
    languages = {page.lang for page in routes.pages if page.lang}
    if any(addresses.answers(f"/{language}{inside}") for language in languages):
        return "it is there in another language"
    if not file and content:
        file = next((page.path for page in routes.pages if _is_post_at(page.path, inside)), "")
    return f"{file} is there" if file else ""


def _is_post_at(file: str, path: str) -> bool:
    """Whether a path that has two segments or more names a content file as templates look posts up: `/docs/guide`."""
    stem, dot, ending = file.rpartition(".")
    stem = stem.removesuffix("/index").removesuffix("/_index")
    return path.count("/") > 1 and f"/{stem}".endswith(path.rstrip("/").removesuffix(dot + ending))
