"""The nearest existing target for a link that goes nowhere."""

from __future__ import annotations

import math
import posixpath
import re
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache

from contentlint.guard.records import dataclass
from contentlint.post.document import unwrapped
from contentlint.site.addresses import Addresses
from contentlint.site.model import Page, Resolution, Suggestion
from contentlint.site.paths import host_and_path, take_apart, url_of
from contentlint.site.project import CONTENT
from contentlint.site.reading.ids import transliterate

NEAR = 0.62
"""Similarity from which on a page is worth naming."""
CLEAR = 0.12
"""By how much the best must lead the second to be named when it is not close."""

_NUMBERS = re.compile(r"\d+")
_YEAR = re.compile(r"\A(?:19|20)\d\d\Z")
_STOP = frozenset("a an and for from guide how in of on or the to vs with your is are at by what complete".split())
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What a suggestion is made from: the site's addresses, what becomes of a link (by the post's path, the target, and
    whether it is shown in the page), and the ids of a file's headings with their words."""

    addresses: Addresses
    resolve: Callable[[str, str, bool], Resolution]
    anchors: Callable[[str], dict[str, str]]


@cache
def _tokens(text: str) -> tuple[str, ...]:
    """The words of a slug or title, lower case, plural endings off."""
    words = re.split(r"[^a-z0-9\u0080-\uffff]+", transliterate(text).lower())
    return tuple(re.sub(r"(?<=[a-z]{3})(?:ies)\Z", "y", re.sub(r"(?<=[a-rt-z]{3})s\Z", "", w)) for w in words if w)


def suggest(known: Known, path: str, target: str, text: str, image: bool) -> Suggestion | None:
    """The nearest existing target to a broken one: a rename in history first, then the same name elsewhere, then
    likeness of words. None when nothing is near."""
    found = known.resolve(path, target, image)
    if found.verdict not in ("broken", "broken-anchor"):
        return None
    if unwrapped(target) != target:
        return Suggestion(unwrapped(target), "the address without a second link around it", sure=True)
    if found.reason == "scheme-missing":
        scheme = "mailto:" if "@" in target and "/" not in target else "https://"
        return Suggestion(scheme + target, "with its scheme", sure=True)
    if found.reason == "anchor":
        return _anchor(known, found, target, text)
    if found.reason == "case" and found.resolved:
        return _written(known, path, target, found.resolved, found.path, "letter case differs", sure=True)
    if found.reason in ("draft", "future", "text"):
        return None
    goal = take_apart(found.resolved or target).path
    if image or _IMAGE.search(goal):
        return _file(known, path, target, goal)
    return _renamed(known, path, target, goal) or _page(known, path, target, goal, text)


def _anchor(known: Known, found: Resolution, target: str, text: str) -> Suggestion | None:
    if not found.path:
        return None
    wanted = found.resolved.rpartition("#")[2]
    titles = known.anchors(found.path)
    before = target.partition("#")[0] + "#"

    def bare(ident: str) -> str:
        return re.sub(r"[\W_]+", "", transliterate(ident).lower())

    same = [i for i in titles if bare(i) == bare(wanted)]
    if len(same) == 1:
        return Suggestion(before + same[0], "the heading's id", sure=True)
    if text:
        named = [i for i, words in titles.items() if _tokens(words) == _tokens(text) and words.strip()]
        if len(named) == 1:
            return Suggestion(before + named[0], f"the heading '{titles[named[0]]}'")
    best, score = None, 0.0
    mine = Counter(_tokens(wanted))
    for ident in titles:
        theirs = Counter(_tokens(ident))
        shared = sum((mine & theirs).values())
        likeness = max(
            SequenceMatcher(None, ident, wanted).ratio(),
            (2 * shared / (sum(mine.values()) + sum(theirs.values()))) if shared else 0,
        )
        if likeness > score:
            best, score = ident, likeness
    if best is not None and score >= 0.66:
        return Suggestion(before + best, f"the heading '{titles[best]}'")
    return None


def _renamed(known: Known, path: str, target: str, goal: str) -> Suggestion | None:
    name = _slug(goal)
    if len(name) < 3:
        return None
    seen: list[str] = []
    for old, new in known.addresses.project.tree.former_paths(name):
        page = known.addresses.pages.get(new)
        stem = re.sub(r"\A\d{4}-\d{1,2}-\d{1,2}-", "", re.sub(r"\.\w+\Z", "", old.rsplit("/", 1)[-1]))
        folder = old.rsplit("/", 2)[-2] if "/" in old else ""
        if page is None or page.state != "published" or not page.output:
            continue
        if stem == name or (stem in ("index", "_index") and folder.endswith(name)):
            seen.append(new)
    if not seen:
        return None
    return _to_page(
        known, path, target, known.addresses.pages[seen[0]], "renamed in the history", sure=len(set(seen)) == 1
    )


def _page(known: Known, path: str, target: str, goal: str, text: str) -> Suggestion | None:
    pages = [p for p in known.addresses.routes.pages if p.output and p.state == "published" and p.path != path]
    if not pages:
        return None
    name = _slug(goal)
    same = [p for p in pages if _slug(p.url or url_of(p.output)) == name]
    lang = known.addresses.pages[path].lang if path in known.addresses.pages else ""
    if len(same) > 1:
        same = [p for p in same if p.lang == lang] or same
    if len(same) == 1 and len(name) > 3 and name not in ("index", "readme"):
        # A name of one word (`/categories/team`, `/team`) may well be that of two things.
        return _to_page(known, path, target, same[0], "the page of that name", sure=len(_tokens(name)) > 1)
    weights, slugs, titles = _vocabulary(known)
    mine = list(_tokens(name))
    core = frozenset(t for t in mine if not _YEAR.match(t))
    if not core:
        return None
    exact = [p for p in pages if _core(slugs[p.path]) == core]
    if len(exact) == 1:
        # In the same folder a plural or a year that is gone is a change of name (`best-kettles-2024`, `best-kettles`);
        # a report and the post about it, a list and one of its entries differ in those, too, and lie apart.
        url = exact[0].url or url_of(exact[0].output)
        is_beside = posixpath.dirname(goal.rstrip("/")) == posixpath.dirname(known.addresses.base + url.rstrip("/"))
        years = {t for t in slugs[exact[0].path] if _YEAR.match(t)}
        sure = years <= set(mine) if is_beside else _words(name) == _words(_slug(url))
        return _to_page(known, path, target, exact[0], "the same words", sure=sure)
    said = frozenset(t for t in _tokens(text) if t not in _STOP)
    scored = []
    for page in pages:
        if lang and page.lang != lang:
            continue
        score = _likeness(core, _core(slugs[page.path]), weights)
        by_title = _likeness(core, _core(titles[page.path]), weights, cover=True)
        by_text = _likeness(said, _core(titles[page.path]), weights, cover=True) if len(said) > 1 else 0.0
        scored.append((max(score, 0.9 * by_title) + 0.15 * by_text, page))
    scored.sort(key=lambda s: (-s[0], len(s[1].url)))
    head = scored[:12]
    refined = sorted(
        (
            (0.7 * score + 0.3 * SequenceMatcher(None, name, _slug(page.url or url_of(page.output))).ratio(), page)
            for score, page in head
        ),
        key=lambda s: -s[0],
    )
    if not refined:
        return None
    best, page = refined[0]
    second = refined[1][0] if len(refined) > 1 else 0.0
    if best >= NEAR or (best >= NEAR - 0.1 and best - second >= CLEAR):
        why = f"'{page.title}'" if page.title else "the nearest name"
        slug = _slug(page.url or url_of(page.output))
        is_typo = SequenceMatcher(None, name, slug).ratio() >= 0.93 and _NUMBERS.findall(name) == _NUMBERS.findall(slug)
        return _to_page(known, path, target, page, why, sure=is_typo and best - second >= CLEAR)
    return None


def _words(slug: str) -> list[str]:
    """The words of a slug as they are, sorted."""
    return sorted(word for word in re.split(r"[\W_]+", slug.lower()) if word)


def _slug(path: str) -> str:
    """The last segment of a path without ending and without a date before it."""
    last = path.rstrip("/").rsplit("/", 1)[-1]
    return re.sub(r"\A\d{4}-\d{1,2}-\d{1,2}-", "", re.sub(r"\.(?:html?|mdx?|markdown)\Z", "", last))


def _core(tokens: frozenset[str]) -> frozenset[str]:
    return frozenset(t for t in tokens if not _YEAR.match(t))


def _vocabulary(known: Known) -> tuple[dict[str, float], dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """How telling each word is (rare words more), and the words of each page's slug and title."""
    routes = known.addresses.routes
    if "vocabulary" not in routes.facts:
        slugs = {p.path: frozenset(_tokens(_slug(p.url or url_of(p.output)))) for p in routes.pages}
        titles = {p.path: frozenset(_tokens(p.title)) for p in routes.pages}
        counts: Counter[str] = Counter()
        for p in routes.pages:
            counts.update(slugs[p.path] | titles[p.path])
        total = max(len(slugs), 2)
        unseen = 0.6 * (0.15 + math.log(total + 1))
        weights = {w: (0.25 if w in _STOP else 1.0) * (0.15 + math.log(total / n + 1)) for w, n in counts.items()}
        weights[""] = unseen  # of a word that no page has
        routes.facts["vocabulary"] = (weights, slugs, titles)
    found: tuple[dict[str, float], dict[str, frozenset[str]], dict[str, frozenset[str]]] = routes.facts["vocabulary"]
    return found


def _likeness(a: frozenset[str], b: frozenset[str], weights: dict[str, float], *, cover: bool = False) -> float:
    """Weighted Dice of two word sets; with `cover` how much of `a` is in `b`, little of `b`'s rest counted."""
    common = a & b
    if not common:
        return 0.0

    def weight(words: frozenset[str]) -> float:
        return sum(weights.get(w, weights[""]) for w in words)

    return weight(common) / (weight(a) + (0.15 if cover else 0.6) * weight(b - a))


def _file(known: Known, path: str, target: str, goal: str) -> Suggestion | None:
    name = goal.rsplit("/", 1)[-1]
    stem = name.rsplit(".", 1)[0].lower()
    outputs = [o for o in known.addresses.outputs if _IMAGE.search(o)] + [
        "/" + p for p in known.addresses.project.under(path.rsplit("/", 1)[0]) if _IMAGE.search(p)
    ]
    same = sorted({o for o in outputs if o.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower() == stem})
    generic = bool(re.fullmatch(r"\d*|image|img|cover|featured|hero|index|photo|thumb(?:nail)?", stem))
    if len(same) == 1 and not generic:
        # A picture and a drawing of one name may show two things.
        is_alike = (name.rpartition(".")[2].lower() == "svg") == (same[0].lower().endswith(".svg"))
        return _written(known, path, target, same[0], None, "the file of that name", sure=is_alike)
    folder = goal.rsplit("/", 1)[0] + "/"
    beside = [o for o in outputs if o.startswith(folder)]
    scored = sorted(
        ((SequenceMatcher(None, name.lower(), o[len(folder) :].lower()).ratio(), o) for o in beside), reverse=True
    )
    if scored and scored[0][0] >= 0.75 and (len(scored) == 1 or scored[0][0] - scored[1][0] > 0.02) and not generic:
        return _written(known, path, target, scored[0][1], None, "the nearest file beside it")
    return None


def _to_page(known: Known, path: str, target: str, page: Page, why: str, *, sure: bool = False) -> Suggestion | None:
    return _written(known, path, target, known.addresses.url(page), page.path, why, sure=sure)


def _written(
    known: Known, path: str, target: str, url: str, source: str | None, why: str, *, sure: bool = False
) -> Suggestion | None:
    """The suggestion in the manner of the broken link: with its host, slash, ending, and fragment where it fits."""
    apart = take_apart(target if "://" not in target else host_and_path(target)[1])
    bare = target.partition("#")[0].partition("?")[0]
    made = url
    if bare.endswith(CONTENT) and source:
        folder = path.rsplit("/", 1)[0] if "/" in path else ""
        made = posixpath.relpath(source, folder or ".")
        if bare.startswith("./") and not made.startswith("."):
            made = "./" + made
    elif "://" in bare:
        made = re.sub(r"\A(\w+://[^/]+).*", r"\1", bare) + _manner(url, bare)
    elif bare.startswith("/"):
        made = _manner(url, bare)
    else:
        here = known.addresses.pages.get(path)
        base = known.addresses.url(here) if here and here.output else ""
        if _IMAGE.search(url):
            folder = path.rsplit("/", 1)[0] if "/" in path else ""
            file = posixpath.relpath(url.lstrip("/"), folder or ".")
            made = file if known.addresses.project.exists(url.lstrip("/")) else url
            return Suggestion(made, why, sure) if made != target else None
        relative = posixpath.relpath(url, posixpath.dirname(base) or "/") if base else url
        made = _manner(relative + ("/" if url.endswith("/") and url != "/" else ""), bare)
        if known.resolve(path, made, False).verdict not in ("ok", "unknown"):
            made = _manner(url, "/")
    if apart.fragment and source:
        with_fragment = f"{made}#{target.partition('#')[2]}"
        if known.resolve(path, with_fragment, False).verdict == "ok":
            made = with_fragment
        else:
            sure = False
    if made == target or known.resolve(path, made, False).verdict not in ("ok", "unknown"):
        return None
    return Suggestion(made, why, sure)


def _manner(url: str, model: str) -> str:
    if url in ("/", "") or "." in url.rsplit("/", 1)[-1]:
        return url
    last = model.rsplit("/", 1)[-1]
    return url.rstrip("/") if last and not model.endswith("/") else url.rstrip("/") + "/"
