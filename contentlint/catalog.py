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

import yaml

from contentlint.errors import RuleError, nearest
from contentlint.finding import SEVERITIES, Severity
from contentlint.rule import CATEGORIES, Check, Example, Rule

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_RULE_KEYS = (
    "id", "category", "check", "severity", "summary", "message", "messages", "why", "needs", "options", "enabled",
    "examples",
)  # fmt: skip
_REQUIRED = ("id", "check", "severity", "summary", "why")
_EXAMPLE_KEYS = ("bad", "good", "today", "path", "options", "fixed", "files", "sources")
_EXAMPLES = re.compile(r"^examples:.*?(?=^\S(?!-)|\Z)", re.MULTILINE | re.DOTALL)
_MARK = re.compile("[⟦⟧]")


@dataclasses.dataclass(frozen=True, slots=True)
class Catalog:
    """All rules by id and all word lists by name."""

    rules: Mapping[str, Rule]
    vocabulary: Mapping[str, tuple[str, ...]]

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
    vocabulary: dict[str, tuple[str, ...]] = {}
    for root, is_own in [(builtin_root(), True), *((path, False) for path in extra)]:
        if not root.exists():
            raise RuleError("there is no such rule file or folder", path=str(root))
        for path in [root] if root.is_file() else sorted(root.rglob("*.yaml")):
            if path.parent.name == "schemas":
                continue
            if path.parent.name == "vocabulary":
                name, terms = _terms(path, strict=not is_own or examples)
                vocabulary[name] = terms
            else:
                rule = read_rule(path, examples=examples or not is_own, strict=examples or not is_own)
                rules[rule.id] = rule
    return Catalog(dict(sorted(rules.items(), key=lambda r: (CATEGORIES.index(r[1].category), r[0]))), vocabulary)


class _File:
    """A YAML file, and where in it things are, worked out only when something is wrong."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text

    def error(self, message: str, *keys: str | int) -> RuleError:
        return RuleError(message, path=str(self.path), line=self.line(*keys))

    def line(self, *keys: str | int) -> int:
        node: Any = yaml.compose(self.text, Loader=_Loader)
        line: int = 1
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


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RuleError(f"is not UTF-8 at byte {error.start}: save it as UTF-8", path=str(path)) from None
    except OSError as error:
        raise RuleError(f"can't be read: {error.strerror}", path=str(path)) from None


def _yaml(path: Path, text: str) -> dict[str, Any]:
    try:
        data = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise RuleError(
            f"is not valid YAML: {getattr(error, 'problem', error)}",
            path=str(path),
            line=mark.line + 1 if mark else None,
        ) from None
    if not isinstance(data, dict):
        raise RuleError("must be a mapping of keys to values", path=str(path), line=1)
    return data


def _terms(path: Path, *, strict: bool) -> tuple[str, tuple[str, ...]]:
    text = _read(path)
    data = _yaml(path, text)
    file = _File(path, text)
    for key in data:
        if key not in ("id", "summary", "terms"):
            raise file.error(f"unknown key '{key}': a word list has id, summary and terms", key)
    terms = data.get("terms")
    if not isinstance(data.get("id"), str) or not isinstance(terms, list):
        raise file.error("a word list needs an `id` and a list of `terms`")
    for number, term in enumerate(terms):
        if not isinstance(term, str):
            raise file.error(f"term {term!r} is not text: put it in quotes", "terms", number)
        if strict:
            check_term(term, file, number)
    return data["id"], tuple(terms)


def check_term(term: str, file: _File, number: int) -> None:
    """Raises RuleError when a term in slashes is no regular expression."""
    if len(term) > 1 and term[0] == term[-1] == "/":
        try:
            re.compile(term[1:-1])
        except re.error as error:
            raise file.error(f"`{term}` is not a regular expression: {error}", "terms", number) from None


def read_rule(path: Path, *, examples: bool = True, strict: bool = True) -> Rule:
    """One rule file. Raises RuleError with file, line and the nearest valid key.

    Unless `strict`, its check is not imported and its options not validated until it is to run.
    """
    text = _read(path)
    # Most of a rule file is its examples; a run of the linter has no use for them.
    data = _yaml(path, text if examples else _EXAMPLES.sub("", text))
    file = _File(path, text)
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


def _example(file: _File, number: int, data: Any) -> Example:
    if not isinstance(data, dict) or ("bad" in data) == ("good" in data):
        raise file.error("an example has either `bad` or `good`, a text", "examples", number)
    for key in data:
        if key not in _EXAMPLE_KEYS:
            hint = nearest(str(key), _EXAMPLE_KEYS)
            raise file.error(
                f"unknown key '{key}' in an example" + (f"; did you mean '{hint}'?" if hint else ""), "examples", number
            )
    marked = data.get("bad", data.get("good"))
    if not isinstance(marked, str):
        raise file.error("the text of an example must be text", "examples", number)
    spans, opened, length = [], None, 0
    parts = _MARK.split(marked)
    for part, mark in zip(parts, [*_MARK.findall(marked), ""], strict=True):
        length += len(part)
        if mark == "⟦":
            opened = length
        elif mark == "⟧":
            if opened is None:
                raise file.error("a ⟧ without its ⟦", "examples", number)
            spans.append((opened, length))
            opened = None
    if opened is not None or ("bad" in data) != bool(spans):
        raise file.error(
            "a bad example marks what must be reported with ⟦ and ⟧; a good one has none", "examples", number
        )
    today = data.get("today")
    if today is not None and not isinstance(today, dt.date):
        raise file.error(f"today '{today}' is not a date (YYYY-MM-DD)", "examples", number)
    return Example(
        text="".join(parts),
        spans=tuple(spans),
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


def find_check(name: str, file: _File | None = None) -> Check:
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
