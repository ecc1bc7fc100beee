"""What a person measured in place of the program: an outline and a length line drawn by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.inspections import Finding, Sentences
from core.domain.measurements import Measurement
from core.domain.outcomes import Severity
from core.domain.regions import BoxPx, Line, Region, RegionKind, RegionSource
from core.domain.scales import ScaleUse
from core.domain.suggestions import Suggestion, Words


class OutlineReason(StrEnum):
    """Why the facts differ from the program's."""

    OUTLINE_DRAWN = "outline_drawn"
    LENGTH_DRAWN = "length_drawn"
    """The ends of the length line were moved; the outline is as it was."""
    BOTH_DRAWN = "both_drawn"


@dataclass(frozen=True, slots=True)
class OutlineCorrection:
    """Corrected facts of one finding; the program's own stay as they were recorded.

    Attributes
    ----------
    position : int
        Place of the finding in its inspection.
    place : BoxPx
        Box of the finding's region: what is scored again there is the same place.
    outline : Region
        A mask of source ``corrected``.
    measurement : Measurement
        Of that outline and line.
    length_line_px : tuple of two points or None
        Drawn by hand; None: the longest chord of the outline.
    scale : ScaleUse or None
        The calibration that the measures in mm are by, which may have been replaced since.
    severity_rule : str or None
        The rule that gave the severity.
    severity_rule_words : Words or None
        What that rule asks for.
    is_roi : bool
        The place is a rectangle that a person drew.
    """

    position: int
    place: BoxPx
    reason: OutlineReason
    outline: Region
    measurement: Measurement
    length_line_px: Line | None = None
    severity: Severity | None = None
    sentences: Sentences | None = None
    is_roi: bool = False
    suggestions: tuple[Suggestion, ...] = ()
    scale: ScaleUse | None = None
    severity_rule: str | None = None
    severity_rule_words: Words | None = None

    def is_at(self, place: BoxPx) -> bool:
        """Tell whether this is about a place."""
        return self.place.is_same_place(place)

    @staticmethod
    def of(finding: Finding, position: int, reason: OutlineReason) -> OutlineCorrection:
        """Return what is kept of a finding that was measured again.

        Raises
        ------
        ValueError
            If it has no outline.
        """
        if finding.outline is None:
            message = "a corrected finding has an outline"
            raise ValueError(message)
        return OutlineCorrection(
            position=position,
            place=finding.region.box,
            reason=reason,
            outline=finding.outline,
            measurement=finding.measurement,
            length_line_px=finding.length_line_px,
            severity=finding.severity,
            sentences=finding.sentences,
            is_roi=is_drawn_box(finding.region.kind, finding.region.source),
            suggestions=finding.suggestions,
            scale=finding.scale,
            severity_rule=finding.severity_rule,
            severity_rule_words=finding.severity_rule_words,
        )


def is_drawn_box(kind: RegionKind, source: RegionSource) -> bool:
    """Tell whether a region is a ROI: a rectangle that a person drew."""
    return kind is RegionKind.RECT and source is RegionSource.DRAWN
