"""The language server: findings in an editor as one types, and their fixes.

Language Server Protocol 3.17 over standard input and output. Documents are sent whole; positions are in UTF-16 code
units, as every client understands them.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from contentlint import __version__
from contentlint.errors import ContentlintError
from contentlint.finding import Finding
from contentlint.run import runner
from contentlint.text.spans import LineMap

_SEVERITIES = {"error": 1, "warning": 2, "info": 3}
_PARSE_ERROR, _METHOD_NOT_FOUND, _INVALID_PARAMS, _INTERNAL_ERROR, _NOT_INITIALIZED = (
    -32700,
    -32601,
    -32602,
    -32603,
    -32002,
)
_LONGEST = 64 << 20
"""Bytes of a message that is read, at most."""


class _Unusable(Exception):
    """A message that can't be answered as it is."""


class Server:
    """One client's server. `serve` returns the exit code: 0 after `shutdown`, 1 when the client just went away."""

    def __init__(self, source: BinaryIO, sink: BinaryIO, options: runner.Options | None = None) -> None:
        self._source, self._sink = source, sink
        self._options = options
        self._texts: dict[str, str] = {}
        self._findings: dict[str, list[Finding]] = {}
        self._sessions: dict[Path, runner.Session] = {}
        self._initialized = False
        self._shut_down = False

    def serve(self) -> int:
        """Answer messages until `exit` or the end of the input."""
        while (message := self._receive()) is not None:
            method = message.get("method", "")
            if method == "exit":
                break
            if isinstance(method, str) and method:
                self._handle(message, method)
        return 0 if self._shut_down else 1

    def _handle(self, message: dict[str, Any], method: str) -> None:
        """Answer one message. Whatever is wrong with it, or with us, is said, and the server lives on."""
        params = message.get("params") or {}
        try:
            if not isinstance(params, dict):
                raise _Unusable("params must be an object")
            if "id" in message:
                self._answer(message["id"], method, params)
            else:
                self._notice(method, params)
        except Exception as error:
            code = _INVALID_PARAMS if isinstance(error, _Unusable) else _INTERNAL_ERROR
            told = str(error) if isinstance(error, _Unusable) else f"{type(error).__name__}: {error}"
            if "id" in message:
                self._send(id=message["id"], error={"code": code, "message": told})
            else:
                self._send(method="window/logMessage", params={"type": 1, "message": f"contentlint: {method}: {told}"})

    # -- messages

    def _receive(self) -> dict[str, Any] | None:
        length = 0
        while line := self._source.readline():
            header = line.decode("ascii", "replace").strip()
            if not header:
                try:
                    message = json.loads(self._body(length))
                except (ValueError, RecursionError) as error:
                    self._send(id=None, error={"code": _PARSE_ERROR, "message": f"not a message: {error}"})
                    message = {}
                return message if isinstance(message, dict) else {}
            name, _, value = header.partition(":")
            value = value.strip()
            if name.lower() == "content-length" and value.isascii() and value.isdigit():
                length = int(value[:18])
        return None

    def _body(self, length: int) -> bytes:
        """The next `length` bytes. Raises ValueError, with the bytes passed over, when they are too many."""
        if length <= _LONGEST:
            return self._source.read(length)
        while length > 0 and (piece := self._source.read(min(length, 1 << 20))):
            length -= len(piece)
        raise ValueError(f"more than {_LONGEST:,} bytes")

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()  # ASCII: half a surrogate pair is no trouble
        self._sink.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._sink.flush()

    def _answer(self, id_: Any, method: str, params: dict[str, Any]) -> None:
        if method == "initialize":
            self._initialized = True
            capabilities = {
                "textDocumentSync": {"openClose": True, "change": 1, "save": True},
                "codeActionProvider": True,
            }
            info = {"name": "contentlint", "version": __version__}
            self._send(id=id_, result={"capabilities": capabilities, "serverInfo": info})
        elif not self._initialized:
            self._send(id=id_, error={"code": _NOT_INITIALIZED, "message": "initialize comes first"})
        elif method == "shutdown":
            self._shut_down = True
            self._send(id=id_, result=None)
        elif method == "textDocument/codeAction":
            self._send(id=id_, result=self._actions(params))
        else:
            self._send(id=id_, error={"code": _METHOD_NOT_FOUND, "message": f"no method {method}"})

    def _notice(self, method: str, params: dict[str, Any]) -> None:
        if not method.startswith("textDocument/"):
            return
        document = _object(params, "textDocument")
        uri = _text(document, "uri")
        if method == "textDocument/didOpen":
            self._texts[uri] = _text(document, "text")
            self._lint(uri)
        elif (
            method == "textDocument/didChange" and isinstance(changes := params.get("contentChanges"), list) and changes
        ):
            self._texts[uri] = _text({"text": None} if not isinstance(changes[-1], dict) else changes[-1], "text")
            self._lint(uri)
        elif method == "textDocument/didSave":
            self._sessions.clear()  # another file's address, a rule or the configuration may have changed
            self._lint(uri)
        elif method == "textDocument/didClose":
            self._texts.pop(uri, None)
            self._findings.pop(uri, None)
            self._send(method="textDocument/publishDiagnostics", params={"uri": uri, "diagnostics": []})

    # -- findings

    def _lint(self, uri: str) -> None:
        if uri not in self._texts:
            return
        text = self._texts[uri]
        try:
            session, path = self._session(uri)
            result = session.lint(session.post(path, text))
        except ContentlintError as error:
            self._send(method="window/showMessage", params={"type": 1, "message": f"contentlint: {error}"})
            return
        for problem in result.problems:
            self._send(method="window/logMessage", params={"type": 2, "message": f"contentlint: {problem}"})
        self._findings[uri] = result.findings
        lines = LineMap(text)
        shown = [self._diagnostic(finding, lines) for finding in result.findings]
        self._send(method="textDocument/publishDiagnostics", params={"uri": uri, "diagnostics": shown})

    def _session(self, uri: str) -> tuple[runner.Session, str]:
        path = Path(_place(uri) or "untitled.md")
        folder = path.parent if path.parent.is_dir() else Path()
        if folder not in self._sessions:
            options = self._options or runner.Options(today=dt.date.today())
            self._sessions[folder] = runner.session_beside(folder, options)
            for note in self._sessions[folder].notes:
                self._send(method="window/logMessage", params={"type": 2, "message": f"contentlint: {note}"})
        session = self._sessions[folder]
        return session, session.relative(path)

    def _diagnostic(self, finding: Finding, lines: LineMap) -> dict[str, Any]:
        return {
            "range": _range(lines, finding.span.start, finding.span.end),
            "severity": _SEVERITIES[finding.severity],
            "source": "contentlint",
            "code": f"{finding.category}/{finding.rule}",
            "message": finding.statement,
        }

    def _actions(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        uri = _text(_object(params, "textDocument"), "uri")
        wanted = _object(params, "range")
        lines = LineMap(self._texts.get(uri, ""))
        actions = []
        for finding in self._findings.get(uri, []):
            if finding.fix is None or not _touches(wanted, _range(lines, finding.span.start, finding.span.end)):
                continue
            edits = [{"range": _range(lines, e.span.start, e.span.end), "newText": e.text} for e in finding.fix.edits]
            actions.append(
                {
                    "title": finding.fix.title,
                    "kind": "quickfix",
                    "diagnostics": [self._diagnostic(finding, lines)],
                    "edit": {"changes": {uri: edits}},
                }
            )
        return actions


def _place(uri: str) -> str:
    """The path of a file: address; "" for another one. Raises _Unusable."""
    if not uri.startswith("file:"):
        return ""
    try:
        place = url2pathname(unquote(urlsplit(uri).path))
    except ValueError as error:
        raise _Unusable(f"{uri[:200]} is no address of a file: {error}") from None
    if "\0" in place:
        raise _Unusable("a file's name can't have a null character")
    return place


def _object(data: dict[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    if not isinstance(value, dict):
        raise _Unusable(f"{key} must be an object")
    return value


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise _Unusable(f"{key} must be a text")
    return value


def _range(lines: LineMap, start: int, end: int) -> dict[str, dict[str, int]]:
    return {
        name: {"line": lines.position(offset).line - 1, "character": lines.utf16_column(offset)}
        for name, offset in (("start", start), ("end", end))
    }


def _touches(a: dict[str, Any], b: dict[str, Any]) -> bool:
    def key(range_: dict[str, Any], end: str) -> tuple[int, int]:
        line, character = (_object(range_, end).get(name, 0) for name in ("line", "character"))
        if not isinstance(line, int) or not isinstance(character, int):
            raise _Unusable(f"{end} must have a line and a character")
        return line, character

    return key(a, "start") <= key(b, "end") and key(b, "start") <= key(a, "end")
