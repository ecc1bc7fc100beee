"""Rough outline of what is unlike the ground inside a ROI, found without any reference."""

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
_SMOOTH_PX: Final = 1.0
_LEAST_PART: Final = 0.03
"""Share of the largest part under which a part is noise."""
_MAD_TO_STD: Final = 1.4826


@dataclass(frozen=True, slots=True, eq=False)
class PlaceOutline:
    """What lies in a ROI, against a smooth ground.

    Attributes
    ----------
    lab : (H, W, 3) float32
        CIELAB of the crop less the fitted ground.
    noise : float
        Robust deviation of the lightness of the ground, at least 0.5.
    mask : (H, W) bool
        What is unlike the ground; may be empty.
    """

    lab: NDArray[np.float32]
    noise: float
    mask: NDArray[np.bool_]


def outline_place(rgb: NDArray[np.uint8]) -> PlaceOutline:
    """Fit the ground of a ROI by a tilted plane and take what differs by Otsu's threshold.

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
    noise = max(0.5, float(np.median(np.abs(light))) * _MAD_TO_STD)
    smooth = cv2.GaussianBlur(rest, (0, 0), _SMOOTH_PX)
    unlike = np.asarray(np.linalg.norm(smooth, axis=2), dtype=np.float32)
    return PlaceOutline(rest, noise, _parts(_by_otsu(unlike)))


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


def _by_otsu(unlike: NDArray[np.float32]) -> NDArray[np.bool_]:
    top = float(np.percentile(unlike, 99.8))
    if top <= 0:
        return np.zeros(unlike.shape, dtype=np.bool_)
    levels = np.clip(unlike * (255 / top), 0, 255).astype(np.uint8)
    limit, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(levels > limit, dtype=np.bool_)


def _parts(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Leave out small parts."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8), connectivity=8)
    if count <= 1:
        return mask
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    keep = areas >= max(3, _LEAST_PART * areas.max())
    return np.asarray(keep[labels], dtype=np.bool_)
