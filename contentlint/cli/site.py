"""`contentlint site`."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentlint.cli import options

if TYPE_CHECKING:
    from contentlint.post.post import Post
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
    options.tell(f"{here.display(path)}: {why}" for path, why in here.site.index.failures.items())
    if here.site.index.failures:
        raise SystemExit(2)


class _Here:
    """The site of a folder or file: its root, and paths as the user sees them. Loads no rules."""

    def __init__(
        self, place: Path, config_path: Path | None, trust_config: bool, today: str | None, use_cache: bool
    ) -> None:
        import datetime as dt

        from contentlint.errors import UsageError
        from contentlint.guard.boundary import Boundary
        from contentlint.run import cache, config, files
        from contentlint.site import Site

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
        self.root = Path(os.path.abspath(self.config.root))  # noqa: PTH100 - links stay as they are
        index = cache.read(self.root, "site-index") if use_cache else ""
        self.boundary = Boundary(self.root, is_open=trust_config)
        tree = files.DiskTree(self.root, boundary=self.boundary)
        seconds = self.config.rule_timeout
        self.site = Site(tree, self.config.site, today=day, index=index, read_seconds=seconds)

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

        return Post(path, files.read_post(self.root / path, self.config.max_file_size, self.boundary))


def _tell(facts: dict[str, Any], format_: str) -> None:
    if format_ == "json":
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    for key, value in facts.items():
        if isinstance(value, list):
            for entry in value:
                click.echo(f"{key}: {entry}")
        elif value not in (None, ""):
            click.echo(f"{key}: {value}")


def _overview(here: _Here, format_: str) -> None:
    site = here.site
    states = Counter(page.state if page.output else "no address" for page in site.pages.values())
    facts: dict[str, Any] = {
        "generator": site.generator,
        "recognised by": site.why,
        "folder": site.routes.root or ".",
        "base": site.base or "/",
        "hosts": sorted(site.hosts),
        "heading ids": _ids(site),
        "posts": dict(states),
        "redirects": len(site.redirects),
        "unknown": [f"{gap.pattern.pattern} ({gap.reason})" for gap in site.routes.gaps],
        "notes": [*site.notes, *(f"{n} links below {s} can't be checked" for s, n in site.unknown_segments())],
    }
    pages = [
        {"file": here.display(page.path), "url": site.url(page.path), "state": page.state}
        for page in sorted(site.pages.values(), key=lambda p: p.path)
    ]
    if format_ == "json":
        click.echo(json.dumps({**facts, "pages": pages}, ensure_ascii=False, indent=1))
        return
    facts["posts"] = ", ".join(f"{n} {state}" for state, n in states.most_common())
    facts["hosts"] = ", ".join(facts["hosts"])
    _tell(facts, "text")
    for page in pages:
        mark = "" if page["state"] == "published" else f"  ({page['state']})"
        click.echo(f"  {page['file']}  ->  {page['url'] or '?'}{mark}")


def _ids(site: Site) -> str:
    names = {site.settings.heading_ids or site.routes.ids(page) or "unknown" for page in site.pages.values()}
    return ", ".join(sorted(names)) or "unknown"


def _explain_url(here: _Here, url: str) -> dict[str, Any]:
    site = here.site
    if "://" not in url and not url.startswith("/"):
        url = "/" + url
    found = site.resolve("", url)
    return {"address": url, **_facts(here, found)}


def _facts(here: _Here, found: Resolution) -> dict[str, Any]:
    return {
        "verdict": found.verdict,
        "resolved": found.resolved,
        "file": here.display(found.path) if found.path else "",
        "why": found.detail,
    }


def _explain_file(here: _Here, file: Path) -> dict[str, Any]:
    site = here.site
    path = here.relative(file)
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
    facts["ids"] = [f"#{ident}  {words}" for ident, words in site.anchors(path).items()]
    return facts


def _line(post: Post, reference: Reference) -> int:
    """The line on which the target is written; of a reference link, where its paragraph begins."""
    link = reference.link
    if link is not None and link.reference is not None:
        start = post.document.blocks[link.block].span.start if link.block is not None else link.span.start
        return post.lines.position(start).line
    return post.lines.position(reference.span.start).line


def _links(here: _Here, format_: str) -> None:
    from contentlint.errors import ReadError
    from contentlint.site.links import judge, references

    site = here.site
    found: list[dict[str, Any]] = []
    problems: list[str] = []
    for path in sorted(site.pages):
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
    for problem in problems:
        click.echo(f"contentlint: {problem}", err=True)
    if format_ == "json":
        click.echo(json.dumps({"links": found}, ensure_ascii=False, indent=1))
    else:
        for link in found:
            why = f"  ({link['detail']})" if link["detail"] and link["verdict"] != "ok" else ""
            click.echo(f"{link['file']}:{link['line']}: {link['verdict']}: {link['target']}{why}")
        counts = Counter(link["verdict"] for link in found)
        click.echo(", ".join(f"{n} {verdict}" for verdict, n in counts.most_common()) or "no internal links")
    if problems:
        raise SystemExit(2)
