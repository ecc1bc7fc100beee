"""Put a surface, a mark, light and a camera together into one sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.domain.categories import CLEAN_ID
from core.synthesis.fields import Shape
from core.synthesis.look_alikes import LOOK_ALIKES
from core.synthesis.marks import MARKS, MarkMaker
from core.synthesis.optics import (
    Camera,
    Exposure,
    Light,
    expose,
    random_camera,
    random_light,
    shade,
)
from core.synthesis.surfaces import SURFACES
from core.synthesis.values import Mark, MarkFacts, MarkRequest, Sample, Surface, with_mark

_ON_MARK = 0.3
"""Coverage from which a pixel belongs to the mark; half a pixel of a thin line lies beside it."""
_ON_BODY = 0.5


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything but the mark: the piece, its light, the shot."""

    surface: Surface
    light: Light
    exposure: Exposure

    def seen(self, surface: Surface) -> NDArray[np.uint8]:
        """Photograph a surface in this scene's light, with this scene's noise."""
        return self.exposure.develop(shade(surface, self.light))


def marker(category: str) -> MarkMaker:
    """Return the maker of a defect or look-alike.

    Raises
    ------
    KeyError
        If the generator does not know ``category``.
    """
    return MARKS[category] if category in MARKS else LOOK_ALIKES[category]


def make_scene(
    seed: int, surface: Surface, light: Light | None = None, camera: Camera | None = None
) -> Scene:
    """Choose light, camera and noise for a surface."""
    rng = np.random.default_rng([seed, 1])
    lit = light or random_light(rng)
    return Scene(surface, lit, expose(rng, surface.shape, camera or random_camera(rng)))


def clean_sample(scene: Scene) -> Sample:
    """Photograph a piece without any mark."""
    rgb = scene.seen(scene.surface)
    empty = np.zeros(scene.surface.shape, dtype=np.bool_)
    return Sample(rgb, rgb, empty, CLEAN_ID, scene.surface.name)


def marked_sample(
    rng: np.random.Generator, scene: Scene, category: str, request: MarkRequest
) -> Sample:
    """Photograph a piece with one mark.

    Parameters
    ----------
    scene : Scene
        The piece, its light, the shot.
    category : str
        Id of a defect or look-alike the generator knows.
    request : MarkRequest
        What to draw.

    Returns
    -------
    Sample
        With the exact mask of the mark.

    Raises
    ------
    KeyError
        If the generator does not know ``category``.
    """
    mark = marker(category)(rng, scene.surface, request)
    mask = exact_mask(scene.surface, mark)
    unmarked = scene.seen(scene.surface)
    rgb = scene.seen(with_mark(scene.surface, mark))
    facts = _facts(mark, request.strength, mask, _change(rgb, unmarked))
    return Sample(rgb, unmarked, mask, category, scene.surface.name, facts)


def exact_mask(surface: Surface, mark: Mark) -> NDArray[np.bool_]:
    """Return the pixels of a mark; only a shadow also falls beside the part."""
    mask = mark.coverage > _ON_MARK
    if mark.irradiance is None:
        mask &= surface.body > _ON_BODY
    return np.asarray(mask, dtype=np.bool_)


def make_sample(
    seed: int, category: str, *, surface: str, shape: Shape, request: MarkRequest | None = None
) -> Sample:
    """Make one sample from a seed alone.

    Parameters
    ----------
    seed : int
        The same seed gives the same pixels.
    category : str
        ``good``, or the id of a defect or look-alike.
    surface : str
        Name of a surface.
    shape : (height, width)
        Size in pixels.
    request : MarkRequest, optional
        What to draw; drawn at random if None.

    Raises
    ------
    KeyError
        If the generator knows no such surface or category.
    """
    piece = SURFACES[surface](np.random.default_rng([seed, 0]), shape)
    scene = make_scene(seed, piece)
    if category == CLEAN_ID:
        return clean_sample(scene)
    rng = np.random.default_rng([seed, 2])
    return marked_sample(rng, scene, category, request or random_request(rng, category))


def random_request(rng: np.random.Generator, category: str) -> MarkRequest:
    """Draw size and strength from what is usual for a category."""
    low, high = _USUAL_SIZES[category]
    return MarkRequest(strength=float(rng.uniform(0.35, 1.0)), size=float(rng.uniform(low, high)))


_USUAL_SIZES = {
    "scratch": (0.2, 0.8),
    "contamination": (0.12, 0.4),
    "dent": (0.08, 0.24),
    "crack": (0.2, 0.6),
    "discoloration": (0.2, 0.6),
    "shadow": (0.08, 0.3),
    "reflection": (0.2, 0.6),
}


def _change(rgb: NDArray[np.uint8], unmarked: NDArray[np.uint8]) -> NDArray[np.float32]:
    change = np.abs(rgb.astype(np.float32) - unmarked).mean(axis=2)
    return np.asarray(change, dtype=np.float32)


def _facts(
    mark: Mark, strength: float, mask: NDArray[np.bool_], change: NDArray[np.float32]
) -> MarkFacts:
    rows, columns = np.nonzero(mask)
    if not len(rows):
        return MarkFacts(mark.category, mark.variant, strength, 0, (0.0, 0.0), 0.0)
    return MarkFacts(
        category=mark.category,
        variant=mark.variant,
        strength=strength,
        area_px=len(rows),
        centre_px=(float(columns.mean() + 0.5), float(rows.mean() + 0.5)),
        contrast=float(change[mask].mean()),
    )
