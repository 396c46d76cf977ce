"""What people know from other linters: reports, statistics, quiet, diffs, unsafe fixes, settings, completion."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from runs import environment, git, run, write

from contentlint.cli import spent

OLD = "The best kettles of 2021 boil in a minute."
POST = f"\n\n\n\n{OLD} They they sing.\n"
FIXED = POST.replace("They they", "They")
CHECK = ("check", "--no-cache", "--today", "2026-06-01")


@pytest.fixture(autouse=True)
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a post that has two findings: `stale-year`, and `doubled-word`, which has a fix."""
    folder = tmp_path / "blog"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    write("kettle.md", POST)
    return folder


def rules(*arguments: str) -> list[str]:
    return sorted(f["rule"] for f in json.loads(run(*CHECK, "--format", "json", *arguments).stdout)["findings"])


class TestReports:
    def test_any_number_beside_the_terminal(self) -> None:
        done = run(*CHECK, "-o", "sarif=a.sarif", "-o", "json=b.json", "--output", "concise=c.txt")
        assert "1 post checked: 2 warnings" in done.stdout
        assert json.loads(Path("a.sarif").read_text())["version"] == "2.1.0"
        assert json.loads(Path("b.json").read_text())["summary"]["findings"] == 2
        assert Path("c.txt").read_text().startswith("kettle.md:5:21: warning: ")

    def test_beside_another_format_and_beside_a_file(self) -> None:
        done = run(*CHECK, "--format", "github", "-o", "json=b.json")
        assert done.stdout.startswith("::warning file=kettle.md") and Path("b.json").exists()
        done = run(*CHECK, "--format", "json", "-o", "report", "-o", "text=text.txt")
        assert done.stdout == "" and json.loads(Path("report").read_text())["findings"]
        assert "2 warnings" in Path("text.txt").read_text()

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--format", "json", "--format", "text"), "say --format json --output text=FILE"),
            (("-o", "sraif=a"), "did you mean 'sarif'?"),
            (("-o", "a=b"), "A file of that name is ./a=b"),
            (("-o", "a.txt", "-o", "b.txt"), "say FORMAT=FILE"),
            (("-o", "sarif="), "the file is missing"),
            (("-o", "-"), "an output is a file"),
            (("-o", "json=a", "-o", "text=./a"), "two reports can't be written to"),
            (("-o", "json=."), "it is a folder"),
            (("-o", "json=nowhere/a"), "there is no folder 'nowhere'"),
            (("--statistics", "--format", "sarif"), "--statistics goes with"),
            (("--since", "a", "--since", "b"), "--since is given 2 times"),
            (("--fail-on", "info", "--fail-on", "error"), "--fail-on is given 2 times"),
        ],
    )
    def test_what_contradicts_itself(self, arguments: tuple[str, ...], said: str) -> None:
        done = run(*CHECK, *arguments)
        assert done.exit_code == 2 and said in done.stderr, done.stderr
        assert sorted(path.name for path in Path().iterdir()) == [".git", "kettle.md"]

    def test_the_same_format_twice_and_a_name_with_a_sign(self) -> None:
        assert run(*CHECK, "--format", "json", "--format", "json").exit_code == 0
        assert run(*CHECK, "-o", "./a=b").exit_code == 0 and "2 warnings" in Path("a=b").read_text()

    def test_names_add_up(self) -> None:
        assert rules("--select", "stale-year", "--select", "doubled-word") == ["doubled-word", "stale-year"]
        assert rules("--ignore", "stale-year", "--ignore", "prose,links") == []

    @pytest.mark.parametrize("variable", ["CI", "GITHUB_ACTIONS", "TF_BUILD"])
    def test_in_ci_paths_are_from_the_top(self, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
        write("site/posts/tea.md", POST)
        monkeypatch.chdir("site")
        assert run(*CHECK, "--format", "concise", "posts").stdout.startswith("posts/tea.md:")
        monkeypatch.setenv(variable, "false")
        assert run(*CHECK, "--format", "concise", "posts").stdout.startswith("posts/tea.md:")
        monkeypatch.setenv(variable, "true")
        for format_, name in (("json", "path"), ("gitlab", "path")):
            assert f'"{name}": "site/posts/tea.md"' in run(*CHECK, "--format", format_, "posts").stdout
        told = run(*CHECK, "posts").stdout
        assert told.startswith("site/posts/tea.md\n") and OLD in told  # the text is found all the same
        assert run(*CHECK, "--format", "concise", "posts").stdout.startswith("site/posts/tea.md:")
        assert "site/posts/tea.md:5" in run(*CHECK, "--format", "markdown", "posts").stdout

    def test_the_address_of_rules_is_the_configurations(self) -> None:
        def help_uris() -> set[str | None]:
            log = json.loads(run(*CHECK, "--format", "sarif", "--config", "own.toml").stdout)
            return {rule.get("helpUri") for rule in log["runs"][0]["tool"]["driver"]["rules"]}

        write("own.toml", 'rule-pages = "https://rules.example/{category}/{rule}"\n')
        assert "https://rules.example/freshness/stale-year" in help_uris() and None not in help_uris()
        write("own.toml", 'rule-pages = "rules.html"\n')
        assert (
            "own.toml:1: 'rule-pages' must be an address with {rule} in it"
            in run(*CHECK, "--config", "own.toml").stderr
        )


class TestCounts:
    def test_statistics(self) -> None:
        write("tea.md", POST)
        done = run(*CHECK, "--statistics")
        assert done.stdout.split("\n")[:2] == [
            "2  warning  [*]  prose/doubled-word  in 2 posts",
            "2  warning       freshness/stale-year  in 2 posts",
        ]
        rows = json.loads(run(*CHECK, "--statistics", "--format", "json").stdout)
        assert {row["rule"]: (row["findings"], row["posts"], row["fixable"]) for row in rows} == {
            "doubled-word": (2, 2, 2), "stale-year": (2, 2, 0),
        }  # fmt: skip

    def test_quiet_says_findings_and_nothing_else(self) -> None:
        write("contentlint.yaml", "")  # a note on standard error
        done = run(*CHECK, "-q", "--format", "concise")
        assert len(done.stdout.splitlines()) == 2 and done.stderr == ""
        write("kettle.md", "Tea.\n")
        assert (run(*CHECK, "--quiet").stdout, run(*CHECK, "--quiet").stderr) == ("", "")
        write("kettle.md", b"\xff\xfe")
        assert "UTF-16" in run(*CHECK, "--quiet").stderr

    def test_exit_zero(self) -> None:
        assert run(*CHECK, "--fail-on", "warning").exit_code == 1
        assert run(*CHECK, "--fail-on", "warning", "--exit-zero").exit_code == 0
        write("kettle.md", b"\xff")
        assert run(*CHECK, "--exit-zero").exit_code == 2

    def test_verbose_names_time_and_rules(self) -> None:
        write("papers/old.md", "# Read me\n")
        write("contentlint.toml", 'exclude = ["papers/**"]\n')
        told = run(*CHECK, "-v").stderr
        assert "project .: contentlint.toml; " in told and "checked 1 post in " in told
        assert (
            "skipped papers/old.md: excluded by the configuration" in told
            and " rules, in all processes together" in told
        )

    def test_a_profile_names_parts_and_rules_those_of_the_user_with_their_files(self, blog: Path) -> None:
        rule = {
            "id": "no-tea", "check": "pattern", "severity": "info", "summary": "Tea.", "message": "'{words}'",
            "why": "Coffee.", "options": {"phrases": ["tea"]}, "examples": [{"bad": "⟦tea⟧\n"}, {"good": "rye\n"}],
        }  # fmt: skip
        write("mine/no-tea.yaml", json.dumps(rule))
        write("contentlint.toml", 'rule-paths = ["mine"]\n')
        told = run("check", ".", "--profile").stderr.splitlines()
        assert "in all, 1 post" in told[0]
        parts = [line.split(" s  ", 1)[1] for line in told[1:] if " s  rule " not in line and " s  " in line]
        assert parts == [
            "loading the program", "configuration and rules", "finding the posts", "reading the site",
            "reading and parsing posts", "rules about the whole site", "rules",
        ]  # fmt: skip
        ranked = [line.split(" s  rule ", 1) for line in told if " s  rule " in line]
        seconds = [float(took.removeprefix("contentlint:")) for took, _ in ranked]
        assert len(ranked) in (15, 16) and seconds == sorted(seconds, reverse=True)
        assert sum("mine/no-tea.yaml" in name for _, name in ranked) == 1

    def test_progress_is_for_who_waits_at_a_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = [100.0]
        monkeypatch.setattr(spent.time, "monotonic", lambda: now[0])
        shown = io.StringIO()
        monkeypatch.setattr(shown, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(sys, "stderr", shown)
        monkeypatch.setenv("TERM", "xterm")
        assert spent.progress(quiet=True) is None
        progress = spent.progress(quiet=False)
        assert progress is not None
        progress(0, 9)
        progress.clear()
        assert shown.getvalue() == ""  # what is quick is not told
        now[0] += 2.1
        for done in (3, 4):
            progress(done, 9)
        now[0] += 0.3
        progress(5, 9)
        progress.clear()
        lines = [line for line in shown.getvalue().split("\r\x1b[2K") if line]
        assert lines == ["3 of 9 posts checked", "5 of 9 posts checked"] and shown.getvalue().endswith("\x1b[2K")
        monkeypatch.setattr(shown, "isatty", lambda: False, raising=False)
        assert spent.progress(quiet=False) is None


class TestFixes:
    def test_a_diff_writes_nothing_and_can_be_applied(self, blog: Path) -> None:
        write("more tea.md", POST.replace("\n", "\r\n").removesuffix("\r\n"))
        done = run(*CHECK, "--fix", "--diff")
        assert done.exit_code == 1 and "would fix 2 findings in 2 posts" in done.stderr
        assert Path("kettle.md").read_text() == POST
        assert "-The best kettles of 2021 boil in a minute. They they sing." in done.stdout
        assert "\\ No newline at end of file" in done.stdout
        (blog / ".git").rmdir()
        git(blog, "init", "-q")
        write("it.patch", done.stdout_bytes)
        git(blog, "apply", "-p0", "it.patch")
        assert Path("kettle.md").read_text() == FIXED
        assert Path("more tea.md").read_bytes() == FIXED.replace("\n", "\r\n").removesuffix("\r\n").encode()
        assert run(*CHECK, "--diff", "kettle.md").exit_code == 0

    def test_unsafe_fixes_are_made_on_request(self) -> None:
        write("kettle.md", "## How to boil water\n## How to Pour Tea\n## The end\n\nYou pour tea, and boil it.\n")
        write("own.toml", '[rules]\nheading-case = { severity = "warning", style = "sentence" }\n')
        own = (*CHECK, "--config", "own.toml")
        before = Path("kettle.md").read_text()
        assert "1 can be fixed with --fix --unsafe-fixes" in run(*own).stdout
        assert "[*]" not in run(*own, "--format", "concise").stdout
        assert '"safety": "unsafe"' in run(*own, "--format", "json").stdout
        run(*own, "--fix")
        assert Path("kettle.md").read_text() == before
        assert run(*own, "--diff").exit_code == 0 and run(*own, "--diff", "--unsafe-fixes").exit_code == 1
        assert "1 fixed" in run(*own, "--fix", "--unsafe-fixes").stdout
        assert "## How to pour tea\n" in Path("kettle.md").read_text()

    def test_a_rule_about_the_whole_site_has_unsafe_fixes_too(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        write(tmp_path / "mkdocs.yml", "site_name: Pilots\n")
        sourced = "In the end [62%](https://pilots.example/f) of candidates pass the Harbour Pilot test.\n"
        write(tmp_path / "docs/test.md", f"# The Harbour Pilot test\n\n{sourced}")
        plain = "# The Harbour Pilot test in short\n\nAbout 62% of candidates pass the Harbour Pilot test.\n"
        write(tmp_path / "docs/short.md", plain)
        own = ("check", ".", "--select", "sourced-elsewhere")
        assert "1 can be fixed with --fix --unsafe-fixes" in run(*own).stdout
        run(*own, "--fix")
        assert (tmp_path / "docs/short.md").read_text("utf-8") == plain
        assert "1 fixed" in run(*own, "--fix", "--unsafe-fixes").stdout
        linked = plain.replace("62%", "[62%](https://pilots.example/f)")
        assert (tmp_path / "docs/short.md").read_text("utf-8") == linked


class TestSettings:
    def test_files(self) -> None:
        write("site/posts/tea.md", POST)
        assert run(*CHECK, "--show-files", "kettle.md", "site").stdout == "kettle.md\nsite/posts/tea.md\n"
        assert json.loads(run(*CHECK, "--show-files", "--format", "json").stdout) == ["kettle.md", "site/posts/tea.md"]
        (Path("empty")).mkdir()
        assert run(*CHECK, "--show-files", "empty").exit_code == 2

    def test_which_file_and_line_decided(self) -> None:
        write("contentlint.toml", 'extend = "house.toml"\nignore = ["links"]\n\n[rules]\nfreshness = "error"\n')
        write("house.toml", "max-warnings = 3\n[rules]\nprose = 'info'\n")
        write("posts/contentlint.toml", '[[overrides]]\npaths = ["old/**"]\nrules = { stale-year = "off" }\n')
        write("posts/old/tea.md", POST)
        top = self.settings("kettle.md")
        by = {one["rule"]: (one["severity"], one["by"]) for one in top["rules"]}
        assert by["stale-year"] == ("error", "contentlint.toml:5") and by["doubled-word"] == ("info", "house.toml:3")
        assert by["duplicate-key"] == ("error", "by default")
        assert {"rule": "broken-anchor", "category": "links", "by": "ignore, contentlint.toml:2"} in top["off"]
        assert {"name": "max-warnings", "value": 3, "by": "house.toml:1"} in top["settings"]
        below = self.settings("posts/old/tea.md")
        assert (below["configuration"], below["project"]) == ("posts/contentlint.toml", "posts")
        assert below["overrides"] == [{"paths": ["old/**"], "by": "posts/contentlint.toml:2"}]
        assert {"rule": "stale-year", "category": "freshness", "by": "posts/contentlint.toml:3"} in below["off"]
        told = run(*CHECK, "--show-settings", "kettle.md", "--select", "stale-year").stdout
        assert "--select, the command line" in told and "contentlint.toml:5" in told

    @staticmethod
    def settings(path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(run(*CHECK, "--show-settings", path, "--format", "json").stdout)
        return found


class TestSuppressions:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("kettle.md", POST),
            ("kettle.md", f"---\ntitle: {OLD}\n---\n\nTea.\n"),
            ("kettle.md", f"+++\ntitle = '{OLD}'\n+++\n\nTea.\n"),
            ("kettle.md", f"- one\n- {OLD}\n  - They they sing.\n"),
            ("kettle.md", "| a | b |\n|---|---|\n| c | They they sing. |\n"),
            ("kettle.md", f"Tea and more of it.\n{OLD}\nThey they sing.\n"),
            ("kettle.md", f"# {OLD}\r\n\r\nThey they sing,\r\nand sing sing.  \r\nTea.\r\n"),
            ("kettle.md", f"{OLD}"),
            ("kettle.mdx", f"# {OLD}\n\nTea. They they sing.\nTea.\n"),
        ],
    )
    def test_whatever_is_found_is_suppressed_with_the_reason(self, name: str, text: str) -> None:
        Path("kettle.md").unlink()
        post = write(name, text)
        found = rules()
        assert found
        done = run(*CHECK, "--add-suppressions", "from before the rules")
        assert done.exit_code == 0 and "written" in done.stdout, done.stdout + done.stderr
        assert rules() == []
        written = post.read_bytes().decode()
        assert "from before the rules" in written
        assert json.loads(run(*CHECK, "--format", "json").stdout)["summary"]["suppressed"] == len(found)
        assert run(*CHECK, "--add-suppressions", "again").stdout.count("written") == 0

    @pytest.mark.parametrize("reason", ["", "  ", "a --> b", "a */ b", "a\nb"])
    def test_a_reason_is_needed_that_can_stand_there(self, reason: str) -> None:
        done = run(*CHECK, "--add-suppressions", reason)
        assert done.exit_code == 2 and "reason" in done.stderr
        assert Path("kettle.md").read_text() == POST

    def test_only_what_is_reported(self) -> None:
        run(*CHECK, "--select", "stale-year", "--add-suppressions", "its name")
        assert rules() == ["doubled-word"]


class TestConfiguration:
    @pytest.mark.parametrize(
        ("files", "said"),
        [
            ({"contentlint.yaml": ""}, "contentlint.yaml: not read: the configuration is called contentlint.toml"),
            ({".contentlint.toml": ""}, ".contentlint.toml: not read"),
            ({"pyproject.toml": "[tool.x\n"}, "pyproject.toml:1: is not valid TOML"),
            ({"pyproject.toml": "[tool.content-lint]\n"}, "[tool.content-lint] is not read"),
            (
                {"pyproject.toml": "\n[tool.contentlint]\n", "contentlint.toml": ""},
                "pyproject.toml:2: [tool.contentlint] is not read, for there is a contentlint.toml",
            ),
            (
                {"contentlint.toml": 'ignore = ["freshness"]\n[rules]\nstale-year = "error"\n'},
                "contentlint.toml:3: what is said of 'stale-year' does nothing: `ignore` (line 1) leaves it out",
            ),
            (
                {"contentlint.toml": 'select = ["links"]\n[rules]\nfreshness = "error"\n'},
                "contentlint.toml:3: what is said of 'freshness' does nothing: `select` (line 1) does not name it",
            ),
            ({"contentlint.toml": 'include = ["*.md", "postes/**"]\n'}, "contentlint.toml:1: no file here matches"),
            (
                {"contentlint.toml": '[vocabulary.vague-sources]\nremove = ["zzzz"]\n'},
                "contentlint.toml:2: vague-sources has no term 'zzzz' to remove",
            ),
        ],
    )
    def test_what_does_nothing_is_told(self, files: dict[str, str], said: str) -> None:
        for name, text in files.items():
            write(name, text)
        done = run(*CHECK)
        assert done.exit_code == 0 and said in done.stderr, done.stderr

    @pytest.mark.parametrize(
        "text",
        ["ignore = ['links']\n[rules]\nbroken-anchor = 'off'\n", "[rules]\nlinks = 'error'\nbroken-anchor = 'off'\n"],
    )
    def test_and_what_does_something_is_not(self, text: str) -> None:
        write("contentlint.toml", text)
        write("pyproject.toml", "[tool.ruff]\n")
        assert run(*CHECK).stderr == ""


TWO = "\n\n\n\nSee [here](https://kettle.example/). They they sing.\n"
NESTED = {
    "contentlint.toml": 'fail-on = "warning"\n[rules]\nvague-link-text = "error"\n',
    "content/posts/contentlint.toml": '[rules]\nvague-link-text = "warning"\ndoubled-word = "error"\n',
    "content/posts/deep/contentlint.toml": '[rules]\nvague-link-text = "off"\ndoubled-word = "info"\n',
    "hugo.toml": 'baseURL = "https://tea.example/"\n',
    "content/notes/a.md": TWO,
    "content/posts/b.md": f"{TWO}\nSee [it](/posts/none/).\n",
    "content/posts/deep/c.md": TWO,
    "content/posts/deep/er/d.md": TWO,
}


class TestNestedConfigurations:
    """A post is judged the same however the run was started."""

    @pytest.fixture(autouse=True)
    def _files(self) -> None:
        Path("kettle.md").unlink()
        for name, text in NESTED.items():
            write(name, text)

    @staticmethod
    def found(start: str, *paths: str) -> dict[str, list[tuple[str, str, int]]]:
        """The findings by post, from the top."""
        here = Path.cwd()
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(start)
            done = run(*CHECK, "--format", "json", *paths)
        assert done.exit_code in (0, 1), done.stderr
        by_post: dict[str, list[tuple[str, str, int]]] = {}
        for one in json.loads(done.stdout)["findings"]:
            name = os.path.relpath(here / start / one["path"], here)
            by_post.setdefault(name, []).append((one["rule"], one["severity"], one["line"]))
        return by_post

    @pytest.mark.parametrize(
        ("start", "paths"),
        [
            (".", (".",)), (".", ("content",)), (".", ("content/posts",)), ("content/posts", ()),
            ("content/posts/deep", ()), ("content/posts/deep/er", ("d.md",)), (".", ("content/posts/deep/c.md",)),
            ("..", ("blog",)), (".", (".", "content/posts/b.md")), (".", ("content/posts/deep/c.md", "content/posts")),
            ("content/posts/deep", ("../b.md", ".")),
        ],
    )  # fmt: skip
    def test_from_everywhere(self, start: str, paths: tuple[str, ...]) -> None:
        every = self.found(".")
        assert every["content/notes/a.md"] == [("vague-link-text", "error", 5), ("doubled-word", "warning", 5)]
        assert every["content/posts/b.md"][:2] == [("vague-link-text", "warning", 5), ("doubled-word", "error", 5)]
        assert every["content/posts/deep/er/d.md"] == [("doubled-word", "info", 5)]
        part = self.found(start, *paths)
        assert part and part.items() <= every.items()

    def test_a_folder_is_whole_beside_a_file_of_it(self) -> None:
        assert self.found(".", ".", "content/posts/b.md") == self.found(".")

    def test_each_project_fails_by_its_own(self) -> None:
        write("content/posts/b.md", "Tea.\n")
        write("content/posts/deep/c.md", "Tea.\n")
        write("content/posts/deep/er/d.md", "Tea.\n")
        write("contentlint.toml", 'fail-on = "warning"\n')
        assert run(*CHECK).exit_code == 1  # of those that are read last none fails for a warning
        assert run(*CHECK, "--fail-on", "error").exit_code == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_names_of_rules(blog: Path) -> None:
    script = run("completion", "bash").stdout
    assert "complete -o nosort -F _contentlint_completion contentlint" in script
    write(
        "my/house-rule.yaml",
        "id: no-boiling\ncheck: pattern\ncategory: house\nseverity: info\nsummary: Boil.\nwhy: Because.\n"
        "message: boil\noptions: {phrases: [boil]}\nexamples:\n  - {bad: ⟦boil⟧}\n  - {good: tea}\n",
    )
    write("contentlint.toml", 'rule-paths = ["my"]\n')

    def complete(*words: str) -> list[str]:
        own = {
            "COMP_WORDS": " ".join(words),
            "COMP_CWORD": str(len(words) - 1),
            "_CONTENTLINT_COMPLETE": "bash_complete",
        }
        code = "from contentlint.cli import main; main(prog_name='contentlint')"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=blog, env=environment(blog, **own), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.stderr == ""
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    assert complete("contentlint", "check", "--select", "links,stale-y") == ["links,stale-year"]
    assert complete("contentlint", "check", "--select", "no-boil") == ["no-boiling"]
    assert complete("contentlint", "explain", "broken-a") == ["broken-anchor"]
    assert "concise" in complete("contentlint", "check", "--format", "")
    write("contentlint.toml", "broken\n")
    assert complete("contentlint", "check", "--ignore", "stale-y") == ["stale-year"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_have_a_script(shell: str) -> None:
    assert "_CONTENTLINT_COMPLETE" in run("completion", shell).stdout
