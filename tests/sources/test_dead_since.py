"""Since when a link is dead, and what that changes."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sources_server import Server, answer, page

from contentlint.cli import main
from contentlint.sources.client import Gathered

Visit = Callable[..., Gathered]
DAY = 86_400


def serve(server: Server, answers: dict[str, bytes]) -> None:
    """Let the server answer some names, by the first part of the path."""
    plain = server.plain
    server.plain = lambda name, method, path: answers.get(name) or plain(name, method, path)  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("days", "since"),
    [
        ([404], 0),
        ([404, 404, 404], 0),
        ([404, 410, 404], 0),
        ([200, 404, 404], 1),
        ([404, 200, 404, 404], 2),  # alive in between: it begins anew
        ([404, 503, 404], 0),  # nothing was found out in between
        ([503, 404, 404], 1),
        ([404, 404, 503], 0),
        ([404, 200], None),
        ([503, 503], None),
    ],
)
def test_the_store_remembers_since_when(visit: Visit, server: Server, days: list[int], since: int | None) -> None:
    start: Any = time.time()
    url = server.url("/odd")
    for day, status in enumerate(days):
        serve(server, {"odd": answer(status, page())})
        (found,) = visit(url, clock=lambda day=day: start + day * 8 * DAY).results.values()
    (kept,) = visit(url, offline=True).results.values()
    wanted = None if since is None else pytest.approx(start + since * 8 * DAY)
    for result in (found, kept):
        assert (result.dead_since.timestamp() if result.dead_since else None) == wanted


@pytest.fixture()
def site(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "site"
    root.mkdir()
    (root / "contentlint.toml").write_text(
        '[sources]\nallow-hosts = ["127.0.0.1"]\npolite = false\narchive = ""\ntimeout = 2\nbackoff = 0.01\n'
    )
    monkeypatch.chdir(root)
    return root


def audit(*arguments: str) -> Result:
    command = ["audit", "-q", "--trust-config", "--format", "json", *arguments, "."]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def links(result: Result) -> list[tuple[str, str, str]]:
    """The findings about outside links: rule, severity, message."""
    rules = ("dead-link", "unreachable")
    found = json.loads(result.stdout)["findings"]
    return [(f["rule"], f["severity"], f["message"]) for f in found if f["rule"] in rules]


@pytest.mark.parametrize(
    ("settings", "after", "severity"),
    [
        ("", 0, "error"),
        ("{ dead-after-days = 7 }", 0, "warning"),
        ("{ dead-after-days = 7 }", 6, "warning"),
        ("{ dead-after-days = 7 }", 7, "error"),
        ("{ dead-after-days = 7, severity = 'info' }", 0, "info"),  # never worse than the rule
        ("{ dead-after-days = 7, severity = 'warning' }", 7, "warning"),
    ],
)
def test_dead_after_days(site: Path, server: Server, settings: str, after: int, severity: str) -> None:
    (site / "one.md").write_text(f"# One\n\nSee [the tables]({server.url('/missing')}).\n")
    if settings:
        config = site / "contentlint.toml"
        config.write_text(f"{config.read_text()}[rules]\ndead-link = {settings}\n")
    today = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=after)
    result = audit("--today", today.isoformat())
    assert [(rule, own) for rule, own, _ in links(result)] == [("dead-link", severity)]
    assert result.exit_code == (1 if severity == "error" else 0)


def test_the_finding_says_since_when(site: Path, visit: Visit, server: Server, tmp_path: Path) -> None:
    url = server.url("/missing")
    (site / "one.md").write_text(f"# One\n\nSee [the tables]({url}).\n")
    then = time.time() - 9 * DAY
    visit(url, clock=lambda: then)
    ((rule, severity, message),) = links(audit("--store", str(tmp_path / "evidence.sqlite")))
    since = dt.datetime.fromtimestamp(then, dt.UTC).date()
    assert (rule, severity) == ("dead-link", "error")
    assert message.startswith(f"'{url}' has been dead since {since}: it answers 404 Not Found.")


def test_the_four_are_counted_apart(site: Path, server: Server) -> None:
    names = ("good", "missing", "forbidden", "soft", "error", "challenge")
    (site / "one.md").write_text("# One\n\n" + "\n\n".join(f"[{n}]({server.url(f'/{n}')})" for n in names) + "\n")
    result = audit()
    summary = json.loads(result.stdout)["summary"]
    counts = [summary[f"outside_links{name}"] for name in ("", "_dead", "_unreachable", "_unvisited")]
    assert counts == [6, 2, 3, 0]
    assert sorted(rule for rule, _, _ in links(result)) == ["dead-link"] * 2 + ["unreachable"] * 3
    assert all(": it answers" in m or ": it shows" in m or ": it asks" in m for _, _, m in links(result))
    text = CliRunner().invoke(main, ["audit", "-q", "--trust-config", "."]).stdout
    assert "Links: 6 addresses: 1 alive, 2 dead, 3 could not be checked; " in text
    html = CliRunner().invoke(main, ["audit", "-q", "--trust-config", "--format", "html", "."]).stdout
    assert "3 outside links that could not be checked" in html
    checked = CliRunner().invoke(main, ["check", "--format", "json", "."]).stdout
    assert not [name for name in json.loads(checked)["summary"] if name.startswith("outside")]


def test_words_that_a_page_does_not_have(site: Path, server: Server) -> None:
    directives = {
        "there": "harbour%20counted",
        "range": "the%20harbour,ships",
        "lost": "four%20kettles",
        "lost-too": "ships&text=the%20kettle,boils",
        "place": "ships",
    }
    serve(server, {"scripts": answer(body=b"<!doctype html><title>App</title><div></div><script>start()</script>")})
    (site / "one.md").write_text(
        "# One\n\n"
        + "\n\n".join(f"[{n}]({server.url(f'/page/{n}')}#:~:text={words})" for n, words in directives.items())
        + f"\n\n[scripts]({server.url('/scripts')}#:~:text=kettle) [lines]({server.url('/good')}#L10-L20)"
        + f" [id]({server.url('/good')}#nowhere:~:text=ships) ![p]({server.url('/page/p')}#:~:text=kettle)\n"
    )
    found = links(audit())
    assert sorted((severity, message.partition(": ")[2]) for _, severity, message in found) == [
        ("info", "the page does not have the words 'four kettles' that the link wants to show"),
        ("info", "the page does not have the words 'the kettle … boils' that the link wants to show"),
        ("warning", "the page has no place called '#nowhere', so readers land at its top"),
    ]
    assert not any("#" in head.partition("\r\n")[0] for head in server.heads)
