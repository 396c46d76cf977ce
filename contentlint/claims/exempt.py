"""Why a figure needs no source: each function gives the reason in words, or None.

The order in which they are asked, and what overrules them, is in `judge.py`. They follow what editors leave alone:
the author's own measurements, suppositions and worked examples, instructions and targets, sample texts, definitions.
"""

from __future__ import annotations

import re

from contentlint.claims.units import Unit
from contentlint.lexicon import Lexicon

_QUOTES = re.compile(r"\"[^\"]*\"|“[^”]*”|‘[^’]{12,}’|«[^»]*»")
_SIGNED = re.compile(r"[.,]?\s?[—–-]{1,2}\s?[A-Z]")
_TEMPLATE = re.compile(
    r"\[(?:[A-Z][A-Za-z]*|your|the|name|number|insert|company|[A-Z_]+)(?:[ _/-][A-Za-z]+){0,4}\](?![(\[])"
)
_PERSON = re.compile(r"(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")
_WHEN = re.compile(r"\W*(when|once|unless|until|whenever)\b[^,.;]*,", re.IGNORECASE)
_AT = re.compile(
    r"\s*(?:at|when|once|above|below|over|under|after|beyond|past|by|for|with|during|without)\b[^,]{1,50},\s+",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s+(?:a|an|the|your|my|our|this|that|these|those|all|any|each|every|at|for|with|up|to|in|on|of|it|them|"
    r"yourself|no|only|"
    r"just|about|around|under|over|between|from|as|out|down|into|off|more|less|new|one|two|three|[\d$€£¥₹~<>]|"
    r"\w+ly\b|both|some|several|multiple|and|or|for|getting|using|making|building|saving|doing|being|"
    r"earning)(?!\w)|\s+[\d$€£¥₹~<>]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:[^ ]* ){3}")
"""Words before a colon that are a sentence of their own, and no label."""
_THEN_IT = re.compile(
    r",? and (?:it|they|that|the \w+|your \w+) (?:\w+ly )?(?:jumps?|rises?|drops?|falls?|climbs?|goes|grows?|doubles?|"
    r"triples?|soars?|shrinks?|becomes?|will)\b"
)
_ANNOUNCES = re.compile(r"[:;—–]\s+")
_SAYS_PRICE = re.compile(r"(?<!that )(?<!which )(?<!who )\b(?:starts|costs|runs|averages|ranges|goes|sits|stands)\b")
_SET_TO = re.compile(r"Set to (?:exceed|reach|grow|rise|hit|surpass|double|triple|become|fall|drop)\b", re.IGNORECASE)
_OF_WHOM = re.compile(
    r"(?:\S+(?:\s?(?:%|percent))?|an? [\w ]{0,20}(?:percentage|share|portion|fraction))\s+of\s+(?!your|the time)"
)
_CLAUSE = re.compile(r"[;:—–]\s+|[.!?]\s+|,\s+(?:then|and|so|but)\s+")
_FINITE = re.compile(
    r"^\W*\w+(?:\s+[\w'-]+){0,3}?\s+(?:is|are|was|were|has|have|had|can|will|would|may|might|does|did|report|shows?|"
    r"suggests?|reach(?:es|ed)?|went|rose|fell|grew|cost|costs|averages?|account(?:s|ed)?|dropped|increased|helps|affects|causes|kills|"
    r"declined)\b",
    re.IGNORECASE,
)
_ARITHMETIC = re.compile(
    r"[=→÷≈⇒]|\d\s?×\s?[$€£]?\d|\s--?>\s|\s=>\s|\d\s?[x*]\s?[$€£]?\d|\d\s\+\s[$€£]?\d|\(\d+ [a-z]+,[^()]*\beach\)"
)
_EFFECT = re.compile(
    r"(?:=|→|⇒|-->?|=>) (?:about |roughly |up to |an? )?\d[\d.]*(?:[-–]\d[\d.]*)?\s?(?:%|percent|x\b) (?:\w+ )?"
    r"(?:reductions?|increases?|more|less|fewer|higher|lower|drops?|growth|boost|lift|faster|loss|decreases?|"
    r"improvement|conversions?|of (?:users|visitors|people|customers|shoppers|buyers))\b",
    re.IGNORECASE,
)
"""An effect written with a sign of equality: "1 second of delay = 7% fewer sales"."""
_THAT_IS = re.compile(
    r"^(?:so )?(?:that's|that is|which is|that works out to|that comes to|that leaves)\b(?! (?:not|up|down|why|how|because)\b)"
    r"[^—–:;]{0,40}?(?=[$€£¥]?\d)"
    r"(?![$€£¥]?\d[\d,.]*(?: to |[-–])[$€£¥]?\d)",
    re.IGNORECASE,
)
_CLASS_OF = re.compile(r"\W*[$€£¥]\s?\d[^.!?]{0,60}:$")
"""An amount that a list is introduced with: "$500,000 of cover at the age of 35:"."""
_TYPICAL = re.compile(r"\b(?:typical|average|median|most)\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"\W*(?:difference(?::|$)|net (?:\w+ ){0,2}(?:value|cost|price|benefit|savings?|profit)\b|year (?:1|"
    r"one) total\b|(?:(?:grand|estimated|monthly|approximate) )?total\b)(?! (?:market|addressable|revenue|spending|"
    r"funding|"
    r"number|population))",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?[\"'”’)*_]*$")
_FIRST_WORD = re.compile(r"[^\w$€£¥₹]*")


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


_INSTANCE = re.compile(
    r"\W*(?:(?:[A-Z][\w.-]* ?){1,4}, for (?:example|instance), (?!if|say|suppose|imagine)[a-z]|For (?:example|"
    r"instance), "
    r"(?!If|Say|Suppose|Imagine|I |We |You|Let)[A-Z][\w.-]*(?: [A-Z][\w.-]*)* (?!would|might|could|can\b|may\b)[a-z]+)"
)
"""One of a kind that was spoken of, by its name: "Norway, for example, offers …", "For example, Norway offers …"."""


_OPENS_QUOTE = re.compile(r"[^.!?\"“]{0,160}?[,:]?\s?[\"“][A-Z]")


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
        if _REASON.search(unit.text, found.end, start + 1) and _OF_WHOM.match(unit.text, start):
            continue  # "Don't worry if you can't, as only a few percent of people do"
        if word == "if" and _SHARE_OF_PEOPLE.match(unit.text, start) and _THEN.search(unit.text, found.end, start):
            continue  # "If a page takes five seconds, half of its visitors leave" tells of the visitors
        if found.start > start and word in ("might", "would") and _ANOTHER_REASON.search(unit.text, start, found.start):
            continue
        if word in _LOOSE and _ANOTHER_CLAUSE.search(unit.text, found.end, start + 1):
            continue
        return f"a supposition or worked example ({found.words!r})"
    return None


_SHARE_OF_PEOPLE = re.compile(
    r"(?:about |roughly |nearly |almost |over |more than )?[\w.,-]+(?:%| percent| per cent)? (?:of )?"
    r"(?:(?:all|the|your|its|their|our|online|mobile|banking|new|potential) ){0,2}(?:[a-z]+ )?"
    r"(?:visitors|users|customers|people|shoppers|consumers|buyers|readers|adults|patients|employees|workers|companies|"
    r"businesses|employers|americans|women|men|students|marketers|developers)\b",
    re.IGNORECASE,
)
"""A share of people: somebody has counted them, whatever the condition."""
_THEN = re.compile(r",\s(?:then )?(?:about |roughly |nearly |almost |over |more than |some |up to )?$", re.IGNORECASE)
_SUCH_AS = re.compile(r"\be\.?g\.?,? (?:about |~|around )?$")
_WITH = re.compile(r"(?:^\W*|: )With (?:an? |the )?[$€£]\s?\d[^.:;]* you(?:'d|'ll|'re)?\b")
"""Sums that are made up to show what follows from them: "With $500k still to pay, you can borrow …"."""
_SUCH_A = re.compile(
    r"(?:[\w ]{0,20}: )?\W*(?:An?|One|Someone) (?!(?:[\w-]+ ){0,5}(?:usually|typically|generally|often|average|typical|study|survey|report|analysis|poll|trial|review|paper|meta-analysis)\b)(?:[\w'-]+ ){1,5}"
    r"(?:with|paying|earning|making|generating|charging|at) (?:an? |about |around |just |only )?(?:[$€£₹]\s?)?\d[^.;]*\b"
    r"(?:loses?|saves?|pays?|has|makes|spends|earns|gets|beats|needs|would|will|could|can)\b"
)
"""One of a kind that is made up: "A clinic with 10 appointments a day and 25% no-shows loses …"."""
_AT_RATE = re.compile(r"\W*At (?:an? )?(?:[\w-]+ )?(?:[$€£₹]\s?)?\d[^,;]{0,40}, (?:that's|that is|you|this|it|they)\b")
_REASON = re.compile(r", (?:as|since|because)\b")
_LOOSE = ("might", "would", "scenario")
"""Words that suppose only what is said in their own clause."""
_ANOTHER_REASON = re.compile(r",? (?:because|since|so that)\b|[;—] ")
_ANOTHER_CLAUSE = re.compile(r"[;:—–]\s?|, (?:but|so|yet|and the)\b|(?<=\w), (?=[A-Z]\w+ (?:can|will|do)\b)")


_CAN_DO = re.compile(
    r"\b(?:can|may|could|might|will|helps?|shown to|proven to)(?: (?:you|also|help|to))*\W*:$", re.IGNORECASE
)


def is_effect(unit: Unit) -> bool:
    """True for what a list says that a thing can do ("Fasting can: - Reduce …"), and for an effect after a sign."""
    return (unit.is_list and _CAN_DO.search(unit.intro) is not None) or _EFFECT.search(unit.text) is not None


def instruction(text: str, start: int, lexicon: Lexicon) -> str | None:
    """An instruction: the clause before the figure begins with a verb in the imperative."""
    if lexicon.has("market-advice", text):
        return None
    opened = text.rfind("(", 0, start)
    if opened > 0 and ")" not in text[opened:start] and not _ASIDE.match(text, opened):
        # what stands in brackets is said beside the instruction, unless it only gives its amount
        text = text[opened:]
        start -= opened
    opening = _AT.match(text)
    begins = [0, *([opening.end()] if opening else []), *(m.end() for m in _CLAUSE.finditer(text, 0, start))]
    for begin in begins:
        at = _FIRST_WORD.match(text, begin).end()  # type: ignore[union-attr]  # it matches nothing, too
        if at > start:
            continue
        verb = lexicon.match("imperatives", text, at) or lexicon.match("imperative-nouns", text, at)
        between = text[verb.end : start] if verb else ""
        if verb and re.search(r"[—–;:]| - |, (?:as|since|because)\b", between) and _OF_WHOM.match(text, start):
            continue
        if verb and _THEN_IT.search(between):
            continue  # "Push that to five seconds and it jumps to 90%."
        if verb and (text[verb.end : verb.end + 1] == "-" or _SET_TO.match(text, at)):
            continue  # "Break-even", "Set to exceed $2 billion"
        if verb and lexicon.fullmatch("imperative-nouns", verb.words) and _SAYS_PRICE.search(between):
            continue  # "Rent for a small flat starts at $900"
        if ": " in between and lexicon.has("market-verbs", between.rpartition(": ")[2]):
            continue  # "Budget for a desk: a decent one costs $300"
        if verb and not _FINITE.match(text[at : start + 1]):
            if lexicon.fullmatch("imperative-nouns", verb.words) and not _GOES_ON.match(text, verb.end):
                continue
            return f"an instruction ({verb.words!r})"
    condition = _AT.match(text)
    if (
        condition
        and start < condition.end()
        and lexicon.match("imperatives", text, condition.end())
        and not lexicon.has("public-figures", text)
    ):
        return "an instruction for when a limit is reached"
    return None


_ASIDE = re.compile(
    r"\((?:e\.g\.,? |say |even |about |around |at least |up to |ideally |usually |typically |roughly |~|<|>|≥|≤|\+|just |"
    r"only )*"
    r"[$€£₹]?\d[\d,.]*(?:\s?(?:%|percent|k))?(?:(?:\s?[-–—]\s?| to | or )[$€£₹]?\d[\d,.]*(?:\s?(?:%|percent|k))?)?"
    r"\+?(?: [a-z]+)?\)"
)
"""Brackets around an amount and nothing else: "a small discount (2-3%)"."""
_CHOICE = re.compile(r"(?:[^?:]*:)?\W*(?:which|who|whose|is|are|do|does|can)\b[^?]*\?", re.IGNORECASE)
"""A heading that asks what to choose, under which facts stand: "Which mill should you buy?"."""


def _stated_from(text: str, start: int) -> int:
    """Where the clause with a figure begins when a colon or dash announces it as a fact, else 0.

    "Here is what should worry you: 80% of mills …" recommends nothing.
    """
    told = _SENTENCE.match(text)
    ends = [m.end() for m in _ANNOUNCES.finditer(text, told.end(), start)] if told and told.end() < start else []
    return ends[-1] if ends and _OF_WHOM.match(text, start) else 0


def target(unit: Unit, start: int, end: int, lexicon: Lexicon) -> str | None:
    """A target, a limit or a recommendation: said beside the figure or by the words above its list."""
    said = _stated_from(unit.text, start)
    near = unit.text[max(said, start - 48) : end + 28]
    found = lexicon.search("targets", near) or lexicon.search("advice-verbs", unit.text[said:start])
    if found and not (_FOR_MOST.search(unit.text, 0, start) and unit.text[start] in "$€£₹"):
        return f"a target or recommendation ({found.words!r})"
    if found:
        return None
    if unit.is_list:
        heading = unit.headings[0] if unit.headings else ""
        for place, text in (("introduction", unit.intro), ("heading", heading), ("column", unit.column(start))):
            found = None if _CHOICE.match(text) else lexicon.search("targets", text)
            if found and not text.startswith(" know", found.end):
                return f"a target, by the {place} of its list ({found.words!r})"
    return None


_FOR_MOST = re.compile(r"\b[Ff]or (?:most|the average|the typical|many) [a-z]")
"""What is right for most is what most pay: "for most small mills, the sweet spot is $3,000-$6,000"."""


def arithmetic(unit: Unit, lexicon: Lexicon) -> str | None:
    """A calculation written out."""
    if _TOTAL.match(unit.label or unit.text):
        return "a total of what is listed"
    if _CLASS_OF.match(unit.text) and not _FINITE.match(unit.text):
        return "what the list below is about"
    if _EFFECT.search(unit.text):
        return None
    found = _ARITHMETIC.search(unit.text) or (None if _TYPICAL.search(unit.text) else _THAT_IS.search(unit.text))
    if found:
        return f"a calculation ({found.group().strip()!r})"
    told = None if _TYPICAL.search(unit.text) else lexicon.search("worked-results", unit.text)
    near = told and re.match(r"[^.;]{0,30}\d", unit.text[told.end :])
    return f"a calculation ({told.words!r})" if told and near else None


def attributive(text: str, start: int, end: int, value: float) -> str | None:
    """An amount that only describes a thing ("a $49 certificate") and does not say what it costs."""
    if value >= 1_000_000 or not re.search(
        r"(?:\b(?:an?|the|its|your|their|this|that|my|our)\s+(?:(?!totals|costs|runs|is|averages|adds|equals|means|"
        r"saves|was)"
        r"\w+\s+)?|\w's\s+)$",
        text[:start],
        re.IGNORECASE,
    ):
        return None
    if re.match(
        r"\+?\s?(?:/\w+|per \w+|[- ]a[- ]\w+)?\s+(?!in\b|for\b|per\b|to\b|and\b|or\b|a\b|on\b|at\b|by\b|from\b|"
        r"of\b|with\b|"
        r"increase|premium|average|market|industry|raise|difference|saving|fine|fee|salary|requirement|floor|threshold|"
        r"minimum|limit|penalt|cap\b)[a-z]",
        text[end:],
    ):
        return "an amount that only describes a thing"
    return None


def common(unit: Unit, start: int, end: int, lexicon: Lexicon) -> str | None:
    """A rule or definition that carries the figure in its name."""
    near = unit.text[max(0, start - 30) : end + 30]
    found = lexicon.search("common-knowledge", near)
    return f"a well-known rule or definition ({found.words!r})" if found else None


_BARE = re.compile(
    r"(?:(?:[Uu]nder|[Oo]ver|[Uu]p to|[Bb]elow|[Aa]bove|[Ff]rom|[Aa]bout)\s)?"
    r"[\W\d]*\d[\W\d]*[x×%kKmM]?(?: years?| months?| days?)?"
)
_YEAR = re.compile(r"\D*(?:19|20)\d\d\D*")


_A_MONTH = re.compile(r"\| [$€£]\d[\d,.]*\s?(?:/|per )(?:mo|yr|y|m)")
"""What a cover or a loan costs by the month: a price, not a conversion."""


def lookup(unit: Unit) -> str | None:
    """A row of a table that is keyed by a figure: a conversion or an outlook worked out, not a finding."""
    if unit.kind == "row" and len(unit.cells) > 1:
        first = unit.text[: unit.cells[1][0]].strip(" |")
        if (
            _BARE.fullmatch(first)
            and not _YEAR.fullmatch(first)
            and not (first[0] in "$€£" and _A_MONTH.search(unit.text))
        ):
            return "a table keyed by the figure"
    return None


def availability(unit: Unit, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The nines of a service level are a target by definition."""
    if not re.match(r"99(?:\.\d+)?\s?%|100\s?%", unit.text[start:end]) or re.match(r"\s+of\b", unit.text[end:]):
        return None
    around = " ".join((unit.text, *unit.headings[:2], unit.title))
    found = lexicon.search("service-levels", around)
    return f"a service level ({found.words!r})" if found else None


_DENIED = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|can't|isn't|aren't|won't|"
    r"claim(?:s|ing)?|promis(?:es?|ing)|guarantees?|aim(?:ing)?)\b[^.;,]*$",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?:100|110|1000|0)\s?(?:%|percent)")
_ALL_OF = re.compile(
    r"\s+(?:of|higher|lower|more|less|increase|growth|rise|better|faster|improvement|accura|detect|success"
    r"|satisf|coverage|reduction|unavail|deduct|tax|scor)"
)
_YOURS = re.compile(
    r"\s+(?:of (?:your|my)(?! (?:immune|body|brain|blood|muscle|skin|calor|lifespan))|there|done|of the way|off"
    r"|discount|increments?|steps|intervals)\b"
)
_MAKES_UP = re.compile(
    r"\b(?:accounts? for|makes? up|represents?|consumes?|eats? up|takes? up) (?:\w+ ){0,2}$", re.IGNORECASE
)
"""Who says what share of the reader's own a thing has says it of all readers: "heating makes up half of your bill"."""
_LAST = re.compile(r"\b(?:the|that|your|those) (?:last|final|remaining) $", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each|another|a few|extra)\s+$", re.IGNORECASE)


_NAMED_RULE = re.compile(r"\s(?:[Rr]ule|[Pp]rinciple|[Ll]aw|[Mm]ethod|[Cc]lub|[Cc]hallenge)\b")


def idiom(text: str, start: int, end: int) -> str | None:
    """Figures of speech: "100% remote", "every 1% matters", "give 110%", "my two cents"."""
    figure, after, before = text[start:end], text[end : end + 24], text[max(0, start - 30) : start]
    if figure.startswith("100") and _DENIED.search(text[max(0, start - 120) : start]):
        return "a figure of speech"
    if _ALL.match(figure) and not _ALL_OF.match(after):
        return "a figure of speech"
    if _YOURS.match(after) and not _MAKES_UP.search(before):
        return "a share of what is the reader's own"
    if before.lower().endswith("no more ") or _LAST.search(before):
        return "a figure of speech"
    if _NAMED_RULE.match(after):
        return "the name of a rule"
    if len(figure) <= 4 and _EVERY.search(before):
        return "a figure of speech"
    return None
