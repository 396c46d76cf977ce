"""Words that have a better one: wordy for plain, a product's name as it writes itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contentlint.catalog.exceptions import begins, is_in_name, without
from contentlint.catalog.phrases import Place, phrases, why_wrong
from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.post.scopes import scope
from contentlint.post.scopes import why_wrong as no_scope
from contentlint.text.spans import Span


@dataclass(frozen=True, slots=True)
class Options:
    replacements: Mapping[str, str] = field(
        default_factory=dict,
        metadata={
            "help": "what is looked for (phrases, or regular expressions between slashes) and what to write instead; "
            "several to choose from are parted by `|`, and nothing means that it is left out",
            "wrong": why_wrong,
        },
    )
    more: Mapping[str, str] = field(
        default_factory=dict,
        metadata={"help": "entries that are added to `replacements`, or stand for theirs", "wrong": why_wrong},
    )
    keep: tuple[str, ...] = field(default=(), metadata={"help": "keys of `replacements` that are not looked for"})
    scopes: frozenset[str] = field(
        default=frozenset({"text"}),
        metadata={"help": "the parts of a post that are searched", "wrong": no_scope},
    )
    allow: tuple[str, ...] = field(
        default=(), metadata={"help": "longer phrases or expressions that it may be a part of", "wrong": why_wrong}
    )
    unless: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "phrases or expressions that excuse it when they stand in the same sentence",
            "wrong": why_wrong,
        },
    )
    quoted: bool = field(default=False, metadata={"help": "report what stands in quotation marks as well"})
    match_case: bool = field(
        default=False,
        metadata={"help": "look at letter case: what differs from the replacement in that alone is found, too"},
    )
    fix: bool = field(default=True, metadata={"help": "let `--fix` write the replacement where there is one alone"})


MESSAGES = {
    "": message("words", "better"),
    "drop": message(
        "words", own=True, when=lambda options: "" in (*options.replacements.values(), *options.more.values())
    ),
}
_VOWELS = frozenset("aeiou")


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each place that has a replacement, with a fix where the source has the words as they read."""
    del context
    wanted = {**options.replacements, **options.more}
    for kept in options.keep:
        wanted.pop(kept, None)
    searched = scope(post, options.scopes)
    found = phrases(tuple(wanted), True, False).find(searched)
    seen: set[Span] = set()
    for place in without(found, searched, allow=options.allow, unless=options.unless, quoted=options.quoted):
        choices = [choice.strip() for choice in wanted[place.term].split("|")]
        if is_in_name(place) or (options.match_case and _is_right(place, choices)):
            continue
        span = place.stretch.span(place.start, place.end)
        if span in seen:
            continue
        seen.add(span)
        fitting = choices if options.match_case else [_in_case(choice, place.words) for choice in choices]
        fix = _fix(post, place, span, fitting) if options.fix else None
        better = " or ".join(f"'{choice}'" for choice in fitting if choice)
        yield Hit(span, {"words": place.words, "better": better}, "" if better else "drop", fix)


def _is_right(place: Place, choices: list[str]) -> bool:
    """Whether a name is written right, or is a command or a package: in small letters where a sentence begins."""
    return (place.words.islower() and begins(place)) or any(_is_written(place, choice) for choice in choices)


def _is_written(place: Place, choice: str) -> bool:
    """Whether a replacement stands there already, or the words are a part of it."""
    at = choice.find(place.words)
    behind = choice[at + len(place.words) :]
    return at >= 0 and place.before(at) == choice[:at] and place.after(len(behind)) == behind


def _in_case(choice: str, words: str) -> str:
    """A replacement with the capitals of the words that it stands for."""
    letters = [char for char in words if char.isalpha()]
    if len(letters) > 3 and all(map(str.isupper, letters)):
        return choice.upper()
    is_first = bool(letters) and letters[0].isupper() and choice[:1].islower()
    return choice[:1].upper() + choice[1:] if is_first else choice


def _fix(post: Post, place: Place, span: Span, choices: list[str]) -> Fix | None:
    """The replacement as an edit: where there is one choice, no markup in the way, and the article before it fits."""
    if len(choices) != 1 or " ".join(span.cut(post.text).split()) != place.words:
        return None
    choice = choices[0]
    if not choice:
        return _removal(post, place, span)
    before = place.before(4).lower().split()[-1:]
    if before in (["a"], ["an"]) and (choice[0].lower() in _VOWELS) != (place.words[0].lower() in _VOWELS):
        return None
    return Fix(f"write '{choice}'", (Edit(span, choice),))


def _removal(post: Post, place: Place, span: Span) -> Fix | None:
    """Without the words: the next one takes the capital over."""
    source, end = post.text, span.end
    if source[end : end + 1] == ",":
        end += 1
    if source[end : end + 1] != " " or not source[end + 1 : end + 2].isalpha():
        return None
    is_first = place.words[0].isupper()
    following = source[end + 1]
    edit = Edit(Span(span.start, end + 2), following.upper() if is_first else following)
    return Fix(f"leave out '{place.words}'", (edit,))
