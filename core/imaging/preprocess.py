"""Pre-processing before scoring: local contrast and centre crop, each off by default."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.regions import BoxPx


@dataclass(frozen=True, slots=True)
class Preprocessing:
    """What is done to an image before it is scored; part of every record and cache key.

    Attributes
    ----------
    clahe_clip_limit : float or None
        Contrast limit of CLAHE on the lightness, hues unchanged; 2 is a mild start. None: off.
    clahe_tiles : int
        Tiles along each side.
    centre_crop : float or None
        Part of width and height kept around the centre, 0 < part <= 1. None: off.

    Raises
    ------
    ValueError
        If a number is out of its range.
    """

    clahe_clip_limit: float | None = None
    clahe_tiles: int = 8
    centre_crop: float | None = None

    def __post_init__(self) -> None:
        if self.clahe_clip_limit is not None and not self.clahe_clip_limit > 0:  # nor NaN
            msg = f"CLAHE clip limit must be positive: {self.clahe_clip_limit}"
            raise ValueError(msg)
        if self.clahe_tiles < 1:
            msg = f"CLAHE needs at least one tile: {self.clahe_tiles}"
            raise ValueError(msg)
        if self.centre_crop is not None and not 0 < self.centre_crop <= 1:
            msg = f"centre crop must be in (0, 1]: {self.centre_crop}"
            raise ValueError(msg)

    @property
    def is_off(self) -> bool:
        """Whether :meth:`apply` returns its input."""
        return self.clahe_clip_limit is None and self.centre_crop is None

    def apply(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Pre-process one image.

        Parameters
        ----------
        rgb : (H, W, 3) uint8

        Returns
        -------
        (h, w, 3) uint8
            With a centre crop smaller than the input: add :meth:`crop_box`'s x and y to get back to
            image pixels. The input itself when everything is off; it is never changed.
        """
        if self.centre_crop is not None:
            rows, columns = self.crop_box(rgb.shape[1], rgb.shape[0]).slices()
            rgb = np.ascontiguousarray(rgb[rows, columns])
        if self.clahe_clip_limit is not None:
            rgb = _with_local_contrast(rgb, self.clahe_clip_limit, self.clahe_tiles)
        return rgb

    def crop_box(self, width_px: int, height_px: int) -> BoxPx:
        """Return the part of an image that is kept, in whole image pixels."""
        part = 1.0 if self.centre_crop is None else self.centre_crop
        width, height = max(1, round(width_px * part)), max(1, round(height_px * part))
        return BoxPx((width_px - width) // 2, (height_px - height) // 2, width, height)

    def describe(self) -> dict[str, object]:
        """Describe as JSON-able values; equal pre-processing describes itself alike."""
        if self.clahe_clip_limit is None:
            clahe = None
        else:
            clahe = {"clip_limit": float(self.clahe_clip_limit), "tiles": self.clahe_tiles}
        centre_crop = None if self.centre_crop is None else float(self.centre_crop)
        return {"clahe": clahe, "centre_crop": centre_crop}


def _with_local_contrast(
    rgb: NDArray[np.uint8], clip_limit: float, tiles: int
) -> NDArray[np.uint8]:
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB)
    clahe = cv2.createCLAHE(clipLimit=clip_limit, tileGridSize=(tiles, tiles))
    lab[:, :, 0] = clahe.apply(np.ascontiguousarray(lab[:, :, 0]))
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), dtype=np.uint8)
