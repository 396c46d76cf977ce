"""Front matter that can't be read, is never closed, or has a key twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit, Related, Severity
from contentlint.guard.records import dataclass, field
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


_GRAY_MATTER = frozenset(("docusaurus", "eleventy", "gatsby", "nextjs", "vitepress", "vuepress"))
"""Generators that take all of a file for front matter where nothing closes it (the package
`gray-matter`)."""
_JS_YAML = _GRAY_MATTER | {"astro", "hexo", "nuxt", "quarto", "sveltekit"}
"""Generators that read YAML with the package `js-yaml`, which takes the control characters of C1 in quotes."""
_QUOTED_C1 = re.compile(r"[^\n\"']*[\"'][^\n]*[\x80-\x9f]\Z")
_HUGO_MARKS = ("---", "+++")
"""Hugo takes a line that begins with the mark for the end (its `pageparser`): the rest of the line is text."""
_TABS = re.compile(r"(?<=\n)\t+")
_TITLE = re.compile(r"^[ \t]*[\"']?title[\"']?[ \t]*[:=]", re.MULTILINE | re.IGNORECASE)
_LONGEST = 5_000
"""Code points at the beginning of a file in which a title is looked for."""

MESSAGES = {"": message("problem")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """One hit for each problem, with a fix where the change leaves front matter that can be read."""
    if any(part in options.templates for part in PurePosixPath(post.path).parts[:-1]):
        return
    for problem in post.front_matter.problems:
        if problem.kind not in options.kinds or _is_mended(post, problem, context):
            continue
        related = (Related("it stands here first", problem.first),) if problem.first else ()
        said = problem.message[:1].upper() + problem.message[1:]
        yield Hit(
            problem.span,
            {"problem": said},
            fix=_fix(post, problem),
            related=related,
            at_most=_mild(post, problem, context),
        )


def _mild(post: Post, problem: frontmatter.Problem, context: Context) -> Severity:
    """How bad a problem can be at most: what the site is built with all the same fails no build."""
    generator = context.site.generator if context.site is not None else ""
    if problem.kind == "duplicate-key":
        if post.front_matter.format != "yaml" or not _takes_last(context):
            return "error"
        return "info" if _is_same(post, problem) else "warning"
    if problem.kind == "unclosed" and generator in _GRAY_MATTER:
        whole = frontmatter.parse(post.text.rstrip() + "\n---\n")
        return "warning" if whole.fields and not whole.problems else "error"
    is_near = problem.kind == "unclosed" and problem.replacement is not None
    if is_near and generator == "hugo" and problem.span.cut(post.text).startswith(_HUGO_MARKS):
        return "warning"
    start = post.text.rfind("\n", 0, problem.span.start) + 1
    if generator in _JS_YAML and _QUOTED_C1.match(post.text, start, problem.span.end):
        return "warning"
    # What builds the site is not known, nor which files: one without a title is hardly a post.
    if generator == "plain" and not _TITLE.search(post.text, 0, _LONGEST):
        return "warning"
    return "error"


def _is_mended(post: Post, problem: frontmatter.Problem, context: Context) -> bool:
    """True for tabs that indent where the generator reads the front matter all the same: Hexo puts two blanks for each
    (the package `hexo-front-matter`, `escapeYAML`), js-yaml 3, which `gray-matter` has, does not count them."""
    generator = "" if context.site is None else context.site.generator
    width = 2 if generator == "hexo" else 0
    if (width == 0 and generator not in _GRAY_MATTER) or "\t" not in problem.span.cut(post.text):
        return False
    head, body = post.text[: post.front_matter.end], post.text[post.front_matter.end :]
    return not frontmatter.parse(_TABS.sub(lambda tabs: " " * (width * len(tabs[0])), head) + body).problems


def _is_same(post: Post, problem: frontmatter.Problem) -> bool:
    """True when both of a key's values are the same."""
    places = (problem.first, problem.span)
    values = [one.value for place in places for one in post.front_matter if one.key_span == place]
    return len(values) == len(places) and values[0] == values[1] and type(values[0]) is type(values[1])


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
