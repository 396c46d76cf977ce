"""The word lists of the catalog as configurations change them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from contentlint.catalog.lexicon import Lexicon, WordList, endless, is_number, why_wrong
from contentlint.errors import nearest
from contentlint.guard.userdata import shown
from contentlint.run.config_lines import ConfigLines
from contentlint.run.configfile import Config
from contentlint.run.profiles import lines_of


def lexicon(vocabulary: Mapping[str, WordList], layers: Iterable[Config]) -> Lexicon:
    """The word lists with what configurations add and take away, one after the other. Raises ConfigError.

    Equal lists are one object in a process: what is made ready of their words, and what is remembered of texts, is
    theirs.
    """
    lists = dict(vocabulary)
    for layer in layers:
        for name, change in layer.vocabulary.items() if layer.vocabulary else ():
            lists[name] = _changed(lists, name, change, lines_of(layer.path))
    for known, made in _made:
        if known == lists:
            return made
    _made.insert(0, (lists, Lexicon(lists)))
    del _made[_MOST_KEPT:]
    return _made[0][1]


_MOST_KEPT = 4
_made: list[tuple[dict[str, WordList], Lexicon]] = []
"""The newest first."""


def _changed(lists: Mapping[str, WordList], name: str, change: Any, place: ConfigLines) -> WordList:
    keys = ("vocabulary", name)
    if name not in lists:
        hint = nearest(name, list(lists))
        raise place.error(f"no word list is called '{name}'" + (f"; did you mean '{hint}'?" if hint else ""), keys)
    if not isinstance(change, Mapping) or set(change) - {"add", "remove", "set"}:
        raise place.error(f"'vocabulary.{name}' is a table with `add`, `remove` and `set`", keys)
    for key in ("add", "remove"):
        _check_terms(change.get(key, []), f"vocabulary.{name}.{key}", place, keys)
    given, values = lists[name], change.get("set", {})
    if not isinstance(values, Mapping):
        raise place.error(f"'vocabulary.{name}.set' must map names to numbers", keys)
    for value in values:
        if value not in given.values or not is_number(values[value]):
            raise place.error(f"'{name}' has no number called '{value}' to set", keys)
    removed = set(change.get("remove", ()))
    return dataclasses.replace(
        given,
        terms=tuple(term for term in given.terms if term not in removed),
        added=(*(term for term in given.added if term not in removed), *change.get("add", ())),
        values={**given.values, **values},
    )


def _check_terms(terms: Any, name: str, place: ConfigLines, keys: tuple[str, ...]) -> None:
    if not isinstance(terms, list):
        raise place.error(f"'{name}' must be a list of texts, not {shown(terms)}", keys)
    for term in terms:
        if not isinstance(term, str):
            raise place.error(f"a term of '{name}' must be text, not {shown(term)}", keys)
        if wrong := why_wrong(term) or endless(term):
            raise place.error(f"'{name}': {wrong}", keys)
