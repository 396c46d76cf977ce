"""The parts of a Markdown document, each with its exact place in the source. `markdown.py` makes them."""

from __future__ import annotations

import re
from typing import Literal

from contentlint.guard.records import dataclass, field
from contentlint.text.spans import Prose, Span

BlockKind = Literal["heading", "paragraph", "cell", "term", "code", "html"]
ContainerKind = Literal["quote", "list", "item", "table", "row", "footnote", "definition", "component"]
LinkKind = Literal["link", "image", "autolink", "html", "html-image", "component", "shortcode"]

_AS_LINK = re.compile(r"\[(?P<inner>https?://[^\s\[\]]+)\]\([^()\s]+\)")


def unwrapped(target: str) -> str:
    """A target without the second link that some editors write around it: `[https://a.example](https://a.example)`."""
    doubled = _AS_LINK.fullmatch(target)
    return doubled["inner"] if doubled else target


@dataclass(frozen=True, slots=True)
class Container:
    """Something that holds blocks.

    `id` is unique in the document: blocks with an equal container stand in the same one. `index` is the place
    among its siblings from 0: of an item in its list, of a row in its table (0 is the header). `name` is the label
    of a footnote or the name of a component.
    """

    kind: ContainerKind
    id: int
    index: int = 0
    ordered: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A leaf of the document: what holds text.

    `span` runs from the first to past the last code point of its content (of a heading: without the marks).
    `prose` is empty for code; for raw HTML it is the text between the tags. `level` is 1 to 6 for headings, else 0.
    `column` counts the cells of a row from 0. `containers` are outermost first. `info` is a fence's info string,
    `fence` its marks; of indented code both are empty.
    """

    kind: BlockKind
    span: Span
    prose: Prose
    level: int = 0
    column: int = 0
    containers: tuple[Container, ...] = ()
    info: str = ""
    fence: str = ""

    def inside(self, kind: ContainerKind) -> Container | None:
        """The innermost container of that kind around this block, or None."""
        for container in reversed(self.containers):
            if container.kind == kind:
                return container
        return None


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image as it stands in the source.

    `span` is the whole construct. `target` is the destination as a browser gets it (escapes and entities decoded,
    not percent-decoded); `target_span` is where it is written: for a reference link, in the definition.
    `text` is the link's text (of an image: the alt text). `block` is the index of its block in `Document.blocks`,
    None outside one; `at` is where its text stands in that block's prose (start, end; equal when it has none).
    `reference` is the label of a reference link. `element` is the tag of raw HTML or the component's name,
    `attribute` the attribute that holds the target (`href`, `src`, `srcset`, `to` …).
    """

    kind: LinkKind
    span: Span
    target: str
    target_span: Span
    text: str = ""
    block: int | None = None
    at: tuple[int, int] = (0, 0)
    reference: str | None = None
    element: str = ""
    attribute: str = ""

    @property
    def is_image(self) -> bool:
        """True when the target is shown in the page and not gone to."""
        return self.kind in ("image", "html-image")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag: its value (entities decoded; None when it has none or is an expression) and where."""

    name: str
    value: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Element:
    """An opening tag of raw HTML or a component, with its attributes. Tag names as written."""

    tag: str
    span: Span
    attributes: tuple[Attribute, ...]

    def get(self, name: str) -> Attribute | None:
        """The first attribute of that name, letter case ignored, or None."""
        return next((a for a in self.attributes if a.name.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Definition:
    """A link reference definition `[label]: target "title"`. `label` is as written; `key` is normalised."""

    label: str
    key: str
    span: Span
    target: str
    target_span: Span


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """A use of a footnote: `[^label]`, at offset `at` of the prose of block number `block`."""

    label: str
    span: Span
    block: int
    at: int


@dataclass(frozen=True, slots=True)
class Opaque:
    """A stretch that is not prose: a shortcode, an expression, a comment, an import, a code span.

    `text` is what stands inside the marks.
    """

    kind: Literal["shortcode", "expression", "comment", "module", "code", "math"]
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed body. Every list is in the order of the source, footnotes' blocks included."""

    span: Span
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    elements: tuple[Element, ...] = ()
    definitions: tuple[Definition, ...] = ()
    footnotes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Indices of each defined footnote's blocks, by label."""
    footnote_references: tuple[FootnoteReference, ...] = ()
    opaque: tuple[Opaque, ...] = ()

    @property
    def headings(self) -> tuple[Block, ...]:
        """The headings, in order."""
        return tuple(b for b in self.blocks if b.kind == "heading")
