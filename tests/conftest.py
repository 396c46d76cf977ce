"""What holds for all tests: none of them is timed, so hypothesis' deadline is off. And the yardstick, a script."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

YARDSTICK = Path(__file__).parents[1] / "benchmarks" / "yardstick.py"

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def yardstick() -> ModuleType:
    if not YARDSTICK.exists():
        pytest.skip("the benchmarks are in the repository only")
    spec = importlib.util.spec_from_file_location("yardstick", YARDSTICK)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["yardstick"] = module  # dataclasses look for it
    spec.loader.exec_module(module)
    return module
