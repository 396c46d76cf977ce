"""The HTML report in a real browser. Skipped where Chromium, its driver or selenium is missing."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from report_sample import TODAY, make_run

from contentlint.finding import Finding
from contentlint.report import html
from contentlint.report.habits import told
from contentlint.report.model import ClaimSummary, PostSummary, Run
from contentlint.text.spans import Span

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs Chromium and its driver")

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --force-color-profile=srgb"
).split()
HOSTILE = '</script><script>window.hacked=1</script><img src="https://evil.example/x" onerror="window.hacked=1">'


class Browser:
    """One Chromium, and what a test asks of it."""

    def __init__(self, folder: Path) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for argument in (*ARGUMENTS, f"--user-data-dir={folder}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = webdriver.ChromeService(DRIVER)
        self.driver = webdriver.Chrome(options=options, service=service)

    def size(self, width: int, height: int) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def media(self, **features: str) -> None:
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": named})

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def keys(self, keys: str) -> None:
        webdriver.ActionChains(self.driver, duration=0).send_keys(keys).perform()

    def go(self, address: str) -> None:
        """Follows a link inside the page, until it is shown."""
        script = """
            const [to, done] = arguments;
            const shown = () => { document.body.offsetHeight; done(); };
            if (location.hash === to) shown();
            else { addEventListener("hashchange", shown, {once: true}); location.hash = to; }
        """
        self.driver.execute_async_script(script, address)

    def until(self, condition: Callable[[], Any], seconds: float = 5) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.02)

    def text(self, selector: str) -> str:
        """The words of the first such element. Not its innerText, which is empty until the next frame for what
        stands in a block that is only drawn when it is near (content-visibility)."""
        found: str = self.js("return document.querySelector(arguments[0])?.textContent.trim() ?? ''", selector)
        return found

    def results(self) -> str:
        return self.text(".view:not([hidden]) .results")

    def shown(self, selector: str) -> int:
        number: int = self.js(
            "return [...document.querySelectorAll('.view:not([hidden]) ' + arguments[0])].length", selector
        )
        return number

    def complaints(self) -> list[str]:
        """What the console said since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for since the last call, the page's own file apart."""
        asked = []
        for entry in self.driver.get_log("performance"):
            event = json.loads(entry["message"])["message"]
            if event["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                url = event["params"].get("request", event["params"])["url"]
                if not url.startswith(("file:", "data:")):
                    asked.append(url)
        return asked


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    started = Browser(tmp_path_factory.mktemp("chromium"))
    yield started
    started.driver.quit()


RUN = make_run(30, 6)


@pytest.fixture
def open_(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    """Opens the page of a run; at the end nothing may stand in the console and no request may have been made."""
    browser.size(1200, 900)
    browser.media(prefers_color_scheme="light")

    def load(run: Run = RUN, address: str = "") -> Browser:
        file = tmp_path / "report.html"
        file.write_text(html.render(run), encoding="utf-8", newline="\n")
        browser.complaints(), browser.requests()
        browser.driver.get(file.as_uri() + address)
        browser.js("localStorage.clear()")
        return browser

    yield load
    assert browser.complaints() == []
    assert browser.requests() == []


def expected(**wanted: str) -> str:
    """What the page must say for a filter, counted in Python."""
    found = [
        f
        for f in RUN.findings
        if f.severity in wanted.get("severity", f.severity)
        and f.category == wanted.get("category", f.category)
        and f.rule == wanted.get("rule", f.rule)
        and (f.fix or "fix" not in wanted)
    ]
    posts = len({f.path for f in found})
    return f"{len(found)} finding{'s' * (len(found) != 1)} in {posts} post{'s' * (posts != 1)}"


Open = Callable[..., Browser]


class TestFilters:
    def test_severity_category_rule_and_fix(self, open_: Open) -> None:
        page = open_(replace(RUN, lists_each=True), "#findings")
        assert page.results() == expected()
        page.js("document.querySelector('[name=severity][value=error]').click()")
        page.until(lambda: page.results() == expected(severity="error"))
        assert page.shown(".message .tag:not(.error)") == 0
        page.js("document.querySelector('[name=severity][value=warning]').click()")
        page.until(lambda: page.results() == expected(severity="error warning"))
        for name, value, wanted in (
            ("category", "claims", {"severity": "error warning", "category": "claims"}),
            ("rule", "stale-source", {"severity": "error warning", "category": "claims", "rule": "stale-source"}),
        ):
            page.js(
                "const s = document.querySelector(`[data-view=findings] [name=${arguments[0]}]`);"
                "s.value = arguments[1];"
                "s.dispatchEvent(new Event('input', {bubbles: true}))",
                name,
                value,
            )
            page.until(lambda wanted=wanted: page.results() == expected(**wanted))  # type: ignore[misc]
        assert "rule=stale-source" in page.driver.current_url
        page.js("document.querySelector('[data-view=findings] [type=reset]').click()")
        page.until(lambda: page.results() == expected())
        page.js("document.querySelector('[name=fix]').click()")
        page.until(lambda: page.results() == expected(fix="yes"))

    def test_search_takes_words_in_any_order_and_quoted_ones_together(self, open_: Open) -> None:
        page = open_(address="#findings")
        search = page.driver.find_element("css selector", "[data-view=findings] [name=q]")
        search.send_keys("ARCHIVE page")
        page.until(lambda: page.results() == expected(rule="dead-link"))
        search.clear()
        search.send_keys('"archive page"')
        page.until(lambda: page.results() == "Nothing matches these filters.")

    def test_address_alone_brings_a_list_back(self, open_: Open) -> None:
        page = open_(address="#findings?severity=error&group=rule")
        assert page.results() == expected(severity="error")
        headings = page.js(
            "return [...document.querySelectorAll('.view:not([hidden]) .group h2')].map(e => e.textContent)"
        )
        assert set(headings) <= {"dead-link", "broken-anchor", "contradicted-by-source"}
        assert page.js("return document.querySelector('[name=severity][value=error]').checked")

    def test_numbers_of_the_overview_lead_to_what_they_count(self, open_: Open) -> None:
        page = open_()
        links = page.js(
            "return [...document.querySelectorAll('[data-view=overview] td.number a, [data-view=overview] .columns a')]"
            ".map(a => [a.getAttribute('href'), (a.querySelector('.value') ?? a).textContent.trim()])"
        )
        assert len(links) > 20
        for address, number in links:
            page.go(address)
            assert page.results().split()[0] == number, address

    def test_posts_sort_by_their_headers(self, open_: Open) -> None:
        page = open_(address="#posts")
        column = "return [...document.querySelectorAll('.posts tbody tr')].map(r => r.cells[7].textContent)"
        header = page.driver.find_element("css selector", "[data-sort=words] button")
        header.click()
        longest = [int(words.replace(",", "")) for words in page.js(column)]
        assert longest == sorted(longest, reverse=True)
        assert page.js("return document.querySelector('[data-sort=words]').ariaSort") == "descending"
        header.click()
        assert [int(words.replace(",", "")) for words in page.js(column)] == longest[::-1]

    def test_claims_by_support_and_verdict(self, open_: Open) -> None:
        page = open_()
        for query, count in (
            ("support=unsourced", sum(c.standing == "unsourced" for c in RUN.claims)),
            ("verdict=contradicted", sum(c.verdict == "contradicted" for c in RUN.claims)),
            ("verdict=none", sum(c.verdict is None for c in RUN.claims)),
        ):
            page.go(f"#claims?{query}")
            assert page.results().split()[0] == str(count) != "0"
        page.go("#claims?verdict=contradicted")
        assert "Beans are grown on 26%" in page.text(".evidence.contradicted blockquote")


class TestContext:
    def test_marks_are_on_the_words_of_the_finding(self, open_: Open) -> None:
        page = open_()
        for post in {f.path for f in RUN.findings}:
            page.go(f"#post?path={post}")
            page.js("dispatchEvent(new Event('beforeprint'))")
            marked = set(
                page.js("return [...document.querySelectorAll('.view:not([hidden]) mark')].map(m => m.textContent)")
            )
            assert marked == {f.excerpt for f in RUN.findings if f.path == post}

    def test_overlapping_and_empty_spans_and_long_lines(self, open_: Open) -> None:
        words = " ".join(f"word{n}" for n in range(400))
        text = f"Ahead.\n\n{words}\n\nAfter.\nMore 😀 text\nends here.\n"

        def at(start: int, end: int, line: int, column: int, end_line: int, end_column: int) -> Finding:
            span = Span(start, end)
            return Finding("r", "prose", "info", "a.md", span, line, column, end_line, end_column, "m", span.cut(text))

        begin = text.index("word200")
        column = begin - text.index("word0") + 1
        last = text.index("😀")
        run = Run(
            version="1",
            today=TODAY,
            read=lambda path: text,
            findings=[
                at(begin, begin + 15, 3, column, 3, column + 15),
                at(begin + 8, begin + 23, 3, column + 8, 3, column + 23),
                at(begin, begin, 3, column, 3, column),
                at(0, 0, 1, 1, 1, 1),
                at(last, last + 11, 6, 6, 7, 5),
            ],
        )
        page = open_(run, "#post?path=a.md")
        marks = page.js("return [...document.querySelectorAll('.view:not([hidden]) mark')].map(m => m.textContent)")
        assert marks == ["", "", "word200 ", "word201", " word202", "😀 text", "ends"]
        line = page.text(".view:not([hidden]) .block:nth-of-type(2) .marked .line")
        assert "word200 word201 word202" in line
        assert line.startswith(" … ") or line.startswith("…")
        assert len(line) < 400

    def test_links_to_the_line_in_the_repository(self, open_: Open) -> None:
        finding = RUN.findings[0]
        page = open_(address=f"#post?path={finding.path}")
        links = page.js("return [...document.querySelectorAll('.view:not([hidden]) a.no')].map(a => a.href)")
        assert RUN.repository and RUN.repository.link(finding.path, finding.line) in links


class TestSafety:
    def test_hostile_posts_run_nothing_and_ask_for_nothing(self, open_: Open) -> None:
        text = f"# {HOSTILE}\n\n{HOSTILE}\n"
        bad = Finding(HOSTILE, HOSTILE, "error", HOSTILE, Span(0, 5), 1, 1, 1, 6, HOSTILE, HOSTILE)
        claim = ClaimSummary(
            HOSTILE, 3, 1, 3, 5, HOSTILE, HOSTILE, HOSTILE, ("javascript:window.hacked=1",), (HOSTILE,)
        )
        run = Run(
            version="1",
            today=TODAY,
            root=HOSTILE,
            findings=[bad],
            posts=[PostSummary(HOSTILE, HOSTILE, "javascript:window.hacked=1", words=1)],
            claims=[claim],
            read=lambda path: text,
        )
        page = open_(run)
        for view in ("posts", "findings", "findings?group=rule", "claims", "overview"):
            page.go(f"#{view}")
        page.js("location.hash = '#post?' + new URLSearchParams({path: arguments[0]})", HOSTILE)
        page.until(lambda: page.text("#post-title") == " ".join(HOSTILE.split()))
        assert page.js("return window.hacked") is None
        assert page.js("return document.querySelectorAll('img, iframe, body script + script + script').length") == 0
        assert page.js("return [...document.links].filter(a => a.protocol === 'javascript:').length") == 0

    def test_the_policy_forbids_what_a_mistake_could_let_in(self, open_: Open) -> None:
        page = open_()
        assert (
            page.js("try { document.body.innerHTML = '<b>x</b>'; return 'let in' } catch (e) { return e.name }")
            == "TypeError"
        )
        asked = (
            "const done = arguments[0]; fetch('https://evil.example/').then(() => done('let in'), e => done(e.name))"
        )
        assert page.driver.execute_async_script(asked) == "TypeError"
        assert any("Content Security Policy" in said for said in page.complaints())
        assert page.requests() == []

    def test_the_watch_sees_a_request_when_there_is_one(self, browser: Browser, tmp_path: Path) -> None:
        file = tmp_path / "asks.html"
        file.write_text("<img src='http://127.0.0.1:9/x'>", encoding="utf-8")
        browser.driver.get(file.as_uri())
        assert browser.requests() == ["http://127.0.0.1:9/x"]
        assert len(browser.complaints()) == 1


class TestKeyboard:
    def test_skip_link_comes_first_and_skips(self, open_: Open) -> None:
        page = open_()
        page.keys("\ue004")
        assert page.js("return document.activeElement.className") == "skip"
        assert page.js("return document.activeElement.getBoundingClientRect().left") >= 0
        page.keys("\ue007")
        assert page.js("return document.activeElement.id") == "content"

    def test_single_keys_search_and_walk_and_can_be_turned_off(self, open_: Open) -> None:
        page = open_(address="#findings")
        page.keys("j")
        page.keys("j")
        first = "document.querySelectorAll('.view:not([hidden]) .list > [tabindex]')"
        assert page.js(f"return document.activeElement === {first}[1]")
        page.keys("k")
        assert page.js(f"return document.activeElement === {first}[0]")
        page.keys("/")
        assert page.js("return document.activeElement.name") == "q"
        page.keys("j")
        assert page.js("return document.activeElement.value") == "j"
        page.js("document.activeElement.blur()")
        page.keys("?")
        assert page.js("return document.getElementById('help').open")
        page.js("document.getElementById('keys').click()")
        page.keys("\ue00c")
        page.until(lambda: not page.js("return document.getElementById('help').open"))
        page.keys("/")
        assert page.js("return document.activeElement.name") != "q"

    def test_everything_is_reached_by_tab_and_has_a_name(self, open_: Open) -> None:
        page = open_(address="#findings")
        reached = []
        for _ in range(25):
            page.keys("\ue004")
            element = page.driver.switch_to.active_element
            reached.append((element.tag_name, element.accessible_name))
        assert all(name for _, name in reached), reached
        names = [name for _, name in reached]
        assert [n for n in names if n in ("Search", "Error", "Category", "Rule", "Group by", "Clear")] == [
            "Search", "Error", "Category", "Rule", "Group by", "Clear",
        ]  # fmt: skip

    def test_a_view_takes_the_focus_to_its_heading_and_says_how_many(self, open_: Open) -> None:
        page = open_()
        page.driver.find_element("css selector", "nav a[href='#claims']").click()
        page.until(lambda: page.js("return document.activeElement.id") == "claims-title")
        assert page.js("return document.title").startswith("Claims – ")
        assert page.js("return document.querySelector('[data-for=claims]').ariaCurrent") == "page"
        status = page.driver.find_element("css selector", "[data-view=claims] .results")
        assert status.aria_role == "status" and status.text == page.results() != ""
        page.driver.back()
        page.until(lambda: page.js("return document.activeElement.id") == "overview-title")

    def test_the_way_back_leads_to_where_the_reader_was(self, open_: Open) -> None:
        page = open_(address="#findings")
        page.js("document.querySelector('.view:not([hidden]) .end button').click()")
        links = ".view:not([hidden]) .list .group h2 a"
        page.until(lambda: page.shown(".list > *") > 40)
        link = page.driver.find_elements("css selector", links)[-1]  # the last of now: coming near it loads more
        page.js("arguments[0].scrollIntoView({block: 'center'})", link)
        wanted, top = page.js("return [arguments[0].href, scrollY]", link)
        assert top > 1000
        link.click()
        page.until(lambda: page.js("return document.activeElement.id") == "post-title")
        assert page.js("return scrollY") == 0
        page.driver.back()
        page.until(lambda: page.js("return document.activeElement.href") == wanted)
        assert page.js(
            "const r = document.activeElement.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight"
        )


class TestLooks:
    @pytest.mark.parametrize("view", ["", "#posts", "#findings", "#findings?group=rule", "#claims", "#post"])
    def test_fits_a_phone(self, open_: Open, view: str) -> None:
        if view == "#post":
            view = f"#post?path={RUN.findings[0].path}"
        page = open_()
        page.size(360, 740)
        page.go(view)
        assert page.js("return document.documentElement.scrollWidth") <= 360

    def test_colours_follow_the_system_until_told_otherwise(self, open_: Open) -> None:
        page = open_()
        ground = "return getComputedStyle(document.body).backgroundColor"
        light = page.js(ground)
        page.media(prefers_color_scheme="dark")
        dark = page.js(ground)
        assert light != dark
        choose = (
            "const s = document.getElementById('theme'); s.value = arguments[0]; s.dispatchEvent(new Event('change'))"
        )
        page.js(choose, "light")
        assert page.js(ground) == light
        page.driver.refresh()
        assert page.js(ground) == light
        page.js(choose, "")
        assert page.js(ground) == dark

    def test_prints_the_whole_list_without_its_controls(self, open_: Open) -> None:
        page = open_(address="#findings?severity=error")
        page.driver.execute_cdp_cmd("Page.printToPDF", {})
        assert page.shown(".message") == sum(f.severity == "error" for f in RUN.findings)
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        assert page.js("return getComputedStyle(document.querySelector('.filters')).display") == "none"
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

    def test_a_run_without_posts_or_claims_shows_what_it_has(self, open_: Open) -> None:
        page = open_(replace(RUN, posts=(), claims=(), rules={}, repository=None))
        assert not page.driver.find_element("css selector", "[data-for=claims]").is_displayed()
        page.go("#posts")
        assert page.results().endswith("posts")
        page.go("#findings?habits=each")
        assert page.results() == expected()

    def test_habits_are_told_once_until_their_places_are_asked_for(self, open_: Open) -> None:
        shown = told(RUN)
        assert shown.habits and len(shown.findings) < len(RUN.findings)
        page = open_(address="#findings")
        left = len(RUN.findings) - len(shown.findings)
        assert page.results().startswith(f"{len(shown.findings)} findings in ")
        assert page.results().endswith(f"; {left} findings more in habits of the site")
        for asked in ("habits=each", "severity=warning&severity=info&severity=error"):
            page.go(f"#findings?{asked}")
            assert page.results() == expected()
        habit = shown.habits[0]
        page.go(f"#findings?rule={habit.rule}")
        assert page.results() == expected(rule=habit.rule)


def test_two_thousand_posts_do_not_stall_it(open_: Open) -> None:
    run = make_run(2000, 10)
    assert len(run.findings) > 15_000
    page = open_(replace(run, lists_each=True), "#findings")
    assert page.results().split()[0] == f"{len(run.findings):,}"
    assert 0 < page.shown(".block") <= 200  # what is shown is bounded, however many there are
    for query in ("severity=error", "group=rule", "q=compost", ""):
        page.go(f"#findings?{query}")
        assert 0 < page.shown(".block") <= 200, query
    before = page.shown(".block")
    page.js("scrollTo(0, document.body.scrollHeight)")
    page.until(lambda: page.shown(".block") > before)
