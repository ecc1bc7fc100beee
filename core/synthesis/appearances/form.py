"""The form of a mark before it has a colour, and the shapes that forms are made of."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from core.synthesis.fields import Field, Shape, axes, fractal, smoothstep
from core.synthesis.values import MarkRequest, Surface

_LEAST_HALF_PX = 1.0
_LEAST_CELL_PX = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """Where a mark is and how it stands in relief.

    Attributes
    ----------
    variant : str
        Which form of its appearance it is.
    ink : (H, W) float32
        How much colour lies where, 0-1.
    coverage : (H, W) float32
        Soft footprint; the exact mask is where it is over the threshold of a mask.
    relief : (H, W) float32 or None
        Added to the height.
    light : (H, W) float32 or None
        Share of the arriving light, less than 1 where the mark is deep.
    """

    variant: str
    ink: Field
    coverage: Field
    relief: Field | None = None
    light: Field | None = None


FormMaker = Callable[[np.random.Generator, Surface, MarkRequest], Form]


def merged(forms: Sequence[Form]) -> Form:
    """Lay several forms over each other; where they meet the stronger ink shows."""
    return reduce(_both, forms)


def _both(one: Form, two: Form) -> Form:
    return Form(
        variant=one.variant,
        ink=np.maximum(one.ink, two.ink),
        coverage=np.maximum(one.coverage, two.coverage),
        relief=_joined(one.relief, two.relief, np.add),
        light=_joined(one.light, two.light, np.minimum),
    )


def _joined(one: Field | None, two: Field | None, how: np.ufunc) -> Field | None:
    if one is None or two is None:
        return two if one is None else one
    return np.asarray(how(one, two), dtype=np.float32)


def angle_of(rng: np.random.Generator, request: MarkRequest) -> float:
    """Return the wanted direction, or draw any."""
    return float(rng.uniform(0.0, 180.0)) if request.angle_deg is None else request.angle_deg


def log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw so that every doubling is equally likely."""
    return float(np.exp(rng.uniform(math.log(low), math.log(high))))


def rotated_axes(
    shape: Shape, centre: tuple[float, float], angle_deg: float
) -> tuple[Field, Field]:
    """Return coordinates along and across a direction through ``centre``, in pixels."""
    x, y = axes(shape)
    turn = math.radians(angle_deg)
    dx, dy = x - np.float32(centre[0]), y - np.float32(centre[1])
    cos, sin = np.float32(math.cos(turn)), np.float32(math.sin(turn))
    return dx * cos - dy * sin, dx * sin + dy * cos


def oval(
    rng: np.random.Generator,
    shape: Shape,
    centre: tuple[float, float],
    half_px: tuple[float, float],
    angle_deg: float,
    *,
    ragged: float,
    cell: float = 1.0,
) -> Field:
    """Return the distance in pixels from the outline of a bent oval, negative inside.

    Parameters
    ----------
    half_px : tuple of float
        Half axes along and across ``angle_deg``.
    ragged : float
        How far noise bends the outline, as a share of the half axes.
    cell : float
        Size of the largest bends as a share of the short half axis.
    """
    long_px, short_px = (max(_LEAST_HALF_PX, half) for half in half_px)
    u, v = rotated_axes(shape, centre, angle_deg)
    r = np.hypot(u / np.float32(long_px), v / np.float32(short_px))
    if ragged > 0:
        noise = fractal(
            rng, shape, cell_px=max(_LEAST_CELL_PX, cell * short_px), octaves=4, gain=0.45
        )
        r = r + np.float32(ragged) * noise
    return np.asarray((r - 1.0) * np.float32(min(long_px, short_px)), dtype=np.float32)


def filled(distance_px: Field, soft_px: float) -> Field:
    """Turn a signed distance into ink that fades out over ``2 * soft_px``."""
    soft = max(0.6, soft_px)
    return np.asarray(1.0 - smoothstep(distance_px, -soft, soft), dtype=np.float32)
