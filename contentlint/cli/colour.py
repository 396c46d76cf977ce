"""Whether output is coloured: what the user says, else what the environment says, else whether it is a terminal."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import IO, Any

_NONE = ("0", "false", "no", "off")


def wanted(environment: Mapping[str, str] = os.environ) -> bool | None:
    """What the environment says, None when nothing.

    `NO_COLOR` (https://no-color.org), not empty, is for none and wins. `FORCE_COLOR` (https://force-color.org), not
    empty, is for colour wherever the output goes; 0 and `false`, which programs of Node set, are for none. A terminal
    that is called `dumb` can show none.
    """
    if environment.get("NO_COLOR"):
        return False
    if forced := environment.get("FORCE_COLOR"):
        return forced.lower() not in _NONE
    return False if environment.get("TERM") == "dumb" else None


def is_shown(stream: IO[Any] | None, said: bool | None = None) -> bool:
    """True when what goes to a stream is coloured. `said` is the command line's word, which wins."""
    if said is None:
        said = wanted()
    return said if said is not None else stream is not None and stream.isatty()
