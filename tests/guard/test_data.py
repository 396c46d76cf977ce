"""Reading of data: YAML that other programs wrote."""

import pytest

from contentlint.guard.data import load_yaml


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param(
            "a: [!!js/regexp /^x/, 1]\nb: 2\n", {"a": [{"!": "js/regexp", "value": "/^x/"}, 1], "b": 2}, id="js"
        ),
        pytest.param("a: !ruby/regexp /x/\n", {"a": {"!": "ruby/regexp", "value": "/x/"}}, id="ruby"),
        pytest.param("a: !!python/name:x.y\n", {"a": {"!": "name:x.y", "value": ""}}, id="python"),
        pytest.param("a: !!str 12\nb: !!int '3'\n", {"a": "12", "b": 3}, id="the tags of YAML keep their meaning"),
    ],
)
def test_what_other_languages_tag_is_passed_over(written: str, read: object) -> None:
    assert load_yaml(written) == read
