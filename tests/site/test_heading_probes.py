"""The ids of headings against what real builds made of the same pages: `probes/sources.json`, a page each, and for each
set-up of a generator what its build wrote there (`null` for a page that it refused)."""

# ruff: noqa: E501 - the files of small sites stand on one line

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made import site

PROBES = Path(__file__).parent / "probes"
SOURCES: list[str] = json.loads((PROBES / "sources.json").read_text(encoding="utf-8"))
MADE = sorted(p.stem for p in PROBES.glob("*.json") if "site" in json.loads(p.read_text(encoding="utf-8")))

UNKNOWN = {"hexo-8-markdown-it", "jekyll-4.3-latin"}
"""Set-ups whose rule for ids is not known."""
NOT_YET = {
    # Attributes: without `toc`, a line of its own after a heading is none of its; two braces are one.
    "## Attr after\n{: #attr-after}": "pelican-4",
    "{: #attr-before}\n## Attr before": "pelican-4",
    "## {#only-id}": "pelican-4",
    "## Title {{x}": "mkdocs-1.6-attr mkdocs-1.6-pymdownx mkdocs-1.6-smarty pelican-4-toc zensical-0",
    # Pelican's default extensions have no admonitions.
    "!!! note\n    ## In admonition\n\n    text": "pelican-4-toc",
    "!!! note\n\n    ## In admonition loose": "pelican-4-toc",
    # pymdownx.smartsymbols makes a sign that the slug takes apart again.
    "## (c) (r) (tm)": "zensical-0",
    # A mark that closes a heading, and a blank after it; blanks in a code span; a blank that is none.
    "## Trailing spaces and #   ": "mkdocs-1.6-pymdownx mkdocs-1.6-pymdownx-nocase",
    "## ``code with `ticks` ``": "jekyll-4.3",
    "#\u00a0nbsp after": "hexo-8-marked hexo-8-marked-plain",
    # A comment is what goes before a heading without a blank line between.
    "<!-- x -->\n## After comment": "jekyll-4.3-kramdown",
    "<!-- x\ny -->\n## After long comment": "jekyll-4.3-kramdown",
}
"""What is not as in the build: the page, and in which set-ups."""


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PROBES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def verdicts(probe: dict[str, Any], extra: set[str]) -> dict[str, dict[str, str]]:
    """What becomes of links to ids of each page: its own, and those in `extra`."""
    front = "" if probe["site"].get("README.md") else "---\ntitle: t\n---\n\n"
    pages = {
        source: (probe["file"].format(f"c{i:03d}"), ids)
        for i, (source, ids) in enumerate(zip(SOURCES, probe["ids"], strict=True))
        if ids is not None
    }
    files = {path: f"{front}Words.\n\n{source}\n\nWords.\n" for source, (path, _) in pages.items()}
    made = site({**probe["site"], **files})
    found = {}
    for source, (path, (headings, others)) in pages.items():
        wanted = {*headings, *others, *made.anchors(path), *extra} - {""}
        found[source] = {ident: made.by_model(path, f"#{ident}", False).verdict for ident in wanted}
    return found


@pytest.mark.parametrize("name", MADE)
def test_no_id_of_a_build_is_broken_and_none_is_made_up(name: str) -> None:
    probe = read(name)
    wrong = []
    for source, said in verdicts(probe, {"no-such-heading"}).items():
        headings, others = probe["ids"][SOURCES.index(source)]
        real = {*headings, *others}
        bad = {ident: v for ident, v in said.items() if v == ("broken-anchor" if ident in real else "ok")}
        if bad and name not in NOT_YET.get(source, "").split():
            wrong.append((source, bad, sorted(real)))
    assert wrong == []


@pytest.mark.parametrize("name", sorted(set(MADE) - UNKNOWN))
def test_nearly_every_id_of_a_build_is_known(name: str) -> None:
    probe = read(name)
    said = [
        (source, ident, verdict)
        for source, ids in verdicts(probe, set()).items()
        for ident, verdict in ids.items()
        if ident in probe["ids"][SOURCES.index(source)][0]
    ]
    assert len(said) > (100 if name != "pelican-4" else 4)  # no `toc`, so only explicit ids
    unknown = [(source, ident) for source, ident, verdict in said if verdict != "ok"]
    assert len(unknown) <= 0.05 * len(said), unknown


def test_every_exception_is_one() -> None:
    assert all(source in SOURCES and set(names.split()) <= set(MADE) for source, names in NOT_YET.items())
    assert set(MADE) >= UNKNOWN


ASTRO = {
    "astro.config.mjs": "export default {}",
    "src/content.config.ts": "const posts = defineCollection({ loader: glob({ base: './src/content/posts', pattern: '**/*.md' }) });\n"
    "export const collections = { posts };",
    "src/pages/posts/[...slug].astro": "const all = await getCollection('posts'); return all.map((p) => ({ params: { slug: p.id } }))",
}


@pytest.mark.parametrize("version", ["5.18.2", "6.0.5", "7.3.5"])
def test_every_version_of_astro_gives_the_same_addresses(version: str) -> None:
    probe = read("astro-addresses")
    files = dict.fromkeys(probe["files"], "---\ntitle: t\n---\n\nWords.\n")
    files["src/content/posts/fm-slug.md"] = "---\ntitle: t\nslug: Own/Slug Here\n---\n\nWords.\n"
    made = site({**ASTRO, **files, "package.json": json.dumps({"dependencies": {"astro": version}})})
    assert sorted(out for out in made.outputs if out.endswith(".html")) == probe["pages"]


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("starlight-0.42", "_top"),
        ("docusaurus-3.10", "__docusaurus"),
        ("vitepress-1.6", "app"),
        ("zensical-0", "__codelineno-0-1"),
    ],
)
def test_ids_of_the_generators_own_theme_are_there(name: str, ident: str) -> None:
    probe = read(name)
    page = probe["file"].format("a")
    made = site({**probe["site"], page: "---\ntitle: t\n---\n\nWords.\n"})
    assert made.by_model(page, f"#{ident}", False).verdict == "ok"
    assert made.by_model(page, "#no-such-heading", False).verdict == "broken-anchor"
