"""Answers of the guards that many sites put before their pages: they speak to programs and say nothing of the page."""

from __future__ import annotations

from contentlint.sources.fetch import Answer

_HEADERS = (
    ("cf-mitigated", "Cloudflare"),
    ("x-amzn-waf-action", "AWS WAF"),
    ("x-vercel-mitigated", "Vercel"),
    ("x-kpsdk-ct", "Kasada"),
)
"""Headers that only an answer of the guard itself has, and whose they are."""

_BODIES = (
    (b"_cf_chl_opt", "Cloudflare"),
    (b"Incapsula incident ID", "Imperva"),
    (b"captcha-delivery.com", "DataDome"),
    (b"px-captcha", "HUMAN"),
    (b"/_sec/cp_challenge", "Akamai"),
    (b"errors.edgesuite.net", "Akamai"),
    (b"awsWafCookieDomainList", "AWS WAF"),
    (b"sucuri_cloudproxy_js", "Sucuri"),
    (b"anubis_challenge", "Anubis"),
)
"""What stands in such a page, and in no page behind it."""

_LARGEST = 20_000
"""Bytes of the largest page that is taken for one: an article about them may have their words, too."""

_SENT_WITH_ALL = (
    ("x-datadome", "DataDome"),
    ("x-iinfo", "Imperva"),
    ("akamai-grn", "Akamai"),
    ("cf-ray", "Cloudflare"),
)
"""Headers that the guard puts on the answers it lets through as well: they say who refused, not that anybody did."""


def challenge(answer: Answer) -> str:
    """Who asks for a proof in place of the page; the empty string when it is the page's own answer."""
    if found := _of_headers(answer, _HEADERS):
        return found
    if len(answer.body) > _LARGEST:
        return ""
    return next((who for mark, who in _BODIES if mark in answer.body), "")


def keeper(answer: Answer) -> str:
    """Who stands before a server that refused; the empty string when nobody is known to."""
    return challenge(answer) or _of_headers(answer, _SENT_WITH_ALL)


def _of_headers(answer: Answer, marks: tuple[tuple[str, str], ...]) -> str:
    return next((who for name, who in marks if name in answer.headers), "")
