"""Markdown into a Document whose every part knows its place in the source.

markdown-it gives lines for blocks and no columns at all. Here the inline parser notes where each of its rules
began and ended, and a block's content lines are aligned with its source lines from the right, so places are read
off the parser and never searched for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from contentlint.post.dialect import PLAIN, Dialect
from contentlint.post.document import Document
from contentlint.post.markdown.build import READ, Builder
from contentlint.post.markdown.mask import mask

_PLAIN = re.compile(r"(?:[^\n\\`~*_\[!<&]|!(?!\[))++")
"""A run of text that no rule of those enabled here begins in."""


class _PlacedInline(ParserInline):
    """markdown-it's inline parser, noting in `meta["at"]` which stretch of its text each token comes from."""

    def tokenize(self, state: StateInline) -> None:
        rules = self.ruler.getRules("")
        end = state.posMax
        nesting: int = state.md.options["maxNesting"]
        tokens = state.tokens
        while state.pos < end:
            before, made = state.pos, len(tokens)
            if plain := _PLAIN.match(state.src, before, end):
                state.pending, state.pos = plain.group(), plain.end()
                state.pushPending().meta["at"] = plain.span()
                continue
            for rule in rules if state.level < nesting else ():
                if rule(state, False):
                    break
            else:
                state.append_pending(state.src[state.pos]) if hasattr(state, "append_pending") else _pend(state)
                state.pos += 1
            if state.pending:
                state.pushPending()
            fresh = [token for token in tokens[made:] if "at" not in token.meta]
            if len(fresh) > 1 and sum(len(token.content) for token in fresh) == state.pos - before:
                for token in fresh:  # a run of delimiters is one token each
                    token.meta["at"] = (before, before + len(token.content))
                    before += len(token.content)
            for token in fresh:
                token.meta.setdefault("at", (before, state.pos))


def _pend(state: StateInline) -> None:
    state.pending += state.src[state.pos]


def _placed_table(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """markdown-it's rule for tables, noting in `meta["row"]` of each cell how long its row is, indentation aside."""
    made = len(state.tokens)
    if not table(state, first, last, silent):
        return False
    for token in state.tokens[made:]:
        if token.type == "inline" and token.map:
            row = token.map[0]
            token.meta["row"] = state.eMarks[row] - state.bMarks[row] - state.tShift[row]
    return True


_FOOTNOTE = re.compile(r"\[\^[^\] \n]{1,999}+\]")
"""A reference to a footnote; its label is as long as that of a link, at most."""


def _bounded_footnote(state: StateInline, silent: bool) -> bool:
    """The plugin's rule for references to footnotes, which by itself looks through all that follows for a bracket."""
    if _FOOTNOTE.match(state.src, state.pos, state.posMax) is None:
        return False
    return footnote_ref(state, silent, always_match=True)


_DIRECTIVE = re.compile(
    r":{3,}[ \t]*(?:\{[^{}]*\}|[\w.-]+)?(?:\{[^{}]*\})?[ \t]*(?P<title>.*?)[ \t]*(?:\{[^{}]*\})?[ \t]*\Z"
    r"|::(?:[a-z][\w-]*(?:[\[{].*)?)?[ \t]*\Z"
    r"|(?:!!!|\?\?\?\+?)[ ]+(?:[\w-][\w -]*)?(?:\"(?P<quoted>.*)\")?[ \t]*\Z"
    r"|===[+!]*[ ]+[\"'](?P<tab>.*)[\"'][ \t]*\Z"
)
"""A line that opens or closes a container: `:::note[Title]`, `::: tip Title`, MDC's `::card{to="/x"}`,
`!!! note "Title"`, `=== "Tab"`."""
_EMBED = re.compile(r"@\[[a-z][^\[\]\n]*+\]\((?!https?:)[^()\n]*+\)[ \t]*+\Z")
"""A line that puts something else in its place: a file of code (VuePress, "Import Code Blocks"), a video
(markdown-it-block-embed): `@[code{1-3} ts](./a.ts)`, `@[youtube](id)`."""
_PROPERTIES = 50
"""Lines of the properties of a component, at most (MDC, content.nuxt.com/docs/files/markdown, "YAML props")."""


def _directive(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Takes the marks of containers out, and what only puts something else in its place; the title of a container is a
    paragraph, what it holds is read as if it stood alone."""
    at = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(("::", "!!!", "???", "===", "@["), at) or state.is_code_block(first):
        return False
    line = state.src[at : state.eMarks[first]]
    if line.startswith("@"):
        if is_embed := _EMBED.match(line) is not None:
            state.line = first + (not silent)
        return is_embed
    match = _DIRECTIVE.match(line)
    if match is None:
        return False
    if silent:
        return True
    title = (match["title"] or match["quoted"] or match["tab"] or "").strip()
    if title.startswith("[") and title.endswith("]") and match["title"]:
        title = title[1:-1].strip()
    if title.strip("\ue000\ue001\ue002 :"):
        for kind, nesting in (("paragraph_open", 1), ("inline", 0), ("paragraph_close", -1)):
            token = state.push(kind, "p" if nesting else "", nesting)  # type: ignore[arg-type]
            token.map = [first, first + 1]
            if not nesting:
                token.content, token.children = title, []
    state.line = first + 1 + (_properties(state, first + 1, last) if line.strip(": \t") else 0)
    return True


def _properties(state: StateBlock, first: int, last: int) -> int:
    """How many lines the properties of a component take."""
    for number in range(first, min(last, first + _PROPERTIES)):
        is_rule = state.src[state.bMarks[number] : state.eMarks[number]].strip() == "---"
        if is_rule and number > first:
            return number + 1 - first
        if not is_rule and number == first:
            break
    return 0


_NONE: dict[Any, Any] = {}


def _slim(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """No rule, but what is asked first at each block: when it stands in no other, those before it are done, and what
    nobody reads of their tokens can go. They take a third of the room then."""
    if not silent and state.level == 0:
        done: int = state.env.get("done", 0)
        state.tokens[done:] = kept = [token for token in state.tokens[done:] if token.type in READ]
        for token in kept:
            token.attrs, token.meta = _NONE, token.meta or _NONE
        state.env["done"] = len(state.tokens)
    return False


@cache
def _parser(mdx: bool) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"inline_definitions": True, "store_labels": True})
    md.inline = _PlacedInline()
    md.enable(["table", "strikethrough"])
    md.block.ruler.before("table", "directive", _directive, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.block.ruler.before("directive", "slim", _slim)
    md.block.ruler.at("table", _placed_table, {"alt": ["paragraph", "reference"]})
    footnote_plugin(md, inline=False, move_to_end=False, always_match_refs=True)
    md.inline.ruler.at("footnote_ref", _bounded_footnote)
    deflist_plugin(md)
    md.inline.ruler2.enableOnly(["balance_pairs", "strikethrough", "emphasis"])
    md.inline.ruler.disable(["linkify"])
    md.core.ruler.enableOnly(["block"])
    if mdx:
        md.disable(["code", "autolink"])  # MDX 3 has neither indented code nor <https://…>
    return md


def parse(text: str, start: int = 0, dialect: Dialect = PLAIN) -> Document:
    """Parse the body of a post, which begins at offset `start` of `text` (the start of a line).

    Never raises for any text: all of it is Markdown.
    """
    masked = mask(text, start, dialect)
    masked.text = masked.text.replace("\0", "\ufffd")  # CommonMark 2.3
    md, env = _parser(dialect.is_mdx), dict[str, Any]()

    def inline(content: str) -> list[Token]:
        tokens: list[Token] = []
        md.inline.parse(content, md, env, tokens)
        return tokens

    builder, tokens = Builder(text, start, masked, inline), md.parse(masked.text, env)
    del masked
    return builder.build(tokens)
