"""A schema that a site's own configuration defines: which posts it holds for, and how far it could be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from contentlint.guard.globs import any_glob
from contentlint.guard.records import dataclass

if TYPE_CHECKING:
    from contentlint.schema.model import Schema

Dates = Literal["json", "dates", "text"]
"""What a date of front matter is to a schema: a text with a format, a value of its own, or the text that is written."""


@dataclass(frozen=True, slots=True)
class Defined:
    """`holds` judges paths below the folder of the configuration's site; `label` is how messages call the schema.

    Without a `schema`, it is known that there is one, and not what it says. `unread` are the keys that are not read.
    `is_advice` is that of an editor's form: the generator builds without it. With `bounds_are_advice`, it builds with
    what is too long or of another form.
    """

    name: str
    label: str
    holds: Callable[[str], bool]
    schema: Mapping[str, Any] | None
    dates: Dates = "json"
    unread: tuple[str, ...] = ()
    is_advice: bool = False
    bounds_are_advice: bool = False

    def ready(self) -> Schema | None:
        """The schema to hold front matter against."""
        from contentlint.schema.model import Schema

        if not self.schema:
            return None
        unread = tuple(name or "parts of it" for name in self.unread)
        return Schema(
            self.label,
            advised(self.schema) if self.is_advice else self.schema,
            dates=self.dates,
            is_advice=self.is_advice,
            bounds_are_advice=self.bounds_are_advice,
            unread=unread,
        )


def advised(schema: Any) -> Any:
    """A schema with `x-advice` in each of its parts: what they say is a warning."""
    if isinstance(schema, list):
        return [advised(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    marked: dict[str, Any] = {"x-advice": True}
    for word, part in schema.items():
        if word == "properties":
            marked[word] = {key: advised(inner) for key, inner in part.items()}
        else:
            marked[word] = part if word in ("enum", "const", "required", "if") else advised(part)
    return marked


def in_folder(folder: str, globs: tuple[str, ...] = (), *, without: tuple[str, ...] = ()) -> Callable[[str], bool]:
    """A test whether a path is in a folder and matches one of the globs there, and none of the others."""
    base = folder.removeprefix("./").strip("/")
    prefix = "" if base in ("", ".") else base + "/"
    fits = any_glob([glob.removeprefix("./").lstrip("/") for glob in globs])
    excluded = any_glob([glob.removeprefix("./").lstrip("/") for glob in without])

    def holds(path: str) -> bool:
        below = path.removeprefix(prefix)
        return path.startswith(prefix) and (not globs or fits(below)) and not excluded(below)

    return holds


def texts(value: Any) -> tuple[str, ...] | None:
    """A text, or a list of texts, as texts; None for anything else."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    return None
