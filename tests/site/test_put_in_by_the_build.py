"""What the build puts in from elsewhere: files of code, folders of other repositories, pages made from lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import front, site, verdict

from contentlint import lint_paths
from contentlint.post.post import Post
from contentlint.site.links import references


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@[code](./pot.py)\n", []),
        ("@[code{1-3,7} python](./pot.py)\n", []),
        ("Before it.\n@[code](./pot.py)\nAfter [it](./tea).\n", ["./tea"]),
        ("- one\n\n  @[youtube](dQw4w9)\n", []),
        ("Ask @[ferry](./ferry) for it.\n", ["./ferry"]),
        ("@[ferry](https://social.example/ferry)\n", ["https://social.example/ferry"]),
        ("@[The ferry](./ferry)\n", ["./ferry"]),
        ("@[code](./pot.py) shows it.\n", ["./pot.py"]),
    ],
)
def test_a_line_that_puts_a_file_in_its_place_is_no_link(text: str, expected: list[str]) -> None:
    assert [one.target for one in references(Post("a.md", text))] == expected


def severities(folder: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    """Each broken link of a folder with its severity."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    found = lint_paths([folder], select=["broken-internal-link"])
    return sorted((one.excerpt, str(one.severity)) for one in found)


SITE = {
    "hugo.toml": "baseURL = 'https://tea.example/'\n",
    "content/manual/old/pots.md": front(title="Pots"),
    "content/manual/old/cups.md": front(title="Cups"),
}


def linking(*targets: str) -> dict[str, str]:
    """A site with one post that has these links."""
    text = "".join(f"- Read [about it]({target}).\n" for target in targets)
    return {**SITE, "content/manual/start.md": front(title="Start") + "\n" + text}


def test_a_folder_of_which_nothing_is_known_may_be_put_in(tmp_path: Path) -> None:
    targets = [f"/manual/new/{name}/" for name in ("pots", "lids", "water")]
    assert severities(tmp_path, linking(*targets)) == [(target, "warning") for target in sorted(targets)]


@pytest.mark.parametrize(
    "targets",
    [
        ("/manual/new/lids/", "/manual/new/water/"),
        ("/manual/old/lids/", "/manual/old/water/", "/manual/old/steam/"),
        ("/manual/lids/", "/manual/water/", "/manual/steam/"),
    ],
)
def test_few_links_or_a_folder_that_is_there_are_errors(tmp_path: Path, targets: tuple[str, ...]) -> None:
    assert severities(tmp_path, linking(*targets)) == [(target, "error") for target in sorted(targets)]


def test_an_address_without_its_last_slash_may_be_made_from_a_list() -> None:
    listed = "---\npagination:\n  data: collections.pots\n  size: 9\n  alias: paged\npermalink: "
    listed += '"pots/{% if paged.number > 1 %}{{ paged.number }}/{% endif %}index.html"\n---\n'
    made = site({".eleventy.js": "module.exports = () => ({});", "list.md": listed, "a.md": "Words.\n"})
    assert [verdict(made, "a.md", target) for target in ("/pots/", "/pots", "/pots/2/", "/potter")] == [
        "unknown",
        "unknown",
        "unknown",
        "broken",
    ]


VERSIONED = {
    "docusaurus.config.js": "module.exports = { baseUrl: '/', i18n: { defaultLocale: 'en', locales: ['en', 'de'] }, "
    "presets: [['classic', { docs: { lastVersion: '2', versions: { current: { path: 'main' } } } }]] };",
    "versions.json": '["2", "1"]',
    "docs/pots.md": "Words.\n",
    "versioned_docs/version-2/pots.md": "Words.\n",
    "versioned_docs/version-1/pots.md": "Words.\n",
    "i18n/de/docusaurus-plugin-content-docs/current/kannen.md": "Worte.\n",
    "i18n/de/docusaurus-plugin-content-docs/version-2/kannen.md": "Worte.\n",
    "i18n/de/docusaurus-plugin-content-docs/version-1/kannen.md": "Worte.\n",
}


@pytest.mark.parametrize(
    ("folder", "address"),
    [
        ("current", "/de/docs/main/kannen"),
        ("version-2", "/de/docs/kannen"),
        ("version-1", "/de/docs/1/kannen"),
    ],
)
def test_a_translation_has_the_address_of_its_version(folder: str, address: str) -> None:
    made = site(VERSIONED)
    assert made.url(f"i18n/de/docusaurus-plugin-content-docs/{folder}/kannen.md") == address
    assert verdict(made, "docs/pots.md", address) == "ok"
