"""Host names as they are looked up: in ASCII, as browsers write them."""

from __future__ import annotations

import re
import unicodedata

_DOTS = re.compile("[.。．｡]")
_IGNORED = re.compile("[\u00ad\u200b\u2060\ufeff]")
_NEVER = re.compile(r"[\0-\x20\x7f\"#%/:<>?@\[\\\]^`{|}]")
_NO_CHARACTERS = ("Cc", "Cs", "Co", "Cn")


def as_ascii(host: str) -> str:
    """A host in small letters and ASCII (`xn--…`), by UTS 46 as browsers use it: `ß` stays, signs and emoji may be.

    What could not be a host that way is given as it is, in small letters.
    """
    if host.isascii():
        return host.lower()
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _IGNORED.sub("", host)).lower())
    if any("\ufff9" <= c <= "\ufffd" or unicodedata.category(c) in _NO_CHARACTERS for c in plain):
        return host.lower()
    labels = [label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in _DOTS.split(plain)]
    made = ".".join(labels)
    return host.lower() if not made or _NEVER.search(made) else made
