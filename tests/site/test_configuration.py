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


# -- sites whose configuration is put together: each was written for one way of doing it


@pytest.mark.parametrize(
    ("files", "here", "links", "urls"),
    [
    pytest.param({'mkdocs.yml': "site_name: T\nsite_url: !ENV [READTHEDOCS_CANONICAL_URL, SITE, 'https://x.org/lib/']\n", 'docs/index.md': 'x\n', 'docs/guide/a.md': 'x\n', 'docs/guide/b.md': 'x\n'}, 'docs/index.md', {'/lib/guide/a/': 'ok', '/guide/a/': 'broken', 'https://x.org/lib/guide/a/': 'ok', 'https://x.org/lib/gone/': 'broken'}, {}, id='mkdocs !ENV list'),
    pytest.param({'mkdocs.yml': 'site_name: T\nsite_url: !ENV SITE\nuse_directory_urls: !ENV [DIRS, false]\n', 'docs/index.md': 'x\n', 'docs/guide/a.md': 'x\n', 'docs/guide/b.md': 'x\n'}, 'docs/index.md', {'guide/a.html': 'ok', 'guide/a.md': 'ok'}, {}, id='mkdocs !ENV single'),
    pytest.param({'base.yml': 'site_url: https://x.org/base/\nplugins:\n  - search\nextra:\n  a: 1\nuse_directory_urls: false\n', 'site/mkdocs.yml': 'INHERIT: ../base.yml\nsite_name: T\ndocs_dir: ../docs\n', 'docs/index.md': 'x\n', 'docs/guide/a.md': 'x\n', 'docs/guide/b.md': 'x\n'}, 'docs/index.md', {'/base/guide/a.html': 'ok', '/guide/a.html': 'broken'}, {}, id='mkdocs inherit above'),
    pytest.param({'mkdocs-base.yml': 'site_url: https://x.org/base/\ndocs_dir: pages\n', 'mkdocs.yml': "INHERIT: !ENV [BASE, 'mkdocs-base.yml']\nsite_name: T\n", 'pages/index.md': 'x\n', 'pages/a.md': 'x\n'}, 'pages/index.md', {'/base/a/': 'ok', 'a.md': 'ok', 'b.md': 'broken'}, {}, id='mkdocs inherit env'),
    pytest.param({'common/mkdocs.yml': "site_url: https://x.org/\nplugins: [search, {exclude: {glob: ['guide/b.md']}}]\n", 'mkdocs.yml': 'INHERIT: common/mkdocs.yml\nsite_name: T\nplugins: [search]\n', 'docs/index.md': 'x\n', 'docs/guide/a.md': 'x\n', 'docs/guide/b.md': 'x\n'}, 'docs/index.md', {'guide/b.md': 'ok'}, {}, id='mkdocs plugins dict lists'),
    pytest.param({'mkdocs.yml': 'site_name: T\nsite_url: https://x.org/\nmarkdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n  - pymdownx.snippets:\n      base_path: !relative $config_dir\ndocs_dir: !ENV [DOCS, docs]\n', 'docs/index.md': 'x\n', 'docs/guide/a.md': 'x\n', 'docs/guide/b.md': 'x\n'}, 'docs/index.md', {'/guide/a/': 'ok', '/gone/': 'broken'}, {}, id='mkdocs tags'),
    pytest.param({'mkdocs.en.yml': 'site_name: T\nsite_url: https://x.org/en/\ndocs_dir: docs/en\nINHERIT: mkdocs.base.yml\n', 'mkdocs.de.yml': 'site_name: T\nsite_url: https://x.org/de/\ndocs_dir: docs/de\nINHERIT: mkdocs.base.yml\n', 'mkdocs.base.yml': 'theme: {name: material}\n', 'docs/en/index.md': 'x\n', 'docs/en/a.md': 'x\n', 'docs/de/index.md': 'x\n', 'docs/de/b.md': 'x\n'}, 'docs/en/index.md', {'a.md': 'ok', 'b.md': 'broken', '/en/a/': 'ok or unknown'}, {}, id='mkdocs.en.yml other names'),
    pytest.param({'config/mkdocs.yml': 'site_name: T\nsite_url: https://x.org/p/\ndocs_dir: ../docs\n', 'docs/index.md': 'x\n', 'docs/guide/a.md': 'x\n', 'docs/guide/b.md': 'x\n'}, 'docs/index.md', {'/p/guide/a/': 'ok', 'guide/c.md': 'broken'}, {}, id='mkdocs config/mkdocs.yml'),
    pytest.param({'astro.config.ts': "import { SITE } from './src/consts';\nimport { defineConfig } from 'astro/config';\nexport default defineConfig({ site: SITE.url, base: SITE.base });", 'src/consts.ts': "export const SITE = { url: 'https://x.org', base: '/lib' } as const;", 'src/pages/index.md': 'x\n', 'src/pages/a.md': 'x\n', 'package.json': '{"dependencies":{"astro":"5"}}'}, 'src/pages/index.md', {'/lib/a/': 'ok', '/a/': 'broken', 'https://x.org/lib/a/': 'ok', 'https://x.org/lib/b/': 'broken'}, {}, id='astro shared consts'),
    pytest.param({'astro.config.mjs': "const base = process.env.PUBLIC_BASE?.replace(/\\/$/, '') || '/lib';\nexport default defineConfig({ site: process.env.SITE_URL ?? 'https://x.org', base })", 'src/pages/index.md': 'x\n', 'src/pages/a.md': 'x\n', 'package.json': '{"dependencies":{"astro":"5"}}'}, 'src/pages/index.md', {'/lib/a/': 'ok', 'https://x.org/lib/b/': 'broken'}, {}, id='astro env default'),
    pytest.param({'astro.config.mjs': "import { loadEnv } from 'vite';\nconst { BASE_PATH = '/lib' } = loadEnv(process.env.NODE_ENV, process.cwd(), '');\nexport default defineConfig({ base: BASE_PATH })", 'src/pages/index.md': 'x\n', 'src/pages/a.md': 'x\n', 'package.json': '{"dependencies":{"astro":"5"}}'}, 'src/pages/index.md', {'/lib/a/': 'ok', '/lib/b/': 'broken'}, {}, id='astro loadEnv'),
    pytest.param({'astro.config.mjs': "const repo = process.env.GITHUB_REPOSITORY?.split('/')[1];\nexport default defineConfig({ base: repo ? `/${repo}/` : '/' })", 'src/pages/index.md': 'x\n', 'src/pages/a.md': 'x\n', 'package.json': '{"dependencies":{"astro":"5"}}'}, 'src/pages/index.md', {'/a/': 'ok or unknown', '/b/': 'broken or unknown'}, {}, id='astro github repo'),
    pytest.param({'astro.config.mjs': "import path from 'node:path';\nconst src = './web';\nexport default { srcDir: src, publicDir: path.join('.', 'assets') }", 'web/pages/index.md': 'x\n', 'web/pages/a.md': 'x\n', 'assets/pic.png': '', 'package.json': '{"dependencies":{"astro":"5"}}'}, 'web/pages/index.md', {'/a/': 'ok', '/pic.png': 'ok', '/b/': 'broken'}, {}, id='astro srcDir by const'),
    pytest.param({'astro.config.mjs': "const opts = { build: { format: 'file' } };\nexport default defineConfig({ ...opts, site: 'https://x.org' })", 'src/pages/index.md': 'x\n', 'src/pages/a.md': 'x\n', 'package.json': '{"dependencies":{"astro":"5"}}'}, 'src/pages/index.md', {'/a.html': 'ok', '/a': 'ok', '/b': 'broken'}, {}, id='astro trailing fmt const'),
    pytest.param({'astro.config.mjs': "import redirects from './redirects.json';\nexport default { redirects }", 'redirects.json': '{"/old":"/a"}', 'src/pages/index.md': 'x\n', 'src/pages/a.md': 'x\n', 'package.json': '{"dependencies":{"astro":"5"}}'}, 'src/pages/index.md', {'/old': 'ok', '/b': 'broken'}, {}, id='astro redirects import'),
    pytest.param({'astro.config.mjs': "import { redirects } from './redirects.mjs';\nexport default { redirects: { ...redirects, '/y': '/a' } }", 'redirects.mjs': "export const redirects = { '/old': '/a', ['/x']: '/a' }", 'src/pages/index.md': 'x\n', 'src/pages/a.md': 'x\n', 'package.json': '{"dependencies":{"astro":"5"}}'}, 'src/pages/index.md', {'/old': 'ok', '/x': 'ok', '/y': 'ok', '/b': 'broken'}, {}, id='astro redirects module'),
    pytest.param({'astro.config.mjs': 'export default {}', 'src/content.config.ts': "import { blog } from './collections/blog';\nexport const collections = { blog };", 'src/collections/blog.ts': "import { BASE } from '../consts';\nexport const blog = defineCollection({ loader: glob({ pattern: '**/*.md', base: BASE }), schema: z.object({}) });", 'src/consts.ts': "export const BASE = './src/content/posts';", 'package.json': '{"dependencies":{"astro":"5"}}', 'src/pages/blog/[id].astro': "---\nimport { getCollection } from 'astro:content';\nexport async function getStaticPaths() {\n const posts = await getCollection('blog');\n return posts.map((post) => ({ params: { id: post.id }, props: { post } }));\n}\n---\n", 'src/content/posts/one.md': '---\ntitle: One\ntags: [Tea]\n---\n\nWords.\n', 'src/content/posts/two.md': '---\ntitle: Two\n---\n\nWords.\n'}, 'src/content/posts/one.md', {'/blog/two/': 'ok', '/blog/three/': 'broken'}, {'src/content/posts/one.md': '/blog/one/'}, id='astro collection imported'),
    pytest.param({'astro.config.mjs': 'export default {}', 'src/content.config.ts': "export const collections = { blog: defineCollection({ loader: glob({ pattern: '**/*.md', base: './src/content/posts' }) }) };", 'package.json': '{"dependencies":{"astro":"5"}}', 'src/pages/tags/[tag].astro': "---\nimport { getCollection } from 'astro:content';\nexport async function getStaticPaths() {\n const posts = await getCollection('blog');\n const tags = [...new Set(posts.map((post) => post.data.tags).flat())];\n return tags.map((tag) => ({ params: { tag } }));\n}\n---\n", 'src/pages/blog/[id].astro': "---\nimport { getCollection } from 'astro:content';\nexport async function getStaticPaths() {\n const posts = await getCollection('blog');\n return posts.map((post) => ({ params: { id: post.id }, props: { post } }));\n}\n---\n", 'src/content/posts/one.md': '---\ntitle: One\ntags: [Tea]\n---\n\nWords.\n', 'src/content/posts/two.md': '---\ntitle: Two\n---\n\nWords.\n'}, 'src/content/posts/one.md', {'/tags/two/': 'broken or unknown', '/tags/Tea/': 'ok or unknown', '/blog/two/': 'ok'}, {'src/content/posts/one.md': '/blog/one/'}, id='astro tags [tag].astro in pages/tags'),
    pytest.param({'astro.config.mjs': 'export default {}', 'src/content.config.ts': "export const collections = { blog: defineCollection({ loader: glob({ pattern: '**/*.md', base: './src/content/posts' }) }) };", 'package.json': '{"dependencies":{"astro":"5"}}', 'src/pages/tags/[tag]/[...page].astro': "---\nimport { getCollection } from 'astro:content';\nimport { getUniqueTags } from '../../../utils/tags';\nexport async function getStaticPaths({ paginate }) {\n const posts = await getCollection('blog');\n const tags = getUniqueTags(posts);\n return tags.flatMap(({ tag }) => paginate(posts.filter(p => p.data.tags.includes(tag)), { params: { tag }, pageSize: 10 }));\n}\n---\n", 'src/pages/blog/[id].astro': "---\nimport { getCollection } from 'astro:content';\nexport async function getStaticPaths() {\n const posts = await getCollection('blog');\n return posts.map((post) => ({ params: { id: post.id }, props: { post } }));\n}\n---\n", 'src/content/posts/one.md': '---\ntitle: One\ntags: [Tea]\n---\n\nWords.\n', 'src/content/posts/two.md': '---\ntitle: Two\n---\n\nWords.\n'}, 'src/content/posts/one.md', {'/tags/two/': 'broken or unknown', '/tags/tea/': 'ok or unknown', '/blog/two/': 'ok'}, {'src/content/posts/one.md': '/blog/one/'}, id='astro tags paginate'),
    pytest.param({'docusaurus.config.ts': "import type {Config} from '@docusaurus/types';\nimport type * as Preset from '@docusaurus/preset-classic';\nconst docs: Preset.Options['docs'] = { routeBasePath: '/', sidebarPath: './sidebars.ts' };\nconst config: Config = { title: 't', url: 'https://x.org', baseUrl: '/lib/', presets: [['classic', { docs, blog: { routeBasePath: 'news' } } satisfies Preset.Options]] };\nexport default config;", 'docs/intro.md': 'x\n', 'docs/guide.md': 'x\n', 'blog/2024-01-01-first.md': '---\ntitle: F\nslug: first\n---\n\nWords.\n', 'package.json': '{}'}, 'docs/intro.md', {'/guide': 'ok', '/docs/guide': 'broken', '/news/first': 'ok', '/blog/first': 'broken', './guide.md': 'ok'}, {'docs/intro.md': '/lib/intro'}, id='docu ts options const'),
    pytest.param({'docusaurus.config.js': "module.exports = async function createConfigAsync() {\n const lib = await import('./lib.mjs');\n return { url: 'https://x.org', baseUrl: '/', presets: [['classic', { docs: { routeBasePath: 'guide', remarkPlugins: [lib.default] }, blog: false }]] };\n};", 'docs/intro.md': 'x\n', 'docs/guide.md': 'x\n', 'blog/2024-01-01-first.md': '---\ntitle: F\nslug: first\n---\n\nWords.\n', 'package.json': '{}'}, 'docs/intro.md', {'/guide/guide': 'ok', '/docs/guide': 'broken', '/blog/first': 'broken'}, {}, id='docu async function'),
    pytest.param({'docusaurus.config.js': "const { docsOptions } = require('./config/docs');\nmodule.exports = { url: 'https://x.org', baseUrl: '/', presets: [['@docusaurus/preset-classic', { docs: docsOptions, blog: require('./config/blog') }]] };", 'config/docs.js': "exports.docsOptions = { path: 'docs', routeBasePath: 'handbook' };", 'config/blog.js': "module.exports = { routeBasePath: 'news' };", 'docs/intro.md': 'x\n', 'docs/guide.md': 'x\n', 'blog/2024-01-01-first.md': '---\ntitle: F\nslug: first\n---\n\nWords.\n', 'package.json': '{}'}, 'docs/intro.md', {'/handbook/guide': 'ok', '/docs/guide': 'broken', '/news/first': 'ok', '/blog/first': 'broken'}, {}, id='docu options from file'),
    pytest.param({'docusaurus.config.js': "const baseUrl = process.env.BASE_URL || '/';\nfunction docsPlugin(id, extra) { return ['@docusaurus/plugin-content-docs', { id, path: id, routeBasePath: id, ...extra }]; }\nmodule.exports = { url: 'https://x.org', baseUrl, presets: ['classic'], plugins: [docsPlugin('api')] };", 'api/a.md': 'x\n', 'docs/intro.md': 'x\n', 'docs/guide.md': 'x\n', 'blog/2024-01-01-first.md': '---\ntitle: F\nslug: first\n---\n\nWords.\n', 'package.json': '{}'}, 'docs/intro.md', {'/docs/guide': 'ok', '/docs/gone': 'broken', '/api/a': 'ok or unknown'}, {}, id='docu plugins by fn'),
    pytest.param({'docusaurus.config.js': "module.exports = { url: 'https://x.org', baseUrl: '/', presets: [['classic', { docs: { routeBasePath: process.env.ROOT ? '/' : 'docs' } }]] };", 'docs/intro.md': 'x\n', 'docs/guide.md': 'x\n', 'blog/2024-01-01-first.md': '---\ntitle: F\nslug: first\n---\n\nWords.\n', 'package.json': '{}'}, 'docs/intro.md', {'/docs/guide': 'ok or unknown', '/docs/gone': 'broken or unknown'}, {}, id='docu env choose route'),
    pytest.param({'docusaurus.config.ts': "const isPreview = process.env.NETLIFY === 'true';\nconst config = { url: isPreview ? 'https://p.netlify.app' : 'https://x.org', baseUrl: isPreview ? '/' : '/lib/', presets: [['classic', {}]] };\nexport default config;", 'docs/intro.md': 'x\n', 'docs/guide.md': 'x\n', 'blog/2024-01-01-first.md': '---\ntitle: F\nslug: first\n---\n\nWords.\n', 'package.json': '{}'}, 'docs/intro.md', {'/docs/guide': 'ok', 'https://x.org/lib/docs/guide': 'ok', 'https://x.org/lib/docs/gone': 'broken'}, {}, id='docu baseUrl neighbours'),
    pytest.param({'.vitepress/config/index.ts': "import { defineConfig } from 'vitepress'\nimport { shared } from './shared'\nimport { en } from './en'\nimport { zh } from './zh'\nexport default defineConfig({\n  ...shared,\n  locales: { root: { label: 'English', ...en }, zh: { label: '中', ...zh } }\n})", '.vitepress/config/shared.ts': "import { defineConfig } from 'vitepress'\nexport const shared = defineConfig({ base: '/lib/', cleanUrls: true, rewrites: { 'en/:rest*': ':rest*' }, sitemap: { hostname: 'https://x.org/lib/' } })", '.vitepress/config/en.ts': "export const en = defineConfig({ lang: 'en' })", '.vitepress/config/zh.ts': "export const zh = defineConfig({ lang: 'zh' })", 'en/more.md': 'x\n', 'index.md': 'x\n', 'guide.md': 'x\n', 'zh/index.md': 'x\n', 'zh/guide.md': 'x\n', 'package.json': '{}'}, 'index.md', {'/more': 'ok', '/en/more': 'broken', '/zh/guide': 'ok', 'https://x.org/lib/zh/guide': 'ok', 'https://x.org/lib/zh/gone': 'broken', 'https://x.org/zh/guide': 'broken'}, {}, id='vp locales files'),
    pytest.param({'.vitepress/config.mts': "import a from './a'\nimport b from './b.mts'\nexport default defineConfig({ ...a, ...b, title: 'x' })", '.vitepress/a.ts': "export default { base: '/one/' , srcExclude: ['zh/**'] }", '.vitepress/b.mts': "export default { base: '/two/', sitemap: { hostname: 'https://x.org' } }", 'index.md': 'x\n', 'guide.md': 'x\n', 'zh/index.md': 'x\n', 'zh/guide.md': 'x\n', 'package.json': '{}'}, 'index.md', {'https://x.org/two/guide': 'ok', '/zh/guide': 'broken'}, {}, id='vp two spreads'),
    pytest.param({'.vitepress/config.mts': "import { withMermaid } from 'vitepress-plugin-mermaid'\nexport default withMermaid(defineConfig({ base: process.env.VP_BASE ?? '/lib/', srcDir: 'src', sitemap: { hostname: 'https://x.org' } }))", 'src/index.md': 'x\n', 'src/guide.md': 'x\n'}, 'src/index.md', {'/guide': 'ok', '/gone': 'broken', 'https://x.org/lib/guide': 'ok'}, {}, id='vp mermaid wrapper'),
    pytest.param({'.vitepress/config.js': "export default async () => { const x = await f(); return defineConfig({ base: '/lib/', srcExclude: ['**/zh/**'], sitemap: { hostname: 'https://x.org' } }) }", 'index.md': 'x\n', 'guide.md': 'x\n', 'zh/index.md': 'x\n', 'zh/guide.md': 'x\n', 'package.json': '{}'}, 'index.md', {'/zh/guide': 'broken', 'https://x.org/lib/guide': 'ok', 'https://x.org/lib/gone': 'broken'}, {}, id='vp async fn'),
    pytest.param({'.vitepress/config.ts': "import { getThemeConfig } from '@sugarat/theme/node'\nconst blogTheme = getThemeConfig({ author: 'm' })\nexport default defineConfig({ extends: blogTheme, base: '/lib/', sitemap: { hostname: 'https://x.org' } })", 'index.md': 'x\n', 'guide.md': 'x\n', 'zh/index.md': 'x\n', 'zh/guide.md': 'x\n', 'package.json': '{}'}, 'index.md', {'/guide': 'ok', 'https://x.org/lib/guide': 'ok'}, {}, id='vp theme config fn'),
    pytest.param({'next.config.mjs': "import createMDX from '@next/mdx'\nconst nextConfig = { pageExtensions: ['mdx'], basePath: '/lib' }\nconst withMDX = createMDX({ extension: /\\.mdx?$/ })\nexport default withMDX(nextConfig)", 'pages/index.mdx': 'x\n', 'pages/a.mdx': 'x\n', 'package.json': '{"dependencies":{"next":"14"}}'}, 'pages/index.mdx', {'/lib/a': 'ok', '/a': 'broken', '/lib/b': 'broken'}, {}, id='next withMDX curried'),
    pytest.param({'next.config.js': "const { PHASE_DEVELOPMENT_SERVER } = require('next/constants')\nmodule.exports = (phase, { defaultConfig }) => {\n  if (phase === PHASE_DEVELOPMENT_SERVER) {\n    return { ...defaultConfig, basePath: '' }\n  }\n  return { basePath: '/lib' }\n}", 'pages/index.mdx': 'x\n', 'pages/a.mdx': 'x\n', 'package.json': '{"dependencies":{"next":"14"}}'}, 'pages/index.mdx', {'/lib/a': 'ok', '/a': 'broken'}, {}, id='next phase fn'),
    pytest.param({'next.config.ts': "const isProd = process.env.NODE_ENV === 'production'\nconst repo = 'lib'\nconst nextConfig: NextConfig = { output: 'export', basePath: isProd ? `/${repo}` : undefined }\nexport default nextConfig", 'pages/index.mdx': 'x\n', 'pages/a.mdx': 'x\n', 'package.json': '{"dependencies":{"next":"14"}}'}, 'pages/index.mdx', {'/lib/a': 'ok', '/a': 'broken'}, {}, id='next isProd var'),
    pytest.param({'next.config.js': "const base = require('./next.base')\nmodule.exports = Object.assign({}, base, { trailingSlash: true })", 'next.base.js': "module.exports = { basePath: '/lib' }", 'pages/index.mdx': 'x\n', 'pages/a.mdx': 'x\n', 'package.json': '{"dependencies":{"next":"14"}}'}, 'pages/index.mdx', {'/lib/a/': 'ok', '/a/': 'broken'}, {}, id='next assign'),
    pytest.param({'eleventy.config.js': "import { HtmlBasePlugin } from '@11ty/eleventy';\nexport default function (eleventyConfig) {\n  eleventyConfig.addPlugin(HtmlBasePlugin);\n  eleventyConfig.addPassthroughCopy({ 'static': '/' });\n}\nexport const config = { pathPrefix: process.env.PREFIX || '/lib/', dir: { input: 'src' } };", 'src/a.md': 'x\n', 'src/index.md': 'x\n', 'static/x.png': ''}, 'src/index.md', {'/a/': 'ok', '/b/': 'broken', '/x.png': 'ok'}, {}, id='11ty config export'),
    pytest.param({'.eleventy.js': "const dirs = { input: 'content', output: 'out' };\nconst prefix = '/lib';\nmodule.exports = (eleventyConfig) => {\n  return { dir: dirs, pathPrefix: prefix };\n};", 'content/a.md': 'x\n', 'content/index.md': 'x\n'}, 'content/index.md', {'/lib/a/': 'ok', '/a/': 'broken'}, {}, id='11ty dir const'),
    pytest.param({'.eleventy.js': "const { PREFIX, DIR } = require('./_config/site');\nmodule.exports = function (c) { c.setPathPrefix ; return { pathPrefix: PREFIX, dir: { ...DIR, includes: '_inc' } } };", '_config/site.js': "module.exports = { PREFIX: '/lib/', DIR: { input: 'content' } };", 'content/a.md': 'x\n', 'content/index.md': 'x\n', 'content/_inc/z.md': 'x\n'}, 'content/index.md', {'/lib/a/': 'ok', '/a/': 'broken', '/lib/z/': 'broken'}, {}, id='11ty require consts'),
    pytest.param({'eleventy.config.mjs': "const base = process.env.BASE ?? '/lib/';\nexport default async (c) => {\n c.setPathPrefix(base);\n c.setInputDirectory('src');\n};", 'src/a.md': 'x\n', 'src/index.md': 'x\n'}, 'src/index.md', {'/lib/a/': 'ok'}, {}, id='11ty set by call'),
    pytest.param({'.eleventy.js': "module.exports = c => { c.addCollection('tagList', api => [...new Set(api.getAll().flatMap(i => i.data.tags || []))]); };", 'tags.njk': '---\npagination:\n  data: collections.tagList\n  size: 1\n  alias: tag\npermalink: /tags/{{ tag | slugify }}/\n---\n', 'posts/a.md': '---\ntitle: A\ntags: [Tea Pot]\n---\n\nWords.\n', 'posts/b.md': '---\ntitle: B\n---\n\nWords.\n'}, 'posts/a.md', {'/tags/tea-pot/': 'ok or unknown', '/posts/b/': 'ok', '/posts/c/': 'broken', '/tags/zzz/': 'broken or unknown'}, {}, id='11ty tagList pages'),
    pytest.param({'.eleventy.js': 'module.exports = c => {};', '_data/site.js': "module.exports = { url: process.env.URL || 'https://notes.example.net' };", 'a.md': 'x\n', 'b.md': 'x\n'}, 'a.md', {'https://notes.example.net/b/': 'ok', 'https://notes.example.net/c/': 'broken'}, {}, id='11ty host data js'),
    pytest.param({'.eleventy.js': 'module.exports = c => {};', '_data/metadata.json': '{"title":"x","url":"https://notes.example.net/"}', 'a.md': 'x\n', 'b.md': 'x\n'}, 'a.md', {'https://notes.example.net/b/': 'ok', 'https://notes.example.net/c/': 'broken'}, {}, id='11ty host metadata json'),
    pytest.param({'.eleventy.js': "const yaml=require('js-yaml');module.exports = c => { c.addDataExtension('yaml', t => yaml.load(t)); };", '_data/meta.yaml': 'domain: notes.example.net\n', 'a.md': 'x\n', 'b.md': 'x\n'}, 'a.md', {'https://notes.example.net/b/': 'ok', 'https://notes.example.net/c/': 'broken'}, {}, id='11ty host yaml domain'),
    pytest.param({'hugo.toml': "baseURL='https://x.org/'\n", 'content/new.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n', 'package.json': '{"scripts":{"build":"hugo && cp _redirects.prod public/_redirects"}}', '_redirects.prod': '/old/* /new/ 301\n'}, 'content/new.md', {'/old/': 'ok or unknown', '/old/x': 'ok or unknown', '/nope/': 'broken'}, {}, id='redirects cp in package.json'),
    pytest.param({'hugo.toml': "baseURL='https://x.org/'\n", 'content/new.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n', 'package.json': '{"scripts":{"postbuild":"copyfiles -f deploy/_redirects public"}}', 'deploy/_redirects': '/old/ /new/ 301\n'}, 'content/new.md', {'/old/': 'ok or unknown', '/nope/': 'broken'}, {}, id='redirects copyfiles'),
    pytest.param({'hugo.toml': "baseURL='https://x.org/'\n", 'content/new.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n', 'scripts/post.mjs': "import { copyFileSync } from 'node:fs';\ncopyFileSync('redirects.txt', 'public/_redirects');\n", 'redirects.txt': '/old/ /new/ 301\n'}, 'content/new.md', {'/old/': 'ok or unknown', '/nope/': 'broken'}, {}, id='redirects cpSync node'),
    pytest.param({'netlify.toml': "[build]\nbase='site'\npublish='public'\n[[redirects]]\nfrom='/old/*'\nto='/new/'\n", 'site/layouts/home.html': 'x', 'site/layouts/single.html': 'x', 'site/layouts/list.html': 'x', 'site/layouts/term.html': 'x', 'site/layouts/taxonomy.html': 'x', 'site/hugo.toml': "baseURL='https://x.org/'\n", 'site/content/new.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n'}, 'site/content/new.md', {'/old/': 'ok or unknown', '/nope/': 'broken'}, {}, id='netlify in root, site below'),
    pytest.param({'src/pages/index.md': 'x\n', 'src/pages/a.md': 'x\n', 'package.json': '{"dependencies":{"astro":"5"}}', 'astro.config.mjs': 'export default {}', 'public/_redirects': '/old /a 301\n/blog/* /a 301\n'}, 'src/pages/index.md', {'/old': 'ok', '/blog/x': 'ok', '/b': 'broken'}, {}, id='public/_redirects astro'),
    pytest.param({'.eleventy.js': "module.exports = c => { c.addPassthroughCopy('src/_redirects'); return {dir:{input:'src'}} };", 'src/_redirects': '/old /a/\n', 'src/a.md': 'x\n', 'src/index.md': 'x\n'}, 'src/index.md', {'/old': 'ok', '/b/': 'broken'}, {}, id='11ty passthrough _redirects'),
    pytest.param({'.eleventy.js': "module.exports = c => { c.addPassthroughCopy({'config/redirects.txt': '_redirects'}); return {dir:{input:'src'}} };", 'config/redirects.txt': '/old /a/\n', 'src/a.md': 'x\n', 'src/index.md': 'x\n'}, 'src/index.md', {'/old': 'ok or unknown', '/b/': 'broken'}, {}, id='11ty passthrough renamed'),
    pytest.param({'hugo.toml': "baseURL='https://x.org/'\n", 'content/new.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n', 'Makefile': 'build:\n\thugo\n\tmv public/_redirects_live public/_redirects\n', 'static/_redirects_live': '/old/ /new/ 302\n'}, 'content/new.md', {'/old/': 'ok or unknown', '/nope/': 'broken'}, {}, id='makefile mv'),
    pytest.param({'hugo.toml': "baseURL='https://x.org/'\n", 'content/new.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n', '.github/workflows/d.yml': 'jobs:\n  b:\n    steps:\n      - run: cp config/vercel.prod.json vercel.json\n', 'config/vercel.prod.json': '{"redirects":[{"source":"/old","destination":"/new/"}]}'}, 'content/new.md', {'/old': 'ok or unknown', '/nope/': 'broken'}, {}, id='vercel via cp'),
    pytest.param({'hugo.toml': "baseURL='https://x.org/'\n", 'content/new.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n', 'build.sh': 'OUT=public\nhugo\ncp deploy/cf_redirects "$OUT/_redirects"\n', 'deploy/cf_redirects': '/old/ /new/ 302\n'}, 'content/new.md', {'/old/': 'ok or unknown', '/nope/': 'broken'}, {}, id='sh var dest'),
    pytest.param({'hugo.toml': "baseURL='https://x.org/'\n", 'content/new.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n', 'build.sh': 'hugo\ncat redirects/*.txt > public/_redirects\n', 'redirects/a.txt': '/old/ /new/ 302\n'}, 'content/new.md', {'/old/': 'ok or unknown', '/nope/': 'broken or unknown'}, {}, id='sh cat append'),
    pytest.param({'_config.yml': 'title: t\nurl: https://dev.org\n', '_config.prod.yml': 'url: https://x.org\nbaseurl: /lib\n', 'package.json': '{"scripts":{"build":"bundle exec jekyll build --config _config.yml,_config.prod.yml"}}', '_posts/2024-01-01-one.md': '---\ntitle: One\nlayout: post\n---\n\nWords.\n', 'about.md': '---\ntitle: About\n---\n\nWords.\n', '_layouts/post.html': 'x'}, 'about.md', {'/lib/about': 'ok or unknown', 'https://x.org/lib/about.html': 'ok', 'https://x.org/lib/gone.html': 'broken or unknown', '/2024/01/01/one.html': 'broken or unknown'}, {}, id='jekyll two configs in script'),
    pytest.param({'_config.yml': 'title: t\n', '_config_production.yml': 'url: https://x.org\nbaseurl: /lib\n', '.github/workflows/b.yml': 'steps:\n - run: bundle exec jekyll build --config _config.yml,_config_production.yml\n', '_posts/2024-01-01-one.md': '---\ntitle: One\nlayout: post\n---\n\nWords.\n', 'about.md': '---\ntitle: About\n---\n\nWords.\n', '_layouts/post.html': 'x'}, 'about.md', {'/lib/about.html': 'ok or unknown', '/about.html': 'broken or unknown'}, {}, id='jekyll two configs workflow'),
    pytest.param({'pelicanconf.py': 'import os\nSITEURL = os.environ.get(\'SITEURL\', \'https://x.org/lib\')\nARTICLE_URL = f"{os.getenv(\'ROOT\', \'posts\')}/{{slug}}/"\nARTICLE_SAVE_AS = ARTICLE_URL + \'index.html\'\n', 'content/one.md': 'Title: One\nDate: 2024-01-02\n\nx', 'content/two.md': 'Title: Two\nDate: 2024-01-02\n\nx'}, 'content/one.md', {'https://x.org/lib/posts/two/': 'ok', 'https://x.org/lib/two.html': 'broken', '{filename}two.md': 'ok'}, {}, id='pelican env'),
    pytest.param({'pelicanconf.py': "SITEURL = ''\nRELATIVE_URLS = True\nARTICLE_URL='{slug}/'\nARTICLE_SAVE_AS='{slug}/index.html'\n", 'publishconf.py': "import os, sys\nsys.path.append(os.curdir)\nfrom pelicanconf import *\nSITEURL = os.environ.get('URL') or 'https://x.org'\nRELATIVE_URLS = False\n", 'content/one.md': 'Title: One\nDate: 2024-01-02\n\nx', 'content/two.md': 'Title: Two\nDate: 2024-01-02\n\nx'}, 'content/one.md', {'https://x.org/two/': 'ok', 'https://x.org/three/': 'broken'}, {}, id='pelican publishconf'),
    pytest.param({'pelicanconf.py': "import os\nSITEURL = 'https://x.org' if os.environ.get('PROD') else 'http://localhost:8000'\nPATH='content'\n", 'content/one.md': 'Title: One\nDate: 2024-01-02\n\nx', 'content/two.md': 'Title: Two\nDate: 2024-01-02\n\nx'}, 'content/one.md', {'https://x.org/two.html': 'ok', 'https://x.org/three.html': 'broken'}, {}, id='pelican conditional'),
    pytest.param({'config/_default/hugo.toml': "baseURL='https://x.org/'\ndefaultContentLanguage='en'\ndefaultContentLanguageInSubdir=true\n", 'config/_default/languages.toml': '[en]\nweight=1\n[de]\nweight=2\n', 'config/_default/taxonomies.toml': "topic='topics'\n", 'content/a.en.md': '---\ntitle: A\ntopics: [Open Data, Über]\n---\n\nWords.\n', 'content/a.de.md': '---\ntitle: A\ntopics: [Offene Daten]\n---\n\nWords.\n'}, 'content/a.en.md', {'/en/topics/open-data/': 'ok', '/en/topics/über/': 'ok', '/de/topics/open-data/': 'broken', '/de/topics/offene-daten/': 'ok', '/en/tags/': 'broken', '/en/a/': 'ok'}, {}, id='hugo tax lang toml'),
    pytest.param({'config/_default/config.yaml': 'baseURL: http://localhost/\npermalinks:\n  post: /:year/:slug/\n', 'config/production/config.yaml': 'baseURL: https://x.org/lib/\n', 'content/post/p.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n', 'content/post/q.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n'}, 'content/post/p.md', {'/lib/2024/p/': 'ok', 'https://x.org/lib/2024/p/': 'ok', '/2024/p/': 'broken or unknown', '/lib/post/p/': 'broken'}, {}, id='hugo yaml conf prod'),
    pytest.param({'hugo.toml': "baseURL='https://x.org/'\n[permalinks]\npost='/:year/:month/:contentbasename/'\n", 'content/post/p.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n', 'content/post/q.md': '---\ntitle: P\ntags: [Tea Pot, R]\ndate: 2024-03-05\n---\n\nWords.\n'}, 'content/post/p.md', {'/2024/03/q/': 'ok', '/tags/tea-pot/': 'ok', '/tags/r/': 'ok', '/tags/Tea-Pot/': 'broken', '/tags/tea/': 'broken'}, {}, id='hugo env var base'),
    pytest.param({'hugo.toml': "defaultContentLanguage='en'\n[languages.en]\nbaseURL='https://en.x.org/'\n[languages.de]\nbaseURL='https://de.x.org/'\n", 'content/a.en.md': '---\ntitle: A\n---\n\nWords.\n', 'content/a.de.md': '---\ntitle: A\n---\n\nWords.\n', 'content/nur.de.md': '---\ntitle: N\n---\n\nWords.\n'}, 'content/a.en.md', {'/a/': 'ok', '/nur/': 'broken', 'https://de.x.org/nur/': 'ok', 'https://en.x.org/nur/': 'broken'}, {'content/nur.de.md': '/nur/'}, id='hugo lang hosts toml'),
    pytest.param({'hugo.toml': "baseURL='https://x.org/'\n[languages.en]\n[languages.de]\n[languages.de.permalinks.term]\ntags='/schlagwort/:slug/'\n", 'content/a.en.md': '---\ntitle: A\ntags: [Tea]\n---\n\nWords.\n', 'content/a.de.md': '---\ntitle: A\ntags: [Tee]\n---\n\nWords.\n'}, 'content/a.en.md', {'/tags/tea/': 'ok', '/de/schlagwort/tee/': 'ok', '/de/tags/tee/': 'broken', '/schlagwort/tea/': 'broken', '/en/': 'ok'}, {}, id='hugo lang perm + terms'),
    pytest.param({'astro.config.mjs': 'export default {}', 'src/content.config.ts': "export const collections = { blog: defineCollection({ loader: glob({ pattern: '**/*.md', base: './src/content/posts' }) }) };", 'package.json': '{"dependencies":{"astro":"5"}}', 'src/pages/blog/[id].astro': "---\nimport { getCollection } from 'astro:content';\nexport async function getStaticPaths() {\n const posts = await getCollection('blog');\n return posts.map((post) => ({ params: { id: post.id }, props: { post } }));\n}\n---\n", 'src/content/posts/one.md': '---\ntitle: One\ntags: [Tea]\n---\n\nWords.\n', 'src/content/posts/two.md': '---\ntitle: Two\n---\n\nWords.\n', 'src/pages/authors/[author].astro': "---\nexport async function getStaticPaths() {\n const posts = await getCollection('blog');\n return Array.from(new Set(posts.map(p => p.data.author))).map(author => ({ params: { author } }));\n}\n---\n"}, 'src/content/posts/one.md', {'/authors/two/': 'broken or unknown', '/blog/two/': 'ok'}, {'src/content/posts/two.md': '/blog/two/'}, id='astro author route'),
    pytest.param({'astro.config.mjs': 'export default {}', 'src/content.config.ts': "export const collections = { blog: defineCollection({ loader: glob({ pattern: '**/*.md', base: './src/content/posts' }) }) };", 'package.json': '{"dependencies":{"astro":"5"}}', 'src/pages/blog/[id].astro': "---\nimport { getCollection } from 'astro:content';\nexport async function getStaticPaths() {\n const posts = await getCollection('blog');\n return posts.map((post) => ({ params: { id: post.id }, props: { post } }));\n}\n---\n", 'src/content/posts/one.md': '---\ntitle: One\ntags: [Tea]\n---\n\nWords.\n', 'src/content/posts/two.md': '---\ntitle: Two\n---\n\nWords.\n', 'src/pages/archive/[year].astro': "---\nexport async function getStaticPaths() {\n const posts = await getCollection('blog');\n const years = [...new Set(posts.map(p => p.data.date.getFullYear()))];\n return years.map((y) => ({ params: { year: String(y) } }));\n}\n---\n"}, 'src/content/posts/one.md', {'/archive/two/': 'broken or unknown', '/blog/two/': 'ok'}, {'src/content/posts/two.md': '/blog/two/'}, id='astro year route'),
    pytest.param({'astro.config.mjs': 'export default {}', 'src/content.config.ts': "export const collections = { blog: defineCollection({ loader: glob({ pattern: '**/*.md', base: './src/content/posts' }) }) };", 'package.json': '{"dependencies":{"astro":"5"}}', 'src/content/posts/one.md': '---\ntitle: One\ntags: [Tea]\n---\n\nWords.\n', 'src/content/posts/two.md': '---\ntitle: Two\n---\n\nWords.\n', 'src/pages/[slug].astro': "---\nexport async function getStaticPaths() {\n const posts = await getCollection('blog');\n return posts.map(({ id, data }) => ({ params: { slug: data.permalink ?? id }, props: { data } }));\n}\n---\n"}, 'src/content/posts/one.md', {'/two/': 'ok or unknown', '/tags/': 'broken or unknown'}, {}, id='astro only listing'),
    pytest.param({'docs/guide/intro.md': 'x\n', 'docs/guide/b.md': 'x\n', 'web/docusaurus.config.ts': "import path from 'node:path';\nconst docsPath = path.resolve(__dirname, '../docs/guide');\nexport default { url: 'https://x.org', baseUrl: '/', presets: [['classic', { docs: { path: docsPath, routeBasePath: '/' }, blog: false }]] };", 'web/package.json': '{}'}, 'docs/guide/intro.md', {'./b.md': 'ok', './c.md': 'broken', '/b': 'ok', '/docs/b': 'broken'}, {}, id='docu docs beside two'),
    ],
)  # fmt: skip
def test_sites_by_their_configuration(
    files: dict[str, str], here: str, links: dict[str, str], urls: dict[str, str]
) -> None:
    made = site(files)
    found = {target: verdict(made, here, target).partition(":")[0] for target in links}
    assert {
        target: found[target] for target, wanted in links.items() if found[target] not in wanted.split(" or ")
    } == {}
    assert {path: made.url(path) for path in urls} == urls


# -- JavaScript: what Node made of it


def runs() -> list[Any]:
    """The configurations that were run."""
    found = json.loads((PROBES / "javascript-configurations.json").read_text("utf-8"))["configurations"]
    return [pytest.param(one["files"], one["gives"], id=str(n)) for n, one in enumerate(found)]


@pytest.mark.parametrize(("files", "gives"), runs())
def test_what_is_read_of_a_configuration_is_what_it_gives(files: dict[str, str], gives: dict[str, Any]) -> None:
    read = config(files)
    for key, value in gives.items():
        found = values(read[key]) if key in read else ["?"] if "..." in read or not read else []
        assert value in found or "?" in found, (key, value, found)


def test_most_of_what_configurations_give_is_read() -> None:
    wanted = [(config(case.values[0]), case.values[1]) for case in runs()]  # type: ignore[arg-type]
    read = [values(made.get(key)) == [value] for made, gives in wanted for key, value in gives.items()]
    assert sum(read) >= 0.75 * len(read)


def test_a_command_that_builds_the_site_in_another_folder_says_nothing_of_this_one() -> None:
    files = {
        "_config.yml": "title: A\nbaseurl: /a\nplugins: [jekyll-feed]\n",
        "docs/_config.yml": "title: B\nbaseurl: /b\nsource: docs\n",
        "package.json": '{"scripts": {"demo": "jekyll build --config ./docs/_config.yml"}}',
        "_posts/2026-01-01-a.md": "---\ntitle: A\n---\n",
    }
    made = site(files)
    assert made.base == "/a" and made.page("_posts/2026-01-01-a.md") is not None


JEKYLL_IN_FOLDERS = [
    # What a build names is what holds; the name of the folder alone makes no site.
    ({"_config/base.yml": "baseurl: /b\n", "_config/dev.yml": "baseurl: /d\n", "Gemfile": "gem 'jekyll'\n"}, "/b"),
    (
        {
            "config/jekyll.yml": "baseurl: /one\n",
            "config/jekyll/live.yml": "baseurl: /live\n",
            "Rakefile": 'sh "bundle exec jekyll build --config config/jekyll.yml,config/jekyll/live.yml"\n',
            "_layouts/post.html": "x",
        },
        "/live",
    ),
    (
        {  # a site for each language, of which the posts of one are here
            "_config/default.yml": "permalink: /:title/\n",
            "_config/tea.de.yml": "url: https://de.example\ncollections_dir: collections/de\nbaseurl: /de\n",
            "_config/tea.en.yml": "collections_dir: collections/en\nbaseurl: /en\n",
            "collections/en/_posts/2026-01-02-b.md": "---\ntitle: B\n---\n",
        },
        "/en",
    ),
]


@pytest.mark.parametrize(("files", "base"), JEKYLL_IN_FOLDERS)
def test_jekyll_with_its_configuration_in_a_folder(files: dict[str, str], base: str) -> None:
    made = site({"_posts/2026-01-01-a.md": "---\ntitle: A\n---\n", **files})
    assert (made.generator, made.base, "de.example" in made.hosts) == ("jekyll", base, False)


def test_a_folder_called_config_makes_no_jekyll() -> None:
    made = site({"_config/model.yaml": "theme: dark\n", "config/jekyll.yml": "baseurl: /a\n", "docs/a.md": "# A\n"})
    assert made.generator == "plain"
