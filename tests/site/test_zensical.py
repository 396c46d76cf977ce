"""Zensical against what its real build made of small invented sites (`probes/`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made import site, verdict

from contentlint.site import Site
from contentlint.site.reading.id_settings import algorithm
from contentlint.site.reading.inline import heading

PROBE: dict[str, Any] = json.loads(
    (Path(__file__).parent / "probes" / "zensical-0.1.3.json").read_text(encoding="utf-8")
)
SITES = list(PROBE["sites"])


def built(name: str) -> tuple[Site, dict[str, Any]]:
    data = PROBE["sites"][name]
    return site(data["files"]), data


@pytest.mark.parametrize("name", SITES)
def test_heading_ids(name: str) -> None:
    made, _ = built(name)
    rule = made.routes.ids(next(iter(made.pages.values())))
    make, custom = algorithm(rule), bool(made.routes.custom_ids)
    assert make is not None
    cases = PROBE["headings"][name]
    found = make([heading(source, 2, frozenset({"^1"}), custom=custom) for source, _ in cases])
    assert [(s, ident, got) for (s, ident), got in zip(cases, found, strict=True) if ident != got] == []


@pytest.mark.parametrize("name", SITES)
def test_addresses(name: str) -> None:
    made, data = built(name)
    assert made.generator == "zensical"
    real, ours = set(data["outputs"]), set(made.outputs)
    redirected = {out for out in real - ours if any(r.match(out.removesuffix("/index.html")) for r in made.redirects)}
    listed = {
        o
        for o in real - ours
        if any(g.reason == "a list made by the blog plugin" and g.may_have(o) for g in made.routes.gaps)
    }
    assert sorted(real - ours - redirected - listed) == []
    assert [out for out in ours - real if out.endswith(".html")] == []
    assert len(real & ours) > 20


@pytest.mark.parametrize("name", [name for name in SITES if PROBE["sites"][name]["links"]])
def test_links(name: str) -> None:
    made, data = built(name)
    wrong = []
    for path, target, href, works in data["links"]:
        found = verdict(made, path, target.partition("#")[0] or target)
        if works is not None and found != ("ok" if works else "broken"):
            wrong.append((path, target, href, works, found))
    assert wrong == []


def test_zensical_is_read_before_mkdocs() -> None:
    files = {"zensical.toml": "[project]\nsite_name = 'K'\ndocs_dir = 'text'\n", "mkdocs.yml": "site_name: K\n"}
    made = site({**files, "text/a.md": "# A", "docs/b.md": "# B"})
    assert (made.generator, list(made.pages)) == ("zensical", ["text/a.md"])


@pytest.mark.parametrize(
    ("more", "generator"),
    [
        ({}, "mkdocs"),
        ({".github/workflows/docs.yml": "steps:\n  - run: zensical build --clean\n"}, "zensical"),
        ({"requirements.txt": "zensical>=0.1\n"}, "zensical"),
        ({"pyproject.toml": '[dependency-groups]\ndocs = [\n  "zensical>=0.1",\n]\n'}, "zensical"),
        ({"requirements.txt": "mkdocs-material\nzensical\n"}, "mkdocs"),
        ({"requirements.txt": "# not yet zensical\nmkdocs\n"}, "mkdocs"),
    ],
)
def test_who_builds_mkdocs_yml(more: dict[str, str], generator: str) -> None:
    made = site({"mkdocs.yml": "site_name: K\n", "docs/a.md": "# Tea {#pot}\n", **more})
    assert made.generator == generator
    assert verdict(made, "docs/a.md", "#pot") == ("ok" if generator == "zensical" else "unknown")


def test_ids_without_and_with_extensions_of_ones_own() -> None:
    page = "# A\n\n## Tea :leaves: {#pot}\n\n## :leaves: Green\n\n## Now (c)\n"
    head = "[project]\nsite_name = 'K'\n"
    made = site({"zensical.toml": head, "docs/a.md": page})
    for target, expected in {"#pot": "ok", "#green": "ok", "#leaves-green": "unknown", "#now": "ok"}.items():
        assert (target, verdict(made, "docs/a.md", target)) == (target, expected)
    made = site({"zensical.toml": head + "markdown_extensions = ['footnotes']\n", "docs/a.md": page})
    for target, expected in {
        "#pot": "unknown",
        "#leaves-green": "ok",
        "#now-c": "ok",
        "#green": "broken-anchor",
    }.items():
        assert (target, verdict(made, "docs/a.md", target)) == (target, expected)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", "broken"),
        ("plugins = ['search', 'meta']", "broken"),
        ("plugins = ['made-up']", "unknown"),
        ("plugins = ['api-autonav']", "unknown"),
        ("made_up = true", "broken"),
    ],
)
def test_what_is_not_known_of_plugins_is_unknown(more: str, expected: str) -> None:
    made = site({"zensical.toml": f"[project]\nsite_name = 'K'\n{more}\n", "docs/a.md": "# A"})
    assert verdict(made, "docs/a.md", "nope.md") == expected
    assert any("made_up" in note for note in made.notes) == (more == "made_up = true")


@pytest.mark.parametrize("name", PROBE["pages"])
def test_ids_that_the_build_gave_a_page(name: str) -> None:
    made, data = built(name)
    path = next(path for path in data["files"] if path.endswith("/inner.md"))
    assert data["files"][path] == PROBE["pages"][name]["text"]
    found = {ident: made.by_model(path, "#" + ident, False).verdict for ident in PROBE["pages"][name]["ids"]}
    # Whether a block of HTML is Markdown, too, is not looked at.
    assert {ident: said for ident, said in found.items() if said != "ok"} in ({}, {"in-div": "unknown"})
    assert made.by_model(path, "#nope", False).verdict == "broken-anchor"
    assert made.by_model(path, "#raw", False).verdict == "unknown", "a heading in HTML gets no id"
