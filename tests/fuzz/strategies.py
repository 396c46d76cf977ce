"""Strategies for everything that strangers write: posts, front matter, configurations, rules, schemas, pages, answers.

Each is made of pieces that mean something where they stand, put together without sense, with characters in between that
trip programs up.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

ODD = [
    "\x00", "\x0b", "\x0c", "\x1b", "\x1b]0;x\x07", "\x1c", "\x1f", "\x7f", "\x85", "\xa0", "\xad", "\u0301", "\u200b",
    "\u200d", "\u2028", "\u202e", "\u2066", "\u3000", "\ue000", "\ufeff", "\ufffc", "\ufffd", "\U0001f600", "İ", "ß",
    "ﬀ", "²", "٣", "\r", "\r\n", "\t",
]  # fmt: skip
"""Characters that programs take for something else."""

odd = st.one_of(st.sampled_from(ODD), st.text(max_size=3))

WORDS = [
    "bakers", "the oven", "Studies show", "According to Rye & Oat", "experts say", "In 2021", "as of May 2023", "45%",
    "5% of bakers left", "$5 million", "two thirds", "twice as many", "from 20 to 30", "up 50%", "the largest",
    "1 + 2 = 4", "a total of 90", "May 4, 2021", "2019-2021", "10 kg", "e.g.", "Dr. Rye", "said Ann Rye", "I think",
    "very", "in conclusion", "by 7 June 2024", "one in five", "1,000,000", "3.5.1", "100%", "0", "-1", "½",
]  # fmt: skip

MARKS = [
    "\n", "\n\n", "\n\n\n", " ", "  \n", "\\\n", ". ", "! ", "? ", ": ", "; ", ", ", "…", "—", "*", "**", "_", "__",
    "~~",
    "`", "``", "```", "```py\n", "~~~\n", "[", "]", "](", ")", "](/b)", "][b]", "[b]: /c\n", "![", "![a](b.png)",
    "[a](https://rye.example/x)", "<https://rye.example>", "https://rye.example/a?b=c#d", "www.rye.example",
    "a@b.example",
    "[[a]]", "[^1]", "[^1]: x\n", "^[a]", "# ", "\n## ", "\n===\n", "\n---\n", " {#a .b}", "\n- ", "\n  - ", "\n1. ",
    "\n    ", "\n> ", "\n| a | b |\n|-|-|\n| c | d |\n", "|", "\\|", "\n: a\n", ":::note\n", "\n:::\n",
    "!!! note\n    ",
    "<b>", "</b>", "<a href=\"x\">", "</a>", "<div>\n", "</div>\n", "<br/>", "<!-- ", " -->", "<!-- a -->",
    "<!-- contentlint-disable -->", "<!-- contentlint-disable-next-line stale-year -->\n", "<!-- own-data -->",
    "<script>", "</script>", "<!A", "<?a?>", "<![CDATA[", "&amp;", "&", "&#0;", "&#x110000;", "$", "$$", "$a_b$",
    "{{< a >}}", "{{< /a >}}", "{{ a }}", "{% a %}", "{% raw %}", "{% endraw %}", "{", "}", "{a}", "{`", "{/* a */}",
    "<A b={c} />", "<A>", "</A>", "import A from 'a'\n", "export const a = {\n", "${", "<A b=\"<c>\">", "{...a}",
    '"', "'", "“", "”", "‘", "’", "«", "»", "(", ")", "/", "\\", "=", "%", "@", "::error::a\n", "##[error]a\n",
]  # fmt: skip


def _mixed(*pieces: list[str], most: int = 40) -> st.SearchStrategy[str]:
    known = st.sampled_from([piece for group in pieces for piece in group])
    return st.lists(st.one_of(known, known, known, known, odd), max_size=most).map("".join)


YAML = [
    "title: ", "description: ", "date: ", "tags: ", "draft: ", "slug: ", "lang: ", "keyword: ", "canonical: ",
    "cover: ",
    "contentlint: ", "ignore: ", "own-data: ", "a", "b: c", ": ", "\n", "\n  ", "\n- ", "- ", "[", "]", "{", "}", ", ",
    '"', "'", "|\n  ", ">\n  ", "# ", "&a ", "*a", "<<: ", "!!int ", "!!binary ", "!x ", "? ", "~", "null", "yes",
    "0x1f", "1e999", ".nan", "2024-02-30", "2024-01-01T25:00:00", "12:30:45", "\\ud800", "---\n", "...\n",
    "%YAML 1.1\n",
    "[stale-year]", "true", "/a/b.png", "https://[bad]/x", "one two three four", "\x85",
]  # fmt: skip
TOML = [
    "title = ", "date = ", "tags = ", "a.b = ", "[a]\n", "[[a]]\n", "\n", '"a"', "'a'", '"""', "'''", "[", "]", "{",
    "}",
    "= ", ", ", "1", "0x", "1_000", "inf", "nan", "2024-01-01", "2024-13-01", "07:32:00", "true", "# a", "\\u0000",
    "\\ud800", '"a".b', ".", "+", "-",
]  # fmt: skip
JSON = [
    '{"',
    '"',
    ": ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "a",
    "title",
    "1",
    "1e999",
    "-",
    "null",
    "true",
    "\\ud800",
    "\\",
    "//",
]

front_matter = st.one_of(
    st.tuples(st.just("---\n"), _mixed(YAML), st.sampled_from(["\n---\n", "\n...\n", "---", ""])),
    st.tuples(st.just("+++\n"), _mixed(TOML), st.sampled_from(["\n+++\n", "+++", ""])),
    st.tuples(
        st.sampled_from(["---json\n", ";;;\n", "{"]), _mixed(JSON), st.sampled_from(["\n---\n", "\n;;;\n", "}\n", ""])
    ),
).map("".join)
"""Front matter of all kinds, most of it broken."""

bodies = _mixed(WORDS, WORDS, MARKS, [" ", " ", "\n\n"], most=60)
posts = st.tuples(st.one_of(st.just(""), front_matter), bodies).map("".join)
"""Posts: words of every rule, marks of every kind."""
suffixes = st.sampled_from([".md", ".md", ".mdx", ".markdown", ".qmd", ".svx"])

_KEYS = [
    "select", "ignore", "include", "exclude", "rule-paths", "rule-timeout", "max-file-size", "fail-on", "baseline",
    "extends", "rules", "rules.stale-year", "overrides", "vocabulary", "vocabulary.hedges", "site", "sources",
    "front-matter", "front-matter.schemas", "site.routes", "site.extra-routes", "sources.allow-hosts", "x",
]  # fmt: skip
_values: st.SearchStrategy[str] = st.one_of(
    st.sampled_from(
        ["1", "-1", "true", "nan", "inf", "1e300", '""', '"a"', "'a'", "[]", "{}", '["a"]', '["**/*a*b*c"]',
        '["/(a+)+b/"]',
         '[""]', "[1]", "[[1]]", '"on"', '"off"', '"error"', "{severity = 5}", '{add = ["a"]}', '{set = "x"}',
         '{add = [""]}', "2024-01-01", '"../.."', '"/dev/zero"', '"\\u0000"', '"\\u202e"', '["[a", "{b,"]',
         '{"**" = "x.json"}', '["*"]', '{options = {names = 5}}', "0x" + "f" * 600]
    ),
    st.text(max_size=8).map(lambda text: json.dumps(text, ensure_ascii=False)),
)  # fmt: skip
configurations = st.one_of(
    st.lists(st.tuples(st.sampled_from(_KEYS), _values).map(lambda pair: f"{pair[0]} = {pair[1]}\n"), max_size=5).map(
        "".join
    ),
    st.lists(
        st.tuples(st.sampled_from(_KEYS), st.sampled_from(_KEYS), _values).map(
            lambda t: f"[{t[0]}]\n{t[1]} = {t[2]}\n"
        ),
        max_size=4,
    ).map("".join),
    _mixed(TOML),
)
"""Texts of `contentlint.toml`."""

_leaves: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(), st.text(max_size=6),
    st.sampled_from(["a", "error", "on", "/a+/", "/(/", "⟦a⟧ b", "2021", "sentence", "stale-year", "pattern", "[",
    "\x1b"]),
)  # fmt: skip
data = st.recursive(
    _leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
"""JSON of any shape."""

_RULE: dict[str, Any] = {
    "id": "my-rule", "check": "pattern", "severity": "warning", "summary": "A word.", "message": "'{words}' is one",
    "why": "It is.\n", "options": {"phrases": ["oat"]},
    "examples": [{"bad": "⟦oat⟧\n"}, {"good": "rye\n"}],
}  # fmt: skip
_rule_keys = st.sampled_from([*_RULE, "languages", "messages", "needs", "enabled", "terms", "beside", "values", "x"])
rules = st.one_of(
    st.dictionaries(_rule_keys, data, max_size=3).map(lambda more: json.dumps({**_RULE, **more})),
    st.dictionaries(
        st.sampled_from(["phrases", "lists", "scopes", "not_in", "at", "allow", "unless", "allowed", "x"]),
        data,
        max_size=3,
    ).map(lambda options: json.dumps({**_RULE, "options": options})),
    _mixed(YAML, ["id: a\n", "check: pattern\n", "options:\n  phrases: [a]\n", "examples:\n- bad: a\n"]),
)
"""Texts of rule files: a rule with some of its keys exchanged, and YAML without sense."""

_schema_keys = st.sampled_from(
    ["type", "properties", "required", "enum", "pattern", "format", "minLength", "maximum", "items", "$ref", "$id",
     "$schema", "$defs", "anyOf", "not", "if", "const", "additionalProperties", "dependentRequired", "multipleOf"]
)  # fmt: skip
_schema_values = st.one_of(
    data,
    st.sampled_from(
        ["string", "integer", ["string", "null"], "#", "#/$defs/a", "http://[", "x.json", "(a+)+b", "a{99999999999}",
         "date-time", "uri", {"a": True}, {"title": {"type": "string"}}, [{"type": "number"}], 0, -1, 1e400]
    ),
)  # fmt: skip
_schemas = st.recursive(
    st.dictionaries(_schema_keys, _schema_values, max_size=3),
    lambda inner: (
        st.dictionaries(_schema_keys, inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "tags", "date"]), inner, max_size=3).map(
            lambda of: {"properties": of}
        )
    ),
    max_leaves=6,
)
schemas = st.one_of(_schemas.map(json.dumps), data.map(json.dumps), _mixed(JSON))
"""Texts of JSON schemas."""

HTML = [
    "<html>", "<head>", "<title>", "</title>", "<body>", "<p>", "</p>", "<table><tr><td>", "</table>", "<ul><li>",
    "<h1 id=a>",
    "<script>", "</script>", '<script type="application/ld+json">', '{"articleBody": "', '"}', "\\ud800",
    "<meta charset=",
    '<meta http-equiv="refresh" content="0; url=', '"', "'", ">", "<!--", "-->", "<svg>", "<template>", "<base href=",
    "<time datetime=", "2021-02-30", "&#xD800;", "&nbsp;", "<a name=b>", "<link rel=canonical href=", "<plaintext>",
    "45% of bakers left", "<![CDATA[", "%PDF-1.4", "{", "[", "1 0 obj", "stream",
]  # fmt: skip
pages = st.tuples(
    _mixed(HTML, WORDS).map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=80),
    st.sampled_from(
        ["text/html", "text/html; charset=utf-7", "text/html; charset=\x00", "application/json", "application/pdf",
         "text/plain",
         "", "a/b; charset=unicode_escape", "text/html; charset=punycode", "TEXT/HTML;;;", "application/xhtml+xml"]
    ),
)  # fmt: skip
"""The bytes of a page and its content type."""

_header = st.tuples(
    st.sampled_from(
        [b"Location", b"Retry-After", b"ETag", b"Last-Modified", b"Content-Type", b"Content-Encoding",
        b"Content-Length",
         b"Transfer-Encoding", b"Set-Cookie", b"X", b"", b"Link", b"Refresh"]
    ),
    st.one_of(
        st.sampled_from(
            [b"/a", b"http://[::1", b"javascript:a", b"\xb2", "é".encode(), b"gzip", b"br", b"deflate", b"chunked",
            b"-1",
             b"99999999999999999999", b"text/html; charset=\xff", b"a=b; Max-Age=1e99", b"W/\"a\"", b"0", b"//",
             b"?" * 50]
        ),
        st.binary(max_size=12),
    ),
)  # fmt: skip
answers = st.one_of(
    st.binary(max_size=60),
    st.tuples(
        st.sampled_from([b"HTTP/1.1 200 OK", b"HTTP/1.1 301 X", b"HTTP/1.1 304 X", b"HTTP/1.1 404 X", b"HTTP/1.1 429 X",
                         b"HTTP/1.1 503 X", b"HTTP/1.0 200", b"HTTP/1.1 999 X", b"HTTP/1.1 100 X", b"HTTP/9.9 200 X"]),
        st.lists(_header, max_size=4).map(lambda headers: b"".join(b"\r\n" + name + b": " + value for name,
        value in headers)),
        st.just(b"\r\n\r\n"),
        st.binary(max_size=40) | pages.map(lambda page: page[0]),
    ).map(b"".join),
)  # fmt: skip
"""What a server sends back: an answer with odd headers, or bytes that are none."""
