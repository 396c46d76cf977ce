"""Pages made from the rules, the options and the commands, so that they can't drift from them."""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from contentlint.catalog import catalog
from contentlint.catalog.catalog import default_of, help_of
from contentlint.catalog.datafile import with_marks
from contentlint.catalog.options import settable
from contentlint.catalog.rule import Rule
from contentlint.guard import writing
from contentlint.text.language import name_of

_NOTE = "<!-- Made by `python -m contentlint.docs`: do not edit. -->\n\n"
_DOCS = Path(__file__).parent.parent / "docs"


_NEEDS = {
    "site": "the site",
    "posts": "the site's other posts",
    "sources": "the audit",
    "ledger": "a [ledger](../ledger.md)",
    "suppressions": "all other rules",
}
"""What a rule needs beside the post, in words."""


def rule_page(rule: Rule) -> str:
    """The page of a rule, as Markdown."""
    lines = [f"# {rule.category}/{rule.id}", "", _NOTE.strip(), "", rule.summary, "", f"Severity: {rule.severity}"]
    if not rule.enabled:
        lines[-1] += " (off unless you switch it on)"
    if rule.needs:
        lines[-1] += f". Needs: {', '.join(_NEEDS[need] for need in rule.needs)}"
    if rule.languages:
        names = " and ".join(name_of(code) for code in rule.languages)
        lines[-1] += f". Judges posts in {names} only"
    if rule.was:
        lines[-1] += f". It was called {' and '.join(f'`{old}`' for old in rule.was)} before"
    lines += ["", "## Why", "", rule.why, ""]
    options = settable(catalog.find_check(rule.check))
    if options:
        lines += ["## Options", "", "| option | default | |", "|---|---|---|"]
        for option in options:
            default = default_of(option, rule).replace("|", "\\|")
            lines.append(f"| `{option.name.replace('_', '-')}` | `{default}` | {help_of(option)} |")
        first = min(options, key=lambda option: (default_of(option, rule)[:1] == "{", len(default_of(option, rule))))
        lines += [
            "", "```toml", f"[rules.{rule.id}]", f'severity = "{rule.severity}"',
            f"{first.name.replace('_', '-')} = {default_of(first, rule)}", "```", "",
        ]  # fmt: skip
    lines += _switch(rule)
    for title, is_bad in (("Reported", True), ("Not reported", False)):
        lines += [f"## {title}", ""]
        for example in [e for e in rule.examples if e.is_bad is is_bad]:
            marked = with_marks(example.text, example.spans)
            lines += ["````text", *marked.rstrip("\n").split("\n"), "````", ""]
    return "\n".join(lines).rstrip() + "\n"


def _switch(rule: Rule) -> list[str]:
    """How a rule is switched off, for all posts, for some, and at one place; and on, if it is off by itself."""
    title, said = ("off", '"off"') if rule.enabled else ("on, and off again", f'"{rule.severity}"   # or "off"')
    return [
        f"## Switch it {title}", "",
        "In `contentlint.toml`, for all posts and for some:", "",
        "```toml", "[rules]", f"{rule.id} = {said}", "", "[[overrides]]", 'paths = ["archive/**"]',
        f'rules = {{ {rule.id} = "off" }}', "```", "",
        "In a post, for the next line with the reason, or in its front matter for all of it:", "",
        "```markdown", f"<!-- contentlint-disable-next-line {rule.id} -- why -->", "```", "",
        "```yaml", f"contentlint: {{ignore: [{rule.id}]}}", "```", "",
    ]  # fmt: skip


def rules_index(loaded: catalog.Catalog) -> str:
    """The list of all rules."""
    lines = ["# Rules", "", _NOTE.strip(), "", "⟦…⟧ in the examples marks what is reported.", ""]
    category = ""
    for rule in loaded.rules.values():
        if rule.category != category:
            category = rule.category
            lines += ["", f"## {category}", "", "| rule | severity | finds |", "|---|---|---|"]
        severity = rule.severity if rule.enabled else "off"
        lines.append(f"| [{rule.id}](rules/{rule.id}.md) | {severity} | {rule.summary} |")
    return "\n".join(lines) + "\n"


def json_type(hint: Any) -> dict[str, Any]:
    """A type annotation as JSON Schema."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [json_type(a) for a in arguments]}
    if origin in (tuple, list, frozenset):
        return {"type": "array", "items": json_type(arguments[0])}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": json_type(arguments[1])}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return table_schema(hint)
    names = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
    return {"type": names[hint]} if hint in names else {}


def table_schema(settings: type) -> dict[str, Any]:
    """The JSON Schema of a settings dataclass."""
    hints = typing.get_type_hints(settings)
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            f.name.replace("_", "-"): {"description": help_of(f), **json_type(hints[f.name])}
            for f in dataclasses.fields(settings)
            if not (f.metadata.get("internal") or f.metadata.get("fixed"))
        },
    }


def config_schema(loaded: catalog.Catalog) -> dict[str, Any]:
    """The JSON Schema of `contentlint.toml`."""
    from contentlint.run.config import Config
    from contentlint.site import SiteSettings
    from contentlint.sources import SourceSettings

    severity = {"enum": ["error", "warning", "info", "off", "on"]}
    rules: dict[str, Any] = {rule.category: severity for rule in loaded.rules.values()}
    for rule in loaded.rules.values():
        table = table_schema(catalog.find_check(rule.check).Options)
        table["properties"]["severity"] = severity
        rules[rule.id] = {"description": rule.summary, "anyOf": [severity, table]}
    schema = table_schema(Config)
    schema["properties"]["rules"] = {"type": "object", "properties": rules}
    schema["properties"]["site"] = table_schema(SiteSettings)
    schema["properties"]["sources"] = table_schema(SourceSettings)
    change = {"type": "array", "items": {"type": "string"}}
    lists = {
        "type": "object", "additionalProperties": False,
        "properties": {
            "add": change, "remove": change, "set": {"type": "object", "additionalProperties": {"type": "number"}},
        },
    }  # fmt: skip
    schema["properties"]["vocabulary"] = {
        "type": "object", "additionalProperties": False, "properties": dict.fromkeys(sorted(loaded.vocabulary), lists),
    }  # fmt: skip
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "contentlint.toml", **schema}


_VOCABULARY_EXAMPLE = r"""```toml
[vocabulary.vague-sources]
add = ["the pundits", '/sources? close to \w+/']
remove = ["/did you know(?: that)?/"]

[vocabulary.claim-thresholds]
set = { small-count = 30 }
```
"""


def vocabulary_page(loaded: catalog.Catalog) -> str:
    """Every word list: what it is for, how long it is, its numbers, its examples."""
    lines = [
        "# Word lists", "", _NOTE.strip(), "",
        "The words by which rules decide, one file each in `rules/vocabulary/`. A term is a phrase, matched without "
        "regard to case at word limits, or a regular expression between slashes. Change a list in your "
        "configuration:", "", *_VOCABULARY_EXAMPLE.split("\n"),
        "⟦…⟧ in the examples marks what a list finds; nothing is found in those that have none.", "",
    ]  # fmt: skip
    for name, words in sorted(loaded.vocabulary.items()):
        lines += [f"## {name}", "", words.summary, ""]
        said = [f"{len(words.terms)} terms"] if words.terms else []
        if words.beside:
            said.append(f"looked for beside [{words.beside}](#{words.beside})")
        said += [f"`{key}` = {value:g}" for key, value in words.values.items()]
        lines += [f"{', '.join(said)}.", ""]
        for example in words.examples:
            lines.append(f"- `{with_marks(example.text, example.spans)}`")
        lines += [""] if words.examples else []
    return "\n".join(lines).rstrip() + "\n"


def config_page() -> str:
    """The reference of the configuration file."""
    from contentlint.run.config import Config, FrontMatterSettings, Override
    from contentlint.run.configfile import FactsSettings
    from contentlint.site import SiteSettings
    from contentlint.sources import SourceSettings

    tables = (
        ("Top level", Config), ("`[[overrides]]`", Override), ("`[front-matter]`", FrontMatterSettings),
        ("`[facts]`", FactsSettings),
        ("`[site]`", SiteSettings), ("`[sources]`", SourceSettings),
    )  # fmt: skip
    lines = [
        "# Configuration", "", _NOTE.strip(), "",
        "In `contentlint.toml`, or in `pyproject.toml` below `[tool.contentlint]`. The nearest file holds, going up "
        "from each path. Editors that know JSON Schema can use [config.schema.json](config.schema.json).", "",
    ]  # fmt: skip
    for title, settings in tables:
        lines += [f"## {title}", "", "| key | default | |", "|---|---|---|"]
        for option in dataclasses.fields(settings):
            if not option.metadata.get("internal"):
                default = default_of(option).replace("|", "\\|")
                lines.append(f"| `{option.name.replace('_', '-')}` | `{default}` | {help_of(option)} |")
        lines.append("")
    lines += _profiles()
    lines += ["## `[vocabulary.<list>]`", "", "The [word lists](vocabulary.md) and how to change them.", ""]
    return "\n".join(lines).rstrip() + "\n"


_EXTEND = """A configuration can build on others: `extend = "seo"`, or a list, of which the later lie over the earlier
and the file itself over all. A name without a slash is a profile that is built in, or that an installed package offers;
one with a slash, or that ends in `.toml`, is a file of the repository, its path as seen from the configuration. In
`[rules]`, `"on"` is the severity that a rule has by itself.

```toml
extend = ["seo", "style/house.toml"]

[rules]
images = "on"
long-slug = "off"
```

A package offers profiles by entry points of the group `contentlint.profiles`, each with the package that holds the file
(`contentlint.toml`, or `strict.toml` for `housestyle:strict`). It is read as data and never run; its `rule-paths` are
below its own folder, so that it can bring rules along.

```toml
[project.entry-points."contentlint.profiles"]
house = "housestyle"
house-strict = "housestyle:strict"
```
"""


def _profiles() -> list[str]:
    """How configurations are shared, and the built-in profiles."""
    from contentlint.run.profiles import builtin

    lines = ["## Profiles: `extend`", "", *_EXTEND.split("\n"), "| profile | |", "|---|---|"]
    for name, file in builtin().items():
        said = re.match(r"(?:# [^\n]*\n)+", file.read_text("utf-8"))
        lines.append(f"| `{name}` | {' '.join(said[0].replace('# ', ' ').split()) if said else ''} |")
    return [*lines, ""]


def cli_page() -> str:
    """The help of every command."""
    import click

    from contentlint.cli import COMMANDS, main

    context = click.Context(main, info_name="contentlint", max_content_width=100, terminal_width=100)
    lines = ["# Commands", "", _NOTE.strip(), "", "```text", main.get_help(context), "```", ""]
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        lines += [f"## contentlint {name}", "", "```text", command.get_help(inner), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


_PROMISE = """What the commands print with `--format json`. Each has a JSON Schema (draft 2020-12), which describes
this version to the key; the tests hold what the commands print against it.

**The promise**: keys are added, never renamed and never taken away, and none changes its meaning or its type; a
closed list of words (severities, verdicts) may gain one. A program that reads the output leaves alone what it does not
know.

Lines and columns are counted from 1, columns in code points, ends exclusive. `start` and `end` are offsets in code
points from the start of the file's text, without its byte order mark and with its line ends as they are. The output is
UTF-8; half of a surrogate pair, which a broken file name may have, is written as `\\udcff`. What could not be done is
on standard error, too, and makes the exit code 2.
"""


def json_page(schemas: Path) -> str:
    """Every key of the JSON that the commands print, from the schemas in a folder."""
    lines = ["# JSON", "", _NOTE.strip(), "", *_PROMISE.split("\n")]
    for file in sorted(schemas.glob("*.schema.json")):
        schema = json.loads(file.read_text(encoding="utf-8"))
        lines += [f"## {schema['title']}", "", f"{schema['description']} [Schema](schemas/{file.name}).", ""]
        for variant in schema.get("oneOf", [schema]):
            own = _resolved(variant, schema)
            if own is not schema:
                lines += [f"### {own['description']}", ""]
            lines += ["| key | type | |", "|---|---|---|", *_key_rows(own, schema, ""), ""]
    return "\n".join(lines).rstrip() + "\n"


def _resolved(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """A part of a schema, or what it refers to."""
    return schema["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part


def _key_rows(part: dict[str, Any], schema: dict[str, Any], way: str) -> list[str]:
    """A row for each key of an object, or of the objects of a list, with those below it."""
    rows: list[str] = []
    if "items" in part:
        return _key_rows(_resolved(part["items"], schema), schema, f"{way}[]")
    for one in part.get("anyOf", []):
        rows += _key_rows(_resolved(one, schema), schema, way)
    for key, value in part.get("properties", {}).items():
        name = f"{way}.{key}" if way else key
        said = value["description"] + ("" if key in part["required"] else " Not always there.")
        rows.append(f"| `{name}` | {_kind(value, schema)} | {said} |")
        rows += _key_rows(_resolved(value, schema), schema, name)
    return rows


def _kind(part: dict[str, Any], schema: dict[str, Any]) -> str:
    """The type of a value, for people."""
    part = _resolved(part, schema)
    if "enum" in part:
        return ", ".join(f"`{word}`" if word else "empty" for word in part["enum"])
    if "anyOf" in part:
        return " or ".join(_kind(one, schema) for one in part["anyOf"])
    if "items" in part:
        return f"list of {_kind(part['items'], schema)}s"
    kind = part.get("type", "anything")
    return " or ".join([kind] if isinstance(kind, str) else kind)


_CHECKLIST = """A standard for posts, line by line: which rule does what it asks, or why no program can. Rules
"on request" are off by themselves: switch them on in `[rules]`, or begin with
[all of them](../examples/aiagentskit.toml). Among the tests, each line has a post that breaks it and one that keeps it.
"""


def checklist_page(loaded: catalog.Catalog, parts: Sequence[Mapping[str, Any]]) -> str:
    """The lines of an editorial standard, numbered, each with its rules or the reason why there is none."""
    lines = ["# An editorial checklist", "", _NOTE.strip(), "", *_CHECKLIST.split("\n")]
    every = [line for part in parts for line in part["lines"]]
    done, partly = [
        sum("never" not in line and line.get("partly", False) is so for line in every) for so in (False, True)
    ]
    lines += [f"Of {len(every)} lines a program can check {done}, and {partly} in part.", ""]
    number = 0
    for part in parts:
        lines += [f"## {part['part']}", "", "| | what is asked | who checks it |", "|---|---|---|"]
        for line in part["lines"]:
            number += 1
            lines.append(f"| {number} | {line['line']} | {_who(loaded, line)} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _who(loaded: catalog.Catalog, line: Mapping[str, Any]) -> str:
    """The rules that check a line of an editorial standard, or why none does."""
    if "never" in line:
        return f"No program: {line['never'][0].lower()}{line['never'][1:]}."
    named = []
    for id_ in line.get("rules", ()):
        rule = loaded.rules[id_]
        more = "" if rule.enabled else " (on request)"
        named.append(f"[{id_}](rules/{id_}.md){' (audit)' if 'sources' in rule.needs and rule.enabled else more}")
    said = ", ".join(named) or line["by"]
    if line.get("partly"):
        said = f"In part: {said}"
    return f"{said}. {line['note']}" if "note" in line else said


def pages() -> dict[str, str]:
    """Every generated page by its path below `docs/`."""
    loaded = catalog.load(examples=True)
    made = {f"rules/{rule.id}.md": rule_page(rule) for rule in loaded.rules.values()}
    made["rules.md"] = rules_index(loaded)
    made["vocabulary.md"] = vocabulary_page(loaded)
    made["configuration.md"] = config_page()
    made["commands.md"] = cli_page()
    parts = yaml.safe_load((_DOCS / "editorial-checklist.yaml").read_text("utf-8"))
    made["editorial-checklist.md"] = checklist_page(loaded, parts)
    made["json.md"] = json_page(_DOCS / "schemas")
    made["config.schema.json"] = json.dumps(config_schema(loaded), indent=1, ensure_ascii=False) + "\n"
    return made


def main(arguments: list[str]) -> int:
    """`python -m contentlint.docs [--check]`: write the pages, or say which are not current (exit code 1)."""
    root = _DOCS
    made = pages()
    known = {p for p in root.glob("rules/*.md") if f"rules/{p.name}" not in made}
    stale = [p for p, text in made.items() if not (root / p).is_file() or (root / p).read_text("utf-8") != text]
    stale += [f"rules/{p.name}" for p in known]
    if "--check" in arguments:
        for name in stale:
            print(f"docs/{name} is not current: run `python -m contentlint.docs`")
        return 1 if stale else 0
    for page in known:
        page.unlink()
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        writing.write(root / path, text.encode())
    print(f"{len(made)} pages, {len(stale)} changed")
    return 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
