"""What holds for all tests: none of them is timed, so hypothesis' deadline is off. And the yardstick, a script."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

from contentlint.cli.making import VARIABLES_OF_CI

YARDSTICK = Path(__file__).parents[1] / "benchmarks" / "yardstick.py"

for _name in VARIABLES_OF_CI:  # tests that are about them set them: to all others a job is as a desk
    os.environ.pop(_name, None)
# A start of the command compiles nothing where a user has it: nor do the thousands of starts in tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
settings.register_profile("untimed", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=500)  # pytest --hypothesis-profile thorough
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
