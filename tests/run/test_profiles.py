"""What a configuration extends: which file it is, in which order it holds, and how a mistake in it is told."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from runs import contentlint, git, write

from contentlint import docs
from contentlint.catalog import catalog
from contentlint.errors import ConfigError
from contentlint.guard.boundary import Boundary
from contentlint.run import config, profiles
from contentlint.run.config import RuleSet

ALL = catalog.load()


def rules(file: Path, text: str) -> dict[str, Any]:
    """The rules that hold by a configuration, by id."""
    found = RuleSet(catalog.load(loaded.rule_files) if (loaded := config.load(write(file, text))) else ALL, loaded)
    return {active.rule.id: active for active in found.for_post("post.md")}


def ids(found: dict[str, Any]) -> dict[str, str]:
    return {id_: active.severity for id_, active in found.items()}


def test_recommended_is_what_the_defaults_are(tmp_path: Path) -> None:
    file = tmp_path / "contentlint.toml"
    assert ids(rules(file, "extend = 'recommended'\n")) == ids(rules(file, ""))


def test_every_builtin_profile_is_sound_and_says_what_it_is(tmp_path: Path) -> None:
    assert {"recommended", "seo", "strict"} <= set(profiles.builtin())
    by_default = rules(tmp_path / "contentlint.toml", "")
    for name, file in profiles.builtin().items():
        assert file.read_text("utf-8").startswith("# ")
        found = rules(tmp_path / "contentlint.toml", f"extend = '{name}'\n")
        assert by_default.keys() <= found.keys()
        assert len(found) > len(by_default) or name == "recommended"


def test_the_later_lies_over_the_earlier_and_the_file_over_all(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", "[rules]\nseo = 'warning'\n[rules.title-length]\nmax-length = 40\nmin-length = 3\n")
    write(tmp_path / "b.toml", "[rules.title-length]\nseverity = 'error'\nmin-length = 4\n")
    own = "[rules.title-length]\nmin-length = 5\n"
    found = rules(tmp_path / "contentlint.toml", f"extend = ['a.toml', './b.toml']\n{own}")
    title = found["title-length"]
    assert (title.severity, title.options.max_length, title.options.min_length) == ("error", 40, 5)
    assert found["description-length"].severity == "warning"
    found = rules(tmp_path / "contentlint.toml", f"extend = ['b.toml', 'a.toml']\n{own}")
    assert found["title-length"].severity == "warning"
    # A category in the file lies over a rule in what it extends.
    assert "title-length" not in rules(tmp_path / "contentlint.toml", "extend = 'a.toml'\nrules = { seo = 'off' }\n")


def test_a_rule_that_a_profile_has_off_is_on_when_it_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", "[rules]\nlong-sentence = 'off'\n")
    found = rules(tmp_path / "contentlint.toml", "extend = 'a.toml'\n[rules.long-sentence]\nmax-words = 9\n")
    assert found["long-sentence"].severity == "info"
    found = rules(tmp_path / "contentlint.toml", "[rules]\nreadability = 'off'\n[rules.long-sentence]\nmax-words = 9\n")
    assert "long-sentence" not in found


def test_on_is_the_severity_of_the_rule_itself(tmp_path: Path) -> None:
    found = rules(tmp_path / "contentlint.toml", "[rules]\nlinks = 'on'\n")
    links = [rule for rule in ALL.rules.values() if rule.category == "links" and "sources" not in rule.needs]
    assert {rule.id: rule.severity for rule in links}.items() <= ids(found).items()
    assert not all(rule.enabled for rule in links)


def test_what_two_extend_lies_below_both(tmp_path: Path) -> None:
    write(tmp_path / "ground.toml", "[rules.title-length]\nmin-length = 9\n")
    write(tmp_path / "a.toml", "extend = 'ground.toml'\n[rules.title-length]\nmin-length = 5\n")
    write(tmp_path / "b.toml", "extend = 'ground.toml'\n")
    found = rules(tmp_path / "contentlint.toml", "extend = ['a.toml', 'b.toml']\n")
    assert found["title-length"].options.min_length == 5


def test_a_file_that_many_extend_is_read_once(tmp_path: Path) -> None:
    levels = 30
    for level in range(levels):
        write(tmp_path / f"{level}.toml", f'extend = ["./{level + 1}.toml", "./{level + 1}.toml"]\n')
    write(tmp_path / f"{levels}.toml", "max-warnings = 3\n")
    assert profiles.load(tmp_path / "0.toml").max_warnings == 3


def test_all_that_is_shared_is_taken_over_and_nothing_else(tmp_path: Path) -> None:
    write(
        tmp_path / "house/style.toml",
        "fail-on = 'info'\nmax-warnings = 3\nrule-paths = ['own']\nexclude = ['a/**']\nbaseline = 'b.jsonl'\n"
        "select = ['links']\n[vocabulary.vague-sources]\nadd = ['the pundits', 'the elders']\n"
        "[[overrides]]\npaths = ['archive/**']\nrules = { readability = 'off' }\n",
    )
    write(
        tmp_path / "house/own/house-words/no-kettle.yaml",
        "id: no-kettle\ncheck: heading-order\nseverity: info\nsummary: X.\nmessage: x\nwhy: y\n",
    )
    text = "extend = 'house/style.toml'\nmax-warnings = 4\n[vocabulary.vague-sources]\nremove = ['the elders']\n"
    found = config.load(write(tmp_path / "contentlint.toml", text))
    assert (found.fail_on, found.max_warnings, found.exclude, found.baseline, found.select) == ("info", 4, (), "", ())
    made = RuleSet(catalog.load(found.rule_files), found)
    assert made.catalog.rules["no-kettle"].category == "house-words"
    assert "long-sentence" in {a.rule.id for a in made.for_post("post.md")}
    assert "long-sentence" not in {a.rule.id for a in made.for_post("archive/post.md")}
    assert made.vocabulary.search("vague-sources", "so the pundits say")
    assert not made.vocabulary.search("vague-sources", "so the elders say")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("extend = 'seoo'\n", 1, "did you mean 'seo'?"),
        ("\nextend = ['seo', 'a/x.toml']\n", 2, "there is no such file: a/x.toml"),
        ("extend = 5\n", 1, "'extend' must be"),
        ("extend = 'a/../contentlint.toml'\n", 1, "extends itself"),
    ],
)
def test_a_profile_that_is_not_there_is_told(tmp_path: Path, text: str, line: int, said: str) -> None:
    file = write(tmp_path / "contentlint.toml", text)
    with pytest.raises(ConfigError) as caught:
        config.load(file)
    assert said in caught.value.message
    assert (caught.value.path, caught.value.line) == (str(file), line)


SECOND = "[[overrides]]\npaths = ['a/**']\nrules = {stale-year = 'off'}\n" * 2


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\nrulse = {}\n", 2, "did you mean 'rules'"),
        ("[rules]\nstale-yaer = 'off'\n", 2, "stale-yaer"),
        ("[rules.title-length]\nmax-length = 'x'\n", 2, "must be a whole number"),
        ("\n[vocabulary.vague]\nadd = []\n", 2, "'vague'"),
        ("[rules.orphan-post]\npaths = 5\n", 2, "must be a list"),
        (SECOND.replace("year = 'off'}\n", "yaer = 'off'}\n"), 3, "stale-yaer"),
        (SECOND.replace("'a/**'", "'b/**'", 1).replace("'a/**'", "5"), 5, "must be a text"),
        ("\n\nextend = ['y.toml']\n", 3, "extends itself: contentlint.toml → a/x.toml → a/y.toml → a/x.toml"),
    ],
)
def test_a_mistake_is_told_where_it_is(tmp_path: Path, text: str, line: int, said: str) -> None:
    file = write(tmp_path / "contentlint.toml", "extend = 'a/x.toml'\n")
    theirs = write(tmp_path / "a/x.toml", text)
    write(tmp_path / "a/y.toml", "\n\nextend = './x.toml'\n")
    with pytest.raises(ConfigError) as caught:
        RuleSet(ALL, config.load(file))
    assert said in caught.value.message
    assert (caught.value.path, caught.value.line) == (
        str(theirs if "extends" not in said else theirs.with_name("y.toml")),
        line,
    )


def test_no_checked_folder_extends_what_lies_outside(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.toml", "[rules]\nseo = 'on'\n")
    site = tmp_path / "site"
    write(site / "contentlint.toml", "extend = '../outside.toml'\n")
    git(site, "init", "-q")
    with pytest.raises(ConfigError, match="outside of the repository: not read; --trust-config"):
        config.load(site / "contentlint.toml")
    assert config.load(site / "contentlint.toml", trusted=True).bases[0].path == outside
    (site / "link.toml").symlink_to(outside)
    write(site / "contentlint.toml", "extend = 'link.toml'\n")
    with pytest.raises(ConfigError, match="outside of the repository"):
        config.load(site / "contentlint.toml")


def test_a_profile_of_the_repository_is_restricted_as_its_configuration(tmp_path: Path) -> None:
    write(tmp_path / "rules/x.txt", "")
    site = tmp_path / "site"
    write(site / "style/house.toml", "rule-paths = ['../../rules', '../own']\n")
    write(site / "contentlint.toml", "extend = 'style/house.toml'\n")
    git(site, "init", "-q")
    kept, said = config.restricted(config.load(site / "contentlint.toml"), Boundary(site))
    assert [path.name for path in kept.rule_files] == ["own"]
    assert "house.toml: not used" in said


def test_an_installed_package_offers_a_profile_with_rules(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    write(packages / "housestyle/__init__.py", "raise SystemExit('run')\n")  # it is data, and is not run
    write(
        packages / "housestyle/contentlint.toml", "rule-paths = ['rules']\n[rules]\nskipped-heading-level = 'error'\n"
    )
    write(packages / "housestyle/dry.toml", "[rules]\nseo = 'on'\n")
    write(
        packages / "housestyle/rules/house/no-title.yaml",
        "id: no-title\ncheck: heading-order\nseverity: warning\nsummary: X.\nmessage: level {level}\nwhy: y\n",
    )
    write(packages / "housestyle-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: housestyle\nVersion: 1.0\n")
    points = "[contentlint.profiles]\nhouse = housestyle\nhouse-dry = housestyle:dry\nhouse-gone = housestyle:gone\n"
    write(packages / "housestyle-1.0.dist-info/entry_points.txt", points)
    where = os.pathsep.join((str(Path(docs.__file__).parents[1]), str(packages)))
    site = tmp_path / "site"
    write(site / "post.md", "# One\n\n### Three\n\nWords.\n")
    write(site / "contentlint.toml", "extend = 'house'\n")
    found = contentlint(site, "check", PYTHONPATH=where)
    assert "house/no-title" in found.stdout, found.stderr
    assert "error    " in found.stdout
    assert found.returncode == 1
    write(site / "contentlint.toml", "extend = ['house-dry', 'house-gone']\n")
    found = contentlint(site, "check", PYTHONPATH=where)
    assert "contentlint.toml:1: extends 'house-gone', and its package 'housestyle' has no gone.toml" in found.stderr
    assert found.returncode == 2
    assert sys.modules.get("housestyle") is None
