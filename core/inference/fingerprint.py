"""The fingerprint of a model: which weights and settings it is, whatever its folder is called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

_CHUNK_BYTES: Final = 1 << 20


def sha256_of(path: Path) -> str:
    """Hash a file; asked again, only if its size or time of change differ.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    facts = path.stat()
    return _hash_file(path, facts.st_size, facts.st_mtime_ns)


def fingerprint_of(folder: Path, files: Iterable[Path]) -> str:
    """Hash names and content of the files that make a model.

    Parameters
    ----------
    folder : Path
        Names are taken relative to it, so that a moved model keeps its fingerprint.
    files : iterable of Path
        Weights and settings, in any order.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        digest.update(f"{name}\0{sha256_of(path)}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=1024)
def _hash_file(path: Path, size_bytes: int, mtime_ns: int) -> str:
    del size_bytes, mtime_ns  # part of the key only
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
