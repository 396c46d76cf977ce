"""A JSON Schema that is loaded: what it says of front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, lru_cache, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from contentlint.errors import ConfigError
from contentlint.guard import patterns
from contentlint.guard.limit import ends_matches
from contentlint.guard.records import dataclass, field, replace
from contentlint.guard.userdata import shown
from contentlint.schema import core as schema_core
from contentlint.schema.defined import Dates
from contentlint.schema.values import Date, expected, takes

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

BASE = "file:///"
"""What the path of a schema file is an address below."""
_MOST_DEPTH = 16


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a schema says against a value.

    `word` is the schema's keyword ("type", "required" …) and `limit` what it has there; `path` leads to `instance`
    from the top; `schema` is the part of the schema that says it. `branches` are the faults of each alternative
    of an `anyOf` or `oneOf`. `reason` is the library's own words.
    """

    word: str
    limit: Any
    instance: Any
    path: tuple[str | int, ...]
    schema: Mapping[str, Any]
    reason: str
    branches: tuple[tuple[Fault, ...], ...] = ()


def _fault(error: ValidationError) -> Fault:
    branches: dict[str | int, list[Fault]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(_fault(inner))
    return Fault(
        word=str(error.validator),
        limit=error.validator_value,
        instance=error.instance,
        path=tuple(error.absolute_path),
        schema=error.schema if isinstance(error.schema, Mapping) else {},
        reason=error.message,
        branches=tuple(tuple(branch) for branch in branches.values()),
    )


def _pattern(validator: Validator, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    from jsonschema.exceptions import ValidationError

    regex = _compiled(pattern) if isinstance(instance, str) else None
    if regex is None or not (ends_matches() or len(instance) <= patterns.reach(pattern)):
        return  # what nothing could end is not tried
    if not regex.search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _takes(validator: Validator, name: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    from jsonschema.exceptions import ValidationError

    if not takes(name, instance):
        yield ValidationError(f"{instance!r} is not {expected(name)}")


def _length(
    validator: Validator, limit: int, instance: Any, schema: Any, *, is_least: bool
) -> Iterator[ValidationError]:
    """The bounds of a text's length, which Zod 3 counts in UTF-16 and Zod 4.6 in code points."""
    from jsonschema.exceptions import ValidationError

    if isinstance(instance, str):
        length = len(instance) + sum(char > "\uffff" for char in instance) * is_least
        if (length < limit) if is_least else (length > limit):
            yield ValidationError(f"{instance!r} is too {'short' if is_least else 'long'}")


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """A `pattern` of a schema; None for one that is ECMAScript's and not Python's."""
    try:
        return patterns.read(pattern)
    except ValueError:
        return None


@contextmanager
def told(name: str) -> Iterator[None]:
    """Whatever the libraries make of a schema that is none is one line about it. Raises ConfigError."""
    try:
        yield
    except ConfigError:
        raise
    except RecursionError:
        raise ConfigError("nested too deep to read", path=name) from None
    except Exception as error:  # AttributeError, TypeError, UnknownDialect …: they believe what they are given
        from referencing.exceptions import Unresolvable

        if isinstance(error, Unresolvable):
            raise ConfigError(f"`$ref` {shown(error.ref)} leads to nothing", path=name) from None
        why = " ".join(str(error).split())[:200]
        raise ConfigError(f"can't be used as a JSON Schema: {type(error).__name__}: {why}", path=name) from None


def _of_zod(schema: Any) -> bool:
    """True when a schema has words in it that only those read of a configuration may have."""
    if isinstance(schema, Mapping):
        return "x-takes" in schema or schema.get("type") == "date" or any(map(_of_zod, schema.values()))
    return isinstance(schema, list) and any(map(_of_zod, schema))


@dataclass(frozen=True)
class Schema:
    """A JSON Schema that is known to be sound, with the files it refers to.

    `name` is its path, or what it is ("the Hugo profile"). `documents` are all its files by URI, itself
    at `uri`. A `profile` knows a generator's keys and not the site's own, so unknown keys are nothing to it
    unless they look like a slip.
    """

    name: str
    data: Mapping[str, Any]
    profile: bool = False
    uri: str = BASE
    documents: Mapping[str, Any] = field(default_factory=dict)
    dates: Dates = "json"
    is_advice: bool = False
    """The generator builds without what the schema asks for: it is that of an editor's form."""
    bounds_are_advice: bool = False
    """The generator tells of what is too long or of another form, and goes on."""
    unread: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """How messages call it: by the last part of its path."""
        is_path = self.name.endswith(".json")
        return f"the schema {PurePosixPath(self.name).name}" if is_path else self.name

    def __getstate__(self) -> dict[str, Any]:
        """Without the validator, which can't go to another process."""
        return {k: v for k, v in self.__dict__.items() if k not in ("validator", "_registry")}

    @cached_property
    def _registry(self) -> Any:
        from jsonschema_specifications import REGISTRY
        from referencing import Resource
        from referencing.jsonschema import DRAFT7

        # REGISTRY has the specifications' own schemas and no way to retrieve anything else.
        resources = (
            (uri, Resource.from_contents(document, default_specification=DRAFT7))
            for uri, document in {**self.documents, self.uri: self.data}.items()
        )
        return REGISTRY.with_resources(resources)

    @property
    def _is_of_configuration(self) -> bool:
        return self.dates != "json" or self.is_advice

    @cached_property
    def is_simple(self) -> bool:
        """True when clean posts need no jsonschema."""
        is_own = self._is_of_configuration or not _of_zod(self.data)
        return not self.documents and is_own and schema_core.is_simple(self.data)

    @cached_property
    def validator(self) -> Validator:
        """The validator, for the draft that `$schema` names (draft 7 when it names none). Imports jsonschema.

        A `pattern` is matched by Python's `re`: one that `re` can't read (`\\p{L}`) lets everything pass, and one can
        be slow on purpose, so whoever runs this guards its time.
        """
        from jsonschema import Draft7Validator
        from jsonschema.validators import extend, validator_for

        draft = validator_for(self.data, default=Draft7Validator)
        more: dict[str, Any] = {"pattern": _pattern}
        types = draft.TYPE_CHECKER
        if self._is_of_configuration:
            more |= {"x-takes": _takes}
        if self.dates != "json":
            more |= {"minLength": partial(_length, is_least=True)}
            more |= {"maxLength": partial(_length, is_least=False)}
            types = types.redefine("date", lambda _checker, value: isinstance(value, Date)).redefine(
                "string", lambda _checker, value: isinstance(value, str) and not isinstance(value, Date)
            )
        cls: type[Validator] = extend(draft, more, type_checker=types)  # type: ignore[no-untyped-call]
        return cls({"$ref": self.uri}, registry=self._registry)

    def faults(self, data: Mapping[str, Any]) -> list[Fault]:
        """What the schema says against `data`; several missing keys of one place are one fault.

        Raises ConfigError for a schema that refers to itself without end, and for one that can't be used.
        """
        if self.is_simple and schema_core.holds(self.data, data):
            return []
        found: list[Fault] = []
        with told(self.name):
            try:
                errors = list(self.validator.iter_errors(data))
            except RecursionError:
                raise ConfigError("the schema refers to itself without end", path=self.name) from None
        for error in errors:
            fault = _fault(error)
            if fault.word != "required" or not any(
                f.word == "required" and f.path == fault.path and f.limit == fault.limit for f in found
            ):
                found.append(fault)
        return found

    @cached_property
    def properties(self) -> dict[str, Mapping[str, Any]]:
        """The schema of each key that the top level knows, wherever `$ref`, `allOf`, `anyOf` or `oneOf` has it."""
        found: dict[str, Mapping[str, Any]] = {}
        for part in self._parts(self.data):
            for key, schema in (part.get("properties") or {}).items():
                if isinstance(schema, Mapping):
                    found.setdefault(key, schema)
        return found

    def _parts(self, schema: Any) -> Iterator[Mapping[str, Any]]:
        """A part of the schema with all that `$ref` and alternatives add to it, each once."""
        waiting: list[tuple[Any, Any, int]] = [(schema, None, 0)]
        seen: set[int] = set()
        while waiting:
            part, resolver, depth = waiting.pop()
            if not isinstance(part, Mapping) or id(part) in seen or depth > _MOST_DEPTH:
                continue
            seen.add(id(part))
            yield part
            inner = [(p, resolver, depth + 1) for word in ("allOf", "anyOf", "oneOf") for p in part.get(word) or ()]
            inner += [(part["then"], resolver, depth + 1)] if "then" in part else []
            if isinstance(part.get("$ref"), str):
                inner.insert(0, (*self._referred(part["$ref"], resolver), depth + 1))
            waiting.extend(reversed(inner))

    def _referred(self, reference: str, resolver: Any) -> tuple[Any, Any]:
        """What a reference leads to, and the resolver for the references in there. Raises ConfigError."""
        if self.is_simple:
            return schema_core.target(self.data, reference), None
        with told(self.name):
            resolved = (resolver or self._registry.resolver(self.uri)).lookup(reference)
        return resolved.contents, resolved.resolver

    def over(self, profile: Schema) -> Schema:
        """The schema of an editor's form, with what is known of the generator's own keys beside it."""
        known = profile.data.get("properties") or {}
        own = self.data.get("properties") or {}
        rest = {word: part for word, part in profile.data.items() if word != "properties"}
        both = {key: {"allOf": [known[key], own[key]]} for key in known.keys() & own.keys()}
        data = {**rest, **self.data, "properties": {**known, **own, **both}}
        return replace(self, data=data, profile=True)

    def formats(self, key: str) -> set[str]:
        """The `format` words of a top-level key, through `$ref` and alternatives: {"date", "date-time"} …

        Empty where one alternative takes any text: "present" does as well as a date there.
        """
        parts = list(self._parts(self.properties.get(key)))
        choices = (one for part in parts for word in ("anyOf", "oneOf") for one in part.get(word) or ())
        if any(map(_is_any_text, choices)):
            return set()
        return {part["format"] for part in parts if isinstance(part.get("format"), str)}


_NARROWING = frozenset(("format", "enum", "const", "pattern", "$ref", "allOf", "anyOf", "oneOf", "not"))


def _is_any_text(schema: Any) -> bool:
    """True for an alternative that is met by every text, or by every one of some length."""
    return isinstance(schema, Mapping) and schema.get("type") == "string" and _NARROWING.isdisjoint(schema)
