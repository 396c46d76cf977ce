"""A file that only has a generator's name is no site."""

from contentlint.site import MemoryTree, only


def test_a_generators_file_in_a_folder_without_posts_is_no_site() -> None:
    site = only(MemoryTree({"schemas/hugo.yaml": "baseURL: /x\n", "notes/a.md": "# A\n"}))
    assert site.generator == "plain"


def test_a_site_in_a_folder_is_one() -> None:
    site = only(MemoryTree({"web/hugo.yaml": "baseURL: /\n", "web/content/posts/a.md": "# A\n"}))
    assert (site.generator, site.why) == ("hugo", "web/hugo.yaml")
