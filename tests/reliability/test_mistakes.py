"""What a configuration, a rule, a word list, a schema or a site's own configuration can do: one line, exit code 2."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import textwrap
import time
from pathlib import Path

import pytest
from click.testing import Result
from runs import CASES, run, write

POST = "---\ntitle: The best tools of 2021\n---\n\nThe pundits say so, see [it](gone-for-good.md).\n"
LONG = 5_000

posix = pytest.mark.skipif(os.name == "nt", reason="needs FIFOs and rights")


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one ordinary post."""
    folder = tmp_path / "blog"
    (folder / ".git").mkdir(parents=True)
    write(folder / "post.md", POST)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    return folder


def check(*arguments: str) -> Result:
    return run("check", "--no-cache", "--today", "2026-01-01", *arguments)


def lines(result: Result) -> list[str]:
    return [line for line in result.stderr.splitlines() if line.strip()]


def only_line(result: Result) -> str:
    """The one line about the mistake, of a run that ends with exit code 2."""
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.stderr
    assert len(lines(result)) == 1, result.stderr
    return lines(result)[0]


def findings(*arguments: str) -> list[dict[str, object]]:
    result = check("--format", "json", *arguments)
    found: list[dict[str, object]] = json.loads(result.stdout)["findings"]
    return found


# -- the configuration file


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[vocabulary.vague-sources]\nadd = 5\n", 1, "must be a list of texts, not 5"),
        ("[vocabulary.vague-sources]\nadd = [{}]\n", 1, "must be text, not {}"),
        ("[vocabulary.vague-sources]\nadd = 'the pundits'\n", 1, "must be a list of texts, not 'the pundits'"),
        ("[vocabulary.vague-sources]\nremove = 'the pundits'\n", 1, "must be a list of texts"),
        ("[vocabulary.vague-sources]\nadd = ['']\n", 1, "a term is empty"),
        ("[vocabulary.vague-sources]\nadd = ['  ']\n", 1, "a term is empty"),
        ("[vocabulary.vague-sources]\nadd = ['/x*/']\n", 1, "matches no text at all"),
        ("[vocabulary.vague-sources]\nadd = ['/(?P<a>x)/']\n", 1, "names a group"),
        ("[vocabulary.vague-sources]\nadd = ['/a{99999999999}/']\n", 1, "is not a regular expression"),
        (f"[vocabulary.vague-sources]\nadd = ['/{'(' * LONG}/']\n", 1, "is not a regular expression"),
        ("[vocabulary.claim-thresholds]\nset = 5\n", 1, "must map names to numbers"),
        ("[vocabulary.claim-thresholds]\nset = 'x'\n", 1, "must map names to numbers"),
        ("[vocabulary.claim-thresholds]\nset = []\n", 1, "must map names to numbers"),
        ("[vocabulary.claim-thresholds]\nset = { small-count = nan }\n", 1, "no number called 'small-count'"),
        ("[vocabulary.claim-thresholds]\nset = { small-count = true }\n", 1, "no number called 'small-count'"),
        ("[vocabulary]\nvague-sources = 5\n", 2, "is a table with"),
        ('\nbaseline = "\\u0000"\n', 2, "(NUL)"),
        ('[front-matter]\nschema = "a\\u0000.json"\n', 2, "(NUL)"),
        ('exclude = ["a\\u0000"]\n', 1, "(NUL)"),
        ("a = " + "[" * LONG + "]" * LONG, 1, "nested too deep"),
        ("\n\na = " + "{b=" * LONG, 3, "nested too deep"),
        ("a." * LONG + "b = 1\n", 1, "nested too deep"),
        ("\nmax-file-size = " + "9" * LONG, 2, "too long"),
        ("rule-timeout = 0x" + "f" * LONG, 1, "too long"),
        ("rule-timeout = 0x" + "f" * 300, 1, "must be a finite number"),
        ("rule-timeout = nan", 1, "must be a finite number, not nan"),
        ("\nrule-timeout = inf", 2, "must be a finite number, not inf"),
        ("rule-timeout = 1e300", 1, "must be from 0 to 3,600, not 1e+300"),
        ("rule-timeout = -1", 1, "must be from 0 to 3,600"),
        ("max-file-size = 0", 1, "must be at least 1"),
        (f"exclude = ['{'a' * LONG}']\n", 1, "at most 4,096 characters"),
        (f"[site]\nextra-routes = ['/{{a,b}}{'{a,b}' * 20}']\n", 2, "at most 256 others"),
        (f"[site.routes]\n'{'{a,b}' * 20}' = '/x'\n", 1, "at most 256 others"),
        ("[rules.title-length]\nmin-length = nan\n", 2, "must be a whole number"),
        ("[rules.stale-source]\nyears = 100000\n", 2, "must be from 0 to 1,000"),
        ("[rules.missing-alt-text]\nno-words = ['a{99999999999}']\n", 2, "not a regular expression"),
        ("[site]\ngenerator = 'jekyl'\n", 2, "did you mean 'jekyll'"),
        ("[front-matter]\nschema = 'hogo'\n", 2, "did you mean 'hugo'"),
    ],
)  # fmt: skip
def test_17_a_wrong_configuration_is_one_line(blog: Path, text: str, line: int, said: str) -> None:
    write(blog / "contentlint.toml", text)
    started = time.process_time()
    told = only_line(check("post.md"))
    assert f"contentlint.toml:{line}: " in told
    assert said in told
    assert len(told) < 500
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tool = 1\n", "pyproject.toml:1: 'tool' must be a table"),
        ('\ntool = "contentlint"\n', "pyproject.toml:2: 'tool' must be a table"),
        ('tool = ["contentlint"]\n', "pyproject.toml:1: 'tool' must be a table"),
        ("[tool]\ncontentlint = 5\n", "pyproject.toml:2: 'contentlint' must be a table"),
        ("[[tool.contentlint]]\nselect = []\n", "pyproject.toml:1: 'contentlint' must be a table"),
        ("[tool.contentlint]\nrule-timeout = nan\n", "pyproject.toml:2: 'rule-timeout' must be"),
        ("[tool.contentlint]\nfail-on = 'info'\n[x\n", "pyproject.toml:3: is not valid TOML"),
        ("[tool.contentlint]\nx = " + "[" * LONG, "pyproject.toml:2: is nested too deep"),
        ("[tool.contentlint]\nx = 0x" + "f" * LONG, "pyproject.toml:2: is not valid TOML: a number"),
    ],
)
def test_17_a_wrong_pyproject_in_a_folder_above_is_one_line(blog: Path, text: str, said: str) -> None:
    write(blog / "pyproject.toml", text)
    write(blog / "posts" / "deep" / "post.md", POST)
    assert said in only_line(check("posts/deep/post.md"))


@pytest.mark.parametrize("text", ["[project]\nname = 'x'\n", "[tool.ruff]\n"])
def test_a_pyproject_that_says_nothing_of_contentlint_is_nobodys_business(blog: Path, text: str) -> None:
    write(blog / "pyproject.toml", text)
    result = check("post.md")
    assert not lines(result)
    assert result.exit_code == 1


@pytest.mark.parametrize("text", ["x = [\n", "x = " + "[" * LONG])
def test_a_pyproject_that_nobody_can_read_is_told_and_stops_nothing(blog: Path, text: str) -> None:
    write(blog / "pyproject.toml", text)
    result = check("post.md")
    (line,) = lines(result)
    assert line.startswith("contentlint: pyproject.toml:1: ") and line.endswith("not asked for [tool.contentlint]")
    assert result.exit_code == 1


@posix
def test_14_a_pyproject_that_cannot_be_read_is_told(blog: Path) -> None:
    write(blog / "pyproject.toml", b"[tool.contentlint]\nfail-on = '\xff'\n")
    assert "pyproject.toml:2: is not UTF-8 at byte 30" in only_line(check("post.md"))
    if os.geteuid() != 0:
        (blog / "pyproject.toml").write_text("[tool.contentlint]\n")
        (blog / "pyproject.toml").chmod(0)
        assert "pyproject.toml: can't be read" in only_line(check("post.md"))


@posix
def test_a_configuration_or_a_rule_that_is_no_file_is_told(blog: Path) -> None:
    os.mkfifo(blog / "pipe.toml")
    assert "pipe.toml: can't be read: it is no regular file" in only_line(check("--config", "pipe.toml", "post.md"))
    (blog / "rules").mkdir()
    os.mkfifo(blog / "rules" / "x.yaml")
    write(blog / "contentlint.toml", 'rule-paths = ["rules"]\n')
    assert "x.yaml: can't be read: it is no regular file" in only_line(check("post.md"))


def test_a_short_title_is_told_with_words_of_its_own(blog: Path) -> None:
    write(blog / "contentlint.toml", "[rules.title-length]\nmin-length = 50\n")
    (found,) = [f for f in findings("post.md") if f["rule"] == "title-length"]
    assert found["message"] == ("`title` has 22 of at least 50 characters; say more of what the post is about")


def test_what_is_shown_may_be_more_than_what_is_let_pass(blog: Path) -> None:
    write(blog / "post.md", f"---\ndescription: {'word ' * 24}\n---\n\nText.\n")
    write(blog / "contentlint.toml", "[rules.description-length]\nmax-length = 100\n")
    (found,) = [f for f in findings("post.md") if f["rule"] == "description-length"]
    assert found["excerpt"] == "word word word word"


# -- globs


STARS = "*a" * 14 + "*b"


@pytest.mark.parametrize(
    "text",
    [
        f"exclude = ['{STARS}']\n",
        f"include = ['{STARS}', 'post.md']\n",
        f"[[overrides]]\npaths = ['{STARS}']\nrules = {{ stale-year = 'off' }}\n",
        f"[front-matter.schemas]\n'{STARS}' = 'none'\n",
        f"[site.routes]\n'{STARS}' = '/x/{{slug}}'\n",
        f"[site]\nassume-exists = ['/{STARS}']\n",
        f"[site]\nextra-routes = ['/{STARS}']\n",
        f"[rules.orphan-post]\nignore = ['{STARS}']\n",
    ],
)
def test_globs_of_many_stars_end_in_time(blog: Path, text: str) -> None:
    name = "a" * 120
    write(blog / f"{name}.md", f"# Title\n\nSee [this](/{name}) and [that](/{name}/{name}).\n")
    write(blog / "contentlint.toml", text)
    started = time.process_time()
    result = check(".")
    assert time.process_time() - started < 10
    assert not [line for line in lines(result) if not re.search("no (?:post|file) here matches", line)]
    assert "gone-for-good.md" in result.stdout


# -- rule files and word lists


RULE = """\
id: my-rule
category: freshness
check: year
severity: warning
summary: A summary.
message: "{year} is past"
why: Because.
examples:
  - bad: "The best tools of ⟦2021⟧ for teams"
    today: 2026-01-01
  - good: "Founded in 2021, it grew quickly."
"""


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (('"{year} is past"', "5"), 6, "must be a text, not 5"),
        (('"{year} is past"', "[a]"), 6, "must be a text, not ['a']"),
        (('"{year} is past"', '""'), 6, "must be a text"),
        (('"{year} is past"', '"{yaer} is past"'), 6, "asks for {yaer}; there is only {year}, {today}"),
        (('"{year} is past"', '"{year.real} is past"'), 6, "braces have the name of a value"),
        (('"{year} is past"', '"{year:>9999999999} is past"'), 6, "braces have the name of a value"),
        (('"{year} is past"', '"{year is past"'), 6, "can't be filled"),
        (("why:", "messages: {forcast: x}\nwhy:"), 7, "did you mean 'forecast'"),
        (("why:", "messages: {forecast: 5}\nwhy:"), 7, "must be a text, not 5"),
        (("why:", "messages: [x]\nwhy:"), 7, "must map keys to texts"),
        (("category: freshness", "category: 5"), 2, "category 5 is not one of"),
        (("category: freshness", "category: [freshness]"), 2, "category ['freshness'] is not one of"),
        (("category: freshness", "category: {a: 1}"), 2, "is not one of"),
        (("why:", "enabled: maybe\nwhy:"), 7, "`enabled` must be true or false"),
        (("why:", "needs: 5\nwhy:"), 7, "`needs` must be a list"),
        (("why:", "options: [5]\nwhy:"), 7, "options must map names to values"),
        (("why:", "options: {years-back: 0x" + "f" * LONG + "}\nwhy:"), 7, "must be a whole number"),
        (("2026-01-01", "2026-13-45"), 10, "month must be in 1..12"),
        (("2026-01-01", "2026-01-01 10:00:00"), 9, "is not a date"),
        (("2026-01-01", "!!int abc"), 10, "is not valid YAML"),
        (("2026-01-01", "!!int"), 10, "is not valid YAML: a value does not fit its tag"),
        (("2026-01-01", "!!float"), 10, "is not valid YAML"),
        (("2026-01-01", "2026-01-01\n    path: 5"), 9, "path 5 is not the path of a post"),
        (("2026-01-01", "2026-01-01\n    options: 5"), 9, "`options` of an example must map"),
        (("2026-01-01", "2026-01-01\n    files: 5"), 9, "`files` of an example must map"),
        (("2026-01-01", "2026-01-01\n    files: {null: x}"), 9, "`files` of an example must map"),
        (("2026-01-01", "2026-01-01\n    files: {a.md: 5}"), 9, "`files` must map paths to texts"),
        (("2026-01-01", "2026-01-01\n    fixed: 5"), 9, "`fixed` must be the text"),
        (("2026-01-01", "2026-01-01\n    sources: 5"), 9, "`sources` of an example must map"),
        (("2026-01-01", "2026-01-01\n    sources: {'https://a.example/': 5}"), 9, "its fields must be a mapping"),
        (("2026-01-01", "2026-01-01\n    sources: {'https://a.example/': {text: 5}}"), 9, "`text` is not a text"),
        (("2026-01-01", "2026-01-01\n    sources: {'https://a.example/': {redirects: [5]}}"), 9, "`redirects`"),
        (("2026-01-01", "2026-01-01\n    sources: {'https://a.example/': {published: soon}}"), 9, "`published`"),
        (("2026-01-01", "2026-01-01\n    sources: {'http://[': {}}"), 9, "is no address"),
        (("  - good:", "  - 5\n  - good:"), 11, "either `bad` or `good`"),
        (("why:", "x: &a [*a]\nwhy:"), 7, "repeats what is not there, or itself"),
        (("why:", "why: " + "[" * LONG + "\nx:"), 7, "nested too deep"),
    ],
)  # fmt: skip
def test_17_a_wrong_rule_is_one_line(blog: Path, change: tuple[str, str], line: int, said: str) -> None:
    assert change[0] in RULE
    write(blog / "rules" / "my.yaml", RULE.replace(*change))
    write(blog / "contentlint.toml", 'rule-paths = ["rules"]\n')
    for result in (check("post.md"), run("test", "rules")):
        told = only_line(result)
        assert f"my.yaml:{line}: " in told
        assert said in told
        assert len(told) < 500


def test_17_examples_that_are_no_list_are_one_line(blog: Path) -> None:
    write(blog / "rules" / "my.yaml", RULE.partition("examples:")[0] + "examples: 5\n")
    write(blog / "contentlint.toml", 'rule-paths = ["rules"]\n')
    assert "my.yaml:8: `examples` must be a list" in only_line(check("post.md"))


def test_an_example_whose_site_has_a_wrong_configuration_fails_as_an_example(blog: Path) -> None:
    rule = textwrap.dedent("""\
        id: my-links
        category: links
        check: internal-link
        severity: error
        summary: S.
        message: "{target}"
        why: W.
        needs: [site]
        examples:
          - bad: "See [a](⟦/gone⟧)."
            files: {mkdocs.yml: "plugins: 5\\ndocs_dir: .\\n", b.md: "# B"}
          - good: "Fine."
        """)
    write(blog / "rules" / "my.yaml", rule)
    result = run("test", "rules")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("id: mine\nsummary: s\nbeside: vague-sorces\nterms: [a]\n", 3, "did you mean 'vague-sources'"),
        ("id: mine\nsummary: s\nbeside: 5\nterms: [a]\n", 3, "`beside` must be a text"),
        ("id: mine\nsummary: [s]\nterms: [a]\n", 2, "`summary` must be a text"),
        ("id: mine\nsummary: s\nterms: ['']\n", 3, "a term is empty"),
        ("id: mine\nsummary: s\nterms:\n- a\n- '/a{99999999999}/'\n", 5, "not a regular expression"),
        ("id: mine\nsummary: s\nterms:\n- a\n- 2026-13-45\n", 5, "month must be in 1..12"),
        ("id: mine\nsummary: s\nvalues: {a: .nan}\n", 3, "must map names to numbers"),
        ("id: mine\nsummary: s\nvalues: {a: true}\n", 3, "must map names to numbers"),
        ("id: 5\nsummary: s\nterms: [a]\n", 1, "needs an `id`"),
    ],
)
def test_a_wrong_word_list_is_one_line(blog: Path, text: str, line: int, said: str) -> None:
    write(blog / "rules" / "vocabulary" / "mine.yaml", text)
    write(blog / "contentlint.toml", 'rule-paths = ["rules"]\n')
    told = only_line(check("post.md"))
    assert f"mine.yaml:{line}: " in told
    assert said in told


def test_14_a_word_list_of_the_users_own_with_examples_at_the_margin_is_read(blog: Path) -> None:
    text = (
        "id: mine\nsummary: s\nbeside: vague-sources\nexamples:\n- match: the ⟦pundits⟧\n- pass: x\nterms:\n- pundits\n"
    )
    write(blog / "rules" / "vocabulary" / "mine.yaml", text)
    write(blog / "contentlint.toml", 'rule-paths = ["rules"]\n')
    result = check("post.md")
    assert not lines(result)
    assert result.exit_code == 1


def test_14_rule_files_named_yml_are_read(blog: Path) -> None:
    write(blog / "rules" / "my.yml", RULE)
    write(blog / "contentlint.toml", 'rule-paths = ["rules"]\nselect = ["my-rule"]\n')
    assert [f["message"] for f in findings("post.md")] == ["2021 is past"]


def test_aliases_in_a_rule_file_do_not_multiply(blog: Path) -> None:
    levels = "\n".join(f"  {b}: &{b} [{', '.join([f'*{a}'] * 90)}]" for a, b in ("ab", "bc", "cd", "de"))
    write(blog / "rules" / "my.yaml", RULE + f"options:\n  a: &a [1]\n{levels}\n")
    write(blog / "contentlint.toml", 'rule-paths = ["rules"]\n')
    assert "the aliases repeat more than" in only_line(check("post.md"))


# -- schemas


SCHEMAS = {
    "bad-id": ('{"$id": "http://[", "type": "object"}', "`$id` 'http://[' is no address"),
    "id-list": ('{"$id": [], "not": {}}', "`$id` must be a text, not []"),
    "nested-id": ('{"properties": {"a": {"$id": "http://[", "not": {}}}}', "is no address"),
    "schema-list": ('{"$schema": []}', "`$schema` must be a text, not []"),
    "schema-object": ('{"$schema": {"a": 1}}', "`$schema` must be a text, not {'a': 1}"),
    "schema-address": ('{"$schema": "http://[", "not": {}}', "`$schema` 'http://[' is no address"),
    "draft-3": ('{"$schema": "http://json-schema.org/draft-03/schema#", "not": {}}', "draft 3 of JSON Schema"),
    "ref-address": ('{"$ref": "http://["}', "is no address"),
    "ref-number": ('{"properties": {"a": {"$ref": 5}}}', "not a JSON Schema"),
    "other-document": ('{"properties": {"title": {"$ref": "other.json#/gone"}}}', "leads to nothing"),
    "wrong-document": ('{"properties": {"title": {"$ref": "wrong.json"}}}', "not a JSON Schema"),
    "overflow": ('{"properties": {"title": {"pattern": "a{99999999999}"}}}', "the pattern 'a{99999999999}' can't be"),
    "nested-pattern": ('{"properties": {"title": {"pattern": "%s"}}}' % ("(" * LONG), "can't be read: nested too deep"),
    "key-overflow": ('{"patternProperties": {"a{99999999999}": {}}}', "the key pattern 'a{99999999999}' can't be"),
    "deep": ('{"not": ' * 1_000 + "{}" + "}" * 1_000, "nested too deep"),
    "digits": ('{"properties": {"title": {"maxLength": %s}}}' % ("9" * LONG), "a number in it is too long"),
    "no-json": ('{\n"type" "object"}', "json:2: not JSON"),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_17_a_wrong_schema_is_one_line_for_all_rules_and_posts(blog: Path, name: str) -> None:
    text, said = SCHEMAS[name]
    write(blog / "front-matter.schema.json", text)
    write(blog / "other.json", "{}")
    write(blog / "wrong.json", '{"properties": []}')
    write(blog / "second.md", POST)
    result = check(".", "--format", "json")
    told = only_line(result)
    assert "front-matter.schema.json" in told
    assert said in told
    found = [f["rule"] for f in json.loads(result.stdout)["findings"]]
    assert found.count("broken-internal-link") == 2
    assert "internal-error" not in found


def test_a_schema_that_asks_itself_over_and_over_ends_in_time(blog: Path) -> None:
    itself = [{"$ref": "#"}] * 60
    write(blog / "front-matter.schema.json", json.dumps({"anyOf": [{"type": "object"}, *itself]}))
    started = time.process_time()
    result = check("post.md")
    assert time.process_time() - started < 8
    assert "gone-for-good.md" in result.stdout


def test_constants_in_constants_of_a_content_configuration_end_in_time(blog: Path) -> None:
    names = [f"c{i}" for i in range(14)]
    consts = "".join(
        f"const {a} = z.object({{ {', '.join(f'k{n}: {b}' for n in range(20))} }})\n"
        for a, b in itertools.pairwise(names)
    )
    text = consts + 'const posts = defineCollection({ loader: glob({ base: "." }), schema: c0 })\n'
    write(blog / "src" / "content.config.ts", text + "export const collections = { posts }\n")
    started = time.process_time()
    result = check("post.md")
    assert time.process_time() - started < 8
    assert "gone-for-good.md" in result.stdout


# -- what a site's own configuration can do


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"mkdocs.yml": "site_name: x\nplugins: 5\n"}, "mkdocs.yml:2: 'plugins' must be a list or a table, not 5"),
        ({"mkdocs.yml": "theme: [x]\n"}, "mkdocs.yml:1: 'theme' must be a text or a table"),
        ({"mkdocs.yml": "- x\n"}, "mkdocs.yml:1: must have keys and values"),
        ({"mkdocs.yml": "a: 1\nb: [\n"}, "mkdocs.yml:3: is not valid YAML"),
        ({"mkdocs.yml": "a: !!int\n"}, "mkdocs.yml:1: is not valid YAML"),
        ({"hugo.toml": "languages = 5\n"}, "hugo.toml:1: 'languages' must be a table, not 5"),
        ({"hugo.toml": "a = 1\nb = 0x" + "f" * LONG}, "hugo.toml:2: is not valid TOML: a number in it is too long"),
        ({"hugo.toml": "b = " + "[" * LONG}, "hugo.toml:1: is nested too deep"),
        ({"hugo.yaml": "module: [5]\n"}, "hugo.yaml:1: 'module' must be a table"),
        ({"hugo.json": '{"a":' * LONG}, "hugo.json:1: is nested too deep"),
        ({"hugo.toml": "", "config/_default/menus.toml": "x = [\n"}, "menus.toml:1: is not valid TOML"),
        ({"_config.yml": "plugins: [x]\ndefaults: x\n"}, "_config.yml:2: 'defaults' must be a list, not 'x'"),
        ({"config.toml": "base_url = 'x'\ntaxonomies = 5\n"}, "config.toml:2: 'taxonomies' must be a list, not 5"),
        ({"package.json": '{"a":' + "[" * LONG}, "package.json:1: is nested too deep"),
        ({"package.json": '{"a": %s}' % ("9" * LONG) + "}"}, "package.json:1: is not valid JSON"),
        ({"vercel.json": "[" * LONG}, "vercel.json:1: is nested too deep"),
        ({"netlify.toml": "\na = " + "[" * LONG}, "netlify.toml:2: is nested too deep"),
        ({"firebase.json": "{\n,}"}, "firebase.json:2: is not valid JSON"),
        (
            {"docusaurus.config.js": "export default {presets: ['classic']}", "docs/_category_.json": "[" * LONG},
            "docs/_category_.json:1: is nested too deep",
        ),
    ],
)
def test_17_a_wrong_configuration_of_a_site_is_one_line(blog: Path, files: dict[str, str], said: str) -> None:
    for path, text in files.items():
        write(blog / path, text)
    for folder in ("docs", "content", "_posts"):
        write(blog / folder / "2025-01-01-b.md", POST)
    result = check("post.md", "docs/2025-01-01-b.md")
    told = only_line(result)
    assert said in told
    assert "internal-error" not in result.stdout
    assert result.stdout.count("2021") >= 2


@pytest.mark.parametrize(
    "config",
    [
        "export default " + "a(" * 20_000,
        "export default { site: 'https://a.example', x: " + "9" * LONG + " }",
        "export default { x: " + "[" * LONG + " }",
        "export default { presets: 5, redirects: 7, i18n: [], srcDir: {}, base: [1] }",
        "export default { base: " + "{a:" * LONG,
    ],
)
def test_17_javascript_of_any_shape_is_read_as_far_as_it_goes(blog: Path, config: str) -> None:
    write(blog / "astro.config.mjs", config)
    write(blog / "src" / "pages" / "a.md", POST.replace("gone-for-good.md", "/gone-for-good/"))
    started = time.process_time()
    result = check("src/pages/a.md")
    assert time.process_time() - started < 5
    assert not lines(result)
    assert "/gone-for-good/" in result.stdout


def test_shorthand_keys_of_a_javascript_configuration_are_read_in_linear_time(blog: Path) -> None:
    def seconds(count: int) -> float:
        consts = "".join(f"const k{i} = {i};\n" for i in range(count))
        text = consts + "export default { " + ", ".join(f"k{i}" for i in range(count)) + " }"
        write(blog / "astro.config.mjs", text)
        started = time.process_time()
        check("src/pages/a.md")
        return time.process_time() - started

    write(blog / "src" / "pages" / "a.md", POST)
    first = seconds(100)
    assert seconds(20_000) - first < 5


LEVELS = "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 90)}]\n" for a, b in ("ab", "bc", "cd", "de", "ef"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hugo.yaml", f"a: &a [1]\n{LEVELS}params: *f\n"),
        ("hugo.yaml", "params: &a [" + "*a, " * 200 + "]\n"),
        ("_config.yml", f"plugins: [x]\na: &a [1]\n{LEVELS}theme: *f\n"),
        ("mkdocs.yml", f"a: &a [1]\n{LEVELS}validation: *f\n"),
        ("mkdocs.yml", "validation: &a {x: [" + "*a, " * 200 + "]}\n"),
        ("mkdocs.yml", "nav: &a\n" + "- *a\n" * 200),
    ],
)
def test_aliases_of_a_sites_configuration_do_not_multiply(blog: Path, name: str, text: str) -> None:
    write(blog / name, text)
    for folder in ("docs", "content", "_posts"):
        write(blog / folder / "2025-01-01-b.md", POST)
    started = time.process_time()
    told = only_line(check("post.md"))
    assert time.process_time() - started < 5
    assert f"{name}:" in told
    assert "repeat" in told


EVIL = {
    "vercel.json": json.dumps({"redirects": [{"source": "/old/(a+a+a+a+a+a+)b", "destination": "/x"}]}),
    "_redirects": "/old/" + "*a" * 14 + "b /x\n",
    "firebase.json": json.dumps({"hosting": {"redirects": [{"source": "/old/:a:b:c:d:e:f:g:h", "destination": "/x"}]}}),
    "netlify.toml": '[[redirects]]\nfrom = "/old/(.*)a(.*)a(.*)a(.*)a(.*)a(.*)b"\nto = "/x"\n',
}


@pytest.mark.parametrize("name", EVIL)
def test_patterns_of_redirects_end_in_time_and_are_no_reason_for_a_finding(blog: Path, name: str) -> None:
    write(blog / "hugo.toml", "baseURL = 'https://a.example/'\n")
    write(blog / name, EVIL[name])
    long = "a" * 300
    write(blog / "content" / "p.md", f"See [one](/old/{long}c) and [another](/new/{long}c).\n")
    started = time.process_time()
    found = findings("content/p.md")
    assert time.process_time() - started < 5
    assert [f["excerpt"] for f in found if f["rule"] == "broken-internal-link"] == [f"/new/{long}c"]
    assert not [f for f in found if f["rule"] == "internal-error"]


def test_ordinary_patterns_of_redirects_work_as_before(blog: Path) -> None:
    rules = [
        {"source": "/blog/:slug*", "destination": "/posts/:slug"},
        {"source": "/old/(.*)", "destination": "/posts/$1"},
        {"source": "/a/:b(\\d+)", "destination": "/posts/b:b"},
        {"source": "/:x-:y-:z.html", "destination": "/posts/p"},
    ]
    write(blog / "hugo.toml", "baseURL = 'https://a.example/'\n")
    write(blog / "vercel.json", json.dumps({"redirects": rules}))
    for name in ("p", "b7"):
        write(blog / "content" / "posts" / f"{name}.md", "Text.\n")
    good = "[1](/blog/p) [2](/old/p) [3](/a/7) [4](/one-two-three.html)"
    write(blog / "content" / "x.md", f"{good} [5](/blog/q) [6](/a/8)\n")
    found = [f for f in findings("content/x.md") if f["rule"] == "broken-internal-link"]
    assert [f["excerpt"] for f in found] == ["/blog/q", "/a/8"]


@pytest.mark.parametrize(
    "files",
    [
        {"hugo.toml": "ignoreFiles = ['(a+)+$']\n", f"content/{'a' * 120}b.md": POST},
        {
            "pelicanconf.py": "PATH = 'content'\nFILENAME_METADATA = '(?P<slug>(a+)+)!'\n",
            f"content/{'a' * 120}.md": POST,
        },
        {"pelicanconf.py": "A = " + "-" * 20_000 + "1\n", "content/a.md": POST},
        {"pelicanconf.py": "A = " + "+".join("1" * 20_000) + "\nSITEURL = 0x" + "f" * 6_000, "content/a.md": POST},
        {".vitepress/config.ts": "export default { rewrites: { 'a/:x:y:z:u:v:w': 'b/:q' } }", "a/b.md": POST},
        {"eleventy.config.js": "return {" * 20_000, "a.md": POST},
        {".eleventy.js": "", "a.md": "---\npermalink: '" + "{{a}}" * 40 + "'\n---\n", "b.md": POST},
        {"astro.config.mjs": "", "src/pages/" + "[a]" * 40 + ".astro": "getCollection('x')", "src/pages/b.md": POST},
        {"_config.yml": "new_post_name: ':a:b:c:d:e:f:g:title.md'\n", f"source/_posts/{'a-' * 60}.md": POST},
    ],
)
def test_patterns_that_a_site_gives_end_in_time(blog: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        write(blog / path, text)
    write(blog / "post.md", POST.replace("gone-for-good.md", f"/{'a' * 200}/{'b' * 200}"))
    started = time.process_time()
    result = check(".", "post.md")
    assert time.process_time() - started < 10
    assert not lines(result)
    assert "2021" in result.stdout


def test_a_base_url_with_a_backslash_is_a_base_url(blog: Path) -> None:
    write(blog / "_config.yml", "plugins: [x]\nurl: 'https://a.example\\'\nbaseurl: '/b\\g<1>'\n")
    write(blog / "_posts" / "2025-01-01-b.md", POST.replace("gone-for-good.md", "{{ site.url }}{{ site.baseurl }}/x/"))
    result = check("_posts/2025-01-01-b.md")
    assert not lines(result)
    assert "internal-error" not in result.stdout


# -- the files of the page on reliability


@pytest.mark.parametrize(
    "case", sorted(f"{kind}/{p.name}" for kind in ("config", "rules", "schemas") for p in (CASES / kind).iterdir())
)
def test_17_the_case_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    shutil.copytree(CASES / case, tmp_path / "x")
    (tmp_path / "x" / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "x")
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    told = only_line(check("."))
    assert any(name in told for name in ("contentlint.toml", "pyproject.toml", "x.yaml", "schema.json"))


@pytest.mark.parametrize("case", sorted(p.name for p in (CASES / "sites").iterdir()))
def test_17_the_site_is_read_and_its_posts_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    site = tmp_path / "x"
    shutil.copytree(CASES / "sites" / case, site)
    (site / ".git").mkdir()
    home = next((h for h in ("docs", "src/pages") if (site / h).is_dir()), ".")
    write(site / home / "ordinary.md", POST)
    monkeypatch.chdir(site)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    result = check(f"{home}/ordinary.md")
    assert "Traceback" not in result.stderr
    assert "2021" in result.stdout
    # What is JavaScript is read as far as it is literal: nothing in it is a mistake.
    is_code = case.startswith("astro")
    assert (result.exit_code, len(lines(result))) == ((1, 0) if is_code else (2, 1))
