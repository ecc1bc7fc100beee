"""Sentences about weak proposals: called so, with what to do, in both languages."""

from __future__ import annotations

from core.classify.outcome import OutcomeInput, decide, top_category
from core.dataset.defect_book import load_defect_book
from core.describe.sentences import describe_finding
from core.domain.categories import Role
from core.domain.images import ImageFacts, ImageIdentity
from core.domain.inspections import AnomalyScore, CategoryScore, Finding, Sentences
from core.domain.regions import BoxPx, Region, RegionSource
from core.domain.teaching import DecisionRules
from core.measure.box_facts import box_facts
from core.texts.program_folder import resources_dir

CATEGORIES = load_defect_book(resources_dir() / "defect_book.toml").category_set()
IMAGE = ImageFacts(ImageIdentity("0" * 64), 800, 600)
PROPOSED = (
    CategoryScore("scratch", Role.DEFECT, 0.41, is_proposal=True),
    CategoryScore("crack", Role.DEFECT, 0.2, is_proposal=True),
)


def _said(evidence: OutcomeInput) -> Sentences:
    decision = decide(evidence, DecisionRules())
    box = BoxPx(600, 20, 120, 80)
    finding = Finding(
        region=Region(box, source=RegionSource.DRAWN),
        outcome=decision.outcome,
        reason=decision.reason,
        scores=evidence.scores,
        anomaly=evidence.anomaly,
        category=top_category(evidence.scores),
        measurement=box_facts(box, width_px=800, height_px=600),
    )
    return describe_finding(finding, IMAGE, CATEGORIES)


def test_that_a_proposal_is_called_weak_and_asks_for_examples() -> None:
    said = _said(OutcomeInput(scores=PROPOSED))
    assert said.ko.short == "보류: 우측 상단 참고 유형 스크래치(41 %), 등록된 예시 없음"
    assert said.en.short.startswith("Hold: perhaps scratch")
    assert "스크래치로 보이는 부위" in said.ko.normal
    assert "예시를 4장씩 등록하세요" in said.ko.normal
    assert "a weak proposal from the look alone (41 %)" in said.en.normal
    assert "Teach four examples" in said.en.normal


def test_that_an_anomaly_with_a_proposal_does_not_call_it_the_nearest_type() -> None:
    said = _said(OutcomeInput(scores=PROPOSED, anomaly=AnomalyScore(0.7, 0.5), has_references=True))
    assert "외관만으로 본 참고 유형은 스크래치(41 %)" in said.ko.normal
    assert "가장 가까운" not in said.ko.normal
    assert "scratch is a weak proposal (41 %)" in said.en.normal
    assert "nearest type" not in said.en.normal
