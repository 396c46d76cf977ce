"""The direct quotations of a post that have a citation beside them: somebody's words in quotation marks or set apart.

What stands in quotation marks is mostly no quotation from a source: a title, a button, a word that is talked about,
what people at large say. A quotation is taken to be one only beside a link, and with a word of saying, a
colon, the link on it or right behind it; else what is said of it is a note, or nothing (`Tie`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.citations import Citations, Urls
from contentlint.claims.profile import is_reference
from contentlint.guard.records import dataclass
from contentlint.post.document import Block, Container, Element, Link
from contentlint.post.language import language_of
from contentlint.post.post import Post
from contentlint.text.language import ENGLISH
from contentlint.text.quotes import LONGEST, Marked, marked
from contentlint.text.spans import Prose, Span, since

SHORTEST = 5
"""Words of a quotation that is worth looking for: what is shorter may be a name, or a manner of speaking."""
NOWHERE = -1
"""The place of words that are not in the quotation's own block."""
_REACH = 160
"""Code points before and after a quotation in which its sentence says whose it is."""
_HEARD = 80
"""The same for words by which a writer tells what was said to them."""
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_TITLED, _TITLE_WORDS = 0.7, 3
"""The share of its longer words that a title has in capitals, and the number of them from which a share is enough."""
_COINED = re.compile(r"(?:^|\W)(?:an?|the|this|that|these|those|my|your|our|its|one|any|every|of)\s*\Z", re.IGNORECASE)
_NOUN = re.compile(r"[ -][a-z]{3,}")
_IN_CODE = re.compile(r"[\[{=]\Z|'\s*[,:]\s*\Z")
"""What stands before one of several strings in a row, as code has them."""
_OPENING = re.compile(r"[A-Z0-9]|how to\b")
"""How a title begins."""
_BEHIND = re.compile(r"[\s,.;]*(?:\(|\[|[—–-]{1,3}\s?|via\b|thus\b|so\b|source:)", re.IGNORECASE)
"""What leads from a quotation to its citation right behind it."""
_CLOSE = 60
"""Code points from a quotation to the link that is right behind it."""
_ASIDE = re.compile(
    r"\b(?:of|at|runs?|ran|founded|owns?|leads|led|CEO|CTO|editor|author|maker|makers|behind|using|uses|used|with|like|"
    r"bought|built|build|sells)(?: (?:the|an?|our|their|his|her))?(?: [\w-]+){0,2} \Z"
)
"""What stands before a link that tells who somebody is, and not where something was said."""
_CALLOUT = re.compile(
    r"\W*(?:\[!|!\w|(?:note|tip|warning|important|caution|info|hint|update|tl;?dr|disclaimer|edit|pro tip|key takeaway|"
    r"example|summary|question|q|a)\b[^.\w]*[:.!])",
    re.IGNORECASE,
)
"""How a box begins that looks like a block quotation and is the writer's own."""
_CAPITAL = r"[A-Z](?:[\w-]|['’](?!s\b)){1,40}"
_NAME = (
    r"(?!(?:As|In|On|At|But|And|When|While|The|For|Then|So)\b)"
    rf"{_CAPITAL}(?: (?:[A-Z]\.|de|van|von|der|la|al|bin|del|di)){{0,3}}(?: {_CAPITAL}){{1,2}}"
)
_SAYS = (
    r"(?:said|says|wrote|writes|told|tells|explained|explains|argued|argues|warned|warns|noted|notes|added|adds|insisted|"
    r"insists|admits|admitted|recalls|recalled|remarked|observed|observes|puts|put|concludes|concluded|quipped|replied|"
    r"claims|claimed|states|stated|believes|thinks)"
)
_SPEAKERS = (
    re.compile(rf"\b(?P<name>{_NAME})(?:,[^,.;:\"“”]{{2,80}},)? (?:once |has |also |recently |later )?{_SAYS}\b"),
    re.compile(rf"\b{_SAYS},? (?P<name>{_NAME})\b"),
    re.compile(rf"\b(?:[Aa]ccording to|[Ii]n the words of) (?P<name>{_NAME})\b"),
    re.compile(
        rf"\b(?P<name>{_NAME})['’]s (?:\w+ ){{0,2}}?"
        r"(?:words|answer|advice|line|view|verdict|reply|rule|point|phrase|motto)\b"
    ),
    re.compile(rf"[—–―]\s*(?P<name>{_NAME})\b"),
)
_NO_PERSONS = ("publication-names", "institution-words", "publishers")
_INSIDE = re.compile(rf"(?<=[a-z,] )[A-Z][\w-]{{3,40}}|\b[A-Z][\w-]{{3,40}}(?= {_SAYS}\b)")
"""A word that is a name by its capital."""


Tie = Literal["cited", "near", "loose"]
"""`cited`: the link is there for the quotation; `near`: it stands beside it, and may be; `loose`: nothing tells that it
is, unless the page has nearly the same words."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words, cited.

    `text` is what stands between the marks, at `start`..`end` of `prose`. `sources` are the pages that `tie` says how
    they are linked. `others` are links of the sentences around, where it may
    stand as well. `speakers` are names that the sentence says it of. `about` is what the sentence says around it.
    """

    text: str
    prose: Prose
    start: int
    end: int
    sources: Urls
    others: Urls
    tie: Tie
    speakers: tuple[tuple[str, Span], ...]
    about: str

    @property
    def names(self) -> tuple[str, ...]:
        """Names, a word each, that the sentence has beside the quotation."""
        return tuple(_INSIDE.findall(self.about))

    def span(self, start: int, end: int) -> Span:
        """The source of `text[start:end]`."""
        return self.prose.span(self.start + start, self.start + end)


def find(post: Post, lexicon: Lexicon) -> tuple[Quotation, ...]:
    """The cited quotations of an English post, in order; of one in another language none."""
    return post.fact(("quotations", id(lexicon)), lambda p: tuple(_Finder(p, lexicon).all()))


def stretches(text: str) -> Iterator[Marked]:
    """What stands in quotation marks and is long enough to be held against a text."""
    return (one for one in marked(text) if is_long(text[one.start : one.end]))


def is_long(text: str) -> bool:
    """True for a stretch of at least `SHORTEST` words."""
    return sum(1 for _ in zip(range(SHORTEST), _WORD.finditer(text), strict=False)) >= SHORTEST


class _Finder:
    """Looks for the quotations of one post, and for what cites each."""

    def __init__(self, post: Post, lexicon: Lexicon) -> None:
        self._post, self._lexicon, self._blocks = post, lexicon, post.document.blocks

    def all(self) -> Iterator[Quotation]:
        text = self._post.text
        if "](" not in text and "://" not in text and "][" not in text:
            return
        if language_of(self._post, self._lexicon.words("english-words")) != ENGLISH:
            return
        self._cited = Citations(self._post, self._lexicon)
        self._q = [element for element in self._post.document.elements if element.tag.lower() == "q"]
        boxes = self._boxes()
        done: set[int] = set()
        is_listed = False  # below a heading such as "Sources", where titles stand in quotation marks
        for index, block in enumerate(self._blocks):
            if block.kind == "heading":
                is_listed = is_reference(block.prose.text, self._lexicon)
            if is_listed or block.kind not in ("paragraph", "html", "cell") or block.inside("footnote"):
                continue
            if (quote := block.inside("quote")) is not None:
                if quote.id not in done:
                    done.add(quote.id)
                    yield from self._set_apart(self._inside(quote, index), ())
            elif index in boxes:
                if boxes[index][0] == index:
                    yield from self._set_apart(*boxes[index][1:])
            else:
                for one in (*stretches(block.prose.text), *self._tagged(block)):
                    if (found := self._inline(index, block, one)) is not None:
                        yield found

    def _inside(self, quote: Container, index: int) -> list[int]:
        """The paragraphs of a block quotation that begins with a block."""
        found = []
        for at in range(index, len(self._blocks)):
            if quote not in self._blocks[at].containers:
                break
            if self._blocks[at].kind == "paragraph":
                found.append(at)
        return found

    def _boxes(self) -> dict[int, tuple[int, list[int], Urls]]:
        """The blocks in block quotations of raw HTML: the first of each, all of it, and what its `cite` names."""
        found: dict[int, tuple[int, list[int], Urls]] = {}
        begins = [block.span.start for block in self._blocks]
        for element in self._post.document.elements:
            if element.tag.lower() != "blockquote" or (span := self._held(element)) is None:
                continue
            near = range(bisect_left(begins, span.start), bisect_left(begins, span.end))
            inside = [at for at in near if at not in found and self._blocks[at].prose.text.strip()]
            cite = element.get("cite")
            url = cite.value if cite is not None and cite.value else ""
            for at in inside:
                found[at] = (inside[0], inside, (url,) if url.startswith("http") else ())
        return found

    def _tagged(self, block: Block) -> Iterator[Marked]:
        """What stands in a `<q>`, which has no marks in the source."""
        at = bisect_left(self._q, block.span.start, key=lambda element: element.span.start)
        for element in since(self._q, at):
            if element.span.start >= block.span.end:
                break
            span = self._held(element)
            pieces = block.prose.pieces
            low = bisect_left(pieces, span.start, key=lambda piece: piece.start) if span else 0
            high = bisect_left(pieces, span.end, key=lambda piece: piece.start) if span else 0
            if low < high:
                start, end = pieces[low].at, pieces[high - 1].at + pieces[high - 1].length
                if is_long(block.prose.text[start:end]):
                    yield Marked(start, end, start, end)

    def _held(self, element: Element) -> Span | None:
        """What stands between an element's tags; None for one that nothing near closes."""
        start = element.span.end
        end = self._post.text.find(f"</{element.tag}", start, start + LONGEST)
        return Span(start, end) if end >= 0 else None

    # -- in quotation marks

    def _inline(self, index: int, block: Block, one: Marked) -> Quotation | None:
        cited, text = self._cited, block.prose.text
        first, last = cited.carrier(index, one.first, one.last)
        low, high = max(first, one.first - _REACH), min(last, one.last + _REACH)
        before, after = text[low : one.first].replace("’", "'"), text[one.last : high].replace("’", "'")
        around = ((before, low), (after, one.last))
        is_said = any(self._lexicon.has("quoting-words", words) for words, _ in around)
        if self._is_other(before, after, text[one.start : one.end], is_said):
            return None
        links = cited.between(index, first, last)
        is_led = is_said or before.rstrip().endswith(":")
        beside, is_related = cited.beside(index, first, last)
        if own := cited.sources(links):
            return self._made(index, one, own, beside, self._tie(text, one, links, is_led), around)
        if own := cited.noted(index, first, last):
            return self._made(index, one, own, beside, "cited", around)
        if own := cited.in_row(index):
            return self._made(index, one, own, (), "cited", around)
        introduced, intro = cited.introduced(index)
        below, _ = cited.below(index + 1)
        is_alone = is_related and not before.strip() and not after.strip(" .")
        if not (is_led or is_alone or intro.endswith(":") or below):
            return None
        if not beside and introduced and intro.rstrip().endswith(":"):
            return self._made(index, one, introduced, (), "cited", around)
        if beside:
            return self._made(index, one, beside, introduced, "near" if is_related else "loose", around)
        if found := introduced or below:
            return self._made(index, one, found, (), "near", around)
        around_it = cited.nearby(index)
        return self._made(index, one, around_it, (), "loose", around) if around_it else None

    def _is_other(self, before: str, after: str, words: str, is_said: bool) -> bool:
        """Whether what stands in quotation marks is no quotation from a source."""
        lexicon = self._lexicon
        lead = before.rstrip(" \t\n:,–—-")
        if lexicon.before("unquoted-leads", lead, len(lead)) or _IN_CODE.search(before):
            return True
        is_led = is_said or before.rstrip().endswith(":")
        may_be_title = words[:1].isupper() and (lead == before.rstrip() or not is_led)
        if may_be_title and lexicon.before("titled-works", lead, len(lead)):
            return True
        if lexicon.has("own-hearing", before[-_HEARD:]) or lexicon.has("own-hearing", after[:_HEARD]):
            return True
        if _is_title(words):
            return True
        return not is_said and bool(_COINED.search(before) and _NOUN.match(after))

    def _tie(self, text: str, one: Marked, links: Sequence[Link], is_led: bool) -> Tie:
        """How the links of its sentence belong to a quotation."""
        is_titled = False
        for link in links:
            if not self._cited.sources((link,)):
                continue
            start, end = link.at
            if start >= one.last and start - one.last < _CLOSE and _BEHIND.match(text, one.last, start):
                return "cited"
            is_on_it = min(end, one.last) > max(start, one.first)
            is_aside = _ASIDE.search(text[max(0, start - _CLOSE) : start]) is not None
            if is_led and (is_on_it or not is_aside or self._lexicon.after("quoting-words", text, end)):
                return "cited"
            is_titled = is_titled or (is_on_it and _OPENING.match(text, one.start) is not None)
        return "loose" if is_titled else "near"

    # -- set apart

    def _set_apart(self, inside: Sequence[int], sources: Urls) -> Iterator[Quotation]:
        """The paragraphs of a block quotation whose attribution, or the sentence before it, has a link."""
        if not inside or _CALLOUT.match(self._blocks[inside[0]].prose.text):
            return
        cited, first, last = self._cited, inside[0], inside[-1]
        if len(inside) > 1 and cited.is_signature(last):
            inside, end = inside[:-1], 0
            own = cited.sources(cited.between(last, 0, len(self._blocks[last].prose.text) + 1))
        else:
            own, end = cited.attributed(last)
        text = self._blocks[last].prose.text
        around = [(text[end:], end)] if end < len(text) else []
        sources = own or sources or cited.noted(last, 0, len(text) + 1)
        for found, words in () if sources else (cited.introduced(first), cited.below(last + 1)):
            if found and not sources:
                sources = found
                around.append((words, NOWHERE))
        about = " ".join(words for words, _ in around)
        if not sources or self._lexicon.has("own-hearing", about) or self._lexicon.has("example-intros", about):
            return
        for at in inside:
            block = self._blocks[at]
            whole = end if at == last else len(block.prose.text)
            if is_long(block.prose.text[:whole]):
                own_words = [(words, place if at == last else NOWHERE) for words, place in around]
                yield self._made(at, Marked(0, whole, 0, whole), sources, (), "cited", own_words)

    # -- making

    def _made(
        self, index: int, one: Marked, sources: Urls, others: Urls, tie: Tie, around: Sequence[tuple[str, int]]
    ) -> Quotation:
        """A quotation; `around` is what its sentence says around it, with where that stands in the block."""
        prose = self._blocks[index].prose
        text, start, end = prose.text, one.start, one.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
            end -= 1
        speakers = tuple(self._speakers(index, around))
        others = tuple(url for url in dict.fromkeys(others) if url not in sources)
        about = " ".join(words for words, _ in around)
        return Quotation(text[start:end], prose, start, end, sources, others, tie, speakers, about)

    def _speakers(self, index: int, around: Sequence[tuple[str, int]]) -> Iterator[tuple[str, Span]]:
        """The name of a person that the words around a quotation say it of, with its place; at most one.

        What a link is on may be the name of the page, and no person's.
        """
        prose = self._blocks[index].prose
        for text, at in around:
            for pattern in _SPEAKERS if at >= 0 else ():
                if (found := pattern.search(text)) is None:
                    continue
                start, end = at + found.start("name"), at + found.end("name")
                is_linked = bool(self._cited.between(index, start, end))
                if not is_linked and not any(self._lexicon.has(name, found["name"]) for name in _NO_PERSONS):
                    yield found["name"], prose.span(start, end)
                return


def _is_title(words: str) -> bool:
    """True for words that are set in capitals as titles are."""
    if words.isupper():  # shouted
        return False
    longer = [w for w in _WORD.findall(words)[1:] if len(w) > 3]
    capitals = sum(1 for w in longer if w[0].isupper())
    least = 1.0 if capitals < _TITLE_WORDS else _TITLED
    return capitals > 1 and capitals >= least * len(longer)
