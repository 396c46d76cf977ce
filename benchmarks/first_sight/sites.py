"""First sight of sites: run contentlint on repositories that it was not made with, and sum up what judges said.

    python benchmarks/first_sight/sites.py run CHECKOUTS --round 1 --out OUT
    python benchmarks/first_sight/sites.py sum [--round 1]

CHECKOUTS has one folder for each repository taken, named `owner__name`. `run` writes, for each, the posts found, the
links judged and the errors; up to 20 errors a site drawn by seed for the judges (`OUT/to_judge.jsonl`); how many of 50
links, broken by seed, are reported; and, on a copy, what `check --fix` changes (`OUT/fixes.jsonl`). `sum` reads
`judgements.jsonl` and `runs.jsonl` beside this file.
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "sites"
SEED = 20261130
ERRORS = 20
PLANTED = 50
TODAY = "2026-11-30"
MARKDOWN = (".md", ".mdx", ".markdown")
NOT_CONTENT = {".git", "node_modules", "vendor", "themes", ".github", ".agents", ".claude", ".cursor"}


def contentlint(folder: Path, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "contentlint", *arguments, "--format", "json", "--no-cache", "--today", TODAY]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return {"failed": done.stderr[-500:], "code": done.returncode}
    return found


def likely_posts(folder: Path) -> set[str]:
    """Markdown files that look like posts without knowing the generator: front matter, no repository paper."""
    found = set()
    for file in folder.rglob("*"):
        inside = file.relative_to(folder)
        if file.suffix.lower() not in MARKDOWN or NOT_CONTENT & set(inside.parts) or not file.is_file():
            continue
        if re.match(
            r"(?i)(?:readme|changelog|license|contributing|code_of_conduct|security|agents|claude)\b", file.stem
        ):
            continue
        if re.match(r"\ufeff?\s*(?:---|\+\+\+)\s*\n", file.read_text(encoding="utf-8-sig", errors="replace")):
            found.add(inside.as_posix())
    return found


def run(checkout: Path, out: Path, number: int) -> dict[str, Any]:
    repo = checkout.name.replace("__", "/")
    site = contentlint(checkout, "site")
    links = contentlint(checkout, "site", "--links").get("links", [])
    report = contentlint(checkout, "check", "--select", "links")
    errors = [f for f in report.get("findings", []) if f["severity"] == "error"]
    pages = {page["file"] for page in site.get("pages", [])}
    likely = likely_posts(checkout)
    unknown = [link for link in links if link["verdict"] == "unknown"]
    drawn = random.Random(f"{SEED} {repo}").sample(errors, min(ERRORS, len(errors)))
    with (out / "to_judge.jsonl").open("a", encoding="utf-8") as file:
        for f in drawn:
            row = {"round": number, "repository": repo, "path": f["path"], "line": f["line"], "rule": f["rule"]}
            file.write(json.dumps({**row, "excerpt": f["excerpt"], "message": f["message"]}, ensure_ascii=False) + "\n")
    return {
        "round": number,
        "repository": repo,
        "generators": [f"{s['generator']} {s['folder']}" for s in site.get("sites", [])],
        "failed": site.get("failed") or report.get("failed") or "",
        "posts": len(pages),
        "likely": len(likely),
        "missed": len(likely - pages),
        "missed_examples": sorted(likely - pages)[:8],
        "links": len(links),
        "not_judged": len(unknown),
        "why_not": Counter(link["detail"][:70] for link in unknown).most_common(4),
        "errors": len(errors),
        "drawn": len(drawn),
        "doubts": [f["message"] for f in report.get("findings", []) if f["rule"] == "unchecked-links"],
        **planted(checkout, links, repo),
    }


def planted(checkout: Path, links: list[dict[str, Any]], repo: str) -> dict[str, int]:
    """50 links of the posts, by seed, each with its last name spelt wrong; how many are reported."""
    with tempfile.TemporaryDirectory() as tmp:
        copy = Path(tmp) / checkout.name
        shutil.copytree(checkout, copy, symlinks=True, ignore=shutil.ignore_patterns("node_modules"))
        rng = random.Random(f"{SEED} {repo} planted")
        candidates = [x for x in links if x["verdict"] in ("ok", "unknown")]
        rng.shuffle(candidates)
        wanted: dict[tuple[str, int], str] = {}
        for link in candidates:
            if len(wanted) == PLANTED:
                break
            target = link["target"]
            path, mark, rest = re.match(r"([^#?]*)([#?]?)(.*)", target, re.DOTALL).groups()  # type: ignore[union-attr]
            inside = re.sub(r"\A(?:https?:)?//[^/]*", "", path)
            if len(inside.strip("/.")) < 3 or re.search(r"[{}()<>\s]", path):
                continue
            file = copy / link["file"]
            if (link["file"], link["line"]) in wanted or not file.is_file():
                continue
            text = file.read_bytes().decode("utf-8")
            lines = text.split("\n")
            if link["line"] > len(lines) or lines[link["line"] - 1].count(target) != 1:
                continue
            lines[link["line"] - 1] = lines[link["line"] - 1].replace(target, misspelt(path) + mark + rest)
            file.write_bytes("\n".join(lines).encode())
            wanted[link["file"], link["line"]] = misspelt(path)
        report = contentlint(copy, "check", "--select", "links")
        told = {(f["path"], f["line"]) for f in report.get("findings", []) if f["severity"] in ("error", "warning")}
        return {"planted": len(wanted), "planted_told": sum(place in told for place in wanted)}


def misspelt(path: str) -> str:
    at = len(path.rstrip("/")) - 1
    dot = path.rfind(".")
    if dot > path.rfind("/") + 1:
        at = dot - 1
    return path[:at] + "qz" + path[at:]


def fixes(checkout: Path, number: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What `check --fix` changes in links on a copy, and whether `check` of the copy reports anything new."""
    with tempfile.TemporaryDirectory() as tmp:
        copy = Path(tmp) / checkout.name
        shutil.copytree(checkout, copy, symlinks=True, ignore=shutil.ignore_patterns("node_modules"))
        before = contentlint(copy, "check", "--select", "links").get("findings", [])
        contentlint(copy, "check", "--select", "links", "--fix")
        after = contentlint(copy, "check", "--select", "links").get("findings", [])
        changed = []
        for path in sorted({f["path"] for f in before if f["fix"]}):
            was = (checkout / path).read_text(encoding="utf-8-sig").split("\n")
            now = (copy / path).read_text(encoding="utf-8-sig").split("\n")
            for tag, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
                if tag != "equal":
                    row = {"round": number, "repository": checkout.name.replace("__", "/"), "path": path, "line": a + 1}
                    changed.append({**row, "was": "\n".join(was[a:b])[:600], "now": "\n".join(now[c:d])[:600]})
        key = lambda f: (f["rule"], f["path"], f["excerpt"])  # noqa: E731
        new = Counter(map(key, after)) - Counter(map(key, before))
        return changed, {"fixed": len(changed), "new_after_fix": [list(k) for k in new]}


def summed(number: int) -> None:
    runs = [json.loads(line) for line in (HERE / "runs.jsonl").read_text(encoding="utf-8").splitlines()]
    judged = [json.loads(line) for line in (HERE / "judgements.jsonl").read_text(encoding="utf-8").splitlines()]
    for name in sorted({r["round"] for r in runs} if not number else {number}):
        own = [r for r in runs if r["round"] == name]
        said = [j for j in judged if j["round"] == name and j.get("kind", "error") == "error"]
        fixed = [j for j in judged if j["round"] == name and j.get("kind") == "fix"]
        true = sum(j["verdict"] == "true" for j in said)
        unclear = sum(j["verdict"] == "unclear" for j in said)
        generators = {g.split()[0] for r in own for g in r["generators"]}
        several = sum(len(r["generators"]) > 1 for r in own)
        posts = sum(r["posts"] for r in own)
        missed = sum(r.get("missed_posts", r["missed"]) for r in own)
        links, unknown = sum(r["links"] for r in own), sum(r["not_judged"] for r in own)
        told, of = sum(r["planted_told"] for r in own), sum(r["planted"] for r in own)
        print(f"round {name}: {len(own)} repositories, {len(generators)} generators, {several} with several sites")
        share = true / max(1, len(said) - unclear)
        print(f"  errors judged {len(said)}, true {true}, not to be told {unclear} ({share:.3f} of the others true)")
        print(f"  posts found {posts} of {posts + missed} ({posts / max(1, posts + missed):.3f})")
        print(f"  links judged {links - unknown} of {links} ({1 - unknown / max(1, links):.3f})")
        print(f"  planted breaks told {told} of {of} ({told / max(1, of):.3f})")
        if fixed:
            good = sum(j["verdict"] == "true" for j in fixed)
            print(f"  fixes judged {len(fixed)}, right {good}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run")
    running.add_argument("checkouts", type=Path)
    running.add_argument("--round", type=int, required=True)
    running.add_argument("--out", type=Path, required=True)
    running.add_argument("--only", default="")
    summing = commands.add_parser("sum")
    summing.add_argument("--round", type=int, default=0)
    given = parser.parse_args()
    if given.command == "sum":
        summed(given.round)
        return
    given.out.mkdir(parents=True, exist_ok=True)
    for checkout in sorted(given.checkouts.iterdir()):
        if given.only not in checkout.name:
            continue
        told = run(checkout, given.out, given.round)
        changed, after = fixes(checkout, given.round)
        with (given.out / "runs.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({**told, **after}, ensure_ascii=False) + "\n")
        with (given.out / "fixes.jsonl").open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in changed)
        print(
            json.dumps({k: v for k, v in {**told, **after}.items() if k != "why_not"}, ensure_ascii=False)[:700],
            flush=True,
        )


if __name__ == "__main__":
    main()
