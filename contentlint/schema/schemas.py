"""JSON Schemas for front matter: how they are loaded, and which of them are refused. Nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from contentlint.errors import ConfigError
from contentlint.guard import patterns
from contentlint.guard.userdata import Unreadable, json_of, shown
from contentlint.schema.model import BASE, Fault, Schema, told

__all__ = ["Fault", "Read", "Schema", "inline", "load", "profile"]

_DATA = ("enum", "const", "default", "examples")
"""Keywords with values of the front matter, in which nothing is a schema."""

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
    uri = BASE + path.lstrip("/")
    data = _json(path, text)
    return _sound(Schema(path, data, uri=_own_uri(data, uri), documents=_collect(path, uri, data, read)))


def inline(data: Mapping[str, Any], name: str = "the schema in the configuration") -> Schema:
    """A schema given as data. Raises ConfigError as `load` does; it may refer to no other file."""
    try:
        documents = _collect(name, BASE, _named(name, data), lambda _: None)
    except ConfigError as error:
        raise ConfigError(f"{name}: {error.message}") from None
    return _sound(Schema(name, data, uri=_own_uri(data, BASE), documents=documents))


def profile(generator: str, text: str) -> Schema:
    """A built-in profile from the text of its YAML file."""
    import yaml

    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Schema(f"the {generator.capitalize()} profile", data, profile=True)


def _json(path: str, text: str) -> Mapping[str, Any]:
    try:
        data = json_of(text)
    except Unreadable as error:
        raise ConfigError(error.reason.replace("is not valid JSON", "not JSON"), path=path, line=error.line) from None
    if not isinstance(data, Mapping):
        raise ConfigError("a schema must be an object", path=path)
    return _named(path, data)


def _named(path: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema as it is. Raises ConfigError when what it calls itself or refers to is no address."""
    for word, value in _said(data):
        if not isinstance(value, str):
            raise ConfigError(f"`{word}` must be a text, not {shown(value)}", path=path)
        try:
            urlsplit(value)
        except ValueError as error:
            raise ConfigError(f"`{word}` {shown(value)} is no address: {error}", path=path) from None
    return data


def _said(schema: Any) -> Iterator[tuple[str, Any]]:
    """The words of a schema by which it names itself and others, at its top and in the schemas in it."""
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            yield from ((word, part[word]) for word in ("$schema", "$id") if word in part and part is schema)
            yield from ((word, part[word]) for word in ("$id", "$ref") if isinstance(part.get(word), str))
            waiting.extend(value for key, value in part.items() if key not in _DATA)
        elif isinstance(part, list):
            waiting.extend(part)


def _own_uri(data: Mapping[str, Any], uri: str) -> str:
    own = data.get("$id") or data.get("id")
    return _joined(uri, own) if isinstance(own, str) else uri


def _joined(base: str, reference: str) -> str:
    try:
        return urldefrag(urljoin(base, reference)).url
    except ValueError:  # what stands where no schema can, as an `id` among properties
        return ""


def _references(data: Any) -> Iterator[str]:
    """Every `$ref` and `$dynamicRef`, not those among the data of `enum`, `const`, `default` and `examples`."""
    stack = [data]
    while stack:
        part = stack.pop()
        if isinstance(part, Mapping):
            for key, value in part.items():
                if key in ("$ref", "$dynamicRef", "$recursiveRef") and isinstance(value, str):
                    yield value
                elif key not in _DATA:
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
                    yield _joined(base, part[word])
            stack.extend(part.values())
        elif isinstance(part, list):
            stack.extend(part)


def _patterns(data: Any) -> Iterator[tuple[str, bool]]:
    """The regular expressions of a schema, and whether each is one for keys."""
    stack = [data]
    while stack:
        part = stack.pop()
        if isinstance(part, Mapping):
            keys = part.get("patternProperties")
            yield from ((key, True) for key in (keys if isinstance(keys, Mapping) else ()))
            if isinstance(part.get("pattern"), str):
                yield part["pattern"], False
            stack.extend(value for key, value in part.items() if key not in _DATA)
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
            target = _joined(base, reference)
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
    from jsonschema import Draft3Validator, Draft7Validator, FormatChecker
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import validator_for

    for document in (schema.data, *schema.documents.values()):
        with told(schema.name):
            try:
                # Without formats: a pattern that is ECMAScript's and not Python's is no fault of the schema.
                check: Any = validator_for(document, default=Draft7Validator)
                if check is Draft3Validator:
                    raise ConfigError("draft 3 of JSON Schema is not read: write it for draft 7", path=schema.name)
                check.check_schema(dict(document), format_checker=FormatChecker(()))
            except SchemaError as error:
                place = "/".join(str(part) for part in error.absolute_path) or "its top"
                why = " ".join(error.message.split())[:200]
                raise ConfigError(f"not a JSON Schema: at {place}: {why}", path=schema.name) from None
    for pattern, is_key in _patterns([schema.data, *schema.documents.values()]):
        try:
            patterns.read(pattern)
        except ValueError as error:
            # Of values, what `re` calls an error may be fine ECMAScript; what it stumbles over is fine nowhere.
            if is_key or not isinstance(error.__cause__, re.error):
                kind = "key pattern" if is_key else "pattern"
                raise ConfigError(f"the {kind} {shown(pattern)} can't be read: {error}", path=schema.name) from None
    for uri, document in {**schema.documents, schema.uri: schema.data}.items():
        with told(schema.name):
            resolver = schema._registry.resolver(uri)
            for reference in _references(document):
                if reference.startswith("#"):
                    resolver.lookup(reference)
    return schema
