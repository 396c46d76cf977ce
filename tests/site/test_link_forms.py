"""Forms in which posts write links: each is listed, on its line, with the target that it has."""

from __future__ import annotations

import pytest
from made import TODAY, site

from contentlint.catalog.rule import Context
from contentlint.checks import link_form
from contentlint.post.post import Post
from contentlint.site.links import judge, references


def targets(text: str, path: str = "posts/a.md") -> list[str]:
    return [reference.target for reference in references(Post(path, text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<div>\n<img src=\'a.png\' alt="A"width="600" />\n<a href="b"class=\'c\'>x</a>\n</div>\n', ["a.png", "b"]),
        ('!!! note "See [work](work.md), and [rules][r]"\n\n    Body.\n\n[r]: rules.md\n', ["work.md", "rules.md"]),
        ('??? tip "Closed, [too](too.md)"\n\n    Body.\n', ["too.md"]),
        ('```\n!!! note "[no](no.md)"\n```\n', []),
        (
            "---\nhero:\n  actions:\n    - text: Go\n      link: /go\nfeatures:\n  - link: /more\n---\n",
            ["/go", "/more"],
        ),
        ("---\nnext:\n  text: On\n  link: ./on.md\nprev: /only-a-label\n---\n", ["./on.md"]),
        (
            "{% highlight html %}\n{% raw %}\n![x](no.png)\n{% endraw %}\n{% endhighlight html %}\n\n[yes](yes)\n",
            ["yes"],
        ),
        ("{% set sample %}\n[no](no)\n{% endset %}\n{% set x = 1 %}\n[yes](yes)\n", ["yes"]),
        ("{{ code }} [yes](yes)\n\n{% code %}[no](no){% endcode %}\n", ["yes"]),
        ("::card\n---\nto: no\n---\n[in](in)\n::\n", ["in"]),
    ],
)
def test_links_of_a_post(text: str, found: list[str]) -> None:
    assert targets(text) == found


def test_the_properties_of_a_component_are_no_heading() -> None:
    post = Post("a.md", "Text.\n\n::read-more\n---\nicon: x\n---\n::\n\nMore.\n")
    assert post.document.headings == ()


@pytest.mark.parametrize("text", ["a :: b\n", "std::vector\n---\n", "::\n\nliteral\n"])
def test_two_colons_alone_make_no_component(text: str) -> None:
    post = Post("a.md", "# T\n\n" + text)
    assert post.document.blocks[0].kind == "heading"
    assert ("std" in text) == (len(post.document.headings) == 2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "<figure markdown>\n![A pot](pot.png)\n<figcaption>[On](on.md)</figcaption>\n</figure>\n",
            ["pot.png"],
        ),
        ('<div markdown="1">\n[a](a.md "Title")\n</div>\n\n[b](b.md)\n', ["a.md", "b.md"]),
        ('<div markdown="0">\n[a](a.md)\n</div>\n', []),
        ("<div>\n[a](a.md)\n</div>\n", []),
        ("<div markdown>\n\n[a](a.md)\n\n</div>\n", ["a.md"]),
    ],
)
def test_markdown_in_raw_html_where_it_is_asked_for(text: str, found: list[str]) -> None:
    assert targets(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{{< card link="/pots/" title="/x/" >}}\n', ["/pots/"]),
        ('{{% button href="/a/" url=`/b/` %}}x{{% /button %}}\n', ["/a/", "/b/"]),
        ("{{< card\n  link=/pots/\n  image='/img/a.png'\n>}}\n", ["/pots/", "/img/a.png"]),
        ('{{< figure src="a.png" link="/pots/" >}}\n', ["a.png", "/pots/"]),
        ('{{</* card link="/no/" */>}}\n', []),
        ('{% include card.html url="/pots/" image_path="/img/a.png" %}\n', ["/pots/", "/img/a.png"]),
        ('{% render "card", link: "/pots/", src: "/img/a.png" %}\n', ["/pots/", "/img/a.png"]),
        ('{% card href="/pots/" %}x{% /card %}\n\n{% card href="/on/" /%}\n', ["/pots/", "/on/"]),
        ('{{ button({ text: "x", href: "/pots/" }) }} {{ figure(src="/img/a.png") }}\n', ["/pots/", "/img/a.png"]),
        (
            '{% if page.url == "/no/" %}x{% endif %} {% assign link = "/no/" %} {{ page.url | append: "/no/" }}\n',
            [],
        ),
        (
            '{% set url = "/no/" %} {% for link in "/no/" %}x{% endfor %} {% raw %}{% c url="/no/" %}{% endraw %}\n',
            [],
        ),
        (':button{to="/pots/" :to="no"} [x]{.y}\n\n::card{href="/on/"}\nText.\n::\n', ["/pots/", "/on/"]),
        ("::card\n---\ntitle: Pots\nto: /pots/\nimage: /img/a.png\n---\n::\n", ["/pots/", "/img/a.png"]),
        (
            '`{{< card link="/no/" >}}` and `:button{to="/no/"}`\n\n```\n{% card href="/no/" %}\n:b{to="/no/"}\n```\n',
            [],
        ),
        ('<Card link="/pots/" image="/img/a.png" title="/x/" />\n', ["/pots/", "/img/a.png"]),
        ('<Card link="pots" url="no" image="a" cover="/x" to="/on/" />\n', ["/on/"]),
        ('<my-card link="/pots/"></my-card> <div link="/no/" url="/no/">x</div>\n', ["/pots/"]),
        (
            '{{< card link="//pots.example" url="https://pots.example/a" href="pots.md" >}}\n',
            ["//pots.example", "https://pots.example/a"],
        ),
        (
            '{{< figure src="a.png" caption="Our [pots](/pots/) and ![x](/img/a.png), [near](b.md)" >}}\n',
            ["a.png", "/pots/", "/img/a.png"],
        ),
    ],
)
def test_parameters_of_tags_and_components(text: str, found: list[str]) -> None:
    assert targets(text) == found
    if "<Card" in text:
        assert targets(text, "posts/a.mdx") == found
    if text.startswith("{% card"):
        assert targets(text, "posts/a.mdoc") == found


HUGO = {
    "hugo.toml": "baseURL = 'https://tea.example/blog/'",
    "content/docs/guide.md": "---\ntitle: Guide\nurl: /how-to/\n---\n",
    "content/posts/a.md": "---\ntitle: A\n---\n",
    "static/img/pot.png": "",
    "assets/pics/leaf.png": "",
}


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ('{{< card link="/blog/posts/a/" >}}', "ok"),
        ('{{< card link="/posts/a/" >}}', "unknown"),  # the card may put the base before it
        ('{{< card link="/docs/guide" >}}', "unknown"),  # or look the post up
        ('{{< card link="/blog/posts/gone/" >}}', "broken"),
        ('{{< card image="/pics/leaf.png" >}}', "unknown"),
        ('{{< card image="/blog/img/gone.png" >}}', "broken"),
        ('{{< card url="https://tea.example/blog/gone/" >}}', "broken"),
        ('<Card link="/blog/posts/gone/" />', "broken"),
        ('<Card link="/posts/a/" />', "unknown"),
    ],
)
def test_what_a_tag_may_make_of_a_path_is_not_judged(written: str, verdict: str) -> None:
    made = site(HUGO)
    post = Post("content/posts/a.md", f"---\ntitle: A\n---\n\n{written}\n")
    (reference,) = references(post)
    assert judge(made, post.path, reference).verdict == verdict


@pytest.mark.parametrize(
    ("written", "broken"),
    [("[x](/a. md)", True), ("[x](/a%20b)", False), ("[x] (/a b)", False), ("[1](see it)", False)],
)
@pytest.mark.parametrize("generator", ["hugo", "mkdocs"])
def test_a_blank_in_an_address_makes_it_words(written: str, broken: bool, generator: str) -> None:
    files = {"hugo": {"hugo.toml": ""}, "mkdocs": {"mkdocs.yml": "site_name: x"}}[generator]
    context = Context(today=TODAY, site=site(files))
    hits = list(link_form.check(Post("content/a.md", written + "\n"), link_form.Options(fault="blank"), context))
    assert bool(hits) == (broken and generator == "hugo")


@pytest.mark.parametrize("target", ["<?php echo $base ?>js/a.js", "<%= base %>/a.png", "/<?= $x ?>/a.png"])
def test_an_address_that_code_of_a_page_makes_is_not_known(target: str) -> None:
    made = site({"hugo.toml": "baseURL = 'https://tea.example/'", "content/a.md": "A"})
    found = made.resolve("content/a.md", target, image=True)
    assert (found.verdict, found.reason) == ("unknown", "expression")
