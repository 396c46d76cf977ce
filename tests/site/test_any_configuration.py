"""Whatever stands in the configuration of a generator, and whatever its type, the site is read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import site

_VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 5),
        st.sampled_from(["", "a.md", "/", "*", "!a", "[", "../..", "x/**"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)),
    max_leaves=6,
)
_KEYS = {
    "_quarto.yml": (
        "project.type",
        "project.render",
        "project.output-dir",
        "website.site-url",
        "website.drafts",
        "website",
        "book.chapters",
        "book",
        "project",
        "format",
        "filters",
        "quartodoc",
    ),
    "book.toml": ("book.src", "output.html.site-url", "output.html.redirect", "output.html", "output", "preprocessor"),
    "book.json": ("root", "structure", "structure.summary", "structure.readme", "plugins"),
    "nuxt.config.ts": ("app.baseURL", "app", "routeRules", "srcDir", "content.documentDriven", "site", "extends"),
    "svelte.config.js": ("extensions", "kit", "kit.paths", "kit.paths.base", "kit.files.routes", "kit.files"),
}
_CONTENT = {
    "SUMMARY.md": "* [A](a.md)\n",
    "a.md": "# A\n",
    "src/SUMMARY.md": "[A](a.md)",
    "src/a.md": "# A\n",
    "src/routes/[slug]/+page.svelte": "",
    "src/routes/a/+page.md": "# A\n",
    "content/a.md": "# A\n",
    "pages/[...slug].vue": "route.path",
}


def _set(data: dict[str, object], key: str, value: object) -> None:
    *above, last = key.split(".")
    for name in above:
        below = data.setdefault(name, {})
        if not isinstance(below, dict):
            return
        data = below
    data[last] = value


@pytest.mark.parametrize("name", _KEYS)
@given(data=st.data())
def test_a_configuration_of_any_shape_is_read(name: str, data: st.DataObject) -> None:
    config: dict[str, object] = {}
    for key in data.draw(st.lists(st.sampled_from(_KEYS[name]), max_size=4, unique=True)):
        _set(config, key, data.draw(_VALUES))
    text = json.dumps(config)
    if name.endswith((".ts", ".js")):
        text = f"export default {text}"
    if name.endswith(".toml"):  # the same shapes, as TOML has them: strings only at the top of a table
        text = "\n".join(f"{key} = {json.dumps(value)}" for key, value in config.items() if not isinstance(value, dict))
        text = text.replace("null", '"x"') + "".join(_tables(config, ""))
    made = site({**_CONTENT, name: text})
    for page in list(made.pages.values()):
        assert made.resolve(page.path, "b.md").verdict in ("ok", "broken", "unknown")


def _tables(data: dict[str, object], above: str) -> list[str]:
    found = []
    for key, value in data.items():
        if isinstance(value, dict):
            found.append(f"\n[{above}{key}]\n")
            found += [
                f"{k} = {json.dumps(v)}\n"
                for k, v in value.items()
                if isinstance(v, (str, int, list)) and "null" not in json.dumps(v)
            ]
            found += _tables(value, f"{above}{key}.")
    return found
