"""From a scored place to measured facts: an outline where one can be drawn, else the box."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.domain.inspections import Finding, Inspection
from core.domain.measurements import Measurement
from core.domain.regions import BoxPx, Region, RegionKind, RegionSource
from core.domain.scales import ScaleUse
from core.errors import ImageError
from core.imaging.decode import DecodeLimits, read_image
from core.measure.box_facts import box_facts
from core.measure.look import contrast_of
from core.measure.mask_facts import measure_mask
from core.measure.run_lengths import decode_mask, region_of_mask
from core.measure.scale.applying import in_millimetres
from core.measure.segment import segment_roi
from core.services.scoring import ScoredPlace

_SET: Final = 128
_AROUND: Final = 0.25
_LEAST_AROUND_PX: Final = 8


@dataclass(frozen=True, slots=True)
class MeasuredPlace:
    """What was measured at a place.

    Attributes
    ----------
    measurement : Measurement
        Of the outline; of the box alone where nothing was outlined.
    outline : Region or None
        What was outlined by the program; None too when a mask was given, which is the region.
    scale : ScaleUse or None
        The calibration for the image.
    """

    measurement: Measurement
    outline: Region | None = None
    scale: ScaleUse | None = None

    @property
    def to_judge_by(self) -> Measurement:
        """What rules may rely on.

        Measures of an outline nobody trusts count as not measured, and so do millimetres by a
        calibration that is out of date.
        """
        facts = self.measurement
        if not facts.is_trusted:
            return Measurement(zone=facts.zone, zones=facts.zones, clock=facts.clock)
        if self.scale is not None and self.scale.problem is not None:
            return replace(facts, length_mm=None, width_mm=None, area_mm2=None)
        return facts


def measure_place(
    rgb: NDArray[np.uint8],
    place: ScoredPlace,
    *,
    frame: BoxPx | None = None,
    scale: ScaleUse | None = None,
) -> MeasuredPlace:
    """Measure what lies at a place.

    A given mask is measured as it is. In a ROI that a person drew there is a defect to outline,
    and in an anomaly peak over its limit; elsewhere only the box is stated.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
    place : ScoredPlace
    frame : BoxPx, optional
        Reference frame of zones; the image if None.
    scale : ScaleUse, optional
        The calibration for the image.
    """
    region = place.region
    if region.mask is not None:
        given = decode_mask(region.mask)
        facts = _with_contrast(measure_mask(given, frame=frame), rgb, given)
        return MeasuredPlace(in_millimetres(facts, scale, is_given=True), scale=scale)
    found = segment_roi(rgb, region.box) if _holds_defect(place) else None
    if found is None:
        height_px, width_px = rgb.shape[:2]
        return MeasuredPlace(
            box_facts(region.box, width_px=width_px, height_px=height_px, frame=frame), scale=scale
        )
    measured = _with_contrast(measure_mask(found.mask, frame=frame), rgb, found.mask)
    trusted = replace(measured, outline_trust=found.outline_trust)
    return MeasuredPlace(
        in_millimetres(trusted, scale, is_given=False),
        region_of_mask(found.mask, RegionSource.MEASURED),
        scale,
    )


def _with_contrast(
    facts: Measurement, rgb: NDArray[np.uint8], mask: NDArray[np.bool_]
) -> Measurement:
    return replace(facts, contrast=contrast_of(rgb, mask))


def _holds_defect(place: ScoredPlace) -> bool:
    return place.region.source is RegionSource.DRAWN or place.anomaly.is_over is True


def read_mask(path: Path, *, limits: DecodeLimits) -> Region:
    """Read a mask that a person or another program drew: white where the defect is.

    Raises
    ------
    ImageError
        Of `core.imaging.decode.read_image`; ``mask_empty``.
    """
    drawn = read_image(path, limits=limits).rgb.max(axis=2) >= _SET
    if not drawn.any():
        raise ImageError("mask_empty", file=path.name, path=str(path))
    return region_of_mask(drawn, RegionSource.DRAWN)


def box_around_mask(region: Region, width_px: int, height_px: int) -> BoxPx:
    """Return the box of a mask with some ground around it, as scores want to see it."""
    box = region.box
    across = max(_LEAST_AROUND_PX, _AROUND * box.w)
    along = max(_LEAST_AROUND_PX, _AROUND * box.h)
    wide = BoxPx(box.x - across, box.y - along, box.w + 2 * across, box.h + 2 * along)
    return wide.clipped(width_px, height_px) or box


def union_mask(inspection: Inspection) -> NDArray[np.bool_] | None:
    """Return all that was outlined in an image.

    Returns
    -------
    (H, W) bool or None
        Of the EXIF-corrected image, empty where nothing was outlined; None if the image could
        not be decoded.
    """
    facts = inspection.facts
    if facts is None:
        return None
    union = np.zeros((facts.height_px, facts.width_px), dtype=np.bool_)
    for finding in inspection.findings:
        outline = outline_of_finding(finding)
        if outline is not None and outline.mask is not None:
            union |= decode_mask(outline.mask)
    return union


def outline_of_finding(finding: Finding) -> Region | None:
    """Return what was measured: the outline of the program, else the mask that was given."""
    if finding.outline is not None:
        return finding.outline
    return finding.region if finding.region.kind is RegionKind.MASK else None
