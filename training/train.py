"""From labelled posts to the weights of `contentlint/claims/odds/weights.json`.

    python training/train.py --texts TEXTS [--corpora DIR] [--out FILE]
    python training/train.py --texts TEXTS [--corpora DIR] --folds

Texts and labels are those of `benchmarks/yardstick.py` (its `rebuild` writes TEXTS); blogs that are put away, and those
drawn anew, are not looked at. With `--folds` each of five folds of blogs is scored by weights learnt from the others,
which are written to `training/folds` for a test. scikit-learn is needed for this alone (`pip install scikit-learn`).
Seeds and orders are fixed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import yardstick

from contentlint.claims.odds import KINDS, kind_of, read_weights

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE.parent / "contentlint/claims/odds/weights.json"
PENALTY = 0.4
"""Inverse strength of the quadratic penalty: chosen in folds by blog from 0.2, 0.3, 0.4 and 0.5."""
WORDS_COUNT = dict.fromkeys(("w:", "b:", "h:", "i:", "s:", "l:", "r:", "L:", "Q:"), 0.4)
"""What a word counts by where it stands, beside 1 of any other signal: from 0.3 to 0.6 in folds."""
INVENTED = "invented passage "
FLAGS_COUNT = 0.2
"""What a flag of an invented passage counts beside what is fine in one: half of their sentences are flags, of those of
posts one in eleven, and the odds are of posts."""
FEWEST = 15
"""Candidates that have a signal at least, for it to weigh anything."""
LEAST = 0.25
"""Probability from which on a candidate is told, as a note at least: in the folds F1 is level from 0.25 to 0.45, and
what the judge before found and was right stays found."""
FEWEST_BLOGS = 12
"""Blogs that have a word at least, for it to weigh anything."""
SLIGHTEST = 0.02
"""Weights under this are left away."""
SEED = 7


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate: the number of its post, the blog, where its unit begins and ends, its signals, the label."""

    post: int
    blog: str
    start: int
    end: int
    signals: frozenset[str]
    verdict: str


def candidates(post: yardstick.Post, only_labelled: bool) -> list[tuple[int, int, frozenset[str], str]]:
    """The candidates of a post: where the unit is, its signals, and flag, borderline or ok."""
    from contentlint.catalog import catalog
    from contentlint.catalog.lexicon import Lexicon
    from contentlint.claims.odds.signals import candidates as of_post
    from contentlint.claims.reading import Reading
    from contentlint.post.post import Post

    reading = Reading(Post(Path(post.path).name, post.text), Lexicon(catalog.load().vocabulary))
    labels = [label for label in post.labels if label["type"] != "stale-year"]
    found = []
    for one in of_post(reading) if reading.profile.is_english else ():
        span = reading.units[one.index].whole
        verdicts = {e["verdict"] for e in labels if e["start"] < span.end and span.start < e["end"]}
        if verdicts or not only_labelled:
            verdict = next((v for v in ("flag", "borderline") if v in verdicts), "ok")
            found.append((span.start, span.end, one.signals, verdict))
    return found


def passages() -> list[yardstick.Post]:
    """The invented passages of `passages.jsonl`, each a post of a blog of its own; what it does not flag is fine."""
    read = []
    for number, line in enumerate((HERE / "passages.jsonl").read_text(encoding="utf-8").splitlines()):
        given = json.loads(line)
        flags = [(given["text"].index(words), len(words)) for words in given["flags"]]
        labels = [{"start": at, "end": at + n, "verdict": "flag", "type": "statistic"} for at, n in flags]
        name = f"{INVENTED}{number}"
        read.append(yardstick.Post(name, name, "", "passage.md", given["text"], labels))
    return read


def scaled(signals: frozenset[str], number: int) -> dict[str, float]:
    """The signals with what they count: words less than the rest, and each again for kind `number` of candidates, by
    half, so that a kind has weights of its own only where the labels call for them."""
    kind = KINDS[number]
    shared = {name: WORDS_COUNT.get(name[:2], 1.0) for name in sorted(signals)}
    return shared | {f"{kind}|{name}": value / 2 for name, value in shared.items()} | {f"{kind}|": 1.0}


def is_extra(row: Row) -> bool:
    """True for a candidate of an invented passage."""
    return row.blog.startswith(INVENTED)


def fit(rows: list[Row]) -> dict[str, Any]:
    """Weights learnt from rows. Borderline cases are left out; a blog weighs the root of its number of candidates."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    used = [row for row in rows if row.verdict != "borderline"]
    counts: Counter[str] = Counter()
    of_blogs: dict[str, set[str]] = defaultdict(set)
    for row in used:
        counts.update(row.signals)
        for name in row.signals:
            of_blogs[name].add(row.blog)
    kept = {
        n for n, k in counts.items() if k >= FEWEST and (n[:2] not in WORDS_COUNT or len(of_blogs[n]) >= FEWEST_BLOGS)
    }
    blogs = Counter(row.blog for row in used)
    vectors = DictVectorizer()
    seen = vectors.fit_transform([scaled(row.signals & kept, kind_of(row.signals)) for row in used])
    seen.indices, seen.indptr = seen.indices.astype("int32"), seen.indptr.astype("int32")  # as liblinear wants them
    weight = [blogs[row.blog] ** -0.5 * (FLAGS_COUNT if is_extra(row) and row.verdict == "flag" else 1) for row in used]
    mean = sum(weight) / len(weight)
    model = LogisticRegression(C=PENALTY, max_iter=3000, solver="liblinear", random_state=SEED)
    model.fit(seen, [row.verdict == "flag" for row in used], sample_weight=[w / mean for w in weight])
    learnt = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    weights: dict[str, list[float]] = {}
    for name in sorted(kept):
        value = WORDS_COUNT.get(name[:2], 1.0)
        each = [value * (learnt.get(name, 0) + learnt.get(f"{kind}|{name}", 0) / 2) for kind in KINDS]
        if max(map(abs, each)) >= SLIGHTEST:
            weights[name] = [round(float(one), 2) for one in each]
    intercepts = [round(float(model.intercept_[0] + learnt.get(f"{kind}|", 0)), 3) for kind in KINDS]
    of_posts = [row.verdict == "flag" for row in used if not is_extra(row)]
    base = sum(of_posts) / len(of_posts)
    return {"intercepts": intercepts, "least": LEAST, "base": round(base, 3), "weights": weights}


def write(data: dict[str, Any], path: Path) -> None:
    """Write weights, a signal a line."""
    lines = ",\n".join(f"  {json.dumps(n)}: {json.dumps(w)}" for n, w in sorted(data["weights"].items()))
    head = json.dumps({key: value for key, value in data.items() if key != "weights"})
    path.write_text(f'{head[:-1]}, "weights": {{\n{lines}\n}}}}\n', encoding="utf-8")


def folds(posts: list[yardstick.Post], rows: list[Row]) -> None:
    """Print how the first `len(posts)` posts are scored by weights that have not seen their blogs."""
    stated: list[tuple[float, Row]] = []
    for place in range(yardstick.FOLDS):
        data = fit([row for row in rows if yardstick.fold_of(row.blog) != place])
        write(data, HERE / "folds" / f"{place}.json")
        model = read_weights(data)
        scored = (row for row in rows if yardstick.fold_of(row.blog) == place and row.post < len(posts))
        stated += [(model.probability(row.signals), row) for row in scored]
    print("| from | P | R | F1 |\n|---|---|---|---|")
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for chance, row in stated:
            if chance >= least:
                found[row.post].append(
                    {"years": False, "start": row.start, "end": row.end, "line": row.start, "rule": ""}
                )
        scores = [yardstick.judge(post, found.get(n, []), years=False) for n, post in enumerate(posts)]
        precision, recall, f1 = yardstick.measures(scores)
        print(f"| {least} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")
    bins = sorted(
        (chance, row.verdict == "flag") for chance, row in stated if row.verdict != "borderline" and chance >= LEAST
    )
    parts = [bins[len(bins) * i // 10 : len(bins) * (i + 1) // 10] for i in range(10)]
    error = sum(abs(sum(c for c, _ in p) - sum(r for _, r in p)) for p in parts) / max(len(bins), 1)
    print(f"calibration error over candidates from {LEAST} on, ten bins: {error:.3f}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--folds", action="store_true")
    given = parser.parse_args()
    posts, _sealed, _new = yardstick.read(given.texts, given.corpora)
    units = yardstick.read_units(given.texts)
    every = [*posts, *units, *passages()]
    with ProcessPoolExecutor() as pool:
        partly = [len(posts) <= n < len(posts) + len(units) for n in range(len(every))]
        found = list(pool.map(candidates, every, partly, chunksize=8))
    rows = [Row(n, every[n].blog, *one) for n, own in enumerate(found) for one in own]
    flags = sum(row.verdict == "flag" for row in rows)
    blogs = {one.blog for one in (*posts, *units)}
    invented = len(every) - len(posts) - len(units)
    print(f"{len(posts)} posts, units of {len(units)} more, {len(blogs)} blogs, {invented} passages, ", end="")
    print(f"{len(rows)} candidates, {flags} of them flags")
    if given.folds:
        folds(posts, rows)
    else:
        write(fit(rows), given.out)


if __name__ == "__main__":
    main()
