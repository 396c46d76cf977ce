"""How a generator reads Markdown where CommonMark leaves it open: MDX, math, what `{% raw %}` holds; its language."""

from __future__ import annotations

from typing import Literal

from contentlint.guard.records import dataclass

Math = Literal["", "remark", "remark-double", "katex", "arithmatex", "kramdown", "pandoc", "passthrough"]
"""What reads formulas before links: remark-math (the second without single dollars), markdown-it's plug-ins, pymdownx
and its like, kramdown, pandoc, Hugo's passthrough. "" for none."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way to read Markdown. The default is that of a file of which nothing is known."""

    is_mdx: bool = False
    """Whether imports, components and expressions are read, and indented code is not."""
    math: Math = ""
    delimiters: tuple[tuple[str, str], ...] = ()
    """What opens and what closes a formula, where the configuration says it (`passthrough`)."""
    is_raw_html: bool = False
    """Whether `{% raw %}` holds HTML, as in Hexo, and not Markdown whose tags are shown."""
    is_bare_linked: bool = True
    """Whether an address in running text becomes a link, as in GitHub's Markdown."""
    language: str = ""
    """What the site says of the language of the file, as it is written there: "de", "pt-BR"."""


PLAIN, MDX = Dialect(), Dialect(is_mdx=True)


def of_suffix(path: str) -> Dialect:
    """How a file is read of which only the name is known."""
    return MDX if path.lower().endswith(".mdx") else PLAIN
