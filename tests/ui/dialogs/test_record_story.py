"""The whole story of one record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from core.domain.categories import Category, CategorySet, Role
from core.domain.inspections import Caption, Evidence, ModelInfo
from core.domain.outcomes import Outcome, Reason, ReasonCode, Severity
from core.domain.regions import BoxPx
from core.errors import RecordsError
from core.imaging.previews import encode_jpeg
from core.records.history import History
from core.records.values import Story
from core.texts.language import Language
from tests.core.records.builders import (
    APP_VERSION,
    CONTEXT,
    checked_caption,
    hand_drawn,
    moment_at,
    ng_inspection,
    ok_inspection,
    retraction_on,
    verdict_on,
)
from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak, unnamed
from ui.dialogs.record_story import RecordStoryDialog
from ui.widgets.history.record_facts import ConfigurationTree, FindingsTable
from ui.widgets.history.timeline import Timeline, TimelineEntry
from ui.widgets.notices import MessageLine

if TYPE_CHECKING:
    from core.texts.language import Language

CATEGORIES = CategorySet(
    tuple(
        Category(name, Role.DEFECT, ko, name)
        for name, ko in (("scratch", "스크래치"), ("dent", "찍힘"))
    )
)
REASON = Reason(
    ReasonCode.SURE_DEFECT, {"category": "scratch", "probability": 0.93, "threshold": 0.8}
)
NO_ANOMALY = Reason(ReasonCode.NO_ANOMALY, {"anomaly": 1.75, "limit": 2.0})
JPEG = encode_jpeg(np.full((40, 60, 3), 120, np.uint8), max_bytes=9000, max_side_px=60)
EVIDENCE = Evidence(JPEG, JPEG)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    with History.open(tmp_path_factory.mktemp("기록") / "r.sqlite", APP_VERSION) as opened:
        yield opened


@pytest.fixture(scope="module")
def story(history: History) -> Story:
    """Tell of an NG that was judged, taken back, judged again and corrected."""
    inspection = replace(ng_inspection(1), reason=REASON)
    made = history.record_inspection(inspection, CONTEXT, moment_at(0))
    given = replace(
        verdict_on(made, Outcome.NG), category_id="dent", severity=Severity.SEVERE, sub_grade="deep"
    )
    history.record_verdict(given, moment_at(1))
    history.record_verdict(retraction_on(made), moment_at(2))
    history.record_verdict(replace(given, note="모서리"), moment_at(3))
    last = replace(verdict_on(made, Outcome.OK), reason="한도견본과 비교함")
    history.record_verdict(last, moment_at(4))
    return history.story(made)


def make_dialog(qtbot: QtBot, story: Story) -> RecordStoryDialog:
    dialog = RecordStoryDialog()
    qtbot.addWidget(dialog)
    dialog.show_story(story, EVIDENCE, CATEGORIES, {"deep": "깊음"})
    settle(qtbot, dialog)
    return dialog


def entries(dialog: RecordStoryDialog) -> list[TimelineEntry]:
    (timeline,) = dialog.findChildren(Timeline)
    return timeline.entries()


@pytest.mark.parametrize(
    ("lang", "title", "said", "note", "translator"),
    [
        ("ko", "모델의 설명(검출 2)", "좌측 하단 [!]에 밝은 선", "측정은 좌측 상단", "opus-mt"),
        ("en", "(finding 2)", "at the lower left [!]", "measured upper left", ""),
    ],
)
def test_that_what_a_model_saw_later_is_told_with_its_marks(
    qtbot: QtBot,
    history: History,
    *,
    lang: Language,
    title: str,
    said: str,
    note: str,
    translator: str,
) -> None:
    speak(lang)
    inspection = replace(ng_inspection(72 if lang == "ko" else 73), reason=REASON)
    record_id = history.record_inspection(inspection, CONTEXT, moment_at(0))
    history.conversations.add(record_id, 1, checked_caption(), CONTEXT, moment_at(1))
    dialog = make_dialog(qtbot, history.story(record_id))
    entry = entries(dialog)[1]
    assert title in entry.accessibleName()
    about = entry.accessibleDescription()
    assert said in about
    assert note in about
    assert ("opus-mt" in about) is bool(translator)


def test_that_an_outline_drawn_by_hand_is_told_with_what_it_changed(
    qtbot: QtBot, history: History
) -> None:
    speak("en")
    inspection = replace(ng_inspection(71), reason=REASON)
    record_id = history.record_inspection(inspection, CONTEXT, moment_at(0))
    history.record_outline(record_id, hand_drawn(), CONTEXT, moment_at(2))
    again = replace(hand_drawn(), measurement=replace(hand_drawn().measurement, area_px=9.0))
    history.record_outline(record_id, again, CONTEXT, moment_at(5))
    history.record_verdict(verdict_on(record_id, Outcome.NG), moment_at(4))
    dialog = RecordStoryDialog()
    qtbot.addWidget(dialog)
    dialog.show_story(history.story(record_id), None, CATEGORIES)
    _, first, _, second = (entry.accessibleName() for entry in _entries(dialog))
    assert "corrected by hand" in first
    assert "finding 1" in second
    about = [entry.accessibleDescription() for entry in _entries(dialog)]
    assert "length: 3.20 mm → 4.05 mm" in about[1]
    assert "severity: " in about[1].splitlines()[-1]
    assert CONTEXT.operator in about[1]
    assert "area: 4.0 px² → 9.0 px²" in about[3]
    assert "length" not in about[3]


def _entries(dialog: RecordStoryDialog) -> list[TimelineEntry]:
    (timeline,) = dialog.findChildren(Timeline)
    return timeline.entries()


def test_that_everything_said_stands_in_its_order(qtbot: QtBot, story: Story) -> None:
    dialog = make_dialog(qtbot, story)
    assert [entry.accessibleName() for entry in entries(dialog)] == [
        "프로그램: 불합격",
        "판정: 불합격 (이후 취소됨)",
        "판정 취소",
        "판정: 불합격",
        "판정: 합격",
    ]


def test_that_the_program_gives_its_reason_and_sentence(qtbot: QtBot, story: Story) -> None:
    dialog = make_dialog(qtbot, story)
    said = entries(dialog)[0].accessibleDescription()
    assert "스크래치 신뢰도가 93 %로" in said
    assert "좌측 상단에 길이 3.2 mm의 선형 스크래치가 있습니다." in said


def test_that_the_words_of_a_model_are_told_as_unchecked(qtbot: QtBot, history: History) -> None:
    inspection = replace(ng_inspection(7), reason=REASON)
    worst, *others = inspection.findings
    model = ModelInfo("starter", "f" * 64, "float32", role="captioner")
    caption = Caption("a spot", "둥근 반점 1개", "a spot", BoxPx(0, 0, 9, 9), model, "exact")
    described = replace(inspection, findings=(replace(worst, caption=caption), *others))
    made = history.record_inspection(described, CONTEXT, moment_at(5))
    dialog = make_dialog(qtbot, history.story(made))
    said = entries(dialog)[0].accessibleDescription()
    assert "모델 starter가 본 모습(확인되지 않음): 둥근 반점 1개" in said


def test_that_a_correction_tells_what_changed_and_why(qtbot: QtBot, story: Story) -> None:
    dialog = make_dialog(qtbot, story)
    shown = entries(dialog)
    given, corrected = shown[3].accessibleDescription(), shown[4].accessibleDescription()
    assert "찍힘, 심각, 깊음" in given
    assert "프로그램 판정을 수정: 스크래치 → 찍힘, 보통 → 심각" in given
    assert "메모: 모서리" in given
    assert "이전 판정을 수정: 불합격 → 합격" in corrected
    assert "사유: 한도견본과 비교함" in corrected
    assert "김검사" in corrected


def test_that_both_pictures_are_shown(qtbot: QtBot, story: Story) -> None:
    dialog = make_dialog(qtbot, story)
    assert [picture.has_picture for picture in dialog.pictures] == [True, True]


def test_that_a_damaged_picture_is_named(qtbot: QtBot, story: Story) -> None:
    dialog = make_dialog(qtbot, story)
    dialog.show_story(story, Evidence(b"no jpeg", JPEG), CATEGORIES)
    preview = dialog.pictures[0]
    assert not preview.has_picture
    assert preview.words == "근거 사진: 전체 이미지"


def test_that_an_ok_without_picture_says_why(qtbot: QtBot, history: History) -> None:
    made = history.record_inspection(ok_inspection(2), CONTEXT, moment_at(0))
    dialog = RecordStoryDialog()
    qtbot.addWidget(dialog)
    dialog.show_story(history.story(made), history.evidence(made), CATEGORIES)
    settle(qtbot, dialog)
    preview, crop = dialog.pictures
    assert "합격으로 판정한 이미지" in preview.words
    assert not crop.isVisible()
    assert [entry.accessibleName() for entry in entries(dialog)] == ["프로그램: 합격"]


def test_that_each_finding_has_a_row_in_words(qtbot: QtBot, story: Story) -> None:
    dialog = make_dialog(qtbot, story)
    (table,) = dialog.findChildren(FindingsTable)
    rows = []
    for row in range(table.rowCount()):
        items = (table.item(row, column) for column in range(table.columnCount()))
        rows.append([item.text() if item else "" for item in items])
    assert rows[0] == [
        "불합격", "스크래치", "93 %", "보통", "좌측 상단", "3.20 mm", "0.25 mm", "", "1.75 / 1.00",
    ]  # fmt: skip
    assert rows[1][:5] == ["보류", "찍힘", "50 %", "", "중앙"]


def test_that_the_configuration_names_models_bank_and_rules(qtbot: QtBot, story: Story) -> None:
    dialog = make_dialog(qtbot, story)
    (tree,) = dialog.findChildren(ConfigurationTree)
    items = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    shown = {item.text(0): item.text(1) for item in items if item}
    assert shown["프로그램 버전"] == APP_VERSION
    assert shown["모델"] == "minilm"
    assert shown["예시 뱅크 개정"] == "3"
    assert {"판정 규칙", "전처리", "이미지"} <= set(shown)


def test_that_another_language_says_it_all_again(qtbot: QtBot, story: Story) -> None:
    dialog = make_dialog(qtbot, story)
    speak("en")
    assert entries(dialog)[-1].accessibleName() == "Verdict: OK"
    assert dialog.findChildren(QTabWidget)[0].tabText(0) == "Story"


def test_that_loading_and_failing_are_said(qtbot: QtBot) -> None:
    dialog = RecordStoryDialog()
    qtbot.addWidget(dialog)
    dialog.show_loading()
    settle(qtbot, dialog)
    assert not dialog.findChildren(QTabWidget)[0].isEnabled()
    dialog.show_error(RecordsError("record_unknown", record_id="r-1"))
    lines = [line.words for line in dialog.findChildren(MessageLine) if line.isVisible()]
    assert len(lines) == 1
    assert "r-1" in lines[0]


def test_that_the_story_can_be_copied(qtbot: QtBot, story: Story) -> None:
    dialog = make_dialog(qtbot, story)
    (copy,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "복사"]
    copy.click()
    text = QGuiApplication.clipboard().text()
    assert "스크래치 1.png" in text
    assert "사유: 한도견본과 비교함" in text


def test_that_the_image_can_be_asked_for(qtbot: QtBot, story: Story) -> None:
    dialog = make_dialog(qtbot, story)
    (show,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "이미지 보기"]
    with qtbot.waitSignal(dialog.image_wanted) as told:
        show.click()
    assert told.args == [Path("한글 경로/스크래치 1.png")]


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit(qtbot: QtBot, story: Story, language: Language, percent: int) -> None:
    speak(language, percent)
    dialog = make_dialog(qtbot, story)
    assert cut_off(dialog) == []
    assert unnamed(dialog) == []


def test_that_a_good_part_suggests_no_defect(qtbot: QtBot, history: History) -> None:
    finding = replace(ng_inspection(3).findings[0], outcome=Outcome.OK, reason=NO_ANOMALY)
    good = replace(ng_inspection(3), outcome=Outcome.OK, reason=finding.reason, findings=(finding,))
    made = history.record_inspection(good, CONTEXT, moment_at(0))
    given = replace(verdict_on(made, Outcome.NG), category_id="scratch", reason="육안 확인")
    history.record_verdict(given, moment_at(1))
    dialog = make_dialog(qtbot, history.story(made))
    (table,) = dialog.findChildren(FindingsTable)
    cells = [table.item(0, column) for column in range(table.columnCount())]
    assert [cell.text() for cell in cells if cell] == ["합격", *["–"] * 7, "1.75 / 1.00"]
    assert "합격 → 불합격, – → 스크래치" in entries(dialog)[1].accessibleDescription()
