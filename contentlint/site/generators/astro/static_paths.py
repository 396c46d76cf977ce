"""What a dynamic route of Astro is made from, read out of its `getStaticPaths` (docs.astro.build/en/guides/routing).

A route that is one page for each entry of a collection gives the entries their addresses. One that is made from tags,
years or page numbers does not, though it fetches the same collection.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Literal

from contentlint.guard.records import dataclass, replace
from contentlint.site.generators.coded import modules_of, sources
from contentlint.site.project import Project
from contentlint.site.reading import js

Kind = Literal["entries", "other", "unknown"]

LISTS = re.compile(r"tag|categor|topic|author|writer|series|year|month|archive|label|keyword|group|uniq", re.IGNORECASE)
"""Names of what lists are made from, and not the pages of entries."""
_COUNTED = re.compile(r"page\w*|num\w*", re.IGNORECASE)
_REGROUPED = re.compile(
    r"\bnew\s+(?:Set|Map)\b|\bArray\.from\b|\bObject\.|\.(?:flatMap|reduce|keys|entries|values)\(|\bMath\."
    r"|\b(?:group|uniq|count)\w*\("
)
_FETCH = re.compile(r"\bget(?:Live)?Collection\s*(?:<[^<>()\n]{0,100}>)?\(\s*[\"'`]([\w-]+)[\"'`]")
_KEPT = re.compile(r"\.(?:filter|sort|toSorted|slice|reverse|toReversed|concat|then)\s*\(")
_PARAMS = re.compile(r"\bparams\s*:\s*\{")
_FUNCTION = re.compile(
    r"\bfunction\s+([\w$]+)\s*\(|\b(?:const|let)\s+([\w$]+)\s*(?::[^=\n]{0,200})?=\s*(?:async\s*)?"
    r"(?:\([^()]{0,300}\)|[\w$]+)\s*(?::[^=\n]{0,200})?=>\s*|\bexport\s+const\s+([\w$]+)\s*=\s*async\s+function\s*\("
)
OR_ID = "|id"
"""At the end of a key of front matter: the id, where an entry has not the key."""
_BY_REQUEST = re.compile(r"\bprerender\s*=\s*false\b")
_MOST_DEPTH = 6
_MOST_SPREAD = 20
_MOST_PARTS = 2_000
_LONGEST = 3_000


@dataclass(frozen=True, slots=True)
class Made:
    """What the pages of a route are made from: the names of the collections, when it is known, and the key of each
    entry that gives the parameter: "id", "slug", one of its front matter, or "?" for other code."""

    kind: Kind
    key: str = "?"
    collections: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    """All that the parameter can be, where the code has the list written down."""


class StaticPaths:
    """The code of a dynamic route, with that of the helpers it uses."""

    def __init__(self, project: Project, path: str) -> None:
        self._project, self._path = project, path
        own, *helpers = sources(project, path)
        self.own = _code(own) if path.endswith(".astro") else own
        self.texts = [self.own, *helpers]
        self.text = self.own
        if not _PARAMS.search(self.own):
            self.text = next((body for text in helpers for body in self._used(text)), self.own)
            if self.text is not self.own:
                self.texts.insert(0, self.text)

    def _used(self, text: str) -> list[str]:
        """The functions of a helper that the route names and that give parameters."""
        found = _functions(text)
        return [
            body
            for name, body in found.items()
            if _PARAMS.search(body) and (name == "getStaticPaths" or re.search(rf"\b{re.escape(name)}\b", self.own))
        ]

    @property
    def has_params(self) -> bool:
        """True when it is written down what gives the parameters."""
        return _PARAMS.search(self.text) is not None

    @property
    def splits(self) -> bool:
        """True when an id is taken apart at its slashes, for more than one parameter."""
        return re.search(r"\.split\(\s*[\"'`]/[\"'`]", self.text) is not None

    @property
    def is_paginated(self) -> bool:
        """True when Astro's `paginate` makes the pages."""
        return "paginate(" in self.text

    def mentions(self, word: str) -> bool:
        """True when the word is in the code of the route or of its helpers."""
        return any(word in text for text in self.texts)

    def fetched(self) -> list[str]:
        """The collections that the route fetches itself or by its helpers."""
        return [name for text in self.texts for name in _FETCH.findall(text)]

    def made_from(self, name: str) -> Made:
        """What the parameter `name` is made from."""
        if not self.has_params:
            return self._on_request(name)
        for match in islice(_PARAMS.finditer(self.text), 10):
            inside = _balanced(self.text, match.end() - 1)[1:-1]
            value = _value(inside, name)
            if value:
                found = self._of_value(value)
                counted = found.kind == "unknown" and found.key == "?" and _is_list(name)
                return Made("other") if counted else found
        return Made("other" if _is_list(name) else "unknown")

    def _on_request(self, name: str) -> Made:
        """Without `getStaticPaths`, the page looks its entry up by the parameter."""
        names = tuple(re.findall(r"\bgetEntry\s*\(\s*[\"'`]([\w-]+)[\"'`]\s*,", self.own))
        if _is_list(name):
            return Made("other")
        if "getStaticPaths" not in self.own and names:
            return Made("entries", "id", names)
        return Made("unknown", "id" if _FETCH.search(self.own) and "params" not in self.own else "?")

    def _of_value(self, value: str) -> Made:
        value = value.strip().rstrip("!")
        # `slug.join("/")` of `const [lang, ...slug] = post.id.split("/")`: the id again, for two parameters.
        if re.search(r"\.join\(\s*[\"'`]/[\"'`]\s*\)", value) and ".slice(" not in value:
            parted = re.search(r"\b([\w$]+)\.(id|slug)\.split\(\s*[\"'`]/", self.text)
            return self._of_entry(parted[1], parted[2]) if parted else Made("unknown")
        assigned = None
        if re.fullmatch(r"[\w$]+", value):
            assigned = re.search(rf"\b(?:const|let)\s+{re.escape(value)}\s*(?::\s*\w+\s*)?=(?!=)", self.text)
        if assigned:
            value = _statement(self.text, assigned.end()).strip()
        member = re.fullmatch(r"([\w$]+)\??\.(id|slug)(?:\s+as\s+string)?", value) or re.fullmatch(
            r"([\w$]+)\??\.data\??\.(\w+)(?:\s+as\s+string)?", value
        )
        if member:
            return self._of_entry(member[1], member[2])
        either = re.fullmatch(r"([\w$]+)\??\.data\??\.(\w+)\s*(?:\|\||\?\?)\s*\1\.(?:id|slug)", value)
        if either:
            return self._of_entry(either[1], either[2] + OR_ID)
        if re.fullmatch(r"[\w$]+", value):
            return self._of_bare(value)
        if plain := re.fullmatch(r"([\w$]+)\??\.(\w+)(?:\s+as\s+string)?", value):
            found = self._of_entry(plain[1], plain[2])
            return replace(found, key="?") if found.kind == "entries" else found
        head = re.search(r"\b([\w$]+)\??\.", value)
        return Made(self._of_entry(head[1], "?").kind if head else "other" if LISTS.search(value) else "unknown")

    def _of_bare(self, name: str) -> Made:
        """A name alone: the whole of what is gone over, or a key that is taken out of each entry."""
        word = re.escape(name)
        for match in islice(re.finditer(r"\.(?:map|flatMap|forEach)\(\s*(?:async\s*)?\(?\s*([\[{])", self.text), 20):
            pattern = _balanced(self.text, match.end() - 1)
            if not re.search(rf"\b{word}\b", pattern):
                continue
            if match[1] == "[":
                return Made("other")
            renamed = re.search(rf"\b(\w+)\s*:\s*{word}\b", pattern)
            return self._of_list(_receiver(self.text, match.start()), renamed[1] if renamed else name)
        origin = self._of_entry(name, "")
        return replace(origin, kind="other" if origin.kind == "entries" else origin.kind, key="?", collections=())

    def _of_entry(self, name: str, key: str) -> Made:
        word = re.escape(name)
        callback = re.search(
            rf"\.(?:map|flatMap|forEach)\(\s*(?:async\s*)?(?:function\s*\w*\s*)?\(?\s*{word}\b", self.text
        )
        if callback:
            return self._of_list(_receiver(self.text, callback.start()), key)
        if loop := re.search(rf"\bfor\s*\(\s*(?:const|let|var)\s+{word}\s+of\b", self.text):
            return self._of_list(_statement(self.text, loop.end()), key)
        return Made("other" if LISTS.fullmatch(name) else "unknown", key)

    def _of_list(self, expression: str, key: str) -> Made:
        """What each part of a list has under a key; "" for the part itself."""
        expression = expression.strip().removeprefix("...")
        origin = self._classify(expression)
        if origin.kind == "entries" or key == "?":
            return replace(origin, key=key)
        written = self._written(expression, key)
        return Made("other" if written else origin.kind, key, origin.collections, written)

    def _written(self, expression: str, key: str) -> tuple[str, ...]:
        """The same, where the list can be read whole, in the module, in another or in a file of data; else ()."""
        if len(_PARAMS.findall(self.text)) != 1 or self.text is not self.own or _BY_REQUEST.search(self.own):
            return ()
        module = modules_of(self._project).at(self._path)
        lists = module.values(expression) if module else []
        if module is None or len(lists) != 1 or not isinstance(parts := module.resolved(lists[0]), list):
            return ()
        found = [js.dig(part, key) if key else part for part in parts[:_MOST_PARTS]]
        is_whole = len(found) == len(parts) and all(isinstance(value, str) and value for value in found)
        return tuple(value.strip("/") for value in found) if is_whole else ()

    def _classify(self, expression: str, depth: int = 0) -> Made:
        """Whether an expression is a list of entries, each still once in it."""
        if depth > _MOST_DEPTH:
            return Made("unknown")
        bare = _without_callbacks(expression.strip()[:_LONGEST])
        while bare.startswith("(") and (whole := _balanced(bare, 0)) and len(whole) == len(bare):
            bare = bare[1:-1].strip()
        bare = re.sub(r"\b(?:await|return)\s+", "", bare)
        if _REGROUPED.search(bare):
            return Made("other")
        if re.search(r"\bdata\??\.", bare):
            return Made("other")
        names = tuple(_FETCH.findall(bare))
        if names:
            return Made("entries", "?", names)
        head = re.match(r"[(\s]*([\w$]+)\s*(\(|\)|\Z|\s|\.)", bare)
        if head is None:
            return self._literal(bare, depth)
        if head[2] == "(":
            return self._called(head[1], bare, depth)
        rest = bare[head.end(1) :].strip(" )")
        if rest.startswith("."):
            return Made("other" if LISTS.search(rest) else "unknown")
        for text in self.texts:
            at = js.constant_at(text, head[1]) if re.fullmatch(r"[A-Za-z_$][\w$]*", head[1]) else None
            if at is not None:
                found = self._classify(_statement(text, at), depth + 1)
                if found.kind == "unknown" and LISTS.search(head[1]):
                    return Made("other")
                return found
        callback = re.search(rf"\(?\b{re.escape(head[1])}\b\)?\s*=>", self.text)
        return Made("other" if LISTS.search(head[1]) and not callback else "unknown")

    def _literal(self, array: str, depth: int) -> Made:
        """A list that is written down, or put together of others: `[...teas, ...cups]`."""
        if re.match(r"\[\s*[\"'`\d{]", array):
            return Made("other")
        spread = re.findall(r"\.\.\.([\w$]+)\s*(?=[,\]])", array) if re.match(r"\[\s*\.\.\.", array) else []
        kinds = {self._classify(name, depth + 1).kind for name in dict.fromkeys(spread[:_MOST_SPREAD])}
        return Made("other" if kinds == {"other"} else "unknown")

    def _called(self, name: str, call: str, depth: int) -> Made:
        """What a helper's call gives: by what the helper returns, else by its name."""
        for text in self.texts:
            body = _functions(text).get(name)
            if body is None:
                continue
            found = Made("unknown")
            for match in islice(re.finditer(r"\breturn\b", body), 10):
                found = self._classify(_statement(body, match.end()), depth + 1)
                if found.kind != "unknown":
                    return found
            if not re.search(r"\breturn\b", body):
                found = self._classify(body, depth + 1)
            if found.kind != "unknown":
                return found
            if _REGROUPED.search(body):
                return Made("other")
            names = tuple(_FETCH.findall(body))
            given = re.findall(r"[\"'`]([\w-]+)[\"'`]", call[:200]) if re.search(r"getCollection\(\s*\w", body) else []
            return Made("entries", "?", names or tuple(given)) if names or given else Made("unknown")
        return Made("other" if LISTS.search(name) else "unknown")


def _is_list(name: str) -> bool:
    """True for the name of a parameter that is no entry's."""
    return LISTS.search(name) is not None or _COUNTED.fullmatch(name) is not None


def _code(text: str) -> str:
    """The code of an Astro component: what stands between its two lines of dashes."""
    fence = re.match(r"\s*---\s*\n", text)
    end = text.find("\n---", fence.end()) if fence else -1
    return text[fence.end() : end] if fence and end >= 0 else text


def _value(inside: str, name: str) -> str:
    """What a key of the `params` object is set to; the key's own name in a shorthand."""
    word = re.escape(name)
    keyed = re.search(rf"(?:\A|[,\s])[\"']?{word}[\"']?\s*:\s*", inside)
    if keyed:
        return _statement(inside, keyed.end(), ",").strip()
    return name if re.search(rf"(?:\A|[,\s]){word}\s*(?:,|\Z)", inside) else ""


def _functions(text: str) -> dict[str, str]:
    """The functions of a module by name, with their bodies."""
    found: dict[str, str] = {}
    for match in islice(_FUNCTION.finditer(text), 100):
        name = match[1] or match[2] or match[3]
        at = match.end()
        if not match[2]:
            at += len(_balanced(text, match.end() - 1)) - 1
            at = text.find("{", at)
            at = at if at >= 0 else len(text)
        found.setdefault(name, _balanced(text, at) if text[at : at + 1] == "{" else _statement(text, at))
    return found


def _balanced(text: str, at: int) -> str:
    """From the bracket at an offset to the one that closes it."""
    return text[at : js.closing(text, at)]


def _statement(text: str, at: int, ends: str = ";") -> str:
    """The expression at an offset: to the semicolon, the line that does not go on, or the bracket that closes."""
    start = at
    limit = min(len(text), at + _LONGEST)
    while at < limit:
        char = text[at]
        if char in "([{":
            at = js.closing(text, at)
            continue
        if char in ")]}" or char in ends:
            break
        if char == "\n" and text[start:at].strip() and not re.match(r"\s*[.?:|&+]", text[at:limit]):
            break
        at += 1
    return text[start : min(at, limit)]


def _receiver(text: str, end: int) -> str:
    """The expression before the dot at `end`: back to where brackets are open, or a statement or argument begins."""
    at, depth = end - 1, 0
    while at >= max(0, end - _LONGEST):
        char = text[at]
        if char in ")]}":
            depth += 1
        elif char in "([{":
            if not depth:
                break
            depth -= 1
        elif not depth and (char in ";,:" or (char == "=" and text[at - 1 : at] not in ("=", "!")) or char == ">"):
            break
        elif not depth and text.startswith("return", at) and not text[at - 1 : at].isalnum():
            return text[at + 6 : end]
        at -= 1
    return text[at + 1 : end]


def _without_callbacks(expression: str) -> str:
    """An expression without what filters and sorts it, and without further arguments of `getCollection`."""
    for _ in range(20):
        match = _KEPT.search(expression)
        if match is None:
            break
        expression = expression[: match.start()] + expression[js.closing(expression, match.end() - 1) :]
    at = 0
    while match := _FETCH.search(expression, at):
        at = match.end()
        expression = (
            expression[:at] + expression[max(at, js.closing(expression, expression.find("(", match.start())) - 1) :]
        )
    return expression
