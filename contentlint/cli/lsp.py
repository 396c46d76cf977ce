"""`contentlint lsp`."""

from __future__ import annotations

import sys

import click


@click.command(short_help="Run the language server for editors.")
def lsp() -> None:
    """Run the language server on standard input and output.

    Editors start it for Markdown and MDX files: findings appear as you type, and fixes as quick fixes. Offline, with
    the same rules and configuration as `contentlint check`.
    """
    from contentlint.lsp import Server

    sys.exit(Server(sys.stdin.buffer, sys.stdout.buffer).serve())
