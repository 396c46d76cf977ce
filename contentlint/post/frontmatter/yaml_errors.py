"""What is wrong with YAML that can't be read, in words that a writer understands."""

from __future__ import annotations

import re
from typing import Any

from yaml.reader import Reader

from contentlint.post.frontmatter.tree import Refused
from contentlint.text.spans import Span

_LINE = re.compile(r"[^\r\n]*")
_ENTRY = re.compile(
    r"(?P<indent>[ \t]*(?:-[ \t]+)*)"
    r"(?P<key>[^\s:#'\"\[\]{},&*!|>%@`-][^:\r\n]*|(?:'[^'\r\n]*'|\"[^\"\r\n]*\")[ \t]*):(?:[ \t]+|\Z)(?P<value>.*)"
)
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)")
_NO_SPACE = re.compile(r"[ \t]*(?:-[ \t]+)*(?P<key>[A-Za-z_][\w-]*):(?P<value>(?!//)\S.*)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_C1 = re.compile(r"[\x80-\x9f]")
"""Control characters that YAML 1.2 allows in quotes, and most readers nowhere."""


def quoted(value: str) -> str:
    """`value` as a YAML scalar in quotes: double ones, or single ones where it has double quotes or backslashes."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def explain(text: str, content: Span, error: Exception) -> Refused:
    """`error` of PyYAML, raised while reading `content` of `text`, as a problem at the place to mend."""
    return _Trouble(text, content, error).explain()


class _Trouble:
    def __init__(self, text: str, content: Span, error: Exception) -> None:
        self.text = text
        self.content = content
        self.error = error
        self.problem = str(getattr(error, "problem", None) or "")
        self.context = str(getattr(error, "context", None) or "")
        self.at = self._index(getattr(error, "problem_mark", None))
        self.context_at = self._index(getattr(error, "context_mark", None))

    def _index(self, mark: Any) -> int:
        return min(self.content.start + mark.index, self.content.end) if mark else self.content.start

    def _line(self, offset: int) -> Span:
        """The line of `offset`; the last one with words for an offset at the end."""
        offset = min(offset, max(len(self.text[: self.content.end].rstrip()) - 1, self.content.start))
        start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        match = _LINE.match(self.text, start)
        assert match is not None
        return Span(start, match.end())

    def _written(self, line: Span) -> str:
        """A line without the blanks at its end: patterns that leave them out would be quadratic in blanks before."""
        return line.cut(self.text).rstrip(" \t")

    def _words(self, line: Span) -> Span:
        cut = line.cut(self.text)
        if not cut.strip():
            return line
        return Span(line.start + len(cut) - len(cut.lstrip()), line.start + len(cut.rstrip()))

    def explain(self) -> Refused:
        if not self.problem:
            return self._unreadable()
        for look in (self._tab, self._no_space, self._colon, self._open_quote, self._start, self._after_quote,
                     self._after_bracket,
                     self._open_bracket, self._not_entry, self._indent):  # fmt: skip
            found = look()
            if found is not None:
                return found
        return Refused(f"the YAML can't be read here: {self.problem}", self._words(self._line(self.at)))

    def _unreadable(self) -> Refused:
        bad = Reader.NON_PRINTABLE.search(self.text, self.content.start, self.content.end) or _SURROGATE.search(
            self.text, self.content.start, self.content.end
        )
        if bad is None:
            return Refused(f"the YAML can't be read: {self.error}", self._line(self.content.start))
        code = f"U+{ord(bad[0]):04X}"
        allowed = "is a control character" if _C1.match(bad[0]) else "is not allowed in YAML"
        return Refused(f"the character {code} {allowed}; take it away", Span(*bad.span()), "")

    def _tab(self) -> Refused | None:
        line = self._line(self.at)
        cut = line.cut(self.text)
        indent = len(cut) - len(cut.lstrip())
        tab = cut.find("\t", 0, indent)
        if "tab" not in self.problem and "cannot start any token" not in self.problem:
            return None
        if tab < 0:
            tab = self.at - line.start
            if cut[tab : tab + 1] != "\t":
                return None
        end = tab + 1
        while cut[end : end + 1] == "\t":
            end += 1
        message = "a tab indents this line; YAML takes spaces only"
        return Refused(message, Span(line.start + tab, line.start + end), "  " * (end - tab))

    def _no_space(self) -> Refused | None:
        if "mapping values" not in self.problem and "could not find expected" not in self.problem:
            return None
        for offset in (self.at, self.context_at):
            line = self._line(offset)
            lines = [line] if line.start == self.content.start else [line, self._line(line.start - 1)]
            for candidate in lines:
                match = _NO_SPACE.match(self._written(candidate))
                if match:
                    span = Span(candidate.start + match.start("key"), candidate.start + match.end("value"))
                    fixed = f"{match['key']}: {match['value']}"
                    return Refused(f"a space is missing after `{match['key']}:`", span, fixed)
        return None

    def _entry(self, line: Span) -> tuple[str, Span] | None:
        """The key of an entry and the place of its value; None for a line that is none or has no value."""
        match = _ENTRY.match(self._written(line))
        if match is None or not match["value"]:
            return None
        return match["key"].rstrip(), Span(*match.span("value")).shift(line.start)

    def _colon(self) -> Refused | None:
        if "mapping values" not in self.problem:
            return None
        entry = self._entry(self._line(self.at))
        if entry is None:
            return None
        key, value = entry
        written = value.cut(self.text)
        if not value.start <= self.at < value.end or written[0] in "'\"":
            return None
        message = f"the value of `{key}` has a colon in it: put the value in quotes"
        return Refused(message, value, quoted(written))

    def _open_quote(self) -> Refused | None:
        if "quoted scalar" not in self.context:
            return None
        if "escape" in self.problem or "hexdecimal" in self.problem:
            back = self.text.rfind("\\", self._line(self.at).start, self.at + 1)
            at = back if back >= 0 else self.at
            code = re.compile(r"\\[xuU][0-9A-Fa-f]+").match(self.text, at) if "Unicode" in self.problem else None
            written = code[0] if code else self.text[at : at + 2]
            message = f"`{written}` is no escape in double quotes; write `\\\\` for a backslash"
            return Refused(message, Span(at, at + len(written)), "\\" + written)
        if not 0 <= self.context_at < len(self.text):
            return None
        quote = self.text[self.context_at]
        line = self._line(self.context_at)
        span = Span(self.context_at, max(len(self.text[: line.end].rstrip()), self.context_at + 1))
        rest = span.cut(self.text)[1:]
        replacement = None
        if quote not in rest:
            replacement = quoted(rest)
        return Refused(f"the quote {quote} that opens here is never closed", span, replacement)

    def _start(self) -> Refused | None:
        """A value that begins with a mark of YAML's own."""
        for offset in (self.context_at, self.at):
            line = self._line(offset)
            entry = self._entry(line)
            if entry is None:
                item = _ITEM.match(self._written(line))
                if item is None or not item["value"]:
                    continue
                value = Span(line.start + item.start("value"), line.start + item.end("value"))
            else:
                value = entry[1]
            written = value.cut(self.text)
            marks = "*&!@`%|>" if "alias" in self.context or "anchor" in self.context else "@`%|>"
            if "mapping keys" in self.problem:
                marks = "?"
            if "tag" in self.context:
                marks = "!"
            is_list = written.startswith("- ") and "sequence entries" in self.problem
            if (written[0] in marks or is_list) and offset <= value.end and value.start <= offset + 1:
                mark = "a backtick" if written[0] == "`" else f"`{written[0]}`"
                message = f"a value that begins with {mark} must be in quotes"
                return Refused(message, value, quoted(written))
        return None

    def _after_quote(self) -> Refused | None:
        entry = self._entry(self._line(self.at))
        if entry is None or entry[1].cut(self.text)[0] not in "'\"":
            return None
        key, value = entry
        written = value.cut(self.text)
        if not value.start < self.at <= value.end:
            return None
        quote, other = written[0], "double" if written[0] == "'" else "single"
        inner = written[1:-1] if written[-1] == quote and len(written) > 1 else None
        message = f"text follows the closing quote {quote} of `{key}`: use {other} quotes around the value"
        if inner is None:
            return Refused(f"text follows the closing quote {quote} of `{key}`", value)
        return Refused(message, value, quoted(inner) if quote == "'" else "'" + inner.replace("'", "''") + "'")

    def _after_bracket(self) -> Refused | None:
        """Words after a list: `title: [Draft] My post`."""
        entry = self._entry(self._line(self.at))
        if entry is None:
            return None
        key, value = entry
        written = value.cut(self.text)
        close = {"[": "]", "{": "}"}.get(written[0])
        if close is None or close not in written or not value.start < self.at <= value.end:
            return None
        if "flow" in self.context or written[-1] == close:
            doubled = re.search(r",[ \t]*,", written)
            if doubled is None:
                return None
            span = Span(value.start + doubled.start(), value.start + doubled.end())
            return Refused("two commas stand here with nothing between them", span, ",")
        message = f"text follows the `{close}` of `{key}`: put the whole value in quotes"
        return Refused(message, value, quoted(written))

    def _open_bracket(self) -> Refused | None:
        if "flow" not in self.context:
            return None
        mark = self.text[self.context_at] if self.context_at < len(self.text) else ""
        if mark not in "[{" or not mark:
            return None
        close = {"[": "]", "{": "}"}[mark]
        line = self._line(self.context_at)
        span = Span(self.context_at, max(len(self.text[: line.end].rstrip()), self.context_at + 1))
        if self.text.startswith(("{{", "{%"), self.context_at):
            return Refused("a value that begins with a brace must be in quotes", span, quoted(span.cut(self.text)))
        replacement = None
        if close not in span.cut(self.text) and self.at >= span.end:
            replacement = span.cut(self.text).rstrip(", ") + close
        message = f"the `{mark}` that opens here has no `{close}`, or a comma or quotes are missing inside"
        return Refused(message, span, replacement)

    def _not_entry(self) -> Refused | None:
        if "could not find expected" not in self.problem:
            return None
        words = self._words(self._line(self.context_at))
        return Refused("this line is neither `key: value` nor part of the value before it", words)

    def _indent(self) -> Refused | None:
        line = self._line(self.at)
        words = self._words(line)
        if "mapping values" in self.problem or "did not find expected" in self.problem:
            if words.start > line.start:
                return Refused("the indentation of this line doesn't fit the lines before it", words)
            if "block collection" in self.context:
                return Refused("this line must begin with `-` like the list before it", words)
            return Refused("this line doesn't fit the entry before it: an entry is `key: value`", words)
        return None
