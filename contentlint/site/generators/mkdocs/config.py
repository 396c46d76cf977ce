"""The configuration of MkDocs: which file it is, what it inherits, what comes from the environment, its plugins."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Callable
from typing import Any

from contentlint.guard.data import load_yaml
from contentlint.guard.patterns import Bounded, bounded
from contentlint.guard.userdata import not_too_deep
from contentlint.site.paths import join_file
from contentlint.site.project import Project
from contentlint.site.reading import shape
from contentlint.site.reading.js import Code
from contentlint.site.reading.meta import texts

_SHAPES: shape.Shapes = {
    "plugins": (list, dict),
    "markdown_extensions": (list, dict),
    "hooks": (list,),
    "theme": (str, dict),
    "validation": (dict,),
    "docs_dir": (str,),
    "site_url": (str,),
    "use_directory_urls": (bool,),
}
_ENV = re.compile(r"!ENV[ \t]*(\[[^\[\]]{0,1000}\]|[A-Za-z_]\w{0,200}\b|(?:\n[ \t]*-[^\n]{1,500})+)")
"""A value that is given by variables of the environment."""
_UNSET = "given by the environment"


def main(project: Project) -> str:
    """The configuration that a build is given: of several, the one that no other one takes over (`INHERIT`)."""
    places = project.markers("mkdocs")
    main = [place for place in places if re.search(r"/(?:mkdocs\.ya?ml|properdocs\.yml)\Z", f"/{place}")]
    if main or len(places) < 2:
        return next(iter(main or places), "")
    inherited = {
        join_file(place.rpartition("/")[0], str(shape.table(_data(project, place)).get("INHERIT") or ""))
        for place in places
    }
    return next((place for place in places if place not in inherited), places[0])


def read(project: Project, path: str, depth: int = 0) -> dict[str, Any]:
    """The configuration in a file, with what it takes over."""
    data = _data(project, path)
    if path.endswith(".toml"):
        data = shape.table(data).get("project", data)
    given = {key: value for key, value in data.items() if isinstance(value, Code)} if isinstance(data, dict) else {}
    rest = {key: value for key, value in data.items() if key not in given} if isinstance(data, dict) else data
    data = {**project.fitting(path, rest, _SHAPES), **given}
    parent = data.get("INHERIT")
    if isinstance(parent, str) and depth < 4:
        return _merged(read(project, join_file(path.rpartition("/")[0], parent), depth + 1), data)
    return data


def _merged(below: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """A configuration with the one that it inherits: tables are joined, all else is replaced."""
    made = {**below, **data}
    for key, value in data.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            made[key] = _merged(below[key], value)
    return made


def _data(project: Project, path: str) -> Any:
    """What is in a file, with the values that come from the environment where no variable is set.

    The last entry of several is the default (mkdocs.org/user-guide/configuration, "Environment Variables"); without
    one, the value is code.
    """
    text = project.text(path)
    if path.endswith(".toml") or "!ENV" not in text:
        return project.data(path)
    try:
        return _with_code(not_too_deep(load_yaml(_ENV.sub(_default, text))))
    except ValueError:
        return project.data(path)


def _default(match: re.Match[str]) -> str:
    try:
        given = load_yaml(match[1])
    except ValueError:
        given = None
    default = given[-1] if isinstance(given, list) and len(given) > 1 else _UNSET
    return json.dumps(default) if isinstance(default, (str, int, float, bool)) or default is None else match[0]


def _with_code(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _with_code(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_code(part) for part in value]
    return Code(_UNSET) if value == _UNSET else value


def plugins_of(config: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The plugins by name, with their options."""
    found: list[tuple[str, dict[str, Any]]] = []
    plugins = config.get("plugins")
    entries = [{k: v} for k, v in plugins.items()] if isinstance(plugins, dict) else shape.entries(plugins)
    for entry in entries:
        if isinstance(entry, str):
            found.append((entry.removeprefix("material/"), {}))
        elif isinstance(entry, dict):
            for name, options in entry.items():
                found.append((str(name).removeprefix("material/"), options if isinstance(options, dict) else {}))
    return found


def left_out(plugins: list[tuple[str, dict[str, Any]]]) -> Callable[[str], bool]:
    """Files that the plugin `exclude` leaves out, by globs of `fnmatch` and regular expressions (mkdocs-exclude).

    Its `*` crosses folders, and `**/x` needs one.
    """
    found: list[Bounded] = []
    for name, options in plugins:
        if name != "exclude":
            continue
        sources = [fnmatch.translate(glob) for glob in texts(options.get("glob"))] + texts(options.get("regex"))
        for source in sources[: shape.MOST]:
            try:
                found.append(bounded(source))
            except ValueError:
                continue
    return lambda path: any(pattern.match(path) for pattern in found)
