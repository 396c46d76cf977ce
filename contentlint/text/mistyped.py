"""Addresses with a mistake in their scheme or host: `htps://…`, `https//…`, `http://` alone, `mailto:` without @.

Only what nobody can have meant counts. A scheme that is not known here may be an app's own (`obsidian:`, `myapp:`): a
mistake is what is one letter from `http` or `https`, and what follows a right scheme in a wrong way.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Mistake(NamedTuple):
    """What is wrong with an address, in words, and the right one ("" when nobody can tell).

    `is_dead` is True for what leads nowhere in any browser; others are mended by some, on some pages.
    """

    why: str
    right: str = ""
    is_dead: bool = True


_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{|[{}<>]|%7B|\[[\w .-]+\]|\A\$", re.IGNORECASE)
_LONGEST = 2_000
"""Characters of an address that is looked at: longer ones are data."""
_WEB = ("http", "https")
_NAMES = frozenset("http https shttp httpg httpu httpx hftp ohttp".split())
"""Names of schemes that are as like to `http` as a slip of the pen, and none."""
_SCHEME = re.compile(r"([A-Za-z]{2,8})([:;.,：]*/{2,}[:/]*|[:;]/?\s+/{1,2}|[:;：]+[/\\]*)\s*", re.ASCII)
"""A scheme with what ought to be `://`: anything with two slashes, and colons with any number."""
_HOST = re.compile(
    r"(?:(?:[\w-]+\.)+[^\W\d][\w-]+\.?|(?:\d{1,3}\.){3}\d{1,3}|localhost)(?::\d+)?(?=[/?#\\]|\Z)", re.IGNORECASE
)
_AGAIN = re.compile(r"https?(?::/*|[;.,]?//+|/(?=(?:[\w-]+\.)+[a-z]{2}))", re.IGNORECASE)
_BEFORE = re.compile(r"[./\\:\"'(]*(?=https?:/{1,2}[\w-])|:?/{0,2}(?=https?:/{1,2}[\w-])|:+/{1,2}(?=\w)", re.IGNORECASE)
_COMMAS = re.compile(r"[\w-]+(?:[.,;][\w-]+)+(?=[/?#:]|\Z)")
_BLANK = re.compile(r"\s|%20")
_BLANK_BESIDE = re.compile(r"(?:\s|%20)+(\.|\Z)|(?<=\.)(?:\s|%20)+|\A(?:\s|%20)+")
_MAIL = re.compile(r"([A-Za-z]{4,8})([:;.,]?)(/*)(.*)", re.DOTALL)
_OBSCURED = re.compile(r"[\[({<]|\bat\b|\(at\)|%5B|%28", re.IGNORECASE)


@lru_cache(4096)
def mistake(target: str) -> Mistake | None:
    """The mistake in the scheme or the host of a link's target; None when there is none to be seen."""
    target = target.strip() if len(target) < _LONGEST else ""
    if not target or target[0] in "#?{<" or _TEMPLATE.search(target.partition("?")[0].partition("#")[0]):
        return None
    return _before(target) or _web(target) or _mail(target) or _number(target)


def _before(target: str) -> Mistake | None:
    """Something that stands before a whole address."""
    match = _BEFORE.match(target)
    if match is None or not match[0]:
        return None
    rest = target[match.end() :]
    if match[0].startswith(":") and not rest.lower().startswith(_WEB):
        return Mistake("it begins with a colon", f"https://{rest}") if _HOST.match(rest) else None
    closing = {"(": ")", '"': '"', "'": "'"}.get(match[0][-1], "")
    return Mistake(f"'{match[0]}' stands before the address", rest.removesuffix(closing) if closing else rest)


def _web(target: str) -> Mistake | None:
    if target.lower().startswith("www,") or (target.lower().startswith("www") and "," in target.split("/")[0]):
        match = _COMMAS.match(target)
        right = f"https://{_dotted(match[0])}{target[match.end() :]}" if match and _is_sure(match[0]) else ""
        return Mistake("a comma stands in its host", right)
    if target.startswith("//"):
        return _host("https", target[2:]) if target.strip("/") else None
    match = _SCHEME.match(target)
    if match is None:
        return None
    name, marks = match[1].lower(), match[2]
    rest = target[match.end() :]
    if name not in _WEB:
        nearest = _nearest(name)
        if not nearest or "/" not in marks or not _HOST.match(rest):
            return None
        return Mistake(f"'{match[1]}' is no scheme", f"{nearest[0]}://{rest}" if len(nearest) == 1 else "")
    if marks != "://":
        return _torn(name, marks, rest)
    if target[match.end() - 1].isspace():
        return Mistake("its host begins with a blank", f"{name}://{rest}" if _HOST.match(rest) else "")
    return _host(name, rest)


def _torn(name: str, marks: str, rest: str) -> Mistake | None:
    """An address of the web whose `://` is something else."""
    is_slashes = re.fullmatch(r":[/\\]*", marks) is not None
    if is_slashes and not rest.strip("/"):
        return Mistake("it has no host")
    # With one slash or none it is a path on the page's own host, if that page is of the same scheme; with three or with
    # backslashes browsers read it as it is meant (URL standard, section 4.4, "special authority slashes state").
    is_mended = is_slashes and (len(marks) > 2 or name == "http")
    has_host = _HOST.match(rest) is not None
    if is_slashes and len(marks) < 3 and not has_host:
        return Mistake("with one slash, or none, it is a path on this site", is_dead=False)
    again = _AGAIN.match(rest)
    plain = f"{name}://" + rest.replace("\\", "/")
    right = rest if again and "://" in again[0] else plain if has_host else ""
    return Mistake(f"'{marks}' stands for '://'", right, is_dead=not is_mended)


def _host(name: str, rest: str) -> Mistake | None:
    """What is wrong with an address's host."""
    again = _AGAIN.match(rest)
    if again is not None:
        inner = rest[again.end() :]
        scheme = "https" if again[0].lower().startswith("https") else "http"
        return Mistake("its scheme stands there twice", f"{scheme}://{inner}" if _HOST.match(inner) else "")
    host = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    tail = rest[len(host) :]
    if rest.startswith("/"):
        bare = rest.lstrip("/")
        return Mistake("three slashes", f"{name}://{bare}" if _HOST.match(bare) else "", is_dead=False)
    if not host.rpartition("@")[2].partition(":")[0] and not host.rpartition("@")[2].startswith("["):
        return Mistake("it has no host")
    if re.search(r"https?:\Z", host, re.IGNORECASE) and tail.startswith("//"):
        return Mistake("two addresses stand there as one")
    if _BLANK.search(host):
        bare = _BLANK_BESIDE.sub(r"\1", host)
        return Mistake("a blank stands in its host", f"{name}://{bare}{tail}" if _HOST.fullmatch(bare) else "")
    if "," in host and "@" not in host:
        is_sure = _is_sure(host) and _HOST.fullmatch(_dotted(host))
        return Mistake("a comma stands in its host", f"{name}://{_dotted(host)}{tail}" if is_sure else "")
    if host.startswith(".") or ".." in host:
        return Mistake("a part of its host's name is empty")
    return None


def _mail(target: str) -> Mistake | None:
    match = _MAIL.match(target)
    if match is None:
        return None
    name, mark, slashes, rest = match[1].lower(), match[2], match[3], match[4]
    has_address = re.fullmatch(r"[^\s@/?:]+@[\w-]+(?:\.[\w-]+)+(?:\?.*)?", rest, re.DOTALL) is not None
    if name != "mailto":
        near = mark == ":" and has_address and not slashes and _is_near(name, "mailto")
        return Mistake(f"'{match[1]}' is no scheme", f"mailto:{rest}") if near else None
    if mark != ":":
        return Mistake(f"'{mark}' stands for ':'", f"mailto:{rest}") if mark and has_address else None
    if slashes:
        return Mistake("a mail address has no slashes before it", f"mailto:{rest}" if has_address else "")
    to = rest.partition("?")[0].replace("%40", "@").strip()
    if not to and "?" not in rest:
        return Mistake("it names no mail address", is_dead=False)
    if to and not _OBSCURED.search(to) and any(not re.search(r"[^@]@[^@]", one) for one in re.split("[,;]", to) if one):
        return Mistake("it names no mail address: there is no @ with a name and a host")
    return None


def _number(target: str) -> Mistake | None:
    if target[:4].lower() != "tel:" or re.search(r"[\d*#]", target[4:]):
        return None
    return Mistake("it has no number")


def _dotted(host: str) -> str:
    return re.sub("[,;]", ".", host)


def _is_sure(host: str) -> bool:
    """Whether a comma surely stands for the dot of a name: what is before it is no whole name."""
    before, _, after = host.removeprefix("www.").partition(",")
    return "." not in before and "," not in after


def _nearest(name: str) -> list[str]:
    """The schemes of the web that a name is one letter from; none for a name of its own."""
    near = [web for web in _WEB if _is_near(name, web)] if name not in _NAMES else []
    return [web for web in near if sorted(web) == sorted(name)] or near


def _is_near(a: str, b: str) -> bool:
    """Whether one letter more, less or another, or two in each other's place, makes the one word the other."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or (rest_a[2:] == rest_b[2:] and rest_a[:2] == rest_b[1::-1])
    )
