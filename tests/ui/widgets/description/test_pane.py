from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat
from PySide6.QtWidgets import QApplication, QComboBox, QTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from core.domain.inspections import Caption, Finding, ModelInfo
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Outcome
from core.domain.regions import BoxPx
from core.texts.language import Language
from tests.ui.fitting import sticking_out
from tests.ui.inspections import CATEGORIES, SHA256, make_finding, make_inspection
from ui import theme
from ui.i18n import translation
from ui.widgets.description.facts_table import FactsTable
from ui.widgets.description.foot import CaptionerState
from ui.widgets.description.pane import DescriptionPane, View


@pytest.fixture
def pane(qtbot: QtBot) -> DescriptionPane:
    made = DescriptionPane()
    qtbot.addWidget(made)
    made.resize(280, 400)
    made.show()
    return made


def _length(pane: DescriptionPane) -> QComboBox:
    found = pane.findChild(QComboBox)
    assert isinstance(found, QComboBox)
    return found


def _copy_button(pane: DescriptionPane) -> QToolButton:
    found = next(b for b in pane.findChildren(QToolButton) if b.accessibleName() == "복사")
    assert isinstance(found, QToolButton)
    return found


def _table(pane: DescriptionPane) -> FactsTable:
    found = pane.findChild(FactsTable)
    assert isinstance(found, FactsTable)
    return found


def _line(pane: DescriptionPane) -> str:
    return pane.foot.captioner_text


def test_that_an_empty_pane_copies_nothing(pane: DescriptionPane) -> None:
    assert pane.shown_text() == ""
    assert not _copy_button(pane).isEnabled()
    assert not _length(pane).isVisible()


def test_that_the_description_comes_in_the_language_of_the_window(pane: DescriptionPane) -> None:
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    assert pane.view is View.KO
    assert pane.shown_text() == "보통 설명 84 %"
    text = pane.findChild(QTextEdit)
    assert isinstance(text, QTextEdit)
    assert text.isVisible()
    assert text.document().toRawText() == "보통 설명 84\u00a0%"


def test_that_both_languages_can_be_read_side_by_side(pane: DescriptionPane) -> None:
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    pane.set_view(View.EN)
    assert pane.shown_text() == "normal words 84 %"


@pytest.mark.parametrize(("index", "words"), [(0, "짧은 설명"), (2, "보고서 설명")])
def test_that_the_length_can_be_chosen(pane: DescriptionPane, index: int, words: str) -> None:
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    _length(pane).setCurrentIndex(index)
    assert pane.shown_text() == words


def test_that_the_copied_text_is_the_shown_one(pane: DescriptionPane, qtbot: QtBot) -> None:
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    with qtbot.waitSignal(pane.text_copied) as caught:
        _copy_button(pane).click()
    assert caught.args == ["보통 설명 84 %"]
    assert QGuiApplication.clipboard().text() == "보통 설명 84 %"


def test_that_facts_are_copied_as_a_table_with_whole_values(pane: DescriptionPane) -> None:
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    pane.set_view(View.FACTS)
    _copy_button(pane).click()
    copied = QGuiApplication.clipboard().text()
    assert "길이\t5.92 mm (118.4 px)" in copied.splitlines()
    assert f"SHA-256\t{SHA256}" in copied.splitlines()
    assert not _length(pane).isVisible()


def test_that_shortened_facts_show_the_whole_on_hover(pane: DescriptionPane) -> None:
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    pane.set_view(View.FACTS)
    table = _table(pane)
    role = Qt.ItemDataRole.ToolTipRole
    hints = [table.model().index(row, 1).data(role) for row in range(table.rowCount())]
    assert SHA256 in hints


def test_that_an_unreadable_image_is_described_by_its_reason(pane: DescriptionPane) -> None:
    pane.show_inspection(make_inspection(), CATEGORIES)
    assert "읽을 수 없는" in pane.shown_text()
    pane.set_view(View.EN)
    assert "cannot be read" in pane.shown_text()


def test_that_another_finding_can_be_described(pane: DescriptionPane) -> None:
    other = make_finding(Outcome.OK, measurement=make_finding().measurement, severity=None)
    pane.show_inspection(make_inspection(make_finding(), other), CATEGORIES)
    pane.set_view(View.FACTS)
    with_severity = _table(pane).rowCount()
    pane.select_finding(1)
    assert _table(pane).rowCount() == with_severity - 1


def test_that_switching_the_language_switches_the_description(
    pane: DescriptionPane, looks: QApplication
) -> None:
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    translation.install(looks, "en")
    QApplication.processEvents()
    assert pane.view is View.EN
    assert pane.shown_text() == "normal words 84 %"


def test_that_facts_stay_when_the_language_is_switched(
    pane: DescriptionPane, looks: QApplication
) -> None:
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    pane.set_view(View.FACTS)
    translation.install(looks, "en")
    QApplication.processEvents()
    assert pane.view is View.FACTS
    assert _table(pane).as_text().startswith("Place\tupper right, top centre")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CaptionerState.ABSENT, "설명 모델 없음: 측정 사실만 표시"),
        (CaptionerState.LOADING, "BLIP 불러오는 중…"),
        (CaptionerState.READY, "설명 모델: BLIP"),
        (CaptionerState.FAILED, "설명 모델 오류: BLIP"),
    ],
)
def test_that_one_line_tells_the_state_of_the_captioner(
    pane: DescriptionPane, state: CaptionerState, words: str
) -> None:
    pane.show_captioner(state, "BLIP")
    assert _line(pane) == words


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("percent", [100, 125, 200])
def test_that_all_words_fit_into_a_narrow_dock(
    pane: DescriptionPane, looks: QApplication, language: Language, percent: int
) -> None:
    translation.install(looks, language)
    theme.apply_text_size(looks, percent)
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    for view in View:
        pane.set_view(view)
        assert sticking_out(pane) == []
    table = _table(pane)
    for row in range(table.rowCount()):
        assert table.rowHeight(row) >= table.fontMetrics().height()
    assert table.columnWidth(0) + table.columnWidth(1) <= table.viewport().width()


CAPTION = Caption(
    en="a small dark spot",
    ko="작고 어두운 반점",
    said="a small dark spot",
    view_px=BoxPx(0, 0, 10, 10),
    model=ModelInfo("BLIP", "f" * 64, "float32", role="captioner"),
    preset="exact",
)


def _toggle(pane: DescriptionPane) -> QToolButton:
    found = next(b for b in pane.findChildren(QToolButton) if b.isCheckable())
    assert isinstance(found, QToolButton)
    return found


def test_that_the_words_of_the_model_stand_below_in_the_language_of_the_tab(
    pane: DescriptionPane,
) -> None:
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    pane.show_caption(CAPTION)
    assert pane.shown_text() == (
        "보통 설명 84 %\n\n모델 BLIP이 본 모습(확인되지 않음): 작고 어두운 반점"
    )
    pane.set_view(View.EN)
    assert pane.shown_text().endswith("Seen by the model BLIP, unchecked: a small dark spot")


def test_that_words_without_korean_stand_in_english(pane: DescriptionPane) -> None:
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    pane.show_caption(replace(CAPTION, ko=None))
    assert pane.shown_text().endswith("(확인되지 않음): a small dark spot")


def test_that_words_about_one_finding_do_not_stay_with_another(pane: DescriptionPane) -> None:
    pane.show_inspection(make_inspection(make_finding(), make_finding()), CATEGORIES)
    pane.show_caption(CAPTION)
    pane.select_finding(1)
    assert "반점" not in pane.shown_text()
    recorded = replace(make_finding(), caption=CAPTION)
    pane.show_inspection(make_inspection(recorded), CATEGORIES)
    assert "반점" in pane.shown_text()


def test_that_asking_takes_the_place_of_the_description_until_a_tab_is_chosen(
    qtbot: QtBot, pane: DescriptionPane
) -> None:
    assert not _toggle(pane).isEnabled()
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    pane.show_captioner(CaptionerState.READY, "BLIP")
    _toggle(pane).click()
    assert pane.ask.isVisible()
    with qtbot.waitSignal(pane.question_asked) as blocker:
        pane.ask.asked.emit("place")
    assert blocker.args == ["place"]
    pane.set_view(View.EN)
    assert not pane.ask.isVisible()
    assert pane.shown_text() == "normal words 84 %"


def test_that_nothing_can_be_asked_without_a_model(pane: DescriptionPane) -> None:
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    pane.show_captioner(CaptionerState.ABSENT)
    assert not _toggle(pane).isEnabled()


def _contradicted() -> Finding:
    measured = Measurement(zone=Zone.TOP_LEFT, zones=(Zone.TOP_LEFT,))
    return replace(make_finding(), measurement=measured)


def test_that_words_of_the_model_that_are_not_so_are_underlined_and_explained(
    pane: DescriptionPane,
) -> None:
    pane.show_inspection(make_inspection(_contradicted()), CATEGORIES)
    pane.show_caption(replace(CAPTION, en="a spot at the lower right", ko=None))
    pane.set_view(View.EN)
    edit = pane.findChild(QTextEdit)
    assert isinstance(edit, QTextEdit)
    words = edit.document().find("lower right")
    assert words.charFormat().underlineStyle() is not QTextCharFormat.UnderlineStyle.NoUnderline
    assert "measured upper left" in words.charFormat().toolTip()
    assert edit.toPlainText().endswith("\n! says lower right; measured upper left")
    before = edit.document().find("a spot at")
    assert before.charFormat().underlineStyle() is QTextCharFormat.UnderlineStyle.NoUnderline


def test_that_what_is_copied_has_a_sign_behind_words_that_are_not_so(
    pane: DescriptionPane,
) -> None:
    pane.show_inspection(make_inspection(_contradicted()), CATEGORIES)
    pane.show_caption(replace(CAPTION, ko="우측 하단에 둥근 반점 1개가 있습니다"))
    assert "우측 하단 [!]에" in pane.shown_text()
    assert "측정값은 좌측 상단입니다" in pane.shown_text()
