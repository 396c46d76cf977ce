"""Which addresses a post wants visited, and what of each."""

from __future__ import annotations

import datetime as dt

from contentlint import claims
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import quotations
from contentlint.evidence.visited import key
from contentlint.ledger import Ledger
from contentlint.post.post import Post
from contentlint.site.links import references
from contentlint.site.reading.meta import date_of
from contentlint.sources.address import host_of
from contentlint.sources.request import SourceRequest
from contentlint.text.fragments import parse
from contentlint.text.hostnames import as_ascii

_PUBLISHED = ("date", "pubdate", "publishdate", "publishedat", "publisheddate", "datepublished", "published")

# RFC 2606 and RFC 6761: names kept for examples and tests, which are no links anybody follows.
_EXAMPLES = ("example.com", "example.org", "example.net", "example.edu", "localhost")
_EXAMPLE_ENDS = (".example", ".test", ".invalid", ".localhost", ".local", *(f".{name}" for name in _EXAMPLES))


def wanted(post: Post, own_hosts: frozenset[str], vocabulary: Lexicon) -> list[SourceRequest]:
    """What a post wants visited: each link that leaves the site, and each source of a claim or a quotation to be read.

    Links to the site itself are checked without the network; hosts that exist only for examples are left out.
    """
    date = _date(post)
    own_hosts = frozenset(map(as_ascii, own_hosts))
    found: list[SourceRequest] = []
    for reference in references(post):
        url = reference.target.strip()
        if _is_elsewhere(url, own_hosts):
            place, words = parse(url.partition("#")[2]) if not reference.is_image else ("", ())
            found.append(SourceRequest(url, read=bool(words), anchors=bool(place), date=date))
    for claim in claims.find(post, vocabulary):
        # The figures of a claim are looked for in its sources, and the age of a source asked after.
        if claim.support == "sourced":
            found += [SourceRequest(u, read=True, date=date) for u in claim.sources if _is_elsewhere(u, own_hosts)]
    for quoted in quotations.find(post, vocabulary):
        pages = (*quoted.sources, *quoted.others)
        found += [SourceRequest(u, read=True, date=date) for u in pages if _is_elsewhere(u, own_hosts)]
    return found


def of_ledger(ledger: Ledger | None, own_hosts: frozenset[str]) -> list[SourceRequest]:
    """The sources of the facts of a ledger, to be read."""
    own_hosts = frozenset(map(as_ascii, own_hosts))
    urls = dict.fromkeys(fact.upkeep.source for fact in ledger.facts()) if ledger is not None else {}
    return [SourceRequest(url, read=True) for url in urls if url and _is_elsewhere(url, own_hosts)]


def _is_elsewhere(url: str, own_hosts: frozenset[str]) -> bool:
    address = key(url)
    host = host_of(address).rstrip(".")
    if not host or host in own_hosts or host in _EXAMPLES or host.endswith(_EXAMPLE_ENDS):
        return False
    return "." in host or ":" in host


def _date(post: Post) -> dt.date | None:
    for field in post.front_matter:
        name = str(field.path[0]).lower().replace("_", "").replace("-", "") if len(field.path) == 1 else ""
        if name in _PUBLISHED and (day := date_of(field.value)):
            return day
    return None
