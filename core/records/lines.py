"""Lines of the history list and CSV: the one place that says what stands in which column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from core.domain.contradictions import CaptionMarks
from core.domain.dialogue import CheckedCaption
from core.domain.inspections import Caption, Finding, Inspection, Sentences, TopCategory
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Outcome, Reason, Severity
from core.domain.verdicts import Moment, RecordContext
from core.records.codec import model_label
from core.records.values import HistoryLine, Rows

HAND_MADE: Final = (
    *("corrected_length_px", "corrected_length_mm", "corrected_width_px", "corrected_area_px"),
    "outline_corrected_by",
)
"""Columns that tell what a person measured on a finding."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the program said about one image or finding, under the names of the columns."""

    program_outcome: Outcome
    reason: Reason
    program_category: str | None = None
    probability: float | None = None
    severity: Severity | None = None
    zone: Zone | None = None
    length_px: float | None = None
    length_mm: float | None = None
    width_mm: float | None = None
    sentence_ko: str | None = None
    sentence_en: str | None = None
    captions: str | None = None


def said_about(
    outcome: Outcome,
    reason: Reason,
    *,
    category: TopCategory | None,
    severity: Severity | None,
    measurement: Measurement,
    sentences: Sentences | None,
    caption: Caption | None = None,
    marks: CaptionMarks | None = None,
) -> Said:
    """Choose what a line shows of a finding; a caption that was not checked is left out."""
    return Said(
        program_outcome=outcome,
        reason=reason,
        program_category=category.id if category else None,
        probability=category.probability if category else None,
        severity=severity,
        zone=measurement.zone,
        length_px=measurement.length_px,
        length_mm=measurement.length_mm,
        width_mm=measurement.width_mm,
        sentence_ko=sentences.ko.normal if sentences else None,
        sentence_en=sentences.en.normal if sentences else None,
        captions=CheckedCaption(caption, "ko", ko=marks.ko, en=marks.en).transcript
        if caption and marks
        else None,
    )


def together(*said: str | None) -> str | None:
    """Put what was said after one another; None where nothing was."""
    return "\n\n".join(each for each in said if each) or None


def hand_made(measurement: Measurement | None, operator: str | None) -> dict[str, Any]:
    """Return the columns of a finding that was measured by hand; all None if it was not."""
    if measurement is None:
        return dict.fromkeys(HAND_MADE)
    values = (measurement.length_px, measurement.length_mm, measurement.width_px)
    return dict(zip(HAND_MADE, (*values, measurement.area_px, operator), strict=True))


def is_corrected(program: Outcome, first: Outcome | None, current: Outcome | None) -> bool:
    """Tell whether the current verdict differs from the program's outcome or the first verdict."""
    return current is not None and (current is not program or current is not first)


def lines_of(
    inspection: Inspection,
    context: RecordContext,
    moment: Moment,
    *,
    record_id: str = "",
    rows: Rows = Rows.IMAGE,
) -> Iterator[HistoryLine]:
    """Yield the line of an inspection, or one for each finding.

    An inspection without findings (an unreadable image) has one line either way. The line equals
    the one the history gives for the same record, apart from ``seq``.
    """
    worst = inspection.worst
    about_image = (
        replace(
            _said_about_finding(worst),
            program_outcome=inspection.outcome,
            reason=inspection.reason,
        )
        if worst
        else Said(program_outcome=inspection.outcome, reason=inspection.reason)
    )
    line = _line(inspection, context, moment, said=about_image, record_id=record_id)
    if rows is Rows.IMAGE or not inspection.findings:
        yield line
        return
    for finding in inspection.findings:
        yield with_said(line, _said_about_finding(finding))


def with_said(line: HistoryLine, said: Said) -> HistoryLine:
    """Replace what the program said by what it said about one finding."""
    return replace(
        line,
        program_outcome=said.program_outcome,
        reason=said.reason,
        program_category=said.program_category,
        probability=said.probability,
        category=said.program_category,
        severity=said.severity,
        zone=said.zone,
        length_px=said.length_px,
        length_mm=said.length_mm,
        width_mm=said.width_mm,
        sentence_ko=said.sentence_ko,
        sentence_en=said.sentence_en,
        captions=said.captions,
    )


def _said_about_finding(finding: Finding) -> Said:
    return said_about(
        finding.outcome,
        finding.reason,
        category=finding.category,
        severity=finding.severity,
        measurement=finding.measurement,
        sentences=finding.sentences,
        caption=finding.caption,
        marks=finding.caption_marks,
    )


def _line(
    inspection: Inspection,
    context: RecordContext,
    moment: Moment,
    *,
    said: Said,
    record_id: str,
) -> HistoryLine:
    configuration = inspection.configuration
    return HistoryLine(
        record_id=record_id,
        finding_count=len(inspection.findings),
        time_local=moment.local,
        time_utc=moment.utc,
        station=context.station,
        operator=context.operator,
        product=inspection.product,
        lot=context.lot,
        part_id=context.part_id,
        shift=context.shift,
        file=inspection.sighting.path,
        sha256=inspection.sha256,
        page=inspection.page,
        program_outcome=said.program_outcome,
        program_category=said.program_category,
        probability=said.probability,
        first_verdict=None,
        current_verdict=None,
        corrected=False,
        reason=said.reason,
        category=said.program_category,
        severity=said.severity,
        zone=said.zone,
        length_px=said.length_px,
        length_mm=said.length_mm,
        width_mm=said.width_mm,
        sentence_ko=said.sentence_ko,
        sentence_en=said.sentence_en,
        model=model_label(configuration),
        prompt_set=configuration.prompt_set_id,
        bank_revision=configuration.bank_revision,
        captions=said.captions,
    )
