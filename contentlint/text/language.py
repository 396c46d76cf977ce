"""The language of a text, told by its script and by the small words that hold sentences together.

No more than evidence: what is short, or has two languages, tells none.

`languages.json` has the data. `words` are common words of a language that are no words of English: short words that
hold sentences together. Some languages share them; the one with the most counts. Of a script, `letters` are its ranges,
`size` is how many of them are about a word; its language is the one that words tell, else `language`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from pathlib import Path

from contentlint.guard.records import dataclass, field

ENGLISH = "en"
UNKNOWN = "und"
"""The code of a language that can't be told (ISO 639-2)."""

_WORD = re.compile(r"\b[^\W\d_]+\b")
_LATIN_WORD = re.compile(r"(?<!\w)[^\W\d_\u0370-\U0010ffff]+")
_NOT_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\ua63f\uac00-\ud7af\uf900-\ufaff\ufe70-\ufefc\uff66-\uff9f]")
"""A letter of another script; not arrows, dashes and pictures."""
_CODE = re.compile(r"([a-z]{2,3})(?:[-_.@][a-z0-9]{2,8})*", re.IGNORECASE)

_FEW = 6
"""Small words of a language that a text has at least, to be clearly of it: some two sentences."""
_DIFFERENT = 3
"""Different ones among them: one alone may be a name."""
_CLEARLY = 3
"""How many times more of them than of any other, where the other is English, or English the one."""
_SHARE = 0.06
"""Share of a text's words that the small words of its language are at least. In running text they are over a fifth."""
_ENGLISH_WORD_IN = 6
"""One word in so many is a common word in English running text."""
_SCRIPT_WORDS = 6
"""Words in a script that tell a language."""
_SCRIPT_SHARE = 0.3
"""Share of such words: names of products and commands stay in Latin letters."""
_LONG, _NO_ENGLISH = 150, 0.008
"""A text of so many words, of which a smaller share are common words of English, is not English, whatever it is."""
_ALIKE = 0.6
"""Of two languages that share most of their small words, the declared one has at least so many of the other's."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text tells of its language.

    `english` counts common words of English, `words` the words in Latin letters, `small` the small words of other
    languages, by their codes. `script` is what is most written in another script than Latin, `script_words` how much.
    """

    words: int = 0
    english: int = 0
    small: Mapping[str, int] = field(default_factory=dict)
    script: str = ""
    script_words: float = 0.0

    def clear(self, declared: str = "") -> str:
        """The language that the text is clearly in, "" when it tells none. `declared` decides between two that are
        alike."""
        scripted = self.script_words
        if scripted >= _SCRIPT_WORDS and scripted >= _SCRIPT_SHARE * (self.words + scripted):
            return self._in_script(declared) if scripted >= _ENGLISH_WORD_IN * self.english else ""
        best = self._of(declared, _Table.get().latin)
        most = self.small.get(best, 0)
        is_latin = scripted < _ENGLISH_WORD_IN * max(self.english, most)
        if self.english >= _FEW and self.english >= _CLEARLY * most and is_latin:
            return ENGLISH
        if most >= _FEW and most >= _CLEARLY * self.english and most >= _SHARE * self.words and is_latin:
            return best
        if self.words >= _LONG and self.english < _NO_ENGLISH * self.words and not scripted:
            return declared if declared not in ("", ENGLISH) else UNKNOWN
        return ""

    def may_be(self, language: str) -> bool:
        """True unless a text that tells no language clearly speaks against this one: for English, or by its script."""
        table = _Table.get()
        if language not in table.latin:
            return self.script_words > 0 or not self.words
        return self.small.get(language, 0) >= self.english

    def _in_script(self, declared: str) -> str:
        """The language of a text in another script than Latin: the script's own, unless more tells."""
        codes = _Table.get().of_script(self.script)
        best = self._of(declared, codes)
        if self.small.get(best, 0) >= _DIFFERENT:
            return best
        return declared if declared in codes else self.script

    def _of(self, declared: str, codes: Collection[str]) -> str:
        """The language among `codes` with the most small words; the declared one when it has nearly as many."""
        counts = {code: count for code, count in self.small.items() if code in codes}
        best = max(counts, key=lambda code: (counts[code], code), default="")
        if best and declared in counts and counts[declared] >= _ALIKE * counts[best]:
            return declared
        return best


@dataclass(frozen=True, slots=True)
class _Table:
    """The data of `languages.json`: names by code, codes by small word, each script with its language and size."""

    names: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]]
    scripts: tuple[tuple[re.Pattern[str], str, float], ...]
    script_of: Mapping[str, str]
    """The script of a language that has one but Latin, by the language that stands for the script."""
    latin: frozenset[str]

    @staticmethod
    @cache
    def get() -> _Table:
        """The table, read when it is first asked for."""
        data = json.loads(Path(__file__).with_name("languages.json").read_bytes())
        codes: dict[str, tuple[str, ...]] = {}
        latin = {ENGLISH}
        scripts = [(re.compile(f"[{s['letters']}]"), s["language"], float(s["size"])) for s in data["scripts"]]
        script_of = {language: language for _, language, _ in scripts}
        for code, entry in data["languages"].items():
            words = entry.get("words", "").split()
            for word in words:
                codes[word] = (*codes.get(word, ()), code)
                if not _NOT_LATIN.match(word):
                    latin.add(code)
                elif code not in script_of:
                    script_of[code] = next(language for letters, language, _ in scripts if letters.match(word))
        names = {code: entry["name"] for code, entry in data["languages"].items()}
        names |= {ENGLISH: "English", UNKNOWN: "another language"}
        latin |= names.keys() - script_of.keys()
        return _Table(names, codes, tuple(scripts), script_of, frozenset(latin))

    def of_script(self, script: str) -> frozenset[str]:
        """The languages that are written in the script of a language."""
        return frozenset(code for code, other in self.script_of.items() if other == script)


def evidence(text: str, english: Collection[str]) -> Evidence:
    """What a text tells of its language. `english` are common words that are English and of no other language."""
    has_scripts = not text.isascii() and _NOT_LATIN.search(text) is not None
    words = Counter((_LATIN_WORD if has_scripts else _WORD).findall(text.lower()))
    common = sum(count for word, count in words.items() if word in english)
    total = words.total()
    table = _Table.get()
    small: Counter[str] = Counter()
    script, script_words = "", 0.0
    different: Counter[str] = Counter()
    for word, count in (Counter(_WORD.findall(text.lower())) if has_scripts else words).items():
        for code in table.codes.get(word, ()):
            small[code] += count
            different[code] += 1
    small = Counter({code: count for code, count in small.items() if different[code] >= _DIFFERENT or count == 1})
    if has_scripts:
        found = {language: len(letters.findall(text)) / size for letters, language, size in table.scripts}
        # Japanese has both, and its kana tell.
        if found["ja"] > 0.05 * found["zh"]:
            found["ja"] += found.pop("zh")
        script_words = sum(found.values())
        script = max(found, key=lambda language: found[language])
    return Evidence(total, common, small, script, script_words)


@lru_cache(maxsize=1024)
def code_of(value: str) -> str:
    """The code of a language as it may be declared: "pt-BR", "zh_CN", "German"; "" for what is none."""
    value = value.strip()
    if value[:3].lower() in ("en", "en-", "en_"):
        return ENGLISH
    by_name = {name.lower(): code for code, name in _Table.get().names.items()}
    if value.lower() in by_name:
        return by_name[value.lower()]
    found = _CODE.fullmatch(value)
    code = _LONG_CODES.get(found[1].lower(), found[1].lower()) if found else ""
    return code if code in _Table.get().names and code != UNKNOWN else ""


_LONG_CODES = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "jpn": "ja",
    "zho": "zh", "chi": "zh", "kor": "ko", "rus": "ru", "cn": "zh", "jp": "ja", "kr": "ko", "ua": "uk", "iw": "he",
    "fil": "tl", "nor": "no",
}  # fmt: skip
"""Codes of three letters, old ones, and those of countries that are written for their language's."""


def is_latin(code: str) -> bool:
    """True for a language written in Latin letters, as far as is known."""
    return code in _Table.get().latin


def name_of(code: str) -> str:
    """The name of a language in English; the code itself of one that is not known."""
    return _Table.get().names.get(code, code)
