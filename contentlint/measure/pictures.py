"""Format and size of a picture by the beginning of its file: PNG, JPEG, GIF, WebP, AVIF, SVG."""

from __future__ import annotations

import re
import struct
from typing import NamedTuple

HEAD = 262_144
"""Bytes of a file that are read: a JPEG's size stands behind what the camera wrote."""

_SVG = re.compile(r"<svg\b([^>]{0,4000})>", re.IGNORECASE)
_SIDE = re.compile(r"""(?:^|\s)(width|height|viewBox)\s*=\s*["']([^"']{1,80})["']""")
_PIXELS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*+(?:px\s*+)?\Z")
_POINTER = re.compile(rb"version https://git-lfs[^\n]*\n(?:[^\n]*\n)*?size (\d{1,15})\n")


class Picture(NamedTuple):
    """A picture: its format in lower case, and its size in pixels; 0 for one that the file does not tell."""

    format: str
    width: int
    height: int


def read(data: bytes) -> Picture | None:
    """What the first bytes of a file say; None for what is no picture of these formats, or is cut off."""
    try:
        return _read(data)
    except (struct.error, IndexError):
        return None


def stored_size(data: bytes) -> int | None:
    """The size of a file of which the repository has only a pointer (Git LFS); None for a file that is itself."""
    found = _POINTER.match(data[:1_000])
    return int(found[1]) if found else None


def _read(data: bytes) -> Picture | None:
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        return Picture("png", *struct.unpack(">II", data[16:24]))
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return Picture("gif", *struct.unpack("<HH", data[6:10]))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    if data[:2] == b"\xff\xd8":
        return _jpeg(data)
    if data[4:8] == b"ftyp":
        return _avif(data)
    return _svg(data)


def _webp(data: bytes) -> Picture | None:
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:  # three bytes each, less one
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L" and len(data) >= 25 and data[20] == 0x2F:  # fourteen bits each, less one
        bits = int.from_bytes(data[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", data[26:30]))
    else:
        return None
    return Picture("webp", width, height)


def _jpeg(data: bytes) -> Picture | None:
    """The frame header, past the segments before it (ITU-T T.81, B.1.1)."""
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes
            at += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:  # markers without a length
            at += 2
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Picture("jpeg", width, height)
        else:
            at += 2 + max(2, struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None


def _avif(data: bytes) -> Picture | None:
    """The largest of the sizes that the file's items have (ISO/IEC 23008-12, `ispe`): the others are its tiles."""
    brands = data[8 : min(int.from_bytes(data[:4], "big"), 64)]
    if b"avi" not in brands:
        return None
    sizes, at = [(0, 0)], data.find(b"ispe")
    while at >= 0:
        width, height = struct.unpack(">II", data[at + 8 : at + 16])
        sizes.append((width, height))
        at = data.find(b"ispe", at + 16)
    return Picture("avif", *max(sizes, key=lambda size: size[0] * size[1]))


def _svg(data: bytes) -> Picture | None:
    found = _SVG.search(data[:16_384].decode("utf-8", "replace"))
    if found is None:
        return None
    said = dict(_SIDE.findall(found[1]))
    sides = [_PIXELS.match(said.get(name, "")) for name in ("width", "height")]
    if all(sides):
        return Picture("svg", *(round(float(side[1])) for side in sides if side is not None))
    box = re.findall(r"\d+(?:\.\d+)?", said.get("viewBox", ""))
    return Picture("svg", *(round(float(side)) for side in box[2:4])) if len(box) == 4 else Picture("svg", 0, 0)
