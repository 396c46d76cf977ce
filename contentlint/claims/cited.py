"""Claims held against the pages they cite: what the rules and the report both say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from contentlint import claims, evidence
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import Claim
from contentlint.evidence import FigureVerdict, Source
from contentlint.evidence.visited import SourceResult, look_up, unpack
from contentlint.guard.records import dataclass
from contentlint.post.post import Post


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim with a source that was read.

    `url` is the source that decides, as the post writes it, and `page` what was read of it. `verdict` is `found`
    when the source has all figures of the claim, `contradicted` when it has another value for one, else `not-found`.
    `figure` is what decides, as the claim has it; `given` the source's own words for it; `sentence` the sentence of
    the source. `is_direct` says that the link stands in the claim's own sentence. `is_whole` says that all sources of
    the claim were read to their end: only then does not finding something mean anything.
    """

    claim: Claim
    url: str
    page: SourceResult
    verdict: evidence.Word
    figure: str
    given: str
    sentence: str
    is_direct: bool
    is_whole: bool


def cited(post: Post, vocabulary: Lexicon, sources: Mapping[str, SourceResult]) -> tuple[Cited, ...]:
    """The claims of a post that have figures and a source that was read, with what the source says."""
    return post.fact(("cited", id(sources)), lambda p: tuple(_decided(p, vocabulary, sources)))


def _decided(post: Post, vocabulary: Lexicon, sources: Mapping[str, SourceResult]) -> Iterator[Cited]:
    for claim in claims.find(post, vocabulary):
        if not claim.figures or claim.support != "sourced":
            continue
        pages = [(url, look_up(sources, url)) for url in claim.sources]
        read = [(url, page) for url, page in pages if page is not None and page.packed_text]
        if not read:
            continue
        is_whole = len(read) == len(pages) and not any(page.unreadable for _, page in read)
        is_direct = any(link.target in claim.sources and claim.unit.covers(link.span) for link in post.document.links)
        best: Cited | None = None
        for url, page in read:
            verdict, deciding = _verdict(claim, page)
            one = Cited(
                claim,
                url,
                page,
                verdict,
                deciding.figure.text if deciding else claim.figures[0],
                deciding.given if deciding else "",
                deciding.sentence if deciding else "",
                is_direct,
                is_whole,
            )
            if best is None or _RANK[one.verdict] < _RANK[best.verdict]:
                best = one
        assert best is not None
        yield best


_RANK = {"found": 0, "contradicted": 1, "not-found": 2}


def _verdict(claim: Claim, page: SourceResult) -> tuple[evidence.Word, FigureVerdict | None]:
    """What a page says of a claim's own figures, and the figure that decides."""
    answer = evidence.verify(claim.text, _source(page))
    own = [v for v in answer.figures if any(v.figure.text in f or f in v.figure.text for f in claim.figures)]
    for word in ("contradicted", "not-found", "found"):
        for verdict in own:
            if verdict.verdict == word:
                return verdict.verdict, verdict
    return answer.verdict, None


def _source(page: SourceResult) -> Source:
    return _indexed(page.packed_text or b"", page.title)


@lru_cache(maxsize=32)
def _indexed(packed_text: bytes, title: str) -> Source:
    return Source(unpack(packed_text) if packed_text else "", title)
