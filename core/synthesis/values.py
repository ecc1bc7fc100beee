"""Frozen values of the generator: surface, mark, request, sample."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.synthesis.fields import Colour, Field, Shape


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A piece before light falls on it; every field has the size of the image.

    Attributes
    ----------
    name : str
        Which surface it is, e.g. ``brushed``.
    albedo : (H, W, 3) float32
        Share of light given back per colour, linear, 0-1.
    height_px : (H, W) float32
        Relief; its slopes make light and shade.
    gloss : (H, W) float32
        Weight of mirror-like reflection.
    irradiance : (H, W) float32
        Share of the light that arrives: 1, less in holes and shadows.
    glare : (H, W) float32
        Light mirrored into the camera on top of everything else.
    markable : (H, W) bool
        Where a mark may have its centre.
    body : (H, W) float32
        Coverage of the part: 1 on it, 0 on the background.
    metallic : float
        1 colours the reflections like the surface, 0 leaves them white.
    spread : tuple of float
        Width of the highlight along x and y as fractions of the image's width.
    grain_deg : float or None
        Direction of brushing, counter-clockwise; None without one.
    """

    name: str
    albedo: Colour
    height_px: Field
    gloss: Field
    irradiance: Field
    glare: Field
    markable: NDArray[np.bool_]
    body: Field
    metallic: float
    spread: tuple[float, float]
    grain_deg: float | None = None

    @property
    def shape(self) -> Shape:
        """Height and width in pixels."""
        return (self.height_px.shape[0], self.height_px.shape[1])


@dataclass(frozen=True, slots=True)
class MarkRequest:
    """What to draw; None leaves the choice to the generator.

    Attributes
    ----------
    strength : float
        0 barely visible, 1 unmistakable.
    size : float
        Extent as a fraction of the image's short side.
    variant : str or None
        A form the mark knows, e.g. ``parallel`` for a scratch.
    at_px : tuple of float or None
        Centre (x, y).
    angle_deg : float or None
        Counter-clockwise as seen on the screen.
    tone : str or None
        ``darker``, ``brighter`` or ``coloured``; only marks by appearance heed it.
    """

    strength: float = 0.7
    size: float = 0.25
    variant: str | None = None
    at_px: tuple[float, float] | None = None
    angle_deg: float | None = None
    tone: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """What a defect or a look-alike does to a surface; None changes nothing.

    ``coverage`` is the soft footprint (0-1); the exact mask is where it is over 0.5 on the part.
    """

    category: str
    variant: str
    coverage: Field
    height_px: Field | None = None
    """Added to the relief."""
    albedo: Colour | None = None
    """Multiplies the albedo."""
    gloss: Field | None = None
    """Multiplies the gloss."""
    irradiance: Field | None = None
    """Multiplies the arriving light."""
    glare: Field | None = None
    """Added to the glare."""


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """What was drawn.

    ``contrast`` is the mean absolute change of grey levels (0-255) that the mark made inside its
    mask; ``centre_px`` the centroid (x, y) of the mask.
    """

    category: str
    variant: str
    strength: float
    area_px: int
    centre_px: tuple[float, float]
    contrast: float


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One generated image.

    Attributes
    ----------
    rgb : (H, W, 3) uint8
        The image.
    unmarked : (H, W, 3) uint8
        The same piece in the same light and with the same noise, without the mark.
    mask : (H, W) bool
        Pixels of what ``category`` names; empty when the category is ``good``.
    category : str
        Id of the defect or look-alike, or ``good``.
    surface : str
        Name of the surface.
    facts : MarkFacts or None
        What was drawn; None when the category is ``good``.
    """

    rgb: NDArray[np.uint8]
    unmarked: NDArray[np.uint8]
    mask: NDArray[np.bool_]
    category: str
    surface: str
    facts: MarkFacts | None = None


def with_mark(surface: Surface, mark: Mark) -> Surface:
    """Return the surface with a mark on its body; the background stays as it is."""
    body = surface.body
    height = surface.height_px
    if mark.height_px is not None:
        height = height + mark.height_px * body
    albedo = surface.albedo
    if mark.albedo is not None:
        albedo = albedo * (1.0 + body[..., None] * (mark.albedo - 1.0)).astype(np.float32)
    gloss = surface.gloss if mark.gloss is None else surface.gloss * mark.gloss
    light = surface.irradiance
    if mark.irradiance is not None:
        light = light * mark.irradiance
    glare = surface.glare if mark.glare is None else surface.glare + mark.glare * body
    return replace(
        surface, height_px=height, albedo=albedo, gloss=gloss, irradiance=light, glare=glare
    )
