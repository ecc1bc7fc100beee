from __future__ import annotations

from dataclasses import replace

from core.domain.outcomes import Severity
from core.domain.regions import RegionSource
from core.domain.scales import Scale, ScaleUse
from core.domain.suggestions import Words
from tests.ui.inspections import MEASURED, SHA256, make_finding, make_inspection
from ui.widgets.description.facts import Fact, FactId, facts_of


def _facts(*, trust: float = 0.9, drawn: bool = False) -> dict[FactId, Fact]:
    source = RegionSource.DRAWN if drawn else RegionSource.PROPOSED
    measured = replace(MEASURED, outline_trust=trust)
    finding = make_finding(measurement=measured, source=source)
    return {fact.id: fact for fact in facts_of(make_inspection(finding), finding, "ko")}


def test_that_what_was_not_measured_is_not_listed() -> None:
    facts = _facts()
    assert FactId.LENGTH in facts
    assert FactId.PATH_LENGTH not in facts
    assert FactId.CENTROID not in facts


def test_that_values_have_their_units_and_mm_come_first() -> None:
    facts = _facts()
    assert facts[FactId.LENGTH].value == "5.92 mm (118.4 px)"
    assert facts[FactId.WIDTH].value == "3.4 px"
    assert facts[FactId.AREA].value == "412 px²"
    assert facts[FactId.ANGLE].value == "32.1°"


def test_that_the_main_place_comes_first_and_once() -> None:
    assert _facts()[FactId.ZONE].value == "우측 상단, 상단 중앙"


def test_that_a_drawn_roi_and_a_proposed_area_are_told_apart() -> None:
    assert FactId.PEAK in _facts()
    assert FactId.PLACE in _facts(drawn=True)
    assert _facts(drawn=True)[FactId.PLACE].value == "137×115 px, (20, 30)"


def test_that_numbers_of_an_uncertain_outline_are_marked() -> None:
    facts = _facts(trust=0.4)
    assert facts[FactId.LENGTH].is_doubtful
    assert not facts[FactId.COUNT].is_doubtful
    assert not facts[FactId.ZONE].is_doubtful
    assert not _facts(trust=0.5)[FactId.LENGTH].is_doubtful


def test_that_what_it_was_measured_with_is_listed_shortened() -> None:
    facts = _facts()
    assert facts[FactId.SHA256].value == SHA256[:12]
    assert facts[FactId.SHA256].hint == SHA256
    assert facts[FactId.MODEL].value == "starter, float32, cpu"
    assert facts[FactId.PROMPTS].value == f"en ({'a' * 12})"
    assert facts[FactId.BANK].value == f"3 ({'b' * 12})"


def test_that_an_unreadable_image_has_the_facts_of_its_file_and_configuration() -> None:
    ids = {fact.id for fact in facts_of(make_inspection(), None, "en")}
    assert FactId.SHA256 in ids
    assert FactId.IMAGE_SIZE not in ids
    assert FactId.ZONE not in ids


def test_that_mm_state_their_uncertainty_their_calibration_and_the_severity_rule() -> None:
    scale = Scale("mm-20260301-a1b2c3", 0.05, 0.01)
    measured = replace(MEASURED, length_mm=5.92, length_mm_uncertainty=0.31, outline_trust=0.9)
    finding = replace(
        make_finding(measurement=measured),
        scale=ScaleUse(scale),
        severity=Severity.SEVERE,
        severity_rule="long",
    )
    facts = {fact.id: fact for fact in facts_of(make_inspection(finding), finding, "ko")}
    assert facts[FactId.LENGTH].value == "5.92 ± 0.31 mm (118.4 px)"
    assert facts[FactId.SEVERITY].value == "심각 (long)"
    named = replace(finding, severity_rule_words=Words("길이 5 mm 이상", "length of 5 mm"))
    said = {fact.id: fact for fact in facts_of(make_inspection(named), named, "ko")}
    assert said[FactId.SEVERITY].value == "심각 (길이 5 mm 이상; long)"
    assert facts[FactId.SCALE].value == "1 px = 0.05 mm (mm-20260301-a1b2c3)"
    assert facts[FactId.SCALE].hint == scale.hash
