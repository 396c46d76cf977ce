"""The command line. Commands are loaded when they are called, so that each starts as fast as it can."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from contentlint import __version__
from contentlint.errors import ContentlintError

COMMANDS = {
    "check": "Check posts: offline and fast.",
    "audit": "Check the whole site, its links and its sources over the network.",
    "claims": "List every checkable claim with its support: a fact-checker's worksheet.",
    "verify": "Look for the figures of a claim in a text, a file or a web page.",
    "site": "Show the site as contentlint sees it: generator, URLs, links.",
    "explain": "Explain a rule: what it finds, why, and its options.",
    "rules": "List the rules.",
    "test": "Run the examples of rules.",
    "init": "Write a first contentlint.toml.",
    "lsp": "Run the language server for editors.",
}


class _Group(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"contentlint.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, *args: Any, **kwargs: Any) -> Any:
        with told():
            return super().main(*args, **kwargs)


@contextmanager
def told() -> Iterator[None]:
    """A user's mistake is one clear line on stderr and exit code 2, never a traceback."""
    try:
        yield
    except ContentlintError as error:
        click.echo(f"contentlint: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="contentlint")
def main() -> None:
    """Linter and fact-checker for blogs kept as Markdown in git.

    Start with `contentlint check`, then see `contentlint COMMAND --help`.
    """
