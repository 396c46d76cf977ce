"""First sight of findings: run contentlint on repositories that it was not made with, and sum up what judges said.

    python benchmarks/first_sight/findings.py draw CHECKOUTS --round 1 --out OUT [--per-rule 20]
    python benchmarks/first_sight/findings.py sum [--round 1] [--markdown]

CHECKOUTS has one folder for each repository taken, named `owner__name`. `draw` writes all findings but those on claims
and years (`OUT/findings.jsonl`, one line for each rule, severity and repository with its count) and those to judge
(`OUT/to_judge.jsonl`): up to 150 errors and 200 others, at least eight of each rule where there are so many, the rest
by how often a rule fires; `--per-rule` draws so many of each rule instead, one site after the other. `sum` reads
`judgements.jsonl` and `counts.jsonl` beside this file. A verdict is R (right, an editor would act), M (right, nobody
would care) or W (wrong).
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "findings"
SEED = 20261130
TODAY = "2026-11-30"
ERRORS, OTHERS, LEAST = 150, 200, 8
LEFT_OUT = ("claims", "freshness")
"""Categories that are measured by themselves."""

Row = dict[str, Any]


def check(folder: Path) -> list[Row]:
    """Every finding in a checkout, but those on claims and years."""
    command = [sys.executable, "-m", "contentlint", "check", "--format", "json", "--no-cache", "--today", TODAY]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        print(f"{folder.name}: {done.stderr.strip()}", file=sys.stderr)
        return []
    repository = folder.name.replace("__", "/", 1)
    keys = ("path", "line", "rule", "severity", "excerpt", "message")
    return [
        {"repository": repository, **{key: finding[key] for key in keys}}
        for finding in json.loads(done.stdout)["findings"]
        if finding["category"] not in LEFT_OUT
    ]


def by_turns(rows: Iterable[Row], number: int, key: str) -> list[Row]:
    """So many rows, drawn from one repository after the other."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["repository"]].append(row)
    chance = random.Random(f"{SEED} {key}")
    order = sorted(groups)
    chance.shuffle(order)
    for name in order:
        chance.shuffle(groups[name])
    drawn: list[Row] = []
    while len(drawn) < number and any(groups.values()):
        drawn += [groups[name].pop() for name in order if groups[name]][: number - len(drawn)]
    return drawn


def stratified(rows: list[Row], number: int, key: str) -> list[Row]:
    """So many rows: `LEAST` of each rule, the others drawn from all that is left."""
    by_rule: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_rule[row["rule"]].append(row)
    chance = random.Random(f"{SEED} {key}")
    drawn, rest = [], []
    for rule in sorted(by_rule):
        chance.shuffle(by_rule[rule])
        drawn += by_rule[rule][:LEAST]
        rest += by_rule[rule][LEAST:]
    chance.shuffle(rest)
    return drawn + rest[: max(0, number - len(drawn))]


def draw(checkouts: Path, number: int, out: Path, per_rule: int) -> None:
    """Write the counts, and what is to be judged."""
    found = [row for folder in sorted(checkouts.iterdir()) if folder.is_dir() for row in check(folder)]
    counts = Counter((row["repository"], row["rule"], row["severity"]) for row in found)
    out.mkdir(parents=True, exist_ok=True)
    with (out / "counts.jsonl").open("w", encoding="utf-8") as file:
        for (repository, rule, severity), count in sorted(counts.items()):
            row = {"round": number, "repository": repository, "rule": rule, "severity": severity, "count": count}
            file.write(json.dumps(row) + "\n")
    if per_rule:
        rules = sorted({row["rule"] for row in found})
        drawn = [row for rule in rules for row in by_turns([r for r in found if r["rule"] == rule], per_rule, rule)]
    else:
        errors = [row for row in found if row["severity"] == "error"]
        others = [row for row in found if row["severity"] != "error"]
        drawn = stratified(errors, ERRORS, "errors") + stratified(others, OTHERS, "others")
    with (out / "to_judge.jsonl").open("w", encoding="utf-8") as file:
        for index, row in enumerate(drawn):
            file.write(json.dumps({"id": index, "round": number, **row}, ensure_ascii=False) + "\n")
    print(f"{len(found)} findings, {len(drawn)} to judge")


def rows_of(name: str, number: int | None) -> list[Row]:
    """The lines of a file, of one round or of all."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if number is None or row["round"] == number]


def sum_up(number: int | None) -> None:
    """Print the verdicts by rule and severity as a table, and over all, weighted by how often a rule fires."""
    judged: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    sites: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows_of("judgements.jsonl", number):
        judged[row["rule"], row["severity"]][row["verdict"]] += 1
        sites[row["rule"], row["severity"]].add(row["repository"])
    fires: Counter[tuple[str, str]] = Counter()
    for row in rows_of("counts.jsonl", number):
        fires[row["rule"], row["severity"]] += row["count"]
    print("| rule | severity | findings | judged | sites | R | M | W |\n|---|---|---|---|---|---|---|---|")
    for (rule, severity), verdicts in sorted(judged.items()):
        told = " | ".join(str(verdicts[v]) for v in "RMW")
        places = len(sites[rule, severity])
        print(f"| {rule} | {severity} | {fires[rule, severity]} | {verdicts.total()} | {places} | {told} |")
    for label, wanted in (
        ("errors", {"error"}),
        ("others", {"warning", "info"}),
        ("all", {"error", "warning", "info"}),
    ):
        keys = [key for key in judged if key[1] in wanted and fires[key]]
        plain = sum((judged[key] for key in keys), Counter[str]())
        if not plain:
            continue
        weight = sum(fires[key] for key in keys)
        shares = {v: sum(fires[k] * judged[k][v] / judged[k].total() for k in keys) / weight for v in "RMW"}
        print(
            f"{label}: {', '.join(f'{plain[v]} {v}' for v in 'RMW')} of {plain.total()} judged; weighted by how often "
            f"each rule fires: {', '.join(f'{v} {shares[v]:.2f}' for v in 'RMW')} ({weight} findings)"
        )


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("checkouts", type=Path)
    drawing.add_argument("--round", type=int, required=True)
    drawing.add_argument("--out", type=Path, required=True)
    drawing.add_argument("--per-rule", type=int, default=0)
    summing = commands.add_parser("sum")
    summing.add_argument("--round", type=int)
    given = parser.parse_args()
    if given.command == "draw":
        draw(given.checkouts, given.round, given.out, given.per_rule)
    else:
        sum_up(given.round)


if __name__ == "__main__":
    main()
