"""What stands around a figure: how exactly it is meant, and what it counts."""

from __future__ import annotations

from contentlint.text import forms


def bound_of(text: str, start: int, end: int, floor: int = 0) -> tuple[forms.Bound, int]:
    """How exactly a figure is meant, and where it begins with its sign or mark."""
    if start > floor and text[start - 1] in "-−+" and (start - 1 == floor or not text[start - 2].isalnum()):
        start -= 1
    if start > floor and text[start - 1] in forms.MARKS:
        return forms.MARKS[text[start - 1]], start - 1
    if start > floor + 1 and text[start - 1] == " " and text[start - 2] in forms.MARKS:
        return forms.MARKS[text[start - 2]], start - 2
    after = forms.BOUND_AFTER.match(text, end) or (
        forms.BOUND_AFTER.match(text, end - 1) if text[end - 1 : end] == "+" else None
    )
    if after:
        return ("at-least" if after["plus"] else "approx" if "so" in after.group() else "at-most"), start
    before = forms.BOUND_BEFORE.search(text, max(0, start - 32), start)
    if before is None:
        return "exact", start
    words = before["word"].lower().rstrip(".").split()
    first, two = words[0], "-".join(words[:2])
    if first == "from" and not text[max(0, before.start() - 16) : before.start()].lower().endswith(
        ("price ", "prices ", "start ", "starting ", "plans ")
    ):
        return "exact", start
    return forms.BOUND_OF.get(two) or forms.BOUND_OF.get(first) or "more-than", start


def noun_of(text: str, at: int) -> str:
    """What a figure counts, in lower case: the first plural within four words, or else the word right after it."""
    of = forms.OF.match(text, at)
    at = of.end() - 1 if of else at + (text[at : at + 1] == "+")
    first = ""
    for _ in range(4):
        found = forms.NOUN_WORD.match(text, at)
        if found is None:
            break
        word = found["word"].lower().strip("-/'’")
        if word in forms.STOP:
            break
        first = first or word
        if word in forms.PLURALS or (word.endswith("s") and len(word) > 3 and not word.endswith(forms.SINGULAR_S)):
            return word
        at = found.end()
    return first
