"""How much of a zone true masks decide: each against itself, redrawn a little.

The cell of the 3x3 grid that holds most of a mask is compared with the cell after the mask was
grown or shrunk by some pixels, and after a random fifth of its parts was left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import mean
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.measurements import Zone
from core.measure.mask_zones import mask_zone_shares
from core.measure.zones import frame_of_image

_STEPS_PX: Final = (1, 2, 3)
_DROPPED: Final = 0.2
_DRAWS: Final = 5
_NEAR: Final = 0.9
_CLEAR: Final = 0.75
_SEED: Final = 9

Shares = dict[Zone, float]


def shares_of(mask: NDArray[np.bool_]) -> Shares:
    """Return the share of a mask in every cell of the image; all zero for an empty one."""
    if not mask.any():
        return dict.fromkeys(Zone, 0.0)
    frame = frame_of_image(mask.shape[1], mask.shape[0])
    return mask_zone_shares(np.ascontiguousarray(mask), offset_px=(0, 0), frame=frame)


def is_near(zone: Zone | None, shares: Shares) -> bool:
    """Tell whether a cell holds nine tenths as much as the fullest one, or is that one."""
    return zone is not None and shares[zone] >= _NEAR * max(shares.values())


def is_clear(shares: Shares) -> bool:
    """Tell whether the fullest cell leads: the second holds less than three quarters as much."""
    first, second = sorted(shares.values(), reverse=True)[:2]
    return second < _CLEAR * first


def agreements(masks: Iterable[NDArray[np.bool_]]) -> dict[str, float]:
    """Return how often masks name the same zone when redrawn, by how; and how often two cells tie.

    Parameters
    ----------
    masks : iterable of (H, W) bool
        At least one pixel of each is set.
    """
    same: dict[str, list[float]] = defaultdict(list)
    for number, mask in enumerate(masks):
        shares = shares_of(mask)
        first, second = sorted(shares.values(), reverse=True)[:2]
        same["second cell at least 0.9 of the first"].append(second >= _NEAR * first)
        zone = _fullest(shares)
        for step in _STEPS_PX:
            brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * step + 1, 2 * step + 1))
            for name, redraw in (("grown", cv2.dilate), ("shrunk", cv2.erode)):
                drawn = np.asarray(redraw(mask.view(np.uint8), brush) > 0, dtype=np.bool_)
                same[f"{name} by {step} px"].append(_fullest(shares_of(drawn)) is zone)
        same["without a fifth of the parts"].append(_agreement_of_parts(mask, zone, number))
    return {name: mean(values) for name, values in same.items()}


def _fullest(shares: Shares) -> Zone | None:
    most = max(shares, key=lambda zone: shares[zone])
    return most if shares[most] > 0 else None


def _agreement_of_parts(mask: NDArray[np.bool_], zone: Zone | None, number: int) -> float:
    """Return how often some of the parts, at least one, lie in the zone of all."""
    count, labels = cv2.connectedComponents(mask.view(np.uint8), connectivity=8)
    rng = np.random.default_rng([_SEED, number])
    same = []
    for _ in range(_DRAWS):
        keep = rng.random(count) >= _DROPPED
        keep[0] = False
        if not keep.any():
            keep[1 + int(rng.integers(count - 1))] = True
        same.append(_fullest(shares_of(np.asarray(keep[labels], dtype=np.bool_))) is zone)
    return mean(same)
