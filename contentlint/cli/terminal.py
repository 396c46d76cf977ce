"""What is printed, so that no post, path, configuration or page steers a terminal or the log of a CI job.

Each command writes what strangers wrote on one line (`text.spans.on_one_line`). Here stands what holds for all that is
printed, whoever printed it: characters that turn the direction of text or control a terminal are written as escapes,
and no line begins a command for the runner of GitHub (`::`) or has one of Azure's (`##[`, `##vso[`), which are obeyed
wherever they stand in a line.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_STEERS = re.compile(f"[{_UNSEEN}]|\x1b(?!\\[[0-9;?]{{0,20}}[A-Za-z])|\r(?!\n|\x1b\\[)")
"""What steers a terminal, but for the sequences that colour and move the cursor: those are ours."""
_STEERS_ALL = re.compile(f"[{_UNSEEN}\x1b]|\r(?!\n)")
_COMMAND = re.compile(r"(?m)^((?:[^\S\n]|\x1b\[[0-9;?]{0,20}[A-Za-z])*+):(?=:)|(##)(?=\[|vso\[)")


def safe(text: str) -> str:
    """Text output as it may be printed. What is escaped in JSON stays JSON of the same meaning."""
    if "##" in text or "::" in text:
        text = _COMMAND.sub(lambda m: "#\\u0023" if m[2] else f"{m[1]}\\u003a", text)
    return text if text.isascii() and text.isprintable() else _STEERS.sub(_escaped, text)


def safe_json(text: str) -> str:
    """JSON with escapes for what steers a terminal; its meaning stays."""
    return _STEERS_ALL.sub(_escaped, text.replace("##[", "#\\u0023[").replace("##vso[", "#\\u0023vso["))


def safe_markup(text: str) -> str:
    """XML and HTML with references for what steers a terminal; their meaning stays. Controls have none: they are left
    out by whoever writes them. HTML is for a browser: what would be a command in a log is the style of a page there."""
    if text.startswith("<?xml"):
        text = _COMMAND.sub(lambda m: "#&#x23;" if m[2] else f"{m[1]}&#x3A;", text)
    return _STEERS_ALL.sub(lambda match: f"&#x{ord(match[0]):X};" if match[0] > "\x7e" else "\ufffd", text)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


@contextmanager
def safe_streams() -> Iterator[None]:
    """Standard output and error through `safe`, as long as a command runs."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (_Safe(stream) if stream is not None else stream for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


class _Safe:
    """A text stream that escapes what it writes; its `buffer` is that of the stream."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write a text, of whole lines as `click.echo` does."""
        self.stream.write(safe(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write several."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)
