"""From the bytes of a page to its text, title, dates and ids. Runs in the reader process (`reading.py`)."""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from contentlint.guard.records import dataclass, field
from contentlint.sources.refresh import refresh

MAX_TEXT = 2_000_000
"""Characters of a page's text that are kept."""

MAX_ANCHORS = 20_000
_THIN = 400
"""A page with less text than this, and with scripts, is taken to be written by its scripts."""

_EMPTY = 80
"""A page with less text than this, and with scripts, has at most a word of waiting."""

_FORM = 1500
"""A page with less text than this, and a field for a password, is taken to be a login form."""

_DATA = 'script[type="application/ld+json"], script[type="application/json"]'
_LONG_VALUE = 60
_TAG = re.compile(r"<[^<>]{1,300}>")

_SKIPPED = frozenset({"script", "style", "template", "svg", "iframe", "nav", "select", "button", "head", "object"})
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q ruby rb rp rt s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
_CELLS = frozenset({"td", "th"})
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})")
_PUBLISHED = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date", "pubdate", "publish-date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")


@dataclass(slots=True)
class Page:
    """What was read of a page. `unreadable` says in words why `text` is missing or not the whole."""

    kind: str = ""
    text: str | None = None
    title: str = ""
    heading: str = ""
    published: str = ""
    modified: str = ""
    anchors: list[str] | None = None
    unreadable: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


class MissingLibrary(Exception):
    """A library of the extra `audit` is not installed; the message says so."""


def read(data: bytes, content_type: str) -> Page:
    """The page in `data`. Never raises for what is in the data; raises MissingLibrary.

    The kind is told from the first bytes, then from `content_type` (a header's value, which may lie).
    """
    kind = kind_of(data, content_type)
    if kind == "html":
        return read_html(decode(data, content_type, is_html=True))
    if kind == "pdf":
        return read_pdf(data)
    if kind == "json":
        return read_json(decode(data, content_type))
    if kind == "text":
        return Page("text", text=decode(data, content_type)[:MAX_TEXT])
    return Page("other", unreadable="it is neither a page nor a document")


def whole(text: str) -> str:
    """A text that can be written down: half a surrogate pair (JSON has `\\ud800`) becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def kind_of(data: bytes, content_type: str) -> str:
    """`html`, `pdf`, `json`, `text` or `other`."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\f")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    mime = content_type.partition(";")[0].strip().lower()
    low = start[:512].lower()
    looks_html = low.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--")) or (
        low.startswith(b"<?xml") and b"<html" in low
    )
    if looks_html:
        return "html"
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "other"
    if mime in ("text/html", "application/xhtml+xml"):
        return "html"
    if mime.endswith(("/json", "+json")):
        return "json"
    if mime.startswith("text/") or mime in ("", "application/xml", "application/octet-stream") or "+xml" in mime:
        return "text" if _is_text(data[:4096]) else "other"
    return "other"


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    odd = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in data)
    return odd * 100 <= len(data)


def decode(data: bytes, content_type: str, *, is_html: bool = False) -> str:
    """Bytes as text: by byte order mark, header, `<meta>`, else UTF-8, else Windows-1252; never fails."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    names = []
    if match := re.search(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", content_type, re.IGNORECASE):
        names.append(match[1])
    if is_html and (found := _META_CHARSET.search(data[:4096])):
        names.append(found[1].decode("ascii"))
    for name in names:
        try:
            text = data.decode("cp1252" if name.lower() in ("iso-8859-1", "latin-1", "ascii", "us-ascii") else name)
        except (LookupError, UnicodeError, ValueError):
            continue
        if isinstance(text, str):
            return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if (
            error.reason == "unexpected end of data" and not data[: error.start].isascii()
        ):  # cut off in the middle of a character
            return data.decode("utf-8", "ignore")
        return data.decode(names[0] if names and names[0].lower() in ("utf-8", "utf8") else "cp1252", "replace")


def read_html(source: str) -> Page:
    """The text of the whole page: each block a line, cells of a row with ` | ` between them, captions kept.

    Left out: scripts, styles, navigation, form controls.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise MissingLibrary(_missing("selectolax", "web pages")) from error
    tree = LexborHTMLParser(source)
    page = Page("html")
    if title := tree.css_first("title"):
        page.title = _squeezed(title.text(deep=True))
    if heading := tree.css_first("h1"):
        page.heading = _squeezed(heading.text(deep=True))[:300]
    page.anchors = list(_anchors(tree))
    page.facts["refresh"] = refresh(tree)
    _dates(tree, page)
    lines = _lines(tree.body) if tree.body is not None else []
    head = [page.title] if page.title else []
    for name in ("description", "og:description"):
        for node in tree.css("meta"):
            own = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
            if own == name and (content := _squeezed(node.attributes.get("content") or "")) and content not in head:
                head.append(content)
    text = "\n".join(lines)
    page.text = "\n".join([*head, text, *_embedded(tree, text)])[:MAX_TEXT]
    page.facts["scripted"] = len(text) < _EMPTY and tree.css_first("script") is not None
    if len(text) < _FORM and tree.css_first('input[type="password"]') is not None:
        page.unreadable = "the page asks visitors to log in"
    elif len(text) < _THIN and tree.css_first("script") is not None:
        page.unreadable = "the page writes its text with scripts"
    elif page.facts.pop("paywall", False):
        page.unreadable = "the page shows only a part to readers who don't pay"
    elif len(page.text) >= MAX_TEXT:
        page.unreadable = "the page is too long to be read to its end"
    return page


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _lines(body: Any) -> list[str]:
    """The lines of text below a node. Iterative: pages may be nested as deep as they like."""
    out: list[str] = []
    current: list[str] = []

    def end_line() -> None:
        line = _squeezed("".join(current)).strip("| ") if current else ""
        if line:
            out.append(line)
        current.clear()

    node, depth, size = body, 0, 0
    while node is not None and size < MAX_TEXT * 2:
        tag = node.tag or ""
        child = None
        if tag == "-text":
            piece = node.text_content or ""
            size += len(piece)
            current.append(piece)
        elif tag[:1].isalpha() and tag not in _SKIPPED:
            if tag == "br":
                end_line()
            elif tag in _CELLS:
                current.append(" | ")
            elif tag == "img":
                alt = node.attributes.get("alt") or ""
                if len(alt) > 20:
                    current.append(f" {alt} ")
            elif tag not in _INLINE:
                # What stands in a cell stays on the line of its row.
                end_line() if not _in_cell(node) else current.append(" ")
            child = node.first_child
        if child is not None:
            node, depth = child, depth + 1
            continue
        while node is not None and node.next is None and depth > 0:
            node, depth = node.parent, depth - 1
            own = node.tag or ""
            if own not in _INLINE and own not in _CELLS:
                end_line() if not _in_cell(node) else current.append(" ")
        node = node.next if node is not None and depth > 0 else None
    end_line()
    return out


def _embedded(tree: Any, text: str) -> Iterator[str]:
    """Sentences in the data that a page carries for its scripts, such as the body of an article that they show."""
    size = 0
    for node in tree.css(_DATA)[:20]:
        try:
            waiting = [json.loads(node.text(deep=True) or "null")]
        except (ValueError, RecursionError):
            continue
        while waiting and size < MAX_TEXT // 4:
            value = waiting.pop()
            if isinstance(value, dict):
                waiting += reversed(value.values())
            elif isinstance(value, list):
                waiting += reversed(value)
            elif isinstance(value, str) and len(value) > _LONG_VALUE and value.count(" ") > 6:
                for line in _TAG.sub("\n", html.unescape(value)).splitlines():
                    if (own := _squeezed(line)) and own not in text:
                        size += len(own)
                        yield own


def _in_cell(node: Any) -> bool:
    parent = node.parent
    for _ in range(4):
        if parent is None or parent.tag in ("tr", "table", "body"):
            return False
        if parent.tag in _CELLS:
            return True
        parent = parent.parent
    return False


def _anchors(tree: Any) -> Iterator[str]:
    found = 0
    for node in tree.css("[id], a[name]"):
        for name in ("id", "name") if node.tag == "a" else ("id",):
            value = node.attributes.get(name)
            if value:
                yield value
                found += 1
        if found >= MAX_ANCHORS:
            return


def _dates(tree: Any, page: Page) -> None:
    metas: dict[str, str] = {}
    for node in tree.css("meta"):
        own = node.attributes
        name = (own.get("property") or own.get("name") or own.get("itemprop") or "").lower()
        metas.setdefault(name, own.get("content") or "")
    found: dict[str, str] = {}
    for node in tree.css('script[type="application/ld+json"]')[:20]:
        try:
            data = json.loads(node.text(deep=True) or "null")
        except (ValueError, RecursionError):
            continue
        for entry in _entries(data):
            for name in ("datePublished", "dateModified"):
                if isinstance(entry.get(name), str):
                    found.setdefault(name, entry[name])
            if str(entry.get("isAccessibleForFree", "")).lower() == "false":
                page.facts["paywall"] = True
    published = [found.get("datePublished", ""), *(metas.get(name, "") for name in _PUBLISHED)]
    if not any(map(day, published)):
        times = tree.css("time[datetime][pubdate], article time[datetime]")
        published += [node.attributes.get("datetime") or "" for node in times[:1]]
    page.published = next((d for d in map(day, published) if d), "")
    page.modified = next(
        (d for d in map(day, [found.get("dateModified", ""), *(metas.get(name, "") for name in _MODIFIED)]) if d), ""
    )


def _entries(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data[:50]:
            yield from _entries(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _entries(data.get("@graph"), depth + 1)


def day(text: str) -> str:
    """The ISO date at the beginning of a text, or the empty string when there is none that can be."""
    if (match := _DAY.match(text.replace("/", "-"))) is None:
        return ""
    try:
        found = dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return ""
    return found.isoformat() if 1990 <= found.year <= 2100 else ""


def read_json(source: str) -> Page:
    """Each value of a JSON document as a line `path: value`, so that a figure stands beside what it is of."""
    try:
        data = json.loads(source)
        lines = list(_json_lines(data))
    except (ValueError, RecursionError):
        return Page("json", text=source[:MAX_TEXT])
    return Page("json", text="\n".join(lines)[:MAX_TEXT])


def _json_lines(data: Any) -> Iterator[str]:
    waiting: list[tuple[str, Any]] = [("", data)]
    size = 0
    while waiting and size < MAX_TEXT:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{path} {name}".strip(), own) for name, own in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [(path, own) for own in reversed(value)]
        else:
            line = f"{path}: {value}" if path else str(value)
            size += len(line)
            yield line


def read_pdf(data: bytes) -> Page:
    """The text of a PDF, page by page, with its title and date."""
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise MissingLibrary(_missing("pypdf", "PDF files")) from error
    log = logging.getLogger("pypdf")  # what it says of broken files goes to nobody: the page says that it is unreadable
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    page = Page("pdf")
    parts: list[str] = []
    size = 0
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            page.unreadable = "the PDF is locked by a password"
            return page
        meta = reader.metadata
        if meta is not None:
            page.title = _squeezed(str(meta.title or ""))[:300]
            page.published = meta.creation_date.date().isoformat() if meta.creation_date else ""
        for one in reader.pages:
            text = one.extract_text()
            size += len(text)
            parts.append(text)
            if size > MAX_TEXT:
                page.unreadable = "the PDF is too long to be read to its end"
                break
    except MemoryError:
        raise
    except Exception as error:  # of broken files pypdf raises whatever its code runs into
        page.unreadable = f"the PDF is broken ({type(error).__name__})"
    joined = "\n".join(parts)
    # Words broken at the end of a line by a hyphen are put together again.
    page.text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", joined)[:MAX_TEXT] or None
    if not page.unreadable and len(joined.strip()) < 20:
        page.unreadable = "the PDF holds pictures of its pages and no text"
    return page


def _missing(library: str, what: str) -> str:
    return f"reading {what} needs {library}: pip install 'contentlint[audit]'"
