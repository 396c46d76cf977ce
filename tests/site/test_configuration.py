"""Configurations read whole: modules that import each other, choices, languages; against builds where there was one."""

# ruff: noqa: E501 - the files of small sites stand on one line

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made import front, site, verdict

from contentlint.site.paths import url_of
from contentlint.site.reading.choices import PRODUCTION, Either
from contentlint.site.reading.js import Code
from contentlint.site.reading.modules import Modules

PROBES = Path(__file__).parent / "probes"

# -- modules


def config(files: dict[str, str]) -> dict[str, Any]:
    """What the first of some files exports."""
    modules = Modules(lambda path: files.get(path, ""), files.__contains__, "", PRODUCTION)
    return modules.config(next(iter(files)))


def values(value: Any) -> list[Any]:
    """What a value can be; None for what nothing tells."""
    found = list(value.values) if isinstance(value, Either) else [value]
    return ["?" if isinstance(v, Code) else v for v in found]


@pytest.mark.parametrize(
    ("files", "base"),
    [
        ({"c.ts": "const c: Config = {\n base: `/${'x'}/`,\n};\nexport default c;"}, ["/x/"]),
        ({"c.ts": "import { base as b } from './conf/site'\nexport default { base: b }", "conf/site.ts": "export const base = '/g/' as const"}, ["/g/"]),
        ({"c.ts": "import s from './s.json' with { type: 'json' }\nexport default { base: s.base }", "s.json": '{"base": "/j/"}'}, ["/j/"]),
        ({"c.js": "const s = require('./s')\nmodule.exports = { base: s.base }", "s.js": "module.exports = { base: '/r/' }"}, ["/r/"]),
        ({"c.js": "const { base = '/d' } = require('./s')\nmodule.exports = { base }", "s.js": "exports.other = '/r/'"}, ["/d"]),
        ({"c.js": "const { base } = require('./s')\nmodule.exports = { base }", "s.js": "exports.base = '/r/'"}, ["/r/"]),
        ({"c.js": "import * as s from './all'\nexport default { base: s.base }", "all.js": "export * from './s'", "s.js": "export const base = '/s'"}, ["/s"]),
        ({"c.js": "import { x } from './all'\nexport default { base: x.base }", "all.js": "export { deep as x } from './s'", "s.js": "const deep = { base: '/s' }\nexport { deep }"}, ["/s"]),
        ({"c.js": "import { base } from '@/site'\nexport default { base }", "src/site.ts": "export const base = '/s'"}, ["/s"]),
        ({"c.js": "const a = { base: '/a' }, b = { base: '/b' };\nexport default { ...a, ...b }"}, ["/b"]),
        ({"c.js": "const a = { base: '/a' };\nexport default { base: '/z', ...a }"}, ["/a"]),
        ({"c.js": "const a = { base: '/a' };\nexport default { ...a, base: '/z', }"}, ["/z"]),
        ({"c.js": "export default { base: '/z', ...(process.env.X && { base: '/a' }) }"}, ["/z", "/a"]),
        ({"c.js": "export default { ...(process.env.X ? { base: '/a' } : {}) }"}, [None, "/a"]),
        ({"c.js": "export default defineConfig(({ mode }) => ({ base: mode === 'production' ? '/p' : '/' }))"}, ["/p"]),
        ({"c.js": "export default async function config() {\n const x = await load(() => { return { base: '/no' } })\n return { base: '/f' }\n}"}, ["/f"]),
        ({"c.js": "module.exports = async () => {\n if (process.env.A) { return { base: '/1' } }\n return { base: '/2' }\n}"}, ["/2", "/1"]),
        ({"c.js": "module.exports = (phase) => { if (process.env.NODE_ENV === 'development') { return { base: '' } } return { base: '/p' } }"}, ["/p"]),
        ({"c.js": "module.exports = Object.assign({}, require('./b'), { t: 1 })", "b.js": "module.exports = { base: '/b' }"}, ["/b"]),
        ({"c.js": "import b from './b'; export default mergeConfig(b, defineConfig({ k: 1 }))", "b.js": "export default defineConfig({ base: '/b' })"}, ["/b"]),
        ({"c.js": "export default defu({ base: '/mine' }, { base: '/preset' })"}, ["/mine"]),
        ({"c.js": "export default withA(withB({ base: '/w' }))"}, ["/w"]),
        ({"c.js": "module.exports = withMDX({ extension: /x/ })({ base: '/w' })"}, ["/w"]),
        ({"c.js": "const next = { base: '/n' }\nmodule.exports = withPlugins([[mdx, {}]], next)"}, ["/n"]),
        ({"c.ts": "export default <Config>{ base: '/c' }"}, ["/c"]),
        ({"c.ts": "export default { base: ('/c' as string) } satisfies UserConfig<Theme> as any"}, ["/c"]),
        ({"c.js": "const url = 'https://x.org/lib/'\nexport default { base: url.replace('https://x.org', '') }"}, ["/lib/"]),
        ({"c.js": "export default { base: (process.env.B || '/q/').replace(/\\/$/, '') }"}, ["/q", "?"]),
        ({"c.js": "let base = '/a'\nif (process.env.Z) { base = '/b' }\nexport default { base }"}, ["/a", "/b"]),
        ({"c.js": "const env = loadEnv(mode, process.cwd(), '')\nexport default { base: env.BASE || '/e' }"}, ["/e", "?"]),
        ({"c.js": "const config = { base: import.meta.env.BASE ?? '/i' }\nexport { config as default }"}, ["/i", "?"]),
        ({"c.js": "export { default } from './o'", "o.js": "export default { base: '/o' }"}, ["/o"]),
        ({"c.js": "module.exports = require('./o')", "o.js": "module.exports = { base: '/o' }"}, ["/o"]),
        ({"c.js": "function at() { return process.env.N === '1' ? '/one' : '/two' }\nexport default { base: at() }"}, ["/two", "/one"]),
        ({"c.js": "const k = 'base'\nexport default { [k]: '/k' }"}, ["/k"]),
        ({"c.js": "const p = { dev: '/d', prod: '/p' }\nexport default { base: p['prod'] }"}, ["/p"]),
        ({"c.ts": "const t: string = process.env.T!\nexport default { base: t !== '/x' ? '/1' : '/2' }"}, ["/1", "/2"]),
        ({"c.js": "export default { base: '/' + ['a', 'b'].join('/') + '/' }"}, ["/a/b/"]),
        ({"c.js": "import more from 'somewhere'\nexport default { base: '/z', ...more }"}, ["/z", "?"]),
        ({"c.js": "import more from 'somewhere'\nexport default { ...more, base: '/z' }"}, ["/z"]),
        ({"c.js": "const a = [1, 2], base = '/two', c = 3\nconst d = 4\nexport default { base }"}, ["/two"]),
        ({"c.js": "export default { base: fetchBase() }"}, ["?"]),
        ({"c.js": "import { base } from 'somewhere'\nexport default { base }"}, ["?"]),
    ],
)  # fmt: skip
def test_a_configuration_is_put_together_of_what_it_names(files: dict[str, str], base: list[Any]) -> None:
    assert values(config(files).get("base")) == base


def test_what_can_not_be_read_of_a_configuration_is_said() -> None:
    assert "..." in config({"c.js": "import cfg from './gone'\nexport default { ...cfg, title: 'a' }"})
    assert "..." in config({"c.js": "export default mergeConfig(preset(), { title: 'a' })"})
    assert "..." not in config({"c.js": "const a = {}; export default { ...a, ...(x && { y: 1 }), title: 'a' }"})


@pytest.mark.parametrize("text", ["export default " + "f(" * 3000, "export default " + "await " * 3000, "const a = " + "b => " * 2000, "export default { a: " * 500, "function f() { return f() }\nexport default f()", "const a = b; const b = a;\nexport default { a, b }", "export * from './c'\nexport { default } from './c'"])  # fmt: skip
def test_hostile_configurations_end(text: str) -> None:
    config({"c.js": text})


# -- Hugo: what it built


def probes() -> list[Any]:
    """The sites that Hugo built."""
    sites = json.loads((PROBES / "hugo-configuration-0.168.json").read_text("utf-8"))["sites"]
    return [pytest.param(one["files"], one["built"], id=one["name"]) for one in sites]


@pytest.mark.parametrize(("files", "built"), probes())
def test_hugo_builds_what_is_worked_out(files: dict[str, str], built: list[str]) -> None:
    made = site({f"layouts/{name}.html": "" for name in ("home", "single", "list", "term", "taxonomy")} | files)
    ours, theirs = {o for o in made.outputs if o.endswith(".html") and "/404." not in o}, {f"/{o}" for o in built}

    def is_open(output: str) -> bool:
        paths = (output, url_of(output))
        return any(gap.may_have(path) for gap in made.routes.gaps for path in paths) or any(
            rule.match(url_of(output).rstrip("/") or "/") for rule in made.redirects
        )

    assert [output for output in sorted(theirs - ours) if not is_open(output)] == []
    assert [page.path for page in made.routes.pages if page.state == "published" and page.output not in theirs] == []
    # The list of a taxonomy that was moved away by a permalink may still be taken for there.
    assert sorted(ours - theirs - {"/tags/index.html"}) == []


def test_hugo_languages_with_hosts_of_their_own_are_sites_of_their_own() -> None:
    made = site(
        {
            "hugo.yaml": "languages:\n  en:\n    baseURL: https://tea.example/\n    contentDir: content/en\n  fr:\n    baseURL: https://the.example/sub/\n    contentDir: content/fr\n",
            "content/en/about.md": front(title="About", url="/about/"),
            "content/fr/about.md": front(title="A propos", url="/about/"),
            "content/fr/seul.md": front(title="Seul"),
            "content/en/a.md": "x",
        }
    )
    assert made.duplicates() == {}
    assert made.url("content/fr/seul.md") == "/sub/seul/"
    here, there = "content/en/a.md", "content/fr/about.md"
    assert verdict(made, here, "/about/") == "ok"
    assert verdict(made, here, "/seul/") == "broken"
    assert verdict(made, here, "https://the.example/sub/seul/") == "ok"
    assert verdict(made, here, "https://the.example/seul/") == "broken"
    assert verdict(made, here, "https://tea.example/seul/") == "broken"
    assert verdict(made, there, "/sub/seul/") == "ok"
    assert verdict(made, there, "../seul/") == "ok"
    assert verdict(made, there, "/a/") == "broken"
