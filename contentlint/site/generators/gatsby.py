"""Gatsby (gatsbyjs.com/docs/reference/routing): files below `src/pages`, and what `gatsby-node` makes."""

from __future__ import annotations

import re
from collections.abc import Callable

from contentlint.site.generators import gatsby_config, gatsby_pages
from contentlint.site.generators.coded import (
    UNDER_OTHER_BASE,
    content_files,
    find_bases,
    infer,
    is_under_other_base,
    leave_rest,
    set_base,
    stated,
)
from contentlint.site.generators.gatsby_config import Config
from contentlint.site.generators.gatsby_node import Node, NodePages, add_pages
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.choices import PRODUCTION
from contentlint.site.reading.meta import title_of

_REMARK, _MDX = "gatsby-transformer-remark", "gatsby-plugin-mdx"
_LEAVE_LINKS = re.compile(
    r"gatsby-remark-(?:autolink-headers|images|copy-linked-files|prismjs|smartypants|responsive-iframe|katex|external-links"
    r"|vscode|embed-[\w-]+|code-[\w-]+|footnotes|emoji[\w-]*|highlight-code|images-[\w-]+|table-of-contents)\Z"
)
"""Plugins of a Markdown plugin that leave links to Markdown files as they are written."""

_NOT_COPIED = ("png", "jpg", "jpeg", "bmp", "tiff")
"""Files that gatsby-remark-copy-linked-files leaves to gatsby-remark-images."""


def detect(project: Project) -> str:
    """`gatsby-config.*`, or the package."""
    return project.marker("gatsby") or ("package gatsby" if "gatsby" in project.dependencies else "")


def routes(project: Project) -> Routes:
    """`src/pages`, `static/`, what `gatsby-node` makes, and content whose address the posts' own links prove."""
    config = gatsby_config.read(project)
    made = Routes("gatsby", root=project.root)
    is_open = set_base(project, made, project.marker("gatsby"), stated(config.data, "pathPrefix"), PRODUCTION)
    site = js.dig(config.data, "siteMetadata", "siteUrl")
    if isinstance(site, str):
        made.hosts.append(site)
    for path in project.under(project.root + "static"):
        made.add(path[len(project.root) + 6 :])
    folder = project.root + "src/pages"
    code = project.find("gatsby-node.js", "gatsby-node.mjs", "gatsby-node.ts", "gatsby-node.cjs")
    node = Node(project, js.strip_comments(project.text(code)) if code else "", config.text)
    content = content_files(project, [folder + "/"])
    nodes = _nodes(project, config, node)
    of_mdx = tuple(_mdx_endings(project, config))
    by_file = gatsby_pages.read(project, made, folder, of_mdx, nodes, node.of_type)
    for path, output in by_file.own.items():
        made.pages.append(Page(path, output, url_of(output), title_of(project.meta(path))))
    asked = [kind for kind in nodes if re.search(rf"\ball{kind}\b", node.text)]
    files = sorted({file for kind in asked or nodes for file in nodes[kind]} if node.sources else {*content})
    more = by_file.of_nodes
    read_pages = add_pages(project, made, code, node, files, more) if code else NodePages()
    if not code:
        _add_of_files(project, made, more)
    rest = [] if read_pages.placed or more else ["", "/blog", "/posts", "/docs", "/articles"]
    proved = infer(project, made, content, rest)
    themed = re.search(r"gatsby-theme|gatsby-plugin-page-creator", config.text + " ".join(project.dependencies))
    by_files = bool(more) and not code
    if "" not in proved and (themed or not (by_files or (read_pages.placed and read_pages.is_whole))):
        made.gap("/", "pages are made by gatsby-node")
    if is_open:
        find_bases(project, made)
    leave_rest(project, made, sorted({*content, *files}))
    _settle_urls(project, config, made)
    made.ids = _ids(project, config)
    made.custom_ids = False
    _links(project, config, made, node.text, is_open)
    return made


def _mdx_endings(project: Project, config: Config) -> list[str]:
    plugins = config.of(_MDX)
    told = [option for plugin in plugins if isinstance(option := plugin.options.get("extensions"), list)]
    if told:
        return [ending for ending in told[0] if isinstance(ending, str) and ending in CONTENT]
    return [".mdx"] if plugins or _MDX in project.dependencies else []


def _nodes(project: Project, config: Config, node: Node) -> dict[str, list[str]]:
    """The content files of the folders that are read, by the type of the node that a plugin makes of them."""
    files = [path for source in node.sources for path in project.under(source, CONTENT)]
    files = sorted({path for path in files if "/node_modules/" not in path})
    mdx = tuple(_mdx_endings(project, config))
    remark = (".md", ".markdown") if config.of(_REMARK) or _REMARK in project.dependencies or not mdx else ()
    return {
        "MarkdownRemark": [path for path in files if path.endswith(remark)] if remark else [],
        "Mdx": [path for path in files if path.endswith(mdx)] if mdx else [],
    }


def _add_of_files(project: Project, made: Routes, found: dict[str, list[str]]) -> None:
    """The pages of content files where no code makes others. A file of several has no address of its own."""
    for file, urls in found.items():
        outputs = [url.rstrip("/") + "/index.html" for url in dict.fromkeys(urls)]
        if len(outputs) == 1:
            made.pages.append(Page(file, outputs[0], url_of(outputs[0]), title_of(project.meta(file))))


def _slashes(project: Project, config: Config) -> str:
    """`trailingSlash`: "always" is what holds since Gatsby 5; "" where it can't be known, or is as code has it."""
    told = config.data.get("trailingSlash")
    if told in ("always", "never"):
        return str(told)
    version = gatsby_config.version(project)
    return "always" if told is None and version is not None and version >= 5 and "..." not in config.data else ""


def _settle_urls(project: Project, config: Config, made: Routes) -> None:
    if _slashes(project, config) == "never":
        for page in made.pages:
            page.url = page.url.rstrip("/") if len(page.url) > 1 else page.url


def _ids(project: Project, config: Config) -> Callable[[Page], str]:
    """The rule of ids by a page's ending; "" where a component or another plugin may give them."""
    remark = _rule(config, _REMARK)
    mdx = _rule(config, _MDX)
    packages = " ".join(project.dependencies)
    if not config.is_whole and not remark and ("autolink-headers" in packages or "rehype-slug" in packages):
        remark = mdx = "github"
    if not mdx and "rehype-slug" in packages and ("rehypeSlug" in config.text or "rehype-slug" in config.text):
        mdx = "github"
    endings = tuple(_mdx_endings(project, config))
    return lambda page: mdx if endings and page.path.endswith(endings) else remark


def _rule(config: Config, parent: str) -> str:
    """The rule of gatsby-remark-autolink-headers as a plugin of the one for Markdown, "" when it is not there."""
    found = config.of("gatsby-remark-autolink-headers", parent)
    if not found or not found[0].is_read:
        return ""
    options = found[0].options
    settings = [
        setting
        for key, setting in (("maintainCase", "case"), ("removeAccents", "accents"), ("enableCustomId", "custom"))
        if options.get(key) is True
    ]
    levels = options.get("elements")
    settings += [str(level) for level in levels] if isinstance(levels, list) else []
    if any(
        isinstance(options.get(key), js.Code) for key in ("maintainCase", "removeAccents", "enableCustomId", "elements")
    ):
        return ""
    if any(plugin.at < found[0].at for plugin in config.of("gatsby-remark-smartypants", parent)):
        settings.append("dashes")
    if parent == _MDX:
        settings += ["jsx"] if "gfm" in config.text.lower() else ["jsx", "no-footnotes"]
    return " ".join(["gatsby", *settings])


def _links(project: Project, config: Config, made: Routes, code: str, is_open: bool) -> None:
    slash = _slashes(project, config)
    packages = " ".join(project.dependencies)
    copying = config.of("gatsby-remark-copy-linked-files")
    copied = bool(copying)
    ignored = copying[0].options.get("ignoreFileExtensions", _NOT_COPIED) if copied else ()
    ignored = ignored if isinstance(ignored, (list, tuple)) else ()
    inside = [plugin.name for plugin in config.plugins if plugin.inside == _REMARK]
    # Links to files stay as they are written where no plugin and no component can be there that changes them.
    left = (
        config.is_whole
        and not copied
        and bool(config.of(_REMARK))
        and all(_LEAVE_LINKS.match(name) for name in inside)
        and not re.search(r"rehype|hast|html-react|react-html|html-to-react", packages)
        and ".md" not in code.replace("\\", "")
    )

    def read(page: Page, path: str, image: bool) -> Reading:
        folder = page.path.rpartition("/")[0]
        if path.startswith("/"):
            if is_under_other_base(project, made, path, is_open):
                return Reading(unknown=UNDER_OTHER_BASE)
            # gatsby-remark-copy-linked-files sees it from the post's folder, too.
            beside = [Candidate(file=join_file(folder, path[1:]))] if copied else []
            plain = [Candidate(path)] if image or not made.base or path.startswith(made.base + "/") else []
            return Reading((Candidate(made.base + path), *plain, *beside))
        file = join_file(folder, path)
        stays = left or (config.is_whole and path.rpartition(".")[2].lower() in ignored)
        is_left = stays and not image and page.path.endswith((".md", ".markdown")) and bool(page.output)
        if project.exists(file) and not is_left:
            return Reading((Candidate(file=file),))
        if not page.output:
            return Reading(unknown="the address of this post is made by code")
        here = made.base + url_of(page.output)
        found = (Candidate(join(here, path)), Candidate(join(here.rstrip("/") or "/", path)))
        return Reading(found[:1] if slash == "always" else found)

    made.read = read
