"""Takes the checked folder out of the places that Python modules come from, when it is imported.

`PYTHONPATH=$UNSET:` means the working directory, and that is the checked folder: a `struct.py` or `yaml/` in a pull
request would be run. Only what is imported afterwards is safe from it, so this comes before all else of the command
line, and uses nothing that is not loaded at Python's start.
"""

from __future__ import annotations

import os
import sys


def _leave_out() -> None:
    try:
        os.getcwd()
    except OSError:  # a folder that was deleted holds nothing
        return
    given = {os.path.abspath(place) for place in ["", *os.environ.get("PYTHONPATH", "").split(os.pathsep)]}
    named = [word for word in sys.argv[1:] if not word.startswith("-") and os.path.exists(word)]
    checked = [
        os.path.abspath(word if os.path.isdir(word) else os.path.dirname(word)) + os.sep for word in ("", *named)
    ]
    ours = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    for place in list(sys.path):
        full = os.path.abspath(place)
        if full in given and full != ours and any((full + os.sep).startswith(folder) for folder in checked):
            sys.path.remove(place)


_leave_out()
