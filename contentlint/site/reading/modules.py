"""A configuration that is a module, read with what it imports: `import { base } from "./site"`, `require`, JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any

from contentlint.guard.data import load_json, load_yaml
from contentlint.site.paths import join_file
from contentlint.site.reading import js
from contentlint.site.reading.choices import Budget, Scope, one, one_of
from contentlint.site.reading.js import Code

_ENDINGS = ("ts", "mts", "cts", "js", "mjs", "cjs", "tsx", "jsx", "json")
_MOST_MODULES = 40
"""Modules that one configuration is put together of."""
_MOST_NAMES = 200
_IMPORT = re.compile(r"\bimport\s++(?!type\s)([^\"'`;()]{1,2000}?)\s*\bfrom\s*[\"']([^\"'\n]{1,300})[\"']")
_WHOLE = re.compile(r"\s*(?:[\w$]+\s*,\s*)?\*\s*as\s+([\w$]+)\s*")
_FIRST = re.compile(r"\s*([A-Za-z_$][\w$]*)\s*(?:,|\Z)")
_NAMES = re.compile(r"\{([^{}]{0,2000})\}")
_FROM = re.compile(
    r"\bexport\s*(\*(?:\s*as\s+([\w$]+))?|\{([^{}]{0,2000})\})(?:\s*from\s*[\"']([^\"'\n]{1,300})[\"'])?"
)
_DEFAULT = re.compile(
    r"\bexport\s+default\s+|(?<![\w$.])(?:module\.)?exports(?:\.default)?\s*=(?![=>])\s*|\bexport\s*=\s*"
)
_EXPORTED = re.compile(r"\bexport\s+(?:declare\s+)?(?:const|let|var|(?:async\s+)?function)\s+([A-Za-z_$][\w$]*)")
_ASSIGNED = re.compile(r"(?<![\w$.])(?:module\.)?exports\.([A-Za-z_$][\w$]*)\s*=(?![=>])\s*")
_ANY_IMPORT = re.compile(r"\b(?:from|import|require\()\s*[\"']([.@~#][^\"'\n]{0,300})[\"']")
_COMMON = re.compile(r"(?<![\w$.])module\.exports\s*=(?![=>])\s*")
_ES = re.compile(r"^[ \t]*export\s", re.MULTILINE)
_RETURN = re.compile(r"\breturn\s*(?=\{)")


class Modules:
    """The modules of a site, read on demand."""

    def __init__(
        self,
        text_of: Callable[[str], str],
        exists: Callable[[str], bool],
        root: str = "",
        known: Mapping[str, tuple[Any, ...]] | None = None,
    ) -> None:
        """`root` is the folder to which `@/` and `~/` lead; `known` is what is in the environment."""
        self._text_of, self._exists, self.root, self.known = text_of, exists, root, known or {}
        self.budget = Budget()
        self._modules: dict[str, Module] = {}

    def config(self, path: str) -> dict[str, Any]:
        """The object that a configuration exports, with what its names stand for.

        Where several values are possible it has an `Either`, where nothing tells a `Code`; with the key `...`, there
        may be more in it.
        """
        module = self.at(path)
        if module is None:
            return {}
        found = module.exported("default", whole=True)
        tables = [value for value in found if isinstance(value, dict)]
        if not tables:
            match = _RETURN.search(module.text)
            tables = [v for v in module.values(module.text, match.end()) if isinstance(v, dict)] if match else []
        return one_of(tables)

    def texts(self, path: str) -> list[str]:
        """The source of a module, and of those that it is put together of, without comments."""
        queue = [path]
        for here in queue:
            module = self.at(here)
            found = [self.find(here, name) for name in module.imports()] if module else []
            queue += [other for other in dict.fromkeys(found) if other and other not in queue][:_MOST_MODULES]
        return [module.text for here in queue if (module := self.at(here))]

    def at(self, path: str) -> Module | None:
        """The module at a path; None for one too many, and where none is."""
        if path not in self._modules:
            if len(self._modules) >= _MOST_MODULES or not self._exists(path):
                return None
            self._modules[path] = Module(self, path, js.strip_comments(self._text_of(path)))
        return self._modules[path]

    def data(self, path: str) -> Any:
        """What is in a data file, `Code` when it can't be read."""
        try:
            return (load_json if path.endswith("json") else load_yaml)(self._text_of(path))
        except ValueError:
            return Code("")

    def find(self, importer: str, name: str) -> str:
        """The file of an import, "" when it is none of the site's."""
        starts = [join_file(importer.rpartition("/")[0], name)] if name.startswith(".") else []
        if name[:1] in "@~#":  # `@/lib/posts`, `~/lib/posts`, `@lib/posts`: an alias of a folder
            alias = name.partition("/")[2] if name[:2] in ("@/", "~/", "#/") else name[1:]
            starts = [f"{self.root}src/{alias}", self.root + alias]
        for start in starts:
            bare = re.sub(r"\.[cm]?[jt]s\Z", "", start)
            for place in (start, *(f"{bare}.{e}" for e in _ENDINGS), *(f"{bare}/index.{e}" for e in _ENDINGS)):
                if self._exists(place):
                    return place
        return ""


class Module(Scope):
    """One module: what its names stand for, and what it exports."""

    def __init__(self, modules: Modules, path: str, text: str) -> None:
        super().__init__([text], modules.known, modules.budget)
        self.modules, self.path, self.text = modules, path, text
        self._busy: set[str] = set()
        self._found: dict[str, list[Any] | None] = {}

    def _code(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """What matches a pattern, but for what stands in strings."""
        shadow = js.shadow_of(self.text)
        found = (m for m in pattern.finditer(self.text) if shadow[m.start()] == self.text[m.start()])
        return list(islice(found, _MOST_NAMES))

    def imports(self) -> list[str]:
        """The names of the modules that it imports."""
        return [match[1] for match in self._code(_ANY_IMPORT)]

    def named(self, name: str) -> list[Any] | None:
        """What a name can stand for: a constant, or what is imported; None when nothing tells."""
        if name in self._busy:
            return None  # a name can stand in itself
        if name not in self._found:
            self._busy.add(name)
            try:
                imported = self._imported(name)
                self._found[name] = super().named(name) if imported is None else imported
            finally:
                self._busy.discard(name)
        return self._found[name]

    def _imported(self, name: str) -> list[Any] | None:
        return self._of(*self._imports[name]) if name in self._imports else None

    @cached_property
    def _imports(self) -> dict[str, tuple[str, str]]:
        """What is imported, by the name that it has here: the module's name, and the name it has there."""
        found: dict[str, tuple[str, str]] = {}
        for match in self._code(_IMPORT):
            names = _NAMES.search(match[1])
            first = match[1][: names.start()] if names else match[1]
            if whole := _WHOLE.fullmatch(first):
                found.setdefault(whole[1], (match[2], "*"))
            if default := _FIRST.match(first):
                found.setdefault(default[1], (match[2], "default"))
            for own, other in _pairs(names[1] if names else ""):
                found.setdefault(other, (match[2], own))
        return found

    def module(self, name: str) -> list[Any]:
        """What `require` gives."""
        return self._of(name, "*")

    def _of(self, source: str, name: str) -> list[Any]:
        path = self.modules.find(self.path, source)
        if path.endswith((".json", ".yml", ".yaml")):
            data = self.modules.data(path)
            return [data] if name in ("default", "*") else self.member(data, name)
        other = self.modules.at(path) if path else None
        return [Code("")] if other is None else other.exported(name)

    def exported(self, name: str, *, whole: bool = False) -> list[Any]:
        """What the module exports under a name; `*` is all that it exports. `whole` is as in `Expression`."""
        key = f"export {name}"
        if key in self._busy or not self.budget.enter():
            return [Code("")]
        self._busy.add(key)
        try:
            return self._exported(name, whole=whole)
        finally:
            self._busy.discard(key)
            self.budget.leave()

    def _exported(self, name: str, *, whole: bool) -> list[Any]:
        if name == "*":
            return self._namespace()
        if name == "default":
            if at := self._default():
                # What is handed on by its name is read where it is set, for it may be a call or a function.
                found = self._whole(at) if whole else self.values(self.text, at, whole=True)
                return self.assigned("exports", found)
        elif any(match[1] == name for match in self._code(_EXPORTED)):
            return self.named(name) or [Code("")]
        for assigned in self._code(_ASSIGNED):
            if assigned[1] == name:
                return self.values(self.text, assigned.end())
        for own, other, source in self._listed():
            if other == name:
                if source:
                    return self._of(source, own)
                at = js.constant_at(self.text, own)
                return self._whole(at) if whole and at is not None else self.named(own) or [Code("")]
        if name != "default":
            found = [v for holder in self._namespace() for v in self.member(holder, name)]
            return found or [Code("")]
        return [Code("")]

    def _whole(self, at: int) -> list[Any]:
        text = self.text
        names: list[str] = []
        for _step in range(8):
            name = re.match(r"[\s(]*([A-Za-z_$][\w$]*)\s*(?:\)|;|\Z|\n|as\b|satisfies\b)", text[at : at + 300])
            place = js.constant_at(text, name[1]) if name else None
            if name is None or place is None or place == at:
                break
            names.append(name[1])
            at = place
        declared = re.match(r"[\s(]*([A-Za-z_$][\w$]*)\s*(?:\)|;|\Z|\n)", text[at : at + 300])
        function = re.search(rf"\bfunction\s+{re.escape(declared[1])}\s*\(", text) if declared else None
        found = self.values(text, function.start() if function else at, whole=True)
        for held in names:
            found = self.assigned(held, found)
        return found

    def _default(self) -> int | None:
        return next((match.end() for match in self._code(_DEFAULT)), None)

    def _listed(self) -> Iterator[tuple[str, str, str]]:
        """(name, name outside, module) of what is exported in lists."""
        for match in self._code(_FROM):
            if match[2]:
                yield "*", match[2], match[4] or ""
            for own, other in _pairs(match[3] or ""):
                yield own, other, match[4] or ""

    def _namespace(self) -> list[Any]:
        """All that the module exports, as an object; a module of CommonJS gives what it exports."""
        made: dict[str, Any] = {}
        plain = next(iter(self._code(_COMMON)), None)
        if plain and not self._code(_ES):
            return self.assigned("exports", self.values(self.text, plain.end(), whole=True))
        for match in self._code(_FROM):
            if match[1].startswith("*") and not match[2] and match[4]:
                for value in self._of(match[4], "*"):
                    inner = value if isinstance(value, dict) else {"...": Code(match[0])}
                    made |= {key: part for key, part in inner.items() if key != "default"}
        names = [match[1] for match in self._code(_EXPORTED)]
        for name in dict.fromkeys(names[:_MOST_NAMES]):
            made[name] = one(self.named(name) or [])
        for match in self._code(_ASSIGNED):
            made[match[1]] = one(self.values(self.text, match.end()))
        for own, other, source in self._listed():
            made[other] = one(self._of(source, own) if source else self.named(own) or [])
        if "default" not in made and (at := self._default()):
            made["default"] = one(self.values(self.text, at, whole=True))
        return [made]


def _pairs(listed: str) -> Iterator[tuple[str, str]]:
    """The names of `{ a, b as c, type D }`, with those outside."""
    for part in listed.split(","):
        words = part.split()
        if words and words[0] == "type" and len(words) > 1:
            continue
        if words:
            yield words[0], words[-1]
