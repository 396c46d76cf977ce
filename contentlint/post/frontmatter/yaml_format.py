"""YAML front matter: PyYAML's events (libyaml where it is built in) into values with their places.

Events, not `yaml.compose`: composing recurses once per level in C, which a hostile file can overflow, and aliases
must be counted before they multiply. Marks count code points in both of PyYAML's parsers.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

import yaml

from contentlint.guard.data import MAX_DEPTH, MAX_DIGITS, MAX_VALUES
from contentlint.guard.records import dataclass, field
from contentlint.post.frontmatter import strings
from contentlint.post.frontmatter.model import Problem
from contentlint.post.frontmatter.tree import Node, Read, Refused
from contentlint.text.spans import Prose, Span, without_surrogates

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PREFIX = "tag:yaml.org,2002:"
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)*")
_HEADER = re.compile(r"[|>][^\r\n]*(?:\r\n|[\n\r]|\Z)")

# The types of YAML 1.2's core schema with timestamps, as js-yaml 4 has them (Astro, Eleventy, Docusaurus).
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)")
_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?"
    r"(?:[ \t]*(?:(Z)|([-+])([0-9]{1,2})(?::?([0-9]{2}))?))?"
)


def resolve(plain: str) -> Any:
    """What an unquoted scalar means: None, a bool, a number, a date, else the string itself.

    What is written like a date but is none (2026-02-30) stays a string, and so does a number of hundreds of digits.
    """
    if plain in _NULL:
        return None
    if len(plain) > MAX_DIGITS:
        return plain
    if plain[0].isalpha():
        return _BOOL.get(plain, plain)
    try:
        if _INT.fullmatch(plain):
            digits = plain.replace("_", "")
            sign = -1 if digits[0] == "-" else 1
            digits = digits.lstrip("+-")
            base = {"0b": 2, "0o": 8, "0x": 16}.get(digits[:2], 10)
            return sign * int(digits[2:] if base != 10 else digits, base)
        if _FLOAT.fullmatch(plain):
            word = plain.replace("_", "").lower()
            if word.endswith((".inf", ".nan")):
                return math.nan if word == ".nan" else -math.inf if word[0] == "-" else math.inf
            return float(word)
        if match := _DATE.fullmatch(plain):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _TIME.fullmatch(plain):
            return _datetime(match)
    except ValueError:
        pass
    return plain


def _datetime(match: re.Match[str]) -> dt.datetime:
    numbers = [int(match[group]) for group in range(1, 7)]
    microsecond = int((match[7] or "")[:6].ljust(6, "0"))
    zone: dt.tzinfo | None = None
    if match[8]:
        zone = dt.UTC
    elif match[9]:
        offset = dt.timedelta(hours=int(match[10]), minutes=int(match[11] or 0))
        zone = dt.timezone(-offset if match[9] == "-" else offset)
    year, month, day, hour, minute, second = numbers
    return dt.datetime(year, month, day, hour, minute, second, microsecond, zone)


def _explained(text: str, content: Span, error: Exception) -> Refused:
    from contentlint.post.frontmatter.yaml_errors import explain

    return explain(text, content, error)


def _quoted(value: str) -> str:
    from contentlint.post.frontmatter.yaml_errors import quoted

    return quoted(value)


def read(text: str, content: Span) -> Read:
    """The values of the YAML in `content`. Raises Refused."""
    return _Reader(text, content).read()


@dataclass(slots=True)
class _Open:
    """A collection whose end is not read yet."""

    node: Node
    is_flow: bool
    anchor: str | None
    before: int
    height: int = 1
    key: tuple[str, Span] | None = None
    merges: bool = False


@dataclass(slots=True)
class _Anchored:
    node: Node
    size: int
    height: int


@dataclass(slots=True)
class _Reader:
    text: str
    content: Span
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, _Anchored] = field(default_factory=dict)
    values: int = 0
    top: Node | None = None
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> Read:
        source = self.content.cut(self.text)
        try:
            loader = _Loader(source)
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            raise _explained(self.text, self.content, error) from None
        documents = 0
        try:
            while loader.check_event():
                event = loader.get_event()
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        raise Refused("a second YAML document begins here; keep one", self._span(event, 3))
                else:
                    self._take(event)
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            raise _explained(self.text, self.content, error) from None
        finally:
            loader.dispose()
        if self.top is None or (self.top.entries is None and self.top.value is None):
            return Read(Node(Span(self.content.start, self.content.start), {}, entries=[]), self.problems)
        if self.top.entries is None:
            line = re.compile(r"[^\r\n]*").match(self.text, self.top.span.start, self.top.span.end)
            raise Refused("the front matter must be lines of the form `key: value`", Span(*line.span()))  # type: ignore[union-attr]
        return Read(self.top, self.problems)

    def _span(self, event: Any, most: int | None = None) -> Span:
        start = self.content.start + event.start_mark.index
        end = self.content.start + event.end_mark.index
        return Span(start, min(end, start + most) if most else end)

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            event.value = without_surrogates(event.value)  # only the parser in Python lets them through
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)

    def _count(self, size: int, height: int, span: Span) -> None:
        self.values += size
        if self.values > MAX_VALUES:
            raise Refused(f"the front matter has more than {MAX_VALUES:,} values; it is not read", span)
        if len(self.stack) + height > MAX_DEPTH:
            raise Refused(f"the front matter is nested more than {MAX_DEPTH} levels deep; it is not read", span)

    def _scalar(self, event: Any) -> None:
        span = self._span(event)
        parent = self.stack[-1] if self.stack else None
        if parent and parent.node.entries is not None and parent.key is None:
            parent.key = (event.value, span)
            parent.merges = parent.merges or (event.value == "<<" and event.implicit[0])
            return
        self._count(1, 1, span)
        source = self.text[span.start : span.end]
        properties = _PROPERTIES.match(source)
        start = span.start + (properties.end() if properties else 0)
        style = event.style or ""
        if style in "|>" and style:
            span = Span(span.start, span.start + len(source.rstrip(" \t\r\n")))
        value = self._value(event, span)
        prose = _prose(self.text, event.value, style, start, span.end) if isinstance(value, str) else None
        node = Node(span, value, prose)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(node, 1, 1)
        self._add(node, 1)

    def _value(self, event: Any, span: Span) -> Any:
        tag = event.tag
        if tag is None:
            return resolve(event.value) if event.implicit[0] else event.value
        if tag in ("!", _PREFIX + "str"):
            return event.value
        value = resolve(event.value)
        kind = {
            "int": int,
            "float": (int, float),
            "bool": bool,
            "null": type(None),
            "timestamp": dt.date,
        }.get(tag.removeprefix(_PREFIX))
        if kind is None or not isinstance(value, kind):  # type: ignore[arg-type]
            raise self._bad_tag(event, span)
        return value

    def _bad_tag(self, event: Any, span: Span) -> Refused:
        written = re.match(r"(?:&\S*\s+)?(!\S*)[^\r\n]*", self.text[span.start : span.end])
        if written is None:
            return Refused("this tag is not read in front matter; take it away", span)
        place = Span(span.start + written.start(1), span.start + written.end(1))
        if re.fullmatch(r"!\w[\w-]*", written[1]):
            whole = Span(place.start, span.start + len(written[0].rstrip()))
            message = (
                f"`{written[1]}` is a YAML tag, which is not read in front matter; if it is text, put it in quotes"
            )
            return Refused(message, whole, _quoted(whole.cut(self.text)))
        return Refused(f"the tag `{written[1]}` is not read in front matter; take it away", place)

    def _alias(self, event: Any) -> None:
        span = self._span(event)
        parent = self.stack[-1] if self.stack else None
        anchored = self.anchors.get(event.anchor)
        if anchored is None:
            is_open = any(o.anchor == event.anchor for o in self.stack)
            reason = "stands inside of what it repeats" if is_open else f"has no `&{event.anchor}` before it"
            replacement = _quoted(span.cut(self.text))
            raise Refused(
                f"`*{event.anchor}` is a YAML alias and {reason}; if it is text, put it in quotes",
                span,
                replacement,
            )
        if parent and parent.node.entries is not None and parent.key is None:
            if not isinstance(anchored.node.value, str):
                raise Refused("a key must be a word", span)
            parent.key = (anchored.node.value, span)
            return
        self._count(anchored.size, anchored.height, span)
        self._add(Node(span, anchored.node.value), anchored.height)

    def _open(self, event: Any) -> None:
        span = self._span(event)
        is_map = isinstance(event, yaml.MappingStartEvent)
        if event.tag not in (None, "!", _PREFIX + ("map" if is_map else "seq")):
            raise self._bad_tag(event, Span(span.start, self.content.end))
        parent = self.stack[-1] if self.stack else None
        if parent and parent.node.entries is not None and parent.key is None:
            raise self._no_word(span)
        self._count(1, 1, span)
        node = Node(span, {} if is_map else [], entries=[] if is_map else None, items=None if is_map else [])
        self.stack.append(_Open(node, bool(event.flow_style), event.anchor, self.values - 1))

    def _no_word(self, span: Span) -> Refused:
        """A list or mapping where a key should be: nearly always a template's `{{ … }}` out of quotes."""
        line = re.compile(r"[^\r\n]*").match(self.text, span.start)
        start = span.start
        while start and self.text[start - 1] in "{[":
            start -= 1
        if self.text.startswith(("{{", "{%"), start) and line:
            place = Span(start, start + len(self.text[start : line.end()].rstrip()))
            text = place.cut(self.text)
            return Refused("a value that begins with a brace must be in quotes", place, _quoted(text))
        return Refused("a key must be a word, not a list or mapping", span)

    def _close(self, event: Any) -> None:
        open_ = self.stack.pop()
        node = open_.node
        children = [n for _, _, n in node.entries] if node.entries is not None else node.items or []
        start = node.span.start
        if open_.is_flow:
            end = self.content.start + event.end_mark.index
        else:
            ends = [child.span.end for child in children[-1:]]
            end = max([start, node.span.end if not children else start, *ends])
        node.span = Span(start, end)
        if node.entries is not None:
            for key, _, child in node.entries:
                node.value.setdefault(key, child.value)
            if open_.merges and isinstance(node.value.get("<<"), (dict, list)):
                _merge(node.value)
        else:
            node.value.extend(child.value for child in children)
        if open_.anchor:
            self.anchors[open_.anchor] = _Anchored(node, self.values - open_.before, open_.height)
        self._add(node, open_.height)

    def _add(self, node: Node, height: int) -> None:
        if not self.stack:
            self.top = node
            return
        parent = self.stack[-1]
        parent.height = max(parent.height, height + 1)
        if parent.node.items is not None:
            parent.node.items.append(node)
            return
        assert parent.node.entries is not None and parent.key is not None
        parent.node.entries.append((*parent.key, node))
        parent.key = None


def _merge(mapping: dict[str, Any]) -> None:
    """Bring in what `<<` names; keys of the mapping itself win (https://yaml.org/type/merge.html)."""
    merged = mapping["<<"]
    sources = merged if isinstance(merged, list) else [merged]
    if not all(isinstance(source, dict) for source in sources):
        return
    del mapping["<<"]
    for source in sources:
        for key, value in source.items():
            mapping.setdefault(key, value)


def _prose(text: str, value: str, style: str, start: int, end: int) -> Prose:
    if style == "'":
        return strings.prose(value, strings.single(text, start + 1, end - 1), start + 1, end - 1)
    if style == '"':
        return strings.prose(value, strings.double(text, start + 1, end - 1), start + 1, end - 1)
    if style in ("|", ">") and (header := _HEADER.match(text, start, end)):
        body = header.end()
        return strings.prose(value, strings.words(value, text[body:end], body), start, end)
    if text.startswith(value, start) and len(value) == end - start:
        return Prose.verbatim(value, start)
    return strings.prose(value, strings.words(value, text[start:end], start), start, end)
