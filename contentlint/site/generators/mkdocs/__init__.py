"""MkDocs and Material for MkDocs (mkdocs.org/user-guide/configuration, squidfunk.github.io/mkdocs-material)."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Any

from contentlint.guard.globs import any_glob, matches
from contentlint.site import redirects
from contentlint.site.generators.mkdocs.config import left_out, main, plugins_of, read
from contentlint.site.model import Candidate, Page, Reading, Routes, State
from contentlint.site.paths import host_and_path, join, join_file, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import shape
from contentlint.site.reading.js import Code
from contentlint.site.reading.meta import Meta, date_of, texts, title_of

_LONGEST_HEADING = 500
_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_MAKES_PAGES = (
    "gen-files monorepo multirepo api-autonav autoapi mkdoxy external-files simple typer2 gallery jupyter "
    "mkdocs-jupyter mike github-pages pagetree blogging techdocs-core"
).split()


def detect(project: Project) -> str:
    """`mkdocs.yml`, or a file named like it."""
    return main(project)


def routes(project: Project) -> Routes:
    """Everything in `docs_dir` at its path; blog posts at theirs."""
    return of(project, read(project, main(project)), Routes("mkdocs", root=project.root))


def of(project: Project, config: dict[str, Any], made: Routes, endings: tuple[str, ...] = _ENDINGS) -> Routes:
    """What a configuration makes of the files below the root; those with other endings are copied."""
    folder = config.get("docs_dir")
    docs = join_file(project.root.rstrip("/"), folder if isinstance(folder, str) and folder else "docs")
    site = config.get("site_url")
    if isinstance(site, Code):
        made.other_bases = ("*",)
        made.notes.append("site_url comes from the environment: the base path can't be known")
    if isinstance(site, str) and "//" in site:
        made.hosts.append(site)
        made.base = host_and_path(site)[1].rstrip("/")
    for key in ("docs_dir", "use_directory_urls"):
        if isinstance(config.get(key), Code):
            made.gap("/", f"{key} comes from the environment")
    folders = config.get("use_directory_urls") is not False
    plugins = plugins_of(config)
    _pages(project, config, made, docs, folders, plugins, endings)
    _generated(project, config, made, plugins)
    made.facts["zensical"] = "project" in shape.table(project.data(f"{project.root}zensical.toml"))
    _ids(config, made)
    theme = config.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    made.templates = (join_file(project.root.rstrip("/"), str(custom)),) if custom else ()
    _links(project, config, made, docs)
    return made


def _output(stem: str, folders: bool) -> str:
    folder, _, name = stem.rpartition("/")
    if name.lower() in ("index", "readme") and name in ("index", "README"):
        return f"/{folder}/index.html".replace("//", "/")
    return f"/{stem}/index.html" if folders else f"/{stem}.html"


def _excluded(config: dict[str, Any]) -> Any:
    globs: list[str] = []
    kept: list[str] = []
    for key in ("exclude_docs", "draft_docs"):
        for line in str(config.get(key) or "").splitlines():
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            target = kept if line.startswith("!") else globs
            bare = line.lstrip("!").rstrip("/")
            anchored = bare.startswith("/") or "/" in bare
            bare = bare.lstrip("/")
            target += [bare, bare + "/**"] if anchored else [bare, "**/" + bare, bare + "/**", "**/" + bare + "/**"]
    out, back = any_glob(globs), any_glob(kept)
    return lambda path: bool(out(path)) and not back(path)


def _pages(
    project: Project,
    config: dict[str, Any],
    made: Routes,
    docs: str,
    folders: bool,
    plugins: list[tuple[str, dict[str, Any]]],
    endings: tuple[str, ...],
) -> None:
    blogs = [options for name, options in plugins if name == "blog"]
    i18n = next((o for n, o in plugins if n == "i18n"), None)
    locales, default = _locales(i18n)
    skip, by_plugin = _excluded(config), left_out(plugins)
    start = len(docs) + 1 if docs else 0
    for path in project.under(docs):
        relative = path[start:]
        if any(p.startswith(".") for p in relative.split("/")) or skip(relative) or by_plugin(relative):
            continue
        if not path.lower().endswith(endings):
            made.add("/" + relative)
            continue
        facts = project.meta(path)
        title = title_of(facts)
        stem = relative[: relative.rfind(".")]
        blog = next((b for b in blogs if _in_posts(relative, b)), None)
        state: State = "published"
        if blog is not None:
            output = _post_output(relative, facts, blog, folders)
            state = "draft" if facts.get("draft") is True else "published"
        else:
            lang = next((x for x in locales if stem.endswith("." + x)), "")
            if lang:
                stem = stem[: -len(lang) - 1]
                output = _output(stem if lang == default else f"{lang}/{stem}", folders)
            else:
                output = _output(stem, folders)
            if stem.endswith("README") and project.exists(f"{path[: -len('README.md')]}index.md"):
                output = ""
        made.pages.append(
            Page(path, output, url_of(output) if output else "", title, state=state if output else "excluded")
        )
        if output and state == "published":
            made.add(output, path)
            if locales and not any(relative.startswith(x + "/") for x in locales):
                for locale in locales:
                    if locale != default:
                        made.add(f"/{locale}{output}", path)


def _locales(options: dict[str, Any] | None) -> tuple[list[str], str]:
    languages = (options or {}).get("languages")
    found, default = [], ""
    for entry in shape.tables(languages)[: shape.MOST]:
        if entry.get("locale"):
            found.append(str(entry["locale"]))
            if entry.get("default"):
                default = str(entry["locale"])
    if isinstance(languages, dict):
        found = [k for k in languages if k != "default"][: shape.MOST]
        default = str((options or {}).get("default_language") or "")
    return found, default


def _blog_dir(options: dict[str, Any]) -> str:
    folder = str(options.get("blog_dir", "blog")).strip("/")
    return "" if folder == "." else folder


def _in_posts(relative: str, options: dict[str, Any]) -> bool:
    form = str(options.get("post_dir") or "{blog}/posts")
    folder = form.replace("{blog}", _blog_dir(options)).strip("/").removeprefix("./")
    return bool(folder) and matches(relative, f"{folder}/**")


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFC", re.sub(r"<[^>]*>", "", text)).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def _post_output(relative: str, facts: Meta, options: dict[str, Any], folders: bool) -> str:
    """`post_url_format` filled; "" when the post's day can't be known."""
    name = PurePosixPath(relative).stem
    if name in ("index", "README"):
        name = PurePosixPath(relative).parent.name
    title = str(facts.get("title") or _plain(str(facts.get("h1") or "")) or name.replace("-", " ").replace("_", " "))
    form = str(options.get("post_url_format") or "{date}/{slug}")
    date = facts.get("date")
    day = date_of(date.get("created")) if isinstance(date, dict) else date_of(date)
    if "{date}" in form and day is None:
        return ""
    written = ""
    if day is not None:
        written = str(options.get("post_url_date_format") or "yyyy/MM/dd")
        for token, value in (
            ("yyyy", f"{day.year:04d}"),
            ("MM", f"{day.month:02d}"),
            ("dd", f"{day.day:02d}"),
            ("yy", f"{day.year % 100:02d}"),
            ("M", str(day.month)),
            ("d", str(day.day)),
        ):
            written = re.sub(rf"(?<![A-Za-z]){token}(?![A-Za-z])", value, written)
    limit = options.get("post_url_max_categories")
    limit = limit if isinstance(limit, int) and 0 < limit < shape.MOST else 1
    filled = (
        form.replace("{date}", written)
        .replace("{slug}", str(facts.get("slug") or _slug(title)))
        .replace("{file}", name)
        .replace("{categories}", "/".join(_slug(c) for c in texts(facts.get("categories"))[:limit]))
    )
    inner = re.sub(r"/{2,}", "/", f"/{_blog_dir(options)}/{filled}").strip("/")
    return f"/{inner}/index.html" if folders else f"/{inner}.html"


def _plain(heading: str) -> str:
    heading = heading[:_LONGEST_HEADING].rstrip()
    if heading.endswith("}") and "{" in heading:
        heading = heading[: heading.rindex("{")].rstrip()
    heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", heading).strip()


def _generated(
    project: Project, config: dict[str, Any], made: Routes, plugins: list[tuple[str, dict[str, Any]]]
) -> None:
    for name in ("/sitemap.xml", "/404.html", "/search/search_index.json", "/sitemap.xml.gz"):
        made.outputs.setdefault(name, None)
    made.gap(r"/assets/|/css/|/js/|/fonts/", "files of the theme")
    made.gap(r"/[\w./-]*\.(?:xml|json|inv)\Z", "made by a plugin")
    for name, options in plugins:
        if name in _MAKES_PAGES:
            made.gap("/", f"pages may be made by the plugin {name}")
        if name == "blog":
            blog = "/" + _blog_dir(options) if _blog_dir(options) else ""
            made.gap(
                rf"{re.escape(blog)}/(?:archive|category|author|page|tags?)(?:/.*)?\Z", "a list made by the blog plugin"
            )
            if blog:
                made.add(f"{blog}/index.html")
        if name == "redirects":
            for old, new in shape.table(options.get("redirect_maps")).items():
                source = url_of(_output(re.sub(r"\.md\Z", "", str(old)), True))
                goal = str(new)
                if "//" not in goal:
                    bare, mark, fragment = goal.partition("#")
                    goal = made.base + url_of(_output(re.sub(r"\.md\Z", "", bare), True)) + mark + fragment
                redirects.add(made, source, source, goal, "mkdocs.yml")
    for hook in texts(config.get("hooks")):
        text = project.text(join_file(project.root.rstrip("/"), hook))
        if re.search(r"\bid=|attr_list|\banchor|on_page_markdown", text):
            made.ids_open = f"{hook} may add it"
        if re.search(r"\bFile\.generated\b|\bFile\(|def on_files\b", text):
            made.gap("/", f"pages may be made by {hook}")


def _ids(config: dict[str, Any], made: Routes) -> None:
    extensions: dict[str, Any] = {}
    entries = config.get("markdown_extensions")
    for entry in entries if isinstance(entries, list) else [entries]:
        if isinstance(entry, str):
            extensions[entry] = {}
        elif isinstance(entry, dict):
            extensions.update(entry)
    toc = extensions.get("toc") or extensions.get("markdown.extensions.toc") or {}
    slugify = toc.get("slugify") if isinstance(toc, dict) else None
    name = "python-markdown"
    if slugify is not None:
        told = str(slugify)
        if "pymdownx" in told:
            name = _pymdownx(told)
        elif "slugify_unicode" in told:
            name = "python-markdown-unicode"
        else:
            name = ""
    if isinstance(toc, dict) and toc.get("separator") not in (None, "-"):
        name = ""
    if name and any(e in ("smarty", "markdown.extensions.smarty") for e in extensions):
        name = {"python-markdown": "python-markdown-smarty", "pymdownx": "pymdownx-smarty"}.get(name, "")
    made.ids = lambda _page: name
    made.facts["admonitions"] = any(re.search(r"admonition|details|tabbed|blocks", e) for e in extensions) or (
        made.facts.get("zensical") is True and entries is None
    )
    full = any("attr_list" in e or e in ("extra", "markdown.extensions.extra", "pymdownx.extra") for e in extensions)
    # Zensical has attr_list and more where nothing is chosen (zensical.org/docs/setup/extensions).
    made.custom_ids = full or (made.facts.get("zensical") is True and entries is None)


def _pymdownx(told: str) -> str:
    """The rule for ids of a slugify function of pymdownx.slugs, "" when it is one of the rare ones."""
    if "lower-ascii" in told or "percent" in told or "sep" in told:
        return ""
    if "lower" in told or "uslugify" in told:
        return "pymdownx"
    return "pymdownx-case" if "case" not in told and re.search(r"slugs\.slugify\b", told) else ""


def _links(project: Project, config: dict[str, Any], made: Routes, docs: str) -> None:
    by_path = {p.path: p for p in made.pages}
    validation = config.get("validation")
    to_docs = "relative_to_docs" in str(validation)

    def reading(page: Page, path: str, image: bool) -> Reading:
        folder = page.path.rpartition("/")[0]
        if path.startswith("/"):
            if to_docs:
                file = join_file(docs, path.lstrip("/"))
                if file in by_path:
                    return Reading((Candidate(page=by_path[file]),))
                return Reading((Candidate(file=file), Candidate(made.base + path)))
            return Reading((Candidate(path),))
        file = join_file(folder, path)
        if path.lower().endswith(CONTENT):
            goal = by_path.get(file)
            if goal is not None and goal.output:
                return Reading((Candidate(page=goal),))
            if goal is None and page.output and file.startswith(docs + "/") and project.exists(file):
                # A file that is left out: the link stays as it is written, and nothing is there.
                return Reading((Candidate(join(made.base + url_of(page.output), path)),), strict=True)
            return Reading(
                (Candidate(file=file),) if goal is None else (),
                unknown="" if goal is None else "the day of that post can't be known",
            )
        found = [Candidate(file=file)] if "." in file.rsplit("/", 1)[-1] else []
        if page.output:
            found.append(Candidate(join(made.base + url_of(page.output), path)))
        if not found:
            return Reading(unknown="the address of this post can't be known")
        return Reading(tuple(found))

    made.read = reading
