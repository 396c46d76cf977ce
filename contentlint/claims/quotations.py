"""The direct quotations of a post that have a citation beside them: somebody's words in quotation marks or set apart.

What stands in quotation marks is mostly no quotation from a source: a title, a button, a word that is talked about, what
people at large say. A quotation is taken to be one only beside a link, and with a word of saying, a colon, the link on
it or right behind it; else it is `is_direct` no more, and what is said of it is a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.support import sources_of
from contentlint.evidence.visited import host
from contentlint.post.document import Block, Link
from contentlint.post.language import language_of
from contentlint.post.post import Post
from contentlint.text.language import ENGLISH
from contentlint.text.quotes import Marked, marked
from contentlint.text.sentences import Sentence
from contentlint.text.spans import Prose, Span

SHORTEST = 5
"""Words of a quotation that is worth looking for: what is shorter may be a name, or a manner of speaking."""
NOWHERE = -1
"""The place of words that are not in the quotation's own block."""
_LEAD, _TRAIL = 160, 160
"""Code points before and after a quotation in which its sentence says whose it is."""
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_TITLED, _TITLE_WORDS = 0.7, 3
"""The share of its longer words that a title has in capitals, and the least number of them."""
_COINED = re.compile(r"(?:^|\W)(?:an?|the|this|that|these|those|my|your|our|its|one|any|every)\s*\Z", re.IGNORECASE)
_NOUN = re.compile(r"[ -][a-z]{3,}")
_BEHIND = re.compile(r"[\s,.;]*(?:\(|\[|[—–-]{1,3}\s?|via\b|source:)", re.IGNORECASE)
"""What leads from a quotation to its citation right behind it."""
_GOES_ON = re.compile(
    r"\s*(?:[(\[—–]|-{1,2}\s|(?:[A-Z][\w.'’-]+ ){1,4}(?:said|says|writes|wrote|told|explains|explained|adds|added|notes|"
    r"noted|argues|argued|put|puts|in|for)\b|(?:[Tt]hat|[Tt]his|[Ss]o|[Aa]s) (?:is|was|says|said|writes|wrote|argues)\b)"
)
"""How the sentence begins that says whose the quotation before it is."""
_ASIDE = re.compile(
    r"\b(?:of|at|runs?|ran|founded|owns?|leads|led|CEO|CTO|editor|author|maker|makers|behind|using|uses|used|with|like|"
    r"bought|built|build|sells)(?: (?:the|an?|our|their|his|her))?(?: [\w-]+){0,2} \Z"
)
"""What stands before a link that tells who somebody is, and not where something was said."""
_DASH = re.compile(r"\s*[—–―]\s*|\s+-{1,3}\s*|\A-{1,3}\s*|\bSource:\s*")
_ATTRIBUTION = 200
"""Code points of the longest line that says whose the block quotation above is."""
_CALLOUT = re.compile(r"\W*(?:\[!|!\w|(?:note|tip|warning|important|caution|info|hint|update|tl;?dr|disclaimer|edit|pro tip|key takeaway|example|summary|question|q|a)\b[^.\w]*[:.!])", re.IGNORECASE)  # fmt: skip
_NAME = r"[A-Z][\w’'-]+(?: (?:[A-Z]\.|de|van|von|der|la|al|bin|del|di))*(?: [A-Z][\w’'-]+){1,2}"
_SAYS = (
    r"(?:said|says|wrote|writes|told|tells|explained|explains|argued|argues|warned|warns|noted|notes|added|adds|insisted|"
    r"insists|admits|admitted|recalls|recalled|remarked|observed|observes|puts|put|concludes|concluded|quipped|replied|"
    r"claims|claimed|states|stated|believes|thinks)"
)
_SPEAKERS = (
    re.compile(rf"\b(?P<name>{_NAME})(?:,[^,.;:\"“”]{{2,80}},)? (?:once |has |also |recently |later )?{_SAYS}\b"),
    re.compile(rf"\b{_SAYS},? (?P<name>{_NAME})\b"),
    re.compile(rf"\b(?:[Aa]ccording to|[Ii]n the words of) (?P<name>{_NAME})\b"),
    re.compile(rf"[—–―]\s*(?P<name>{_NAME})\b"),
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words, cited.

    `text` is what stands between the marks, at `start`..`end` of `prose`. `sources` are the pages cited for it; when
    it is not `is_direct`, these are merely linked beside it. `others` are links of the sentences around, where it may
    stand as well. `speakers` are names that the sentence says it of. `about` is what the sentence says around it.
    """

    text: str
    prose: Prose
    start: int
    end: int
    sources: tuple[str, ...]
    others: tuple[str, ...]
    is_direct: bool
    speakers: tuple[tuple[str, Span], ...]
    about: str

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
        self._links: dict[int, list[Link]] = {}
        self._sentences: dict[int, list[Sentence]] = {}

    def all(self) -> Iterator[Quotation]:
        text = self._post.text
        if "](" not in text and "://" not in text and "][" not in text:
            return
        if language_of(self._post, self._lexicon.words("english-words")) != ENGLISH:
            return
        for link in self._post.document.links:
            if link.block is not None:
                self._links.setdefault(link.block, []).append(link)
        for sentence in self._post.sentences:
            self._sentences.setdefault(sentence.block, []).append(sentence)
        done: set[int] = set()
        for index, block in enumerate(self._blocks):
            if block.kind not in ("paragraph", "html") or block.inside("footnote"):
                continue
            if (quote := block.inside("quote")) is not None:
                if quote.id not in done:
                    done.add(quote.id)
                    yield from self._set_apart(index, quote.id)
                continue
            for one in stretches(block.prose.text):
                if (found := self._inline(index, block, one)) is not None:
                    yield found

    # -- in quotation marks

    def _inline(self, index: int, block: Block, one: Marked) -> Quotation | None:
        text = block.prose.text
        first, last = self._carrier(index, one)
        low, high = max(first, one.first - _LEAD), min(last, one.last + _TRAIL)
        before, after = text[low : one.first], text[one.last : high]
        words, around = text[one.start : one.end], ((before, low), (after, one.last))
        links = self._between(index, first, last)
        own = self._sources(links) or self._noted(index, first, last)
        is_said = self._is_said(before, after)
        if self._is_other(before, after, words, is_said):
            return None
        if own:
            is_direct = self._is_cited(text, one, links, is_said, before)
            others = self._sources(self._between(index, *self._around(index, first, last)))
            return self._made(block, one.start, one.end, own, others, is_direct, around)
        introduced, is_cited = self._introduced(index)
        if not (is_said or is_cited or before.rstrip().endswith(":")):
            return None
        beside = self._sources(self._between(index, *self._around(index, first, last)))
        found = beside or introduced
        if not found:
            return None
        return self._made(block, one.start, one.end, found, introduced, not beside and is_cited, around)

    def _carrier(self, index: int, one: Marked) -> tuple[int, int]:
        """The stretch of a block that the sentences of a quotation are, with the one that says whose it is."""
        first, last = one.first, one.last
        sentences = self._sentences.get(index, ())
        for at, sentence in enumerate(sentences):
            if sentence.start < one.last and one.first < sentence.end:
                first, last = min(first, sentence.start), max(last, sentence.end)
                before = sentences[at - 1] if at else None
                if before is not None and before.end <= one.first and before.text.rstrip().endswith(":"):
                    first = before.start
            elif sentence.start >= last:
                if _GOES_ON.match(sentence.text):
                    last = sentence.end
                break
        return first, last

    def _around(self, index: int, first: int, last: int) -> tuple[int, int]:
        """The same with the sentences before and after."""
        sentences = self._sentences.get(index, ())
        before = [s.start for s in sentences if s.end <= first]
        after = [s.end for s in sentences if s.start >= last]
        return (before[-1] if before else first, after[0] if after else last)

    def _between(self, index: int, first: int, last: int) -> tuple[Link, ...]:
        return tuple(k for k in self._links.get(index, ()) if k.at[0] < last and max(k.at[1], k.at[0] + 1) > first)

    def _sources(self, links: Sequence[Link]) -> tuple[str, ...]:
        return tuple(url for url in sources_of(tuple(links), self._lexicon) if host(url))

    def _noted(self, index: int, first: int, last: int) -> tuple[str, ...]:
        document = self._post.document
        found: list[Link] = []
        for note in document.footnote_references:
            if note.block == index and first <= note.at <= last + 1:
                blocks = document.footnotes.get(note.label, ())
                found += [link for at in blocks for link in self._links.get(at, ())]
        return self._sources(found)

    def _is_said(self, before: str, after: str) -> bool:
        return self._lexicon.has("quoting-words", before) or self._lexicon.has("quoting-words", after)

    def _is_other(self, before: str, after: str, words: str, is_said: bool) -> bool:
        """Whether what stands in quotation marks is no quotation from a source."""
        lexicon = self._lexicon
        lead = before.rstrip(" \t\n:,–—-")
        if lexicon.before("unquoted-leads", lead, len(lead)):
            return True
        if lead == before.rstrip() and words[:1].isupper() and lexicon.before("titled-works", lead, len(lead)):
            return True
        if lexicon.has("own-hearing", before[-80:]) or lexicon.has("own-hearing", after[:80]):
            return True
        if _is_title(words):
            return True
        return not is_said and _COINED.search(before) is not None and _NOUN.match(after) is not None

    def _is_cited(self, text: str, one: Marked, links: Sequence[Link], is_said: bool, before: str) -> bool:
        """Whether the link of its sentence is there for the quotation."""
        own = [k for k in links if self._sources((k,))]
        if not own:  # a footnote
            return True
        for link in own:
            start, end = link.at
            if min(end, one.last) - max(start, one.first) > 0:
                return True
            if start >= one.last and _BEHIND.match(text, one.last, start) and start - one.last < 60:
                return True
            if (is_said or before.rstrip().endswith(":")) and not _ASIDE.search(text[max(0, start - 50) : start]):
                return True
        return False

    def _introduced(self, index: int) -> tuple[tuple[str, ...], bool]:
        """What the block before links that leads up to this one, and whether it does so by a colon."""
        at = index - 1
        item = self._blocks[index].inside("item")
        while item is not None and at >= 0 and (inside := self._blocks[at].inside("item")) is not None:
            if inside.id == item.id or self._blocks[at].inside("list") == self._blocks[index].inside("list"):
                at -= 1
            else:
                break
        if at < 0 or self._blocks[at].kind not in ("paragraph", "html") or not self._sentences.get(at):
            return (), False
        final = self._sentences[at][-1]
        found = self._sources(self._between(at, final.start, final.end))
        colon = final.text.rstrip().endswith(":")
        is_said = self._lexicon.has("quoting-words", final.text)
        return (found, colon) if colon or (is_said and item is None) else ((), False)

    # -- set apart

    def _set_apart(self, index: int, quote: int) -> Iterator[Quotation]:
        """The paragraphs of a block quotation whose attribution, or the sentence before it, has a link."""
        inside = [
            at
            for at in range(index, len(self._blocks))
            if (c := self._blocks[at].inside("quote")) is not None and c.id == quote
        ]
        inside = [at for at in inside if self._blocks[at].kind == "paragraph"]
        if not inside or _CALLOUT.match(self._blocks[inside[0]].prose.text):
            return
        ends = {at: len(self._blocks[at].prose.text) for at in inside}
        last = inside[-1]
        sources, about = self._attributed(last, ends)
        around = [(about, ends[last] if about else NOWHERE)]
        sources = sources or self._noted(last, 0, len(self._blocks[last].prose.text) + 1)
        if not sources:
            sources, _ = self._introduced(index)
            if not sources:
                sources, about = self._below(last + 1)
                around.append((about, NOWHERE))
            elif index and self._sentences.get(index - 1):
                around.append((self._sentences[index - 1][-1].text, NOWHERE))
        about = " ".join(words for words, _ in around)
        if not sources or self._lexicon.has("own-hearing", about) or self._lexicon.has("example-intros", about):
            return
        for at in inside:
            block = self._blocks[at]
            if is_long(block.prose.text[: ends[at]]):
                own = [(words, place if at == last else NOWHERE) for words, place in around]
                yield self._made(block, 0, ends[at], sources, (), True, own)

    def _attributed(self, last: int, ends: dict[int, int]) -> tuple[tuple[str, ...], str]:
        """What the line links that says whose a block quotation is; it is taken off the quotation."""
        text = self._blocks[last].prose.text
        dashes = list(_DASH.finditer(text, max(0, len(text) - _ATTRIBUTION)))
        links = self._links.get(last, ())
        for dash in reversed(dashes):
            rest = text[dash.end() :]
            if not rest[:1].isupper() and not any(k.at[0] == dash.end() for k in links) and not rest.startswith("@"):
                continue
            if any(sign in rest.rstrip(" .") for sign in (". ", "! ", "? ")) and not any(k.at[0] >= dash.end() for k in links):
                continue
            if dash.start() and text[: dash.start()].rstrip()[-1:] not in ".!?…\"”’'»)*_":
                continue
            ends[last] = dash.start()
            return self._sources(self._between(last, dash.end(), len(text) + 1)), text[dash.start() :]
        for link in links:  # "… (source)" at its end
            opening = text.rfind("(", 0, link.at[0] + 1)
            if opening >= 0 and link.at[1] >= len(text) - 3 and link.at[1] - opening < _ATTRIBUTION:
                ends[last] = opening
                return self._sources((link,)), text[opening:]
            if link.at[0] > 0 and text[: link.at[0]].endswith("\n") and link.at[1] >= len(text) - 1:
                ends[last] = link.at[0]
                return self._sources((link,)), text[link.at[0] :]
        return (), ""

    def _below(self, at: int) -> tuple[tuple[str, ...], str]:
        """What the line below a block quotation links that says whose it is: "— Ann"."""
        if at >= len(self._blocks) or self._blocks[at].kind not in ("paragraph", "html"):
            return (), ""
        text = self._blocks[at].prose.text
        if len(text) > _ATTRIBUTION or not (_DASH.match(text) or text.startswith(("(", "Source"))):
            return (), ""
        return self._sources(self._links.get(at, ())), text

    # -- making

    def _made(
        self, block: Block, start: int, end: int, sources: tuple[str, ...], others: tuple[str, ...], is_direct: bool,
        around: Sequence[tuple[str, int]],
    ) -> Quotation:  # fmt: skip
        """A quotation; `around` is what its sentence says around it, with where that stands in the block, if it does."""
        text = block.prose.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
            end -= 1
        speakers = tuple(_speakers(block.prose, around))
        others = tuple(url for url in dict.fromkeys(others) if url not in sources)
        about = " ".join(words for words, _ in around)
        return Quotation(text[start:end], block.prose, start, end, sources, others, is_direct, speakers, about)


def _speakers(prose: Prose, around: Sequence[tuple[str, int]]) -> Iterator[tuple[str, Span]]:
    """The name of a person that the words around a quotation say it of, with its place; at most one."""
    for text, at in around:
        for pattern in _SPEAKERS if at >= 0 else ():
            if (found := pattern.search(text)) is not None:
                yield found["name"], prose.span(at + found.start("name"), at + found.end("name"))
                return


def _is_title(words: str) -> bool:
    """True for words that are set in capitals as titles are."""
    longer = [w for w in _WORD.findall(words)[1:] if len(w) > 3]
    capitals = sum(w[0].isupper() for w in longer)
    return capitals >= _TITLE_WORDS and capitals >= _TITLED * len(longer)
