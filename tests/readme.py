"""The README's console blocks and its library example, run: `python -m tests.readme` writes what they print today.

In a block fenced as `console`, a line behind `$ ` is a command; what follows is what it prints in the repository's
root, piped, and an empty line before the next command. `console 80` is what a terminal of 80 columns shows. In an
`abridged` block the line `[...]` stands for what is left out between a command's first lines and its last ones. A
`text` block after a `python` block is what that prints.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cassette_cli.apis import APIS
from cassette_cli.recorders import RECORDERS
from cassette_cli.reports.formats_table import apis_table, recorders_table
from cassette_cli.reports.tables import as_markdown
from tests.commands.running import environment
from tests.shared import ROOT

README = ROOT / "README.md"
LEFT_OUT = "[...]"
_RUN = re.compile(
    r"^```(?P<info>console[^\n]*)\n(?P<body>.*?)^```$"
    r"|^```python\n(?P<code>.*?)^```\n[^`]*^```text\n(?P<printed>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_TABLE = re.compile(r"(<!-- cassette (formats[^\n]*?) -f markdown -->\n).*?(?=<!-- end -->)", re.DOTALL)
_FAULT = re.compile(r"^(internal error:|Traceback )", re.MULTILINE)
_LAID_OUT = re.compile(r"\bcassette (list|show)\b")


def blocks(text: str) -> Iterator[re.Match[str]]:
    """All that is run."""
    return _RUN.finditer(text)


def renewed(block: re.Match[str]) -> str:
    """The block with what it prints today."""
    if block["code"] is not None:
        start, end = (at - block.start() for at in block.span("printed"))
        return block[0][:start] + _run([sys.executable, "-c", block["code"]]) + block[0][end:]
    words = block["info"].split()
    columns = next((word for word in words if word.isdecimal()), None)
    commands = re.split(r"\n?^\$ ", block["body"], flags=re.MULTILINE)[1:]
    printed = "\n".join(_printed(each, columns, is_abridged="abridged" in words) for each in commands)
    return f"```{block['info']}\n{printed}```"


def _printed(shown: str, columns: str | None, *, is_abridged: bool) -> str:
    """One command and what it prints, as much of it as is shown."""
    command, _, before = shown.partition("\n")
    run = _LAID_OUT.sub(rf"cassette \1 --width {columns}", command) if columns else command
    printed = _run(["sh", "-c", run])
    first, left_out, last = before.partition(f"{LEFT_OUT}\n")
    if is_abridged and left_out:
        rows, top, bottom = printed.splitlines(keepends=True), first.count("\n"), last.count("\n")
        printed = "".join([*rows[:top], left_out, *rows[len(rows) - bottom :]])
    return f"$ {command}\n{printed}"


def _run(arguments: list[str]) -> str:
    """What it prints, on both of its outputs. What a fault of the program prints is nothing to be shown."""
    with tempfile.TemporaryDirectory() as folder:
        command = Path(folder) / "cassette"
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cassette_cli "$@"\n', "utf-8")
        command.chmod(0o755)
        variables = environment()
        done = subprocess.run(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**variables, "PATH": f"{folder}:{variables['PATH']}"},
            cwd=ROOT,
            check=False,
        )
    printed = done.stdout.decode("utf-8")
    assert not _FAULT.search(printed), printed
    return printed


def with_tables(text: str) -> str:
    """The text with today's tables: of the recorders, of the APIs."""
    tables = {"formats": recorders_table(RECORDERS), "formats --apis": apis_table(APIS)}
    return _TABLE.sub(lambda found: found[1] + "".join(f"{row}\n" for row in as_markdown(tables[found[2]])), text)


def main() -> None:
    README.write_text(with_tables(_RUN.sub(renewed, README.read_text("utf-8"))), "utf-8")


if __name__ == "__main__":
    main()
