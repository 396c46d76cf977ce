"""The options of checks: what their dataclasses take, made of what users write, and told of in words."""

from __future__ import annotations

import dataclasses
import json
import string
import sys
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from contentlint.catalog.rule import Message, Rule
from contentlint.errors import nearest
from contentlint.guard import globs, patterns
from contentlint.guard.userdata import shown


def settable(check: Any) -> list[dataclasses.Field[Any]]:
    """The options of a check that a configuration may set.

    One whose metadata has `fixed` says what a rule looks for: only the rule's file has it, beside the messages.
    """
    return [field for field in dataclasses.fields(check.Options) if not field.metadata.get("fixed")]


def as_options(
    check: Any, values: Mapping[str, Any], error: Callable[[str, str], Exception], *, by_user: bool = False
) -> Any:
    """The check's Options filled with `values`, those of a rule's file or, `by_user`, of a configuration.

    `error(message, key)` makes the exception that is raised for an unknown option or a value of a wrong type.
    """
    if not isinstance(values, Mapping):
        raise error("options must map names to values", "")
    fields = {field.name: field for field in dataclasses.fields(check.Options)}
    hints = _hints(check.Options)
    given = {}
    known_names = [field.name for field in (settable(check) if by_user else fields.values())]
    for key, value in values.items():
        name = str(key).replace("-", "_")
        if name not in fields:
            hint = nearest(name, known_names)
            known = ", ".join(n.replace("_", "-") for n in known_names) or "none"
            raise error(
                f"unknown option '{str(key)[:80]}'"
                + (f"; did you mean '{hint.replace('_', '-')}'?" if hint else f"; options are: {known}"),
                str(key),
            )
        if name not in known_names:
            raise error(f"option '{key!s}' says what the rule looks for, and can't be changed; take it out", str(key))
        try:
            given[name] = convert(value, hints[name])
        except ValueError as problem:
            raise error(f"option '{key}' must be {problem}, not {shown(value)}", str(key)) from None
        if wrong := why_wrong(given[name], fields[name]):
            raise error(f"option '{key}' {wrong}", str(key))
    try:
        return check.Options(**given)
    except ValueError as problem:
        raise error(f"the options can't be: {problem}", "") from None


def why_wrong(value: Any, field: dataclasses.Field[Any]) -> str:
    """What is wrong with a value of the right type by what its field's metadata says, in words; empty for nothing.

    `regex`: regular expressions. `globs`: globs of paths ("whole", "folder" as in `contentlint.guard.globs`). `least`
    and `most`: bounds of a number. `wrong`: a function that says of each text what is wrong with it.
    """
    texts = [value] if isinstance(value, str) else _texts(value)
    tell: Callable[[str], str] | None = field.metadata.get("wrong")
    for text in texts if tell else ():
        if tell and (problem_ := tell(text)):
            return problem_
    for text in texts if field.metadata.get("regex") else ():
        try:
            patterns.read(text)
        except ValueError as problem:
            return f"has `{text[:80]}`, which is not a regular expression: {problem}"
        if problem_ := patterns.endless(text):
            return f"has `{text[:80]}`, which can't be used: {problem_}"
    for glob in texts if (kind := field.metadata.get("globs")) else ():
        if problem_ := globs.why_wrong(glob, is_whole=kind == "whole"):
            return f"has the glob '{glob[:60]}': {problem_}"
    least, most = field.metadata.get("least"), field.metadata.get("most")
    if not isinstance(value, int | float):
        return ""
    if (least is not None and value < least) or (most is not None and value > most):
        if least is None or most is None:
            return f"must be {f'at least {least:,}' if most is None else f'at most {most:,}'}, not {shown(value)}"
        return f"must be from {least:,} to {most:,}, not {shown(value)}"
    return ""


def _texts(value: Any) -> list[str]:
    """The texts of a list, a list of lists, or the keys of a table."""
    if not isinstance(value, tuple | list | frozenset | Mapping):
        return []
    return [text for item in value for text in (item if isinstance(item, tuple) else (item,)) if isinstance(text, str)]


def messages_of(check: Any) -> Mapping[str, Message]:
    """The messages that a check tells of; none of a check of somebody else's that tells nothing."""
    told = getattr(check, "MESSAGES", None)
    found = told if isinstance(told, Mapping) else {}
    return {key: message for key, message in found.items() if isinstance(message, Message)}


def why_unsaid(check: Any, options: Any, messages: Mapping[str, str]) -> str:
    """Why a rule with these messages can't say what its check finds with these options; empty for nothing.

    A check tells its messages in `MESSAGES`; of one that doesn't, nothing is known.
    """
    for key, message in messages_of(check).items():
        if not message.when(options):
            continue
        text = messages.get(key, "" if message.is_own else messages.get("", ""))
        unknown = next((name for name in placeholders(text) if name not in message.values), "")
        if text and not unknown:
            continue
        named = f"the message '{key}'" if key else "the main message"
        if key in messages:
            return f"{named} asks for {{{unknown}}}; there is only {_listed(message.values)}"
        why = f", as the main one asks for {{{unknown}}}" if unknown else ""
        return (
            f"the rule needs {named} for what these options find{why}: add it to the rule's `messages`, where it can "
            f"have {_listed(message.values)}, or take out the option"
        )
    return ""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names) or "no values"


def placeholders(message: str) -> list[str]:
    """The names in the braces of a message. Raises ValueError, which says what is wrong with it."""
    try:
        parts = list(string.Formatter().parse(message))
    except ValueError as error:
        raise ValueError(f"{error}; a brace that is meant as one is written twice") from None
    found = [(name, format_, conversion) for _, name, format_, conversion in parts if name is not None]
    for name, format_, conversion in found:
        if not name.isidentifier() or format_ or conversion:
            raise ValueError("braces have the name of a value, and nothing else; one that is meant is written twice")
    return [name for name, _, _ in found]


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
    if to is float and isinstance(value, int | float) and not isinstance(value, bool):
        if not -sys.float_info.max <= value <= sys.float_info.max:  # nan is not, either
            raise ValueError("a finite number")
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
