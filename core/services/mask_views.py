"""Views of marks whose masks are known: what describing models are shown when they are tested."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import ImageError
from core.imaging.catalogue import MASKS_FOLDER, iter_images
from core.imaging.decode import DecodeLimits, read_image

VIEW_PER_BOX: Final = 3
"""Side of a view in longest sides of the mark's box."""
LEAST_VIEW_PX: Final = 32
"""Marks of a few pixels are shown with at least this much around them."""
_SET: Final = 128


@dataclass(frozen=True, slots=True)
class WordSources:
    """What of a labelled folder tests words.

    Attributes
    ----------
    marked : tuple of (image, mask)
        Images outside the good class that have a mask.
    good : tuple of Path
        Images of the good class; whole ones, on which no mark may be seen.
    """

    marked: tuple[tuple[Path, Path], ...]
    good: tuple[Path, ...]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A part of an image with the mark in it; ``mask`` is empty on good images."""

    path: Path
    rgb: NDArray[np.uint8]
    mask: NDArray[np.bool_]


def word_sources(
    folder: Path, folders: Mapping[str, Sequence[Path]], *, good_class: str
) -> WordSources:
    """Find the masks of a labelled folder: in ``masks``, with the images' stems.

    Parameters
    ----------
    folder : Path
    folders : mapping
        Paths per class, of `labelled_folder`.
    good_class : str
    """
    place = folder / MASKS_FOLDER
    found = (
        {_stem(entry.path): entry.path for entry in iter_images(place)} if place.is_dir() else {}
    )
    marked = [
        (path, found[_stem(path)])
        for label, paths in folders.items()
        if label != good_class
        for path in paths
        if _stem(path) in found
    ]
    return WordSources(tuple(marked), tuple(folders.get(good_class, ())))


def read_view(path: Path, mask_path: Path, *, seed: int, limits: DecodeLimits) -> View:
    """Read an image and its mask and cut the view that belongs to a seed.

    The draw depends on the seed and the file's name alone.

    Raises
    ------
    ImageError
        Of `read_image`; ``mask_size_differs`` or ``mask_empty``.
    """
    rgb = read_image(path, limits=limits).rgb
    drawn = read_image(mask_path, limits=limits).rgb
    names: dict[str, str] = {"file": mask_path.name, "path": str(mask_path)}
    if drawn.shape != rgb.shape:
        raise ImageError(
            "mask_size_differs",
            **names,
            width_px=rgb.shape[1],
            height_px=rgb.shape[0],
            mask_width_px=drawn.shape[1],
            mask_height_px=drawn.shape[0],
        )
    mask: NDArray[np.bool_] = drawn.max(axis=2) >= _SET
    if not mask.any():
        raise ImageError("mask_empty", **names)
    name = unicodedata.normalize("NFC", path.name).encode("utf-8")
    rng = np.random.default_rng([seed, zlib.crc32(name)])
    rows, columns = view_slices(mask, rng)
    return View(path, np.ascontiguousarray(rgb[rows, columns]), mask[rows, columns].copy())


def read_whole(path: Path, *, limits: DecodeLimits) -> View:
    """Read a good image as one view without a mark; raises as `read_image`."""
    rgb = read_image(path, limits=limits).rgb
    return View(path, rgb, np.zeros(rgb.shape[:2], dtype=bool))


def view_slices(mask: NDArray[np.bool_], rng: np.random.Generator) -> tuple[slice, slice]:
    """Choose a view with the mark anywhere in it.

    Parameters
    ----------
    mask : (H, W) bool
        At least one pixel is set.
    rng : Generator

    Returns
    -------
    rows, columns : slice
        A square of three times the longest side of the mark's box, at least 32 px, cut to the
        size of the image. The box lies uniformly in it; a view that would leave the image is
        moved back inside, so that marks at the border of an image stay near that border.
    """
    x, y, width, height = cv2.boundingRect(mask.astype(np.uint8))
    side = max(LEAST_VIEW_PX, VIEW_PER_BOX * max(width, height))
    rows = _placed(y, height, side, mask.shape[0], rng)
    return rows, _placed(x, width, side, mask.shape[1], rng)


def _placed(start: int, extent: int, side: int, size: int, rng: np.random.Generator) -> slice:
    side = min(side, size)
    before = int(rng.integers(0, side - extent, endpoint=True))
    origin = min(max(start - before, 0), size - side)
    return slice(origin, origin + side)


def _stem(path: Path) -> str:
    return unicodedata.normalize("NFC", path.stem)
