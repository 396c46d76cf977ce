"""Just enough of JSX to step over it: expressions, tags with their attributes, import and export statements.

After the MDX 3 syntax: a tag or an expression may stand wherever text may; an import or export begins a line
and runs to the next blank line that leaves its brackets closed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from html import unescape

from contentlint.guard.records import dataclass
from contentlint.post.document import Attribute, Element
from contentlint.post.markdown.rawhtml import VOID, Tag
from contentlint.text.spans import Span

_LONGEST = 20_000
"""Code points of an expression, a tag or a statement. What seems longer begins with a mark that nobody closed."""
_NAME = re.compile(r"<(/?)([A-Za-z][\w.:-]*)?")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(r"[^\s=/>{}\"'<]+")
_STATEMENT = re.compile(
    r"import\s*(?:[\w*{\"']|$)|export\s+(?:default|const|let|var|function|async|class|type|interface|\{|\*)"
)
_BRACKETS = (("{", "}"), ("(", ")"), ("[", "]"))
_TOKENS = re.compile(r"[{}\"'`/]")
_STRINGS = {quote: re.compile(rf"(?:[^{quote}\\\n]|\\.)*{quote}") for quote in ('"', "'")}
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*+(?:`|\$\{)", re.DOTALL)
"""A template literal's text, up to its end or to an expression in it."""
_LITERAL = re.compile(r"""\s*(?:"([^"\\\n]*)"|'([^'\\\n]*)'|`([^`\\$]*)`)\s*""")


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a text. `ends` are the offsets of their line feeds, and of the text's end when it has none.

    `open` counts for each pair of brackets how many are open at the end of a line, `lower` says at which line there are
    first no more than here; both begin with the place before the first line. `last` is the last visible code point.
    """

    ends: list[int]
    open: list[list[int]]
    lower: list[list[int]]
    last: list[str]


class Jsx:
    """The JSX of one text.

    What is not closed costs one look at the rest of the text, not one for each brace in it: an answer is kept for all
    that was passed on the way to it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._last_comment = text.rfind("*/")
        self._ends: dict[int, int | None] = {}
        """Past the end of the expression that begins with the brace at an offset; None when it has none."""
        self._dead: set[int] = set()
        """Offsets before attributes from which no tag comes to its end."""

    def expression_end(self, start: int) -> int | None:
        """The offset past the `}` that closes the `{` at `start`; None when it is not closed in 20,000 code points."""
        if start not in self._ends:
            self._close(start)
        end = self._ends[start]
        return end if end is not None and end - start <= _LONGEST else None

    def _close(self, start: int) -> None:
        text, at = self._text, start
        opened: list[tuple[int, bool]] = []
        """Braces that are open; whether a template literal goes on after one (`${…}`)."""
        while (found := _TOKENS.search(text, at)) is not None:
            at = found.end()
            char = found.group()
            in_template = char == "`"
            if char == "{":
                end = self._ends.get(found.start(), 0)
                if end is None:
                    break
                if end:
                    at = end
                else:
                    opened.append((found.start(), False))
            elif char == "}":
                brace, in_template = opened.pop()
                self._ends[brace] = at
                if not opened:
                    return
            elif char == "/":
                if text.startswith("*", at):
                    if at > self._last_comment:
                        break
                    at = text.index("*/", at) + 2
                elif text.startswith("/", at) and text[found.start() - 1] != ":":
                    end = text.find("\n", at)
                    at = len(text) if end < 0 else end
            elif not in_template and (string := _STRINGS[char].match(text, at)) is not None:
                at = string.end()
            if in_template:
                template = _TEMPLATE.match(text, at)
                if template is None:
                    break
                at = template.end()
                if template.group().endswith("{"):
                    opened.append((at - 1, True))
        self._ends.update((brace, None) for brace, _ in opened)

    def module_end(self, start: int) -> int | None:
        """The end of the import or export statement at `start`; None when the line is no such statement."""
        text, lines = self._text, self._lines
        if _STATEMENT.match(text, start) is None:
            return None
        first = bisect_left(lines.ends, start)
        limit = bisect_left(lines.ends, start + _LONGEST - 1) + 1
        for number in range(max(lower[first] for lower in lines.lower), min(limit, len(lines.ends)) + 1):
            end = lines.ends[number - 1]
            if any(count[number] > count[first] for count in lines.open):
                continue
            following = lines.ends[number] if number < len(lines.ends) else len(text)
            is_blank = not text[end + 1 : following].strip()
            if is_blank or _STATEMENT.match(text, end + 1, following) or lines.last[number - 1] in (";", "'", '"'):
                return end
        return len(text) if limit >= len(lines.ends) and not text.endswith("\n") else None

    @cached_property
    def _lines(self) -> _Lines:
        text = self._text
        ends = [match.start() for match in re.finditer("\n", text)]
        if not text.endswith("\n"):
            ends.append(len(text))
        open_: list[list[int]] = [[0] for _ in _BRACKETS]
        last: list[str] = []
        at = 0
        for end in ends:
            line = text[at:end].rstrip()
            for count, (opening, closing) in zip(open_, _BRACKETS, strict=True):
                count.append(count[-1] + line.count(opening) - line.count(closing))
            last.append(line[-1] if line else last[-1] if last else "")
            at = end + 1
        return _Lines(ends, open_, [_next_lower(count) for count in open_], last)

    def tag(self, start: int, shift: int = 0) -> Tag | None:
        """The JSX tag at the `<` at `start`, None when there is none. Spans in it are moved on by `shift`."""
        text = self._text
        match = _NAME.match(text, start)
        if match is None:
            return None
        name, at = match.group(2) or "", match.end()
        attributes: list[Attribute] = []
        passed: list[int] = []
        end = 0
        while not end:
            at = _past_space(text, at)
            if text.startswith((">", "/>"), at):
                end = text.index(">", at) + 1
            elif not name or at in self._dead:
                break
            else:
                passed.append(at)
                following = self._attribute(at, shift, attributes)
                if following is None:
                    break
                at = following
        if not end or end - start > _LONGEST:
            self._dead.update(place for place in passed if not end or end - place > _LONGEST)
            return None
        span = Span(start, end).shift(shift)
        if end - at == 2:
            return Tag(name, span, "void", Element(name, span, tuple(attributes)))
        if match.group(1):
            return Tag(name, span, "close", None)
        return Tag(name, span, "void" if name in VOID else "open", Element(name, span, tuple(attributes)))

    def _attribute(self, at: int, shift: int, attributes: list[Attribute]) -> int | None:
        """Past the attribute or spread at an offset, which is added to the others; None when there is none."""
        text = self._text
        if text.startswith("{", at):
            return self.expression_end(at)
        word = _ATTRIBUTE.match(text, at)
        if word is None:
            return None
        equals = _past_space(text, word.end())
        if not text.startswith("=", equals):
            attributes.append(Attribute(word.group(), None, Span(*word.span()).shift(shift)))
            return word.end()
        value, span, end = self._value(_past_space(text, equals + 1))
        attributes.append(Attribute(word.group(), value, span.shift(shift)))
        return end

    def _value(self, at: int) -> tuple[str | None, Span, int | None]:
        text = self._text
        quote = text[at : at + 1]
        none = None, Span(at, at), None
        if quote in ('"', "'") and quote:
            end = text.find(quote, at + 1, at + _LONGEST)
            return (unescape(text[at + 1 : end]), Span(at + 1, end), end + 1) if end >= 0 else none
        if quote != "{" or (past := self.expression_end(at)) is None:
            return none
        literal = _LITERAL.fullmatch(text, at + 1, past - 1)
        if literal:
            group = next(g for g in (1, 2, 3) if literal.group(g) is not None)
            return literal.group(group), Span(*literal.span(group)), past
        return None, Span(at + 1, past - 1), past


def _past_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _next_lower(values: list[int]) -> list[int]:
    """For each value the index of the next that is no larger; past the end when there is none."""
    found, waiting = [len(values)] * len(values), list[int]()
    for index, value in enumerate(values):
        while waiting and values[waiting[-1]] >= value:
            found[waiting.pop()] = index
        waiting.append(index)
    return found
