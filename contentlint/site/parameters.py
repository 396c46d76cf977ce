"""Links among what template tags and components of Markdown are given: `{{< card link="/x/" >}}`, `:button{to="/x/"}`.

What the tag does with its parameter is not known, so only addresses count that mean the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from contentlint.post.markdown.rawhtml import PICTURE_PARAMETERS, is_parameter
from contentlint.post.post import Post
from contentlint.text.spans import Span, Taken


class Parameter(NamedTuple):
    """An address that a tag is given: the tag's name, the parameter's, and where the address and the tag stand."""

    tag: str
    name: str
    span: Span
    use: Span

    @property
    def is_shown(self) -> bool:
        """True when the parameter's name is that of a picture or another file to be shown."""
        return self.name == "src" or self.name in PICTURE_PARAMETERS


_OPENING = re.compile(r"\{\{[<%]?|\{%|\{#")
_NAME = re.compile(r"[\s~-]*+((?:[./-]*+\w++)++)")
_CALL = re.compile(r"[\s-]*[\w.]+\s*\(")
_PARAMETER = re.compile(
    r"""(?<![\w.$:@-])(?P<quote>["']?)(?P<name>[A-Za-z][\w-]*)(?P=quote)\s*[=:]\s*"""
    r"""(?:"(?P<double>[^"\n{}]*)"|'(?P<single>[^'\n{}]*)'|`(?P<tick>[^`\n{}]*)`|(?P<bare>/[^\s"'`<>|%{}(),]+))"""
)
_IN_WORDS = re.compile(r"(?P<image>!?)\[[^\[\]\n]{0,500}\]\((?P<target>(?:https?://|/)[^()\s<>{}]+)\)")
"""A link in the Markdown of a caption or title. A relative one is seen from wherever the tag puts it."""
_VALUES = ("double", "single", "tick", "bare")
_NO_TAGS = frozenset(
    "if elsif elseif elif else unless case when for assign set capture macro block filter with import from extends "
    "comment raw verbatim highlight".split()
)
"""Tags that compare and keep values instead of showing them, and those whose text is for somebody else."""
_COMPONENT = re.compile(
    r":(?<![\w:`\\]:):{0,5}(?P<name>[A-Za-z][\w-]*)(?:\[[^\]\n]{0,500}+\])?\{(?P<inside>[^{}\n]{1,2000}+)\}"
)
"""A component or directive with properties (content.nuxt.com/docs/files/markdown, remark-directive)."""
_PROPERTIES = re.compile(
    r"^[ \t]*:{2,}(?P<name>[A-Za-z][\w-]*)[^\n]*\n[ \t]*---[ \t]*\r?\n"
    r"(?P<inside>(?:(?![ \t]*---[ \t]*\r?$)[^\n]*\n){1,50}+)[ \t]*---[ \t]*\r?$",
    re.MULTILINE,
)
_PROPERTY = re.compile(
    r"^[ \t-]*(?P<name>[A-Za-z][\w-]*):[ \t]+(?P<quote>[\"']?)(?P<value>[^\s\"'{}]+)(?P=quote)[ \t]*\r?$", re.MULTILINE
)


def parameters(post: Post) -> Iterator[Parameter]:
    """The addresses that tags and components are given, outside code and comments."""
    unseen = Taken(o.span for o in post.document.opaque if o.kind == "comment")
    for tag in post.document.opaque:
        if unseen.overlaps(tag.span):
            continue
        opening = _OPENING.match(post.text, tag.span.start) if tag.kind == "shortcode" else None
        if opening is None or tag.text.startswith("/*") or opening[0] == "{#":
            continue
        begin, end = opening.end(), opening.end() + len(tag.text)
        name = _NAME.match(post.text, begin, end)
        is_called = opening[0] != "{{" or _CALL.match(post.text, begin, end)
        if name is not None and is_called and name[1] not in _NO_TAGS:
            yield from _within(post, name[1], name.end(), end, tag.span)
    yield from _of_components(post)


def _within(post: Post, tag: str, begin: int, end: int, use: Span) -> Iterator[Parameter]:
    for match in _PARAMETER.finditer(post.text, begin, end):
        group = next(g for g in _VALUES if match[g] is not None)
        if is_parameter(match["name"], match[group].strip()):
            yield Parameter(tag, match["name"].lower(), Span(*match.span(group)), use)
    for match in _IN_WORDS.finditer(post.text, begin, end):
        yield Parameter(tag, "src" if match["image"] else "href", Span(*match.span("target")), use)


def _of_components(post: Post) -> Iterator[Parameter]:
    opaque = (o.span for o in post.document.opaque)
    code = Taken([*opaque, *(b.span for b in post.document.blocks if b.kind == "code")])
    for match in _COMPONENT.finditer(post.text, post.front_matter.end):
        use = Span(*match.span())
        if not code.overlaps(use):
            yield from _within(post, match["name"], *match.span("inside"), use)
    for match in _PROPERTIES.finditer(post.text, post.front_matter.end):
        use = Span(*match.span())
        if code.overlaps(use):
            continue
        for line in _PROPERTY.finditer(post.text, *match.span("inside")):
            if is_parameter(line["name"], line["value"]):
                yield Parameter(match["name"], line["name"].lower(), Span(*line.span("value")), use)
