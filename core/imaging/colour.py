"""From any Pillow mode to RGB uint8."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_FULL_16_BIT: Final = 65535
_MAX_SAMPLE_VALUE_TAG: Final = 281
_WIDE_MODES: Final = frozenset({"I", "F"})


class UnsupportedModeError(Exception):
    """The colour mode has no conversion to RGB; ``args[0]`` names it."""


def to_rgb(image: Image.Image) -> NDArray[np.uint8]:
    """Convert a loaded image to RGB.

    - 16-bit grey: the full range 0-65535 becomes 0-255 (or 0 to the declared MaxSampleValue of a
      TIFF, which cameras with 10, 12 or 14 bits write). Never stretched by content: the same
      brightness must give the same pixel in every image of a series.
    - 32-bit integer and float: lowest to highest finite value become 0-255, because such files have
      no agreed range; a constant image becomes black. NaN counts as the lowest value.
    - Transparency: laid over white. White is what viewers and paper show, and a cut-out part then
      stands on a light background instead of gaining a black edge that looks like a defect.
    - CMYK, palette, YCbCr and 1-bit: Pillow's conversion.

    Returns
    -------
    (H, W, 3) uint8
        RGB, writable, contiguous.

    Raises
    ------
    UnsupportedModeError
        For CIELAB, which has no conversion without colour profiles.
    """
    if image.mode == "LAB":
        raise UnsupportedModeError(image.mode)
    if image.mode.startswith("I;16"):
        return _grey_to_rgb(_from_16_bit(image))
    if image.mode in _WIDE_MODES:
        return _grey_to_rgb(_from_wide(image))
    if image.has_transparency_data:
        image = _over_white(image)
    if image.mode != "RGB":
        image = image.convert("RGB")
    return np.array(image, dtype=np.uint8)


def _grey_to_rgb(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.repeat(grey[:, :, np.newaxis], 3, axis=2)


def _from_16_bit(image: Image.Image) -> NDArray[np.uint8]:
    top = _declared_maximum(image)
    values = np.asarray(image).astype(np.uint32)
    return np.minimum((values * 255 + top // 2) // top, 255).astype(np.uint8)


def _declared_maximum(image: Image.Image) -> int:
    tags = getattr(image, "tag_v2", {})
    declared = tags.get(_MAX_SAMPLE_VALUE_TAG, _FULL_16_BIT)
    first = declared[0] if isinstance(declared, tuple) else declared
    return first if isinstance(first, int) and 0 < first <= _FULL_16_BIT else _FULL_16_BIT


def _from_wide(image: Image.Image) -> NDArray[np.uint8]:
    values = np.asarray(image).astype(np.float64)
    finite = values[np.isfinite(values)]
    if finite.size == 0 or finite.min() == finite.max():
        return np.zeros(values.shape, dtype=np.uint8)
    low, high = float(finite.min()), float(finite.max())
    clipped = np.nan_to_num(np.clip(values, low, high), nan=low)
    # Halved first: the span of float64 extremes would overflow.
    scaled = (clipped / 2 - low / 2) / (high / 2 - low / 2)
    return np.rint(scaled * 255).astype(np.uint8)


def _over_white(image: Image.Image) -> Image.Image:
    layer = image.convert("RGBA")
    white = Image.new("RGBA", layer.size, (255, 255, 255, 255))
    white.alpha_composite(layer)
    return white
