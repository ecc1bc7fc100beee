"""The fingerprint of a model: which weights and settings it is, whatever its folder is called."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

_CHUNK_BYTES: Final = 1 << 20


def sha256_of(path: Path) -> str:
    """Hash a file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def fingerprint_of(
    folder: Path, files: Iterable[Path], hash_file: Callable[[Path], str] = sha256_of
) -> str:
    """Hash names and content of the files that make a model.

    Parameters
    ----------
    folder : Path
        Names are taken relative to it, so that a moved model keeps its fingerprint.
    files : iterable of Path
        Weights and settings, in any order.
    hash_file : callable
        Hashes one file; may remember.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        digest.update(f"{name}\0{hash_file(path)}\n".encode())
    return digest.hexdigest()
