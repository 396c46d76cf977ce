"""Whether a page has an id, as far as its files tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from contentlint.guard import digests
from contentlint.guard.remembered import Remembered
from contentlint.site.model import Page, Resolution, Routes
from contentlint.site.paths import join_file
from contentlint.site.project import CONTENT, OF_IDS, Project
from contentlint.site.reading import meta

if TYPE_CHECKING:  # loaded when a link with an id is followed: many runs follow none
    from contentlint.site.reading.headings import Anchors, Tag

_REMEMBERED = 500
"""Pages whose ids are at hand; those of others are read again, from the index."""
_TEXT_FRAGMENT = re.compile(
    r"top\Z|:~:|[?/!]|[^?&]*=|comment-?\d+\Z|disqus_thread\Z|respond\Z|comments?\Z", re.IGNORECASE
)
_OF_THEME = {
    "astro": re.compile(r"_top\Z|starlight__"),
    "docusaurus": re.compile(r"__docusaurus"),
    "mkdocs": re.compile(r"__\w"),
    "zensical": re.compile(r"__\w"),
    "vitepress": re.compile(r"(?:app|VP[A-Z]\w{0,60})\Z"),
}
"""Ids of every page that the generator's own theme makes: Starlight's title, Material's lines of code."""
_FOOTNOTE = re.compile(r"(?:user-content-)?_?fn(?:ref)?[-:_]?|footnotes?(?:-|\Z)", re.IGNORECASE)
_LITERAL = re.compile(r"""\b(?:id|name)\s*=\s*(?:\{\s*)?["']([^"'{}\s]+)["']""")
_IMPORT = re.compile(r"""^import\s+(\w+)\s+from\s+["']([^"']+\.mdx?)["']""", re.MULTILINE)
_HARMLESS = frozenset(
    "tabs tabitem card cardgrid steps aside image img icon badge linkcard linkbutton admonition details figure "
    "code codeblock codegroup head tip note warning caution danger info youtube vimeo tweet instagram x gist "
    "jsfiddle button link a highlight endhighlight raw endraw if endif elsif else unless endunless ref relref "
    "param qr blockquote endblockquote pullquote endpullquote endcodeblock iframe image include_code asset_img "
    "asset_path asset_link post_link post_path post_url figcaption br hr seo feed_meta".split()
)
_MAY_INCLUDE = re.compile(
    r"include|readfile|import|snippet|embed|partial|render|api|typedoc|autodoc|jsdoc|glossary", re.IGNORECASE
)
_ID_ARGUMENT = re.compile(r"""\b(?:id|anchor|name|slug)\s*=\s*(?:\{\s*)?(?:"([^"]+)"|'([^']+)'|([^\s"'{}]+))""")
_CODE = re.compile(r"\{\{|\{%|<%|<script\b[^<>]*+>\s*\S")
_ADDS = re.compile(r"\bid\s*=|markdownify|RenderString|readFile|\.Page\.Content|\bpartial\b|\binclude\b(?!\.)")
_TEMPLATE_ID = re.compile(r"""\bid\s*=\s*(?:"([^"\n]{0,500})"|'([^'\n]{0,500})')""")
_INCLUDE_VALUE = re.compile(r"\{\{-?\s*+include\.([\w-]++)\s*+-?\}\}")
_PARAMETER = re.compile(r"""(?<![\w-])([\w-]{1,100}+)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""")
_ASSIGNED = re.compile(r"(?<![\w-])([\w-]{1,100}+)\s*+=")


class PageAnchors:
    """Answers whether a content file's page has an id."""

    def __init__(self, project: Project, routes: Routes, pages: Mapping[str, Page], algorithm: str) -> None:
        self._project = project
        self._routes = routes
        self._pages = pages
        self._algorithm = algorithm
        self._scanned: Remembered[str, Anchors] = Remembered(_REMEMBERED)
        self._unread: dict[str, Anchors] = {}
        """Pages whose ids could not be read: that takes its time, and is tried once."""
        self._unsaved: Mapping[str, str] = {}
        self._includes: dict[tuple[str, int], frozenset[str] | None] = {}
        self._template_ids: frozenset[str] | None = None
        self._by_logical: dict[str, list[str]] | None = None

    def follow(self, source: str | None, url: str, fragment: str | None, raw: str, output: str = "") -> Resolution:
        """What becomes of a link to an id of a page that is there.

        `source` is the page's content file, None when `output` comes from none; `url` its path with the base.
        `fragment` is the id percent-decoded, `raw` as written; without one the link is ok.
        """
        of_theme = _OF_THEME.get(self._routes.generator)
        if not fragment or _TEXT_FRAGMENT.match(fragment) or (of_theme and of_theme.match(fragment)):
            return Resolution("ok", resolved=url, path=source)
        resolved = f"{url}#{fragment}"
        if source is None:
            if output.endswith(".html") or not PurePosixPath(output).suffix:
                detail = "the page is made by code: its ids can't be known"
                return Resolution("unknown", "no-ids", resolved, detail=detail)
            return Resolution("ok", resolved=resolved)
        state, detail = self.check(source, fragment, raw)
        if state == "ok":
            return Resolution("ok", resolved=resolved, path=source)
        if state == "unknown":
            return Resolution("unknown", "no-ids", resolved, source, detail)
        return Resolution("broken-anchor", "anchor", resolved, source, detail)

    def check(self, path: str, fragment: str, raw: str) -> tuple[Literal["ok", "missing", "unknown"], str]:
        """Whether the page of the file has the id, with the reason in words."""
        wanted = {fragment, raw}
        if not path.lower().endswith(CONTENT):
            text = self._project.text(path)
            if wanted & set(_LITERAL.findall(text)):
                return "ok", ""
            if path in self._pages and self._is_bare(path):
                return self._in_translation(path, fragment, raw), f"{path} has no text of its own"
            static = path.lower().endswith((".html", ".htm")) and path in self._pages
            if not static or _CODE.search(text):
                return "unknown", f"{path} is made by code: its ids can't be known"
            return ("ok", "") if wanted & self._templates() else ("missing", f"{path} has no such id")
        anchors = self._scan(path)
        if wanted & anchors.ids:
            return "ok", ""
        if anchors.footnotes and _FOOTNOTE.match(fragment):
            return "ok", ""
        if wanted & self._templates():
            return "ok", ""
        algorithm = self._name(path)
        if not algorithm:
            return "unknown", "the ids of this site's headings can't be known"
        if any(_gives(tag, wanted) for tag in anchors.tags):
            return "ok", ""
        if wanted & anchors.loose or anchors.dynamic:
            return "unknown", "it depends on how the page is rendered"
        if anchors.bare:
            return self._in_translation(path, fragment, raw), f"{path} has no text of its own"
        included = self._included(path)
        if included is None:
            return "unknown", "the page includes what can't be read here"
        if wanted & included or any(wanted & (self._made_by(tag, path) or frozenset()) for tag in anchors.tags):
            return "ok", ""
        adds = next((t for t in anchors.tags if self._may_add(t, fragment, path)), None)
        if adds:
            return "unknown", f"'{adds.name}' in the page may add it"
        if self._routes.ids_open:
            return "unknown", self._routes.ids_open
        return "missing", f"{path} has no such heading or id"

    def titles(self, path: str) -> dict[str, str]:
        """The ids of a file's headings with their words."""
        return dict(self._scan(path).titles) if path.lower().endswith(CONTENT) else {}

    def all_ids(self, path: str) -> frozenset[str]:
        """Every id that the file surely gives its page."""
        return self._scan(path).ids if path.lower().endswith(CONTENT) else frozenset()

    def take_unsaved(self, texts: Mapping[str, str]) -> bool:
        """Take texts for those of their files; whether that changes anything."""
        changed = [path for path in {*texts, *self._unsaved} if texts.get(path) != self._unsaved.get(path)]
        for path in changed:
            self._scanned.pop(path, None)
            self._unread.pop(path, None)
        if changed:
            self._unsaved = dict(texts)
            self._includes.clear()
        return bool(changed)

    def keeps(self, before: PageAnchors, path: str, was: str) -> bool:
        """True when a page has the ids that it had before, and maybe more."""
        now, then = self._scan(path), before._scan(was)
        same = replace(now, ids=then.ids, loose=then.loose, titles=then.titles) == then
        return same and now.ids >= then.ids and now.loose >= then.loose

    def takes_in(self, path: str) -> bool:
        """True when a page may have ids that another file gives it: by what it includes, or as a translation."""
        if not path.lower().endswith(CONTENT):
            return path in self._pages
        anchors = self._scan(path)
        return bool(anchors.tags) or anchors.bare

    def _in_translation(self, path: str, fragment: str, raw: str) -> Literal["ok", "missing", "unknown"]:
        """The answer for a page without words of its own, by the same page in the languages that have words.

        Templates show one of those where a translation is empty.
        """
        page = self._pages.get(path)
        if page is None or not page.lang or not page.logical:
            return "unknown"
        if self._by_logical is None:
            self._by_logical = {}
            for other in self._pages.values():
                self._by_logical.setdefault(other.logical, []).append(other.path)
        others = [p for p in self._by_logical.get(page.logical, []) if p != path and not self._is_bare(p)]
        told = {self.check(other, fragment, raw)[0] for other in others}
        return "ok" if "ok" in told else "missing" if told == {"missing"} else "unknown"

    def _is_bare(self, path: str) -> bool:
        if path.lower().endswith(CONTENT):
            return self._scan(path).bare
        return not _body(self._project.text(path)).strip()

    def is_certain(self, path: str) -> bool:
        """True where one algorithm makes the ids of the file's headings: it is known, and hangs on nothing unknown."""
        return bool(name := self._name(path)) and "|" not in name

    def _name(self, path: str) -> str:
        page = self._pages.get(path) or Page(path, "")
        name = self._algorithm or self._routes.ids(page)
        return "" if name == "unknown" else name

    def _scan(self, path: str) -> Anchors:
        found = self._scanned.get(path) or self._unread.get(path)
        if found is None:
            from contentlint.site.reading.headings import Anchors, Scanner, dumped, loaded, together

            ways = [(one, self._way(path, one)) for one in self._name(path).split("|")]

            def read() -> Anchors:
                text = self._unsaved.get(path, self._project.text(path))
                scanner = Scanner(text)
                return together(scanner.scan(one, **way) for one, way in ways)

            # Kept with the text of the file in the index: to read all headings of a site again costs a run its haste.
            key = f"{OF_IDS} {digests.of(digests.of_program(), repr(ways))}"
            kept = self._project.kept(path, key) if path not in self._unsaved else None
            if kept is not None:
                found = self._scanned[path] = loaded(kept)
                return found
            unknown = Anchors(frozenset(), frozenset(), (), {}, dynamic=True)
            found = self._project.guarded(path, read, unknown)
            (self._unread if found is unknown else self._scanned)[path] = found
            if found is not unknown and path not in self._unsaved:
                self._project.keep(path, key, dumped(found))
        return found

    def _way(self, path: str, algorithm: str) -> dict[str, bool]:
        """How the ids of a file are read where one algorithm makes them."""
        page, routes = self._pages.get(path), self._routes
        from contentlint.site.reading.ids import CUSTOM_IDS

        return {
            "html_headings": algorithm == "eleventy" or (algorithm == "github" and routes.generator == "plain"),
            "mdx": path.endswith(".mdx") or algorithm == "docusaurus",
            "custom": algorithm in CUSTOM_IDS if routes.custom_ids is None else routes.custom_ids,
            "admonitions": routes.facts.get("admonitions") is not False,
            "html": page is None or routes.html_ids(page),
        }

    def _included(self, path: str, depth: int = 0) -> frozenset[str] | None:
        """Ids from Markdown that the page includes; None when an include can't be followed. Each file is asked once."""
        key = (path, depth)
        if key not in self._includes:
            self._includes[key] = self._all_included(path, depth)
        return self._includes[key]

    def _all_included(self, path: str, depth: int) -> frozenset[str] | None:
        found: set[str] = set()
        folder = path.rsplit("/", 1)[0] if "/" in path else ""
        anchors = self._scan(path)
        for tag in anchors.tags:
            if tag.kind == "liquid" and tag.name.startswith("include"):
                file = self._liquid_file(tag, path)
                if file and depth > 3:
                    return None
                deeper = self._included(file, depth + 1) if file else frozenset()
                if deeper is None:
                    return None
                # What is included is Markdown of the page, if the page is Markdown.
                found |= (self._scan(file).ids if file else frozenset()) | deeper
            if tag.kind != "include":
                continue
            file = join_file(folder, re.sub(r"[{#].*", "", tag.arguments)) if "." in tag.arguments else ""
            if not file or not self._project.exists(file) or depth > 3:
                return None
            found |= self._scan(file).ids
            deeper = self._included(file, depth + 1)
            if deeper is None:
                return None
            found |= deeper
        components = {t.name for t in anchors.tags if t.kind == "component"}
        if path.endswith((".mdx", ".md")) and components:
            for name, source in _IMPORT.findall(self._project.text(path)):
                file = join_file(folder, source)
                if name in components and self._project.exists(file):
                    found |= self._scan(file).ids
        return frozenset(found)

    def _may_add(self, tag: Tag, fragment: str, path: str) -> bool:
        """Whether a template tag may add the id: by its template, its name, or what it is given.

        Ids that tags make are nearly always made of their arguments or of their own name.
        """
        name = tag.name.rsplit("/", 1)[-1].rsplit(".", 1)[-1]
        if name.lower() in _HARMLESS:
            return False
        template = self._template(tag, path)
        if template.strip():
            return bool(_ADDS.search(template)) and self._made_by(tag, path) is None
        if tag.kind == "liquid" and name in ("include", "include_relative", "include_cached", "render"):
            return True
        if tag.kind != "liquid" and _MAY_INCLUDE.search(name):
            return True
        words = _slug_words(fragment)
        if _slug_words(name) & words and not _ID_ARGUMENT.search(tag.arguments):
            return True
        given = re.findall(r"""["']([^"']+)["']|=\s*([\w-]+)""", tag.arguments)
        values = [a or b for a, b in given] or tag.arguments.split()
        if tag.kind == "component" and not values:
            return tag.arguments.strip() == ""
        return any(_slug_words(v) and _slug_words(v) <= words for v in values)

    def _made_by(self, tag: Tag, path: str) -> frozenset[str] | None:
        """The ids that an include tag surely gives, None when they can't be told."""
        if tag.kind != "liquid" or not tag.name.startswith("include"):
            return None
        template = self._template(tag, path)
        return _told_ids(template, tag.arguments) if template.strip() else None

    def _template(self, tag: Tag, path: str) -> str:
        if tag.kind == "shortcode":
            for folder in self._routes.templates:
                for place in ("shortcodes", "_shortcodes"):
                    path = f"{folder}/{place}/{tag.name}.html"
                    if self._project.exists(path):
                        return self._project.text(path)
        if tag.kind == "liquid" and tag.name.startswith("include"):
            return self._project.text(self._liquid_file(tag, path))
        return ""

    def _liquid_file(self, tag: Tag, path: str) -> str:
        """The file that an include tag in the file at `path` names; "" when it is not here."""
        name = next(iter(tag.arguments.split()), "").strip("\"'")
        own = path.rpartition("/")[0]
        folders = (
            [own] if tag.name == "include_relative" else [*self._routes.templates, f"{self._routes.root}_includes"]
        )
        files = (join_file(folder, name) for folder in folders)
        return next((file for file in files if name and self._project.exists(file)), "")

    def _templates(self) -> frozenset[str]:
        if self._template_ids is None:
            found: set[str] = set()
            for folder in self._routes.templates:
                for path in self._project.under(
                    folder,
                    (".html", ".astro", ".njk", ".liquid", ".hbs", ".ejs", ".tsx", ".jsx", ".vue", ".pug", ".swig"),
                ):
                    if self._project.stamps[path][0]:
                        found.update(_LITERAL.findall(self._project.text(path)))
            self._template_ids = frozenset(found)
        return self._template_ids


def _body(text: str) -> str:
    """A file's text without front matter and HTML comments."""
    return re.sub(r"<!--.*?-->", "", text[meta.split(text)[2] :], flags=re.DOTALL)


def _told_ids(template: str, arguments: str) -> frozenset[str] | None:
    """The ids that an included template makes of its parameters (jekyllrb.com/docs/includes, "Passing parameters").

    None when something else may make some: another template, Markdown, a filter, a variable.
    """
    if _ADDS.search(_TEMPLATE_ID.sub("", template)):
        return None
    given = {m[1]: m[2] or m[3] or "" for m in _PARAMETER.finditer(arguments)}
    loose = {name for name in _ASSIGNED.findall(arguments) if name not in given}
    found = set()
    for match in _TEMPLATE_ID.finditer(template):
        names = _INCLUDE_VALUE.findall(match[1] or match[2] or "")
        made = _INCLUDE_VALUE.sub(lambda m: given.get(m[1], ""), match[1] or match[2] or "")
        if "{{" in made or "{%" in made or loose & set(names):
            return None
        found.add(made)
    return frozenset(found)


def _gives(tag: Tag, wanted: set[str]) -> bool:
    """Whether a tag is told the id: `{{< def id="root" >}}` makes `root` or `def-root`."""
    told = [m[1] or m[2] or m[3] for m in _ID_ARGUMENT.finditer(tag.arguments)]
    return any(
        w == t or (w.endswith(("-" + t, "_" + t)) and w[: -len(t) - 1] == tag.name) for t in told for w in wanted
    )


def _slug_words(text: str) -> set[str]:
    return {w for w in re.split(r"[^\w]+|_", text.lower()) if len(w) > 1 and not w.isdigit()}
