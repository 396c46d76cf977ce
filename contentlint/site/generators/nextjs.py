"""Next.js (nextjs.org/docs/app/getting-started/layouts-and-pages, /docs/pages/building-your-application/routing)."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Any

from contentlint.site.generators.coded import (
    SHARE,
    UNDER_OTHER_BASE,
    configuration,
    content_files,
    find_bases,
    images_by_code,
    infer,
    is_there,
    is_under_other_base,
    leave_rest,
    set_base,
    sources,
    stated,
)
from contentlint.site.generators.nextjs_middleware import add_middleware
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file, take_apart, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.choices import PRODUCTION
from contentlint.site.reading.meta import title_of
from contentlint.site.reading.shape import MOST
from contentlint.site.redirects import rule

_LISTS = re.compile(r"\b(redirects|rewrites)\s*(?:\(\s*\)|:\s*(?:async\s*)?(?:\(\s*\)|function\s*\(\s*\)))")
_MOST_LISTS = 10
"""Lists of redirects that are read; a configuration has one of each kind."""
_BUILD = {**PRODUCTION, "phase": ("PHASE_PRODUCTION_BUILD",)}
"""What `next build` sets; a configuration that is a function is given the phase."""
_SCRIPTS = (".tsx", ".jsx", ".js", ".ts")


def detect(project: Project) -> str:
    """`next.config.*`, or the package."""
    return project.marker("nextjs") or ("package next" if "next" in project.dependencies else "")


def routes(project: Project) -> Routes:
    """The file routes of `app/` and `pages/`, `public/`, and content whose address the posts' links prove."""
    text = js.strip_comments(project.text(project.marker("nextjs")))
    config = configuration(project, project.marker("nextjs"), _BUILD)
    made = Routes("nextjs", root=project.root)
    is_open = set_base(project, made, project.marker("nextjs"), stated(config, "basePath"), _BUILD)
    _hosts(project, made)
    for path in project.under(project.root + "public"):
        made.add(path[len(project.root) + 6 :])
    dynamic: list[tuple[str, str, str]] = []
    folders = []
    apps = tuple(f"{project.root}{folder}/" for folder in ("app", "src/app"))
    for folder in ("app", "src/app"):
        folders += _app(project, made, project.root + folder, dynamic)
    for folder in ("pages", "src/pages"):
        folders += _router(project, made, project.root + folder, dynamic)
    files = content_files(project, [f + "/" for f in folders])
    exported = js.dig(config, "output") == "export"
    read_params = {
        path for path, prefix, _shape in dynamic if _listed(project, made, path, prefix, files, exported=exported)
    }
    prefixes = sorted({prefix for path, prefix, _shape in dynamic if path not in read_params})
    proved = infer(project, made, files, prefixes)
    locales = _locales(config)
    in_locale = f"(?:/(?:{'|'.join(map(re.escape, locales))}))?" if locales else ""
    for path, prefix, shape in dynamic:
        several = shape.count("[^/]+") + shape.count("(?:/.*)?") > 1
        if path not in read_params and (prefix not in proved or several):
            made.gap(rf"{in_locale}{shape}/?\Z", f"made by code below {prefix or '/'}")
    leave_rest(project, made, files)
    for output, maker in list(made.outputs.items()) if locales else []:
        # nextjs.org/docs/pages/guides/internationalization: the default locale has no prefix, and answers with one.
        if output.endswith("/index.html") and (maker is None or not maker.startswith(apps)):
            for locale in locales:
                made.add(f"/{locale}{output}", maker)
    if is_open:
        find_bases(project, made)
    made.gap(r"/_next/|/api(?:/|\Z)", "made by Next.js")
    made.gap(
        r"/(?:[\w./-]*/)?(?:sitemap[\w.-]*|rss|feed|atom|robots|manifest)\.(?:xml|txt|json|webmanifest)\Z|/(?:rss|feed)/?\Z",
        "made by code",
    )
    _redirects(made, text)
    by_package = re.search(r"nextra|contentlayer|fumadocs|velite|@next/mdx.*rewrites", " ".join(project.dependencies))
    if by_package and not proved and any(not page.output for page in made.pages):
        made.gap("/", "pages are made by a content package")
    add_middleware(project, made)
    names = " ".join(project.dependencies)
    made.ids = (
        (lambda _page: "github")
        if re.search(r"rehype-slug|remark-slug|nextra|fumadocs|github-slugger", names)
        else (lambda _page: "")
    )
    made.templates = tuple(
        f"{project.root}{f}" for f in ("components", "src/components", "layouts", "app", "src/app", "pages")
    )

    links = _has_own_links(project)
    routed = tuple(f"{folder}/" for folder in folders) or ("\0",)

    def read(page: Page, path: str, image: bool) -> Reading:
        if path.startswith("/"):
            if is_under_other_base(project, made, path, is_open):
                return Reading(unknown=UNDER_OTHER_BASE)
            if made.base and not path.startswith(made.base + "/") and is_there(made, path):
                # `next/link` puts the base before the path, a plain `<a>` does not; Markdown makes the latter.
                if links:
                    return Reading((Candidate(made.base + path),))
                if not page.path.startswith(routed):
                    return Reading(unknown="code may put the base path before it")
            return Reading((Candidate(path),))
        file = join_file(page.path.rpartition("/")[0], path)
        found = [Candidate(file=file)]
        if image and not path.startswith(".") and project.exists(below := f"{project.root}{path}"):
            return Reading((*found, Candidate(file=below)))  # an import by the root that `baseUrl` names
        if not page.output:
            return (
                Reading((Candidate(file=file),))
                if project.exists(file)
                else Reading(unknown="the address of this post is made by code")
            )
        here = made.base + url_of(page.output)
        found += [Candidate(join(here.rstrip("/") or "/", path)), Candidate(join(here, path))]
        return Reading(tuple(found))

    made.read = read
    made.images_by_code = cache(lambda: images_by_code(project))
    return made


def _has_own_links(project: Project) -> bool:
    """True when a component of the site takes the place of Markdown's links and uses `next/link`."""
    return any(
        "next/link" in text and re.search(r"\ba\s*[:=(]|components", text)
        for path in project.under(project.root, _SCRIPTS)
        if re.search(r"mdx|markdown", path, re.IGNORECASE) and "node_modules/" not in path
        for text in (project.text(path),)
    )


def _locales(config: dict[str, Any]) -> list[str]:
    """The locales of the pages router."""
    found = js.dig(config, "i18n", "locales")
    return [name for name in found if isinstance(name, str) and name][:MOST] if isinstance(found, list) else []


def _listed(project: Project, made: Routes, path: str, prefix: str, files: list[str], *, exported: bool) -> bool:
    """Adds the pages of a route with one parameter that its code lists, by nextjs.org/docs/app/api-reference/functions/
    generate-static-params: literally, or by the names of the files of a folder. False when it can't be read,
    or others may exist, too."""
    texts = sources(project, path)
    names = re.findall(r"\[+(?:\.\.\.)?([\w-]+)\]+", path)
    maker = re.search(r"\b(?:generateStaticParams|getStaticPaths)\b", texts[0])
    if len(names) != 1 or maker is None or not re.search(r"\]+(?:/page)?\.\w+\Z|\]+/index\.\w+\Z", path):
        return False
    closed = exported or re.search(r"\bdynamicParams\s*=\s*false|\bfallback\s*:\s*false", texts[0]) is not None
    returned = re.search(r"\b(?:return|paths\s*:|=>)\s*+\(?\s*+(?=\[\s*[{\"'`])", texts[0][maker.start() :])
    if returned:
        listed = js.literal(texts[0][maker.start() + returned.end() :])
        values = [_param(entry, names[0]) for entry in listed] if isinstance(listed, list) else [None]
        for value in values:
            if value:
                made.add(f"{prefix}/{value.strip('/')}/index.html", path)
        return closed and all(values)
    return _from_files(project, made, texts, prefix, files)


def _param(entry: Any, name: str) -> str | None:
    if isinstance(entry, dict):
        found = js.dig(entry, "params", name) if "params" in entry else js.dig(entry, name)
        return "/".join(map(str, found)) if isinstance(found, list) else found if isinstance(found, str) else None
    return None


def _from_files(project: Project, made: Routes, texts: list[str], prefix: str, files: list[str]) -> bool:
    """The pages that are made from the names of the files in a folder: `readdirSync(path.join(cwd, "posts"))`."""
    text = "\n".join(texts)
    if not re.search(r"\breaddir(?:Sync)?\(", text) or re.search(
        r"\bslug\s*[:=]\s*(?:\w+\.)*(?:data|frontmatter)\.", text
    ):
        return False
    if not re.search(
        r"\.replace\(\s*(?:/\\\.mdx?\??\$/|[\"']\.mdx?[\"'])|basename\([^)]*[\"']\.mdx?[\"']|path\.parse\(", text
    ):
        return False
    folders = [project.root + "/".join(parts) for parts in _folders(text)]
    found = [folder for folder in dict.fromkeys(folders) if any(f.startswith(folder + "/") for f in files)]
    linked = {
        take_apart(target).path.rstrip("/")
        for path in files
        for target in project.targets(path)
        if target.startswith(prefix + "/")
    }
    by_folder = [_in_folder(folder, prefix, files) for folder in found]
    if len(found) > 1:  # the links tell which of them the route is made from
        by_folder = [names for names in by_folder if linked & set(names)]
    names = {url: path for part in by_folder for url, path in part.items()}
    if not names or (linked and not linked & set(names)):
        return False  # the links speak for other addresses
    if len(found) > 1 and len(linked & set(names)) < SHARE * len(linked):
        return False
    for url, path in names.items():
        facts = project.meta(path)
        made.pages.append(Page(path, url + "/index.html", url, title_of(facts)))
        made.add(url + "/index.html", path)
    return True


def _in_folder(folder: str, prefix: str, files: list[str]) -> dict[str, str]:
    """The addresses below a prefix that the files right in a folder have by their names."""
    names: dict[str, str] = {}
    for path in files:
        rest = path.removeprefix(folder + "/")
        if rest != path and "/" not in rest:
            names[f"{prefix}/{re.sub(r'[.]mdx?$', '', rest)}"] = path
    return names


def _folders(text: str) -> list[list[str]]:
    """The folders that code names from the working directory: `join(process.cwd(), "content", "posts")`."""
    joined = islice(re.finditer(r"\bprocess\.cwd\(\)\s*,([^()\n]{1,300})\)", text), 20)
    named = islice(re.finditer(r"\breaddir(?:Sync)?\(\s*[\"'`]\.?/?([\w./@-]+?)/?[\"'`]", text), 20)
    return [
        *(re.findall(r"[\"'`]\.?/?([\w./@-]+?)/?[\"'`]", match[1]) for match in joined),
        *([match[1]] for match in named),
    ]


def _hosts(project: Project, made: Routes) -> None:
    for path in project.paths:
        if (
            re.search(
                r"(?:site[\w-]*|config|metadata|constants|next-sitemap(?:\.config)?)\.(?:js|ts|mjs|cjs|json)\Z", path
            )
            and "node_modules" not in path
        ):
            for value in re.findall(
                r"[\"']?\b(?:siteUrl|SITE_URL|baseUrl|BASE_URL|url|host|domain|metadataBase)\b[\"']?\s*[:=]\s*(?:new URL\()?[\"'](https?://[^\"']+)",
                project.text(path),
            ):
                if not re.search(r"github\.com|twitter\.com|x\.com|linkedin|youtube|facebook|localhost", value):
                    made.hosts.append(value)


def _shape(segments: list[str]) -> tuple[str, str, bool]:
    """(fixed prefix, pattern, whether any segment is dynamic) of route segments."""
    fixed: list[str] = []
    shape = ""
    dynamic = False
    for segment in segments:
        if re.fullmatch(r"\(.*\)|@.*", segment):
            continue
        if re.fullmatch(r"\[\[?\.\.\.[^\]]+\]\]?", segment):
            dynamic = True
            shape += "(?:/.*)?"
        elif "[" in segment:
            dynamic = True
            shape += "/[^/]+"
        else:
            shape += "/" + re.escape(segment)
            if not dynamic:
                fixed.append(segment)
    return "".join("/" + f for f in fixed), shape, dynamic


def _settle(
    project: Project, made: Routes, path: str, segments: list[str], dynamic: list[tuple[str, str, str]]
) -> None:
    prefix, shape, moving = _shape(segments)
    if moving:
        dynamic.append((path, prefix, shape))
        return
    output = prefix + "/index.html"
    if path.lower().endswith(CONTENT):
        facts = project.meta(path)
        made.pages.append(Page(path, output, prefix or "/", title_of(facts)))
    made.add(output, path)


def _app(project: Project, made: Routes, folder: str, dynamic: list[tuple[str, str, str]]) -> list[str]:
    any_page = False
    for path in project.under(folder, (*_SCRIPTS, ".mdx", ".md")):
        segments = path[len(folder) + 1 :].split("/")
        name = segments.pop()
        if any(s.startswith("_") for s in segments):
            continue
        if re.fullmatch(r"page\.(?:tsx|jsx|js|ts|mdx|md)", name):
            any_page = True
            _settle(project, made, path, segments, dynamic)
        elif re.fullmatch(r"route\.(?:ts|js)", name):
            prefix, shape, moving = _shape(segments)
            if moving:
                made.gap(rf"{shape}/?\Z", f"made by {path}")
            else:
                made.add(prefix or "/index.html", path)
    return [folder] if any_page else []


def _router(project: Project, made: Routes, folder: str, dynamic: list[tuple[str, str, str]]) -> list[str]:
    any_page = False
    for path in project.under(folder, (*_SCRIPTS, ".mdx", ".md")):
        relative = path[len(folder) + 1 :]
        if relative.startswith(("api/", "_")) or relative.endswith(".d.ts"):
            continue
        any_page = True
        stem = re.sub(r"\.\w+\Z", "", relative)
        segments = [s for s in re.sub(r"(?:\A|/)index\Z", "", stem).split("/") if s]
        _settle(project, made, path, segments, dynamic)
    return [folder] if any_page else []


def _redirects(made: Routes, text: str) -> None:
    for match in islice(_LISTS.finditer(text), _MOST_LISTS):
        block = text[match.end() : match.end() + 20_000]
        literal = re.search(r"\[\s*(?=\{)", block)
        if not literal:
            made.gap("/", f"{match[1]} are made by code in next.config")
            continue
        for source, target in _rules(block[literal.start() :]):
            made_rule = rule(source, target, "next.config", 200 if match[1] == "rewrites" else 301)
            if made_rule:
                made.redirects.append(made_rule)


def _rules(text: str) -> list[tuple[str, str]]:
    found: Any = js.config("module.exports = {rules: " + text)
    entries = found.get("rules") if isinstance(found, dict) else None
    return [
        (e["source"], e["destination"])
        for e in entries or []
        if isinstance(e, dict)
        and isinstance(e.get("source"), str)
        and isinstance(e.get("destination"), str)
        and "has" not in e
    ]
