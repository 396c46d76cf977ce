"""What supports a claim: which links can be a source at all, and where one may stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, islice
from typing import Literal
from urllib.parse import parse_qsl

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.attribution import Attribution, attribution
from contentlint.claims.profile import Profile, is_entry, opens_sources
from contentlint.claims.units import Unit
from contentlint.evidence.visited import host, split
from contentlint.post.document import FootnoteReference, Link, unwrapped
from contentlint.post.post import Post
from contentlint.text.spans import since

Found = tuple[tuple[str, ...], str]
"""The URLs of a source, and in words where they stand."""
NOTHING: Found = ((), "")

LinkClass = Literal["source", "home", "internal", "affiliate", "search", "share"]

_MARK = re.compile(r"\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|[¹²³⁴-⁹]+")
_GLUED_MARK = re.compile(r"(?<=[A-Za-z%)])[.,!?;][\"”’)]?\d{1,2}(?:,\d{1,2})*(?=\s|$)")
"""The number of a source glued to the end of a sentence: "fell in April.1,2"."""
_FIRST_WORD = re.compile(r"\W*")
_NAME_WORD = re.compile(r"[A-Z][\w-]+")
_SUP = re.compile(r"<sup[^<>]*>\s*+(?:<a[^<>]*>\s*+)?\[?\d{1,3}\]?\s*+(?:</a>\s*+)?</sup>", re.IGNORECASE)
"""The number of a footnote, raised by hand."""
_SIGNED = re.compile(r"[—–-]{1,3}\s?\S|~\s?\S|(?:source|from|via):? ", re.IGNORECASE)
"""How the line begins that says whose a quotation is."""
_SUP_LENGTH = 3
"""Code points that may stand between a sentence and the number of its footnote."""
_MOST_LISTED = 300
"""Entries of a list of sources that are looked at for a name."""
_BACK = 400
"""Units before one in which a name may have been linked."""
_REACH = 80
"""How many units on a source line may follow the list or table it is for."""
_GOES_ON = re.compile(
    r"(?:this|that|which) (?:means|indicates|translates|represents|amounts|corresponds|works|is|equals|implies|"
    r"suggests)",
    re.IGNORECASE,
)
_PUBLICATION = re.compile(
    r"\b(?:survey|report|study|paper|index|census|poll|white ?paper|barometer|state of(?: the)? \w+)\b", re.IGNORECASE
)
_TOPIC_WORD = re.compile(
    r"(?!(?:with|from|that|this|what|about|your|their|have|results?|findings|report|survey|study|latest|look|thoughts|"
    r"review|summary|takeaways|some|more|most|than|into|here)\b)[a-z][a-z-]{3,}"
)
_WHERE = re.compile(
    r"\b(?:pricing|prices|fees?|official|sources?|documentation|full (?:list|report|data|breakdown|results)|"
    r"up-to-date|current|"
    r"latest|details|for more (?:information|on)|numbers|figures|data)\b",
    re.IGNORECASE,
)
"""Words by which a sentence says that its link has the figures above it."""
_OPENING = 10
"""Units of the body in which a post says what it goes through."""
_FEW_HOSTS = 3
_WORK = re.compile(
    r"\barXiv:\s?\d{4}\.\d{4,5}|\bdoi:\s?10\.\d{4,}/\S+|\bPMID:?\s?\d{5,}|\bISBN[:\s-]*[\d-]{10,}", re.IGNORECASE
)
"""The number by which a publication can be found in a library."""
_CITED = re.compile(
    r"\([A-Z][\w-]+ et al\.?,? (?:[A-Z][\w-]+ ){2}[^()]*\)|\([A-Z][\w-]+ et al\.?,? [A-Z][^()]*(?:19|20)\d\d[^()]*\)"
)
"""A citation with the journal it is in."""
_SHARE = re.compile(r"/(?:intent/tweet|share|sharer(?:\.php)?|shareArticle)\b")
_HOST = 253
"""The most code points of the name of a host (RFC 1035, 2.3.4)."""


@lru_cache(maxsize=4096)
def link_class(target: str, lexicon: Lexicon, own_host: str = "") -> LinkClass:
    """What kind of thing a link leads to, as far as the address tells.

    `own_host` is the post's own host, whose pages are internal. A home page, a search, an affiliate or a share link
    can't support a claim; an internal page can only show the publisher's own figures.
    """
    target = unwrapped(target)
    parts = split(target)
    if parts is None:
        return "internal"
    if parts.scheme not in ("http", "https", "doi") and not target.startswith("//"):
        return "internal"
    name = (parts.hostname or "").removeprefix("www.")
    if own_host and name == own_host.removeprefix("www."):
        return "internal"
    query = dict(parse_qsl(parts.query))
    end = name[-_HOST:]
    parents = [end, *(end[at + 1 :] for at, sign in enumerate(end) if sign == ".")]
    if any(lexicon.fullmatch("affiliate-hosts", parent) for parent in parents):
        return "affiliate"
    if name.startswith("amazon.") and query.keys() & {"tag", "ref", "via"}:
        return "affiliate"
    if any(lexicon.fullmatch("affiliate-parameters", name) for name in query):
        return "affiliate"
    if any(lexicon.fullmatch("search-hosts", label) for label in name.split(".")[:-1]) and parts.path.startswith(
        ("/search", "/url", "/?q")
    ):
        return "search"
    if _SHARE.search(parts.path):
        return "share"
    if parts.path in ("", "/") and not query and parts.scheme != "doi":
        return "home"
    return "source"


def sources_of(links: tuple[Link, ...], lexicon: Lexicon, own_host: str = "") -> tuple[str, ...]:
    """The targets among `links` that can be a source."""
    return tuple(
        dict.fromkeys(k.target for k in links if not k.is_image and link_class(k.target, lexicon, own_host) == "source")
    )


def _digested(units: Sequence[Unit], lexicon: Lexicon, own_host: str) -> Found | None:
    """The source of a post that goes through one publication: its title is that of what its opening links."""
    title = units[0].title if units else ""
    if not _PUBLICATION.search(title):
        return None
    about = set(_TOPIC_WORD.findall(title.lower()))
    body = [unit for unit in units if unit.kind in ("sentence", "item", "row")]
    for unit in body[:_OPENING]:
        found = sources_of(unit.links, lexicon, own_host)
        linked = " ".join((unit.text, *(link.text for link in unit.links)))
        if found and _PUBLICATION.search(linked) and about & set(_TOPIC_WORD.findall(linked.lower())):
            hosts = [host(url) for unit in body for url in sources_of(unit.links, lexicon, own_host)]
            if len(set(hosts)) <= _FEW_HOSTS or hosts.count(host(found[0])) * 2 >= len(hosts):
                return found, "the publication that the whole post goes through is linked in its opening"
    return None


def _names(words: str, text: str) -> tuple[str, ...]:
    """A name, its first three words, and the short form that stands in brackets after it, as in an address, too."""
    short = re.search(rf"{re.escape(words)} \(([A-Z][A-Za-z&-]{{1,9}})\)", text)
    begin = " ".join(words.split()[:3])
    names = (words, *((begin,) if " " in begin else ()))
    return (*names, short[1], short[1].lower()) if short else names


class Sources:
    """Looks for the source of a unit: in it, beside it, in what introduces it, or where it points back to."""

    def __init__(self, post: Post, units: Sequence[Unit], lexicon: Lexicon, profile: Profile) -> None:
        self._post, self._units, self._lexicon, self._host = post, units, lexicon, profile.own_host
        self._has_references, self._names = profile.has_references, profile.names
        self._notes: dict[int, list[FootnoteReference]] = {}
        for note in post.document.footnote_references:
            self._notes.setdefault(note.block, []).append(note)
        for notes in self._notes.values():
            notes.sort(key=lambda note: note.at)
        self._linked: dict[int, list[str]] = {}
        """The targets of the links of each block of a footnote."""
        noted = {block for blocks in post.document.footnotes.values() for block in blocks}
        for link in post.document.links if noted else ():
            if link.block in noted:
                self._linked.setdefault(link.block, []).append(link.target)
        self._of_notes: dict[str, tuple[str, ...]] = {}
        self._introduced: dict[str, Found] = {}
        self._raised = [(m.start(), m.group()) for m in _SUP.finditer(post.text)] if "<sup" in post.text else []
        self._listed: dict[int, list[Unit]] = {}
        """The entries of the list of sources, each by its block: "Guild. (2023). [Rye](…)" is three sentences."""
        self._digested = _digested(units, lexicon, profile.own_host)
        opened = False
        for unit in units if profile.has_references else ():
            opened = (opened and unit.kind != "heading") or opens_sources(unit, lexicon)
            if opened or is_entry(unit, lexicon):
                self._listed.setdefault(unit.block, []).append(unit)

    def find(self, index: int, words: str, is_money: bool, said: Attribution | None) -> Found:
        """The URLs that support unit number `index`, and in words where they stand; no URLs when none do.

        `words` is the figure or the words to be supported, `said` what the unit says it has its claim from.
        """
        unit = self._units[index]
        return (
            self._in_unit(unit, words, is_money)
            or self._noted(unit)
            or self._around(index, unit, said)
            or (self._signed(index) if unit.quoted else None)
            or (self._pointed(index, unit, said) if said else None)
            or self._introduced.get(unit.intro if unit.is_list else "")
            or (self._digested if said is None or said.kind == "anaphor" else None)
            or NOTHING
        )

    @cached_property
    def _last_sourced(self) -> list[int]:
        """For each unit the number of the last one up to it that links a source; -1 for none."""
        numbers = (n if sources_of(u.links, self._lexicon, self._host) else -1 for n, u in enumerate(self._units))
        return list(accumulate(numbers, max))

    def may_reach(self, index: int) -> bool:
        """True when a source linked a little earlier may be meant for this unit, too.

        That is one within two sentences before it, be it at the end of the paragraph before.
        """
        unit = self._units[index]
        if unit.kind not in ("sentence", "item"):
            return False
        return any(
            other.kind == unit.kind
            and other.section == unit.section
            and (unit.kind == "sentence" or other.block == unit.block)
            and sources_of(other.links, self._lexicon, self._host)
            for other in self._units[max(0, index - 2) : index]
        )

    def introduce(self, index: int) -> None:
        """Keep what supports a sentence that introduces a list, for the list's items."""
        text = self._units[index].text
        said = attribution(text, self._lexicon, True, self._names)
        if said is not None:
            urls, why = self.find(index, said.words, False, said)
            if urls:
                self._introduced[text] = (urls, f"its list is introduced with a source: {why}")

    def _in_unit(self, unit: Unit, words: str, is_money: bool) -> Found | None:
        found = sources_of(unit.links, self._lexicon, self._host)
        if found:
            return found, "a link in the same sentence"
        if is_money:
            found = tuple(k.target for k in unit.links if link_class(k.target, self._lexicon, self._host) == "home")
            if found:
                return found, "a link to the vendor whose price it is"
        found = tuple(
            k.target
            for k in unit.links
            if k.kind != "component"
            and words in k.text
            and link_class(k.target, self._lexicon, self._host) == "internal"
        )
        return (found, "a link on the figure itself") if found else None

    def _noted(self, unit: Unit) -> Found | None:
        document = self._post.document
        if unit.block in self._notes:
            _, _, start, length = unit.pieces[0]
            notes = self._notes[unit.block]
            for note in since(notes, bisect_left(notes, start, key=lambda note: note.at)):
                if note.at > start + length + 1:
                    break
                if document.footnotes.get(note.label):
                    return self._of_note(note.label) or (f"[^{note.label}]",), "a footnote"
        if self._raised and (number := self._raised_in(unit)):
            return (number,), "a footnote"
        if mark := self._mark(unit):
            return (mark,), "a mark of the list of sources"
        if work := _WORK.search(unit.text) or _CITED.search(unit.text):
            return (work.group(),), "the number or the journal of a publication"
        return None

    def _of_note(self, label: str) -> tuple[str, ...]:
        """The targets of the links of a footnote."""
        if label not in self._of_notes:
            blocks = sorted(self._post.document.footnotes[label])
            self._of_notes[label] = tuple(target for block in blocks for target in self._linked.get(block, ()))
        return self._of_notes[label]

    def _mark(self, unit: Unit) -> str:
        """The number of an entry in the list of sources, raised, in brackets or right after a full stop; else empty."""
        if not self._has_references:
            return ""
        found = _MARK.search(unit.text) or (_GLUED_MARK.search(unit.text) if self._listed else None)
        return found.group().lstrip('.,!?;"”’)') if found else ""

    def _raised_in(self, unit: Unit) -> str:
        """The raised number of a footnote in a unit or right after it; empty when there is none."""
        whole = unit.whole
        at = bisect_left(self._raised, (whole.start, ""))
        is_here = at < len(self._raised) and self._raised[at][0] < whole.end + _SUP_LENGTH
        return self._raised[at][1] if is_here else ""

    def _around(self, index: int, unit: Unit, said: Attribution | None) -> Found | None:
        found = sources_of(unit.intro_links, self._lexicon, self._host) or self._captioned(unit)
        if found:
            return found, "a link in what introduces its list or table"
        for step, words in ((-1, "before"), (1, "after")):
            if unit.kind == "row" or not 0 <= index + step < len(self._units):
                continue
            other = self._units[index + step]
            found = sources_of(other.links, self._lexicon, self._host) if other.block == unit.block else ()
            if found and not self._is_of_another(said, other):
                return found, f"a link in the sentence {words}"
            if other.block == unit.block and (work := _WORK.search(other.text)):
                return (work.group(),), f"the number of a publication in the sentence {words}"
            if other.block == unit.block and (mark := self._mark(other)):
                return (mark,), f"a mark of the list of sources in the sentence {words}"
        caption = next((u for u in self._units[index + 1 : index + _REACH] if not (unit.is_list and u.is_list)), None)
        if caption is not None and caption.section == unit.section and self._is_caption(caption.text):
            found = sources_of(caption.links, self._lexicon, self._host)
            if found:
                return found, "the source line below"
        if unit.is_list and (found := self._after_list(index, unit)):
            return found, "a link in what follows its list or table"
        return None

    def _signed(self, index: int) -> Found | None:
        """What the line below a quotation links that says whose it is, inside the quotation or right after it."""
        for unit in self._units[index + 1 : index + _REACH]:
            if _SIGNED.match(unit.text) or (unit.quoted and len(unit.links) == 1 and unit.links[0].text == unit.text):
                found = sources_of(unit.links, self._lexicon, self._host)
                return (found, "the line that says whose the quotation is") if found else None
            if not unit.quoted:
                return None
        return None

    def _after_list(self, index: int, unit: Unit) -> tuple[str, ...]:
        """What the sentence right after a list or table links as the place where its figures stand."""
        after = next((u for u in self._units[index + 1 : index + _REACH] if not u.is_list), None)
        if after is None or after.section != unit.section or after.kind != "sentence":
            return ()
        return sources_of(after.links, self._lexicon, self._host) if _WHERE.search(after.text) else ()

    def _is_of_another(self, said: Attribution | None, other: Unit) -> bool:
        """True when a unit names its source and the unit beside it links what somebody else has published."""
        if said is None or said.kind != "named":
            return False
        names = [word.lower() for word in _NAME_WORD.findall(said.words)]
        beside = f"{other.text} {' '.join(k.target for k in other.links)}".lower()
        return (
            bool(names)
            and not any(name in beside for name in names)
            and attribution(other.text, self._lexicon, True, self._names) is not None
        )

    def _captioned(self, unit: Unit) -> tuple[str, ...]:
        """What "Figures from …:" above a list links, be it the home page of a project that publishes nothing else."""
        if not (unit.intro_links and self._is_caption(unit.intro)):
            return ()
        own = (k for k in unit.intro_links if not k.is_image)
        return tuple(k.target for k in own if link_class(k.target, self._lexicon, self._host) == "home")

    def _is_caption(self, text: str) -> bool:
        start = _FIRST_WORD.match(text)
        return self._lexicon.match("source-captions", text, start.end() if start else 0) is not None

    def _pointed(self, index: int, unit: Unit, said: Attribution) -> Found | None:
        if said.kind == "anaphor":
            near = index - 2 if _GOES_ON.match(said.words) else 0  # "that means" goes on from the sentence before
            last = self._last_sourced[index - 1] if index else -1
            if last >= max(near, 0) and self._units[last].section == unit.section:
                found = sources_of(self._units[last].links, self._lexicon, self._host)
                return found, f"{said.words!r} points back at a source linked earlier in the section"
        if said.kind != "named":
            return None
        for entry in islice(self._listed.values(), _MOST_LISTED):
            found = tuple(url for part in entry for url in sources_of(part.links, self._lexicon, self._host))
            named = [part.text for part in entry] + list(found)
            if found and any(name in text for name in _names(said.words, unit.text) for text in named):
                return found, f"{said.words!r} is in the list of sources"
        points = re.compile(rf"\b(?:same|the|this|that|its) (?:[\w-]+ )?{re.escape(said.words)}", re.IGNORECASE)
        if not points.search(unit.text):
            return None
        for earlier in reversed(self._units[max(0, index - _BACK) : index]):
            if unit.section - earlier.section > 1:
                break
            if any(said.words in k.text or said.words in earlier.text for k in earlier.links):
                found = sources_of(earlier.links, self._lexicon, self._host)
                if found:
                    return found, f"{said.words!r} is linked earlier"
        return None
