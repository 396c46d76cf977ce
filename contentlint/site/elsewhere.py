"""What may be shown or found though it is not where a link says: by a component, a template, a file git ignores."""

from __future__ import annotations

from contentlint.site.addresses import Addresses
from contentlint.site.model import Routes
from contentlint.site.paths import take_apart
from contentlint.site.project import Project

_SHOWN_FROM = ("static/", "public/")
"""Folders of a site whose files are shown as they are, below its top."""


def shown_elsewhere(project: Project, routes: Routes, resolved: str, *, markdown: bool) -> str:
    """Why an image that is not at a path may be shown all the same, in words; "" for no reason.

    `markdown` is for one that Markdown shows, and no tag.
    """
    if markdown and routes.images_by_code():
        return "a component of the site shows Markdown's images, and may find it elsewhere"
    path = resolved.lstrip("/")
    folders = ("", *(folder for folder in _SHOWN_FROM if project.has_folder(project.root + folder)))
    if any(project.is_ignored(f"{project.root if folder else ''}{folder}{path}") for folder in folders):
        return "`.gitignore` keeps such files out of the repository"
    return ""


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
