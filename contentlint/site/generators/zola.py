"""Zola (getzola.org/documentation/content, /content/linking, /getting-started/configuration)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.guard.data import load_toml, load_yaml
from contentlint.guard.globs import any_glob
from contentlint.site import redirects
from contentlint.site.model import Candidate, Page, Reading, Routes, State
from contentlint.site.paths import host_and_path, join, join_file, url_of
from contentlint.site.project import Project
from contentlint.site.reading import shape
from contentlint.site.reading.ids import transliterate
from contentlint.site.reading.meta import Meta, split, texts, title_of

_SHAPES: shape.Shapes = {
    "languages": (dict,),
    "slugify": (dict,),
    "taxonomies": (list,),
    "theme": (str,),
    "ignored_content": (list,),
    "base_url": (str,),
}


def detect(project: Project) -> str:
    """`zola.toml`, or a `config.toml` with `base_url` beside `content/`."""
    path = project.find("zola.toml", "config.toml")
    data = project.data(path) if path else {}
    return path if isinstance(data, dict) and "base_url" in data and "baseURL" not in data else ""


def slugify(text: str) -> str:
    """The `slug` crate, for Latin, German and Cyrillic; other scripts can't be known."""
    return re.sub(r"[^a-z0-9]+", "-", transliterate(text).lower()).strip("-")


def routes(project: Project) -> Routes:
    """Sections and pages by path and slug, co-located files, static, taxonomies."""
    config_path = project.find("zola.toml", "config.toml")
    config = project.fitting(config_path, project.data(config_path), _SHAPES) if config_path else {}
    made = Routes("zola", root=project.root, ids=lambda _page: "zola", custom_ids=True)
    site = config.get("base_url")
    if isinstance(site, str) and "//" in site:
        made.hosts.append(site)
        made.base = host_and_path(site)[1].rstrip("/")
    content = project.root + "content"
    default = str(config.get("default_language") or "en")
    languages = [key for key in shape.table(config.get("languages")) if key != default][: shape.MOST]
    slugs = shape.table(config.get("slugify"))
    strategy, anchors = str(slugs.get("paths") or "on"), str(slugs.get("anchors") or "on")
    if anchors != "on":
        made.ids = lambda _page: ""
    ignored = any_glob(texts(config.get("ignored_content")))
    for place in (project.root + "static", *(f"{project.root}themes/{t}/static" for t in texts(config.get("theme")))):
        for path in project.under(place):
            made.add(path[len(place) :])
    made.templates = (
        project.root + "templates",
        *(f"{project.root}themes/{t}/templates" for t in texts(config.get("theme"))),
    )
    by_path: dict[str, Page] = {}
    for path in project.under(content):
        relative = path[len(content) + 1 :]
        if ignored(relative) or relative.rsplit("/", 1)[-1].startswith("."):
            continue
        if not path.endswith(".md"):
            made.add("/" + relative)
            continue
        page = _page(project, path, relative, languages, strategy)
        made.pages.append(page)
        by_path[path] = page
        if page.state == "published":
            made.add(page.output, path)
            for alias in texts(project.meta(path).get("aliases")):
                below = "/" + alias.strip("/").removesuffix("index.html")
                redirects.add(made, alias, below, made.base + page.url, path)
    _assets(made, content, by_path)
    _generated(project, config, made, languages)

    def read(page: Page, path: str, image: bool) -> Reading:
        if path.startswith("@/"):
            goal = by_path.get(f"{content}/{path[2:]}")
            return (
                Reading((Candidate(page=goal),))
                if goal
                else Reading((Candidate(file=f"{content}/{path[2:]}"),), strict=True)
            )
        if path.startswith("/"):
            return Reading((Candidate(path),))
        found = [Candidate(join(made.base + url_of(page.output), path))]
        if "." in path.rsplit("/", 1)[-1] and not path.endswith(".md"):
            found.append(Candidate(file=join_file(page.path.rpartition("/")[0], path)))
        return Reading(tuple(found))

    made.read = read
    return made


def _slugged(text: str, strategy: str) -> str:
    """A part of an address by a strategy of the table `slugify`."""
    if strategy == "on":
        return slugify(text)
    bare = re.sub(r"[<>:\"/|?*#\\\n\r()\[\]]", "", text)
    return bare.replace(" ", "_" if strategy == "safe" else " ")


def _page(project: Project, path: str, relative: str, languages: list[str], strategy: str) -> Page:
    facts: Meta = project.meta(path)
    stem = relative[:-3]
    lang = next((x for x in languages if stem.endswith("." + x)), "")
    stem = stem[: -len(lang) - 1] if lang else stem
    folder, _, name = stem.rpartition("/")

    def slugged(text: str) -> str:
        return _slugged(text, strategy)

    if name == "_index":
        inner = [slugged(p) for p in folder.split("/") if p]
    else:
        parents = folder.split("/") if folder else []
        if name == "index" and parents:
            name = parents.pop()
        bare = re.sub(r"\A\d{4}-\d{2}-\d{2}(?:T[\d:Z+-]+)?[_-]", "", name)
        last = str(facts["slug"]) if facts.get("slug") not in (None, "") else bare
        inner = [*(slugged(p) for p in parents), slugged(last)]
    own = facts.get("path")
    url = "/" + (str(own).strip("/") if isinstance(own, str) and own else "/".join(p for p in inner if p))
    if lang and not (isinstance(own, str) and own):
        url = f"/{lang}{url}"
    output = url.rstrip("/") + "/index.html"
    hidden = facts.get("draft") is True
    excluded = facts.get("render") is False
    state: State = "draft" if hidden else ("excluded" if excluded else "published")
    return Page(
        path,
        "" if excluded else output,
        url_of(output),
        title_of(facts),
        lang,
        state=state,
    )


def _assets(made: Routes, content: str, by_path: dict[str, Page]) -> None:
    """Files beside an `index.md` are at the page's address."""
    homes = {p.path.rsplit("/", 1)[0]: p for p in by_path.values() if re.search(r"/_?index(?:\.\w+)?\.md\Z", p.path)}
    for output in [o for o, source in made.outputs.items() if source is None]:
        folder = f"{content}{output}".rsplit("/", 1)[0]
        home = homes.get(folder)
        if home is not None and home.output:
            made.add(url_of(home.output) + output.rsplit("/", 1)[-1])


def _terms(project: Project, made: Routes, lang: str, name: str) -> set[str]:
    """A taxonomy's terms that published pages of a language have (getzola.org/documentation/content/taxonomies)."""
    found: set[str] = set()
    for page in made.pages:
        if page.lang != lang or page.state == "draft":
            continue
        kind, inside, _ = split(project.text(page.path))
        if "taxonomies" not in inside or kind not in ("toml", "yaml"):
            continue
        try:
            data = load_toml(inside) if kind == "toml" else load_yaml(inside)
        except ValueError:
            continue
        found.update(texts(shape.table(shape.table(data).get("taxonomies")).get(name)))
    return found


def _taxonomies(project: Project, config: dict[str, Any], made: Routes, languages: list[str]) -> None:
    strategy = str(shape.table(config.get("slugify")).get("taxonomies") or "on")
    for lang in ("", *languages):
        holder = config if not lang else shape.table(shape.table(config.get("languages")).get(lang))
        for entry in shape.tables(holder.get("taxonomies"))[: shape.MOST]:
            name = str(entry.get("name") or "")
            if not name or entry.get("render") is False:
                continue
            place = (f"/{lang}" if lang else "") + "/" + _slugged(name, strategy)
            terms = _terms(project, made, lang, name)
            made.add(f"{place}/index.html")
            for term in terms:
                made.add(f"{place}/{_slugged(term, strategy)}/index.html")
            if not all(transliterate(term).isascii() for term in terms):
                made.gap(rf"{re.escape(place)}(?:/.*)?\Z", f"a term of the taxonomy {name}")


def _generated(project: Project, config: dict[str, Any], made: Routes, languages: list[str]) -> None:
    _taxonomies(project, config, made, languages)
    made.gap(r"(?:/.*)?/page/\d+/?\Z", "a numbered page")
    made.gap(
        r"(?:/.*)?/(?:rss|atom|feed|sitemap)\.xml\Z|/search_index\.\w+\.js(?:on)?\Z|/processed_images/|/elasticlunr\.min\.js|/robots\.txt|/404\.html",
        "made by Zola",
    )
    made.gap(r"/[\w./-]+\.css\Z", "made of Sass")
    made.outputs.setdefault("/index.html", None)
