"""Whether any expression of the tool, its word lists and shipped rules takes more than linear time for a text.

    python benchmarks/every_pattern.py
    python benchmarks/every_pattern.py --quick

Everything that is compiled while all rules and lists are tried on their examples is held against many texts; some
minutes. With `--quick` what modules and lists hold, with fewer texts: half a minute. What is slow is printed with its
text, and ends it with 1.
"""

from __future__ import annotations

import argparse
import re
import sys
import time

from patterns_in_use import LISTS, Used, everything, quickly
from pumps import endless_text, slow_text

UNITS = (
    LISTS,
    "catalog/lexicon",
    "claims/",
    "checks/year/",
    "text/years",
    "text/figures",
    "text/forms",
    "text/tense",
    "text/dates",
    "checks/claims",
    "evidence/",
)
"""Where expressions see one unit of text after the other, which are 1,000 code points at most: there the time for a
post is linear whatever an expression does, as long as it takes no time for one unit."""
KNOWN: dict[str, str] = {
    r"[\w().-]+\.(?:png": "an option of a rule, matched with the whole text of an image",
    r"(?:.*/)?(?P<year>\d{4})": "matched with a path",
    r"\s*(?:\?\.)?\[\s*[\"']": "the code of a configuration, read under its limit",
    r"[()\[\]{},;]|\n\s*(?:const": "the code of a configuration, read under its limit",
    r"\s*\n\s*(?!(?:in|": "the code of a configuration, read under its limit",
    r"\bimport\s++(?!type\s)": "the code of a configuration, read under its limit; at most 2,000 characters at a time",
    r"(?P<escape>\\[!-/:-@": "a heading, read for the site under the limit of its file",
    r" +\{:?[ ]*[^}\n ]": "a heading, read for the site under the limit of its file",
    r"(?:^|[.!:;,]\s|\b(?:please|must": "looked for in the words before a year",
    r"\s+(?:(?:is|isn't) (?!when": "matched behind a year",
    r"_redirects[._-]": "matched with the name of a file",
    r"\s+[|–—·•:»«-]\s+|": "the title of a page, whose visit has a limit",
    r"<svg\b([^>]{0,4000})>": "searched in the first 16 KB of a picture",
    r"https?:|\.{0,2}/|.*\.(?:mdx?": "matched with an address of at most 1,000 code points",
}
"""Expressions that are only ever matched with something short, by the beginning of their source, with the reason."""


OF_GENERATORS = ("site/generators/", "site/markers")
"""Where expressions see configurations, templates, file names of a site, each under its limit: left to the command."""


def _is_tried(used: Used, *, quick: bool) -> bool:
    """False for what is bounded by how it is worked out, a glob of Python's own, and what is known."""
    left = ("guard/patterns", *OF_GENERATORS) if quick else ("guard/patterns",)
    return not used.place.startswith(left) and not used.source.startswith(("(?s:", *KNOWN))


def slow(used: Used, *, quick: bool = False) -> str | None:
    """What is to be told of an expression that is slow where it is used; None when it is not."""
    if not _is_tried(used, quick=quick):
        return None
    of_unit = used.place.startswith(UNITS)
    text = slow_text(re.compile(used.source, used.flags), used.how, of_unit=of_unit, quick=quick)
    return None if text is None else f"{used.place}: {used.source[:300]!r} ({used.how}) on {text!r}"


def endless(used: Used) -> str | None:
    """What is to be told of an expression that would hang a check; None when none would."""
    if not _is_tried(used, quick=True):
        return None
    text = endless_text(re.compile(used.source, used.flags), used.how, of_unit=used.place.startswith(UNITS))
    return None if text is None else f"{used.place}: {used.source[:300]!r} ({used.how}) on {text!r}"


def main() -> None:
    """Try them all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="what modules and word lists hold, with fewer texts")
    quick = parser.parse_args().quick
    began, found = time.process_time(), quickly() if quick else everything()
    wrong = 0
    for used in found:
        if (told := slow(used, quick=quick)) is not None:
            wrong += 1
            print(told, flush=True)
    print(f"{len(found):,} expressions, {wrong} slow, {time.process_time() - began:.0f} s of CPU")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
