"""A past year planted in pages of advice of public blogs: how many of them are found.

    python benchmarks/first_sight/years.py WORDING FOLDER [--pages 60] [--seed 1] [--today 2026-11-30] [--show]

FOLDER holds blogs, each in a folder of its own; WORDING is a set of `years/wording.json` beside this file. Pages are
those whose title promises advice (how to, best, guide, prices …) and names no year, drawn one of each blog in turn; on
each one past year is planted in title, heading, sentence or slug, turn by turn. Found is a hit on the planted words.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.catalog.options import as_options
from contentlint.catalog.rule import Context
from contentlint.checks import year
from contentlint.post.post import Post

WORDING = Path(__file__).parent / "years" / "wording.json"
PLACES = ("title", "heading", "sentence", "slug")
YEARS = ("2024", "2025", "2023")
ADVICE = re.compile(
    r"^(?:how (?:to|do|does|much|many)|best|top \d+|what (?:is|are)|which|when to|why you|choosing|getting started|"
    r"\d+ (?:\w+ ){0,3}(?:ways|tips|tools|things|reasons|best|sites|apps|ideas))\b|\b(?:guide|tips|tutorial|vs\.?|"
    r"versus|pricing|price|costs?|compar\w+|alternatives|cheat ?sheet|introduction to|beginners?|best practices|"
    r"checklist|explained)\b",
    re.IGNORECASE,
)
DATED = re.compile(
    r"\b(?:19|20)\d\d\b|release|announc|review of|in review|\b(?:my|I|we)\b|meetup|conference|talk", re.IGNORECASE
)
TITLE, HEADING = re.compile(r"^title:\s*(.+)$", re.MULTILINE), re.compile(r"^#{2,3} .*$", re.MULTILINE)


class Page(NamedTuple):
    """A page of advice."""

    path: str
    title: str
    text: str


def main() -> None:
    """Plant, look, and print how many were found."""
    parser = argparse.ArgumentParser(description="how many planted years are found")
    parser.add_argument("wording")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=dt.date.fromisoformat, default=dt.date(2026, 11, 30))
    parser.add_argument("--show", action="store_true", help="print what was not found")
    args = parser.parse_args()
    wording = json.loads(WORDING.read_text(encoding="utf-8"))[args.wording]
    loaded = catalog.load()
    options = as_options(year, loaded.rules["stale-year"].options, lambda message, key: ValueError(f"{key}: {message}"))
    context = Context(args.today, Lexicon(loaded.vocabulary))
    seen, found = Counter[str](), Counter[str]()
    for number, page in enumerate(drawn(args.folder, args.pages, random.Random(args.seed))):
        place = PLACES[number % 4]
        words, text = planted(page, place, wording[place][number // 4 % 15], YEARS[number % 3])
        at = text.find(words)
        hit = any(at <= one.span.start < at + len(words) for one in year.check(Post(page.path, text), options, context))
        seen[place] += 1
        found[place] += hit
        if args.show and not hit:
            print(f"{place}: {words} | {page.path}")
    for place in PLACES:
        print(f"{place}: {found[place]} of {seen[place]}")
    print(f"all: {found.total()} of {seen.total()}")


def drawn(folder: Path, number: int, rng: random.Random) -> list[Page]:
    """So many pages of advice, one of each blog in turn."""
    blogs = []
    for blog in sorted(folder.iterdir()):
        pages = [page for path in sorted(blog.rglob("*.md*")) if (page := advice(path, blog)) is not None]
        rng.shuffle(pages)
        blogs.append(pages)
    taken: list[Page] = []
    while len(taken) < number and any(blogs):
        taken += [pages.pop() for pages in blogs if pages][: number - len(taken)]
    rng.shuffle(taken)
    return taken


def advice(path: Path, blog: Path) -> Page | None:
    """The page at a path, when its title promises advice and it has text and headings."""
    if not path.is_file() or path.suffix not in (".md", ".mdx", ".markdown"):
        return None
    text = path.read_text(encoding="utf-8", errors="replace")
    match = TITLE.search(text[:1500]) if text.startswith("---") and "\n---" in text[3:] else None
    title = match[1].strip().strip("\"'") if match else ""
    if not ADVICE.search(title) or DATED.search(title):
        return None
    is_long = len(text.split()) > 200 and HEADING.search(text, text.index("\n---", 3))
    return Page(path.relative_to(blog).as_posix(), title, text) if is_long else None


def planted(page: Page, place: str, template: str, of: str) -> tuple[str, str]:
    """What was planted, and the text with it."""
    text, head = page.text, page.text.index("\n---", 3)
    if place == "title":
        words = json.dumps(template.format(t=page.title, y=of), ensure_ascii=False)[1:-1]
        return words, TITLE.sub(lambda _: f'title: "{words}"', text, count=1)
    if place == "slug":
        slug = re.sub(r"[^a-z0-9]+", "-", page.title.lower()).strip("-")[:50]
        words = template.format(s=slug, y=of)
        bare = re.sub(r"^slug:.*\n", "", text, flags=re.MULTILINE)
        return words, TITLE.sub(lambda match: f"slug: {words}\n{match[0]}", bare, count=1)
    words = template.format(y=of)
    headings = list(HEADING.finditer(text, head))
    if place == "heading":
        one = headings[min(1, len(headings) - 1)]
        return words, f"{text[: one.start()]}## {words}{text[one.end() :]}"
    return words, f"{text[: headings[0].end()]}\n\n{words}\n{text[headings[0].end() :]}"


if __name__ == "__main__":
    main()
