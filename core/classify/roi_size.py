"""Whether a ROI has enough pixels for its scores to mean anything."""

from __future__ import annotations

from typing import Final

from core.domain.outcomes import Reason, ReasonCode
from core.domain.regions import BoxPx, Region, RegionKind, RegionSource

LEAST_LONG_PX: Final = 16
"""Least longer side. A crop is enlarged until it has 448 px, in cells of 32 px: below 14 px a cell
of features holds less than one pixel of the image. With 84 marks of 17 classes made so small, the
nearest neighbour of their set was of the right class for .70 as they were, .44 at 24 px, .37 at 16,
and .26-.30 from 12 px down to 4, where guessing gives .25."""
LEAST_SHORT_PX: Final = 4
"""Least shorter side: strips of 16, 8 and 4 px cut through the same marks, long as they were, still
had the right neighbour for .45, .49 and .43. Thinner ones were not tried."""


def too_small(region: Region) -> Reason | None:
    """Return why a place cannot be judged: a ROI of too few pixels; None for any other.

    Parameters
    ----------
    region : Region
        Cut to the image. What the program found by itself, and a mask, have no least size.
    """
    if region.source is not RegionSource.DRAWN or region.kind is not RegionKind.RECT:
        return None
    long_px, short_px = _sides(region.box)
    if long_px >= LEAST_LONG_PX and short_px >= LEAST_SHORT_PX:
        return None
    width_px, height_px = (max(1, round(side)) for side in (region.box.w, region.box.h))
    return Reason(
        ReasonCode.ROI_TOO_SMALL,
        {
            "roi_w": width_px,
            "roi_h": height_px,
            "least_long": LEAST_LONG_PX,
            "least_short": LEAST_SHORT_PX,
        },
    )


def _sides(box: BoxPx) -> tuple[float, float]:
    return max(box.w, box.h), min(box.w, box.h)
