"""The few facts of front matter that decide a page's address, read fast for the index of a whole site.

Not the parser of `frontmatter.py`: here no place is kept and a broken file must still give what can be read, so
that one post's fault does not break the links to it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from contentlint.guard.data import JSON, load_json, load_toml, load_yaml
from contentlint.text.spans import without_surrogates

Meta = dict[str, Any]
"""Keys in lower case with underscores as written; dates as ISO 8601 strings, half surrogate pairs as their escapes, so
that it can be stored as JSON in UTF-8."""

HEAD = 16_384
"""Bytes read of a content file at first; the whole file when the front matter is longer."""

KEYS = frozenset(
    "title slug permalink url path id date lastmod modified publishdate published expirydate draft status aliases "
    "redirect_from redirect_to category categories tags tag lang lang_ref locale layout build _build headless type "
    "series authors author extends template pagination eleventyexcludefromcollections created pubdate unlisted "
    "post_asset_folder cascade outputs translationkey visible hide_from_site render transparent format "
    "output-file permalinkpattern redirectfrom".split()
)

_OPEN = re.compile(r"\ufeff?((?:[ \t]*+\r?\n)*+)(---|\+\+\+|;;;)[ \t]*+\w*+[ \t]*+\r?\n")
_H1 = re.compile(r"^#[ \t]+([^ \t\r\n].*)$|^(?!\s)([^\n]+)\n=+[ \t]*$", re.MULTILINE)
_TABS = re.compile(r"^\t+", re.MULTILINE)
"""Tabs that indent: Hexo puts blanks there, and no other generator can read them at all."""
_LINE = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*[:=](.*)$", re.MULTILINE)


def split(text: str) -> tuple[str, str, int]:
    """The kind of front matter ("yaml", "toml", "json" or ""), its inside, and the offset of the body."""
    opening = _OPEN.match(text)
    if opening:
        mark = opening[2]
        close = re.compile(rf"^{re.escape(mark)}[ \t]*\r?$", re.MULTILINE).search(text, opening.end())
        if mark == "---" and close is None:
            close = re.compile(r"^\.\.\.[ \t]*\r?$", re.MULTILINE).search(text, opening.end())
        if close is None:  # as Hugo has it: where none is right, a line that begins with the mark is one
            close = re.compile(rf"^{re.escape(mark)}[^\n]*$", re.MULTILINE).search(text, opening.end())
        if close is None:
            return "", "", 0
        kind = {"---": "yaml", "+++": "toml", ";;;": "json"}[mark]
        return kind, text[opening.end() : close.start()], close.end()
    if text.lstrip("\ufeff").startswith("{"):
        try:
            _, end = JSON.raw_decode(text.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            return "", "", 0
        return "json", text.lstrip("\ufeff")[:end], end
    return "", "", 0


def read(text: str, *, pelican: bool = False) -> Meta:
    """The facts of a content file's text. Never raises.

    "h1" is the first heading of level one, "front" whether there is front matter at all, "late" whether blank lines
    stand before it (Hugo, Zola and Astro take it, Jekyll does not), "paths" has values that
    read as paths of media files, by key. With `pelican` the metadata is the `Key: value` lines before the first blank
    line (docs.getpelican.com, "File metadata").
    """
    kind, inside, end = split(text)
    meta: Meta = {}
    if kind:
        meta = _keep(_load(kind, inside))
        meta["front"] = True
        if text.lstrip("\ufeff")[:1].isspace():
            meta["late"] = True
    elif pelican:
        head = re.split(r"\n[ \t]*\n", text.lstrip("\ufeff\n"), maxsplit=1)[0]
        meta = _keep({m[1].lower(): m[2] for m in re.finditer(r"^([\w-]+):[ \t]*(.*)$", head, re.MULTILINE)})
    heading = _H1.search(text, end)
    if heading:
        meta["h1"] = without_surrogates(without_closing(heading[1]) if heading[1] else heading[2].strip())
    return meta


def without_closing(content: str, *, loose: bool = False) -> str:
    """The content of a heading `# …` without the marks that may close it (CommonMark 0.31, section 4.2).

    With `loose` they need no blank before them, as in Python-Markdown.
    """
    content = content.strip()
    bare = content.rstrip("#")
    return bare.rstrip() if loose or not bare or bare[-1].isspace() else content


def _load(kind: str, inside: str) -> dict[str, Any]:
    data: Any = None
    try:
        if kind == "yaml":
            data = load_yaml(_TABS.sub(lambda tabs: "  " * len(tabs[0]), inside))
        elif kind == "toml":
            data = load_toml(inside)
        else:
            data = load_json(inside if inside.lstrip().startswith("{") else "{" + inside + "}")
    except ValueError:
        data = None
    if isinstance(data, dict):
        return data
    values = ((m[1], m[2].strip()) for m in _LINE.finditer(inside))
    return {key: value.strip("\"'") for key, value in values if value}


def _keep(data: dict[Any, Any]) -> Meta:
    meta: Meta = {}
    paths: dict[str, str] = {}
    for key, value in data.items():
        name = str(key).lower()
        if name in KEYS:
            meta[name] = _plain(value)
        if isinstance(value, str):
            if is_file_path(value):
                paths[name] = value
        elif isinstance(value, dict):
            paths.update({f"{name}.{k}": v for k, v in value.items() if isinstance(v, str) and is_file_path(v)})
    if paths:
        meta["paths"] = _plain(paths)
    return meta


_FILE = re.compile(
    r"[^\s\n{}<>|:*\"]+\.(?:png|jpe?g|gif|svg|webp|avif|ico|bmp|mp4|webm|mp3|ogg|wav|pdf)(?:[?#]\S*)?\Z", re.IGNORECASE
)

_LONGEST_PATH = 2_000
"""Code points; the pattern is quadratic in what only looks like a path."""


def is_file_path(value: str) -> bool:
    """True for a front-matter value that reads as the path of a picture or another media file."""
    value = value.strip()
    if "." not in value or len(value) > _LONGEST_PATH or value.startswith(("//", "#")):
        return False
    return bool(_FILE.match(value))


def _plain(value: Any, depth: int = 0) -> Any:
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, (bool, int, float)) or value is None:
        return value
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if depth > 3:
        return None
    if isinstance(value, (list, tuple)):
        return [_plain(v, depth + 1) for v in value]
    if isinstance(value, dict):
        return {without_surrogates(str(k)): _plain(v, depth + 1) for k, v in value.items()}
    return str(value)


def texts(value: Any) -> list[str]:
    """A front-matter value as a list of strings: of one, of a list; nothing for None."""
    if value is None or isinstance(value, bool):
        return []
    if isinstance(value, (list, tuple)):
        return [str(v) for v in value if v is not None and not isinstance(v, (dict, list))]
    return [str(value)]


def title_of(facts: Meta) -> str:
    """A page's title: that of the front matter, else the first heading of level one, else ""."""
    return str(facts.get("title") or facts.get("h1") or "")


_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")


def date_of(value: Any) -> dt.date | None:
    """The day of a front-matter date, as written, or None."""
    match = _DATE.match(str(value).strip()) if value is not None else None
    if not match:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
