"""The quality gate: whether a picture is good enough to be judged at all."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.outcomes import ReasonCode
from core.domain.teaching import QualityLimits
from core.imaging.resize import shrink_longest

_Grey: TypeAlias = NDArray[np.float32]

WORKING_SIDE_PX: Final = 640
"""Figures are taken on the image shrunk to this longest side, smaller images as they are."""

_CLIPPED_FROM: Final = 250
_BRIGHT_PERCENTILE: Final = 99.5
_DENOISE_SIGMA_PX: Final = 1.5
_WINDOW_PX: Final = 25
_SHADING_SIGMA_PX: Final = 16.0
_MIN_CONTRAST: Final = 16.0
_MIN_CONTRAST_BEYOND_SHADING: Final = 8.0
_MIN_EDGES: Final = 5
_MIN_COVERAGE: Final = 0.06
_MAX_COHERENCE: Final = 0.95
_SHARPEST_PERCENT: Final = 5.0


@dataclass(frozen=True, slots=True)
class QualityFigures:
    """What the quality gate looks at.

    Attributes
    ----------
    sharpness : float
        1 / (width of the sharpest edges, as the sigma of a Gaussian blur in pixels of the working
        image), at most 1. 1 when the image has too little structure to judge focus by. A perfect
        step reads about 0.65 because of the noise filter.
    edge_coverage : float
        Significant edges for every 25 px window; 0 when focus was not judged.
    brightness : float
        Grey level 0-255 that 99.5 % of the pixels stay under: black background around a part does
        not make a picture dark, a lamp that is off does.
    overexposed_fraction : float
        Part of the pixels with a grey level of 250 or more.
    """

    sharpness: float
    edge_coverage: float
    brightness: float
    overexposed_fraction: float

    def as_mapping(self) -> dict[str, float]:
        """Return the figures by name, as they are recorded."""
        return asdict(self)


def default_limits() -> QualityLimits:
    """Return limits that refuse only pictures that are of no use.

    Measured on 1529 photos of ten kinds of products (110-640 px; steel, leather, wood, castings,
    bottles, tiles): none is refused; sharpness is at least 0.33, brightness at least 60, and no
    photo is overexposed by more than 46 %. After a Gaussian blur of sigma 8 px, without and with
    sensor noise, all metal nuts and bottles (640 px) and 78 to 93 % of the wood (512 px) are
    refused.

    What the blur check cannot do:

    - A surface without clear structure is never called blurred, however far out of focus: plain
      polished parts must pass. After that blur all of the leather and most of the rolled steel is
      such a surface. The same holds for structure in one direction only, because the highlight of
      a cylinder and a blurred edge look alike.
    - A surface whose only structure is a soft, strong, cloudy pattern, coarser than about 1 % of
      the image, is called blurred: switch the check off for such a product.
    """
    return QualityLimits(min_sharpness=0.26, min_brightness=16.0, max_overexposed_fraction=0.98)


def assess(rgb: NDArray[np.uint8]) -> QualityFigures:
    """Take the figures of one image.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
        Any size; figures hold for the working image of at most 640 px, so that the same scene gives
        the same figures at every camera resolution above it.
    """
    working = shrink_longest(rgb, WORKING_SIDE_PX)
    grey = np.asarray(cv2.cvtColor(working, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    sharpness, coverage = _focus(grey.astype(np.float32))
    return QualityFigures(
        sharpness=sharpness,
        edge_coverage=coverage,
        brightness=float(np.percentile(grey, _BRIGHT_PERCENTILE)),
        overexposed_fraction=float(np.mean(grey >= _CLIPPED_FROM)),
    )


def judge(
    figures: QualityFigures, limits: QualityLimits, *, size_px: tuple[int, int]
) -> ReasonCode | None:
    """Say why an image must be taken again; None if it is good enough.

    Parameters
    ----------
    figures : QualityFigures
    limits : QualityLimits
        A limit of None switches its check off.
    size_px : (int, int)
        Width and height of the whole image.
    """
    if limits.expected_size_px is not None and tuple(size_px) != tuple(limits.expected_size_px):
        return ReasonCode.RETAKE_SIZE
    if limits.min_brightness is not None and figures.brightness < limits.min_brightness:
        return ReasonCode.RETAKE_DARK
    if _is_over(figures.overexposed_fraction, limits.max_overexposed_fraction):
        return ReasonCode.RETAKE_OVEREXPOSED
    if limits.min_sharpness is not None and figures.sharpness < limits.min_sharpness:
        return ReasonCode.RETAKE_BLURRED
    return None


def _is_over(value: float, limit: float | None) -> bool:
    return limit is not None and value > limit


def _focus(grey: _Grey) -> tuple[float, float]:
    """Return (sharpness, edge coverage) from the widths of the sharpest edges.

    A step of height c blurred with sigma s has the slope c / (s * sqrt(2 pi)) in its middle: the
    height within a window and the steepest slope in it give s without knowing where the edge ends.
    Texture only raises the slope, so it reads as sharp. The sharpest twentieth counts: anything
    sharp in the picture shows that it is in focus, and a single hot pixel is not significant.
    """
    smooth = np.asarray(cv2.GaussianBlur(grey, (0, 0), _DENOISE_SIGMA_PX), dtype=np.float32)
    slope_x = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3, scale=1 / 8)
    slope_y = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3, scale=1 / 8)
    slope = np.asarray(cv2.magnitude(slope_x, slope_y), dtype=np.float32)
    contrast = _range_in_window(smooth)
    shading = np.asarray(cv2.GaussianBlur(smooth, (0, 0), _SHADING_SIGMA_PX), dtype=np.float32)
    is_edge = (
        (slope >= _highest_in_window(slope))
        & (contrast >= _MIN_CONTRAST)
        & (_range_in_window(smooth - shading) >= _MIN_CONTRAST_BEYOND_SHADING)
    )
    n_edges = int(np.count_nonzero(is_edge))
    coverage = n_edges * _WINDOW_PX**2 / grey.size
    if n_edges < _MIN_EDGES or coverage < _MIN_COVERAGE:
        return 1.0, 0.0
    if _coherence(slope_x[is_edge], slope_y[is_edge]) > _MAX_COHERENCE:
        return 1.0, 0.0
    widths = contrast[is_edge] / (slope[is_edge] * math.sqrt(2 * math.pi))
    width = float(np.percentile(widths, _SHARPEST_PERCENT))
    return min(1.0, 1.0 / width), coverage


def _coherence(slope_x: NDArray[np.generic], slope_y: NDArray[np.generic]) -> float:
    """Return 1 when all slopes lie along one line, 0 when they have no common direction."""
    angles = 2 * np.arctan2(slope_y.astype(np.float64), slope_x.astype(np.float64))
    return float(np.hypot(np.cos(angles).mean(), np.sin(angles).mean()))


def _highest_in_window(values: _Grey) -> _Grey:
    return np.asarray(cv2.dilate(values, _window()), dtype=np.float32)


def _range_in_window(values: _Grey) -> _Grey:
    lowest = np.asarray(cv2.erode(values, _window()), dtype=np.float32)
    return _highest_in_window(values) - lowest


def _window() -> NDArray[np.uint8]:
    return np.ones((_WINDOW_PX, _WINDOW_PX), dtype=np.uint8)
