"""The rules and word lists: read from `rules/`, checked strictly, told precisely when wrong."""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib
import json
import re
import types
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from contentlint.datafile import DataFile
from contentlint.errors import RuleError, nearest
from contentlint.finding import SEVERITIES, Severity
from contentlint.lexicon import WordExample, WordList, why_wrong
from contentlint.rule import CATEGORIES, Check, Example, Rule

_RULE_KEYS = (
    "id", "category", "check", "severity", "summary", "message", "messages", "why", "needs", "options", "enabled",
    "examples",
)  # fmt: skip
_REQUIRED = ("id", "check", "severity", "summary", "why")
_EXAMPLE_KEYS = ("bad", "good", "today", "path", "options", "fixed", "files", "sources")
_LIST_KEYS = ("id", "summary", "beside", "terms", "values", "examples")


@dataclasses.dataclass(frozen=True, slots=True)
class Catalog:
    """All rules by id and all word lists by name."""

    rules: Mapping[str, Rule]
    vocabulary: Mapping[str, WordList]

    def select(self, names: Iterable[str]) -> set[str]:
        """The ids that rule ids and categories stand for. Raises RuleError for a name that is neither."""
        chosen: set[str] = set()
        categories = {rule.category for rule in self.rules.values()}
        for name in names:
            if name in self.rules:
                chosen.add(name)
            elif name in categories:
                chosen |= {rule.id for rule in self.rules.values() if rule.category == name}
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
    package = Path(__file__).parent
    shipped = package / "_rules"
    return shipped if shipped.is_dir() else package.parent / "rules"


def load(extra: Iterable[Path] = (), *, examples: bool = False) -> Catalog:
    """The built-in rules and word lists and those of the folders or files `extra`, which win over equal ids.

    `examples` also reads the examples, which only tests and docs need. Raises RuleError.
    """
    rules: dict[str, Rule] = {}
    vocabulary: dict[str, WordList] = {}
    for root, is_own in [(builtin_root(), True), *((path, False) for path in extra)]:
        if not root.exists():
            raise RuleError("there is no such rule file or folder", path=str(root))
        for path in [root] if root.is_file() else sorted(root.rglob("*.yaml")):
            if path.parent.name == "schemas":
                continue
            if path.parent.name == "vocabulary":
                name, words = _word_list(path, examples=examples, strict=examples or not is_own)
                vocabulary[name] = words
            else:
                rule = read_rule(path, examples=examples or not is_own, strict=examples or not is_own)
                rules[rule.id] = rule
    return Catalog(dict(sorted(rules.items(), key=lambda r: (CATEGORIES.index(r[1].category), r[0]))), vocabulary)


def _word_list(path: Path, *, examples: bool, strict: bool) -> tuple[str, WordList]:
    file = DataFile(path, examples=examples)
    data = file.data
    for key in data:
        if key not in _LIST_KEYS:
            hint = nearest(str(key), _LIST_KEYS)
            raise file.error(
                f"unknown key '{key}'"
                + (f"; did you mean '{hint}'?" if hint else f": a word list has {', '.join(_LIST_KEYS)}"),
                key,
            )
    terms, values = data.get("terms") or [], data.get("values") or {}
    if not isinstance(data.get("id"), str) or not isinstance(terms, list) or not (terms or values):
        raise file.error("a word list needs an `id` and a list of `terms`")
    for number, term in enumerate(terms):
        if not isinstance(term, str):
            raise file.error(f"term {term!r} is not text: put it in quotes", "terms", number)
        if strict and (wrong := why_wrong(term)):
            raise file.error(wrong, "terms", number)
    if not isinstance(values, dict) or not all(isinstance(v, int | float) for v in values.values()):
        raise file.error("`values` must map names to numbers", "values")
    listed = data.get("examples") or [] if examples else []
    return data["id"], WordList(
        tuple(terms),
        beside=str(data.get("beside", "")),
        values=values,
        path=str(path),
        summary=" ".join(str(data.get("summary", "")).split()),
        examples=tuple(_word_example(file, number, given) for number, given in enumerate(listed)),
    )


def _word_example(file: DataFile, number: int, data: Any) -> WordExample:
    if not isinstance(data, dict) or len(data) != 1 or not data.keys() <= {"match", "pass"}:
        raise file.error("an example of a word list has either `match` or `pass`, a text", "examples", number)
    text, spans = file.marked(next(iter(data.values())), number)
    if ("match" in data) != bool(spans):
        raise file.error("`match` marks what is found with ⟦ and ⟧; `pass` has none", "examples", number)
    return WordExample(text, spans, file.line("examples", number))


def read_rule(path: Path, *, examples: bool = True, strict: bool = True) -> Rule:
    """One rule file. Raises RuleError with file, line and the nearest valid key.

    Unless `strict`, its check is not imported and its options not validated until it is to run.
    """
    file = DataFile(path, examples=examples)
    data = file.data
    for key in data:
        if key not in _RULE_KEYS:
            hint = nearest(str(key), _RULE_KEYS)
            raise file.error(f"unknown key '{key}'" + (f"; did you mean '{hint}'?" if hint else ""), key)
    for key in _REQUIRED:
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise file.error(f"a rule needs `{key}`, a text", key)
    if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", data["id"]):
        raise file.error(f"id '{data['id']}' must be lower-case words joined by hyphens", "id")
    if data["severity"] not in SEVERITIES:
        raise file.error(f"severity '{data['severity']}' is not one of {', '.join(SEVERITIES)}", "severity")
    category = data.get("category", path.parent.name)
    if category not in CATEGORIES:
        hint = nearest(category, CATEGORIES)
        raise file.error(
            f"category '{category}' is not one of {', '.join(CATEGORIES)}"
            + (f"; did you mean '{hint}'?" if hint else "; put the file in a folder named as one, or say `category:`"),
            "category",
        )
    messages = data.get("messages", {})
    if not isinstance(messages, dict) or not all(isinstance(m, str) for m in messages.values()):
        raise file.error("`messages` must map keys to texts", "messages")
    if "message" in data:
        messages = {"": data["message"], **messages}
    if not messages:
        raise file.error("a rule needs a `message`")
    needs = data.get("needs", [])
    if not isinstance(needs, list) or any(n not in ("site", "sources") for n in needs):
        raise file.error("`needs` is a list of: site, sources", "needs")
    options = data.get("options") or {}
    if strict:
        as_options(find_check(data["check"], file), options, lambda message, key: file.error(message, "options", key))
    return Rule(
        id=data["id"],
        category=category,
        check=data["check"],
        severity=cast(Severity, data["severity"]),
        summary=data["summary"].strip(),
        messages={str(key): " ".join(message.split()) for key, message in messages.items()},
        why=data["why"].strip(),
        options=options,
        examples=tuple(_example(file, n, e) for n, e in enumerate(data.get("examples") or [])) if examples else (),
        path=str(path),
        needs=tuple(needs),
        enabled=data.get("enabled", True) is True,
    )


def _example(file: DataFile, number: int, data: Any) -> Example:
    if not isinstance(data, dict) or ("bad" in data) == ("good" in data):
        raise file.error("an example has either `bad` or `good`, a text", "examples", number)
    for key in data:
        if key not in _EXAMPLE_KEYS:
            hint = nearest(str(key), _EXAMPLE_KEYS)
            raise file.error(
                f"unknown key '{key}' in an example" + (f"; did you mean '{hint}'?" if hint else ""), "examples", number
            )
    text, spans = file.marked(data.get("bad", data.get("good")), number)
    if ("bad" in data) != bool(spans):
        raise file.error(
            "a bad example marks what must be reported with ⟦ and ⟧; a good one has none", "examples", number
        )
    today = data.get("today")
    if today is not None and not isinstance(today, dt.date):
        raise file.error(f"today '{today}' is not a date (YYYY-MM-DD)", "examples", number)
    return Example(
        text=text,
        spans=spans,
        is_bad="bad" in data,
        line=file.line("examples", number),
        path=data.get("path", "post.md"),
        today=today,
        options=data.get("options", {}),
        fixed=data.get("fixed"),
        files=data.get("files", {}),
        sources=data.get("sources", {}),
    )


@cache
def builtin_checks() -> tuple[str, ...]:
    """The names of the checks that ship with contentlint."""
    folder = Path(__file__).parent / "checks"
    return tuple(sorted(p.stem.replace("_", "-") for p in folder.glob("*.py") if not p.stem.startswith("_")))


def find_check(name: str, file: DataFile | None = None) -> Check:
    """The check that a rule names: a module of `contentlint.checks`, or an entry point. Raises RuleError."""
    if (module := name.replace("_", "-")) in builtin_checks():
        return cast(Check, importlib.import_module(f"contentlint.checks.{module.replace('-', '_')}"))
    from importlib.metadata import entry_points

    points = {point.name: point for point in entry_points(group="contentlint.checks")}
    if name in points:
        try:
            check = points[name].load()
        except Exception as error:
            raise RuleError(f"check '{name}' ({points[name].value}) can't be imported: {error}") from error
        return cast(Check, check)
    hint = nearest(name, [*builtin_checks(), *points])
    message = f"there is no check '{name}'" + (f"; did you mean '{hint}'?" if hint else "")
    raise file.error(message, "check") if file else RuleError(message)


def as_options(check: Check, values: Mapping[str, Any], error: Any) -> Any:
    """The check's Options filled with `values`.

    `error(message, key)` makes the exception that is raised for an unknown option or a value of a wrong type.
    """
    if not isinstance(values, Mapping):
        raise error("options must map names to values", "")
    fields = {field.name: field for field in dataclasses.fields(check.Options)}
    hints = _hints(check.Options)
    given = {}
    for key, value in values.items():
        name = str(key).replace("-", "_")
        if name not in fields:
            hint = nearest(name, list(fields))
            known = ", ".join(n.replace("_", "-") for n in fields) or "none"
            raise error(
                f"unknown option '{key}'"
                + (f"; did you mean '{hint.replace('_', '-')}'?" if hint else f"; options are: {known}"),
                key,
            )
        try:
            given[name] = convert(value, hints[name])
        except ValueError as problem:
            raise error(f"option '{key}' must be {problem}, not {value!r}", key) from None
        if fields[name].metadata.get("regex"):
            patterns = given[name] if isinstance(given[name], tuple) else (given[name],)
            for pattern in patterns:
                try:
                    re.compile(pattern)
                except re.error as problem:
                    raise error(f"option '{key}': `{pattern}` is not a regular expression: {problem}", key) from None
    return check.Options(**given)


@cache
def _hints(options: type) -> dict[str, Any]:
    return typing.get_type_hints(options)


def convert(value: Any, to: Any) -> Any:
    """`value` as the annotated type `to`. Raises ValueError that says in words what it must be."""
    origin, arguments = typing.get_origin(to), typing.get_args(to)
    if to is Any:
        return value
    if origin is typing.Literal:
        if value not in arguments:
            raise ValueError("one of " + ", ".join(map(str, arguments)))
        return value
    if origin in (typing.Union, types.UnionType):
        for argument in arguments:
            try:
                return None if argument is type(None) and value is None else convert(value, argument)
            except ValueError as error:
                problem = error
        raise problem
    if origin in (tuple, frozenset, list):
        if not isinstance(value, list | tuple):
            raise ValueError("a list")
        items = [convert(item, arguments[0]) for item in value]
        return items if origin is list else origin(items)
    if origin is dict or (origin is not None and issubclass(origin, Mapping)):
        if not isinstance(value, Mapping):
            raise ValueError("a mapping")
        return {convert(k, arguments[0]): convert(v, arguments[1]) for k, v in value.items()}
    if to is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(to, type) and isinstance(value, to) and not (to is int and isinstance(value, bool)):
        return value
    words = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", type(None): "nothing"}
    raise ValueError(words.get(to, f"a {getattr(to, '__name__', to)}"))


def help_of(option: dataclasses.Field[Any]) -> str:
    """What an option does, in words."""
    return str(option.metadata.get("help", ""))


def default_of(option: dataclasses.Field[Any], rule: Rule | None = None) -> str:
    """An option's value as it is when nobody changes it, as JSON; long lists are cut."""
    value: Any = option.default if option.default is not dataclasses.MISSING else None
    if option.default_factory is not dataclasses.MISSING:
        value = option.default_factory()
    if rule is not None:
        value = rule.options.get(option.name, rule.options.get(option.name.replace("_", "-"), value))
    if dataclasses.is_dataclass(value):
        return "a table"
    if isinstance(value, frozenset | tuple | list):
        value = sorted(value) if isinstance(value, frozenset) else list(value)
        if len(value) > 8:
            return json.dumps(value[:8], ensure_ascii=False, default=str)[:-1] + f", … {len(value) - 8} more]"
    if isinstance(value, Mapping) and len(value) > 4:
        return f"{len(value)} entries"
    return json.dumps(value, ensure_ascii=False, default=str)
