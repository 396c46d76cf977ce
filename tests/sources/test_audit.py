"""The audit command, from posts to report."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sources_server import Server, answer

from contentlint.cli import main

REPORT = """<!doctype html><title>Harbour report 2025</title><body><h1>Harbour report 2025</h1>
<p>The year was calm. In 2025 the port handled 48% of all grain in the region.</p>
<p>New cranes came in May. The pier was painted in the summer.</p>
<p>The ferry began to sail in June. The market moved to the north quay.</p>
<p>The season ended early. The museum drew many visitors.</p></body>"""


@pytest.fixture()
def site(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    plain = server.plain
    server.plain = lambda name, method, path: (  # type: ignore[method-assign]
        answer(body=REPORT.encode()) if name == "report" else plain(name, method, path)
    )
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "site"
    root.mkdir()
    (root / "contentlint.toml").write_text(
        '[sources]\nallow-hosts = ["127.0.0.1"]\npolite = false\narchive = ""\n'
        "timeout = 2\nper-host = 8\nbackoff = 0.01\n"
    )
    base = server.url("")
    (root / "one.md").write_text(
        f"# One\n\nSee [the tables]({base}/missing), [the map]({base}/moved) and [the rules]({base}/good#nowhere).\n\n"
        f"The port handled [62% of all grain]({base}/report) in 2025.\n\n"
        f"The port handled [48% of all grain]({base}/report) in 2025.\n\n"
        f"Storms have cost the islands [$310 million]({base}/report) since the war.\n\n"
        f"[Kept out]({base}/forbidden) and [again]({base}/forbidden), an [example](https://example.com/nothing).\n"
    )
    (root / "two.md").write_text(f"# Two\n\nNothing but [a page]({base}/page/two).\n")
    monkeypatch.chdir(root)
    return root


def _audit(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["audit", "-q", "--trust-config", *arguments], catch_exceptions=False)


def _found(result: Result) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in json.loads(result.stdout)["findings"]:
        found.setdefault(finding["rule"], []).append(finding)
    return found


def test_links_and_claims_are_held_against_what_they_point_to(site: Path, server: Server) -> None:
    result = _audit("--format", "json", ".")
    assert result.exit_code == 1
    found = _found(result)
    dead = {f["severity"]: f for f in found["dead-link"]}
    assert dead["error"]["excerpt"] == server.url("/missing") and "404" in dead["error"]["message"]
    assert "#nowhere" in dead["warning"]["message"]
    assert dead["info"]["fix"]["edits"][0]["text"] == server.url("/good")
    assert len(found["unreachable"]) == 1 and "403" in found["unreachable"][0]["message"]
    (other,) = found["contradicted-by-source"]
    assert (other["line"], other["excerpt"]) == (5, "62%")
    assert "'48%'" in other["message"] and "In 2025 the port handled 48% of all grain" in other["message"]
    (figure,) = found["figure-not-in-source"]
    assert figure["line"] == 9 and "$310 million" in figure["message"] and "127.0.0.1" in figure["message"]
    assert not any("example.com" in f["message"] for own in found.values() for f in own)


def test_quotations_are_held_against_the_page_that_is_read_for_them(site: Path, server: Server) -> None:
    report = server.url("/report")
    (site / "three.md").write_text(
        f'# Three\n\nThe [report]({report}) says that "the pier was mended in the summer".\n\n'
        f'The [report]({report}) says that "the pier was painted in the summer".\n\n'
        f'The [report]({report}) says that "no gull was harmed in all that time".\n'
    )
    altered, invented = _found(_audit("--format", "json", "three.md"))["quotation-not-in-source"]
    assert (altered["line"], altered["excerpt"]) == (3, "mended") and "'painted'" in altered["message"]
    assert (invented["line"], invented["excerpt"]) == (7, "no gull was harmed in all that time")


def test_check_visits_nothing(site: Path, server: Server) -> None:
    CliRunner().invoke(main, ["check", "."], catch_exceptions=False)
    assert not server.hits


def test_offline_finds_the_same_and_says_how_old_it_is(site: Path, server: Server) -> None:
    online = _found(_audit("--format", "json", "."))
    before = sum(server.hits.values())
    assert _found(_audit("--format", "json", "--offline", ".")) == online
    told = _audit("--offline", ".").stdout
    assert "from the evidence store, the oldest 1 min old" in told
    assert sum(server.hits.values()) == before


def test_offline_without_evidence_reports_no_link(site: Path, server: Server) -> None:
    result = _audit("--offline", ".")
    assert "6 not visited (not in the evidence store)" in result.stdout
    assert "dead-link" not in result.stdout and not server.hits


def test_a_moved_link_is_fixed(site: Path, server: Server) -> None:
    result = _audit("--fix", ".")
    assert "1 fixed" in result.stdout and "moved for good" not in result.stdout
    assert f"[the map]({server.url('/good')})" in (site / "one.md").read_text()


def test_the_overview(site: Path) -> None:
    told = _audit(".").stdout
    assert "Worst posts" in told and "one.md  (1 error," in told
    assert "Claims: 3, 3 with a source, 0 without" in told
    assert "Held against their sources: 3; 1 found, 1 contradicted, 1 not found" in told
    assert "Links: 6 addresses: 4 alive, 1 dead, 1 could not be checked" in told


def test_the_deciding_sentence_is_kept(site: Path, tmp_path: Path, server: Server) -> None:
    from contentlint.sources.store import Store

    _audit(".")
    (path,) = (tmp_path / "cache").glob("*/evidence.sqlite")
    store = Store(path)
    kept = store._db.execute("SELECT claim, verdict, sentence FROM decisions ORDER BY verdict").fetchall()
    store.close()
    assert [(verdict, "48% of all grain" in sentence) for _, verdict, sentence in kept] == [
        ("contradicted", True), ("found", True), ("not-found", False),
    ]  # fmt: skip


def test_the_html_report_has_the_sentence(site: Path) -> None:
    result = _audit("--format", "html", "-o", "report.html", ".")
    assert "Report: report.html" in result.stderr
    assert "In 2025 the port handled 48% of all grain in the region." in (site / "report.html").read_text()


def test_the_limit_of_requests_and_going_on(site: Path, server: Server) -> None:
    first = _audit("--max-requests", "3", ".")
    assert "3 requests" in first.stdout and "limit" in first.stdout
    second = _audit(".")
    assert "1 dead" in second.stdout and "not visited" not in second.stdout


def test_a_store_in_the_repository(site: Path, server: Server) -> None:
    config = site / "contentlint.toml"
    config.write_text(config.read_text() + 'store = "evidence/pages.sqlite"\n')
    _audit(".")
    assert (site / "evidence" / "pages.sqlite").exists()


def test_missing_libraries_are_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "selectolax" else real(name))
    result = CliRunner().invoke(main, ["audit", "."])
    assert result.exit_code == 2 and "pip install 'contentlint[audit]'" in result.stderr


def test_wrong_settings_are_told(site: Path) -> None:
    (site / "contentlint.toml").write_text("[sources]\ntimeuot = 3\n")
    result = CliRunner().invoke(main, ["audit", "."])
    assert result.exit_code == 2 and "timeout" in result.stderr and "contentlint.toml:2" in result.stderr
    (site / "contentlint.toml").write_text("[sources]\nper-host = 0\n")
    result = CliRunner().invoke(main, ["audit", "."])
    assert result.exit_code == 2 and "'sources.per-host' must be at least 1" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs signals to a process")
def test_ctrl_c_reports_what_it_has(site: Path, server: Server) -> None:
    links = " ".join(f"[{n}]({server.url(f'/page/{n}')})" for n in range(30))
    slow = f"[slow]({server.url('/slow/a')}) [slow]({server.url('/slow/b')})"
    (site / "two.md").write_text(f"# Two\n\n{links}\n\n{slow}\n")
    command = [
        sys.executable,
        "-m",
        "contentlint",
        "audit",
        "--trust-config",
        "--timeout",
        "25",
        "--format",
        "json",
        ".",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 20
    while server.hits["GET /slow/b"] == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 1, err
    assert "dead-link" in {f["rule"] for f in json.loads(out)["findings"]}
    assert "Traceback" not in err
    before = sum(server.hits.values())
    second = _audit("--timeout", "0.3", ".")
    assert sum(server.hits.values()) - before < 10  # only what was not finished
    assert "1 dead" in second.stdout


def test_facts_are_held_against_their_sources(site: Path, server: Server) -> None:
    (site / "facts").mkdir()
    (site / "facts" / "harbour.yaml").write_text(
        "subjects:\n  - subject: The port\n    facts:\n"
        f"      - share: 48%\n        what: grain\n        source: {server.url('/report')}\n"
        f"      - count: 12 cranes\n        source: {server.url('/report')}\n"
        f"      - price: $7 per day\n        source: {server.url('/missing')}\n"
        f"      - duration: 3 days\n        source: {server.url('/forbidden')}\n"
    )
    before = (site / "facts" / "harbour.yaml").read_bytes()
    found = _found(_audit("--format", "json", "."))["fact-not-in-source"]
    assert [(one["path"], one["line"]) for one in found] == [("facts/harbour.yaml", 7), ("facts/harbour.yaml", 9)]
    assert "does not have 12 cranes any more" in found[0]["message"]
    assert "404" in found[1]["message"]
    assert (site / "facts" / "harbour.yaml").read_bytes() == before
