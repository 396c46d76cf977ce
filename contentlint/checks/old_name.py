"""Names that the ledger, or a list of the rule, says are not those of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contentlint.catalog.exceptions import without
from contentlint.catalog.phrases import phrases, why_wrong
from contentlint.catalog.rule import Context, message
from contentlint.claims.held import Mention, mentions
from contentlint.finding import Edit, Fix, Hit, Related
from contentlint.ledger import Ledger
from contentlint.post.post import Post
from contentlint.post.scopes import scope
from contentlint.post.scopes import why_wrong as no_scope
from contentlint.text.spans import Span


@dataclass(frozen=True, slots=True)
class Options:
    roles: frozenset[str] = field(
        default=frozenset(("renamed", "superseded")),
        metadata={"help": "what the ledger must say of a name: renamed, superseded, merged, retired", "fixed": True},
    )
    phrases: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "names that are looked for beside those of the ledger: phrases, or regular expressions between "
            "slashes, such as `/Kettle (?:One|2)/`",
            "wrong": why_wrong,
        },
    )
    scopes: frozenset[str] = field(
        default=frozenset({"title", "description", "text"}),
        metadata={"help": "the parts of a post in which `phrases` are looked for", "wrong": no_scope},
    )
    allow: tuple[str, ...] = field(
        default=(),
        metadata={"help": "longer phrases or expressions that one of `phrases` may be a part of", "wrong": why_wrong},
    )
    unless: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "phrases or expressions that excuse one of `phrases` when they stand in the same sentence",
            "wrong": why_wrong,
        },
    )
    quoted: bool = field(default=False, metadata={"help": "report `phrases` that stand in quotation marks as well"})


def _of(role: str) -> object:
    return message("words", "instead", "since", own=True, when=lambda options: role in options.roles)


MESSAGES = {
    "": message("words", "instead", "since"),
    "superseded": _of("superseded"),
    "merged": _of("merged"),
    "retired": _of("retired"),
    "replaced": _of("retired"),
    "listed": message("words", own=True, when=lambda options: bool(options.phrases)),
}
_VOWELS = frozenset("aeiou")


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each name that is meant as one of today, with a fix where the name alone changed."""
    told: list[Span] = []
    if context.ledger is not None:
        for one in mentions(post, context.ledger, context.vocabulary, context.today, context.days_of):
            if one.name.role in options.roles and not one.judgement.is_history:
                told.append(one.span)
                yield _hit(one, post, context.ledger)
    if options.phrases:
        yield from (hit for hit in _listed(post, options) if not any(hit.span.overlaps(span) for span in told))


def _hit(one: Mention, post: Post, ledger: Ledger) -> Hit:
    name = one.name
    key = {"renamed": "", "retired": "replaced" if name.instead else "retired"}.get(name.role, name.role)
    values: dict[str, str | int | float] = {
        "words": one.words, "instead": name.instead, "since": f" since {name.day}" if name.day else "",
    }  # fmt: skip
    related = (Related("the ledger says so here", ledger.span(name.place), name.place.file, name.place.line),)
    fix = _fix(one, post) if name.role == "renamed" else None
    return Hit(one.span, values, key, fix, related, reasons=one.judgement.signals)


def _fix(one: Mention, post: Post) -> Fix | None:
    """The name of today in the place of the old one, where nothing around it has to change."""
    before = post.text[max(0, one.span.start - 4) : one.span.start].lower().split()[-1:]
    article = before in (["a"], ["an"])
    if not one.is_plain or (article and (one.name.instead[0].lower() in _VOWELS) != (one.words[0].lower() in _VOWELS)):
        return None
    return Fix(f"write '{one.name.instead}'", (Edit(one.span, one.name.instead),))


def _listed(post: Post, options: Options) -> Iterator[Hit]:
    """The names of the rule's own list."""
    searched = scope(post, options.scopes)
    found = phrases(options.phrases).find(searched)
    seen: set[Span] = set()
    for place in without(found, searched, allow=options.allow, unless=options.unless, quoted=options.quoted):
        span = place.stretch.span(place.start, place.end)
        if not any(span.overlaps(other) for other in seen):
            seen.add(span)
            yield Hit(span, {"words": place.words}, "listed")
