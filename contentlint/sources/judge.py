"""What an answer means for the reader of a link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from contentlint.evidence.visited import SourceReason, SourceVerdict
from contentlint.guard.records import dataclass
from contentlint.sources.extract import Page
from contentlint.sources.fetch import Answer
from contentlint.sources.walls import challenge, keeper

_PERMANENT = frozenset({301, 308})
_LOGIN = re.compile(
    r"/(?:log-?in|sign-?in|sso|oauth2?|auth|servicelogin|accounts/login|wp-login\.php|users/sign_in)(?:/|\.|$)",
    re.IGNORECASE,
)
_GATE_HOST = re.compile(r"(?:log-?in|sign-?in|sso|auth|accounts?|idp|consent|captcha|challenge)\.", re.IGNORECASE)
"""Hosts that ask visitors something before they get a page."""
_CHALLENGE_PATH = re.compile(
    r"/(?:\w*captcha\w*|challenge|sorry|bot-?(?:check|detection)|access-?denied|unsupported-?browser)(?:/|\.|$)",
    re.IGNORECASE,
)
_NOT_FOUND_PATH = re.compile(
    r"/(?:[a-z]{2}(?:-[a-z]{2})?/)?(?:404|(?:page-?)?not-?found|error-?404|404-?error|errors?/404)(?:\.\w{2,5})?/?$",
    re.IGNORECASE,
)
_HOME_PATH = re.compile(r"/(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)(?:\.\w{2,5})?/?)?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_ABOUT_ERRORS = re.compile(r"(?<!\d)(?:404|410)(?!\d)|not[-_]?found|\bgone\b", re.IGNORECASE)
"""Addresses of pages that are about error pages, and may be called like one (`/status/404`)."""
_INVITATION = re.compile(r"/(?:go|r|ref|refer|referrals?|invite|join|c|i|out|aff(?:iliate)?|partners?)/", re.IGNORECASE)
"""Addresses that lead to a home page by intent, with a word about who sent the reader."""
_SEPARATOR = re.compile(r"\s+[|–—·•:»«-]\s+|\s*[|–—·•»«]\s*|:\s")


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles that tell what a page is: each a plain phrase, or a regular expression between slashes, that must be
    the whole title or a whole part of it between separators."""

    not_found: tuple[str, ...] = ()
    challenge: tuple[str, ...] = ()

    def part(self, which: Iterable[str], title: str) -> str:
        """The title, or the part of it, that is one of the phrases, in small letters; the empty string for none."""
        parts = [part.strip(" .!…'\"“”").lower() for part in (title, *_SEPARATOR.split(title))]
        phrases = list(which)
        return next((part for part in parts if part and any(_is(phrase, part) for phrase in phrases)), "")


def _is(phrase: str, part: str) -> bool:
    if len(phrase) > 2 and phrase[0] == phrase[-1] == "/":
        return re.fullmatch(phrase[1:-1], part[:200], re.IGNORECASE) is not None
    return phrase.lower().strip(" .!…") == part


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, with the reason in words. `again` says whether it should be looked at twice."""

    verdict: SourceVerdict
    reason: SourceReason = ""
    detail: str = ""
    again: bool = False


def judge(url: str, answer: Answer, page: Page | None, titles: Titles) -> Judgement:
    """The verdict on a link, of what the server answered and of what the page says."""
    status = answer.status
    named = f"answers {status} {_phrase(status)}".rstrip()
    if status == 429:
        return Judgement("unreachable", "rate-limited", f"{named}: it wants fewer requests", again=True)
    # Before anything else: a guard may give its question any status, 200 and 404 among them.
    if who := challenge(answer):
        return Judgement("unreachable", "blocked", f"{named}: {who} keeps programs out")
    if asked := _challenge(page, titles):
        return asked
    if status in (404, 410):
        if page is not None and page.facts.get("scripted") and not titles.part(titles.not_found, page.title):
            return Judgement("unreachable", "blocked", f"{named}, with a page that only scripts fill in")
        return Judgement("dead", "gone", named, again=True)
    if status in (401, 402, 403, 405, 406, 407, 418, 451, 999):
        who = (keeper(answer) if status in (403, 405, 406, 418) else "") or "it"
        return Judgement("unreachable", "blocked", f"{named}: {who} keeps programs out")
    if status >= 500:
        return Judgement("unreachable", "server-error", named, again=True)
    if status == 304 or 200 <= status < 300:
        return _of_page(url, answer, page, titles)
    return Judgement("unreachable", "blocked", f"{named}: it does not answer programs as it answers readers")


def _challenge(page: Page | None, titles: Titles) -> Judgement | None:
    for title in (page.title, page.heading) if page is not None else ():
        if titles.part(titles.challenge, title):
            return Judgement("unreachable", "blocked", f"asks for a proof of being human ('{title[:60]}')")
    return None


def _of_page(url: str, answer: Answer, page: Page | None, titles: Titles) -> Judgement:
    asked = urlsplit(url)
    title = (page.title or page.heading) if page is not None else ""
    if (part := titles.part(titles.not_found, title)) and not _is_about(asked.path, part):
        return Judgement("dead", "soft-404", f"shows a page called '{title}'", again=True)
    if answer.hops:
        final = urlsplit(answer.url)
        if _LOGIN.search(final.path) and not _LOGIN.search(asked.path):
            return Judgement("unreachable", "login", "asks visitors to log in")
        if _CHALLENGE_PATH.search(final.path) and not _CHALLENGE_PATH.search(asked.path):
            return Judgement("unreachable", "blocked", f"asks for a proof of being human ({final.path[:60]})")
        if _GATE_HOST.match(final.hostname or "") and not _GATE_HOST.match(asked.hostname or ""):
            return Judgement("unreachable", "login", f"asks visitors something first ({final.hostname})")
        if _NOT_FOUND_PATH.search(final.path) and not _NOT_FOUND_PATH.search(asked.path):
            return Judgement("dead", "soft-404", f"redirects to an error page ({final.path})", again=True)
        # A short path may be a short link, or a campaign's name for the home page.
        deep = len([part for part in asked.path.split("/") if part]) >= 2 and not _HOME_PATH.fullmatch(asked.path)
        if (
            deep
            and _HOME_PATH.fullmatch(final.path)
            and not final.query
            and not answer.fragment  # a page of scripts tells its places apart by it
            and not _INVITATION.match(asked.path)
            and _site(asked.hostname) == _site(final.hostname)
        ):
            return Judgement("dead", "soft-404", "redirects to the home page: the page itself is gone", again=True)
    return Judgement("ok")


def _is_about(path: str, part: str) -> bool:
    """Whether an address says itself what its title says: `/status/404`, `/help/account-suspended`."""
    words = set(_WORD.findall(part))
    return bool(_ABOUT_ERRORS.search(path) or words <= set(_WORD.findall(unquote(path).lower())))


def _site(host: str | None) -> str:
    return ".".join((host or "").split(".")[-2:])


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def moved_to(url: str, answer: Answer) -> str:
    """The new address when every redirect says that the move is for good, else the empty string."""
    if answer.hops and all(hop.status in _PERMANENT for hop in answer.hops) and answer.url != url:
        return answer.url
    return ""
