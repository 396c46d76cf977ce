"""Memory that a long text has taken, given back when it is done with."""

from __future__ import annotations

import contextlib
import sys

_LONG = 1 << 20
"""Bytes of a text from which on it is worth while."""
_MMAP_THRESHOLD = -3
_done = False


def expect(size: int) -> None:
    """Say that a text of `size` bytes is about to be read.

    glibc hands out up to the size of the largest piece that it ever had back from one heap, where the copies of a long
    text come to lie between small pieces and stay: with a threshold that is said once, each goes back by itself
    (mallopt(3), M_MMAP_THRESHOLD). Without effect elsewhere.
    """
    global _done
    if size < _LONG or _done or sys.platform != "linux":
        return
    _done = True
    with contextlib.suppress(Exception):
        import ctypes

        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LONG)
