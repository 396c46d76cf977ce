"""What cites a quotation: links beside it, footnotes, the line that says whose a block quotation is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.support import sources_of
from contentlint.evidence.visited import host, split
from contentlint.post.document import FootnoteReference, Link
from contentlint.post.post import Post
from contentlint.text.sentences import Sentence

Urls = tuple[str, ...]

_GOES_ON = re.compile(
    r"\s*(?:[(\[—–]|-{1,2}\s|(?:[A-Z][\w.'’-]+ ){1,4}(?:said|says|writes|wrote|told|explains|explained|adds|added|"
    r"notes|noted|argues|argued|put|puts|in|for)\b|(?:[Tt]hat|[Tt]his|[Ss]o|[Aa]s) (?:is|was|says|said|writes|wrote|"
    r"argues)\b)"
)
"""How the sentence begins that says whose the quotation before it is."""
_NEAR_BY = 3
"""Sentences to the link of what a paragraph quotes."""
_DASH = re.compile(r"\s*[—–―]\s*|\s+-{1,3}\s*|\A-{1,3}\s*|\b(?:Source|Via|From):\s*")
_LONGEST = 500
"""Code points of a sentence before and after a quotation that are looked at, as what is longer is no sentence."""
_CELLS = 12
"""Cells of a row that are looked at."""
_LINE = 200
"""Code points of the longest line that says whose the quotation above it is."""
_NEAR = 40
"""Code points between a bracket and the link in it that is a citation."""
_LED = re.compile(r"[—–―(\[-]|Sources?\b|Via\b|From\b|Read\b", re.IGNORECASE)
"""How a line begins that says where what stands above it is from."""
_ENDED = frozenset(".!?…\"”’'»)*_")
_NAMED = re.compile(r"[A-Z][\w.'’-]* [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}(?:,| in\b| \()")
_ADDRESS = re.compile(r"\S+[./]\S+\Z")
_PROFILE = re.compile(
    r"/(?:@[^/]+|about(?:-(?:me|us))?|(?:authors?|people|profiles?|users?|in)/[^/]+|team|bio)/?\Z", re.IGNORECASE
)
"""Paths of pages about somebody, which have no more of what they said elsewhere."""


def _begins(link: Link) -> int:
    return link.at[0]


def _starts(sentence: Sentence) -> int:
    return sentence.start


def _ends(sentence: Sentence) -> int:
    return sentence.end


def is_profile(link: Link) -> bool:
    """True for a link to a page that tells who somebody is."""
    parts = split(link.target)
    return parts is not None and _PROFILE.search(parts.path) is not None


class Citations:
    """The links and sentences of a post, by block, and what they cite."""

    def __init__(self, post: Post, lexicon: Lexicon) -> None:
        self._post, self._document, self._lexicon = post, post.document, lexicon
        self._links: dict[int, list[Link]] = {}
        self._sentences: dict[int, list[Sentence]] = {}
        for link in post.document.links:
            if link.block is not None:
                self._links.setdefault(link.block, []).append(link)
        for sentence in post.sentences:
            self._sentences.setdefault(sentence.block, []).append(sentence)
        for links in self._links.values():
            links.sort(key=_begins)
        self._lists: dict[int, int] = {}
        """The block before each list that was asked about."""
        self._notes: dict[int, list[FootnoteReference]] = {}
        for note in post.document.footnote_references:
            self._notes.setdefault(note.block, []).append(note)

    def sources(self, links: Sequence[Link]) -> Urls:
        """The targets of links that can have the words of a quotation."""
        return tuple(
            url for url in sources_of(tuple(k for k in links if not is_profile(k)), self._lexicon) if host(url)
        )

    def between(self, index: int, first: int, last: int) -> tuple[Link, ...]:
        """The links that touch a stretch of a block's prose."""
        links = self._links.get(index, [])
        start, end = bisect_left(links, first, key=_begins), bisect_left(links, last, key=_begins)
        own = links[start:end]
        if start and links[start - 1].at[1] > first:  # begun before it
            own = [links[start - 1], *own]
        return tuple(own)

    def carrier(self, index: int, first: int, last: int) -> tuple[int, int]:
        """The sentences that a stretch touches, with the one before that leads up to it by a colon, and the one after
        that says whose it is."""
        sentences = self._sentences.get(index, [])
        low = bisect_right(sentences, first, key=_ends)
        high = bisect_left(sentences, last, key=_starts)
        start, end = first, last
        if low < high:
            start, end = min(first, sentences[low].start), max(last, sentences[high - 1].end)
            if low and sentences[low - 1].text.rstrip().endswith(":"):
                start = sentences[low - 1].start
        after = sentences[high] if high < len(sentences) else None
        if after is not None and (_GOES_ON.match(after.text) or self._only_names(index, after)):
            end = after.end
        return max(start, first - _LONGEST), min(end, last + _LONGEST)

    def _only_names(self, index: int, sentence: Sentence) -> bool:
        """True for a sentence that is hardly more than a link: "Thus Ann.", "Source: the Herald."."""
        linked = sum(k.at[1] - k.at[0] for k in self.between(index, sentence.start, sentence.end))
        return linked * 2 >= sentence.end - sentence.start

    def beside(self, index: int, first: int, last: int) -> tuple[Urls, bool]:
        """What the sentences before and after a stretch link: on each side the nearest that links anything; and
        whether one of them speaks of something said or published."""
        sentences = self._sentences.get(index, [])
        low = bisect_right(sentences, first, key=_ends)
        high = bisect_left(sentences, last, key=_starts)
        before, after = sentences[max(0, low - _NEAR_BY) : low], sentences[high : high + _NEAR_BY]
        found: list[Link] = []
        is_related = False
        for side in (reversed(before), after):
            for sentence in side:
                links = self.between(index, sentence.start, sentence.end)
                if self.sources(links):
                    found += links
                    is_related = is_related or self._speaks_of_words(sentence.text)
                    break
        return self.sources(found), is_related

    def _speaks_of_words(self, text: str) -> bool:
        return any(self._lexicon.has(name, text) for name in ("quoting-words", "titled-works", "named-source-words"))

    def noted(self, index: int, first: int, last: int) -> Urls:
        """What the footnotes of a stretch, or right behind it, link."""
        found: list[Link] = []
        notes = self._notes.get(index, [])
        at = bisect_left(notes, first, key=lambda note: note.at)
        for note in islice(notes, at, at + _NEAR_BY):
            if note.at <= last + 1:
                for block in self._document.footnotes.get(note.label, ()):
                    found += self._links.get(block, ())
        return self.sources(found)

    def in_row(self, index: int) -> Urls:
        """What the cells of the row link that a cell stands in."""
        blocks = self._document.blocks
        row = blocks[index].inside("row")
        if row is None:
            return ()
        first = index - blocks[index].column
        near = range(max(0, first), min(len(blocks), first + _CELLS))
        return self.sources([k for at in near if row in blocks[at].containers for k in self._links.get(at, ())])

    def introduced(self, index: int) -> tuple[Urls, str]:
        """What the paragraph before a block links in its last sentence, and that sentence, if it leads up to the block:
        with a colon or a word of saying. Items of the same list do not stand between."""
        blocks, at = self._document.blocks, index - 1
        listed = blocks[index].inside("list")
        if listed is not None:
            at = self._lists.get(listed.id, at)
            while at >= 0 and listed in blocks[at].containers:
                at -= 1
            self._lists[listed.id] = at
        if at < 0 or blocks[at].kind not in ("paragraph", "html") or not self._sentences.get(at):
            return (), ""
        final = self._sentences[at][-1]
        if not final.text.rstrip().endswith(":") and (listed or not self._lexicon.has("quoting-words", final.text)):
            return (), ""
        return self.sources(self.between(at, final.start, final.end)), final.text

    def nearby(self, index: int) -> Urls:
        """What the paragraphs around a block link in the sentences next to it."""
        found: list[Link] = []
        for at, place in ((index - 1, -1), (index + 1, 0)):
            if 0 <= at < len(self._document.blocks) and self._document.blocks[at].kind == "paragraph":
                for sentence in self._sentences.get(at, [])[place:][:1]:
                    found += self.between(at, sentence.start, sentence.end)
        return self.sources(found)

    def below(self, index: int) -> tuple[Urls, str]:
        """What a line links that says whose the quotation above it is ("— Ann", "Source: …"), and the line."""
        blocks = self._document.blocks
        if index >= len(blocks) or blocks[index].kind not in ("paragraph", "html"):
            return (), ""
        text = blocks[index].prose.text
        if len(text) > _LINE or not (_LED.match(text) or self.is_signature(index)):
            return (), ""
        return self.sources(self._links.get(index, ())), text

    def is_signature(self, index: int) -> bool:
        """True for a short block that is next to nothing but a link, or begins with a name and is no sentence."""
        text = self._document.blocks[index].prose.text.strip()
        named = [k for k in self._links.get(index, ()) if k.text[:1].isupper() and not _ADDRESS.match(k.text)]
        linked = sum(k.at[1] - k.at[0] for k in named if not k.is_image)
        is_named = linked * 2 > len(text) or (linked > 0 and _NAMED.match(text) is not None)
        return 0 < len(text) <= _LINE and is_named and not text.endswith((".", "!", "?"))

    def attributed(self, index: int) -> tuple[Urls, int]:
        """What the end of a block quotation's last paragraph links that says whose it is, and where that end begins:
        behind a dash, in brackets, or nothing but a link. No links and the paragraph's end where there is none."""
        text = self._document.blocks[index].prose.text
        links = self._links.get(index, ())
        for dash in reversed(list(_DASH.finditer(text, max(0, len(text) - _LINE)))):
            rest, cited = text[dash.end() :], [k for k in links if k.at[0] >= dash.end()]
            begins = rest[:1].isupper() or rest.startswith("@") or any(k.at[0] == dash.end() for k in cited)
            goes_on = not cited and any(sign in rest.rstrip(" .") for sign in (". ", "! ", "? "))
            is_after = text[: dash.start()].rstrip()[-1:] in {*_ENDED, ""} or self._begins_line(index, dash.end() - 1)
            if begins and is_after and not goes_on:
                return self.sources(cited), dash.start()
        for link in links:
            start, end = link.at
            opening = text.rfind("(", max(0, start - _NEAR), start + 1)
            if opening >= 0 and ")" in text[end : end + 3] and len(text) - end <= 3:
                return self.sources((link,)), opening
            if len(text) - end <= 1 and text[:start].rstrip()[-1:] in _ENDED and link.text[:1].isupper():
                return self.sources((link,)), start
        return (), len(text)

    def _begins_line(self, index: int, at: int) -> bool:
        """Whether what stands at an offset of a block's prose begins a line of the source, but for its marks."""
        start = self._document.blocks[index].prose.span(at, at + 1).start
        line = self._post.text[self._post.text.rfind("\n", 0, start) + 1 : start + 1]
        return not line.strip("> \t—–―-*_")
