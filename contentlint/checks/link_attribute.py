"""Attributes that a site wants its links to have: a new tab, no opener, a mark on paid ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.claims.support import link_class
from contentlint.finding import Edit, Fix, Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.document import Attribute, Element, Link
from contentlint.post.post import Post
from contentlint.site.paths import has_scheme, host_and_path
from contentlint.text.spans import Span

_LIST = re.compile(r"[ \t]?\{:?[^{}\n]{0,500}\}")
"""Attributes behind a link in Markdown, as kramdown, Pandoc and Python-Markdown read them."""
_NEEDLESS = "`*_[]<>!\\\n"
"""What a text must not have to stand in HTML as it is."""


@dataclass(frozen=True, slots=True)
class Options:
    links: Literal["outside", "inside", "affiliate", "all"] = field(
        default="outside", metadata={"help": "which links: to other sites, within the site, affiliate ones, or all"}
    )
    demand: Mapping[str, str] = field(
        default_factory=dict,
        metadata={
            "help": "attributes that they must have, with a word that its value must hold, or several that do as well "
            "parted by `|`"
        },
    )
    forbid: Mapping[str, str] = field(
        default_factory=dict,
        metadata={"help": "attributes with a word that its value must not hold, or several parted by `|`"},
    )
    excused: Mapping[str, str] = field(
        default_factory=dict,
        metadata={
            "help": "attributes with a word, or several parted by `|`, with which a link may have what is forbidden"
        },
    )
    affiliate: bool = field(default=True, metadata={"help": "look at affiliate links as well"})
    html_only: bool = field(
        default=False, metadata={"help": "report links in Markdown, which can have no attributes", "fixed": True}
    )
    markdown: bool = field(
        default=False, metadata={"help": "report links in Markdown too, where they lack an attribute"}
    )
    except_hosts: tuple[str, ...] = field(
        default=(), metadata={"help": "hosts, with those below them, to which links may be as they are"}
    )


MESSAGES = {
    "": message("target", "attribute", "value", when=lambda options: bool(options.demand)),
    "forbidden": message("target", "attribute", "value", own=True, when=lambda options: bool(options.forbid)),
    "markdown": message("target", own=True, when=lambda options: options.html_only),
}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each link's tag, or link in Markdown, that lacks an attribute or has one that it must not have."""
    elements = {element.span.start: element for element in post.document.elements if element.tag.lower() == "a"}
    for link in post.document.links:
        if link.kind not in ("link", "html", "autolink") or not _is_asked(link, options, context):
            continue
        element = elements.get(link.span.start) if link.kind == "html" else None
        if element is not None:
            yield from _of_element(post, link, element, options)
        elif link.kind != "html":
            yield from _of_markdown(post, link, options)


def _is_asked(link: Link, options: Options, context: Context) -> bool:
    target = link.target.strip()
    is_web = target.lower().startswith(("http://", "https://", "//"))
    if has_scheme(target) and not is_web:
        return False  # a mail address, a script
    host = host_and_path("https:" + target if target.startswith("//") else target)[0] if is_web else ""
    name = host.lower().removeprefix("www.")
    if any(name == own or name.endswith("." + own) for own in (h.lower() for h in options.except_hosts)):
        return False
    if options.links == "affiliate" or not options.affiliate:
        is_affiliate = is_web and link_class(target, context.vocabulary) == "affiliate"
        if is_affiliate or options.links == "affiliate":
            return is_affiliate and options.links == "affiliate"
    is_own = context.site is not None and host in context.site.hosts
    is_outside = is_web and not is_own
    return options.links == "all" or is_outside == (options.links == "outside")


def _words(value: str) -> list[str]:
    return [word.strip().lower() for word in value.split("|") if word.strip()]


def _of_element(post: Post, link: Link, element: Element, options: Options) -> Iterator[Hit]:
    for name, wanted in options.demand.items():
        attribute = element.get(name)
        if attribute is not None and attribute.value is None:
            continue  # an expression: it may be anything
        if attribute is None or not _holds(attribute.value or "", wanted):
            best = wanted.split("|")[0].strip()
            values = {"target": link.target, "attribute": name, "value": best}
            yield Hit(element.span, values, fix=_fix(post.text, element, attribute, name, best))
    for name, unwanted in options.forbid.items():
        attribute = element.get(name)
        found = next((word for word in _words(unwanted) if attribute and word in _held(attribute.value or "")), "")
        if attribute is not None and found and not _is_excused(element, options):
            yield Hit(attribute.span, {"target": link.target, "attribute": name, "value": found}, "forbidden")


def _is_excused(element: Element, options: Options) -> bool:
    given = ((element.get(name), _words(words)) for name, words in options.excused.items())
    return any(attribute and set(words) & set(_held(attribute.value or "")) for attribute, words in given)


def _held(value: str) -> list[str]:
    return value.lower().split()


def _holds(value: str, wanted: str) -> bool:
    words = _words(wanted)
    return not words or any(word in _held(value) for word in words)


def _fix(text: str, element: Element, attribute: Attribute | None, name: str, value: str) -> Fix | None:
    """The attribute as an edit: behind the name of the tag, or a word more of its value, where that is in quotes."""
    if not re.fullmatch(r"[\w :/.-]+", value):
        return None
    if attribute is None:
        at = element.span.start + len("<") + len(element.tag)
        return Fix(f'add {name}="{value}"', (Edit(Span(at, at), f' {name}="{value}"'),))
    at = attribute.span.end
    if name == "rel" and attribute.value and text[at : at + 1] in ("'", '"'):
        return Fix(f"add {value} to {name}", (Edit(Span(at, at), f" {value}"),))
    return None


def _of_markdown(post: Post, link: Link, options: Options) -> Iterator[Hit]:
    behind = _LIST.match(post.text, link.span.end)
    given = behind.group() if behind else ""
    if options.html_only:
        if not given:
            yield Hit(link.span, {"target": link.target}, "markdown", _as_html(post, link))
        return
    for name, wanted in options.demand.items() if options.markdown else ():
        if not any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", given) for word in _words(wanted) or [name]):
            best = wanted.split("|")[0].strip()
            yield Hit(link.span, {"target": link.target, "attribute": name, "value": best})


def _as_html(post: Post, link: Link) -> Fix | None:
    """The link as a tag that opens a new tab, where its words need no markup."""
    written = link.span.cut(post.text)
    plain = f"[{link.text}]({link.target})"
    if link.kind != "link" or written != plain or set(link.text) & set(_NEEDLESS) or set(link.target) & set('"<>&'):
        return None
    tag = f'<a href="{link.target}" target="_blank" rel="noopener">{link.text}</a>'
    return Fix("write it in HTML", (Edit(link.span, tag),))
