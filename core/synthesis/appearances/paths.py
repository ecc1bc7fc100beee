"""Fast anti-aliased lines: all lines of a mark on one sheet four times finer than the image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.synthesis.fields import Field, Shape, blur, white

_FINE = 4
_FULL = 255.0
_SEEN_FORCE = 0.15
_LEAST_SEEN_PX = 1.3
"""Width of the thinnest footprint: a thinner one falls between the pixels here and there."""
_STEP_PX = 2.5
_KINK_RATE = 0.14


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A line of varying width and force.

    Attributes
    ----------
    points : (N, 2) float32
        x and y in image pixels.
    width_px : (N,) float32
        Full width.
    force : (N,) float32
        0-1, how much ink.
    """

    points: NDArray[np.float32]
    width_px: NDArray[np.float32]
    force: NDArray[np.float32]


def draw_paths(shape: Shape, paths: Sequence[Path]) -> tuple[Field, Field]:
    """Rasterise lines; return ink and soft footprint."""
    ink = np.zeros((shape[0] * _FINE, shape[1] * _FINE), dtype=np.uint8)
    seen = np.zeros_like(ink)
    for path in paths:
        at = np.rint(path.points * _FINE - 0.5).astype(int).tolist()
        width = np.rint(path.width_px * _FINE).astype(int).tolist()
        force = (np.clip(path.force, 0.0, 1.0) * _FULL).tolist()
        for i in range(len(at) - 1):
            cv2.line(ink, at[i], at[i + 1], force[i], max(2, width[i]))
            if force[i] > _SEEN_FORCE * _FULL:
                wide = max(int(_LEAST_SEEN_PX * _FINE), width[i])
                cv2.line(seen, at[i], at[i + 1], _FULL, wide)
    return _averaged(ink, shape), _averaged(seen, shape)


def _averaged(fine: NDArray[np.uint8], shape: Shape) -> Field:
    small = cv2.resize(fine, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32) / np.float32(_FULL)


def slow(rng: np.random.Generator, n: int, *, waves: float = 6.0) -> NDArray[np.float32]:
    """Smooth noise along a path with about ``waves`` swings; zero mean, unit variance."""
    noise = blur(white(rng, (1, n)), max(0.6, n / (2.0 * waves)))[0]
    return np.asarray((noise - noise.mean()) / max(float(noise.std()), 1e-6), dtype=np.float32)


def bent_line(
    rng: np.random.Generator,
    centre: tuple[float, float],
    length_px: float,
    angle_deg: float,
    *,
    turn_deg: float = 0.0,
    wobble_px: float = 0.0,
) -> NDArray[np.float32]:
    """Return points along a line or arc through ``centre``; (N, 2) float32.

    Parameters
    ----------
    turn_deg : float
        By how much the direction changes from end to end.
    wobble_px : float
        Size of slow sideways unsteadiness.
    """
    n = max(6, int(length_px / _STEP_PX))
    t = np.linspace(-0.5, 0.5, n)
    heading = np.deg2rad(angle_deg + turn_deg * t)
    along = np.stack([np.cos(heading), -np.sin(heading)], axis=1)
    points = np.cumsum(along * (length_px / (n - 1)), axis=0)
    points += np.asarray(centre) - points[n // 2]
    if wobble_px > 0:
        aside = np.stack([np.sin(heading), np.cos(heading)], axis=1)
        points += aside * wobble_px * slow(rng, n)[:, None]
    return np.asarray(points, dtype=np.float32)


def wander(
    rng: np.random.Generator,
    start: tuple[float, float],
    length_px: float,
    angle_deg: float,
    *,
    kink_deg: float,
) -> NDArray[np.float32]:
    """Return points of a walk that keeps its general direction, with kinks; (N, 2) float32."""
    n = max(5, int(length_px / _STEP_PX))
    kinks = np.where(rng.random(n) < _KINK_RATE, rng.normal(0.0, kink_deg, n), 0.0)
    drift = np.cumsum(rng.normal(0.0, kink_deg / 7.0, n))
    drift -= np.linspace(0.0, drift[-1] * 0.7, n)
    heading = np.deg2rad(angle_deg + drift + kinks + rng.normal(0.0, kink_deg / 4.0, n))
    step = length_px / n * rng.uniform(0.6, 1.4, n)
    moves = np.stack([step * np.cos(heading), -step * np.sin(heading)], axis=1)
    points = np.asarray(start) + np.concatenate([np.zeros((1, 2)), np.cumsum(moves, axis=0)])
    return np.asarray(points, dtype=np.float32)
