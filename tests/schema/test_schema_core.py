"""The short way through simple schemas: it agrees with jsonschema on everything it takes on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from contentlint.schema.core import holds, is_simple

BLOG = Path(__file__).parents[2] / "examples" / "blog"

names = st.sampled_from(["a", "b", "c"])
scalars = (
    st.none() | st.booleans() | st.integers(-3, 5) | st.sampled_from([0.0, 1.0, 1.5, "", "a", "abc", "2026-01-01"])
)
data = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=6
)
types = st.sampled_from(["string", "number", "integer", "boolean", "array", "object", "null"])


def bigger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, min_size=1, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": types | st.lists(types, min_size=1, max_size=3, unique=True),
            "enum": st.lists(scalars, min_size=1, max_size=3),
            "const": scalars,
            "properties": st.dictionaries(names, inner, max_size=3),
            "required": st.lists(names, max_size=2, unique=True),
            "additionalProperties": inner,
            "items": inner,
            "anyOf": some,
            "oneOf": some,
            "allOf": some,
            "minLength": st.integers(0, 3),
            "maxLength": st.integers(0, 3),
            "minItems": st.integers(0, 2),
            "maxItems": st.integers(0, 2),
            "minimum": st.integers(-2, 3),
            "maximum": st.integers(-2, 3),
            "format": st.just("date"),
            "title": st.just("a note"),
        },
    )


schemas = st.recursive(
    st.booleans() | st.just({"$ref": "#/definitions/a"}) | st.builds(lambda t: {"type": t}, types), bigger, max_leaves=6
)


@given(bigger(schemas), schemas.filter(lambda s: "$ref" not in json.dumps(s)), data)
@settings(deadline=None, max_examples=400)
def test_it_agrees_with_the_library(schema: dict[str, Any], definition: Any, value: Any) -> None:
    schema["definitions"] = {"a": definition}
    assert is_simple(schema)
    for draft in (Draft7Validator, Draft202012Validator):
        draft.check_schema(schema)
        assert holds(schema, value) == draft(schema).is_valid(value)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "strin"},
        {"type": []},
        {"required": True},
        {"pattern": "a"},
        {"$ref": "#/definitions/gone"},
        {"$ref": "other.json"},
        {"$ref": "#"},
        {"$ref": "#/definitions/a", "type": "string", "definitions": {"a": {}}},
        {"$schema": "http://json-schema.org/draft-04/schema#"},
        {"$id": "https://example.com/a.json"},
        {"properties": {"a": {"uniqueItems": True}}},
        {"enum": [[1]]},
        {"minLength": -1},
        {"anyOf": []},
        {"if": {}},
    ],
)
def test_what_is_left_to_the_library(schema: dict[str, Any]) -> None:
    assert not is_simple(schema)


def test_a_reference_to_itself_ends() -> None:
    schema = {"definitions": {"a": {"$ref": "#/definitions/a"}}, "$ref": "#/definitions/a"}
    assert not holds(schema, {})


def test_a_clean_post_imports_no_jsonschema() -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "import datetime as dt\n"
        "from contentlint.run import runner\n"
        f"post = Path({str(BLOG)!r}) / 'src/content/blog/why-i-started-riding.md'\n"
        "outcome = runner.check([post], runner.Options(today=dt.date(2026, 11, 23), use_cache=False, jobs=1))\n"
        "assert outcome.files == 1 and not outcome.findings and not outcome.problems\n"
        "assert not {'jsonschema', 'referencing', 'httpx', 'textstat'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
