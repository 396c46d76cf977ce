"""The one file that a start reads has all that the files of rules and word lists have."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentlint.catalog import catalog, needed_words, shipped
from contentlint.guard import place


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the file is kept in these tests."""
    file = tmp_path / shipped.FILE_NAME
    monkeypatch.setattr(place, "beside_program", lambda name: [str(file)])
    monkeypatch.setattr(shipped, "_read_before", Forgetting())
    return file


class Forgetting(list[object]):
    """What a process has read before: nothing, so that each start is like the first."""

    def __setitem__(self, *_: object) -> None:
        pass


def test_one_process_reads_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = catalog.load()
    monkeypatch.setattr(shipped, "_made", lambda *_: pytest.fail("it was read again"))
    assert catalog.load().rules == first.rules


def test_what_is_kept_is_what_the_files_say(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = catalog.load()
    assert kept.exists()
    monkeypatch.setattr(needed_words, "_KNOWN", {})
    monkeypatch.setattr(catalog, "_read", lambda *_, **__: pytest.fail("the files were read again"))
    again = catalog.load()
    assert again == first
    assert list(again.rules) == list(first.rules)
    told = dict(needed_words._KNOWN)
    monkeypatch.setattr(needed_words, "_KNOWN", {})
    assert told == {expression: needed_words.needed_words(expression) for expression in told}


def test_a_damaged_file_is_made_anew(kept: Path) -> None:
    first = catalog.load()
    for text in ("", "{", '{"stamp": []}', kept.read_text(encoding="utf-8")[:5000]):
        kept.write_text(text, encoding="utf-8")
        assert catalog.load() == first
        assert kept.stat().st_size > 100_000


def test_a_changed_rule_is_read(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "rules"
    (root / "prose").mkdir(parents=True)
    source = catalog.builtin_root() / "prose/hedge.yaml"
    (root / "prose/hedge.yaml").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(catalog, "_BUILTIN", root)
    assert catalog.load().rules["hedge"].severity == catalog.load().rules["hedge"].severity == "info"
    text = source.read_text(encoding="utf-8").replace("severity: info", "severity: warning")
    (root / "prose/hedge.yaml").write_text(text, encoding="utf-8")
    assert catalog.load().rules["hedge"].severity == "warning"


def test_what_json_would_change_is_refused(tmp_path: Path) -> None:
    rule = next(iter(catalog.load().rules.values()))
    from dataclasses import replace

    with pytest.raises(shipped.Unfit):
        shipped.dumped(catalog.builtin_root(), [], [replace(rule, options={1: "a number for a name"})], {})
