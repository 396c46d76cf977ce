"""What is seen of two figures that may tell one fact: small named signals, none of which knows the values."""

from __future__ import annotations

from collections.abc import Sequence

from contentlint.claims.agreement.contexts import RARE, level, measured, rarity, root
from contentlint.claims.agreement.mentions import Mention
from contentlint.claims.agreement.phrasing import compared

_EVENTS = frozenset(("founding", "birth", "death"))
"""What a year may be told of: other years are when something else was so."""
_KINDS = ("money", "%", "time", "#", "year", "day", "clock")
_OVERLAPS = (0.3, 0.9, 1.7, 2.6, 4.0)
_SHARES = (0.08, 0.2, 0.35, 0.5, 0.75)
_FEW = (1, 2, 4)
_OTHERS = (1, 2, 3, 5, 9, 16)
_FIGURES = (3, 5, 8, 14, 25, 50)
_APART = (2, 4, 8, 20, 60)
_DAYS = (31, 120, 370, 740)
_OWN = 0.7
"""What the words of a heading must say for it to be about something of its own."""
_SMALL = 12
_OWN_STEPS = (0.3, 0.8, 1.4, 2.2, 3.5)


def may_be_one(a: Mention, b: Mention, same_post: bool = True) -> bool:
    """True for figures that can be compared: of one kind, and of nouns that can be of one thing."""
    if a.what != b.what or (same_post and (a.unit == b.unit or (a.group and a.group == b.group))):
        return False
    if same_post and _is_of_card(a, b):
        return False
    if _supposed(a) or _supposed(b) or (a.place == b.place == "row" and not _has_one_column(a, b)):
        return False
    if a.what == "year":
        return not (a.clause.measures & b.clause.measures).isdisjoint(_EVENTS)
    if a.what != "#":
        return True
    if a.noun and b.noun:
        return not a.noun.isdisjoint(b.noun) or not measured(a.noun).isdisjoint(measured(b.noun))
    if a.clause.measures.isdisjoint(b.clause.measures):
        return False
    return bool(a.noun or b.noun or a.clause.words & b.clause.words)


def _is_of_card(a: Mention, b: Mention) -> bool:
    """True for what stands behind one label under two headings: "Price: $10" of each of several things."""
    is_label = a.label != "" and a.label == b.label and "row" not in (a.place, b.place)
    return is_label and a.heading.words != b.heading.words


def _supposed(one: Mention) -> bool:
    return "suppose:it" in one.clause.marks


def _has_one_column(a: Mention, b: Mention) -> bool:
    """False for cells under headers that have no word in common."""
    words_a, words_b = (frozenset(map(root, one.label.split())) for one in (a, b))
    return not (words_a and words_b) or not words_a.isdisjoint(words_b)


def nearness(a: Mention, b: Mention) -> float:
    """How much two figures seem to be told of one thing, by words in common alone: what rivals are ranked by."""
    words = rarity(a.clause.words & b.clause.words) + 0.4 * rarity(a.sentence.words & b.sentence.words)
    same = 0.5 * (not a.clause.measures.isdisjoint(b.clause.measures)) + 0.8 * (not a.noun.isdisjoint(b.noun))
    names = 0.5 * (not a.sentence.names.isdisjoint(b.sentence.names))
    return words + same + names + 0.3 * (a.value.unit == b.value.unit)


def signals(
    a: Mention, b: Mention, same_post: bool, figures: int, others: int, rivals: tuple[int, int]
) -> frozenset[str]:
    """The signals of a pair.

    `figures` is how many the posts have, `others` how many other values they give of what can be compared with these,
    `rivals` how many other values are told of something as near to the one, and to the other.
    """
    found: set[str] = {f"figures{_level(figures, _FIGURES)}", f"others{_level(others, _OTHERS)}"}
    low, high = sorted(rivals)
    found.add(f"rivals{_level(low, _FEW)}:{_level(high, _FEW)}")
    found.add(f"rivals>{_level(high, (*_FEW, 8))}")
    _of_value(found, a, b)
    _of_words(found, a, b)
    _of_own(found, a, b)
    _of_names(found, a, b)
    _of_order(found, a, b)
    if same_post:
        _of_places(found, a, b)
    else:
        _of_posts(found, a, b)
    if a.label and b.label:
        found.add("label:same" if a.label == b.label else "label:other")
    found.add("p:" + "+".join(sorted((a.place, b.place))))
    _narrowed(found, "near", a.clause.marks, b.clause.marks)
    far_a, far_b = a.sentence.marks | a.heading.marks, b.sentence.marks | b.heading.marks
    if not same_post:
        far_a, far_b = far_a | a.title.marks, far_b | b.title.marks
    near = a.clause.marks | b.clause.marks
    _narrowed(found, "far", far_a - near, far_b - near)
    return frozenset(found)


def _level(value: float, steps: Sequence[float]) -> int:
    return sum(value >= step for step in steps)


def _of_value(found: set[str], a: Mention, b: Mention) -> None:
    """What kind of figures they are, what they count, how exactly they are meant."""
    kind = a.what.partition(":")[0]
    found.add(f"k:{kind if kind in _KINDS else 'size'}")
    if kind == "#":
        shared = a.noun & b.noun
        if a.noun and b.noun:
            found.add("noun:same" if shared else "noun:group")
        else:
            found.add("noun:one" if a.noun or b.noun else "noun:none")
        if shared:
            found.add(f"noun:r{max(map(level, shared))}")
        if max(a.value.low, b.value.low) <= _SMALL:
            found.add("small")
    elif a.value.unit != b.value.unit:
        found.add("unit:other")
    ranges = (a.value.low != a.value.high) + (b.value.low != b.value.high)
    if ranges:
        found.add(f"range{ranges}")
    found.update(f"b:{bound}" for bound in {a.value.bound, b.value.bound} - {"exact"})


def _of_words(found: set[str], a: Mention, b: Mention) -> None:
    """The words they have in common, and what is measured."""
    for name, first, second in (("near", a.clause, b.clause), ("wide", a.sentence, b.sentence)):
        amount = rarity(first.words & second.words)
        size = min(rarity(first.words), rarity(second.words))
        found.add(f"{name}{_level(amount, _OVERLAPS)}")
        found.add(f"{name}s{_level(amount / size if size else 0, _SHARES)}")
    around_a, around_b = a.sentence.words | a.heading.words, b.sentence.words | b.heading.words
    cross = (a.clause.words & (around_b | b.title.words)) | (b.clause.words & (around_a | a.title.words))
    found.add(f"cross{_level(rarity(cross), _OVERLAPS)}")
    measures = a.clause.measures & b.clause.measures
    found.add(f"meas{min(len(measures), 3)}")
    found.update(f"m:{name}" for name in measures)
    if not measures:
        found.add(f"measw{min(len(a.sentence.measures & b.sentence.measures), 2)}")
        if a.clause.measures and b.clause.measures:
            found.add("meas:each")


def _of_own(found: set[str], a: Mention, b: Mention) -> None:
    """What each says that the other has nowhere near: of two facts each has words of its own."""
    near_a, near_b = a.sentence.words | a.noun | a.heading.words, b.sentence.words | b.noun | b.heading.words
    own = sorted((rarity(a.clause.words - near_b), rarity(b.clause.words - near_a)))
    found.add(f"own{_level(own[0], _OWN_STEPS)}")
    found.add(f"owns{_level(own[1], _OWN_STEPS)}")
    measured_a, measured_b = a.clause.measures - b.sentence.measures, b.clause.measures - a.sentence.measures
    if measured_a and measured_b:
        found.add("meas:own")
    kind = a.what.partition(":")[0]
    if kind in ("%", "#", "money", "time"):
        found.add(f"own:{kind}{_level(own[0], _OWN_STEPS)}")
    if a.compound or b.compound:
        found.add("compound:each" if a.compound and b.compound else "compound:one")
    if a.after and b.after:
        shared = len(set(a.after) & set(b.after))
        found.add(f"after{min(shared, 4)}")
        found.add(f"afters{_level(shared / min(len(a.after), len(b.after)), _SHARES)}")
        rest_a, rest_b = set(a.after) - near_b, set(b.after) - near_a
        found.add(f"later{_level(min(rarity(rest_a), rarity(rest_b)), _OWN_STEPS)}")
        if kind == "%":
            found.add(f"after:%{min(shared, 3)}")
        if a.after[0] == b.after[0]:
            found.add("next:same")
        elif a.after[0] not in near_b and b.after[0] not in near_a:
            found.add("next:each")
    elif a.after or b.after:
        found.add("after:one")


def _of_order(found: set[str], a: Mention, b: Mention) -> None:
    """The words in their order, what paragraphs say before, other figures of the sentences, what a year is told of."""
    known_a = a.sentence.words | a.heading.words | a.title.words | a.before.words
    known_b = b.sentence.words | b.heading.words | b.title.words | b.before.words
    found.update(compared(a.around, b.around, known_a, known_b))
    own = bool(a.before.names - known_b) + bool(b.before.names - known_a)
    if own:
        found.add(f"prior:{('', 'one', 'each')[own]}")
    if a.before.words or b.before.words:
        shared = rarity((a.before.words & known_b) | (b.before.words & known_a))
        found.add(f"prior{_level(shared, _OVERLAPS)}")
    _narrowed(found, "prior", a.before.marks - b.sentence.marks, b.before.marks - a.sentence.marks)
    first, second = _by_kind(a.beside), _by_kind(b.beside)
    for kind in first.keys() & second.keys():
        found.add(f"beside:{'each' if first[kind].isdisjoint(second[kind]) else 'same'}")
    if bool(first) != bool(second):
        found.add("beside:one")
    for name, one, known in (("a", a, known_b), ("b", b, known_a)):
        said = one.heading.words - one.sentence.words
        found.add(f"hown{name}{_level(rarity(said - known), _OWN_STEPS)}")
        if one.heading.words - known and not said:
            found.add("hsaid")
    if a.what == "year":
        events = {
            word for word in a.clause.words & b.clause.words if not _EVENTS.isdisjoint(measured(frozenset((word,))))
        }
        found.add("event:same" if events else "event:other")


def _by_kind(figures: frozenset[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in figures:
        kind, _, value = one.partition("=")
        found.setdefault(kind, set()).add(value)
    return found


def _of_names(found: set[str], a: Mention, b: Mention) -> None:
    known_a = a.sentence.names | a.heading.words | a.title.words
    known_b = b.sentence.names | b.heading.words | b.title.words
    found.add(f"names{min(len(a.sentence.names & b.sentence.names), 2)}")
    for name, first, second in (("names", a.sentence, b.sentence), ("cnames", a.clause, b.clause)):
        own = bool(first.names - known_b) + bool(second.names - known_a)
        found.add(f"{name}:{('none', 'one', 'each')[own]}")


def _of_places(found: set[str], a: Mention, b: Mention) -> None:
    """How two figures of one post stand to each other."""
    if a.section == b.section:
        found.add("head:same")
    elif a.heading.words and b.heading.words:
        found.add("head:other" if a.heading.words != b.heading.words else "head:like")
        own_a = a.heading.words - b.sentence.words - b.heading.words
        own_b = b.heading.words - a.sentence.words - a.heading.words
        if min(rarity(own_a), rarity(own_b)) > _OWN:
            found.add("head:each")
        if not a.heading.words.isdisjoint(b.heading.words) and a.heading.words ^ b.heading.words:
            found.add("head:near")
    else:
        found.add("head:one" if a.heading.words or b.heading.words else "head:none")
    if a.block == b.block and a.block >= 0:
        found.add("same:block")
    found.add(f"apart{_level(abs(a.unit - b.unit), _APART)}")


def _of_posts(found: set[str], a: Mention, b: Mention) -> None:
    """How two posts stand to each other."""
    title_a, title_b = a.title.words, b.title.words
    if title_a and {w for w in title_a ^ title_b if not any(c.isdigit() for c in w)} == set():
        found.add("title:series")
    around_a, around_b = a.sentence.words | a.heading.words, b.sentence.words | b.heading.words
    found.add(f"title{_level(rarity(title_a & title_b), _OVERLAPS)}")
    own = min(rarity(title_a - title_b - around_b), rarity(title_b - title_a - around_a))
    found.add(f"tout{_level(own, (0.5, 1.5, 3))}")
    only_a, only_b = title_a - title_b, title_b - title_a
    if title_a & title_b and 0 < len(only_a) <= RARE and 0 < len(only_b) <= RARE:
        found.add(f"tswap{min(len(only_a), len(only_b))}")
    if (a.title.names - title_b - around_b) and (b.title.names - title_a - around_a):
        found.add("tnames:each")
    for one, far in ((a, around_b | title_b), (b, around_a | title_a)):
        named = one.sentence.names | one.title.names
        if named and named.isdisjoint(far):
            found.add("tnames:none")
    subject = (around_a | title_a) & (around_b | title_b)
    found.add(f"subj{min(sum(level(word) == RARE for word in subject), 4)}")
    names_a = a.sentence.names | a.heading.names | a.title.names
    found.add(f"snames{min(len(names_a & (b.sentence.names | b.heading.names | b.title.names)), 3)}")
    found.add(f"days{_level(abs(a.day - b.day), _DAYS)}" if a.day and b.day else "days?")


def _narrowed(found: set[str], scope: str, first: frozenset[str], second: frozenset[str]) -> None:
    """What narrows only one of two, and in which ways both are narrowed, each in its own."""
    own_a = {mark.partition(":")[0] for mark in first - second}
    own_b = {mark.partition(":")[0] for mark in second - first}
    each, one = own_a & own_b, own_a ^ own_b
    found.update(f"{scope}:each:{kind}" for kind in each)
    found.update(f"{scope}:one:{kind}" for kind in one)
    found.update(f"{scope}:same:{mark.partition(':')[0]}" for mark in first & second)
    found.add(f"{scope}:each{min(len(each), 3)}")
    found.add(f"{scope}:one{min(len(one), 4)}")
