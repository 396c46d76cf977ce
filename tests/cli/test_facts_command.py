"""`contentlint facts`, and the walk of the docs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from runs import run, write

from contentlint import docs

PAGE = Path(docs.__file__).parents[1] / "docs" / "ledger.md"
POSTS = {
    "brew": "# How to brew\n\nFill the kettle to the mark.\n\nOpen Boilmaster and choose green tea.\n",
    "plans": "# The plans\n\nThere are two of them.\n\nKettle Cloud costs $15 per month.\n",
    "share": "# Share a recipe\n\nTap on share in Boilmaster, then choose a friend.\n",
    "sign": "# A name\n\nKettle Cloud, formerly Boilmaster, has a new sign.\n",
}


@pytest.fixture()
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "blog"
    for name, text in POSTS.items():
        write(root / f"posts/{name}.md", text)
    monkeypatch.chdir(root)
    return root


def test_the_walk_of_the_docs(blog: Path) -> None:
    """Each command of the walk, in its order, prints what the page says."""
    walk = PAGE.read_text("utf-8").split("<!-- walk -->")[1].split("<!-- end of the walk -->")[0]
    steps = re.findall(r"```(\w+)\n(.*?)```", walk, re.DOTALL)
    printed = ""
    for kind, text in steps:
        if kind == "yaml":
            write("facts/kettles.yaml", text)
        elif kind == "sh":
            result = run(*text.split()[1:])
            assert result.exit_code == 0, result.output
            printed = result.stdout
        else:
            for line in text.splitlines():
                assert line in printed, (line, printed)
    assert [kind for kind, _ in steps] == ["yaml", "sh", "text", "sh", "text", "sh"]
    assert Path("posts/brew.md").read_text("utf-8").endswith("Open Kettle Cloud and choose green tea.\n")
    assert Path("posts/sign.md").read_text("utf-8") == POSTS["sign"]
    assert "$15" in run("check").stdout


def test_without_a_ledger_it_says_how_to_begin(blog: Path) -> None:
    result = run("facts")
    assert result.exit_code == 0
    assert "there is no ledger: write facts/*.yaml" in result.stderr


def test_drafts_have_the_values_with_their_places(blog: Path) -> None:
    write("posts/a.md", "# A\n\nWe like Kettle Cloud. Kettle Cloud costs $15 per month.\n")
    write("posts/b.md", "# B\n\nWe like Kettle Cloud. Kettle Cloud costs $20 per month.\n")
    result = run("facts", "--suggest")
    assert result.exit_code == 0, result.output
    assert "- subject: Kettle Cloud" in result.stdout
    assert "# $15 per month: posts/a.md:3, posts/plans.md:5" in result.stdout
    assert "# $20 per month: posts/b.md:3" in result.stdout
    write("facts/draft.yaml", result.stdout)
    data = json.loads(run("facts", "--format", "json").stdout)
    assert data["mistakes"] == []
    assert {(one["subject"], one["value"]) for one in data["facts"]} == {("Kettle Cloud", "$15 per month")}
    # What the ledger has is not drafted again.
    assert json.loads(run("facts", "--suggest", "--format", "json").stdout)["suggestions"] == []


def test_import_and_output(blog: Path) -> None:
    write("list.csv", "subject,formerly\nKettle Cloud,Boilmaster\n")
    assert run("facts", "--import", "list.csv", "-o", "facts/list.yaml").exit_code == 0  # its folder is made
    assert json.loads(run("facts", "--format", "json").stdout)["summary"]["outdated"] == 2


def test_a_folder_that_can_not_be_made_is_told(blog: Path) -> None:
    write("list.csv", "subject,formerly\nKettle Cloud,Boilmaster\n")
    write("facts", "a file\n")
    result = run("facts", "--import", "list.csv", "-o", "facts/list.yaml")
    assert result.exit_code == 2
    assert "the folder 'facts' can't be made" in result.stderr


def test_it_counts_the_names_that_check_reports(blog: Path) -> None:
    write("facts/kettles.yaml", "subjects:\n  - subject: Kettle 4\n    supersedes: [Kettle 3 Mini]\n")
    write("posts/a.md", "# A\n\nTake a Kettle 3 Mini.\n\nTake a Kettle Mini 3.\n\nOr take the Kettle 3 for tea.\n")
    (name,) = json.loads(run("facts", "--format", "json").stdout)["names"]
    told = json.loads(run("check", "--select", "facts", "--format", "json").stdout)["findings"]
    assert name["name"] == "Kettle 3 Mini"
    assert [one["line"] for one in name["places"]] == [one["line"] for one in told] == [3, 5, 7]


@pytest.mark.parametrize("way", [("--import", "list.csv"), ("--suggest",)])
def test_a_ledger_that_somebody_corrected_is_not_written_over(blog: Path, way: tuple[str, ...]) -> None:
    write("list.csv", "subject,formerly\nKettle Cloud,Boilmaster\n")
    for name in "ab":
        write(f"posts/{name}.md", "# A\n\nWe like Kettle Cloud. Kettle Cloud costs $20 per month.\n")
    write("own.yaml", "subjects: []  # corrected\n")
    result = run("facts", *way, "-o", "own.yaml")
    assert result.exit_code == 2
    assert "'own.yaml' is there already: name another file, or write over it with --force" in result.stderr
    assert Path("own.yaml").read_text("utf-8") == "subjects: []  # corrected\n"
    assert run("facts", *way, "-o", "own.yaml", "--force").exit_code == 0
    assert "subject: Kettle Cloud" in Path("own.yaml").read_text("utf-8")


def test_nothing_to_suggest_writes_nothing(blog: Path) -> None:
    for name in ("brew", "share", "sign"):
        Path(f"posts/{name}.md").unlink()
    write("own.yaml", "subjects: []\n")
    for more in (("new.yaml",), ("own.yaml", "--force")):
        result = run("facts", "--suggest", "-o", *more)
        assert (result.exit_code, result.stdout) == (0, "")
        assert (
            f"nothing to suggest: no value of a name stands in two posts; '{more[0]}' was not written" in result.stderr
        )
    assert not Path("new.yaml").exists()
    assert Path("own.yaml").read_text("utf-8") == "subjects: []\n"


def test_a_report_is_written_over_as_ever(blog: Path) -> None:
    for _ in range(2):
        assert run("facts", "--format", "html", "-o", "facts.html").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--import", "no.csv"), "can't be read"),
        (("--import", "list.txt"), "must be a .json or a .csv file"),
        (("--import", "list.csv", "posts"), "--import stands alone"),
        (("nowhere",), "there is no file or folder 'nowhere'"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(blog: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run("facts", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_wrong_ledger_is_told(blog: Path) -> None:
    write("facts/kettles.yaml", "subjects:\n  - subjct: A\n")
    result = run("facts", "--format", "json")
    assert result.exit_code == 2
    assert "facts/kettles.yaml:2: unknown key 'subjct'" in result.stderr
    assert json.loads(result.stdout)["mistakes"][0]["line"] == 2


def test_the_page_of_html_loads_nothing_and_escapes(blog: Path) -> None:
    write("facts/a.yaml", "subjects:\n  - subject: <b>Kettle</b>\n    facts: [{price: $5, what: '\"><script>'}]\n")
    page = run("facts", "--format", "html").stdout
    assert "<script>" not in page and "<b>Kettle" not in page
    assert "&lt;b&gt;Kettle" in page
    assert "default-src 'none'" in page


def test_a_folder_beside_the_ledger_is_held_against_it(blog: Path) -> None:
    write("facts/kettles.yaml", "subjects:\n  - subject: Kettle Cloud\n    formerly: [Boilmaster]\n")
    result = run("check", "posts", "--select", "outdated-name", "--format", "json", "--no-cache")
    assert [(one["path"], one["line"]) for one in json.loads(result.stdout)["findings"]] == [
        ("posts/brew.md", 5),
        ("posts/share.md", 3),
    ]
