"""The list of a model folder's files with their sha256; importing it imports no model library."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from core.errors import ModelError
from core.inference.fingerprint import sha256_of

FORMAT: Final = 1
"""Raised when the files or their meaning change."""
MANIFEST: Final = "manifest.json"


def write_manifest(folder: Path, model_id: str, facts: Mapping[str, object]) -> None:
    """Write the manifest over all files that are in ``folder`` now.

    Parameters
    ----------
    folder : Path
        The model without its manifest.
    model_id : str
        Its name.
    facts : mapping
        What else to tell: sources, licences, how it was made.
    """
    files = {
        path.relative_to(folder).as_posix(): {
            "bytes": path.stat().st_size,
            "sha256": sha256_of(path),
        }
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST
    }
    content = {"format": FORMAT, "id": model_id, **facts, "files": files}
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def verify_manifest(
    folder: Path, hash_file: Callable[[Path], str] = sha256_of
) -> dict[str, object]:
    """Check that every file is the one the manifest tells of.

    Parameters
    ----------
    folder : Path
        A folder with a manifest.
    hash_file : callable
        Hashes one file; may remember.

    Returns
    -------
    dict
        The manifest.

    Raises
    ------
    ModelError
        ``model_manifest_mismatch``, naming the first file that is not right.
    """
    manifest = _read(folder)
    files = manifest.get("files")
    if not isinstance(files, dict) or not files:
        raise ModelError("model_manifest_mismatch", folder=str(folder), file=MANIFEST)
    for name, expected in files.items():
        if not _is_intact(folder / name, expected, hash_file):
            raise ModelError("model_manifest_mismatch", folder=str(folder), file=name)
    return manifest


def _read(folder: Path) -> dict[str, object]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError("model_manifest_mismatch", folder=str(folder), file=MANIFEST) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ModelError("model_manifest_mismatch", folder=str(folder), file=MANIFEST)
    return manifest


def _is_intact(path: Path, expected: object, hash_file: Callable[[Path], str]) -> bool:
    if not isinstance(expected, dict) or not path.is_file():
        return False
    if path.stat().st_size != expected.get("bytes"):
        return False
    return hash_file(path) == expected.get("sha256")
