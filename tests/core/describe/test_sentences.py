"""Sentences: the same facts in both languages, no place that was not found, right particles."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given

from core.classify.outcome import OutcomeInput, decide, top_category
from core.dataset.defect_book import load_defect_book
from core.describe.quantities import two_digits
from core.describe.sentences import describe_finding
from core.domain.categories import Role
from core.domain.images import ImageFacts, ImageIdentity
from core.domain.inspections import AnomalyScore, CategoryScore, Finding, Sentences
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Outcome, Reason, ReasonCode, Severity
from core.domain.regions import BoxPx, Region, RegionSource
from core.domain.teaching import DecisionRules
from core.measure.box_facts import box_facts
from core.texts.catalogue import shared_texts
from core.texts.language import LANGUAGES
from core.texts.program_folder import resources_dir
from tests.core.describe.random_findings import findings

CATEGORIES = load_defect_book(resources_dir() / "defect_book.toml").category_set()
TEXTS = shared_texts()
WIDTH, HEIGHT = 800, 600
IMAGE = ImageFacts(ImageIdentity("0" * 64), WIDTH, HEIGHT)
WHOLE = BoxPx(0, 0, WIDTH, HEIGHT)
UPPER_RIGHT = BoxPx(600, 20, 120, 80)
LIMITED = DecisionRules(acceptance={"scratch": Severity.MINOR})
SIZES = ("short", "normal", "report")


def _scores(**probabilities: float) -> tuple[CategoryScore, ...]:
    known = {category.id: category.role for category in CATEGORIES}
    return tuple(CategoryScore(name, known[name], p) for name, p in probabilities.items())


SCRATCH = OutcomeInput(scores=_scores(scratch=0.93, good=0.05, shadow=0.02))
UNDER = OutcomeInput(anomaly=AnomalyScore(0.42, 0.61), has_references=True)
OVER = OutcomeInput(anomaly=AnomalyScore(0.74, 0.61), has_references=True)


def _finding(
    evidence: OutcomeInput,
    box: BoxPx = UPPER_RIGHT,
    rules: DecisionRules | None = None,
    *,
    source: RegionSource = RegionSource.DRAWN,
    measured: Measurement | None = None,
) -> Finding:
    decision = decide(evidence, rules or DecisionRules())
    return Finding(
        region=Region(box, source=source),
        outcome=decision.outcome,
        reason=decision.reason,
        scores=evidence.scores,
        anomaly=evidence.anomaly,
        category=top_category(evidence.scores),
        measurement=measured or box_facts(box, width_px=WIDTH, height_px=HEIGHT),
        severity=evidence.severity,
    )


def _describe(finding: Finding) -> Sentences:
    return describe_finding(finding, IMAGE, CATEGORIES)


def test_that_a_sure_defect_is_named_with_place_size_and_confidence() -> None:
    said = _describe(_finding(SCRATCH))
    assert said.ko.short == "불합격: 우측 상단 스크래치(신뢰도 93 %)"
    assert said.ko.normal == (
        "우측 상단에 스크래치로 판정된 부위가 있습니다(신뢰도 93 %). "
        "표시 영역은 120×80 px로 이미지의 2.0 %입니다. 판정은 불합격입니다."
    )
    assert said.en.short == "NG: scratch at the upper right (confidence 93 %)"
    assert said.en.normal == (
        "An area at the upper right is judged as scratch (confidence 93 %). "
        "The marked area is 120×80 px, 2.0 % of the image. The outcome is NG."
    )


def test_that_an_ok_says_what_was_not_found() -> None:
    said = _describe(_finding(UNDER, WHOLE))
    assert said.ko.normal == "기준을 벗어난 불량이 검출되지 않았습니다. 판정은 합격입니다."
    assert said.en.normal == "No defect beyond the criteria was found. The outcome is OK."


def test_that_an_ok_of_a_roi_speaks_of_the_roi() -> None:
    said = _describe(_finding(UNDER))
    assert said.ko.normal.startswith("우측 상단 표시 영역에서 기준을 벗어난 불량이 검출되지 않았")


def test_that_an_unknown_defect_says_where_why_and_what_to_do() -> None:
    said = _describe(_finding(OVER, source=RegionSource.PROPOSED))
    assert said.ko.normal == (
        "불량 유형을 확정할 수 없는 이상 부위가 우측 상단에 있습니다"
        "(이상 점수 0.74, 한계값 0.61). 표시 영역은 120×80 px로 이미지의 2.0 %입니다. "
        "판정은 보류입니다. 다른 검사자의 확인이 필요합니다. "
        "같은 유형의 예시를 4장 이상 등록하면 유형을 구분하는 데 도움이 됩니다."
    )


def test_that_an_unknown_defect_names_the_nearest_type_only_if_it_is_no_good_label() -> None:
    crack = replace(OVER, scores=_scores(crack=0.5, good=0.3, dent=0.2))
    assert "균열로 추정됩니다(신뢰도 50 %)" in _describe(_finding(crack)).ko.normal
    good = replace(OVER, scores=_scores(good=0.9, crack=0.1))
    assert "추정" not in _describe(_finding(good)).ko.normal


def test_that_labels_nobody_needs_to_hear_of_are_left_out() -> None:
    sure = replace(SCRATCH, scores=_scores(scratch=0.998, crack=0.0012, dent=0.0008))
    said = _describe(_finding(sure))
    assert "가장 높은 신뢰도는 스크래치 99.8 %입니다." in said.ko.report
    assert "The highest confidence is scratch 99.8 %." in said.en.report
    assert " 0 %" not in said.ko.report + said.en.report
    assert "스크래치 93 %, 양품 5 %" in _describe(_finding(SCRATCH)).ko.report


def test_that_a_retake_says_so_and_nothing_else() -> None:
    blurred = OutcomeInput(quality=Reason(ReasonCode.RETAKE_BLURRED), scores=SCRATCH.scores)
    said = _describe(_finding(blurred))
    assert said.ko.normal == "이미지가 흐립니다. 초점을 맞추어 재촬영하세요. 판정은 보류입니다."
    assert said.ko.report == said.ko.normal


@pytest.mark.parametrize("evidence", [SCRATCH, OVER, UNDER, OutcomeInput()])
def test_that_a_finding_of_the_whole_image_claims_no_place(evidence: OutcomeInput) -> None:
    said = _describe(_finding(evidence, WHOLE, source=RegionSource.PROPOSED))
    for text in (text for pair in _pairs(said) for text in pair):
        assert not any(_has(word, text) for zone in Zone for word in _both(zone)), text
        assert "px" not in text


def test_that_a_peak_within_its_limit_is_not_where_the_defect_is() -> None:
    sure = replace(SCRATCH, anomaly=AnomalyScore(0.5, 0.61), has_references=True)
    said = _describe(_finding(sure, source=RegionSource.PROPOSED)).ko
    assert said.short == "불합격: 스크래치(신뢰도 93 %)"
    assert said.normal.startswith("이미지에 스크래치로 판정된 부위가 있습니다")
    assert "양품 기준과 가장 다른 곳은 우측 상단의 120×80 px 영역" in said.normal


def test_that_a_peak_of_an_ok_image_stands_in_the_report_alone() -> None:
    said = _describe(_finding(UNDER, source=RegionSource.PROPOSED)).ko
    assert "우측 상단" not in said.short + said.normal
    assert "양품 기준과 가장 다른 곳은 우측 상단의" in said.report


def test_that_the_limit_is_named_when_severity_is_over_it() -> None:
    severe = replace(SCRATCH, severity=Severity.SEVERE)
    said = _describe(_finding(severe, rules=LIMITED)).ko
    assert "심각도가 심각 등급으로 한도(경미 등급까지)를 넘어 불합격입니다." in said.normal


def test_that_a_measured_defect_is_sized_itself() -> None:
    measured = replace(
        box_facts(UPPER_RIGHT, width_px=WIDTH, height_px=HEIGHT),
        length_px=88.0,
        length_mm=3.24,
        width_px=7.0,
        width_mm=0.4,
        area_percent=0.312,
        count=2,
        outline_trust=0.9,
    )
    said = _describe(_finding(SCRATCH, measured=measured))
    assert "2개소에 걸친 길이는 약 3.2 mm, 폭은 약 0.40 mm입니다." in said.ko.normal
    assert "면적은 이미지의 0.31 %입니다." in said.ko.normal
    assert (
        "Its 2 parts span about 3.2 mm from end to end and are about 0.40 mm wide."
        in said.en.normal
    )
    assert "표시 영역" not in said.ko.report


def test_that_the_added_lengths_of_several_parts_are_not_the_length_of_one() -> None:
    # Four patches in an image of 166 px added up to 283 px and read as a mark of that length.
    measured = Measurement(
        zone=Zone.TOP_RIGHT, length_px=150.0, path_length_px=283.0, straightness=0.53, count=4
    )
    said = _describe(_finding(SCRATCH, measured=measured))
    assert "4개소의 길이 합은 약 283 px입니다." in said.ko.normal
    assert "The lengths of its 4 parts add up to about 283 px." in said.en.normal


def test_that_no_rule_of_severity_is_named_for_a_category_that_is_only_suspected() -> None:
    evidence = OutcomeInput(scores=_scores(crack=0.75, scratch=0.1, good=0.05))
    finding = replace(_finding(evidence), severity=Severity.SEVERE, severity_rule="crack-severe")
    said = _describe(finding)
    assert "crack-severe" not in said.ko.report + said.en.report


def test_that_an_outline_nobody_trusts_gives_no_size() -> None:
    measured = replace(
        box_facts(UPPER_RIGHT, width_px=WIDTH, height_px=HEIGHT), length_px=88.0, outline_trust=0.3
    )
    said = _describe(_finding(SCRATCH, measured=measured))
    assert "길이" not in said.ko.report
    assert "표시 영역은 120×80 px" in said.ko.normal
    assert "불량 부위의 크기는 표시하지 않으며, 위치는 대략적입니다." in said.ko.normal
    assert "its place is approximate" in said.en.normal
    assert "중심은" not in said.ko.report


def test_that_a_suspected_category_reads_as_english() -> None:
    said = _describe(_finding(OutcomeInput(scores=_scores(crack=0.75, scratch=0.1))))
    words = "There is a suspected crack at the upper right (confidence 75 %)."
    assert said.en.normal.startswith(words)


def test_that_an_ok_speaks_of_no_defect_whose_outline_is_unclear() -> None:
    measured = replace(
        box_facts(UPPER_RIGHT, width_px=WIDTH, height_px=HEIGHT), length_px=88.0, outline_trust=0.3
    )
    said = _describe(_finding(UNDER, measured=measured))
    assert "불량 부위" not in said.ko.report
    assert "mark" not in said.en.normal.replace("marked", "")


def test_that_a_bent_defect_is_as_long_as_its_path() -> None:
    measured = Measurement(
        zone=Zone.TOP_RIGHT, length_px=60.0, path_length_px=90.0, straightness=0.67
    )
    assert "길이는 약 90 px입니다" in _describe(_finding(SCRATCH, measured=measured)).ko.normal


def test_that_a_confidence_just_below_its_threshold_is_not_shown_as_equal() -> None:
    near = OutcomeInput(scores=_scores(dent=0.7996, good=0.2004))
    said = _describe(_finding(near)).ko
    assert "(신뢰도 79.96 %)" in said.normal
    assert "기준 80.00 %보다 낮아 보류합니다" in said.normal


def test_that_the_best_prompt_is_evidence_in_the_report() -> None:
    score = CategoryScore("crack", Role.DEFECT, 0.9, 0.31, "a thin dark branching crack")
    said = _describe(_finding(OutcomeInput(scores=(score, *_scores(good=0.1)))))
    assert '"a thin dark branching crack"' in said.ko.report
    assert '"a thin dark branching crack"' in said.en.report


def test_that_a_reason_without_numbers_takes_them_from_the_finding() -> None:
    finding = replace(_finding(SCRATCH), reason=Reason(ReasonCode.SURE_DEFECT))
    said = _describe(finding).ko
    assert said.short == "불합격: 우측 상단 스크래치(신뢰도 93 %)"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (0.0312, "0.031"), (0.5, "0.50"), (3.14, "3.1"), (12.4, "12"), (187.6, "188")],
)
def test_that_sizes_have_two_significant_digits(value: float, shown: str) -> None:
    assert two_digits(value) == shown


def _pairs(said: Sentences) -> list[tuple[str, str]]:
    return [(getattr(said.ko, size), getattr(said.en, size)) for size in SIZES]


@given(findings())
def test_that_both_languages_give_the_same_numbers(finding: Finding) -> None:
    for korean, english in _pairs(_describe(finding)):
        numbers = [re.findall(r"\d+(?:\.\d+)?", text) for text in (korean, english)]
        assert sorted(numbers[0]) == sorted(numbers[1]), (korean, english)


@given(findings())
def test_that_both_languages_give_the_same_outcome_category_and_zone(finding: Finding) -> None:
    outcome = [TEXTS.text(lang, f"outcome.{finding.outcome}") for lang in LANGUAGES]
    for korean, english in _pairs(_describe(finding)):
        assert outcome[0] in korean, korean
        assert outcome[1] in english, english
        for category in CATEGORIES:
            if category.role is not Role.CLEAN:
                assert (category.name_ko in korean) == (category.name_en in english), (
                    korean,
                    english,
                )
        zones = [
            [zone for zone in Zone if _has(_both(zone)[i], text)]
            for i, text in enumerate((korean, english))
        ]
        assert zones[0] == zones[1], (korean, english)


@given(findings())
def test_that_no_sentence_is_left_unfinished(finding: Finding) -> None:
    said = _describe(finding)
    for spoken in (said.ko, said.en):
        for size in SIZES:
            text = getattr(spoken, size)
            assert text == text.strip()
            assert not re.search(r"[{}|_]|  |\(가\)|\(으\)", text), text
        assert spoken.normal.endswith(".")
        assert spoken.report.endswith(".")
        assert "\n" not in spoken.short


@given(findings())
def test_that_a_hold_says_what_to_do_next(finding: Finding) -> None:
    if finding.outcome is Outcome.HOLD:
        said = _describe(finding)
        assert re.search(r"필요합니다|하세요", said.ko.normal), said.ko.normal
        assert said.en.normal != said.en.short


@given(findings())
def test_that_korean_sentences_end_politely(finding: Finding) -> None:
    for sentence in re.split(r"(?<=[가-힣])\. ", _describe(finding).ko.report.rstrip(".")):
        assert sentence.endswith(("니다", "세요", ")")), sentence


def test_that_every_template_of_a_sentence_belongs_to_a_kind() -> None:
    kinds = {code.value for code in ReasonCode} - {"unreadable"}
    kinds = {kind for kind in kinds if not kind.startswith("retake")}
    kinds |= {"retake", "over_limit", "no_references_within_limit"}
    for lang in LANGUAGES:
        for table in ("sentence_opening", "sentence_conclusion", "sentence_short"):
            assert {key.split(".")[1] for key in TEXTS.keys(lang, table)} == kinds
        assert {key.split(".")[1] for key in TEXTS.keys(lang, "sentence_action")} <= kinds


def _has(word: str, text: str) -> bool:
    """Find a place word that is not part of a longer one (중앙 in 상단 중앙)."""
    longer = [w for z in Zone for w in _both(z) if word in w and word != w]
    for other in longer:
        text = text.replace(other, "")
    return word in re.sub(r"from the centre|Its centre|중심", "", text)


def _both(zone: Zone) -> tuple[str, str]:
    return TEXTS.text("ko", f"zone.{zone}"), TEXTS.text("en", f"zone.{zone}")
