"""Learns which two figures are of one fact: the weights of `contentlint.claims.agreement.odds`.

    python training/agreement.py fit                    # facts.txt and facts_pairs.txt.xz to weights.json
    python training/agreement.py folds [--show]         # how it does on texts and blogs that it has not seen
    python training/agreement.py collect --blogs DIR …  # pairs of blogs to facts_pairs.txt.xz

`facts.txt` has invented posts, with "%%" between two items and "=== path" before each post of several: in ⟦wrong|right⟧
the first contradicts a figure elsewhere, marked ‹so› where it is not the one that the right reading repeats, the second
does not. Pairs of blogs are kept as names of signals alone: two figures of a blog with one value that is rare in other
blogs are taken for one fact, two with values that can't both be true for two. Signals that are made otherwise call for
new pairs. scikit-learn (with scipy) is needed for this alone; seeds and orders are fixed, folds are by blog and item.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from agreement_rows import FOLDS, HERE, Item, Row, load, of_blogs, of_items, read_blogs, read_items, save

from contentlint.claims.agreement.odds import read_weights

WEIGHTS = HERE.parent / "contentlint" / "claims" / "agreement" / "weights.json"
PRIOR = HERE / "facts_prior.json"
"""Weights learnt from more blogs and texts than are kept, which those learnt here add to."""
LEAST = 4.0, 5.2
"""The logits from which on a pair within a post and across posts is told: in folds two of a hundred invented
look-alikes are, and no pair of 223 blogs."""
SHARE = 1.0
"""How much of what is learnt is added to the weights before."""
PENALTY = 0.5
SAME, OTHER = 30.0, 200_000.0
"""What all pairs of blogs with one value, and with two, weigh together; an invented one weighs `ITEM`."""
SCOPE = 0.6
"""What a signal counts again for its scope, within a post or across, so that each can have weights of its own."""
SLIGHTEST = 0.02
_LEVEL = re.compile(r"(.*?)(\d+)")
_FOR = tuple("near nears wide wides cross names snames subj meas measw title after afters after:% up down".split())
_AGAINST = tuple(
    (
        "others rivals> figures near:each near:one far:each far:one tout days apart own owns later own:% own:# "
        "own:money own:time swap swapped: shift extra role prep howna hownb case:"
    ).split()
)
"""Signals with levels that may only speak for one fact, or only against it."""
_FOR_TOO = (
    "near:same:",
    "far:same:",
    "noun:same",
    "label:same",
    "noun:r",
    "next:same",
    "before:same",
    "lead:same",
    "event:same",
)
_AGAINST_TOO = (
    "near:each:", "near:one:", "far:each:", "far:one:", "head:each", "names:each", "cnames:each", "tnames", "tswap",
    "meas:each", "label:other", "unit:other", "small", "b:", "meas:own", "compound", "next:each", "title:series",
    "prior:each", "prior:one", "beside:each", "before:each", "lead:each", "lead:one", "det:", "event:other",
    "head:near", "hsaid", "twins",
)  # fmt: skip
"""How others begin."""


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

    rows = sorted(rows, key=lambda row: (row.source, row.truth, row.same_post, row.is_one, sorted(row.signals)))
    signs: dict[str, int] = {}
    given = []
    for row in rows:
        scope, own = ("w|" if row.same_post else "x|"), steps(row.signals)
        given.append({**dict.fromkeys(own, 1.0), **{scope + name: SCOPE for name in own}, scope: 1.0})
        signs |= own | {scope + name: sign for name, sign in own.items()} | {scope: 0}
    before = read_weights(json.loads(PRIOR.read_text(encoding="utf-8")))
    known = np.array([math.log(p / (1 - p)) for p in (before.probability(r.signals, r.same_post) for r in rows)])
    vectors = DictVectorizer()
    seen = vectors.fit_transform(given).tocsr()
    turned = seen.T.tocsr()
    label = np.array([1.0 if row.is_one else -1.0 for row in rows])
    sums = {of: sum(row.weight for row in rows if not row.invented and row.is_one is of) for of in (True, False)}
    totals = {True: SAME, False: OTHER}
    weight = np.array([row.weight * (1 if row.invented else totals[row.is_one] / sums[row.is_one]) for row in rows])

    def loss(now: Any) -> tuple[float, Any]:
        margin = label * (known + seen @ now[:-1] + now[-1])
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
    before = read_weights(json.loads(PRIOR.read_text(encoding="utf-8")))
    for name in sorted({name for row in rows for name in row.signals} | set(before.weights)):
        was = before.weights.get(name, (0.0, 0.0))
        each = [
            round(old + SHARE * sum(learnt.get(n, 0) + SCOPE * learnt.get(scope + n, 0) for n in steps([name])), 2)
            for old, scope in zip(was, ("w|", "x|"), strict=True)
        ]
        if max(map(abs, each)) >= SLIGHTEST:
            made[name] = each
    intercepts = [
        round(old + SHARE * (intercept + learnt.get(scope, 0)), 3)
        for old, scope in zip(before.intercepts, ("w|", "x|"), strict=True)
    ]
    return {
        "intercepts": intercepts,
        "least": [round(1 / (1 + math.exp(-least)), 5) for least in LEAST],
        "weights": made,
    }


def logit(data: dict[str, Any], row: Row) -> float:
    """What weights say of a pair."""
    scope = 0 if row.same_post else 1
    known = (data["weights"][name][scope] for name in row.signals if name in data["weights"])
    return math.fsum((data["intercepts"][scope], *known))


def folds(rows: list[Row], items: Sequence[Item], is_shown: bool) -> None:
    """Print what weights find that have not seen the blog or item."""
    stated = []
    for place in range(FOLDS):
        data = fit([row for row in rows if row.fold != place and row.weight])
        stated += [(logit(data, row), row) for row in rows if row.fold == place]
    sources = {truth: {row.source for row in rows if row.truth == truth} for truth in ("wrong", "right", "missed")}
    print(f"no candidate: {len(sources['missed'])}")
    print("| from | wrong items found | right items told | pairs of blogs told |\n|---|---|---|---|")
    for least in (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0):
        told = [row for value, row in stated if value > least and row.weight]
        wrong = {row.source for row in told if row.truth == "wrong" and row.is_one}
        right = {row.source for row in told if row.truth == "right"}
        real = sum(row.weight for row in told if not row.invented and not row.is_one)
        print(
            f"| {least} | {len(wrong)} of {len(sources['wrong'])} | {len(right)} of {len(sources['right'])} "
            f"| {real:.0f} |"
        )
    if not is_shown:
        return
    texts = {(f"item {item.name}", item.truth): item for item in items}
    best: dict[tuple[str, str], list[tuple[float, Row]]] = defaultdict(list)
    for value, row in stated:
        if row.truth:
            best[row.source, row.truth].append((value, row))
    for (source, truth), own in sorted(best.items()):
        meant = max((value for value, row in own if row.is_one and row.weight), default=-9.0)
        false = max((value for value, row in own if not row.is_one), default=-9.0)
        posts = "\n".join(text for _, text in texts.get((source, truth), Item("", "", ())).posts)
        if truth == "wrong" and meant <= LEAST[0]:
            print(f"MISSED {source} {meant:.2f}\n{posts}")
        if truth != "missed" and false > LEAST[0]:
            print(f"FALSE {source} {truth} {false:.2f}\n{posts}")


def write(data: dict[str, Any], path: Path) -> None:
    """Write weights, a signal a line."""
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(each)}" for name, each in data["weights"].items())
    head = json.dumps({key: value for key, value in data.items() if key != "weights"})
    path.write_text(f'{head[:-1]}, "weights": {{\n{lines}\n}}}}\n', encoding="utf-8")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("collect", "folds", "fit"))
    parser.add_argument("--blogs", type=Path, nargs="*", default=[])
    parser.add_argument("--items", type=Path, nargs="*", default=[HERE / "facts.txt"])
    parser.add_argument("--pairs", type=Path, default=HERE / "facts_pairs.txt.xz")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    if given.what == "collect":
        save(of_blogs(read_blogs(given.blogs)), given.pairs)
        return
    items = [item for path in given.items for item in read_items(path)]
    rows = [*load(given.pairs), *of_items(items)]
    print(
        f"{len(rows)} pairs, {sum(row.is_one for row in rows)} of one fact, {len({row.source for row in rows})} sources"
    )
    if given.what == "folds":
        folds(rows, items, given.show)
    else:
        write(fit([row for row in rows if row.weight]), given.out)


if __name__ == "__main__":
    main()
