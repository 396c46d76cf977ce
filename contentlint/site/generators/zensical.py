"""Zensical (zensical.org/docs): MkDocs' settings in `zensical.toml`, and MkDocs' rules but for what stands here."""

from __future__ import annotations

import re
from typing import Any

from contentlint.site.generators import mkdocs
from contentlint.site.generators.mkdocs.config import main, plugins_of, read
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file
from contentlint.site.project import Project
from contentlint.site.reading import shape

_SETTINGS = frozenset(
    "site_name site_url site_description site_author docs_dir site_dir dev_addr copyright repo_url repo_name edit_uri "
    "edit_uri_template remote_branch remote_name exclude_docs draft_docs not_in_nav watch extra_css extra_javascript "
    "extra_templates nav strict use_directory_urls theme extra plugins markdown_extensions validation hooks INHERIT "
    "google_analytics pages config_file_path mdx_configs".split()
)
_REQUIRED = ("requirements.txt", "requirements-docs.txt", "docs/requirements.txt", "pyproject.toml")
_MAKE_NO_PAGES = frozenset(
    "autorefs awesome-nav blog callouts exclude gh-admonitions git-revision-date-localized glightbox include-markdown "
    "literate-nav macros mkdocs-nav-weight markdown-exec markdownextradata meta meta-descriptions mike minify "
    "mkdocs-audio mkdocs-video mkdocstrings optimize privacy redirects rss search social table-reader tags".split()
)
"""Plugins that Zensical has rules of its own for and that add no pages but those that are worked out."""


def detect(project: Project) -> str:
    """`zensical.toml`; or `mkdocs.yml`, where a workflow builds it with Zensical or only Zensical is required."""
    if own := project.marker("zensical"):
        return own
    if not project.marker("mkdocs"):
        return ""
    for path in project.under(".github/workflows", (".yml", ".yaml")):
        if re.search(r"\bzensical\s+build\b", project.text(path)):
            return path
    required = (folder + name for folder in dict.fromkeys((project.root, "")) for name in _REQUIRED)
    for path in required:
        text = project.text(path) if project.exists(path) else ""
        if re.search(r"(?m)^[ \t\"']*zensical\b", text) and "mkdocs" not in text:
            return path
    return ""


def routes(project: Project) -> Routes:
    """Everything in `docs_dir` at its path. Only `.md` is Markdown; all else is copied."""
    path = project.marker("zensical") or main(project)
    config = read(project, path)
    if any(name == "offline" and options.get("enabled") is not False for name, options in plugins_of(config)):
        config["use_directory_urls"] = False
    made = mkdocs.of(project, config, Routes("zensical", root=project.root), (".md",))
    unknown = [key for key in config if key not in _SETTINGS]
    if unknown:
        made.notes.append(f"{path}: what {', '.join(sorted(unknown)[:5])} may change is not known")
    for name, _ in plugins_of(config):
        if name == "llmstxt":
            made.gap(r"/[^#]*\.(?:md|txt)\Z", "made by the plugin llmstxt")
        elif name not in _MAKE_NO_PAGES:
            made.gap("/", f"pages may be made or moved by the plugin {name}")
    for name in ("/search.js", "/search.json"):
        made.outputs.setdefault(name, None)
    _ids(config, made)
    _links(project, config, made)
    return made


def _ids(config: dict[str, Any], made: Routes) -> None:
    """The algorithm that `toc` names, after what the extensions make of a heading's words."""
    base = made.ids(Page("", ""))
    names = _extensions(config.get("markdown_extensions"))
    if names is None:
        made.custom_ids = True
        names = {"pymdownx.emoji", "pymdownx.smartsymbols", "footnotes", "attr_list"}
    settings = ["no-images"]
    settings += ["emoji"] if "pymdownx.emoji" in names else []
    settings += ["symbols"] if "pymdownx.smartsymbols" in names else []
    settings += [] if names & {"footnotes", "extra", "markdown.extensions.footnotes"} else ["no-footnotes"]
    settings += ["attributes"] if made.custom_ids else []
    algorithm = " ".join([base, *settings]) if base else ""
    made.ids = lambda _page: algorithm


def _links(project: Project, config: dict[str, Any], made: Routes) -> None:
    """Links are seen from the source file's folder, be they to Markdown or not; none leads out of the site."""
    by_path = {page.path: page for page in made.pages if page.output}
    folder = config.get("docs_dir")
    docs = join_file(project.root.rstrip("/"), folder if isinstance(folder, str) and folder else "docs")
    start = len(docs) + 1 if docs else 0
    folders = config.get("use_directory_urls") is not False
    validation = shape.table(config.get("validation"))
    told = (validation.get("absolute_links"), shape.table(validation.get("links")).get("absolute_links"))
    to_docs = "relative_to_docs" in told or validation.get("absolute_links_relative_to_docs") is True

    def reading(page: Page, path: str, image: bool) -> Reading:
        if path.startswith("/") and not to_docs:
            return Reading((Candidate(path),))
        inside = join("/" + page.path[start:], path)
        goal = by_path.get((docs + inside).lstrip("/"))
        if goal is not None:
            return Reading((Candidate(page=goal),))
        if inside.endswith(".md"):
            stem = re.sub(r"(?<=/)(?:index|README)\Z", "", inside[:-3])
            inside = stem if stem.endswith("/") else stem + ("/" if folders else ".html")
        return Reading((Candidate(made.base + inside),))

    made.read = reading


def _extensions(value: Any) -> set[str] | None:
    """The names of the Markdown extensions; None where Zensical's own set holds. `pymdownx` may be a table of them."""
    if value is None:
        return None
    if isinstance(value, dict):
        return {*value, *(f"pymdownx.{name}" for name in shape.table(value.get("pymdownx")))}
    found: set[str] = set()
    for entry in shape.entries(value):
        found |= set(entry) if isinstance(entry, dict) else {str(entry)}
    return found
