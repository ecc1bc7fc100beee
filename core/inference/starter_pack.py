"""The starter model pack on disk; importing this module imports no model library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from core.errors import ModelError
from core.inference.fingerprint import sha256_of
from core.inference.manifest import MANIFEST, verify_manifest

STARTER_ID: Final = "starter"
VISION_WEIGHTS: Final = "vision/model.safetensors"
VISION_HEAD: Final = "vision/imagenet_head.safetensors"
"""1000-class head; only checks of the tower read it, scoring does not."""
TEXT_FOLDER: Final = "text"
TEXT_WEIGHTS: Final = "text/model.safetensors"


def verify(folder: Path, hash_file: Callable[[Path], str] = sha256_of) -> dict[str, object]:
    """Check that the pack is there and that every file of it is the one that was made.

    Parameters
    ----------
    folder : Path
        Folder of the pack.
    hash_file : callable
        Hashes one file; may remember.

    Returns
    -------
    dict
        The manifest: sources, licences, how it was made, files.

    Raises
    ------
    ModelError
        ``starter_missing``, or ``model_manifest_mismatch`` naming the first file that is not right.
    """
    if not (folder / MANIFEST).is_file():
        raise ModelError("starter_missing", folder=str(folder))
    manifest = verify_manifest(folder, hash_file)
    files = manifest["files"]
    if not isinstance(files, dict) or not {VISION_WEIGHTS, TEXT_WEIGHTS} <= files.keys():
        raise ModelError("model_manifest_mismatch", folder=str(folder), file=MANIFEST)
    return manifest
