"""`contentlint init`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_TEMPLATE = """\
# Every key is in docs/configuration.md
# extend = "seo"             # a profile, or several: recommended, seo, strict, files, packages
# fail-on = "error"          # or "warning", "info"
# exclude = ["drafts/**"]    # files never to check
# baseline = "contentlint-baseline.jsonl"   # known findings, written by `contentlint check --write-baseline`

[site]
{site}

[rules]
# stale-year = "error"                        # a rule's severity, or "off"
# readability = "off"                         # a whole category
# [rules.unsourced-statistic]                 # a rule's options: `contentlint explain unsourced-statistic`
# severity = "warning"

# [[overrides]]                               # other settings for some posts
# paths = ["archive/**"]
# rules = {{ freshness = "off" }}
"""

_HOOK = """\
repos:
  - repo: ADDRESS-OF-THE-CONTENTLINT-REPOSITORY
    rev: v{version}
    hooks:
      - id: contentlint
"""


@click.command(short_help="Write a first contentlint.toml.")
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Write a contentlint.toml for the site in FOLDER, and show the lines for pre-commit."""
    from contentlint import __version__
    from contentlint.errors import UsageError
    from contentlint.guard import writing
    from contentlint.guard.boundary import Boundary
    from contentlint.run.config import FILE_NAME
    from contentlint.run.files import DiskTree
    from contentlint.site import only

    target = folder / FILE_NAME
    if target.exists() or target.is_symlink():
        raise UsageError(f"{target} is there already: edit it, or delete it first")
    site = only(DiskTree(folder.absolute(), boundary=Boundary(folder.absolute())))
    found = f'# generator = "{site.generator}"      # found by itself: {site.why}'
    writing.write(target, _TEMPLATE.format(site=found).encode())
    click.echo(f"Wrote {target}. The site looks like {site.generator}: {site.why}.")
    if not (folder / ".pre-commit-config.yaml").exists():
        click.echo("\nFor pre-commit, put this into .pre-commit-config.yaml:\n\n" + _HOOK.format(version=__version__))
    sys.exit(0)
