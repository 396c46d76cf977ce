"""How well claims are found in the labelled posts of the benchmark: a change may make it better, not worse."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "accuracy.py"


@pytest.mark.skipif(not SCRIPT.exists(), reason="the benchmarks are in the repository only")
def test_claims_are_found_as_well_as_they_were() -> None:
    run = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=True)
    told = re.search(r"precision (\d\.\d+), recall (\d\.\d+)", run.stdout)
    assert told, run.stdout
    precision, recall = map(float, told.groups())
    assert precision >= 0.80
    assert recall >= 0.55
