"""The pages that files below `src/pages` make (gatsbyjs.com/docs/reference/routing/file-system-route-api)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from contentlint.guard.records import dataclass, field
from contentlint.site.model import Routes
from contentlint.site.project import Project
from contentlint.site.reading.id_settings import deburr

_CODE = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs")
_TEST = re.compile(r"(?:\A|/)__tests__/.*\.[jt]sx?\Z|\.(?:spec|test)\.[jt]sx?\Z")
_PART = re.compile(r"\{([A-Za-z_]\w*)\.([^{}]*)\}")
_NULL = "null"
"""What stands in an address for a field that a node does not have."""

_SPELLED = {
    "ä": "ae", "Ä": "Ae", "ö": "oe", "Ö": "Oe", "ü": "ue", "Ü": "Ue", "Æ": "AE", "Þ": "TH", "&": " and ",
    "🦄": " unicorn ", "♥": " love ",
}  # fmt: skip

Value = Callable[[str, list[str]], str | None]
"""The value of a field, by its names from the outside in, for the node of a file; None for one that is not known."""


@dataclass(slots=True)
class FilePages:
    """Addresses that files get: by content file, and for those that are pages by themselves."""

    of_nodes: dict[str, list[str]] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)


def read(
    project: Project, made: Routes, folder: str, content: tuple[str, ...], nodes: dict[str, list[str]], value: Value
) -> FilePages:
    """Adds the outputs of `folder`. `content` are endings of Markdown that is a page, `nodes` has the files of a type.

    What begins with an underscore or a dot, is called `template-…`, or is a test, is no page (gatsby-page-utils).
    """
    found = FilePages()
    for path in project.under(folder, (*_CODE, *content)):
        inside = path[len(folder) + 1 :]
        name = inside.rpartition("/")[2]
        if name.startswith(("_", ".", "template-")) or _TEST.search(inside) or re.search(r"\.d\.tsx?\Z", name):
            continue
        stem = re.sub(r"\.\w+\Z", "", inside)
        stem = re.sub(r"(?:\A|/)index\Z", "", stem)
        parts = _PART.findall(stem)
        if parts and "[" not in stem and len({model for model, _ in parts}) == 1 and parts[0][0] in nodes:
            known = [_add_of_node(made, path, stem, file, value, found) for file in nodes[parts[0][0]]]
            if not all(known):
                made.gap("/" + _shape(stem), f"made by {path}")
        elif "{" in stem or "[" in stem:
            made.gap("/" + re.escape(re.split(r"[{\[]", stem)[0]), f"made by {path}")
        else:
            output = f"/{stem}/index.html" if stem else "/index.html"
            made.add(output, path)
            if stem == "404":
                made.add("/404.html", path)
            if path.endswith(content):
                found.own[path] = output
    return found


def _add_of_node(made: Routes, path: str, stem: str, file: str, value: Value, found: FilePages) -> bool:
    """Adds the page that a name with fields makes for the node of a file; False when its address is not known."""
    missing = False
    filled = stem
    for part in _PART.finditer(stem):
        names = [name for name in re.sub(r"\([^()]*\)", "", part[2]).split("__") if name]
        told = value(file, names)
        slug = _NULL if told == "" else slugify(told) if told is not None else None
        if slug is None:
            return False
        missing = missing or told == ""
        filled = filled.replace(part[0], slug, 1)
    url = re.sub(r"/{2,}", "/", f"/{filled}").rstrip("/").removesuffix("/index")
    made.add(f"{url}/index.html", path if missing else file)
    if not missing:
        found.of_nodes.setdefault(file, []).append(url or "/")
    return True


def _shape(stem: str) -> str:
    """The pattern of the addresses that a name with fields can give."""
    return "[^#]*".join(re.escape(piece) for piece in re.split(r"\{[^{}]*\}", stem)) + r"/?\Z"


def slugify(text: str) -> str | None:
    """@sindresorhus/slugify 1 of each part of a path; None where it spells out what is not Latin."""
    plain = deburr("".join(_SPELLED.get(c, c) for c in unicodedata.normalize("NFC", text)))
    if any(ord(c) > 127 and unicodedata.category(c)[0] == "L" for c in plain):
        return None
    return "/".join(_slug(part) for part in plain.split("/"))


def _slug(text: str) -> str:
    text = re.sub(r"([A-Z]{2,})(\d+)", r"\1 \2", text)
    text = re.sub(r"([a-z\d]+)([A-Z]{2,})", r"\1 \2", text)
    text = re.sub(r"([a-z\d])([A-Z])", r"\1 \2", text)
    text = re.sub(r"([A-Z]+)([A-Z][a-z\d]+)", r"\1 \2", text)
    return re.sub(r"[^a-z\d]+", "-", text.lower()).strip("-")
