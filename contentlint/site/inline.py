"""The words of a heading, as the generators' id algorithms see them.

Ids are made from a heading's inline content: emphasis marks, link targets and tags fall away, code keeps its
words. Each algorithm differs in what it does with dashes, quotes and entities, so the words are kept in parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Literal


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a heading: `text` with entities decoded, `written` as in the source."""

    kind: Literal["text", "code", "image"]
    text: str
    written: str


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
        return "".join(p.text for p in self.parts if images or p.kind != "image")


_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?P<ticks>`+)(?!`)(?P<inside>.+?)(?<!`)(?P=ticks)(?!`))"
    r"|(?P<template>\{\{.*?\}\}|\{%.*?%\})"
    r"|(?P<autolink><(?P<url>[a-zA-Z][\w+.-]*:[^<>\s]*|[\w.+-]+@[\w.-]+)>)"
    r"|(?P<tag></?[a-zA-Z][^<>]*>|<!--.*?-->)"
    r"|(?P<image>!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\]]*\])*)\](?:\((?:[^()\s]|\([^()]*\)|\s+[\"'(][^\"')]*[\"')])*\)|\[[^\]]*\]))"
    r"|(?P<link>\[(?P<label>(?:[^\[\]\\`]|\\.|`[^`]*`|!?\[[^\]]*\](?:\([^)]*\))?)*)\]"
    r"(?P<dest>\(\s*(?:<[^>]*>|(?:[^()\s\\]|\\.|\((?:[^()\s\\]|\\.)*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)|\[[^\]]*\])?)"
    r"|(?P<entity>&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);)"
    r"|(?P<footnote>\[\^[^\]]+\])"
)
_STRONG = re.compile(r"(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*])\1")
_UNDERSCORE = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\1(?!\w)")
_STRIKE = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_CUSTOM = re.compile(r"[ \t]*\\?\{:?[ \t]*([^{}\n]*?)\\?\}[ \t]*#*[ \t]*$")
_COMMENT_ID = re.compile(r"[ \t]*\{\s*/\*\s*#([^\s*]+)\s*\*/\s*\}[ \t]*$")


def custom_id(source: str) -> tuple[str, str]:
    """A heading's source without its attribute block, and the id in it: `Title {#id .class}`, `{: #id}`."""
    comment = _COMMENT_ID.search(source)
    if comment:
        return source[: comment.start()], comment[1]
    match = _CUSTOM.search(source)
    if not match or not re.match(r"(?:[#.][^\s{}]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S+))(?:[ \t]|$)", match[1]):
        return source, ""
    found = re.search(r"(?:^|\s)#([^\s{}]+)", match[1]) or re.search(r"\bid=[\"']?([^\s\"'{}]+)", match[1])
    return source[: match.start()], found[1] if found else ""


def heading(source: str, level: int, labels: frozenset[str], *, custom: bool, html: bool = False) -> Heading:
    """A heading from the source of its content.

    `labels` are the document's reference labels (lower case): only those make `[x]` a link. With `custom` the
    attribute block at the end is markup, else it is words.
    """
    ident = ""
    if custom:
        source, ident = custom_id(source)
    source = source.strip()
    parts: list[Part] = []
    dynamic = _parts(_unmark(source), labels, parts)
    return Heading(source, tuple(parts), level, ident, dynamic, html)


def _unmark(source: str) -> str:
    """Takes emphasis marks off, outside code spans."""
    pieces = re.split(r"(`+[^`]+`+)", source)
    for i in range(0, len(pieces), 2):
        piece = pieces[i]
        for _ in range(3):
            before = piece
            piece = _STRIKE.sub(r"\1", _UNDERSCORE.sub(r"\2", _STRONG.sub(r"\2", piece)))
            if piece == before:
                break
        pieces[i] = piece
    joined = "".join(pieces)
    # Emphasis around a code span: the marks are in different pieces.
    return re.sub(r"(\*{1,3}|(?<!\w)_{1,3})(`+[^`]+`+)\1", r"\2", joined)


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
            parts.append(Part("text", match["url"], match["url"]))
        elif match["tag"]:
            continue
        elif match["image"]:
            parts.append(Part("image", match["alt"], match["alt"]))
        elif match["link"]:
            label = match["label"]
            dest = match["dest"] or ""
            reference = dest[1:-1] if dest.startswith("[") else ""
            if label.startswith("^"):
                continue
            if dest.startswith("(") or " ".join((reference or label).split()).lower() in labels:
                dynamic = _parts(label, labels, parts) or dynamic
            else:
                parts.append(Part("text", "[", "["))
                dynamic = _parts(label, labels, parts) or dynamic
                parts.append(Part("text", "]" + dest, "]" + dest))
        elif match["entity"]:
            parts.append(Part("text", unescape(found), found))
        elif kind is None:
            parts.append(Part("text", found, found))
    if at < len(source):
        parts.append(Part("text", source[at:], source[at:]))
    return dynamic
