"""Shapes of machined parts as signed distances, and what edges and holes do to a relief."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.synthesis.fields import Field, Shape, axes, inside, smoothstep


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the part lies: its centre in pixels, its turn (counter-clockwise) and its scale."""

    centre_px: tuple[float, float]
    angle_deg: float = 0.0
    scale: float = 1.0

    def to_part(self, shape: Shape) -> tuple[Field, Field]:
        """Return part coordinates (H, W) of every pixel, origin at the part's centre."""
        x, y = axes(shape)
        dx, dy = x - np.float32(self.centre_px[0]), y - np.float32(self.centre_px[1])
        turn = math.radians(self.angle_deg)
        cos, sin = math.cos(turn) / self.scale, math.sin(turn) / self.scale
        return (
            np.asarray(dx * cos - dy * sin, dtype=np.float32),
            np.asarray(dx * sin + dy * cos, dtype=np.float32),
        )

    def to_image(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return the pixel position of a point given in part coordinates."""
        turn = math.radians(self.angle_deg)
        cos, sin = math.cos(turn) * self.scale, math.sin(turn) * self.scale
        u, v = point
        return (self.centre_px[0] + u * cos + v * sin, self.centre_px[1] - u * sin + v * cos)


@dataclass(frozen=True, slots=True)
class Hole:
    """A round hole with a countersink, in part coordinates."""

    centre: tuple[float, float]
    radius: float
    sink_radius: float


def rounded_rectangle(u: Field, v: Field, size: tuple[float, float], corner: float) -> Field:
    """Signed distance to a rounded rectangle centred at the origin, negative inside."""
    du = np.abs(u) - np.float32(size[0] / 2 - corner)
    dv = np.abs(v) - np.float32(size[1] / 2 - corner)
    outer = np.hypot(np.maximum(du, 0.0), np.maximum(dv, 0.0))
    inner = np.minimum(np.maximum(du, dv), 0.0)
    return np.asarray(outer + inner - np.float32(corner), dtype=np.float32)


def disc(u: Field, v: Field, centre: tuple[float, float], radius: float) -> Field:
    """Signed distance to a disc, negative inside."""
    away = np.hypot(u - np.float32(centre[0]), v - np.float32(centre[1]))
    return np.asarray(away - np.float32(radius), dtype=np.float32)


def chamfer(distance_px: Field, width_px: float, slope: float) -> Field:
    """Relief of a broken edge: falls off over ``width_px`` before the outline."""
    depth = np.clip(-distance_px, 0.0, width_px)
    # Rounded shoulders: a machined edge is never two perfect planes.
    eased = width_px * smoothstep(depth.astype(np.float32), 0.0, width_px)
    return np.asarray(slope * (0.5 * depth + 0.5 * eased), dtype=np.float32)


def countersink(u: Field, v: Field, hole: Hole, slope: float) -> Field:
    """Relief of the cone around a hole, negative."""
    reach = disc(u, v, hole.centre, hole.sink_radius)
    width = hole.sink_radius - hole.radius
    return np.asarray(slope * np.clip(reach, -width, 0.0), dtype=np.float32)


def opening(u: Field, v: Field, holes: Sequence[Hole]) -> Field:
    """Coverage (0-1) of the holes themselves."""
    open_ = np.zeros(u.shape, dtype=np.float32)
    for hole in holes:
        np.maximum(open_, inside(disc(u, v, hole.centre, hole.radius)), out=open_)
    return open_
