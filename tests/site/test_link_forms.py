"""Forms in which posts write links: each is listed, on its line, with the target that it has."""

from __future__ import annotations

import pytest

from contentlint.post.post import Post
from contentlint.site.links import references


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
