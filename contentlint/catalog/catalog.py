"""The rules and word lists: read from `rules/`, checked strictly, told precisely when wrong."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from contentlint.catalog import shipped
from contentlint.catalog.found import builtin_checks, find_check
from contentlint.catalog.lexicon import WordList
from contentlint.catalog.options import as_options, convert, default_of, help_of
from contentlint.catalog.rule import CATEGORIES, Rule
from contentlint.errors import RuleError, nearest
from contentlint.guard import place
from contentlint.guard.boundary import Boundary

__all__ = [
    "Catalog", "as_options", "builtin_checks", "builtin_root", "convert", "default_of", "find_check", "help_of", "load",
]  # fmt: skip


_PACKAGE = Path(__file__).parents[1]
_BUILTIN = _PACKAGE / "_rules" if (_PACKAGE / "_rules").is_dir() else _PACKAGE.parent / "rules"


@dataclasses.dataclass(frozen=True, slots=True)
class Catalog:
    """All rules by id and all word lists by name."""

    rules: Mapping[str, Rule]
    vocabulary: Mapping[str, WordList]
    former: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Ids that rules had before, to those that they have."""

    def today_of(self, name: str) -> str:
        """The id of a rule that is named by a former one, with or without its category; any other name as it is."""
        return self.former.get(name.rpartition("/")[2], name)

    def why_renamed(self, names: Iterable[str]) -> list[str]:
        """A line for each name that is a former id."""
        told = ((name, self.today_of(name)) for name in names)
        return [
            f"the rule '{old}' is called '{new}': the next version knows that name only"
            for old, new in told
            if old != new
        ]

    def select(self, names: Iterable[str], on: Collection[str] = ()) -> set[str]:
        """The ids that rule ids and categories stand for. Raises RuleError for a name that is neither.

        A category stands for those of its rules that are `on`, by their ids, and for all where none of them is.
        """
        chosen: set[str] = set()
        categories = {rule.category for rule in self.rules.values()}
        for name in map(self.today_of, names):
            if name in self.rules:
                chosen.add(name)
            elif name in categories:
                every = {rule.id for rule in self.rules.values() if rule.category == name}
                chosen |= every.intersection(on) or every
            elif (last := name.rpartition("/")[2]) in self.rules and self.rules[last].category == name.partition("/")[
                0
            ]:
                chosen.add(last)
            elif name not in CATEGORIES:
                hint = nearest(name, [*self.rules, *sorted(categories)])
                raise RuleError(
                    f"no rule or category is called '{name}'"
                    + (f"; did you mean '{hint}'?" if hint else "; `contentlint rules` lists them")
                )
        return chosen


def builtin_root() -> Path:
    """The folder of the rules that ship with contentlint: inside the wheel, or at the top of the repository."""
    return _BUILTIN


def load(
    extra: Iterable[Path] = (), *, examples: bool = False, refuses: Callable[[Path], bool] | None = None
) -> Catalog:
    """The built-in rules and word lists and those of the folders or files `extra`, which win over equal ids.

    `examples` also reads the examples, which only tests and docs need. `refuses` says which links are not followed: by
    default those that lead out of the repository.
    Raises RuleError.
    """
    builtin = builtin_root()
    known = None if examples else shipped.read(builtin, place.version())
    found = known or (_with_examples(builtin) if examples else _read(builtin, is_own=True, examples=False))
    rules, vocabulary = dict(found[0]), dict(found[1])
    if known is None and not examples and builtin == _BUILTIN:
        shipped.keep(builtin, place.version(), rules, vocabulary)
    for root in extra:
        more, lists = _read(root, is_own=False, examples=examples, refuses=refuses)
        rules |= more
        vocabulary |= lists
        known = None
    if known is None:
        _hold_together(rules, vocabulary)
    return Catalog(dict(sorted(rules.items(), key=lambda entry: _order(entry[1]))), vocabulary, _former(rules))


@cache
def _with_examples(root: Path) -> tuple[dict[str, Rule], dict[str, WordList]]:
    """All of a folder of rules: reading it takes a second, and in one process it stays as it is."""
    return _read(root, is_own=True, examples=True)


def _read(
    root: Path, *, is_own: bool, examples: bool, refuses: Callable[[Path], bool] | None = None
) -> tuple[dict[str, Rule], dict[str, WordList]]:
    """The rules and word lists of a folder or file."""
    from contentlint.catalog.rulefile import read_rule, read_words  # a start with what is kept needs no YAML

    rules: dict[str, Rule] = {}
    vocabulary: dict[str, WordList] = {}
    seen: dict[str, Path] = {}
    for path in files_below(root):
        if not is_own and path.is_symlink() and (refuses or Boundary(root).refuses)(path):
            continue
        if path.parent.name == "vocabulary":
            name, words = read_words(path, examples=examples, strict=examples or not is_own)
            _only(path, f"word list '{name}'", seen)
            vocabulary[name] = words
        else:
            rule = read_rule(path, examples=examples or not is_own, strict=examples or not is_own)
            _only(path, f"rule '{rule.id}'", seen)
            rules[rule.id] = rule
    return rules, vocabulary


def _hold_together(rules: Mapping[str, Rule], vocabulary: Mapping[str, WordList]) -> None:
    """Raises RuleError for a list that names one that is not there, and for a category called as a rule."""
    for name, words in vocabulary.items():
        if words.beside and words.beside not in vocabulary:
            hint = nearest(words.beside, [other for other in vocabulary if other != name])
            more = f"; did you mean '{hint}'?" if hint else ""
            raise _error(Path(words.path), f"no word list is called '{words.beside}'{more}", "beside")
    for rule in rules.values():
        if rule.category in rules:
            raise RuleError(f"category '{rule.category}' is also the id of a rule: call it differently", path=rule.path)


def _former(rules: Mapping[str, Rule]) -> dict[str, str]:
    """The ids that rules had before, to those that they have. Raises RuleError for one that is not of one rule."""
    found: dict[str, str] = {}
    for rule in rules.values():
        for old in rule.was:
            if other := rules.get(old) or rules.get(found.get(old, "")):
                raise _error(Path(rule.path), f"'{old}' in `was` is the id of {other.path}, too", "was")
            found[old] = rule.id
    return found


def _error(path: Path, message: str, key: str) -> RuleError:
    from contentlint.catalog.datafile import DataFile

    return DataFile(path).error(message, key)


def _order(rule: Rule) -> tuple[int, str, str]:
    """Where a rule stands in lists: by its category, those of users after the built-in ones."""
    known = rule.category in CATEGORIES
    return (CATEGORIES.index(rule.category) if known else len(CATEGORIES), rule.category, rule.id)


def _only(path: Path, what: str, seen: dict[str, Path]) -> None:
    """Raises RuleError for what another file of the same folder has defined: one of the two would not be heard of."""
    if what in seen:
        raise _error(path, f"{what} is also defined by {seen[what]}: give one of them another id", "id")
    seen[what] = path


def files_below(root: Path) -> Iterator[Path]:
    """The rule files and word lists of a folder, or the one file, in order. Raises RuleError for what can't be read."""

    def fail(error: OSError) -> None:
        raise RuleError(f"can't be read: {error.strerror}", path=str(error.filename or root))

    if not _exists(root):
        raise RuleError("there is no such rule file or folder", path=str(root))
    if not root.is_dir():
        yield root
        return
    found = []
    for folder, _, names in os.walk(root, onerror=fail):
        place = Path(folder)
        if place.name != "schemas":
            found += [place / name for name in names if name.lower().endswith((".yaml", ".yml"))]
    yield from sorted(found)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise RuleError(f"can't be read: {error.strerror}", path=str(path)) from None
    except ValueError:  # a name that no file can have
        return False
