"""Which JSON Schema a post's front matter has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple

from contentlint.errors import ConfigError, nearest
from contentlint.guard.userdata import shown
from contentlint.schema.defined import Defined
from contentlint.schema.schemas import Read, Schema, load, profile

PROFILES = ("astro", "docusaurus", "hugo", "jekyll")
"""Generators whose own front-matter keys are in `rules/schemas/`."""

FILE_NAMES = ("front-matter.schema.json", "frontmatter.schema.json", ".front-matter.schema.json")
"""What a schema file is called that holds for its directory and those below."""

_MAX_ANCESTORS = 16


def why_no_setting(setting: str) -> str:
    """What is wrong with what the configuration says of a schema, in words; empty for nothing."""
    if setting in ("auto", "none", *PROFILES) or "/" in setting or "." in setting:
        return ""
    near = nearest(setting, [*PROFILES, "auto", "none"])
    hint = f"; did you mean {near!r}?" if near else f"; it can be {', '.join(PROFILES)}, none or a path"
    return f"there is no profile {shown(setting)}{hint}"


class _Folder(NamedTuple):
    """What a folder says of schemas: the schema file in it, "" for none; what its configurations define.

    `root` is what the paths of the files in it begin with."""

    path: PurePosixPath
    root: str
    file: str
    defined: list[tuple[Defined, Schema | None]]


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
        self._defined: dict[str, list[tuple[Defined, Schema | None]]] = {}
        self._with_profile: dict[tuple[int, str], Schema] = {}
        self._profiles: dict[str, Schema | None] = {}
        self._texts: dict[str, str | None] = {}
        self._folders: dict[PurePosixPath, list[_Folder]] = {}
        self._alike: dict[tuple[str, bool], Schema | None] = {}
        """What holds for all posts of a folder, those with an underscore and the others."""

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
        if found is not None and not found.is_advice:
            return found
        generator = self._generator(path)
        own = self._profile(generator) if generator in PROFILES and generator else None
        return self._joined(found, own) if found is not None and own is not None else found or own

    def _joined(self, form: Schema, own: Schema) -> Schema:
        key = (id(form), own.name)
        if key not in self._with_profile:
            self._with_profile[key] = form.over(own)
        return self._with_profile[key]

    def _text(self, path: str) -> str | None:
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def _load(self, path: str) -> Schema:
        if path not in self._loaded:
            try:
                self._loaded[path] = load(path, self._text)
            except ConfigError as error:
                self._loaded[path] = error
        found = self._loaded[path]
        if isinstance(found, ConfigError):
            raise found
        return found

    def _defined_in(self, folder: PurePosixPath) -> list[tuple[Defined, Schema | None]]:
        """What the configurations of the site in a folder define, with the schemas ready."""
        root = _root(folder)
        if root not in self._defined:
            from contentlint.schema.origins import defined

            self._defined[root] = [(one, one.ready()) for one in defined(root, self._text)]
        return self._defined[root]

    def unread(self, folder: str) -> list[str]:
        """What is not read of the schemas that the configurations around a folder define, a line for each."""
        here = PurePosixPath(folder)
        every = [one for place in (here, *here.parents) for one, _schema in self._defined_in(place) if one.unread]
        told = []
        for one in every:
            names = [f"`{name}`" for name in one.unread if name]
            what = f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} not read" if names else "not read whole"
            told.append(f"{one.label}: {what}")
        return told

    def _profile(self, name: str) -> Schema | None:
        if name not in self._profiles:
            text = self._profile_text(name)
            self._profiles[name] = profile(name, text) if text is not None else None
        return self._profiles[name]

    def _find(self, path: str) -> Schema | None:
        folder, _, name = path.rpartition("/")
        key = folder, name.startswith("_")
        if key in self._alike:
            return self._alike[key]
        post = PurePosixPath(path)
        found = self._find_for(post)
        if not any(one.defined for one in self._around(post.parent)):  # else the configuration may tell posts apart
            self._alike[key] = found
        return found

    def _find_for(self, post: PurePosixPath) -> Schema | None:
        for folder in self._around(post.parent):
            if folder.file:
                return self._load(folder.file)
            below = post.relative_to(folder.path)
            own = [pair for pair in folder.defined if pair[0].holds(str(below))]
            read = next((schema for one, schema in own if schema is not None and not one.unread), None)
            if read is not None:
                return read
            for name in (*(one.name for one, _schema in own), *_collections(below.parent)):
                candidate = f"{folder.root}.astro/collections/{name}.schema.json"
                if not below.name.startswith("_") and self._text(candidate) is not None:
                    return self._load(candidate)
            if (partly := next((schema for _one, schema in own if schema is not None), None)) is not None:
                return partly
        return None

    def _around(self, folder: PurePosixPath) -> list[_Folder]:
        """The folder of a post and those above it, nearest first, with what each says of schemas."""
        if folder not in self._folders:
            self._folders[folder] = [self._folder(one) for one in (folder, *folder.parents)[:_MAX_ANCESTORS]]
        return self._folders[folder]

    def _folder(self, folder: PurePosixPath) -> _Folder:
        named = (str(folder / name) for name in FILE_NAMES)
        file = next((path for path in named if self._text(path) is not None), "")
        return _Folder(folder, _root(folder), file, [] if file else self._defined_in(folder))


def _root(folder: PurePosixPath) -> str:
    return "" if str(folder) == "." else f"{folder}/".replace("//", "/")


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
