"""Redirect files of hosts and generators, read into one list of rules.

Formats: Netlify and Cloudflare `_redirects`, `netlify.toml`, `vercel.json`, `firebase.json`,
`staticwebapp.config.json`, `serve.json`. A rule that answers with an error, catches every path, or depends on
who asks says nothing about what exists and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from contentlint.guard import patterns
from contentlint.guard.patterns import Bounded, bounded
from contentlint.site.model import Redirect, Routes
from contentlint.site.paths import host_and_path
from contentlint.site.project import Project
from contentlint.site.reading.shape import table, tables

NAMES = (
    "_redirects",
    "netlify.toml",
    "vercel.json",
    "now.json",
    "firebase.json",
    "staticwebapp.config.json",
    "serve.json",
)
VARIANT = re.compile(r"_redirects[._-][\w.-]+\Z")
"""Names of files that a deployment may take for its `_redirects`."""

_PARAM = re.compile(r":([A-Za-z_]\w*)(\([^()]*\))?([*+?])?|\*\*|\*|(\([^()]*\))|\{([^{}]*)\}\??")


_LONGEST = 2_000
"""Code points of a redirect's source or target; no browser and no server takes longer addresses."""
_SLOW = bounded(r"(?!)")
"""Stands for a pattern that can't be matched in time."""


def pattern(source: str) -> Bounded | None:
    """A host's path pattern as a regular expression over paths without trailing slash; None if it isn't one.

    `*` is the group `splat`, `:name` the group `name`, unnamed groups `g1`, `g2` …
    """
    expression = _expression(source)
    try:
        patterns.read(expression)
    except ValueError:
        return None
    try:
        return bounded(expression)
    except ValueError:
        return _SLOW


def _expression(source: str) -> str:
    out: list[str] = []
    at = 0
    numbered = 0
    seen: set[str] = set()
    source = source.rstrip("/") or "/"
    for match in _PARAM.finditer(source):
        out.append(re.escape(source[at : match.start()]))
        at = match.end()
        if match[1]:
            inside = match[2][1:-1] if match[2] else (".*" if match[3] in ("*", "+") else "[^/]+")
            name = match[1] if match[1] not in seen else f"{match[1]}_{len(seen)}"
            seen.add(name)
            if match[3] in ("*", "?") and out and out[-1].endswith("/"):
                out[-1] = out[-1][:-1]
                out.append(f"(?:/(?P<{name}>{inside}))?")
            else:
                out.append(f"(?P<{name}>{inside})")
        elif match[0] in ("*", "**"):
            if "splat" in seen:
                out.append(".*")
            elif out and out[-1].endswith("/") and at == len(source):
                seen.add("splat")
                out[-1] = out[-1][:-1]
                out.append("(?:/(?P<splat>.*))?")
            else:
                seen.add("splat")
                out.append("(?P<splat>.*)")
        elif match[4]:
            numbered += 1
            out.append(f"(?P<g{numbered}>{match[4][1:-1]})")
        else:
            out.append("(?:" + "|".join(re.escape(x) for x in (match[5] or "").split(",")) + ")")
    out.append(re.escape(source[at:]))
    return "".join(out) + r"\Z"


def _redirect(source: str, path: str, base: str, to: str, file: str, proxy: bool = False) -> Redirect | None:
    """A redirect of the paths that a pattern below `base` has; None when it is no pattern, or one that can't be read
    and may have any path."""
    if max(map(len, (source, path, base, to))) > _LONGEST:
        return None
    made = pattern(path)
    fixed = base + re.split(r"[:*({]", path)[0].rstrip("/")
    if made is None or (made is _SLOW and not fixed):
        return None
    if made is not _SLOW and base:
        made = bounded(re.escape(base) + made.pattern)
    return Redirect(source, made, to, file, proxy=proxy, fixed=fixed, is_read=made is not _SLOW)


def rule(source: str, target: str, file: str, status: object = 301) -> Redirect | None:
    """One rule, or None when it says nothing about what exists."""
    code = re.sub(r"\D", "", str(status)) or "301"
    if code.startswith(("4", "5")) or target.rstrip("/").endswith(("/404.html", "/404")):
        return None
    own = source
    if re.match(r"https?://", source):
        own = host_and_path(source)[1].split("#")[0] or "/"
    if own in ("/*", "*", "/**", "**", "/(.*)", "/:path*", "/:splat*"):
        return None
    own = "/" + unquote(own).split("?")[0].lstrip("/")
    external = bool(re.match(r"(?:https?:)?//", target))
    return _redirect(own, own, "", target, file, proxy=external and code == "200")


def add(made: Routes, source: str, path: str, to: str, file: str) -> None:
    """Notes a generator's own redirect; nothing when `path` is no pattern.

    `path` is a pattern below the base path, `source` how `file` writes it. `to` is noted as it is: generators differ
    in whether they put the base before it.
    """
    found = _redirect(source, path, made.base, to, file)
    if found:
        made.redirects.append(found)


def fill(to: str, match: re.Match[str]) -> str:
    """A redirect's target with the groups of the match put in."""
    groups = {k: v or "" for k, v in match.groupdict().items()}
    splat = groups.get("splat", "")
    result = re.sub(r":splat\b|\$splat\b", lambda _m: splat, to)
    result = re.sub(r"(?<!http)(?<!https):([A-Za-z_]\w*)[*+?]?", lambda m: groups.get(m[1], m[0]), result)
    return re.sub(r"\$(\d)", lambda m: groups.get(f"g{m[1]}", m[0]), result)


def host_alias(source: str, target: str) -> tuple[str, str] | None:
    """(other host, target's host) when a rule sends a whole host over: `https://old/* https://new/:splat`."""
    if not re.match(r"https?://[^/]*/\*\Z", source) or not re.match(r"https?://[^/]+/:splat", target):
        return None
    return host_and_path(source)[0], host_and_path(target)[0]


def read(project: Project, path: str, name: str = "") -> Iterator[tuple[str, str, object, bool]]:
    """The rules in a redirect file: (source, target, status, conditional). A broken file gives none.

    `name` is the one that it gets when the site is built, which says how to read it; by itself it is its own.
    """
    base = name or path.rsplit("/", 1)[-1]
    if base == "netlify.toml":
        for entry in tables(table(project.data(path)).get("redirects")):
            yield (
                str(entry.get("from", "")),
                str(entry.get("to", "")),
                entry.get("status", 301),
                bool(entry.get("conditions") or entry.get("query")),
            )
    elif base.endswith(".json"):
        yield from _json_rules(project.data(path))
    else:
        yield from _lines(project.text(path))


def _lines(text: str) -> Iterator[tuple[str, str, object, bool]]:
    for line in text.splitlines():
        words = line.split("#")[0].split() if line.lstrip().startswith("#") else re.split(r"\s+#", line)[0].split()
        if len(words) < 2:
            continue
        source, rest = words[0], words[1:]
        while rest and "=" in rest[0] and not rest[0].startswith(("/", "http")):
            rest = rest[1:]  # query parameters stand before the target
        if not rest:
            continue
        status = next((w for w in rest[1:] if re.fullmatch(r"\d{3}!?", w)), 301)
        yield source, rest[0], status, any("=" in w for w in rest[1:])


def _json_rules(data: object) -> Iterator[tuple[str, str, object, bool]]:
    if not isinstance(data, dict):
        return
    hosting = data.get("hosting")
    holders = [data, *tables(hosting if isinstance(hosting, list) else [hosting])]
    for holder in holders:
        for kind, status in (("redirects", 301), ("rewrites", 200)):
            for entry in tables(holder.get(kind)):
                source = entry.get("source") or entry.get("from") or entry.get("glob")
                target = entry.get("destination") or entry.get("to")
                if isinstance(source, str) and isinstance(target, str):
                    code = entry.get("statusCode") or entry.get("type") or status
                    yield source, target, code, bool(entry.get("has") or entry.get("missing"))
                elif isinstance(entry.get("regex"), str) and isinstance(target, str):
                    continue
        for entry in tables(holder.get("routes")):
            source = entry.get("route") or entry.get("src")
            target = entry.get("redirect") or entry.get("rewrite") or entry.get("dest")
            if isinstance(source, str) and isinstance(target, str):
                code = entry.get("statusCode") or entry.get("status") or (301 if "redirect" in entry else 200)
                yield source.strip("^$"), target, code, False
