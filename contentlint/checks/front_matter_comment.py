"""Text in YAML front matter that a `#` turns into a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.frontmatter.yaml_errors import quoted
from contentlint.post.post import Post
from contentlint.text.spans import Span

_COMMENT = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")


@dataclass(frozen=True, slots=True)
class Options:
    notes: tuple[str, ...] = field(
        default=(), metadata={"help": "words that begin a comment which is meant as one, such as TODO"}
    )


MESSAGES = {"": message("key", "comment"), "empty": message("key", "comment")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each `#word` right after an unquoted text or in the place of a value.

    A comment that is meant as one nearly always has a space after the `#`.
    """
    front_matter = post.front_matter
    if front_matter.format != "yaml":
        return
    for entry in front_matter:
        if not isinstance(entry.value, (str, type(None))) or entry.value_span.end > front_matter.span.end:
            continue
        value = entry.value_span.cut(post.text)
        if value[:1] in ("'", '"', "|", ">", "*") or "\n" in value:
            continue
        match = _COMMENT.match(post.text, entry.value_span.end)
        if match is None or match[1][1:].lower().startswith(tuple(note.lower() for note in options.notes)):
            continue
        comment = match[1].rstrip(" \t")
        span = Span(match.start(1), match.start(1) + len(comment))
        whole = Span(entry.value_span.start, span.end) if value else span
        fix = Fix("put the whole value in quotes", (Edit(whole, quoted(whole.cut(post.text))),))
        key = next((str(part) for part in reversed(entry.path) if isinstance(part, str)), "")
        shown = comment if len(comment) <= 40 else comment[:39] + "…"
        yield Hit(span, {"key": key, "comment": shown}, "" if value else "empty", fix=fix)
