"""First sight of claims and years: sums up what judges said of findings on blogs the judge was not trained on.

    python benchmarks/first_sight/claims.py

`claims/candidates.jsonl` beside this file has the blogs ("new"; of the third round `candidates_third.jsonl`), committed
before anything was run on them (of the third look at years `years/`), `looked_at.jsonl` what was found on each,
`judgements.jsonl` a line for each finding judged. Findings were drawn one of each blog in turn, until there were 100.
A verdict is R (right, an editor would act), M (right, nobody would care) or W (wrong).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

JUDGEMENTS = Path(__file__).parent / "claims" / "judgements.jsonl"


def main() -> None:
    """Print the tables: by round and rule, and by confidence."""
    lines = JUDGEMENTS.read_text(encoding="utf-8").splitlines()
    groups: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in map(json.loads, lines):
        round_ = f"{row['about']}, round {row['round']}"
        groups[round_, "all"][row["verdict"]] += 1
        groups[round_, row["rule"]][row["verdict"]] += 1
        if row["about"] == "claims":
            sure = row["confidence"]
            groups[round_, f"confidence {'not told' if sure is None else f'{int(sure * 10) / 10} on'}"][
                row["verdict"]
            ] += 1
    print("| | | judged | R | M | W | R of all |\n|---|---|---|---|---|---|---|")
    for (round_, name), counts in sorted(groups.items()):
        number = sum(counts.values())
        shown = " | ".join(str(counts[verdict]) for verdict in "RMW")
        print(f"| {round_} | {name} | {number} | {shown} | {counts['R'] / number:.2f} |")


if __name__ == "__main__":
    main()
