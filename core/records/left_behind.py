"""Half-written files of runs that were killed: found and removed by the next run."""

from __future__ import annotations

import logging
import re
import secrets
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

if sys.platform != "win32":
    import fcntl

_TOKEN_BYTES: Final = 4
_YOUNG_S: Final = 2.0
"""A file this young may be one that is made right now and not held yet."""

_logger = logging.getLogger(__name__)


def new_beside(target: Path) -> Path:
    """Return a new name beside a file, for writing what will take its place."""
    return target.with_name(f".{target.name}.{secrets.token_hex(_TOKEN_BYTES)}.tmp")


def hold(stream: IO[str]) -> None:
    """Mark a file as being written, until it is closed or its process ends, however it ends."""
    if sys.platform == "win32":
        return  # An open file cannot be removed there.
    # Some network file systems know no locks; nothing is lost but the tidying up.
    with suppress(OSError):
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def remove_left_behind(target: Path) -> None:
    """Remove what killed runs left of the same file; what a run still writes stays."""
    ours = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{{2 * _TOKEN_BYTES}}}\.tmp")
    try:
        found = [path for path in target.parent.iterdir() if ours.fullmatch(path.name)]
    except OSError:
        return  # Making the new file says what is wrong with the folder.
    for path in found:
        with suppress(OSError):
            if _is_abandoned(path):
                path.unlink()
                _logger.info("removed what a run left behind: %s", path)


def _is_abandoned(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    if time.time() - path.stat().st_mtime < _YOUNG_S:
        return False
    return sys.platform == "win32" or not _is_held(path)


def _is_held(path: Path) -> bool:
    if sys.platform == "win32":
        return False
    with path.open("rb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
