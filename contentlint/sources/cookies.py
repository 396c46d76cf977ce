"""Cookies within one visit: servers that set one and redirect want to see it again, and are not let into the next."""

from __future__ import annotations

import re

import httpx

from contentlint.sources.address import host_of
from contentlint.sources.settings import is_sendable

_MOST, _LONGEST = 50, 4096
_PAIR = re.compile(r"([!#$%&'*+.^_`|~\w-]+)=([^;,\s\"\\]*|\"[^;,\s\"\\]*\")", re.ASCII)
_OVER = re.compile(r";\s*(?:max-age\s*=\s*(?:0\b|-)|expires\s*=[^;]*\b1970\b)", re.IGNORECASE)
_DOMAIN = re.compile(r";\s*domain\s*=\s*\.?([\w.-]+)", re.IGNORECASE)


class Cookies:
    """The cookies of one chain of redirects, by name and the host, or the hosts below it, that get them. True when any
    was set, kept or not."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, bool], str] = {}
        self._has_any = False

    def __bool__(self) -> bool:
        return self._has_any

    def take(self, url: str, headers: httpx.Headers) -> None:
        """Keep what an answer sets. What is odd is left out."""
        host = host_of(url)
        self._has_any = self._has_any or "set-cookie" in headers
        for line in headers.get_list("set-cookie")[:_MOST]:
            pair = _PAIR.match(line.strip()[:_LONGEST])
            if pair is None or not is_sendable(pair[0]):
                continue
            domain = _DOMAIN.search(line)
            wide = domain[1].lower() if domain else ""
            is_wide = "." in wide and host.endswith(f".{wide}") and not host.replace(".", "").isdigit()
            key = (pair[1], wide if is_wide else host, is_wide)
            if _OVER.search(line):
                self._kept.pop(key, None)
            elif len(self._kept) < _MOST or key in self._kept:
                self._kept[key] = pair[2]

    def to(self, url: str) -> str:
        """The header for a request; the empty string for none."""
        host = host_of(url)
        own = [
            f"{name}={value}"
            for (name, whose, is_wide), value in self._kept.items()
            if host == whose or (is_wide and host.endswith(f".{whose}"))
        ]
        return "; ".join(own)
