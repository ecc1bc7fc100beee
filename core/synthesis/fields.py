"""Scalar fields that everything is drawn with: noise, blur, distances, smooth steps.

A field is an (H, W) float32 array in image pixels; x to the right, y down.
"""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Field: TypeAlias = NDArray[np.float32]
Colour: TypeAlias = NDArray[np.float32]
"""(H, W, 3) float32, linear light, R G B."""
Shape: TypeAlias = tuple[int, int]
"""Height and width in pixels."""

_SHARP_PX = 0.05


def blur(field: Field, sigma_px: float) -> Field:
    """Gaussian blur; a very small sigma changes nothing."""
    if sigma_px < _SHARP_PX:
        return field
    return np.asarray(cv2.GaussianBlur(field, (0, 0), sigma_px), dtype=np.float32)


def resize(field: Field, shape: Shape) -> Field:
    """Interpolate a coarse field up to ``shape`` with cubic splines."""
    size = (shape[1], shape[0])
    return np.asarray(cv2.resize(field, size, interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def axes(shape: Shape) -> tuple[Field, Field]:
    """Pixel-centre coordinates x and y as two broadcastable fields, (1, W) and (H, 1)."""
    x = np.arange(shape[1], dtype=np.float32)[None, :] + np.float32(0.5)
    y = np.arange(shape[0], dtype=np.float32)[:, None] + np.float32(0.5)
    return x, y


def smoothstep(value: Field, low: float, high: float) -> Field:
    """Rise smoothly from 0 at ``low`` to 1 at ``high``."""
    t = np.clip((value - np.float32(low)) / np.float32(high - low), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t), dtype=np.float32)


def inside(distance_px: Field) -> Field:
    """Turn a signed distance (negative inside) into coverage 0-1 with a one-pixel soft edge."""
    return np.asarray(np.clip(0.5 - distance_px, 0.0, 1.0), dtype=np.float32)


def white(rng: np.random.Generator, shape: Shape) -> Field:
    """Independent normal noise of unit variance."""
    return rng.standard_normal(shape, dtype=np.float32)


def fractal(
    rng: np.random.Generator,
    shape: Shape,
    *,
    cell_px: float,
    octaves: int = 3,
    gain: float = 0.5,
) -> Field:
    """Sum smooth noise of halving cell sizes; zero mean and unit variance.

    Parameters
    ----------
    shape : (height, width)
        Size of the result in pixels.
    cell_px : float
        Cell size of the coarsest noise.
    octaves : int
        Number of cell sizes, each half the one before.
    gain : float
        Amplitude of each octave relative to the one before.
    """
    total = np.zeros(shape, dtype=np.float32)
    for octave in range(octaves):
        cell = max(1.0, cell_px / 2**octave)
        coarse = (int(shape[0] / cell) + 3, int(shape[1] / cell) + 3)
        total += np.float32(gain**octave) * resize(white(rng, coarse), shape)
    return standardised(total)


def streaks(rng: np.random.Generator, shape: Shape, *, length_px: float) -> Field:
    """Draw lines of noise along x, each about ``length_px`` long; unit variance."""
    coarse = (shape[0], int(shape[1] / max(1.0, length_px / 2)) + 3)
    return standardised(resize(white(rng, coarse), shape))


def standardised(field: Field) -> Field:
    """Shift and scale to zero mean and unit variance."""
    spread = float(field.std())
    return np.asarray((field - field.mean()) / max(spread, 1e-6), dtype=np.float32)


def turned_shape(shape: Shape, angle_deg: float) -> Shape:
    """Size a field must have so that ``turned`` can cut ``shape`` out of it."""
    turn = np.deg2rad(angle_deg)
    cos, sin = abs(float(np.cos(turn))), abs(float(np.sin(turn)))
    height, width = shape
    return int(width * sin + height * cos) + 4, int(width * cos + height * sin) + 4


def turned(field: Field, angle_deg: float, shape: Shape) -> Field:
    """Turn a field about its centre and cut the middle of ``shape`` out of it.

    The field must be large enough; what lies outside it is mirrored.
    """
    height, width = field.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, 1.0)
    matrix[0, 2] += (shape[1] - width) / 2
    matrix[1, 2] += (shape[0] - height) / 2
    return np.asarray(
        cv2.warpAffine(
            field,
            matrix,
            (shape[1], shape[0]),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REFLECT,
        ),
        dtype=np.float32,
    )


def slopes(height_px: Field) -> tuple[Field, Field]:
    """Central differences of a height field along x and y."""
    gx = cv2.Sobel(height_px, cv2.CV_32F, 1, 0, ksize=1, scale=0.5)
    gy = cv2.Sobel(height_px, cv2.CV_32F, 0, 1, ksize=1, scale=0.5)
    return np.asarray(gx, dtype=np.float32), np.asarray(gy, dtype=np.float32)
