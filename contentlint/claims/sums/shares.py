"""A part of a whole with its share: "30 of 40 (75%)"; a share of an amount: "30% of $2,000 is $600"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentlint.claims.sums.model import Amount, Mistake
from contentlint.claims.sums.passages import pattern
from contentlint.claims.sums.reading import Reading
from contentlint.claims.sums.words import RESULT, THE, WORDS

_NOT_SHARE = (
    r"(?! ?[a-z-]{0,12} ?(?:increase|rise|drop|more|less|higher|lower|fewer|discount|off|growth|jump|"
    r"decline|points?|fall|"
    r"gain|cut|reduction|improvement|saving|boost|faster|slower|cheaper|dearer|raise|bonus|chance|probability|fee|tax|"
    r"interest|return|margin|confidence|down|up|"
    r"(?!over|after|under|other|number|water|summer|winter|higher|paper)"
    r"[a-z]{3,9}er)\b| of \{|\)? (?:of|in) (?:those|these|them|which|whom)\b|\))"
)
_AFTER = _NOT_SHARE.replace(r"|\))", ")")
_IS = (
    r"(?: ?= ?| ?[(\[] ?(?:or |that's |that is |i\.e\.,? |just |only |= ?|a |an )?|[,;]? (?:or|that "
    r"is|that's|it's|which is|which was|"
    r"which makes|i\.e\.,?|making it|making|giving|being|equals|equal to|representing|"
    r"(?:for |giving (?:us )?|which is |with )?an? (?:[a-z-]+ ){0,3}(?:rate|share|proportion|ratio) "
    r"of|so|so (?:i'm|we're|it's|that's|you're)) (?:just |only |exactly |a |an |us |about )*| ?[—–:] "
    r"?(?:or |that's |just |only |a |an )*|"
    r" ‖ (?:so |and )?(?:that|this|it|which)(?:'s| is| was| makes| gives| means| comes to| works out "
    r"(?:at|to|as)| equals)"
    r" (?:us |just |only |exactly |a |an )*|, (?=\{P\d+\}(?:[,.;)]|\Z| ‖)))"
)
_NEAR = (
    r"(?:(?: [a-z'-]+)? (?:is|are|was|were|for|just|only|an?) (?:just |only |exactly |a |an )*|"
    r"(?: [a-z'-]+){0,3}, (?:just|only|an?|for an?) (?:just |only )?)"
)
_TAIL = r"(?:(?! (?:but|while|and|rose|fell|grew|raised|increased|dropped|got|saw|cut|gained|lost) )[^{}‖;()]){0,45}?"
_FORMS = tuple(
    pattern(text)
    for text in (
        rf"<n:CM>{WORDS}(?<!instead)(?<!ahead)(?<!short) (?:of|out of) {THE}<m:CMDQ>"
        rf"(?:{_TAIL}{_IS}|{_NEAR})<p:P>{_AFTER}",
        rf"<f:F>(?:{_TAIL}{_IS}|{_NEAR})<p:P>{_AFTER}",
        rf"<m:C>(?:(?!‖)[^{{}}]){{1,40}}of (?:which|whom|these|those|them),? <n:C>{_TAIL}{_IS}<p:P>{_AFTER}",
        rf"<m:C>[^{{}}]{{1,60}}<n:C> of (?:them|these|those|whom|which){_TAIL}{_IS}<p:P>{_AFTER}",
        rf"<n:C>{WORDS} (?:from|among|to) {THE}<m:C>{WORDS}, (?:which is |for |giving (?:us )?|that's "
        rf")?an? (?:[a-z-]+ ){{0,3}}(?:rate|share|proportion) of <p:P>",
        rf"<n:CM> ?/ ?<m:CM>(?:{_TAIL}{_IS}|{_NEAR})<p:P>{_AFTER}",
        rf"<p:P>(?: of [a-z' -]{{1,40}}| [a-z' -]{{1,40}})?(?: ?[(\[] ?|, (?:or|that is|i\.e\.,?) | ?[—–=] ?|: )"
        rf"(?:only |just |exactly )?<n:CM>(?: [a-z]+){{0,2}} (?:of|out of|/) {THE}<m:CM>"
        rf"(?!(?: [a-z]+){{0,3}},? and \{{| ?[=×*/÷+])",
        r"<p:P>(?: of [a-z' -]{1,40}| [a-z' -]{1,40})?(?: ?[(\[] ?|, (?:or|that is|i\.e\.,?) | ?[—–=] ?)"
        r"(?:only |just |exactly )?<f:F>(?! of \{| ?[=×*/÷+])",
        rf"<n:CM>(?: [a-z'-]+){{0,3}} \(<p:P>\)(?: [a-z'-]+){{0,2}} (?:out )?of {THE}<m:CM>",
    )
)
_OF_WHOLE = pattern(
    rf"(?:\bof|out of|among|from) {THE}<m:CM>(?: (?!and |but )[a-z'-]+){{0,7}}(?:,| (?:found|showed|"
    rf"revealed|saw)(?: that)?)(?: (?!and |but )[a-z'-]+){{0,4}} "
)
_PART = pattern(
    rf"<n:CM>(?:(?!‖|of |\{{)[^()]){{0,60}}?(?: ?\(|, or | ?— ?|, which is |, i\.e\. )(?:only |just |or )?<p:P>{_AFTER}"
)
_NAMED = re.compile(r"[a-z]", re.IGNORECASE)


_SIGNS = "+-−–"
"""What makes a percentage a change, not a share."""
_IN_SUM = re.compile(r"[×*/÷+−^√=] ?\(?\Z")
_SLIP = 1.45
"""How many times as large a share may be as the fraction that it is meant to be."""
_SPOKEN = 3.0
"""How far, in points, "one in five" may be from the share: it is what people say of 18% and of 22%."""


def of_wholes(reading: Reading) -> Iterator[Mistake]:
    """The wrong shares: "Three of four (60%)", "Of 40 teams, 30 (60%)"."""
    for passage in reading.passages:
        if "{P" not in passage.skeleton:
            continue
        for form in _FORMS:
            for match in form.finditer(passage.skeleton):
                if _IN_SUM.search(passage.skeleton, max(0, match.start() - 3), match.start()):
                    continue
                if "f" in match.groupdict():
                    yield from _fraction(*passage.of(match, "f", "p"))
                elif not _is_rest(passage.skeleton, match, passage.of(match, "n", "m", "p")):
                    yield from _part(*passage.of(match, "n", "m", "p"))
        for whole in _OF_WHOLE.finditer(passage.skeleton):
            end = passage.skeleton.find("‖", whole.end())
            for match in _PART.finditer(passage.skeleton, whole.end(), end if end >= 0 else len(passage.skeleton)):
                if re.search(r"\bof (?:those|these|them|whom|which)\b", passage.skeleton[whole.end() : match.start()]):
                    break
                yield from _part(*passage.of(match, "n"), *passage.of(whole, "m"), *passage.of(match, "p"))


def _is_rest(skeleton: str, match: re.Match[str], amounts: tuple[Amount, ...]) -> bool:
    """Whether a share is that of all the others: "30 of 40 voted, so 25% did not"."""
    part, whole, share = amounts
    left = 100 - part.value / whole.value * 100 if whole.value else 0.0
    return share.fits(left, left) and skeleton[match.start("p") - 2 : match.start("p") - 1] != "("


def _part(part: Amount, whole: Amount, share: Amount) -> Iterator[Mistake]:
    if (
        not (part.is_like(whole) or part.letter == "C")
        or not whole.value
        or part.value > whole.value
        or share.value > 100
        or share.text[0] in _SIGNS
        or whole.value == 1
    ):
        return
    (a, b), (c, d) = part.worth(), whole.worth()
    if whole.value <= 10 and abs(share.value - part.value / whole.value * 100) <= _SPOKEN:
        return
    if not share.fits(a / d * 100, b / c * 100):
        yield share.mistake("", part.value / whole.value * 100, f"{part.text} of {whole.text}")


def _fraction(part: Amount, share: Amount) -> Iterator[Mistake]:
    figure = part.figure
    if share.text[0] in _SIGNS or figure.bound != "exact":
        return
    if figure.kind == "score":  # "30/40"
        if not figure.high or figure.low > figure.high:
            return
        value, slack = figure.low / figure.high * 100, 0.0
    else:
        value = figure.low * 100
        number = re.search(r"\b(?:in|out of) (?:every )?(\d+)", figure.text)
        slack = 0.0 if number and int(number.group(1)) > 10 else _SPOKEN if " in " in f"{figure.text} " else 4.0
    is_slip = value and 1 / _SLIP <= share.value / value <= _SLIP  # "half of this (7.65%)" is half of a known share
    if is_slip and not share.fits(value - slack, value + slack):
        yield share.mistake("", value, figure.text.strip())


_WHAT = (
    r"(?: (?!and |but |or |than |goes |went |go |to |into |pays? |paid |was |were |is |are |said )[a-z][\w'-]*){0,4}"
)
_OF_AMOUNT = tuple(
    pattern(text)
    for text in (
        rf"\bon (?:an? |the |your |our |my )?<m:M>{_WHAT}, (?:an? |the )?<p:P>(?: (?!off|discount|less)[a-z]+){{1,3}} "
        rf"(?:is|comes to|would be|costs|means|makes) (?:just |only )?<r:M>",
        rf"<p:PF>(?: (?!off|discount|interest|return|more|less)[a-z]+){{0,2}} (?:of|on) "
        rf"{THE}<m:MCQD>{_WHAT}(?: ?[(] ?(?:that's |or |i\.e\.,? )?|,? or |{RESULT})<r:MCQD>",
        rf"<p:PF>(?: (?!off|discount|interest|return|more|less)[a-z]+){{0,2}} (?:of|on) "
        rf"{THE}<m:MCQD>(?: [a-z'-]+){{0,2}}, <r:MCQD>(?=[,.)])",
        rf"<r:MCQD>{_WHAT}(?: is| was| equals| ?=| ?\(|, or|,) (?:exactly )?<p:PF> of {THE}<m:MCQD>",
        rf"<r:MCQD>{_WHAT} ?\((?:exactly )?<p:PF> of {THE}<m:MCQD>",
    )
)
_TAKES = pattern(r" (?:goes|went|each|more|less|per|a month|a year|for each|an?|every)\b")


def of_amounts(reading: Reading) -> Iterator[Mistake]:
    """The wrong parts: "30% of $2,000 is $700"."""
    for passage in reading.passages:
        for form in _OF_AMOUNT:
            for match in form.finditer(passage.skeleton):
                share, whole, part = passage.of(match, "p", "m", "r")
                if not whole.is_like(part) or part.value > whole.value * max(1.0, share.value / 100):
                    continue
                if (
                    part.letter == "C"
                    and part.figure.noun != whole.figure.noun
                    and re.search(r", (?:or )?\{", match.group())
                    and not _CLOSED.match(passage.skeleton, match.end())
                ):
                    continue  # "20% of the 40 boats, 3 rafts"
                if part.value == whole.value and share.value not in (1, 100):
                    continue  # "she needs $600,000 (4% of $600,000 is $24,000)"
                if "total" in match.group() or _TAKES.match(passage.skeleton, match.end()):
                    continue
                rate = share.value / 100 if share.letter == "P" else share.value
                if share.letter == "F" and share.figure.kind == "score":
                    continue
                low, high = whole.worth()
                slack = 0.05 if share.letter == "F" else 0.0
                if not part.fits(low * rate * (1 - slack), high * rate * (1 + slack)):
                    yield part.mistake("", whole.value * rate, f"{share.text} of {whole.text}")


_CLOSED = re.compile(r"[,.)]")
_PRICE = r"(?:(?!‖|\band (?!is |now |you |it |pay |so |that |with |get ))[^{}]){0,50}?"
_OFF = r"(?: (?:off|discount|reduction|less|cheaper|lower|rebate|markdown|sale))"
_PLUS = r"(?: (?:vat|tax|sales tax|tip|gst|surcharge|markup|mark-up|service(?: charge)?|interest|delivery))"
_NOW = (
    r"(?:(?:[:=→—;]|,)(?: so| that's| that is| it's| you| pay|'ll)* |\b(?:now|making it|makes it|"
    r"gets?|leaves?|leaving|becomes?|down to|brings? [a-z' ]{0,20}to|brought [a-z' ]{0,20}to|makes?|"
    r"pay|paid|comes? to|"
    r"came to|is|was|=|drops? [a-z' ]{0,12}to|lowers? [a-z' ]{0,20}to|cuts? [a-z' ]{0,20}to|takes? "
    r"[a-z' ]{0,20}to|costs?|"
    r"to|→|for|at|ends? up at|works? out (?:at|to)|a total of) )"
)
_DISCOUNTS = tuple(
    pattern(text)
    for text in (
        rf"<m:M>{_PRICE}<p:P>{_OFF}{_PRICE}{_NOW}(?:you |it |us |just |only |a )*<r:M>",
        rf"<p:P>{_OFF}{_PRICE}<m:M>{_PRICE}{_NOW}(?:you |it |us |just |only |a )*<r:M>",
        rf"<m:M>{_PRICE}(?:minus|less|-) (?:a |the )?<p:P>{_PRICE}{_NOW}(?:you |it |us |just |only |a )*<r:M>",
        rf"<m:M>[^{{}}]{{0,30}}‖ (?:so |and |now )?(?:with |after |at |take |minus |but )?(?:an? |the "
        rf")?<p:P>{_OFF}{_PRICE}{_NOW}(?:you |it |us |just |only |a )*<r:M>",
        rf"\bsave <p:P>{_PRICE}<m:M>{_PRICE}\b(?:now|costs?|pay|down to|comes to) (?:just |only )?<r:M>",
        rf"was <m:M>,? (?:and )?(?:is )?now <r:M>{_PRICE}<p:P>{_OFF}",
        rf"discount of <p:P>{_PRICE}<m:M>{_PRICE}{_NOW}(?:you |it |us |just |only |a )*<r:M>",
    )
)
_TAXED = (
    pattern(
        rf"\badd(?:ing)? (?:an? |the )?<p:P>(?: [a-z]+){{0,2}} to (?:the |a |your "
        rf")?<m:M>{_PRICE}{_NOW}(?:you |it |us |just |only |a )*<r:M>"
    ),
    pattern(
        rf"<m:M>{_PRICE}(?:plus|\+|and|with) (?:a |an |the )?<p:P>{_PLUS}{_PRICE}{_NOW}(?:you |it |us |"
        rf"just |only |a )*<r:M>"
    ),
)
_LEFT_ALONE = re.compile(r"\b(?:up to|first|another|additional|extra|further|over|orders?|shipping|every|each|per)\b")


def discounts(reading: Reading) -> Iterator[Mistake]:
    """The wrong prices after a discount or with a tax: "$80, 25% off, now $50"."""
    for passage in reading.passages:
        if "{M" not in passage.skeleton or "{P" not in passage.skeleton:
            continue
        for forms, sign in ((_DISCOUNTS, -1.0), (_TAXED, 1.0)):
            for form in forms:
                for match in form.finditer(passage.skeleton):
                    if not _LEFT_ALONE.search(match.group()):
                        before, share, after = passage.of(match, "m", "p", "r")
                        yield from _discount(before, share, after, sign)


def _discount(before: Amount, share: Amount, after: Amount, sign: float) -> Iterator[Mistake]:
    if not before.is_like(after) or share.value >= 100 or before.figure.per != after.figure.per:
        return
    low, high = before.worth()
    rate = share.value / 100
    if any(after.fits(low * f, high * f) for f in (1 + sign * rate, rate)):
        return
    if (after.value >= before.value) != (sign > 0):
        return
    how = "less" if sign < 0 else "plus"
    yield after.mistake("", before.value * (1 + sign * rate), f"{before.text} {how} {share.text}")
