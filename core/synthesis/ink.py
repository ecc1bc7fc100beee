"""Anti-aliased strokes and grains: drawn four times finer, then averaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.synthesis.fields import Field, Shape, blur, white

_FINE = 4
_MARGIN_PX = 4
_SEEN_PRESSURE = 0.12
_SKIP_BELOW = -1.75
"""Slow noise (unit variance) under which a scratching edge jumps."""

Points = NDArray[np.float32]
"""(N, 2) float32, x and y in image pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A line of varying width and pressure.

    Attributes
    ----------
    points : (N, 2) float32
        Image pixels.
    width_px : (N,) float32
        Full width at each point.
    pressure : (N,) float32
        0-1, how much ink at each point.
    """

    points: Points
    width_px: NDArray[np.float32]
    pressure: NDArray[np.float32]

    @property
    def footprint(self) -> Stroke:
        """The same stroke, fully inked wherever it can be seen at all."""
        seen = (self.pressure > _SEEN_PRESSURE).astype(np.float32)
        return Stroke(self.points, self.width_px, seen)


@dataclass(frozen=True, slots=True, eq=False)
class Blob:
    """A filled outline (N, 2) in image pixels, with how much ink (0-1)."""

    outline: Points
    ink: float = 1.0


def draw_strokes(shape: Shape, strokes: Sequence[Stroke]) -> Field:
    """Rasterise strokes; where they cross the stronger one shows."""
    canvas = _Canvas.around(shape, [stroke.points for stroke in strokes])
    for stroke in strokes:
        canvas.add_stroke(stroke)
    return canvas.averaged()


def draw_blobs(shape: Shape, blobs: Sequence[Blob]) -> Field:
    """Rasterise filled outlines; where they overlap the later one shows."""
    canvas = _Canvas.around(shape, [blob.outline for blob in blobs])
    for blob in blobs:
        fine = np.rint(canvas.to_fine(blob.outline)).astype(np.int32)
        cv2.fillPoly(canvas.fine, [fine], float(blob.ink))
    return canvas.averaged()


@dataclass(frozen=True, slots=True, eq=False)
class _Canvas:
    """The fine raster of the part of the image that is drawn on."""

    shape: Shape
    left: int
    top: int
    fine: Field

    @classmethod
    def around(cls, shape: Shape, parts: Sequence[Points]) -> _Canvas:
        every = np.concatenate(list(parts)) if parts else np.zeros((1, 2), dtype=np.float32)
        low = np.floor(every.min(axis=0)).astype(int) - _MARGIN_PX
        high = np.ceil(every.max(axis=0)).astype(int) + _MARGIN_PX
        left, top = (int(np.clip(low[i], 0, shape[1 - i] - 1)) for i in (0, 1))
        right, bottom = (
            int(np.clip(high[0], left + 1, shape[1])),
            int(np.clip(high[1], top + 1, shape[0])),
        )
        fine = np.zeros(((bottom - top) * _FINE, (right - left) * _FINE), dtype=np.float32)
        return cls(shape, left, top, fine)

    def to_fine(self, points: Points) -> Points:
        origin = np.asarray((self.left, self.top), dtype=np.float32)
        return np.asarray((points - origin) * _FINE - 0.5, dtype=np.float32)

    def add_stroke(self, stroke: Stroke) -> None:
        # Each stroke is laid on its own sheet: cv2 overwrites, ink adds up by maximum.
        sheet = np.zeros_like(self.fine)
        fine = np.rint(self.to_fine(stroke.points)).astype(np.int32)
        widths = np.maximum(1, np.rint(stroke.width_px * _FINE)).astype(int)
        for i in range(len(fine) - 1):
            start = (int(fine[i, 0]), int(fine[i, 1]))
            end = (int(fine[i + 1, 0]), int(fine[i + 1, 1]))
            cv2.line(sheet, start, end, float(stroke.pressure[i]), int(widths[i]))
        np.maximum(self.fine, sheet, out=self.fine)

    def averaged(self) -> Field:
        field = np.zeros(self.shape, dtype=np.float32)
        height, width = self.fine.shape[0] // _FINE, self.fine.shape[1] // _FINE
        small = cv2.resize(self.fine, (width, height), interpolation=cv2.INTER_AREA)
        field[self.top : self.top + height, self.left : self.left + width] = small
        return field


def line(
    rng: np.random.Generator,
    centre: tuple[float, float],
    *,
    length_px: float,
    angle_deg: float,
    turn_deg: float = 0.0,
    wobble_px: float = 0.4,
) -> Points:
    """Draw a line or an arc through ``centre`` with the unsteadiness of a real one.

    Parameters
    ----------
    length_px : float
        Along the path.
    angle_deg : float
        Counter-clockwise as seen on the screen, in the middle.
    turn_deg : float
        By how much the direction changes from end to end.
    wobble_px : float
        Size of the slow sideways unsteadiness.
    """
    n = max(6, int(length_px / 3))
    t = np.linspace(-0.5, 0.5, n)
    heading = np.deg2rad(angle_deg + turn_deg * t)
    steps = length_px / (n - 1) * np.stack([np.cos(heading), -np.sin(heading)], axis=1)
    points = np.cumsum(steps, axis=0)
    points += np.asarray(centre) - points[n // 2]
    aside = np.stack([np.sin(heading), np.cos(heading)], axis=1)
    return np.asarray(points + aside * wobble_px * _slow(rng, n)[:, None], dtype=np.float32)


def pressure(rng: np.random.Generator, n: int, *, start: float, tail: float) -> NDArray[np.float32]:
    """Pressure along a scratch: sets on within ``start``, lifts off over ``tail``, flickers."""
    t = np.linspace(0.0, 1.0, n)
    envelope = np.clip(t / max(start, 1e-3), 0, 1) * np.clip((1 - t) / max(tail, 1e-3), 0, 1)
    flicker = 0.78 + 0.16 * _slow(rng, n) + 0.1 * rng.standard_normal(n)
    skips = np.where(_slow(rng, n) < _SKIP_BELOW, 0.25, 1.0)
    return np.asarray(np.clip(np.sqrt(envelope) * flicker * skips, 0.0, 1.0), dtype=np.float32)


def ragged_disc(
    rng: np.random.Generator,
    centre: tuple[float, float],
    radius_px: float,
    *,
    stretch: float = 1.0,
    ragged: float = 0.25,
) -> Points:
    """Outline of an irregular grain."""
    n = 14
    angle = np.linspace(0.0, 2 * np.pi, n, endpoint=False)
    radius = radius_px * (1.0 + ragged * _slow(rng, n))
    turn = rng.uniform(0.0, np.pi)
    u, v = radius * np.cos(angle) * stretch, radius * np.sin(angle) / stretch
    x = centre[0] + u * np.cos(turn) - v * np.sin(turn)
    y = centre[1] + u * np.sin(turn) + v * np.cos(turn)
    return np.asarray(np.stack([x, y], axis=1), dtype=np.float32)


def _slow(rng: np.random.Generator, n: int) -> NDArray[np.float32]:
    """Smooth noise along a path, unit variance."""
    noise = blur(white(rng, (1, n)), max(1.0, n / 12))[0]
    return np.asarray((noise - noise.mean()) / max(float(noise.std()), 1e-6), dtype=np.float32)
