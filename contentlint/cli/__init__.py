"""The command line. Commands are loaded when they are called, so that each starts as fast as it can."""

from __future__ import annotations

from contentlint.cli import search_path as _first  # noqa: F401  # isort: skip - what follows: from no checked folder

import errno
import gc
import importlib
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from contentlint import __version__
from contentlint.cli.terminal import safe_streams
from contentlint.errors import ContentlintError, UsageError, nearest
from contentlint.guard import regexes

# What a run makes, it keeps to its end, but for the posts one by one: looking through all of it for what can go, as
# often as Python does by itself, takes a tenth of a start.
gc.set_threshold(200_000, 20, 100)

COMMANDS = {
    "check": "Check posts: offline and fast.",
    "audit": "Check the whole site, its links and its sources over the network.",
    "claims": "List every checkable claim with its support: a fact-checker's worksheet.",
    "verify": "Look for the figures of a claim in a text, a file or a web page.",
    "facts": "Show the ledger of facts: where posts agree with it, and where not.",
    "site": "Show the site as contentlint sees it: generator, URLs, links.",
    "explain": "Explain a rule: what it finds, why, and its options.",
    "rules": "List the rules.",
    "new-rule": "Write the file of a rule of your own.",
    "test": "Run the examples of rules.",
    "feedback": "Say what you think of a finding: a label for whoever mends the rules.",
    "cache": "Show or clear what is kept from run to run.",
    "init": "Look at a repository, and write a first contentlint.toml that fits it.",
    "hook": "Check what is about to be committed: for pre-commit.",
    "lsp": "Run the language server for editors.",
    "completion": "Print what makes a shell complete commands and names of rules.",
}


class _Group(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        if cmd_name != "check":  # which may need none at all
            regexes.use_kept()
        command: click.Command = getattr(importlib.import_module(f"contentlint.cli.{name}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        given = args[0] if args else ""
        if given not in COMMANDS and not given.startswith("-") and (hint := nearest(given, list(COMMANDS))):
            raise click.UsageError(f"no command is called '{given}'; did you mean '{hint}'?", ctx)
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and not ctx.resilient_parsing:
            _refuse_twice(command, ctx, rest)
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, *args: Any, standalone_mode: bool = True, **kwargs: Any) -> Any:
        if not standalone_mode:
            return super().main(*args, standalone_mode=False, **kwargs)  # type: ignore[call-overload]
        with safe_streams(), told():
            _be_ready()
            try:
                code = super().main(*args, standalone_mode=False, **kwargs)  # type: ignore[call-overload]
                _flush()
            except SystemExit as done:
                if done.code not in (0, 1, 2):  # ended by a signal
                    raise
                code = done.code
                _flush()
            finally:
                regexes.keep()
            if not args and "args" not in kwargs and _may_leave():
                _leave(code if isinstance(code, int) else 0)
        sys.exit(code if isinstance(code, int) else 0)


def _refuse_twice(command: click.Command, ctx: click.Context, args: list[str]) -> None:
    """Raises click.UsageError for an option with one value that is given several: the last would win without a word."""
    inner = click.Context(command, info_name=command.name, parent=ctx)
    try:
        _, _, given = command.make_parser(inner).parse_args(list(args))
    except click.UsageError:  # told when the command itself reads them
        return
    for param in dict.fromkeys(given):
        if isinstance(param, click.Option) and not (param.multiple or param.is_flag or param.count):
            times = given.count(param)
            if times > 1:
                name = max(param.opts, key=len)
                raise click.UsageError(f"{name} is given {times} times, and takes one value", inner)


_INTERRUPTED = 130
_TERMINATED = 143
"""128 and the number of the signal, as shells have it."""


@contextmanager
def told() -> Iterator[None]:
    """Whatever ends a command is one clear line on stderr and exit code 2, or 130 for Ctrl-C: never a traceback, and
    never exit code 1, which says that something was found."""
    try:
        yield
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted")
        sys.exit(_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except ContentlintError as error:
        _say(str(error))
        sys.exit(2)
    except BrokenPipeError:
        from contentlint.cli.options import forget_output

        forget_output()
        sys.exit(2)
    except OSError as error:
        if error.filename is None and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF):
            from contentlint.cli.options import forget_output

            forget_output()
            _say(f"standard output can't be written to: {error.strerror}")
            sys.exit(2)
        _unexpected(error)
    except Exception as error:
        _unexpected(error)


def _unexpected(error: Exception) -> NoReturn:
    """The last resort. Raises SystemExit."""
    if os.environ.get("CONTENTLINT_DEBUG"):
        import traceback

        traceback.print_exc()
    at, where = error.__traceback__, ""
    while at is not None:
        file = Path(at.tb_frame.f_code.co_filename)
        where = f" ({file.name}:{at.tb_lineno})" if "contentlint" in file.parts else where
        at = at.tb_next
    _say(
        f"something that should not happen: {type(error).__name__}: {str(error)[:300]}{where}. "
        "Please report it with the command and, if you can, the file; CONTENTLINT_DEBUG=1 shows where it comes from"
    )
    sys.exit(2)


def _say(message: str) -> None:
    from contentlint.text.spans import on_one_line

    click.echo(f"contentlint: {on_one_line(message)}", err=True)


def _be_ready() -> None:
    """What can be wrong with the process before any command starts: its folder, its streams. Raises UsageError."""
    for stream in (getattr(sys.stdout, "stream", None), getattr(sys.stderr, "stream", None)):
        # A character that a terminal's or a pipe's encoding lacks is no reason to stop.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _terminated)
    try:
        Path.cwd()
    except OSError:
        raise UsageError("the working directory is not there any more: change to another one") from None


def _terminated(*_: Any) -> None:
    raise SystemExit(_TERMINATED)


_WATCHED = frozenset(("cProfile", "profile", "coverage", "pdb"))


def _may_leave() -> bool:
    """True for the command that only reads and prints: nothing of it waits for the end of the interpreter."""
    return (
        sys.argv[1:2] == ["check"] and _WATCHED.isdisjoint(sys.modules) and sys.gettrace() is sys.getprofile() is None
    )


def _leave(code: int) -> NoReturn:
    """End the process without taking apart, object by object, what it has made: that is a tenth of a short run."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="contentlint")
@click.pass_context
def main(context: click.Context) -> None:
    """Linter and fact-checker for blogs kept as Markdown in git.

    Start with `contentlint check`, then see `contentlint COMMAND --help`.
    """
    from contentlint.cli import colour

    context.color = colour.wanted()  # what `click.echo` goes by in every command; None: each stream by itself
