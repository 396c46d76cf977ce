"""The language of a post: by its text, else by what is declared, else English."""

from __future__ import annotations

import pytest
from made import site

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.post.language import language_of
from contentlint.post.post import Post
from contentlint.text import language

ENGLISH = Lexicon(catalog.load().vocabulary).words("english-words")

TEXTS = {
    "en": "The kettle stands on the stove, and when the water boils you can hear it from the garden. We have had it "
    "for years, but this is not the one that was there before.",
    "de": "Der Kessel steht auf dem Herd, und wenn das Wasser kocht, hört man es bis in den Garten. Wir haben ihn seit "
    "Jahren, aber er ist nicht der erste, der hier stand.",
    "fr": "La bouilloire est sur le feu, et quand l'eau bout, on l'entend dans le jardin. Nous avons cette bouilloire "
    "depuis des années, mais ce n'est pas la première qui est ici.",
    "es": "La tetera está en el fuego y cuando hierve el agua se oye desde el jardín. La tenemos desde hace años, pero "
    "no es la primera que hay en esta casa, como sabe todo el que viene.",
    "pt": "A chaleira está no fogão e, quando a água ferve, ouve-se até ao jardim. Já não é a primeira que temos, mas "
    "foi uma boa compra para a casa, e também para os vizinhos.",
    "it": "Il bollitore è sul fuoco e quando l'acqua bolle si sente anche dal giardino. Non è il primo che abbiamo, ma "
    "è più bello di quello della casa di prima, come sono anche le tazze del servizio.",
    "nl": "De ketel staat op het vuur en als het water kookt, hoor je het tot in de tuin. Wij hebben hem al jaren, "
    "maar het is niet de eerste die er stond, en ook niet de mooiste van het dorp.",
    "sv": "Kitteln står på spisen, och när vattnet kokar hörs det ut i trädgården. Vi har haft den i flera år, men det "
    "är inte den första som har stått här, och den är också mycket tung.",
    "pl": "Czajnik jest na kuchence i kiedy woda się gotuje, słychać go w ogrodzie. Nie jest to już pierwszy czajnik, "
    "który był w tym domu, ale można go używać przez lata, jak się o niego dba.",
    "tr": "Çaydanlık ocakta ve su kaynayınca sesi bahçeye kadar gelir. Bu ilk çaydanlık değil ama daha iyi bir tane "
    "olarak yıllar için alındı ve çok ağır.",
    "ru": "Чайник стоит на плите, и когда вода кипит, это слышно из сада. Он у нас не первый, но так же хорош.",
    "si": "කේතලය ලිප මත ඇත. වතුර නටන විට එය වත්තට ඇසේ. අපට එය වසර ගණනාවක් තිබේ.",
    "ja": "やかんは火の上にあります。お湯が沸くと、庭からも聞こえます。もう何年も使っています。",
    "zh": "水壶放在炉子上，水开的时候，在花园里也能听见。我们已经用了很多年，但它不是第一个。",
    "ko": "주전자가 불 위에 있습니다. 물이 끓으면 정원에서도 들립니다. 우리는 몇 년 동안 이것을 써 왔습니다.",
    "ar": "الغلاية على النار، وعندما يغلي الماء نسمعه من الحديقة. هذه ليست الأولى التي كانت في هذا البيت.",
}


def told(text: str, path: str = "post.md") -> str:
    return language_of(Post(path, text), ENGLISH)


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_tells_its_language(code: str) -> None:
    assert told(TEXTS[code]) == code


@pytest.mark.parametrize("code", [code for code in TEXTS if code != "en"])
def test_what_is_declared_does_not_hide_a_clear_text(code: str) -> None:
    assert told(f"---\nlang: en\n---\n\n{TEXTS[code]}\n", "en/post.md") == code


@pytest.mark.parametrize("path", ["de/post.md", "content.de/post.md", "docs/post.zh-CN.md", "i18n/fr/docs/post.md"])
def test_an_english_text_is_english_wherever_it_lies(path: str) -> None:
    assert told(TEXTS["en"], path) == "en"
    assert told(f"---\nlang: de\n---\n\n{TEXTS['en']}\n", path) == "en"


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        ("---\ntitle: Kessel\nlang: de\n---\n\nKupfer.\n", "post.md", "de"),
        ('+++\nlanguage = "pt-BR"\n+++\n\nCobre.\n', "post.md", "pt"),
        ("---\nlocale: fr_FR\n---\n\nCuivre.\n", "post.md", "fr"),
        ("Kupfer.\n", "de/kessel.md", "de"),
        ("Kupfer.\n", "content.de/kessel.md", "de"),
        ("Kupfer.\n", "content/kessel.de.md", "de"),
        ("Cuivre.\n", "i18n/fr/docusaurus-plugin-content-docs/current/x.md", "fr"),
        ("Cuivre.\n", "fr/en/x.md", "en"),  # the innermost
        ("Copper.\n", "post.md", "en"),  # nothing tells
        ("You have the kettle.\n", "ml/post.md", "en"),  # machine learning: Malayalam has letters of its own
        ("You have the kettle.\n", "it/post.md", "en"),  # a department
        ("You have the kettle.\n", "notes/node.js.md", "en"),
        ("Copper.\n", "uk/post.md", "en"),  # a country: Ukrainian has letters of its own
    ],
)
def test_short_texts_go_by_what_is_declared(text: str, path: str, code: str) -> None:
    assert told(text, path) == code


def test_code_links_and_quotations_tell_nothing() -> None:
    code = "```text\nthe kettle of the garden and the stove that you have, with this and that from there\n```\n"
    quoted = "> They have been there, and what they were is not what you would have when they are with us.\n"
    linked = "- [The kettle that you have when there is none](https://kettle.example/what-have-you-there)\n"
    assert told(f"{TEXTS['de']}\n\n{code}\n{quoted}\n{linked * 4}") == "de"
    assert told(f"{TEXTS['en']}\n\n```text\n{TEXTS['de'] * 3}\n```\n\n> {TEXTS['de']}\n") == "en"


def test_a_text_of_two_languages_goes_by_what_is_declared() -> None:
    both = f"{TEXTS['de']}\n\n{TEXTS['en']}\n"
    assert told(both) == "en"
    assert told(both, "de/post.md") == "de"


def test_names_and_words_in_other_letters_are_no_language() -> None:
    assert told(f"{TEXTS['en']} Los Angeles, Las Vegas, de la Cruz and van der Berg: 水壶 and чайник.") == "en"
    assert told("- ES2026\n- ES2025\n- de\n" * 20) == "en"
    assert told("→ ✓ 🥕 " * 80 + TEXTS["en"]) == "en"


def test_what_is_in_no_known_language_is_said_to_be_in_another() -> None:
    made_up = "Kirimu tolapa vesodi nakulo remita sopeda ".split()
    text = " ".join(made_up[number % 6] + "aeiou"[number % 5] for number in range(240))
    assert told(text) == "und"
    assert language.name_of("und") == "another language"


def test_a_declared_language_decides_between_two_that_are_alike() -> None:
    text = "og det er en kjele som ikke kan være på bordet når vannet koker, og den har også vært der hvis ikke før."
    assert told(text, "nb/post.md") == "nb"
    assert told(text) in ("da", "nb", "nn")


@pytest.mark.parametrize(
    ("value", "code"),
    [("de", "de"), ("de-AT", "de"), ("zh_Hans", "zh"), ("German", "de"), ("EN-us", "en"), ("pt-br", "pt"),
     ("deu", "de"), ("cn", "zh"), ("js", ""), ("python", ""), ("", ""), ("en_US.UTF-8", "en"), ("und", "")],
)  # fmt: skip
def test_codes(value: str, code: str) -> None:
    assert language.code_of(value) == code


def test_no_small_word_of_another_language_is_a_common_word_of_english() -> None:
    table = language._Table.get()
    assert not ENGLISH & table.codes.keys()
    assert all(word == word.lower() and word.isalpha() for word in table.codes if word < "\u0900")


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"hugo.toml": 'defaultContentLanguage = "de"\n', "content/posts/x.md": "Kupfer.\n"}, "de"),
        ({"hugo.toml": 'languageCode = "zh-cn"\n', "content/posts/x.md": "铜。\n"}, "zh"),
        ({"_config.yml": "title: x\nlang: fr\nplugins: []\n", "_posts/2026-01-01-x.md": "Cuivre.\n"}, "fr"),
        ({"mkdocs.yml": "site_name: x\ntheme:\n  name: material\n  language: de\n", "docs/x.md": "Kupfer.\n"}, "de"),
        ({"zola.toml": 'base_url = "/"\ndefault_language = "it"\n', "content/x.md": "+++\n+++\nRame.\n"}, "it"),
        ({"pelicanconf.py": "DEFAULT_LANG = 'es'\n", "content/x.md": "Title: Cobre\n\nCobre.\n"}, "es"),
        ({"_quarto.yml": "project:\n  type: website\nlang: nl\n", "x.qmd": "Koper.\n"}, "nl"),
        ({"book.toml": '[book]\nlanguage = "sv"\n', "src/SUMMARY.md": "- [x](x.md)\n", "src/x.md": "Koppar.\n"}, "sv"),
        (
            {"docusaurus.config.js": "module.exports = {title: 'x', url: 'https://x.example', baseUrl: '/',\n"
             "i18n: {defaultLocale: 'pl', locales: ['pl']}, presets: [['classic', {}]]};\n", "docs/x.md": "Miedź.\n"},
            "pl",
        ),
        ({".vitepress/config.mts": "export default {\n  lang: 'pt-BR',\n}\n", "x.md": "Cobre.\n"}, "pt"),
        (
            {"astro.config.mjs": "export default {\n  i18n: { defaultLocale: 'da', locales: ['da'] },\n};\n",
             "src/pages/x.md": "Kobber.\n"},
            "da",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value,
)  # fmt: skip
def test_the_site_s_language_holds_for_short_posts(files: dict[str, str], code: str) -> None:
    made = site(files)
    path = next(path for path in made.pages if "x." in path)
    assert language_of(Post(path, files[path], made.dialect), ENGLISH) == code
    assert language_of(Post(path, TEXTS["en"], made.dialect), ENGLISH) == "en"


def test_a_language_s_folder_in_a_multilingual_site() -> None:
    config = 'defaultContentLanguage = "en"\n[languages.en]\ncontentDir = "content/english"\n'
    config += '[languages.de]\ncontentDir = "content/german"\n'
    files = {"hugo.toml": config, "content/english/x.md": "Copper.\n", "content/german/x.md": "Kupfer.\n"}
    made = site(files)
    for path, code in (("content/english/x.md", "en"), ("content/german/x.md", "de")):
        assert language_of(Post(path, files[path], made.dialect), ENGLISH) == code
