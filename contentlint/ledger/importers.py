"""Lists that sites keep already, as ledger files: JSON that tells models of several makers, and CSV.

What has no place in a ledger is not dropped without a word: it stands in the file as a comment.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from contentlint.errors import ReadError
from contentlint.guard.data import load_json
from contentlint.guard.records import dataclass, field
from contentlint.ledger import values
from contentlint.ledger.model import Kind
from contentlint.ledger.names import normal

_KINDS: tuple[Kind, ...] = get_args(Kind)
_PART = re.compile(r"(?<![^,()])(?P<value>[^,()]++)\((?P<of>[^()]*+)\)\s*+(?:,|$)")
_FOR = re.compile(r"(?P<value>\S+) (?P<what>.+) for (?P<subject>.+)", re.DOTALL)
_MORE = re.compile(r"(?:expandable|up) to (\S+)")
_REBRANDED = re.compile(r"(?:rebranded|renamed) (?:to|as) (?P<to>.+)", re.IGNORECASE)
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\s-]+")


@dataclass(slots=True)
class _Draft:
    """A subject as it is to be written."""

    name: str
    also: list[str] = field(default_factory=list)
    formerly: list[str] = field(default_factory=list)
    supersedes: list[str] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)
    facts: list[dict[str, Any]] = field(default_factory=list)


class Drafts:
    """Subjects to be written, by name, in the order in which they come; a name is with one of them only."""

    def __init__(self) -> None:
        self._subjects: dict[str, _Draft] = {}
        self._owners: dict[str, str] = {}
        self.left: list[str] = []
        """What could not be taken over, a line each."""

    def subject(self, name: str) -> _Draft:
        """The subject of a name, new if there is none."""
        key = self._owners.get(normal(name), normal(name))
        if key not in self._subjects:
            self._subjects[key] = _Draft(name)
            self._owners[normal(name)] = key
        return self._subjects[key]

    def name(self, subject: str, name: str, where: str) -> None:
        """Give a subject one more name, in the list `where`; one that has an owner stays with it."""
        if not normal(name) or normal(name) in self._owners:
            return
        own = self.subject(subject)
        self._owners[normal(name)] = normal(own.name)
        getattr(own, where).append(name)

    def was(self, subject: str, what: str, value: str) -> bool:
        """Note a former value of a fact of the subjects whose names begin so; False where there is no such fact."""
        facts = [
            (kind, fact)
            for key, one in self._subjects.items()
            if f"{key} ".startswith(f"{normal(subject)} ")
            for fact in one.facts
            if fact.get("what") == what
            for kind in _KINDS
            if kind in fact
        ]
        for kind, fact in facts:
            fact.setdefault("was", []).append(f"{value} {fact[kind].partition(' ')[2]}".strip())
        return bool(facts)

    def write(self, head: Mapping[str, str]) -> str:
        """The ledger as YAML."""
        lines = [f"{key}: {quoted(value)}" for key, value in head.items() if value]
        lines += ["subjects:"]
        for one in self._subjects.values():
            lines.append(f"  - subject: {quoted(one.name)}")
            for key in ("also", "formerly", "supersedes"):
                if names := getattr(one, key):
                    lines.append(f"    {key}: [{', '.join(map(quoted, names))}]")
            lines += [f"    {key}: {quoted(value)}" for key, value in one.more.items() if value]
            if one.facts:
                lines.append("    facts:")
            for fact in one.facts:
                parts = [(key, value) for key, value in fact.items() if value]
                for number, (key, value) in enumerate(parts):
                    shown = f"[{', '.join(map(quoted, value))}]" if isinstance(value, list) else quoted(value)
                    lines.append(f"      {'-' if number == 0 else ' '} {key}: {shown}")
        lines += [f"# not taken over: {' '.join(line.split())}" for line in self.left]
        return "\n".join(lines) + "\n"


_PLAIN = re.compile(r"[A-Za-z0-9$€£][\w $€£./+%°²³,&'’()-]*")
_NOT_TEXT = re.compile(r"(?:true|false|yes|no|on|off|null|~)|[\d.,_]+|.*(?:: | #|, |,$).*|.*[:\s]", re.IGNORECASE)


def quoted(text: str) -> str:
    """A text as a scalar of YAML, in quotation marks where it has to be."""
    if _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text) and "," not in text:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


# -- CSV


_COLUMNS = (
    "subject", "also", "formerly", "supersedes", "status", "day", "instead", "what", "kind", "value", "was", "plan",
    "country", "since", "source", "checked", "check-again", *_KINDS,
)  # fmt: skip
_LISTS = ("also", "formerly", "supersedes")


def from_csv(text: str, name: str) -> str:
    """A ledger of a table: a row for each fact or name, the columns called as the keys of a ledger.

    Several names in a cell are parted by `;` or `|`. Raises ReadError with file and line.
    """
    rows = csv.DictReader(io.StringIO(text), restkey="?")
    known = [(column or "").strip().lower().replace("_", "-").replace(" ", "-") for column in rows.fieldnames or ()]
    if "subject" not in known:
        raise ReadError(f"needs a column `subject`; known columns: {', '.join(_COLUMNS)}", path=name, line=1)
    if unknown := [column for column in known if column not in _COLUMNS]:
        what = f"unknown column '{unknown[0][:40]}'; known: {', '.join(_COLUMNS)}"
        raise ReadError(what, path=name, line=1)
    drafts = Drafts()
    for row in rows:
        line = rows.line_num
        if "?" in row:
            raise ReadError(
                "has more cells than the first line has columns: quote cells with a comma", path=name, line=line
            )
        cells = {key: (value or "").strip() for key, value in zip(known, row.values(), strict=False)}
        if not any(cells.values()):
            continue
        if not cells["subject"]:
            raise ReadError("a row needs a subject", path=name, line=line)
        own = drafts.subject(cells["subject"])
        for key in _LISTS:
            for one in re.split(r"\s*[;|]\s*", cells.get(key, "")):
                drafts.name(own.name, one, key)
        _fact_of_row(own, cells, drafts, name, line)
        for key in ("status", "day", "instead"):
            own.more[key] = own.more.get(key) or cells.get(key, "")
    return drafts.write({})


def _fact_of_row(own: _Draft, cells: Mapping[str, str], drafts: Drafts, name: str, line: int) -> None:
    """The fact of a row, if it has one; a source and days of a row without stand with its subject."""
    given = [(kind, cells[kind]) for kind in _KINDS if cells.get(kind)]
    if value := cells.get("value", ""):
        kind = cells.get("kind", "").lower() or kind_of(value)
        if kind not in _KINDS:
            raise ReadError(f"the kind must be one of {', '.join(_KINDS)}, not '{kind[:40]}'", path=name, line=line)
        given.append((kind, value))
    if len(given) > 1:
        raise ReadError("a row has one value: make a row for each", path=name, line=line)
    upkeep = {key: cells.get(key, "") for key in ("source", "checked", "check-again")}
    if not given:
        own.more |= {key: value for key, value in upkeep.items() if value}
        return
    kind, value = given[0]
    if wrong := values.why_wrong(kind, value):
        drafts.left.append(f"line {line}: {wrong}")
        return
    more = {key: cells.get(key, "") for key in ("what", "was", "plan", "country", "since")}
    own.facts.append({kind: value, **more, **upkeep})


def kind_of(value: str) -> str:
    """What kind of value it is, by how it is written; "" where nothing tells."""
    order: tuple[Kind, ...] = ("price", "share", "duration", "size", "date", "limit")
    return next((kind for kind in order if not values.why_wrong(kind, value)), "")


# -- JSON


def from_json(text: str, name: str) -> str:
    """A ledger of a JSON file about models: makers with `flagship`, `deprecated`, `api`, and `outdatedReferences`.

    Raises ReadError.
    """
    try:
        data = load_json(text)
    except ValueError as error:
        raise ReadError(f"is not valid JSON: {error}", path=name) from None
    if not isinstance(data, dict):
        raise ReadError('must be an object that has makers, such as {"openai": {"flagship": …}}', path=name)
    drafts = Drafts()
    about = _table(data, "_metadata")
    makers = list(_makers(data, drafts))
    for _, maker in makers:
        _current(maker, drafts)
    replaced = [one for one in _table(data, "outdatedReferences").get("examples", []) if isinstance(one, dict)]
    for _, maker in makers:
        _rebranded(maker, drafts)
    for one in replaced:
        _replaced(str(one.get("outdated", "")), str(one.get("current", "")), drafts)
    for maker_name, maker in makers:
        _deprecated(maker_name, maker, replaced, drafts)
    if "  - subject:" not in drafts.write({}):
        raise ReadError("has no maker with `flagship` or `deprecated`, and no `outdatedReferences`", path=name)
    return drafts.write(
        {"checked": str(about.get("lastUpdated", "")), "check-again": str(about.get("nextRefreshDue", ""))}
    )


_READ = ("flagship", "latest", "api", "deprecated", "specializedModels")
_API = ("latestModels", "pricing")
"""What of a maker and of its `api` is read, beside what is said to be renamed."""


def _makers(data: Mapping[str, Any], drafts: Drafts) -> Iterator[tuple[str, dict[str, Any]]]:
    """The makers of a list with what it has of each; what is none is told, and so is what is not read of one.

    A part that has makers of its own, each with its latest model, is as good as they: `"otherModels": {"steamers": …}`.
    """
    for key, value in data.items():
        if key[:1] == "_" or key == "outdatedReferences":
            continue
        if not isinstance(value, dict):
            drafts.left.append(f"{key}: {value}")
            continue
        inner = {
            name: own for name, own in value.items() if isinstance(own, dict) and isinstance(own.get("latest"), str)
        }
        for name, own in inner.items():
            yield name, {"flagship": {"name": own["latest"], **{k: v for k, v in own.items() if k != "latest"}}}
        rest = {name: own for name, own in value.items() if name not in inner}
        drafts.left += [f"{key}.api.{name}: {own}" for name, own in _table(value, "api").items() if name not in _API]
        for name, own in rest.items():
            if name in _READ or (isinstance(own, dict) and _renamings(own)):
                continue
            shown = f" ({', '.join(map(str, own))})" if isinstance(own, dict | list) else f": {own}"
            drafts.left.append(f"{key}.{name}{shown}")
        if rest:
            yield key, rest


def _renamings(part: Mapping[str, Any]) -> bool:
    return any(isinstance(value, str) and _REBRANDED.match(value) for value in part.values())


def _table(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _current(maker: Mapping[str, Any], drafts: Drafts) -> None:
    """The names of today, and what the flagship can do."""
    flagship = _table(maker, "flagship")
    named = flagship.get("name")
    if isinstance(named, str) and named:
        own = drafts.subject(named)
        if isinstance(released := flagship.get("released"), str):
            own.more["status"], own.more["day"] = "released", released
        for key, value in flagship.items():
            if isinstance(value, str) and key not in ("name", "released"):
                _values(own, key, value, drafts)
    for one in (*_texts(flagship.get("variants")), *_texts(flagship.get("family"))):
        drafts.subject(one)
    latest = maker.get("latest")
    if isinstance(latest, str):
        drafts.subject(latest)
    for value in _table(maker, "specializedModels").values():
        if isinstance(value, str):
            drafts.subject(value)
    for one in _texts(_table(maker, "api").get("latestModels")):
        drafts.subject(one)
    for model, prices in _table(_table(maker, "api"), "pricing").items():
        for what, price in prices.items() if isinstance(prices, dict) else ():
            _price(model, str(what), str(price), drafts)


def _price(model: str, what: str, price: str, drafts: Drafts) -> None:
    """The price of a model, "$0.01/1K": what is counted there is tokens."""
    rate = values.rate(price)
    if rate is None or values.why_wrong("price", price):
        drafts.left.append(
            f"{what} price of {model}, {price}: say what it is for, such as `price: $2 per 1,000 tokens`"
        )
        return
    full = price if rate.noun else f"{price[: rate.start].rstrip()} per {rate.number:,.0f} tokens"
    drafts.subject(model).facts.append({"price": full, "what": what})


def _values(own: _Draft, key: str, written: str, drafts: Drafts) -> None:
    """The facts of a text such as "2M tokens (Pro), 1M tokens (Flash)"."""
    what = " ".join(word.lower() for word in _WORDS.split(key) if word)
    parts = [(found["value"], found["of"]) for found in _PART.finditer(written)] or [(written, "")]
    several = len(parts) > 1
    for value, of in parts:
        kind = kind_of(value)
        if not kind:
            drafts.left.append(f"{what} of {own.name}: {written}")
            return
        value = value.strip()
        own.facts.append({kind: value, "what": what, "plan": of if several else "", "or": _other(value, of)})


def _other(value: str, of: str) -> list[str]:
    """The value that stands in brackets behind one: "200K tokens (expandable to 1M)"."""
    found = _MORE.search(of)
    unit = value.partition(" ")[2]
    other = f"{found[1]} {unit}" if found and unit else ""
    return [other] if other and kind_of(other) else []


def _rebranded(maker: Mapping[str, Any], drafts: Drafts) -> None:
    """Names that are said to be renamed: `"bard": "Rebranded to Gemini"`."""
    for part in maker.values():
        for key, value in part.items() if isinstance(part, dict) else ():
            if isinstance(value, str) and (found := _REBRANDED.match(value)):
                drafts.name(found["to"].strip(), key.capitalize(), "formerly")


def _replaced(old: str, current: str, drafts: Drafts) -> None:
    """A name that is outdated, or a value."""
    found = _FOR.fullmatch(old)
    if found and kind_of(f"{found['value']} tokens"):
        if not drafts.was(found["subject"], found["what"], found["value"]):
            drafts.left.append(f"'{old}' is outdated, '{current}' is right")
    elif normal(old) and normal(current):
        drafts.name(current, old, "supersedes")


def _deprecated(maker: str, data: Mapping[str, Any], replaced: Iterable[Mapping[str, Any]], drafts: Drafts) -> None:
    """Names of a maker that should not be used any more: for them stands what stands for the nearest outdated one, else
    the flagship."""
    flagship = _table(data, "flagship").get("name")
    by_old = {normal(str(one.get("outdated", ""))): str(one.get("current", "")) for one in replaced}
    for name in _texts(data.get("deprecated")):
        own = normal(name)
        longest = max((old for old in by_old if old and (own + " ").startswith(old + " ")), key=len, default="")
        instead = by_old.get(longest) or flagship
        if isinstance(instead, str) and instead:
            drafts.name(instead, name, "supersedes")
        else:
            drafts.left.append(f"{name} of {maker} is deprecated: say what stands for it")
