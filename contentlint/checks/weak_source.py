"""Sources that can't carry the claim: the praised product itself, or a page that only passes it on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentlint import claims
from contentlint.catalog.rule import Context, message
from contentlint.claims.cited import cited
from contentlint.claims.support import link_class
from contentlint.evidence.visited import host, look_up
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post

_NAME = r"((?:[A-Z][\w&’'.-]*|[A-Z]{2,})(?: (?:of|the|for|and|&|[A-Z][\w&’'.-]*)){0,6})"
_PASSED_ON = re.compile(
    r"\b(?:[Aa]ccording to|[Cc]iting|[Dd]ata from|[Rr]esearch (?:by|from)|(?:[Aa] |[Tt]he )?(?:\d{4} )?"
    r"(?:study|survey|report|analysis|poll) (?:by|from|conducted by|published by)) (?:the |a |an )?(?:\d{4} )?" + _NAME
)
_NO_LABEL = frozenset("www com org net co uk gov edu blog docs help support news info io ai app".split())


@dataclass(frozen=True, slots=True)
class Options:
    """What makes a source weak."""

    own_product: bool = field(
        default=True, metadata={"help": "rankings of a product whose only source is the product's own site"}
    )
    passed_on: bool = field(
        default=True, metadata={"help": "pages whose sentence with the figure names somebody else for it"}
    )
    elsewhere: bool = field(default=True, metadata={"help": "links that now lead to a home page or to a search page"})


_SAID = ("source", "name", "host")
MESSAGES = {
    "": message(*_SAID, when=lambda options: options.passed_on),
    "own-product": message(*_SAID, when=lambda options: options.own_product),
    "elsewhere": message(*_SAID, when=lambda options: options.elsewhere),
}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """Yields at most one hit for each claim."""
    if context.sources is None:
        return
    done: set[tuple[int, int]] = set()
    if options.own_product or options.elsewhere:
        for claim in claims.find(post, context.vocabulary):
            place = (claim.unit.start, claim.unit.end)
            if claim.support != "sourced" or place in done:
                continue
            own = [_label(url) for url in claim.sources]
            if options.own_product and claim.type == "ranking" and all(own) and all(_names(claim.text, n) for n in own):
                done.add(place)
                yield Hit(claim.span, {"source": claim.sources[0], "name": own[0], "host": ""}, "own-product")
            elif options.elsewhere and (led := _led_away(claim.sources, context)):
                done.add(place)
                yield Hit(claim.span, {"source": led[0], "name": led[1], "host": ""}, "elsewhere")
    if not options.passed_on:
        return
    for one in cited(post, context.vocabulary, context.sources):
        place = (one.claim.unit.start, one.claim.unit.end)
        if one.verdict != "found" or place in done or (match := _PASSED_ON.search(one.sentence)) is None:
            continue
        publisher = host(one.page.final_url or one.page.url).removeprefix("www.")
        name = match[1].strip(" .,’'").removesuffix("’s").removesuffix("'s")
        # The publisher that names itself cites nobody else; nor is it news when the post names that source too.
        if _is_host(name, publisher) or name.lower() in one.claim.text.lower():
            continue
        done.add(place)
        yield Hit(one.claim.span, {"source": one.url, "name": name, "host": publisher})


def _led_away(sources: tuple[str, ...], context: Context) -> tuple[str, str] | None:
    """The first source and what it turned out to be, when that is so of all of them."""
    found = []
    for url in sources:
        page = look_up(context.sources or {}, url)
        if page is None or page.verdict != "ok" or not page.redirects:
            return None
        kind = link_class(page.final_url, context.vocabulary)
        if kind not in ("home", "search") or link_class(url, context.vocabulary) == kind:
            return None
        found.append((url, "a home page" if kind == "home" else "a search page"))
    return found[0] if found else None


def _label(url: str) -> str:
    """The telling part of a host: `acme` of docs.acme.co.uk."""
    labels = host(url).split(".")[:-1]
    parts = [part for part in labels if part not in _NO_LABEL]
    return parts[-1] if parts and len(parts[-1]) > 2 else ""


def _names(text: str, label: str) -> bool:
    return (
        re.search(rf"\b{re.escape(label)}\b", text.lower().replace(" ", "")) is not None
        or re.search(rf"\b{re.escape(label)}\b", text.lower()) is not None
    )


def _is_host(name: str, host: str) -> bool:
    letters = re.sub(r"[^a-z0-9]", "", name.lower())
    initials = "".join(word[0] for word in name.split() if word[0].isupper()).lower()
    return any(
        part and (part in letters or letters in part or (len(initials) > 2 and initials == part))
        for part in host.split(".")
        if part not in _NO_LABEL and len(part) > 2
    )
