"""Where contentlint says that it came from: never an address that nobody gave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from runs import git, write

from contentlint import __version__
from contentlint.run import origin

GITHUB = "https://github.com/example-owner/contentlint"


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:example-owner/contentlint.git", GITHUB),
        ("https://user:secret@github.com/example-owner/contentlint.git", GITHUB),
        ("ssh://git@git.example:2222/a/b.git", "https://git.example/a/b"),
        ("git+https://git.example:8443/a/b", "https://git.example:8443/a/b"),
        ("/srv/git/contentlint.git", ""),
        ("https://[bad", ""),
        ("", ""),
    ],
)
def test_a_remote_as_an_address(remote: str, address: str) -> None:
    assert origin.public(remote) == address


def test_a_released_package_is_installed_by_its_name() -> None:
    found = origin.of_metadata(__version__, [f"Repository, {GITHUB}"], "")
    assert (found.address, found.requirement) == (GITHUB, f"contentlint=={__version__}")
    assert found.action == f"example-owner/contentlint@v{__version__}"
    assert found.page("docs/rules/a.md") == f"{GITHUB}/blob/v{__version__}/docs/rules/a.md"


def test_one_installed_from_git_is_installed_from_there() -> None:
    direct = {"url": "https://git.example/a/b.git", "vcs_info": {"vcs": "git", "commit_id": "0" * 40}}
    found = origin.of_metadata(__version__, [], json.dumps(direct))
    assert found.requirement == f"contentlint @ git+https://git.example/a/b@v{__version__}"
    assert found.action == ""


def test_a_clone_without_a_remote_is_its_folder(tmp_path: Path) -> None:
    write(tmp_path / "contentlint/__init__.py", "")
    git(tmp_path, "init", "-q")
    found = origin.find(__version__, tmp_path / "contentlint")
    assert found.address == str(tmp_path)
    assert found.page("docs/rules/a.md") == ""
    assert found.requirement == f"contentlint @ git+{origin.UNKNOWN}@v{__version__}"
    assert origin.of_metadata(__version__, [], json.dumps({"url": tmp_path.as_uri(), "dir_info": {}})) == found
    git(tmp_path, "remote", "add", "origin", "git@github.com:example-owner/contentlint.git")
    assert origin.find(__version__, tmp_path / "contentlint").address == GITHUB


@pytest.mark.parametrize("direct", ["", "[]", "{", '{"url": 3}'])
def test_what_is_not_known_is_not_made_up(direct: str) -> None:
    found = origin.of_metadata(__version__, ["Documentation, https://docs.example", "nonsense"], direct)
    assert not found.is_public
    assert found.shown == origin.UNKNOWN
