"""Writing whole files so that a reader sees the old content or the new, never a part."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path
from typing import Final

_REPLACE_TRIES: Final = 5
_REPLACE_WAIT_S: Final = 0.05


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the content of a file in one step.

    The new content goes to a temporary file in the same folder (another folder may be another
    volume, where a rename is a copy), is forced to the disk, and takes the place of ``path``.

    Parameters
    ----------
    path : Path
        File to write; its folder must exist.
    content : bytes
        The whole new content.

    Raises
    ------
    OSError
        If the folder cannot be written, the disk is full or the file is locked; ``path`` then still
        holds what it held.
    """
    # Not mkstemp, whose files only their owner can read: others read reports and settings too.
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _replace(source: Path, target: Path) -> None:
    """Rename over ``target``; on Windows a virus scanner or reader may hold it for a moment."""
    for attempt in range(_REPLACE_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(_REPLACE_WAIT_S * (attempt + 1))
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Force the rename itself to the disk; Windows cannot open folders and needs no such step."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
