"""Sizes and seconds of every report format for a large site: python benchmarks/report.py [POSTS FINDINGS].

The run is made up (tests/report/report_sample.py); 2,000 posts and 20,000 findings unless told otherwise.
"""

from __future__ import annotations

import importlib
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "report"))
from report_sample import make_run

FORMATS = ("html", "text", "json", "github", "sarif", "gitlab", "junit", "checkstyle", "rdjson")


def main(posts: int = 2_000, findings: int = 20_000) -> None:
    """Print one line for each format."""
    run = make_run(posts, max(1, round(findings / posts)))
    print(f"{len(run.posts):,} posts, {len(run.findings):,} findings, {len(run.claims):,} claims")
    for name in FORMATS:
        module = importlib.import_module(f"contentlint.report.{name}")
        start = time.perf_counter()
        size = len(module.render(run).encode())
        print(f"{name:<10} {time.perf_counter() - start:6.2f} s  {size / 1e6:6.1f} MB")
    print(f"peak memory of all together: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
