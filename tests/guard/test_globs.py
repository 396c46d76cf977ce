"""Globs: one matcher, and no glob that it takes long for."""

from __future__ import annotations

import itertools
import random
import re
import time

import pytest

from contentlint.guard.globs import LONGEST, any_glob, matches, why_wrong


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("posts/*.md", "posts/a.md", True),
        ("posts/*.md", "posts/x/a.md", False),
        ("posts/**/*.md", "posts/a.md", True),
        ("posts/**/*.md", "posts/x/y/a.md", True),
        ("**/*.{md,mdx}", "a/b.mdx", True),
        ("**/*.{md,mdx}", "a/b.txt", False),
        ("/docs/**", "/docs/a/b", True),
        ("/docs/**", "/doc/a", False),
        ("**/[^_]*", "a/_b", False),
        ("**/[!_]*", "a/b", True),
        ("[a-c]?.md", "bx.md", True),
        ("[z-a].md", "m.md", False),
        ("a{b,{c,d}e}f", "adef", True),
        ("a{b,{c,d}e}f", "acf", False),
        ("{a,{b}", "{a,b", True),
        ("a}b", "a}b", True),
        ("*a*b*c", "xaxbxc", True),
        ("*a*b*c", "xaxbxcx", False),
        ("**x*y", "x/xy", True),
        ("a**b", "a/x/b", True),
        ("*[a/]*", "xa/y", True),
        ("", "a", False),
        ("**", "any/thing", True),
    ],
)
def test_whole_paths(glob: str, path: str, expected: bool) -> None:
    assert any_glob([glob])(path) is expected


def slow(glob: str) -> re.Pattern[str]:
    """A glob as an expression that tries everything: right, and exponential."""
    pieces = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile(re.sub(r"\*\*/|\*\*|\*|\?|.", lambda m: pieces.get(m[0], re.escape(m[0])), glob) + r"\Z")


def test_it_agrees_with_one_that_tries_everything() -> None:
    chance = random.Random(7)
    for _ in range(5_000):
        glob = "".join(chance.choices(["a", "b", "/", "*", "**", "**/", "?", "ab"], k=chance.randint(1, 7)))
        path = "/".join("".join(chance.choices("ab", k=chance.randint(1, 4))) for _ in range(chance.randint(1, 4)))
        for other in (path, f"/{path}", f"{path}/"):
            assert any_glob([glob])(other) is bool(slow(glob).match(other)), (glob, other)


@pytest.mark.parametrize(
    "glob",
    [
        "*a" * 14 + "*b",
        "**a" * 14 + "**b",
        "*a" * 2_000 + "b",
        "**/a*" * 400 + "b",
        "[ac]*" * 500 + "b",
        "{a,c}*" * 7 + "b",
    ],
)
def test_no_glob_takes_long(glob: str) -> None:
    started = time.process_time()
    for path in ("a" * 120, "a" * LONGEST, "a/" * 2_000, "ac" * 50_000):
        assert not any_glob([glob])(path)
        matches(path, glob)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("glob", ["{a,b}" * 20, "{a,b,c,d}" * 5, "a**/" * 12, "[a/]" * 12, "x" * (LONGEST + 1)])
def test_a_glob_that_stands_for_too_many_is_told_and_matches_nothing(glob: str) -> None:
    assert "at most" in why_wrong(glob, is_whole=True)
    assert not any_glob([glob])("a")


@pytest.mark.parametrize(
    "glob", ["{" * 4_000, "{" * 2_000 + "}" * 2_000, "[" * 4_000, "]" * 4_000, "{a,b" * 1_000, "[[:x"]
)
def test_braces_and_brackets_of_any_number_are_read(glob: str) -> None:
    assert why_wrong(glob, is_whole=True) == ""
    any_glob([glob])("a/b")


def test_a_pattern_of_gitignore_matches_folders_too() -> None:
    paths = ["a/b/c.md", "b/c.md", "a/c.md", "ab/c.md"]
    globs = {"b": [0, 1], "a/b": [0], "b/": [0, 1], "*.md": [0, 1, 2, 3], "a/*": [0, 2], "/b": [1], "**/b/**": [0, 1]}
    for (glob, expected), (number, path) in itertools.product(globs.items(), enumerate(paths)):
        assert matches(path, glob) is (number in expected), (glob, path)
