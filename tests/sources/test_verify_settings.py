"""`contentlint verify` with a page: by which settings it is fetched. All texts are made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sources_server import Server, answer

from contentlint.cli import main

CLAIM = "In 2025 the port handled 48% of all grain."
REPORT = b"<!doctype html><title>Harbour report</title><p>In 2025 the port handled 48% of all grain in the region.</p>"
ALLOWED = '[sources]\nallow-hosts = ["127.0.0.1"]\npolite = false\narchive = ""\n'


@pytest.fixture()
def report(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    server.plain = lambda name, method, path: answer(body=REPORT)  # type: ignore[method-assign]
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "site"
    root.mkdir()
    monkeypatch.chdir(root)
    return server.url("/report")


def verify(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["verify", CLAIM, *arguments], catch_exceptions=False)


def test_without_a_configuration_nothing_private_is_visited(report: str, server: Server) -> None:
    result = verify(report)
    assert result.exit_code == 2 and "private" in result.stderr
    assert not server.hits


def test_a_configuration_that_the_user_names_allows_a_host(report: str, tmp_path: Path) -> None:
    named = tmp_path / "mine.toml"
    named.write_text(ALLOWED)
    result = verify(report, "--config", str(named))
    assert result.exit_code == 0, result.output
    assert "48%" in result.stdout and not result.stderr


def test_the_folders_own_configuration_names_hosts_only_when_trusted(report: str, server: Server) -> None:
    Path("contentlint.toml").write_text(ALLOWED)
    refused = verify(report)
    assert refused.exit_code == 2 and not server.hits
    assert "sources.allow-hosts" in refused.stderr and "--trust-config" in refused.stderr
    assert verify(report, "--trust-config").exit_code == 0


def test_other_settings_hold_of_any_configuration(report: str, server: Server, tmp_path: Path) -> None:
    Path("contentlint.toml").write_text('[sources]\nskip = ["127.0.0.1"]\n')
    named = tmp_path / "mine.toml"
    named.write_text(ALLOWED + 'skip = ["127.0.0.1"]\n')
    for arguments in ((), ("--config", str(named))):
        assert verify(report, *arguments).exit_code == 2
    assert not server.hits


def test_tokens_are_those_of_a_trusted_configuration(report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("contentlint.toml").write_text(ALLOWED + 'tokens = {"127.0.0.1" = "PORT_TOKEN"}\n')
    monkeypatch.setenv("PORT_TOKEN", "geheіm")  # a Cyrillic letter in it: it can't be sent, and that is told
    secure = report.replace("http:", "https:")
    result = verify(secure, "--trust-config")
    assert result.exit_code == 2 and "PORT_TOKEN" in result.stderr and "geheіm" not in result.output
    result = verify(secure)
    assert result.exit_code == 2 and "PORT_TOKEN" not in result.stderr and "sources.tokens" in result.stderr


def test_a_configuration_does_not_matter_to_a_file(report: str, tmp_path: Path) -> None:
    Path("contentlint.toml").write_text("broken = [")
    source = tmp_path / "report.txt"
    source.write_text("In 2025 the port handled 48% of all grain.")
    assert verify(str(source)).exit_code == 0
    assert verify(report).exit_code == 2
