"""From posts to the weights of `contentlint/claims/sums/weights.json`: which sums do authors state?

    python training/sums.py fit                      # sums.txt and sums_posts.txt.xz to weights.json
    python training/sums.py folds [--show]           # how it does on texts and posts that it has not seen
    python training/sums.py collect --posts FOLDER … # what figures of posts could make, to sums_posts.txt.xz

Labels come free: a sum that comes out, to the precision in which it is written, was most likely meant by its author,
and one that does not was not. How often a sum that nobody meant comes out by chance follows from how finely its result
is written, so that what was meant is estimated in rounds. Of marked texts, those of `sums.txt` and JSON lines with
`id`, `text`, `truth` ("right" or "wrong"), `wrong` and `why`, the sum that is stated wrongly is known too. What the
weights before took for stated in posts, and does not come out, counts more (`sums_rows.hard`): collect again after a
fit. scikit-learn is needed for this alone. Seeds and orders are fixed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sums_rows import FEWEST, FOLDS, HERE, Marked, Row, collect, fold_of, load, read_marked

from contentlint.claims.sums.learned import is_near
from contentlint.claims.sums.stated import LOWEST, NEVER, Weights, read_weights, standing

WEIGHTS = HERE.parent / "contentlint/claims/sums/weights.json"
PRIOR = HERE / "sums_prior.json"
"""Weights learnt from more posts and texts than are kept; what is learnt here is added to a share of them."""
EARLIER = "earlier"
PENALTY = 0.1
"""Inverse strength of the quadratic penalty: chosen in folds by text from 0.05, 0.15 and 0.5."""
ROUNDS = 2
"""Rounds of estimating what was meant."""
SEED = 7
SLIGHTEST = 0.06
"""Weights under this are left away."""
OF_ALL = 0.5
"""What a signal of all kinds of sums counts, beside 1 of one of a single kind."""
LEAST = 0.8
"""From which probability on a wrong sum is reported."""
MISTAKEN = 0.02
"""How often an author's sum does not come out."""


class Table:
    """All rows as a matrix, so that folds cost no more than their fits."""

    def __init__(self, rows: Sequence[Row]) -> None:
        import numpy as np
        from sklearn.feature_extraction import DictVectorizer

        texts: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for name in row.signals:
                if len(texts[name]) < FEWEST:
                    texts[name].add(row.text)
        kept = {name for name, own in texts.items() if len(own) >= FEWEST}
        self.vectors = DictVectorizer()
        self.before = read_weights(json.loads(PRIOR.read_text("utf-8")))
        self.seen = self.vectors.fit_transform(
            [
                {n: OF_ALL if n[0] == "|" else 1.0 for n in sorted(row.signals & kept)}
                | {EARLIER: self.before.stated(row.signals)}
                for row in rows
            ]
        ).tocsr()
        self.seen.indices, self.seen.indptr = self.seen.indices.astype("int32"), self.seen.indptr.astype("int32")
        self.holds = np.array([row.holds for row in rows])
        self.label = np.array([-1 if row.label is None else row.label for row in rows])
        self.chance = np.array([row.chance for row in rows])
        self.count = np.array([row.count for row in rows])

    def fit(self, where: Any) -> Any:
        """The regression learnt from some of the rows."""
        import numpy as np
        from sklearn.linear_model import LogisticRegression

        seen, label, chance = self.seen[where], self.label[where], self.chance[where]
        holds, count = self.holds[where], self.count[where]
        prior = np.full(len(where), 0.05)
        model = LogisticRegression(C=PENALTY, max_iter=100, tol=0.01, solver="liblinear", random_state=SEED)
        for _ in range(ROUNDS):
            came = prior * (1 - MISTAKEN) / (prior * (1 - MISTAKEN) + (1 - prior) * chance)
            other = prior * MISTAKEN / (prior * MISTAKEN + (1 - prior) * (1 - chance))
            meant = np.where(label >= 0, label, np.where(holds, came, np.minimum(other, 0.5)))
            weight = np.concatenate([meant * count, (1 - meant) * count])
            answer = np.concatenate([np.ones(len(where)), np.zeros(len(where))])
            use = np.flatnonzero(weight > 1e-3)
            model.fit(seen[use % len(where)], answer[use], sample_weight=weight[use])
            prior = np.clip(model.predict_proba(seen)[:, 1], 1e-4, 0.999)
        return model

    def weights(self, model: Any) -> dict[str, Any]:
        """A regression as data: the weights of each kind of sum under its name."""
        values = {str(n): float(v) for n, v in zip(self.vectors.get_feature_names_out(), model.coef_[0], strict=True)}
        share = values.pop(EARLIER, 0.0)
        learnt: dict[str, dict[str, float]] = {}
        for name in sorted({*values, *self.before.weights}):
            op, _, own = name.partition("|")
            weight = values.get(name, 0.0) * (1.0 if op else OF_ALL) + share * self.before.weights.get(name, 0.0)
            if abs(weight) >= SLIGHTEST:
                learnt.setdefault(op, {})[own] = round(weight, 2)
        intercept = float(model.intercept_[0]) + share * self.before.intercept
        return {"intercept": round(intercept, 3), "weights": learnt}


Standing = tuple[dict[str, float], bool]
"""What the second regression sees of a wrong sum, and whether it is meant."""


def standings(rows: Sequence[Row], logits: Sequence[float]) -> list[Standing]:
    """What the second regression sees of the wrong sums of a text, as `learned.judged` does."""
    found = []
    for n, row in enumerate(rows):
        if row.holds or not row.exact or logits[n] < LOWEST or not is_near(row.off) or row.is_told_rightly(rows):
            continue
        explained = rival = NEVER
        for m, other in enumerate(rows):
            if m != n and other.stretch == row.stretch and row.fault in other.terms:
                if other.holds:
                    explained = max(explained, logits[m])
                elif other.exact and is_near(other.off):
                    rival = max(rival, logits[m])
        found.append((standing(logits[n], row.off, explained, rival), row.label == 1))
    return found


def fit_wrong(seen: Sequence[Standing]) -> dict[str, float]:
    """Weights of the second regression."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    model = LogisticRegression(C=1.0, max_iter=1000)
    model.fit(vectors.fit_transform([one for one, _ in seen]), [meant for _, meant in seen])
    learnt = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    return {"": round(float(model.intercept_[0]), 3)} | {str(n): round(float(v), 3) for n, v in sorted(learnt.items())}


def learn(rows: Sequence[Row], texts: Sequence[Marked], *, is_shown: bool, is_final: bool) -> dict[str, Any]:
    """Print what texts are found by weights that do not know them; the weights of all, when final."""
    import numpy as np

    every = [*rows, *(row for text in texts for row in text.rows)]
    posts: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        posts[row.text].append(n)
    table = Table(every)
    ends = np.cumsum([len(rows), *(len(text.rows) for text in texts)])
    fold = np.array([fold_of(row.text) for row in rows] + [text.fold() for text in texts for _ in text.rows])
    logits = np.zeros(len(every))
    for place in range(FOLDS):
        model = table.fit(np.flatnonzero(fold != place))
        here = np.flatnonzero(fold == place)
        logits[here] = model.decision_function(table.seen[here])
    logits = np.clip(logits, NEVER, -NEVER)
    seen = [standings(t.rows, logits[a:b]) for t, a, b in zip(texts, ends[:-1], ends[1:], strict=True)]
    beside = {name: standings([rows[n] for n in own], logits[own]) for name, own in sorted(posts.items())}
    usable = [n for n, text in enumerate(texts) if not text.wrong or any(meant for _, meant in seen[n])]
    best = [0.0] * len(texts)
    alarms: list[float] = []
    for place in range(FOLDS):
        own = [one for n in usable if texts[n].fold("x") != place for one in seen[n]]
        own += [one for name, those in beside.items() if fold_of(name, "x") != place for one in those]
        learnt = Weights(0.0, {}, fit_wrong(own), 0.0)
        for n, text in enumerate(texts):
            if text.fold("x") == place:
                best[n] = max((learnt.is_wrong(one) for one, _ in seen[n]), default=0.0)
        alarms += [
            max((learnt.is_wrong(one) for one, _ in those), default=0.0)
            for name, those in beside.items()
            if fold_of(name, "x") == place
        ]
    report(texts, best, is_shown)
    for least in (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        print(least, "in posts:", sum(alarm >= least for alarm in alarms), "of", len(alarms))
    if not is_final:
        return {}
    wrong = fit_wrong([one for own in (*(seen[n] for n in usable), *beside.values()) for one in own])
    return {"least": LEAST, "wrong": wrong} | table.weights(table.fit(np.arange(len(every))))


def report(texts: Sequence[Marked], best: Sequence[float], is_shown: bool) -> None:
    """Print how many wrong texts of each file are found, and how many right ones."""
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        told = Counter((text.file, bool(text.wrong), chance >= least) for text, chance in zip(texts, best, strict=True))
        words = [
            f"{file}: {told[file, True, True]} of {told[file, True, True] + told[file, True, False]}, "
            f"{told[file, False, True]} of {told[file, False, True] + told[file, False, False]} false;"
            for file in sorted({text.file for text in texts})
        ]
        print(least, *words)
    for text, chance in zip(texts, best, strict=True) if is_shown else ():
        if bool(text.wrong) != (chance >= LEAST):
            print("MISSED" if text.wrong else "FALSE", text.file, text.name, text.wrong, f"{chance:.2f}", text.text)


def write(data: Mapping[str, Any], path: Path) -> None:
    """Write weights, a kind of sum a line."""
    weights = ",\n".join(
        f"{json.dumps(op)}: {json.dumps(own, ensure_ascii=False, separators=(',', ':'), sort_keys=True)}"
        for op, own in sorted(data["weights"].items())
    )
    head = json.dumps({key: value for key, value in data.items() if key != "weights"})
    path.write_text(f'{head[:-1]}, "weights": {{\n{weights}\n}}}}\n', encoding="utf-8")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("collect", "folds", "fit"))
    parser.add_argument("--posts", type=Path, nargs="*", default=[])
    parser.add_argument("--rows", type=Path, default=HERE / "sums_posts.txt.xz")
    parser.add_argument("--marked", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    if given.what == "collect":
        collect(given.posts, given.rows)
        return
    rows = load(given.rows)
    data = learn(rows, read_marked(given.marked), is_shown=given.show, is_final=given.what == "fit")
    if data:
        write(data, given.out)


if __name__ == "__main__":
    main()
