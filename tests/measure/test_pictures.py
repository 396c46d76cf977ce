"""Formats and sizes of pictures, from headers written by hand after their specifications."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.measure.pictures import Picture, read, stored_size


def png(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def jpeg(width: int, height: int, *, frame: int = 0xC0) -> bytes:
    exif = b"\xff\xe1" + struct.pack(">H", 5_000) + b"\xff\xc0" * 2_499
    frame_header = bytes([0xFF, frame]) + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    tables = b"\xff\xc4" + struct.pack(">H", 5) + b"\x00\x00\x00"
    return b"\xff\xd8" + exif + b"\xff" + tables + frame_header + b"\xff\xda"


def webp(kind: bytes, body: bytes) -> bytes:
    chunk = kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def avif(*sizes: tuple[int, int]) -> bytes:
    boxes = b"".join(struct.pack(">I", 20) + b"ispe" + b"\0" * 4 + struct.pack(">II", *size) for size in sizes)
    return struct.pack(">I", 24) + b"ftypavif\0\0\0\0mif1miaf" + b"\0\0\0\x40meta" + boxes


LOSSY = webp(b"VP8 ", b"\x30\x01\x00\x9d\x01\x2a" + struct.pack("<HH", 1200 | 1 << 14, 630) + b"\0" * 9)
LOSSLESS = webp(b"VP8L", b"\x2f" + struct.pack("<I", 1199 | 629 << 14) + b"\0" * 9)
EXTENDED = webp(b"VP8X", b"\0" * 4 + (1199).to_bytes(3, "little") + (629).to_bytes(3, "little"))
FILES = {
    "png": (png(1200, 630), Picture("png", 1200, 630)),
    "jpeg": (jpeg(1200, 630), Picture("jpeg", 1200, 630)),
    "progressive": (jpeg(40_000, 9, frame=0xC2), Picture("jpeg", 40_000, 9)),
    "gif": (b"GIF89a" + struct.pack("<HH", 1200, 630) + b"\0\0\0", Picture("gif", 1200, 630)),
    "webp": (LOSSY, Picture("webp", 1200, 630)),
    "lossless": (LOSSLESS, Picture("webp", 1200, 630)),
    "extended": (EXTENDED, Picture("webp", 1200, 630)),
    "avif": (avif((512, 512), (1200, 630), (160, 84)), Picture("avif", 1200, 630)),
    "svg": (b'<?xml version="1.0"?>\n<svg width="1200px" height="630" viewBox="0 0 1 1">', Picture("svg", 1200, 630)),
    "box": (b"<svg viewBox='0 0 24 12.4' width='100%'></svg>", Picture("svg", 24, 12)),
    "no size": (b"<svg xmlns='x'></svg>", Picture("svg", 0, 0)),
}


@pytest.mark.parametrize("name", FILES)
def test_format_and_size(name: str) -> None:
    data, wanted = FILES[name]
    assert read(data) == wanted


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("svg", "box", "no size")])
def test_a_file_that_is_cut_off_is_never_a_wrong_size(name: str) -> None:
    data, wanted = FILES[name]
    assert all(read(data[:length]) in (None, wanted) for length in range(len(data)) if name != "avif")
    assert read(data[:9]) is None


@pytest.mark.parametrize("data", [b"", b"hello", b"\xff\xd8" + b"\xff" * 200_000, b"\x00\x00\x00\x18ftypheic", b"<svg"])
def test_what_is_none_is_none(data: bytes) -> None:
    assert read(data) is None


@given(st.binary(max_size=200), st.sampled_from([data for data, _ in FILES.values()]), st.integers(0, 40))
def test_nothing_is_raised(noise: bytes, data: bytes, at: int) -> None:
    read(noise)
    read(data[:at] + noise)
    stored_size(noise)


def test_a_pointer_tells_the_size_of_the_file() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 450123\n"
    assert stored_size(pointer) == 450_123
    assert stored_size(png(1, 1)) is None
