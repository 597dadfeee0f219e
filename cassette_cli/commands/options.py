"""The options that commands share, as typer reads them, and the values that they make together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple, TypeAlias, TypeVar

import typer

from ..errors import CassetteError

Format: TypeAlias = Literal["text", "json", "jsonl"]
Color: TypeAlias = Literal["auto", "always", "never"]
Order: TypeAlias = Literal["size", "tokens", "duration", "name"]
View: TypeAlias = Literal["conversation", "http", "events", "raw"]
_LEAST_WIDTH = 20
_Word = TypeVar("_Word", bound=str)

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Cassettes, folders, - for standard input, REV:PATH from git."),
]
Interactions = Annotated[
    str | None,
    typer.Option("--interaction", "-i", metavar="SEL", help="Only these, counted from 0: 3, 0-4, 3-, -1 or 0,2,5."),
]
Method = Annotated[str | None, typer.Option("--method", metavar="METHOD", help="Only requests with this method.")]
Url = Annotated[str | None, typer.Option("--url", metavar="TEXT", help="Only where the URL holds the text.")]
Status = Annotated[str | None, typer.Option("--status", metavar="CODE", help="Only answers with it: 200, 4xx.")]
Provider = Annotated[str | None, typer.Option("--provider", metavar="NAME", help="Only calls to it: openai.")]
Api = Annotated[str | None, typer.Option("--api", metavar="NAME", help="Only calls in its format: openai.chat.")]
Model = Annotated[str | None, typer.Option("--model", metavar="NAME", help="Only calls to it, or answered by it.")]
Contains = Annotated[
    str | None,
    typer.Option("--contains", metavar="TEXT", help="Only where a body or a message holds the text."),
]
Formats = Annotated[Format, typer.Option("--format", "-f", help="What is printed.")]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="The same as --format jsonl.")]
Colors = Annotated[Color, typer.Option("--color", help="When to colour text.")]
Width = Annotated[
    int | None,
    typer.Option("--width", min=_LEAST_WIDTH, metavar="COLUMNS", help="Lay text out for so many columns."),
]
BodyLimit = Annotated[int, typer.Option("--body-limit", min=1, metavar="MIB", help="Decode no body beyond this size.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")]


Config = Annotated[str | None, typer.Option("--config", metavar="FILE", help="Take the configuration from it.")]
NoConfig = Annotated[bool, typer.Option("--no-config", help="Take no configuration.")]


class Wanted(NamedTuple):
    """What the shared options ask for. `filters` are those of `selecting.Filters`, by name; `body_limit` is in MiB,
    `config` the configuration's file if one is named.
    """

    files: list[str]
    interaction: str | None
    filters: Mapping[str, str | None]
    form: Format
    color: Color
    width: int | None
    body_limit: int
    debug: bool
    config: str | None = None
    is_configured: bool = True


def format_of(chosen: Format, *, json: bool, jsonl: bool) -> Format:
    """The one format that was asked for."""
    flags: dict[Format, bool] = {"json": json, "jsonl": jsonl}
    return one_of("text", chosen, flags)


def one_of(default: _Word, chosen: _Word, flags: Mapping[_Word, bool]) -> _Word:
    """The one word that was asked for, as an option's value or as a flag of its own."""
    asked = [name for name, holds in flags.items() if holds] + ([chosen] if chosen != default else [])
    if len(set(asked)) > 1:
        raise CassetteError(f"{asked[0]} and {asked[1]} at once", "expected one of them")
    return asked[0] if asked else default
