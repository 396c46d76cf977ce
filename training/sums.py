"""From posts to the weights of `contentlint/claims/sums/weights.json`: which sums do authors state?

    python training/sums.py collect --out ROWS --posts FOLDER …   # what figures of posts could make, with signals
    python training/sums.py folds [--rows ROWS] [--marked FILE …] [--show]
    python training/sums.py fit [--rows ROWS] [--marked FILE …]

Labels come free: a sum that comes out, to the precision in which it is written, was most likely meant by the author, and
one that does not was not. How often a sum that nobody meant comes out by chance follows from how finely its result is
written, so that what was meant is estimated in rounds. Of marked texts, those of `sums.txt` and JSON lines with `id`,
`text`, `truth` ("right" or "wrong"), `wrong` and `why`, the sum that is stated wrongly is known too. scikit-learn is
needed for this alone. Seeds and orders are fixed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.checks.arithmetic import years_of_writing
from contentlint.claims.sums.learned import at_fault, is_near, off
from contentlint.claims.sums.relations import Relation, relations
from contentlint.claims.sums.signals import signals
from contentlint.claims.sums.stated import LOWEST, NEVER, Weights, standing
from contentlint.claims.sums.terms import Stretch, Term, stretches
from contentlint.claims.units import units
from contentlint.post.post import Post

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE.parent / "contentlint/claims/sums/weights.json"
PENALTY = 0.1
"""Inverse strength of the quadratic penalty: chosen in folds by text from 0.05, 0.15 and 0.5."""
ROUNDS = 2
"""Rounds of estimating what was meant."""
SEED = 7
MOST = 10
"""Candidates of a post that do not come out, drawn at random, and half of those that do."""
FEWEST = 4
"""Posts or texts that have a signal at least, for it to weigh anything."""
SLIGHTEST = 0.04
"""Weights under this are left away."""
MARKED = 3.0
"""What a candidate of a marked text counts, beside 1 of a post's."""
OF_ALL = 0.5
"""What a signal of all kinds of sums counts, beside 1 of one of a single kind."""
FOLDS = 3
LEAST = 0.6
"""From which probability on a wrong sum is reported."""
MISTAKEN = 0.02
"""How often an author's sum does not come out."""


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate: the post or text it is of and which of its stretches, its figures, the one at fault and how far off
    that is; whether it comes out, how likely it would by chance, whether all its figures are meant exactly; its
    signals. `label` is 1 or 0 where that is known."""

    text: str
    stretch: int
    terms: tuple[int, ...]
    fault: int
    off: float
    holds: bool
    chance: float
    exact: bool
    signals: frozenset[str]
    label: int | None = None
    count: float = 1.0


@cache
def lexicon() -> Lexicon:
    """The word lists."""
    return Lexicon(catalog.load().vocabulary)


def candidates(text: str) -> Iterator[tuple[int, Stretch, Relation]]:
    """The relations of a post, with their stretches."""
    post = Post("post.md", text)
    written = years_of_writing(post)
    own = [unit for unit in units(post, lexicon()) if unit.kind != "row" and not unit.quoted]
    for n, stretch in enumerate(stretches(own)):
        for relation in relations(stretch, written):
            yield n, stretch, relation


def row_of(text: str, n: int, stretch: Stretch, relation: Relation, label: int | None, count: float) -> Row:
    """A relation as a row."""
    terms = stretch.terms
    fault, bounds = at_fault(stretch, relation)
    return Row(
        text, n, relation.terms, fault, off(terms[fault].value, bounds), relation.holds(terms),
        chance_of(relation, terms), relation.op == "multiple" or all(terms[m].exact for m in relation.terms),
        signals(stretch, relation), label, count,
    )  # fmt: skip


def chance_of(relation: Relation, terms: Sequence[Term]) -> float:
    """How likely figures that have nothing to do with each other come out."""
    total = 0.0
    for n, bounds in relation.readings[:2]:
        term = terms[n]
        window = 2 * term.amount.step + abs(bounds[1] - bounds[0])
        if term.letter in "FX":
            total += 0.12
        elif term.letter == "P":
            total += window / 60
        else:
            total += 0.1 if relation.op in ("years", "ago") else window / max(term.value * 1.5, 1e-9)
    return min(0.5, max(0.001, total))


# -- posts

_FIGURE = re.compile(
    r"[$€£]\s?\d|\d\s?%|\d (?:per ?cent|percent|times|hours|minutes|days|weeks|months|years|people|users|miles|km|kg)\b"
    r"|\b(?:total|average|doubled|tripled|halved)\b"
)
"""What a post has four times at least that is worth reading."""


def of_post(path: Path) -> list[Row]:
    """A sample of the candidates of a post."""
    try:
        text = path.read_text("utf-8")
        found = list(candidates(text)) if len(text) < 60_000 and len(_FIGURE.findall(text)) > 3 else []
    except (OSError, ValueError, RecursionError):  # a file that is no post
        return []
    draw = random.Random(hashlib.sha256(text.encode()).hexdigest())
    right = [one for one in found if one[2].holds(one[1].terms)]
    wrong = [one for one in found if not one[2].holds(one[1].terms)]
    rows = []
    for group in (right[: 2 * MOST], wrong):
        kept = draw.sample(group, min(MOST, len(group))) if group is wrong else group
        count = min(5.0, len(group) / max(len(kept), 1))
        rows += [row_of(str(path), *one, None, count) for one in kept]
    return rows


def collect(folders: Iterable[Path], out: Path) -> None:
    """Write the candidates of all posts in folders."""
    seen: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(p for e in ("*.md", "*.mdx", "*.markdown") for p in folder.rglob(e)):
            if path.is_file() and "node_modules" not in path.parts:
                seen.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)
    rows: list[Row] = []
    with ProcessPoolExecutor(1) as pool:
        for found in pool.map(of_post, seen.values(), chunksize=32):
            rows.extend(found)
    out.write_bytes(pickle.dumps([tuple(getattr(row, f.name) for f in fields(Row)) for row in rows]))
    print(len(seen), "posts,", len(rows), "candidates,", sum(row.holds for row in rows), "come out")


# -- marked texts

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MARK = re.compile(r"⟦(.*?)\|(.*?)⟧")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text that is known to be right or wrong, and its candidates."""

    file: str
    name: str
    text: str
    wrong: str
    rows: tuple[Row, ...]

    def fold(self, salt: str = "") -> int:
        """Which fold it is in."""
        return int(hashlib.sha256(f"{salt}{self.file} {self.name}".encode()).hexdigest(), 16) % FOLDS


def read_marked(files: Iterable[Path]) -> list[Marked]:
    """All marked texts. In those of `sums.txt` ⟦stated|right⟧ marks what is wrong."""
    found = []
    for n, text in enumerate((HERE / "sums.txt").read_text("utf-8").split("\n%%\n")):
        mark = _MARK.search(text)
        stated, right = (mark.group(1), mark.group(2)) if mark else ("", "")
        found.append(marked("sums.txt", str(n), _MARK.sub(lambda m: m.group(1), text.strip()) + "\n", stated, right))
    for path in files:
        for line in filter(None, path.read_text("utf-8").splitlines()):
            one = json.loads(line)
            stated = one["wrong"] if one["truth"] == "wrong" else ""
            found.append(marked(path.stem, one["id"], one["text"], stated, one["why"]))
    return found


def marked(file: str, name: str, text: str, wrong: str, why: str) -> Marked:
    """A marked text with its candidates; of a wrong one the sum that is meant is the one whose right result is named."""
    named = [float(number.replace(",", "")) for number in _NUMBER.findall(why.partition(";")[0])]
    found = list(candidates(text))
    labels = [int(bool(wrong) and is_meant(one[1].terms, one[2], wrong, named)) for one in found]
    rows = []
    for one, label in zip(found, labels, strict=True):
        row = row_of(f"{file} {name}", *one, label, MARKED)
        about = bool(wrong) and any(wrong.strip("*") in one[1].terms[n].amount.text for n in one[2].terms)
        if row.holds or (about and not any(labels)):  # which of them is meant is not known
            row = row_of(f"{file} {name}", *one, None, MARKED if row.holds else 0.0)
        rows.append(row)
    return Marked(file, name, text, wrong, tuple(rows))


def is_meant(terms: Sequence[Term], relation: Relation, stated: str, named: Sequence[float]) -> bool:
    """Whether a relation gives the figure that is wrong what it should be."""
    if relation.holds(terms):
        return False
    for n, bounds in relation.readings:
        text = terms[n].amount.text
        if (text in stated or stated.strip("* ") in text) and any(
            min(bounds) * 0.999 - 1e-6 <= one <= max(bounds) * 1.001 + 1e-6 for one in named
        ):
            return True
    return False


# -- learning


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
        self.seen = self.vectors.fit_transform(
            [{n: OF_ALL if n[0] == "|" else 1.0 for n in sorted(row.signals & kept)} for row in rows]
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
        learnt: dict[str, dict[str, float]] = {}
        for name, value in zip(self.vectors.get_feature_names_out(), model.coef_[0], strict=True):
            op, _, own = str(name).partition("|")
            weight = round(float(value) * (1.0 if op else OF_ALL), 2)
            if abs(weight) >= SLIGHTEST:
                learnt.setdefault(op, {})[own] = weight
        return {"intercept": round(float(model.intercept_[0]), 3), "weights": learnt}


Standing = tuple[dict[str, float], bool]
"""What the second regression sees of a wrong sum, and whether it is meant."""


def standings(rows: Sequence[Row], logits: Sequence[float]) -> list[Standing]:
    """What the second regression sees of the wrong sums of a text, as `learned.judged` does."""
    found = []
    for n, row in enumerate(rows):
        if row.holds or not row.exact or logits[n] < LOWEST or not is_near(row.off):
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
    table = Table(every)
    ends = np.cumsum([len(rows), *(len(text.rows) for text in texts)])
    fold = np.array([-1] * len(rows) + [text.fold() for text in texts for _ in text.rows])
    logits = np.zeros(len(every))
    for place in range(FOLDS):
        model = table.fit(np.flatnonzero(fold != place))
        here = np.flatnonzero(fold == place)
        logits[here] = model.decision_function(table.seen[here])
    logits = np.clip(logits, NEVER, -NEVER)
    seen = [standings(t.rows, logits[a:b]) for t, a, b in zip(texts, ends[:-1], ends[1:], strict=True)]
    usable = [n for n, text in enumerate(texts) if not text.wrong or any(meant for _, meant in seen[n])]
    best = [0.0] * len(texts)
    for place in range(FOLDS):
        own = [one for n in usable if texts[n].fold("x") != place for one in seen[n]]
        learnt = Weights(0.0, {}, fit_wrong(own), 0.0)
        for n, text in enumerate(texts):
            if text.fold("x") == place:
                best[n] = max((learnt.is_wrong(one) for one, _ in seen[n]), default=0.0)
    report(texts, best, is_shown)
    if not is_final:
        return {}
    wrong = fit_wrong([one for n in usable for one in seen[n]])
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
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--marked", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    if given.what == "collect":
        collect(given.posts, given.out)
        return
    rows = [Row(*row) for row in pickle.loads(given.rows.read_bytes())] if given.rows else []
    data = learn(rows, read_marked(given.marked), is_shown=given.show, is_final=given.what == "fit")
    if data:
        write(data, given.out)


if __name__ == "__main__":
    main()
