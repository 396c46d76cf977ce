"""Learns which two figures are of one fact: the weights of `contentlint.claims.agreement.odds`.

    python training/agreement.py --blogs DIR … --items FILE …           # writes weights.json
    python training/agreement.py --blogs DIR … --items FILE … --folds   # prints how it does on what it has not seen

`--blogs` are folders with a folder for each blog: two figures of a blog with one value that is rare in other blogs are
taken for one fact, two with values that can't both be true for two. `--items` are files of invented posts, an object a
line: `id`, `truth` ("wrong" or "right"), `posts` (each with `path` and `text`) and, of a wrong one, the two `values`.
scikit-learn (with scipy) is needed for this alone; seeds and orders are fixed. The folds are by blog and by item.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.agreement import candidates
from contentlint.claims.agreement.candidates import Pair, Said
from contentlint.claims.agreement.mentions import Mention, mentions
from contentlint.post.language import language_of
from contentlint.post.post import Post

WEIGHTS = Path(__file__).parent.parent / "contentlint" / "claims" / "agreement" / "weights.json"
SEED = 5
FOLDS = 5
LEAST = 1.2
"""The logit from which on a pair is one fact: in the folds three of a thousand posts of real blogs have such a pair."""
PENALTY = 0.1
ITEM, SAME, OTHER = 6.0, 30.0, 10_000.0
"""What an invented pair weighs, and all pairs of real blogs with one value, and with two, together."""
SCOPE = 0.6
"""What a signal counts again for its scope, within a post or across, so that each can have weights of its own."""
CHANCE = 0.004
"""Share of the posts that give a value from which on two of one value may be two facts."""
POSTS, PAIRS, EQUAL = 45, 40, 8
"""The most posts of a blog, and pairs of different and of equal values of a post, that are learnt from."""
SUFFIXES = (".md", ".mdx", ".markdown")
SLIGHTEST = 0.02
_LEVEL = re.compile(r"(.*?)(\d+)")
_FOR = tuple("near nears wide wides cross names snames subj meas measw title".split())
_AGAINST = ("others", "rivals>", "figures", "near:each", "near:one", "far:each", "far:one", "tout", "days", "apart")
"""Signals with levels that may only speak for one fact, or only against it."""
_FOR_TOO = ("near:same:", "far:same:", "noun:same", "label:same", "noun:r")
_AGAINST_TOO = (
    "near:each:", "near:one:", "far:each:", "far:one:", "head:each", "names:each", "cnames:each", "tnames", "tswap",
    "meas:each", "label:other", "unit:other", "small", "b:",
)  # fmt: skip
"""How others begin."""


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


def read(args: tuple[str, str]) -> tuple[str, str, tuple[Mention, ...]] | None:
    """A post of a blog with its figures; None for one that is not English, or too short or long to be one."""
    blog, path = args
    text = Path(path).read_text(encoding="utf-8", errors="replace").lstrip("\ufeff")
    if not 400 <= len(text) <= 60_000:
        return None
    post, lexicon = Post(path, text), Lexicon(catalog.load().vocabulary)
    if language_of(post, lexicon.words("english-words")) != "en":
        return None
    return blog, path, mentions(post, lexicon)


def of_blogs(folders: Iterable[Path]) -> list[Row]:
    """The pairs of real blogs."""
    chance = random.Random(SEED)
    jobs = []
    for folder in folders:
        for blog in sorted(path for path in folder.iterdir() if path.is_dir()):
            posts = sorted(str(path) for path in blog.rglob("*") if path.suffix in SUFFIXES and path.is_file())
            jobs += [(blog.name, path) for path in sorted(chance.sample(posts, min(len(posts), POSTS)))]
    with ProcessPoolExecutor() as pool:
        found = [one for one in pool.map(read, jobs, chunksize=16) if one is not None]
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
        rows += _rows(blog, False, False, [pair for _, _, pair in candidates.across(short, short)], 150, chance)
    return rows


def _rows(blog: str, same: bool, is_one: bool, pairs: list[Pair], most: int, chance: random.Random) -> Iterator[Row]:
    kept = chance.sample(pairs, min(len(pairs), most))
    for pair in kept:
        yield Row(blog, False, same, pair.signals, is_one, 1.0 if is_one else len(pairs) / len(kept))


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


def of_items(paths: Iterable[Path]) -> list[Row]:
    """The pairs of invented posts."""
    lexicon = Lexicon(catalog.load().vocabulary)
    rows = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            made = [Post(post["path"], post["text"]) for post in item["posts"]]
            posts = [candidates.said(post.path, mentions(post, lexicon)) for post in made]
            pairs = [(True, pair) for post in posts for pair in candidates.within(post.figures)]
            pairs += [(False, pair) for _, _, pair in candidates.across(posts, posts)]
            for same, pair in pairs:
                is_one = item["truth"] == "wrong" and _is_marked(pair, item["values"])
                source = f"{path.stem} {item['id']}"
                rows.append(Row(source, True, same, pair.signals, is_one, ITEM, item["truth"]))
    return rows


def _is_marked(pair: Pair, values: list[str]) -> bool:
    given = [[_is(value, one) for value in values[:2]] for one in (pair.first, pair.second)]
    return len(values) > 1 and any(given[0][n] and given[1][1 - n] for n in (0, 1))


def _is(value: str, one: Mention) -> bool:
    numbers = [re.findall(r"\d[\d,.]*", text) for text in (value, one.text)]
    if all(numbers):
        return numbers[0][0].rstrip(".,") == numbers[1][0].rstrip(".,")
    return not any(numbers) and (one.text.lower() in value.lower() or value.lower() in one.text.lower())


def steps(signals: Iterable[str]) -> dict[str, int]:
    """The signals of a pair, and whether each may only speak for one fact (1), against it (-1), or both (0).

    "near3" is at least 1, 2 and 3, so that more words in common never speak against one fact.
    """
    found = {}
    for name in signals:
        level = _LEVEL.fullmatch(name)
        if level and level[1] in (*_FOR, *_AGAINST):
            found.update({f"{level[1]}#{n}": 1 if level[1] in _FOR else -1 for n in range(1, int(level[2]) + 1)})
        else:
            found[name] = 1 if name.startswith(_FOR_TOO) else -1 if name.startswith(_AGAINST_TOO) else 0
    return found


def fit(rows: Sequence[Row]) -> dict[str, Any]:
    """Weights learnt from rows: the least penalized loss among those whose signs are what they may be."""
    import numpy as np
    from scipy.optimize import minimize
    from sklearn.feature_extraction import DictVectorizer

    signs: dict[str, int] = {}
    given = []
    for row in rows:
        scope, own = ("w|" if row.same_post else "x|"), steps(row.signals)
        given.append({**dict.fromkeys(own, 1.0), **{scope + name: SCOPE for name in own}, scope: 1.0})
        signs |= own | {scope + name: sign for name, sign in own.items()} | {scope: 0}
    vectors = DictVectorizer()
    seen = vectors.fit_transform(given).tocsr()
    turned = seen.T.tocsr()
    label = np.array([1.0 if row.is_one else -1.0 for row in rows])
    sums = {of: sum(row.weight for row in rows if not row.invented and row.is_one is of) for of in (True, False)}
    totals = {True: SAME, False: OTHER}
    weight = np.array([row.weight * (1 if row.invented else totals[row.is_one] / sums[row.is_one]) for row in rows])

    def loss(now: Any) -> tuple[float, Any]:
        margin = label * (seen @ now[:-1] + now[-1])
        slope = -(weight * label) / (1 + np.exp(np.clip(margin, -500, 500)))
        value = PENALTY * (weight @ np.logaddexp(0, -margin)) + 0.5 * now[:-1] @ now[:-1] + 0.005 * now[-1] ** 2
        return value, np.concatenate([PENALTY * (turned @ slope) + now[:-1], [PENALTY * slope.sum() + 0.01 * now[-1]]])

    names = list(vectors.get_feature_names_out())
    bounds = [((0, None), (None, None), (None, 0))[1 - signs[name]] for name in names] + [(None, None)]
    start = np.zeros(len(names) + 1)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 400}).x
    return _written(dict(zip(names, map(float, best), strict=False)), float(best[-1]), rows)


def _written(learnt: dict[str, float], intercept: float, rows: Iterable[Row]) -> dict[str, Any]:
    made = {}
    for name in sorted({name for row in rows for name in row.signals}):
        each = [
            round(sum(learnt.get(n, 0) + SCOPE * learnt.get(scope + n, 0) for n in steps([name])), 2)
            for scope in ("w|", "x|")
        ]
        if max(map(abs, each)) >= SLIGHTEST:
            made[name] = each
    intercepts = [round(intercept + learnt.get(scope, 0), 3) for scope in ("w|", "x|")]
    return {"intercepts": intercepts, "least": round(1 / (1 + math.exp(-LEAST)), 3), "weights": made}


def logit(data: dict[str, Any], row: Row) -> float:
    """What weights say of a pair."""
    scope = 0 if row.same_post else 1
    known = (data["weights"][name][scope] for name in row.signals if name in data["weights"])
    return math.fsum((data["intercepts"][scope], *known))


def folds(rows: list[Row]) -> None:
    """Print what weights find that have not seen the blog or item."""
    stated = []
    for place in range(FOLDS):
        data = fit([row for row in rows if row.fold != place])
        stated += [(logit(data, row), row) for row in rows if row.fold == place]
    print("| from | wrong items found | right items told | pairs of real blogs told |\n|---|---|---|---|")
    for least in (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0):
        told = [row for value, row in stated if value > least]
        wrong, right = ({row.source for row in told if row.truth == truth} for truth in ("wrong", "right"))
        real = sum(row.weight for row in told if not row.invented and not row.is_one)
        print(f"| {least} | {len(wrong)} | {len(right)} | {real:.0f} |")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blogs", type=Path, nargs="*", default=[])
    parser.add_argument("--items", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--folds", action="store_true")
    given = parser.parse_args()
    rows = [*of_blogs(given.blogs), *of_items(given.items)]
    print(
        f"{len(rows)} pairs, {sum(row.is_one for row in rows)} of one fact, {len({row.source for row in rows})} sources"
    )
    if given.folds:
        folds(rows)
        return
    data = fit(rows)
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(each)}" for name, each in data["weights"].items())
    head = json.dumps({key: value for key, value in data.items() if key != "weights"})
    given.out.write_text(f'{head[:-1]}, "weights": {{\n{lines}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
