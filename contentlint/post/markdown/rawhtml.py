"""Tags, comments and text of raw HTML, with their places.

Only what a linter needs of the HTML standard (section 13.2.5, tokenization): where tags and comments begin and
end, their attributes, and which text is not prose. Nothing is repaired: what is no tag is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Literal

from contentlint.guard.records import dataclass
from contentlint.post.document import Attribute, Element
from contentlint.text.spans import MARKS, Piece, Prose, Span, shown

_TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*)
        # After a quoted value the next attribute needs no blank: a parse error, and read all the same.
        (?P<attributes>(?:(?:\s++|(?<=["']))[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+|\s*+/(?!>))*+)
        \s*(?P<void>/?)>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_SPACES_COMMAS = re.compile(r"[\s,]*")
_WORD = re.compile(r"\S+")
_TOKEN = re.compile(r"[(),\s]")
_DESCRIPTOR = re.compile(r"0*[1-9]\d*[wh]|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?x")
_TEMPLATE = re.compile(r"\{\{[^{}]*+\}\}|\{%(?:[^%{]|%(?!\}))*+%\}|<%(?:[^%<]|%(?!>))*+%>|\$\{[^{}]*+\}")
_CSS_URL = re.compile(r"""\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"'()]+))\s*\)""", re.IGNORECASE)
_OPENING = re.compile(r"<(?:!--|[/A-Za-z])")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements that have no closing tag (HTML standard, section 13.1.2)."""

NOT_PROSE = frozenset("script style pre code kbd samp svg math textarea template noscript iframe".split())
"""Elements whose text no reader reads as prose."""

BREAKING = frozenset(
    "address article aside blockquote body br caption dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section select summary table"
    " tbody td tfoot th thead tr ul".split()
)
"""Elements that end the text before them: sentences don't run across their tags."""

SOURCE_SETS = frozenset(("srcset", "imagesrcset", "data-srcset"))
"""Attributes with several addresses, each with its descriptors."""

SHOWN = SOURCE_SETS | {"src", "poster", "background", "style"}
"""Attributes whose address a browser shows in the page, with no reader going there."""

PICTURES = frozenset("img source picture".split())
"""Elements that show what their address names; components of those names do, too."""

DRAWN = frozenset("image use feimage".split())
"""Elements of SVG that do."""

_PLAIN = frozenset("href src data-src poster xlink:href xlinkhref".split())
"""Attributes with one address, whatever the element."""

_OF_ELEMENT = {
    "data": frozenset(("object",)),
    "background": frozenset("body table thead tbody tfoot tr td th".split()),
}
"""Attributes that have an address on some elements only (HTML standard, sections 4.8.7 and 15.3.11).

`action` has none here: what a form is sent to is a program, and no file says whether it is there.
"""

_OF_COMPONENT = frozenset(("to", "url", "link"))
PICTURE_PARAMETERS = frozenset(
    "image img cover thumbnail thumb logo avatar photo picture banner image_path imageurl image_url imagesrc".split()
)
"""Names of parameters of components that have an address when their value is the path of a file."""

_FILE = re.compile(r"/[^\s?#]*\.(?:avif|gif|ico|jpe?g|mp4|png|svg|webm|webp)(?:[?#]\S*)?", re.IGNORECASE)
_ADDRESS = re.compile(r"/(?!/)\S*|(?:[A-Za-z]{1,8}[:;]*)?//\S+|[A-Za-z]{3,8}:/?\S+\.\S+")


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag."""

    name: str
    span: Span
    kind: Literal["open", "close", "void"]
    element: Element | None
    """The element with its attributes; None for a closing tag."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its marks; `text` is what stands inside."""

    span: Span
    text: str


def attributes(source: str, span: Span, written: str) -> tuple[Attribute, ...]:
    """The attributes in a stretch of a tag, in order; their values are cut from `written`."""
    found = []
    for match in _ATTRIBUTE.finditer(source, span.start, span.end):
        group = next((g for g in (2, 3, 4) if match.group(g) is not None), None)
        if group is None:
            found.append(Attribute(match.group(1), None, Span(*match.span())))
        else:
            found.append(
                Attribute(match.group(1), unescape(written[slice(*match.span(group))]), Span(*match.span(group)))
            )
    return tuple(found)


def is_parameter(name: str, value: str) -> bool:
    """Whether a parameter of a component or a template tag surely is an address: by its name, and by its value.

    A relative path is none: nobody knows from where the component sees it.
    """
    name = name.lower()
    if name in PICTURE_PARAMETERS:
        return _FILE.fullmatch(value) is not None
    return name in _OF_COMPONENT | {"href", "src"} and _ADDRESS.fullmatch(value) is not None


def addresses(element: Element, source: str) -> Iterator[tuple[str, str, Span]]:
    """The addresses of a tag: the attribute's name in lower case, the target, and where it is written in `source`."""
    tag = element.tag.lower()
    is_component = element.tag != tag or "-" in tag
    for attribute in element.attributes:
        name, value = attribute.name.lower(), attribute.value
        if value is None or tag == "base":
            continue
        if name in SOURCE_SETS:
            yield from ((name, *part) for part in _parts(attribute, source, candidates(attribute.span.cut(source))))
        elif name == "style" and not is_component:
            places = (m.span(next(g for g in (1, 2, 3) if m[g] is not None)) for m in _CSS_URL.finditer(value))
            found = _parts(attribute, source, places) if value == attribute.span.cut(source) else ()
            yield from ((name, *part) for part in found if not part[0].startswith("#"))
        elif name in _PLAIN or tag in _OF_ELEMENT.get(name, ()):
            # `<use href="#leaf">` names a part of a drawing, in this page or in one that its layout holds.
            if is_component or not value.startswith("#") or tag in ("a", "area"):
                yield name, value, attribute.span
        elif is_component and (name == "to" or is_parameter(name, value)):
            yield name, value, attribute.span


def _parts(attribute: Attribute, source: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[str, Span]]:
    """Stretches of an attribute's value as it is written, each as the address that it means."""
    is_plain = attribute.value == attribute.span.cut(source)
    for start, end in places:
        span = Span(attribute.span.start + start, attribute.span.start + end)
        yield span.cut(source) if is_plain else unescape(span.cut(source)), span


def candidates(written: str) -> Iterator[tuple[int, int]]:
    """Where the addresses in the value of a `srcset` stand (HTML standard, 4.8.4.2.2, "parse a srcset attribute").

    A candidate with descriptors that a browser can't read is left out: it asks for no such picture.
    """
    text = _TEMPLATE.sub(lambda tag: "x" * len(tag[0]), written)
    at = 0
    while True:
        at = _past(_SPACES_COMMAS, text, at)
        word = _WORD.match(text, at)
        if word is None:
            return
        start, at = word.span()
        bare = word[0].rstrip(",")
        if len(bare) < len(word[0]):
            yield start, start + len(bare)
            continue
        descriptors, at = _descriptors(text, at)
        if _are_read(descriptors):
            yield start, word.end()


def _descriptors(text: str, at: int) -> tuple[list[str], int]:
    """The descriptors up to the next comma outside parentheses, and the offset past it."""
    begin, depth = at, 0
    while (mark := _TOKEN.search(text, at)) is not None:
        at = mark.end()
        if mark[0] == "(":
            depth = 1
        elif mark[0] == ")":
            depth = 0
        elif mark[0] == "," and not depth:
            return text[begin : mark.start()].split(), at
    return text[begin:].split(), len(text)


def _are_read(descriptors: list[str]) -> bool:
    kinds = sorted(d[-1] for d in descriptors if _DESCRIPTOR.fullmatch(d))
    return len(kinds) == len(descriptors) and kinds in ([], ["w"], ["x"], ["h", "w"])


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def scan(source: str, span: Span, written: str | None = None) -> Iterator[Tag | Comment]:
    """The tags and comments in a stretch of source, in order. What stands inside `<script>` and `<style>` is text.

    `written` is the text as its author wrote it, when `source` is that text with parts hidden by marks.
    """
    written = source if written is None else written
    at, closed = span.start, True
    while (opening := _OPENING.search(source, at, span.end)) is not None:
        start = opening.start()
        if opening.group() == "<!--":
            # One failed search says that no later comment is closed either; asking again would be quadratic.
            end = source.find("-->", start + 4, span.end) if closed else -1
            if end < 0:
                closed = False
                at = start + 4
                continue
            yield Comment(Span(start, end + 3), written[start + 4 : end])
            at = end + 3
            continue
        match = _TAG.match(source, start, span.end)
        if match is None:
            at = start + 1
            continue
        at = match.end()
        name = match["name"]
        if match["close"]:
            yield Tag(name, Span(*match.span()), "close", None)
            continue
        element = Element(name, Span(*match.span()), attributes(source, Span(*match.span("attributes")), written))
        yield Tag(name, element.span, "void" if match["void"] or name.lower() in VOID else "open", element)
        if name.lower() in ("script", "style"):
            closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(source, at, span.end)
            at = closing.start() if closing else span.end


class ProseBuilder:
    """Collects pieces of text into a prose."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._pieces: list[Piece] = []
        self.length = 0

    def add(self, text: str, start: int, end: int) -> None:
        """Append `text`, which comes from the source's `start`..`end`."""
        if not text:
            return
        if self._pieces:
            last = self._pieces[-1]
            if last.end == start and last.end - last.start == last.length and end - start == len(text):
                self._pieces[-1] = Piece(last.at, last.length + len(text), last.start, end)
                self._text.append(text)
                self.length += len(text)
                return
        self._pieces.append(Piece(self.length, len(text), start, end))
        self._text.append(text)
        self.length += len(text)

    def last(self) -> str:
        """The last code point, or the empty string."""
        return self._text[-1][-1] if self._text else ""

    def build(self) -> Prose:
        """The prose so far."""
        return Prose("".join(self._text), tuple(self._pieces))


_TEXT = re.compile(rf"{_ENTITY.pattern}|(?<![ \t])[ \t]*+[\r\n]\s*|{MARKS.pattern}")


def add_text(builder: ProseBuilder, source: str, start: int, end: int) -> None:
    """Append a stretch of raw HTML text: entities decoded, white space with a line end in it made one space."""
    at = start
    for match in _TEXT.finditer(source, start, end):
        builder.add(source[at : match.start()], at, match.start())
        found = match.group()
        seen = unescape(found) if found[0] == "&" else shown(found) if MARKS.match(found) else " "
        builder.add(seen, match.start(), match.end())
        at = match.end()
    builder.add(source[at:end], at, end)


def paragraphs(source: str, span: Span, tags: list[Tag | Comment]) -> Iterator[Prose]:
    """The prose of a block of raw HTML, a piece for each stretch between tags that break the text."""
    builder, at, hidden = ProseBuilder(), span.start, 0
    for tag in tags:
        if not hidden:
            add_text(builder, source, at, tag.span.start)
        at = tag.span.end
        if isinstance(tag, Comment):
            continue
        name = tag.name.lower()
        if name in NOT_PROSE and tag.kind != "void":
            hidden = max(0, hidden + (1 if tag.kind == "open" else -1))
        if name in BREAKING and builder.length:
            yield builder.build()
            builder = ProseBuilder()
    if not hidden:
        add_text(builder, source, at, span.end)
    if builder.length:
        yield builder.build()
