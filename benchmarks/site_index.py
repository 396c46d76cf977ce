"""Time and memory of the site index on a generated blog: `python benchmarks/site_index.py [POSTS]` (default 10,000).

Prints CPU seconds of a cold index, of a run after one post has changed, and peak memory. Each run is a process of its
own, as a pre-commit hook would start it. Limits: cold 20 s, one changed post 0.5 s, 400 MB.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = "tea kettle leaf water cup morning garden rain letter market bridge river train window bread honey".split()


def generate(root: Path, posts: int) -> None:
    """An Astro blog of about 6 KB a post, each with eight links, some to headings, a few broken."""
    chance = random.Random(7)
    (root / "src/content/blog").mkdir(parents=True)
    (root / "src/pages/blog").mkdir(parents=True)
    (root / "astro.config.mjs").write_text("export default { site: 'https://blog.example' }")
    (root / "src/pages/blog/[...slug].astro").write_text(
        'const posts = await getCollection("blog"); return posts.map((p) => ({ params: { slug: p.id } }))'
    )
    for n in range(posts):
        sections = []
        for part in range(6):
            words = " ".join(chance.choice(WORDS) for _ in range(130))
            goal = chance.randrange(posts)
            anchor = "#part-3" if part == 2 else ""
            sections.append(f"## Part {part}\n\n{words} [see](/blog/post-{goal}/{anchor}).\n")
        text = f"---\ntitle: Post number {n}\ndate: 2024-0{n % 9 + 1}-11\ntags: [tea, water]\nslug: post-{n}\n---\n\n"
        (root / f"src/content/blog/entry-{n}.md").write_text(text + "\n".join(sections))


def run(root: str, index: str, changed: str) -> None:
    """One process: read the index, make the site, resolve the links of one post, write the index."""
    from contentlint.run.files import DiskTree
    from contentlint.site import Sites

    before = time.process_time()
    store = Path(index)
    sites = Sites(DiskTree(Path(root)), index=store.read_text(encoding="utf-8") if store.exists() else "")
    site = sites.main
    site.outputs  # noqa: B018 - worked out when first asked for
    for target in site.project.targets(changed):
        site.resolve(changed, target)
    if sites.index.changed:
        store.write_text(sites.dump_index(), encoding="utf-8")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.process_time() - before:.2f} {peak:.0f} {len(site.pages)}")


def measure(root: Path, index: Path, changed: str) -> tuple[float, float, int]:
    """(CPU seconds, peak megabytes, posts) of a run in a fresh process."""
    told = subprocess.run(
        [sys.executable, __file__, "--run", str(root), str(index), changed], capture_output=True, text=True, check=True
    ).stdout.split()
    return float(told[0]), float(told[1]), int(told[2])


def main() -> int:
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        root, index = Path(folder, "site"), Path(folder, "index.json")
        generate(root, posts)
        post = "src/content/blog/entry-5.md"
        cold, peak, found = measure(root, index, post)
        warm, warm_peak, _ = measure(root, index, post)
        place = root / post
        place.write_text(place.read_text() + "\n[new](/blog/post-1/)\n")
        os.utime(place)
        one, one_peak, _ = measure(root, index, post)
    print(f"{found} posts, index of {posts}")
    print(f"cold:             {cold:6.2f} s CPU  {peak:5.0f} MB   (limit 20 s, 400 MB)")
    print(f"nothing changed:  {warm:6.2f} s CPU  {warm_peak:5.0f} MB")
    print(f"one post changed: {one:6.2f} s CPU  {one_peak:5.0f} MB   (limit 0.5 s)")
    return int(cold > 20 or one > 0.5 or max(peak, one_peak) > 400 or found != posts)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(*sys.argv[2:5])
    else:
        sys.exit(main())
