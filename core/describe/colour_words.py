"""Colour words of ground and mark, by rule from CIELAB values."""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.describe.appearance import Ground, GroundTone, Hue, Tone
from core.synthesis.ground_words import Texture

Lab = tuple[float, float, float]

_GREYS: Final = (
    (18.0, GroundTone.BLACK),
    (42.0, GroundTone.DARK_GREY),
    (65.0, GroundTone.GREY),
    (86.0, GroundTone.LIGHT_GREY),
)
"""Lightness L* below which a colourless ground has this word; white above."""

_COLOURED: Final = 13.0
"""Chroma from which a ground has a colour: below, warm lamps tint grey metal as much."""

_FAINT_SHARE: Final = 0.22
"""In the dark the same chroma is seen as more colour: it counts from this share of lightness."""

_LEAST_COLOURED: Final = 8.0
_BEIGE_LIGHTNESS: Final = 62.0
_BEIGE_CHROMA: Final = 30.0
"""Light wood is more colourful than this and called brown."""

_VIVID: Final = 55.0
_ORANGE_YELLOW_DEG: Final = 10.0
"""A vivid colour is yellow from so much before a mark is yellowish: no brown is that vivid."""

_HUE_CHROMA: Final = 12.0
"""Chroma of a mark from which its colour is worth a word."""

_HUE_SHIFT: Final = 10.0
"""Difference to the ground in a* and b* from which a mark has a colour of its own."""

_RED_DEG, _ORANGE_DEG, _YELLOW_DEG, _GREEN_DEG, _BLUE_DEG = -30.0, 42.0, 72.0, 105.0, 180.0
"""Angles in the a*b* plane at which each colour begins; reddish ends where brown begins."""

_QUARTER_DEG: Final = 90.0
_BROWN_LIGHTNESS: Final = 60.0
_GROUND_MARGIN: Final = 0.02
_RING: Final = 0.12
"""Reach around a mark as a share of the short side: pixels that may still belong to it, and the
ground it is compared with."""

_MID_GREY: Final = 127.5
"""What a mark that fills the picture is compared with."""

_SAMPLED_PX: Final = 4_000


def ground_of(
    rgb: NDArray[np.uint8], mask: NDArray[np.bool_], *, texture: Texture | None
) -> Ground | None:
    """Return how the ground looks; None when the mark leaves nothing of it.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
        The picture.
    mask : (H, W) bool
        Pixels that are no ground.
    texture : Texture or None
        Handed on.
    """
    clear = ~_widened(mask, _GROUND_MARGIN)
    if not clear.any():
        clear = ~mask
    if not clear.any():
        return None
    return Ground(ground_tone(median_lab(rgb, clear)), texture)


def tone_of(rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> Tone:
    """Return whether a mark is brighter or darker on average than the ground around it.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
        The picture.
    mask : (H, W) bool
        The mark, not empty.

    Notes
    -----
    The sign of the contrast that `core.measure.look.look_of` measures, save for differences of
    about two grey levels; that traces centre lines too, which costs more than all the words.
    """
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    ring = _ring(mask)
    beside = float(grey[ring].mean()) if ring.any() else _MID_GREY
    return Tone.BRIGHT if float(grey[mask].mean()) > beside else Tone.DARK


def hue_of(rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> Hue | None:
    """Return the colour that a mark has and the ground around it has not.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
        The picture.
    mask : (H, W) bool
        The mark, not empty.
    """
    ring = _ring(mask)
    if not ring.any():
        return None
    return hue_word(median_lab(rgb, mask), median_lab(rgb, ring))


def ground_tone(lab: Lab) -> GroundTone:
    """Return the word for the colour of a ground.

    Parameters
    ----------
    lab : tuple of float
        CIELAB: L* 0-100, a*, b*.
    """
    lightness, a, b = lab
    chroma, angle = math.hypot(a, b), _angle_deg(a, b)
    if chroma < max(_LEAST_COLOURED, min(_COLOURED, _FAINT_SHARE * lightness + _LEAST_COLOURED)):
        return next((tone for limit, tone in _GREYS if lightness < limit), GroundTone.WHITE)
    return _colour(lightness, chroma, angle)


def hue_word(mark: Lab, ground: Lab) -> Hue | None:
    """Return the colour that a mark has and its ground has not.

    Parameters
    ----------
    mark, ground : tuple of float
        CIELAB of both. A black mark on brown wood is shifted towards blue without being blue:
        the word follows the mark's own colour, the shift only says that it differs.
    """
    lightness, a, b = mark
    if math.hypot(a, b) < _HUE_CHROMA or math.hypot(a - ground[1], b - ground[2]) < _HUE_SHIFT:
        return None
    if math.hypot(a, b) < math.hypot(ground[1], ground[2]):
        # Paler than the ground and of its colour: no colour of its own.
        apart = abs(_angle_deg(a, b) - _angle_deg(ground[1], ground[2]))
        if apart < _ORANGE_DEG:
            return None
    angle = _angle_deg(a, b)
    if _RED_DEG <= angle < _ORANGE_DEG:
        return Hue.REDDISH
    if angle < _RED_DEG or angle >= _BLUE_DEG:
        return Hue.BLUISH
    if angle < _YELLOW_DEG or (angle < _GREEN_DEG and lightness < _BROWN_LIGHTNESS):
        return Hue.BROWNISH
    return Hue.YELLOWISH if angle < _GREEN_DEG else Hue.GREENISH


def median_lab(rgb: NDArray[np.uint8], where: NDArray[np.bool_]) -> Lab:
    """Return the median CIELAB colour of the chosen pixels; there must be one."""
    pixels = rgb[where]
    pixels = pixels[:: max(1, len(pixels) // _SAMPLED_PX)]
    unit = (pixels[None].astype(np.float32)) / np.float32(255)
    lab = np.median(cv2.cvtColor(unit, cv2.COLOR_RGB2LAB)[0], axis=0)
    return (float(lab[0]), float(lab[1]), float(lab[2]))


def _ring(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return _widened(mask, _RING) & ~_widened(mask, _GROUND_MARGIN)


def _widened(mask: NDArray[np.bool_], share: float) -> NDArray[np.bool_]:
    reach = max(1, round(share * min(mask.shape)))
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), dtype=np.uint8)
    return np.asarray(cv2.dilate(mask.astype(np.uint8), kernel) > 0)


def _colour(lightness: float, chroma: float, angle: float) -> GroundTone:
    if angle < _RED_DEG or angle >= _BLUE_DEG:
        return GroundTone.BLUE
    if angle >= _GREEN_DEG:
        return GroundTone.GREEN
    if angle < _ORANGE_DEG and chroma > lightness / 2:
        return GroundTone.RED
    if chroma > _VIVID and angle >= _YELLOW_DEG - _ORANGE_YELLOW_DEG:
        return GroundTone.YELLOW
    is_pale = lightness >= _BEIGE_LIGHTNESS and chroma < _BEIGE_CHROMA
    return GroundTone.BEIGE if is_pale else GroundTone.BROWN


def _angle_deg(a: float, b: float) -> float:
    """Return the hue angle from -90 (violet-blue) up to 270."""
    angle = math.degrees(math.atan2(b, a))
    return angle + 360 if angle < -_QUARTER_DEG else angle
