"""Endless training images: any ground, light and camera; clean, one mark, or several alike.

Many show a structured part (rims, bores, teeth, ribs, worn sides) or a ground with clean features
(steps, pockets, slots, holes, lettering, mirrored lamps), most of all the clean ones: only what is
no structure of the part is a mark.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.domain.categories import CLEAN_ID
from core.synthesis.appearances.edges import has_contour, with_contour
from core.synthesis.appearances.form import Form, log_uniform
from core.synthesis.appearances.look import TONES
from core.synthesis.appearances.look_alikes import CLEAN_LOOKS
from core.synthesis.appearances.registry import APPEARANCES, Appearance, Dress
from core.synthesis.fields import Shape
from core.synthesis.grounds.scenes import (
    GroundScene,
    make_ground_scene,
    make_structured_scene,
)
from core.synthesis.placing import choose
from core.synthesis.values import Mark, MarkFacts, MarkRequest, Sample, Surface, with_mark
from core.synthesis.visibility import can_be_seen, contrast_of

DEFAULT_SHAPE: Final[Shape] = (192, 192)
CLEAN_SHARE: Final = 0.37
"""Share of images that are meant clean; some on which no mark can be seen add to about 0.4."""
SEVERAL_SHARE: Final = 0.15
LOOK_ALIKE_SHARE: Final = 1 / 3
"""Share of the clean images that show a look-alike."""
STRUCTURED_SHARE: Final = 0.5
"""Share of the marked images that show a structured part: rims, bores, teeth, ribs, lettering."""
STRUCTURED_CLEAN_SHARE: Final = 0.7
"""The same of the clean ones: structure without a mark is what has to be learnt most."""
SMALLEST_SHARE: Final = 0.001
LARGEST_SHARE: Final = 0.6
"""Share of the image that a mark takes."""

_ON_MARK = 0.3
_ON_BODY = 0.5
_TRIES = 6
_MORE_SCENES = 3
_DARKEST_LEVEL, _BRIGHTEST_LEVEL = 14.0, 249.0
_OFTEN_ALIGNED = 0.8
_ALIKE_COUNTS = (2, 2, 2, 3, 3, 4, 5, 6)
_ALIKE_SIZE = 0.6
_STREAM = 41
"""Keeps these random numbers apart from those of other samples of the same seed."""
_TONE_WEIGHTS = (0.2, 0.38, 0.42)
_OFTEN_WHOLE = 0.4
_ALONG_GRAIN = 0.35
_SPARE: Final = APPEARANCES["spot"]


def make_training_sample(seed: int, shape: Shape = DEFAULT_SHAPE) -> Sample:
    """Make one training image from a seed alone.

    Parameters
    ----------
    seed : int
        The same seed gives the same pixels.
    shape : (height, width)
        Size in pixels.

    Returns
    -------
    Sample
        ``category`` is ``good`` or the name of an appearance, ``surface`` the name of a ground;
        the mask is empty when the category is ``good``, also when there is a look-alike.
    """
    rng = np.random.default_rng([seed, _STREAM])
    kind = rng.random()
    structured = STRUCTURED_CLEAN_SHARE if kind < CLEAN_SHARE else STRUCTURED_SHARE
    shot = _lit_shot(rng, shape, structured=bool(rng.random() < structured))
    if kind < CLEAN_SHARE:
        return _clean(rng, shot, look_alike=bool(rng.random() < LOOK_ALIKE_SHARE))
    appearance = draw_appearance(rng, several=kind < CLEAN_SHARE + SEVERAL_SHARE)
    count = choose(rng, _ALIKE_COUNTS) if kind < CLEAN_SHARE + SEVERAL_SHARE else 1
    return _marked(rng, shot, appearance, count=count)


@dataclass(frozen=True, slots=True, eq=False)
class _Shot:
    """A scene with its photograph without any mark."""

    scene: GroundScene
    unmarked: NDArray[np.uint8]

    @classmethod
    def of(cls, scene: GroundScene) -> _Shot:
        return cls(scene, scene.seen(scene.surface))

    @property
    def level(self) -> float:
        """Mean grey level of the part."""
        part = self.scene.surface.body > _ON_BODY
        return float(self.unmarked[..., 1][part].mean()) if part.any() else 0.0


def _lit_shot(rng: np.random.Generator, shape: Shape, *, structured: bool) -> _Shot:
    """Draw a shot that is not lost in black or white: nothing could be said about it."""
    make = make_structured_scene if structured else make_ground_scene
    shot = _Shot.of(make(rng, shape))
    for _ in range(_MORE_SCENES):
        if _DARKEST_LEVEL <= shot.level <= _BRIGHTEST_LEVEL:
            break
        shot = _Shot.of(make(rng, shape))
    return shot


def draw_appearance(rng: np.random.Generator, *, several: bool = False) -> Appearance:
    """Draw an appearance, the common ones more often.

    Parameters
    ----------
    several : bool
        Only those of which several may lie in one image.
    """
    options = [one for one in APPEARANCES.values() if one.several or not several]
    weights = np.asarray([one.weight for one in options])
    return options[int(rng.choice(len(options), p=weights / weights.sum()))]


def clean_image(rng: np.random.Generator, scene: GroundScene, *, look_alike: bool) -> Sample:
    """Photograph a piece without a mark, if wanted with something that looks like one."""
    return _clean(rng, _Shot.of(scene), look_alike=look_alike)


def _clean(rng: np.random.Generator, shot: _Shot, *, look_alike: bool) -> Sample:
    scene, surface = shot.scene, shot.scene.surface
    rgb = shot.unmarked
    if look_alike:
        request = MarkRequest(
            strength=float(rng.uniform(0.0, 0.6)), size=float(rng.uniform(0.25, 0.8))
        )
        maker = CLEAN_LOOKS[choose(rng, tuple(CLEAN_LOOKS))]
        rgb = scene.seen(with_mark(surface, maker(rng, surface, request)))
    return Sample(
        rgb, shot.unmarked, np.zeros(surface.shape, dtype=np.bool_), CLEAN_ID, scene.ground
    )


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is tried next: the appearance, how many, how strong, how large, in which tone."""

    appearance: Appearance
    count: int
    strength: float
    size: float
    tone: str

    def bolder(self, share: float, turn: int) -> _Wish:
        """Return a wish that cures what was wrong with a mark of this share of the image.

        What stays invisible tries the opposite tone, at last as a plain spot.
        """
        if share > LARGEST_SHARE:
            return replace(self, size=self.size * 0.7)
        if share < SMALLEST_SHARE:
            return replace(self, size=min(1.0, self.size * 1.5), strength=self.strength + 0.1)
        if turn == _TRIES - 2:
            return replace(
                self,
                appearance=_SPARE,
                size=max(0.08, self.size / 2),
                strength=1.0,
                tone=self._opposite(),
            )
        if turn >= _TRIES - 4:
            return replace(self, strength=1.0, tone=self._opposite())
        return replace(self, strength=min(1.0, self.strength + 0.3))

    def _opposite(self) -> str:
        return "brighter" if self.tone == "darker" else "darker"


def marked_image(
    rng: np.random.Generator, scene: GroundScene, appearance: Appearance, *, count: int = 1
) -> Sample:
    """Photograph a piece with marks of one appearance that can be seen.

    Parameters
    ----------
    scene : GroundScene
        The piece, its light, the shot.
    appearance : Appearance
        What the marks look like.
    count : int
        How many, alike in tone and form.

    Returns
    -------
    Sample
        Too faint, too small and too large marks are drawn again, bolder each time; a piece on
        which none can be seen at all is returned clean.
    """
    return _marked(rng, _Shot.of(scene), appearance, count=count)


def _marked(rng: np.random.Generator, shot: _Shot, appearance: Appearance, *, count: int) -> Sample:
    if appearance.dress is Dress.MISSING and not has_contour(shot.scene.surface):
        ended = with_contour(rng, shot.scene.surface)
        shot = _Shot.of(replace(shot.scene, surface=ended))
    scene, unmarked = shot.scene, shot.unmarked
    wish = _first_wish(rng, appearance, count, grey=scene.finish.grey)
    for turn in range(_TRIES):
        mark = _make(rng, scene.surface, wish)
        mask = mask_of(scene.surface, mark)
        share = float(mask.mean())
        if SMALLEST_SHARE <= share <= LARGEST_SHARE:
            rgb = scene.seen(with_mark(scene.surface, mark))
            if can_be_seen(rgb, unmarked, mask):
                facts = _facts(mark, wish.strength, mask, contrast_of(rgb, unmarked, mask))
                return Sample(rgb, unmarked, mask, mark.category, scene.ground, facts)
        wish = wish.bolder(share, turn)
    return _clean(rng, shot, look_alike=False)


def mask_of(surface: Surface, mark: Mark) -> NDArray[np.bool_]:
    """Return the pixels of the part that a mark covers."""
    return np.asarray((mark.coverage > _ON_MARK) & (surface.body > _ON_BODY), dtype=np.bool_)


def _first_wish(
    rng: np.random.Generator, appearance: Appearance, count: int, *, grey: bool
) -> _Wish:
    size = log_uniform(rng, *appearance.extents)
    tone = TONES[int(rng.choice(len(TONES), p=_TONE_WEIGHTS))]
    # A grey camera shows another colour as hardly anything.
    if grey and tone == "coloured":
        tone = choose(rng, TONES[:2])
    return _Wish(
        appearance=appearance,
        count=count,
        strength=float(rng.uniform(0.0, 1.0)),
        size=size if count == 1 else max(appearance.extents[0], size * _ALIKE_SIZE),
        tone=tone,
    )


def _make(rng: np.random.Generator, surface: Surface, wish: _Wish) -> Mark:
    common = _direction(rng, surface)
    request = MarkRequest(
        strength=min(1.0, wish.strength), size=wish.size, angle_deg=common, tone=wish.tone
    )
    forms: list[Form] = []
    aligned = rng.random() < _OFTEN_ALIGNED
    whole = bool(rng.random() < _OFTEN_WHOLE)
    for _ in range(wish.count):
        variant = forms[0].variant if forms else None
        own = replace(
            request,
            at_px=_place(rng, surface, wish, whole=whole),
            size=wish.size * (float(rng.uniform(0.65, 1.35)) if wish.count > 1 else 1.0),
            angle_deg=common + float(rng.normal(0.0, 5.0 if aligned else 90.0)),
            variant=variant if wish.appearance.dress is not Dress.RELIEF else None,
        )
        forms.append(wish.appearance.form(rng, surface, own))
    return wish.appearance.dressed(rng, surface, forms, request)


def _direction(rng: np.random.Generator, surface: Surface) -> float:
    """Draw a direction, now and then that of the grain: rolling and grinding draw marks along."""
    if surface.grain_deg is not None and rng.random() < _ALONG_GRAIN:
        return surface.grain_deg + float(rng.normal(0.0, 3.0))
    return float(rng.uniform(0.0, 180.0))


def _place(
    rng: np.random.Generator, surface: Surface, wish: _Wish, *, whole: bool
) -> tuple[float, float] | None:
    """Draw a centre evenly over the part; a bite finds its own on the contour.

    A whole mark keeps clear of the border, as far as it fits at all.
    """
    if wish.appearance.dress is Dress.MISSING:
        return None
    height, width = surface.shape
    margin = int(min(0.4, wish.size / 2) * min(height, width)) if whole else 0
    places = np.zeros(surface.shape, dtype=np.bool_)
    places[margin : height - margin, margin : width - margin] = True
    places &= surface.body > _ON_BODY
    flat = np.flatnonzero(places)
    if not len(flat):
        return width / 2, height / 2
    row, column = divmod(int(flat[rng.integers(len(flat))]), width)
    return column + float(rng.random()), row + float(rng.random())


def _facts(mark: Mark, strength: float, mask: NDArray[np.bool_], contrast: float) -> MarkFacts:
    rows, columns = np.nonzero(mask)
    return MarkFacts(
        category=mark.category,
        variant=mark.variant,
        strength=strength,
        area_px=len(rows),
        centre_px=(float(columns.mean() + 0.5), float(rows.mean() + 0.5)),
        contrast=contrast,
    )
