"""The signals in words, as `claims` prints them."""

from __future__ import annotations

from contentlint.claims.odds import weights


def in_words(signals: frozenset[str]) -> list[str]:
    """The two signals that weigh most, said in words; those that have no words of their own are passed over."""
    heaviest = weights().heaviest(signals & WORDS.keys(), 2)
    return [f"{'for it speaks' if weight > 0 else 'against it speaks'} {WORDS[name]}" for name, weight in heaviest]


WORDS = {
    "F:duration": "the length of time",
    "F:money": "the amount",
    "F:multiplier": "the multiple",
    "F:percent": "the percentage",
    "K:heading": "that it is a heading",
    "K:row": "the table it stands in",
    "P:outward0": "that the post links to no other site",
    "R:appeal": "the appeal to research",
    "R:compared": "the comparison",
    "R:denial": "that it is denied of all",
    "R:general": "that it speaks of all of a kind",
    "R:market": "the market it tells of",
    "R:official": "the rule it tells of",
    "R:people": "the people it counts",
    "R:price": "the price",
    "R:rank": "the rank",
    "R:research": "the word of research",
    "R:usual": "'average', 'typical' or the like",
    "R:you": "that it speaks to the reader",
    "cue:strong": "the figure",
    "P:publishes": "that the post presents a study of its author's",
    "own": "the first person",
    "quantity": "the quantity in words",
    "question": "the question",
    "quoted:speaker": "that somebody else is quoted",
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
