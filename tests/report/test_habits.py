"""Habits of a site, told once where people read; languages that some rules can't judge; the report as Markdown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_sample import TODAY, make_run
from runs import git, run, write

from contentlint.finding import Finding, Severity
from contentlint.report import html, markdown, text
from contentlint.report.habits import told
from contentlint.report.model import Counters, Run
from contentlint.text.spans import Span

GERMAN = (
    "---\ntitle: Die besten Kessel 2021\n---\n\nLaut einer Studie sparen 73 % der Gärtner mit einem Kessel Zeit. Das "
    "ist mehr als im Jahr davor, und die Preise sind um 20 % gestiegen. Wir haben sie nicht alle geprüft.\n"
)
ENGLISH = "---\ntitle: The best kettles of 2021\n---\n\nStudies show that 73% of gardeners save time with a kettle.\n"
FRENCH = "---\ntitle: Les bouilloires\nlang: fr\n---\n\nTout en cuivre.\n"


def finding(path: str, rule: str = "habit", severity: Severity = "warning", kind: str = "", line: int = 1) -> Finding:
    return Finding(rule, "links", severity, path, Span(0, 0), line, 1, line, 1, f"{rule} in {path}", "", kind=kind)


def run_of(files: int, *findings: Finding, each: bool = False) -> Run:
    return Run("1", TODAY, findings=findings, counters=Counters(files=files), lists_each=each)


class TestWhatIsAHabit:
    @pytest.mark.parametrize(
        ("posts", "files", "is_one"), [(5, 14, True), (5, 15, False), (4, 4, False), (6, 17, True), (6, 18, False)]
    )
    def test_over_a_third_of_the_posts_and_five_of_them(self, posts: int, files: int, is_one: bool) -> None:
        shown = told(run_of(files, *(finding(f"{n}.md") for n in range(posts))))
        assert len(shown.habits) == is_one and len(shown.findings) == (0 if is_one else posts)

    def test_many_findings_in_few_posts_are_none(self) -> None:
        assert told(run_of(9, *(finding("a.md", line=n) for n in range(1, 50)))).habits == ()

    def test_an_error_never_is(self) -> None:
        assert told(run_of(9, *(finding(f"{n}.md", severity="error") for n in range(9)))).habits == ()

    def test_a_claim_never_is(self) -> None:
        found = [replace(finding(f"{n}.md", "unsourced-statistic"), category="claims") for n in range(9)]
        assert told(run_of(9, *found)).habits == ()

    def test_each_kind_of_message_is_counted_alone(self) -> None:
        found = [finding(f"{n}.md", kind="one" if n % 2 else "two") for n in range(9)]
        assert told(run_of(15, *found)).habits == ()
        (habit,) = told(run_of(15, *found, finding("11.md", kind="two"), finding("2.md", kind="two", line=7))).habits
        assert habit.how_often == "in 6 of 15 posts, 7 times"
        assert [f.path for f in habit.examples] == ["0.md", "2.md"]
        assert habit.to_end == 'habit = "off"'

    def test_every_place_is_listed_when_asked_for(self) -> None:
        every = run_of(9, *(finding(f"{n}.md") for n in range(9)), each=True)
        assert told(every).habits == () and len(told(every).findings) == 9


class TestReports:
    RUN = run_of(10, *(finding(f"{n}.md") for n in range(9)), finding("9.md", "other"))

    def test_text(self) -> None:
        said = text.render(self.RUN)
        assert "habit: in 9 of 10 posts" in said and '`habit = "off"`' in said and "--every" in said
        assert "0.md:1:1  habit in 0.md" in said and "1.md:1:1  habit in 1.md" in said and "2.md" not in said
        assert "other in 9.md" in said
        assert "10 posts checked: 10 warnings" in said  # all are counted
        assert text.render(replace(self.RUN, lists_each=True)).count("habit in") == 9

    def test_markdown(self) -> None:
        said = markdown.render(self.RUN)
        assert "in 9 of 10 posts" in said and said.count("habit in") == 2 and "other in 9.md" in said
        assert "**10 warnings** in 10 posts." in said

    def test_html_tells_it_in_the_overview_and_keeps_every_finding(self) -> None:
        said = html.render(self.RUN)
        assert said.count("Habits of the site</h2>") == 1 and "in 9 of 10 posts" in said
        data = json.loads(re.search(r'id="data">(.*?)</script>', said, re.S)[1])  # type: ignore[index]
        assert [row[-1] for row in data["findings"]] == [True] * 9 + [False]
        assert "Habits of the site</h2>" not in html.render(replace(self.RUN, lists_each=True))

    def test_nothing_of_a_post_is_read_as_markdown(self) -> None:
        hostile = "<img src=x> [a](b) **b** `c` @someone | # \n- x"
        said = markdown.render(run_of(1, replace(finding("a`b|<c>.md"), message=hostile)))
        assert r"\<img src=x\>" in said and "@someone" not in said and r"\[a\](b)" in said
        assert "\n- x" not in said

    def test_markdown_links_to_the_repository(self) -> None:
        sample = make_run(3, 1)
        assert "](https://github.com/example/town-garden/blob/main/" in markdown.render(sample)


class TestCommand:
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
        write("contentlint.toml", "")

    @staticmethod
    def check(*more: str) -> str:
        return run("check", "posts", "--today", "2026-06-01", "--ignore", "orphan-post", *more).stdout

    def test_all_formats_for_programs_keep_every_finding(self) -> None:
        for number in range(6):
            write(f"posts/{number}.md", ENGLISH)
        assert self.check().count("reads as the current year") == 2
        assert self.check("--every").count("reads as the current year") == 6
        assert "6 posts checked: 12 warnings." in self.check()
        for format_ in ("json", "github", "sarif", "gitlab", "junit", "checkstyle", "rdjson"):
            written = self.check("--select", "stale-year", "--format", format_)
            assert written.count("reads as the current year") >= 6, format_
        assert run("check", "posts", "--today", "2026-06-01", "--fail-on", "warning").exit_code == 1

    def test_since_keeps_every_finding(self, tmp_path: Path) -> None:
        write(".gitignore", "cache\n")
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "one")
        for number in range(6):
            write(f"posts/{number}.md", ENGLISH)
        assert self.check("--since", "HEAD").count("reads as the current year") == 6

    def test_posts_in_other_languages_are_counted_and_named(self) -> None:
        for name, said in {"a": GERMAN, "b": GERMAN, "c": FRENCH, "d": ENGLISH}.items():
            write(f"posts/{name}.md", said)
        line = (
            "2 posts in German (de), 1 in French (fr): claims, years, readability, doubled-word and vague-link-text "
            "are not judged there; other rules are"
        )
        assert self.check().endswith(f"\n{line}.\n")
        assert line in self.check("--format", "markdown")
        assert line in self.check("--format", "html")
        summary = json.loads(self.check("--format", "json"))["summary"]
        assert summary["languages"] == {"de": 2, "fr": 1}
        assert {"stale-year", "unsourced-statistic", "hard-to-read"} <= set(summary["languages_unjudged_by"])
        assert "missing-alt-text" not in summary["languages_unjudged_by"]

    def test_nothing_is_said_where_no_rule_was_left_out(self) -> None:
        write("posts/a.md", GERMAN)
        assert "German" not in self.check("--select", "links,accessibility", "--ignore", "vague-link-text,orphan-post")
        assert "1 post in German (de): years are not judged there." in self.check("--select", "stale-year")
        for name in ("hard-to-read", "readability"):
            said = self.check("--select", f"title-length,{name}")
            assert f"1 post in German (de): {name} is not judged there; other rules are" in said

    def test_rules_that_need_no_language_run_there(self) -> None:
        write("posts/a.md", GERMAN + "\n![](kessel.png)\n")
        assert "accessibility/missing-alt-text" in self.check()

    def test_words_of_the_user_s_own_hold_in_every_language(self) -> None:
        write("posts/a.md", GERMAN + "\nMehr über den Kessel [hier](https://kessel.example/neu).\n")
        assert "vague-link-text is" in self.check("--select", "vague-link-text")
        write("contentlint.toml", '[rules.vague-link-text]\nwords = ["hier"]\n')
        assert "'hier' doesn't say where" in self.check("--select", "vague-link-text")

    def test_claims_are_not_said_to_be_none_where_they_were_not_looked_for(self) -> None:
        write("posts/a.md", GERMAN)
        write("posts/b.md", ENGLISH)
        said = run("claims", "posts")
        assert "looked for in English posts; passed over: 1 in German (de)" in said.stderr and said.exit_code == 0
