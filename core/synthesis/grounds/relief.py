"""What shapes a clean part: steps with a light and a dark edge, openings, prints, a shadow."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from core.synthesis.fields import Field, Shape, axes, blur, smoothstep
from core.synthesis.grounds.base import Tint, laid_on, oblong, painted_with, unit_of
from core.synthesis.values import Surface

_FONTS: Final = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_DUPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_TRIPLEX,
)
_SIGNS: Final = "ABCDEFGHKLMNPRSTUVXZ0123456789-/."
_LOGO: Final = 0.4
_FINE: Final = 2
_DEEP: Final = 0.012
"""Albedo of the darkest bottom of an opening."""


def stepped(
    surface: Surface,
    distance_px: Field,
    *,
    rise_px: float,
    wide_px: float,
    tone: float = 0.0,
    shade: float = 0.0,
) -> Surface:
    """Raise or sink a part of a surface.

    Parameters
    ----------
    surface : Surface
        Stays as it is.
    distance_px : (H, W) float32
        Signed distance to the outline of the part, negative inside.
    rise_px : float
        How far the inside stands out; negative: how deep it lies.
    wide_px : float
        Width of the flank.
    tone : float
        Natural logarithm of how much brighter the inside is.
    shade : float
        Share of the light that is lost at the foot of the flank, 0-1.
    """
    within = 1.0 - smoothstep(distance_px, -wide_px / 2, wide_px / 2)
    low = distance_px if rise_px > 0 else -distance_px
    reach = np.float32(2.5 * wide_px)
    foot = np.exp(-np.maximum(low, 0.0) / reach) * (low > -wide_px / 2)
    changed = replace(
        surface,
        height_px=np.asarray(surface.height_px + np.float32(rise_px) * within, dtype=np.float32),
        irradiance=np.asarray(
            surface.irradiance * (1.0 - np.float32(shade) * foot), dtype=np.float32
        ),
    )
    return toned(changed, np.asarray(np.float32(tone) * within, dtype=np.float32))


def toned(surface: Surface, log_tone: Field) -> Surface:
    """Return a surface brighter by a natural logarithm at each pixel."""
    factor = np.exp(log_tone)[..., None]
    albedo = np.clip(surface.albedo * factor, 0.001, 1.4)
    return replace(surface, albedo=np.asarray(albedo, dtype=np.float32))


def lit_rim(distance_px: Field, wide_px: float, facing: Field | float) -> Field:
    """Return a line of light or shade along an outline; ``facing`` is its logarithm there."""
    line = np.exp(-((distance_px / np.float32(wide_px)) ** 2))
    return np.asarray(line * facing, dtype=np.float32)


def ended(
    rng: np.random.Generator,
    surface: Surface,
    outline_px: Field,
    tint: Tint,
    *,
    openings_px: Field | None = None,
) -> Surface:
    """End a part at its outline and at its openings, its soft shadow on what lies behind.

    Parameters
    ----------
    outline_px : (H, W) float32
        Signed distance to the outline of the part, negative on it.
    tint : tuple of float
        Linear colour behind the part.
    openings_px : (H, W) float32, optional
        Signed distance to all openings, negative in them; they are dark, lighter at one side.
    """
    shape, unit = surface.shape, unit_of(surface.shape)
    cloud = 1.0 + float(rng.uniform(0.0, 0.1)) * oblong(rng, shape, (70 * unit, 70 * unit))
    turn, away = float(rng.uniform(0.0, 2.0 * np.pi)), float(rng.uniform(0.0, 7.0)) * unit
    moved = _shifted(outline_px, away * math.cos(turn), away * math.sin(turn))
    soft = np.float32(rng.uniform(1.5, 14.0) * unit)
    dark = float(rng.uniform(0.0, 0.85)) * np.exp(-np.maximum(moved, 0.0) / soft)
    behind = painted_with(np.asarray(cloud * (1.0 - dark), dtype=np.float32), tint)
    outline = outline_px
    if openings_px is not None:
        depth = _inside_opening(rng, openings_px, shape, turn)
        behind = np.where(openings_px[..., None] < 1.0, depth[..., None], behind)
        outline = np.maximum(outline_px, -openings_px)
    return laid_on(
        surface,
        np.asarray(outline, dtype=np.float32),
        np.asarray(behind, dtype=np.float32),
        keep_out_px=3.0 * unit,
    )


def _inside_opening(
    rng: np.random.Generator, openings_px: Field, shape: Shape, turn: float
) -> Field:
    """Draw the wall of openings: a crescent of light on the far side, black below."""
    reach = float(rng.uniform(2.0, 6.0)) * unit_of(shape)
    near = _shifted(openings_px, reach * math.cos(turn), reach * math.sin(turn))
    lit = smoothstep(near, -0.5 * reach, reach) * np.float32(rng.uniform(0.0, 0.25))
    return np.asarray(_DEEP + lit, dtype=np.float32)


def _shifted(field: Field, dx: float, dy: float) -> Field:
    move = np.asarray([[1, 0, dx], [0, 1, dy]], dtype=np.float32)
    size = (field.shape[1], field.shape[0])
    return np.asarray(
        cv2.warpAffine(field, move, size, borderMode=cv2.BORDER_REPLICATE), dtype=np.float32
    )


def hole_circle(
    rng: np.random.Generator, polar: tuple[Field, Field], radius_px: float, hole_px: float
) -> Field:
    """Signed distance to 3 to 12 round holes on a circle; ``polar`` is radius and angle."""
    sector = 2.0 * math.pi / int(rng.integers(3, 13))
    first = float(rng.uniform(0.0, sector))
    turn = np.mod(polar[1] - np.float32(first), np.float32(sector)) - np.float32(sector / 2)
    away = np.hypot(polar[0] * np.cos(turn) - np.float32(radius_px), polar[0] * np.sin(turn))
    return np.asarray(away - np.float32(hole_px), dtype=np.float32)


def hole_grid(rng: np.random.Generator, u: Field, v: Field, pitch_px: float) -> Field:
    """Signed distance to a grid of round or square openings in part coordinates."""
    wide = pitch_px * float(rng.uniform(0.16, 0.4))
    row = np.floor(v / np.float32(pitch_px))
    shift = np.float32(pitch_px / 2 if rng.random() < _STAGGERED else 0.0) * (row % 2)
    du = np.mod(u + shift, np.float32(pitch_px)) - np.float32(pitch_px / 2)
    dv = np.mod(v, np.float32(pitch_px)) - np.float32(pitch_px / 2)
    square = rng.random() < _SQUARE
    away = np.maximum(np.abs(du), np.abs(dv)) if square else np.hypot(du, dv)
    return np.asarray(away - np.float32(wide), dtype=np.float32)


_STAGGERED: Final = 0.5
_SQUARE: Final = 0.25


def sign(rng: np.random.Generator, shape: Shape) -> Field:
    """Coverage (0-1) of lettering or of a plain sign somewhere in the picture."""
    fine = np.zeros((shape[0] * _FINE, shape[1] * _FINE), dtype=np.uint8)
    side = min(shape) * _FINE
    thick = max(1, round(side * float(rng.uniform(0.004, 0.022))))
    if rng.random() < _LOGO:
        _draw_logo(rng, fine, thick)
    else:
        _draw_letters(rng, fine, thick)
    small = cv2.resize(fine, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32) / np.float32(255.0)


def _draw_letters(rng: np.random.Generator, fine: np.ndarray, thick: int) -> None:
    height, width = fine.shape[:2]
    font = _FONTS[int(rng.integers(len(_FONTS)))]
    scale = min(height, width) / 24.0 * float(rng.uniform(0.07, 0.3))
    left, base = width * float(rng.uniform(0.02, 0.5)), height * float(rng.uniform(0.15, 0.9))
    for line in range(int(rng.integers(1, 4))):
        letters = rng.integers(0, len(_SIGNS), int(rng.integers(2, 10)))
        text = "".join(_SIGNS[int(letter)] for letter in letters)
        at = (int(left), int(base + line * 32 * scale))
        cv2.putText(fine, text, at, font, scale, 255, thick, cv2.LINE_AA)
    if rng.random() < _TURNED:
        angle = float(rng.choice([90.0, 180.0, 270.0, float(rng.uniform(0.0, 360.0))]))
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        fine[...] = cv2.warpAffine(fine, turn, (width, height))


_TURNED: Final = 0.4


def _draw_logo(rng: np.random.Generator, fine: np.ndarray, thick: int) -> None:
    height, width = fine.shape[:2]
    centre = np.asarray((rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.8) * height))
    radius = min(height, width) * float(rng.uniform(0.06, 0.3))
    at = (int(centre[0]), int(centre[1]))
    filled = -1 if rng.random() < _FILLED else 2 * thick
    if rng.random() < _RINGED:
        cv2.circle(fine, at, int(radius * 1.4), 255, thick, cv2.LINE_AA)
    corners = int(rng.integers(3, 11))
    turn = np.linspace(0.0, 2.0 * np.pi, corners, endpoint=False) + rng.uniform(0.0, 2.0 * np.pi)
    reach = np.where(np.arange(corners) % 2, radius * rng.uniform(0.4, 1.0), radius)
    points = centre + reach[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    outline = [np.rint(points).astype(np.int32)]
    if filled < 0:
        cv2.fillPoly(fine, outline, 255, cv2.LINE_AA)
    else:
        cv2.polylines(fine, outline, isClosed=True, color=255, thickness=filled)


_FILLED: Final = 0.4
_RINGED: Final = 0.5


def embossed(rng: np.random.Generator, surface: Surface) -> Surface:
    """Emboss, engrave or print lettering or a sign."""
    unit, cover = unit_of(surface.shape), sign(rng, surface.shape)
    kind = float(rng.random())
    rise = 0.0 if kind > _PRINTED else float(rng.choice([-1.0, 1.0]) * rng.uniform(0.4, 1.6)) * unit
    ink = float(rng.choice([-1.0, 1.0]) * rng.uniform(0.3, 1.6)) if kind > _PRINTED else 0.0
    relief = blur(cover, 0.5 * unit)
    raised = replace(
        surface,
        height_px=np.asarray(surface.height_px + np.float32(rise) * relief, dtype=np.float32),
    )
    return toned(raised, np.asarray(np.float32(ink) * cover, dtype=np.float32))


_PRINTED: Final = 0.65


def shone_on(rng: np.random.Generator, surface: Surface) -> Surface:
    """Mirror lamps without any sharp border: a hot spot, a tube, the ring of a ring light."""
    height, width = surface.shape
    x, y = axes(surface.shape)
    u = (x - np.float32(width * rng.uniform(0.0, 1.0))) / np.float32(width)
    v = (y - np.float32(height * rng.uniform(0.0, 1.0))) / np.float32(height)
    kind, wide = int(rng.integers(3)), float(rng.uniform(0.12, 0.4))
    turn = float(rng.uniform(0.0, np.pi))
    if kind == 0:
        away = np.hypot(u, v * np.float32(rng.uniform(0.5, 2.0))) / np.float32(wide)
    elif kind == 1:
        away = (u * np.cos(turn) + v * np.sin(turn)) / np.float32(wide)
    else:
        away = (np.hypot(u, v) - np.float32(rng.uniform(0.2, 0.6))) / np.float32(wide / 2)
    amount = np.float32(rng.choice([-0.6, 1.0]) * rng.uniform(0.3, 1.1))
    return toned(surface, np.asarray(amount * np.exp(-(away**2)), dtype=np.float32))
