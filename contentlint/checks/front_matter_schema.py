"""Front matter against a JSON Schema: values, missing keys, and keys that the schema doesn't know."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from contentlint.catalog.rule import Context, Message, message
from contentlint.errors import nearest
from contentlint.finding import Edit, Fix, Hit
from contentlint.guard.records import dataclass, field, replace
from contentlint.post.frontmatter import Field, Key
from contentlint.post.post import Post
from contentlint.schema import schemas, words
from contentlint.schema.schemas import Fault, Schema
from contentlint.schema.usual import usual
from contentlint.schema.values import Date, as_dates, expected, is_date_of_yaml
from contentlint.text.spans import Span
from contentlint.text.spelling import is_plural, slip

_TYPES = {
    "string": "a text", "number": "a number", "integer": "a whole number", "boolean": "true or false",
    "array": "a list", "object": "a group of keys", "null": "empty", "date": "a date such as 2026-03-01",
}  # fmt: skip
_LIMITS = {
    "maxLength": "too-long", "minLength": "too-short", "maxItems": "too-many", "minItems": "too-few",
    "maximum": "too-large", "exclusiveMaximum": "too-large", "minimum": "too-small", "exclusiveMinimum": "too-small",
}  # fmt: skip
_PLAIN_WORD = re.compile(r"[A-Za-z][\w ./+-]*[\w+]|[A-Za-z]")
_NOT_PLAIN = re.compile(r"(?i)true|false|null|yes|no|on|off")
Value = str | int | float


@dataclass(frozen=True, slots=True)
class Options:
    report: tuple[Literal["values", "missing", "unknown"], ...] = field(
        default=("values", "missing"),
        metadata={"help": "what to report: values (that the schema doesn't allow), missing (keys), unknown (keys)"},
    )
    allow: tuple[str, ...] = field(
        default=(), metadata={"help": "keys that are never unknown, beside those of the schema"}
    )
    every: bool = field(
        default=False,
        metadata={"help": "report every key outside of a closed schema, not only slips and those in `relied_on`"},
    )
    relied_on: tuple[str, ...] = field(
        default=(),
        metadata={"help": "keys that a writer expects something of; unknown to a closed schema, they are reported"},
    )
    schema: Mapping[str, Any] = field(
        default_factory=dict,
        metadata={"help": "a JSON Schema for every post, in place of the one found or configured for it"},
    )


def _message(kind: str, *values: str) -> Message:
    return message("key", "schema", *values, when=lambda options: kind in options.report)


MESSAGES = {
    "": _message("values", "reason"),
    "no-front-matter": _message("missing", "keys", "reason"),
    "missing": _message("missing", "reason"),
    "missing-near": _message("missing", "written", "reason"),
    "not-allowed": _message("values", "value", "allowed", "reason"),
    "not-allowed-near": _message("values", "value", "allowed", "near", "reason"),
    "wrong-type": _message("values", "expected", "value", "reason"),
    "empty": _message("values", "expected", "reason"),
    **{f"too-{word}": _message("values", "count", "limit", "reason") for word in ("long", "short", "many", "few")},
    **{f"too-{word}": _message("values", "value", "limit", "reason") for word in ("large", "small")},
    "repeated": _message("values", "reason"),
    "pattern": _message("values", "value", "pattern", "reason"),
    "refused": _message("values", "reason"),
    "refused-near": _message("values", "near", "reason"),
    "unknown": _message("unknown"),
    "near": _message("unknown", "near"),
}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit for each fault, on the key or the value that has it; nothing when no schema applies or the front
    matter can't be read."""
    front_matter = post.front_matter
    if any(problem.kind in ("syntax", "unclosed") for problem in front_matter.problems):
        return
    if front_matter.problems and not front_matter.fields:
        return
    schema = schemas.inline(options.schema) if options.schema else context.schema_for(post.path)
    if schema is None:
        return
    fact = ("front-matter-schema", repr(options.schema) if options.schema else schema.name)
    said = post.fact(fact, lambda post: tuple(_Reader(post, schema).read()))
    for kind, key, hit in said:
        if kind not in options.report or (kind == "unknown" and _is_let_be(post, key, hit, options)):
            continue
        if schema.is_advice and hit.severity == "warning" and _is_usual(schema, kind, key, context):
            continue
        yield hit


def _is_usual(schema: Schema, kind: str, key: str, context: Context) -> bool:
    """True for what many posts of the site do against an editor's form."""
    site = context.site
    if site is None or kind == "unknown":
        return False
    fact = f"usual against {schema.name}"
    if fact not in site.routes.facts:
        paths = (page.path for page in site.routes.pages if context.schema_for(site.named(page.path)) is schema)
        posts = (Post(path, site.project.text(path)).front_matter.data for path in paths)
        site.routes.facts[fact] = usual(schema, (as_dates(data, schema.dates, lambda _path: None) for data in posts))
    return (kind, key) in site.routes.facts[fact]


def _is_let_be(post: Post, key: str, hit: Hit, options: Options) -> bool:
    if key in options.allow:
        return True
    if hit.message == "near" or options.every:
        return False
    return key not in options.relied_on or not post.front_matter.data.get(key)


Said = tuple[str, str, Hit]
"""Its kind as in `Options.report`, the key at the top of the front matter, and the hit."""


@dataclass(slots=True)
class _Reader:
    post: Post
    schema: Schema
    places: dict[tuple[Key, ...], Field] = field(default_factory=dict)
    taken: set[tuple[Key, ...]] = field(default_factory=set)
    """Unknown keys that something was said about already."""
    said: set[Span] = field(default_factory=set)
    """The same of values: a form says of them what the generator's schema says."""

    def read(self) -> Iterator[Said]:
        front_matter = self.post.front_matter
        for entry in front_matter:
            self.places.setdefault(entry.path, entry)
        data = as_dates(front_matter.data, self.schema.dates, self._unquoted)
        faults = self.schema.faults(data)
        if front_matter.format is None:
            missing = [f"`{key}`" for f in faults if f.word == "required" for key in f.limit]
            if missing:
                first_line = Span(0, len(self.post.text.splitlines()[0]) if self.post.text else 0)
                keys = words.joined(missing, "and")
                hit = self._hit(first_line, "no-front-matter", keys=keys, reason=f"the post has no {keys}")
                yield "missing", "", replace(hit, severity="warning") if self.schema.is_advice else hit
            return
        # Missing keys come first, so that a slip which stands for one is not called unknown too.
        for fault in sorted(faults, key=lambda fault: (fault.word != "required", bool(fault.schema.get("x-advice")))):
            of_wrong_type = any(f.word == "type" and f.path == fault.path for f in faults)
            if fault.word == "type" or not of_wrong_type:
                yield from self._told(fault)
        yield from self._slips(data)

    def _unquoted(self, path: tuple[Key, ...]) -> str | None:
        """What is written at a path where YAML has it without quotes."""
        entry = self.places.get(path)
        if entry is None or self.post.front_matter.format != "yaml":
            return None
        return None if (written := entry.value_span.cut(self.post.text))[:1] in tuple("'\"|>&!*") else written

    def _told(self, fault: Fault) -> Iterator[Said]:
        """What there is to say of a fault, as a warning where the generator builds nevertheless."""
        is_bound = fault.word in (*_LIMITS, "pattern", "x-takes")
        is_mild = fault.schema.get("x-advice") or (is_bound and self.schema.bounds_are_advice)
        for kind, key, hit in self._explain(fault):
            if kind != "values" or hit.span not in self.said:
                self.said.add(hit.span)
                yield kind, key, replace(hit, severity="warning") if is_mild else hit

    def _explain(self, fault: Fault) -> Iterator[Said]:
        match fault.word:
            case "required":
                yield from self._missing(fault)
            case "additionalProperties" | "unevaluatedProperties" if fault.limit is False:
                yield from self._unknown(fault)
            case "x-takes":
                values: dict[str, Value] = {"expected": expected(fault.limit), "value": self._shown(fault)}
                yield self._value(fault, "empty" if fault.instance in (None, "") else "wrong-type", values)
            case "anyOf" | "oneOf" if fault.branches:
                yield from self._alternatives(fault)
            case "type":
                yield from self._type(fault, words.names(fault.limit), words.is_dated(fault))
            case "enum" | "const":
                yield from self._enum(fault, fault.limit if fault.word == "enum" else [fault.limit])
            case _:
                yield self._value(fault, *_limit(fault))

    def _missing(self, fault: Fault) -> Iterator[Said]:
        known = fault.schema.get("properties") or {}
        for key in fault.limit:
            if key in fault.instance:
                continue
            path = (*fault.path, key)
            others = (self.places.get((*fault.path, k)) for k in fault.instance if k not in known)
            slips = [e for e in others if e and e.path not in self.taken and slip(str(e.path[-1]), [key])]
            if slips:
                self.taken.add(slips[0].path)
                values: dict[str, Value] = {"written": str(slips[0].path[-1]), "reason": fault.reason}
                fix = self._rename(slips[0], key)
                yield "missing", str(path[0]), self._hit(slips[0].key_span, "missing-near", path, fix, **values)
            else:
                yield "missing", str(path[0]), self._hit(self._group(fault.path), "missing", path, reason=fault.reason)

    def _unknown(self, fault: Fault) -> Iterator[Said]:
        known = list(fault.schema.get("properties") or ())
        patterns = list(fault.schema.get("patternProperties") or ())
        free = [k for k in known if k not in fault.instance]
        for key in fault.instance:
            if key in known or any(re.search(pattern, key) for pattern in patterns):
                continue
            near = slip(key, free) or nearest(key, free)
            if fault.schema.get("x-strict"):
                yield from self._refused((*fault.path, key), near)
            else:
                yield from self._stray((*fault.path, key), near)

    def _refused(self, path: tuple[Key, ...], near: str | None) -> Iterator[Said]:
        """A key that stops the build."""
        entry = self.places.get(path)
        if entry is None or path in self.taken:
            return
        self.taken.add(path)
        reason = f"{words.named(path)} is no key of {self.schema.label}"
        if near is None:
            yield "values", str(path[-1]), self._hit(entry.key_span, "refused", path, reason=reason)
        else:
            fix = self._rename(entry, near)
            hit = self._hit(entry.key_span, "refused-near", path, fix, near=near, reason=reason)
            yield "values", str(path[-1]), hit

    def _slips(self, data: Mapping[str, Any]) -> Iterator[Said]:
        """Keys that an open schema lets pass and that are nearly one of its own."""
        known = list(self.schema.properties)
        folded = {k.lower() for k in known} if self.schema.data.get("x-any-case") else set(known)
        for key in data:
            if (key.lower() if self.schema.data.get("x-any-case") else key) in folded:
                continue
            near = slip(key, [k for k in known if k not in data and not is_plural(k, key)])
            if near is not None:
                yield from self._stray((key,), near)

    def _stray(self, path: tuple[Key, ...], near: str | None) -> Iterator[Said]:
        entry = self.places.get(path)
        if entry is None or path in self.taken:
            return
        self.taken.add(path)
        if near is None:
            yield "unknown", str(path[-1]), self._hit(entry.key_span, "unknown", path)
        else:
            # A list under `categories` is no value for `category`.
            is_other = is_plural(near, str(path[-1])) and isinstance(entry.value, (list, dict))
            fix = None if is_other else self._rename(entry, near)
            yield "unknown", str(path[-1]), self._hit(entry.key_span, "near", path, fix, near=near)

    def _alternatives(self, fault: Fault) -> Iterator[Said]:
        """The fault of a value that fits none of several schemas, by the one it comes nearest to."""
        here = [f for branch in fault.branches for f in branch if f.path == fault.path]
        types = [f for f in here if f.word == "type"]
        choices = [f for f in here if f.word in ("enum", "const")]
        if len(types) == len(fault.branches):
            dated = any(map(words.is_dated, types))
            yield from self._type(fault, [name for f in types for name in words.names(f.limit)], dated)
        elif choices and len(choices) + len(types) >= len(fault.branches):
            allowed = [v for f in choices for v in (f.limit if f.word == "enum" else [f.limit])]
            named = [_TYPES.get(name, name) for f in types for name in words.names(f.limit)]
            yield from self._enum(fault, allowed, named)
        else:
            fitting = [b for b in fault.branches if not any(f in types for f in b)]
            for inner in min(fitting or fault.branches, key=len):
                yield from self._explain(inner)

    def _type(self, fault: Fault, names: Sequence[str], dated: bool) -> Iterator[Said]:
        empty = fault.instance is None
        if dated and len(fault.path) == 1 and not empty:
            return  # the check of dates says it better
        kinds = [_TYPES.get(name, name) for name in dict.fromkeys(names) if name != "null"]
        wanted = "a date such as 2026-03-01" if dated else words.joined(kinds, "or")
        if empty and self.schema.profile:
            return  # generators take an empty value for none
        if empty:
            yield self._value(fault, "empty", {"expected": wanted})
            return
        values: dict[str, Value] = {"expected": wanted, "value": self._shown(fault)}
        yield self._value(fault, "wrong-type", values, self._retyped(fault.path, names))

    def _enum(self, fault: Fault, allowed: Sequence[Any], types: Sequence[str] = ()) -> Iterator[Said]:
        texts = [word for word in allowed if isinstance(word, str)]
        shown = words.short(f"'{fault.instance}'") if isinstance(fault.instance, str) else self._shown(fault)
        values: dict[str, Value] = {"value": shown, "allowed": words.joined([words.allowed(allowed), *types], "or")}
        is_text = isinstance(fault.instance, str)
        near = (slip(fault.instance, texts) or nearest(fault.instance, texts)) if is_text else None
        if fault.instance is None and self.schema.profile:
            return  # as above
        if fault.instance is None:
            yield self._value(fault, "empty", {"expected": f"one of {values['allowed']}"})
        elif near is not None:
            values["near"] = f"'{near}'"
            yield self._value(fault, "not-allowed-near", values, self._reworded(fault.path, near))
        else:
            yield self._value(fault, "not-allowed", values)

    # Words and places

    def _hit(
        self, span: Span, message_key: str, path: tuple[Key, ...] = (), fix: Fix | None = None, **values: Value
    ) -> Hit:
        return Hit(span, {"key": words.named(path), "schema": self.schema.label, **values}, message_key, fix)

    def _value(self, fault: Fault, key: str, values: Mapping[str, Value], fix: Fix | None = None) -> Said:
        path = fault.path
        hit = self._hit(self._place(path), key, path, fix, **{"reason": fault.reason, **values})
        return "values", str(path[0]) if path else "", hit

    def _place(self, path: tuple[Key, ...]) -> Span:
        """The value at `path`, its key when it is empty, or the nearest thing around it that has a place."""
        for length in range(len(path), 0, -1):
            if entry := self.places.get(path[:length]):
                return entry.value_span if len(entry.value_span) else entry.key_span
        return self._group(())

    def _group(self, path: tuple[Key, ...]) -> Span:
        """Where a key is missing: the key of the group, or the mark that opens the front matter."""
        for length in range(len(path), 0, -1):
            entry = self.places.get(path[:length])
            if entry is not None:
                cut = entry.key_span.cut(self.post.text)
                return Span(
                    entry.key_span.start,
                    entry.key_span.start + len(cut.splitlines()[0]) if cut else entry.key_span.end,
                )
        start = self.post.front_matter.span.start
        return Span(start, start + (1 if self.post.text.startswith("{", start) else 3))

    def _shown(self, fault: Fault) -> str:
        entry, instance = self.places.get(fault.path), fault.instance
        if isinstance(instance, str):
            is_text = not isinstance(instance, Date) and (entry is None or isinstance(entry.value, str))
            return words.short(f"the text '{instance}'" if is_text else f"the date {instance}")
        if isinstance(instance, bool):
            return "true" if instance else "false"
        if isinstance(instance, (int, float)):
            return f"the number {entry.value_span.cut(self.post.text) if entry else instance}"
        return "a list" if isinstance(instance, list) else "a group of keys"

    # Fixes

    def _rename(self, entry: Field, key: str) -> Fix:
        written = entry.key_span.cut(self.post.text)
        quote = written[0] if written[:1] in ("'", '"') else ""
        return Fix(f"rename to {key}", (Edit(entry.key_span, f"{quote}{key}{quote}"),))

    def _reworded(self, path: tuple[Key, ...], word: str) -> Fix | None:
        entry = self.places.get(path)
        if entry is None or entry.prose is None:
            return None
        written = entry.value_span.cut(self.post.text)
        if written[:1] in ("'", '"') and not set(word) & set("'\"\\\n"):
            new = written[0] + word + written[0]
        elif _PLAIN_WORD.fullmatch(word) and not _NOT_PLAIN.fullmatch(word) and written[:1] not in "|>":
            new = word
        else:
            return None
        return Fix(f"write {word}", (Edit(entry.value_span, new),), "unsafe")  # the nearest word is a guess

    def _retyped(self, path: tuple[Key, ...], names: Sequence[str]) -> Fix | None:
        """The same value written as another type: `yes` as true, 1.10 as "1.10", a word as a list of one."""
        entry = self.places.get(path)
        if (
            entry is None
            or self.post.front_matter.format != "yaml"
            or not isinstance(entry.value, (str, int, float, dt.date))
        ):
            return None
        written = entry.value_span.cut(self.post.text)
        if not written or "\n" in written or written[0] in "&!*":
            return None
        if "date" in names and isinstance(entry.value, str):
            bare = entry.value.strip()
            return Fix(f"write {bare}", (Edit(entry.value_span, bare),)) if is_date_of_yaml(bare) else None
        bare = str(entry.value).strip().lower()
        if "boolean" in names and bare in ("yes", "on", "true", "no", "off", "false"):
            word = "true" if bare in ("yes", "on", "true") else "false"
            return Fix(f"write {word}", (Edit(entry.value_span, word),))
        if "array" in names and isinstance(entry.value, str):
            if written[0] in "'\"":
                parts = [f'"{part.strip()}"' for part in entry.value.split(",") if part.strip()]
                simple = not set(entry.value) & set('"\\')
                listed = f"[{', '.join(parts)}]" if simple else None
            else:
                listed = f"[{written}]" if not set(written) & set("[]{}#") else None
            return Fix(f"write {listed}", (Edit(entry.value_span, listed),)) if listed else None
        if "string" in names and not isinstance(entry.value, str):
            return Fix(f'write "{written}"', (Edit(entry.value_span, f'"{written}"'),))
        return None


def _limit(fault: Fault) -> tuple[str, dict[str, Value]]:
    """The message and values for a keyword that bounds a value."""
    limit, instance = fault.limit, fault.instance
    size = len(instance) if isinstance(instance, (str, list, dict)) else 0
    match fault.word:
        case "minLength" if size == 0:
            return "empty", {"expected": "a text"}
        case "maxLength" | "minLength" | "maxItems" | "minItems":
            return _LIMITS[fault.word], {"count": size, "limit": limit}
        case "maximum" | "exclusiveMaximum" | "minimum" | "exclusiveMinimum":
            return _LIMITS[fault.word], {"value": instance, "limit": limit}
        case "uniqueItems":
            return "repeated", {}
        case "pattern":
            return "pattern", {"value": words.short(f"'{instance}'"), "pattern": str(limit)}
        case _:
            return "", {"reason": fault.reason}
