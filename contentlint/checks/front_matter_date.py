"""Dates in front matter that are no dates of the calendar, or that tools read differently."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.frontmatter import Field
from contentlint.post.post import Post
from contentlint.schema import js_date
from contentlint.text import dates


@dataclass(frozen=True, slots=True)
class Options:
    keys: tuple[str, ...] = field(
        default=("date",),
        metadata={"help": "keys that hold a date, beside those that the post's schema gives a date format"},
    )
    words: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata={
            "help": "values that a generator makes a date of by itself, such as Last Modified, by the generator's name"
        },
    )


_BY_CODE = frozenset(("gatsby", "nextjs", "nuxt", "plain", "sveltekit", "vitepress"))
"""Generators that leave dates to the site's own code, which may as well show the text as it is."""
_JAVASCRIPT = frozenset(("astro", "docusaurus", "hexo", "quarto", "vuepress")) | _BY_CODE
"""Generators that make a date of a text by JavaScript's `new Date` (hexo/lib/plugins/processor/common.ts, `toDate`), by
what takes no less (quarto.org/docs/reference/dates.html), or by code that mostly does."""
_FORGIVING = frozenset(("jekyll", "hexo", "eleventy", "pelican", "gatsby", "nextjs"))
"""Generators that read dates with slashes by themselves, or leave them to the site's code."""
_ISO_WITHOUT_DAY = re.compile(r"\d{4}(?:-\d{2})?\Z")
"""What Eleventy (Luxon's `fromISO`) takes for the first day of the year or month."""
_SAID = message("key", "value")
MESSAGES = {
    **dict.fromkeys(("", "impossible", "no-year", "no-day", "order"), _SAID),
    "ambiguous": message("key", "value", "first", "second"),
}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit for each date key whose value is no full date; nothing for an empty value."""
    if post.front_matter.format is None:
        return
    schema = context.schema_for(post.path)
    keys = {key.lower() for key in options.keys}
    words = {word.lower() for word in _words(options, context)}
    for entry in post.front_matter:
        if len(entry.path) != 1 or not isinstance(entry.path[0], str):
            continue
        by_schema = schema is not None and bool(schema.formats(entry.path[0]) & {"date", "date-time"})
        if (by_schema or entry.path[0].lower() in keys) and str(entry.value).strip().lower() not in words:
            yield from _judge(post, entry, by_schema, context.site.generator if context.site is not None else "")


def _words(options: Options, context: Context) -> Iterator[str]:
    """The words of the site's generator; of all of them where it isn't known."""
    generator = context.site.generator if context.site is not None else "plain"
    for name, words in options.words.items():
        if generator in (name, "plain"):
            yield from words


def _judge(post: Post, entry: Field, by_schema: bool, generator: str) -> Iterator[Hit]:
    value = entry.value
    key = str(entry.path[0])
    if value is None or isinstance(value, (dt.date, dt.time)):
        return
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        if by_schema:
            yield Hit(entry.value_span, {"key": key, "value": _shown(post, entry)})
        return
    if not isinstance(value, str):
        # A schema may take seconds or milliseconds since 1970; a bare year or 20260105 is none.
        if 1000 <= value <= 9999 and not by_schema and key != "date":
            return  # the year in which the book came out that the post is about
        if 1000 <= value <= 9999 or not by_schema:
            message = "no-day" if 1000 <= value <= 9999 else ""
            yield Hit(entry.value_span, {"key": key, "value": _shown(post, entry)}, message)
        return
    written = value.strip()
    if not written:
        return
    kind = dates.fault(written)
    if kind is None or (kind == "" and generator in _JAVASCRIPT and js_date.reads(written)):
        return
    if kind == "order" and generator == "jekyll" and _is_day_first(written):
        return
    values: dict[str, str | int | float] = {"key": key, "value": _shown(post, entry)}
    if kind == "ambiguous":
        match = dates.match(dates.SLASHED, written)
        assert match is not None
        a, b, year = int(match["a"]), int(match["b"]), match["year"]
        values |= {"first": f"{year}-{a:02d}-{b:02d}", "second": f"{year}-{b:02d}-{a:02d}"}
    # Of two readings the generator takes one, and the build goes on; which is meant only the author knows.
    is_read = kind in ("order", "ambiguous") and generator in _FORGIVING
    if kind != "impossible" and generator in _JAVASCRIPT:
        is_read = is_read or js_date.reads(written) or (generator in _BY_CODE and not by_schema)
    is_read = is_read or (generator == "eleventy" and _ISO_WITHOUT_DAY.match(written) is not None)
    yield Hit(entry.value_span, values, kind, fix=_fix(entry, written, kind), at_most="warning" if is_read else "error")


def _is_day_first(written: str) -> bool:
    """True for 18/03/2015, as Ruby's `Time.parse` reads it."""
    match = dates.match(dates.SLASHED, written)
    return match is not None and int(match["a"]) > 12


def _shown(post: Post, entry: Field) -> str:
    written = " ".join(entry.value_span.cut(post.text).split())
    return written if len(written) <= 40 else written[:39] + "…"


def _fix(entry: Field, written: str, kind: str) -> Fix | None:
    """A date whose month and day are sure, written the way every generator reads."""
    if kind != "order" or entry.prose is None:
        return None
    match = dates.match(dates.SLASHED, written)
    assert match is not None
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    month, day = (a, b) if dates.is_day(year, a, b) else (b, a)
    date = dt.date(year, month, day).isoformat()
    start = entry.value.index(match["a"])
    end = match.end("year") + start
    return Fix(f"write {date}", (Edit(entry.prose.span(start, end), date),))
