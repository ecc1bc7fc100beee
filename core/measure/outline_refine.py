"""Making a coarse outline follow the pixels: colours of the mark against the ground beside it."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_SOFT_PX: Final = 1.0
_MARK_FROM: Final = 0.4
_GROUND_TO: Final = 0.35
_NEAR_PEAK: Final = 0.7
_LEAST_WEIGHT: Final = 2.0
_REACH: Final = 0.25
_LEAST_REACH_PX: Final = 3.0
_FAR: Final = 0.02
_LEAST_VARIANCE: Final = 1.5
_MOST_EVIDENCE: Final = 3.0
_PRIOR: Final = 0.8
_EVIDENCE: Final = 0.5
"""Shares of coarse outline and colour: the best of six pairs on generated marks, and flat."""
_TINY: Final = 1e-4
_CRUMB: Final = 0.05
"""Share of the largest part under which a part of a found outline is a crumb."""

Weights = NDArray[np.float32]


def refined(rgb: NDArray[np.uint8], likely: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weigh a coarse likelihood with the colour of every pixel.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
    likely : (H, W) float32
        How likely a pixel belongs to the mark, 0-1.

    Returns
    -------
    (H, W) float32
        The mark has one colour; the ground may change from place to place, so each pixel is
        compared with the ground around it.
    """
    lab = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    colours = np.asarray(cv2.GaussianBlur(lab, (0, 0), _SOFT_PX), dtype=np.float32)
    mark, ground = _mark_weights(likely), np.clip(_GROUND_TO - likely, 0, None) + 1e-6
    mark_mean = _mean(colours, mark)
    ground_mean = _local_mean(colours, ground)
    from_mark, from_ground = (colours - mark_mean) ** 2, (colours - ground_mean) ** 2
    mark_variance = _mean(from_mark, mark) + _LEAST_VARIANCE
    ground_variance = _mean(from_ground, ground) + _LEAST_VARIANCE
    evidence = from_ground / ground_variance - from_mark / mark_variance
    evidence = 0.5 * (evidence + np.log(ground_variance / mark_variance)).sum(axis=2)
    evidence = np.clip(evidence, -_MOST_EVIDENCE, _MOST_EVIDENCE)
    sure = np.clip(likely, _TINY, 1 - _TINY)
    logit = _PRIOR * np.log(sure / (1 - sure)) + _EVIDENCE * evidence
    return np.asarray(1 / (1 + np.exp(-logit)), dtype=np.float32)


def without_crumbs(found: NDArray[np.bool_], seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Leave out parts that only the colours show, and tiny ones: grain far from the mark.

    Parameters
    ----------
    found : (H, W) bool
        Parts of an outline.
    seen : (H, W) bool
        What the coarse likelihood alone would outline.

    Returns
    -------
    (H, W) bool
        At least the largest part.
    """
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(found.view(np.uint8), connectivity=8)
    areas = boxes[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    keep = areas >= max(1.0, _CRUMB * float(areas.max()))
    keep &= np.bincount(labels[seen], minlength=len(areas)) > 0
    if not keep.any():
        keep[int(np.argmax(areas))] = True
    return np.asarray(keep[labels] & found, dtype=np.bool_)


def _mark_weights(likely: NDArray[np.float32]) -> Weights:
    weights = np.clip(likely - _MARK_FROM, 0, None)
    if weights.sum() < _LEAST_WEIGHT:  # a faint one: where it is likeliest
        weights = np.clip(likely - _NEAR_PEAK * likely.max(), 0, None) + 1e-6
    return np.asarray(weights, dtype=np.float32)


def _mean(values: NDArray[np.float32], weights: Weights) -> NDArray[np.float32]:
    """Return the weighted mean over all pixels, (3,)."""
    total = (values * weights[..., None]).sum(axis=(0, 1)) / weights.sum()
    return np.asarray(total, dtype=np.float32)


def _local_mean(colours: NDArray[np.float32], weights: Weights) -> NDArray[np.float32]:
    """Return the weighted mean around every pixel; far from any weight that of the whole."""
    reach = max(_LEAST_REACH_PX, _REACH * max(weights.shape))
    far = _FAR * float(weights.mean())
    near = cv2.GaussianBlur(weights.astype(np.float32), (0, 0), reach) + far
    total = cv2.GaussianBlur(colours * weights[..., None], (0, 0), reach)
    mean = (total + far * _mean(colours, weights)) / near[..., None]
    return np.asarray(mean, dtype=np.float32)
