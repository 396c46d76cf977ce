"""Drafts as the text of a ledger file, to be cut down and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contentlint.claims.drafted.model import Draft, Spot
from contentlint.ledger.importers import quoted

_HEAD = "# Drafted from the site: look each value up, add `source` and `checked`, and delete what is not worth keeping."
_SHOWN = 4
"""Posts with a value that are named, each with its first place."""


def as_ledger(found: Sequence[Draft]) -> str:
    """A ledger with the first value of each draft; all values stand in comments with their places."""
    lines = [_HEAD, "subjects:"]
    by_subject: dict[str, list[Draft]] = {}
    for one in found:
        by_subject.setdefault(one.subject, []).append(one)
    taken = set(by_subject)
    for subject, own in by_subject.items():
        facts = [line for one in own if one.kind not in _OF_SUBJECT for line in _fact(one)]
        about = list(_subject(own, taken))
        # Of what has neither a fact nor another name nothing can become wrong.
        if facts or about:
            lines += [f"  - subject: {quoted(subject)}", *about, *(["    facts:", *facts] if facts else [])]
    return "\n".join(lines) + "\n"


_OF_SUBJECT = ("supersedes", "formerly", "status")


def _subject(own: Sequence[Draft], taken: set[str]) -> Iterator[str]:
    """The keys of a subject itself; a name that is `taken` stays with its other subject, and is in a comment here."""
    for kind in _OF_SUBJECT:
        found = [one for one in own if one.kind == kind]
        if not found:
            continue
        if kind == "status":
            yield "    status: retired"
        else:
            older = dict.fromkeys(text for one in found for text, _ in one.values[1:] if text not in taken)
            taken.update(older)
            if not older:
                continue
            yield f"    {kind}: [{', '.join(map(quoted, older))}]"
        for one in found:
            yield from (_comment(4, text, places) for text, places in one.values)


def _fact(one: Draft) -> Iterator[str]:
    value = one.values[0][0]
    yield f"      - {one.kind}: {quoted(value)}"
    if one.what and one.kind != "price":
        yield f"        what: {quoted(one.what)}"
    if one.grew:
        yield f"        was: [{', '.join(quoted(text) for text, _ in one.values[1:])}]"
    if one.plan:
        yield f"        plan: {quoted(one.plan)}"
    yield from (_comment(8, text, places) for text, places in one.values)


def _comment(blanks: int, text: str, places: Sequence[Spot]) -> str:
    if not places:
        return f"{' ' * blanks}# {text}: in no other post"
    first = {place.path: place for place in reversed(places)}
    shown = [place for place in places if first[place.path] is place]
    where = ", ".join(f"{place.path}:{place.line}" for place in shown[:_SHOWN])
    more = f" and {len(shown) - _SHOWN} more posts" if len(shown) > _SHOWN else ""
    return f"{' ' * blanks}# {text}: {where}{more}"
