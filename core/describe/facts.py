"""What a sentence about a finding says, before any language: one choice for all of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.domain.categories import Role
from core.domain.images import ImageFacts
from core.domain.inspections import CategoryScore, Finding
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Reason, ReasonCode, TextValue
from core.domain.regions import RegionSource
from core.measure.box_facts import area_percent_of_image, covers_image

_RETAKE: Final = frozenset(
    {
        ReasonCode.UNREADABLE,
        ReasonCode.RETAKE_BLURRED,
        ReasonCode.RETAKE_DARK,
        ReasonCode.RETAKE_OVEREXPOSED,
        ReasonCode.RETAKE_SIZE,
    }
)
_TRUSTED: Final = 0.5
_STRAIGHT: Final = 0.9
_SHOWN_SCORES: Final = 3
_SHOWN_PROBABILITY: Final = 0.005
_SPANNED: Final = 2


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """The facts of one finding as its sentences use them.

    Attributes
    ----------
    kind : str
        Key of the templates: the reason, finer where the sentence differs.
    zone : Zone or None
        None when nothing was located: the finding is the whole image.
    is_placed : bool
        Whether the finding itself is said to be in the zone. A peak of the anomaly map that keeps
        its limit is only where the image differs most: it is named as such, and nothing is said to
        be there.
    reason : Reason
        Why the outcome was reached.
    values : mapping of str to str, int or float
        Values of placeholders; ids where words differ by language.
    parts : tuple of str
        Names of the additional sentences about size that hold, in order.
    details : tuple of str
        Names of the additional sentences of the report, in order.
    scores : tuple of CategoryScore
        The highest ones, highest first.
    spanned : tuple of Zone
        Cells the finding spreads over, when more than one.
    """

    kind: str
    zone: Zone | None
    is_placed: bool
    reason: Reason
    values: Mapping[str, TextValue]
    parts: tuple[str, ...]
    details: tuple[str, ...]
    scores: tuple[CategoryScore, ...]
    spanned: tuple[Zone, ...]


def facts_of(finding: Finding, image: ImageFacts) -> SentenceFacts:
    """Choose what is said about a finding.

    Parameters
    ----------
    finding : Finding
        Decided.
    image : ImageFacts
        Size of the image.
    """
    kind = _kind(finding.reason)
    place = _Place.of(finding, image)
    values: dict[str, TextValue] = {"outcome": finding.outcome.value, **_numbers(finding)}
    values.update(finding.reason.params)
    parts = list(_size(finding, image, place, values)) if kind != "retake" else []
    if finding.severity is not None:
        values.setdefault("severity", finding.severity.value)
        if kind == ReasonCode.SURE_DEFECT:
            parts.append("severity")
    if kind == ReasonCode.UNKNOWN_DEFECT and _suspected(finding):
        parts.append("proposed" if _is_proposed(finding) else "nearest")
    details = list(_details(finding, values, kind=kind, place=place))
    if kind == ReasonCode.NO_ANOMALY and not place.is_placed:
        # Where an OK part differs most is of interest in the report alone.
        details, parts = [*parts, *details], []
    return SentenceFacts(
        kind=kind,
        zone=place.zone,
        is_placed=place.is_placed,
        reason=finding.reason,
        values=values,
        parts=tuple(parts),
        details=tuple(details),
        scores=_highest(finding.scores),
        spanned=_spanned(finding.measurement) if place.zone else (),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """What can be said about where: in the zone, most unlike the references there, or nothing."""

    zone: Zone | None
    is_placed: bool

    @staticmethod
    def of(finding: Finding, image: ImageFacts) -> _Place:
        box = finding.region.box
        zone = finding.measurement.zone
        everywhere = covers_image(box, width_px=image.width_px, height_px=image.height_px)
        if zone is None or (everywhere and finding.measurement.outline_trust is None):
            return _Place(None, is_placed=False)
        proposed = finding.region.source is RegionSource.PROPOSED
        return _Place(zone, is_placed=not proposed or finding.anomaly.is_over is True)


def two_digits(value: float) -> str:
    """Write a positive number with two significant digits, whole from ten on, no exponent."""
    if value <= 0:
        return "0"
    decimals = min(max(1 - math.floor(math.log10(value)), 0), 6)
    return f"{value:.{decimals}f}"


def _kind(reason: Reason) -> str:
    if reason.code in _RETAKE:
        return "retake"
    if reason.code is ReasonCode.SURE_DEFECT and "accepted" in reason.params:
        return "over_limit"
    if reason.code is ReasonCode.NO_REFERENCES and "severity" in reason.params:
        return "no_references_within_limit"
    return reason.code.value


def _numbers(finding: Finding) -> dict[str, TextValue]:
    """Return values that a reason made elsewhere may lack."""
    values: dict[str, TextValue] = {}
    if finding.category is not None:
        values["category"] = finding.category.id
        values["probability"] = finding.category.probability
    if finding.anomaly.score is not None and finding.anomaly.limit is not None:
        values["anomaly"] = finding.anomaly.score
        values["limit"] = finding.anomaly.limit
    return values


def _size(
    finding: Finding, image: ImageFacts, place: _Place, values: dict[str, TextValue]
) -> tuple[str, ...]:
    """Return the sentences on size: of the defect if it was outlined, else of the marked area."""
    good = finding.reason.code is ReasonCode.NO_ANOMALY
    measured = () if good else _measured(finding.measurement, values)
    if measured or place.zone is None:
        return measured
    box = finding.region.box
    percent = area_percent_of_image(box, width_px=image.width_px, height_px=image.height_px)
    values["w"], values["h"] = max(1, round(box.w)), max(1, round(box.h))
    values["area"] = two_digits(percent)
    if not place.is_placed:
        return ("peak",)
    return ("area_placed" if finding.reason.code is ReasonCode.NO_REFERENCES else "area",)


def _measured(facts: Measurement, values: dict[str, TextValue]) -> tuple[str, ...]:
    """Return what was measured on an outline that can be trusted; nothing otherwise."""
    if facts.outline_trust is not None and facts.outline_trust < _TRUSTED:
        return ()
    parts: list[str] = []
    length, width = _length(facts), _width(facts)
    if length is not None:
        values["length"] = length
        parts.append("length_width" if width is not None else "length")
    if width is not None:
        values["width"] = width
    if facts.area_percent is not None:
        values["area"] = two_digits(facts.area_percent)
        parts.append(_area(facts, values))
    if facts.count is not None and facts.count > 1:
        values["count"] = facts.count
        parts.append("count")
    return tuple(parts)


def _area(facts: Measurement, values: dict[str, TextValue]) -> str:
    """Give the area in pixels too, unless the sizes are in millimetres."""
    if facts.area_px is None or facts.length_mm is not None:
        return "measured_area"
    values["area_px"] = round(facts.area_px)
    return "measured_area_px"


def _length(facts: Measurement) -> str | None:
    if facts.length_mm is not None:
        return f"{two_digits(facts.length_mm)} mm"
    bent = facts.straightness is not None and facts.straightness < _STRAIGHT
    length_px = facts.path_length_px if bent and facts.path_length_px else facts.length_px
    return None if length_px is None else f"{two_digits(length_px)} px"


def _width(facts: Measurement) -> str | None:
    if facts.width_mm is not None:
        return f"{two_digits(facts.width_mm)} mm"
    if facts.width_px is None or facts.length_mm is not None:
        return None
    return f"{two_digits(facts.width_px)} px"


def _details(
    finding: Finding, values: dict[str, TextValue], *, kind: str, place: _Place
) -> tuple[str, ...]:
    if kind == "retake":
        return ()
    names = list(_position(finding.measurement, values)) if place.zone else ["not_located"]
    if "anomaly" in values and kind != ReasonCode.UNKNOWN_DEFECT:
        names.append("anomaly")
    if finding.scores:
        names.append("scores" if len(_highest(finding.scores)) > 1 else "score")
    prompt = max(finding.scores, key=lambda s: s.probability).best_prompt if finding.scores else ""
    if prompt:
        values["prompt"] = prompt
        names.append("prompt")
    return tuple(names)


def _position(facts: Measurement, values: dict[str, TextValue]) -> tuple[str, ...]:
    names: tuple[str, ...] = ("zones",) if _spanned(facts) else ()
    if facts.centroid_px is None:
        return names
    values["x"], values["y"] = (round(value) for value in facts.centroid_px)
    if facts.clock is None:
        return (*names, "center")
    values["clock"] = facts.clock
    return (*names, "center_clock")


def _spanned(facts: Measurement) -> tuple[Zone, ...]:
    zones = facts.zones or ()
    return zones if len(zones) >= _SPANNED else ()


def _suspected(finding: Finding) -> bool:
    """Tell whether the highest label is a defect or a look-alike, so that naming it helps."""
    top = _highest(finding.scores)
    return bool(top) and top[0].role is not Role.CLEAN


def _is_proposed(finding: Finding) -> bool:
    return any(score.is_proposal for score in finding.scores)


def _highest(scores: tuple[CategoryScore, ...]) -> tuple[CategoryScore, ...]:
    """Return the labels to name: never "0 %", which a softmax does not say."""
    ranked = sorted(scores, key=lambda score: -score.probability)[:_SHOWN_SCORES]
    return tuple(s for s in ranked if s is ranked[0] or s.probability >= _SHOWN_PROBABILITY)
