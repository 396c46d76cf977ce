"""Every internal link of a post: in Markdown, raw HTML, components, front matter and template tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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


def judge(site: Site, path: str, reference: Reference) -> Resolution:
    """What becomes of a link of the post at `path`, careful where a template or a component has the last word."""
    if reference.where == "front-matter":
        return site.resolve_front_matter(path, reference.key, reference.target)
    found = site.resolve(path, reference.target, image=reference.is_image)
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
    found = [*_front_matter(post), *_body(post)]
    taken = [r.span for r in found]
    found += [r for r in _tags(post) if not any(r.span.overlaps(s) or s.covers(r.span) for s in taken)]
    return tuple(sorted(found, key=lambda r: (r.use.start, r.span.start)))


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


def _tags(post: Post) -> Iterator[Reference]:
    hidden = [o.span for o in post.document.opaque if o.kind == "comment"]
    for tag in post.document.opaque:
        if tag.kind != "shortcode" or any(tag.span.overlaps(h) for h in hidden):
            continue
        if _TAG.match(post.text, tag.span.start, tag.span.end):
            yield Reference("tag", tag.span, tag.span, tag.span.cut(post.text))
        for match in _FIGURE.finditer(post.text, tag.span.start, tag.span.end):
            yield Reference("image", Span(*match.span(1)), tag.span, match[1])
