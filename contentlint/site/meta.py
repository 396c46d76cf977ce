"""The few facts of front matter that decide a page's address, read fast for the index of a whole site.

Not the parser of `frontmatter.py`: here no place is kept and a broken file must still give what can be read, so
that one post's fault does not break the links to it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

Meta = dict[str, Any]
"""Keys in lower case with underscores as written; dates as ISO 8601 strings, so that it can be stored as JSON."""

HEAD = 16_384
"""Bytes read of a content file at first; the whole file when the front matter is longer."""

KEYS = frozenset(
    "title slug permalink url path id date lastmod modified publishdate published expirydate draft status aliases "
    "redirect_from redirect_to category categories tags tag lang lang_ref locale layout build _build headless type "
    "series authors author extends template pagination eleventyexcludefromcollections created pubdate unlisted "
    "post_asset_folder cascade outputs translationkey visible hide_from_site render transparent".split()
)

_OPEN = re.compile(r"\ufeff?(---|\+\+\+|;;;)[ \t]*(?:\w+)?[ \t]*\r?\n")
_H1 = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$|^(?!\s)([^\n]+)\n=+[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(.+?)[ \t]*$", re.MULTILINE)


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
            _, end = json.JSONDecoder().raw_decode(text.lstrip("\ufeff"))
        except ValueError:
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
        meta["h1"] = (heading[1] or heading[2] or "").strip()
    return meta


def _load(kind: str, inside: str) -> dict[str, Any]:
    data: Any = None
    try:
        if kind == "yaml":
            data = load_yaml(inside)
        elif kind == "toml":
            import tomllib

            data = tomllib.loads(inside)
        else:
            data = json.loads(inside if inside.lstrip().startswith("{") else "{" + inside + "}")
    except (ValueError, TypeError, RecursionError):
        data = None
    if isinstance(data, dict):
        return data
    return {m[1]: m[2].strip("\"'") for m in _LINE.finditer(inside)}


def load_yaml(text: str) -> Any:
    """YAML by PyYAML's C loader where it is built in; tags of other languages become None.

    Raises ValueError when it is not YAML.
    """
    import yaml

    try:
        return yaml.load(text, Loader=_loader())
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise ValueError(str(error)) from error


def _loader() -> Any:
    import yaml

    global _LOADER
    if _LOADER is None:
        base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

        class Loader(base):  # type: ignore[misc]
            """A safe loader that passes over `!!python/name:` and other foreign tags."""

        def foreign(loader: Any, suffix: str, node: Any) -> Any:
            if isinstance(node, yaml.MappingNode):
                return {"!": suffix, **loader.construct_mapping(node, deep=True)}
            if isinstance(node, yaml.SequenceNode):
                return loader.construct_sequence(node, deep=True)
            return {"!": suffix, "value": node.value}

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
        meta["paths"] = paths
    return meta


_FILE = re.compile(
    r"[^\s\n{}<>|:*\"]+\.(?:png|jpe?g|gif|svg|webp|avif|ico|bmp|mp4|webm|mp3|ogg|wav|pdf)(?:[?#]\S*)?\Z", re.IGNORECASE
)


def is_file_path(value: str) -> bool:
    """True for a front-matter value that reads as the path of a picture or another media file."""
    return "." in value and not value.startswith(("//", "#")) and bool(_FILE.match(value.strip()))


def _plain(value: Any, depth: int = 0) -> Any:
    if isinstance(value, (str, bool, int, float)) or value is None:
        return value
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if depth > 3:
        return None
    if isinstance(value, (list, tuple)):
        return [_plain(v, depth + 1) for v in value]
    if isinstance(value, dict):
        return {str(k): _plain(v, depth + 1) for k, v in value.items()}
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
