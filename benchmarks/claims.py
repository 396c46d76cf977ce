"""How fast claims are found: megabytes of prose in a second on one core, parsing not counted.

python benchmarks/claims.py PATH …       (files and folders of Markdown)
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.judge import judged
from contentlint.errors import ReadError
from contentlint.post.post import Post
from contentlint.run.files import read_post
from contentlint.text.figures import find

_ROUNDS = 5


def main(paths: list[str]) -> None:
    """Print the speed of detection over the posts at `paths`: the best of five rounds, CPU time."""
    lexicon = Lexicon(catalog.load().vocabulary)
    files = [f for p in map(Path, paths) for f in ([p] if p.is_file() else sorted(p.rglob("*.md")))]
    texts: dict[str, str] = {}
    for file in files:
        try:
            texts[str(file)] = read_post(file, 1 << 24)
        except ReadError as error:
            print(error, file=sys.stderr)
    rounds = [_round(texts, lexicon) for _ in range(_ROUNDS)]
    size, best = rounds[0][0], min(seconds for _, seconds in rounds)
    print(f"{len(texts)} posts, {size / 1e6:.2f} MB of prose, {best:.3f} s: {size / 1e6 / best:.2f} MB/s")


def _round(texts: dict[str, str], lexicon: Lexicon) -> tuple[int, float]:
    """Bytes of prose, and seconds of CPU to find the claims in it. Posts are new: nothing is remembered of them."""
    posts = [Post(path, text) for path, text in texts.items()]
    for post in posts:
        _ = (post.document, post.sentences, post.front_matter)
    size = sum(len(s.text.encode()) for post in posts for s in post.sentences)
    find.cache_clear()
    start = time.process_time()
    for post in posts:
        judged(post, lexicon)
    return size, time.process_time() - start


if __name__ == "__main__":
    main(sys.argv[1:])
