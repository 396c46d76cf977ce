"""Every internal link of a post: in Markdown, raw HTML, components, front matter and template tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from contentlint.post.document import Link
from contentlint.post.post import Post
from contentlint.site.model import Resolution
from contentlint.site.reading.meta import is_file_path
from contentlint.site.site import Site
from contentlint.text.spans import Span

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
    is_kept: bool = False
    """True in a stretch that a program writes and forbids to edit."""

    @property
    def is_image(self) -> bool:
        """True when the target is shown in the page and not gone to."""
        return self.where == "image"

    def written(self, post: Post) -> str:
        """The target as it stands in the source."""
        return self.span.cut(post.text) if self.span.end - self.span.start else self.target


_FIGURE = re.compile(r"\{\{[<%]\s*figure\s[^}]*?\bsrc\s*=\s*[\"`]([^\"`{}]+)[\"`]")
_TAG = re.compile(
    r"\{%-?\s*(?:post_url|link|post_link|asset_img|asset_path|asset_link|post_path)\s+[^%]+?-?%\}"
    r"|\{\{[<%]\s*(?:rel)?ref\s+[^}]+?[%>]\}\}"
)


_PAGE_LINK = re.compile(r"(?:hero\.actions|features)\.\d+\.link|(?:prev|next)\.link")
"""Keys by which the default themes of VitePress and Starlight write links
(vitepress.dev/reference/default-theme-home-page, starlight.astro.build/reference/frontmatter)."""
_TITLE = re.compile(r"^[ \t]*+(?:!!!|\?\?\?\+?)[ \t]++(?:[\w-][\w -]*+)?\"(?P<title>[^\"\n]*+)\"", re.MULTILINE)
"""The title of an admonition, as Python-Markdown has it."""
_BEGIN = re.compile(
    r"<!--\s*+(?:(?:START|BEGIN)\b[ :_-]*+(?P<after>[\w-]+)|(?P<before>[\w-]++)[ :_]++(?:START|BEGIN)\b)", re.I
)
_END = re.compile(r"<!--\s*+(?:(?:END|STOP)\b[ :_-]*+(?P<after>[\w-]+)|(?P<before>[\w-]++)[ :_]++(?:END|STOP)\b)", re.I)
_FORBIDS = re.compile(
    r"\b(?:do\s+not|don['’]?t|never)\s+(?:\w+\s*(?:,|or|and|/)\s*)*(?:edit|modify|change|remove|touch|alter)\b", re.I
)
_CONTENTS = re.compile(r"\b(?:doc)?toc\b|table[\s_-]of[\s_-]contents", re.I)
"""The comments around what a program writes: `NAME:START - do not edit`, `BEGIN NAME`."""
_INLINE = re.compile(r"(?<!!)\[(?P<text>[^\[\]\n]+)\](?:\((?P<target>[^()\s]+)\)|\[(?P<label>[^\[\]\n]+)\])")


def judge(site: Site, path: str, reference: Reference) -> Resolution:
    """What becomes of a link of the post at `path`, careful where a template or a component has the last word."""
    if reference.where == "front-matter":
        return site.resolve_front_matter(path, reference.key, reference.target)
    found = site.resolve(path, reference.target, image=reference.is_image)
    if found.verdict == "broken-anchor" and reference.is_kept and reference.target.startswith("#"):
        return Resolution("unknown", "no-ids", found.resolved, found.path, "a program keeps this part of the post")
    if (
        found.verdict == "broken"
        and found.reason not in ("draft", "future")
        and reference.link is not None
        and reference.link.kind == "component"
        and not reference.target.startswith("/")
    ):
        tag = reference.link.element
        return Resolution("unknown", "gap", found.resolved, detail=f"what <{tag}> does with the path can't be known")
    return found


def references(post: Post) -> tuple[Reference, ...]:
    """The links of a post in the order of the source. Worked out once for a post."""
    return post.fact("site.references", _collect)


def _collect(post: Post) -> tuple[Reference, ...]:
    found = [*_front_matter(post), *_body(post), *_titles(post)]
    taken = [r.span for r in found]
    found += [r for r in _tags(post) if not any(r.span.overlaps(s) or s.covers(r.span) for s in taken)]
    kept = list(_kept(post))
    made = (replace(r, is_kept=True) if any(s.covers(r.use) for s in kept) else r for r in found)
    return tuple(sorted(made, key=lambda r: (r.use.start, r.span.start)))


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
        image = link.is_image or (
            link.attribute.lower() in ("src", "srcset", "poster") and link.element.lower() not in ("iframe", "embed")
        )
        yield Reference("image" if image else "link", link.target_span, link.span, link.target, link.text, link)


def _front_matter(post: Post) -> Iterator[Reference]:
    for field in post.front_matter:
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


def _titles(post: Post) -> Iterator[Reference]:
    """Links in the titles of admonitions, which are no Markdown of their own."""
    code = [b.span for b in post.document.blocks if b.kind == "code"]
    defined = {" ".join(d.label.split()).casefold(): d for d in post.document.definitions}
    for title in _TITLE.finditer(post.text, post.front_matter.end):
        if any(Span(*title.span()).overlaps(c) for c in code):
            continue
        for match in _INLINE.finditer(post.text, title.start("title"), title.end("title")):
            use, text = Span(*match.span()), match["text"]
            if match["target"]:
                yield Reference("link", Span(*match.span("target")), use, match["target"], text)
            elif (definition := defined.get(" ".join(match["label"].split()).casefold())) is not None:
                yield Reference("link", definition.target_span, use, definition.target, text)


def _tags(post: Post) -> Iterator[Reference]:
    code = [o.span for o in post.document.opaque if o.kind in ("code", "comment")]
    fences = [b.span for b in post.document.blocks if b.kind == "code"]
    hidden = code + fences
    for match in _TAG.finditer(post.text, post.front_matter.end):
        span = Span(match.start(), match.end())
        if not any(span.overlaps(h) for h in hidden):
            yield Reference("tag", span, span, match[0])
    for match in _FIGURE.finditer(post.text, post.front_matter.end):
        span = Span(match.start(1), match.end(1))
        if not any(span.overlaps(h) for h in hidden):
            yield Reference("image", span, Span(match.start(), match.end()), match[1])
