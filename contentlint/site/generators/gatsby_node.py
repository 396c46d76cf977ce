"""The pages that `gatsby-node` makes, read as far as its code is literal (gatsbyjs.com/docs/reference/config-files/
actions#createPage, /docs/reference/config-files/node-api-helpers#createFilePath)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from itertools import islice

from contentlint.guard.records import dataclass
from contentlint.site import redirects
from contentlint.site.generators.gatsby_queries import Queries
from contentlint.site.model import Page, Routes, State
from contentlint.site.paths import join_file, url_of
from contentlint.site.project import Project
from contentlint.site.reading import js, shape
from contentlint.site.reading.meta import KEYS, title_of

_CALL = re.compile(r"\bcreatePage\(\s*(?=\{)")
_FIELD = re.compile(r"\bcreateNodeField\(\s*(?=\{)")
_FILE_PATH = re.compile(r"\bcreateFilePath\(\s*\{([^{}]{0,500})\}\s*\)")
_SOURCE = re.compile(
    r"gatsby-source-filesystem[\"'`]\s*,[^;]{0,300}?\bpath\s*:\s*"
    r"(`[^`\n]{0,300}`|\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|(?:path\.)?\w+\([^()\n]{0,300}\))"
)
_TEXT = r"(`[^`]{0,300}`|\"[^\"\n]{0,300}\"|'[^'\n]{0,300}')"
_EITHER = re.compile(rf"[^?`\"']{{1,300}}\?\s*{_TEXT}\s*:\s*{_TEXT}")
"""One of two texts, by a condition."""
_TERM = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`|[()\[\]{}+]")
_HOLE = re.compile(r"\$\{\s{0,20}+([^{}]{1,200}?)\s{0,20}\}")
_MOST = 40


@dataclass(frozen=True, slots=True)
class NodePages:
    """What is known of the pages made by code: `is_whole` where every call of `createPage` has been read."""

    placed: bool = False
    is_whole: bool = False


class Node:
    """One `gatsby-node` with the folders that content is read from."""

    def __init__(self, project: Project, text: str, config: str) -> None:
        self.project, self.text, self.config = project, text, config
        self.sources = sorted(
            {found for match in islice(_SOURCE.finditer(config), _MOST) if (found := self._folder(match[1]))},
            key=len,
            reverse=True,
        )
        self.fields: dict[str, list[str]] = {}
        """The expressions for the values of a field: of several, a condition tells which."""
        for match in islice(_FIELD.finditer(text), _MOST):
            field = js.literal(text[match.end() :])
            if isinstance(field, dict) and isinstance(field.get("name"), str):
                value = field.get("value")
                written = value.source if isinstance(value, js.Code) else None
                self.fields.setdefault(field["name"], []).append(written or "")

    def _folder(self, written: str) -> str:
        parts = re.findall(r"[\"'`]([^\"'`]*)[\"'`]", written)
        bare = "/".join(re.sub(r"\$\{[^}]*\}", "", part).strip("/") for part in parts)
        return join_file(self.project.root.rstrip("/"), bare.removeprefix("./")) if bare else ""

    def source_of(self, path: str) -> str | None:
        """The folder of gatsby-source-filesystem that a file is read from."""
        return next((source for source in self.sources if path.startswith(source + "/")), None)

    def file_path(self, path: str, arguments: str) -> str | None:
        """What `createFilePath` gives for a file."""
        source = self.source_of(path)
        if source is None:
            return None
        base = re.search(r"\bbasePath\s*:\s*[\"'`]([^\"'`$]*)[\"'`]", arguments)
        if base is None and re.search(r"\bbasePath\b|\.\.\.|\btrailingSlash\b(?!\s*:\s*(?:true|false))", arguments):
            return None
        inside = path[len(source) + 1 :]
        stem = re.sub(r"\.\w+\Z", "", inside)
        folder, _, name = stem.rpartition("/")
        relative = posixpath.relpath("/" + folder, "/" + (base[1].strip("/") if base else "src/pages"))
        url = posixpath.normpath(posixpath.join("/", relative, "" if name == "index" else name))
        slash = "" if re.search(r"\btrailingSlash\s*:\s*false", arguments) else "/"
        return url.rstrip("/") + slash if url != "/" else "/"

    def value(self, written: str, path: str, depth: int = 0) -> str | None:
        """The text that an expression gives for the node of a file; None for other code."""
        written = written.strip()
        if depth > 6 or len(written) > 1_000:
            return None
        if re.fullmatch(r"\"[^\"]*\"|'[^']*'", written):
            return written[1:-1]
        if re.fullmatch(r"`[^`]*`", written):
            out, at, inside = "", 0, written[1:-1]
            for hole in _HOLE.finditer(inside):
                value = self.value(hole[1], path, depth + 1)
                if value is None:
                    return None
                out += inside[at : hole.start()] + value
                at = hole.end()
            return out + inside[at:]
        call = _FILE_PATH.match(written)
        if call and call.end() == len(written):
            return self.file_path(path, call[1])
        names = [part for part in re.split(r"\??\.", written) if part]
        if len(names) > 1 and names[-2] == "frontmatter":
            found = self.project.meta(path).get(names[-1])
            return str(found) if isinstance(found, (str, int)) and not isinstance(found, bool) else None
        if len(names) > 1 and names[-2] == "fields":
            return self.field(names[-1], path, depth + 1)
        terms = _terms(written)
        if len(terms) > 1:
            values = [self.value(term, path, depth + 1) for term in terms]
            return None if None in values else "".join(value for value in values if value is not None)
        if re.fullmatch(r"[\w$]+", written):
            return self._name(written, path, depth)
        return None

    def field(self, name: str, path: str, depth: int = 0) -> str | None:
        """The value of a field that `createNodeField` makes; None where it can be one or another."""
        found = [self.value(written, path, depth) for written in self.fields.get(name, [])]
        alike = {"/" + value.strip("/") for value in found if value is not None}
        return found[0] if len(alike) == 1 and None not in found else None

    def of_type(self, path: str, names: Sequence[str]) -> str | None:
        """The value of `{Mdx.frontmatter__slug}` for the node of a file: "" for one that it does not have."""
        if names[:1] == ["frontmatter"] and len(names) == 2 and names[1].lower() in KEYS:
            found = self.project.meta(path).get(names[1].lower())
            if isinstance(found, bool) or not isinstance(found, (str, int, type(None))):
                return None
            return "" if found is None else str(found)
        if names[:1] == ["fields"] and len(names) == 2:
            return self.field(names[1], path)
        source = self.source_of(path) or ""
        folder, _, name = re.sub(r"\.\w+\Z", "", path[len(source) + 1 :]).rpartition("/")
        told = {"name": name, "relativeDirectory": folder, "relativePath": path[len(source) + 1 :]}
        return told.get(names[1]) if names[:1] == ["parent"] and len(names) == 2 else None

    def _name(self, name: str, path: str, depth: int) -> str | None:
        at = js.constant_at(self.text, name)
        declared = len(re.findall(rf"\b(?:const|let|var)\s+{re.escape(name)}\b", self.text))
        if declared > 1:
            return None
        if at is not None:
            end = re.compile(r"[;\n]").search(
                self.text, self.text.find(")", at) if "createFilePath" in self.text[at : at + 20] else at
            )
            return self.value(self.text[at : end.start() if end else len(self.text)], path, depth + 1)
        unpacked = re.search(rf"\{{[^{{}}]*\b{re.escape(name)}\b[^{{}}]*\}}\s*=\s*([\w$.?]+)", self.text)
        return self.value(f"{unpacked[1]}.{name}", path, depth + 1) if unpacked else None


def _terms(written: str) -> list[str]:
    """The terms of a sum, seen from outside of all strings and brackets."""
    found, start, depth = [], 0, 0
    for mark in _TERM.finditer(written):
        if mark[0] == "+" and depth == 0:
            found.append(written[start : mark.start()])
            start = mark.end()
        depth += (mark[0] in "([{") - (mark[0] in ")]}")
    return [*found, written[start:]]


def add_pages(
    project: Project, made: Routes, path: str, node: Node, files: list[str], more: dict[str, list[str]]
) -> NodePages:
    """Adds the pages of every `createPage` whose path is read; the others leave a gap below what is literal of it.

    `more` has the addresses that the files get elsewhere: a file with one address is its page.
    """
    text = node.text

    placed, whole, calls = False, True, 0
    urls: dict[str, list[str]] = {file: list(found) for file, found in more.items()}
    asked = Queries(project, text)
    for match in islice(_CALL.finditer(text), _MOST):
        calls += 1
        argument = js.literal(text[match.end() :])
        written = argument.get("path") if isinstance(argument, dict) else None
        if isinstance(written, str):
            made.add(f"{written.rstrip('/')}/index.html".replace("//", "/"), path)
            continue
        source = written.source if isinstance(written, js.Code) else ""
        values = {file: value for file in files if (value := node.value(source, file)) is not None} if source else {}
        if len(files) > 1 and len(values) == len(files) and len(set(values.values())) == 1:
            # No file decides it: it is one page of the code's own.
            made.add(re.sub(r"/{2,}", "/", f"/{next(iter(values.values()))}/index.html"), path)
            continue
        for file, value in values.items():
            urls.setdefault(file, []).append(re.sub(r"/{2,}", "/", "/" + value.strip("/")))
        placed = placed or bool(values)
        if not values:
            whole = _leave_open(made, path, text, source) and whole
    known = {page.path for page in made.pages if page.output}
    for file, found in urls.items():
        outputs = [url.rstrip("/") + "/index.html" for url in dict.fromkeys(found)]
        facts = project.meta(file)
        is_asked = asked.has(file) if file not in more else True
        is_draft = is_asked is False and (facts.get("draft") is True or facts.get("published") is False)
        # Of several calls, code tells which are for the file: that is not read, so its address is not known.
        if len(outputs) == 1 and file not in known and (is_asked or is_draft):
            state: State = "draft" if is_draft else "published"
            made.pages.append(Page(file, outputs[0], url_of(outputs[0]), title_of(facts), state=state))
        for output in outputs if is_asked is not False else ():
            made.add(output, file)
    _redirects(made, path, text, node.config)
    return NodePages(placed, whole and calls > 0 and calls == len(re.findall(r"\bcreatePage\(", text)))


def _leave_open(made: Routes, path: str, text: str, source: str) -> bool:
    """Notes what can be below the literal start of a path that is not read; False when it has none.

    The path may be a name for it, or one of two: `page === 1 ? "/blog" : `/blog/${page}``.
    """
    if re.fullmatch(r"[\w$]+", source) and len(re.findall(rf"\b(?:const|let|var)\s+{re.escape(source)}\b", text)) == 1:
        at = js.constant_at(text, source)
        source = re.split(r"[;\n]", text[at : at + 1_000], maxsplit=1)[0] if at is not None else source
    both = _EITHER.fullmatch(source.strip())
    parts = [both[1], both[2]] if both else [source.strip()]
    starts = [re.match(r"[`\"'](/[^`\"'$]*)(\$?)", part) for part in parts]
    if not all(start and (not start[2] or start[1].count("/") > 1) for start in starts):
        return False
    for start in starts:
        if start and start[2]:
            made.gap(re.escape(start[1][: start[1].rindex("/") + 1]), f"made by {path}")
        elif start:
            made.add(f"{start[1].rstrip('/')}/index.html", path)
    return True


def _redirects(made: Routes, path: str, text: str, config: str) -> None:
    """The redirects of `createRedirect`. Without a plugin that writes them down the host decides."""
    told = re.search(r"meta-redirect|gatsby-plugin-netlify|gatsby-adapter|gatsby-plugin-(?:s3|gatsby-cloud)", config)
    for call in js.call_arguments(text, "createRedirect")[:_MOST]:
        old, new = (shape.table(call).get(key) for key in ("fromPath", "toPath"))
        if not isinstance(old, str):
            made.gap("/", f"redirects are made by {path}")
        elif told and isinstance(new, str):
            redirects.add(made, old, old.rstrip("/*") or "/", new if "//" in new else made.base + new, path)
        else:
            made.gap(re.escape(old.rstrip("/*")) + (".*" if old.endswith("*") else r"/?\Z"), f"redirected by {path}")
