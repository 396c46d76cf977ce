"""Patterns that several kinds of sums share: what joins a sum to its result. All are over skeletons, and bounded."""

from __future__ import annotations

SAYS = (
    r"(?:equals?|comes? (?:out )?(?:to|at)|came (?:out )?(?:to|at)|works? out (?:at|to|as)|adds? up to|amounts? to|"
    r"makes?|made|making|means?|gives?|gave|giving|totals?|totall?ed|totall?ing|is|are|was|were|be|being|"
    r"costs?|earns?|earned|brings in|bringing in|runs to|sums? to)"
)
SURELY = (
    r"(?:adds? up to|comes? (?:out )?to|came (?:out )?to|works? out (?:at|to|as)|amounts? to|totals|runs? to|makes?)"
)
OF_IT = (
    r"(?:(?: ?(?:you|us|it|me|him|her|them|just|only|exactly|precisely|out|a total of|a full|a grand total "
    r"of|an?|extra|another|additional))* )"
)
_WHICH = (
    r"(?:and |so |or |but )?(?:which|that|this|together|altogether|the (?:total|lot|whole|bill|sum)|all told|"
    r"in (?:total|all))"
)
_WOULD = r"(?: then| all| would| will| alone| now| together)*,? "
_NAMED = r"(?:(?:the|an?|my|our|your|his|her|this|that|their) )?(?:[a-z][a-z'-]* ){1,3}"
_PEOPLE = r"(?:and (?=got|earned|paid|received)|(?:and |so )?(?:you|we|i|they|he|she|one)(?:'ll|'d| will| would)? )"
_THEY_GET = (
    r"(?:received|pay|paid|spend|spent|save|saved|earn|earned|make|made|owe|have|get|got|lose|"
    r"end up (?:paying|with|spending|at))"
)
RESULT = (
    r"(?: ?(?:=|→) ?| ?(?:‖ |[,;:(—–-] ?)?(?:or|so|i\.e\.,?|but that's|that's|it's|for a total of|a total of|for|"
    rf"(?:{_WHICH}{_WOULD})?{SAYS}|(?:it|they){_WOULD}(?:{SURELY}|costs?)|{_NAMED}{SURELY}|{_PEOPLE}{_THEY_GET}){OF_IT})"
)
"""Joins a sum to what it makes: "=", "which comes to", ". That makes", ", or"."""

WORDS = r"(?: (?!and |but |or |while |plus |of |is |are |was |than |versus |vs )[a-z][\w'’-]*){0,5}"
"""A few words that belong to the figure before them."""

THE = r"(?:(?:the|these|those|our|my|all|its|their|your|his|her|every|a|an|total|original|full|whole) )*"
