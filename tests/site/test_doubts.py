"""What a site's links together say of its model: doubts are warnings, what worked before is an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import git, run, write

from contentlint.site import MemoryTree, Site, SiteSettings, only

NAMES = ("green", "black", "white", "red", "oolong", "mint")


def site(links: dict[str, str], names: tuple[str, ...] = NAMES, config: str = "", **settings: Any) -> Site:
    """A Hugo site with a post for each name, and posts with links."""
    files = {f"content/posts/{name}.md": f"---\ntitle: {name}\n---\n\n## Part\n" for name in names}
    files |= {f"content/notes/{name}.md": f"---\ntitle: {name}\n---\n\n{text}\n" for name, text in links.items()}
    made = {"hugo.toml": f'baseURL = "https://tea.example/"\n{config}', **files}
    return only(MemoryTree(made), SiteSettings(**settings) if settings else None)


def to(folder: str, names: tuple[str, ...] = NAMES) -> str:
    return " ".join(f"[{name}]({folder}/{name}/)" for name in names)


HERE = "content/notes/one.md"


def verdicts(made: Site, *targets: str) -> list[str]:
    return [made.resolve(HERE, target).verdict for target in targets]


def test_one_link_that_leads_nowhere_is_broken_though_the_post_is_elsewhere() -> None:
    made = site({"one": to("/posts") + " [old](/blog/green/)"})
    assert verdicts(made, "/blog/green/") == ["broken"]
    assert made.verdicts.doubts.all == []


def test_links_that_agree_on_another_folder_put_the_model_in_doubt() -> None:
    made = site({"one": to("/blog"), "two": "[gone](/blog/gone/)"})
    assert verdicts(made, "/blog/green/", "/blog/gone/", "/posts/gone/") == ["unknown", "unknown", "broken"]
    (doubt,) = made.verdicts.doubts.all
    assert (doubt.links, doubt.example, doubt.path) == (6, "/blog/black/", HERE)
    assert "content/posts/" in doubt.why
    assert "/blog/" in doubt.why


def test_links_that_follow_the_model_outweigh_as_many_that_do_not() -> None:
    made = site({"one": to("/blog"), "two": to("/posts")})
    assert verdicts(made, "/blog/green/") == ["broken"]


def test_names_made_by_another_rule_are_in_doubt() -> None:
    names = ("Green Tea", "Black Tea", "White Tea")
    made = site({"one": "[g](/posts/Green%20Tea/) [b](/posts/Black%20Tea/) [n](/posts/Nothing/)"}, names)
    assert verdicts(made, "/posts/Green%20Tea/", "/posts/Nothing/") == ["unknown", "broken"]


def test_a_slug_that_the_links_follow_by_the_title_is_in_doubt() -> None:
    files = {
        "hugo.toml": "baseURL = '/'",
        "content/posts/p1.md": "---\ntitle: How to brew\n---\n",
        "content/posts/p2.md": "---\ntitle: How to drink\n---\n",
        HERE: "---\ntitle: N\n---\n\n[a](/posts/how-to-brew/) [b](/posts/how-to-drink/)\n",
    }
    assert verdicts(only(MemoryTree(files)), "/posts/how-to-brew/") == ["unknown"]


def test_a_base_path_that_no_link_has_is_in_doubt() -> None:
    files = {"hugo.toml": 'baseURL = "https://tea.example/shop/"', "content/a.md": "x", HERE: "[a](/a/)"}
    made = only(MemoryTree(files))
    assert verdicts(made, "/a/", "/shop/a/", "/shop/b/") == ["unknown", "ok", "broken"]
    with_base = only(MemoryTree({**files, "content/b.md": "[a](/shop/a/) [one](/shop/notes/one/)"}))
    assert verdicts(with_base, "/a/") == ["broken"]


def test_a_finished_build_leaves_no_doubt() -> None:
    made = only(
        MemoryTree({"hugo.toml": "", "public/posts/a/index.html": "", "content/posts/a.md": "", HERE: to("/blog")}),
        SiteSettings(output="public"),
    )
    assert verdicts(made, "/blog/green/") == ["broken"]


def test_ids_that_follow_another_rule_are_in_doubt() -> None:
    post = "---\ntitle: T\n---\n\n## Green_Tea & Co\n\n## Red_Tea & Co\n"
    links = "[a](/posts/t/#green_tea--co) [b](/posts/t/#red_tea--co) [c](/posts/t/#nothing)"
    files = {"hugo.toml": "baseURL = '/'", "content/posts/t.md": post, HERE: links}
    github = only(MemoryTree(files))
    assert verdicts(github, "/posts/t/#green_tea--co", "/posts/t/#nothing") == ["ok", "broken-anchor"]
    ascii_ids = {**files, "hugo.toml": "baseURL = '/'\n[markup.goldmark.parser]\nautoHeadingIDType = 'blackfriday'"}
    other = only(MemoryTree(ascii_ids))
    assert verdicts(other, "/posts/t/#green_tea--co", "/posts/t/#nothing") == ["unknown", "broken-anchor"]


def test_no_fix_comes_from_a_site_in_doubt() -> None:
    names = (*NAMES, "iced-tea")
    sure = site({"one": to("/posts") + " [x](/old/iced-tea/)"}, names)
    assert sure.suggest(HERE, "/old/iced-tea/").sure  # type: ignore[union-attr]
    doubted = site({"one": to("/blog") + " [x](/old/iced-tea/)"}, names)
    found = doubted.suggest(HERE, "/old/iced-tea/")
    assert found is None or not found.sure


@given(st.sets(st.sampled_from(NAMES), min_size=1), st.sets(st.sampled_from(NAMES)))
def test_a_link_is_in_doubt_only_where_more_links_speak_against_the_model(other: set[str], model: set[str]) -> None:
    made = site({"one": to("/blog", tuple(sorted(other))), "two": to("/posts", tuple(sorted(model)))})
    doubted = len(other) > max(1, len(model))
    assert verdicts(made, f"/blog/{min(other)}/") == ["unknown" if doubted else "broken"]


# -- in a run


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose posts link to each other, all of it committed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / ".cache"))
    write("hugo.toml", 'baseURL = "https://tea.example/"\n')
    for number, name in enumerate(NAMES):
        other = NAMES[number - 1]
        write(f"content/posts/{name}.md", f"---\ntitle: {name}\n---\n\nSee [it](/posts/{other}/).\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "all")
    return tmp_path


def check(*arguments: str) -> tuple[int, list[tuple[str, str]], Any]:
    result = run("check", "--select", "links", "--ignore", "orphan-post", "--format", "json", *arguments)
    told = json.loads(result.stdout)
    return result.exit_code, [(f["rule"], f["severity"]) for f in told["findings"]], told


def test_a_group_that_broke_whole_is_one_warning_with_its_count(blog: Path) -> None:
    write("hugo.toml", 'baseURL = "https://tea.example/"\n[permalinks]\nposts = "/tea/:slug/"\n')
    code, found, told = check()
    assert (code, found) == (0, [("unchecked-links", "warning")])
    assert told["findings"][0]["message"].startswith("6 links such as '/posts/black/' lead to no page that is known")
    assert (told["summary"]["links"], told["summary"]["links_unjudged"]) == (6, 6)
    result = run("check", "--select", "links")
    assert result.stdout.splitlines()[-1].endswith("6 of 6 internal links were not judged.")
    assert "(6: they find the posts of content/posts/ below /posts/" in result.stderr
    assert "In [site] of contentlint.toml, say generator" in result.stderr


@pytest.mark.parametrize("kind", ["permalink", "folder"])
def test_what_worked_at_the_merge_base_is_an_error(blog: Path, kind: str) -> None:
    if kind == "permalink":
        write("hugo.toml", 'baseURL = "https://tea.example/"\n[permalinks]\nposts = "/tea/:slug/"\n')
    else:
        (blog / "content/posts").rename(blog / "content/articles")
    code, found, _ = check("--since", "HEAD")
    assert code == 1
    assert found.count(("broken-internal-link", "error")) == 6


def test_a_link_below_a_nested_root_is_looked_back_at_too(blog: Path) -> None:
    (blog / "web").mkdir()
    for name in ("hugo.toml", "content"):
        (blog / name).rename(blog / "web" / name)
    write("web/contentlint.toml", "")
    git(blog, "add", "-A")
    git(blog, "commit", "-q", "-m", "moved")
    write("web/hugo.toml", 'baseURL = "https://tea.example/"\n[permalinks]\nposts = "/tea/:slug/"\n')
    code, found, told = check("--since", "HEAD", "web")
    assert (code, found.count(("broken-internal-link", "error"))) == (1, 6)
    assert {f["path"] for f in told["findings"]} == {f"web/content/posts/{name}.md" for name in NAMES}


def test_one_that_was_not_judged_before_stays_unjudged(blog: Path) -> None:
    write("hugo.toml", 'baseURL = "https://tea.example/"\n[permalinks]\nposts = "/tea/:slug/"\n')
    git(blog, "commit", "-q", "-a", "-m", "in doubt")
    write("content/posts/green.md", "---\ntitle: green\n---\n\nSee [it](/posts/black/), and [more](/posts/mint/).\n")
    code, found, _ = check("--since", "HEAD")
    assert (code, ("broken-internal-link", "error") in found) == (0, False)


def test_a_planted_break_among_links_that_work_is_an_error(blog: Path) -> None:
    write("content/posts/green.md", "---\ntitle: green\n---\n\nSee [it](/posts/blakc/).\n")
    assert check()[:2] == (1, [("broken-internal-link", "error")])


def test_signs_between_words_that_all_links_have_are_in_doubt_wherever_the_pages_lie() -> None:
    made = site({"one": "[a](/posts/green-tea/)", "two": "[b](/notes/red-tea/)", "red_tea": "x"}, ("green_tea",))
    assert verdicts(made, "/posts/green-tea/", "/notes/red-tea/") == ["unknown", "unknown"]
    (doubt,) = made.verdicts.doubts.all
    assert "'-' where the addresses that were worked out have '_'" in doubt.why


def test_a_name_with_the_signs_of_the_model_speaks_against_other_signs() -> None:
    links = "[a](/posts/green-tea/) [b](/posts/red-tea/) [c](/posts/oolong_tea/) [d](/posts/mint_tea/)"
    made = site({"one": links}, ("green_tea", "red_tea", "oolong_tea", "mint_tea"))
    assert verdicts(made, "/posts/green-tea/", "/posts/red-tea/") == ["broken", "broken"]


def _elsewhere(made: Site, path: str, address: str) -> Site:
    """The site with a page whose address was worked out to be another one."""
    page = made.pages[path]
    del made.routes.outputs[page.output]
    page.output, page.url = f"{address}index.html", address
    made.routes.outputs[page.output] = path
    return made


def test_one_link_is_enough_for_a_page_that_is_not_where_those_beside_it_are() -> None:
    made = _elsewhere(site({"one": "[m](/posts/mint/)"}), "content/posts/mint.md", "/posts/2020/mint/")
    assert verdicts(made, "/posts/mint/", "/posts/mind/") == ["unknown", "broken"]


def test_a_page_that_says_its_address_is_where_it_says() -> None:
    stated = "---\ntitle: Mint\nurl: /herbs/mint/\n---\n"
    files = {f"content/posts/{name}.md": f"---\ntitle: {name}\n---\n" for name in NAMES}
    files |= {"content/posts/mint.md": stated, HERE: "[m](/posts/mint/)\n", "hugo.toml": ""}
    made = only(MemoryTree(files))
    assert verdicts(made, "/posts/mint/", "/herbs/mint/") == ["broken", "ok"]


def test_one_link_is_enough_for_a_page_that_says_it_is_there() -> None:
    files = {HERE: "[m](/herbs/mint/)\n", "content/posts/mint.md": "---\nurl: /herbs/mint/\n---\n", "hugo.toml": ""}
    made = _elsewhere(only(MemoryTree(files)), "content/posts/mint.md", "/posts/mint/")
    assert verdicts(made, "/herbs/mint/", "/herbs/mind/") == ["unknown", "broken"]


def test_one_link_with_other_folders_for_the_date_is_in_doubt_where_no_link_follows_the_model() -> None:
    dated = "[permalinks]\nposts = '/:year/:slug/'\n"
    files = {f"content/posts/{name}.md": f"---\ntitle: {name}\ndate: 2020-05-01\n---\n" for name in NAMES}
    one = {HERE: "[m](/2020/05/mint/)\n", "hugo.toml": dated}
    assert verdicts(only(MemoryTree(files | one)), "/2020/05/mint/") == ["unknown"]
    two = {HERE: "[m](/2020/05/mint/) [g](/2020/green/)\n", "hugo.toml": dated}
    assert verdicts(only(MemoryTree(files | two)), "/2020/05/mint/") == ["broken"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".htaccess", "RewriteEngine On\nRewriteRule ^/?old/$ - [F]\nRedirect 301 /teas/green /posts/green/\n"),
        ("nginx.conf", "location = /teas/green {\n  return 301 /posts/green/;\n}\n"),
        ("nginx.conf", "rewrite ^/teas/(.*)$ /posts/$1 permanent;\n"),
        ("worker.js", "const redirects = { '/teas/green/': '/posts/green/' }\n"),
        ("Caddyfile", "redir https://tea.example/teas/* /posts/\n"),
    ],
)
def test_an_address_that_a_file_about_redirects_names_is_unknown(name: str, text: str) -> None:
    links = {HERE: "[g](/teas/green/) [m](/herbs/mint/)\n", "content/posts/green.md": "", "hugo.toml": ""}
    files = links | {name: text, "hugo.toml": 'baseURL = "https://tea.example/"\n'}
    assert verdicts(only(MemoryTree(files)), "/teas/green/", "/herbs/mint/") == ["unknown", "broken"]


@pytest.mark.parametrize(
    "more",
    [
        {"content/posts/red.md": "The redirect of /teas/green/ is gone.\n"},
        {"menu.js": "export default ['/teas/green/']\n"},
        {"static/_redirects": "/teas/black /teas/green\n"},
    ],
)
def test_an_address_that_is_only_linked_or_redirected_to_stays_broken(more: dict[str, str]) -> None:
    files = {HERE: "[g](/teas/green/)\n", "content/posts/green.md": "", "hugo.toml": "", **more}
    assert verdicts(only(MemoryTree(files)), "/teas/green/") == ["broken"]


def pictures(folder: str, posts: int, each: int) -> Site:
    """A site with two pictures of another year, and posts with so many pictures each in a folder that is not there."""
    files = {
        f"content/posts/p{post}.md": " ".join(f"![a]({folder}/p{post}-{number}.png)" for number in range(each))
        for post in range(posts)
    }
    files |= {"content/posts/here.md": "![a](/images/2016/a.png) ![b](/images/2016/c.png)"}
    config = {"hugo.toml": 'baseURL = "https://tea.example/"\n'}
    return only(MemoryTree({**config, "static/images/2016/a.png": "", "static/images/2016/b.png": "", **files}))


@pytest.mark.parametrize(
    ("folder", "posts", "each", "expected"),
    [
        ("/images/2015", 6, 2, "unknown"),  # kept elsewhere: no file of that year is in the repository
        ("/images/2015/may", 6, 2, "unknown"),
        ("/images/2015", 1, 12, "broken"),  # one author forgot them
        ("/images/2015", 4, 2, "broken"),
        ("/images/2016", 6, 2, "broken"),  # others of that year are there
    ],
)
def test_a_folder_of_pictures_of_which_none_is_there_is_in_doubt(
    folder: str, posts: int, each: int, expected: str
) -> None:
    site = pictures(folder, posts, each)
    assert site.resolve("content/posts/p0.md", f"{folder}/p0-0.png", image=True).verdict == expected
    assert site.resolve("content/posts/here.md", "/images/2016/c.png", image=True).verdict == "broken"
    assert [doubt.links for doubt in site.verdicts.doubts.all] == ([posts * each] if expected == "unknown" else [])


def test_names_with_html_where_no_page_has_it_are_in_doubt() -> None:
    links = " ".join(f"[{name}](/posts/{name}.html)" for name in NAMES[:4])
    made = site({"one": f"{links} [gone](/posts/gone.html)"})
    assert verdicts(made, "/posts/green.html", "/posts/gone.html") == ["unknown", "broken"]
    (doubt,) = made.verdicts.doubts.all
    assert "with .html where the addresses that were worked out have no ending" in doubt.why
    followed = site({"one": f"{links} {to('/posts')}"})
    assert verdicts(followed, "/posts/green.html") == ["broken"]
