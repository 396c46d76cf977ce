"""Links inside the site that want words shown (`#:~:text=…`): the words are there, are not, or nobody knows."""

from __future__ import annotations

import pytest
from made import site

PAGE = """---
title: Six kettles
---

## How they whistle

The *first* one -- made of `steel` -- says \u201cpeep\u201d, and [the second](b.md) says nothing at all.

```
boil 3 cups
```

| Kettle | Price |
|---|---|
| Copper | 30 |

A ==marked== word.
"""
FILES = {
    "mkdocs.yml": "site_name: Tea\n",
    "docs/index.md": "# Home\n",
    "docs/a.md": PAGE,
    "docs/b.md": "# The second\n\nQuiet.\n",
    "docs/made.md": "# Made\n\n{{ prices }}\n",
    "docs/notes.md": "# Notes\n\nSteam[^1].\n\n[^1]: Of water.\n",
}


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        ("a.md#:~:text=first%20one", "ok"),
        ("a.md#:~:text=FIRST%20one,nothing", "ok"),
        ("a.md#:~:text=made%20of%20steel%20%E2%80%93%20says", "ok"),
        ("a.md#:~:text=says%20%22peep%22", "ok"),
        ("a.md#:~:text=boil%203%20cups&text=Copper", "ok"),
        ("a.md#:~:text=the%20second%20says", "ok"),
        ("a.md#:~:text=a%20marked%20word", "ok"),
        ("a.md#:~:text=Six%20kettles", "ok"),
        ("a.md#:~:text=The%20second", "ok"),  # a title that the navigation shows
        ("a.md#how-they-whistle:~:text=first%20one", "ok"),
        ("a.md#how-they-boil:~:text=first%20one", "broken-anchor"),
        ("a.md#:~:text=third%20one", "broken-anchor"),
        ("a.md#:~:text=irst%20one", "broken-anchor"),
        ("a.md#:~:text=first%20one,whistles", "broken-anchor"),
        ("a.md#:~:text=iron-,first%20one", "broken-anchor"),
        ("a.md#:~:text=first&text=third%20one", "broken-anchor"),
        ("#:~:text=quiet", "ok"),
        ("#:~:text=loud", "broken-anchor"),
        ("made.md#:~:text=loud", "ok"),
        ("notes.md#:~:text=loud", "ok"),
        ("index.md#:~:text=loud", "ok"),
        ("a.md#:~:selector=p", "ok"),
        ("https://tea.example/a#:~:text=loud", "external"),
    ],
)
def test_verdicts(target: str, verdict: str) -> None:
    assert site(FILES).resolve("docs/b.md", target).verdict == verdict


def test_the_words_are_told_and_nothing_is_suggested() -> None:
    made = site(FILES)
    found = made.resolve("docs/b.md", "a.md#:~:text=third%20one,two")
    assert (found.reason, found.detail) == ("text", "docs/a.md has no 'third one … two'")
    assert made.suggest("docs/b.md", "a.md#:~:text=third%20one,two") is None
