"""Links to this site's own pages, files and headings."""

from __future__ import annotations

from collections.abc import Iterator

from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit, Severity
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.site.links import Reference, judge, references
from contentlint.site.model import Resolution


@dataclass(frozen=True, slots=True)
class Options:
    """What of the links is reported."""

    reasons: tuple[str, ...] = field(
        default=("missing", "missing-file", "redirect-missing"),
        metadata={
            "help": "which outcomes to report: missing, missing-file, redirect-missing, anchor, text, case, draft, "
            "future, redirect, scheme-missing"
        },
    )
    of: tuple[str, ...] = field(
        default=("link", "tag", "image", "front-matter"),
        metadata={"help": "which uses to report: link, tag, image (shown in the page), front-matter"},
    )
    ignore: tuple[str, ...] = field(
        default=(), metadata={"help": "beginnings of targets that are never reported, such as /downloads/"}
    )


_SAID = message("target", "resolved", "fragment", "page", "detail", "suggestion", "why")
_KEYS = ("", "suggestion", "redirect-missing", "redirect-missing-suggestion", "elsewhere", "text")
MESSAGES = dict.fromkeys(_KEYS, _SAID)


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """Yields one hit for each place where a target is written that has one of the outcomes."""
    site = context.site
    if site is None:
        return
    page = site.page(post.path)
    is_draft = page is not None and page.state == "draft"
    seen: set[tuple[int, int]] = set()
    for reference in references(post):
        place = (reference.span.start, reference.span.end)
        if reference.where not in options.of or place in seen or reference.target.startswith(options.ignore or "\0"):
            continue
        if not reference.target.strip() or reference.is_mere_text(post):
            continue
        found = judge(site, post.path, reference)
        if found.verdict == "unknown" or found.reason not in options.reasons:
            continue
        if is_draft and found.reason in ("draft", "future"):
            continue  # neither is published
        is_link = reference.where == "link"
        if found.reason in ("anchor", "scheme-missing") and is_link and not reference.text.strip():
            continue  # nobody can follow it: a link without words is told by empty-link
        seen.add(place)
        yield _hit(post, reference, found, context)


def _hit(post: Post, reference: Reference, found: Resolution, context: Context) -> Hit:
    site = context.site
    assert site is not None
    goal, _, fragment = found.resolved.partition("#")
    values: dict[str, str | int | float] = {
        "target": reference.target,
        "resolved": goal or reference.target,
        "fragment": fragment,
        "page": found.path or goal,
        "detail": found.detail,
        "suggestion": "",
        "why": "",
    }
    message: str = found.reason if found.reason in ("redirect-missing", "text") else ""
    fix = None
    if found.reason == "redirect":
        final = found.resolved if found.path else ""
        return Hit(reference.span, values, "" if final else "elsewhere")
    image = reference.where in ("image", "front-matter")
    suggestion = site.suggest(post.path, reference.target, text=reference.text, image=image)
    if suggestion:
        values["suggestion"], values["why"] = suggestion.target, suggestion.why
        message = f"{message}-suggestion" if message else "suggestion"
        if suggestion.sure and reference.span.cut(post.text) == reference.target:
            title = f"change the target to {suggestion.target}"
            fix = Fix(title, (Edit(reference.span, suggestion.target),))
    at_most = _at_most(post, reference, found, context, is_near=suggestion is not None)
    return Hit(reference.span, values, message, fix, at_most=at_most)


def _at_most(post: Post, reference: Reference, found: Resolution, context: Context, *, is_near: bool) -> Severity:
    """How bad a link can be at most: an error is a fact. `is_near` says that the site has something like its target."""
    assert context.site is not None
    if reference.where == "front-matter" and reference.target.startswith("/"):
        return "warning"  # whether a template shows it is not known; a file beside the post, the build reads
    if reference.is_of_own_component(post):
        return "warning"
    if found.reason != "missing" or found.worked_before:
        return "error"
    if reference.target.startswith("/") and context.site.is_of_absent_folder(found.resolved):
        return "warning"
    return "warning" if not is_near and context.site.is_uncharted(found.resolved) else "error"
