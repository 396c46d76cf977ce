"""The signals in words, as `claims` prints them."""

from __future__ import annotations

from contentlint.claims.odds import weights


def in_words(signals: frozenset[str]) -> list[str]:
    """The two signals that weigh most, said in words; those that have no words of their own are passed over."""
    heaviest = weights().heaviest(signals & WORDS.keys(), 2)
    return [f"{'for it speaks' if weight > 0 else 'against it speaks'} {WORDS[name]}" for name, weight in heaviest]


WORDS = {
    "D:arith": "that it is worked out",
    "D:explained": "that it repeats an amount explained before",
    "D:inherits": "that it goes on with what is supposed",
    "D:instr": "that it reads as advice",
    "D:listprice": "that it is a list price",
    "D:ownwhy": "that it may be the author's own figure",
    "D:question": "the question",
    "D:supp": "that it is supposed",
    "F:duration": "the length of time",
    "F:money": "the amount",
    "F:multiplier": "the multiple",
    "F:percent": "the percentage",
    "K:heading": "that it is a heading",
    "K:row": "the table it stands in",
    "P:outward0": "that the post links to no other site",
    "R:appeal": "the appeal to research",
    "R:general": "that it speaks of all of a kind",
    "R:market": "the market it tells of",
    "R:official": "the rule it tells of",
    "R:people": "the people it counts",
    "R:price": "the price",
    "R:research": "the word of research",
    "R:usual": "'average', 'typical' or the like",
    "R:you": "that it speaks to the reader",
    "cue:strong": "the figure",
    "own": "the first person",
    "quantity": "the quantity in words",
    "range": "the range",
    "ranking": "the superlative",
    "reach": "a link before it",
    "said:anaphor": "that it points back to its source",
    "said:named": "the name of its source",
    "said:vague": "the appeal to nobody",
    "seclinks": "a link in its section",
    "src": "a link near it",
    "ulinks": "a link in it",
}
"""Signals and what they are called."""
