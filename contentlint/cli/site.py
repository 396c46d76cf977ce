"""`contentlint site`."""

from __future__ import annotations

import json
import os
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentlint.cli import options
from contentlint.text.spans import on_one_line

if TYPE_CHECKING:
    from contentlint.post.post import Post
    from contentlint.schema.finder import SchemaFinder
    from contentlint.site import Resolution, Site
    from contentlint.site.links import Reference


@click.command(short_help="Show the site as contentlint sees it: generator, URLs, links.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--links", is_flag=True, help="List every internal link with its verdict.")
@click.option("--url", "url", metavar="ADDRESS", help="Say what is at an address, such as /blog/first-post/.")
@click.option("--file", "file", type=click.Path(path_type=Path), help="Say what becomes of one file.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--config", "config_path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.trust_config
@click.option("--today", metavar="YYYY-MM-DD", help="The day that drafts and future posts are told by.")
@click.option("--no-cache", is_flag=True, help="Read every file anew.")
def site(
    folder: Path,
    links: bool,
    url: str | None,
    file: Path | None,
    format_: str,
    config_path: Path | None,
    trust_config: bool,
    today: str | None,
    no_cache: bool,
) -> None:
    """Show the site in FOLDER as contentlint sees it.

    Which generator it is made with and how that was told, the address of each file, and what can't be known.
    Nothing is built and nothing is fetched.
    """
    here = _Here(file or folder, config_path, trust_config, today, not no_cache)
    if url is not None:
        _tell(_explain_url(here, url), format_)
    elif file is not None:
        _tell(_explain_file(here, file), format_)
    elif links:
        _links(here, format_)
    else:
        _overview(here, format_)
    options.tell(here.boundary.told(lambda link: here.display(here.relative(link))))
    failures = here.workspace.sites.index.failures
    options.tell(f"{here.display(path)}: {why}" for path, why in failures.items())
    if failures:
        raise SystemExit(2)


class _Here:
    """The sites in and around a folder, or of a file, and paths as the user sees them. Loads no rules."""

    def __init__(
        self, place: Path, config_path: Path | None, trust_config: bool, today: str | None, use_cache: bool
    ) -> None:
        import datetime as dt

        from contentlint.errors import UsageError
        from contentlint.run import config
        from contentlint.run.workspace import Workspace

        try:
            day = dt.date.fromisoformat(today) if today else dt.date.today()
        except ValueError:
            raise UsageError(f"--today '{today}' is not a date; write it as YYYY-MM-DD") from None
        found = config_path or config.find(place)
        self.config = (
            config.load(found, trusted=trust_config or config_path is not None)
            if found
            else config.Config(root=config.project_root(place))
        )
        self.workspace = Workspace(
            Path(os.path.abspath(self.config.root)),  # noqa: PTH100 - links stay as they are
            today=day,
            use_cache=use_cache,
            trust_config=trust_config,
            only=self.config if config_path is not None else None,
            read_seconds=self.config.rule_timeout,
        )
        self.root = self.workspace.root
        self.boundary = self.workspace.boundary
        folder = self.relative(place if place.is_dir() else place.parent)
        self._inside = "" if folder == "." else folder + "/"
        self.workspace.around.add(self._inside)
        every = self.workspace.sites.all
        self.sites = [site for site in every if self._concerns(site)] or list(every)

    def _concerns(self, site: Site) -> bool:
        """True for a site in the folder, around it, or with posts in it."""
        root, inside = site.project.root, self._inside
        return (
            root.startswith(inside)
            or any(path.startswith(inside) for path in site.pages)
            or (inside.startswith(root) and not any(path.startswith(inside) for path in self._pages))
        )

    @cached_property
    def _pages(self) -> frozenset[str]:
        return frozenset(path for site in self.workspace.sites.all for path in site.pages)

    @cached_property
    def schemas(self) -> SchemaFinder:
        """Which schema the front matter of a post has."""
        from contentlint.run.schemas import finder

        return finder(self.root, self.config, self.boundary, self.workspace.sites.of)

    def schema(self, path: str) -> str:
        """The schema of a post in words, with what of it is not read."""
        from contentlint.errors import ConfigError

        try:
            found = self.schemas(path)
        except ConfigError as error:
            return f"unknown: {error}"
        if found is None:
            return "none"
        what = "; what it asks for is advice" if found.is_advice else ""
        return found.label + what + (f" (not read: {', '.join(found.unread)})" if found.unread else "")

    def site_of(self, path: str) -> Site | None:
        """The site that a file is a page of, else the only one there is."""
        return self.workspace.sites.of(path) or (self.sites[0] if len(self.sites) == 1 else None)

    def posts(self) -> list[tuple[Site, str]]:
        """Every post of the sites with the site it belongs to, sorted by path."""
        found = {path: self.workspace.sites.of(path) for site in self.sites for path in site.pages}
        return [(site, path) for path, site in sorted(found.items()) if site in self.sites]

    def display(self, path: str) -> str:
        """A path below the root as seen from the working directory."""
        return Path(os.path.relpath(self.root / path)).as_posix()

    def relative(self, path: Path) -> str:
        """A file's path below the root."""
        return Path(os.path.relpath(path, self.root)).as_posix()

    def read(self, path: str) -> Post:
        """The post at a path below the root. Raises ReadError."""
        from contentlint.post.post import Post
        from contentlint.run import files

        text = files.read_post(self.root / path, self.config.max_file_size, self.boundary)
        site = self.site_of(path)
        return Post(path, text) if site is None else Post(path, text, site.dialect)


def _tell(facts: dict[str, Any], format_: str) -> None:
    if format_ == "json":
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    for key, value in facts.items():
        if isinstance(value, list):
            for entry in value:
                click.echo(on_one_line(f"{key}: {entry}"))
        elif value not in (None, ""):
            click.echo(on_one_line(f"{key}: {value}"))


def _overview(here: _Here, format_: str) -> None:
    told = [_about(here, site) for site in here.sites]
    if format_ == "json":
        # The first site's facts stand at the top, too: that is how the report was when there could be only one.
        pages = [page for site in told for page in site["pages"]]
        first = told[0] if told else {}
        click.echo(json.dumps({**first, "pages": pages, "sites": told}, ensure_ascii=False, indent=1))
        return
    for number, facts in enumerate(told):
        if number:
            click.echo()
        pages = facts.pop("pages")
        facts["posts"] = ", ".join(f"{n} {state}" for state, n in facts["posts"].items())
        facts["hosts"] = ", ".join(facts["hosts"])
        _tell(facts, "text")
        for page in pages:
            mark = "" if page["state"] == "published" else f"  ({page['state']})"
            click.echo(on_one_line(f"  {page['file']}  ->  {page['url'] or '?'}{mark}"))


def _about(here: _Here, site: Site) -> dict[str, Any]:
    pages = [page for path, page in sorted(site.pages.items()) if here.workspace.sites.of(path) is site]
    states = Counter(page.state if page.output else "no address" for page in pages)
    return {
        "generator": site.generator,
        "recognised by": site.why,
        "folder": site.routes.root or ".",
        "base": site.base or "/",
        "hosts": sorted(site.hosts),
        "heading ids": _ids(site),
        "posts": dict(states.most_common()),
        "redirects": len(site.redirects),
        "unknown": [f"{gap.pattern.pattern} ({gap.reason})" for gap in site.routes.gaps],
        "notes": [
            *site.notes,
            *here.schemas.unread(site.routes.root or "."),
            *(f"{d.links} links such as {d.example} are not judged: {d.why}" for d in site.verdicts.doubts.all),
        ],
        "pages": [{"file": here.display(page.path), "url": site.url(page.path), "state": page.state} for page in pages],
    }


def _ids(site: Site) -> str:
    names = {site.settings.heading_ids or site.routes.ids(page) or "unknown" for page in site.pages.values()}
    return ", ".join(sorted(names)) or "unknown"


def _explain_url(here: _Here, url: str) -> dict[str, Any]:
    if "://" not in url and not url.startswith("/"):
        url = "/" + url
    found = [site.resolve("", url) for site in here.sites]
    best = next((one for one in found if one.verdict == "ok"), found[0])
    return {"address": url, **_facts(here, best)}


def _facts(here: _Here, found: Resolution) -> dict[str, Any]:
    return {
        "verdict": found.verdict,
        "resolved": found.resolved,
        "file": here.display(found.path) if found.path else "",
        "why": found.detail,
    }


def _explain_file(here: _Here, file: Path) -> dict[str, Any]:
    path = here.relative(file)
    site = here.site_of(path)
    if site is None:
        return {"file": here.display(path), "state": "not a post of any site here", "address": []}
    page = site.page(path)
    if page is None:
        outputs = [site.base + out for out, source in site.outputs.items() if source == path]
        told = "not a post of this site" if not outputs else "published as it is"
        return {"file": here.display(path), "generator": site.generator, "state": told, "address": outputs}
    facts: dict[str, Any] = {
        "file": here.display(path),
        "generator": site.generator,
        "state": page.state,
        "address": site.url(path) or "unknown",
        "title": page.title,
        "language": page.lang,
    }
    found = site.resolve("", site.url(path) or "/")
    if found.path not in (None, path):
        facts["note"] = f"{here.display(str(found.path))} has this address too"
    facts["schema"] = here.schema(path)
    facts["ids"] = [f"#{ident}  {words}" for ident, words in site.anchors(path).items()]
    return facts


def _line(post: Post, reference: Reference) -> int:
    """The line on which the target is written; of a reference link, where its paragraph begins."""
    link = reference.link
    if link is not None and link.reference is not None:
        start = post.document.blocks[link.block].span.start if link.block is not None else link.span.start
        return post.lines.position(start).line
    is_elsewhere = link is None and not reference.use.covers(reference.span)
    return post.lines.position(reference.use.start if is_elsewhere else reference.span.start).line


def _links(here: _Here, format_: str) -> None:
    from contentlint.errors import ReadError
    from contentlint.site.links import judge, references

    found: list[dict[str, Any]] = []
    problems: list[str] = []
    for site, path in here.posts():
        try:
            post = here.read(path)
        except ReadError as error:
            problems.append(str(error))
            continue
        for reference in references(post):
            if not site.is_internal(reference.target):
                continue
            result = judge(site, path, reference)
            if result.verdict == "external":
                continue
            found.append(
                {
                    "file": here.display(path),
                    "line": _line(post, reference),
                    "target": reference.written(post),
                    "verdict": result.verdict,
                    "resolved": result.resolved,
                    "reason": result.reason,
                    "detail": result.detail,
                }
            )
    options.tell(problems)
    if format_ == "json":
        click.echo(json.dumps({"links": found}, ensure_ascii=False, indent=1))
    else:
        for link in found:
            why = f"  ({link['detail']})" if link["detail"] and link["verdict"] != "ok" else ""
            click.echo(on_one_line(f"{link['file']}:{link['line']}: {link['verdict']}: {link['target']}{why}"))
        counts = Counter(link["verdict"] for link in found)
        click.echo(", ".join(f"{n} {verdict}" for verdict, n in counts.most_common()) or "no internal links")
    if problems:
        raise SystemExit(2)
