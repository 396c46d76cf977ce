"""The units that can hold a claim: sentences, headings, table rows, published strings of the front matter.

A unit knows its surroundings, because they decide what supports it and what kind of text it is: the sentence that
introduces its list or table, the heading it stands under, the cells above it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal

from contentlint.catalog.lexicon import Lexicon
from contentlint.guard.records import dataclass, field
from contentlint.post.document import Block, Link
from contentlint.post.post import Post
from contentlint.text import figures as fig
from contentlint.text.figures import Figure
from contentlint.text.sentences import Sentence, split
from contentlint.text.spans import OBJECT, Prose, Span, since

UnitKind = Literal["sentence", "heading", "item", "row", "front-matter", "component"]

_ADDRESS = re.compile(r"(?<!src=)(?<!src=[\"'])https?://[^\s\"'<>{}`]+")
"""An address among the words of a shortcode, that of a picture left out."""
_LABEL = re.compile(r"\W*([^.!?:;\n]{1,60}?)(?::|\s[-–—])\s")
_PLAIN = str.maketrans({"’": "'", "\n": " ", "\xa0": " ", "\u202f": " "})
_CELL = " | "
_LONGEST = 1000
"""Code points of the longest sentence that is judged as one."""
_SHORT = 20
"""Code points of a cell, on average, up to which a row is one of data however long it is."""
_STRUCTURE = frozenset("h1 h2 h3 h4 h5 h6 p li td th dd dt figcaption blockquote div summary".split())


@dataclass(slots=True, eq=False)
class Unit:
    """One stretch of prose that is judged as a whole.

    `text` is what a reader reads, with straight apostrophes; `words` are its words in lower case, once each. `label` is
    what stands before a colon or dash at its start ("Cost"). `key` is the front matter key (the last word of its path).
    `headings` are the texts of the headings above it, nearest first; `title` is the post's. `intro` is the text that
    introduces its list or table, `intro_links` are the links in it. `cells` are the column headers of a row's cells, by
    where each cell begins in `text`; `table` is the id of its table.
    """

    kind: UnitKind
    text: str
    pieces: tuple[tuple[int, Prose, int, int], ...]
    block: int = -1
    section: int = 0
    label: str = ""
    key: str = ""
    quoted: bool = False
    headings: tuple[str, ...] = ()
    title: str = ""
    words: tuple[str, ...] = ()
    intro: str = ""
    intro_links: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    cells: tuple[tuple[int, str], ...] = ()
    table: int = -1
    _figures: tuple[Figure, ...] | None = field(default=None, init=False, repr=False)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of `text`: looked for once, as every rule about figures asks for those of each unit."""
        if self._figures is None:
            self._figures = fig.find(self.text)
        return self._figures

    def span(self, start: int, end: int) -> Span:
        """The source of `text[start:end]`, without the marks between cells."""
        first = last = None
        place = bisect_right(self.pieces, start, key=lambda piece: piece[0]) - 1 if len(self.pieces) > 1 else 0
        for at, prose, from_, length in since(self.pieces, max(place, 0)):
            if at >= end:
                break
            low, high = max(start, at), min(end, at + length)
            if low < high:
                span = prose.span(from_ + low - at, from_ + high - at)
                first, last = first or span, span
        if first is None or last is None:
            raise ValueError(f"{start}..{end} is no stretch of the unit {self.text!r}")
        return Span(min(first.start, last.start), max(first.end, last.end))

    @property
    def whole(self) -> Span:
        """The source of the whole unit."""
        return self.span(0, len(self.text))

    def column(self, at: int) -> str:
        """The column header of the cell at offset `at` of a row; empty elsewhere."""
        place = bisect_right(self.cells, at, key=lambda cell: cell[0])
        return self.cells[place - 1][1] if place else ""

    @property
    def is_list(self) -> bool:
        """True for a row of a table and what stands in a list: text that leans on what introduces it."""
        return self.kind in ("item", "row")


def units(post: Post, lexicon: Lexicon) -> tuple[Unit, ...]:
    """The units of a post, front matter first, in order.

    The list `unpublished-keys` has the front matter keys whose values no reader sees.
    """
    return post.fact(("units", id(lexicon)), lambda p: (*_front_matter(p, lexicon), *_Body(p, lexicon).units()))


def _is_text(row: Unit) -> bool:
    """True for text laid out as a table: a long row of cells that are long themselves; one of many short cells is
    data."""
    return len(row.text) > max(2 * _LONGEST, _SHORT * len(row.cells))


def _plain(text: str) -> str:
    return text.replace("\n", " ") if text.isascii() else text.translate(_PLAIN)


def _heading(text: str) -> str:
    """What patterns look at for each unit below it, so no more of it than of a unit."""
    return _plain(text[:_LONGEST])


def _label(text: str) -> str:
    found = _LABEL.match(text) if ":" in text or " -" in text or " –" in text or " —" in text else None
    return found.group(1).strip() if found else ""


def _title(post: Post) -> str:
    entry = post.front_matter.get("title")
    if entry is not None and isinstance(entry.value, str):
        return _heading(entry.value)
    first = next((b for b in post.document.blocks if b.kind == "heading" and b.level == 1), None)
    return _heading(first.prose.text) if first else ""


def _front_matter(post: Post, lexicon: Lexicon) -> Iterator[Unit]:
    title = _title(post)
    for entry in post.front_matter.fields:
        prose = entry.prose
        if prose is None or prose.text.count(" ") < 2 or "://" in prose.text:
            continue
        names = [str(part) for part in entry.path if isinstance(part, str)]
        if any(lexicon.fullmatch("unpublished-keys", name) for name in names):
            continue
        for sentence in _bounded(split(prose), prose):
            text = _plain(sentence.text)
            piece = (0, prose, sentence.start, len(text))
            yield Unit(
                "front-matter", text, (piece,), key=names[-1].lower() if names else "", label=_label(text), title=title,
                words=tuple(lexicon.words_of(text)),
            )  # fmt: skip


def _bounded(sentences: Iterable[Sentence], prose: Prose) -> Iterator[Sentence]:
    """Sentences of at most `_LONGEST` code points: what is longer is no sentence, and comes in pieces of that length.

    Patterns look at all of a unit for each of its figures, so this is what keeps time linear in the length of a text.
    """
    for sentence in sentences:
        start, last = sentence.start, sentence.end
        while last - start > _LONGEST:
            blank = prose.text.rfind(" ", start + 1, start + _LONGEST)
            end = blank + 1 if blank > 0 else start + _LONGEST
            yield Sentence(prose.text[start:end], prose.span(start, end), start, end, sentence.block)
            start = end
        if start == sentence.start:
            yield sentence
        elif start < last:
            yield Sentence(prose.text[start:last], prose.span(start, last), start, last, sentence.block)


class _Touching:
    """The links of a block, to be asked for those that stand in one of its sentences."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._links = sorted(enumerate(links), key=lambda one: one[1].at[0])
        self._ends = list(accumulate((max(k.at[1], k.at[0] + 1) for _, k in self._links), max))
        """The furthest end of a link and all before it."""

    def of(self, sentence: Sentence) -> tuple[Link, ...]:
        first = bisect_right(self._ends, sentence.start)
        last = bisect_left(self._links, sentence.end, key=lambda one: one[1].at[0])
        near = sorted(self._links[first:last], key=lambda one: one[0])
        return tuple(k for _, k in near if max(k.at[1], k.at[0] + 1) > sentence.start)


def _made_links(post: Post) -> Iterator[Link]:
    """The links that shortcodes make: one with an address among its words, around the words up to its end."""
    tags = {one.span.start: one for one in post.document.opaque if one.kind == "shortcode"}
    if not any("://" in one.text for one in tags.values()):
        return
    for index, block in enumerate(post.document.blocks):
        text = block.prose.text
        at = text.find(OBJECT)
        while at >= 0:
            after = text.find(OBJECT, at + 1)
            tag = tags.get(block.prose.span(at, at + 1).start)
            address = _ADDRESS.search(tag.text) if tag is not None else None
            if tag is not None and address is not None:
                closing = tags.get(block.prose.span(after, after + 1).start) if after > 0 else None
                is_around = closing is not None and closing.text.strip().startswith("/")
                end = after if is_around else at + 1
                words = text[at + 1 : end]
                yield Link("shortcode", tag.span, address[0], tag.span, words, block=index, at=(at, end))
            at = after


class _Body:
    """Walks the blocks once and hands each unit what surrounds it."""

    def __init__(self, post: Post, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.blocks = post.document.blocks
        self.sentences: dict[int, list[Sentence]] = {}
        for sentence in post.sentences:
            self.sentences.setdefault(sentence.block, []).append(sentence)
        self.links: dict[int, list[Link]] = {}
        for link in post.document.links:
            if link.block is not None and not link.is_image and not link.target.startswith("#"):
                self.links.setdefault(link.block, []).append(link)
        for link in _made_links(post):
            assert link.block is not None
            self.links.setdefault(link.block, []).append(link)
        self.contents = {
            link.block  # an entry of a table of contents, which says nothing of its own
            for link in post.document.links
            if link.block is not None
            and link.target.startswith("#")
            and self.blocks[link.block].inside("item")
            and link.at[1] - link.at[0] >= len(self.blocks[link.block].prose.text.strip())
        }
        self.firsts: dict[int, int] = {}
        for index, block in enumerate(self.blocks):
            for container in block.containers:
                self.firsts.setdefault(container.id, index)
        self.title = _title(post)
        self.opens = [e.span.end for e in post.document.elements if e.tag.lower() in _STRUCTURE]
        self.tags = [e.tag.lower() for e in post.document.elements if e.tag.lower() in _STRUCTURE]
        self.told: tuple[str, tuple[Link, ...]] = ("", ())
        self.intros: dict[int, tuple[str, tuple[Link, ...]]] = {}
        self.titles: dict[int, dict[int, str]] = {}

    def units(self) -> Iterator[Unit]:
        headings: list[tuple[int, str]] = []
        section, row, long = 0, -1, False
        above: tuple[str, ...] = ()
        for index, block in enumerate(self.blocks):
            if block.kind == "code" or index in self.contents:
                continue
            if len(above) != len(headings) or (headings and headings[-1][1] is not above[0]):
                above = tuple(text for _, text in reversed(headings))
            if block.kind == "heading":
                headings = [h for h in headings if h[0] < block.level]
                section += 1
                yield from self._sentences(index, block, "heading", section, tuple(t for _, t in reversed(headings)))
                headings.append((block.level, _heading(block.prose.text)))
                continue
            container = block.inside("row")
            if container is not None:
                if container.id != row:
                    row = container.id
                    long = False
                    if container.index:
                        unit = self._row(index, container.id, section, above)
                        long = unit is not None and _is_text(unit)
                        if unit is not None and not long:
                            yield unit
                if long:  # no row of figures, but text laid out as a table
                    yield from self._sentences(index, block, "item", section, above)
                continue
            kind: UnitKind = "item" if block.inside("item") else "sentence"
            if block.kind == "html":
                tag = self._tag(block)
                if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                    section += 1
                    headings = [h for h in headings if h[0] < int(tag[1])]
                    yield from self._sentences(
                        index, block, "heading", section, tuple(t for _, t in reversed(headings))
                    )
                    headings.append((int(tag[1]), _heading(block.prose.text)))
                    continue
                if tag in ("li", "td", "th", "dd"):
                    kind = "item"
                elif block.prose.text.strip():
                    self.told = (_plain(block.prose.text[-_LONGEST:]), tuple(self.links.get(index, ())))
            yield from self._sentences(index, block, kind, section, above)

    def _sentences(
        self, index: int, block: Block, kind: UnitKind, section: int, headings: tuple[str, ...]
    ) -> Iterator[Unit]:
        intro, intro_links = self._intro(index, block, "list") if kind == "item" else ("", ())
        if kind == "item" and block.kind == "html" and re.search(r":\W*$", self.told[0]):
            intro, intro_links = self.told
        links = _Touching(self.links[index]) if index in self.links else None
        quoted = block.inside("quote") is not None
        sentences: Iterable[Sentence] = self.sentences.get(index, ())
        if len(block.prose.text) > _LONGEST:
            sentences = _bounded(sentences, block.prose)
        for sentence in sentences:
            text = _plain(sentence.text)
            yield Unit(
                kind,
                text,
                ((0, block.prose, sentence.start, len(text)),),
                index,
                section,
                _label(text),
                quoted=quoted,
                headings=headings,
                title=self.title,
                words=tuple(self.lexicon.words_of(text)),
                intro=intro,
                intro_links=intro_links,
                links=links.of(sentence) if links is not None else (),
            )

    def _tag(self, block: Block) -> str:
        """The element of raw HTML that a block stands in, as far as its opening tags tell."""
        place = bisect_right(self.opens, block.span.start)
        return self.tags[place - 1] if place else ""

    def _row(self, index: int, row: int, section: int, headings: tuple[str, ...]) -> Unit | None:
        text = ""
        pieces: list[tuple[int, Prose, int, int]] = []
        links: list[Link] = []
        cells: list[tuple[int, str]] = []
        table = self.blocks[index].inside("table")
        titles = self._titles(table.id) if table else {}
        for at in range(index, len(self.blocks)):
            block = self.blocks[at]
            container = block.inside("row")
            if container is None or container.id != row:
                break
            if not block.prose.text:
                continue
            if text:
                text += _CELL
            cells.append((len(text), titles.get(block.column, "")))
            pieces.append((len(text), block.prose, 0, len(block.prose.text)))
            text += _plain(block.prose.text)
            links += self.links.get(at, ())
        if not text.strip():
            return None
        intro, intro_links = self._intro(index, self.blocks[index], "table")
        return Unit(
            "row", text, tuple(pieces), index, section, (cells and _plain(pieces[0][1].text)) or "",
            headings=headings, title=self.title, words=tuple(self.lexicon.words_of(text)), intro=intro,
            intro_links=intro_links, links=tuple(links), cells=tuple(cells),
            table=table.id if table else -1,
        )  # fmt: skip

    def _titles(self, table: int) -> dict[int, str]:
        """The words of a table's header by column; worked out once for all its rows."""
        if table not in self.titles:
            titles = self.titles[table] = {}
            for block in since(self.blocks, self.firsts[table]):
                row = block.inside("row")
                if row is None or row.index:
                    break
                titles[block.column] = _heading(block.prose.text)
        return self.titles[table]

    def _intro(self, index: int, block: Block, kind: Literal["list", "table"]) -> tuple[str, tuple[Link, ...]]:
        """The last sentence of the paragraph before the list or table, and the links of what introduces it.

        A heading may stand between, as in "Salaries by region, from the census: ### North" and its table.
        """
        container = block.inside(kind)
        if container is None:
            return "", ()
        if container.id not in self.intros:
            self.intros[container.id] = self._before(self.firsts[container.id])
        return self.intros[container.id]

    def _before(self, first: int) -> tuple[str, tuple[Link, ...]]:
        at, heading = first - 1, False
        while at >= 0 and self.blocks[at].kind == "heading":
            at, heading = at - 1, True
        if at < 0 or self.blocks[at].kind == "code" or not self.sentences.get(at):
            return "", ()
        *_, last = _bounded(self.sentences[at][-1:], self.blocks[at].prose)
        text = _plain(last.text)
        if heading and not text.endswith(":"):
            return "", ()
        links = self.links.get(at, ())
        if text.endswith(":"):
            near = [k for k in links if k.at[1] > last.start]
            return text, tuple(near)
        return text, tuple(links)
