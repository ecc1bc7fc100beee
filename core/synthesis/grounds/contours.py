"""Contours of parts: edges, corners, round holes and slots with a broken edge and a backdrop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np

from core.synthesis.fields import Field, Shape
from core.synthesis.grounds.base import (
    Maker,
    Tint,
    chosen_tint,
    laid_on,
    oblong,
    painted_with,
    unit_of,
)
from core.synthesis.parts import Pose, chamfer, disc, rounded_rectangle
from core.synthesis.values import Surface

_Outline: TypeAlias = Callable[[np.random.Generator, Field, Field, float], Field]
_BEHIND: Final = ((12, 12, 14), (30, 31, 34), (70, 72, 76), (150, 152, 154), (232, 232, 232))


def cut_at_times(maker: Maker, share: float) -> Maker:
    """Return a maker whose pieces show a contour in a share (0-1) of all cases."""

    def make(rng: np.random.Generator, shape: Shape) -> Surface:
        whole = maker(rng, shape)
        return contoured(rng, whole) if rng.random() < share else whole

    return make


def contoured(rng: np.random.Generator, surface: Surface) -> Surface:
    """Cut a piece along a random contour and lay it before a plain backdrop.

    Parameters
    ----------
    rng : Generator
        Decides the contour, its place and what lies behind.
    surface : Surface
        Fills the picture.

    Returns
    -------
    Surface
        Its ``body`` ends at the contour; marks keep clear of the edge.
    """
    shape, unit = surface.shape, unit_of(surface.shape)
    middle = (shape[1] / 2, shape[0] / 2)
    pose = Pose(centre_px=middle, angle_deg=float(rng.choice([0, 90, 180, 270]) + rng.normal(0, 6)))
    u, v = pose.to_part(shape)
    draw = _OUTLINES[int(rng.integers(len(_OUTLINES)))]
    outline = draw(rng, u, v, min(shape))
    wide = float(rng.uniform(1.0, 6.0)) * unit
    relief = surface.height_px + chamfer(outline, wide, float(rng.uniform(0.0, 0.9)))
    shadow = 1.0 - rng.uniform(0.0, 0.6) * np.exp(-np.maximum(outline, 0.0) / (7.0 * unit))
    cloud = 1.0 + rng.uniform(0.0, 0.08) * oblong(rng, shape, (40 * unit, 40 * unit))
    behind = np.asarray(shadow * cloud, dtype=np.float32)
    return laid_on(
        replace(surface, height_px=np.asarray(relief, dtype=np.float32)),
        outline,
        painted_with(behind, _tint_behind(rng, surface, deep=draw in _OPENINGS)),
        keep_out_px=wide + 4.0 * unit,
    )


def _tint_behind(rng: np.random.Generator, surface: Surface, *, deep: bool) -> Tint:
    """Draw a backdrop that the contour stands out from; holes are always darker.

    A bright or faint disc would be a spot on the surface, not a hole through it.
    """
    light = float((surface.albedo.mean(axis=2) * surface.irradiance).mean())
    drawn = [chosen_tint(rng, _BEHIND) for _ in range(4)]
    for tint in drawn:
        ratio = tint[1] / max(light, 1e-4)
        if ratio < _DARKER or (not deep and ratio > 1.0 / _DARKER):
            return tint
    return (_DARKER * light / 4,) * 3


_DARKER: Final = 0.4


def _edge(rng: np.random.Generator, u: Field, v: Field, side: float) -> Field:
    """End the piece at a straight or slightly bowed edge."""
    bow = np.float32(rng.normal(0.0, 0.12) / side)
    return np.asarray(v + bow * u * u - side * rng.uniform(0.2, 0.45), dtype=np.float32)


def _corner(rng: np.random.Generator, u: Field, v: Field, side: float) -> Field:
    """Show one rounded corner of the piece."""
    size = (4.0 * side, 4.0 * side)
    to = 2.0 * side - side * float(rng.uniform(0.2, 0.42))
    down = 2.0 * side - side * float(rng.uniform(0.2, 0.42))
    corner = side * float(rng.uniform(0.02, 0.4))
    return rounded_rectangle(_moved(u, to), _moved(v, down), size, corner)


def _bore(rng: np.random.Generator, u: Field, v: Field, side: float) -> Field:
    """Drill one or two round holes."""
    radius = side * float(rng.uniform(0.09, 0.2))
    reach = side * float(rng.uniform(0.25, 0.45))
    holes = [(reach, side * float(rng.uniform(-0.3, 0.3)))]
    if rng.random() < _TWO:
        holes.append((-reach, side * float(rng.uniform(-0.3, 0.3))))
    away = [-disc(u, v, centre, radius) for centre in holes]
    return np.asarray(np.maximum.reduce(away), dtype=np.float32)


_TWO: Final = 0.4


def _slot(rng: np.random.Generator, u: Field, v: Field, side: float) -> Field:
    """Mill a long hole with round ends."""
    wide = side * float(rng.uniform(0.06, 0.2))
    size = (side * float(rng.uniform(0.3, 0.8)), wide)
    aside = _moved(v, side * float(rng.uniform(0.2, 0.4)))
    return -rounded_rectangle(u, aside, size, wide / 2)


def _bar(rng: np.random.Generator, u: Field, v: Field, side: float) -> Field:
    """Show a bar from side to side."""
    half = side * float(rng.uniform(0.22, 0.42))
    return np.asarray(np.abs(v + 0.0 * u) - np.float32(half), dtype=np.float32)


def _plate(rng: np.random.Generator, u: Field, v: Field, side: float) -> Field:
    """Show a whole plate, oblong or round."""
    size = (side * float(rng.uniform(0.6, 0.94)), side * float(rng.uniform(0.6, 0.94)))
    return rounded_rectangle(u, v, size, min(size) * float(rng.uniform(0.02, 0.5)))


def _moved(field: Field, by: float) -> Field:
    return np.asarray(field + np.float32(by), dtype=np.float32)


_OPENINGS: Final[Sequence[_Outline]] = (_bore, _slot)
_OUTLINES: Final[Sequence[_Outline]] = (_edge, _edge, _corner, _corner, _bore, _slot, _bar, _plate)
