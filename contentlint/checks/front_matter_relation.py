"""What a value of the front matter, the slug or the file's name must be, by what stands elsewhere in the post."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit, Related
from contentlint.guard import patterns
from contentlint.guard.records import dataclass, field
from contentlint.measure import keywords, words
from contentlint.measure.slug import file_name, slug_of
from contentlint.post.post import Post
from contentlint.text import dates
from contentlint.text.spans import Span

_ASKED = re.compile(r"\{([\w.-]{1,80})\}")
_MARKS = re.compile(r"[+#]+(?!\w)")
_LONGEST = 300
Must = Literal[
    "equal", "differ", "contain", "begin-with", "end-with", "match", "not-match", "exist", "unique", "within-days"
]


@dataclass(frozen=True, slots=True)
class Options:
    must: Must = field(
        default="equal",
        metadata={
            "help": "equal, differ, contain, begin-with, end-with (what `than` says); match, not-match (the expression "
            "`pattern`); exist; unique (no entry of a list twice); within-days (of today, or of the date in `than`)",
            "fixed": True,
        },
    )
    keys: tuple[str, ...] = field(
        default=("slug",),
        metadata={
            "help": "what is looked at, the first that a post has: keys of the front matter; {slug} for the last part "
            "of the address, {file} for the name of the file without its ending"
        },
    )
    than: str = field(
        default="",
        metadata={
            "help": "what it is held against: text with {slug}, {file}, {folder}, {year}, {today}, {h1} or {any-key} "
            "of the front matter; where one of these is not there, nothing is said"
        },
    )
    pattern: str = field(default="", metadata={"help": "the regular expression of match and not-match", "regex": True})
    when_keys: tuple[str, ...] = field(
        default=(), metadata={"help": "only posts that have one of these keys are looked at; all when empty"}
    )
    min_months: int = field(
        default=0,
        metadata={
            "help": "only posts of which the first of `when-keys` that they have is a date so many months ago, or "
            "more; 0 for all",
            "least": 0,
            "most": 1200,
        },
    )
    loose: bool = field(
        default=False,
        metadata={"help": "compare by words alone: without case, punctuation, accents and plural endings"},
    )
    max_days: int = field(default=0, metadata={"help": "days of within-days", "least": 0, "most": 36_500})


_SAID = ("key", "value", "than")
MESSAGES = {
    "": message(*_SAID),
}


class _Value(NamedTuple):
    """What is looked at: its name in messages, its text, its place, and its value where it is one of a key."""

    key: str
    text: str
    span: Span
    value: object = None


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """A hit on the value that is not as it must be; of a key that must exist on the title."""
    if not _is_judged(post, options, context):
        return
    found = _looked_at(post, options, context)
    if options.must == "exist":
        if found is None and options.keys:
            yield Hit(words.place(post), {"key": options.keys[0], "value": "", "than": options.than})
        return
    if found is None:
        return
    if options.must == "unique":
        yield from _doubled(post, found)
        return
    than = _filled(post, options.than, context)
    if than is not None and not _holds(found, than, options, context):
        yield Hit(_wrong(post, found, options), {"key": found.key, "value": found.text, "than": than})


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """The value that was looked at, by its key."""
    found = _looked_at(post, options, context) if _is_judged(post, options, context) else None
    return {found.key: found.text[:_LONGEST]} if found is not None else None


def _is_judged(post: Post, options: Options, context: Context) -> bool:
    key = next((key for key in options.when_keys if _is_there(post, key)), None)
    if options.min_months == 0:
        return key is not None or not options.when_keys
    entry = post.front_matter.get(*key.split(".")) if key is not None else None
    when = dates.read(entry.value) if entry is not None else None
    return when is not None and _months(when.start.date(), context.today) >= options.min_months


def _months(day: dt.date, today: dt.date) -> int:
    """The whole months from one day to another."""
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)


def _is_there(post: Post, key: str) -> bool:
    entry = post.front_matter.get(*key.split("."))
    return entry is not None and entry.value not in (None, "", [], {})


def _looked_at(post: Post, options: Options, context: Context) -> _Value | None:
    for key in options.keys:
        if key == "{slug}":
            slug = slug_of(post, context.site)
            if slug.text:
                return _Value("slug", slug.text, slug.span or words.place(post))
        elif key == "{file}":
            return _Value("file name", file_name(post.path), words.place(post))
        elif _is_there(post, key):
            entry = post.front_matter.get(*key.split("."))
            assert entry is not None
            span = (
                words.whole(entry.prose) if entry.prose is not None and entry.prose.text.strip() else entry.value_span
            )
            return _Value(key, entry.bare(post.text), span, entry.value)
    return None


def _doubled(post: Post, found: _Value) -> Iterator[Hit]:
    """A hit on each entry of a list that is there before, a plural or a hyphen apart."""
    seen: dict[tuple[str, ...], Span] = {}
    for entry in post.front_matter:
        if entry.path[:-1] != tuple(found.key.split(".")) or entry.prose is None:
            continue
        marks = tuple(_MARKS.findall(entry.prose.text))  # C, C++ and C# are three
        same = (*(token.stem for token in keywords.tokens(entry.prose.text)), *marks)
        if same in seen:
            values = {"key": found.key, "value": entry.bare(post.text), "than": seen[same].cut(post.text).strip("'\"")}
            yield Hit(entry.value_span, values, related=(Related("it stands here, too", seen[same]),))
        elif same:
            seen[same] = entry.value_span


def _filled(post: Post, than: str, context: Context) -> str | None:
    """What a value is held against; None where a part of it is not there."""
    missing = False

    def fill(asked: re.Match[str]) -> str:
        nonlocal missing
        text = _part(post, asked[1], context)
        missing = missing or text is None
        return text or ""

    filled = _ASKED.sub(fill, than)
    return None if missing else filled


def _part(post: Post, name: str, context: Context) -> str | None:
    if name == "slug":
        return slug_of(post, context.site).text or None
    if name == "file":
        return file_name(post.path)
    if name == "folder":
        return post.path.rpartition("/")[0].rpartition("/")[2] or None
    if name == "today":
        return context.today.isoformat()
    if name == "year":
        return str(context.today.year)
    if name == "h1":
        first = next((heading for heading in post.document.headings if heading.level == 1), None)
        return first.prose.text if first is not None else None
    entry = post.front_matter.get(*name.split("."))
    return entry.bare(post.text) if entry is not None and entry.value not in (None, "", [], {}) else None


def _plain(text: str, options: Options) -> str:
    return " ".join(token.stem for token in keywords.tokens(text)) if options.loose else text.strip()


def _holds(found: _Value, than: str, options: Options, context: Context) -> bool:
    if options.must in ("match", "not-match"):
        if not options.pattern or len(found.text) > _LONGEST:
            return True
        matched = patterns.read(options.pattern).search(found.text) is not None
        return matched is (options.must == "match")
    if options.must == "within-days":
        return _is_near(found.value, than, options, context)
    value, other = _plain(found.text, options), _plain(than, options)
    if not other:
        return True
    return {
        "equal": value == other,
        "differ": value != other,
        "contain": other in value,
        "begin-with": value.startswith(other),
        "end-with": value.endswith(other),
    }[options.must]


def _wrong(post: Post, found: _Value, options: Options) -> Span:
    """The part of a value that it must not have, where it is written as it is; else all of it."""
    if options.must != "not-match" or found.span.cut(post.text) != found.text:
        return found.span
    part = patterns.read(options.pattern).search(found.text)
    assert part is not None
    return Span(*part.span()).shift(found.span.start) if part.group() else found.span


def _is_near(value: object, than: str, options: Options, context: Context) -> bool:
    """True for a date within so many days of another; also where one of them can't be read."""
    when = dates.read(value)
    other = dates.read(than) if than else None
    if when is None or (than and other is None):
        return True
    day = other.start.date() if other is not None else context.today
    return abs(when.start.date() - day) <= dt.timedelta(days=options.max_days)
