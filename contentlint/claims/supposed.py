"""What claims nothing at all: questions, quotations, sample texts, suppositions and worked examples.

Each function gives the reason in words, or None.
"""

from __future__ import annotations

import re

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.units import Unit

_QUOTES = re.compile(r"\"[^\"]*\"|“[^”]*”|‘[^’]{12,}’|«[^»]*»")
_SIGNED = re.compile(r"[.,]?\s?[—–-]{1,2}\s?[A-Z]")
_TEMPLATE = re.compile(
    r"\[(?:[A-Z][A-Za-z]*|your|the|name|number|insert|company|[A-Z_]+)(?:[ _/-][A-Za-z]+){0,4}\](?![(\[])"
)
_PERSON = re.compile(r"(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")
_WHEN = re.compile(r"\W*(when|once|unless|until|whenever)\b[^,.;]*,", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\"'”’)*_]*$")
_INSTANCE = re.compile(
    r"\W*(?:(?:[A-Z][\w.-]*+ ?){1,4}, for (?:example|instance), (?!if|say|suppose|imagine)[a-z]|For (?:example|"
    r"instance), "
    r"(?!If|Say|Suppose|Imagine|I |We |You|Let)[A-Z][\w.-]*(?: [A-Z][\w.-]*)* (?!would|might|could|can\b|may\b)[a-z]+)"
)
"""One of a kind that was spoken of, by its name: "Norway, for example, offers …", "For example, Norway offers …"."""
_OPENS_QUOTE = re.compile(r"[^.!?\"“]{0,160}?[,:]?\s?[\"“][A-Z]")
_SHARE_OF_PEOPLE = re.compile(
    r"(?:about |roughly |nearly |almost |over |more than )?[\w.,-]+(?:%| percent| per cent)? (?:of )?"
    r"(?:(?:all|the|your|its|their|our|online|mobile|banking|new|potential) ){0,2}(?:[a-z]+ )?"
    r"(?:people|adults|employees|companies|businesses|americans|women|men|"
    r"(?!numbers|orders|servers|computers|containers|papers|letters|layers|parameters|offers|filters|errors|sensors|"
    r"factors|"
    r"events|components|agents|documents|payments|investments|elements|comments|ingredients|incidents|others)"
    r"[a-z]+(?:ers|ors|ists|ents))\b",
    re.IGNORECASE,
)
"""A share of people: somebody has counted them, whatever the condition."""
_THEN = re.compile(r",\s(?:then )?(?:about |roughly |nearly |almost |over |more than |some |up to )?$", re.IGNORECASE)
_SUCH_AS = re.compile(r"\be\.?g\.?,? (?:about |~|around )?$")
_WITH = re.compile(r"(?:^\W*|: )With (?:an? |the )?[$€£]\s?\d[^.:;]* you(?:'d|'ll|'re)?\b")
"""Sums that are made up to show what follows from them: "With $500k still to pay, you can borrow …"."""
_SUCH_A = re.compile(
    r"(?:[\w ]{0,20}: )?\W*(?:An?|One|Someone) (?!(?:[\w-]+ ){0,5}(?:usually|typically|generally|often|average|"
    r"typical|study|survey|report|analysis|poll|trial|review|paper|meta-analysis)\b)(?:[\w'-]+ ){1,5}"
    r"(?:with|that (?:[a-z]+ ){1,3}|where|whose|in which|paying|earning|making|generating|charging|"
    r"at) (?:[\w-]+ ){0,2}?(?:an? |about |"
    r"around |just |"
    r"only )?(?:[$€£₹]\s?)?\d[^.;]*\b"
    r"(?:is|looks?|loses?|saves?|pays?|has|makes|spends|earns|gets|beats|needs|would|will|could|can)\b"
)
"""One of a kind that is made up: "A clinic with 10 appointments a day and 25% no-shows loses …"."""
_AT_RATE = re.compile(
    r"\W*At (?:an? )?(?:[\w-]+ )?(?:[$€£₹]\s?)?\d[^,;:]{0,40}"
    r"(?:, (?:that's|that is|you|this|it|they)\b|: [Bb]reak-?even)"
)
_REASON = re.compile(r", (?:as|since|because)\b")
_LOOSE = ("might", "would", "scenario")
"""Words that suppose only what is said in their own clause."""
_USUAL = re.compile(r"\b(?:range|average|typical|typically|usually|usual|median|realistic)\b", re.IGNORECASE)
_THEN_USUALLY = re.compile(
    r",[^,]*\b(?:typically|usually|generally|on average) (?:costs?|takes?|pays?|runs?)\b", re.IGNORECASE
)
_NAMED_SCENARIO = re.compile(r"scenario(?: [A-D\d]\b|:)", re.IGNORECASE)
_ANOTHER_REASON = re.compile(r",? (?:because|since|so that)\b|[;—] ")
_ANOTHER_CLAUSE = re.compile(r"[;:—–]\s?|, (?:but|so|yet|and the)\b|(?<=\w), (?=[A-Z]\w+ (?:can|will|do)\b)")
OF_WHOM = re.compile(
    r"(?:\S+(?:\s?(?:%|percent))?|an? [\w ]{0,20}(?:percentage|share|portion|fraction))\s+of\s+(?!your|the time)"
)


def question(unit: Unit) -> str | None:
    """A question claims nothing; "did you know" does."""
    if (
        "?" in unit.text[-6:]
        and _QUESTION.search(unit.text)
        and not re.search(r"did you know", unit.text, re.IGNORECASE)
    ):
        return "a question"
    return None


def quotation(unit: Unit, start: int, end: int, lexicon: Lexicon) -> str | None:
    """Words in quotation marks around the figure: a speaker's, or sample copy."""
    for quote in _QUOTES.finditer(unit.text):
        if quote.start() < start and end <= quote.end():
            if _SIGNED.match(unit.text, quote.end()) and _SHARE_OF_PEOPLE.match(unit.text, start):
                return None  # what somebody has published, be it quoted
            outside = unit.text[: quote.start()] + " " + unit.text[quote.end() :]
            if lexicon.has("reported-speech", outside):
                return "a speaker's words, marked as theirs"
            return "sample words in quotation marks"
    part = open_quote(unit.text) if unit.kind != "row" else None
    if part and part[0] <= start and end <= part[1]:
        return (
            "a speaker's words, marked as theirs"
            if lexicon.has("reported-speech", unit.text)
            else "words in a quotation"
        )
    return None


def open_quote(text: str) -> tuple[int, int] | None:
    """The part of a sentence that belongs to a quotation which goes on before or after it; None for none.

    Straight quotation marks only tell when there is an odd one: with a blank before it, it opens.
    """
    curly = text.count("“") - text.count("”")
    if curly > 0:
        return text.rindex("“"), len(text)
    if curly < 0:
        return 0, text.index("”")
    if text.count('"') % 2 == 0:
        return None
    last = text.rindex('"')
    if last == 0 or text[last - 1] in " (:—–":
        return last, len(text)
    first = text.index('"')
    return (0, first) if text.count('"') == 1 else None


def is_sample(unit: Unit, start: int, end: int, lexicon: Lexicon) -> bool:
    """True for a figure in quotation marks that nobody is said to have spoken."""
    return (quotation(unit, start, end, lexicon) or "").startswith("sample")


def speaker(text: str, end: int) -> bool:
    """True when a name, which ends at `end`, is followed by what the person said, in quotation marks."""
    return _OPENS_QUOTE.match(text, end) is not None


def states_rule(unit: Unit, lexicon: Lexicon) -> bool:
    """True for a sentence that says what an authority asks or grants: its "if" is a condition, no supposition."""
    if not lexicon.has("rule-verbs", unit.text):
        return False
    return lexicon.heads("official-topics", (*unit.headings[:2], unit.title)) or lexicon.has(
        "official-topics", unit.text
    )


def in_example(unit: Unit, lexicon: Lexicon) -> bool:
    """True below a heading that announces a worked example."""
    return bool(unit.headings) and lexicon.heads("example-headings", unit.headings[:1])


def supposition(unit: Unit, start: int, lexicon: Lexicon) -> str | None:
    """A hypothetical or a worked example; an "if" counts only before the figure."""
    if in_example(unit, lexicon):
        return "a worked example, by its heading"
    if _TEMPLATE.search(unit.text):
        return "a template with places to fill in"
    if _SUCH_AS.search(unit.text, max(0, start - 12), start):
        return "an example, by the e.g. before it"
    if _WITH.search(unit.text) or _SUCH_A.match(unit.text) or _AT_RATE.match(unit.text):
        return "a worked example"
    told = lexicon.search("anecdotes", unit.text)
    if told or _PERSON.match(unit.text):
        return f"an anecdote ({told.words!r})" if told else "an anecdote about a person"
    condition = _WHEN.match(unit.text)
    if condition and start < condition.end() and not _SHARE_OF_PEOPLE.match(unit.text, start):
        return f"a condition ({condition.group(1)!r})"
    for found in lexicon.finditer("hypotheticals", unit.text):
        word = found.words.lower()
        if word in ("if", "whether") and states_rule(unit, lexicon):
            continue
        if word == "example" and _INSTANCE.match(unit.text):
            continue
        if (
            word == "if"
            and unit.kind == "row"
            and unit.text[found.start - 1 : found.start] == "("
            and start > found.end
        ):
            continue  # "Solo plan (if self-employed) | $23,000"
        if (
            (word in ("if", "whether", "even if", "scenario", "example") or word.endswith(("would", "wouldn't")))
            and "(" not in unit.text[max(0, found.start - 1)]
            and found.start > start
        ):
            continue
        if _REASON.search(unit.text, found.end, start + 1) and OF_WHOM.match(unit.text, start):
            continue  # "Don't worry if you can't, as only a few percent of people do"
        if word == "if" and _SHARE_OF_PEOPLE.match(unit.text, start) and _THEN.search(unit.text, found.end, start):
            continue  # "If a page takes five seconds, half of its visitors leave" tells of the visitors
        if word.startswith("for a") and _USUAL.search(unit.text, found.end, start):
            continue
        if word == "if" and _THEN_USUALLY.search(unit.text, found.end, start):
            continue  # "For a small firm, a realistic range is …"
        if found.start > start and word in ("might", "would") and _ANOTHER_REASON.search(unit.text, start, found.start):
            continue
        if (
            word in _LOOSE
            and not _NAMED_SCENARIO.match(unit.text, found.start)
            and _ANOTHER_CLAUSE.search(unit.text, found.end, start + 1)
        ):
            continue
        return f"a supposition or worked example ({found.words!r})"
    return None
