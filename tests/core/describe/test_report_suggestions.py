"""Reports that name a probable cause: hedged, with reasons, the same in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given

from core.describe.evidence import Surroundings
from core.describe.sentences import describe_finding
from core.describe.suggesting import suggest
from core.domain.categories import Role
from core.domain.images import ImageFacts, ImageIdentity
from core.domain.inspections import CategoryScore, Finding, Sentences, TopCategory
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Outcome, Reason, ReasonCode
from core.domain.regions import BoxPx, Region
from core.domain.suggestions import Process, Repetition, Words
from core.texts.wording import render_suggestions
from tests.core.describe.random_findings import (
    CATEGORIES,
    HEIGHT,
    KNOWLEDGE,
    WHOLE,
    WIDTH,
    findings,
)

IMAGE = ImageFacts(ImageIdentity("0" * 64), WIDTH, HEIGHT)
LINE = Measurement(zone=Zone.TOP_RIGHT, area_px=400, elongation=12, angle_deg=88, outline_trust=0.9)
FINDING = Finding(
    region=Region(BoxPx(600, 20, 120, 80)),
    outcome=Outcome.NG,
    reason=Reason(ReasonCode.SURE_DEFECT),
    scores=(CategoryScore("scratch", Role.DEFECT, 0.93),),
    category=TopCategory("scratch", 0.93),
    measurement=LINE,
)
TOOL = suggest(
    FINDING,
    KNOWLEDGE,
    Surroundings(WHOLE, marks_deg=90, repetition=Repetition(5, 20)),
    process=Process.MACHINING,
)


def _describe(finding: Finding) -> Sentences:
    return describe_finding(finding, IMAGE, CATEGORIES)


@given(findings())
def test_that_only_a_report_of_a_sure_defect_names_a_cause_and_never_as_a_fact(
    finding: Finding,
) -> None:
    said = _describe(finding)
    cause = finding.suggestions[0].cause if finding.suggestions else None
    for spoken, words, hedge in (
        (said.ko, cause.ko if cause else "", r"원인은 .+(로 추정됩니다|확인이 필요합니다)\."),
        (said.en, cause.en if cause else "", r"cause is (probably .+|.+ needs checking)\."),
    ):
        assert bool(re.search(hedge, spoken.report)) == (cause is not None)
        assert words in spoken.report
        assert not re.search(hedge, spoken.normal + spoken.short)


def test_that_a_report_says_cause_reasons_check_and_action_as_suggestions() -> None:
    said = _describe(replace(FINDING, suggestions=TOOL))
    assert said.ko.report.endswith(
        "판정은 불합격입니다. 원인은 절삭 공구의 마모나 구성인선으로 추정됩니다. 근거가 되는 "
        "측정값은 가공 무늬와 나란한 방향(각도 차 2°), 최근 20장 중 5장의 같은 위치 "
        "반복입니다. 공구 날끝의 마모와 구성인선 확인이 필요합니다. "
        "권장 조치는 인서트 교환 후 첫 부품 재확인입니다."
    )
    assert said.en.report.endswith(
        "The outcome is NG. The cause is probably a worn cutting tool or a built-up edge on it. "
        "The measured facts that speak for it: its direction along the machining marks (2° "
        "apart), the same place on 5 of the last 20 images. Check the cutting edge "
        "for wear and built-up material. Recommended action: change the insert and check the first "
        "part again."
    )


def test_that_a_cause_of_a_process_nobody_named_is_only_given_for_that_process() -> None:
    told = replace(TOOL[0], process=Words("기계 가공", "machining"))
    said = _describe(replace(FINDING, suggestions=(told,)))
    assert (
        "기계 가공 공정이라면 원인은 절삭 공구의 마모나 구성인선으로 추정됩니다." in said.ko.report
    )
    assert "If the part comes from machining, the cause is probably a worn" in said.en.report
    assert "1. 기계 가공 공정이라면 절삭 공구의" in render_suggestions((told,), "ko")
    assert "1. If the part comes from machining: probably a worn" in (
        render_suggestions((told,), "en")
    )


def test_that_a_cause_nothing_was_measured_for_is_common_and_not_probable() -> None:
    finding = replace(FINDING, measurement=Measurement(zone=Zone.TOP_RIGHT))
    said = _describe(replace(finding, suggestions=suggest(finding, KNOWLEDGE, Surroundings())))
    assert (
        "판정은 불합격입니다. 흔한 원인은 단단한 물체나 다른 부품과의 접촉·마찰이며, "
        "측정값으로 뒷받침되지 않아 확인이 필요합니다." in said.ko.report
    )
    assert "A common cause is contact with something hard" in said.en.report
    assert "추정" not in said.ko.report
    assert "probably" not in said.en.report


def test_that_the_list_of_suggestions_is_marked_and_hedged() -> None:
    korean, english = render_suggestions(TOOL, "ko"), render_suggestions(TOOL, "en")
    assert korean.startswith(
        "추정 원인 · 권장 조치(제안)\n1. 절삭 공구의 마모나 구성인선으로 추정됩니다."
    )
    assert english.startswith(
        "Probable cause · recommended action (suggestion)\n1. Probably a worn"
    )
    assert (
        len(korean.splitlines())
        == len(english.splitlines())
        == 1 + sum(3 + bool(one.why) for one in TOOL)
    )
    assert sorted(re.findall(r"\d+", korean)) == sorted(re.findall(r"\d+", english))
    assert render_suggestions((), "ko") == ""
