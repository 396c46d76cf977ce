"""The makes of sentences that say something with a figure, as patterns that end, or begin, at the figure."""

from __future__ import annotations

import re

FILL = re.compile(
    r"(?:(?:(?<=\s)|\A)(?:an?|the|its|about|around|roughly|approximately|nearly|almost|over|more than|at least|up to|"
    r"just|only|"
    r"exactly|some|all|total of|well over|well|currently|now|already|as many as|you|users|for|minimum of)\s+){1,5}\Z",
    re.IGNORECASE,
)
BOUNDARY = re.compile(
    r"[,;:()—–|]|\s-\s| (?:and|but|while|whereas|that|which|who|because|so|if|as|although|when|though) "
)
END = re.compile(
    r"[,;:!?()—–|]|\.(?=\s|\Z)|\s-\s| (?:and|but|while|whereas|that|which|who|because|so|if|as|although|when|though|"
    r"plus|making|with|including|compared|versus|vs) "
)
PERSONS = (
    r"(?:you|they|we|candidates|test[- ]takers|students|participants|learners|applicants|everyone|examinees)"
    r"(?:'ll|'d| will| must| can| need to| have to| are going to)?"
)
HAVE = re.compile(
    r"\b(?:has|have|contains?|includes?|comprises?|consists? of|(?:is|are) made up of|(?:is|are) (?:split|"
    r"divided) into|"
    r"features?|offers?|comes? with|ships? with|boasts?|holds?|counts|covers?|spans?|supports?|serves?|provides?|"
    r"gives|teaches|hosts|stocks|houses|lists|displays|(?:is|are) (?:now )?available in|operates in|works in|(?:is|"
    r"are) sold in|(?:is|are) (?:used|trusted) by|"
    r"employs?|carries|carry|seats?|can (?:carry|hold|seat|take)|stores?|has grown to|has reached|"
    r"(?:is|are) home to|asks?|poses?|sets)\Z",
    re.IGNORECASE,
)
THERE = re.compile(
    rf"(?:\bthere (?:are|is|were)|\bthere's|\bexpect|\b{PERSONS} (?:face|get|see|answer|find|have|be asked))\Z",
    re.IGNORECASE,
)
LAST = re.compile(r"\b(?:lasts?|takes?|runs?|goes on|will (?:last|take|run)|can last)\Z", re.IGNORECASE)
VALID = re.compile(
    r"\b(?:(?:is|are|remains?|stays?)? ?(?:valid|good)(?: for)?|expires? (?:after|in|every)|runs out after|"
    r"lapses after|"
    r"(?:must|needs to|has to) be renewed (?:every|after)|renew(?:ed|s)? (?:[a-z]+ ){0,3}(?:every|after)|"
    r"is renewed every)\Z",
    re.IGNORECASE,
)
COST = re.compile(
    r"\b(?:costs?|(?:is|are) priced at|sells? for|goes? for|retails? (?:for|at)|will cost|will set you back|charges|"
    r"(?:is|are) (?:sold|offered|available) for|(?:is|are) (?:sold|offered|available) at)\Z",
    re.IGNORECASE,
)
EARN = re.compile(r"\b(?:earns?|makes?|is paid|are paid)\Z", re.IGNORECASE)
WEIGH = re.compile(r"\b(?:weighs?(?: in at)?)\Z", re.IGNORECASE)
RAISED = re.compile(r"\b(?:has |had )?raised\Z", re.IGNORECASE)
EVENTS = {
    "founded": r"founded|established|set up|incorporated|formed",
    "launched": r"launched|released|introduced|unveiled",
    "opened": r"opened(?: its doors)?|inaugurated",
    "in force": r"took effect|came into force|entered into force|came into effect",
}
MONTH = (
    r"(?: (?:early|late|mid|January|February|March|April|May|June|July|August|September|October|November|December))?"
)
EVENT = {
    measure: re.compile(
        rf"\b(?:(?:was|were|is|has been) )?(?:first |officially |"
        rf"originally )?(?:{verbs})(?P<object> [A-Z][^,;]{{1,40}})?"
        rf"(?: back)? (?:in|on){MONTH}\Z",
    )
    for measure, verbs in EVENTS.items()
}
PARTICIPLE = {measure: re.compile(rf"(?:{verbs})(?: back)? in{MONTH}\Z", re.I) for measure, verbs in EVENTS.items()}
SINCE = re.compile(r"(?:\A|(?<=\s)|\()since\Z", re.IGNORECASE)
IS = re.compile(
    r"\s(?:is|are|was|were|of|at|stands at|comes to|amounts to|is set at|is set to|sits at|remains|=|:)\Z",
    re.IGNORECASE,
)
OPENS = re.compile(r"\W*(?:at|with|for)\Z", re.IGNORECASE)
MAIN_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|remains?|seems?|looks?|makes?|gives?|offers?|costs?|ranks?|leads?|does|can|"
    r"will|"
    r"builds?|built|sells?|sold|took|takes|became|becomes|grew|lasts?|contains?|consists?|includes?|covers?|supports?|"
    r"reaches|needs?|uses?|gets?|pays?|earns?|teaches|hosts|employs?|serves?|carries|weighs?|raised|charges|"
    r"requires?|lets|helps?|comes?|runs?|beats?|provides?|expires?)\b"
)
TO_PASS = re.compile(
    r"\s?(?:or (?:more|higher|above|better) |and above )?(?:(?:is|are) (?:needed|required) )?to pass\b"
)
SCORE = re.compile(r"\b(?:score|mark|grade|get|need|reach|achieve|requires?|answer)(?: of)?\Z", re.IGNORECASE)
LONG = re.compile(r"\s(?:long|high|tall|wide|deep|heavy)\b")
SIZES = {"long": "length", "high": "height", "tall": "height", "wide": "width", "deep": "depth", "heavy": "weight"}
OF_HOLDER = re.compile(r"\s(?:of|in|on) (?=(?:the|this|its|[A-Z]))")
WHOLE = re.compile(r"(?:\b(?:all|the|its|these)\s|\A\W*)\Z", re.IGNORECASE)
TO_DO = re.compile(r"\s(?:to (?:complete|finish|answer|take|sit|do)\b|for (?:the|this|your)\b|(?:in|on) the\b)")
USERS = re.compile(r"used by|trusted by", re.IGNORECASE)
APPOSED = re.compile(r"(?P<name>[A-Z][\w'&+-]*(?: [A-Z\d][\w'&+-]*){0,4}),\s*\Z")
NAMED = re.compile(r"\s+(?P<name>(?:[Tt]he )?[A-Z][\w'&+-]*(?: [A-Z\d][\w'&+-]*){0,4})")
PREPOSITION = re.compile(r"\s(?:before|after|in|on|at|to|by|from|until|within|during|without|through)\s")
HOLDS = re.compile(r"\b(?:holds?|has|have|offers?|comes? with|contains?|stores?|includes?|provides?)\Z", re.IGNORECASE)
OF_WHAT = re.compile(r"\sof (?P<what>[a-z]+)\b")
RELATIVE = re.compile(r"(?P<name>[A-Z][\w'&+-]*(?: [A-Z\d][\w'&+-]*){0,4})?,? (?:which|who|that)\s*\Z")
PRICED = re.compile(r"\s(?P<kind>[a-z]+)\b(?! (?:fee|cost|price))")
TOKEN = re.compile(r"[\s-]tokens?\b")
PHRASE = {2: re.compile(r"[\s-][A-Za-z]+ [A-Za-z]+\b"), 1: re.compile(r"[\s-][A-Za-z]+\b")}
IN_BRACKETS = re.compile(r"(?P<name>[A-Z][\w.'&+-]*(?: [A-Z\d][\w.'&+-]*){0,4}) \(\Z")
STARTS = re.compile(r"\b(?:starts?|starting|begins?|beginning) (?:at|from)\Z", re.IGNORECASE)
SHARE = re.compile(r"\s+of\s")
REACH = 90
"""Code points before a figure in which a sentence says what it is."""
