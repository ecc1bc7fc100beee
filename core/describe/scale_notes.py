"""What a report says about the calibration: where millimetres come from, or why there are none."""

from __future__ import annotations

from core.domain.inspections import Finding
from core.domain.outcomes import TextValue
from core.domain.regions import RegionSource
from core.domain.scales import ScaleProblem, ScaleUse


def too_old(use: ScaleUse | None, values: dict[str, TextValue]) -> tuple[str, ...]:
    """Warn of millimetres by a calibration that is out of date.

    Parameters
    ----------
    use : ScaleUse or None
        The calibration that was looked up.
    values : dict
        Gets the values of the placeholders.

    Returns
    -------
    tuple of str
        Names of the additional sentences.
    """
    if use is None or use.problem is not ScaleProblem.OUT_OF_DATE:
        return ()
    values["age_days"], values["limit_days"] = use.age_days or 0, use.limit_days or 0
    return ("scale_out_of_date",)


def scale_used(finding: Finding, values: dict[str, TextValue]) -> tuple[str, ...]:
    """Say which calibration the sizes are by, or why they are in px; as `too_old`."""
    use = finding.scale
    if use is None:
        return ()
    values["scale"], values["mm_per_px"] = use.scale.id, f"{use.scale.mm_per_px:.4g}"
    width_px, height_px = use.scale.size_px or (0, 0)
    values.update({"scale_width": width_px, "scale_height": height_px})
    if finding.measurement.length_mm is None:
        return ("scale_other_size",)
    # The id of one given for this image is not kept anywhere: there is nothing to look up.
    return ("scale_given" if use.is_given else "scale",)


def scale_unused(finding: Finding, values: dict[str, TextValue]) -> tuple[str, ...]:
    """Say that no length could be given in mm, although mm per px was, and how to get one.

    Only of a scale that a person gave for this image: the calibration of a product is there for
    every image, and most show nothing to measure.
    """
    use = finding.scale
    if use is None or not use.is_given:
        return ()
    values["mm_per_px"] = f"{use.scale.mm_per_px:.4g}"
    is_marked = finding.region.source is RegionSource.DRAWN
    return ("scale_unused_roi" if is_marked else "scale_unused",)
