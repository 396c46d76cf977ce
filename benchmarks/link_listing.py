"""What a plain scan of Markdown files finds that contentlint does not list: `python benchmarks/link_listing.py PATH…`.

The scan takes what stands behind `](`, and after `href=`, `src=`, `srcset=` and `to=`, outside fenced code, code spans
and HTML comments. Each of its finds is listed by `site.links.references` at that place, or told apart by what it stands
in: an expression, a template tag, the words of an image. `--show N` prints lines of each kind, `--seed S` other ones.
"""

from __future__ import annotations

import argparse
import random
import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from contentlint.post.post import Post
from contentlint.run.files import DiskTree
from contentlint.site import Sites
from contentlint.site.links import references
from contentlint.site.project import CONTENT

_PLAIN = re.compile(
    r"(?<!\\)\]\([ \t]*<?(?P<markdown>[^\s()<>]+)"
    r"|(?<![\w:.-])(?:href|src|srcset|to)[ \t]*=[ \t]*(?:\{[ \t]*)?(?:\"(?P<double>[^\"\n]+)\"|'(?P<single>[^'\n]+)')",
    re.IGNORECASE,
)
_GROUPS = ("markdown", "double", "single")
_FENCE = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}|~{3,})(?:.*\n)(?:.*\n)*?[ \t>]*\1[`~]*[ \t]*$", re.MULTILINE
)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])+?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--[\s\S]*?-->")


def plain(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The place and the target of each link that the scan sees from an offset on."""
    masked = text[:start] + _COMMENT.sub(_blank, _CODE.sub(_blank, _FENCE.sub(_blank, text[start:])))
    for match in _PLAIN.finditer(masked, start):
        group = next(g for g in _GROUPS if match[g] is not None)
        yield match.start(group), match[group]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def missed(post: Post) -> Iterator[tuple[str, int, str]]:
    """The kind, line and target of what the scan sees and contentlint does not list."""
    spans = sorted((r.span.start, r.span.end) for r in references(post))
    starts = [start for start, _ in spans]
    hidden = [(o.span, o.kind) for o in post.document.opaque]
    hidden += [(k.span, "words of an image") for k in post.document.links if k.kind == "image"]
    hidden += [(b.span, "code block") for b in post.document.blocks if b.kind == "code"]
    for at, target in plain(post.text, post.front_matter.end):
        index = bisect_right(starts, at + len(target)) - 1
        if any(start <= at + len(target) and end >= at for start, end in spans[max(index - 3, 0) : index + 1]):
            continue
        inside = [kind for span, kind in hidden if span.start <= at < span.end]
        yield inside[0] if inside else "plain text", post.lines.position(at).line, target


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    listed, found = 0, dict[str, list[str]]()
    for path in given.paths:
        folder = path if path.is_dir() else path.parent
        sites = Sites(DiskTree(folder))
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix.lower() not in CONTENT or "node_modules" in file.parts or not file.is_file():
                continue
            name = file.relative_to(folder).as_posix()
            site = sites.of(name)
            text = file.read_text(encoding="utf-8", errors="replace").removeprefix("\ufeff")
            post = Post(name, text) if site is None else Post(name, text, site.dialect)
            listed += len(references(post))
            for kind, line, target in missed(post):
                shown = post.text.splitlines()[line - 1].strip()[:160] if line <= post.text.count("\n") + 1 else ""
                found.setdefault(kind, []).append(f"{file}:{line}: {target}   | {shown}")
    print(f"{listed} links listed")
    chance = random.Random(given.seed)
    for kind, lines in sorted(found.items(), key=lambda item: -len(item[1])):
        print(f"{len(lines)} in {kind}")
        for line in chance.sample(lines, min(given.show, len(lines))):
            print(f"  {line}")


if __name__ == "__main__":
    main()
