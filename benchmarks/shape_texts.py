"""The posts of `shapes.py`: each is one thing, said as often as fits."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

_ENGLISH = "\n\n".join(
    ["You put the dough where it is warm, and then it will rise until this is done by what was there."] * 90
)


@dataclass(frozen=True)
class Shape:
    """A text made of `piece` repeated between `before` and `after`, of about the size that is asked for.

    `{n}` in a piece is its number. `make` builds what is not a repetition. Plain English of 8,000 code points stands
    before it, or behind it when it begins with front matter: so long is what tells a post's language.
    """

    name: str
    piece: str = ""
    before: str = ""
    after: str = "\n"
    suffix: str = ".md"
    make: Callable[[int, random.Random], str] | None = None

    def text(self, size: int, chance: random.Random) -> str:
        """The text of about `size` code points, and the English."""
        body = self._body(size, chance) if size else "---\n---\n"
        is_first = body.startswith(("---", "+++"))
        return f"{body}\n\n{_ENGLISH}\n" if is_first else f"{_ENGLISH}\n\n{body}"

    def _body(self, size: int, chance: random.Random) -> str:
        if self.make is not None:
            return self.make(size, chance)
        if "{n}" not in self.piece:
            return self.before + self.piece * (size // len(self.piece)) + self.after
        parts, length, number = [self.before], 0, 0
        while length < size:
            part = self.piece.replace("{n}", str(number))
            parts.append(part)
            length, number = length + len(part), number + 1
        return "".join(parts) + self.after


_NOUNS = (
    "baker oven loaf flour starter crust mill grain recipe market customer shop study survey year reader writer table "
    "village river price supplier kitchen report share worker team company plan tool figure result harvest"
).split()
_VERBS = "sells buys bakes weighs counts finds keeps leaves opens closes reports measures shows says says needs".split()
_OTHERS = "often never today slowly in with of for about below most many some each old new small large early".split()


def _sentence(chance: random.Random) -> str:
    noun, verb, other = (
        (lambda: chance.choice(_NOUNS)),
        (lambda: chance.choice(_VERBS)),
        (lambda: chance.choice(_OTHERS)),
    )
    forms = (
        f"The {noun()} {verb()} a {noun()} {other()} the {noun()}.",
        f"Studies show that {chance.randint(2, 98)}% of {noun()}s {verb()} the {noun()} {other()}.",
        f"In {chance.randint(2015, 2026)}, the {noun()} {verb()} {chance.randint(2, 9_000)} {noun()}s, up from "
        f"{chance.randint(2, 9_000)}.",
        f"A {noun()} of ${chance.randint(2, 900)} million is the {other()} {noun()} that a {noun()} {verb()}.",
        f"We think the {noun()} of {chance.randint(2015, 2026)} is the best {noun()} {other()} every {noun()}.",
        f"See [the {noun()}](https://{noun()}.example/{noun()}) or [a {noun()}](list.md), which {verb()} {other()}.",
        f"{noun().title()} & {noun().title()} of {noun().title()} {verb()} that two thirds of {noun()}s {verb()}.",
        f'"The {noun()} {verb()} a {noun()}," says {noun().title()} {noun().title()}, head of the {noun()}.',
    )
    return chance.choice(forms)


def _prose(size: int, chance: random.Random) -> str:
    lines, length = ["---\ntitle: A post about bread\ndate: 2024-02-01\n---\n"], 0
    while length < size:
        if chance.random() < 0.1:
            line = f"## The {chance.choice(_NOUNS)} of a {chance.choice(_NOUNS)}\n"
        else:
            line = " ".join(_sentence(chance) for _ in range(chance.randint(2, 6))) + "\n"
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines)


def _of_sentences(count: int, between: str) -> Callable[[int, random.Random], str]:
    """Sentences in groups, with something between the groups."""

    def make(size: int, chance: random.Random) -> str:
        parts, length = [], 0
        while length < size:
            part = " ".join(_sentence(chance) for _ in range(count)) + between
            parts.append(part)
            length += len(part)
        return "".join(parts) + "\n"

    return make


def _nested(opening: str, closing: str, inside: str = "a") -> Callable[[int, random.Random], str]:
    return lambda size, _: (
        opening * (size // (len(opening) + len(closing))) + inside + closing * (size // (len(opening) + len(closing)))
    )


def _square(cell: str) -> Callable[[int, random.Random], str]:
    def make(size: int, _: random.Random) -> str:
        side = max(2, int((size / (len(cell) + 1)) ** 0.5))
        row = f"|{cell}" * side + "|\n"
        return row + "|-" * side + "|\n" + row * (side - 2)

    return make


def _wide(size: int, _: random.Random) -> str:
    columns = size // 6
    return "|".join("a" * columns) + "\n" + "|".join("-" * columns) + "\n" + "|".join("b" * columns) + "\n"


def _growing_words(size: int, chance: random.Random) -> str:
    """Words of which no two are equal."""
    parts, length, number = [], 0, 0
    while length < size:
        word = (
            "".join(chance.choice("aeiou") + chance.choice("bdfgklmnprst") for _ in range(4))
            + f"{'' if number % 12 else '.'}"
        )
        parts.append(word.capitalize() if number % 12 == 1 else word)
        length, number = length + len(word) + 1, number + 1
    return " ".join(parts) + "\n"


def _indented(size: int, _: random.Random) -> str:
    """A list of which each item stands in the one before, as deep as Markdown reads, again and again."""
    block = "".join("  " * depth + "- a\n" for depth in range(18))
    return block * (size // len(block))


def _deep_list(size: int, _: random.Random) -> str:
    depth = int(size**0.5)
    return "".join(" " * (2 * n) + "- a\n" for n in range(depth))


def _backticks(size: int, _: random.Random) -> str:
    """Runs of backticks, each longer than the one before."""
    longest = int((2 * size) ** 0.5)
    return "a".join("`" * n for n in range(1, longest)) + "\n"


def _yaml_list(size: int, _: random.Random) -> str:
    return "---\ntitle: a\ntags:\n" + "".join(f"  - tag{n}\n" for n in range(size // 11)) + "---\n\nText.\n"


def _sum_table(size: int, _: random.Random) -> str:
    rows = size // 24
    lines = [f"| Loaf {n} | {n % 90 + 3} | {n % 7 + 2}% |\n" for n in range(rows)]
    return "| Loaf | Sold | Share |\n|-|-|-|\n" + "".join(lines) + f"| Total | {rows * 40} | 100% |\n"


SHAPES: tuple[Shape, ...] = (
    # prose
    Shape("prose", make=_prose),
    Shape("prose in one paragraph", make=_of_sentences(1, " ")),
    Shape("prose in short paragraphs", make=_of_sentences(1, "\n\n")),
    Shape("prose in list items", make=_of_sentences(1, "\n- ")),
    Shape("prose in quotes", make=_of_sentences(1, "\n> ")),
    Shape("prose in headings", make=_of_sentences(1, "\n\n## ")),
    Shape("prose in cells", make=lambda n, c: "|a|b|\n|-|-|\n|" + _of_sentences(1, "|b|\n|")(n, c)),
    Shape("prose on one line a sentence", make=_of_sentences(1, "\n")),
    Shape("new words", make=_growing_words),
    Shape("short paragraphs", "a\n\n"),
    Shape("blank lines", "\n"),
    Shape("blanks", " ", "a", "b\n"),
    Shape("tabs", "\t", "a", "b\n"),
    Shape("blank lines with blanks", "   \n", "a\n"),
    Shape("a long word", "a"),
    Shape("a long word with digits", "a1"),
    Shape("a long word of capitals", "A"),
    Shape("a long word of hyphens", "a-"),
    Shape("a long word of apostrophes", "a'"),
    Shape("a long word of slashes", "a/"),
    Shape("a long word of dots", "a."),
    Shape("a long word of underscores", "a_"),
    Shape("long lines", "word " * 400 + "\n"),
    Shape("words without a stop", "word "),
    Shape("words of capitals", "Word "),
    Shape("commas", "word, "),
    Shape("stops", "Word. "),
    Shape("only stops", "."),
    Shape("ellipses", "a... "),
    Shape("exclamations", "No! "),
    Shape("initials", "A. B. "),
    Shape("quotation marks", '"a" '),
    Shape("open quotation marks", '"a '),
    Shape("curly quotations", "“a b c,” says Ann. "),
    Shape("open curly quotations", "“a "),
    Shape("apostrophes", "'a "),
    Shape("dashes", "a — b "),
    Shape("brackets", "(a) "),
    Shape("open brackets", "(a "),
    Shape("colons", "a: b "),
    Shape("semicolons", "a; "),
    Shape("letters of other scripts", "слово 语言 كلمة "),
    Shape("words without blanks", "语言文字"),
    Shape("combining marks", "a\u0301\u0302"),
    Shape("emoji", "😀 "),
    Shape("control characters", "a\x01\x1f\x85 "),
    Shape("carriage returns", "a\r"),
    Shape("bidi marks", "a\u202e\u2066 "),
    Shape("names", "Rye Oat Barley "),
    Shape("names with &", "A & B "),
    Shape("names with of", "Bureau of Guild "),
    Shape("one word", "very "),
    Shape("I", "I think I "),
    Shape("vague people", "experts say "),
    Shape("according to", "according to "),
    # figures and claims
    Shape("years", "2019 "),
    Shape("in years", "in 2021 "),
    Shape("years in sentences", "In 2021 we sold bread. "),
    Shape("years with months", "May 2021, "),
    Shape("years in headings", "## The best ovens of 2021\n\n"),
    Shape("ranges of years", "2019-2021 "),
    Shape("dates", "2021-03-04 "),
    Shape("dates in words", "March 4, 2021, "),
    Shape("shares", "5% "),
    Shape("shares in one sentence", "5% of bakers left and "),
    Shape("shares in sentences", "Studies show that 5% of bakers left. "),
    Shape("shares in paragraphs", "Studies show that 5% of bakers left.\n\n"),
    Shape("different shares", "Of all bakers {n}% left. "),
    Shape("shares in a list", "- 5% of bakers left\n"),
    Shape("sums", "1 + 2 = 3, "),
    Shape("sums in sentences", "Of 90 loaves, 40 were rye and 50 were oat. "),
    Shape("a sum without an end", "1 + "),
    Shape("parts of a whole", "40% rye, "),
    Shape("growth", "It grew by 50%, from 20 to 30. "),
    Shape("money", "$5 million "),
    Shape("money in sentences", "The market was worth $5 million in 2021. "),
    Shape("number words", "two thirds of "),
    Shape("number words in a row", "twenty "),
    Shape("numbers", "1 "),
    Shape("long numbers", "1"),
    Shape("long numbers with commas", "1,000,"),
    Shape("decimals", "1.5 "),
    Shape("long decimals", "1."),
    Shape("units", "5 kg "),
    Shape("fractions", "1/2 "),
    Shape("ratios", "one in five "),
    Shape("multiples", "three times as many as "),
    Shape("rankings", "the largest bakery in the world, "),
    Shape("claims with sources", "5% of bakers left, [a study](https://a.example/{n}) says. "),
    Shape("claims with names", "Rye Bureau says 5% of bakers left. "),
    Shape("equal facts", "The oven weighs 50 kg. The oven weighs 60 kg. "),
    Shape("different facts", "The oven of {n} weighs 50 kg. "),
    Shape("quotations with speakers", '"We sold {n} loaves," says Ann Rye. '),
    Shape("a table of figures", make=_sum_table),
    # links and addresses
    Shape("links", "[a](/b) "),
    Shape("different links", "[a](/b{n}) "),
    Shape("links in paragraphs", "See [a](/b).\n\n"),
    Shape("links to files", "[a](list.md#x{n}) "),
    Shape("links to anchors", "[a](#x{n}) "),
    Shape("links with titles", '[a](/b "c") '),
    Shape("links in headings", "# [a](/b)\n\n"),
    Shape("links in one heading", "[a](/b) ", "# "),
    Shape("full references", "[a][b] ", after="\n\n[b]: /c\n"),
    Shape("shortcut references", "[a] ", after="\n\n[a]: /c\n"),
    Shape("references to nothing", "[a] "),
    Shape("definitions", "[a{n}]: /b\n"),
    Shape("equal definitions", "[a]: /b\n"),
    Shape("open square brackets", "["),
    Shape("open square brackets with words", "[a "),
    Shape("nested square brackets", make=_nested("[", "]")),
    Shape("nested links", make=_nested("[", "](b)")),
    Shape("open links", "[a]("),
    Shape("open links with angles", "[a](<b"),
    Shape("open links with titles", '[a](b "'),
    Shape("brackets over lines", "[\n"),
    Shape("parentheses in a link", "(", "[a](", ")\n"),
    Shape("images", "![a](b.png) "),
    Shape("images in paragraphs", "![a](b{n}.png)\n\n"),
    Shape("badges in a heading", "![](a.png) ", "## [Project "),
    Shape("linked images", "[![a](b.png)](/c) "),
    Shape("addresses", "http://a.example/b "),
    Shape("different addresses", "https://a.example/{n} "),
    Shape("addresses in paragraphs", "https://a.example/{n}\n\n"),
    Shape("addresses without scheme", "www.a.example "),
    Shape("autolinks", "<http://a.example> "),
    Shape("a long address", "a", "http://a.example/"),
    Shape("an address of brackets", "(])", "http://a.example/"),
    Shape("an address of dots", "a.", "http://"),
    Shape("an address of parameters", "&a=b", "http://a.example/?a=b"),
    Shape("mail addresses", "a@b.example "),
    Shape("at signs", "a@"),
    Shape("links with text of addresses", "[https://a.example/](https://a.example/) "),
    Shape("affiliate links", "[a](https://amzn.to/{n}?tag=x-20) "),
    Shape("wiki links", "[[a]] "),
    Shape("open wiki links", "[[a "),
    # tables
    Shape("a long table", "|a|b|\n", "|a|b|\n|-|-|\n"),
    Shape("a wide table", make=_wide),
    Shape("a square table", make=_square("a")),
    Shape("a square table of figures", make=_square("5%")),
    Shape("a table of links", "|[a](/b)|c|\n", "|a|b|\n|-|-|\n"),
    Shape("many tables", "|a|b|\n|-|-|\n|c|d|\n\n"),
    Shape("escaped bars", "\\|", "> |a|\n> |-|\n> |", "|\n"),
    Shape("bars without a table", "a|b\n"),
    Shape("rows of bars", "|", "|a|\n|-|\n"),
    Shape("a delimiter row", "|-", "a\n", "|\n"),
    # blocks
    Shape("headings", "## A heading\n\n"),
    Shape("different headings", "## A heading {n}\n\n"),
    Shape("empty headings", "#\n"),
    Shape("underlined headings", "a\n===\n"),
    Shape("dashes under lines", "a\n---\n"),
    Shape("blanks in a heading", " ", "# a", "b\n"),
    Shape("marks behind a heading", " #", "# a"),
    Shape("attributes of a heading", " {#a}", "# a", " b\n"),
    Shape("open attributes of a heading", " {#a", "# a"),
    Shape("lists", "- a\n"),
    Shape("numbered lists", "{n}. a\n"),
    Shape("loose lists", "- a\n\n"),
    Shape("lists in lists", make=_indented),
    Shape("one deep list", make=_deep_list),
    Shape("list marks in a row", "- "),
    Shape("tasks", "- [ ] a\n"),
    Shape("quotes", "> a\n"),
    Shape("quotes with blanks between", "> a\n\n"),
    Shape("quote marks in a row", "> "),
    Shape("quote marks without blanks", ">"),
    Shape("quotes and lists in a row", "> - "),
    Shape("rules", "---\n\n"),
    Shape("stars in a row", "* * "),
    Shape("definition lists", "a\n: b\n"),
    Shape("definition lists with blanks", "a\n\n: b\n\n"),
    Shape("footnotes", "[^{n}]: a\n"),
    Shape("references to footnotes", "[^1] ", after="\n\n[^1]: x\n"),
    Shape("footnotes with references", "a[^{n}]\n\n[^{n}]: b\n\n"),
    Shape("footnotes with claims", "[^{n}]: Studies show 5% of bakers left, [a](https://b.example/)\n"),
    Shape("inline footnotes", "a^[b] "),
    Shape("open inline footnotes", "^["),
    Shape("containers", ":::note\na\n:::\n\n"),
    Shape("open containers", ":::note\n"),
    Shape("containers with attributes", ':::note{a="b"}[c]\na\n:::\n'),
    Shape("a container's braces", "{", ":::note"),
    Shape("admonitions", "!!! note\n    a\n\n"),
    Shape("tabs of a page", '=== "a"\n\n    b\n\n'),
    # inline
    Shape("emphasis", "*a* "),
    Shape("strong emphasis", "**a** "),
    Shape("open emphasis", "*a "),
    Shape("open emphasis of all kinds", "*a_b**c__ "),
    Shape("nested emphasis", make=_nested("*a ", " a*")),
    Shape("stars", "*"),
    Shape("underscores", "_"),
    Shape("stars and words", "a**b"),
    Shape("strikethrough", "~~a~~ "),
    Shape("tildes", "~"),
    Shape("code spans", "`a` "),
    Shape("open code spans", "`a "),
    Shape("growing runs of backticks", make=_backticks),
    Shape("backslashes", "\\"),
    Shape("escapes", "\\*"),
    Shape("entities", "&amp; "),
    Shape("open entities", "&a"),
    Shape("hard breaks", "a  \n"),
    Shape("hard breaks by backslash", "a\\\n"),
    # code, HTML, comments
    Shape("code blocks", "```\na\n```\n\n"),
    Shape("an open code block", "a\n", "```\n"),
    Shape("indented code", "    a\n"),
    Shape("fences of tildes", "~~~\n"),
    Shape("tags", "<b>a</b> "),
    Shape("links in HTML", "<a href=x>y</a> "),
    Shape("images in HTML", '<img src="a.png" alt="b"> '),
    Shape("open tags", "<b "),
    Shape("angles", "<"),
    Shape("closing angles", "a> "),
    Shape("a tag of attributes", " a=b", "<a", ">c</a>\n"),
    Shape("a tag of open quotes", ' a="', "<a"),
    Shape("blocks of HTML", "<div>\na\n</div>\n\n"),
    Shape("open blocks of HTML", "<div>\n"),
    Shape("nested tags", make=_nested("<b>", "</b>")),
    Shape("nested blocks", make=_nested("<div>\n", "</div>\n")),
    Shape("closing tags", "</b>"),
    Shape("comments", "<!-- a --> "),
    Shape("comments in paragraphs", "<!-- own-data -->\n\na\n\n"),
    Shape("open comments", "<!-- "),
    Shape("suppressions", "<!-- contentlint-disable-next-line claims -->\n5% of bakers left.\n\n"),
    Shape("open suppressions", "<!-- contentlint-disable claims -->\n\n5% of bakers left.\n\n"),
    Shape("scripts", "<script>a</script>\n\n"),
    Shape("open scripts", "<script>\n"),
    Shape("declarations", "<!A "),
    Shape("instructions", "<?a "),
    Shape("CDATA", "<![CDATA["),
    # templates and MDX
    Shape("shortcodes", "{{< a >}} "),
    Shape("shortcodes with text", "{{< a >}}b{{< /a >}}\n\n"),
    Shape("open shortcodes", "{{< "),
    Shape("expressions of templates", "{{ a }} "),
    Shape("open expressions", "{{ "),
    Shape("tags of templates", "{% a %} "),
    Shape("open tags of templates", "{% "),
    Shape("raw parts", "{% raw %}a{% endraw %} "),
    Shape("open raw parts", "{% raw %} "),
    Shape("highlighted code", "{% highlight a %}\nb\n{% endhighlight %}\n"),
    Shape("open highlighted code", "{% highlight a %}\n"),
    Shape("attributes behind", "*a*{.b} "),
    Shape("braces", "{"),
    Shape("formulas", "$a$ "),
    Shape("open formulas", "$a "),
    Shape("blocks of formulas", "$$\na\n$$\n\n"),
    Shape("dollars", "$"),
    Shape("a formula of underscores", "a_", "$", "$b\n"),
    Shape("MDX elements", "<A b={c}>d</A>\n\n", suffix=".mdx"),
    Shape("MDX open expressions in tags", "<A b={", suffix=".mdx"),
    Shape("MDX open strings", "<A b={`", suffix=".mdx"),
    Shape("MDX open tags", "<A ", suffix=".mdx"),
    Shape("MDX elements in elements", make=_nested("<A>\n", "</A>\n"), suffix=".mdx"),
    Shape("MDX attributes", " b={c}", "<A", "/>\n", suffix=".mdx"),
    Shape("MDX spread attributes", " {...b}", "<A", "/>\n", suffix=".mdx"),
    Shape("MDX expressions", "{a} ", suffix=".mdx"),
    Shape("MDX open expressions", "{a ", suffix=".mdx"),
    Shape("MDX nested expressions", make=_nested("{", "}"), suffix=".mdx"),
    Shape("MDX comments", "{/* a */}\n\n", suffix=".mdx"),
    Shape("MDX imports", "import A from 'a'\n\n", suffix=".mdx"),
    Shape("MDX open imports", "import {\n", suffix=".mdx"),
    Shape("MDX exports", "export const a = {b: 1}\n\n", suffix=".mdx"),
    Shape("MDX open exports", "export const a = {\n", suffix=".mdx"),
    Shape("MDX an export of lines", "  a: 1,\n", "export const b = {\n", "}\n\nText.\n", suffix=".mdx"),
    Shape("MDX links", '<Link to="/a">b</Link> ', suffix=".mdx"),
    Shape("MDX templates in expressions", "{`${a}`} ", suffix=".mdx"),
    Shape("MDX prose", make=_prose, suffix=".mdx"),
    # front matter
    Shape("YAML list", make=_yaml_list),
    Shape("YAML keys", "key{n}: a\n", "---\ntitle: a\n", "---\n\nText.\n"),
    Shape("YAML long title", "A post about bread ", "---\ntitle: ", "\n---\n\nText.\n"),
    Shape("YAML long description", "In 2021 we sold bread. ", "---\ntitle: a\ndescription: ", "\n---\n\nText.\n"),
    Shape("YAML quoted", 'a\\"', '---\ntitle: "', '"\n---\n\nText.\n'),
    Shape("YAML block text", "  a line of text\n", "---\ntitle: |\n", "---\n\nText.\n"),
    Shape("YAML folded text", "  a line of text\n", "---\ntitle: >\n", "---\n\nText.\n"),
    Shape("YAML broken", "a: b: c\n", "---\n", "---\n\nText.\n"),
    Shape("YAML blanks", " ", "---\ntitle: a", "b: c\n---\n\nText.\n"),
    Shape("YAML open", "key{n}: a\n", "---\n", ""),
    Shape("YAML doubled keys", "title: a\n", "---\n", "---\n\nText.\n"),
    Shape("YAML flow list", "a, ", "---\ntags: [", "a]\n---\n\nText.\n"),
    Shape("YAML flow lists in a row", "[a], ", "---\ntags: [", "a]\n---\n\nText.\n"),
    Shape("YAML open flow lists", "[", "---\ntags: ", "\n---\n\nText.\n"),
    Shape("YAML comments", "# a\n", "---\n", "title: a\n---\n\nText.\n"),
    Shape("YAML anchors", "k{n}: &a{n} b\n", "---\n", "---\n\nText.\n"),
    Shape("YAML slug", "_-", "---\nslug: ", "\n---\n\nText.\n"),
    Shape("YAML a comment in a title", "a #b ", "---\ntitle: ", "\n---\n\nText.\n"),
    Shape("TOML keys", "key{n} = 1\n", "+++\n", "+++\n\nText.\n"),
    Shape("TOML list", '"a{n}", ', "+++\ntags = [", "]\n+++\n\nText.\n"),
    Shape("TOML tables", "[a{n}]\nb = 1\n", "+++\n", "+++\n\nText.\n"),
    Shape("TOML tables of lists", "[[a]]\nb = 1\n", "+++\n", "+++\n\nText.\n"),
    Shape("TOML long text", "\\n", '+++\na = "', '"\n+++\n\nText.\n'),
    Shape("TOML broken", "a b\n", "+++\n", "+++\n\nText.\n"),
    Shape("TOML open lists", "[", "+++\na = ", "\n+++\n\nText.\n"),
    Shape("TOML comments", "# a\n", "+++\n", "+++\n\nText.\n"),
    Shape("JSON keys", '"k{n}": 1,\n', "---json\n{", '"z": 1}\n---\n\nText.\n'),
    Shape("JSON list", "1,", '---json\n{"a": [', "1]}\n---\n\nText.\n"),
    Shape("JSON long text", "\\n", '---json\n{"a": "', '"}\n---\n\nText.\n'),
    Shape("JSON open lists", "[", '---json\n{"a": ', "\n---\n\nText.\n"),
    Shape("front matter without an end", "a\n", "---\n", ""),
)
"""Every shape, by kind."""
