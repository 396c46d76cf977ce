"""What the commands print as JSON, held against the schemas in docs/: every key that is printed is in the schema, every
key of the schema is printed by some run here, and the lists of words are those of the program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from runs import git, run, write

from contentlint import docs
from contentlint.claims import TYPES, Support
from contentlint.claims import Verdict as ClaimVerdict
from contentlint.evidence.judge import Word
from contentlint.evidence.quotation import Word as QuotationWord
from contentlint.finding import SEVERITIES
from contentlint.run.feedback import Verdict as LabelVerdict
from contentlint.site.model import Reason, State, Verdict

SCHEMAS = Path(docs.__file__).parents[1] / "docs" / "schemas"
Printed = dict[str, list[Any]]


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


LEDGER = """
checked: 2025-01-01
check-again: 2025-07-01
subjects:
  - subject: The club
    also: [tea club]
    formerly: [{name: Tea Circle, until: 2020-01-01}]
    source: https://club.example/
    facts:
      - count: 400 members
        or: [410 members]
        was: [200 members]
        since: 2025-01
        plan: Full
        country: Norland
  - subject: Kettle Box
    status: retird
"""
NAMES = sorted(path.name.partition(".")[0] for path in SCHEMAS.glob("*.schema.json"))


def posts(folder: Path) -> None:
    """A site whose posts have something of everything."""
    write(folder / "hugo.toml", 'baseURL = "https://tea.example/"\n')
    write(folder / "content/_index.md", "---\ntitle: Tea\n---\n\nSee [red](/posts/red/).\n")
    write(
        folder / "content/posts/red.md",
        "---\ntitle: The best kettles of 2021\ndate: 2025-1-31\naliases: [/old-red/]\n---\n\n"
        "## A part\n\nSee [green](/posts/rde/), [a part](#a-prt), [a draft](/posts/blue/), [it](/posts/green).\n\n"
        "<!-- contentlint-disable-next-line stale-year -- it was that year -->\nThe best kettles of 2020.\n\n"
        "## A part\n\nStudies show that 40% of all tea is green. Green tea costs 12 dollars.\n\n"
        "A kettle is 40 cm high.\n\nThe same kettle is 45 cm high. In 2024 the tea club had 300 members.\n\n"
        "According to [the club](https://club.example/report), 62% of its members drink tea.\n",
    )
    write(
        folder / "content/posts/green.md",
        "---\ntitle: Green\ndate: 2025-13-01\n---\n\n![](/no.png) [here](/old-red/) [club](www.club.example)\n",
    )
    write(folder / "content/posts/blue.md", "---\ntitle: Blue\ndraft: true\n---\n\nText.\n")
    write(folder / "content/posts/dup.md", "---\ntitle: Dup\nurl: /posts/green/\n---\n\nText.\n")
    for name in ("first", "second"):
        write(
            folder / f"content/posts/{name}.md",
            f"---\ntitle: The {name} cup\n---\n\nThe Tea Circle meets on Mondays, and so does Brew Garden, which costs "
            "$12 per month. We like Brew Garden.\n\nIn Norland a Full ticket of the tea club is for 300 members.\n",
        )
    write(folder / "README.md", "# The tea site\n")
    write(folder / "static/tea.txt", "Of all tea, 40% is green. It costs 14 dollars.\n")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    """What the commands print on the site, and on a folder of plain posts, by the command's name."""
    top = tmp_path_factory.mktemp("contract")
    found: Printed = {name: [] for name in NAMES}

    def keep(name: str, *arguments: str, input: str | None = None) -> None:
        result = run(name, *arguments, *(() if name == "feedback" else ("--format", "json")), input=input)
        could_not = ("unreadable.md", "facts/tea.yaml")
        assert result.exit_code in (0, 1) or any(file in result.stderr for file in could_not), result.output
        if name == "verify":
            found[name] += map(json.loads, result.stdout.splitlines())
        elif name != "feedback":
            found[name].append(json.loads(result.stdout))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONTENTLINT_CACHE_DIR", str(top / "cache"))
        site = top / "site"
        site.mkdir()
        posts(site)
        git(site, "init", "-q", "-b", "main")
        git(site, "add", "-A")
        git(site, "commit", "-q", "-m", "one")
        patch.chdir(site)
        day = ("--today", "2026-06-01")
        keep("check", *day)
        keep("check", *day, "--select", "links")
        keep("audit", *day, "--offline", "--quiet")
        write("content/posts/white.md", "---\ntitle: White\n---\n\nSee [red](/posts/rde/).\n")
        keep("check", *day, "--since", "HEAD")
        keep("check", *day, "--list-passed")
        keep("audit", *day, "--offline", "--quiet", "--list-passed")
        keep("check", *day, "README.md", "content/posts/red.md")
        keep("claims", "content/posts")
        keep("site")
        keep("site", "--links")
        for address in ("/posts/red/", "/no/", "https://other.example/"):
            keep("site", "--url", address)
        for file in ("posts/red.md", "posts/green.md", "posts/dup.md", "posts/blue.md", "../static/tea.txt", "no.txt"):
            keep("site", "--file", f"content/{file}")
        keep("verify", "40% of all tea, for 12 dollars and 90 cents", "static/tea.txt")
        line = json.dumps({"id": 7, "claim": "40% of all tea", "evidence": "It is 40% of all tea."})
        keep("verify", input=f"{line}\n{json.dumps({'claim': 'Tea.', 'evidence': 'Tea.'})}\n")
        for said in ("Of all tea, 40 per cent is green", "Of all tea, 40% is red", "Nobody has ever asked for tea"):
            keep("verify", f'They write "{said}".', "static/tea.txt")
        keep("rules")
        write("facts/tea.yaml", LEDGER)
        keep("facts", *day)
        keep("facts", *day, "--suggest")
        Path("facts/tea.yaml").unlink()
        keep("feedback", "content/posts/red.md:2", "stale-year", "--why", "their name", "--verdict", "useless")
        keep("feedback", "--from-suppressions")
        rows = Path(".contentlint/feedback.jsonl").read_text(encoding="utf-8").splitlines()
        found["feedback"] += map(json.loads, rows)

        plain = top / "plain"
        write(plain / "one.md", "# One\n\nOf all tea, [40% is green](https://tea.example/x).\n\nSee [a](gone.md).\n")
        write(plain / "unreadable.md", b"\xff\xfe")
        patch.chdir(plain)
        keep("check")
        keep("site")
        keep("site", "--links")
        keep("audit", "--offline", "--quiet")
        (plain / "unreadable.md").unlink()
        keep("audit", "--offline", "--quiet")
        keep("check", "--fix")
        yield found


@pytest.mark.parametrize("name", NAMES)
def test_every_key_that_is_printed_is_in_the_schema(name: str, printed: Printed) -> None:
    own = schema(name)
    Draft202012Validator.check_schema(own)
    validator = Draft202012Validator(own)
    assert printed[name]
    for one in printed[name]:
        assert [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(one)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_key_of_the_schema_is_printed(name: str, printed: Printed) -> None:
    own = schema(name)
    seen: set[str] = set()
    for one in printed[name]:
        _visit(own, one, own, "", seen)
    assert set(_keys(own, "")) - seen == set()


def _visit(part: dict[str, Any], value: Any, root: dict[str, Any], way: str, seen: set[str]) -> None:
    """Note the keys of a schema that a value has, each by its definition."""
    if "$ref" in part:
        way = part["$ref"]
        part = root["$defs"][way.rpartition("/")[2]]
    for one in (*part.get("oneOf", ()), *part.get("anyOf", ())):
        if Draft202012Validator({**one, "$defs": root.get("$defs", {})}).is_valid(value):
            _visit(one, value, root, way, seen)
    if isinstance(value, list):
        for item in value:
            _visit(part.get("items", {}), item, root, f"{way}[]", seen)
    elif isinstance(value, dict):
        for key in set(value) & set(part.get("properties", ())):
            seen.add(f"{way}.{key}")
            _visit(part["properties"][key], value[key], root, f"{way}.{key}", seen)


def _keys(part: dict[str, Any], way: str) -> Iterator[str]:
    """Every key of a schema and of its definitions, as `_visit` names them."""
    for key, value in part.get("properties", {}).items():
        yield f"{way}.{key}"
        yield from _keys(value, f"{way}.{key}")
    for name, one in part.get("$defs", {}).items():
        yield from _keys(one, f"#/$defs/{name}")


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described_and_no_other_is_allowed(name: str) -> None:
    def objects(part: Any) -> Iterator[dict[str, Any]]:
        if isinstance(part, dict):
            if "properties" in part:
                yield part
            for value in part.values():
                yield from objects(value)
        elif isinstance(part, list):
            for value in part:
                yield from objects(value)

    own = schema(name)
    assert own["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert own["title"] == f"contentlint {name}"
    for one in objects(own):
        assert one["additionalProperties"] is False
        assert set(one["required"]) <= set(one["properties"])
        for key, value in one["properties"].items():
            assert value["description"].endswith("."), key


def test_the_lists_of_words_are_those_of_the_program() -> None:
    def words(name: str, definition: str, key: str) -> set[str]:
        found: list[str] = (schema(name)["$defs"][definition] if definition else schema(name))["properties"][key][
            "enum"
        ]
        return set(found)

    assert words("check", "finding", "severity") == set(SEVERITIES)
    assert words("rules", "rule", "severity") == set(SEVERITIES)
    assert words("claims", "claim", "type") == set(TYPES)
    assert words("claims", "claim", "support") == set(get_args(Support))
    assert words("claims", "claim", "verdict") == set(get_args(ClaimVerdict))
    assert words("verify", "", "verdict") == words("verify", "figure", "verdict") == set(get_args(Word))
    assert words("verify", "quotation", "verdict") == set(get_args(QuotationWord))
    assert words("site", "page", "state") == set(get_args(State))
    assert words("site", "address", "verdict") == set(get_args(Verdict))
    assert words("site", "link", "verdict") == set(get_args(Verdict)) - {"external"}
    assert words("site", "link", "reason") == set(get_args(Reason))
    assert words("feedback", "", "verdict") == set(get_args(LabelVerdict))


def test_an_audit_has_what_a_check_has() -> None:
    check, audit = schema("check"), schema("audit")
    assert audit["$defs"] == check["$defs"]
    own, more = (one["properties"]["summary"]["properties"] for one in (check, audit))
    assert {key: value for key, value in more.items() if key in own} == own
    assert all(key.startswith("outside_links") for key in set(more) - set(own))


def test_the_page_is_current() -> None:
    page = (SCHEMAS.parent / "json.md").read_text(encoding="utf-8")
    assert page == docs.json_page(SCHEMAS), "run `python -m contentlint.docs`"
