"""Links whose form alone is wrong: no target, no words, a mistyped address, definitions that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit, Severity
from contentlint.guard.records import dataclass, field
from contentlint.post.document import Link
from contentlint.post.markdown.rawhtml import SOURCE_SETS
from contentlint.post.post import Post
from contentlint.site.links import references
from contentlint.text.mistyped import mistake
from contentlint.text.spans import OBJECT, Span, Taken

_TORN_LINK = re.compile(r"\]\((?<!\\\]\()(?P<target>[^()<>\"'\s]{1,500}+[ \t][^()<>\"'\n]{0,500}(?<=[^()<>\"'\s]))\)")
"""What CommonMark takes for words when there is a blank in its address."""
_WEB = re.compile(r"https?://")
_ID = re.compile(r"\bid\s*=\s*[\"']?([\w-]+)")
_TORN_SCHEME = re.compile(r"https?:(?://[ \t]|[ \t]+//)|https?[ \t]+://")
_ADDRESS = re.compile(r"https?:|\.{0,2}/|.*\.(?:mdx?|html?|png|jpe?g|gif|svg|webp|pdf)(?:#\S*)?\Z", re.IGNORECASE)
_WITH_BLANKS = frozenset(("mkdocs", "pelican", "jekyll", "quarto", "plain"))
"""Generators whose Markdown may read blanks in an address (Python-Markdown, kramdown, pandoc's reader: `source`), or of
which nothing is known."""
_LABEL = re.compile(r"\]\[((?:\\.|[^\[\]\\])*+)(?=\])", re.DOTALL)
"""The label of a reference, wherever it stands."""
_COMMENT_LABEL = re.compile(r"\A(?://|comment|#|-)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Options:
    """Which fault is looked for."""

    fault: Literal["empty", "unused", "mistyped", "blank"] = field(
        default="empty",
        metadata={
            "help": "empty: links without target or words; unused: definitions without a use; "
            "mistyped: addresses with a mistake in their scheme or host; "
            "blank: links that are none, as a blank stands in their address",
            "fixed": True,
        },
    )
    placeholders: tuple[str, ...] = field(
        default=("#", "todo", "tbd", "xxx", "link", "url", "#todo", "#tbd"),
        metadata={"help": "targets that stand for one still to be filled in"},
    )


_EMPTY = message("target", "text", when=lambda options: options.fault == "empty")
_UNUSED = message("label", when=lambda options: options.fault == "unused")
_BLANKS = message("target", "right", when=lambda options: options.fault == "blank")
_MISTYPED = message("target", "why", "right", when=lambda options: options.fault == "mistyped")
MESSAGES = {
    **dict.fromkeys(("no-target", "placeholder", "no-words"), _EMPTY),
    **dict.fromkeys(("unused", "second"), _UNUSED),
    **dict.fromkeys(("mistyped", "right", "torn"), _MISTYPED),
    **dict.fromkeys(("blank", "blank-right"), _BLANKS),
}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """Yields empty links, mistyped addresses or unused definitions, by the option."""
    if options.fault == "empty":
        yield from _empty(post, options)
    elif options.fault == "mistyped":
        yield from _mistyped(post)
    elif options.fault == "blank":
        yield from _blank(post, context)
    else:
        yield from _unused(post)


def _empty(post: Post, options: Options) -> Iterator[Hit]:
    for link in post.document.links:
        if link.kind in ("component", "shortcode", "autolink") or link.attribute in SOURCE_SETS:
            continue
        target = link.target.strip()
        if _is_anchor(post, link) or (not target and _is_filled(post, link)):
            continue
        is_placeholder = target.lower() in options.placeholders and not _is_to_heading(post, target)
        if not target or (is_placeholder and not _is_button(post, link)):
            yield Hit(link.span, {"target": target, "text": _words(link)}, "placeholder" if target else "no-target")
        elif link.kind == "link" and not _words(link) and not _holds_image(post, link):
            yield Hit(link.span, {"target": target, "text": ""}, "no-words")


def _is_anchor(post: Post, link: Link) -> bool:
    """A link without words that is a place to jump to: `[](){#id}`, or what converters leave in headings, `[](#id)`."""
    if link.kind != "link" or _words(link):
        return False
    if not link.target.strip():
        return post.text.startswith(("{#", "{: #", "{:#", "{ #"), link.span.end)
    heads = link.target.startswith("#") and link.block is not None
    return heads and post.document.blocks[link.block or 0].kind == "heading"


def _is_to_heading(post: Post, target: str) -> bool:
    """`#todo` where a heading is "TODO"."""
    title = target.removeprefix("#").lower()
    return title not in ("", target.lower()) and any(
        block.prose.text.strip().lower() == title for block in post.document.headings
    )


def _is_filled(post: Post, link: Link) -> bool:
    """`<img id="map" src="">` of which a script of the post speaks: that fills it in."""
    name = _ID.search(post.excerpt(link.span).split(">")[0]) if link.attribute and "<script" in post.text else None
    if name is None:
        return False
    spoken = re.compile(rf"[\"'`#]{re.escape(name[1])}[\"'`]")
    return any(spoken.search(part) for part in (post.text[: link.span.start], post.text[link.span.end :]))


def _is_button(post: Post, link: Link) -> bool:
    """`<a href="#" onclick=…>`: a control, not a link to be filled in."""
    return link.kind == "html" and bool(
        re.search(r"\b(?:on\w+|role|data-[\w-]+|class|style|id)\s*=", post.excerpt(link.span).split(">")[0])
    )


def _words(link: Link) -> str:
    return link.text.replace("\u200b", "").strip()


def _holds_image(post: Post, link: Link) -> bool:
    inside = post.excerpt(link.span)
    return OBJECT in link.text or "![" in inside or "<" in inside.split("](")[0] or "`" in inside


def _unused(post: Post) -> Iterator[Hit]:
    used = {_key(link.reference) for link in post.document.links if link.reference is not None}
    seen: set[str] = set()
    written: set[str] | None = None
    for definition in post.document.definitions:
        key = _key(definition.label)
        if key in used and key not in seen:
            seen.add(key)
            continue
        if key in used:
            yield Hit(definition.span, {"label": definition.label}, "second", _removal(post, definition.span))
            continue
        if definition.target in ("#", "<>", "") or _COMMENT_LABEL.match(definition.label):
            continue  # `[//]: # (words)` is how Markdown comments are written
        if written is None:
            written = {label.strip().lower() for label in _LABEL.findall(post.text, post.front_matter.end)}
        if definition.label.strip().lower() in written:
            continue  # used where the parser does not look: in a component, a shortcode
        yield Hit(definition.span, {"label": definition.label}, "unused", _removal(post, definition.span))


def _mistyped(post: Post) -> Iterator[Hit]:
    seen: set[Span] = set()
    for reference in references(post):
        found = mistake(reference.target)
        if found is None or reference.span in seen or reference.is_mere_text(post):
            continue
        seen.add(reference.span)
        values = {"target": reference.target, "why": found.why, "right": found.right}
        fix = None
        if found.right and reference.span.cut(post.text) == reference.target:
            fix = Fix(f"write it as {found.right}", (Edit(reference.span, found.right),))
        severity: Severity | None = None if found.is_dead else "warning"
        yield Hit(reference.span, values, "right" if found.right else "mistyped", fix, severity=severity)
    for entry in post.front_matter:
        value = entry.value.strip() if isinstance(entry.value, str) and entry.prose is not None else ""
        # Of a value nobody knows whether it is an address, so its mistake must be one that can be mended.
        if " " not in value and (found := mistake(value)) is not None and _WEB.match(found.right):
            assert entry.prose is not None
            span = entry.prose.span(0, len(entry.prose.text))
            if span not in seen:
                yield Hit(span, {"target": value, "why": found.why, "right": found.right}, "right")
    for span, target in _torn(post):
        if _TORN_SCHEME.match(target):
            right = "".join(target.split())
            fix = Fix(f"write it as {right}", (Edit(span, right),))
            yield Hit(span, {"target": target, "why": "", "right": right}, "torn", fix)


def _torn(post: Post) -> list[tuple[Span, str]]:
    return post.fact("link-form.torn", lambda post: list(_find_torn(post)))


def _find_torn(post: Post) -> Iterator[tuple[Span, str]]:
    """What CommonMark takes for words, as a blank stands in its address: where it is written, and how."""
    document = post.document
    opaque = [*(o.span for o in document.opaque), *(b.span for b in document.blocks if b.kind == "code")]
    hidden = Taken([*opaque, *(link.target_span for link in document.links if link.kind != "autolink")])
    for match in _TORN_LINK.finditer(post.text, post.front_matter.end):
        span = Span(*match.span("target"))
        if not hidden.overlaps(span):
            yield span, match["target"]


def _blank(post: Post, context: Context) -> Iterator[Hit]:
    site = context.site
    if site is None or site.generator in _WITH_BLANKS:
        return
    for span, target in _torn(post):
        if _TORN_SCHEME.match(target) or not _ADDRESS.match(target):
            continue
        ways = ("".join(target.split()), "%20".join(target.split()))
        right = next((way for way in ways if site.resolve(post.path, way).verdict == "ok"), "")
        fix = Fix(f"write it as {right}", (Edit(span, right),)) if right else None
        yield Hit(span, {"target": target, "right": right}, "blank-right" if right else "blank", fix)


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()


def _removal(post: Post, span: Span) -> Fix:
    end = span.end
    while end < len(post.text) and post.text[end] in " \t":
        end += 1
    if post.text.startswith("\r\n", end):
        end += 2
    elif end < len(post.text) and post.text[end] in "\r\n":
        end += 1
    return Fix("take the definition out", (Edit(Span(span.start, end), ""),))
