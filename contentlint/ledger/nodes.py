"""YAML with the line of everything in it: mappings, lists and texts of a ledger file, mistakes gathered on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from contentlint.errors import nearest
from contentlint.guard import data, userdata
from contentlint.guard.records import dataclass
from contentlint.ledger.model import Mistake, Place

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Mistakes:
    """What was found wrong in one file."""

    file: str
    found: list[Mistake]

    def add(self, line: int, message: str) -> None:
        """Note down a mistake."""
        self.found.append(Mistake(Place(self.file, line), message))


@dataclass(slots=True)
class Scalar:
    """A value of one piece; `is_nothing` is True for one that is left empty."""

    line: int
    value: str
    is_nothing: bool = False


@dataclass(slots=True)
class Sequence:
    """A list."""

    line: int
    items: list[Node]


@dataclass(slots=True)
class Mapping:
    """A table: its keys and values in order."""

    line: int
    pairs: list[tuple[Node, Node]]


Node = Scalar | Sequence | Mapping
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))


def document(text: str, mistakes: Mistakes) -> Node | None:
    """The top node of a file; None for an empty one, and for one that can't be read, which is a mistake.

    It is made of the parser's events: PyYAML's own nodes look at each value for what type it may be, which takes most
    of the time that reading does.
    """
    try:
        if "&" in text and "*" in text:
            data.check_aliases(text)
        return _built(yaml.parse(text, Loader=_Base))
    except Exception as error:  # PyYAML lets through what its parts raise
        found = userdata.unreadable("YAML", error, text)
        mistakes.add(found.line or 1, found.reason)
        return None


def _built(events: Iterable[Any]) -> Node | None:
    """The first document of a stream of events. Raises ValueError for nesting that no ledger has."""
    top: Node | None = None
    anchors: dict[str, Node] = {}
    opened: list[tuple[Node, list[Node]]] = []
    for event in events:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            is_nothing = event.implicit[0] and event.value in _NOTHING
            node: Node = Scalar(event.start_mark.line + 1, event.value, is_nothing)
        elif kind is yaml.AliasEvent:
            node = anchors[event.anchor]
        elif kind in (yaml.SequenceStartEvent, yaml.MappingStartEvent):
            line = event.start_mark.line + 1
            node = Sequence(line, []) if kind is yaml.SequenceStartEvent else Mapping(line, [])
            if event.anchor:
                anchors[event.anchor] = node
            opened.append((node, []))
            if len(opened) > data.MAX_DEPTH:
                raise ValueError("it is nested too deep")
            continue
        elif kind in (yaml.SequenceEndEvent, yaml.MappingEndEvent):
            node, parts = opened.pop()
            if isinstance(node, Sequence):
                node.items = parts
            elif isinstance(node, Mapping):
                node.pairs = list(zip(parts[::2], parts[1::2], strict=True))
        else:
            continue
        if kind is yaml.ScalarEvent and event.anchor:
            anchors[event.anchor] = node
        if opened:
            opened[-1][1].append(node)
        elif top is None:
            top = node
        else:
            raise ValueError("there are several documents in one file")
    return top


def is_nothing(node: Node) -> bool:
    """True for a value that is left empty."""
    return isinstance(node, Scalar) and node.is_nothing


class Table:
    """A mapping of a file, its keys asked for by name. A key that stands twice, or is unknown, is a mistake."""

    def __init__(self, node: Node, mistakes: Mistakes, known: tuple[str, ...], what: str) -> None:
        self.line, self._mistakes = node.line, mistakes
        self._values: dict[str, tuple[int, Node]] = {}
        self._empty: set[str] = set()
        if not isinstance(node, Mapping):
            mistakes.add(self.line, f"{what} must be a table of keys and values, such as `{known[0]}: …`")
            return
        for key, value in node.pairs:
            name = key.value if isinstance(key, Scalar) else ""
            if name not in known:
                hint = nearest(name, known) if name else None
                more = f"; did you mean '{hint}'?" if hint else f"; known here: {', '.join(known)}"
                mistakes.add(key.line, f"unknown key '{name[:60]}' of {what}{more}")
            elif name in self._values:
                mistakes.add(key.line, f"'{name}' stands twice in {what}, first on line {self._values[name][0]}")
            elif is_nothing(value):
                self._empty.add(name)
            else:
                self._values[name] = key.line, value

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def has(self, name: str) -> bool:
        """True for a key that stands there, be it without a value."""
        return name in self._values or name in self._empty

    def at(self, name: str) -> int:
        """The line of a key; of the table where it has none of that name."""
        return self._values[name][0] if name in self._values else self.line

    def node(self, name: str) -> Node | None:
        """The value of a key as a node; None where there is none."""
        return self._values[name][1] if name in self._values else None

    def text(self, name: str) -> str:
        """The value of a key as text on one line; "" where there is none, and for a list or table, a mistake."""
        node = self.node(name)
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self._mistakes.add(self.at(name), f"'{name}' must be one value, not a list or a table")
            return ""
        return " ".join(node.value.split())

    def items(self, name: str) -> list[Node]:
        """The nodes of a list; of a single value that one."""
        node = self.node(name)
        if node is None:
            return []
        return node.items if isinstance(node, Sequence) else [node]

    def texts(self, name: str) -> Iterator[tuple[str, int]]:
        """The texts of a list, or the single one, with the line of each."""
        for node in self.items(name):
            if not isinstance(node, Scalar) or node.is_nothing:
                self._mistakes.add(node.line, f"'{name}' must be a list of texts")
            else:
                yield " ".join(node.value.split()), node.line
