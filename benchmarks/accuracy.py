"""How well claims are found: precision and recall against posts that were labelled by hand.

    python benchmarks/accuracy.py [DIR …] [--show 10]

A DIR holds `posts/*.md` and `labels.jsonl`; without one, the invented posts of `benchmarks/labelled` are used. A line
of `labels.jsonl` labels one sentence, heading, row or string:

    {"post": "bread", "start": 120, "end": 181, "type": "statistic", "verdict": "flag"}

`start` and `end` are offsets in code points; `verdict` is `flag` (an editor would ask for a source), `borderline`
(might; left out of all counts) or `ok`. What has no label is `ok`; labels of the type `stale-year` are not looked at. A
flag that no finding touches is a miss; a finding that touches neither a flag nor a borderline case is a false alarm,
once for each labelled stretch or line. Findings of every severity count.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contentlint import lint_text

INVENTED = Path(__file__).parent / "labelled"
TODAY = dt.date(2026, 11, 23)
"""The day on which the labels were given."""
ROUNDS = 2000


@dataclass
class Score:
    """What was found in a post: `types` counts its flags by type and whether they were found."""

    hits: int = 0
    false: int = 0
    misses: int = 0
    types: collections.Counter[tuple[str, bool]] = field(default_factory=collections.Counter)
    shown: list[str] = field(default_factory=list)


def measures(scores: list[Score]) -> tuple[float, float, float]:
    """Precision, recall and F1 over posts, each 1 where there is nothing to be wrong about."""
    hits, false, misses = (sum(getattr(s, name) for s in scores) for name in ("hits", "false", "misses"))
    precision = hits / (hits + false) if hits + false else 1.0
    recall = hits / (hits + misses) if hits + misses else 1.0
    return precision, recall, 2 * hits / (2 * hits + false + misses) if hits + false + misses else 1.0


def score(text: str, name: str, labels: list[dict[str, object]]) -> Score:
    """Check one post and hold what is found against its labels."""
    spans = [
        (f.span.start, max(f.span.end, f.span.start + 1), f)
        for f in lint_text(text, f"{name}.md", today=TODAY, select=["claims"])
    ]
    places = [(int(str(e["start"])), int(str(e["end"])), str(e["verdict"]), str(e["type"])) for e in labels]
    result = Score()
    for start, end, verdict, kind in places:
        if verdict != "flag":
            continue
        found = any(low < end and start < high for low, high, _ in spans)
        result.types[kind, found] += 1
        result.hits, result.misses = result.hits + found, result.misses + (not found)
        if not found:
            result.shown.append(f"miss         {name}: {' '.join(text[start:end].split())[:160]}")
    wrong: set[tuple[str, int]] = set()
    for low, high, finding in spans:
        touched = [(start, verdict) for start, end, verdict, _ in places if low < end and start < high]
        if any(verdict != "ok" for _, verdict in touched):
            continue
        place = ("label", touched[0][0]) if touched else ("line", finding.line)
        if place not in wrong:
            wrong.add(place)
            result.shown.append(f"false alarm  {name}:{finding.line}: {finding.message[:160]}")
    result.false = len(wrong)
    return result


def labelled(folder: Path) -> Iterator[Score]:
    """The scores of the posts of a folder."""
    labels: dict[str, list[dict[str, object]]] = {}
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["type"] != "stale-year":
            labels.setdefault(entry["post"], []).append(entry)
    for post in sorted((folder / "posts").glob("*.md")):
        yield score(post.read_bytes().decode("utf-8"), post.stem, labels.get(post.stem, []))


def _names(types: collections.Counter[tuple[str, bool]]) -> list[str]:
    return sorted({name for name, _ in types})


def main() -> None:
    """Print precision, recall and F1 with the range that drawing the posts anew gives, and recall by type."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[INVENTED])
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show N misses and false alarms of a folder")
    options = parser.parse_args()
    for folder in options.folders:
        scores = list(labelled(folder))
        draw = random.Random(1)
        drawn = sorted(measures(draw.choices(scores, k=len(scores)))[2] for _ in range(ROUNDS))
        precision, recall, f1 = measures(scores)
        types: collections.Counter[tuple[str, bool]] = sum((s.types for s in scores), collections.Counter())
        by_type = ", ".join(
            f"{t} {types[t, True]}/{types[t, True] + types[t, False]}" for t in sorted({t for t, _ in types})
        )
        print(
            f"{folder}: {len(scores)} posts, {sum(s.hits + s.misses for s in scores)} flags: "
            f"precision {precision:.3f}, recall {recall:.3f}, "
            f"F1 {f1:.3f} ({drawn[ROUNDS // 40]:.2f} to {drawn[-ROUNDS // 40]:.2f})"
        )
        print(f"  found: {by_type}")
        for line in [line for s in scores for line in s.shown][: options.show]:
            print(f"  {line}")


if __name__ == "__main__":
    main()
