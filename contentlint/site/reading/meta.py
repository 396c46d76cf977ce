"""The few facts of front matter that decide a page's address, read fast for the index of a whole site.

Not the parser of `frontmatter.py`: here no place is kept and a broken file must still give what can be read, so
that one post's fault does not break the links to it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from contentlint.post.frontmatter.tree import MAX_VALUES, integer
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
    "post_asset_folder cascade outputs translationkey visible hide_from_site render transparent".split()
)

_JSON = json.JSONDecoder(parse_int=integer)
_OPEN = re.compile(r"\ufeff?(---|\+\+\+|;;;)[ \t]*+\w*+[ \t]*+\r?\n")
_H1 = re.compile(r"^#[ \t]+([^ \t\r\n].*)$|^(?!\s)([^\n]+)\n=+[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*[:=](.*)$", re.MULTILINE)


def split(text: str) -> tuple[str, str, int]:
    """The kind of front matter ("yaml", "toml", "json" or ""), its inside, and the offset of the body."""
    opening = _OPEN.match(text)
    if opening:
        mark = opening[1]
        close = re.compile(rf"^{re.escape(mark)}[ \t]*$", re.MULTILINE).search(text, opening.end())
        if mark == "---" and close is None:
            close = re.compile(r"^\.\.\.[ \t]*$", re.MULTILINE).search(text, opening.end())
        if close is None:
            return "", "", 0
        kind = {"---": "yaml", "+++": "toml", ";;;": "json"}[mark]
        return kind, text[opening.end() : close.start()], close.end()
    if text.lstrip("\ufeff").startswith("{"):
        try:
            _, end = _JSON.raw_decode(text.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            return "", "", 0
        return "json", text.lstrip("\ufeff")[:end], end
    return "", "", 0


def read(text: str, *, pelican: bool = False) -> Meta:
    """The facts of a content file's text. Never raises.

    "h1" is the first heading of level one, "front" whether there is front matter at all, "paths" has values that
    read as paths of media files, by key. With `pelican` the metadata is the `Key: value` lines before the first blank
    line (docs.getpelican.com, "File metadata").
    """
    kind, inside, end = split(text)
    meta: Meta = {}
    if kind:
        meta = _keep(_load(kind, inside))
        meta["front"] = True
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
            data = load_yaml(inside)
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


def load_yaml(text: str) -> Any:
    """YAML by PyYAML's C loader where it is built in; tags of other languages become None.

    A number of hundreds of digits stays text. Raises ValueError when it is not YAML, and for aliases that repeat
    more than `MAX_VALUES` values.
    """
    import yaml

    try:
        if "&" in text and "*" in text:
            _count_aliases(text)
        return yaml.load(text, Loader=_loader())
    except Exception as error:  # PyYAML lets through what int(), a look-up or a match makes of `!!int` without a number
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _count_aliases(text: str) -> None:
    """Raises ValueError when aliases repeat too much: what is loaded shares it, what is made of that copies it."""
    import yaml

    sizes: dict[str, int] = {}
    opened: list[tuple[str | None, int]] = []
    values = repeated = 0
    for event in yaml.parse(text, Loader=_loader()):
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise ValueError(f"*{event.anchor} repeats what is not there, or itself")
            values += sizes[event.anchor]
            repeated += sizes[event.anchor]
            if repeated > MAX_VALUES:
                raise ValueError(f"the aliases repeat more than {MAX_VALUES:,} values")
        elif isinstance(event, yaml.ScalarEvent):
            values += 1
            if event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append((event.anchor, values))
            values += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = opened.pop()
            if anchor:
                sizes[anchor] = values - before


def load_toml(text: str) -> dict[str, Any]:
    """TOML as Python. Raises ValueError when it is not TOML, and for keys and numbers too long to be read."""
    from contentlint.post.frontmatter.toml_format import loads

    return loads(text)


def load_json(text: str) -> Any:
    """JSON as Python; a number of hundreds of digits stays text. Raises ValueError when it is not JSON."""
    try:
        return _JSON.decode(text)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def _loader() -> Any:
    import yaml

    global _LOADER
    if _LOADER is None:
        base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

        class Loader(base):  # type: ignore[misc]
            """A safe loader that passes over `!!python/name:` and other foreign tags."""

        def number(loader: Any, node: Any) -> Any:
            return integer(node.value, lambda _: base.construct_yaml_int(loader, node))

        def foreign(loader: Any, suffix: str, node: Any) -> Any:
            if isinstance(node, yaml.MappingNode):
                return {"!": suffix, **loader.construct_mapping(node, deep=True)}
            if isinstance(node, yaml.SequenceNode):
                return loader.construct_sequence(node, deep=True)
            return {"!": suffix, "value": node.value}

        Loader.add_constructor("tag:yaml.org,2002:int", number)
        Loader.add_multi_constructor("!", foreign)
        Loader.add_multi_constructor("tag:yaml.org,2002:python/", foreign)
        _LOADER = Loader
    return _LOADER


_LOADER: Any = None


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
