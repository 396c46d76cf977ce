"""Front matter that can't be read, is never closed, or has a key twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit, Related, Severity
from contentlint.post import frontmatter
from contentlint.post.post import Post


@dataclass(frozen=True, slots=True)
class Options:
    kinds: tuple[Literal["syntax", "unclosed", "duplicate-key"], ...] = field(
        default=("syntax", "unclosed", "duplicate-key"),
        metadata={"help": "which problems to report: syntax, unclosed, duplicate-key"},
    )
    templates: tuple[str, ...] = field(
        default=(),
        metadata={"help": "names of directories whose files are templates, with `{{ … }}` in the front matter"},
    )


MESSAGES = {"": message("problem")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """One hit for each problem, with a fix where the change leaves front matter that can be read."""
    if any(part in options.templates for part in PurePosixPath(post.path).parts[:-1]):
        return
    for problem in post.front_matter.problems:
        if problem.kind not in options.kinds:
            continue
        related = (Related("it stands here first", problem.first),) if problem.first else ()
        said = problem.message[:1].upper() + problem.message[1:]
        is_read = problem.kind == "duplicate-key" and post.front_matter.format == "yaml" and _takes_last(context)
        mild: Severity = "warning" if is_read else "error"
        yield Hit(problem.span, {"problem": said}, fix=_fix(post, problem), related=related, at_most=mild)


def _takes_last(context: Context) -> bool:
    """True where the site is built with the last value: Psych and Go's yaml.v2 (Hugo before 0.148) take it."""
    return context.site is not None and context.site.generator in ("hugo", "jekyll")


def _fix(post: Post, problem: frontmatter.Problem) -> Fix | None:
    if problem.replacement is None:
        return None
    span = problem.span
    mended = frontmatter.parse(post.text[: span.start] + problem.replacement + post.text[span.end :])
    if mended.problems:
        return None
    written = problem.replacement.strip()
    what = f"write {written}" if written else "write spaces" if problem.replacement else "take it away"
    return Fix(what, (Edit(span, problem.replacement),))
