"""YAML, TOML and JSON that strangers wrote, as Python: within bounds of depth, length and repetition."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

MAX_DEPTH = 64
"""Deepest nesting that is read."""

MAX_VALUES = 50_000
"""Most values that are read, those behind YAML aliases counted each time they are repeated."""

MAX_DIGITS = 500
"""Longest number that is read, in code points: below what Python turns into digits again, however they are written."""


def integer(written: str, read: Callable[[str], Any] = int) -> Any:
    """The whole number that `read` makes of its digits; the text itself when it is longer than `MAX_DIGITS`."""
    return read(written) if len(written) <= MAX_DIGITS else written


JSON = json.JSONDecoder(parse_int=integer)
"""A decoder that leaves a number of hundreds of digits a text."""

# tomllib keeps each beginning of a dotted key, so what no writer means is refused before it reads.
TOO_DEEP = re.compile(
    r"(?<![\w-])(?:(?:[\w-]++|\"(?:[^\"\\\r\n]|\\.){0,200}+\"|'[^'\r\n]{0,200}+')[ \t]*+\.[ \t]*+){200}"
)
"""A dotted key of hundreds of parts."""


def load_yaml(text: str) -> Any:
    """YAML by PyYAML's C loader where it is built in; a value with a tag of another language becomes {"!": tag, …}.

    A number of hundreds of digits stays text. Raises ValueError when it is not YAML, and for aliases that repeat
    more than `MAX_VALUES` values.
    """
    import yaml

    try:
        if "&" in text and "*" in text:
            check_aliases(text)
        return yaml.load(text, Loader=_loader())
    except Exception as error:  # PyYAML lets through what int(), a look-up or a match makes of `!!int` without a number
        raise ValueError(f"{type(error).__name__}: {error}") from error


def check_aliases(text: str) -> None:
    """Raises ValueError when aliases repeat too much: what is loaded shares it, what is made of that copies it."""
    import yaml

    sizes: dict[str, int] = {}
    opened: list[tuple[str | None, int]] = []
    values = repeated = 0
    for event in yaml.parse(text, Loader=_loader()):
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise ValueError(f"*{event.anchor} repeats what is not there, or itself")
            values += sizes[event.anchor]
            repeated += sizes[event.anchor]
            if repeated > MAX_VALUES:
                raise ValueError(f"the aliases repeat more than {MAX_VALUES:,} values")
        elif isinstance(event, yaml.ScalarEvent):
            values += 1
            if event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append((event.anchor, values))
            values += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = opened.pop()
            if anchor:
                sizes[anchor] = values - before


def load_json(text: str) -> Any:
    """JSON as Python; a number of hundreds of digits stays text. Raises ValueError when it is not JSON."""
    try:
        return JSON.decode(text)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def _loader() -> Any:
    import yaml

    global _LOADER
    if _LOADER is None:
        base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

        class Loader(base):  # type: ignore[misc]
            """A safe loader that passes over `!!python/name:`, `!!js/regexp` and other foreign tags."""

        def number(loader: Any, node: Any) -> Any:
            return integer(node.value, lambda _: base.construct_yaml_int(loader, node))

        def foreign(loader: Any, suffix: str, node: Any) -> Any:
            if isinstance(node, yaml.MappingNode):
                return {"!": suffix, **loader.construct_mapping(node, deep=True)}
            if isinstance(node, yaml.SequenceNode):
                return loader.construct_sequence(node, deep=True)
            return {"!": suffix, "value": node.value}

        Loader.add_constructor("tag:yaml.org,2002:int", number)
        Loader.add_multi_constructor("!", foreign)
        Loader.add_multi_constructor("tag:yaml.org,2002:python/", foreign)
        Loader.add_multi_constructor("tag:yaml.org,2002:", foreign)  # those of js-yaml 3, of Ruby
        _LOADER = Loader
    return _LOADER


_LOADER: Any = None


def load_toml(source: str) -> dict[str, Any]:
    """The values of TOML, in time that grows with its length.

    Raises ValueError for what is no TOML, and for a key or a number that is too long.
    """
    import tomllib

    if TOO_DEEP.search(source):
        raise ValueError("it is nested too deep")
    try:
        data = tomllib.loads(source)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    stack: list[Any] = [data]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
        elif is_long(value):
            raise ValueError("a number in it is too long to be read")
    return data


def is_long(value: Any) -> bool:
    """True for a number of more digits than Python writes again."""
    return isinstance(value, int) and value.bit_length() > 4 * MAX_DIGITS
