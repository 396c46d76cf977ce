"""The shared model: what every generator's rules come down to.

A generator turns source files into **outputs**, files as a web server sees them (`/blog/x/index.html`, `/x.html`,
`/img/a.png`; decoded, Unicode form NFC). A **page** is an output made from one content file. What no file can
tell (pages made by code) is a **gap**: a pattern of paths with a reason, where a miss is unknown and not broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from contentlint.guard.patterns import Bounded, bounded
from contentlint.guard.records import dataclass, field
from contentlint.post.dialect import PLAIN, Dialect

State = Literal["published", "draft", "future", "excluded"]
"""Whether a content file becomes a page today."""

Verdict = Literal["ok", "broken", "broken-anchor", "unknown", "external"]
Reason = Literal[
    "",
    "missing",  # nothing is there
    "missing-file",  # an image or file that the generator reads from disk is not there
    "draft",  # the page exists and is not published
    "future",  # the page exists and its day has not come
    "case",  # only another writing of the letters exists
    "anchor",  # the page exists, the id does not
    "text",  # the page exists, the words that the link wants shown do not
    "redirect",  # works, by way of a redirect
    "redirect-missing",  # a redirect leads to a page that is not there
    "gap",  # the path belongs to what code makes
    "doubt",  # the site's links together speak for other addresses than those that were worked out
    "expression",  # the target is made by template code
    "scheme-missing",  # a host or mail address without https:// or mailto:
    "no-ids",  # the ids of the target's headings can't be known
]


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the user's configuration says of the site (table `[site]`). All of it is optional."""

    generator: str = field(default="", metadata={"help": "name of the generator; detected when empty"})
    root: str = field(
        default="", metadata={"help": "folder with the generator's configuration, relative to the project"}
    )
    base_url: str = field(default="", metadata={"help": "public address, such as https://example.com/blog/"})
    hosts: tuple[str, ...] = field(default=(), metadata={"help": "other host names of the same site"})
    extra_routes: tuple[str, ...] = field(
        default=(), metadata={"help": "globs of paths that exist though no file says so: /tags/**", "globs": "whole"}
    )
    assume_exists: tuple[str, ...] = field(
        default=(),
        metadata={"help": "globs of paths never to check, such as another deployment: /docs/**", "globs": "whole"},
    )
    redirect_files: tuple[str, ...] = field(
        default=(), metadata={"help": "further redirect files (format of _redirects, netlify.toml, vercel.json …)"}
    )
    routes: Mapping[str, str] = field(
        default_factory=dict,
        metadata={
            "help": "globs of content files to URL patterns: {'posts/*.md': '/blog/{slug}'}",
            "globs": "whole",
        },
    )
    output: str = field(default="", metadata={"help": "folder of a finished build, taken as the truth"})
    sitemap: str = field(default="", metadata={"help": "sitemap.xml whose pages exist as well"})
    heading_ids: str = field(default="", metadata={"help": "algorithm of heading ids (see docs/site.md), or 'unknown'"})


@dataclass(slots=True)
class Page:
    """A content file and what becomes of it.

    `output` is the file the generator writes ("" for none), `url` the address in links (decoded, with the base
    path). `state` says whether it is published. `lang` is the language in multilingual sites. `title` is from
    front matter or the first heading.
    """

    path: str
    output: str
    url: str = ""
    title: str = ""
    lang: str = ""
    state: State = "published"
    aliases: tuple[str, ...] = ()
    logical: str = ""
    """The path by which the generator's own links name it, where that is not the file's path."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Paths (without the base) that match `pattern` may exist; `reason` says who makes them.

    `only` narrows them to those of which it is true.
    """

    pattern: Bounded
    reason: str
    only: Callable[[str], bool] | None = None

    def may_have(self, path: str) -> bool:
        """True for a path that may exist, and for one that is too long to tell.

        A page that lies at `path/` or `path.html` is found at `path`, too (`paths.served`).
        """
        is_page = not path.endswith("/") and "." not in path.rpartition("/")[2]
        ways = (path, path + "/", path + ".html") if is_page else (path,)
        is_matched = any(not self.pattern.reads(way) or self.pattern.match(way) is not None for way in ways)
        return is_matched and (self.only is None or self.only(path))


@dataclass(frozen=True, slots=True)
class Redirect:
    """One redirect: `pattern` matches a path without trailing slash; `to` is the target with `:name` groups.

    `fixed` is what a path must begin with. `proxy` is True for a rewrite to another host (status 200): what is there
    can't be known. `is_read` is False for a pattern that can't be matched in time, so that nothing below `fixed` can be
    known.
    """

    source: str
    pattern: Bounded
    to: str
    file: str = ""
    proxy: bool = False
    fixed: str = ""
    is_read: bool = True

    def match(self, path: str) -> re.Match[str] | None:
        """The match of a path, None when the redirect does not hold for it."""
        return self.pattern.match(path) if path.startswith(self.fixed) else None

    def may_hold(self, path: str) -> bool:
        """True when it can't be told whether the redirect holds for a path."""
        return path.startswith(self.fixed) and not (self.is_read and self.pattern.reads(path))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a link: a path to look up, or a file that the generator reads (`file`, root-relative)."""

    path: str = ""
    file: str = ""
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a generator reads a link target: the candidates in order, or a verdict at once.

    With `strict` a miss is broken even where the path lies in a gap. `fragment` is one that stands inside a tag.
    """

    candidates: tuple[Candidate, ...] = ()
    unknown: str = ""
    strict: bool = False
    fragment: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a site that has a host, or a path on one, of its own: what is in `folder` is served below `base`."""

    folder: str
    host: str
    base: str


@dataclass(slots=True)
class Routes:
    """What a generator makes of a tree.

    `outputs` maps each output to the content file it comes from (None for copied or generated files).
    `read` is the generator's reading of a link: `read(page, path, image) -> Reading`, where `path` is percent-
    decoded, without query and fragment, and already without the site's own host; None for the plain rules.
    `ids` names the heading-id algorithm for a page ("" when it can't be known).
    """

    generator: str
    why: str = ""
    root: str = ""
    pages: list[Page] = field(default_factory=list)
    outputs: dict[str, str | None] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    base: str = ""
    other_bases: tuple[str, ...] = ()
    """Base paths that are possible too, where the configuration leaves it open: a link is broken only if it is under
    all of them. `*` stands for any first segment."""
    hosts: list[str] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)
    read: Callable[[Page, str, bool], Reading] | None = None
    ids: Callable[[Page], str] = field(default=lambda _page: "")
    html_ids: Callable[[Page], bool] = field(default=lambda _page: True)
    custom_ids: bool | None = None
    """Whether `{#id}` is read; None for what the algorithm's generator does by itself."""
    ids_open: str = ""
    """Why pages may have more ids than their files show ("" when they have not): a plugin that adds anchors."""
    parts: tuple[Part, ...] = ()
    """Where the outputs are served, when it is not all of them at one base."""
    templates: tuple[str, ...] = ()
    """Folders of layouts, whose literal ids every page may have."""
    notes: list[str] = field(default_factory=list)
    expressions: tuple[tuple[re.Pattern[str], str], ...] = ()
    """Template expressions that stand for a plain text: `{{ site.url }}` for the base."""
    shortcodes: Callable[[Page, str], Reading | None] | None = None
    """Reads a template tag that is a link (`{% post_url x %}`); None when the tag is no link."""
    images_by_code: Callable[[], bool] = field(default=lambda: False)
    """Whether a component takes the place of Markdown's images: then it may find them elsewhere than they are named."""
    dialect: Dialect = PLAIN
    """How the content files are read; MDX by their ending, too."""
    zones: tuple[str, ...] = ()
    """The time zones in which a date without one may be read, where the configuration names one."""
    facts: dict[str, Any] = field(default_factory=dict)

    def served_at(self, host: str, path: str) -> str:
        """Where the outputs have what a host has at a path."""
        bare = host.removeprefix("www.")
        fitting = [part for part in self.parts if part.host.removeprefix("www.") == bare]
        for part in sorted(fitting, key=lambda part: -len(part.base)):
            if f"{path}/".startswith(f"{part.base}/"):
                return part.folder + path[len(part.base) :]
        return path

    def part_of(self, path: str) -> Part | None:
        """The part that an output, or a path among the outputs, lies in."""
        return next((part for part in self.parts if f"{path}/".startswith(f"{part.folder}/")), None)

    def hosts_named(self) -> list[str]:
        """The hosts without scheme and path, lower case."""
        return [host.partition("//")[2].partition("/")[0].lower() or host.lower() for host in self.hosts]

    def add(self, output: str, path: str | None = None) -> None:
        """Notes an output; the first file to claim it keeps it."""
        if self.outputs.get(output) is None:
            self.outputs[output] = path

    def gap(self, pattern: str, reason: str, only: Callable[[str], bool] | None = None) -> None:
        """Notes paths that can't be known. When the pattern itself can't be read in time, nothing can."""
        try:
            self.gaps.append(Gap(bounded(pattern), reason, only))
        except ValueError:
            self.gaps.append(Gap(bounded("/"), reason, only))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The nearest existing target: `target` as to be written in the link, `why` in words.

    `sure` is True when only one target can be meant, so that a fix may use it.
    """

    target: str
    why: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a link.

    `resolved` is the path on the site with its fragment ("" when there is none), `path` the content file of the
    page gone to. `detail` is the reason in words, for a person.
    """

    verdict: Verdict
    reason: Reason = ""
    resolved: str = ""
    path: str | None = None
    detail: str = ""
    worked_before: bool = False
    """True for a broken link that led somewhere before the changes that are looked at."""
