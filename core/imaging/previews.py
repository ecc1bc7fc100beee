"""Crops, evidence pictures and encoded images."""

from __future__ import annotations

import hashlib
import math
from io import BytesIO
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.domain.inspections import Evidence
from core.domain.regions import BoxPx
from core.imaging.resize import resize_longest, shrink_longest

__all__ = [
    "content_sha256",
    "crop",
    "encode_jpeg",
    "encode_png",
    "evidence",
    "resize_longest",
    "shrink_longest",
]

EVIDENCE_MAX_BYTES: Final = 300_000
"""Preview and crop together (300 kB, decimal)."""
_QUALITIES: Final = (90, 82, 74, 66, 58, 50)
_SHRINK: Final = 0.75
_LAST_SIDE_PX: Final = 16
_LAST_QUALITY: Final = 30
_OUTLINE_RGB: Final = (255, 196, 0)
_OUTLINE_EDGE_RGB: Final = (0, 0, 0)


def encode_jpeg(rgb: NDArray[np.uint8], *, max_bytes: int, max_side_px: int) -> bytes:
    """Encode as a JPEG that never exceeds ``max_bytes``.

    Lowers the quality from 90 to 50 first, then the size by a quarter at a time: an outline on a
    smaller clean picture is easier to recognise than on a large one full of blocks.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
    max_bytes : int
        At least 2,000, below which no JPEG of a photo is of use.
    max_side_px : int
        Longest side of the result; a smaller image is not enlarged.

    Raises
    ------
    ValueError
        If even 16 px a side do not fit.
    """
    picture = shrink_longest(rgb, max_side_px)
    while True:
        for quality in _QUALITIES:
            data = _jpeg(picture, quality)
            if len(data) <= max_bytes:
                return data
        side_px = int(max(picture.shape[:2]) * _SHRINK)
        if side_px < _LAST_SIDE_PX:
            break
        picture = resize_longest(picture, side_px)
    data = _jpeg(picture, _LAST_QUALITY)
    if len(data) > max_bytes:
        msg = f"no JPEG fits into {max_bytes} bytes"
        raise ValueError(msg)
    return data


def encode_png(rgb: NDArray[np.uint8]) -> bytes:
    """Encode without loss, for the bank; :func:`core.imaging.decode.decode_bytes` undoes it."""
    buffer = BytesIO()
    Image.fromarray(rgb).save(buffer, format="PNG", compress_level=6)
    return buffer.getvalue()


def evidence(
    rgb: NDArray[np.uint8],
    box: BoxPx | None,
    *,
    max_bytes: int = EVIDENCE_MAX_BYTES,
    preview_side_px: int = 1024,
    crop_side_px: int = 640,
    context: float = 0.25,
) -> Evidence:
    """Make the pictures kept with a record.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
    box : BoxPx or None
        ROI or finding; None stands for the whole image, which gets no outline.
    max_bytes : int
        Limit of both JPEGs together.
    preview_side_px, crop_side_px : int
        Longest sides.
    context : float
        Margin around the box in the crop, as a part of the box's longest side (at least 8 px).

    Returns
    -------
    Evidence
        ``preview_jpeg``: the whole image with the outline drawn, two-coloured so that it stands out
        on light and dark surfaces. ``crop_jpeg``: box and context, untouched pixels.

    Raises
    ------
    ValueError
        If no part of the box lies in the image.
    """
    height, width = rgb.shape[:2]
    if box is None:
        box = BoxPx(0, 0, width, height)
    _inside(rgb, box)  # the box itself must touch the image, not only its margin
    margin = max(8.0, context * max(box.w, box.h))
    wider = BoxPx(box.x - margin, box.y - margin, box.w + 2 * margin, box.h + 2 * margin)
    crop_jpeg = encode_jpeg(crop(rgb, wider), max_bytes=max_bytes // 2, max_side_px=crop_side_px)
    preview = _with_outline(rgb, box, preview_side_px)
    preview_jpeg = encode_jpeg(
        preview, max_bytes=max_bytes - len(crop_jpeg), max_side_px=preview_side_px
    )
    return Evidence(preview_jpeg=preview_jpeg, crop_jpeg=crop_jpeg)


def crop(rgb: NDArray[np.uint8], box: BoxPx) -> NDArray[np.uint8]:
    """Cut out every pixel the box touches, clipped to the image.

    Returns
    -------
    (h, w, 3) uint8
        A copy: it does not keep the whole image in memory.

    Raises
    ------
    ValueError
        If no part of the box lies in the image: callers name the image to people.
    """
    return rgb[_inside(rgb, box).slices()].copy()


def content_sha256(rgb: NDArray[np.uint8]) -> str:
    """Hash pixels and shape: the same content hashes alike however it is encoded."""
    digest = hashlib.sha256(f"rgb8 {rgb.shape[0]}x{rgb.shape[1]}\n".encode())
    digest.update(np.ascontiguousarray(rgb).data)
    return digest.hexdigest()


def _inside(rgb: NDArray[np.uint8], box: BoxPx) -> BoxPx:
    height, width = rgb.shape[:2]
    inside = box.clipped(width, height)
    if inside is None:
        msg = f"{box} lies outside the image of {width}x{height} px"
        raise ValueError(msg)
    return inside


def _with_outline(rgb: NDArray[np.uint8], box: BoxPx, max_side_px: int) -> NDArray[np.uint8]:
    """Shrink first, so that the line has the same width in every preview."""
    height, width = rgb.shape[:2]
    preview = shrink_longest(rgb, max_side_px)
    inside = _inside(rgb, box)
    if (inside.w, inside.h) == (width, height):
        return preview
    scale_x, scale_y = preview.shape[1] / width, preview.shape[0] / height
    left, top = math.floor(inside.x * scale_x) - 1, math.floor(inside.y * scale_y) - 1
    right, bottom = math.ceil(inside.right * scale_x), math.ceil(inside.bottom * scale_y)
    drawn = preview.copy()
    thickness = max(1, max(drawn.shape[:2]) // 400)
    for grown, colour in ((thickness, _OUTLINE_EDGE_RGB), (0, _OUTLINE_RGB)):
        # The line grows outwards only: it must not cover the defect.
        cv2.rectangle(
            drawn,
            (left - grown, top - grown),
            (right + grown, bottom + grown),
            colour,
            thickness,
        )
    return drawn


def _jpeg(rgb: NDArray[np.uint8], quality: int) -> bytes:
    buffer = BytesIO()
    Image.fromarray(rgb).save(buffer, format="JPEG", quality=quality, optimize=True)
    return buffer.getvalue()
