"""What blogs and invented posts give to learn from: pairs of figures, as rows (see `agreement.py`)."""

from __future__ import annotations

import hashlib
import lzma
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.agreement import candidates
from contentlint.claims.agreement.candidates import Pair, Said
from contentlint.claims.agreement.mentions import Mention, mentions
from contentlint.claims.agreement.odds import weights
from contentlint.claims.agreement.signals import nearness
from contentlint.claims.logistic import logit
from contentlint.post.language import language_of
from contentlint.post.post import Post

HERE = Path(__file__).resolve().parent
SEED = 5
FOLDS = 5
ITEM = 3.0
"""What an invented pair weighs."""
CHANCE = 0.004
"""Share of the posts that give a value from which on two of one value may be two facts."""
POSTS, PAIRS, EQUAL = 60, 12, 8
"""The most posts of a blog, and pairs of different and of equal values of a post, that are learnt from."""
NEARLY = -1.5
"""The logit from which on a pair of two facts is learnt from whatever the number."""
SUFFIXES = (".md", ".mdx", ".markdown")
LONGER = 2
"""How often an invented post is looked at once more among others."""


@dataclass(frozen=True, slots=True)
class Row:
    """A pair: the blog or item it is from, whether it is invented, its scope and signals, the label, what it weighs."""

    source: str
    invented: bool
    same_post: bool
    signals: frozenset[str]
    is_one: bool
    weight: float
    truth: str = ""

    @property
    def fold(self) -> int:
        """The part of the folds that the pair is in."""
        return int(hashlib.sha1(self.source.encode()).hexdigest(), 16) % FOLDS


def read(args: tuple[str, str]) -> Found | None:
    """A post of a blog with its figures; None for one that is not English, or too short or long to be one."""
    blog, path = args
    text = Path(path).read_text(encoding="utf-8", errors="replace").lstrip("\ufeff")
    if not 400 <= len(text) <= 60_000:
        return None
    post, lexicon = Post(path, text), Lexicon(catalog.load().vocabulary)
    if language_of(post, lexicon.words("english-words")) != "en":
        return None
    return blog, path, mentions(post, lexicon)


Found = tuple[str, str, tuple[Mention, ...]]
"""A blog, one of its posts, and the figures there."""


def read_blogs(folders: Iterable[Path]) -> list[Found]:
    """The figures of the posts of blogs."""
    chance = random.Random(SEED)
    jobs = []
    for folder in folders:
        for blog in sorted(path for path in folder.iterdir() if path.is_dir()):
            posts = sorted(str(path) for path in blog.rglob("*") if path.suffix in SUFFIXES and path.is_file())
            jobs += [(blog.name, path) for path in sorted(chance.sample(posts, min(len(posts), POSTS)))]
    with ProcessPoolExecutor() as pool:
        return [one for one in pool.map(read, jobs, chunksize=16) if one is not None]


def of_blogs(found: Sequence[Found]) -> list[Row]:
    """The pairs of blogs."""
    chance = random.Random(SEED)
    usual = _Usual(figures for _, _, figures in found)
    blogs: dict[str, list[Said]] = defaultdict(list)
    for blog, path, figures in found:
        blogs[blog].append(candidates.said(path, figures))
    rows = []
    for blog, posts_of in blogs.items():
        for post in posts_of:
            equal = list(usual.rare(candidates.within(post.figures, differ=False)))
            rows += _rows(blog, True, True, equal, EQUAL, chance)
            rows += _rows(blog, True, False, list(candidates.within(post.figures)), PAIRS, chance)
        short = [candidates.said(post.path, post.figures[:60]) for post in posts_of]
        equal = list(usual.rare(pair for _, _, pair in candidates.across(short, short, differ=False)))
        rows += _rows(blog, False, True, equal, 60, chance)
        rows += _rows(blog, False, False, [pair for _, _, pair in candidates.across(short, short)], 60, chance)
    return rows


def _rows(blog: str, same: bool, is_one: bool, pairs: list[Pair], most: int, chance: random.Random) -> Iterator[Row]:
    """Some of the pairs; of those of two facts all that the weights before take for one, or nearly."""
    near = [] if is_one else [pair for pair in pairs if logit(weights().probability(pair.signals, same)) > NEARLY]
    hard = set(map(id, near))
    rest = [pair for pair in pairs if id(pair) not in hard]
    kept = chance.sample(rest, min(len(rest), most))
    for pair in near:
        yield Row(blog, False, same, pair.signals, False, 1.0)
    for pair in kept:
        yield Row(blog, False, same, pair.signals, is_one, 1.0 if is_one else len(rest) / len(kept))


class _Usual:
    """How often posts give a value: two figures with a usual one are equal by chance."""

    def __init__(self, posts: Iterable[Sequence[Mention]]) -> None:
        self._times: Counter[object] = Counter()
        self._kinds: Counter[str] = Counter()
        for figures in posts:
            for key in {figure.key for figure in figures}:
                self._times[key] += 1
                self._kinds[key[0]] += 1

    def rare(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """The pairs with a value that is rare, but those of a sentence that is repeated."""
        seen = set()
        for pair in pairs:
            a, b = pair.first, pair.second
            mark = a.key, a.clause.words | b.clause.words
            share = (self._times[a.key] + 1) / (self._kinds[a.what] + 50)
            if share <= CHANCE and a.sentence.words != b.sentence.words and mark not in seen:
                seen.add(mark)
                yield pair


_MARK = re.compile(r"⟦(.*?)\|(.*?)⟧", re.DOTALL)
_OTHER = re.compile(r"[‹›]")
_POST = re.compile(r"^=== (\S+)\n", re.MULTILINE)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_HEADING = re.compile(r"^#", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Item:
    """An invented text in one of its two readings: its posts, and of a wrong one where the contradiction stands and
    where what it contradicts, as stretches of each post, and the figures of the right reading."""

    name: str
    truth: str
    posts: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[tuple[int, int], ...], ...] = ()
    other: tuple[tuple[tuple[int, int], ...], ...] = ()
    right: tuple[str, ...] = ()


def read_items(path: Path) -> list[Item]:
    """The items of a file, each in both readings."""
    found = []
    for number, text in enumerate(path.read_text(encoding="utf-8").split("\n%%\n")):
        parts = _POST.split(text.strip() + "\n")
        posts = [("post.md", parts[0])] if parts[0].strip() else []
        posts += [
            (f"{Path(name).name.removesuffix('.md')}.md", body)
            for name, body in zip(parts[1::2], parts[2::2], strict=True)
        ]
        for truth in ("wrong", "right"):
            read = [_reading(body, truth) for _, body in posts]
            named = tuple((name, one[0]) for (name, _), one in zip(posts, read, strict=True))
            right = tuple(mark[2] for _, body in posts for mark in _MARK.finditer(body))
            if truth == "right" or right:
                made = Item(str(number), truth, named, tuple(o[1] for o in read), tuple(o[2] for o in read), right)
                found.append(made)
    return found


def _reading(body: str, truth: str) -> tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """A post in one reading, with the places of its marks, and of what they contradict."""
    text, at, marks = "", 0, []
    for mark in _MARK.finditer(body):
        text += body[at : mark.start()]
        chosen = mark[1 if truth == "wrong" else 2]
        marks.append((len(_OTHER.sub("", text)), len(_OTHER.sub("", text + chosen))))
        text, at = text + chosen, mark.end()
    text += body[at:]
    ends = [found.start() - n for n, found in enumerate(_OTHER.finditer(text))]
    return _OTHER.sub("", text), tuple(marks), tuple(zip(ends[::2], ends[1::2], strict=True))


def of_items(items: Sequence[Item]) -> list[Row]:
    """The pairs of invented posts; of each item once more with the posts of others behind it, as in longer posts."""
    lexicon = Lexicon(catalog.load().vocabulary)
    chance = random.Random(SEED)
    calm = [item for item in items if item.truth == "right" and len(item.posts) == 1]
    rows = []
    for item in items:
        rows += _of_item(item, item.posts, lexicon)
        for _ in range(LONGER):
            behind = ["".join(_section(chance.choice(calm)) for _ in range(chance.randint(2, 5))) for _ in item.posts]
            longer = tuple((name, text + more) for (name, text), more in zip(item.posts, behind, strict=True))
            rows += _of_item(item, longer, lexicon)
    return rows


def _section(item: Item) -> str:
    """The post of an item as a section of another."""
    text = _FRONT.sub("", item.posts[0][1]).strip()
    head = "" if text.startswith("#") else f"## Note {item.name}\n\n"
    return f"\n{head}{_HEADING.sub('##', text) if text.startswith('# ') else text}\n"


def _of_item(item: Item, posts: Sequence[tuple[str, str]], lexicon: Lexicon) -> Iterator[Row]:
    made = [Post(name, text) for name, text in posts]
    said = [candidates.said(post.path, mentions(post, lexicon)) for post in made]
    pairs = [(True, n, n, pair) for n, post in enumerate(said) for pair in candidates.within(post.figures)]
    place = {post.path: n for n, post in enumerate(said)}
    pairs += [(False, place[a.path], place[b.path], pair) for a, b, pair in candidates.across(said, said)]
    pairs.sort(key=lambda one: (not one[0], one[1:3], one[3].first.span, one[3].second.span))
    meant: list[tuple[float, int]] = []
    about: set[int] = set()
    for number, (_, m, n, pair) in enumerate(pairs) if item.truth == "wrong" else ():
        inside = [_within(one, item.wrong[at]) for one, at in ((pair.first, m), (pair.second, n))]
        if not any(inside):
            continue
        about.add(number)
        for one, at, own, is_in in ((pair.second, n, pair.first, inside[0]), (pair.first, m, pair.second, inside[1])):
            if not is_in or (any(item.other) and not _within(one, item.other[at])):
                continue
            kept, repeated = (any(_is(right, of) for right in item.right) for of in (own, one))
            meant.append((nearness(own, one) - 5 * kept + 10 * (repeated and not kept), number))
    best = max(meant)[1] if meant else -1
    for number, (same, _, _, pair) in enumerate(pairs):
        if number == best or number not in about:
            yield Row(f"item {item.name}", True, same, pair.signals, number == best, ITEM, item.truth)
    if item.truth == "wrong" and best < 0:
        yield Row(f"item {item.name}", True, True, frozenset(), True, 0.0, "missed")


def _within(one: Mention, places: Iterable[tuple[int, int]]) -> bool:
    return any(one.span.start < end and one.span.end > start for start, end in places)


def _is(value: str, one: Mention) -> bool:
    """Whether a text has the number of a figure."""
    numbers = {number.rstrip(".,") for number in re.findall(r"\d[\d,.]*", value)}
    own = re.findall(r"\d[\d,.]*", one.text)
    return own[0].rstrip(".,") in numbers if own else one.text.lower() in value.lower()


def save(rows: Iterable[Row], path: Path) -> None:
    """Write the pairs of blogs: a line of names of signals, then a line a pair that counts them up."""
    rows = list(rows)
    names = sorted({name for row in rows for name in row.signals})
    place = {name: n for n, name in enumerate(names)}
    lines = [" ".join(names)]
    for row in rows:
        own = hashlib.sha1(row.source.encode()).hexdigest()[:8]
        kind = f"{row.same_post:d}{row.is_one:d}"
        lines.append(f"{own} {kind} {row.weight:.2f} {' '.join(str(n) for n in sorted(place[s] for s in row.signals))}")
    path.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9))


def load(path: Path) -> list[Row]:
    """The pairs of blogs as they were written."""
    first, *lines = lzma.decompress(path.read_bytes()).decode().split("\n")
    names, rows = first.split(" "), []
    for line in lines:
        own, kind, weight, *signals = line.split(" ")
        seen = frozenset(names[int(n)] for n in signals)
        rows.append(Row(own, False, kind[0] == "1", seen, kind[1] == "1", float(weight)))
    return rows
