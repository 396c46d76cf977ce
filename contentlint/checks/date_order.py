"""A date of change that lies before the date of publication."""

from __future__ import annotations

from collections.abc import Iterable

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit, Related
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.text import dates


@dataclass(frozen=True, slots=True)
class Options:
    published: tuple[str, ...] = field(
        default=("date",), metadata={"help": "keys of the day of publication; the first one that the post has counts"}
    )
    changed: tuple[str, ...] = field(default=("lastmod",), metadata={"help": "keys of the day of a change"})


_SAID = ("key", "day", "first", "before")
MESSAGES = {"": message(*_SAID), "zones": message(*_SAID)}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each date of change that is before the date of publication, in whatever time zone they are.

    A date without a time is a whole day, which is before when all of it is. What is to be published on a later day than
    today was rightly changed before.
    """
    found = ((entry, dates.read(entry.value)) for key in options.published if (entry := post.front_matter.get(key)))
    first, published = next(((entry, when) for entry, when in found if when), (None, None))
    if first is None or published is None:
        return
    if published.start.date() > context.today:
        return  # written before the day it is meant for
    zones = context.site.routes.zones if context.site is not None else ()
    for key in options.changed:
        entry = post.front_matter.get(key)
        changed = dates.read(entry.value) if entry is not None else None
        if entry is not None and changed is not None and changed.is_before(published, zones):
            yield Hit(
                entry.value_span,
                {
                    "key": key,
                    "day": entry.bare(post.text),
                    "first": str(first.path[0]),
                    "before": first.bare(post.text),
                },
                # What reads as the same day or a later one needs a word more.
                "" if changed.start.date() < published.start.date() else "zones",
                related=(Related(f"`{first.path[0]}` stands here", first.value_span),),
            )
