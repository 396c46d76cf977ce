"""Just enough of JSX to step over it: expressions, tags with their attributes, import and export statements.

After the MDX 3 syntax: a tag or an expression may stand wherever text may; an import or export begins a line
and runs to the next blank line that leaves its brackets closed.
"""

from __future__ import annotations

import re
from html import unescape

from contentlint.document import Attribute, Element
from contentlint.rawhtml import VOID, Tag
from contentlint.text import Span

_LONGEST = 20_000
_NAME = re.compile(r"<(/?)([A-Za-z][\w.:-]*)?")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(r"[^\s=/>{}\"'<]+")
_STATEMENT = re.compile(
    r"import\s*(?:[\w*{\"']|$)|export\s+(?:default|const|let|var|function|async|class|type|interface|\{|\*)"
)
_TOKENS = re.compile(r"[{}\"'`/]")
_STRINGS = {quote: re.compile(rf"(?:[^{quote}\\\n]|\\.)*{quote}") for quote in ('"', "'")}
_LITERAL = re.compile(r"""\s*(?:"([^"\\\n]*)"|'([^'\\\n]*)'|`([^`\\$]*)`)\s*""")


def skip_expression(text: str, start: int) -> int | None:
    """The offset past the `}` that closes the `{` at `start`; None when it is not closed in 20,000 code points."""
    limit = min(len(text), start + _LONGEST)
    depth, at = 0, start
    templates: list[int] = []
    """Brace depths at which a template literal goes on after its `${…}`."""
    while (found := _TOKENS.search(text, at, limit)) is not None:
        at = found.end()
        char = found.group()
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if templates and templates[-1] == depth:
                templates.pop()
                if (resumed := _template(text, at, limit)) is None:
                    return None
                at, opened = resumed
                if opened:
                    templates.append(depth)
                    depth += 1
            elif depth == 0:
                return at
        elif char == "`":
            if (resumed := _template(text, at, limit)) is None:
                return None
            at, opened = resumed
            if opened:
                templates.append(depth)
                depth += 1
        elif char == "/":
            if text.startswith("*", at):
                end = text.find("*/", at, limit)
                if end < 0:
                    return None
                at = end + 2
            elif text.startswith("/", at) and text[found.start() - 1] != ":":
                end = text.find("\n", at, limit)
                at = limit if end < 0 else end
        elif (string := _STRINGS[char].match(text, at, limit)) is not None:
            at = string.end()
    return None


def _template(text: str, at: int, limit: int) -> tuple[int, bool] | None:
    """Past the end of a template literal's text: and whether an expression follows. None when it is not closed."""
    while at < limit:
        if text[at] == "\\":
            at += 2
        elif text[at] == "`":
            return at + 1, False
        elif text.startswith("${", at):
            return at + 2, True
        else:
            at += 1
    return None


def skip_module(text: str, start: int) -> int | None:
    """The end of the import or export statement at `start`; None when the line is no such statement."""
    if _STATEMENT.match(text, start) is None:
        return None
    at = start
    while at < min(len(text), start + _LONGEST):
        end = text.find("\n", at)
        if end < 0:
            return len(text)
        at = end + 1
        following = text.find("\n", at)
        line = text[at : following if following >= 0 else len(text)]
        written = text[start:end]
        closed = all(written.count(a) <= written.count(b) for a, b in ("{}", "()", "[]"))
        if closed and (not line.strip() or _STATEMENT.match(line) or written.rstrip().endswith((";", "'", '"'))):
            return end
    return None


def tag_at(text: str, start: int, shift: int = 0) -> Tag | None:
    """The JSX tag at the `<` at `start`, None when there is none. Spans in it are moved on by `shift`."""
    match = _NAME.match(text, start)
    if match is None:
        return None
    name, at = match.group(2) or "", match.end()
    limit = min(len(text), start + _LONGEST)
    attributes: list[Attribute] = []
    while at < limit:
        at = _past_space(text, at, limit)
        if text.startswith(">", at):
            span = Span(start, at + 1).shift(shift)
            if match.group(1):
                return Tag(name, span, "close", None)
            kind = "void" if name in VOID else "open"
            return Tag(name, span, "void" if kind == "void" else "open", Element(name, span, tuple(attributes)))
        if text.startswith("/>", at):
            span = Span(start, at + 2).shift(shift)
            return Tag(name, span, "void", Element(name, span, tuple(attributes)))
        if not name:
            return None
        if text.startswith("{", at):
            if (end := skip_expression(text, at)) is None:
                return None
            at = end
            continue
        word = _ATTRIBUTE.match(text, at, limit)
        if word is None:
            return None
        at = word.end()
        equals = _past_space(text, at, limit)
        if not text.startswith("=", equals):
            attributes.append(Attribute(word.group(), None, Span(*word.span()).shift(shift)))
            continue
        at = _past_space(text, equals + 1, limit)
        value, span_, end = _value(text, at, limit)
        if end is None:
            return None
        attributes.append(Attribute(word.group(), value, span_.shift(shift)))
        at = end
    return None


def _past_space(text: str, at: int, limit: int) -> int:
    match = _SPACE.match(text, at, limit)
    return match.end() if match else at


def _value(text: str, at: int, limit: int) -> tuple[str | None, Span, int | None]:
    quote = text[at : at + 1]
    if quote in ('"', "'") and quote:
        end = text.find(quote, at + 1, limit)
        return (unescape(text[at + 1 : end]), Span(at + 1, end), end + 1) if end >= 0 else (None, Span(at, at), None)
    if quote == "{":
        end_ = skip_expression(text, at)
        if end_ is None:
            return None, Span(at, at), None
        literal = _LITERAL.fullmatch(text, at + 1, end_ - 1)
        if literal:
            group = next(g for g in (1, 2, 3) if literal.group(g) is not None)
            return literal.group(group), Span(*literal.span(group)), end_
        return None, Span(at + 1, end_ - 1), end_
    return None, Span(at, at), None
