"""Dates of the front matter: read as generators read them, compared as moments."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from contentlint.catalog.rule import Context
from contentlint.checks import date_order, file_name_date
from contentlint.post.post import Post
from contentlint.site import MemoryTree, only
from contentlint.text import dates

PROBES = Path(__file__).parents[1] / "site" / "probes"
TODAY = dt.date(2026, 11, 30)


def context(files: dict[str, str] | None = None) -> Context:
    return Context(TODAY, site=only(MemoryTree(files), today=TODAY) if files else None)


def front(*lines: str) -> str:
    return "---\n" + "\n".join(lines) + "\n---\n\nWords.\n"


@pytest.mark.parametrize(
    ("probe", "name", "config"),
    [
        ("dates-hugo-0.168.0", "hugo.toml", "baseURL = 'https://example.org/'\ntimeZone = 'America/New_York'\n"),
        ("dates-jekyll-4.3.1", "_config.yml", "title: Kettles\ntimezone: America/New_York\n"),
    ],
)
def test_the_moment_that_the_generator_takes_is_among_those_that_a_date_may_be(
    probe: str, name: str, config: str
) -> None:
    path = {"hugo.toml": "content/posts/a.md", "_config.yml": "_posts/2026-03-02-a.md"}[name]
    for source, taken in json.loads((PROBES / f"{probe}.json").read_text(encoding="utf-8"))["dates"].items():
        toml = source.startswith("toml ")
        post = Post(path, f"+++\ndate = {source[5:]}\n+++\n" if toml else front(f"date: {source}"))
        site = context({name: config, "_posts/2026-03-02-a.md": "", path: post.text}).site
        assert site is not None
        entry = post.front_matter.get("date")
        assert entry is not None
        when = dates.read(entry.value)
        assert when is not None, source
        first, last = when.bounds(site.routes.zones)
        assert first <= dt.datetime.fromisoformat(taken) < last, source
        assert last - first <= dt.timedelta(days=1, hours=5), source


@pytest.mark.parametrize(
    ("published", "changed", "is_before"),
    [
        ("2026-03-02T00:30:00+09:00", "2026-03-01T20:00:00Z", False),
        ("2026-03-01T23:00:00-08:00", "2026-03-02T01:00:00Z", True),
        ("2026-03-01T10:00:00Z", "2026-03-01T09:00:00Z", True),
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z", False),
        ("2026-03-01T10:00:30Z", '"2026-03-01T10:00Z"', False),  # within that minute
        ("2026-03-01T10:00:00.250Z", "2026-03-01T10:00:00Z", False),  # within that second
        ("2026-03-02", "2026-03-02T00:10:00+14:00", False),
        ("2026-03-02", "2026-03-01T09:00:00Z", True),  # it is March 1 everywhere
        ("2026-03-02", "2026-03-01T11:00:00Z", False),  # it is March 2 in Kiritimati
        ("2026-03-01T20:00:00Z", "2026-03-01", False),
        ("2026-03-02T13:00:00Z", "2026-03-01", True),  # March 1 has ended everywhere
        ("2026-03-02", "2026-03-01", True),
        ("2026-03-02", "2026-03-02", False),
        ("2026-03-01 20:00:00", "2026-03-01", False),
        ("2026-03-01 20:00:00", "2026-03-01 19:00:00", True),
        ("2026-03-01 20:00:00 -0600", "2026-03-02 01:00:00 +0000", True),
        ("8 July 2026", '"Jul 7, 2026"', True),
        ("Wed, 08 Jul 2026 10:00:00 GMT", '"Wed, 08 Jul 2026 09:00:00 GMT"', True),
        ("July 8, 2026 at 3:00 pm", '"2026-07-08 14:00"', True),
        ("July 8, 2026 at 3:00 pm", '"2026-07-08 15:30"', False),
        ("2026-07-08 10:00:00 CST", '"2026-07-08 09:00:00 CST"', False),  # of China, or of Chicago
        ("03/04/2026", "2020-01-01", False),  # of April or March
        ("25/12/2025", "2025-12-24", True),
        ("Last Modified", "2020-01-01", False),
        ("2026-03-02", "soon", False),
        ("0001-01-01T00:00:00Z", "0001-01-01", False),
        ("9999-12-31", "9999-12-31T23:59:59Z", False),
    ],
)
def test_dates_are_compared_as_moments(published: str, changed: str, is_before: bool) -> None:
    post = Post("a.md", front(f"date: {published}", f"lastmod: {changed}"))
    assert bool(list(date_order.check(post, date_order.Options(), context()))) is is_before


@pytest.mark.parametrize(
    ("zone", "changed", "is_before"),
    [
        ("America/New_York", "2026-03-02T04:30:00Z", True),
        ("America/New_York", "2026-03-02T05:30:00Z", False),
        ("Asia/Tokyo", "2026-03-01T15:30:00Z", False),
        ("Europe/Nowhere", "2026-03-02T04:30:00Z", False),
    ],
)
def test_a_date_without_a_zone_is_of_the_sites(zone: str, changed: str, is_before: bool) -> None:
    post = Post("content/posts/a.md", front("date: 2026-03-02", f"lastmod: {changed}"))
    files = {"hugo.toml": f"baseURL = 'https://example.org/'\ntimeZone = '{zone}'\n", post.path: post.text}
    assert bool(list(date_order.check(post, date_order.Options(), context(files)))) is is_before


@pytest.mark.parametrize(
    ("path", "date", "is_other"),
    [
        ("_posts/2026-03-01-kettle.md", "2026-02-01", True),
        ("_posts/2026-03-01-kettle.md", "2026-03-02", True),
        ("_posts/2026-03-01-kettle.md", "2026-03-01", False),
        ("_posts/2026-03-01-kettle.md", "2026-03-02T05:00:00Z", False),  # the evening of March 1 in Chicago
        ("_posts/2026-03-01-kettle.md", "2026-03-02T00:00:00", False),
        ("_posts/2026-03-01-kettle.md", "2026-03-02T13:00:00Z", True),
        ("_posts/2026-03-01-kettle.md", "2026-02-28T23:00:00-08:00", False),
        ("blog/2026/03/01/kettle.md", "2026-03-03", True),
        ("blog/2026/3/1/kettle.md", "2026-03-01", False),
        ("blog/2026-03-01-kettle/index.md", "2025-03-01", True),
        ("blog/2026-02-01/2026-03-01.md", "2026-03-01", False),
        ("blog/2026/03/kettle.md", "2020-01-01", False),
        ("blog/2026-13-01-kettle.md", "2020-01-01", False),
        ("blog/v2026-03-01-kettle.md", "2020-01-01", False),
        ("blog/2026-03-012-kettle.md", "2020-01-01", False),
        ("_posts/0001-01-01-kettle.md", "2020-01-01T00:00:00Z", True),
    ],
)
def test_the_date_in_a_files_name(path: str, date: str, is_other: bool) -> None:
    post = Post(path, front(f"date: {date}"))
    assert bool(list(file_name_date.check(post, file_name_date.Options(), context()))) is is_other
