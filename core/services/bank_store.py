"""Crops of the bank on disk: lossless PNG files named by the hash of their pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import ImageError, RecordsError
from core.imaging.decode import DecodeLimits, read_image
from core.imaging.previews import content_sha256, encode_png
from core.settings.files import write_atomically

_ANY_SIZE = DecodeLimits(min_side_px=1)
"""A small ROI is a good example: the limits of inspected images do not hold here."""


def crop_file(folder: Path, crop_sha256: str) -> Path:
    """Return where a crop lies."""
    return folder / f"{crop_sha256}.png"


def keep_crop(folder: Path, rgb: NDArray[np.uint8]) -> str:
    """Keep a crop; one that is there already is not written again.

    Parameters
    ----------
    folder : Path
        The bank folder.
    rgb : (H, W, 3) uint8
        The crop.

    Returns
    -------
    str
        sha256 of its pixels.

    Raises
    ------
    RecordsError
        ``bank_unwritable`` if the disk is full or the folder cannot be written.
    """
    sha256 = content_sha256(rgb)
    path = crop_file(folder, sha256)
    if path.exists():
        return sha256
    try:
        write_atomically(path, encode_png(rgb))
    except OSError as error:
        raise RecordsError(
            "bank_unwritable", path=str(path), problem=error.strerror or str(error)
        ) from error
    return sha256


def load_crop(path: Path) -> NDArray[np.uint8]:
    """Read a crop back.

    Returns
    -------
    (H, W, 3) uint8

    Raises
    ------
    RecordsError
        ``bank_crop_damaged`` if it is missing, unreadable, or not the crop its name says.
    """
    try:
        rgb = read_image(path, limits=_ANY_SIZE).rgb
    except ImageError as error:
        raise RecordsError("bank_crop_damaged", path=str(path)) from error
    if content_sha256(rgb) != path.stem:
        raise RecordsError("bank_crop_damaged", path=str(path))
    return rgb
