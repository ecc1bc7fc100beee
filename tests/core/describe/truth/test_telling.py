"""What a model wrote is told with what in it is not so."""

from __future__ import annotations

import pytest

from core.describe.questions import QuestionId
from core.describe.truth.telling import tell, tell_answer, tell_caption
from core.describe.truth.vocabulary import book_categories
from core.domain.inspections import Caption, Finding, ModelInfo, TopCategory
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Outcome, Reason, ReasonCode
from core.domain.regions import BoxPx, Region, RegionSource

CATEGORIES = book_categories()
FINDING = Finding(
    region=Region(BoxPx(10, 10, 60, 40), source=RegionSource.DRAWN),
    outcome=Outcome.NG,
    reason=Reason(ReasonCode.SURE_DEFECT, {"category": "scratch"}),
    category=TopCategory("scratch", 0.93),
    measurement=Measurement(
        count=1, zone=Zone.TOP_LEFT, zones=(Zone.TOP_LEFT,), clock=10, contrast=-30.0
    ),
)
CAPTION = Caption(
    en="a short thin dark straight line at the lower right of a grey surface",
    ko="회색 표면의 우측 하단에 짧고 가늘고 어두운 직선 1개가 있습니다",
    said="",
    view_px=BoxPx(0, 0, 100, 100),
    model=ModelInfo("BLIP", "f" * 64, "float32", role="captioner"),
    preset="exact",
)


def test_that_the_words_that_are_wrong_are_marked_and_explained_below() -> None:
    told = tell_caption(CAPTION, FINDING, CATEGORIES, "en")
    assert [told.text[one.start : one.end] for one in told.found] == ["lower right"]
    text, note = told.plain.split("\n")
    assert "at the lower right [!] of a grey surface" in text
    assert note == "! says lower right; measured upper left"


def test_that_korean_words_are_marked_in_korean() -> None:
    told = tell_caption(CAPTION, FINDING, CATEGORIES, "ko")
    assert told.notes == ("! 우측 하단이라고 했으나 측정값은 좌측 상단입니다",)
    assert "우측 하단 [!]에" in told.plain


def test_that_a_text_without_contradictions_stays_as_it_is() -> None:
    told = tell("a dark scratch in the upper left", FINDING, CATEGORIES, "en")
    assert told.plain == "a dark scratch in the upper left"
    assert told.notes == ()


def test_that_a_text_about_nothing_in_particular_is_not_checked() -> None:
    assert tell("a scratch at the lower right", None, CATEGORIES, "en").found == ()


def test_that_a_category_that_was_not_sure_contradicts_nobody() -> None:
    unsure = Finding(
        region=FINDING.region,
        outcome=Outcome.HOLD,
        reason=Reason(ReasonCode.LOW_CONFIDENCE, {"category": "scratch"}),
        category=TopCategory("scratch", 0.4),
    )
    assert tell("a crack in the metal", unsure, CATEGORIES, "en").found == ()


def test_that_a_text_that_repeats_itself_is_called_so() -> None:
    told = tell("a scratch on a scratch on a scratch on a scratch", FINDING, CATEGORIES, "en")
    assert told.notes == ("! This text repeats itself.",)


def test_that_a_text_about_something_else_is_called_so() -> None:
    told = tell("a man riding a horse down the street", FINDING, CATEGORIES, "ko")
    assert told.notes == ("! 이미지에 대한 내용이 아닙니다.",)


@pytest.mark.parametrize(
    ("question", "wrong", "right"),
    [
        (QuestionId.COUNT, "two", "one"),
        (QuestionId.PRESENCE, "no", "yes"),
        (QuestionId.TONE, "brighter", "darker"),
        (QuestionId.PLACE, "lower right", "upper left"),
        (QuestionId.PRESENCE, "자국이 보이지 않습니다", "자국이 보입니다"),
        (QuestionId.TONE, "주변보다 밝습니다", "주변보다 어둡습니다"),
        (QuestionId.COUNT, "자국이 2개 있습니다", "자국이 1개 있습니다"),
    ],
)
def test_that_short_answers_are_understood_by_the_question(
    question: QuestionId, wrong: str, right: str
) -> None:
    told = tell_answer(wrong, question, FINDING, CATEGORIES, lang="en")
    assert len(told.found) == 1
    assert told.text == wrong
    assert 0 <= told.found[0].start < told.found[0].end <= len(wrong)
    assert tell_answer(right, question, FINDING, CATEGORIES, lang="en").found == ()


def test_that_words_that_were_understood_otherwise_are_quoted() -> None:
    told = tell("매끈한 정상 제품입니다", FINDING, CATEGORIES, "ko")
    assert told.notes == ("! '정상': 불량이 없다고 했으나 기록에는 있습니다",)
