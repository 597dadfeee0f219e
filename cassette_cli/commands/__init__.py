"""The command line: arguments in, an exit status out. Here all commands are named; each has its own file.

Only this folder opens files, prints and exits. A command's file is imported when it is called, and what it needs when
it runs, so that `--version` costs little more than typer does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from .. import __version__
from ..errors import CassetteError
from .faults import TROUBLE, say, say_traceback

COMMANDS = ("list", "show", "redact", "rewrite", "formats", "rules", "git")
ALIASES = {
    "ls": "list",
    "cat": "show",
    "scrub": "redact",
    "sanitize": "redact",
    "edit": "rewrite",
}  # what a hand may type out of habit; --help does not name them

# ClickException, the parent of all usage errors. Typer has its own copy of click since 0.2x and exports only this one.
_UsageError: type[Exception] = typer.BadParameter.__mro__[2]
_HELP = {"help_option_names": ["-h", "--help"]}
_INTERRUPTED = 130


class _Commands(TyperGroup):
    """The commands, built when they are asked for; a file in the place of a command is told what was probably meant."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        alone = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
        module = import_module(f".{name}", __package__)
        alone.command(name, cls=getattr(module, "Ordered", None), context_settings=_HELP)(module.command)
        return typer.main.get_command(alone)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        word = args[0] if args else ""
        if ALIASES.get(word, word) in COMMANDS:
            return super().resolve_command(ctx, args)
        raise CassetteError(f"no command {word!r}", _meant(word, args))

    def invoke(self, ctx: Any) -> Any:
        """A reader that has seen enough closes the pipe; that ends the command, silently."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_output()
            return 0
        return status


def _meant(word: str, arguments: list[str]) -> str:
    """What a person may have wanted to type."""
    import shlex  # noqa: PLC0415  (deferred for start-up time)
    from difflib import get_close_matches  # noqa: PLC0415

    if word == "-" or (word and Path(word).exists()):
        return f"did you mean: {shlex.join(['cassette', 'show', *arguments])}"
    near = get_close_matches(word, (*COMMANDS, *ALIASES), 1)
    if near:
        return f"did you mean: {shlex.join(['cassette', ALIASES.get(near[0], near[0]), *arguments[1:]])}"
    return f"expected {', '.join(COMMANDS[:-1])} or {COMMANDS[-1]}"


app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings=_HELP,
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001  (typer calls it so)
    if wanted:
        print(f"cassette {__version__}")  # noqa: T201
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    *,
    _: Annotated[
        bool, typer.Option("--version", "-V", help="Show the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Inspect recorded HTTP cassettes, above all recorded LLM calls."""
    if context.invoked_subcommand is None:
        print(context.get_help())  # noqa: T201
        raise typer.Exit(TROUBLE)


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit status: 0 nothing to say, 1 found, 2 trouble. An error is one line, whatever happens."""
    _open_streams()
    try:
        return app([*arguments], prog_name="cassette", standalone_mode=False) or 0
    except _UsageError as fault:
        return _refused(f"error: {fault.format_message()}", fault, arguments)  # type: ignore[attr-defined]
    except CassetteError as fault:
        return _refused(str(fault), fault, arguments)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as fault:  # of reading and writing files a CassetteError tells; this is of standard output
        _forget_output()
        return _refused(f"error: standard output cannot be written ({fault.strerror})", fault, arguments)
    except Exception as fault:  # noqa: BLE001  (a person gets a line, not a traceback)
        return _refused(f"internal error: {type(fault).__name__}: {fault}; --debug shows where", fault, arguments)


def _open_streams() -> None:
    """What cannot be encoded is escaped. A stream that was closed before the start (`>&-`) swallows all."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        stream.reconfigure(errors="backslashreplace")
        setattr(sys, name, stream)


def _forget_output() -> None:
    """Nobody takes what is left in standard output; without this the flush at the very end would fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused(message: str, fault: Exception, arguments: Sequence[str]) -> int:
    """What quotes a recording may quote a secret."""
    from ..rules import DEFAULTS  # noqa: PLC0415  (deferred for start-up time)
    from .masking import masked  # noqa: PLC0415  (as above)

    say(masked(message, DEFAULTS))
    if "--debug" in arguments:
        say_traceback(fault, lambda text: masked(text, DEFAULTS))
    return TROUBLE
