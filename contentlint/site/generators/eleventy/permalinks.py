"""Permalinks of Eleventy, as template or as function (11ty.dev/docs/permalinks, /docs/data-computed).

A function is read as far as it returns texts: `${ page.fileSlug }` in one is the same as `{{ page.fileSlug }}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any

from contentlint.guard.records import dataclass, field
from contentlint.site.generators.eleventy.filters import Filters, Value
from contentlint.site.reading import js

_FUNCTION = re.compile(r"(?:async\s+)?(?:function\b\s*[\w$]*\s*\(|(?:permalink|build)\s*\(|\(|[A-Za-z_$][\w$]*\s*=>)")
_TAG = re.compile(r"\{\{-?(.*?)-?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HOLE = re.compile(r"\$\{([^{}]{1,300})\}")
_NOTHING = ("false", "undefined", "null", "")
_BLOCK = re.compile(
    r"\{%-?\s*(?P<liquid>if|unless|case|for)\b.{0,500}?\{%-?\s*end(?P=liquid)\s*-?%\}"
    r"|\{\{~?#(?P<mustache>\w+)\b.{0,500}?\{\{~?/(?P=mustache)~?\}\}",
    re.DOTALL,
)
"""What is there on a condition (Liquid, Nunjucks; Handlebars): all of it, or nothing."""
_LONGEST = 500
"""Code points of a permalink with expressions."""
_MOST_NAMES = 6_000
"""Code points of the names that the pattern of a gap is narrowed to."""
WILD = "\0"


@dataclass(frozen=True, slots=True)
class Permalink:
    """What a post's address is said to be: templates of which one holds, in which order they are tried or not.

    `is_code` where other code decides, too. `after_own` is True for code that keeps to the post's own `permalink`
    first. Without templates, and not by code, there is no page.
    """

    templates: tuple[str, ...] = ()
    is_code: bool = False
    after_own: bool = False

    @property
    def says_more(self) -> bool:
        """Whether it says anything of a post without a `permalink`; where it does not, such a post is where all are."""
        return bool(self.templates) or self.is_code


def permalink_of(value: Any) -> Permalink | None:
    """The permalink that a value of front matter or a data file is; None when it says nothing."""
    if isinstance(value, dict):
        value = value.get("build", value.get("..."))  # `{ build: …, serverless: … }`
    if value is None or value is True or value == "":
        return None
    if value is False:
        return Permalink()
    if isinstance(value, js.Code):
        return _of_code(value.source)
    return Permalink((str(value),)) if isinstance(value, (str, int)) else Permalink(is_code=True)


def _of_code(source: str, depth: int = 0) -> Permalink:
    source = source.strip()
    if not _FUNCTION.match(source) or depth > 3:
        return _of_options(_options(source))
    at = source.find("(")
    arrow = source.find("=>")
    if arrow >= 0 and (at < 0 or arrow < at):
        at = arrow
    elif at >= 0:
        at = js.closing(source, at)
    rest = source[at:].lstrip()
    if not rest.startswith(("=>", "{")):
        return _of_options(_options(source))
    rest = rest.removeprefix("=>").lstrip()
    if not rest.startswith("{"):
        if _FUNCTION.match(rest) and "=>" in rest.split("`")[0]:
            return _of_code(rest, depth + 1)
        return _of_options(_options(rest))
    body = rest[: js.closing(rest, 0)]
    found: list[str | None] = []
    for match in islice(re.finditer(r"\breturn\b[ \t]*", body), 10):
        end = _end(body, match.end())
        returned = body[match.end() : end].strip()
        if re.match(r"(?:async\s+)?(?:function\b|\([^()]{0,200}\)\s*=>|[\w$]+\s*=>)", returned):
            return _of_code(returned, depth + 1)
        found += _options(returned)
    return _of_options(found or [None])


def _end(text: str, at: int) -> int:
    """Where the expression at an offset ends: at a semicolon, or a line that is not gone on with."""
    start = at
    while at < len(text):
        if text[at] in "([{":
            at = js.closing(text, at)
            continue
        if text[at] == "`":
            close = text.find("`", at + 1)
            at = close if close >= 0 else at
        elif text[at] in ";})]" or (
            text[at] == "\n" and text[start:at].strip() and not re.match(r"\s*[?:|+&.]", text[at : at + 200])
        ):
            return at
        at += 1
    return at


def _of_options(options: list[str | None]) -> Permalink:
    templates = tuple(dict.fromkeys(o for o in options if o and o not in (_OWN, _NO_PAGE)))
    return Permalink(templates, None in options, _OWN in options)


_OWN, _NO_PAGE = "\0own", "\0none"


def _options(expression: str) -> list[str | None]:
    """Every template that an expression of JavaScript can give; None for what is other code."""
    found: list[str | None] = []
    for index, part in enumerate(_parts(expression[:2_000])):
        if index and part[0] == "?":  # what stood before it was a condition
            found.pop()
        found.append(_template(part[1:].strip()))
    return found or [None]


def _parts(text: str) -> list[str]:
    """The operands of `?:`, `||` and `??`, each after the sign of its operator."""
    text = text.strip()
    while text.startswith("(") and js.closing(text, 0) == len(text):
        text = text[1:-1].strip()
    found, at, start, sign = [], 0, 0, " "
    while at < len(text):
        if text[at] in "([{":
            at = js.closing(text, at)
            continue
        if text[at] in "\"'`":
            close = text.find(text[at], at + 1)
            at = (close if close >= 0 else len(text)) + 1
            continue
        mark = next((m for m in ("||", "??", "?.", "?", ":") if text.startswith(m, at)), "")
        if mark and mark != "?.":
            found.append(sign + text[start:at])
            sign, start = mark[0] if mark != "??" else "|", at + len(mark)
        at += len(mark) or 1
    return [*found, sign + text[start:]]


def _template(part: str) -> str | None:
    """A text, a template string, or their sum as a template."""
    if part.startswith("(") and js.closing(part, 0) == len(part):
        options = _options(part)
        return options[0] if len(options) == 1 else None
    if part in _NOTHING:
        return _NO_PAGE
    if re.fullmatch(r"(?:\w+\.)?permalink", part):
        return _OWN
    if re.fullmatch(r"`[^`]*`", part):
        return _HOLE.sub(_hole, part[1:-1]) if part.count("${") == len(_HOLE.findall(part)) else None
    if re.fullmatch(r"\"[^\"]*\"|'[^']*'", part):
        return part[1:-1]
    pieces = [p.strip() for p in part.split("+")]
    if len(pieces) < 2 or not any(p[:1] in ("'", '"', "`") for p in pieces):
        return None
    joined = []
    for piece in pieces:
        if piece[:1] in ("'", '"', "`"):
            inner = _template(piece)
            if inner is None:
                return None
            joined.append("" if inner == _NO_PAGE else inner)
        else:
            joined.append(f"{{{{ {piece} }}}}")
    return "".join(joined)


def _hole(match: re.Match[str]) -> str:
    return f"{{{{ {match[1].strip()} }}}}"


@dataclass(slots=True)
class Filled:
    """A permalink of one post: its pieces, with `WILD` for what code makes; `fixed` are those of the template."""

    pieces: list[tuple[bool, str]] = field(default_factory=list)

    @property
    def output(self) -> str | None:
        """The output, when all of it is known."""
        text = "".join(piece for _fixed, piece in self.pieces)
        if WILD in text or "${" in text:
            return None
        text = re.sub(r"/{2,}", "/", "/" + text.lstrip("/"))
        return text + "index.html" if text.endswith("/") else text


def fill(template: str, value_of: Callable[[str], Value], filters: Filters) -> Filled:
    """A template with what is known of its expressions in their places."""
    if len(template) > _LONGEST:
        return Filled([(True, WILD)])
    template = _BLOCK.sub("{% code %}", template)
    filled, at = Filled(), 0
    for tag in _TAG.finditer(template):
        filled.pieces.append((True, template[at : tag.start()]))
        text = filters.evaluate(tag[1].strip(), value_of) if tag[1] is not None else None
        filled.pieces.append((False, WILD if text is None else text))
        at = tag.end()
    filled.pieces.append((True, template[at:]))
    return filled


class Shapes:
    """The addresses that are known in parts: one pattern for all posts with the same tags, not one for each."""

    def __init__(self) -> None:
        self._found: dict[tuple[tuple[str, ...], bool], tuple[str, list[Filled]]] = {}

    def add(self, template: str, filled: Filled, path: str, *, numbered: bool = False) -> None:
        """Notes a post's address; `numbered` for one with further pages below it."""
        tags = tuple(tag[0] for tag in _TAG.finditer(_BLOCK.sub("{% code %}", template[:_LONGEST])))
        self._found.setdefault((tags, numbered), (path, []))[1].append(filled)

    def gaps(self) -> list[tuple[str, str]]:
        """The patterns, with the reasons."""
        found = []
        for (_tags, numbered), (path, all_filled) in self._found.items():
            more = f" and {len(all_filled) - 1} more" if len(all_filled) > 1 else ""
            found.append((_pattern(all_filled, numbered), f"made by {path}{more}"))
        return found


def _pattern(all_filled: list[Filled], numbered: bool) -> str:
    out = ""
    last = len(all_filled[0].pieces) - 1
    for place in range(last + 1):
        texts = [f.pieces[place][1] for f in all_filled]
        if place == 0:
            texts = [text.lstrip("/") for text in texts]
        if place == last:
            texts = [re.sub(r"(?:(?:\A|/)index\.html|/)\Z", "", text) for text in texts]
        texts = list(dict.fromkeys(texts))
        if WILD in texts or sum(map(len, texts)) > _MOST_NAMES:
            out += WILD
        else:
            out += re.escape(texts[0]) if len(texts) == 1 else f"(?:{'|'.join(map(re.escape, texts))})"
    known_end = not out.endswith(WILD)
    # What code makes may be empty, and two slashes in a row are one.
    out = re.sub(f"{WILD}+", WILD, "/" + out).rstrip("/")
    out = re.sub(rf"/{WILD}(?=/|\(\?:/)", "(?:/.*)?", out).replace(WILD, ".*")
    return out + (r"/?(?:index\.html)?\Z" if known_end and not numbered else r"(?:/.*)?\Z")
