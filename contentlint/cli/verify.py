"""`contentlint verify`: the figures of a claim held against a source."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from contentlint.cli import options
from contentlint.cli.verifying import fetched
from contentlint.errors import ReadError, UsageError
from contentlint.text.spans import on_one_line

if TYPE_CHECKING:
    from contentlint.evidence import Answer, FigureVerdict
    from contentlint.sources.extract import Page

_COLOURS = {"found": "green", "contradicted": "red", "not-found": "yellow"}
_LARGEST = 50_000_000
"""Bytes of a file, or of one line of standard input, that are read."""

_LEAD = 90
"""Characters of the deciding sentence shown before and after the figure that decides."""


@click.command(short_help="Look for the figures of a claim in a text, a file or a web page.")
@click.argument("claim", required=False)
@click.argument("source", required=False, metavar="[URL-OR-FILE]")
@click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True, help="Output format."
)
@options.config
@options.trust_config
def verify(claim: str | None, source: str | None, format_: str, config: Path | None, trust_config: bool) -> None:
    """Look for the figures of CLAIM in a web page or a file, and show the sentence that decides.

    Each figure is `found` (the source has it, in any wording), `contradicted` (the source gives the same quantity
    another value) or `not-found`. URL-OR-FILE is an http(s) address, a file (text, Markdown, HTML, PDF, JSON), or `-`
    for standard input. A page is fetched by the [sources] settings of the configuration: the one that --config names,
    else the current folder's, of which hosts and tokens are used with --trust-config only. Exit code: 0 when all
    figures are found, 1 when not, 2 when the source could not be read.

    Without arguments, `--format json` reads JSON lines {"id", "claim", "evidence"} from standard input, where evidence
    is a text, and answers each with one line; the exit code is 0 then. Of a direct quotation in the claim it is said,
    too, whether the source has it word for word (`found`, `altered`, `not-found`); that changes no exit code.
    """
    if claim is None and source is None:
        if format_ != "json":
            raise UsageError("say a claim and where to look: contentlint verify 'a claim' URL-OR-FILE")
        for line in _answers(_standard_input()):
            click.echo(line)
        return
    if claim is None or source is None:
        raise UsageError("say where to look, too: contentlint verify 'a claim' URL-OR-FILE (or - for standard input)")
    from contentlint import evidence
    from contentlint.sources.extract import whole

    text, title = _read(source, config, trust_config=trust_config)
    answer = evidence.verify(whole(claim), evidence.Source(text, title))
    if format_ == "json":
        click.echo(_as_line({**as_dict(answer, quoted=True), **_quotations(whole(claim), text)}))
    else:
        _show(answer, text)
        _show_quotations(_quotations(whole(claim), text).get("quotations", []))
    sys.exit(0 if answer.verdict == "found" else 1)


def _answers(lines: BinaryIO) -> Iterator[bytes]:
    """One JSON line for each of the input. Raises UsageError that names the line."""
    from contentlint import evidence
    from contentlint.sources.extract import whole

    for number, line in enumerate(iter(lambda: lines.readline(_LARGEST + 1), b""), 1):
        where = f"standard input, line {number}"
        if len(line) > _LARGEST:
            raise UsageError(f"{where}: longer than {_LARGEST:,} bytes: give less evidence at a time")
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
        except ValueError as error:
            raise UsageError(f"{where}: not JSON: {error}") from None
        except RecursionError:
            raise UsageError(f"{where}: nested too deep: an object with id, claim and evidence is wanted") from None
        if not isinstance(asked, dict):
            raise UsageError(f"{where}: not an object with id, claim and evidence")
        for key in ("claim", "evidence"):
            if not isinstance(asked.get(key), str):
                raise UsageError(f"{where}: '{key}' must be a text")
        answer = evidence.verify(whole(asked["claim"]), whole(asked["evidence"]))
        try:
            quoted = _quotations(whole(asked["claim"]), whole(asked["evidence"]))
            yield _as_line({"id": asked.get("id"), **as_dict(answer), **quoted})
        except RecursionError:
            raise UsageError(f"{where}: 'id' is nested too deep") from None


def _as_line(answer: dict[str, Any]) -> bytes:
    # Half a surrogate pair, which an id may have, is written as \ud800: as JSON has it, too.
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace")


def as_dict(answer: Answer, *, quoted: bool = False) -> dict[str, Any]:
    """An answer as the JSON contract has it; `quoted` adds the sentence that decides and its offsets in the source."""
    return {"figures": [_figure(v, quoted) for v in answer.figures], "verdict": answer.verdict}


def _figure(verdict: FigureVerdict, quoted: bool) -> dict[str, Any]:
    plain = {"text": verdict.figure.text, "verdict": verdict.verdict}
    if not quoted or not verdict.sentence:
        return plain
    return {**plain, "given": verdict.given, "sentence": verdict.sentence, "start": verdict.start, "end": verdict.end}


def _quotations(claim: str, text: str) -> dict[str, Any]:
    """What a source says of the direct quotations of a claim, as the JSON contract has it; nothing for none."""
    from contentlint.claims import quotations
    from contentlint.evidence import quotation
    from contentlint.evidence.wording import Words

    asked = [claim[one.start : one.end] for one in quotations.stretches(claim)]
    page = Words(text) if asked else None
    found: list[dict[str, Any]] = []
    for words in asked:
        assert page is not None
        answer = quotation.verify(words, page)
        own: dict[str, Any] = {"text": words, "verdict": answer.verdict}
        if answer.verdict == "altered":
            differs = words[answer.start : answer.end]
            own |= {"differs": differs, "given": answer.given, "passage": answer.passage}
        found.append(own)
    return {"quotations": found} if found else {}


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    return sys.stdin.buffer


def _read(source: str, config: Path | None, *, trust_config: bool) -> tuple[str, str]:
    """The text and title of a file, a page or standard input. Raises ReadError."""
    if source == "-":
        return _limited(_standard_input(), "standard input").decode("utf-8", "replace"), ""
    if source.lower().startswith(("http://", "https://")):
        came = fetched(source, config, trust=trust_config)
        return _told(source, came.text, came.title, came.unreadable if came.text else came.detail or came.unreadable)
    path = Path(source)
    try:
        # A pipe or a device may have no end, or nothing at all.
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReadError("can't be read: it is no regular file (a pipe can be standard input: -)", path=source)
        with path.open("rb") as file:
            data = _limited(file, source)
    except OSError as error:
        raise ReadError(f"can't be read: {error.strerror}", path=source) from None
    except ValueError as error:  # a name that no file can have
        raise ReadError(f"can't be read: {error}", path=source) from None
    if path.suffix.lower() in (".html", ".htm", ".xhtml", ".pdf", ".json") or data[:5] == b"%PDF-":
        page = _page(data, source)
        return _told(source, page.text, page.title, page.unreadable)
    return data.decode("utf-8-sig", "replace"), ""


def _limited(file: BinaryIO, name: str) -> bytes:
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ReadError(f"not read: larger than {_LARGEST:,} bytes; give the part that the claim is about", path=name)
    return data


def _page(data: bytes, source: str) -> Page:
    """What a reader process makes of a file, as of a page that was fetched. Raises ReadError."""
    import asyncio

    from contentlint.sources.reading import Readers

    async def read() -> Page:
        readers = Readers(count=1)
        try:
            page = await readers.read(data, "")
        finally:
            await readers.close()
        if readers.missing:
            raise ReadError(page.unreadable, path=source)
        return page

    return asyncio.run(read())


def _told(source: str, text: str | None, title: str, unreadable: str) -> tuple[str, str]:
    """The text and title of what was read; a word on stderr when it is not the whole. Raises ReadError for no text."""
    if not text:
        raise ReadError(unreadable or "holds no text", path=source)
    if unreadable:
        click.echo(f"contentlint: {on_one_line(f'{source}: {unreadable}')}", err=True)
    return text, title


def _show(answer: Answer, text: str) -> None:
    """The verdicts for a person, each with the words of the source that decide."""
    if not answer.figures:
        click.echo("The claim has no figure to look for.")
        return
    width = max(len(v.figure.text) for v in answer.figures)
    for verdict in answer.figures:
        word = click.style(f"{verdict.verdict:<12}", fg=_COLOURS[verdict.verdict], bold=True)
        given = f"  the source says {on_one_line(verdict.given)}" if verdict.verdict == "contradicted" else ""
        click.echo(f"{word}  {verdict.figure.text:<{width}}{given}".rstrip())
        if verdict.sentence:
            line = text.count("\n", 0, verdict.start) + 1
            click.echo(f"    line {line}: “{on_one_line(_cut(verdict))}”")


def _show_quotations(found: list[dict[str, Any]]) -> None:
    """What the source says of the quotations of the claim, for a person."""
    for one in found:
        colour = _COLOURS["contradicted" if one["verdict"] == "altered" else one["verdict"]]
        word = click.style(f"{one['verdict']:<12}", fg=colour, bold=True)
        click.echo(f"{word}  “{on_one_line(one['text'])}”")
        if one["verdict"] == "altered":
            click.echo(f"    the source has: “{on_one_line(one['passage'])}”")


def _cut(verdict: FigureVerdict) -> str:
    """The deciding sentence, shortened around the figure that decides."""
    sentence = " ".join(verdict.sentence.split())
    at = max(0, sentence.find(" ".join(verdict.given.split())))
    start, end = max(0, at - _LEAD), min(len(sentence), at + len(verdict.given) + _LEAD)
    start = sentence.find(" ", start) + 1 if start else 0
    end = sentence.rfind(" ", at, end) if end < len(sentence) and " " in sentence[at:end] else end
    return ("… " if start else "") + sentence[start:end] + (" …" if end < len(sentence) else "")
