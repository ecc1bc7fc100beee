"""Descriptors of shape, tone and texture of a ROI, from which a defect type may be guessed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.regions import BoxPx
from core.measure.look import look_of
from core.measure.mask_facts import measure_mask
from core.measure.place_ground import PlaceGround, ground_of_place
from core.measure.segment import segment_roi

LONGEST_SIDE_PX: Final = 128
"""ROIs are looked at in one size, so that the descriptors do not depend on the camera."""
LEAST_SIDE_PX: Final = 12
_COVERED: Final = 0.5
_RIDGE_SCALES_PX: Final = (1.2, 2.4, 4.8, 9.6)
_QUANTILES: Final = (1, 5, 25, 75, 95, 99)
_RINGS: Final = (0.35, 0.7)


def type_features(rgb: NDArray[np.uint8], roi: BoxPx) -> NDArray[np.float32]:
    """Describe a ROI.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
        The whole image; the outline is found with a look at the ground around the ROI.
    roi : BoxPx
        Inside the image, with a little ground around the mark.

    Returns
    -------
    (F,) float32
        Finite values in a fixed order; see `named_features`.
    """
    return np.asarray(list(named_features(rgb, roi).values()), dtype=np.float32)


def named_features(rgb: NDArray[np.uint8], roi: BoxPx) -> Mapping[str, float]:
    """Describe a ROI by name; as `type_features`."""
    pixels = rgb[roi.slices()]
    crop = _resized(pixels)
    mask = _outlined(rgb, roi, crop.shape[:2])
    ground = ground_of_place(crop)
    found = {"aspect": abs(math.log(pixels.shape[1] / pixels.shape[0]))}
    found |= _shape(mask)
    found |= _look(crop, mask, ground.noise)
    found |= _tones(ground)
    found |= _ridges(ground)
    found |= _profiles(ground)
    return {name: float(value) for name, value in found.items()}


def _resized(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = rgb.shape[:2]
    scale = LONGEST_SIDE_PX / max(height, width)
    size = (
        max(LEAST_SIDE_PX, round(width * scale)),
        max(LEAST_SIDE_PX, round(height * scale)),
    )
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(rgb, size, interpolation=method), dtype=np.uint8)


def _outlined(rgb: NDArray[np.uint8], roi: BoxPx, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Outline what the ROI was drawn around, in the size of the crop; empty if there is nothing."""
    outline = segment_roi(rgb, roi)
    if outline is None:
        return np.zeros(shape, dtype=np.bool_)
    covered = outline.mask[roi.slices()].astype(np.float32)
    resized = cv2.resize(covered, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(resized >= _COVERED, dtype=np.bool_)


def _shape(mask: NDArray[np.bool_]) -> dict[str, float]:
    side = math.sqrt(mask.size)
    facts = measure_mask(mask)
    if not mask.any():
        names = ("area", "length", "width", "inscribed", "feret", "elongation", "straightness")
        more = ("count", "solidity", "largest", "eccentric", "border", "evenness")
        return dict.fromkeys((*names, *more), 0.0)
    bits = mask.view(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(bits, connectivity=8)
    areas = stats[1:, cv2.CC_STAT_AREA].astype(np.float64)
    hull = cv2.convexHull(cv2.findNonZero(bits))
    area = float(facts.area_px or 0.0)
    edge = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    x, y = facts.centroid_px or (0.0, 0.0)
    height, width = mask.shape
    width_px = facts.width_px or 0.0
    widest = facts.width_max_px or 0.0
    return {
        "area": math.sqrt(area) / side,
        "length": (facts.length_px or 0.0) / side,
        "width": math.log(width_px / side + 0.005),
        "inscribed": math.log(widest / side + 0.005),
        "feret": (facts.feret_min_px or 0.0) / side,
        "elongation": math.log(facts.elongation or 1.0),
        "straightness": facts.straightness or 0.0,
        "count": math.log(facts.count or 1),
        "solidity": area / max(area, float(cv2.contourArea(hull))),
        "largest": float(areas.max() / areas.sum()),
        "eccentric": math.hypot(x / width - 0.5, y / height - 0.5),
        "border": float(edge.mean()),
        "evenness": width_px / max(widest, 1e-6),
    }


def _look(crop: NDArray[np.uint8], mask: NDArray[np.bool_], noise: float) -> dict[str, float]:
    look = look_of(crop, mask)
    shift = look.lab_shift or (0.0, 0.0, 0.0)
    return {
        "contrast": (look.contrast or 0.0) / 64,
        "signed": math.copysign(math.sqrt(abs(shift[0])), shift[0]),
        "over_noise": math.asinh(shift[0] / noise),
        "colour": math.asinh(math.hypot(shift[1], shift[2]) / 2),
        "warmth": math.asinh((shift[1] + shift[2]) / 4),
        "sharpness": look.edge_sharpness or 0.0,
        "ring_noise": math.log((look.ring_noise or 0.0) + 2),
        "branches": math.log(look.n_branches + 1),
        "parts": math.log(look.n_parts + 1),
    }


def _tones(ground: PlaceGround) -> dict[str, float]:
    light = ground.rest[..., 0]
    spread = max(1e-3, float(light.std()))
    scaled = light / spread
    found = {
        f"q{q}": float(value)
        for q, value in zip(_QUANTILES, np.percentile(scaled, _QUANTILES), strict=True)
    }
    found["spread"] = math.log(spread + 0.5)
    found["skew"] = math.asinh(float((scaled**3).mean()))
    found["kurtosis"] = math.log(float((scaled**4).mean()) + 1)
    found["dark"] = float((light < -4 * ground.noise).mean())
    found["bright"] = float((light > 4 * ground.noise).mean())
    hue = np.hypot(ground.rest[..., 1], ground.rest[..., 2])
    found["chroma"] = math.log(float(np.percentile(hue, 95)) + 0.5)
    return found


def _ridges(ground: PlaceGround) -> dict[str, float]:
    """Compare how strong lines and blobs are, dark and bright, over four scales."""
    light = ground.rest[..., 0]
    spread = max(1e-3, float(light.std()))
    found: dict[str, float] = {}
    for number, scale in enumerate(_RIDGE_SCALES_PX):
        smooth = cv2.GaussianBlur(light, (0, 0), scale, borderType=cv2.BORDER_REFLECT)
        found[f"energy{number}"] = math.log(float(smooth.std()) / spread + 1e-3)
        xx = cv2.Sobel(smooth, cv2.CV_32F, 2, 0, ksize=3)
        yy = cv2.Sobel(smooth, cv2.CV_32F, 0, 2, ksize=3)
        xy = cv2.Sobel(smooth, cv2.CV_32F, 1, 1, ksize=3)
        middle, reach = (xx + yy) / 2, np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
        unit = scale**2 / 4 / spread
        high, low = (middle + reach) * unit, (middle - reach) * unit
        found[f"dark_line{number}"] = float(np.percentile(high, 98))
        found[f"bright_line{number}"] = float(np.percentile(-low, 98))
        found[f"dark_blob{number}"] = float(np.percentile(low, 98))
        found[f"bright_blob{number}"] = float(np.percentile(-high, 98))
    return found


def _profiles(ground: PlaceGround) -> dict[str, float]:
    """Tell what lies in the middle, and along which axis the tone changes."""
    light = ground.rest[..., 0]
    height, width = light.shape
    spread = max(1e-3, float(light.std()))
    rows, columns = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    away = np.maximum(np.abs(rows), np.abs(columns))
    inner, middle = away < _RINGS[0], (away >= _RINGS[0]) & (away < _RINGS[1])
    by_row, by_column = float(light.mean(axis=1).std()), float(light.mean(axis=0).std())
    dx, dy = cv2.Sobel(light, cv2.CV_32F, 1, 0), cv2.Sobel(light, cv2.CV_32F, 0, 1)
    xx, yy, xy = float((dx * dx).mean()), float((dy * dy).mean()), float((dx * dy).mean())
    return {
        "centre": float(light[inner].mean()) / spread,
        "between": float(light[middle].mean()) / spread,
        "axis": max(by_row, by_column) / spread,
        "across": min(by_row, by_column) / spread,
        "coherence": math.hypot(xx - yy, 2 * xy) / max(1e-6, xx + yy),
        "rough": math.log(math.sqrt(xx + yy) / spread + 1e-3),
    }
