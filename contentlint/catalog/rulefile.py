"""The files of `rules/`: rules and word lists, checked strictly, told precisely when wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from contentlint.catalog.datafile import DataFile
from contentlint.catalog.found import find_check
from contentlint.catalog.lexicon import WordExample, WordList, endless, is_number, why_wrong
from contentlint.catalog.options import as_options, messages_of, placeholders, why_unsaid
from contentlint.catalog.rule import CATEGORIES, Example, Rule
from contentlint.errors import RuleError, nearest
from contentlint.finding import SAFETIES, SEVERITIES, Severity
from contentlint.guard.userdata import shown

if TYPE_CHECKING:
    from contentlint.evidence.visited import SourceResult

_RULE_KEYS = (
    "id", "category", "check", "severity", "summary", "message", "messages", "why", "needs", "languages", "options",
    "enabled", "fix", "was", "examples",
)  # fmt: skip
_REQUIRED = ("id", "check", "severity", "summary", "why")
_EXAMPLE_KEYS = ("bad", "good", "today", "path", "options", "fixed", "files", "sources")
_NEEDS = ("site", "posts", "sources", "ledger", "suppressions")
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")
_LIST_KEYS = ("id", "summary", "beside", "terms", "values", "examples")


def _no_such_key(file: DataFile, key: Any, known: tuple[str, ...], where: str = "", *at: str | int) -> RuleError:
    hint = nearest(str(key), known)
    more = f"; did you mean '{hint}'?" if hint else f"; known here: {', '.join(known)}"
    return file.error(f"unknown key {shown(key)}{where}{more}", *(at or (key,)))


def read_words(path: Path, *, examples: bool, strict: bool) -> tuple[str, WordList]:
    """The name and the word list of one file. Raises RuleError."""
    file = DataFile(path, examples=examples)
    data = file.data
    for key in data:
        if key not in _LIST_KEYS:
            raise _no_such_key(file, key, _LIST_KEYS)
    terms, values = data.get("terms") or [], data.get("values") or {}
    if not isinstance(data.get("id"), str) or not data["id"] or not isinstance(terms, list) or not (terms or values):
        raise file.error("a word list needs an `id` and a list of `terms`")
    for number, term in enumerate(terms):
        if not isinstance(term, str):
            raise file.error(f"term {shown(term)} is not text: put it in quotes", "terms", number)
        if strict and (wrong := why_wrong(term) or ("" if examples else endless(term))):
            raise file.error(wrong, "terms", number)
    if not isinstance(values, dict) or not all(isinstance(name, str) and is_number(v) for name, v in values.items()):
        raise file.error("`values` must map names to numbers", "values")
    for key in ("beside", "summary"):
        if not isinstance(data.get(key, ""), str):
            raise file.error(f"`{key}` must be a text", key)
    listed = _list_of(file, "examples") if examples else []
    return data["id"], WordList(
        tuple(terms),
        beside=data.get("beside", ""),
        values=values,
        path=str(path),
        summary=" ".join(data.get("summary", "").split()),
        examples=tuple(_word_example(file, number, given) for number, given in enumerate(listed)),
    )


def _list_of(file: DataFile, key: str) -> list[Any]:
    found = file.data.get(key) or []
    if not isinstance(found, list):
        raise file.error(f"`{key}` must be a list, each entry after a `-`", key)
    return found


def _word_example(file: DataFile, number: int, data: Any) -> WordExample:
    if not isinstance(data, dict) or len(data) != 1 or not data.keys() <= {"match", "pass"}:
        raise file.error("an example of a word list has either `match` or `pass`, a text", "examples", number)
    text, spans = file.marked(next(iter(data.values())), number)
    if ("match" in data) != bool(spans):
        raise file.error("`match` marks what is found with ⟦ and ⟧; `pass` has none", "examples", number)
    return WordExample(text, spans, file.line("examples", number))


def read_rule(path: Path, *, examples: bool = True, strict: bool = True) -> Rule:
    """One rule file. Raises RuleError with file, line and the nearest valid key.

    Unless `strict`, its check is not imported, and its options and messages not held against it, until it is to run.
    """
    file = DataFile(path, examples=examples)
    data = file.data
    for key in data:
        if key not in _RULE_KEYS:
            raise _no_such_key(file, key, _RULE_KEYS)
    for key in _REQUIRED:
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise file.error(f"a rule needs `{key}`, a text", key)
    if not _NAME.fullmatch(data["id"]):
        raise file.error(f"id {shown(data['id'])} must be lower-case words joined by hyphens", "id")
    if data["severity"] not in SEVERITIES:
        raise file.error(f"severity {shown(data['severity'])} is not one of {', '.join(SEVERITIES)}", "severity")
    needs = _list_of(file, "needs")
    if any(need not in _NEEDS for need in needs):
        raise file.error(f"`needs` is a list of: {', '.join(_NEEDS)}", "needs")
    languages = _list_of(file, "languages")
    if not all(isinstance(code, str) and re.fullmatch(r"[a-z]{2,3}", code) for code in languages):
        raise file.error("`languages` is a list of codes such as en, de", "languages")
    if not isinstance(data.get("enabled", True), bool):
        raise file.error("`enabled` must be true or false", "enabled")
    if data.get("fix", "safe") not in SAFETIES:
        raise file.error(f"`fix` is one of {', '.join(SAFETIES)}", "fix")
    options = data.get("options") or {}
    messages = _messages(file)
    if strict:
        _hold_against_check(file, options, messages)
    return Rule(
        id=data["id"],
        category=_category(file),
        check=data["check"],
        severity=cast(Severity, data["severity"]),
        summary=data["summary"].strip(),
        messages=messages,
        why=data["why"].strip(),
        options=options,
        examples=tuple(_example(file, n, e) for n, e in enumerate(_list_of(file, "examples"))) if examples else (),
        path=str(path),
        needs=tuple(needs),
        languages=tuple(languages),
        enabled=data.get("enabled", True),
        was=_former(file),
        fix=data.get("fix", "safe"),
    )


def _former(file: DataFile) -> tuple[str, ...]:
    """The ids that a rule had before."""
    names = _list_of(file, "was")
    for number, name in enumerate(names):
        if not isinstance(name, str) or not _NAME.fullmatch(name) or name == file.data["id"]:
            raise file.error(f"`was` is a list of other ids that the rule had, not {shown(name)}", "was", number)
    return tuple(names)


def _category(file: DataFile) -> str:
    """The category that a rule names, or that of its folder: one of the built-in ones, or one of the user's own."""
    category = file.data.get("category", file.path.parent.name)
    if category in CATEGORIES:
        return str(category)
    hint, is_name = nearest(str(category), CATEGORIES), isinstance(category, str) and _NAME.fullmatch(category)
    if hint or not is_name:
        more = f"; did you mean '{hint}'?" if hint else ", nor one of your own: lower-case words joined by hyphens"
        if "category" not in file.data:
            more += ". It is the name of the folder: call that otherwise, or say `category:`"
        raise file.error(f"category {shown(category)} is not one of {', '.join(CATEGORIES)}{more}", "category")
    return str(category)


def _messages(file: DataFile) -> dict[str, str]:
    """The messages of a rule by their keys, the main one at "", each on one line."""
    given = file.data.get("messages") or {}
    if not isinstance(given, dict) or not all(isinstance(key, str) for key in given):
        raise file.error("`messages` must map keys to texts", "messages")
    if "message" in file.data:
        given = {"": file.data["message"], **given}
    if not given:
        raise file.error("a rule needs a `message`")
    for key, text in given.items():
        at = ("messages", key) if key in (file.data.get("messages") or {}) else ("message",)
        if not isinstance(text, str) or not text.strip():
            raise file.error(f"a message must be a text, not {shown(text)}", *at)
        try:
            placeholders(text)
        except ValueError as problem:
            raise file.error(f"the message {shown(text)} can't be filled: {problem}", *at) from None
    return {key: " ".join(text.split()) for key, text in given.items()}


def _hold_against_check(file: DataFile, options: Any, messages: Mapping[str, str]) -> None:
    """Raises RuleError for a check that is not there, and for options and messages that it can't have."""
    check = find_check(file.data["check"], file)
    filled = as_options(check, options, lambda message, key: file.error(message, "options", key))
    known = ("", *(messages_of(check) or messages))
    for key in messages:
        if key not in known:
            raise _no_such_key(file, key, tuple(filter(None, known)), " in `messages`", "messages", key)
    if wrong := why_unsaid(check, filled, messages):
        raise file.error(wrong, "messages" if "messages" in file.data else "message")


def _example(file: DataFile, number: int, data: Any) -> Example:
    if not isinstance(data, dict) or ("bad" in data) == ("good" in data):
        raise file.error("an example has either `bad` or `good`, a text", "examples", number)
    for key in data:
        if key not in _EXAMPLE_KEYS:
            raise _no_such_key(file, key, _EXAMPLE_KEYS, " in an example", "examples", number)
    text, spans = file.marked(data.get("bad", data.get("good")), number)
    if ("bad" in data) != bool(spans):
        raise file.error(
            "a bad example marks what must be reported with ⟦ and ⟧; a good one has none", "examples", number
        )
    today = data.get("today")
    if today is not None and (not isinstance(today, dt.date) or isinstance(today, dt.datetime)):
        raise file.error(f"today {shown(today)} is not a date (YYYY-MM-DD)", "examples", number)
    path = data.get("path", "post.md")
    if not isinstance(path, str) or not path.strip("/.") or "\0" in path:
        raise file.error(f"path {shown(path)} is not the path of a post", "examples", number)
    if not isinstance(data.get("fixed", ""), str):
        raise file.error("`fixed` must be the text after the fix", "examples", number)
    files = _table_of(file, number, data, "files")
    if not all(isinstance(text, str) for text in files.values()):
        raise file.error("`files` must map paths to texts", "examples", number)
    return Example(
        text=text,
        spans=spans,
        is_bad="bad" in data,
        line=file.line("examples", number),
        path=path,
        today=today,
        options=_table_of(file, number, data, "options"),
        fixed=data.get("fixed"),
        files=files,
        sources={
            url: _source(file, number, url, page) for url, page in _table_of(file, number, data, "sources").items()
        },
    )


def _table_of(file: DataFile, number: int, data: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = data.get(key, {})
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found):
        raise file.error(f"`{key}` of an example must map names to values", "examples", number)
    return found


def _source(file: DataFile, number: int, url: str, fields: Any) -> SourceResult:
    """A page of an example, as it is described."""
    from contentlint.evidence.visited import from_fields

    try:
        if not isinstance(fields, dict):
            raise ValueError("its fields must be a mapping")
        return from_fields(url, fields)
    except (TypeError, ValueError) as error:
        raise file.error(f"the source {shown(url)} of an example: {error}", "examples", number) from None
