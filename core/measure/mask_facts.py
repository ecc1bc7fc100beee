"""Facts about a finding whose mask is given: the one definition of every measure (CONTEXT.md)."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.measurements import Measurement
from core.domain.regions import BoxPx
from core.measure.feret import feret_diameters
from core.measure.inscribed import distances_inside, largest_inscribed_radius
from core.measure.mask_zones import mask_zone_shares
from core.measure.moments import moments_of
from core.measure.parts import parts_of
from core.measure.strokes import measure_strokes
from core.measure.zones import clock_of_point, frame_of_image, zone_of_shares, zones_of_shares

_LEAST_ELONGATION: Final = 1.3


def measure_mask(mask: NDArray[np.bool_], *, frame: BoxPx | None = None) -> Measurement:
    """Measure a mask; all its parts belong to one finding.

    Parameters
    ----------
    mask : (H, W) bool
        True where the defect is, of the size of the EXIF-corrected image.
    frame : BoxPx, optional
        Reference frame for zone and clock; the image if None.

    Returns
    -------
    Measurement
        Everything in pixels, with full ``outline_trust`` since the outline was given; all None
        for an empty mask. Every pixel counts for length, area and place; ``count`` leaves out
        specks (up to 4 px and 2 % of the largest part). ``path_length_px`` is the sum over the
        parts, without the gaps between them, so ``straightness`` is 1 at most.
    """
    bits = np.ascontiguousarray(mask, dtype=bool)
    x, y, width, height = cv2.boundingRect(bits.view(np.uint8))
    if not width:
        return Measurement()
    crop = np.ascontiguousarray(bits[y : y + height, x : x + width])
    reference = frame or frame_of_image(mask.shape[1], mask.shape[0])
    moments = moments_of(crop)
    centroid = (moments.centroid_px[0] + x, moments.centroid_px[1] + y)
    shares = mask_zone_shares(crop, offset_px=(x, y), frame=reference)
    ferets = feret_diameters(crop)
    elongation = ferets.largest_px / ferets.smallest_px
    distances = distances_inside(crop)
    parts = parts_of(crop)
    path_length = measure_strokes(parts, distances).path_length_px
    area = float(cv2.countNonZero(crop.view(np.uint8)))
    return Measurement(
        length_px=ferets.largest_px,
        path_length_px=path_length,
        straightness=min(1.0, ferets.largest_px / path_length),
        elongation=elongation,
        width_px=area / path_length,
        width_max_px=2 * largest_inscribed_radius(crop, distances),
        feret_min_px=ferets.smallest_px,
        area_px=area,
        area_percent=100 * area / mask.size,
        angle_deg=moments.angle_deg if elongation >= _LEAST_ELONGATION else None,
        zone=zone_of_shares(shares, centroid, reference),
        zones=zones_of_shares(shares),
        clock=clock_of_point(centroid, reference),
        centroid_px=centroid,
        bbox_px=(float(x), float(y), float(width), float(height)),
        count=parts.n_without_specks,
        outline_trust=1.0,
    )
