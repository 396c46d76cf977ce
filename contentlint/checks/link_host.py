"""Links to hosts that a site does not want to link to."""

from __future__ import annotations

from collections.abc import Iterable

from contentlint.catalog.exceptions import terms_of
from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.post.scopes import scope


@dataclass(frozen=True, slots=True)
class Options:
    hosts: tuple[str, ...] = field(
        default=(), metadata={"help": "hosts that no link may lead to, such as example.com; those below them, too"}
    )
    lists: frozenset[str] = field(
        default=frozenset(), metadata={"help": "names of word lists of such hosts", "fixed": True}
    )
    allow: tuple[str, ...] = field(default=(), metadata={"help": "hosts that may be linked all the same"})


MESSAGES = {"": message("host", "listed")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on the host of each link to one of the hosts, or to one below."""
    hosts = {_bare(host) for host in terms_of(options.hosts, sorted(options.lists), context.vocabulary)}
    allowed = {_bare(host) for host in options.allow}
    for stretch in scope(post, {"link-host"}).stretches if hosts else ():
        host = stretch.text
        parents = _parents(_bare(host))
        listed = next((parent for parent in parents if parent in hosts), None)
        if listed is not None and not allowed.intersection(parents):
            yield Hit(stretch.span(0, len(host)), {"host": host, "listed": listed})


def _bare(host: str) -> str:
    return host.strip().lower().removeprefix("www.").rstrip(".")


def _parents(host: str) -> list[str]:
    """A host and those above it: `a.example.com`, `example.com`, `com`."""
    parts = host.split(".")
    return [".".join(parts[at:]) for at in range(len(parts))]
