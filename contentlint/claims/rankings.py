"""What kind of ranking a superlative makes: one that somebody must have counted, or a view."""

from __future__ import annotations

import re

_SWEEPING = re.compile(
    r"(?<!\w)(?:world|market|industry|ever|never been|#\s?1|number one|fastest[- ]growing|best-selling|"
    r"most[- ](?:popular|common|used|researched|studied|prevalent|frequent|visited|downloaded|"
    r"(?:widely|commonly|frequently) \w+))(?!\w)",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(r"most[- ](?:common|frequent)\w*\Z|most commonly", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:\b(?:the|\d+|two|three|four|five|six|seven|eight|nine|ten) |\()(?:most[- ](?:common|popular|used|widely \w+|"
    r"researched)|(?:highest|lowest|best)[- ](?:paying|paid|earning))\b",
    re.IGNORECASE,
)


def is_sweeping(words: str) -> bool:
    """True for a ranking that nobody can make for themselves: "the most used", "in the world"."""
    return _SWEEPING.search(words) is not None


def is_frequency(words: str) -> bool:
    """True for what is said to be most common: engineers may well know that of their own program."""
    return _FREQUENCY.search(words) is not None


def counts(text: str) -> bool:
    """True for a ranking that even a heading asserts: "The 5 most common plumbing issues"."""
    return _COUNTED.search(text) is not None
