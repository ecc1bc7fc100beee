"""The ground of a ROI, fitted without any reference, and what is left when it is taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_ROUNDS: Final = 3
_OUTLYING: Final = 2.5
"""Residuals beyond this many robust deviations do not shape the ground."""
_BORDER: Final = 0.8
"""From this share of the half extent on, a pixel counts as border."""
_MAD_TO_STD: Final = 1.4826


@dataclass(frozen=True, slots=True, eq=False)
class PlaceGround:
    """A ROI against its smooth ground.

    Attributes
    ----------
    rest : (H, W, 3) float32
        CIELAB of the crop less the fitted ground.
    noise : float
        Robust deviation of the lightness of the ground, at least 0.5.
    """

    rest: NDArray[np.float32]
    noise: float


def ground_of_place(rgb: NDArray[np.uint8]) -> PlaceGround:
    """Fit the ground of a ROI by a tilted plane.

    The ground is fitted anew without what does not fit; the border counts three times, since a
    ROI is drawn around a mark.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
        The ROI, at least 3 x 3 px.
    """
    lab = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    rest, inlying = _without_ground(np.asarray(lab, dtype=np.float32))
    light = rest[..., 0][inlying]
    return PlaceGround(rest, max(0.5, float(np.median(np.abs(light))) * _MAD_TO_STD))


def _without_ground(
    lab: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    height, width = lab.shape[:2]
    rows, columns = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    plane = np.stack([np.ones_like(rows), rows, columns], axis=-1).reshape(-1, 3)
    border = np.maximum(np.abs(rows), np.abs(columns)).reshape(-1) > _BORDER
    weights = 1.0 + 2.0 * border
    flat = lab.reshape(-1, 3).astype(np.float64)
    rest = flat
    for _ in range(_ROUNDS):
        root = np.sqrt(weights)[:, None]
        ground, *_ = np.linalg.lstsq(plane * root, flat * root, rcond=None)
        rest = flat - plane @ ground
        away = np.abs(rest[:, 0])
        spread = max(0.5, float(np.median(away)) * _MAD_TO_STD)
        weights = (1.0 + 2.0 * border) * (away < _OUTLYING * spread) + 1e-3
    inlying = (weights >= 1.0).reshape(height, width)
    if not inlying.any():
        inlying = np.ones((height, width), dtype=np.bool_)
    return rest.reshape(lab.shape).astype(np.float32), inlying
