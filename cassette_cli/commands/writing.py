"""The new bytes of a file -> the file, all of them or none.

They go into a temporary file beside it, which then takes its place: whoever looks sees the old file or the new one,
also when the power fails in between. The mode stays; a link stays, and what it leads to is written.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path


def write_file(path: Path, data: bytes, before: bytes) -> bool:
    """Whether the file was written, which it is only if its bytes change. `before` is what was read of it.

    Raises OSError, and then the file is as it was: it is read-only, has further names (hard links), or has changed.
    """
    if data == before:
        return False
    target = Path(os.path.realpath(path))
    status = target.stat()
    if not status.st_mode & 0o222:  # also to root, who may write it
        raise OSError(0, "it is read-only")
    if status.st_nlink > 1:
        raise OSError(0, f"it has {status.st_nlink} names, and the others would keep what is edited away")
    if target.read_bytes() != before:
        raise OSError(0, "it was changed by somebody else meanwhile")
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), stat.S_IMODE(status.st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:  # an interrupt, too, leaves nothing behind
        Path(name).unlink(missing_ok=True)
        raise
    _keep_name(target.parent)
    return True


def write_new(path: Path, data: bytes) -> None:
    """A file that is not there yet. Raises OSError, and then it is not there still."""
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink()
            raise


def _keep_name(folder: Path) -> None:
    """The folder's new entry on the disk, where the system can say so of a folder."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
