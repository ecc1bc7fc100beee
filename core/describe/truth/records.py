"""What of a finding counts as known when a text about it is checked."""

from __future__ import annotations

from typing import Final

from core.describe.appearance import Tone
from core.describe.truth.values import TruthRecord
from core.domain.inspections import Finding
from core.domain.measurements import Measurement
from core.domain.outcomes import Outcome

_CLEAR_CONTRAST: Final = 5.0
"""Grey levels; a mark with a dark and a bright side has next to none on the whole."""


def record_of_finding(finding: Finding) -> TruthRecord:
    """Return what a text about a finding is held against.

    Parameters
    ----------
    finding : Finding
        Decided. Sizes and direction of an outline that nobody trusts are left out, and so is a
        category that was not sure: a text may well be right where the program is not.
    """
    m = finding.measurement
    category = finding.sure_category
    sizes = m if m.is_trusted else Measurement()
    return TruthRecord(
        outcome=finding.outcome,
        category=category.id if category else None,
        zone=m.zone,
        zones=frozenset({*(m.zones or ()), *((m.zone,) if m.zone else ())}),
        clock=m.clock,
        lengths_px=_known(sizes.length_px, sizes.path_length_px),
        widths_px=_known(sizes.width_px, sizes.width_max_px, sizes.feret_min_px),
        lengths_mm=_lengths_mm(sizes),
        widths_mm=_known(sizes.width_mm),
        area_px=sizes.area_px,
        area_mm2=sizes.area_mm2,
        area_percent=sizes.area_percent,
        count=sizes.count,
        angle_deg=sizes.angle_deg,
        tone=_tone(m.contrast),
    )


def _tone(contrast: float | None) -> Tone | None:
    if contrast is None or abs(contrast) < _CLEAR_CONTRAST:
        return None
    return Tone.BRIGHT if contrast > 0 else Tone.DARK


def is_defect(record: TruthRecord) -> bool:
    """Tell whether the record says that there is a defect."""
    return record.outcome is Outcome.NG or (
        record.category is not None and record.category != "good" and not is_clean(record)
    )


def is_clean(record: TruthRecord) -> bool:
    """Tell whether the record says that there is none."""
    return record.outcome is Outcome.OK and record.category in {None, "good"}


def _lengths_mm(sizes: Measurement) -> tuple[float, ...]:
    """Return the lengths in millimetres; along the path too, by the same scale."""
    if sizes.length_mm is None:
        return ()
    if sizes.length_px and sizes.path_length_px:
        return (sizes.length_mm, sizes.length_mm * sizes.path_length_px / sizes.length_px)
    return (sizes.length_mm,)


def _known(*values: float | None) -> tuple[float, ...]:
    return tuple(value for value in values if value is not None)
