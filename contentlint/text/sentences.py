"""Prose into sentences, each with its place.

A rule-based splitter: a stop ends a sentence unless what stands before it (an abbreviation, an initial, a list number)
or after it (a lower-case word) says otherwise. One pass over the stops, each looked at with a bounded
stretch of text around it, so time is linear in the length of the prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentlint.guard.records import dataclass
from contentlint.text.spans import Prose, Span

_STOPS = re.compile(
    r"""(?P<wide>[。！？｡]+)["'”’」』）〉》】\])]*      # these need no space after them
      | (?P<stop>[.!?…‽।॥؟۔]+)["'”’»)\]}]*(?:\[\d{1,3}\])*
      | (?P<line>\n)
    """,
    re.VERBOSE,
)
_REACH = 24
"""How far before a stop its word can begin, in code points: longer words are no abbreviation."""

_WORD_BEFORE = re.compile(r"[^\s(\[{\"“‘'«/—–\ufffc]*\Z")
_NEXT = re.compile(r"[\"'“‘«(\[{¿¡*]{0,4}(?P<word>[^\s\"”’»)\]},;:!?]{0,40})")

# Followed by what they belong to, so never the end.
_NEVER = frozenset(
    "mr mrs ms mx dr prof gen rep sen lt col sgt capt cmdr gov rev hon st mt messrs mme mlle "
    "vs e.g eg i.e ie cf viz ca c.f approx circa incl excl esp resp aka a.k.a w.r.t".split()
)
# An abbreviation only before a number ("No. 5"), or else a word.
_BEFORE_NUMBER = frozenset(
    "no nos fig figs vol vols p pp sec sect ch chap eq eqs art ref refs ver v rev ed app pt para".split()
)
# May end a sentence: they do when a word follows that mostly begins one.
_MAYBE = frozenset(
    "etc inc ltd co corp bros llc plc gmbh jr sr al est dept univ assn ave blvd rd "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri "
    "ph.d b.sc m.sc b.a m.a m.d min max avg misc govt intl natl tel ext temp".split()
)
_STARTERS = frozenset(
    "a about according after all also although an and another any as at because before both but by can do does "
    "don't each even every finally first for from given had has have he her here his how however i i'd i'll "
    "i'm i've if in instead is it it's its just last later let like many maybe meanwhile more most my next no "
    "none not nothing now of on once one only or other our over perhaps please she should since so some still "
    "such that that's the their them then there there's these they they're this those though through to today "
    "two under unless until use using was we we'll we're we've were what what's when where whether which while "
    "who why will with without yes yet you you'll you're you've your".split()
)
# Tools that keep their lower case at the start of a sentence.
_LOWER_NAMES = frozenset(
    "npm npx pnpm yarn pip pipx uv git curl wget kubectl helm nginx webpack esbuild vite vitest rollup systemd dbt "
    "pandas numpy pytest mypy ruff eslint grep awk sed bash zsh vim neovim tmux ssh rsync redis memcached etcd ffmpeg "
    "cron".split()
)
_BRAND = re.compile(r"[a-z]{1,3}[A-Z]|[a-z][\w-]*\.[a-z]{2,}|[a-z]\d")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LIST_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,2})*|[A-Za-z]|[ivxIVX]{2,4})")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text` is `block.prose.text[start:end]`, `span` its place in the source.

    `block` is its block's index.
    """

    text: str
    span: Span
    start: int
    end: int
    block: int


def split(prose: Prose, block: int = 0) -> Iterator[Sentence]:
    """The sentences of a prose, in order; white space around them belongs to none.

    A hard line break ends a sentence too, unless the line before it has no stop and the one after it goes on in lower
    case: a writer who breaks a line by hand mostly means an entry of an address, a verse or a list. A blank line
    always ends one.
    """
    text = prose.text
    for start, end in _stretches(text):
        yield Sentence(text[start:end], prose.span(start, end), start, end, block)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it."""
    start = _skip_space(text, 0)
    for stop in _STOPS.finditer(text):
        if stop.start() < start:
            continue
        if stop["line"] is not None:
            end, ends = _trim(text, start, stop.start()), _line_ends(text, stop.end())
        else:
            end = stop.end()
            ends = stop["wide"] is not None or _stop_ends(text, start, stop)
        if ends and end > start:
            yield start, end
            start = _skip_space(text, stop.end())
    end = len(text.rstrip())
    if end > start:
        yield start, end


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _line_ends(text: str, at: int) -> bool:
    """Whether the line feed before `at` ends a sentence."""
    following = _skip_space(text, at)
    return "\n" in text[at:following] or not _goes_on(_next_word(text, following))


def _next_word(text: str, at: int) -> str:
    found = _NEXT.match(text, at)
    return found["word"] if found else ""


def _goes_on(word: str) -> bool:
    """True for a word in lower case that no sentence begins with."""
    return word[:1].islower() and word.rstrip(".") not in _LOWER_NAMES and not _BRAND.match(word)


def _stop_ends(text: str, start: int, stop: re.Match[str]) -> bool:
    end = stop.end()
    if end < len(text) and not text[end].isspace():
        return False
    following = _skip_space(text, end) if end < len(text) else end
    if following == len(text) or "\n" in text[end:following]:
        return True
    after = _next_word(text, following)
    if _goes_on(after):
        return False
    if stop["stop"] != ".":
        # "Wait... I think" pauses; "Yahoo! Finance" is a name.
        return (
            not (stop["stop"] in ("...", "…") and after == "I") and text[max(start, stop.start() - 5) : end] != "Yahoo!"
        )
    found = _WORD_BEFORE.search(text, max(start, stop.start() - _REACH), stop.start())
    word = found.group() if found else ""
    if stop.start() - len(word) <= start + 1 and _LIST_NUMBER.fullmatch(text, start, stop.start()):
        return False
    return not _is_abbreviation(word, after, closed=stop.end("stop") < end)


def _is_abbreviation(word: str, after: str, *, closed: bool) -> bool:
    """Whether a full stop belongs to the word before it; `closed` when a quote or bracket closes after the stop."""
    lower = word.lower()
    starts = after.lower().replace("’", "'").rstrip(".,") in _STARTERS and after[:1].isupper()
    if (
        closed
    ):  # "(Acme Inc.) The" or "(approx.) 5": the stop is the word's, the sentence goes on unless a new one begins
        return (lower in _NEVER or lower in _MAYBE or bool(_DOTTED.fullmatch(word))) and not starts
    if lower in _NEVER:
        return True
    if lower in _BEFORE_NUMBER and (after[:1].isdigit() or (after[:1] in "#§" and after != "")):
        return True
    if lower in _MAYBE:
        # "in 12 min. Max" and a month at the end are words: only their usual company makes them abbreviations.
        return not starts
    if _DOTTED.fullmatch(word) or (len(word) == 1 and word.isupper()):
        return not starts
    return False
