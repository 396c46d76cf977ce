"""Every internal link of a post: in Markdown, raw HTML, components, front matter and template tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from contentlint.guard.records import dataclass, replace
from contentlint.post.document import Link
from contentlint.post.markdown.rawhtml import BREAKING, PICTURE_PARAMETERS, SHOWN
from contentlint.post.post import Post
from contentlint.site.model import Resolution
from contentlint.site.parameters import parameters
from contentlint.site.paths import browsed, has_scheme
from contentlint.site.reading.meta import is_file_path
from contentlint.site.site import Site
from contentlint.text.spans import Span, Taken

Where = Literal["link", "image", "front-matter", "tag"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A use of a target in a post.

    `span` is the target as written (what a finding points at), `use` the whole construct (elsewhere than `span`
    for a reference link), `target` what it means, `text` what the reader sees of it.
    """

    where: Where
    span: Span
    use: Span
    target: str
    text: str = ""
    link: Link | None = None
    key: str = ""
    """Of a front-matter value: its keys in lower case, joined by dots."""
    tag: str = ""
    """Of a parameter: the template tag or the component that it is given to."""
    is_kept: bool = False
    """True in a stretch that a program writes and forbids to edit."""
    is_repeated: bool = False
    """True for an id of the post itself that more links go to than a person writes: a template may make it."""

    @property
    def is_image(self) -> bool:
        """True when the target is shown in the page and not gone to."""
        return self.where == "image"

    @property
    def given_to(self) -> str:
        """The template tag or component that has the last word on the target; "" when the target is what it is."""
        return self.tag or (self.link.element if self.link is not None and self.link.kind == "component" else "")

    def is_of_own_component(self, post: Post) -> bool:
        """True for an attribute of a component that no package is known to have: what it makes of it is its own."""
        if self.link is None or self.link.kind != "component":
            return False
        name = self.link.element.partition(".")[0]
        return not any(
            _PACKAGE.match(place) and name in re.findall(r"\w+", names)
            for one in post.document.opaque
            if one.kind == "module"
            for names, place in _IMPORTED.findall(one.span.cut(post.text))
        )

    def is_mere_text(self, post: Post) -> bool:
        """True for an address in running text of which the generator makes no link, and for the word that stands for
        an address where a text on HTML shows a tag: `<area href=url>`."""
        if self.link is None:
            return False
        if self.link.kind == "html" and self.target.strip().lower() in _STANDS_FOR_ADDRESS:
            return True
        is_bare = self.link.kind == "autolink" and self.use == self.span
        return is_bare and not post.dialect.is_bare_linked

    def written(self, post: Post) -> str:
        """The target as it stands in the source."""
        return self.span.cut(post.text) if self.span.end - self.span.start else self.target


_STANDS_FOR_ADDRESS = frozenset(("url", "uri", "link", "href", "address"))
_FIGURE = re.compile(r"\{\{[<%]\s*figure\s[^}]*?\bsrc\s*=\s*[\"`]([^\"`{}]+)[\"`]")
_TAG = re.compile(
    r"\{%-?\s*(?:post_url|link|post_link|asset_img|asset_path|asset_link|post_path)\s[^%]++%\}"
    r"|\{\{[<%]\s*(?:rel)?ref\s[^}][^}]++(?<=[%>])\}\}"
)


_PAGE_LINK = re.compile(r"(?:hero\.actions|features)\.\d+\.link|(?:prev|next)\.link")
"""Keys by which the default themes of VitePress and Starlight write links
(vitepress.dev/reference/default-theme-home-page, starlight.astro.build/reference/frontmatter)."""
_IN_MARKUP = re.compile(
    r"(?P<image>!?)\[(?P<text>[^\[\]\n]*)\]\((?P<target>[^()\s<>]+)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
)
_IMPORTED = re.compile(r"\bimport\b([^;'\"]{1,500}+)[\"']([^\"'\n]{1,300}+)[\"']")
_PACKAGE = re.compile(r"@?[A-Za-z](?![^\n]*\.(?:astro|vue|svelte|[jt]sx)\Z)")
"""A module that is no file of the site's own: those are relative, or begin with `@/`, `~` or `#`, and may have an
ending."""
_REPEATED = 3
_NO_MARKDOWN = ("0", "false", "off")
_BEGIN = re.compile(
    r"<!--\s*+(?:(?:START|BEGIN)\b[ :_-]*+(?P<after>[\w-]+)|(?P<before>[\w-]++)[ :_]++(?:START|BEGIN)\b)", re.I
)
_END = re.compile(r"<!--\s*+(?:(?:END|STOP)\b[ :_-]*+(?P<after>[\w-]+)|(?P<before>[\w-]++)[ :_]++(?:END|STOP)\b)", re.I)
_FORBIDS = re.compile(
    r"\b(?:do\s+not|don['’]?t|never)\s+(?:\w+\s*(?:,|or|and|/)\s*)*(?:edit|modify|change|remove|touch|alter)\b", re.I
)
_CONTENTS = re.compile(r"\b(?:doc)?toc\b|table[\s_-]of[\s_-]contents", re.I)
"""The comments around what a program writes: `NAME:START - do not edit`, `BEGIN NAME`."""


def _may_be_elsewhere(site: Site, reference: Reference, found: Resolution) -> str:
    """Why an image that is not there may be shown all the same, in words; "" for no reason."""
    if found.reason not in ("missing", "missing-file"):
        return ""
    is_markdown = reference.link is not None and reference.link.kind == "image"
    return site.shown_elsewhere(found.resolved.partition("#")[0], markdown=is_markdown)


def judge(site: Site, path: str, reference: Reference) -> Resolution:
    """What becomes of a link of the post at `path`, careful where a template or a component has the last word."""
    if reference.where == "front-matter":
        return site.resolve_front_matter(path, reference.key, reference.target)
    found = site.resolve(path, reference.target, image=reference.is_image)
    if found.verdict == "broken-anchor" and reference.is_kept and reference.target.startswith("#"):
        return Resolution("unknown", "no-ids", found.resolved, found.path, "a program keeps this part of the post")
    if found.verdict == "broken-anchor" and reference.is_repeated and site.generator == "plain":
        return Resolution("unknown", "no-ids", found.resolved, found.path, "what publishes the post may make the id")
    if found.verdict == "broken" and reference.is_image and (why := _may_be_elsewhere(site, reference, found)):
        return Resolution("unknown", "gap", found.resolved, detail=why)
    given_to = reference.given_to
    if not given_to or found.verdict != "broken" or found.reason in ("draft", "future"):
        return found
    if not reference.target.startswith("/"):
        if has_scheme(reference.target):
            return found
        return Resolution(
            "unknown", "gap", found.resolved, detail=f"what <{given_to}> does with the path can't be known"
        )
    if why := site.found_by_parts(reference.target, content=bool(reference.tag)):
        return Resolution("unknown", "gap", found.resolved, detail=f"'{given_to}' may find it: {why}")
    return found


def references(post: Post) -> tuple[Reference, ...]:
    """The links of a post in the order of the source. Worked out once for a post."""
    return post.fact("site.references", _collect)


def _collect(post: Post) -> tuple[Reference, ...]:
    found = [*_front_matter(post), *_body(post)]
    for others in (_tags, _in_markup, _parameters):
        taken = Taken(r.span for r in found)
        found += [r for r in others(post) if not taken.overlaps(r.span)]
    kept = list(_kept(post))
    found = [replace(r, is_kept=True) if any(s.covers(r.use) for s in kept) else r for r in found]
    uses = Counter(r.target for r in found if r.target.startswith("#"))
    found = [replace(r, is_repeated=True) if uses[r.target] >= _REPEATED else r for r in found]
    return tuple(sorted(found, key=lambda r: (r.use.start, r.span.start)))


def _kept(post: Post) -> Iterator[Span]:
    """The stretches between the comments of a program that forbids to edit what it wrote there.

    A table of contents is none: its links are wrong because a heading was changed, and the program mends them.
    """
    comments = [(o.span, o.span.cut(post.text)) for o in post.document.opaque if o.kind == "comment"]
    opened: dict[str, int] = {}
    for span, text in comments:
        for pattern, is_begin in ((_BEGIN, True), (_END, False)):
            if (mark := pattern.match(text)) is None:
                continue
            name = " ".join(re.findall(r"\w+", (mark["after"] or mark["before"] or "").lower()))
            if is_begin and _FORBIDS.search(text) and not _CONTENTS.search(text):
                opened[name] = span.end
            elif not is_begin and name in opened:
                yield Span(opened.pop(name), span.start)


def _body(post: Post) -> Iterator[Reference]:
    for link in post.document.links:
        if link.kind == "shortcode":
            continue
        shown = link.attribute in SHOWN or link.attribute in PICTURE_PARAMETERS
        image = link.is_image or (shown and link.element.lower() not in ("iframe", "embed", "frame"))
        target = browsed(link.target) if link.attribute else link.target
        yield Reference("image" if image else "link", link.target_span, link.span, target, link.text, link)


def _front_matter(post: Post) -> Iterator[Reference]:
    last = {field.path: field for field in post.front_matter}
    for field in post.front_matter:
        if last[field.path] is not field:
            continue  # where a key may stand twice, its last value holds
        if not isinstance(field.value, str) or field.prose is None or not field.prose.text:
            continue
        name = ".".join(str(k).lower() for k in field.path)
        if _PAGE_LINK.fullmatch(name):
            span = field.prose.span(0, len(field.prose.text))
            yield Reference("link", span, span, field.value.strip(), key=name)
            continue
        if len(field.path) > 2 or not all(isinstance(k, str) for k in field.path) or not is_file_path(field.value):
            continue
        span = field.prose.span(0, len(field.prose.text))
        yield Reference("front-matter", span, span, field.value.strip(), key=name)


def _tags(post: Post) -> Iterator[Reference]:
    hidden = Taken(o.span for o in post.document.opaque if o.kind == "comment")
    for tag in post.document.opaque:
        if tag.kind != "shortcode" or hidden.overlaps(tag.span):
            continue
        if _TAG.match(post.text, tag.span.start, tag.span.end):
            yield Reference("tag", tag.span, tag.span, tag.span.cut(post.text))
        for match in _FIGURE.finditer(post.text, tag.span.start, tag.span.end):
            yield Reference("image", Span(*match.span(1)), tag.span, match[1])


def _in_markup(post: Post) -> Iterator[Reference]:
    """Markdown right behind a tag with the attribute `markdown` (Python-Markdown's `md_in_html`, kramdown).

    A block inside is raw HTML, unless it has the attribute, too.
    """
    elements = post.document.elements
    start_of_block, ends = len(post.text), list[int]()
    for element in reversed(elements):
        ends.append(start_of_block)
        start_of_block = element.span.start if element.tag.lower() in BREAKING else start_of_block
    unclosed: set[str] = set()
    for element, before in zip(elements, reversed(ends), strict=True):
        asked = element.get("markdown")
        if asked is None or (asked.value or "").lower() in _NO_MARKDOWN or element.tag in unclosed:
            continue
        end = post.text.find(f"</{element.tag}", element.span.end)
        if end < 0:
            unclosed.add(element.tag)
        for match in _IN_MARKUP.finditer(post.text, element.span.end, min(end, before)):
            where: Where = "image" if match["image"] else "link"
            yield Reference(where, Span(*match.span("target")), Span(*match.span()), match["target"], match["text"])


def _parameters(post: Post) -> Iterator[Reference]:
    for parameter in parameters(post):
        where: Where = "image" if parameter.is_shown else "link"
        target = parameter.span.cut(post.text).strip()
        yield Reference(where, parameter.span, parameter.use, target, tag=parameter.tag)
