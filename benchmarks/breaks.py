"""Break the model, and break the site: does a wrong model make false errors, and is a real break told?

    python benchmarks/breaks.py model SITES       each site of a folder, its model made wrong in four ways
    python benchmarks/breaks.py site SITES        each site copied, a folder, a route and 50 links broken

SITES has sites with `links.jsonl` (file, line, target, ok: what the real build made of each internal link). A false
error is a link that works in the build and is called broken. A break is told as an error, or within the count of a
warning; `--since` must make it an error.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from contentlint.post.post import Post
from contentlint.run.files import DiskTree
from contentlint.site import Site, Sites
from contentlint.site.links import judge, references
from contentlint.site.paths import url_of

TRUTH = ("truth.json", "links.jsonl")
LINKS = 50
SEED = 12


# -- break the model


def drop_base(site: Site) -> bool:
    """The base path is not known; where there is none, one is made up."""
    site.routes.base = "" if site.routes.base else "/made-up"
    return True


def other_slugs(site: Site) -> bool:
    """Names of pages are made by another rule: words joined by `_`."""
    return _readdress(site, lambda last: last.replace("-", "_"))


def other_dates(site: Site) -> bool:
    """Posts are thought to lie below the year."""
    return _readdress(site, lambda last: f"2020/{last}", wanted=lambda path: "blog" in path or "post" in path)


def forget_language(site: Site) -> bool:
    """The language with the most pages but one is not known: its pages have no address."""
    by_lang: dict[str, int] = {}
    for page in site.routes.pages:
        by_lang[page.lang] = by_lang.get(page.lang, 0) + bool(page.lang)
    names = sorted((count, lang) for lang, count in by_lang.items() if count)
    if len(names) < 2:
        return False
    lang = names[-2][1]
    for page in site.routes.pages:
        if page.lang == lang:
            site.routes.outputs.pop(page.output, None)
            page.output = page.url = ""
    return True


def lose_redirects(site: Site) -> bool:
    """No redirect is known."""
    had = bool(site.redirects)
    site._host.__dict__["redirects"] = []
    return had


def _readdress(site: Site, rule: Callable[[str], str], wanted: Callable[[str], bool] = lambda path: True) -> bool:
    changed = False
    for page in site.routes.pages:
        if not page.output or not wanted(page.path):
            continue
        folder, _, name = page.output.rpartition("/")
        if name in ("index.html", "index.htm"):
            head, _, last = folder.rpartition("/")
            new = f"{head}/{rule(last)}/{name}" if last else page.output
        else:
            stem, dot, ending = name.rpartition(".")
            new = f"{folder}/{rule(stem)}{dot}{ending}"
        if new != page.output:
            if site.routes.outputs.get(page.output) == page.path:
                del site.routes.outputs[page.output]
            site.routes.outputs[new] = page.path
            page.output = new
            page.url = url_of(new)
            changed = True
    return changed


MODELS = (drop_base, other_slugs, other_dates, forget_language, lose_redirects)


def break_model(folder: Path) -> Iterator[str]:
    truth = _truth(folder)
    with tempfile.TemporaryDirectory() as tmp:
        copy = Path(tmp) / folder.name
        shutil.copytree(folder, copy, symlinks=True)
        for name in TRUTH:  # a file that names the addresses would be evidence, too
            (copy / name).unlink(missing_ok=True)
        for change in MODELS:
            yield from _with(change, copy, truth)


def _with(change: Callable[[Site], bool], folder: Path, truth: dict[tuple[str, int, str], bool]) -> Iterator[str]:
    sites = Sites(DiskTree(folder), today=dt.date(2026, 11, 23))
    if change(sites.main):
        false, judged, doubted = [], 0, 0
        for path, line, target, resolution in _verdicts(sites, folder):
            if truth.get((path, line, target)) is not True:
                continue
            judged += 1
            doubted += resolution.verdict == "unknown"
            if resolution.verdict in ("broken", "broken-anchor"):
                false.append(f"{path}:{line} {target} ({resolution.detail})")
        yield f"{folder.name:18} {change.__name__:16} false errors {len(false)}/{judged}  not judged {doubted}"
        yield from (f"      {one}" for one in false[:3])


def _truth(folder: Path) -> dict[tuple[str, int, str], bool]:
    rows = map(json.loads, (folder / "links.jsonl").read_text(encoding="utf-8").splitlines())
    return {(row["file"], row["line"], row["target"]): row["ok"] for row in rows}


def _verdicts(sites: Sites, folder: Path, *, is_finding: bool = False) -> Iterator[tuple[str, int, str, Any]]:
    """Each link with its verdict, on the line of its use, or on that which a finding points at."""
    for site in sites.all:
        for path in site.pages:
            if not (folder / path).is_file() or sites.of(path) is not site:
                continue
            post = Post(path, (folder / path).read_text(encoding="utf-8-sig", errors="replace"))
            for reference in references(post):
                if site.is_internal(reference.target):
                    start = (reference.span if is_finding else reference.use).start
                    line = post.lines.position(start).line
                    yield path, line, reference.written(post), judge(site, path, reference)


# -- break the site

ROUTES: dict[str, tuple[str, str, str]] = {
    "hexo-site": ("_config.yml", "permalink: news/:year", "permalink: stories/:year"),
    "jxnl": ("mkdocs.yml", '"{date}/{slug}"', '"{slug}"'),
    "mawenbao": ("pelicanconf.py", '"{category}/{slug}.html"', '"articles/{slug}.html"'),
    "aiagentskit": ("src/pages/blog", "", "src/pages/articles"),
    "v8.dev": ("src/features", "", "src/capabilities"),
    "ohalo-astro-blog": ("src/pages/blog", "", "src/pages/articles"),
    "vite-docs": ("config", "", "settings"),
    "ruby-lang": ("en/documentation", "", "en/papers"),
    "letsencrypt": ("content/en/post", "", "content/en/stories"),
    "babeljs.io": ("website/blog", "", "website/news"),
}
"""A change of a route, a permalink or a folder for each site: file, text, new text; a folder moved where there is no
text."""


def break_site(folder: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as tmp:
        copy = Path(tmp) / folder.name
        shutil.copytree(folder, copy, symlinks=True)
        for name in TRUTH:
            (copy / name).unlink(missing_ok=True)
        _git(copy, "init", "-q")
        _git(copy, "add", "-A")
        _git(copy, "commit", "-q", "-m", "before")
        before = _links(copy)
        for kind, change in (("folder", _move_folder), ("route", _change_route), ("links", _plant)):
            moved = change(copy, folder.name, before)
            if moved is None:
                continue
            yield from _told(copy, folder.name, kind, before, moved)
            _git(copy, "reset", "-q", "--hard")
            _git(copy, "clean", "-qfd")


def _move_folder(copy: Path, name: str, before: list[dict[str, Any]]) -> Callable[[str], str]:
    counts: dict[str, int] = {}
    for link in before:
        if link["verdict"] == "ok" and link["path"] and link["path"].endswith(".md"):
            top = link["path"].rpartition("/")[0]
            counts[top] = counts.get(top, 0) + 1
    was = max(counts, key=lambda top: (counts[top], top))
    new = was.rpartition("/")[0] + ("/" if "/" in was else "") + "moved-away"
    (copy / was).rename(copy / new)
    return lambda path: path.replace(was + "/", new + "/", 1) if path.startswith(was + "/") else path


def _change_route(copy: Path, name: str, before: list[dict[str, Any]]) -> Callable[[str], str] | None:
    if name not in ROUTES:
        return None
    place, old, new = ROUTES[name]
    if old:
        text = (copy / place).read_text(encoding="utf-8")
        assert old in text, (place, old)
        (copy / place).write_text(text.replace(old, new), encoding="utf-8")
        return lambda path: path
    (copy / place).rename(copy / new)
    return lambda path: path.replace(place + "/", new + "/", 1) if path.startswith(place + "/") else path


def _plant(copy: Path, name: str, before: list[dict[str, Any]]) -> Callable[[str], str]:
    """50 targets changed so that nothing is there."""
    found = [link for link in before if link["verdict"] in ("ok", "unknown") and len(link["target"]) > 3]
    rng = random.Random(SEED)
    rng.shuffle(found)
    done = 0
    for link in found:
        if done == LINKS:
            break
        target = link["target"]
        path, mark, rest = re.match(r"([^#?]*)([#?]?)(.*)", target).groups()  # type: ignore[union-attr]
        if not path.strip("/") or path.count("{") or "(" in path:
            continue
        file = copy / link["file"]
        lines = file.read_text(encoding="utf-8").split("\n")
        row = lines[link["line"] - 1]
        if row.count(target) != 1:
            continue
        broken = _misspelt(path) + mark + rest
        lines[link["line"] - 1] = row.replace(target, broken)
        file.write_text("\n".join(lines), encoding="utf-8")
        link["planted"] = broken
        done += 1
    return lambda path: path


def _misspelt(path: str) -> str:
    """A path with its last name spelt wrong: `/blog/tea/` as `/blog/tqea/`."""
    at = len(path.rstrip("/")) - 1
    dot = path.rfind(".")
    if dot > path.rfind("/") + 1:
        at = dot - 1
    return path[:at] + "qz" + path[at:]


def _links(copy: Path) -> list[dict[str, Any]]:
    sites = Sites(DiskTree(copy), today=dt.date(2026, 11, 23))
    return [
        {"file": path, "line": line, "target": target, "verdict": r.verdict, "resolved": r.resolved, "path": r.path}
        for path, line, target, r in _verdicts(sites, copy, is_finding=True)
    ]


def _told(copy: Path, name: str, kind: str, before: list[dict[str, Any]], moved: Callable[[str], str]) -> Iterator[str]:
    sites = Sites(DiskTree(copy), today=dt.date(2026, 11, 23))
    planted = [link for link in before if "planted" in link]
    wanted = {(link["file"], link["line"]) for link in planted}
    for link in before if not planted else ():
        path = moved(link["file"])
        site = sites.of(path) if link["verdict"] == "ok" and link["target"].startswith(("/", "http")) else None
        # By the addresses alone; a post that left the site with its folder has no site to be judged by.
        if site is not None and (copy / path).is_file() and site.by_model(path, link["target"], False).verdict != "ok":
            wanted.add((path, link["line"]))
    for since in ((), ("--since", "HEAD")):
        command = [sys.executable, "-m", "contentlint", "check", "--select", "links", "--format", "json", "--no-cache"]
        done = subprocess.run(
            [*command, "--today", "2026-11-23", *since], cwd=copy, capture_output=True, text=True, check=False
        )
        run = json.loads(done.stdout)
        errors = {(f["path"], f["line"]) for f in run["findings"] if f["severity"] == "error"}
        doubts = [f for f in run["findings"] if f["rule"] == "unchecked-links"]
        told = len(wanted & errors)
        words = "with --since" if since else "as it is"
        yield (
            f"{name:18} {kind:7} {words:13} broken {len(wanted):4}  errors at them {told:4}  "
            f"other errors {len(errors - wanted):4}  warnings of doubt {[int(f['message'].split()[0]) for f in doubts]}"
        )
    for link in planted:
        del link["planted"]


def _git(copy: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
    subprocess.run(["git", *who, *arguments], cwd=copy, check=True, capture_output=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("model", "site"))
    parser.add_argument("sites", type=Path)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    for file in sorted(given.sites.glob("*/links.jsonl")):
        if given.only in file.parent.name:
            for line in (break_model if given.what == "model" else break_site)(file.parent):
                print(line, flush=True)


if __name__ == "__main__":
    main()
