"""The facts of an inspection as values, in the order in which people read them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.describe.quantities import pixel_size, plus_minus
from core.domain.inspections import Finding, Inspection, ModelInfo
from core.domain.measurements import Measurement
from core.domain.regions import RegionSource
from core.texts.catalogue import shared_texts
from core.texts.language import Language
from core.texts.wording import render_severity_rule

SHORT_HASH: Final = 12


class FactId(StrEnum):
    """What a fact is about; the pane has the words."""

    CORRECTED = "corrected"
    ZONE = "zone"
    CLOCK = "clock"
    PLACE = "place"
    PEAK = "peak"
    BOX = "box"
    CENTROID = "centroid"
    COUNT = "count"
    LENGTH = "length"
    PATH_LENGTH = "path_length"
    WIDTH = "width"
    WIDTH_MAX = "width_max"
    FERET_MIN = "feret_min"
    AREA = "area"
    AREA_PERCENT = "area_percent"
    ANGLE = "angle"
    STRAIGHTNESS = "straightness"
    ELONGATION = "elongation"
    TRUST = "trust"
    SEVERITY = "severity"
    SCALE = "scale"
    IMAGE_SIZE = "image_size"
    SHA256 = "sha256"
    MODEL = "model"
    PROMPTS = "prompts"
    BANK = "bank"
    VERSION = "version"


_NEVER_DOUBTFUL: Final = frozenset({FactId.COUNT, FactId.TRUST})


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table.

    Attributes
    ----------
    value : str
        With its unit.
    hint : str
        The whole value where ``value`` is shortened.
    is_doubtful : bool
        Measured on an outline that is not to be trusted.
    """

    id: FactId
    value: str
    hint: str = ""
    is_doubtful: bool = False


def facts_of(inspection: Inspection, finding: Finding | None, lang: Language) -> tuple[Fact, ...]:
    """Return what was measured, then what it was measured with; nothing that is not known.

    Parameters
    ----------
    inspection : Inspection
        Decoded or not.
    finding : Finding or None
        The one to describe.
    lang : {"ko", "en"}
        Language of places and severity.
    """
    measured = _finding_facts(finding, lang) if finding else ()
    return (*measured, *_image_facts(inspection), *_configuration_facts(inspection))


def _finding_facts(finding: Finding, lang: Language) -> tuple[Fact, ...]:
    texts, found = shared_texts(), list[Fact]()
    m = finding.measurement
    if finding.is_corrected:
        found.append(Fact(FactId.CORRECTED, texts.text(lang, "notice.corrected_by_hand")))
    if m.zone is not None:
        zones = [z for z in m.zones or () if z is not m.zone]
        words = [texts.text(lang, f"zone.{zone.value}") for zone in (m.zone, *zones)]
        found.append(Fact(FactId.ZONE, ", ".join(words)))
    if m.clock is not None:
        found.append(Fact(FactId.CLOCK, str(m.clock)))
    is_peak = finding.region.source is RegionSource.PROPOSED
    box = finding.region.box.as_tuple()
    found.append(Fact(FactId.PEAK if is_peak else FactId.PLACE, _box_words(box)))
    found.extend(_measured_facts(m))
    if finding.severity is not None:
        severity = texts.text(lang, f"severity.{finding.severity.value}")
        rule = render_severity_rule(finding, lang)
        found.append(Fact(FactId.SEVERITY, f"{severity} ({rule})" if rule else severity))
    if finding.scale is not None and m.length_mm is not None:
        scale = finding.scale.scale
        said = f"{pixel_size(scale.mm_per_px)} ({scale.id})"
        found.append(Fact(FactId.SCALE, said, hint=scale.hash))
    return tuple(found)


def _measured_facts(m: Measurement) -> list[Fact]:
    doubtful = not m.is_trusted
    shown: list[tuple[FactId, str | None]] = [
        (FactId.BOX, _box_words(m.bbox_px) if m.bbox_px else None),
        (FactId.CENTROID, _point_words(m.centroid_px) if m.centroid_px else None),
        (FactId.COUNT, None if m.count is None else str(m.count)),
        (FactId.LENGTH, _with_mm(_number(m.length_px, "px"), m.length_mm, m.length_mm_uncertainty)),
        (FactId.PATH_LENGTH, _number(m.path_length_px, "px")),
        (FactId.WIDTH, _with_mm(_number(m.width_px, "px"), m.width_mm, m.width_mm_uncertainty)),
        (FactId.WIDTH_MAX, _number(m.width_max_px, "px")),
        (FactId.FERET_MIN, _number(m.feret_min_px, "px")),
        (
            FactId.AREA,
            _with_mm(
                _number(m.area_px, "px²", digits=0), m.area_mm2, m.area_mm2_uncertainty, unit="mm²"
            ),
        ),
        (FactId.AREA_PERCENT, _number(m.area_percent, "%", digits=2)),
        (FactId.ANGLE, _number(m.angle_deg, "°")),
        (FactId.STRAIGHTNESS, _number(m.straightness, digits=2)),
        (FactId.ELONGATION, _number(m.elongation)),
        (FactId.TRUST, _number(m.outline_trust, digits=2)),
    ]
    return [
        Fact(id_, value, is_doubtful=doubtful and id_ not in _NEVER_DOUBTFUL)
        for id_, value in shown
        if value is not None
    ]


def _image_facts(inspection: Inspection) -> list[Fact]:
    found = list[Fact]()
    facts = inspection.facts
    if facts is not None:
        size = f"{facts.width_px}×{facts.height_px} px, {facts.mode}"
        found.append(Fact(FactId.IMAGE_SIZE, size))
    if inspection.sha256:
        short = inspection.sha256[:SHORT_HASH]
        found.append(Fact(FactId.SHA256, short, hint=inspection.sha256))
    return found


def _configuration_facts(inspection: Inspection) -> list[Fact]:
    c = inspection.configuration
    found = [_model_fact(model) for model in c.models]
    if c.prompt_set_id:
        short = f"{c.prompt_set_id} ({c.prompt_set_hash[:SHORT_HASH]})"
        found.append(Fact(FactId.PROMPTS, short, hint=c.prompt_set_hash))
    bank = f"{c.bank_revision} ({c.bank_hash[:SHORT_HASH]})" if c.bank_hash else "0"
    found.append(Fact(FactId.BANK, bank, hint=c.bank_hash))
    found.append(Fact(FactId.VERSION, c.app_version))
    return found


def _model_fact(model: ModelInfo) -> Fact:
    parts = (model.id, model.dtype, model.quantisation or "", model.device)
    words = ", ".join(part for part in parts if part)
    return Fact(FactId.MODEL, words, hint=model.fingerprint)


def _number(value: float | None, unit: str = "", *, digits: int = 1) -> str | None:
    if value is None:
        return None
    gap = "" if unit in {"", "°"} else " "
    return f"{value:.{digits}f}{gap}{unit}"


def _with_mm(
    in_px: str | None, in_mm: float | None, uncertainty: float | None, *, unit: str = "mm"
) -> str | None:
    if in_px is None or in_mm is None:
        return in_px
    return f"{plus_minus(in_mm, uncertainty) or f'{in_mm:.2f}'} {unit} ({in_px})"


def _box_words(box: tuple[float, float, float, float]) -> str:
    x, y, w, h = (round(value) for value in box)
    return f"{w}×{h} px, ({x}, {y})"


def _point_words(point: tuple[float, float]) -> str:
    return f"({point[0]:.0f}, {point[1]:.0f}) px"
