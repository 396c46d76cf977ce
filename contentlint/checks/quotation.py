"""Quotations that the cited page does not have, or has otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from contentlint.catalog.lexicon import Lexicon
from contentlint.catalog.rule import Context, message
from contentlint.claims import quotations
from contentlint.claims.quotations import Quotation
from contentlint.evidence import quotation as compared
from contentlint.evidence.quotation import Answer
from contentlint.evidence.visited import SourceResult, host, look_up, unpack
from contentlint.evidence.wording import Words
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.text import language

_LONGEST = 80
_FEWEST = 30
"""Words of a page that says something; what has fewer is a notice, or a player with its title."""
_WHOLE = 1_500
"""Words from which a page is an article, though it offers "the full report" somewhere."""
_SAMPLE = 20_000
_TITLES = frozenset("dr prof professor sir mr mrs ms lord lady president minister senator judge the".split())


@dataclass(frozen=True, slots=True)
class Options:
    """What is reported beside quotations that were altered or are not there."""

    speakers: bool = field(
        default=True, metadata={"help": "note also a speaker whose name is nowhere on the page that has the words"}
    )


_SAID = message("words", "given", "passage", "speaker", "source", "host")
MESSAGES = {
    "": _SAID, "near": _SAID, "part": _SAID, "replaced": _SAID, "left-out": _SAID, "added": _SAID, "order": _SAID,
    "speaker": _SAID,
}  # fmt: skip


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """Yields a hit for each quotation that none of its cited pages has word for word, all of them read to their end."""
    if context.sources is None:
        return
    for one in quotations.find(post, context.vocabulary):
        pages = _pages(one, context.sources)
        if not pages:
            continue
        answers = [(page, compared.verify(one.text, _words(page.packed_text or b""))) for _, page in pages]
        has_it = next((page for page, answer in answers if answer.verdict == "found"), None)
        if has_it is not None:
            if options.speakers and (hit := _unnamed(one, has_it)) is not None:
                yield hit
        elif (hit := _accused(one, answers, context)) is not None:
            yield hit


def _pages(one: Quotation, sources: Mapping[str, SourceResult]) -> list[tuple[str, SourceResult]]:
    """The pages that a quotation may stand on, as far as they were read."""
    found = [(url, look_up(sources, url)) for url in (*one.sources, *one.others)]
    return [(url, page) for url, page in found if page is not None and page.packed_text]


def _accused(one: Quotation, answers: list[tuple[SourceResult, Answer]], context: Context) -> Hit | None:
    """What is wrong with a quotation that no page has as it stands; None where the pages can't tell."""
    assert context.sources is not None
    cited = [look_up(context.sources, url) for url in one.sources]
    if not all(page is not None and _is_whole(page, context.vocabulary) for page in cited):
        return None
    altered = next(((p, a) for p, a in answers if a.verdict == "altered"), None)
    if altered is not None:
        page, answer = altered
        return _hit(one, page, answer, answer.change, is_note=one.tie == "loose" and not _is_about(one, page))
    others = [look_up(context.sources, url) for url in one.others]
    if (one.tie == "loose" and not all(_is_about(one, page) for page in cited if page is not None)) or any(
        page is None or not _is_whole(page, context.vocabulary) for page in others
    ):
        return None
    lexicon = context.vocabulary
    pages = [page for page, _ in answers]
    if any(_is_part(page, lexicon) for page in pages) or lexicon.has("spoken-words", one.about):
        return None
    page, answer = answers[0]
    is_part = (answer.start, answer.end) != (0, len(one.text))
    if one.tie != "cited":
        return _hit(one, page, answer, "near", is_note=True)
    return _hit(one, page, answer, "part" if is_part else "", is_note=False)


def _hit(one: Quotation, page: SourceResult, answer: Answer, key: str, *, is_note: bool) -> Hit:
    words = one.text[answer.start : answer.end]
    return Hit(
        one.span(answer.start, answer.end),
        {
            "words": _short(words),
            "given": _short(answer.given),
            "passage": answer.passage,
            "speaker": "",
            "source": page.url,
            "host": host(page.final_url or page.url).removeprefix("www."),
        },
        key,
        severity="info" if is_note else None,
    )


def _is_about(one: Quotation, page: SourceResult) -> bool:
    """Whether a page has a name that the sentence has beside the words: of who said them, or what it is about."""
    words = _words(page.packed_text or b"")
    return any(words.occurrences("".join(Words(name).words), 1) for name in one.names)


def _unnamed(one: Quotation, page: SourceResult) -> Hit | None:
    """The note that a page has the words and nowhere the name of who is said to have said them."""
    words = _words(page.packed_text or b"")
    beside = "".join(Words(f"{page.title} {page.url} {page.final_url}").words)
    for name, span in one.speakers:
        parts = [w for w in Words(name).words if len(w) > 2 and w not in _TITLES]
        if parts and not any(part in beside or words.occurrences(part, 1) for part in parts):
            values = {
                "words": _short(one.text), "given": "", "passage": "", "speaker": name, "source": page.url,
                "host": host(page.final_url or page.url).removeprefix("www."),
            }  # fmt: skip
            return Hit(span, values, "speaker", severity="info")
    return None


def _is_whole(page: SourceResult, lexicon: Lexicon) -> bool:
    """Whether a page was read to its end, is in English and says something."""
    if page.unreadable or not page.packed_text or page.verdict != "ok":
        return False
    words = _words(page.packed_text)
    if len(words) < _FEWEST:
        return False
    told = language.evidence(words.text[:_SAMPLE], lexicon.words("english-words")).clear()
    return told in ("", language.ENGLISH)


def _is_part(page: SourceResult, lexicon: Lexicon) -> bool:
    """Whether a page tells of a work, or shows a part of it, and the words may stand in the rest."""
    for url in (page.url, page.final_url):
        labels = host(url).split(".")
        if any(lexicon.fullmatch("partial-hosts", ".".join(labels[at:])) for at in range(len(labels) - 1)):
            return True
    words = _words(page.packed_text or b"")
    if len(words) >= _WHOLE:
        return False
    is_spoken = lexicon.has("spoken-words", page.title) and "transcript" not in words.joined
    return is_spoken or lexicon.has("cut-page-words", words.text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


@lru_cache(maxsize=8)
def _words(packed: bytes) -> Words:
    return Words(unpack(packed) if packed else "")
