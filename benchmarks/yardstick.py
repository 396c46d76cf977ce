"""The yardstick for claims and years: findings against posts that people labelled, blog by blog.

    python benchmarks/yardstick.py rebuild SNAPSHOTS TEXTS      (texts of the posts of benchmarks/labels, from git)
    python benchmarks/yardstick.py score [--texts TEXTS] [--corpora DIR] [--sealed | --new | --again] [--curve]
    python benchmarks/yardstick.py agreement [--texts TEXTS]

`benchmarks/labels` has, without a text, for each post its repository, commit, path and hash (`index.jsonl`), for each
label its place in code points (`labels.jsonl`), and the same for posts that a second person read (`second.jsonl`).
`rebuild` looks for each repository in the folder SNAPSHOTS as `owner+name`, `owner__name` or `owner/name`, bare or not,
and says what is missing. `score` reads besides the folders of DIR that have `index.jsonl`, `labels.jsonl` and `posts/`.

A flag that no finding touches is a miss; a finding that touches neither a flag nor a borderline case is a false alarm,
once for each labelled stretch or line; borderline cases count nowhere. Intervals hold 95 of 100 draws of the blogs.
A fifth of the blogs, by a hash of their names, is put away: `--sealed` scores them, and only them. `--new` scores the
posts of 40 blogs that were drawn when the judge of claims stood (`benchmarks/first_sight/claims/candidates.jsonl`),
`--again` those of 39 drawn when it decided alone (`candidates_third.jsonl` there).
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "labels"
TODAY = dt.date(2026, 11, 23)
"""The day on which the labels were given."""
DRAWS = 1000
FOLDS = 5
"""Folds of blogs, each scored by weights that were learnt from the others."""
Row = dict[str, Any]


@dataclass
class Post:
    """A labelled post: which blog it is of, what kind of post it is, its text and its labels."""

    name: str
    blog: str
    kind: str
    path: str
    text: str
    labels: list[Row]


@dataclass
class Score:
    """Flags found and missed, and false alarms, of one post under one question (claims, or years)."""

    post: Post
    hits: int = 0
    misses: int = 0
    false: int = 0
    types: Counter[tuple[str, bool]] = field(default_factory=Counter)
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)


def is_sealed(blog: str) -> bool:
    """True for a fifth of all blogs, by a hash of the name."""
    return _number(blog) % 5 == 0


def fold_of(blog: str) -> int:
    """The fold of a blog, 0 to 4, by another part of the hash than the one that says whether it is put away."""
    return _number(blog) // 5 % FOLDS


def _number(blog: str) -> int:
    return int(hashlib.sha256(blog.lower().encode()).hexdigest(), 16)


def rows(path: Path) -> list[Row]:
    """The lines of a file of JSON lines; none when it is not there."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def by_post(labels: Iterable[Row]) -> dict[str, list[Row]]:
    """Labels by the post they are of."""
    found: dict[str, list[Row]] = defaultdict(list)
    for label in labels:
        found[label["post"]].append(label)
    return found


def read(texts: Path | None, corpora: Path | None, drawn: str = "new") -> tuple[list[Post], list[Post], list[Post]]:
    """The posts that may be looked at, those that are put away, and those of blogs that were drawn for one measure:
    "new" or "again". A text that is not there is told."""
    open_posts, sealed, new = [], [], []
    labels = by_post(rows(HERE / "labels.jsonl"))
    missing = 0
    for row in rows(HERE / "index.jsonl"):
        file = texts / f"{row['id']}.md" if texts else None
        if file is None or not file.is_file():
            missing += 1
            continue
        post = Post(row["id"], row["repo"], row["kind"], row["path"], _text(file), labels[row["id"]])
        if row.get("drawn", drawn) == drawn:
            (new if "drawn" in row else sealed if is_sealed(post.blog) else open_posts).append(post)
    if missing:
        print(f"{missing} posts of benchmarks/labels have no text: run rebuild, and name its folder", file=sys.stderr)
    for index in sorted(corpora.glob("*/index.jsonl")) if corpora else []:
        own = by_post(rows(index.with_name("labels.jsonl")))
        for row in rows(index):
            file = index.parent / "posts" / f"{row['id']}.md"
            kind = row.get("kind", "not told")
            open_posts.append(Post(row["id"], row["repo"], kind, row["path"], _text(file), own[row["id"]]))
    return open_posts, sealed, new


def read_units(texts: Path) -> list[Post]:
    """The posts of which single units are labelled, the blogs that are put away left out. Only these units are judged
    there: what else such a post has is not known."""
    by_digest: dict[str, list[Row]] = defaultdict(list)
    for row in rows(HERE / "units.jsonl"):
        by_digest[row["sha256"]].append(row)
    found = []
    for digest, labels in sorted(by_digest.items()):
        file, row = texts / f"{_unit_name(digest)}.md", labels[0]
        if file.is_file() and not is_sealed(row["repo"]):
            found.append(Post(_unit_name(digest), row["repo"], "", row["path"], _text(file), labels))
    return found


def _unit_name(digest: str) -> str:
    return f"unit-{digest[:16]}"


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


def findings(post: Post) -> list[Row]:
    """What the rules of today report in a post."""
    from contentlint import lint_text

    found = lint_text(post.text, path=Path(post.path).name, select=["claims", "stale-year"], today=TODAY)
    return [
        {
            "years": one.rule == "stale-year",
            "rule": one.rule,
            "severity": one.severity,
            "start": one.span.start,
            "end": max(one.span.end, one.span.start + 1),
            "line": one.line,
            "confidence": getattr(one, "confidence", None),
        }
        for one in found
    ]


def judge(post: Post, found: list[Row], *, years: bool) -> Score:
    """The score of findings in a post."""
    result = Score(post)
    mine = [e for e in post.labels if (e["type"] == "stale-year") == years or e["type"] == "not-a-claim"]
    spans = [one for one in found if one["years"] == years]

    def touches(one: Row, label: Row) -> bool:
        return bool(one["start"] < label["end"] and label["start"] < one["end"])

    for label in mine:
        if label["verdict"] == "flag":
            hit = any(touches(one, label) for one in spans)
            result.types[label["type"], hit] += 1
            result.hits, result.misses = result.hits + hit, result.misses + (not hit)
            if not hit:
                result.errors["missed", f"{label['type']}, {label['support']}"] += 1
    wrong: set[tuple[str, int]] = set()
    for one in spans:
        touched = [label for label in mine if touches(one, label)]
        if any(label["verdict"] != "ok" for label in touched):
            continue
        place = ("label", int(touched[0]["start"])) if touched else ("line", int(one["line"]))
        if place not in wrong:
            wrong.add(place)
            reason = (touched[0].get("reason") or "other").split(",")[0] if touched else "nothing of the kind"
            result.errors["false alarm", f"{one['rule']}: {reason[:30]}"] += 1
    result.false = len(wrong)
    return result


def measures(scores: Iterable[Score]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    every = list(scores)
    hits, false, misses = (sum(getattr(s, name) for s in every) for name in ("hits", "false", "misses"))
    precision = hits / (hits + false) if hits + false else 1.0
    recall = hits / (hits + misses) if hits + misses else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def interval(scores: list[Score]) -> tuple[float, float]:
    """Between which 95 of 100 F1 lie when the blogs are drawn anew."""
    blogs: dict[str, list[Score]] = defaultdict(list)
    for one in scores:
        blogs[one.post.blog].append(one)
    names, chance = sorted(blogs), random.Random(1)
    drawn = sorted(
        measures(one for name in chance.choices(names, k=len(names)) for one in blogs[name])[2] for _ in range(DRAWS)
    )
    return drawn[DRAWS // 40], drawn[-DRAWS // 40]


def line(name: str, scores: list[Score]) -> str:
    """A row of a table."""
    precision, recall, f1 = measures(scores)
    low, high = interval(scores)
    flags = sum(s.hits + s.misses for s in scores)
    clean = [s for s in scores if not s.hits and not s.misses]
    disturbed = sum(s.false > 0 for s in clean)
    blogs = len({s.post.blog for s in scores})
    return (
        f"| {name} | {len(scores)} | {blogs} | {flags} | {precision:.2f} | {recall:.2f} | {f1:.2f} "
        f"({low:.2f} to {high:.2f}) | {disturbed} of {len(clean)} |"
    )


HEAD = (
    "| | posts | blogs | flags | P | R | F1 (95%) | posts without a flag that get one |\n"
    "|---|---|---|---|---|---|---|---|"
)


def report(posts: list[Post], *, curve: bool) -> None:
    """Print every table."""
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(findings, posts, chunksize=8))
    loud = [[one for one in each if one["severity"] != "info"] for each in found]
    chosen: list[tuple[str, list[list[Row]], bool]] = [
        ("claims, warnings", loud, False), ("claims, all", found, False),
        ("years, warnings", loud, True), ("years, all", found, True),
    ]  # fmt: skip
    scores = {
        name: [judge(post, each, years=years) for post, each in zip(posts, used, strict=True)]
        for name, used, years in chosen
    }
    print(HEAD)
    for name, own in scores.items():
        print(line(name, own))
    claims = scores["claims, warnings"]
    _by("kind of post (claims, warnings)", claims, lambda s: s.post.kind)
    types: Counter[tuple[str, bool]] = sum((s.types for s in claims), Counter())
    kinds = sorted({t for t, _ in types})
    print("\nfound by type:", ", ".join(f"{t} {types[t, True]}/{types[t, True] + types[t, False]}" for t in kinds))
    errors: Counter[tuple[str, str]] = sum((s.errors for s in claims), Counter())
    print("\n| commonest errors | | |\n|---|---|---|")
    for (what, why), count in errors.most_common(20):
        print(f"| {what} | {why} | {count} |")
    if any(one["confidence"] is not None for each in found for one in each):
        _calibration(posts, found)
    if curve:
        _curve(claims)


def _by(title: str, scores: list[Score], key: Callable[[Score], str]) -> None:
    groups: dict[str, list[Score]] = defaultdict(list)
    for one in scores:
        groups[key(one)].append(one)
    print(f"\n{title}\n\n{HEAD}")
    for name in sorted(groups):
        print(line(name, groups[name]))


def _calibration(posts: list[Post], found: list[list[Row]]) -> None:
    """How often findings are right, by their stated confidence, in ten bins of equal size."""
    sure = []
    for post, each in zip(posts, found, strict=True):
        labels = [e for e in post.labels if e["type"] != "stale-year"]
        for one in each:
            if one["confidence"] is None or one["years"]:
                continue
            verdicts = {e["verdict"] for e in labels if one["start"] < e["end"] and e["start"] < one["end"]}
            if "flag" in verdicts or "borderline" not in verdicts:
                sure.append((one["confidence"], "flag" in verdicts))
    sure.sort()
    bins = [sure[len(sure) * i // 10 : len(sure) * (i + 1) // 10] for i in range(10)]
    stated = [(sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b), len(b)) for b in bins if b]
    error = sum(abs(c - r) * n for c, r, n in stated) / max(len(sure), 1)
    print(f"\ncalibration error {error:.3f}:", ", ".join(f"{c:.2f} stated {r:.2f} right" for c, r, _ in stated))


def _curve(scores: list[Score]) -> None:
    """F1 against the number of posts: how much the measure itself wavers with its size."""
    print("\n| posts | F1 of a draw: 5th, 50th and 95th of 100 |\n|---|---|")
    for size in (25, 50, 100, 200, 400):
        if size < len(scores):
            drawn = sorted(measures(random.Random(i).sample(scores, size))[2] for i in range(100))
            print(f"| {size} | {drawn[5]:.2f} {drawn[50]:.2f} {drawn[95]:.2f} |")


def agreement(posts: list[Post]) -> None:
    """Print how far a second reader flags what the first one does, by type; strictly, and without borderline cases."""
    second = by_post(rows(HERE / "second.jsonl"))
    types: Counter[tuple[str, str]] = Counter()
    for post in posts:
        if post.name not in second:
            continue
        for a, b, side in ((post.labels, second[post.name], "first"), (second[post.name], post.labels, "second")):
            for label in a:
                if label["verdict"] != "flag":
                    continue
                touched = {o["verdict"] for o in b if o["start"] < label["end"] and label["start"] < o["end"]}
                if "flag" in touched:
                    types[label["type"], f"{side} both"] += 1
                else:
                    types[label["type"], f"{side} {'nearly' if 'borderline' in touched else 'alone'}"] += 1
    print("| type | both flag | one flags, the other calls it borderline | one flags alone | F1 | strictly |")
    print("|---|---|---|---|---|---|")
    for kind in (*sorted({t for t, _ in types}), "all"):
        both, nearly, alone = (
            sum(n for (t, s), n in types.items() if s.endswith(what) and kind in (t, "all"))
            for what in ("both", "nearly", "alone")
        )
        loose, strict = both / max(both + alone, 1), both / max(both + nearly + alone, 1)
        print(f"| {kind} | {both / 2:g} | {nearly} | {alone} | {loose:.2f} | {strict:.2f} |")


def rebuild(snapshots: Path, out: Path) -> None:
    """Write the text of every post of the index whose repository and file are there, and say what is missing."""
    out.mkdir(parents=True, exist_ok=True)
    missing = []
    for row in rows(HERE / "index.jsonl"):
        blob = _blob(snapshots, row)
        if blob is None or hashlib.sha256(blob).hexdigest() != row["sha256"]:
            why = "not there" if blob is None else "another text"
            missing.append(f"{row['id']} {row['repo']} {row['path']}: {why}")
        else:
            (out / f"{row['id']}.md").write_bytes(blob)
    for digest, row in {row["sha256"]: row for row in rows(HERE / "units.jsonl")}.items():
        blob = _blob(snapshots, row)
        if blob is None or hashlib.sha256(blob).hexdigest() != digest:
            missing.append(f"a post of units.jsonl, {row['repo']} {row['path']}: not there, or another text")
        else:
            (out / f"{_unit_name(digest)}.md").write_bytes(blob)
    print("\n".join(missing) or "every text is there")


def _blob(snapshots: Path, row: Row) -> bytes | None:
    for name in (row["repo"].replace("/", "+"), row["repo"].replace("/", "__"), row["repo"]):
        for git in sorted(p.parent for p in (snapshots / name).glob("**/HEAD") if (p.parent / "objects").is_dir()):
            command = ["git", "--git-dir", str(git), "cat-file", "blob", f"{row['commit']}:{row['path']}"]
            done = subprocess.run(command, capture_output=True, check=False)
            if done.returncode == 0:
                return done.stdout
    return None


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("rebuild")
    building.add_argument("snapshots", type=Path)
    building.add_argument("out", type=Path)
    for name in ("score", "agreement"):
        one = commands.add_parser(name)
        one.add_argument("--texts", type=Path)
        one.add_argument("--corpora", type=Path)
        one.add_argument("--sealed", action="store_true")
        one.add_argument("--new", action="store_true")
        one.add_argument("--again", action="store_true")
        one.add_argument("--curve", action="store_true")
    given = parser.parse_args()
    if given.command == "rebuild":
        rebuild(given.snapshots, given.out)
        return
    is_drawn = given.new or given.again
    corpora = None if given.sealed or is_drawn else given.corpora
    posts, sealed, new = read(given.texts, corpora, "again" if given.again else "new")
    if given.command == "agreement":
        agreement([*posts, *sealed, *new])
    else:
        report(sealed if given.sealed else new if is_drawn else posts, curve=given.curve)


if __name__ == "__main__":
    main()
