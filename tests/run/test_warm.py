"""What is kept from run to run changes no finding: after each of many edits, a warm run prints what a cold one does."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from contentlint.cli import main
from contentlint.run import files, places

EDITS = int(os.environ.get("CONTENTLINT_TEST_EDITS", "14"))
"""How many edits are drawn: CONTENTLINT_TEST_EDITS=100 for the long run."""

POSTS = 6
TOPICS = ("kettles", "stoves", "lamps", "chairs", "knives", "clocks")


def post(number: int, *, title: str = "", more: str = "") -> str:
    topic, other = TOPICS[number], TOPICS[(number + 1) % POSTS]
    return (
        f"---\ntitle: {title or f'The best {topic} of 2021'}\ndescription: About {topic}.\n"
        f"date: 2024-0{number + 1}-05\n---\n\n"
        f"Studies show that {number + 3}5% of all people own {topic}. They cost ${number + 2}0 in 2019.\n\n"
        f"## Care of {topic}\n\n"
        f"See [the others](/posts/{other}/#care-of-{other}) and [the first](../{TOPICS[0]}/). "
        f"[Gone](/posts/nowhere/) since long. ![A picture](/pictures/{topic}.png)\n\n"
        f"Our {topic} has a weight of {number}00 grams; the {topic} has a weight of {number}50 grams.\n{more}"
    )


def site(root: Path) -> None:
    """A small site of Hugo, with a rule, a word list and a schema of its own."""
    made = {
        "hugo.toml": 'baseURL = "https://example.org/"\n[permalinks]\nposts = "/posts/:slug/"\n',
        "contentlint.toml": 'rule-paths = ["rules"]\n[rules]\nread-more = "warning"\n',
        "rules/prose/read-more.yaml": RULE.replace("WORD", "gone"),
        "rules/vocabulary/owners.yaml": "id: owners\nsummary: Who owns.\nterms: [all people]\n",
        "content/posts/front-matter.schema.json": '{"type": "object", "required": ["title"]}',
        "static/pictures/kettles.png": "no picture",
        **{f"content/posts/{topic}.md": post(number) for number, topic in enumerate(TOPICS)},
    }
    for name, text in made.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


RULE = """id: read-more
check: pattern
severity: info
summary: A word.
message: "'{words}' is here"
why: It is looked for.
options: {scopes: [sentence], phrases: [WORD], lists: [owners]}
examples: [{bad: "It is ⟦WORD⟧.", options: {lists: []}}, {good: "Nothing."}]
"""


class Edits:
    """Edits of the site, drawn by a seed."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.draw, self.today = root, random.Random(seed), "2026-01-01"
        self.kinds: tuple[Callable[[], str], ...] = (
            self.text, self.title, self.heading, self.slug, self.rule, self.list, self.schema, self.day,
            self.configuration, self.deleted, self.restored, self.link, self.picture, self.moved, self.generator,
            self.draft, self.ledger,
        )  # fmt: skip

    def one(self) -> str:
        """Make an edit; says which."""
        return self.draw.choice(self.kinds)()

    def _post(self) -> Path:
        return self.draw.choice(sorted(self.root.glob("content/posts/*.md")))

    def _swap(self, place: Path, old: str, new: str) -> str:
        text = place.read_text(encoding="utf-8")
        place.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        return f"{place.name}: {old!r} to {new!r}"

    def text(self) -> str:
        return self._swap(self._post(), "", f"\nMore than {self.draw.randint(2, 90)}% agree.\n")

    def title(self) -> str:
        place = self._post()
        return self._swap(place, "The best", self.draw.choice(("The", "All", "The very best")))

    def heading(self) -> str:
        return self._swap(
            self._post(), "## Care of", self.draw.choice(("## Caring for", "## The care of", "### Care of"))
        )

    def slug(self) -> str:
        return self._swap(self._post(), "description:", f"slug: called-{self.draw.randint(0, 9)}\ndescription:")

    def rule(self) -> str:
        word = self.draw.choice(("gone", "weight", "others", "since long"))
        (self.root / "rules/prose/read-more.yaml").write_text(RULE.replace("WORD", word), encoding="utf-8")
        return f"the rule looks for {word}"

    def list(self) -> str:
        word = self.draw.choice(("all people", "people own", "cost", "studies"))
        text = f"id: owners\nsummary: Who owns.\nterms: [{word}]\n"
        (self.root / "rules/vocabulary/owners.yaml").write_text(text, encoding="utf-8")
        return f"the list has {word}"

    def schema(self) -> str:
        key = self.draw.choice(("title", "tags", "author", "description"))
        text = f'{{"type": "object", "required": ["{key}"]}}'
        (self.root / "content/posts/front-matter.schema.json").write_text(text, encoding="utf-8")
        return f"the schema asks for {key}"

    def day(self) -> str:
        self.today = f"20{self.draw.randint(22, 27)}-0{self.draw.randint(1, 9)}-11"
        return f"it is {self.today}"

    def configuration(self) -> str:
        line = self.draw.choice(
            ("stale-year = 'off'", "long-sentence = {max-words = 5}", "claims = 'error'", "seo = 'on'")
        )
        text = f'rule-paths = ["rules"]\n[rules]\nread-more = "warning"\n{line}\n'
        (self.root / "contentlint.toml").write_text(text, encoding="utf-8")
        return line

    def deleted(self) -> str:
        place = self._post()
        if len([*self.root.glob("content/posts/*.md")]) > 3:
            place.unlink()
        return f"{place.name} is gone"

    def restored(self) -> str:
        number = self.draw.randrange(POSTS)
        (self.root / f"content/posts/{TOPICS[number]}.md").write_text(post(number), encoding="utf-8")
        return f"{TOPICS[number]} is back"

    def link(self) -> str:
        to = self.draw.choice(TOPICS)
        return self._swap(self._post(), "", f"\nSee [this](/posts/{to}/#care-of-{to}) or [that]({to}.md).\n")

    def picture(self) -> str:
        place = self.root / f"static/pictures/{self.draw.choice(TOPICS)}.png"
        if place.exists():
            place.unlink()
        else:
            place.write_text("none", encoding="utf-8")
        return f"{place.name} comes or goes"

    def moved(self) -> str:
        place = self._post()
        place.rename(place.with_name(f"{place.stem}-moved.md"))
        return f"{place.name} has moved"

    def generator(self) -> str:
        way = self.draw.choice(("/posts/:slug/", "/:year/:slug/", "/posts/:filename/"))
        (self.root / "hugo.toml").write_text(
            f'baseURL = "https://example.org/"\n[permalinks]\nposts = "{way}"\n', encoding="utf-8"
        )
        return f"permalinks are {way}"

    def ledger(self) -> str:
        place = self.root / "facts/things.yaml"
        if place.exists() and self.draw.random() < 0.3:
            place.unlink()
            return "the ledger is gone"
        name = self.draw.choice(TOPICS)
        place.parent.mkdir(exist_ok=True)
        place.write_text(
            f"subjects:\n  - subject: Goods\n    formerly:\n      - name: {name}\n        until: 2023-01-01\n",
            encoding="utf-8",
        )
        return f"{name} are called goods"

    def draft(self) -> str:
        return self._swap(self._post(), "description:", "draft: true\ndescription:")


def ran(monkeypatch: pytest.MonkeyPatch, cache: Path, root: Path, *arguments: str) -> tuple[int, str, str]:
    """What `check` of a folder prints, with the cache in one folder, as a process that has just started would."""
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(cache))
    monkeypatch.chdir(root)
    for known in (places._find, places._project_root, places.is_project):
        known.cache_clear()
    files._digests.clear()
    done = CliRunner().invoke(main, ["check", "--format", "json", "--jobs", "1", *arguments], prog_name="contentlint")
    assert done.exit_code in (0, 1), done.output
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize("has_git", [True, False])
def test_a_warm_run_prints_what_a_cold_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_git: bool) -> None:
    root, cache = tmp_path / "site", tmp_path / "cache"
    site(root)
    if has_git:
        (root / ".git").mkdir()
    edits, made = Edits(root, seed=EDITS), []
    for number in range(EDITS + 1):
        made.append(edits.one() if number else "as it was")
        paths = [] if number % 3 else [str(sorted(root.glob("content/posts/*.md"))[0].relative_to(root))]
        arguments = ("--today", edits.today, *paths)
        cold = ran(monkeypatch, tmp_path / "none", root, "--no-cache", *arguments)
        assert ran(monkeypatch, cache, root, *arguments) == cold, made
        assert ran(monkeypatch, cache, root, *arguments) == cold, made


def test_a_clone_is_warm_with_the_cache_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, clone, cache = tmp_path / "site", tmp_path / "elsewhere" / "clone", tmp_path / "cache"
    site(root)
    (root / ".git").mkdir()
    first = ran(monkeypatch, cache, root)
    shutil.copytree(root, clone, copy_function=shutil.copyfile)
    monkeypatch.setattr("contentlint.run.runner.check", lambda *_: pytest.fail("it was looked at again"))
    assert ran(monkeypatch, cache, clone) == first


def test_after_an_edit_only_the_edited_post_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from contentlint.run import engine

    root, cache = tmp_path / "site", tmp_path / "cache"
    site(root)
    ran(monkeypatch, cache, root)
    place = root / "content/posts/stoves.md"
    place.write_text(place.read_text(encoding="utf-8") + "\nMore than 7% agree.\n", encoding="utf-8")
    seen: list[str] = []
    real = engine.lint

    def lint(post, *arguments, **named):  # type: ignore[no-untyped-def]
        seen.append(post.path)
        return real(post, *arguments, **named)

    monkeypatch.setattr(engine, "lint", lint)
    ran(monkeypatch, cache, root)
    assert seen == ["content/posts/stoves.md"]


def test_after_an_upgrade_the_ids_of_each_page_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from contentlint.guard import digests
    from contentlint.site.reading import headings

    root, cache = tmp_path / "site", tmp_path / "cache"
    site(root)
    (root / "hugo.toml").write_text('baseURL = "https://example.org/"\n', encoding="utf-8")
    ran(monkeypatch, cache, root)
    program = digests.of_program()
    monkeypatch.setattr(digests, "of_program", lambda: program[::-1])
    ran(monkeypatch, cache, root)
    scanned: list[str] = []
    real = headings.Scanner
    monkeypatch.setattr(headings, "Scanner", lambda text: (scanned.append(text), real(text))[1])
    place = root / "content/posts/stoves.md"
    for number in range(2):
        text = place.read_text(encoding="utf-8") + f"\nMore than {number}7% agree.\n"
        place.write_text(text, encoding="utf-8")
        scanned.clear()
        ran(monkeypatch, cache, root)
        assert scanned == [text]


def test_what_is_kept_is_not_believed_when_it_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, cache = tmp_path / "site", tmp_path / "cache"
    site(root)
    first = ran(monkeypatch, cache, root)
    for place in [*cache.rglob("*")]:
        if place.is_file():
            place.write_bytes(place.read_bytes()[: place.stat().st_size // 2])
    for _ in range(2):  # the first one says that the site's index was damaged
        again = ran(monkeypatch, cache, root)
        assert again[:2] == first[:2]
    assert again == first
