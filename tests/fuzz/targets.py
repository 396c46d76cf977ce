"""What is held of each kind of input, whatever it is. Each function raises AssertionError when it does not hold."""

from __future__ import annotations

import datetime as dt
import io
import json
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from contentlint.catalog import catalog
from contentlint.errors import ContentlintError
from contentlint.lsp import Server
from contentlint.post import frontmatter
from contentlint.run import engine, runner
from contentlint.run.config import load
from contentlint.run.fix import apply_fixes
from contentlint.run.session import Options, Session
from contentlint.site.reading import meta

TODAY = dt.date(2026, 6, 1)


@cache
def _session() -> Session:
    """A site of two posts, with every rule on."""
    folder = Path(tempfile.mkdtemp(prefix="contentlint-fuzz-"))
    (folder / ".git").mkdir()
    (folder / "other.md").write_text(
        "---\ntitle: Rye\n---\n\n# Rye\n\nSee [it](post.md). 45% of bakers left.\n", "utf-8"
    )
    names = sorted(name for name, rule in catalog.load().rules.items() if "sources" not in rule.needs)
    (folder / "contentlint.toml").write_text("[rules]\n" + "".join(f'{name} = "on"\n' for name in names), "utf-8")
    return runner.session_beside(folder, Options(today=TODAY, use_cache=False))


def post(text: str, path: str = "post.md") -> None:
    """No rule fails; every place is in the text and has the words that it says; fixes are stable."""
    session = _session()
    made = session.post(path, text)
    result = session.lint(made)
    told = [
        p for p in result.problems if "contentlint comment" not in p and "contentlint" not in p.partition(": ")[2][:40]
    ]
    failed = [f.message for f in result.findings if f.rule == engine.INTERNAL_ERROR]
    assert not failed, failed[0]
    assert not told or "'contentlint" in told[0] or "comment" in told[0], told[0]
    seen = set()
    for found in (*result.findings, *(one.finding for one in result.silenced)):
        assert 0 <= found.span.start <= found.span.end <= len(made.text), found
        assert found.span.cut(made.text) == found.excerpt, found
        assert made.lines.position(found.span.start) == (found.line, found.column), found
        assert found.fingerprint not in seen, found
        seen.add(found.fingerprint)
        for related in found.related:
            if related.path is None or related.path == path:
                assert related.span.end <= len(made.text), related
    for block in made.document.blocks:
        assert block.span.end <= len(made.text)
    if any(found.fix for found in result.findings):

        def findings(written: str) -> list[Any]:
            return session.lint(session.post(path, written)).findings

        fixed, _ = apply_fixes(made.text, findings)
        assert apply_fixes(fixed, findings)[0] == fixed
    json.dumps([found.message for found in result.findings]).encode()


def front_matter(text: str) -> None:
    """What is wrong has a place; what is right is data that can be written."""
    parsed = frontmatter.parse(text)
    for problem in parsed.problems:
        assert 0 <= problem.span.start < problem.span.end <= len(text), problem
    for field in parsed.fields:
        assert field.key_span.end <= len(text) and field.value_span.end <= len(text), field
        if field.prose is not None and field.prose.text:
            assert field.prose.span(0, len(field.prose.text)).end <= len(text)
    json.dumps(meta.read(text), ensure_ascii=False).encode()
    json.dumps(meta.read(text, pelican=True), ensure_ascii=False).encode()


def _folder(files: dict[str, str]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="contentlint-fuzz-"))
    for name, text in {".git/HEAD": "", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", errors="backslashreplace")
    return folder


def _removed(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


_POST = "---\ntitle: Rye\ntags: [a]\n---\n\nStudies show 45% of bakers left in 2021, see [it](gone.md).\n"


def configuration(text: str) -> None:
    """It is used, or refused with a word about the file; nothing else comes of it."""
    folder = _folder({"contentlint.toml": text, "post.md": _POST})
    try:
        load(folder / "contentlint.toml")
        outcome = runner.check([folder], Options(today=TODAY, use_cache=False, jobs=1))
        assert not [f for f in outcome.findings if f.rule == engine.INTERNAL_ERROR], outcome.problems
    except ContentlintError as error:
        assert str(error) and "\n" not in str(error), error
    finally:
        _removed(folder)


def rule(text: str) -> None:
    """As a configuration; its examples run, or fail with a word."""
    folder = _folder({"my/rule.yaml": text})
    try:
        catalog.load([folder / "my"])  # most are refused here, before the examples of all rules are read
        found = catalog.load([folder / "my"], examples=True)
        from contentlint.run import testing

        for own in found.rules.values():
            if str(folder) in own.path:
                for failure in testing.run(own, found):
                    assert str(failure)
    except ContentlintError as error:
        assert str(error), error
    finally:
        _removed(folder)


def schema(text: str) -> None:
    """It is used, or refused with a word."""
    config = '[front-matter.schemas]\n"**" = "schema.json"\n'
    folder = _folder({"contentlint.toml": config, "schema.json": text, "post.md": _POST})
    try:
        options = Options(today=TODAY, use_cache=False, jobs=1, select=("front-matter",))
        outcome = runner.check([folder], options)
        slow = [f for f in outcome.findings if f.rule == engine.INTERNAL_ERROR and "took longer" not in f.message]
        assert not slow, slow[0].message
    except ContentlintError as error:
        assert str(error), error
    finally:
        _removed(folder)


def page(data: bytes, content_type: str) -> None:
    """It is read as something, and what was read can be written."""
    from contentlint.sources import extract

    found = extract.read(data, content_type)
    extract.whole(f"{found.text}{found.title}").encode()
    assert len(found.text or "") <= extract.MAX_TEXT


def messages(sent: list[bytes]) -> None:
    """The language server answers what it is asked, whatever came before, and lives."""
    start = frame({"id": "start", "method": "initialize", "params": {}})
    end = frame({"id": "end", "method": "shutdown"}) + frame({"method": "exit"})
    sink = io.BytesIO()
    server = Server(io.BytesIO(start + b"".join(sent) + end), sink, Options(today=TODAY, use_cache=False))
    code = server.serve()
    said = list(_frames(sink.getvalue()))
    assert code == 0 and {"jsonrpc": "2.0", "id": "end", "result": None} in said, said[-2:]


def frame(content: Any) -> bytes:
    """A message as it is sent."""
    body = json.dumps({"jsonrpc": "2.0", **content} if isinstance(content, dict) else content).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def _frames(data: bytes) -> Iterator[Any]:
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        length = int(head.split(b":")[1])
        yield json.loads(rest[:length])
        data = rest[length:]
