"""The conversation with one editor: messages in, messages out, whatever is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from contentlint import __version__
from contentlint.errors import ContentlintError
from contentlint.guard.records import dataclass
from contentlint.lsp import actions, goto, show
from contentlint.lsp.documents import Document, Documents
from contentlint.lsp.protocol import Unusable, object_of, offset_of, place, text_of
from contentlint.run import runner
from contentlint.text.spans import LineMap

_PARSE_ERROR, _METHOD_NOT_FOUND, _INVALID_PARAMS, _INTERNAL_ERROR, _NOT_INITIALIZED = (
    -32700,
    -32601,
    -32602,
    -32603,
    -32002,
)
_LONGEST = 64 << 20
"""Bytes of a message that is read, at most."""


class Server:
    """One client's server. `serve` returns the exit code: 0 after `shutdown`, 1 when the client just went away."""

    def __init__(self, source: BinaryIO, sink: BinaryIO, options: runner.Options | None = None) -> None:
        self._source, self._sink = source, sink
        self._documents = Documents(options, self._log)
        self._client = _Client()
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
                raise Unusable("params must be an object")
            if "id" in message:
                self._answer(message["id"], method, params)
            else:
                self._notice(method, params)
        except Exception as error:
            code = _INVALID_PARAMS if isinstance(error, Unusable) else _INTERNAL_ERROR
            told = str(error) if isinstance(error, Unusable) else f"{type(error).__name__}: {error}"
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
            self._client = _Client.of(params)
            self._documents.home = _home(params) or Path()
            capabilities = {
                "textDocumentSync": {"openClose": True, "change": 1, "save": True},
                "codeActionProvider": {"codeActionKinds": actions.KINDS, "resolveProvider": True},
                "hoverProvider": True,
                "definitionProvider": True,
                "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
            }
            info = {"name": "contentlint", "version": __version__}
            self._send(id=id_, result={"capabilities": capabilities, "serverInfo": info})
        elif not self._initialized:
            self._send(id=id_, error={"code": _NOT_INITIALIZED, "message": "initialize comes first"})
        elif method == "shutdown":
            self._shut_down = True
            self._send(id=id_, result=None)
        elif method in (answers := self._answers):
            self._send(id=id_, result=answers[method](params))
        else:
            self._send(id=id_, error={"code": _METHOD_NOT_FOUND, "message": f"no method {method}"})

    @property
    def _answers(self) -> dict[str, Callable[[dict[str, Any]], Any]]:
        return {
            "textDocument/codeAction": self._actions,
            "codeAction/resolve": self._resolve,
            "textDocument/hover": self._hover,
            "textDocument/definition": self._definition,
        }

    def _notice(self, method: str, params: dict[str, Any]) -> None:
        if method == "workspace/didChangeWatchedFiles":
            self._look_again()
        if not method.startswith("textDocument/"):
            return
        named = object_of(params, "textDocument")
        uri = text_of(named, "uri")
        number = named.get("version")
        version = number if isinstance(number, int) else None
        if method == "textDocument/didOpen":
            language = named.get("languageId")
            document = Document(uri, text_of(named, "text"), version, language if isinstance(language, str) else "")
            self._documents.open[uri] = document
            self._lint(document)
        elif (
            method == "textDocument/didChange" and isinstance(changes := params.get("contentChanges"), list) and changes
        ):
            text = text_of({"text": None} if not isinstance(changes[-1], dict) else changes[-1], "text")
            document = self._documents.open.setdefault(uri, Document(uri, text))
            document.text, document.version = text, version
            self._lint(document)
        elif method == "textDocument/didSave":
            self._look_again()  # another file's address, a rule or the configuration may have changed
        elif method == "textDocument/didClose":
            self._documents.open.pop(uri, None)
            self._publish(uri, [])

    def _look_again(self) -> None:
        """Look at the disk anew, and at every open document."""
        self._documents.forget()
        for document in self._documents.all():
            self._lint(document)

    # -- findings

    def _lint(self, document: Document) -> None:
        try:
            self._documents.lint(document)
        except ContentlintError as error:
            self._send(method="window/showMessage", params={"type": 1, "message": f"contentlint: {error}"})
            return
        self._publish(document.uri, show.diagnostics(document), document.version)

    def _publish(self, uri: str, diagnostics: list[dict[str, Any]], version: int | None = None) -> None:
        params: dict[str, Any] = {"uri": uri, "diagnostics": diagnostics}
        self._send(
            method="textDocument/publishDiagnostics", params=params | ({} if version is None else {"version": version})
        )

    def _log(self, line: str) -> None:
        self._send(method="window/logMessage", params={"type": 2, "message": f"contentlint: {line}"})

    def _document(self, params: dict[str, Any]) -> Document | None:
        return self._documents.open.get(text_of(object_of(params, "textDocument"), "uri"))

    def _offset(self, document: Document, params: dict[str, Any]) -> int:
        return offset_of(object_of(params, "position"), document.text, LineMap(document.text))

    def _hover(self, params: dict[str, Any]) -> dict[str, Any] | None:
        if (document := self._document(params)) is None:
            return None
        return show.hover(document, self._offset(document, params), as_markdown=self._client.reads_markdown)

    def _definition(self, params: dict[str, Any]) -> dict[str, Any] | None:
        if (document := self._document(params)) is None or document.session is None:
            return None
        unsaved = goto.unsaved_texts(document.session, self._documents.all())
        return goto.definition(document, self._offset(document, params), unsaved)

    def _actions(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        document = self._document(params)
        if document is None:
            object_of(params, "range")
            return []
        return actions.offered(document, params, is_lazy=self._client.resolves_edits)

    def _resolve(self, action: dict[str, Any]) -> dict[str, Any]:
        data = action.get("data")
        document = self._documents.open.get(data.get("uri", "")) if isinstance(data, dict) else None
        if document is None or actions.resolved(document, action) is None:
            raise Unusable("no comment can stand there that would suppress this finding alone, or it is gone")
        return action


@dataclass(frozen=True, slots=True)
class _Client:
    """What the editor can do."""

    reads_markdown: bool = True
    resolves_edits: bool = False

    @classmethod
    def of(cls, params: dict[str, Any]) -> _Client:
        """By what it says when it begins; what is missing or odd, it can't."""
        formats = _inside(params, "capabilities", "textDocument", "hover", "contentFormat")
        edits = _inside(params, "capabilities", "textDocument", "codeAction", "resolveSupport", "properties")
        return cls(
            reads_markdown=not isinstance(formats, list) or "markdown" in formats,
            resolves_edits=isinstance(edits, list) and "edit" in edits,
        )


def _inside(data: Any, *keys: str) -> Any:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _home(params: dict[str, Any]) -> Path | None:
    """The first folder of the editor's workspace, None when it names none."""
    folders = params.get("workspaceFolders")
    first = folders[0] if isinstance(folders, list) and folders else None
    for uri in (_inside(first, "uri"), params.get("rootUri")):
        if isinstance(uri, str) and (found := place(uri)) and Path(found).is_dir():
            return Path(found)
    return None
