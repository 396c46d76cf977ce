"""The host that an Eleventy site calls its own, in its global data (11ty.dev/docs/data-global)."""

from __future__ import annotations

import re

from contentlint.site.model import Routes
from contentlint.site.project import Project

_DATA = (".json", ".js", ".cjs", ".mjs", ".ts", ".yml", ".yaml", ".toml")
_OF_SITE = re.compile(
    r"/(?:[\w-]*(?:site|metadata|config|settings)[\w-]*|meta|env|global|app|blog|hosts?|domains?|index)(?:/[\w-]+)?\.\w+\Z"
)
_URL = re.compile(
    r"[\"']?\b(?:url|baseUrl|base_url|baseURL|siteUrl|siteURL|site_url|domain|host|hostname|origin|homepage)\b[\"']?"
    r"\s*[:=]\s*[^,;{}\n]{0,100}?[\"']?(https?://[^\"'\s,}#]+)"
)
_SURE_URL = re.compile(
    r"[\"']?\b(?:baseUrl|base_url|baseURL|siteUrl|siteURL|site_url)\b[\"']?\s*[:=]\s*[^,;{}\n]{0,100}?[\"']?"
    r"(https?://[^\"'\s,}#]+)"
)
_VALUE = r"[\"']?[ \t]*[:=][ \t]*[\"']?((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,20})/?[\"']?[ \t]*[,}]?[ \t]*(?:#.*)?$"
_KEY = r"^[ \t]*[{]?[ \t]*[\"']?"
_NAME = re.compile(
    _KEY + r"(?:host|host_?name|domain(?:_?name)?|site_?(?:domain|host|url)|(?:base_?)?url|origin)" + _VALUE,
    re.MULTILINE | re.IGNORECASE,
)
_SURE_NAME = re.compile(_KEY + r"(?:host_?name|site_?(?:domain|host|url))" + _VALUE, re.MULTILINE | re.IGNORECASE)
_ADDED = re.compile(r"\baddGlobalData\(\s*[\"'`](?:site\w*|meta\w*|config|settings|env|url|baseUrl)[\"'`]\s*,")
_FOREIGN = re.compile(
    r"(?:\A|\.)(?:github\.com|gitlab\.com|twitter\.com|x\.com|linkedin\.com|youtube\.com|facebook\.com|mastodon\.social"
    r"|instagram\.com|plausible\.io|w3\.org|schema\.org|googleapis\.com|cloudinary\.com)\Z"
)


def add_hosts(project: Project, made: Routes, data: str, helpers: str) -> None:
    """Every host in the data of the site: `url: https://…`, or `hostname: …` alone."""
    found: list[str] = []
    for path in project.under(data, _DATA):
        text = project.text(path)
        of_site = _OF_SITE.search("/" + path[len(data) :].lstrip("/")) is not None
        found += (_URL if of_site else _SURE_URL).findall(text)
        found += (_NAME if of_site else _SURE_NAME).findall(text)
    for match in _ADDED.finditer(helpers):
        found += re.findall(r"https?://[^\"'`\s,}]+", helpers[match.end() : match.end() + 1_000])[:1]
    for host in dict.fromkeys(found):
        name = re.sub(r"\Ahttps?://", "", host).partition("/")[0].lower()
        if not _FOREIGN.search(name) and not name.startswith(("localhost", "127.", "0.0.0.0")):
            made.hosts.append(host if "//" in host else f"https://{host}")
