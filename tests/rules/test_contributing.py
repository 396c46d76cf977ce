"""The rule that CONTRIBUTING shows is one: it is there, and its examples hold."""

from __future__ import annotations

import re
from pathlib import Path

from runs import write

from contentlint import docs
from contentlint.catalog import catalog, rulefile
from contentlint.run import testing


def test_the_rule_that_is_shown_is_a_rule(tmp_path: Path) -> None:
    text = (Path(docs.__file__).parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    (shown,) = re.findall(r"<!-- rule -->\n```yaml\n(.*?)```", text, re.DOTALL)
    rule = rulefile.read_rule(write(tmp_path / "prose/shown.yaml", shown))
    loaded = catalog.load()
    assert rule.id in loaded.rules
    assert rule.check == loaded.rules[rule.id].check
    assert [str(failure) for failure in testing.run(rule, loaded)] == []
