"""How Hugo reads links: as they are, or looked up as content by its link render hook (gohugo.io/render-hooks/links)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.site.generators.hugo.names import path_name
from contentlint.site.generators.hugo.pages import Language
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file, served, take_apart, url_of, verbatim
from contentlint.site.project import Project
from contentlint.site.reading.js import dig
from contentlint.site.reading.shape import table

_LOOKS_UP = re.compile(
    r"GetPage|\b(?:rel)?ref\b|\bpartial\b|\btemplate\b|\bResources\b|\bPages\b|\bwhere\b", re.IGNORECASE
)
"""What a link render hook has in it that looks a target up; all others leave it as it is written."""
_UNDATED = "the address of this post can't be known"


def add_links(
    project: Project,
    config: dict[str, Any],
    made: Routes,
    languages: list[Language],
    layouts: list[str],
    themes: list[str],
) -> None:
    by_key = {language.key: language for language in reversed(languages)}
    hooks = [p for f in layouts for p in project.under(f, (".html",)) if "_markup/render-link" in p]
    hook = any(_LOOKS_UP.search(project.text(p)) for p in hooks)
    chosen = table(dig(config, "markup", "goldmark", "renderhooks", "link"))
    use = str(chosen.get("useembedded", "")).lower()
    several = len(by_key) > 1 and not made.parts
    if use and use != "auto":
        embedded = use != "never"
    else:
        embedded = several if chosen.get("enabledefault") is None else chosen["enabledefault"] is True
    # What a theme or a module has that is not here may be a hook, too; one of the site's own goes before it.
    unseen = bool(made.facts.get("layouts-missing")) and not hooks and not (embedded and use == "always")
    content_first = hook or unseen or (embedded and (not hooks or use == "always"))
    images_first = bool(made.facts.get("layouts-missing")) or any(
        "_markup/render-image" in p for f in layouts for p in project.under(f, (".html",))
    )
    undated = {page.path for page in made.pages if not page.output and not page.url}
    canonify = config.get("canonifyurls") is True
    assets = project.root + str(config.get("assetdir") or "assets")

    def look_up(page: Page, path: str, *, names: bool = False) -> Page | None:
        language = by_key.get(page.lang) or languages[0]
        wanted = re.sub(r"\.(?:md|markdown|html|mdx|org|adoc)\Z", "", path.rstrip("/"), flags=re.IGNORECASE)
        wanted = re.sub(r"\.(?:" + "|".join(map(re.escape, by_key)) + r")\Z", "", wanted)
        wanted = re.sub(r"(?:\A|/)_?index\Z", "", wanted)
        folder = page.path.rsplit("/", 1)[0]
        inside = folder[len(language.folder) :] if folder.startswith(language.folder) else ""
        places = (
            [wanted]
            if path.startswith("/")
            else [
                join(f"{inside}/", wanted or "."),
                *(
                    [join(f"{inside.rpartition('/')[0]}/", wanted)]
                    if re.search(r"/index(?:\.\w+)?\.\w+\Z", page.path) and wanted
                    else []
                ),
                "/" + wanted,
            ]
        )
        for place in places:
            found = language.pages.get(path_name(place).rstrip("/") or "/")
            if found:
                return found
        if names and "/" not in wanted.strip("/"):
            same = language.names.get(path_name(wanted.strip("/")), [])
            if len(same) == 1:
                return same[0]
        return None

    def on_host(page: Page, path: str) -> str:
        part = made.part_of(page.output or page.url)
        return made.served_at(part.host, path) if part else path

    def as_written(page: Page, path: str) -> tuple[str | None, bool]:
        """The content file at a path as a browser reads it, and whether anything is there."""
        full = (
            on_host(page, path) if path.startswith("/") else join(made.base + (page.url or url_of(page.output)), path)
        )
        inside = full[len(made.base) :] if full.startswith(made.base + "/") else ""
        output = next((out for out in served(inside) if out in made.outputs), None) if inside else None
        return (made.outputs[output] if output is not None else None), output is not None

    def read(page: Page, path: str, image: bool) -> Reading:
        found: list[Candidate] = []
        if page.state == "excluded" and page.path not in undated and not page.output:
            return Reading(unknown="this page is not rendered")
        if not (page.output or page.url) and page.path in undated:
            file = join_file(page.path.rpartition("/")[0], path)
            if not path.startswith("/") and not (content_first and look_up(page, path)):
                return Reading((Candidate(file=file),)) if project.exists(file) else Reading(unknown=_UNDATED)
        if content_first and not image:
            goal = look_up(page, path)
            if goal is not None and (goal.output or goal.state != "excluded" or goal.path in undated):
                if unseen:
                    other, is_there = as_written(page, path)
                    if is_there and other != goal.path:
                        # There whether or not there is a hook; which ids it has depends on that.
                        goal = Page("", goal.output, goal.url)
                found.append(Candidate(page=goal))
        if path.startswith("/"):
            found.append(Candidate(made.base + path if canonify and made.base else on_host(page, path)))
        else:
            here = page.url or url_of(page.output)
            if here:
                found.append(Candidate(join(made.base + here, path)))
        if content_first or (image and images_first):
            folder = page.path.rsplit("/", 1)[0]
            if not path.startswith("/") or content_first:
                found.append(Candidate(file=join_file(folder, path.lstrip("/"))))
            found.append(Candidate(file=join_file(assets, path.lstrip("/"))))
            found += [Candidate(file=join_file(language.folder, path.lstrip("/"))) for language in by_key.values()]
            found = [c for c in found if c.path or c.page or (c.file and "." in c.file.rsplit("/", 1)[-1])]
        return Reading(tuple(found))

    def shortcodes(page: Page, written: str) -> Reading | None:
        match = re.match(r"\{\{[<%]-?\s*(?:rel)?ref\s+(.*?)\s*-?[%>]\}\}(.*)\Z", written, re.DOTALL)
        if not match:
            return None
        named = re.search(r"\bpath\s*=\s*[\"']([^\"']+)[\"']", match[1])
        first = re.match(r"[\"'`]([^\"'`]*)[\"'`]|(\S+)", match[1])
        path = named[1] if named else ((first[1] or first[2] or "") if first else "")
        lang = re.search(r"\blang\s*=\s*[\"']([^\"']+)", match[1])
        apart = take_apart(path)
        if lang and lang[1].lower() in by_key:
            page = Page(page.path, page.output, lang=lang[1].lower())
        goal = look_up(page, apart.path, names=True) if apart.path else page
        if goal is None:
            return Reading((Candidate("/" + apart.path.lstrip("/")),), strict=True, fragment=apart.fragment)
        return Reading((Candidate(page=goal),), fragment=apart.fragment)

    made.read = read
    made.shortcodes = shortcodes
    made.expressions = (
        (
            re.compile(r"\{\{[<%]\s*(?:param\s+)?[\"']?(?:base_?url|site\.?base_?url)[\"']?\s*[%>]\}\}", re.IGNORECASE),
            verbatim(made.base) + "/",
        ),
    )
