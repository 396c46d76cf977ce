"""Sites whose addresses are made by code: what can be inferred from the links that the posts already have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from contentlint.site.model import Page, Routes
from contentlint.site.paths import host_and_path, join_file, served, take_apart, url_of
from contentlint.site.posts import is_hidden, is_paper
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.choices import PRODUCTION, Either, choices, strings_in
from contentlint.site.reading.meta import title_of
from contentlint.site.reading.modules import Modules

SHARE = 0.9
"""Share of a prefix's existing links that a mapping must explain before it is believed."""
LINKS = 5
"""Distinct links below the prefix that it takes to judge."""
_CONTENT_FOLDERS = (
    "content",
    "posts",
    "_posts",
    "blog",
    "data",
    "articles",
    "src/content",
    "src/posts",
    "docs",
    "src/data",
    "src/blog",
)

_IMPORT = re.compile(r"""\b(?:from|import|require\()\s*["']([.@~#][^"'\n]{0,300})["']""")
_MOST_IMPORTS = 20
_MOST_SCRIPTS = 2_000
_SCRIPTS = (".tsx", ".jsx", ".js", ".ts", ".mjs")
_OWN_IMAGES = re.compile(r"\bimg\s*:\s*(?:async\b|function\b|\(|[A-Za-z_$])")
_VISITS_IMAGES = re.compile(r"\bvisit(?:Parents)?\([^()\n]{0,200}[\"']image[\"']")
_SETS_ADDRESS = re.compile(r"\b(?:url|src)\s*=(?!=)")
_MOST_BASES = 8


def modules(project: Project, path: str, text: str) -> list[str]:
    """The modules of the site that the module at `path` imports, without those that can't be told."""
    found: list[str] = []
    for match in islice(_IMPORT.finditer(text), _MOST_IMPORTS):
        name = match[1]
        starts = [join_file(path.rpartition("/")[0], name)] if name.startswith(".") else []
        if not name.startswith("."):  # `@/lib/posts`, `~/lib/posts`, `@lib/posts`: an alias of a folder
            alias = name.partition("/")[2] if name[:2] in ("@/", "~/", "#/") else name[1:]
            starts = [f"{project.root}src/{alias}", project.root + alias]
        for start in starts:
            bare = re.sub(r"\.[cm]?[jt]sx?\Z", "", start)
            for ending in (".ts", ".js", ".mjs", ".cjs", ".mts", ".tsx", ".jsx", "/index.ts", "/index.js"):
                if project.exists(bare + ending) and bare + ending not in found:
                    found.append(bare + ending)
    return found


def sources(project: Project, path: str) -> list[str]:
    """The text of a module, and of those of the site that it imports, without comments."""
    text = js.strip_comments(project.text(path))
    return [text, *(js.strip_comments(project.text(other)) for other in modules(project, path, text))]


def modules_of(project: Project, known: Mapping[str, tuple[Any, ...]] | None = None) -> Modules:
    """The modules of the site; `known` is what is in the environment."""
    return Modules(project.text, project.exists, project.root, known)


def configuration(project: Project, path: str, known: Mapping[str, tuple[Any, ...]] | None = None) -> dict[str, Any]:
    """The configuration that the module at a path exports, put together with what it imports."""
    return modules_of(project, known).config(path)


def stated(config: Mapping[str, Any], key: str) -> Any:
    """What a configuration has under a key; code, where what it has can't be read whole."""
    return js.Code("") if key not in config and "..." in config else config.get(key)


def set_base(
    project: Project, made: Routes, path: str, value: Any, known: Mapping[str, tuple[Any, ...]] | None = None
) -> bool:
    """Sets the base path from what the configuration at `path` has of it, with every other that it can be.

    True when it can also be one that nothing tells.
    """
    module = modules_of(project, known).at(path) if type(value) is js.Code else None
    value = value if module is None else module.resolved(value)
    options = choices(value) if not isinstance(value, js.Code) or isinstance(value, Either) else (value,)
    found: list[str] = []
    is_open = False
    for choice in options:
        if isinstance(choice, js.Code) or (isinstance(choice, str) and "//" in choice):
            is_open = True
            # What a function is given is mostly in what it makes: `withSlash("/docs")`.
            named = strings_in(choice) if isinstance(choice, js.Code) else []
            found += ["/" + name.strip("/") for name in named if re.match(r"/[^/]", name)]
            continue
        bare = choice.strip("/") if isinstance(choice, str) else ""
        found.append(f"/{bare}" if bare not in ("", ".") else "")
    found = list(dict.fromkeys(found))
    made.base, made.other_bases = (found or [""])[0], tuple(found[1:_MOST_BASES])
    return is_open


def set_base_or_any(project: Project, made: Routes, path: str, value: Any) -> None:
    """As `set_base`; where the configuration leaves open what the base is and names none, it may be any."""
    if set_base(project, made, path, value, PRODUCTION) and not made.base:
        made.other_bases = (*made.other_bases, "*")


def images_by_code(project: Project) -> bool:
    """True when a script gives Markdown a component of its own for images (mdxjs.com/docs/using-mdx, "components"), or
    a plug-in of the site's own says where they are (unifiedjs.com/learn/guide/create-a-remark-plugin)."""
    texts = (
        project.text(path)
        for path in islice(project.under(project.root, _SCRIPTS), _MOST_SCRIPTS)
        if "node_modules/" not in path
    )
    return any(
        ("img" in text and _OWN_IMAGES.search(text) and re.search(r"mdx|markdown|components", text, re.IGNORECASE))
        or ("visit" in text and _VISITS_IMAGES.search(text) and _SETS_ADDRESS.search(text))
        for text in texts
    )


def find_bases(project: Project, made: Routes) -> None:
    """The bases that the posts' links speak for, where the configuration leaves the base open: `/docs` when there is
    a page at `/a/b` and a link to `/docs/a/b`."""
    named: Counter[str] = Counter()
    for page in made.pages:
        for target in project.targets(page.path):
            path = take_apart(target if target.startswith("/") else host_and_path(target)[1]).path
            if "//" in target and not (target.startswith("http") and _is_own(made, target)):
                continue
            base, rest = "/" + path[1:].partition("/")[0], "/" + path[1:].partition("/")[2]
            if path.startswith("/") and rest != "/" and base not in (made.base, *made.other_bases):
                there = any(output in made.outputs for output in served(rest))
                named[base] += there and not any(output in made.outputs for output in served(path))
    likely = [base for base, count in named.most_common(_MOST_BASES) if count > 0]
    made.other_bases = (*made.other_bases, *likely)


def _is_own(made: Routes, target: str) -> bool:
    host = host_and_path(target)[0].removeprefix("www.")
    return any(host == (host_and_path(h)[0] if "//" in h else h).removeprefix("www.") for h in made.hosts)


def is_under_other_base(project: Project, made: Routes, path: str, is_open: bool) -> bool:
    """True for a path at which there is something only if the base is not the likeliest one; with `is_open` there may
    be none, too."""
    if project.settings.base_url or _is_at(made, made.base, path):
        return False
    return any(_is_at(made, base, path) for base in (*made.other_bases, *([""] if is_open else [])))


def _is_at(made: Routes, base: str, path: str) -> bool:
    if base and path != base and not path.startswith(base + "/"):
        return False
    return is_there(made, path[len(base) :] or "/")


def is_there(made: Routes, path: str) -> bool:
    """True for a path, without the base, at which there is something."""
    return any(output in made.outputs for output in served(path))


UNDER_OTHER_BASE = "whether it is there depends on the base path, which the configuration chooses by code"


def content_files(project: Project, apart: Iterable[str]) -> list[str]:
    """Markdown files that are content: not those of `apart` folders, not the repository's own papers."""
    skip = tuple(apart)
    return [
        path
        for path in project.under(project.root, CONTENT)
        if not path.startswith(skip)
        and path.count("/") > project.root.count("/")
        and not is_hidden(path[len(project.root) :])
        and not (is_paper(path, {}) and is_paper(path, project.meta(path)))
    ]


def _directory(url: str) -> str:
    return url + "/index.html"


def infer(
    project: Project,
    made: Routes,
    files: list[str],
    prefixes: list[str],
    output_of: Callable[[str], str] = _directory,
) -> set[str]:
    """Maps content folders to URL prefixes where the posts' own links prove it; the prefixes that were proved.

    For each prefix and folder the paths `prefix/name`, `prefix/slug` and `prefix/folders/name` are tried; the one
    that explains at least `SHARE` of the distinct links below the prefix is taken.
    """
    wanted: dict[str, set[str]] = {p: set() for p in prefixes}
    for path in files:
        for target in project.targets(path):
            if not target.startswith("/") or target.startswith("//"):
                continue
            bare = take_apart(target).path.rstrip("/")
            for prefix in prefixes:
                if bare.startswith(prefix + "/") and not any(o in made.outputs for o in served(bare)):
                    wanted[prefix].add(bare)
    proved: set[str] = set()
    folders = sorted({_top(project, p) for p in files})
    for prefix in sorted(prefixes, key=len, reverse=True):
        links = wanted[prefix]
        if len(links) < LINKS:
            continue
        best: tuple[float, dict[str, str]] = (0.0, {})
        for folder in folders:
            inside = [p for p in files if p.startswith(folder + "/")]
            for shape in ("slug", "name", "path"):
                mapped = {f"{prefix}/{_key(project, p, folder, shape)}": p for p in inside}
                share = sum(1 for link in links if link in mapped) / len(links)
                if share > best[0]:
                    best = (share, mapped)
        if best[0] >= SHARE:
            proved.add(prefix)
            for url, path in best[1].items():
                facts = project.meta(path)
                output = output_of(url)
                draft = facts.get("draft") is True or facts.get("published") is False
                address = url if output_of is _directory else url_of(output)
                made.pages.append(Page(path, output, address, title_of(facts), state="draft" if draft else "published"))
                if not draft:
                    made.add(output, path)
    return proved


def leave_rest(project: Project, made: Routes, files: list[str]) -> None:
    """Content files without a known address are posts all the same."""
    known = {p.path for p in made.pages}
    for path in files:
        if path not in known:
            made.pages.append(Page(path, "", "", title_of(project.meta(path)), state="excluded"))


def _top(project: Project, path: str) -> str:
    """The content folder of a file: `content/blog` of `content/blog/2024/x.md`, `posts` of `posts/x.md`."""
    inner = path[len(project.root) :]
    parts = inner.split("/")[:-1]
    depth = 1
    while depth < len(parts) and "/".join(parts[:depth]) in (*_CONTENT_FOLDERS, "src", "app", "apps", "packages"):
        depth += 1
    return project.root + "/".join(parts[: max(depth, 1)])


def _key(project: Project, path: str, folder: str, shape: str) -> str:
    stem = re.sub(r"\.\w+\Z", "", path[len(folder) + 1 :])
    if stem.rsplit("/", 1)[-1] in ("index", "page"):
        stem = stem.rpartition("/")[0] or stem
    name = stem.rsplit("/", 1)[-1]
    if shape == "path":
        return stem
    if shape == "name":
        return re.sub(r"\A\d{4}-\d{2}-\d{2}-", "", name)
    facts = project.meta(path)
    return str(facts.get("slug") or facts.get("path") or name).strip("/")
