"""Printed grounds: lettering, bars, rules, dots and stripes in ink on a plain face."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from core.synthesis.fields import Field, Shape, axes, blur, fractal, smoothstep, white
from core.synthesis.grounds.base import (
    chosen_tint,
    painted_with,
    piece,
    textured,
    uneven_light,
    unit_of,
)
from core.synthesis.values import Surface

_Path: TypeAlias = tuple[tuple[float, float], ...]
_PAPERS: Final = (
    (236, 234, 228),
    (206, 206, 204),
    (170, 172, 174),
    (228, 214, 170),
    (40, 42, 46),
    (38, 66, 120),
    (180, 40, 36),
)
_DARK_INKS: Final = ((24, 24, 26), (30, 40, 90), (150, 24, 28), (26, 84, 52))
_PALE_INKS: Final = ((236, 236, 232), (230, 200, 60), (180, 184, 190))
_DARK_PAPER: Final = 0.2
_SHIFT: Final = 4
# Own strokes on a 1 x 1 cell: the fonts of cv2 are not the same in every version.
_GLYPHS: Final[tuple[tuple[_Path, ...], ...]] = (
    (((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)),),
    (((0.2, 0.2), (0.6, 0), (0.6, 1)),),
    (((0, 0), (1, 0), (1, 0.5), (0, 0.5), (0, 1), (1, 1)),),
    (((0, 0), (1, 0), (1, 1), (0, 1)), ((0.3, 0.5), (1, 0.5))),
    (((0, 0), (0, 0.5), (1, 0.5)), ((1, 0), (1, 1))),
    (((1, 0), (0, 0), (0, 0.5), (1, 0.5), (1, 1), (0, 1)),),
    (((0, 0), (1, 0), (0.4, 1)),),
    (((0, 1), (0.5, 0), (1, 1)), ((0.2, 0.6), (0.8, 0.6))),
    (((1, 0), (0, 0), (0, 1), (1, 1)), ((0, 0.5), (0.8, 0.5))),
    (((0, 1), (0, 0), (1, 0)), ((0, 0.5), (0.8, 0.5))),
    (((0, 0), (0, 1)), ((1, 0), (1, 1)), ((0, 0.5), (1, 0.5))),
    (((0, 0), (0, 1), (1, 1)),),
    (((0, 1), (0, 0), (0.5, 0.6), (1, 0), (1, 1)),),
    (((0, 1), (0, 0), (1, 1), (1, 0)),),
    (((0, 1), (0, 0), (1, 0), (1, 0.5), (0, 0.5)),),
    (((0, 0), (1, 0)), ((0.5, 0), (0.5, 1))),
    (((0, 0), (1, 1)), ((1, 0), (0, 1))),
)


def printed(rng: np.random.Generator, shape: Shape) -> Surface:
    """Make a label or a lettered face: one ink, one pattern, a plain ground between."""
    unit = unit_of(shape)
    dark = rng.random() < _DARK_PAPER
    paper = chosen_tint(rng, _PAPERS[4:] if dark else _PAPERS[:4])
    ink = chosen_tint(rng, _PALE_INKS if dark else _DARK_INKS)
    names = list(_PATTERNS)
    cover = _PATTERNS[names[int(rng.integers(len(names)))]](rng, shape)
    cover = blur(cover, float(rng.uniform(0.2, 0.7)) * unit) * np.float32(rng.uniform(0.5, 1.0))
    cloud = fractal(rng, shape, cell_px=50 * unit, octaves=2)
    fibre = blur(white(rng, shape), 0.6 * unit)
    plain = textured(1.0, (0.02, cloud), (float(rng.uniform(0.0, 0.05)), fibre))
    share = cover[..., None]
    return piece(
        "printed",
        painted_with(plain, paper) * (1.0 - share) + painted_with(plain, ink) * share,
        height_px=np.asarray(0.03 * cloud, dtype=np.float32),
        irradiance=uneven_light(rng, shape, 0.3),
        gloss=float(rng.uniform(0.0, 0.3)),
        spread=(0.4, 0.4),
    )


def _lettering(rng: np.random.Generator, shape: Shape) -> Field:
    """Lines of characters."""
    unit, canvas = unit_of(shape), np.zeros(shape, dtype=np.uint8)
    tall = float(rng.uniform(6.0, 26.0)) * unit
    pitch, thick = tall * float(rng.uniform(0.75, 0.95)), max(1, round(tall * 0.13))
    top = float(rng.uniform(0.0, tall))
    while top < shape[0]:
        left = float(rng.uniform(-tall, 0.3 * shape[1]))
        for i in range(int(rng.integers(3, 16))):
            glyph = _GLYPHS[int(rng.integers(len(_GLYPHS)))]
            _write(canvas, glyph, (left + i * pitch, top), (0.6 * tall, tall), thick)
        top += tall * float(rng.uniform(1.5, 3.2))
    return _leaning(rng, canvas)


def _write(
    canvas: NDArray[np.uint8],
    glyph: tuple[_Path, ...],
    at: tuple[float, float],
    size: tuple[float, float],
    thick: int,
) -> None:
    scale = 1 << _SHIFT
    for path in glyph:
        corners = np.asarray(path) * size + at
        points = np.rint(corners * scale).astype(np.int32)
        cv2.polylines(canvas, [points], False, 255, thick, cv2.LINE_AA, _SHIFT)


def _leaning(rng: np.random.Generator, canvas: NDArray[np.uint8]) -> Field:
    """Turn a drawing by a little or a right angle; coverage 0-1."""
    height, width = canvas.shape
    angle = float(rng.choice([0.0, 0.0, 90.0, 180.0]) + rng.normal(0.0, 4.0))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(canvas, matrix, (width, height), borderMode=cv2.BORDER_REFLECT)
    return np.asarray(turned / np.float32(255.0), dtype=np.float32)


def _bars(rng: np.random.Generator, shape: Shape) -> Field:
    """Bars of several widths, as in a bar code."""
    unit, canvas = unit_of(shape), np.zeros(shape, dtype=np.uint8)
    left, narrow = 0.0, float(rng.uniform(1.5, 4.0)) * unit
    top, bottom = int(rng.uniform(-0.2, 0.3) * shape[0]), int(rng.uniform(0.6, 1.2) * shape[0])
    while left < shape[1]:
        wide = narrow * int(rng.integers(1, 5))
        canvas[max(0, top) : bottom, round(left) : round(left + wide)] = 255
        left += wide + narrow * int(rng.integers(1, 4))
    return _leaning(rng, canvas)


def _rules(rng: np.random.Generator, shape: Shape) -> Field:
    """Fields of a form: thin ruled lines and a few filled boxes."""
    unit, canvas = unit_of(shape), np.zeros(shape, dtype=np.uint8)
    thick = max(1, round(float(rng.uniform(0.8, 2.5)) * unit))
    for x in np.sort(rng.uniform(0, shape[1], int(rng.integers(2, 6)))):
        canvas[:, int(x) : int(x) + thick] = 255
    for y in np.sort(rng.uniform(0, shape[0], int(rng.integers(2, 7)))):
        canvas[int(y) : int(y) + thick] = 255
    return np.maximum(_leaning(rng, canvas), 0.0)


def _dots(rng: np.random.Generator, shape: Shape) -> Field:
    """Screen dots in a turned grid."""
    u, v = _turned_axes(rng, shape)
    pitch = float(rng.uniform(5.0, 16.0)) * unit_of(shape)
    wave = np.cos(2 * np.pi * u / pitch) + np.cos(2 * np.pi * v / pitch)
    level = float(rng.uniform(-0.3, 1.1))
    return smoothstep(np.asarray(wave, dtype=np.float32), level, level + 0.5)


def _stripes(rng: np.random.Generator, shape: Shape) -> Field:
    """Parallel stripes."""
    u, _ = _turned_axes(rng, shape)
    pitch = float(rng.uniform(8.0, 50.0)) * unit_of(shape)
    level = float(rng.uniform(-0.6, 0.7))
    wave = np.asarray(np.cos(2 * np.pi * u / pitch), dtype=np.float32)
    soft = min(0.25, 4.0 / pitch)
    return smoothstep(wave, level - soft, level + soft)


def _turned_axes(rng: np.random.Generator, shape: Shape) -> tuple[Field, Field]:
    x, y = axes(shape)
    turn = float(rng.choice([0.0, np.pi / 4, np.pi / 2]) + rng.normal(0.0, 0.1))
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    return np.asarray(cos * x + sin * y), np.asarray(cos * y - sin * x)


_PATTERNS: Final[Mapping[str, Callable[[np.random.Generator, Shape], Field]]] = {
    "lettering": _lettering,
    "more_lettering": _lettering,
    "bars": _bars,
    "rules": _rules,
    "dots": _dots,
    "stripes": _stripes,
}
