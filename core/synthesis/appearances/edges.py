"""Missing bits of a part's contour, and the contour that a plain ground needs for them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.synthesis.appearances.form import Form, angle_of, filled, oval, rotated_axes
from core.synthesis.fields import Field, blur, fractal, inside
from core.synthesis.placing import choose, extent_px
from core.synthesis.values import Mark, MarkRequest, Surface

_EVEN = 0.5
_LEAST_BACKGROUND = 0.02
_RIM_PX = 2.5
CHIP: Final = "chip"
"""A bite that shows a fresh broken face, not the background."""
_OFTEN_DARK = 0.75
_NEAR = 0.25
_LEAST_NEAR = 0.02


def has_contour(surface: Surface) -> bool:
    """Tell whether enough of the background is in view for a bite to show."""
    return float((surface.body < _EVEN).mean()) > _LEAST_BACKGROUND


def with_contour(rng: np.random.Generator, surface: Surface) -> Surface:
    """Let a plain ground end at a straight or bent edge, with a plain background behind it."""
    height, width = surface.shape
    angle = float(rng.choice([0.0, 90.0, 180.0, 270.0]) + rng.normal(0.0, 9.0))
    u, v = rotated_axes(surface.shape, (width / 2, height / 2), angle)
    bow = float(rng.uniform(-0.4, 0.4)) / max(height, width)
    beyond = v - np.float32(min(height, width) * rng.uniform(0.05, 0.4)) + np.float32(bow) * u * u
    body = blur(inside(beyond), float(rng.uniform(0.0, 0.8)))
    tone = float(rng.uniform(0.005, 0.05) if rng.random() < _OFTEN_DARK else rng.uniform(0.5, 0.9))
    cloud = fractal(rng, surface.shape, cell_px=height / 2, octaves=3)
    ground = np.asarray(np.float32(tone) * (1.0 + 0.08 * cloud), dtype=np.float32)
    cover = body[..., None]
    rounded = np.clip(beyond + np.float32(rng.uniform(1.0, 5.0)), 0.0, None)
    return replace(
        surface,
        albedo=np.asarray(
            surface.albedo * cover + ground[..., None] * (1.0 - cover), dtype=np.float32
        ),
        height_px=np.asarray((surface.height_px - 0.3 * rounded) * body, dtype=np.float32),
        gloss=np.asarray(surface.gloss * body, dtype=np.float32),
        markable=np.asarray(surface.markable & (beyond < -_RIM_PX), dtype=np.bool_),
        body=np.asarray(body * surface.body, dtype=np.float32),
    )


def edge_loss(rng: np.random.Generator, surface: Surface, request: MarkRequest) -> Form:
    """Bite out of the contour: a chip that shows the background or a fresh broken face."""
    variant = request.variant or choose(rng, ("notch", CHIP))
    centre = _on_contour(rng, surface) if request.at_px is None else request.at_px
    half = extent_px(surface, request) / 2
    ratio = math.sqrt(float(rng.uniform(1.0, 2.2)))
    distance = oval(
        rng,
        surface.shape,
        centre,
        (half * ratio, half / ratio),
        angle_of(rng, request),
        ragged=float(rng.uniform(0.08, 0.3)),
        cell=0.8,
    )
    body = filled(distance, 0.6)
    if variant != CHIP:
        return Form(variant=variant, ink=body, coverage=body)
    facets = fractal(rng, surface.shape, cell_px=max(3.0, half * 0.7), octaves=3, gain=0.6)
    deep = np.clip(-distance, 0.0, half) * (0.35 + 0.25 * facets)
    return Form(
        variant=variant,
        ink=body,
        coverage=body,
        relief=np.asarray(-deep, dtype=np.float32),
    )


def missing(surface: Surface, form: Form, *, category: str) -> Mark:
    """Show the nearby background where a bite is, evened out so that no outline is left in it."""
    behind = _background(surface)
    ink = form.ink[..., None]
    ratio = behind / np.maximum(surface.albedo, np.float32(0.001))
    return Mark(
        category=category,
        variant=form.variant,
        coverage=form.coverage,
        height_px=np.asarray(-surface.height_px * form.ink, dtype=np.float32),
        albedo=np.asarray(1.0 + ink * (ratio - 1.0), dtype=np.float32),
        gloss=np.asarray(1.0 - form.ink, dtype=np.float32),
    )


def _background(surface: Surface) -> NDArray[np.float32]:
    """Return the colour behind the part near each pixel: a bore is darker than what lies beside."""
    off: Field = np.asarray(1.0 - surface.body, dtype=np.float32)
    total = float(off.sum())
    if total < 1.0:
        return np.asarray([0.02, 0.02, 0.02], dtype=np.float32)
    seen = surface.albedo * off[..., None]
    mean = seen.sum(axis=(0, 1)) / total
    side = max(3, min(surface.shape) // 6)
    weight = np.asarray(cv2.blur(off, (side, side)), dtype=np.float32)[..., None]
    near = np.asarray(cv2.blur(seen, (side, side)), dtype=np.float32)
    local = near / np.maximum(weight, np.float32(_LEAST_NEAR))
    return np.asarray(np.where(weight > _LEAST_NEAR, local, mean), dtype=np.float32)


def _on_contour(rng: np.random.Generator, surface: Surface) -> tuple[float, float]:
    body = surface.body
    soft = blur(body, _RIM_PX)
    rows, columns = np.nonzero(np.abs(soft - _EVEN) < _NEAR)
    if not len(rows):
        return surface.shape[1] / 2, surface.shape[0] / 2
    pick = int(rng.integers(len(rows)))
    return float(columns[pick]) + 0.5, float(rows[pick]) + 0.5
