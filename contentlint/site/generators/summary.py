"""`SUMMARY.md`: the list of chapters that mdBook and HonKit make a book of. What it does not list is no page."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|^(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^(?P=fence)[^\n]*$|\Z)", re.DOTALL | re.MULTILINE
)
_LINK = re.compile(
    r"(?<!!)\[(?P<label>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\]){0,500})\]"
    r"(?:\(\s*+(?:<(?P<angled>[^<>\n]*+)>|(?P<bare>(?:[^()\s\\]|\\.|\([^()\s]*+\))*+))[^()\n]*+\)|\[(?P<name>[^\[\]\n]{0,200})\])?"
)
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]{1,200})\]:[ \t]*(?:<([^<>\n]*)>|(\S+))", re.MULTILINE)


def chapters(text: str) -> list[str]:
    """The targets of the links of a summary in order, as written; a chapter without one, `[Title]()`, is a draft."""
    shown = _HIDDEN.sub("", text)
    defined = {" ".join(m[1].split()).casefold(): m[2] or m[3] for m in _DEFINITION.finditer(shown)}
    found = []
    for match in _LINK.finditer(_DEFINITION.sub("", shown)):
        target = match["angled"] or match["bare"]
        if target is None:
            label = match["name"] or match["label"]
            target = defined.get(" ".join(label.split()).casefold())
        if target:
            found.append(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", target))
    return found
