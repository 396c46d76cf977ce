"""The site as contentlint sees it: every file's URL, and what becomes of every link."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath

from contentlint.errors import ConfigError
from contentlint.guard.remembered import Remembered
from contentlint.post.dialect import Dialect, of_suffix
from contentlint.site import elsewhere, paths, redirects
from contentlint.site.absent import Absent
from contentlint.site.addresses import Addresses
from contentlint.site.anchors import PageAnchors
from contentlint.site.census import FrontMatterPaths, Segments
from contentlint.site.host import Host
from contentlint.site.model import Candidate, Page, Reading, Reason, Redirect, Resolution, Routes, Suggestion
from contentlint.site.named import Named
from contentlint.site.paths import (
    clean,
    has_scheme,
    host_and_path,
    join,
    join_file,
    take_apart,
)
from contentlint.site.project import CONTENT, Project
from contentlint.site.texts import Texts
from contentlint.site.verdicts import Verdicts
from contentlint.text import fragments
from contentlint.text.mistyped import mistake

_LONGEST_TAG = 2_000
_REMEMBERED = 4_000
"""Links whose goals are kept: several rules ask for those of one post."""
_TEMPLATE = re.compile(r"\{\{|\{%|<[%?]|\$\{|\{[\w.]+\}|%7B%7B", re.IGNORECASE)


class Site:
    """What URL each file has and what each link leads to.

    `home` is the folder, below the tree's, that the paths of posts are seen from ("", `apps/blog`).
    """

    def __init__(self, project: Project, routes: Routes, home: str = "") -> None:
        self.project, self.routes, self.settings = project, routes, project.settings
        self.home = home
        self.addresses = Addresses(self.project, self.routes, self.settings)
        self._host = Host(self.project, self.routes, self.settings)
        self._absent = Absent(self.addresses)
        self.verdicts = Verdicts(
            self.addresses,
            Segments(self.project, self.routes, self._own_path, self._is_there),
            Named(project, routes.generator, lambda: self.redirects, lambda: self.hosts),
            self.by_model,
            self.is_internal,
        )
        """What the site's links together say of those that lead nowhere."""
        self._front_matter = FrontMatterPaths(
            self.project, self.routes, lambda path, value: self._known_or_new(path, value, True)
        )
        self._dialects: dict[tuple[bool, str], Dialect] = {}
        self._known = Remembered[tuple[str, str, bool], Resolution](_REMEMBERED)
        self._alone = Remembered[tuple[str, str, bool], Resolution](_REMEMBERED)

    # -- the site as a whole

    @property
    def generator(self) -> str:
        """The generator's name: "astro", "hugo", … or "plain"."""
        return self.routes.generator

    @property
    def why(self) -> str:
        """What the generator was recognised by."""
        return self.routes.why

    @property
    def pages(self) -> Mapping[str, Page]:
        """Every content file's page, by path."""
        return self.addresses.pages

    @property
    def base(self) -> str:
        """The base path, without trailing slash: "" or "/blog"."""
        return self.addresses.base

    @property
    def hosts(self) -> frozenset[str]:
        """The host names that are this site, lower case, with and without `www.`."""
        return self._host.names

    @property
    def redirects(self) -> list[Redirect]:
        """Every redirect rule of the generator and the redirect files."""
        return self._host.redirects

    @property
    def outputs(self) -> Mapping[str, str | None]:
        """Every output (without the base path) with its content file."""
        return self.addresses.outputs

    @cached_property
    def notes(self) -> list[str]:
        """What is not known about the site, in words."""
        return [*self.routes.notes, *map(str, self.problems)]

    @property
    def problems(self) -> list[ConfigError]:
        """What is wrong with the configuration that the site has of its own; it is read without that."""
        _ = self.redirects  # their files, too
        return list(self.project.problems.values())

    # -- one file

    def dialect(self, path: str) -> Dialect:
        """How the post at a path is read."""
        made, page = self.routes.dialect, self.page(path)
        language = page.lang if page is not None and self._is_multilingual else ""
        key = made.is_mdx or of_suffix(path).is_mdx, language or made.language
        if key not in self._dialects:
            self._dialects[key] = replace(made, is_mdx=key[0], language=key[1])
        return self._dialects[key]

    @cached_property
    def _is_multilingual(self) -> bool:
        return len({page.lang for page in self.routes.pages}) > 1

    def locate(self, path: str) -> str:
        """A post's path as the tree names it."""
        return paths.below(self.home, path)

    def named(self, path: str) -> str:
        """A path of the tree as posts are called: seen from `home`."""
        return paths.seen_from(self.home, path)

    def page(self, path: str) -> Page | None:
        """The page of a post, or None when the file is not part of the site."""
        return self.pages.get(self.locate(path))

    def url(self, path: str) -> str | None:
        """The URL path of a post with the base path; None when it has none."""
        return self._url(self.locate(path))

    def _url(self, path: str) -> str | None:
        page = self.pages.get(path)
        return self.addresses.url(page) if page and page.output else None

    def kept(self, path: str, key: str) -> str | None:
        """What is kept of the post at a path by that key; None when nothing, or of a post that has changed since."""
        return self.project.kept(self.locate(path), key)

    def keep(self, path: str, key: str, text: str) -> None:
        """Keep a line of text about a post, to be read again by the next run."""
        self.project.keep(self.locate(path), key, text)

    def text(self, path: str) -> str:
        """The text of the post at a path, "" when there is none."""
        return self.project.text(self.locate(path)).removeprefix("\ufeff")

    # -- links

    def resolve(self, path: str, target: str, *, image: bool = False) -> Resolution:
        """What becomes of a link with that target, written in the post at `path`.

        `image` says that the target is shown in the page (an image, a script) and not gone to.
        """
        return self._known_or_new(self.locate(path), target, image)

    def _known_or_new(self, path: str, target: str, image: bool) -> Resolution:
        key = (path, target, image)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.verdicts.of(*key)
        return found

    def is_uncharted(self, resolved: str) -> bool:
        """True for the missing address of a link into a part of the site in which nothing is known to be.

        Another program may answer there, of which the repository says nothing.
        """
        return self.verdicts.is_uncharted(resolved)

    def is_of_absent_folder(self, resolved: str) -> bool:
        """True for one of several missing addresses in a folder in which the site has nothing at all.

        The folder may be put in by the build, from another repository.
        """
        return self.verdicts.is_of_absent_folder(resolved)

    def by_model(self, path: str, target: str, image: bool) -> Resolution:
        """What becomes of a link by the model alone, whatever the site's other links say."""
        key = (path, target, image)
        found = self._alone.get(key)
        if found is None:
            found = self._alone[key] = self._resolve(*key)
        return found

    def is_internal(self, target: str) -> bool:
        """True for a target that is on this site: relative, absolute without host, or with the site's own host."""
        target = target.strip()
        if target.startswith("//"):
            return host_and_path("https:" + target)[0] in self.hosts
        if has_scheme(target):
            return target.lower().startswith(("http:", "https:", "pathname:")) and (
                target.startswith("pathname:") or host_and_path(target)[0] in self.hosts
            )
        return mistake(target) is None

    def _resolve(self, path: str, target: str, image: bool) -> Resolution:
        if fragments.DELIMITER not in target:
            return self._resolve_plain(path, target.strip(), image)
        address, _, fragment = target.strip().partition("#")
        plain, directives = fragments.parse(fragment)
        found = self._resolve_plain(path, f"{address}#{plain}" if plain else address, image)
        if found.verdict == "ok" and found.path and (lacking := self._texts.lacking(found.path, directives)):
            return Resolution("broken-anchor", "text", found.resolved, found.path, f"{found.path} has no '{lacking}'")
        return found

    def _resolve_plain(self, path: str, target: str, image: bool) -> Resolution:
        page = self.pages.get(path)
        here = page or Page(path, "")
        if self.routes.shortcodes and target.startswith("{") and len(target) <= _LONGEST_TAG:
            reading = self.routes.shortcodes(here, target)
            if reading is not None:
                tail = target.rpartition("}")[2]
                raw = reading.fragment or (tail[1:] if tail.startswith("#") else "")
                return self._follow(here, reading, clean(raw) or None, raw, target)
        if "\\" in target:
            target = target.replace("\\", "/")  # browsers read it so (url.spec.whatwg.org, "path state")
        for pattern, replacement in self.routes.expressions:
            target = pattern.sub(replacement, target)
        if _TEMPLATE.search(target):
            return Resolution("unknown", "expression", detail="the target is made by template code")
        if target.startswith("//"):
            target = "https:" + target
        own, host = False, ""
        if target.lower().startswith(("http:", "https:")):
            host, rest = host_and_path(target)
            if host not in self.hosts:
                return Resolution("external")
            target, own = rest, True
        elif (has_scheme(target) and not target.startswith("pathname:")) or mistake(target):
            return Resolution("external")  # a mistyped address is meant for elsewhere, and told as what it is
        apart = take_apart(target)
        if not apart.path:
            return self._same_page(here, apart.fragment, apart.raw_fragment)
        if own or (apart.path.startswith("/") and self.routes.read is None):
            reading = Reading((Candidate(self.routes.served_at(host, apart.path)),))
        elif self.routes.read is not None:
            reading = self.routes.read(here, apart.path, image)
        else:
            reading = self._plain(here, apart.path)
        return self._follow(here, reading, apart.fragment, apart.raw_fragment, target)

    def _plain(self, here: Page, path: str) -> Reading:
        if not here.output:
            folder = str(PurePosixPath(here.path).parent)
            return Reading((Candidate(file=join_file(folder, path)),))
        return Reading((Candidate(join(self.addresses.url(here), path)),))

    def _same_page(self, here: Page, fragment: str | None, raw: str) -> Resolution:
        url = self._url(here.path) or ""
        return self._anchors.follow(here.path, url, fragment, raw)

    def _follow(self, here: Page, reading: Reading, fragment: str | None, raw: str, written: str) -> Resolution:
        if reading.unknown:
            return Resolution("unknown", "gap", detail=reading.unknown)
        for candidate in reading.candidates:
            if candidate.page is not None:
                return self._at_page(candidate.page, fragment, raw)
            if candidate.file:
                if self._has_file(candidate.file):
                    return self._at_file(candidate.file, fragment, raw)
            elif candidate.path:
                found = self._at_path(candidate.path, fragment, raw)
                if found:
                    return found
        for candidate in reading.candidates:
            if candidate.path:
                found = self._redirected(candidate.path, fragment, raw)
                if found:
                    return found
        return self._absent.link(reading, written)

    def _has_file(self, file: str) -> bool:
        return self.project.exists(file) or self.project.exists(unicodedata.normalize("NFD", file))

    def _at_file(self, file: str, fragment: str | None, raw: str) -> Resolution:
        page = self.pages.get(file)
        if page is not None and page.output:
            return self._at_page(page, fragment, raw)
        if file.lower().endswith(CONTENT) and fragment:
            return self._anchors.follow(file, "/" + file, fragment, raw)
        return Resolution("ok", resolved="/" + file, path=file)

    def _at_page(self, page: Page, fragment: str | None, raw: str) -> Resolution:
        url = self.addresses.url(page)
        if page.state in ("draft", "future"):
            detail = "is a draft" if page.state == "draft" else "is dated in the future"
            reason: Reason = "draft" if page.state == "draft" else "future"
            return Resolution("broken", reason, url, page.path, f"{page.path} {detail}")
        return self._anchors.follow(page.path, url, fragment, raw)

    def _at_path(self, path: str, fragment: str | None, raw: str) -> Resolution | None:
        inside = self.addresses.without_base(path)
        if inside is None:
            return None
        output = self.addresses.find(inside)
        if output is None:
            return None
        source = self.outputs[output]
        return self._anchors.follow(source, path, fragment, raw, output)

    def _redirected(self, path: str, fragment: str | None, raw: str, depth: int = 0) -> Resolution | None:
        bare = path.rstrip("/") or "/"
        for rule in self.redirects:
            if rule.may_hold(bare):
                return Resolution("unknown", "gap", path, detail=f"{rule.file} may redirect it by {rule.source}")
            match = (
                rule.match(bare)
                or rule.match(bare + "/")
                or (rule.match(bare.removesuffix(".html")) if bare.endswith(".html") else None)
            )
            if match is None:
                continue
            to = redirects.fill(rule.to, match)
            if rule.proxy:
                return Resolution("unknown", "gap", path, detail=f"{rule.file} passes it on to {to}")
            if to.startswith("//"):
                to = "https:" + to
            if to.lower().startswith(("http:", "https:")):
                host, rest = host_and_path(to)
                if host not in self.hosts:
                    return Resolution("ok", "redirect", path, detail=f"redirects to {to}")
                to = rest
            apart = take_apart(to)
            if apart.fragment is not None:
                fragment, raw = apart.fragment, apart.raw_fragment
            goal = join("/", apart.path)
            if goal.rstrip("/") == bare.rstrip("/"):
                continue
            found = self._at_path(goal, fragment, raw)
            if found is None and depth < 8:
                found = self._redirected(goal, fragment, raw, depth + 1)
            if found is None:
                missing = self._absent.path(goal)
                if missing.verdict != "broken":
                    return missing
                return Resolution("broken", "redirect-missing", goal, detail=f"redirects to {goal}, which is not there")
            if found.verdict == "ok":
                return Resolution("ok", "redirect", found.resolved, found.path, f"redirects to {to}")
            return found
        return None

    def _own_path(self, target: str) -> str | None:
        """The path of an absolute target on this site, without the base; None for any other target."""
        host = ""
        if target.lower().startswith(("http:", "https:")):
            host, target = host_and_path(target)
            if host not in self.hosts:
                return None
        elif self.routes.parts:
            return None  # it depends on the page
        if not target.startswith("/") or target.startswith("//"):
            return None
        return self.addresses.without_base(self.routes.served_at(host, take_apart(target).path))

    def _is_there(self, path: str) -> bool:
        bare = path.rstrip("/") or "/"
        return (
            self.addresses.find(path) is not None
            or self.addresses.case_output(path) is not None
            or any(rule.match(bare) or rule.may_hold(bare) for rule in self.redirects)
        )

    def resolve_front_matter(self, path: str, key: str, value: str) -> Resolution:
        """What becomes of a media file's path in the front matter of the post at `path`, under a key."""
        return self._front_matter.resolve(self.locate(path), key, value)

    def media_file(self, path: str) -> str:
        """The media file of the tree whose own path ends in a path, or ""."""
        return self._front_matter.file_of(path)

    def shown_elsewhere(self, resolved: str, *, markdown: bool) -> str:
        """Why an image that is not at a path may be shown all the same, in words; "" for no reason."""
        return elsewhere.shown_elsewhere(self.project, self.routes, resolved, markdown=markdown)

    def found_by_parts(self, target: str, *, content: bool) -> str:
        """Why a template tag or a component may make a target work that leads nowhere as it stands, in words."""
        file = self.media_file(take_apart(target).path)
        return elsewhere.found_by_parts(self.addresses, self.routes, file, target, content=content)

    # -- anchors

    @cached_property
    def _anchors(self) -> PageAnchors:
        return PageAnchors(self.project, self.routes, self.pages, self.settings.heading_ids)

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self.project, self.routes, self.dialect)

    def anchors(self, path: str) -> dict[str, str]:
        """The ids of a post's headings, with the headings' words."""
        return self._anchors.titles(self.locate(path))

    def take_unsaved(self, texts: Mapping[str, str]) -> None:
        """Judge links to ids by texts, named by the paths of posts, that an editor has and the disk has not.

        Addresses are those of the files on the disk.
        """
        if self._anchors.take_unsaved({self.locate(path): text for path, text in texts.items()}):
            self._known.clear()
            self._alone.clear()

    def hangs_on_ids(self, path: str, address: str, files: Collection[str]) -> bool:
        """True when the ids at an address may hang on some files. Paths are the tree's, "" is the post's own one."""
        found = self.by_model(path, address, False).path if address else path
        return found is not None and (found in files or self._anchors.takes_in(found))

    def keeps_ids(self, before: Site, path: str) -> bool:
        """True when a post has the ids that it had in an earlier state of the site, and maybe more."""
        return self._anchors.keeps(before._anchors, self.locate(path), before.locate(path))

    # -- facts about the whole site

    @cached_property
    def linked(self) -> frozenset[str]:
        """The content files that another post links to, by a cheap reading of all posts' links."""
        found: set[str] = set()
        goals: dict[tuple[str, str], str | None] = {}
        for page in self.routes.pages:
            if page.state != "published":
                continue
            for target in self.project.targets(page.path):
                bare = target if target.startswith("{") else target.partition("#")[0]
                # An absolute path means the same in every post of a language.
                key = (page.lang, bare) if bare.startswith(("/", "http")) else (page.path, bare)
                if key not in goals:
                    internal = bare and self.is_internal(bare)
                    goals[key] = self._known_or_new(page.path, bare, False).path if internal else None
                goal = goals[key]
                if goal and goal != page.path:
                    found.add(goal)
        return frozenset(found)

    def duplicates(self) -> dict[str, list[str]]:
        """Outputs that more than one published content file claims, with the files in order."""
        claims: dict[str, list[str]] = {}
        for page in self.routes.pages:
            if page.output and page.state == "published":
                claims.setdefault(page.output, []).append(page.path)
        return {out: paths for out, paths in claims.items() if len(paths) > 1}

    def suggest(self, path: str, target: str, *, text: str = "", image: bool = False) -> Suggestion | None:
        """The nearest existing target for a broken link, or None. `text` is what the link says."""
        from contentlint.site.suggest import Known, suggest

        known = Known(self.addresses, self._known_or_new, self._anchors.titles)
        found = suggest(known, self.locate(path), target, text, image)
        if found is None or not found.sure:
            return found
        # No fix from a site in doubt, none that makes another link which leads nowhere, and none of an id
        # where the engine that makes the ids is not known.
        made = self.resolve(path, found.target, image=image)
        is_id = found.target.partition("#")[2] != target.partition("#")[2]
        is_known = not is_id or self._anchors.is_certain(made.path or "")
        return replace(found, sure=is_known and not self.verdicts.doubts.all and made.verdict in ("ok", "external"))
