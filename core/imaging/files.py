"""Reading image files: their bytes, their identity, and errors that name both."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.domain.images import Sighting
from core.domain.outcomes import TextValue
from core.errors import ImageError

_HASH_CHUNK_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class FileBytes:
    """The bytes of a file, their hash, and where they were."""

    data: bytes
    sha256: str
    sighting: Sighting

    def failure(self, code: str, **details: TextValue) -> ImageError:
        """Make an error about these bytes; :func:`identity_of` finds them again."""
        return _failure(code, self.sha256, self.sighting, **details)


def read_bytes(path: Path, *, max_bytes: int, station: str = "") -> FileBytes:
    """Read a whole file once.

    Raises
    ------
    ImageError
        As :func:`identify`, and ``image_file_too_large`` over ``max_bytes``.
    """
    size_bytes, mtime_ns = _size_and_mtime(path)
    if size_bytes > max_bytes:
        sha256, sighting = identify(path, station=station)
        mib = {"size_mib": size_bytes >> 20, "limit_mib": max_bytes >> 20}
        raise _failure("image_file_too_large", sha256, sighting, **mib)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _file_error(path, error) from error
    return wrap_bytes(data, str(path), mtime_ns=mtime_ns, station=station)


def wrap_bytes(data: bytes, path: str, *, mtime_ns: int = 0, station: str = "") -> FileBytes:
    """Give bytes in memory an identity.

    Raises
    ------
    ImageError
        ``image_empty`` without bytes.
    """
    if not data:
        raise ImageError("image_empty", **_names(Path(path)))
    sighting = Sighting(path, len(data), mtime_ns, station)
    return FileBytes(data, hashlib.sha256(data).hexdigest(), sighting)


def identify(path: Path, *, station: str = "") -> tuple[str, Sighting]:
    """Hash a file's bytes without decoding, in little memory however large it is.

    Returns
    -------
    str, Sighting
        sha256 (hex) of the bytes, and where they were.

    Raises
    ------
    ImageError
        ``image_missing``, ``image_no_permission``, ``image_not_a_file``, ``image_empty``,
        ``image_io_failed``.
    """
    _, mtime_ns = _size_and_mtime(path)
    digest = hashlib.sha256()
    n_bytes = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_HASH_CHUNK_BYTES):
                digest.update(chunk)
                n_bytes += len(chunk)
    except OSError as error:
        raise _file_error(path, error) from error
    if n_bytes == 0:
        raise ImageError("image_empty", **_names(path))
    return digest.hexdigest(), Sighting(str(path), n_bytes, mtime_ns, station)


def identity_of(error: ImageError) -> tuple[str, Sighting] | None:
    """Give sha256 and sighting of the bytes an error is about; None if there were no bytes.

    An unreadable file is recorded as exactly the bytes that could not be decoded, even if the file
    has changed since.
    """
    details = error.details
    if "sha256" not in details:
        return None
    return str(details["sha256"]), Sighting(
        path=str(details["path"]),
        size_bytes=int(details["size_bytes"]),
        mtime_ns=int(details["mtime_ns"]),
        station=str(details["station"]),
    )


def _failure(code: str, sha256: str, sighting: Sighting, **details: TextValue) -> ImageError:
    identity: dict[str, TextValue] = {
        "sha256": sha256,
        "size_bytes": sighting.size_bytes,
        "mtime_ns": sighting.mtime_ns,
        "station": sighting.station,
    }
    return ImageError(code, **_names(Path(sighting.path)), **identity, **details)


def _names(path: Path) -> dict[str, TextValue]:
    return {"file": path.name, "path": str(path)}


def _size_and_mtime(path: Path) -> tuple[int, int]:
    try:
        info = path.stat()
    except (OSError, ValueError) as error:
        raise _file_error(path, error) from error
    # A folder, and above all a pipe: opening one waits for ever.
    if not stat.S_ISREG(info.st_mode):
        raise ImageError("image_not_a_file", **_names(path))
    return info.st_size, info.st_mtime_ns


def _file_error(path: Path, error: OSError | ValueError) -> ImageError:
    if isinstance(error, PermissionError):
        return ImageError("image_no_permission", **_names(path))
    # ValueError: a name with a NUL character, which no file can have.
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return ImageError("image_missing", **_names(path))
    return ImageError("image_io_failed", **_names(path), problem=str(error))
