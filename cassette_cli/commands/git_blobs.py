"""`REV:PATH` as git writes it -> the bytes that git keeps under that name."""

from __future__ import annotations

import subprocess

from ..errors import CassetteError


def blob(name: str) -> bytes:
    """The file as it is in the revision. Nothing is filtered or converted. Raises CassetteError."""
    try:
        done = subprocess.run(["git", "cat-file", "blob", name], capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        raise CassetteError("git cannot be run", "expected it on the PATH", file=name) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        found = said[0].removeprefix("fatal: ").removesuffix(".") if said else "git knows no such file"
        if found.endswith("bad file"):  # what git says of a folder
            found = "it is no file in git"
        raise CassetteError(found, "expected REV:PATH of a file in git", file=name)
    return done.stdout
