"""Sentences in millimetres: one hedge a number, and the same numbers in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.classify.outcome import OutcomeInput, decide
from core.dataset.defect_book import load_defect_book
from core.describe.sentences import describe_finding
from core.domain.categories import Role
from core.domain.images import ImageFacts, ImageIdentity
from core.domain.inspections import CategoryScore, Finding, Sentences, TopCategory
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Severity
from core.domain.regions import BoxPx, Region, RegionSource
from core.domain.scales import Scale, ScaleProblem, ScaleUse
from core.domain.teaching import DecisionRules
from core.measure.scale.applying import in_millimetres
from core.texts.program_folder import resources_dir

CATEGORIES = load_defect_book(resources_dir() / "defect_book.toml").category_set()
IMAGE = ImageFacts(ImageIdentity("0" * 64), 640, 480)
USE = ScaleUse(Scale("mm-20260301-a1b2c3", 0.05, 0.01, camera="1호기", size_px=(640, 480)))
FACTS = Measurement(
    length_px=64.0,
    path_length_px=65.0,
    straightness=0.98,
    width_px=6.0,
    area_px=390.0,
    area_percent=0.13,
    zone=Zone.LEFT,
    centroid_px=(90.0, 240.0),
    outline_trust=1.0,
    count=1,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def finding_of(
    facts: Measurement,
    use: ScaleUse | None,
    *,
    is_given: bool = True,
    severity: Severity | None = None,
    rule: str | None = None,
) -> Finding:
    scores = (CategoryScore("scratch", Role.DEFECT, 0.93), CategoryScore("good", Role.CLEAN, 0.07))
    decided = decide(OutcomeInput(scores=scores), DecisionRules())
    return Finding(
        region=Region(BoxPx(50, 200, 80, 60)),
        outcome=decided.outcome,
        reason=decided.reason,
        scores=scores,
        category=TopCategory("scratch", 0.93),
        measurement=in_millimetres(facts, use, is_given=is_given),
        severity=severity,
        severity_rule=rule,
        scale=use,
    )


def said_of(finding: Finding) -> Sentences:
    return describe_finding(finding, IMAGE, CATEGORIES)


def test_that_a_known_uncertainty_is_stated_instead_of_about() -> None:
    said = said_of(finding_of(FACTS, USE))
    assert "길이는 3.20 ± 0.06 mm, 폭은 0.30 ± 0.05 mm입니다." in said.ko.normal
    assert "It is 3.20 ± 0.06 mm long and 0.30 ± 0.05 mm wide." in said.en.normal
    assert "면적은 0.98 ± 0.14 mm²로 이미지의 0.13 %입니다." in said.ko.normal
    assert "약" not in said.ko.normal
    assert "about" not in said.en.normal


def test_that_a_number_nobody_knows_the_uncertainty_of_is_about_so_much() -> None:
    said = said_of(finding_of(FACTS, ScaleUse(Scale("given-0.05", 0.05))))
    assert "길이는 약 3.2 mm, 폭은 약 0.30 mm입니다." in said.ko.normal
    assert "It is about 3.2 mm long and about 0.30 mm wide." in said.en.normal
    assert "±" not in said.ko.report + said.en.report
    assert "mm 값은 직접 지정한 1 px = 0.05 mm에 따른 값입니다." in said.ko.report
    assert "given-" not in said.ko.report + said.en.report


def test_that_an_outline_of_the_program_makes_the_length_less_certain_and_the_width_about() -> None:
    said = said_of(finding_of(FACTS, USE, is_given=False))
    assert "길이는 3.2 ± 0.9 mm, 폭은 약 0.30 mm입니다." in said.ko.normal
    assert "It is 3.2 ± 0.9 mm long and about 0.30 mm wide." in said.en.normal


def test_that_a_bent_mark_is_told_along_its_way_in_mm_too() -> None:
    bent = replace(FACTS, path_length_px=96.0, straightness=0.67)
    said = said_of(finding_of(bent, USE))
    assert "길이는 4.80 ± 0.08 mm" in said.ko.normal


def test_that_the_report_names_the_calibration_and_the_rule() -> None:
    said = said_of(finding_of(FACTS, USE, severity=Severity.SEVERE, rule="long"))
    assert "mm 값은 교정 mm-20260301-a1b2c3(1 px = 0.05 mm)에 따른 값입니다." in said.ko.report
    assert "by calibration mm-20260301-a1b2c3 (1 px = 0.05 mm)" in said.en.report
    assert "적용된 심각도 규칙은 long입니다." in said.ko.report
    assert "The severity rule that was met is long." in said.en.report


def test_that_a_calibration_out_of_date_is_said_with_the_lengths() -> None:
    old = replace(USE, age_days=200, limit_days=180, problem=ScaleProblem.OUT_OF_DATE)
    said = said_of(finding_of(FACTS, old))
    for words in (said.ko.normal, said.en.normal):
        assert "3.20 ± 0.06 mm" in words
    assert "200일 전의 것으로 유효기간(180일)이 지났습니다" in said.ko.normal
    assert "200 days old and out of date (limit 180 days)" in said.en.normal


def test_that_a_calibration_of_another_size_leaves_pixels_and_says_why() -> None:
    other = ScaleUse(replace(USE.scale, size_px=(1280, 960)), problem=ScaleProblem.OTHER_SIZE)
    said = said_of(finding_of(FACTS, other))
    assert "길이는 약 64 px" in said.ko.normal
    assert "mm" not in said.ko.normal + said.en.normal
    assert "1280×960 px 이미지용이므로 크기를 px로 표시합니다" in said.ko.report
    assert "Sizes are in px" in said.en.report


@pytest.mark.parametrize(
    ("problem", "ko", "en"),
    [
        (None, "mm 교정값이 없어", "without a calibration in mm"),
        (ScaleProblem.OTHER_SIZE, "이미지 크기에 맞는 mm 교정값이 없어", "for this image size"),
        (ScaleProblem.OUT_OF_DATE, "유효기간이 지나", "out of date"),
    ],
)
def test_that_a_limit_in_mm_that_cannot_be_applied_says_why(
    problem: ScaleProblem | None, ko: str, en: str
) -> None:
    scores = (CategoryScore("scratch", Role.DEFECT, 0.93), CategoryScore("good", Role.CLEAN, 0.07))
    asked = OutcomeInput(scores=scores, needs_calibration=True, calibration_problem=problem)
    decided = decide(asked, DecisionRules(acceptance={"scratch": Severity.MINOR}))
    finding = replace(finding_of(FACTS, None), outcome=decided.outcome, reason=decided.reason)
    said = said_of(finding)
    assert ko in said.ko.normal
    assert en in said.en.normal


@given(
    length=st.floats(2, 4000),
    wide=st.floats(0.05, 0.9),
    bent=st.floats(0.4, 1.0),
    scale=st.floats(1e-3, 2),
    uncertainty=st.none() | st.floats(0, 0.1),
    problem=st.sampled_from([None, *ScaleProblem]),
    is_given=st.booleans(),
)
def test_that_both_languages_carry_the_same_numbers_with_one_hedge_each(
    *,
    length: float,
    wide: float,
    bent: float,
    scale: float,
    uncertainty: float | None,
    problem: ScaleProblem | None,
    is_given: bool,
) -> None:
    path = length / bent
    facts = replace(
        FACTS,
        length_px=length,
        path_length_px=path,
        straightness=bent,
        width_px=wide * length,
        area_px=wide * length * path,
    )
    used = replace(USE.scale, mm_per_px=scale, uncertainty=uncertainty)
    use = ScaleUse(used, age_days=400, limit_days=180, problem=problem)
    said = said_of(finding_of(facts, use, is_given=is_given, severity=Severity.MINOR, rule="r-1"))
    for name in ("short", "normal", "report"):
        korean, english = getattr(said.ko, name), getattr(said.en, name)
        assert sorted(_NUMBER.findall(korean)) == sorted(_NUMBER.findall(english))
        assert korean.count("±") == english.count("±")
        assert len(re.findall(r"약 \d", korean)) == len(re.findall(r"about \d", english))
        assert not re.search(r"약 [\d.]+ ±", korean)
        assert not re.search(r"about [\d.]+ ±", english)
    shown = length / bent if bent < 0.9 else length
    unit = 1.0 if problem is ScaleProblem.OTHER_SIZE else scale
    first = _NUMBER.search(said.ko.normal[said.ko.normal.index("길이는") :])
    assert first is not None
    assert float(first[0]) == pytest.approx(shown * unit, rel=0.75)


GIVEN = ScaleUse(Scale("given-0.05", 0.05))
NOTHING = Measurement(zone=Zone.LEFT)


@pytest.mark.parametrize(
    ("source", "korean", "english"),
    [
        (RegionSource.PROPOSED, "불량 위치를 ROI로 표시하거나(--roi)", "mark the place as a ROI"),
        (RegionSource.DRAWN, "불량을 더 가깝게 표시하거나(--roi)", "mark the defect more closely"),
    ],
)
def test_that_given_mm_without_any_outline_are_said_to_have_no_effect(
    source: RegionSource, korean: str, english: str
) -> None:
    finding = replace(
        finding_of(NOTHING, GIVEN), region=Region(BoxPx(50, 200, 80, 60), source=source)
    )
    said = said_of(finding)
    assert "길이를 mm로 표시할 수 없습니다" in said.ko.report
    assert korean in said.ko.report
    assert "1 px = 0.05 mm를 지정했지만" in said.ko.report
    assert "no length can be given in mm although 1 px = 0.05 mm was given" in said.en.report
    assert english in said.en.report


def test_that_an_unclear_outline_gets_no_mm_and_says_so() -> None:
    unclear = replace(FACTS, outline_trust=0.2)
    said = said_of(finding_of(unclear, GIVEN, is_given=False))
    assert "No defect was outlined clearly" in said.en.report
    assert "길이를 mm로 표시할 수 없습니다" in said.ko.report


@pytest.mark.parametrize(
    "finding",
    [finding_of(FACTS, GIVEN), finding_of(NOTHING, USE), finding_of(NOTHING, None)],
    ids=["sized", "product's calibration", "no calibration"],
)
def test_that_nothing_is_said_of_mm_nobody_asked_for_or_that_are_there(finding: Finding) -> None:
    assert "outlined" not in said_of(finding).en.report
    assert "표시할 수 없습니다" not in said_of(finding).ko.report
