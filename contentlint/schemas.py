"""JSON Schemas for front matter: how they are loaded, and what they say. Nothing is ever fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin

from contentlint import schema_core
from contentlint.errors import ConfigError

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_BASE = "file:///"


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

    try:
        if isinstance(instance, str) and not re.search(pattern, instance):
            yield ValidationError(f"{instance!r} does not match {pattern!r}")
    except re.error:
        return


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
    uri: str = _BASE
    documents: Mapping[str, Any] = field(default_factory=dict)

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

    @cached_property
    def is_simple(self) -> bool:
        """True when clean posts need no jsonschema."""
        return not self.documents and schema_core.is_simple(self.data)

    @cached_property
    def validator(self) -> Validator:
        """The validator, for the draft that `$schema` names (draft 7 when it names none). Imports jsonschema.

        A `pattern` is matched by Python's `re`: one that `re` can't read (`\\p{L}`) lets everything pass, and one can
        be slow on purpose, so whoever runs this guards its time.
        """
        from jsonschema import Draft7Validator
        from jsonschema.validators import extend, validator_for

        draft = validator_for(self.data, default=Draft7Validator)
        cls: type[Validator] = extend(draft, {"pattern": _pattern})  # type: ignore[no-untyped-call]
        return cls({"$ref": self.uri}, registry=self._registry)

    def faults(self, data: Mapping[str, Any]) -> list[Fault]:
        """What the schema says against `data`; several missing keys of one place are one fault.

        Raises ConfigError for a schema that refers to itself without end.
        """
        if self.is_simple and schema_core.holds(self.data, data):
            return []
        found: list[Fault] = []
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
        for part in self._parts(self.data, None, 0):
            for key, schema in (part.get("properties") or {}).items():
                if isinstance(schema, Mapping):
                    found.setdefault(key, schema)
        return found

    def _parts(self, schema: Any, resolver: Any, depth: int) -> Iterator[Mapping[str, Any]]:
        if not isinstance(schema, Mapping) or depth > 16:
            return
        yield schema
        if isinstance(schema.get("$ref"), str):
            if self.is_simple:
                yield from self._parts(schema_core.target(self.data, schema["$ref"]), None, depth + 1)
            else:
                resolved = (resolver or self._registry.resolver(self.uri)).lookup(schema["$ref"])
                yield from self._parts(resolved.contents, resolved.resolver, depth + 1)
        for word in ("allOf", "anyOf", "oneOf"):
            for part in schema.get(word) or ():
                yield from self._parts(part, resolver, depth + 1)

    def formats(self, key: str) -> set[str]:
        """The `format` words of a top-level key, through `$ref` and alternatives: {"date", "date-time"} …"""
        parts = self._parts(self.properties.get(key), None, 0)
        return {part["format"] for part in parts if isinstance(part.get("format"), str)}


Read = Callable[[str], str | None]
"""The text of a file by its path, None when there is no such file."""


def load(path: str, read: Read) -> Schema:
    """The schema in the JSON file `path` with the files that its `$ref`s name.

    Raises ConfigError: no such file, not JSON, not a JSON Schema, a `$ref` to a web address (never fetched) or to
    nothing.
    """
    text = read(path)
    if text is None:
        raise ConfigError("there is no such file; front-matter.schema names it", path=path)
    uri = _BASE + path.lstrip("/")
    data = _json(path, text)
    return _sound(Schema(path, data, uri=_own_uri(data, uri), documents=_collect(path, uri, data, read)))


def inline(data: Mapping[str, Any], name: str = "the schema in the configuration") -> Schema:
    """A schema given as data. Raises ConfigError as `load` does; it may refer to no other file."""
    try:
        documents = _collect(name, _BASE, data, lambda _: None)
    except ConfigError as error:
        raise ConfigError(f"{name}: {error.message}") from None
    return _sound(Schema(name, data, uri=_own_uri(data, _BASE), documents=documents))


def profile(generator: str, text: str) -> Schema:
    """A built-in profile from the text of its YAML file."""
    import yaml

    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Schema(f"the {generator.capitalize()} profile", data, profile=True)


def _json(path: str, text: str) -> Mapping[str, Any]:
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise ConfigError(f"not JSON: {error.msg}", path=path, line=error.lineno) from None
    except RecursionError:
        raise ConfigError("nested too deep to read", path=path) from None
    if not isinstance(data, Mapping):
        raise ConfigError("a schema must be an object", path=path)
    return data


def _own_uri(data: Mapping[str, Any], uri: str) -> str:
    own = data.get("$id") or data.get("id")
    return urldefrag(urljoin(uri, own)).url if isinstance(own, str) else uri


def _references(data: Any) -> Iterator[str]:
    """Every `$ref` and `$dynamicRef`, not those among the data of `enum`, `const`, `default` and `examples`."""
    stack = [data]
    while stack:
        part = stack.pop()
        if isinstance(part, Mapping):
            for key, value in part.items():
                if key in ("$ref", "$dynamicRef", "$recursiveRef") and isinstance(value, str):
                    yield value
                elif key not in ("enum", "const", "default", "examples"):
                    stack.append(value)
        elif isinstance(part, list):
            stack.extend(part)


def _identities(data: Any, base: str) -> Iterator[str]:
    stack = [data]
    while stack:
        part = stack.pop()
        if isinstance(part, Mapping):
            for word in ("$id", "id"):
                if isinstance(part.get(word), str):
                    yield urldefrag(urljoin(base, part[word])).url
            stack.extend(part.values())
        elif isinstance(part, list):
            stack.extend(part)


def _property_patterns(data: Any) -> Iterator[str]:
    stack = [data]
    while stack:
        part = stack.pop()
        if isinstance(part, Mapping):
            patterns = part.get("patternProperties")
            yield from patterns if isinstance(patterns, Mapping) else ()
            stack.extend(part.values())
        elif isinstance(part, list):
            stack.extend(part)


def _collect(path: str, uri: str, data: Mapping[str, Any], read: Read) -> dict[str, Any]:
    """The schema files that `data` refers to, each by its URI, and theirs in turn."""
    documents: dict[str, Any] = {}
    waiting = [(path, _own_uri(data, uri), data)]
    known = {uri, *_identities(data, uri)}
    while waiting:
        from_path, base, document = waiting.pop()
        for reference in _references(document):
            target = urldefrag(urljoin(base, reference)).url
            if not target or target in known or target in documents or _is_specification(target):
                continue
            written = urldefrag(reference).url
            if "://" in written or written.startswith("//"):
                raise ConfigError(
                    f"refers to {written}, and contentlint fetches no schema; "
                    "copy that file into the repository and refer to it by a relative path",
                    path=path,
                )
            file = _beside(from_path, unquote(written))
            text = read(file)
            if text is None:
                raise ConfigError(f"refers to {written!r}, and there is no file {file!r}", path=from_path)
            documents[target] = _json(file, text)
            known.update(_identities(documents[target], target))
            waiting.append((file, target, documents[target]))
    return documents


def _is_specification(uri: str) -> bool:
    if "//json-schema.org/" not in uri:
        return False
    from jsonschema_specifications import REGISTRY

    return uri.rstrip("#") in REGISTRY


def _beside(path: str, reference: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(path).parent / reference).parts:
        if part == ".." and parts and parts[-1] not in ("..", "/"):
            parts.pop()
        elif part != ".":
            parts.append(part)
    return str(PurePosixPath(*parts))


def _sound(schema: Schema) -> Schema:
    """`schema` itself. Raises ConfigError when the draft's own schema refuses it or a `$ref` leads to nothing."""
    if schema.is_simple:
        return schema
    from jsonschema import FormatChecker
    from jsonschema.exceptions import SchemaError
    from referencing.exceptions import Unresolvable

    try:
        # Without formats: a pattern that is ECMAScript's and not Python's is no fault of the schema.
        check: Any = type(schema.validator).check_schema
        check(dict(schema.data), format_checker=FormatChecker(()))
    except SchemaError as error:
        place = "/".join(str(part) for part in error.absolute_path) or "its top"
        raise ConfigError(f"not a JSON Schema: at {place}: {error.message}", path=schema.name) from None
    except RecursionError:
        raise ConfigError("nested too deep to read", path=schema.name) from None
    for pattern in _property_patterns([schema.data, *schema.documents.values()]):
        try:
            re.compile(pattern)
        except re.error as error:
            raise ConfigError(f"the key pattern {pattern!r} can't be read: {error}", path=schema.name) from None
    for uri, document in {**schema.documents, schema.uri: schema.data}.items():
        resolver = schema._registry.resolver(uri)
        for reference in _references(document):
            if not reference.startswith("#"):
                continue
            try:
                resolver.lookup(reference)
            except Unresolvable:
                raise ConfigError(f"`$ref` {reference!r} leads to nothing", path=schema.name) from None
    return schema
