"""The text of a page, whatever it is made of."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.sources import extract
from contentlint.sources.reading import Readers


def _pdf(*lines: str, broken: bool = False) -> bytes:
    """A PDF of one page, written by hand."""
    text = "BT /F1 12 Tf 50 700 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{part}\nendobj\n".encode())
    if broken:
        return out.getvalue()[:120]
    table = out.tell()
    out.write(f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010d} 00000 n \n" for place in places).encode())
    out.write(f"trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF".encode())
    return out.getvalue()


def test_tables_captions_and_inline_marks_are_kept() -> None:
    page = extract.read_html(
        "<title>Ships &amp; ports</title><body><nav>Menu</nav><p>In <b>May</b> there were <i>4</i>2.</p>"
        "<table><caption>By port</caption><tr><th>Port<th>Ships<tr><td><p>North</p><td>42<br></table>"
        "<figure><img alt='A chart: 42 ships came to the north port'><figcaption>Chart 1</figcaption></figure>"
        "<script>var x = 99</script><ul><li>one<li>two</ul>tail"
    )
    assert page.text == (
        "Ships & ports\nIn May there were 42.\nBy port\nPort | Ships\nNorth | 42\n"
        "A chart: 42 ships came to the north port\nChart 1\none\ntwo\ntail"
    )


@pytest.mark.parametrize(
    ("source", "published", "modified"),
    [
        ('<meta property="article:published_time" content="2021-03-04T09:00:00Z">', "2021-03-04", ""),
        ('<script type="application/ld+json">{"@graph":[{"datePublished":"2020-01-02","dateModified":"2022-01-02"}]}'
         "</script>", "2020-01-02", "2022-01-02"),
        ('<body><article><time datetime="2019-12-31">New Year</time></article>', "2019-12-31", ""),
        ('<script type="application/ld+json">{broken</script>', "", ""),
        ('<meta name="date" content="0000-99-99">', "", ""),
    ],
)  # fmt: skip
def test_dates(source: str, published: str, modified: str) -> None:
    page = extract.read_html(source)
    assert (page.published, page.modified) == (published, modified)


def test_a_paywall_is_told() -> None:
    page = extract.read_html(
        '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script><p>' + "Only a taste. " * 40
    )
    assert "don't pay" in page.unreadable


def test_a_login_form_is_told() -> None:
    page = extract.read_html("<p>" + "Welcome back. " * 40 + '<form><input type="password"></form>')
    assert "log in" in page.unreadable


def test_the_text_that_scripts_will_show_is_read() -> None:
    page = extract.read_html(
        '<body><p>Shown.</p><script type="application/json">{"a": {"body": "<p>Of all the ferries in the region,'
        ' some 62% run on gas &amp; wind.</p>", "id": "x1"}}</script>' + "<p>More words of the page.</p>" * 30
    )
    assert page.text is not None and "\nOf all the ferries in the region, some 62% run on gas & wind." in page.text
    assert "x1" not in page.text and not page.unreadable


def test_pdf() -> None:
    page = extract.read(_pdf("In May there were 42 ships.", "The har-", "bour was full."), "application/pdf")
    assert page.kind == "pdf" and page.text is not None
    assert "42 ships" in page.text and "The harbour was full." in page.text and not page.unreadable


def test_a_broken_pdf_writes_nothing_to_the_terminal() -> None:
    code = (
        "from contentlint.sources import extract; print(extract.read(b'%PDF-1.7 none', 'application/pdf').unreadable)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "broken" in done.stdout
    assert done.stderr == ""


def test_a_broken_pdf_says_so() -> None:
    assert "broken" in extract.read(_pdf("x", broken=True), "application/pdf").unreadable


@pytest.mark.parametrize(
    ("data", "content_type", "kind"),
    [
        (b"%PDF-1.7 ...", "text/html", "pdf"),
        (b"<!DOCTYPE html><p>x", "application/pdf", "html"),
        (b"<!DOCTYPE html><p>x", "", "html"),
        (b"plain words", "application/octet-stream", "text"),
        (b"\x00\x01\x02\x03", "text/plain", "other"),
        (b"\xff\xfeh\0i\0", "text/plain", "text"),
        (b"{}", "application/ld+json", "json"),
        (b"GIF89a", "image/gif", "other"),
    ],
)
def test_kinds(data: bytes, content_type: str, kind: str) -> None:
    assert extract.kind_of(data, content_type) == kind


@pytest.mark.parametrize(
    ("data", "content_type", "text"),
    [
        ("Café".encode(), "text/html", "Café"),
        ("Café".encode("latin-1"), "text/html", "Café"),
        ("Café".encode("latin-1"), "text/html; charset=latin-1", "Café"),
        (b"<meta charset=windows-1251>" + "Порт".encode("cp1251"), "text/html", "<meta charset=windows-1251>Порт"),
        ("Café, Café".encode()[:-1], "text/html", "Café, Caf"),
        ("Café".encode(), "text/html; charset=no-such", "Café"),
        ("Café".encode(), "text/html; charset=rot13", "Café"),
    ],
)
def test_encodings(data: bytes, content_type: str, text: str) -> None:
    assert extract.decode(data, content_type, is_html=True) == text


def test_a_page_that_overwhelms_its_reader_costs_its_time_and_nothing_else() -> None:
    async def run() -> list[extract.Page]:
        readers = Readers(count=1, seconds=1.5)
        try:
            deep = await readers.read(b"<div>" * 400_000, "text/html")
            json = await readers.read(b"[" * 500_000, "application/json")
            return [deep, json, await readers.read(b"<p>" + b"fine " * 100, "text/html")]
        finally:
            await readers.close()

    deep, json, fine = asyncio.run(run())
    assert deep.text is None and "too long" in deep.unreadable
    assert json.text is not None and fine.text is not None and fine.text.startswith("fine fine")


def test_a_pdf_bomb_is_bounded() -> None:
    # One page whose content unpacks to 500 MB of blanks.
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(500)) + packer.flush()
    whole = _pdf("x")
    start, end = whole.index(b"4 0 obj"), whole.index(b"5 0 obj")
    stream = b"4 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n" % (len(body), body)

    async def run() -> extract.Page:
        readers = Readers(count=1, seconds=10.0)
        try:
            return await readers.read(whole[:start] + stream + whole[end:], "application/pdf")
        finally:
            await readers.close()

    assert asyncio.run(run()).unreadable


@given(
    st.binary(max_size=400) | st.text(max_size=200).map(str.encode),
    st.sampled_from(["text/html", "application/json", "text/plain", "application/pdf", ""]),
)
def test_no_page_is_too_odd_to_be_read(data: bytes, content_type: str) -> None:
    page = extract.read(data, content_type)
    assert page.text is None or "\0" not in page.text or b"\0" in data
    assert page.text is not None or page.unreadable
