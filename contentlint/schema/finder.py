"""Which JSON Schema a post's front matter has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from contentlint.errors import ConfigError, nearest
from contentlint.guard.userdata import shown
from contentlint.schema.schemas import Read, Schema, load, profile

if TYPE_CHECKING:
    from contentlint.schema.zod import Collection

PROFILES = ("astro", "docusaurus", "hugo", "jekyll")
"""Generators whose own front-matter keys are in `rules/schemas/`."""

FILE_NAMES = ("front-matter.schema.json", "frontmatter.schema.json", ".front-matter.schema.json")
"""What a schema file is called that holds for its directory and those below."""

ASTRO_CONFIGS = tuple(
    f"src/{stem}.{suffix}" for stem in ("content.config", "content/config") for suffix in ("ts", "mts", "js", "mjs")
)
"""Where an Astro site may define its collections (docs.astro.build, "Defining collections")."""

_MAX_ANCESTORS = 16


def why_no_setting(setting: str) -> str:
    """What is wrong with what the configuration says of a schema, in words; empty for nothing."""
    if setting in ("auto", "none", *PROFILES) or "/" in setting or "." in setting:
        return ""
    near = nearest(setting, [*PROFILES, "auto", "none"])
    hint = f"; did you mean {near!r}?" if near else f"; it can be {', '.join(PROFILES)}, none or a path"
    return f"there is no profile {shown(setting)}{hint}"


class SchemaFinder:
    """Says which schema a post has; every file is looked for and loaded once.

    `read` gives the text of a file by a path of the same kind as the posts'. `setting` gives what the
    configuration says for a post's path: "auto" (look for one), "none", a profile's name, or the path of a
    schema file. `profile_text` gives the text of a built-in profile, `generator` the generator of the site that
    a path belongs to ("astro", …), or None.
    """

    def __init__(
        self,
        read: Read,
        *,
        setting: Callable[[str], str] = lambda path: "auto",
        generator: Callable[[str], str | None] = lambda path: None,
        profile_text: Callable[[str], str | None] = lambda name: None,
    ) -> None:
        self._read = read
        self._setting = setting
        self._generator = generator
        self._profile_text = profile_text
        self._loaded: dict[str, Schema | ConfigError] = {}
        self._by_directory: dict[str, str | None] = {}
        self._profiles: dict[str, Schema | None] = {}
        self._texts: dict[str, str | None] = {}
        self._configs: dict[str, list[Collection]] = {}

    def __call__(self, path: str) -> Schema | None:
        """The schema of the post at `path`, or None. Raises ConfigError for a schema that can't be used."""
        setting = self._setting(path)
        if setting == "none":
            return None
        if setting in PROFILES:
            return self._profile(setting)
        if setting != "auto":
            if wrong := why_no_setting(setting):
                raise ConfigError(f"front-matter.schema: {wrong}")
            return self._load(setting)
        found = self._find(path)
        if found is not None:
            return self._load(found)
        generator = self._generator(path)
        return self._profile(generator) if generator in PROFILES and generator else None

    def _text(self, path: str) -> str | None:
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def _load(self, place: str) -> Schema:
        """The schema at a path, or of a collection in a configuration: `src/content.config.ts#blog`."""
        if place not in self._loaded:
            try:
                self._loaded[place] = self._read_schema(place)
            except ConfigError as error:
                self._loaded[place] = error
        found = self._loaded[place]
        if isinstance(found, ConfigError):
            raise found
        return found

    def _read_schema(self, place: str) -> Schema:
        path, _, name = place.partition("#")
        collection = next((c for c in self._collections(path) if c.name == name), None) if name else None
        if collection is not None and collection.schema is not None:
            return Schema(f"the collection '{name}' in {PurePosixPath(path).name}", collection.schema)
        return load(place, self._text)

    def _collections(self, config: str) -> list[Collection]:
        if config not in self._configs:
            from contentlint.schema.zod import collections

            self._configs[config] = collections(self._text(config) or "")
        return self._configs[config]

    def _profile(self, name: str) -> Schema | None:
        if name not in self._profiles:
            text = self._profile_text(name)
            self._profiles[name] = profile(name, text) if text is not None else None
        return self._profiles[name]

    def _find(self, path: str) -> str | None:
        post = PurePosixPath(path)
        directory = str(post.parent)
        if directory not in self._by_directory:
            self._by_directory[directory] = self._look(post.parent)
        found = self._by_directory[directory]
        # Astro leaves files and directories whose name begins with an underscore out of a collection.
        marker = "src" if found and "#" in found else ".astro"
        if found and marker in (parts := found.split("/")):
            below = post.parts[len(parts) - 1 - parts[::-1].index(marker) :]
            if any(part.startswith("_") for part in below):
                return None
        return found

    def _look(self, directory: PurePosixPath) -> str | None:
        ancestors = [directory, *directory.parents][:_MAX_ANCESTORS]
        for ancestor in ancestors:
            for name in FILE_NAMES:
                if self._text(candidate := str(ancestor / name)) is not None:
                    return candidate
            below = directory.relative_to(ancestor)
            config = next((c for c in (str(ancestor / a) for a in ASTRO_CONFIGS) if self._text(c) is not None), None)
            own = [c for c in self._collections(config) if below.is_relative_to(c.base)] if config else []
            for collection in (*(c.name for c in own), *_collections(below)):
                candidate = str(ancestor / ".astro" / "collections" / f"{collection}.schema.json")
                if self._text(candidate) is not None:
                    return candidate
            defined = next((c for c in own if c.schema is not None), None)
            if defined is not None:
                return f"{config}#{defined.name}"
        return None


def _collections(below: PurePosixPath) -> list[str]:
    """The Astro collections that a directory could belong to, by its path below the site's root, likeliest first.

    `src/content/<name>` is the collection of Astro before 5 and the common place since; a loader's `base` can be
    anywhere, so every other directory's name counts too, the innermost last.
    """
    parts = below.parts
    if any(part.startswith("_") for part in parts) or parts[:2] == ("src", "pages"):
        return []
    first = parts[2:3] if parts[:2] in (("src", "content"), ("src", "data")) else ()
    return list(dict.fromkeys([*first, *parts]))
