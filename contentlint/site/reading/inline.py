"""The words of a heading, as the generators' id algorithms see them.

Ids are made from a heading's inline content: emphasis marks, link targets and tags fall away, code keeps its
words. Each algorithm differs in what it does with dashes, quotes and entities, so the words are kept in parts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from html import unescape
from typing import Literal

from contentlint.guard.records import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a heading: `text` with entities decoded, `written` as in the source."""

    kind: Literal["text", "code", "image", "note"]
    text: str
    written: str
    is_address: bool = False
    """True for an address that is a link by itself."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its source without marks, its parts, its explicit id, and whether code decides its words."""

    source: str
    parts: tuple[Part, ...]
    level: int
    custom: str = ""
    dynamic: bool = False
    html: bool = False

    def text(self, *, images: bool = True) -> str:
        """The words, entities decoded."""
        words = "".join(p.text for p in self.parts if p.kind != "note" and (images or p.kind != "image"))
        return words.replace("\n", " ")


_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?P<ticks>`+)(?!`)(?P<inside>.+?)(?<!`)(?P=ticks)(?!`))"
    r"|(?P<template>\{\{.*?\}\}|\{%.*?%\})"
    r"|(?P<autolink><(?P<url>[a-zA-Z][\w+.-]*:[^<>\s]*|[\w.+-]+@[\w.-]+)>)"
    r"|(?P<tag></?[a-zA-Z][^<>]*>|<!--.*?-->)"
    r"|(?P<image>!\[(?P<alt>(?>[^\[\]\\]|\\.|\[[^\]]*\])*+)\](?:\((?>[^()\s]|\([^()]*\)|\s+[\"'(][^\"')]*[\"')])*+\)|\[(?P<source>[^\]]*)\])?+)"
    r"|(?P<link>\[(?P<label>(?>!?\[[^\]]*\](?:\([^)]*\))?|[^\[\]\\`]|\\.|`[^`]*`)*+)\]"
    r"(?P<dest>\(\s*+(?:<[^>]*>|(?>[^()\s\\]|\\.|\((?>[^()\s\\]|\\.)*+\))*+)"
    r"(?:\s++(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?+\s*+\)|\[[^\]]*\])?)"
    r"|(?P<bare>(?<![\w/])(?:https?://|www\.)[^\s<>*_~]+(?<![?!.,:;'\")]))"
    r"|(?P<entity>&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);)"
    r"|(?P<footnote>\[\^[^\]]+\])"
)
_MARKS = (
    (
        re.compile(r"(?<!\\)\*{1,3}(?=[^\s*])"),
        {"*" * n: re.compile(rf"(?<=[^\s*\\])\*{{{n}}}") for n in (1, 2, 3)},
    ),
    (
        re.compile(r"(?<![\w\\])_{1,3}(?=[^\s_])"),
        {"_" * n: re.compile(rf"(?<=[^\s_])_{{{n}}}(?!\w)") for n in (1, 2, 3)},
    ),
    (re.compile(r"~~(?=\S)"), {"~~": re.compile(r"(?<=\S)(?=~~)")}),
)
"""Emphasis: what opens it, and what closes it, by mark."""
_CODE = re.compile(r"((?<!`)`++[^`]++`++)")
_AROUND_CODE = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(`++[^`]++`++)\1")
_ID_ONLY = re.compile(r"(?<![ \t])[ \t]*+\\?\{#([^\s{}\\]+)\\?\}[ \t]*+$")
_CUSTOM = re.compile(r"\\?\{:?[ \t]*+([^{}\n]*?)\\?\}[ \t]*+#*+[ \t]*+$")
_COMMENT_ID = re.compile(r"\{\s*/\*\s*#([^\s*]+)\s*\*/\s*\}[ \t]*$")
_LONGEST = 2_000
"""Code points of a heading. What is longer is no heading, and its id is nothing that can be worked out."""


Syntax = Literal["id", "tight id", "mdx", "attributes", "list", "tight list"]
"""What may stand in braces after a heading: an id alone (`{#id}`: kramdown, Docusaurus), in MDX a comment, too,
attributes (`{#id .class}`: Goldmark), or a list of them that may have a colon and words (`{: #id word}`:
Python-Markdown); "tight" without a blank before it (markdown-it-attrs)."""


def custom_id(source: str, syntax: Syntax = "list") -> tuple[str, str]:
    """A heading's source without its attribute block, and the id in it: `Title {#id .class}`, `{: #id}`."""
    comment = _COMMENT_ID.search(source)
    if comment and syntax == "mdx":
        return source[: comment.start()].rstrip(" \t"), comment[1]
    if syntax.endswith(("id", "mdx")):
        alone = _ID_ONLY.search(source)
        if not alone or (syntax == "id" and not alone[0].startswith((" {", "\t{", "  "))):
            return source, ""
        return source[: alone.start()], alone[1]
    match = _CUSTOM.search(source)
    if not match or match[0].startswith("\\") or (syntax == "attributes" and match[0].startswith("{:")):
        return source, ""
    if syntax == "list" and not source[: match.start()].endswith((" ", "\t")):
        return source, ""
    words = syntax.endswith("list")
    one = r"(?:[#.][^\s{}]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S+)" + (r"|[\w-]+)" if words else ")")
    if not re.match(one + r"(?:[ \t]|$)", match[1]):
        return source, ""
    found = re.search(r"(?:^|\s)#([^\s{}]+)", match[1]) or re.search(r"\bid=[\"']?([^\s\"'{}]+)", match[1])
    return source[: match.start()].rstrip(" \t"), found[1] if found else ""


def heading(
    source: str, level: int, labels: frozenset[str], *, custom: bool, html: bool = False, syntax: Syntax = "list"
) -> Heading:
    """A heading from the source of its content.

    `labels` are the document's reference labels (lower case): only those make `[x]` a link, and `[^x]` the mark of a
    note. With `custom` the attribute block at the end, in that `syntax`, is markup, else it is words.
    """
    ident = ""
    if len(source) > _LONGEST:
        source = source[:_LONGEST].strip()
        return Heading(source, (Part("text", source, source),), level, dynamic=True, html=html)
    if custom:
        source, ident = custom_id(source, syntax)
    source = source.strip()
    parts: list[Part] = []
    dynamic = _parts(_unmark(source), labels, parts)
    return Heading(source, tuple(parts), level, ident, dynamic, html)


_CONTAINER = re.compile(
    r"(?<![\\\w`*_~])(?P<mark>\*{1,3}|_{1,3}|~~)(?=[^\s*_~])(?P<inside>(?:[^`]|`[^`]*`)+?)(?<=[^\s\\])(?P=mark)(?:(?![*~])(?<=[*~])|(?!\w))"
    r"|(?P<open>!?\[)(?P<label>(?>[^\[\]`\\]|\\.|`[^`]*`)*+)(?P<dest>\]\([^()\s]*(?:\s+\"[^\"]*\")?\))"
)
_SEGMENT_END = {
    True: re.compile(r"(?<!\\)(?:['\"`~*\[]|--|\.\.\.)|(?<=_)"),
    False: re.compile(r"(?<!\\)[`~*\[]|(?<=_)"),
}


def first_segments(source: str, typographer: bool) -> str:
    """A heading with only the first piece of text in each emphasis, link and image, which is all that Goldmark's ids
    take of them: a quotation mark or a code span ends it."""

    def shortened(match: re.Match[str]) -> str:
        if match["mark"]:
            return first(match["inside"])
        return match["open"] + first(match["label"]) + match["dest"]

    def first(inside: str) -> str:
        if child := re.match(r"`[^`]+`", inside):
            return child[0]
        if child := _CONTAINER.match(inside):
            return shortened(child)
        end = _SEGMENT_END[typographer].search(inside)
        return inside[: end.start()] if end else inside

    return _CONTAINER.sub(shortened, source[:_LONGEST]) + source[_LONGEST:]


def _unmark(source: str) -> str:
    """Takes emphasis marks off, outside code spans."""
    pieces = _CODE.split(source)
    for i in range(0, len(pieces), 2):
        piece = pieces[i]
        for _ in range(3):
            before = piece
            for opening, closings in _MARKS:
                piece = _without(piece, opening, closings)
            if piece == before:
                break
        pieces[i] = piece
    # Emphasis around a code span: the marks are in different pieces.
    return _AROUND_CODE.sub(r"\2", "".join(pieces))


def _without(text: str, opening: re.Pattern[str], closings: dict[str, re.Pattern[str]]) -> str:
    """A text without the marks that `opening` finds and the first that closes them; each closing is looked for once."""
    places: dict[str, list[int]] = {}
    parts: list[str] = []
    at = begin = 0
    while (found := opening.search(text, begin)) is not None:
        mark, begin = found[0], found.start() + 1
        if mark not in places:
            places[mark] = [m.start() for m in closings[mark].finditer(text)]
        closing = bisect_left(places[mark], found.end() + 1)
        if closing < len(places[mark]):
            end = places[mark][closing]
            parts += [text[at : found.start()], text[found.end() : end]]
            at = begin = end + len(mark)
    return "".join([*parts, text[at:]])


def _parts(source: str, labels: frozenset[str], parts: list[Part]) -> bool:
    dynamic = False
    at = 0
    for match in _TOKEN.finditer(source):
        if match.start() > at:
            parts.append(Part("text", source[at : match.start()], source[at : match.start()]))
        at = match.end()
        kind = match.lastgroup if match.lastgroup in match.re.groupindex else None
        found = match[0]
        if match["escape"]:
            parts.append(Part("text", found[1], found[1]))
        elif match["code"]:
            inside = match["inside"]
            if inside.strip() and inside[0] == inside[-1] == " ":
                inside = inside[1:-1]
            parts.append(Part("code", inside, inside))
        elif match["template"]:
            dynamic = True
        elif match["autolink"]:
            parts.append(Part("text", match["url"], match["url"], is_address=True))
        elif match["tag"]:
            continue
        elif match["footnote"] or (match["link"] and match["label"].startswith("^")):
            dynamic = _note(found, labels, parts) or dynamic
        elif match["image"]:
            label = " ".join((match["source"] or match["alt"]).split()).lower()
            if found.endswith(")") or label in labels:
                parts.append(Part("image", match["alt"], match["alt"]))
            else:
                parts.append(Part("text", "![", "!["))
                dynamic = _parts(found[2:], labels, parts) or dynamic
        elif match["link"]:
            label = match["label"]
            dest = match["dest"] or ""
            reference = dest[1:-1] if dest.startswith("[") else ""
            if dest.startswith("(") or " ".join((reference or label).split()).lower() in labels:
                dynamic = _parts(label, labels, parts) or dynamic
            else:
                parts.append(Part("text", "[", "["))
                dynamic = _parts(label, labels, parts) or dynamic
                parts.append(Part("text", "]" + dest, "]" + dest))
        elif match["bare"]:
            parts.append(Part("text", found, found, is_address=True))
        elif match["entity"]:
            parts.append(Part("text", unescape(found), found))
        elif kind is None:
            parts.append(Part("text", found, found))
    if at < len(source):
        parts.append(Part("text", source[at:], source[at:]))
    return dynamic


def _note(found: str, labels: frozenset[str], parts: list[Part]) -> bool:
    """The mark of a note, which is words where there is no such note. True when its number can't be known."""
    label = found[1 : found.index("]")]
    if label.lower() not in labels:
        parts.append(Part("text", found, found))
        return False
    parts.append(Part("note", label, label))
    return not label[1:].isdigit()
