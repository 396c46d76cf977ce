"""The general checks that rules are made of: count, metric, length, keyword, required section, relation, image."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure.test_pictures import avif, jpeg, png
from runs import write

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon, WordList
from contentlint.catalog.rule import Context
from contentlint.checks import count, front_matter_relation, image, keyword, length, metric, required_section
from contentlint.errors import RuleError
from contentlint.finding import Hit
from contentlint.measure import keywords
from contentlint.post.post import Post
from contentlint.run.files import DiskTree
from contentlint.site import MemoryTree, SiteSettings, only

TODAY = dt.date(2026, 6, 1)
SITE = SiteSettings(base_url="https://blog.example/")
LISTS = Lexicon({"tea-words": WordList(("tea", "green tea"))})


def hits(
    check: ModuleType, text: str, path: str = "post.md", files: Mapping[str, str] | None = None, **given: Any
) -> list[Hit]:
    site = only(MemoryTree({**(files or {}), path: text}), today=TODAY)
    options = check.Options(**given)
    return list(check.check(Post(path, text), options, Context(TODAY, LISTS, site)))


def found(check: ModuleType, text: str, path: str = "post.md", **given: Any) -> list[tuple[str, str]]:
    """The words and the message of each hit."""
    return [(hit.span.cut(text), hit.message) for hit in hits(check, text, path, **given)]


HEAD = "---\ntitle: Kettles\n---\n"


class TestCount:
    def test_a_limit_counts_as_kept(self) -> None:
        text = f"{HEAD}[a](/a) [b](/b)"
        assert found(count, text, of="internal-links", at_least=2, at_most=2) == []
        assert found(count, text, of="internal-links", at_least=3) == [("Kettles", "")]
        assert found(count, text, of="internal-links", at_most=1) == [("[b](/b)", "many")]

    def test_what_is_over_the_limit_comes_with_what_follows(self) -> None:
        text = f"{HEAD}[a](/a) [b](/b) [c](/c)"
        (hit,) = hits(count, text, of="links", at_most=1)
        assert [related.span.cut(text) for related in hit.related] == ["[c](/c)"]

    def test_the_first_words_only(self) -> None:
        text = f"{HEAD}One two three four [five](/five)."
        assert found(count, text, of="links", at_least=1, first_words=5) == []
        assert found(count, text, of="links", at_least=1, first_words=4) == [("Kettles", "")]

    def test_so_many_for_so_many_words(self) -> None:
        text = HEAD + "tea " * 3 + "pot " * 97
        for per, is_kept in ((34, True), (33, False)):
            bad = found(count, text, of="phrases", lists=("tea-words",), per="words", per_words=per, at_least=1)
            assert (bad == []) is is_kept, per
        (hit,) = hits(count, text, of="phrases", lists=("tea-words",), per="words", per_words=10, at_most=0.2)
        assert (hit.values["counted"], hit.values["where"]) == ("0.3 phrases", " per 10 words")

    def test_each_section_and_each_paragraph(self) -> None:
        text = "Tea.\n\n## One\n\ntea tea\n\ntea\n\n### Inner\n\ntea\n\n## Two\n\ntea\n"
        given: dict[str, Any] = {"of": "phrases", "lists": ("tea-words",)}
        assert [h.span.start for h in hits(count, text, **given, per="section", at_most=3)] == [
            text.rindex("tea", 0, text.index("## Two"))
        ]
        assert len(hits(count, text, **given, per="paragraph", at_most=1)) == 1
        assert len(hits(count, text, **given, per="section", at_least=2)) == 2

    def test_short_posts_are_not_judged(self) -> None:
        assert found(count, f"{HEAD}Three little words", at_least=5, min_words=4) == []
        assert found(count, f"{HEAD}Three little words", at_least=5, min_words=3) == [("Kettles", "")]

    def test_each_text_of_the_front_matter_by_itself(self) -> None:
        text = "---\ntitle: Tea\ndescription: Pots\n---\n"
        given: dict[str, Any] = {
            "of": "phrases",
            "lists": ("tea-words",),
            "scopes": ("title", "description"),
            "at_least": 1,
        }
        assert found(count, text, **given) == [("Pots", "")]

    def test_entries(self) -> None:
        assert found(count, "---\ntags: [a, b]\n---\n# T", of="entries", keys=("tags",), at_least=3) == [("T", "")]
        assert found(count, "---\ntags: a, b, c\n---\n# T", of="entries", keys=("tags",), at_most=2) == [
            ("a, b, c", "many")
        ]
        assert found(count, "# T", of="entries", keys=("tags",), at_least=3) == []

    def test_what_is_not_counted_is_told(self) -> None:
        with pytest.raises(ValueError, match="nothing called 'linkz' is counted; did you mean 'links'"):
            count.Options(of="linkz")
        with pytest.raises(RuleError, match="no word list 'none'"):
            found(count, HEAD, of="phrases", lists=("none",), at_least=1)

    def test_a_page_that_is_linked_twice_counts_once(self) -> None:
        text = f"{HEAD}[a](https://tea.example/a), [b](https://tea.example/a#b) and [c](https://tea.example/c)"
        assert count.measured(Post("post.md", text), count.Options(of="external-links"), Context(TODAY, LISTS)) == {
            "different links to other sites": 2
        }

    def test_a_page_that_an_earlier_part_links_counts_in_each(self) -> None:
        text = f"{HEAD}[a](/a) and [b](/b).\n\n[a](/a), [b](/b) and [c](/c).\n"
        assert found(count, text, of="internal-links", per="paragraph", at_most=2) == [("[c](/c)", "many")]

    def test_measured(self) -> None:
        post, context = Post("post.md", f"{HEAD}[a](/a)"), Context(TODAY, LISTS)
        assert count.measured(post, count.Options(of="links", at_least=1), context) == {
            "different link": 1,
            "at least": 1.0,
        }
        assert count.measured(post, count.Options(of="links", min_words=9), context) is None

    @given(
        st.lists(st.sampled_from(["[a](/a)", "tea", "\n\n", "## x", "- y", "`z`", "> q"]), max_size=40),
        st.integers(0, 9),
    )
    def test_never_too_few_and_too_many(self, parts: list[str], limit: int) -> None:
        text = " ".join(parts)
        for of in ("links", "sections", "list-items", "quotations"):
            few = found(count, text, of=of, at_least=limit)
            many = found(count, text, of=of, at_most=limit)
            assert not (few and many)
            assert bool(few or (many and limit)) or found(count, text, of=of, at_least=limit, at_most=limit or 0) == []


class TestMetric:
    def test_a_value_out_of_its_limits(self) -> None:
        text = f"{HEAD}[a](/a) [b](/b)"
        assert found(metric, text, value="links / words", at_most=0.5) == [("Kettles", "many")]
        assert found(metric, text, value="100 * links / words", at_least=101) == [("Kettles", "")]
        assert found(metric, text, value="links / words", at_least=1, at_most=1) == []

    def test_only_where_it_applies_and_has_a_value(self) -> None:
        assert found(metric, HEAD, value="links / words", at_least=1) == []
        assert found(metric, HEAD, value="words", when="images > 0", at_least=1) == []

    @pytest.mark.parametrize(
        ("value", "number"),
        [
            ("intro_words", 2),
            ("slug_words", 3),
            ("slug_characters", 13),
            ("has(title) + has(none)", 1),
            ("length(title)", 7),
            ("entries(tags)", 2),
            ("phrases(tea-words)", 1),
            ("longest(section_words)", 3),
            ("longest(paragraph_words)", 3),
            ("number(sentence_words)", 2),
        ],
    )
    def test_names(self, value: str, number: float) -> None:
        text = "---\ntitle: Kettles\ntags: [a, b]\n---\nTwo words.\n\n## Tea\n\nThree more words.\n"
        post = Post("my-old-kettle.md", text)
        assert metric.measured(post, metric.Options(value=value), Context(TODAY, LISTS)) == {"value": number}

    def test_a_mistake_of_the_rule_is_told_when_it_is_read(self, tmp_path: Path) -> None:
        rule = (catalog.builtin_root() / "prose/even-sentences.yaml").read_text(encoding="utf-8")
        file = write(
            tmp_path / "prose/even-sentences.yaml", rule.replace("mean(sentence_words)", "mean(sentence_wordz)")
        )
        with pytest.raises(
            RuleError, match="there is nothing called 'sentence_wordz'; did you mean 'sentence_words'"
        ) as caught:
            catalog.load([tmp_path])
        assert caught.value.path == str(file)


class TestLength:
    TEXT = "## One two\n\nA b c d.\n\n- e f\n- g\n\n  h i\n\n## Three\n\n> j k l m n o\n"

    @pytest.mark.parametrize(
        ("of", "unit", "most", "wanted"),
        [
            ("paragraph", "words", 3, ["A b c d."]),
            ("paragraph", "words", 4, []),
            ("paragraph", "characters", 7, ["A b c d."]),
            ("heading", "words", 1, ["One two"]),
            ("list-item", "words", 2, ["g"]),
            ("list", "entries", 1, ["e f"]),
            ("list", "words", 4, ["e f"]),
            ("section", "words", 8, ["One two"]),
            ("section", "words", 5, ["One two", "Three"]),
        ],
    )
    def test_too_long(self, of: Any, unit: Any, most: int, wanted: list[str]) -> None:
        assert [words for words, _ in found(length, self.TEXT, of=of, unit=unit, at_most=most)] == wanted

    def test_too_short_and_only_so_many(self) -> None:
        assert found(length, "a\n\nb\n\nc d\n", at_least=2) == [("a", "short"), ("b", "short")]
        assert found(length, "a\n\nb\n\nc d\n", at_least=2, max_hits=1) == [("a", "short")]


class TestKeyword:
    @pytest.mark.parametrize(
        ("text", "is_there"),
        [
            ("Steel kettles", True),
            ("Kettles made of steel", True),
            ("The STEEL-kettle's lid", True),
            ("Stahlkessel", False),
            ("Steel pots", False),
            ("Kettle", False),
        ],
    )
    def test_words_in_any_order(self, text: str, is_there: bool) -> None:
        bad = found(keyword, f"---\ntitle: {text}\nkeyword: the steel kettle\n---\n")
        assert bad == ([] if is_there else [(text, "")])

    def test_accents_and_other_scripts(self) -> None:
        assert found(keyword, "---\nslug: cafe-creme\nkeyword: café crème\n---\n", place="slug") == []
        assert found(keyword, "---\ntitle: 鉄のやかんの選び方\nkeyword: やかん\n---\n") == []

    def test_a_keyword_is_no_part_of_a_word(self) -> None:
        assert found(keyword, "---\ntitle: Maintaining a shed\nkeyword: AI\n---\n") == [("Maintaining a shed", "")]
        assert found(keyword, "---\ntitle: An AI for the shed\nkeyword: AI\n---\n") == []

    def test_where_the_keyword_stands(self) -> None:
        text = "---\ntitle: Pots\nseo:\n  keyword: tea\nkeywords: [kettle, pots]\n---\n"
        assert found(keyword, text) == []
        assert found(keyword, text, keyword_keys=("seo.keyword",)) == [("Pots", "")]
        assert found(keyword, text, keyword_keys=("none", "keywords")) == [("Pots", "")]
        assert found(keyword, text, keyword_keys=("keywords",), of_list="any") == []
        assert found(keyword, "---\ntitle: Pots\nkeyword: tea, pots\n---\n", of_list="any") == []

    def test_the_beginning_ends_in_the_middle_of_a_sentence(self) -> None:
        text = "---\nkeyword: kettle\n---\nOne two three kettle five."
        assert found(keyword, text, place="beginning", first_words=4) == []
        assert found(keyword, text, place="beginning", first_words=3) == [("One two three kettle five.", "")]

    def test_headings_of_a_level(self) -> None:
        text = "---\nkeyword: kettle\n---\n## Tea\n\n### Kettles\n"
        assert found(keyword, text, place="headings") == [("kettle", "")]
        assert found(keyword, text, place="headings", level=3) == []
        assert found(keyword, text, place="headings", level=0) == []
        assert found(keyword, text, place="headings", level=0, at_least=2) == [("kettle", "")]

    def test_density_counts_phrases(self) -> None:
        text = "---\nkeyword: steel kettle\n---\nSteel kettles and a kettle of steel: ten words are here."
        (hit,) = hits(keyword, text, place="density", at_least=50)
        assert (hit.values["text"], hit.values["count"]) == ("1 time", "9.09")

    @given(st.lists(st.sampled_from("steel kettle of Kettles the pot".split()), max_size=12))
    def test_a_phrase_has_its_words(self, parts: list[str]) -> None:
        text = " ".join(parts)
        named = keywords.of_post(Post("a.md", "---\nkeyword: steel kettle\n---\n"), ("keyword",))[0]
        places = list(keywords.phrases(text, named))
        assert all(keywords.has_words(text[start:end], named) for start, end in places)
        assert all(one[1] <= two[0] for one, two in pairwise(places))


class TestRequiredSection:
    @pytest.mark.parametrize(
        ("body", "is_there"),
        [
            ("## FAQ", True),
            ("### 7. FAQ: kettles", True),
            ("## Kettles: FAQ", True),
            ("**FAQ**\n\nWords.", True),
            ("FAQ: all that you ask", True),
            ("## A FAQ bot for kettles", False),
            ("**A FAQ bot** for kettles", False),
            ("We have a FAQ.", False),
            ("<FAQ items={all} />", True),
            ("{{< faq >}}", True),
        ],
    )
    def test_what_counts_as_one(self, body: str, is_there: bool) -> None:
        bad = found(
            required_section,
            f"{HEAD}{body}\n",
            "post.mdx" if body.startswith("<") else "post.md",
            sections=("FAQ",),
            components=("FAQ",),
        )
        assert bad == ([] if is_there else [("Kettles", "")])

    def test_questions_end_with_the_section(self) -> None:
        text = "## FAQ\n\n### Is it?\n\nYes.\n\n**And that?** No.\n\n## Is this one?\n"
        assert found(required_section, text, sections=("FAQ",), questions=2) == []
        assert found(required_section, text, sections=("FAQ",), questions=3) == [("FAQ", "questions")]

    def test_words_of_the_section(self) -> None:
        assert found(required_section, "## FAQ\n\nTwo words.\n", sections=("FAQ",), section_words=3) == [
            ("FAQ", "short")
        ]
        assert found(required_section, "## FAQ\n\nTwo words.\n", sections=("FAQ",), section_words=2) == []


class TestRelation:
    @pytest.mark.parametrize(
        ("must", "than", "is_kept"),
        [
            ("equal", "/img/{slug}.webp", True),
            ("equal", "/img/{file}.png", False),
            ("contain", "{slug}", True),
            ("contain", "{title}", False),
            ("begin-with", "/img/", True),
            ("begin-with", "img/", False),
            ("end-with", ".webp", True),
            ("end-with", "{none}", True),
            ("differ", "/img/kettles.webp", False),
            ("differ", "{folder}", True),
        ],
    )
    def test_what_it_is_held_against(self, must: Any, than: str, is_kept: bool) -> None:
        text = "---\ntitle: Steel pots\nimage: /img/kettles.webp\n---\n"
        bad = found(front_matter_relation, text, "posts/kettles.md", must=must, keys=("none", "image"), than=than)
        assert bad == ([] if is_kept else [("/img/kettles.webp", "")])

    def test_loose_words(self) -> None:
        text = "---\ntitle: Steel Kettles!\n---\n"
        assert found(front_matter_relation, text, "steel-kettle.md", keys=("title",), than="{file}", loose=True) == []
        assert found(front_matter_relation, text, "steel-kettle.md", keys=("title",), than="{file}") != []

    def test_a_key_that_must_be_there_with_another_one(self) -> None:
        given: dict[str, Any] = {"must": "exist", "keys": ("imageAlt",), "when_keys": ("image",)}
        assert found(front_matter_relation, "---\ntitle: T\nimage: a.png\n---\n", **given) == [("T", "")]
        assert found(front_matter_relation, "---\ntitle: T\n---\n", **given) == []
        assert found(front_matter_relation, "---\nimage: a.png\nimageAlt: b\n---\n", **given) == []

    def test_days(self) -> None:
        given: dict[str, Any] = {"must": "within-days", "keys": ("date",), "max_days": 2}
        assert found(front_matter_relation, "---\ndate: 2026-05-30\n---\n", **given) == []
        assert found(front_matter_relation, "---\ndate: 2026-05-29\n---\n", **given) == [("2026-05-29", "")]
        assert found(front_matter_relation, "---\ndate: soon\n---\n", **given) == []
        given |= {"than": "{updated}"}
        assert found(front_matter_relation, "---\ndate: 2025-01-01\nupdated: 2025-01-02\n---\n", **given) == []

    def test_the_title_is_the_heading(self) -> None:
        text = "---\ntitle: Kettles\n---\n# Pots\n"
        assert found(front_matter_relation, text, must="equal", keys=("title",), than="{h1}") == [("Kettles", "")]

    def test_a_long_value_is_not_matched(self) -> None:
        text = f"---\nslug: {'a' * 20_000}!\n---\n"
        assert found(front_matter_relation, text, must="match", keys=("slug",), pattern="(a+)+$") == []


class TestImage:
    @pytest.fixture
    def hits_of(self, tmp_path: Path) -> Any:
        write(tmp_path / "public/img/wide.png", png(1200, 630))
        write(tmp_path / "public/img/photo.jpg", jpeg(4032, 3024) + b"\0" * 300_000)
        write(tmp_path / "public/img/small.avif", avif((300, 200)))
        write(tmp_path / "public/img/empty.webp", b"")
        write(tmp_path / "posts/beside.png", png(10, 10))

        def hits_of(target: str, **given: Any) -> list[tuple[object, object]]:
            text = f"---\ntitle: T\nheroImage: {target}\n---\n![x]({target})\n"
            file = write(tmp_path / "posts/post.md", text)
            site = only(DiskTree(tmp_path), SITE, today=TODAY)
            context = Context(TODAY, LISTS, site)
            hits = list(image.check(Post(str(file.relative_to(tmp_path)), text), image.Options(**given), context))
            assert all(hit.span.cut(text) == target for hit in hits)
            return [(hit.values["what"], hit.values["wanted"]) for hit in hits]

        return hits_of

    @pytest.mark.parametrize(
        ("target", "given", "wanted"),
        [
            ("/img/wide.png", {"width": 1200, "height": 630}, []),
            ("/img/wide.png", {"width": 1200, "height": 675}, [("1,200 × 630 pixels", "1,200 × 675 pixels")]),
            ("/img/wide.png", {"ratio": 1.91}, []),
            ("/img/wide.png", {"ratio": 1.78}, [("1,200 × 630 pixels", "1.78 times as wide as high")]),
            ("/img/wide.png", {"formats": ("webp", "avif")}, [("PNG", "WebP or AVIF")]),
            (
                "/img/photo.jpg",
                {"formats": ("jpg",), "max_width": 4000},
                [("4,032 × 3,024 pixels", "at most 4,000 pixels wide")],
            ),
            ("/img/photo.jpg", {"max_kilobytes": 100}, [("305 KB", "at most 100 KB")]),
            ("/img/photo.jpg", {"max_kilobytes": 306}, []),
            ("/img/photo.jpg", {"max_kilobytes": 305}, [("305,027 bytes", "at most 305 KB")]),
            ("/img/small.avif", {"min_width": 600}, [("300 × 200 pixels", "at least 600 pixels wide")]),
            ("/img/empty.webp", {"width": 1, "max_kilobytes": 1}, []),
            ("/img/gone.png", {"width": 1}, []),
            ("https://other.example/img/wide.png", {"width": 1}, []),
            ("https://blog.example/img/wide.png", {"width": 1}, [("1,200 × 630 pixels", "1 pixels wide")]),
            ("./beside.png", {"min_width": 11}, [("10 × 10 pixels", "at least 11 pixels wide")]),
        ],
    )
    def test_pixels_format_and_bytes(self, hits_of: Any, target: str, given: dict[str, Any], wanted: Any) -> None:
        assert hits_of(target, **given) == wanted
        assert hits_of(target, of="body", **given) == wanted

    def test_measured(self, hits_of: Any, tmp_path: Path) -> None:
        hits_of("/img/wide.png")
        site = only(DiskTree(tmp_path), SITE, today=TODAY)
        post = Post("posts/post.md", (tmp_path / "posts/post.md").read_text(encoding="utf-8"))
        said = image.measured(post, image.Options(), Context(TODAY, LISTS, site))
        assert said == {"image": "wide.png", "pixels": "1200 × 630", "format": "PNG", "kilobytes": 0}


def test_every_check_says_what_its_options_are_for() -> None:
    for check in (count, metric, length, keyword, required_section, front_matter_relation, image):
        assert all(field.metadata.get("help") for field in dataclasses.fields(check.Options)), check
