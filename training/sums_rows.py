"""What posts and marked texts give to learn from: the sums that their figures could make, as rows (see `sums.py`)."""

from __future__ import annotations

import hashlib
import json
import lzma
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.checks.arithmetic import years_of_writing
from contentlint.claims.sums.learned import at_fault, is_near, off
from contentlint.claims.sums.relation import Relation
from contentlint.claims.sums.relations import relations
from contentlint.claims.sums.signals import signals
from contentlint.claims.sums.stated import NEVER, standing, weights
from contentlint.claims.sums.terms import Stretch, Term, stretches
from contentlint.claims.units import units
from contentlint.post.post import Post
from contentlint.text import figures as fig

HERE = Path(__file__).resolve().parent
MOST = 10
"""Candidates of a post that do not come out, drawn at random, and half of those that do."""
HARD, HARDEST = 3.0, 0.2
"""What a candidate of a post counts that looks stated and does not come out, and from which chance on it does."""
MARKED = 3.0
"""What a candidate of a marked text counts, beside 1 of a post's."""
FOLDS = 3


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

    def is_told_rightly(self, rows: Sequence[Row]) -> bool:
        """The same as `learned.is_told_rightly`, of rows."""
        own, op = frozenset(self.terms), self.op
        return any(
            one.holds
            and one.stretch == self.stretch
            and (
                (own.issubset(one.terms) and (one.op == op or len(own) < len(one.terms)))
                or (one.op == op in ("sum", "mean", "rest") and one.terms[-1] == self.terms[-1])
            )
            for one in rows
        )

    @property
    def op(self) -> str:
        """The kind of sum: of its signals the one that has nothing behind it."""
        return next(name[:-1] for name in self.signals if name.endswith("|") and name.count("|") == 1)


@cache
def lexicon() -> Lexicon:
    """The word lists."""
    return Lexicon(catalog.load().vocabulary)


def candidates(text: str) -> Iterator[tuple[int, Stretch, Relation]]:
    """The relations of a post, with their stretches."""
    post = Post("post.md", text)
    written = years_of_writing(post)
    for n, stretch in enumerate(stretches(units(post, lexicon()))):
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
    rows = [row_of(str(path), *one, None, 1.0) for one in right[: 2 * MOST]]
    kept = draw.sample(wrong, min(MOST, len(wrong)))
    rows += [row_of(str(path), *one, 0, min(5.0, len(wrong) / len(kept))) for one in kept]
    return rows + [row for row in hard(str(path), wrong) if row not in rows]


def hard(name: str, wrong: Sequence[tuple[int, Stretch, Relation]]) -> Iterator[Row]:
    """The candidates of a post that do not come out and that today's weights take for stated: of such posts nearly all
    are none."""
    known = weights()
    for one in wrong:
        row = row_of(name, *one, 0, HARD)
        if row.exact and is_near(row.off):
            seen = standing(known.stated(row.signals), row.off, NEVER, NEVER)
            if known.is_wrong(seen) > HARDEST:
                yield row


def collect(folders: Iterable[Path], out: Path) -> None:
    """Write the candidates of all posts in folders."""
    seen: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(p for e in ("*.md", "*.mdx", "*.markdown") for p in folder.rglob(e)):
            if path.is_file() and "node_modules" not in path.parts:
                seen.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)
    rows: list[Row] = []
    with ProcessPoolExecutor() as pool:
        for found in pool.map(of_post, seen.values(), chunksize=32):
            rows.extend(found)
    save(rows, out)
    print(len(seen), "posts,", len(rows), "candidates,", sum(row.holds for row in rows), "come out")


FEWEST = 4
"""Posts or texts that have a signal at least, for it to weigh anything."""


def save(rows: Sequence[Row], path: Path) -> None:
    """Write the candidates of posts: a line of the signals that several posts have, then a line a candidate that counts
    them up. Posts are told apart by a hash."""
    posts: dict[str, set[str]] = {}
    for row in rows:
        for name in row.signals:
            posts.setdefault(name, set()).add(row.text)
    names = sorted(
        name for name, own in posts.items() if len(own) >= FEWEST or (name.endswith("|") and name.count("|") == 1)
    )
    place = {name: n for n, name in enumerate(names)}
    lines = [json.dumps(names, ensure_ascii=False)]
    for row in rows:
        seen = sorted(place[name] for name in row.signals if name in place)
        steps = [n - before for n, before in zip(seen, [0, *seen], strict=False)]
        kept = (row.stretch, row.terms, row.fault, float(f"{row.off:.4g}"), row.holds, round(row.chance, 3), row.exact)
        text = hashlib.sha1(row.text.encode()).hexdigest()[:8]
        lines.append(json.dumps([text, *kept, steps, row.label, round(row.count, 2)], separators=(",", ":")))
    path.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9))


def load(path: Path) -> list[Row]:
    """The candidates of posts as they were written."""
    first, *lines = lzma.decompress(path.read_bytes()).decode().split("\n")
    names, rows = json.loads(first), []
    for line in lines:
        text, stretch, terms, fault, off, holds, chance, exact, steps, label, count = json.loads(line)
        seen = frozenset(names[n] for n in accumulate(steps))
        rows.append(Row(text, stretch, tuple(terms), fault, off, holds, chance, exact, seen, label, count))
    return rows


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
        return fold_of(f"{self.file} {self.name}", salt)


def fold_of(name: str, salt: str = "") -> int:
    """Which fold a post or text is in."""
    return int(hashlib.sha256(f"{salt}{name}".encode()).hexdigest(), 16) % FOLDS


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
    """A marked text with its candidates; in a wrong one that sum is meant whose right result is named."""
    named = numbers_of(why.partition(";")[0])
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


def numbers_of(text: str) -> list[float]:
    """The numbers that a text names, in digits or words; shares of a whole also in per cent."""
    found = [float(number.replace(",", "")) for number in _NUMBER.findall(text)]
    for figure in fig.find(text):
        found += [figure.low, figure.low * 100] if figure.kind == "fraction" else [figure.low]
        found += [figure.low / 100] if figure.kind == "percent" else []
    return found


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
