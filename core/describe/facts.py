"""What a sentence about a finding says, before any language: one choice for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.describe.quantities import plus_minus, two_digits
from core.describe.scale_notes import scale_unused, scale_used, too_old
from core.domain.categories import Role
from core.domain.images import ImageFacts
from core.domain.inspections import CategoryScore, Finding
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Reason, ReasonCode, TextValue
from core.domain.regions import RegionSource
from core.domain.suggestions import Words
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
_SEVERITY_SAID: Final = frozenset(
    {"sure_defect", "over_limit", "within_limit", "no_references_within_limit"}
)
"""A rule of a category that is only suspected would read as if the severity were known."""
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
    about : frozenset of str
        Names of values that are said to be about so much: the others state how exact they are.
    parts : tuple of str
        Names of the additional sentences about size that hold, in order.
    details : tuple of str
        Names of the additional sentences of the report, in order.
    scores : tuple of CategoryScore
        The highest ones, highest first.
    spanned : tuple of Zone
        Cells the finding spreads over, when more than one.
    rule : Words or None
        What the severity rule that was met asks for.
    """

    kind: str
    zone: Zone | None
    is_placed: bool
    reason: Reason
    values: Mapping[str, TextValue]
    about: frozenset[str]
    parts: tuple[str, ...]
    details: tuple[str, ...]
    scores: tuple[CategoryScore, ...]
    spanned: tuple[Zone, ...]
    rule: Words | None = None


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
    about: set[str] = set()
    parts = list(_size(finding, image, place, values, about)) if kind != "retake" else []
    if finding.severity is not None:
        values.setdefault("severity", finding.severity.value)
        if kind == ReasonCode.SURE_DEFECT:
            parts.append("severity")
    if kind == ReasonCode.UNKNOWN_DEFECT and _suspected(finding):
        parts.append("proposed" if _is_proposed(finding) else "nearest")
    details = list(_details(finding, values, kind=kind, place=place))
    details += _explained(finding, values, is_sized="length" in values, kind=kind)
    if kind == ReasonCode.NO_ANOMALY and not place.is_placed:
        # Where an OK part differs most is of interest in the report alone.
        details, parts = [*parts, *details], []
    return SentenceFacts(
        kind=kind,
        zone=place.zone,
        is_placed=place.is_placed,
        reason=finding.reason,
        values=values,
        about=frozenset(about),
        parts=tuple(parts),
        details=tuple(details),
        scores=_highest(finding.scores),
        spanned=_spanned(finding.measurement) if place.zone else (),
        rule=finding.severity_rule_words,
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


def _kind(reason: Reason) -> str:
    if reason.code in _RETAKE:
        return "retake"
    if reason.code is ReasonCode.SURE_DEFECT and "accepted" in reason.params:
        return "over_limit"
    if reason.lacks_only_references:
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
    finding: Finding,
    image: ImageFacts,
    place: _Place,
    values: dict[str, TextValue],
    about: set[str],
) -> tuple[str, ...]:
    """Return the sentences on size: of the defect if it was outlined, else of the marked area."""
    good = finding.reason.code is ReasonCode.NO_ANOMALY
    measured = () if good else _measured(finding, values, about)
    if measured or place.zone is None:
        return measured
    box = finding.region.box
    percent = area_percent_of_image(box, width_px=image.width_px, height_px=image.height_px)
    values["w"], values["h"] = max(1, round(box.w)), max(1, round(box.h))
    values["area"] = two_digits(percent)
    if not place.is_placed:
        return ("peak",)
    area = "area_placed" if finding.reason.code is ReasonCode.NO_REFERENCES else "area"
    return (area,) if good or finding.measurement.is_trusted else (area, "not_trusted")


def _measured(finding: Finding, values: dict[str, TextValue], about: set[str]) -> tuple[str, ...]:
    """Return what was measured on an outline that can be trusted; nothing otherwise."""
    facts = finding.measurement
    if not facts.is_trusted:
        return ()
    parts: list[str] = []
    has_length = _put("length", _length(facts), values, about)
    has_width = _put("width", _width(facts), values, about)
    if has_length:
        parts.append(_length_part(facts, has_width=has_width))
    if facts.area_percent is not None:
        values["area"] = two_digits(facts.area_percent)
        parts.append(_area(facts, values, about))
    if facts.count is not None and facts.count > 1:
        values["count"] = facts.count
        if not has_length:
            parts.append("count")
    if facts.length_mm is not None:
        parts += too_old(finding.scale, values)
    return tuple(parts)


def _area(facts: Measurement, values: dict[str, TextValue], about: set[str]) -> str:
    """Give the area in the unit of the other sizes too."""
    if facts.area_mm2 is not None:
        area = _Size(facts.area_mm2, "mm²", facts.area_mm2_uncertainty)
        _put("area_mm2", area, values, about)
        return "measured_area_mm2"
    if facts.area_px is None or facts.length_mm is not None:
        return "measured_area"
    values["area_px"] = round(facts.area_px)
    return "measured_area_px"


@dataclass(frozen=True, slots=True)
class _Size:
    value: float
    unit: str
    uncertainty: float | None = None


def _put(name: str, size: _Size | None, values: dict[str, TextValue], about: set[str]) -> bool:
    """Write a size with its uncertainty, or else as about so much: never both."""
    if size is None:
        return False
    exact = plus_minus(size.value, size.uncertainty)
    if exact is None:
        about.add(name)
    values[name] = f"{exact or two_digits(size.value)} {size.unit}"
    return True


def _length_part(facts: Measurement, *, has_width: bool) -> str:
    """Return the sentence on the length: that of several parts is never said as of one."""
    name = "length_width" if has_width else "length"
    if facts.count is None or facts.count <= 1:
        return name
    return f"{name}_{'sum' if _is_along_way(facts) else 'span'}"


def _is_along_way(facts: Measurement) -> bool:
    is_bent = facts.straightness is not None and facts.straightness < _STRAIGHT
    return is_bent and bool(facts.path_length_px)


def _length(facts: Measurement) -> _Size | None:
    """Return the length, along the way of a bent mark."""
    length_px = facts.path_length_px if _is_along_way(facts) else facts.length_px
    if facts.length_mm is None:
        return None if length_px is None else _Size(length_px, "px")
    longer = length_px / facts.length_px if length_px and facts.length_px else 1.0
    uncertainty = facts.length_mm_uncertainty
    return _Size(
        facts.length_mm * longer, "mm", None if uncertainty is None else uncertainty * longer
    )


def _width(facts: Measurement) -> _Size | None:
    if facts.width_mm is not None:
        return _Size(facts.width_mm, "mm", facts.width_mm_uncertainty)
    if facts.width_px is None or facts.length_mm is not None:
        return None
    return _Size(facts.width_px, "px")


def _explained(
    finding: Finding, values: dict[str, TextValue], *, is_sized: bool, kind: str
) -> tuple[str, ...]:
    """Return what the report says about where millimetres and severity come from."""
    names = []
    is_sure = kind in _SEVERITY_SAID
    if is_sure and finding.severity is not None and finding.severity_rule is not None:
        values["rule"] = finding.severity_rule
        names.append("severity_rule_met" if finding.severity_rule_words else "severity_rule")
    if is_sized:
        names += scale_used(finding, values)
    elif kind != "retake":
        names += scale_unused(finding, values)
    return tuple(names)


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
    if facts.centroid_px is None or not facts.is_trusted:
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
