"""Names that the ledger, or a list of the rule, says are not those of today."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from contentlint.catalog.exceptions import without
from contentlint.catalog.phrases import phrases, why_wrong
from contentlint.catalog.rule import Context, message
from contentlint.claims.held import Mention, listed, mentions
from contentlint.finding import Edit, Fix, Hit, Related
from contentlint.guard.records import dataclass, field
from contentlint.ledger import Ledger, Name
from contentlint.post.document import Block
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
        default=frozenset({"title", "description", "text", "callout", "alt-text"}),
        metadata={"help": "the parts of a post in which `phrases` are looked for", "wrong": no_scope},
    )
    allow: tuple[str, ...] = field(
        default=(),
        metadata={"help": "longer phrases or expressions that one of `phrases` may be a part of", "wrong": why_wrong},
    )
    unless: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "phrases or expressions that excuse one of `phrases` when they stand in the same sentence, beside "
            "what tells of the past or compares",
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
_OF_ITSELF = frozenset(("merged", "retired"))
"""What all names of a subject are at once."""
_VOWELS = frozenset("aeiou")
_MAKER = re.compile(r"\b(?P<word>[A-Z]\w*) \Z")
_NO_LETTER = re.compile(r"[\W_]+")
_REACH = 120
"""Code points around a name in which the one of today is looked for."""


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each name that is meant as one of today, with a fix where the name alone changed."""
    told: list[Span] = []
    gone: set[tuple[int, str]] = set()
    if context.ledger is not None:
        for one in mentions(post, context.ledger, context.vocabulary, context.today, context.days_of):
            if one.name.role not in options.roles or one.judgement.is_history:
                continue
            told.append(one.span)
            # A line that has a thing by its name and by another one for it is told once.
            key = post.lines.position(one.span.start).line, one.name.subject
            if one.name.role not in _OF_ITSELF or key not in gone:
                gone.add(key)
                yield _hit(one, post, context.ledger)
    if options.phrases:
        yield from (hit for hit in _listed(post, options, context) if not any(hit.span.overlaps(span) for span in told))


def _hit(one: Mention, post: Post, ledger: Ledger) -> Hit:
    name = one.name
    key = {"renamed": "", "retired": "replaced" if name.instead else "retired"}.get(name.role, name.role)
    values: dict[str, str | int | float] = {
        "words": one.words, "instead": name.instead, "since": _when(name),
    }  # fmt: skip
    related = (Related("the ledger says so here", ledger.span(name.place), name.place.file, name.place.line),)
    fix = _fix(one, post) if name.role == "renamed" else None
    return Hit(one.span, values, key, fix, related, reasons=one.judgement.signals)


def _when(name: Name) -> str:
    """Since when a name is not the one of today; of what ended, the day on which it did."""
    if name.day is None:
        return ""
    if name.role in _OF_ITSELF:
        return f" {'on' if name.day.day else 'in'} {name.day}"
    return f" since {name.day}"


def _fix(one: Mention, post: Post) -> Fix | None:
    """The name of today in the place of the old one, where nothing around it has to change.

    What it has of the words around the old one is not said twice: the maker before it, and what goes on behind it.
    """
    new, start, end = one.name.instead, one.span.start, one.span.end
    before, behind = post.text[max(0, start - _REACH) : start], post.text[end : end + _REACH]
    beside = re.escape(new)
    if (
        not one.is_plain
        or re.search(rf"(?<!\w){beside}\W{{1,3}}\Z", before)
        or re.match(rf"\W{{1,3}}{beside}\b", behind)
    ):
        return None
    words = new.split()
    maker = _MAKER.search(before)
    if maker is not None and maker["word"] in words:
        start, before = start - len(maker.group()), before[: maker.start()]
    tails = (" " + " ".join(words[at:]) for at in range(1, len(words)))
    end += len(next((tail for tail in tails if re.match(rf"{re.escape(tail)}\b", behind)), ""))
    old = post.text[start]
    if before.lower().split()[-1:] in (["a"], ["an"]) and (new[0].lower() in _VOWELS) != (old.lower() in _VOWELS):
        return None
    heading = next(
        (one for one in post.document.blocks if one.kind == "heading" and one.span.overlaps(Span(start, end))), None
    )
    if heading is None or heading.level == 1:
        return Fix(f"write '{new}'", (Edit(Span(start, end), new),))
    if _is_linked(heading, post):
        return None
    # Its address on the page is made of its words, and others may link to it.
    return Fix(f"write '{new}', which changes the heading's address", (Edit(Span(start, end), new),), "unsafe")


def _is_linked(heading: Block, post: Post) -> bool:
    """Whether the post itself links to a heading by its words."""
    own = _NO_LETTER.sub("", heading.prose.text.lower())
    return any(
        link.target.startswith("#") and _NO_LETTER.sub("", link.target.lower()) == own for link in post.document.links
    )


def _listed(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """The names of the rule's own list, but where a sentence tells of the past or compares."""
    searched = scope(post, options.scopes)
    names = phrases(options.phrases)
    found = names.find(searched)
    kept = [*without(found, searched, allow=options.allow, unless=options.unless, quoted=options.quoted)]
    if not kept:
        return
    judged = listed(post, kept, names, context.ledger, context.vocabulary, context.today, context.days_of)
    seen: set[Span] = set()
    for place, judgement in judged:
        span = place.stretch.span(place.start, place.end)
        if not judgement.is_history and not any(span.overlaps(other) for other in seen):
            seen.add(span)
            yield Hit(span, {"words": place.words}, "listed", reasons=judgement.signals)
