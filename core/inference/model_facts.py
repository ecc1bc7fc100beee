"""Facts about models that take long to find out, kept in a small file that may be deleted."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Final

from core.inference.fingerprint import sha256_of

_FORMAT: Final = 1
_log = logging.getLogger(__name__)


class ModelFacts:
    """Hashes of weight files by size and time of change, and the dtype found best for a model.

    Failing to read or write the file costs time later, never an error.

    Parameters
    ----------
    file : Path, optional
        Where to keep the facts; None keeps them in this process only.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._hashes: dict[str, tuple[int, int, str]] = {}
        self._dtypes: dict[str, str] = {}
        if file is not None:
            self._read(file)

    def sha256_of(self, path: Path) -> str:
        """Hash a file unless that was done while it had this size and time of change."""
        state = path.stat()
        key = str(path.resolve())
        size, mtime_ns, known = self._hashes.get(key, (-1, -1, ""))
        if (size, mtime_ns) == (state.st_size, state.st_mtime_ns):
            return known
        found = sha256_of(path)
        self._hashes[key] = (state.st_size, state.st_mtime_ns, found)
        self._write()
        return found

    def dtype_of(self, fingerprint: str, device: str) -> str | None:
        """Return the dtype chosen for a model on a device, None if none was chosen yet."""
        return self._dtypes.get(f"{fingerprint}@{device}")

    def remember_dtype(self, fingerprint: str, device: str, dtype: str) -> None:
        """Keep a choice, so that the same machine scores alike tomorrow."""
        self._dtypes[f"{fingerprint}@{device}"] = dtype
        self._write()

    def _read(self, file: Path) -> None:
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            if content["format"] != _FORMAT:
                return
            self._hashes = {
                str(path): (int(size), int(mtime_ns), str(found))
                for path, (size, mtime_ns, found) in content["hashes"].items()
            }
            self._dtypes = {str(key): str(dtype) for key, dtype in content["dtypes"].items()}
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            _log.warning("facts about models are found out anew: %s (%s)", file, error)

    def _write(self) -> None:
        if self._file is None:
            return
        content = {"format": _FORMAT, "hashes": self._hashes, "dtypes": self._dtypes}
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}.part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
            part.replace(self._file)
        except OSError as error:
            _log.warning("facts about models cannot be kept: %s (%s)", self._file, error)
