"""A YAML file of `rules/`: its data, and where in it things stand, for errors that name file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from contentlint.errors import RuleError
from contentlint.guard import data, userdata
from contentlint.guard.data import integer

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EXAMPLES = re.compile(r"^examples:.*?(?=^[^\s-]|\Z)", re.MULTILINE | re.DOTALL)
_MARK = re.compile("[⟦⟧]")
_ALIAS = re.compile(r"(?:^|[\s\[{,])\*[^\s*,\]}]", re.MULTILINE)


class _Loader(_Base):  # type: ignore[misc]
    """A safe loader that leaves a number of hundreds of digits a text."""


def _number(loader: Any, node: Any) -> Any:
    return integer(node.value, lambda _: _Base.construct_yaml_int(loader, node))


_Loader.add_constructor("tag:yaml.org,2002:int", _number)


def with_marks(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """An example as its file has it: ⟦ and ⟧ around the stretches that must be found."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
    return text


def _load(text: str) -> Any:
    """What YAML says. Raises Unreadable."""
    try:
        if "&" in text and _ALIAS.search(text):
            data.load_yaml(text)  # refuses aliases that repeat too much; tags of other languages it lets pass
        return yaml.load(text, Loader=_Loader)
    except Exception as error:  # PyYAML lets through what int(), a look-up or a match makes of `!!int` without a number
        raise userdata.unreadable("YAML", error, text) from None


class DataFile:
    """A YAML file that holds one mapping, `data`. Raises RuleError for what can't be read.

    Without `examples` the list of that name is left out: it is most of a file, and a run of the linter has no use for
    it.
    """

    def __init__(self, path: Path, *, examples: bool = True) -> None:
        self.path = path
        try:
            self.text = userdata.text_of(path)
            data = _load(self.text if examples else _EXAMPLES.sub("", self.text))
        except userdata.Unreadable as error:
            raise RuleError(error.reason, path=str(path), line=error.line) from None
        if not isinstance(data, dict):
            raise RuleError("must be a mapping of keys to values", path=str(path), line=1)
        self.data: dict[str, Any] = data

    def error(self, message: str, *keys: str | int) -> RuleError:
        """An error at what `keys` lead to."""
        return RuleError(message, path=str(self.path), line=self.line(*keys))

    def line(self, *keys: str | int) -> int:
        """The line (from 1) of what keys and places in lists lead to, as far as they do."""
        line: int = 1
        try:
            node: Any = yaml.compose(self.text, Loader=_Loader)
        except yaml.YAMLError:  # in the examples, which were left out
            return line
        for key in keys:
            if isinstance(node, yaml.MappingNode):
                for name, value in node.value:
                    if name.value == str(key):
                        line, node = name.start_mark.line + 1, value
                        break
                else:
                    return line
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                line = node.start_mark.line + 1
        return line

    def marked(self, text: Any, number: int) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The text of example `number` without its ⟦ and ⟧, and the stretches they marked. Raises RuleError."""
        if not isinstance(text, str):
            raise self.error("the text of an example must be text", "examples", number)
        spans, opened, length = [], None, 0
        parts = _MARK.split(text)
        for part, mark in zip(parts, [*_MARK.findall(text), ""], strict=True):
            length += len(part)
            if mark == "⟦":
                opened = length
            elif mark == "⟧":
                if opened is None:
                    raise self.error("a ⟧ without its ⟦", "examples", number)
                spans.append((opened, length))
                opened = None
        if opened is not None:
            raise self.error("a ⟦ without its ⟧", "examples", number)
        return "".join(parts), tuple(spans)
