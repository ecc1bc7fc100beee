"""Facts about a finding of which only a box is known: nothing was segmented.

Where it lies is stated; how long, wide or large the defect is, is not: those measures mean the
defect, and the box (a drawn ROI, or the area around an anomaly peak) is only the place where it
was looked for. So length, width and area stay None, and the sentences speak of the *marked area*,
whose size follows from the region. When the box is the whole image nothing was located, and every
value is None.
"""

from __future__ import annotations

from typing import Final

from core.domain.measurements import Measurement
from core.domain.regions import BoxPx
from core.measure.zones import (
    clock_of_point,
    frame_of_image,
    zone_of_box,
    zones_of_box,
)

_HALF_PIXEL: Final = 0.5


def covers_image(box: BoxPx, *, width_px: int, height_px: int) -> bool:
    """Return whether a box is the whole image, give or take half a pixel a side."""
    return (
        box.x <= _HALF_PIXEL
        and box.y <= _HALF_PIXEL
        and box.right >= width_px - _HALF_PIXEL
        and box.bottom >= height_px - _HALF_PIXEL
    )


def area_percent_of_image(box: BoxPx, *, width_px: int, height_px: int) -> float:
    """Return the size of a box in percent of the image."""
    return 100 * box.area_px / (width_px * height_px)


def box_facts(
    box: BoxPx, *, width_px: int, height_px: int, frame: BoxPx | None = None
) -> Measurement:
    """State what a box alone says about a finding.

    Parameters
    ----------
    box : BoxPx
        Inside the image.
    width_px, height_px : int
        Size of the EXIF-corrected image.
    frame : BoxPx, optional
        Reference frame for zone and clock; the image if None.

    Returns
    -------
    Measurement
        ``zone``, ``zones``, ``clock``, ``centroid_px`` and ``bbox_px`` of the box, nothing else;
        all None for the whole image.
    """
    if covers_image(box, width_px=width_px, height_px=height_px):
        return Measurement()
    reference = frame or frame_of_image(width_px, height_px)
    return Measurement(
        zone=zone_of_box(box, reference),
        zones=zones_of_box(box, reference),
        clock=clock_of_point(box.center, reference),
        centroid_px=box.center,
        bbox_px=box.as_tuple(),
    )
