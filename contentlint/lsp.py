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

from contentlint import __version__, runner
from contentlint.errors import ContentlintError
from contentlint.finding import Finding
from contentlint.post import Post
from contentlint.text import LineMap

_SEVERITIES = {"error": 1, "warning": 2, "info": 3}
_METHOD_NOT_FOUND, _NOT_INITIALIZED = -32601, -32002


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
            if "id" in message and method:
                self._answer(message["id"], method, message.get("params") or {})
            elif method:
                self._notice(method, message.get("params") or {})
        return 0 if self._shut_down else 1

    # -- messages

    def _receive(self) -> dict[str, Any] | None:
        length = 0
        while line := self._source.readline():
            header = line.decode("ascii", "replace").strip()
            if not header:
                body = self._source.read(length)
                try:
                    message = json.loads(body)
                except ValueError:
                    message = {}
                return message if isinstance(message, dict) else {}
            name, _, value = header.partition(":")
            if name.lower() == "content-length" and value.strip().isdigit():
                length = int(value)
        return None

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
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
        uri = params.get("textDocument", {}).get("uri", "")
        if method == "textDocument/didOpen":
            self._texts[uri] = params["textDocument"].get("text", "")
            self._lint(uri)
        elif method == "textDocument/didChange" and params.get("contentChanges"):
            self._texts[uri] = params["contentChanges"][-1].get("text", "")
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
            result = session.lint(Post(path, text.removeprefix("\ufeff")))
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
        path = Path(url2pathname(unquote(urlsplit(uri).path))) if uri.startswith("file:") else Path("untitled.md")
        folder = path.parent if path.parent.is_dir() else Path()
        if folder not in self._sessions:
            options = self._options or runner.Options(today=dt.date.today())
            self._sessions[folder] = runner.session_beside(folder, options)
        session = self._sessions[folder]
        return session, session.relative(path)

    def _diagnostic(self, finding: Finding, lines: LineMap) -> dict[str, Any]:
        return {
            "range": _range(lines, finding.span.start, finding.span.end),
            "severity": _SEVERITIES[finding.severity],
            "source": "contentlint",
            "code": f"{finding.category}/{finding.rule}",
            "message": finding.message,
        }

    def _actions(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        uri = params.get("textDocument", {}).get("uri", "")
        wanted = params.get("range", {})
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


def _range(lines: LineMap, start: int, end: int) -> dict[str, dict[str, int]]:
    return {
        name: {"line": lines.position(offset).line - 1, "character": lines.utf16_column(offset)}
        for name, offset in (("start", start), ("end", end))
    }


def _touches(a: dict[str, Any], b: dict[str, Any]) -> bool:
    def key(range_: dict[str, Any], end: str) -> tuple[int, int]:
        place = range_.get(end, {})
        return place.get("line", 0), place.get("character", 0)

    return key(a, "start") <= key(b, "end") and key(b, "start") <= key(a, "end")
