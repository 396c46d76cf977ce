from __future__ import annotations

import pytest

from contentlint.report.repository import Repository

SHA = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("remote", "page", "host"),
    [
        ("git@github.com:owner/name.git", "https://github.com/owner/name", "github"),
        ("https://github.com/owner/name", "https://github.com/owner/name", "github"),
        ("https://user:token@GitHub.com/owner/name.git", "https://github.com/owner/name", "github"),
        ("ssh://git@gitlab.com:2222/group/sub/name.git", "https://gitlab.com/group/sub/name", "gitlab"),
        ("https://gitlab.firm.example:8443/a/b.git", "https://gitlab.firm.example:8443/a/b", "gitlab"),
        ("git@bitbucket.org:team/name.git", "https://bitbucket.org/team/name", "bitbucket"),
        ("https://codeberg.org/owner/name/", "https://codeberg.org/owner/name", "gitea"),
        ("git://git.example/owner/name", "https://git.example/owner/name", "github"),
    ],
)
def test_reads_a_remote(remote: str, page: str, host: str) -> None:
    repository = Repository.from_remote(remote, "main")
    assert repository
    assert (repository.url, repository.host) == (page, host)


@pytest.mark.parametrize(
    "remote",
    ["", "/srv/name.git", "../name", "file:///srv/name", "C:/code/name", "https://[x/y", "https://github.com/"],
)
def test_a_remote_without_a_page_gives_none(remote: str) -> None:
    assert Repository.from_remote(remote, "main") is None


@pytest.mark.parametrize(
    ("host", "ref", "expected"),
    [
        ("github", "main", "https://h.example/o/n/blob/main/docs/a%20b.md?plain=1#L3-L5"),
        ("gitlab", "main", "https://h.example/o/n/-/blob/main/docs/a%20b.md?plain=1#L3-5"),
        ("bitbucket", "main", "https://h.example/o/n/src/main/docs/a%20b.md#lines-3:5"),
        ("gitea", "main", "https://h.example/o/n/src/branch/main/docs/a%20b.md?display=source#L3-L5"),
        ("gitea", SHA, f"https://h.example/o/n/src/commit/{SHA}/docs/a%20b.md?display=source#L3-L5"),
    ],
)
def test_links_to_lines(host: str, ref: str, expected: str) -> None:
    repository = Repository("https://h.example/o/n", ref, "docs", host)  # type: ignore[arg-type]
    assert repository.link("a b.md", 3, 5) == expected
    assert repository.link("a b.md", 3, 3) == repository.link("a b.md", 3)
    assert "#" not in repository.link("a b.md")
