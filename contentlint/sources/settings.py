"""The `[sources]` table of the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contentlint.errors import ConfigError
from contentlint.guard.records import dataclass, field
from contentlint.sources.address import why_no_pattern

STORE = "evidence.sqlite"
"""The evidence store's name in the cache folder of a project."""


def _help(text: str, default: Any) -> Any:
    if callable(default):
        return field(default_factory=default, metadata={"help": text})
    return field(default=default, metadata={"help": text})


_LEAST = {
    "concurrency": 1, "per_host": 1, "attempts": 1, "timeout": 0.001, "max_bytes": 1000, "max_requests": 0,
    "max_redirects": 0, "delay": 0, "backoff": 0, "max_wait": 0, "freshness": 0, "retry_failures": 0,
}  # fmt: skip
_MOST = {"max_bytes": 1_000_000_000}


def is_sendable(value: str) -> bool:
    """True for a text that can be the value of an HTTP header: visible ASCII, no blanks around it."""
    return value.isascii() and value.isprintable() and bool(value) and value == value.strip()


@dataclass(frozen=True)
class SourceSettings:
    """How the audit visits links and reads sources. Times are seconds unless said otherwise."""

    concurrency: int = _help("How many addresses are visited at once.", 32)
    per_host: int = _help("How many requests one host gets at once.", 2)
    delay: float = _help("Seconds between two requests to one host.", 0.5)
    polite: bool = _help(
        "Keep the delay and what robots.txt asks for. Only for servers of your own should this be false.", True
    )
    timeout: float = _help("Seconds that one visit may take, redirects and body included.", 20.0)
    attempts: int = _help(
        "How often a visit is tried before its failure is believed; that a page is dead, at least twice.", 3
    )
    backoff: float = _help("Seconds before the second try; doubled, with jitter, before each further one.", 1.0)
    max_wait: float = _help("The longest wait that a server's Retry-After is followed for.", 30.0)
    max_bytes: int = _help("Bytes of a page that are read, before and after decompression.", 5_000_000)
    max_redirects: int = _help("Redirects that are followed.", 10)
    max_requests: int = _help("Requests in one run; 0 for as many as it takes.", 0)
    freshness: float = _help("Days for which a page that was read is not fetched again.", 7.0)
    retry_failures: float = _help("Hours after which a failure is looked at again.", 1.0)
    skip: tuple[str, ...] = _help("Hosts that are never visited, such as 'example.com' or '*.example.com'.", ())
    allow_hosts: tuple[str, ...] = _help(
        "Hosts that may be visited although their address is private, such as 'wiki.internal' or '*.internal'. "
        "Used only of a trusted configuration (SECURITY.md).",
        (),
    )
    tokens: Mapping[str, str] = _help(
        "Hosts to the environment variable that holds a token for them, sent as 'Authorization: Bearer'. Used only "
        "of a trusted configuration (SECURITY.md).",
        dict,
    )
    user_agent: str = _help("How contentlint names itself to servers; by its name and version when empty.", "")
    archive: str = _help(
        "The availability service that is asked for archived copies of dead pages; empty for none.",
        "https://archive.org/wayback/available",
    )
    store: str = _help("The file of the evidence store, below the configuration file; in the cache when empty.", "")
    offline: bool = _help("Visit nothing and answer from the evidence store.", False)

    def __post_init__(self) -> None:
        """Raises ConfigError for a value that can't be."""
        for name, least in _LEAST.items():
            if not getattr(self, name) >= least:  # a number that is none (nan) is not less, either
                raise ConfigError(f"'sources.{name.replace('_', '-')}' must be at least {least}")
        for name, most in _MOST.items():
            if getattr(self, name) > most:
                raise ConfigError(f"'sources.{name.replace('_', '-')}' must be at most {most}")
        if self.user_agent and not is_sendable(self.user_agent):
            raise ConfigError(
                f"'sources.user-agent' must be plain ASCII on one line, without blanks around it, to be sent to "
                f"servers, not {self.user_agent!a}"
            )
        for name in ("skip", "allow_hosts"):
            for pattern in getattr(self, name):
                if why := why_no_pattern(pattern):
                    raise ConfigError(f"'sources.{name.replace('_', '-')}': {pattern!r} is no host: {why}")
