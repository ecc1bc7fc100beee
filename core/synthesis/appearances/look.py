"""Colour and gloss of a mark, and how a form with that look changes a surface."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from core.synthesis.appearances.form import Form, log_uniform
from core.synthesis.fields import Colour, Field, blur, fractal
from core.synthesis.placing import choose
from core.synthesis.values import Mark, Surface

TONES: Final = ("darker", "brighter", "coloured")
"""What a mark does to the ground beside it."""

_ON_MARK = 0.3
_DARKEST, _BRIGHTEST = 0.03, 1.0
_LEAST_SHIFT, _MOST_SHIFT = 0.05, 0.55
_STEEP = 1.3
_COLOURED = 0.8
"""Paint and rust are never of a pure colour."""
_THIRD = 2.0 * math.pi / 3.0


@dataclass(frozen=True, slots=True)
class Look:
    """How ink looks; levels are square roots of linear light, about as the eye sees them.

    Attributes
    ----------
    shift : tuple of float
        Change of level per colour under full ink, -1 to 1.
    hiding : float
        Share of the ground's own texture that is covered.
    grain : float
        Amplitude of the mark's own texture.
    grain_px : float
        Cell of that texture.
    gloss : float
        Factor on the gloss under full ink.
    gain : float
        Factor on the level under full ink: the ground's own texture grows or fades with it.
    """

    shift: tuple[float, float, float]
    hiding: float
    grain: float
    grain_px: float
    gloss: float
    gain: float = 1.0


NO_COLOUR: Final = Look(shift=(0.0, 0.0, 0.0), hiding=0.0, grain=0.0, grain_px=4.0, gloss=1.0)
"""The look of pure relief."""


def draw_look(
    rng: np.random.Generator,
    *,
    tone: str | None,
    strength: float,
    opaque: tuple[float, float] = (0.0, 0.9),
    filmy: float = 0.0,
) -> Look:
    """Draw a look of a tone.

    Parameters
    ----------
    tone : str or None
        One of ``TONES``; drawn if None.
    strength : float
        0 barely visible, 1 unmistakable.
    opaque : tuple of float
        Range of ``hiding``.
    filmy : float
        How often the mark is a film that only brightens or darkens what lies under it, 0-1.
    """
    kind = tone or choose(rng, TONES)
    amount = _LEAST_SHIFT + (_MOST_SHIFT - _LEAST_SHIFT) * strength**_STEEP
    amount *= float(rng.uniform(0.85, 1.15))
    if kind != "coloured" and rng.random() < filmy:
        return _film(rng, kind, amount)
    return Look(
        shift=_shift(rng, kind, amount),
        hiding=float(rng.uniform(*opaque)),
        grain=float(rng.uniform(0.0, 0.28)) * amount,
        grain_px=log_uniform(rng, 1.5, 12.0),
        gloss=float(rng.uniform(0.25, 0.9) if kind != "brighter" else rng.uniform(0.9, 1.3)),
    )


def _film(rng: np.random.Generator, tone: str, amount: float) -> Look:
    gain = 1.0 - 1.2 * amount if tone == "darker" else 1.0 + 1.8 * amount
    warm = 0.1 * amount * float(rng.normal(0.0, 1.0))
    gloss = float(rng.uniform(0.6, 1.4))
    return Look((warm, 0.0, -warm), 0.0, 0.0, 4.0, gloss=gloss, gain=gain)


def _shift(rng: np.random.Generator, tone: str, amount: float) -> tuple[float, float, float]:
    if tone == "coloured":
        amount *= _COLOURED
        hue = float(rng.uniform(0.0, 2.0 * math.pi))
        level = float(rng.uniform(-0.7, 0.5)) * amount
        red, green, blue = (amount * math.cos(hue - i * _THIRD) + level for i in range(3))
        return red, green, blue
    sign = -1.0 if tone == "darker" else 1.0
    # Dirt and bare metal are hardly ever of a perfectly neutral colour.
    warm = float(rng.normal(0.0, 0.12)) * amount
    return sign * amount + warm, sign * amount, sign * amount - warm


def dressed(
    rng: np.random.Generator, surface: Surface, form: Form, look: Look, *, category: str
) -> Mark:
    """Give a form a look; the mark keeps the light and shade of the surface."""
    fade = 1.0 - form.ink * np.float32(1.0 - look.gloss)
    return Mark(
        category=category,
        variant=form.variant,
        coverage=form.coverage,
        height_px=form.relief,
        albedo=None if look is NO_COLOUR else _dye(rng, surface, form, look),
        gloss=None if look is NO_COLOUR else np.asarray(fade, dtype=np.float32),
        irradiance=None if form.light is None else _on_part(form.light, surface.body),
    )


def _on_part(light: Field, body: Field) -> Field:
    """Leave the light on the background as it is."""
    return np.asarray(1.0 + body * (light - 1.0), dtype=np.float32)


def _dye(rng: np.random.Generator, surface: Surface, form: Form, look: Look) -> Colour:
    """Return the factor on the albedo; worked out only where there is ink."""
    ratio = np.ones_like(surface.albedo)
    rows, columns = _inked(form.ink)
    ink, albedo = form.ink[rows, columns], surface.albedo[rows, columns]
    if not ink.size:
        return ratio
    level = np.sqrt(np.maximum(albedo, np.float32(_DARKEST**2)))
    under = form.coverage[rows, columns] > _ON_MARK
    mean = level[under].mean(axis=0) if under.any() else level.mean(axis=(0, 1))
    target = np.float32(look.gain) * (level + np.float32(look.hiding) * (mean - level))
    target += np.asarray(look.shift, dtype=np.float32)
    target += _grain(rng, ink, look)[..., None]
    dyed = level + ink[..., None] * (np.clip(target, _DARKEST, _BRIGHTEST) - level)
    ratio[rows, columns] = (dyed / level) ** 2
    return ratio


def _inked(ink: Field) -> tuple[slice, slice]:
    down, across = np.flatnonzero(ink.max(axis=1)), np.flatnonzero(ink.max(axis=0))
    if not len(down):
        return slice(0), slice(0)
    return slice(int(down[0]), int(down[-1]) + 1), slice(int(across[0]), int(across[-1]) + 1)


def _grain(rng: np.random.Generator, ink: Field, look: Look) -> Field:
    if look.grain <= 0:
        return np.zeros_like(ink)
    noise = fractal(rng, (ink.shape[0], ink.shape[1]), cell_px=look.grain_px, octaves=3, gain=0.7)
    return np.asarray(np.float32(look.grain) * blur(noise, 0.5), dtype=np.float32)
