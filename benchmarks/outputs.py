"""What contentlint prints over real sites: sums to see that nothing changed, and the diff of findings between commits.

    python benchmarks/outputs.py [--corpora DIR] [--only NAME …]          prints a sum for each output
    python benchmarks/outputs.py --check benchmarks/outputs.sums                also says which sums differ
    python benchmarks/outputs.py --diff OLD [NEW] [--only NAME …]               Markdown: findings added, gone, changed

Outputs are those of `check` in every format, `claims`, `site --links` and `verify`. Each corpus (a folder of posts, a
site, a file of claims with their evidence) is copied to a folder outside any git repository first: a site would else be
taken for a part of it. OLD and NEW are commits; without NEW the work tree. Corpora that are not there are left out and
named, so that the command works from a clone with nothing beside it (`examples/` only).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TODAY = "2026-01-01"
MOST_ROWS = 40
"""Findings of a rule and a corpus that are listed in a diff; of more the number is told."""

RUN = """
import importlib, sys
from pathlib import Path
out = Path(sys.argv.pop(1))
import contentlint
assert str(Path(contentlint.__file__).parent.parent) == sys.argv.pop(1), contentlint.__file__
from contentlint.cli import claims, main
real = dict(claims._RENDER)
def all_of(rows):
    for name, render in real.items():
        (out / f"claims.{name}").write_text(render(rows), encoding="utf-8", errors="backslashreplace")
    return ""
claims._RENDER = dict.fromkeys(real, all_of)
main()
"""
"""One pass makes all formats: what takes the time is the finding, not the printing."""

FORMATS = ("concise", "json", "github", "sarif", "gitlab", "junit", "checkstyle", "rdjson", "html", "markdown")
COMMANDS = {
    "check": ("check", "--today", TODAY, "--no-cache", "."),
    "claims": ("claims", "--format", "json", "--today", TODAY, "--no-cache", "."),
    "site": ("site", "--links", "--format", "json", "--today", TODAY, "--no-cache", "."),
}


def corpora(shared: Path, only: list[str]) -> dict[str, Path]:
    """The corpora by name that are there."""
    found = {f"examples/{path.name}": path for path in sorted((ROOT / "examples").iterdir()) if path.is_dir()}
    for place in ("gold/posts", "gold2/posts"):
        found[place.partition("/")[0]] = shared / place
    if (shared / "sites").is_dir():
        found |= {f"sites/{path.name}": path for path in sorted((shared / "sites").iterdir()) if path.is_dir()}
    found |= {f"evidence/{name}": shared / "evidence" / f"{name}.jsonl" for name in ("wice", "vitaminc")}
    missing = [name for name, path in found.items() if not path.exists()]
    if missing:
        print(f"not there, left out: {', '.join(missing)}", file=sys.stderr)
    wanted = {name: path for name, path in found.items() if path.exists()}
    return {name: path for name, path in wanted.items() if not only or any(name.startswith(o) for o in only)}


def outputs(tree: Path, name: str, source: Path, commands: tuple[str, ...]) -> dict[str, str]:
    """What the contentlint in a source tree prints over one corpus, by command and format."""
    with tempfile.TemporaryDirectory(prefix="outputs-") as temporary:
        # The folder's own name is the site's in some formats.
        folder, out = Path(temporary) / Path(name).name, Path(temporary) / "out"
        out.mkdir()
        more = {"PYTHONPATH": str(tree), "PYTHONSAFEPATH": "1", "CONTENTLINT_CACHE_DIR": str(Path(temporary) / "cache")}
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("GIT", "CI"))} | more
        if source.is_file():
            if "verify" not in commands:
                return {}
            rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
            asked = "".join(json.dumps({k: row[k] for k in ("id", "claim", "evidence")}) + "\n" for row in rows)
            command = [sys.executable, "-m", "contentlint", "verify", "--format", "json"]
            done = subprocess.run(
                command, input=asked, cwd=temporary, env=environment, capture_output=True, text=True, check=True
            )
            return {"verify.json": done.stdout}
        shutil.copytree(source, folder)
        made = {}
        for command in commands:
            if command not in COMMANDS:
                continue
            arguments = list(COMMANDS[command])
            if command == "check" and commands == ("check",):  # of a commit that may know less than this one
                arguments += ["--format", "json", "--output", str(out / "check.json")]
            elif command == "check":
                arguments += [f"--output={name}={out / f'check.{name}'}" for name in FORMATS]
            done = subprocess.run(
                [sys.executable, "-c", RUN, str(out), str(tree), *arguments], cwd=folder, env=environment,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode not in (0, 1, 2) or "Traceback" in done.stderr:
                raise SystemExit(f"{name}: {command}: {done.stderr}")
            made[f"{command}.stderr"] = f"{done.returncode}\n{done.stderr}"
            if done.stdout:
                made[{"site": "site.links.json"}.get(command, f"{command}.text")] = done.stdout
        return made | {path.name: path.read_text(encoding="utf-8") for path in sorted(out.iterdir())}


def every(tree: Path, found: dict[str, Path], commands: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """The outputs over all corpora, in order."""
    with ThreadPoolExecutor(2) as pool:
        waiting = {name: pool.submit(outputs, tree, name, path, commands) for name, path in found.items()}
        for name, one in waiting.items():
            yield name, one.result()


def sums(tree: Path, found: dict[str, Path]) -> list[str]:
    """A line for each output: its sum, its size in characters, and what it is."""
    rows = []
    for name, made in every(tree, found, (*COMMANDS, "verify")):
        for output, text in sorted(made.items()):
            digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
            rows.append(f"{digest} {len(text):>9} {name} {output}")
            print(rows[-1], flush=True)
    return rows


def checkout(commit: str, folder: Path) -> Path:
    """The source tree of a commit, without git."""
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    tree = folder / commit.replace("/", "-")
    tree.mkdir()
    subprocess.run(["tar", "-x", "-C", str(tree)], input=archive, check=True)
    return tree


def place(finding: dict[str, Any]) -> tuple[str, str, int, int]:
    return finding["path"], finding["rule"], finding["line"], finding["column"]


def said(finding: dict[str, Any]) -> tuple[Any, ...]:
    return finding["severity"], finding["message"], finding["excerpt"], json.dumps(finding["fix"], sort_keys=True)


def diff(old: Path, new: Path, found: dict[str, Path]) -> str:
    """The findings that came, went or say something else, by corpus and rule, as Markdown."""
    rows: dict[str, dict[tuple[str, str], list[str]]] = {
        kind: defaultdict(list) for kind in ("added", "gone", "changed")
    }
    totals = [0, 0]
    befores, afters = dict(every(old, found, ("check",))), dict(every(new, found, ("check",)))
    for name in found:
        if "check.json" not in befores[name]:
            continue
        before, after = (json.loads(side[name]["check.json"])["findings"] for side in (befores, afters))
        totals = [totals[0] + len(before), totals[1] + len(after)]
        was: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for finding in before:
            was[place(finding)].append(finding)
        for finding in after:
            same = was[place(finding)]
            twin = next((f for f in same if said(f) == said(finding)), same[0] if same else None)
            if twin is None:
                rows["added"][name, finding["rule"]].append(_row(finding))
                continue
            same.remove(twin)
            if said(twin) != said(finding):
                rows["changed"][name, finding["rule"]].append(
                    f"{_row(twin)} → {finding['severity']}: {finding['message']}"
                )
        for left in was.values():
            for finding in left:
                rows["gone"][name, finding["rule"]].append(_row(finding))
    count = {kind: sum(map(len, own.values())) for kind, own in rows.items()}
    lines = [f"**{totals[0]:,} findings before, {totals[1]:,} after: {count['added']} added, {count['gone']} gone, "
             f"{count['changed']} changed**", ""]  # fmt: skip
    for kind, own in rows.items():
        for (name, rule), listed in sorted(own.items()):
            lines += [f"<details><summary>{kind}: {rule} in {name}: {len(listed)}</summary>", ""]
            lines += [f"- {row}" for row in listed[:MOST_ROWS]]
            lines += [f"- … {len(listed) - MOST_ROWS} more"] if len(listed) > MOST_ROWS else []
            lines += ["", "</details>", ""]
    return "\n".join(lines)


def _row(finding: dict[str, Any]) -> str:
    words = " ".join(finding["excerpt"].split())[:80].replace("`", "'")
    where = f"{finding['path']}:{finding['line']}:{finding['column']}"
    return f"{where} `{words}` {finding['severity']}: {' '.join(finding['message'].split())}"


def main() -> None:
    """Print the sums, or the diff between two commits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared", help="folder with sites, gold, gold2 …")
    parser.add_argument("--only", nargs="*", default=[], help="corpora whose names begin so")
    parser.add_argument("--check", type=Path, help="a file of sums to compare with")
    parser.add_argument("--diff", nargs="+", metavar="COMMIT", help="the commit before, and the one after")
    arguments = parser.parse_args()
    found = corpora(arguments.corpora.resolve(), arguments.only)
    if arguments.diff:
        with tempfile.TemporaryDirectory(prefix="commits-") as temporary:
            old, *new = (checkout(commit, Path(temporary)) for commit in arguments.diff[:2])
            print(diff(old, new[0] if new else ROOT, found))
        return
    rows = sums(ROOT, found)
    if arguments.check:
        known = arguments.check.read_text(encoding="utf-8").splitlines()
        wrong = [row for row in known if row not in rows and any(f" {name} " in row for name in found)]
        print(f"{len(rows)} outputs, {len(wrong)} differ" + "".join(f"\n  was {row}" for row in wrong))
        sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
