"""The configuration: found upwards, checked, told precisely when wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentlint import docs
from contentlint.catalog import catalog
from contentlint.errors import ConfigError
from contentlint.run import config, places


def load(tmp_path: Path, text: str, name: str = "contentlint.toml") -> config.Config:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def rules(tmp_path: Path, text: str, **options: tuple[str, ...]) -> config.RuleSet:
    return config.RuleSet(catalog.load(), load(tmp_path, text), **options)  # type: ignore[arg-type]


def active(found: config.RuleSet, path: str = "post.md") -> dict[str, str]:
    return {a.rule.id: a.severity for a in found.for_post(path)}


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    (tmp_path / "contentlint.toml").write_text("")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert config.find(below) == tmp_path / "contentlint.toml"
    places._find.cache_clear()
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.contentlint]\nfail-on = 'info'\n")
    assert config.find(below / "post.md") == tmp_path / "a" / "pyproject.toml"
    assert config.load(tmp_path / "a" / "pyproject.toml").fail_on == "info"


OVERRIDE = "[[overrides]]\npaths = ['a/**']\nrules = { freshness = 'off' }\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("fail-on = 'warn'\n", 1, "'fail-on' must be one of error, warning, info, not 'warn'"),
        ("\nfial-on = 'error'\n", 2, "did you mean 'fail-on'"),
        ("exclude = 'x'\n", 1, "must be a list"),
        ("[site]\nbase-ulr = '/x'\n", 2, "did you mean 'base-url'"),
        ("[front-matter]\nschema = 5\n", 2, "must be a text"),
        ("x = [\n", None, "is not valid TOML"),
        ("[overrides]\npaths = []\n", 1, "two brackets"),
        ("[[overrides]]\nrules = { freshness = 'off' }\n", 1, "without 'paths' holds for no post"),
        ("[[overrides]]\npaths = []\nrules = { freshness = 'off' }\n", 2, "without 'paths' holds for no post"),
        ("[[overrides]]\npaths = ['a/**']\n", 1, "without 'rules' changes nothing"),
        ("[[overrides]]\npaths = ['a/**']\n[overrides.rules]\n", 3, "without 'rules' changes nothing"),
        ("overrides = [{ rules = { freshness = 'off' } }]\n", 1, "without 'paths'"),
        # Of several overrides the line is that of the wrong one.
        (f"{OVERRIDE}\n[[overrides]]\nrules = {{ freshness = 'off' }}\n", 5, "without 'paths'"),
        (f"{OVERRIDE}[[overrides]]\npath = ['b/**']\n", 5, "did you mean 'paths'"),
        ("\nrule-timeout = nan\n", 2, "'rule-timeout' must be a finite number, not nan"),
        ("rule-timeout = 3601\n", 1, "'rule-timeout' must be from 0 to 3,600, not 3601"),
        ("max-file-size = 0\n", 1, "'max-file-size' must be at least 1, not 0"),
        ('\n\nbaseline = "a\\u0000"\n', 3, "(NUL)"),
        ("a = " + "[" * 5_000, 1, "is nested too deep"),
        ("[site]\ngenerator = 'jekyl'\n", 2, "did you mean 'jekyll'"),
        ("[front-matter]\nschema = 'hogo'\n", 2, "did you mean 'hugo'"),
        ("[front-matter.schemas]\n'a/**' = 'hogo'\n", 2, "did you mean 'hugo'"),
        ("exclude = ['" + "a" * 5_000 + "']\n", 1, "at most 4,096 characters"),
    ],
)
def test_a_wrong_key_is_told_with_its_line(tmp_path: Path, text: str, line: int | None, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert message in caught.value.message
    assert caught.value.path and caught.value.path.endswith("contentlint.toml")
    if line:
        assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[rules]\nstale-yaer = 'off'\n", 2, "did you mean 'stale-year'"),
        ("[rules]\nstale-year = 'loud'\n", 2, "must be one of error, warning, info, off"),
        ("[rules.stale-year]\nno-such = 1\n", 2, "unknown option 'no-such'"),
        ("[rules.links]\nsome = 1\n", 1, "is a category"),
        ("[vocabulary.vague-sorces]\nadd = ['x']\n", 1, "did you mean 'vague-sources'"),
        ("[vocabulary.vague-sources]\nadd = ['/(/']\n", 1, "not a regular expression"),
        ("select = ['lniks']\n", 1, "did you mean 'links'"),
        ("[vocabulary.vague-sources]\nadd = 'the pundits'\n", 1, "must be a list of texts, not 'the pundits'"),
        ("[vocabulary.vague-sources]\nadd = ['']\n", 1, "a term is empty"),
        ("[vocabulary.claim-thresholds]\nset = 5\n", 1, "must map names to numbers"),
        ("[rules.unused-reference]\nfault = 'empty'\n", 2, "says what the rule looks for"),
        ("[rules.title-length]\nmin-length = -1\n", 2, "must be at least 0"),
    ],
)
def test_a_wrong_rule_setting_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        rules(tmp_path, text)
    assert message in caught.value.message
    assert caught.value.line == line


def test_a_rule_wins_over_its_category(tmp_path: Path) -> None:
    found = active(rules(tmp_path, "[rules]\nlinks = 'info'\nbroken-anchor = 'error'\nfreshness = 'off'\n"))
    assert found["broken-internal-link"] == "info"
    assert found["broken-anchor"] == "error"
    assert "stale-year" not in found


@pytest.mark.parametrize(
    ("second", "line"),
    [
        ("rules = { freshnes = 'off' }\n", 6),
        ("[overrides.rules]\nstale-year = 'of'\n", 7),
        ("[overrides.rules.stale-year]\nsevrity = 'off'\n", 7),
    ],
)
def test_of_several_overrides_the_wrong_one_is_told(tmp_path: Path, second: str, line: int) -> None:
    with pytest.raises(ConfigError) as caught:
        rules(tmp_path, f"{OVERRIDE}[[overrides]]\npaths = ['b/**']\n{second}")
    assert caught.value.line == line


def test_overrides_hold_for_their_paths(tmp_path: Path) -> None:
    found = rules(tmp_path, "[[overrides]]\npaths = ['old/**']\nrules = { stale-year = 'off' }\n")
    assert "stale-year" in active(found, "new/post.md")
    assert "stale-year" not in active(found, "old/deep/post.md")


def test_the_command_line_wins(tmp_path: Path) -> None:
    text = "select = ['links']\n"
    assert set(active(rules(tmp_path, text, select=("stale-year",)))) == {"stale-year"}
    assert "broken-anchor" not in active(rules(tmp_path, text, ignore=("broken-anchor",)))


def test_word_lists_grow_and_shrink(tmp_path: Path) -> None:
    base = catalog.load().vocabulary["vague-sources"].terms
    found = rules(tmp_path, f"[vocabulary.vague-sources]\nadd = ['pundits']\nremove = ['''{base[0]}''']\n")
    assert found.vocabulary.terms("vague-sources") == (*base[1:], "pundits")
    assert found.vocabulary.has("vague-sources", "It is what the pundits want.")


def test_the_example_of_the_word_lists_page_holds(tmp_path: Path) -> None:
    text = docs.vocabulary_page(catalog.load(examples=True)).split("```toml\n")[1].split("```")[0]
    words = rules(tmp_path, text).vocabulary
    assert words.value("claim-thresholds", "small-count") == 30
    assert words.has("vague-sources", "A source close to Anna.") and not words.has(
        "vague-sources", "Did you know that?"
    )


@pytest.mark.parametrize(
    "text",
    [
        "[vocabulary.claim-thresholds]\nset = { small-coutn = 1 }\n",
        "[vocabulary.claim-thresholds]\nset = { small-count = 'x' }\n",
    ],
)
def test_a_number_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="no number called 'small-c"):
        rules(tmp_path, text)


@pytest.mark.parametrize(
    ("path", "glob", "expected"),
    [
        ("a/b.md", "a/**", True),
        ("a/b.md", "a/*.md", True),
        ("a/c/b.md", "a/*.md", False),
        ("a/c/b.md", "**/b.md", True),
        ("a/c/b.md", "b.md", True),
        ("a/c/b.md", "c", True),
        ("a/c/b.md", "a/", True),
        ("ab/c.md", "a/**", False),
        ("a/b.md", "/a/b.md", True),
        ("a/[slug]/b.md", "a/[slug]/**", True),
        ("a/{x}/b.md", "a/{x}/", True),
    ],
)
def test_globs(path: str, glob: str, expected: bool) -> None:
    assert config.matches(path, glob) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tool = 1\n", "'tool' must be a table, not 1"),
        ("tool = ['contentlint']\n", "'tool' must be a table"),
        ("[tool]\ncontentlint = 5\n", "'contentlint' must be a table, not 5"),
        ("[tool.contentlint]\n[x\n", "is not valid TOML"),
        ("[project]\n", ""),
        ("[project\n", ""),
        ("[tool.ruff]\nx = " + "[" * 5_000, ""),
    ],
)
def test_a_pyproject_counts_when_it_names_contentlint(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    found = config.find(tmp_path)
    assert (found is not None) is bool(expected)
    if found is not None:
        with pytest.raises(ConfigError) as caught:
            config.load(found)
        assert expected in caught.value.message
        assert caught.value.line


def test_a_line_is_told_in_time(tmp_path: Path) -> None:
    blanks = " " * 100_000
    with pytest.raises(ConfigError, match="unknown key"):
        load(tmp_path, f'x = """\n[{blanks}\na{blanks}\n[a{blanks}.\n"""\n')
