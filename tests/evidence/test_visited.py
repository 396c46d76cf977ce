"""Addresses as sources name them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.evidence.visited import from_fields, key, look_up


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("https://A.example/x#y", "https://a.example/x"),
        ("HTTP://a.example", "http://a.example/"),
        ("//a.example/x", "https://a.example/x"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("https://a.example:8443/?q=1&r=é", "https://a.example:8443/?q=1&r=%C3%A9"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://you:pass@a.example/", "https://a.example/"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("/x", ""),
        ("mailto:a@b.example", ""),
        ("https://", ""),
        ("https://a.example:port/", ""),
        ("http://[broken/", ""),
    ],
)
def test_key(written: str, named: str) -> None:
    assert key(written) == named


@given(st.text(max_size=60) | st.from_regex(r"(https?:)?//[\w.:@\[\]-]{1,20}(/.{0,20})?", fullmatch=True))
def test_a_key_is_its_own_key(text: str) -> None:
    assert key(key(text)) == key(text)


def test_an_address_is_found_however_it_is_written() -> None:
    page = from_fields("https://a.example/x", {"text": "Word", "anchors": ["one"]})
    assert look_up({page.url: page}, "https://A.example/x#one") is page
    assert page.text == "Word" and look_up({page.url: page}, "https://a.example/y") is None
