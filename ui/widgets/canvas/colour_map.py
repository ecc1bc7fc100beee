"""Colours of the heat map: readable for colour-blind people and in grey."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

# Every 1/16 of viridis (S. van der Walt, N. Smith, E. Firing; CC0): lightness rises evenly, so that
# it reads without colour vision and on a grey printout.
_VIRIDIS: Final = np.array(
    [
        (68, 1, 84), (72, 24, 106), (71, 45, 123), (66, 64, 134), (59, 82, 139), (51, 99, 141),
        (44, 114, 142), (38, 130, 142), (33, 145, 140), (31, 160, 136), (40, 174, 128),
        (63, 188, 115), (94, 201, 98), (132, 212, 75), (173, 220, 48), (216, 226, 25),
        (253, 231, 37),
    ],
    dtype=np.float32,
)  # fmt: skip
_SHOWN_FROM: Final = 0.5
"""Below this part of the limit the image stays bare: a tint everywhere hides the surface."""
_TOP: Final = 2.0
"""Multiple of the limit that gets the last colour."""
_QUIET_PERCENTILE: Final = 50.0
_SMOOTH_SIDE: Final = 384


def colours(position: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Look colours up.

    Parameters
    ----------
    position : (...) float32
        0 (dark violet) to 1 (yellow); values outside are clipped.

    Returns
    -------
    (..., 3) uint8
        RGB.
    """
    steps = np.linspace(0.0, 1.0, len(_VIRIDIS))
    channels = [np.interp(position, steps, _VIRIDIS[:, channel]) for channel in range(3)]
    return np.rint(np.stack(channels, axis=-1)).astype(np.uint8)


def relative_to_limit(values: NDArray[np.floating], limit: float | None) -> NDArray[np.float32]:
    """Scale a heat map so that 1 is the limit.

    Without a usable limit the median stands for half of it and the highest value for twice, so
    that at least the unusual places show; a flat map is then 0 everywhere. Values that are not
    finite become 0.
    """
    finite = np.where(np.isfinite(values), values, 0.0).astype(np.float32)
    if limit is not None and limit > 0:
        return np.asarray(np.maximum(finite / limit, 0), dtype=np.float32)
    quiet, top = float(np.percentile(finite, _QUIET_PERCENTILE)), float(finite.max(initial=0.0))
    if top - quiet <= np.finfo(np.float32).eps:
        return np.zeros_like(finite)
    scaled = _SHOWN_FROM + (finite - quiet) / (top - quiet) * (_TOP - _SHOWN_FROM)
    return np.asarray(np.maximum(scaled, 0), dtype=np.float32)


def heat_rgba(values: NDArray[np.floating], limit: float | None) -> NDArray[np.uint8]:
    """Turn a heat map into a picture to lay over the image.

    Parameters
    ----------
    values : (h, w) float
        Over the whole image, in the unit of the anomaly limit.
    limit : float or None
        The anomaly limit. At the limit the colour is the middle of the scale and the picture
        opaque; below half of it there is nothing to see.

    Returns
    -------
    (H, W, 4) uint8
        RGBA, not premultiplied. A small map is interpolated first, so that colours follow values
        and no cells show.
    """
    relative = relative_to_limit(_smoothed(np.asarray(values, dtype=np.float32)), limit)
    shade = np.clip((relative - _SHOWN_FROM) / (1.0 - _SHOWN_FROM), 0.0, 1.0)
    alpha = np.rint(255 * shade * shade * (3 - 2 * shade)).astype(np.uint8)
    return np.dstack([colours(relative / np.float32(_TOP)), alpha])


def legend_rgba(width_px: int) -> NDArray[np.uint8]:
    """Return one row of the scale, from nothing to twice the limit; the limit is its middle."""
    row = np.linspace(0.0, 1.0, width_px, dtype=np.float32)[np.newaxis]
    return np.dstack([colours(row), np.full(row.shape, 255, dtype=np.uint8)])


def _smoothed(values: NDArray[np.float32]) -> NDArray[np.float32]:
    height, width = values.shape
    factor = _SMOOTH_SIDE // max(height, width)
    if factor <= 1:
        return values
    rows = _between(values, _centres(height, factor))
    return _between(rows.T, _centres(width, factor)).T


def _centres(n: int, factor: int) -> NDArray[np.float32]:
    """Return where finer cells lie among ``n`` coarse ones, centre by centre."""
    fine = (np.arange(n * factor, dtype=np.float32) + 0.5) / factor - 0.5
    return np.clip(fine, 0.0, n - 1.0).astype(np.float32)


def _between(values: NDArray[np.float32], at: NDArray[np.float32]) -> NDArray[np.float32]:
    low = np.floor(at).astype(np.intp)
    high = np.minimum(low + 1, len(values) - 1)
    part = (at - low)[:, np.newaxis]
    return (values[low] * (1 - part) + values[high] * part).astype(np.float32)
