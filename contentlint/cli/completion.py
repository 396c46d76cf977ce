"""`contentlint completion`."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_CONTENTLINT_COMPLETE"


@click.command(short_help="Print what makes a shell complete commands, options and names of rules.")
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script by which SHELL completes commands, options, formats, and names of rules and categories.

    \b
    bash   contentlint completion bash > ~/.local/share/bash-completion/completions/contentlint
    zsh    contentlint completion zsh > a file `_contentlint` in a folder of $fpath
    fish   contentlint completion fish > ~/.config/fish/completions/contentlint.fish

    Or for one session: eval "$(contentlint completion bash)". The names are those of the folder that you are in: rules
    of your own are among them.
    """
    from click.shell_completion import ShellComplete, get_completion_class

    from contentlint.cli import main

    kind = get_completion_class(shell)
    assert kind is not None
    # Not its own source(): that asks the installed bash for its version, and prints for another machine, too.
    click.echo(ShellComplete.source(kind(main, {}, "contentlint", _VARIABLE)))
