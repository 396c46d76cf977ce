"""Which values that posts tell are of one fact: those of one subject, in one unit, told with the same words.

Where the words have a name for what is measured ("price per month", "trial"), that name says it. Elsewhere a fact
begins with a value that several posts give with a word in common; what all of them have around it are its words, and
another value that has them too is a disagreement. A count that grows from post to post is one fact as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from contentlint.claims.agreement.contexts import level, root
from contentlint.claims.drafted.model import Draft, Spot, Told
from contentlint.claims.drafted.naming import SiteNames
from contentlint.ledger.model import Kind

_LEAST = 2
"""Posts that must name a value."""
_MANY = 3
"""Posts from which on one word in common is enough, and a value on which all agree is worth keeping."""
_MOST_VALUES = 6
"""Values of one thing from which on they are of several things."""
_SEVERAL = 3
"""Values from which on most posts must agree on one."""
_MOST_READ = 24
"""Values with one word near them from which on that word tells nothing."""
_CORE = 0.8
"""The share of the places that have a word which is one of the fact's."""
_OPTIONS = 2
"""Values that most posts may give of one thing in one unit, each of its own fact: a price for input, one for output."""
_TIMES = 10.0
"""How many times as large one value may be as another: what is further apart is told of something else."""
_ROUGHLY = 1.25
"""How many times as large a value can be as another that is the same, rounded."""
_NAMED = 3
"""Words that say which value it is, at most."""
_RISES = 0.8
"""How much of the pairs of posts must have the larger value later for a value that grows."""

Bucket = tuple[str, Kind, str]


def drafts(told: Iterable[Told], names: SiteNames) -> Iterator[Draft]:
    """What several posts tell."""
    measured: dict[tuple[str, Kind, str, str], list[Told]] = defaultdict(list)
    open_: dict[Bucket, list[Told]] = defaultdict(list)
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for one in told:
        subject = _subject(one, names)
        if not subject:
            continue
        shown[subject.lower()][subject] += 1
        if one.measure:
            key = subject.lower(), one.kind, " ".join(map(root, one.measure.split())), one.plan.lower()
            measured[key].append(one)
        else:
            open_[subject.lower(), one.kind, one.unit].append(one)
    for (name, kind, measure, _), own in measured.items():
        # "tokens" is the "context tokens" of others, or what nobody can say.
        if any(key[:2] == (name, kind) and key[2].endswith(f" {measure}") for key in measured):
            continue
        if (kept := _agreed(own)) is not None:
            yield Draft(shown[name].most_common(1)[0][0], kind, own[0].measure, own[0].plan, kept)
    for (name, kind, _), own in open_.items():
        yield from _open(shown[name].most_common(1)[0][0], kind, own)


def _subject(one: Told, names: SiteNames) -> str:
    resolved = names.resolved(one.names)
    found = next((name for name in resolved if names.is_name(name)), "")
    if found or one.measure:
        return found
    return names.main if one.ours else ""


def _agreed(found: Sequence[Told]) -> tuple[tuple[str, tuple[Spot, ...]], ...] | None:
    """The values of one fact with their places; None where too few posts tell it, or it is no one fact."""
    own = _not_options(found)
    if len({one.spot.path for one in own}) < _LEAST:
        return None
    values = _values(own)
    told = {spot.path for _, places in values for spot in places}
    # Of three values or more most posts give one, or each is of something else.
    is_one = len(values) < _SEVERAL or (values and len({spot.path for spot in values[0][1]}) * 2 >= len(told))
    return values if is_one and len(values) <= _MOST_VALUES and len(told) >= _LEAST else None


def _open(subject: str, kind: Kind, bucket: Sequence[Told]) -> Iterator[Draft]:
    """The facts of a bucket whose words do not say of what they are."""
    own_words = frozenset(map(root, subject.replace("'s", "").split()))
    left = [one for one in bucket if one.words - own_words]
    if kind == "limit" and (grown := _grown(subject, left)) is not None:
        yield grown
        return
    if _is_catalogue(left):
        return
    by_word: dict[str, list[Told]] = defaultdict(list)
    for one in left:
        for word in one.words - own_words:
            by_word[word].append(one)
    by_value: dict[float, list[Told]] = defaultdict(list)
    for one in left:
        by_value[one.value.low].append(one)
    used: set[Spot] = set()
    values = sorted(by_value.items(), key=lambda item: (-len({one.spot.path for one in item[1]}), item[0]))
    for _, places in values:
        places = [one for one in places if one.spot not in used]
        posts: dict[str, set[str]] = defaultdict(set)
        for one in places:
            for word in one.words - own_words:
                posts[word].add(one.spot.path)
        word = max(posts, key=lambda word: (len(posts[word]), level(word), word), default="")
        if not word or len(posts[word]) < _LEAST:
            continue
        near = [one for one in places if word in one.words]
        core = frozenset(_core(near)) - own_words
        if len(core) < 2 and len(posts[word]) < _MANY:
            continue
        if len({one.value.low for one in by_word[word]}) <= _MOST_READ:
            near += [
                one
                for one in by_word[word]
                if one.spot not in used and core <= one.around.keys() and not _is_one(one, near[0])
            ]
        used |= {one.spot for one in near}
        kept = _agreed(near)
        if kept is None or (len(kept) == 1 and len(posts[word]) < _MANY):
            continue
        yield Draft(subject, kind, _what(near[0], core), "", kept)


def _is_catalogue(found: Sequence[Told]) -> bool:
    """True where most posts give many values: plans, sizes and places, each with its own."""
    by_post: dict[str, set[float]] = defaultdict(set)
    for one in found:
        by_post[one.spot.path].add(one.value.low)
    return bool(by_post) and sorted(map(len, by_post.values()))[len(by_post) // 2] > _OPTIONS


def _core(near: Sequence[Told]) -> Iterator[str]:
    """The words that nearly all places have."""
    counts = Counter(word for one in near for word in one.around)
    return (word for word, count in counts.items() if count >= _CORE * len(near))


def _what(one: Told, core: frozenset[str]) -> str:
    """Words that say which value it is, as they are written, in their order."""
    near = sorted(core, key=lambda word: (word not in one.words, -level(word)))[:_NAMED]
    return " ".join(one.around[word].lower() for word in one.around if word in near)


def _grown(subject: str, bucket: Sequence[Told]) -> Draft | None:
    """A value that is larger the later a post is, as a fact with its newest value first; None for any other."""
    by_post: dict[str, Told] = {}
    for one in bucket:
        if one.day and (one.spot.path not in by_post or one.value.low > by_post[one.spot.path].value.low):
            by_post[one.spot.path] = one
    found = sorted(by_post.values(), key=lambda one: (one.day, one.value.low))
    if len({one.value.low for one in found}) < _MANY or len(found) > 50:
        return None
    pairs = [
        (a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a.day != b.day and a.value.low != b.value.low
    ]
    rising = sum(a.value.low < b.value.low for a, b in pairs)
    if len(pairs) < _MANY or rising < _RISES * len(pairs):
        return None
    values: dict[float, list[Told]] = {}
    for one in reversed(found):
        values.setdefault(one.value.low, []).append(one)
    kept = tuple((own[0].written, tuple(one.spot for one in own)) for own in values.values())
    return Draft(subject, "count", "", "", kept[:_MOST_VALUES], grew=True)


def _not_options(found: Sequence[Told]) -> list[Told]:
    """The values without those that only posts give which give others as well: of several plans each has its own."""
    by_post: dict[str, set[tuple[float, float]]] = defaultdict(set)
    for one in found:
        by_post[one.spot.path].add((one.value.low, one.value.high))
    alone = {value for values in by_post.values() if len(values) == 1 for value in values}
    return [one for one in found if (one.value.low, one.value.high) in alone]


def _is_one(one: Told, other: Told) -> bool:
    """True for values that can both be true; a count that is told in round thousands is near, not half as much."""
    low, high = sorted((one.value.low, other.value.low))
    return one.value.agrees(other.value) and (one.kind == "date" or high <= _ROUGHLY * low)


def _is_near(one: Told, other: Told) -> bool:
    low, high = sorted((one.value.low, other.value.low))
    return one.kind == "date" or high <= _TIMES * low


def _values(found: Sequence[Told]) -> tuple[tuple[str, tuple[Spot, ...]], ...]:
    """The values, those that can both be true as one, the most frequent first."""
    groups: list[list[Told]] = []
    for one in found:
        for group in groups:
            if _is_one(group[0], one):
                group.append(one)
                break
        else:
            groups.append([one])
            if len(groups) > _MOST_READ:
                break
    groups.sort(key=lambda group: (-len({one.spot.path for one in group}), -len(group)))
    groups = [group for group in groups if _is_near(group[0], groups[0][0])]
    return tuple(
        (Counter(one.written for one in group).most_common(1)[0][0], tuple(one.spot for one in group))
        for group in groups
    )
