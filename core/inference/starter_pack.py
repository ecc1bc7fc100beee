"""The starter model pack on disk: its files, its manifest, and whether it is intact.

Importing this module imports no model library.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from core.errors import ModelError
from core.inference.fingerprint import sha256_of

STARTER_ID: Final = "starter"
FORMAT: Final = 1
"""Raised when the files or their meaning change; an older pack is then rebuilt."""
MANIFEST: Final = "manifest.json"
VISION_WEIGHTS: Final = "vision/model.safetensors"
VISION_HEAD: Final = "vision/imagenet_head.safetensors"
"""1000-class head; only checks of the tower read it, scoring does not."""
TEXT_FOLDER: Final = "text"
TEXT_WEIGHTS: Final = "text/model.safetensors"


def write_manifest(folder: Path, facts: Mapping[str, object]) -> None:
    """Write the manifest over all files that are in ``folder`` now.

    Parameters
    ----------
    folder : Path
        The pack without its manifest.
    facts : mapping
        What else to tell: sources, licences, how it was made.
    """
    files = {
        path.relative_to(folder).as_posix(): {
            "bytes": path.stat().st_size,
            "sha256": sha256_of(path),
        }
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    content = {"format": FORMAT, "id": STARTER_ID, **facts, "files": files}
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, object]:
    """Read the manifest of a pack.

    Raises
    ------
    ModelError
        ``starter_missing`` without a manifest, ``manifest_mismatch`` if it cannot be read or is of
        another format.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError("starter_missing", path=str(folder)) from None
    except (OSError, ValueError) as error:
        raise ModelError("manifest_mismatch", path=str(path), file=MANIFEST) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ModelError("manifest_mismatch", path=str(path), file=MANIFEST)
    return manifest


def verify(folder: Path, *, with_hashes: bool = True) -> dict[str, object]:
    """Check that every file of the pack is the one that was made.

    Parameters
    ----------
    folder : Path
        Folder of the pack.
    with_hashes : bool
        False compares sizes only, which is instant.

    Returns
    -------
    dict
        The manifest.

    Raises
    ------
    ModelError
        ``starter_missing`` or ``manifest_mismatch``, naming the first file that is not right.
    """
    manifest = read_manifest(folder)
    files = manifest.get("files")
    if not isinstance(files, dict) or not {VISION_WEIGHTS, TEXT_WEIGHTS} <= files.keys():
        raise ModelError("manifest_mismatch", path=str(folder), file=MANIFEST)
    for name, expected in files.items():
        if not _is_intact(folder / name, expected, with_hashes=with_hashes):
            raise ModelError("manifest_mismatch", path=str(folder), file=name)
    return manifest


def _is_intact(path: Path, expected: object, *, with_hashes: bool) -> bool:
    if not isinstance(expected, dict) or not path.is_file():
        return False
    if path.stat().st_size != expected.get("bytes"):
        return False
    return not with_hashes or sha256_of(path) == expected.get("sha256")
