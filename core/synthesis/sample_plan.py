"""What lies in the sample product: every picture, its folder, its mark and its expected outcome."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from core.domain.categories import CLEAN_ID
from core.domain.outcomes import Outcome
from core.synthesis.compose import clean_sample, make_scene, marked_sample
from core.synthesis.cover_plate import Setup, cover_plate, random_setup
from core.synthesis.values import MarkRequest, Sample

TEACH_FOLDER: Final = "teach"
"""Holds one folder per category, so that ``teach`` can be given it as it stands."""
JUDGE_FOLDER: Final = "to_judge"

_BLURRED_PX = 5.5
_HOLE = 164.0, 104.0


@dataclass(frozen=True, slots=True)
class Planned:
    """One picture of the sample product.

    Attributes
    ----------
    folder : str
        ``teach/<category>``, or ``to_judge``.
    file : str
        Name of the file in it.
    seed : int
        Decides grain, pose, light and noise.
    category : str
        What is on the piece; ``good`` for nothing.
    request : MarkRequest
        ``at_px`` is relative to the middle of the plate here.
    outcome : Outcome
        What a sensible program says after it was taught with the other folders.
    note : str
        Why.
    blur_px : float or None
        Another lens blur than usual.
    """

    folder: str
    file: str
    seed: int
    category: str = CLEAN_ID
    request: MarkRequest = field(default_factory=MarkRequest)
    outcome: Outcome = Outcome.OK
    note: str = ""
    blur_px: float | None = None


def make_planned(planned: Planned) -> Sample:
    """Make one picture of the plan; its pixels depend on nothing but the plan."""
    rng = np.random.default_rng([planned.seed, 0])
    setup = _with_blur(random_setup(rng), planned.blur_px)
    scene = make_scene(planned.seed, cover_plate(rng, setup.pose), setup.light, setup.camera)
    if planned.category == CLEAN_ID:
        return clean_sample(scene)
    at = planned.request.at_px
    request = replace(planned.request, at_px=None if at is None else setup.pose.to_image(at))
    rng = np.random.default_rng([planned.seed, 2])
    return marked_sample(rng, scene, planned.category, request)


def _with_blur(setup: Setup, blur_px: float | None) -> Setup:
    if blur_px is None:
        return setup
    return replace(setup, camera=replace(setup.camera, blur_px=blur_px))


def _request(
    variant: str, at: tuple[float, float], size: float, angle: float, strength: float = 0.8
) -> MarkRequest:
    return MarkRequest(strength=strength, size=size, variant=variant, at_px=at, angle_deg=angle)


def _examples(category: str, seed: int, requests: tuple[MarkRequest, ...]) -> tuple[Planned, ...]:
    return tuple(
        Planned(
            folder=f"{TEACH_FOLDER}/{category}",
            file=f"{category}_{i + 1}.jpg",
            seed=seed + i,
            category=category,
            request=request,
            outcome=Outcome.NG,
        )
        for i, request in enumerate(requests)
    )


_GOOD = tuple(Planned(f"{TEACH_FOLDER}/{CLEAN_ID}", f"good_{i + 1}.jpg", 100 + i) for i in range(8))
_SCRATCHES = _examples(
    "scratch",
    200,
    (
        _request("single", (-95.0, -45.0), 0.48, 38.0, 1.0),
        _request("single", (98.0, 24.0), 0.42, 68.0, 1.0),
        _request("parallel", (76.0, -80.0), 0.32, 150.0, 1.0),
        _request("single", (-104.0, 44.0), 0.44, 112.0, 1.0),
    ),
)
_CONTAMINATIONS = _examples(
    "contamination",
    220,
    (
        _request("grains", (98.0, -40.0), 0.3, 0.0),
        _request("grains", (-80.0, 62.0), 0.2, 0.0),
        _request("smear", (-112.0, -24.0), 0.32, 55.0),
        _request("smear", (62.0, 40.0), 0.26, 120.0, 0.9),
    ),
)
_DENTS = _examples(
    "dent",
    240,
    (
        _request("round", (-98.0, 18.0), 0.13, 0.0),
        _request("round", (112.0, 58.0), 0.18, 0.0, 0.9),
        _request("round", (4.0, -92.0), 0.11, 0.0, 0.9),
        _request("oval", (92.0, -36.0), 0.14, 40.0),
    ),
)
_CRACKS = _examples(
    "crack",
    260,
    (
        _request("branching", (-_HOLE[0] + 14, -_HOLE[1] + 8), 0.36, -32.0, 0.9),
        _request("branching", (200.0, 18.0), 0.4, 172.0, 0.9),
        _request("single", (_HOLE[0] - 14, _HOLE[1] - 8), 0.3, 150.0, 0.9),
        _request("branching", (-52.0, 140.0), 0.34, 76.0, 0.9),
    ),
)


def _judged(number: int, category: str, outcome: Outcome, note: str) -> Planned:
    return Planned(
        JUDGE_FOLDER, f"part_{number:03d}.jpg", 300 + number, category, MarkRequest(), outcome, note
    )


_TO_JUDGE = (
    _judged(1, CLEAN_ID, Outcome.OK, "good piece"),
    replace(
        _judged(2, "scratch", Outcome.NG, "long scratch, right of the ring"),
        request=_request("single", (90.0, -56.0), 0.5, 140.0, 1.0),
    ),
    _judged(3, CLEAN_ID, Outcome.OK, "good piece"),
    replace(
        _judged(4, "dent", Outcome.NG, "dent, left of the ring"),
        request=_request("round", (-104.0, -40.0), 0.17, 0.0, 0.9),
    ),
    replace(
        _judged(5, "discoloration", Outcome.HOLD, "heat tint: a defect nobody has taught"),
        request=_request("heat", (94.0, 34.0), 0.3, 20.0, 0.3),
    ),
    replace(
        _judged(6, "crack", Outcome.NG, "crack from the upper right hole"),
        request=_request("branching", (_HOLE[0] - 12, -_HOLE[1] + 10), 0.4, 205.0, 0.95),
    ),
    replace(
        _judged(7, "contamination", Outcome.NG, "dirt grains, left of the ring"),
        request=_request("grains", (-100.0, 52.0), 0.24, 0.0, 0.9),
    ),
    _judged(8, CLEAN_ID, Outcome.OK, "good piece"),
    replace(
        _judged(9, CLEAN_ID, Outcome.HOLD, "out of focus: to be taken again"), blur_px=_BLURRED_PX
    ),
    replace(
        _judged(10, "scratch", Outcome.NG, "long scratch, right of the ring"),
        request=_request("single", (96.0, 36.0), 0.56, 64.0, 1.0),
    ),
    replace(
        _judged(11, "shadow", Outcome.HOLD, "a shadow: no defect, but not the usual picture"),
        request=_request("rod", (-90.0, 0.0), 0.16, 65.0, 0.7),
    ),
    _judged(12, CLEAN_ID, Outcome.OK, "good piece"),
)

PLAN: Final[tuple[Planned, ...]] = (
    *_GOOD,
    *_SCRATCHES,
    *_CONTAMINATIONS,
    *_DENTS,
    *_CRACKS,
    *_TO_JUDGE,
)
"""All 36 pictures: 8 good references, 4 examples of 4 categories, 12 to judge."""
