"""The HTML report as text: sound HTML, nothing escapes its place, the same run gives the same page."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import TODAY, make_run

from contentlint.errors import ReadError
from contentlint.finding import Finding
from contentlint.report import html
from contentlint.report.html.data import LONGEST_LINE, Site, embed, web_address
from contentlint.report.model import ClaimSummary, PostSummary, Run
from contentlint.text.spans import LineMap, Span

VOID = {"meta", "link", "input", "br", "hr", "img", "rect"}
HOSTILE = '</script><script>window.hacked=1</script><img src=x onerror="window.hacked=1">&amp;\'"<!--\u2028'


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, the text of each kind, what is out of balance."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.texts: dict[str, str] = {}
        self.feed(text)
        self.close()
        self.faults += [f"{name} is never closed" for name in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"{tag} has an attribute twice: {names}")
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing that is open")

    def handle_data(self, data: str) -> None:
        where = self.open[-1] if self.open else ""
        self.texts[where] = self.texts.get(where, "") + data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def data_of(text: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert found
    return json.loads(found[1])


def finding(text: str, words: str, *, path: str = "a.md", said: str = "m", rule: str = "dead-link") -> Finding:
    start = text.index(words)
    span, lines = Span(start, start + len(words)), LineMap(text)
    begin, end = lines.position(span.start), lines.position(span.end)
    return Finding(rule, "links", "error", path, span, begin.line, begin.column, end.line, end.column, said, words)


def run_of(text: str, *findings: Finding, **more: Any) -> Run:
    return Run(version="1", today=TODAY, root="Site", findings=findings, read=lambda path: text, **more)


RUNS = {
    "audit": make_run(40, 6),
    "without repository": make_run(12, 4, repository=False),
    "clean": replace(make_run(5, 3), findings=()),
    "check only": replace(make_run(12, 4), posts=(), claims=(), command="check", rules={}),
    "nothing at all": Run(version="1", today=TODAY),
}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS.keys())
class TestPage:
    def test_is_sound_html(self, run: Run) -> None:
        page = Page(html.render(run))
        assert page.faults == []
        ids = [a["id"] for _, a in page.elements if "id" in a]
        assert len(ids) == len(set(ids))
        for _, attributes in page.elements:
            for name in ("aria-labelledby", "for"):
                if name in attributes:
                    assert attributes[name] in ids

    def test_same_run_same_page(self, run: Run) -> None:
        assert html.render(run) == html.render(replace(run))

    def test_policy_allows_its_own_parts_and_no_request(self, run: Run) -> None:
        text = html.render(run)
        policy = next(m["content"] for m in Page(text).of("meta") if m.get("http-equiv") == "Content-Security-Policy")
        assert policy and "unsafe" not in policy and "default-src 'none'" in policy
        for element in ("style", "script"):
            content = re.search(rf"<{element}>(.*?)</{element}>", text, re.S)
            assert content
            digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
            assert f"{element}-src 'sha256-{digest}'" in policy

    def test_loads_nothing_and_styles_nothing_inline(self, run: Run) -> None:
        page = Page(html.render(run))
        for tag, attributes in page.elements:
            assert "style" not in attributes and "src" not in attributes
            assert not any(name.startswith("on") for name in attributes), tag
        assert all((link["href"] or "").startswith("data:") for link in page.of("link"))
        assert all((a["href"] or "").startswith("#") for a in page.of("a"))
        assert "@import" not in page.texts["style"] and "url(" not in page.texts["style"]

    def test_every_field_and_table_has_its_label(self, run: Run) -> None:
        text = html.render(run)
        outside_labels = re.sub(r"<label\b.*?</label>", "", text, flags=re.S)
        left = re.findall(r"<(?:input|select)\b[^>]*>", outside_labels)
        assert left == ['<select id="theme">'] and '<label for="theme"' in text
        for table in re.findall(r"<table.*?</table>", text, re.S):
            assert table.count('scope="col"') >= 2

    def test_every_finding_and_claim_is_there(self, run: Run) -> None:
        data = data_of(html.render(run))
        assert len(data["findings"]) == len(run.findings) and len(data["claims"]) == len(run.claims)
        assert [row[6 + 1] for row in data["findings"]] == [f.message for f in run.findings]
        rules = [rule[0] for rule in data["rules"]]
        assert [rules[row[1]] for row in data["findings"]] == [f.rule for f in run.findings]
        assert [data["posts"][row[0]][0] for row in data["findings"]] == [f.path for f in run.findings]


class TestEscaping:
    def test_hostile_text_stays_text(self) -> None:
        text = f"# {HOSTILE}\n\nSee this.\n"
        claim = ClaimSummary("a.md", 1, 1, 1, 5, HOSTILE, HOSTILE, HOSTILE, (f"javascript:{HOSTILE}",), (HOSTILE,))
        post = PostSummary("a.md", HOSTILE, "javascript:alert(1)", TODAY, words=3)
        hit = finding(text, HOSTILE, said=HOSTILE, rule=f"x{HOSTILE}")
        run = replace(run_of(text, hit, posts=(post,), claims=(claim,)), root=HOSTILE, version=HOSTILE)
        rendered = html.render(run)
        page = Page(rendered)
        assert page.faults == [] and page.of("img") == []
        assert len(page.of("script")) == 2
        data = data_of(rendered)
        assert data["posts"][0][1] == " ".join(HOSTILE.split()) and data["posts"][0][2] == ""
        assert data["findings"][0][7] == HOSTILE
        assert data["claims"][0][9] == [["", f"javascript:{HOSTILE}"]]
        assert data["posts"][0][-1]["1"] == f"# {HOSTILE}".split("\u2028")[0] + "\u2028"

    @settings(max_examples=60, deadline=None)
    @given(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
        st.text(st.sampled_from("<>&\"'/!-script \u2028\n"), max_size=60),
    )
    def test_any_text_comes_through_whole(self, title: str, said: str) -> None:
        text = "One line.\n"
        run = run_of(text, finding(text, "line", said=said), posts=(PostSummary("a.md", title),))
        rendered = html.render(run)
        assert Page(rendered).faults == []
        data = data_of(rendered)
        assert data["findings"][0][7] == said
        assert data["posts"][0][1] == (" ".join(title.split()) or "a.md")

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//x.example",
            "x",
            "http://",
            "http://[x",
            "",
        ],
    )
    def test_only_web_addresses_become_links(self, address: str) -> None:
        assert web_address(address) == ""
        assert web_address("https://x.example/a?b=c#d") == "https://x.example/a?b=c#d"


class TestData:
    def test_columns_count_utf16_units_from_zero(self) -> None:
        text = "😀😀 word and é word\n"
        row = embed(Site.of(run_of(text, finding(text, "word"))))["findings"][0]
        line = text.rstrip().encode("utf-16-le")
        assert line[2 * row[4] : 2 * row[6]].decode("utf-16-le") == "word"

    def test_gives_the_lines_of_the_span_and_the_written_ones_beside_it(self) -> None:
        text = "one\n\ntwo\n\nthree\nfour\n\n\nfive\n\nsix\n"
        lines = embed(Site.of(run_of(text, finding(text, "three\nfour"))))["posts"][0][-1]
        assert lines == {3: "two", 5: "three", 6: "four", 9: "five"}

    def test_a_line_of_data_is_left_out_and_its_excerpt_kept(self) -> None:
        text = "x" * (LONGEST_LINE + 1) + "\n"
        hit = finding(text, "x" * 400)
        site = embed(Site.of(run_of(text, hit)))
        assert site["posts"][0][-1] == {}
        assert site["findings"][0][8] == "x" * 299 + "…"

    def test_a_post_that_can_no_longer_be_read_keeps_its_findings(self) -> None:
        def gone(path: str) -> str:
            raise ReadError("gone", path=path)

        text = "Some words.\n"
        run = replace(run_of(text, finding(text, "words")), read=gone)
        row = embed(Site.of(run))["findings"][0]
        assert row[3:7] == [1, 5, 1, 10] and row[8] == "words"
        assert Page(html.render(run)).faults == []

    def test_posts_come_worst_first_and_clean_ones_last(self) -> None:
        posts = embed(Site.of(RUNS["audit"]))["posts"]
        scores = [post[9] for post in posts]
        assert scores == sorted(scores)
        assert all((score == 100) == (sum(post[10]) == 0) for score, post in zip(scores, posts, strict=True))

    def test_age_counts_from_the_last_update(self) -> None:
        day = TODAY - dt.timedelta(days=400)
        post = PostSummary("a.md", date=day, updated=TODAY - dt.timedelta(days=10))
        assert embed(Site.of(run_of("", posts=(post, PostSummary("b.md", date=day)))))["posts"][0][6] == 10


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    if len(colour) == 4:
        colour = "#" + "".join(2 * c for c in colour[1:])
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_has_contrast(theme: int) -> None:
    """At least 4.5 to 1, WCAG 2.2 success criterion 1.4.3, in both themes."""
    css = files("contentlint.report.html").joinpath("page.css").read_text(encoding="utf-8")
    colours = {name: pair[theme] for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", css)}
    pairs = [
        (text, ground)
        for text in ("ink", "soft", "link", "error", "warning", "info", "good")
        for ground in ("paper", "card", "sunk")
    ]
    pairs += [("ink", f"{severity}-wash") for severity in ("error", "warning", "info")] + [("ink", "found")]
    pairs += [(severity, f"{severity}-wash") for severity in ("error", "warning", "info")]
    for text, ground in pairs:
        bright, dim = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 4.5, f"{text} on {ground}"
