from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from core.domain.categories import Role
from core.domain.inspections import AnomalyScore, CategoryScore, Inspection
from core.domain.outcomes import Outcome
from core.texts.language import Language
from tests.ui.fitting import sticking_out, words_without_room
from tests.ui.inspections import CATEGORIES, RULES, make_finding, make_inspection
from tests.ui.snapshots import compare_with_snapshot
from ui import theme
from ui.i18n import translation
from ui.theme import ThemeChoice
from ui.widgets.notices import EmptyState, MessageLine
from ui.widgets.scores.anomaly_bar import AnomalyBar
from ui.widgets.scores.label_bar import LabelBar
from ui.widgets.scores.outcome_card import OutcomeCard
from ui.widgets.scores.panel import ScorePanel


def _bars(panel: ScorePanel) -> list[LabelBar]:
    return [bar for bar in panel.findChildren(LabelBar) if bar.isVisible()]


def _show(panel: ScorePanel, inspection: Inspection | None) -> None:
    panel.show_inspection(inspection, CATEGORIES, RULES)


def _empty_words(panel: ScorePanel) -> tuple[str, str] | None:
    empty = panel.findChild(EmptyState)
    assert isinstance(empty, EmptyState)
    return empty.words if empty.isVisible() else None


def test_that_an_empty_panel_says_what_to_do(panel: ScorePanel) -> None:
    words = _empty_words(panel)
    assert words is not None
    assert "검사" in words[1]


def test_that_the_outcome_stands_there_with_its_reason(panel: ScorePanel) -> None:
    _show(panel, make_inspection(make_finding()))
    card = panel.findChild(OutcomeCard)
    assert isinstance(card, OutcomeCard)
    assert card.outcome is Outcome.NG
    assert card.reason == "스크래치 신뢰도가 84 %로 기준 80 % 이상입니다."
    assert card.accessibleName().startswith("불합격 NG")


def test_that_there_is_a_bar_for_each_label_the_most_probable_first(panel: ScorePanel) -> None:
    _show(panel, make_inspection(make_finding()))
    assert [bar.row.id for bar in _bars(panel)] == ["scratch", "shadow", "good", "dent"]
    assert _bars(panel)[0].accessibleName() == "스크래치 84 %"


def test_that_a_bar_tells_role_threshold_similarity_and_prompt_on_hover(
    panel: ScorePanel,
) -> None:
    _show(panel, make_inspection(make_finding()))
    hint = _bars(panel)[0].toolTip()
    for words in ("불량", "기준 80 %", "유사도 0.310", "a photo of a scratched surface"):
        assert words in hint
    assert "판정에 쓰이지 않음" in _bars(panel)[1].toolTip()


def test_that_the_similarity_is_painted_under_the_pointer_only(panel: ScorePanel) -> None:
    _show(panel, make_inspection(make_finding()))
    bar = _bars(panel)[0]
    plain = bar.grab().toImage()
    assert not bar.tells_more
    bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert bar.tells_more
    assert bar.grab().toImage() != plain
    bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    assert bar.grab().toImage() == plain


def test_that_the_similarity_is_reached_with_tab_and_arrow_keys(
    panel: ScorePanel, qtbot: QtBot
) -> None:
    _show(panel, make_inspection(make_finding()))
    bars = _bars(panel)
    stops = [bar for bar in bars if bar.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == bars[:1]
    panel.activateWindow()
    bars[0].setFocus()
    qtbot.waitUntil(bars[0].hasFocus)
    for key, before, place in [
        (Qt.Key.Key_Down, 0, 1),
        (Qt.Key.Key_Down, 1, 2),
        (Qt.Key.Key_Up, 2, 1),
    ]:
        QTest.keyClick(bars[before], key)
        assert [bar.tells_more for bar in bars] == [at == place for at in range(len(bars))]


def test_that_the_arrow_keys_end_at_the_first_and_the_last_bar(
    panel: ScorePanel, qtbot: QtBot
) -> None:
    _show(panel, make_inspection(make_finding()))
    _show(panel, make_inspection(make_finding(scores=make_finding().scores[:2])))
    first, last = _bars(panel)
    panel.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Up)
    assert first.hasFocus()
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Down)  # the bars below are hidden
    assert last.hasFocus()


def test_that_only_the_winning_prompt_takes_a_line(panel: ScorePanel) -> None:
    _show(panel, make_inspection(make_finding()))
    assert [bar.has_second_line() for bar in _bars(panel)] == [True, False, False, False]


def test_that_fewer_labels_leave_no_old_bars(panel: ScorePanel) -> None:
    _show(panel, make_inspection(make_finding()))
    _show(panel, make_inspection(make_finding(scores=make_finding().scores[:2])))
    assert [bar.row.id for bar in _bars(panel)] == ["scratch", "good"]


def test_that_the_anomaly_is_told_in_limits(panel: ScorePanel) -> None:
    _show(panel, make_inspection(make_finding()))
    bar = panel.findChild(AnomalyBar)
    assert isinstance(bar, AnomalyBar)
    assert bar.figure() == "한계값의 1.8배"
    assert "한계값 초과" in bar.accessibleDescription()
    _show(panel, make_inspection(make_finding(anomaly=AnomalyScore(0.2, 0.24))))
    assert "한계값 이내" in bar.accessibleDescription()


def test_that_missing_references_say_what_to_do(panel: ScorePanel) -> None:
    _show(panel, make_inspection(make_finding(anomaly=AnomalyScore())))
    bar = panel.findChild(AnomalyBar)
    assert isinstance(bar, AnomalyBar)
    assert bar.figure() == ""
    assert "양품 기준 이미지를 등록" in bar.toolTip()


def test_that_labels_that_cannot_be_scored_say_to_teach(panel: ScorePanel) -> None:
    _show(panel, make_inspection(make_finding(Outcome.HOLD, scores=())))
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert any("예시를 4개씩 등록" in words for words in said)
    _show(panel, make_inspection(make_finding()))
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert not any("예시를 4개씩 등록" in words for words in said)


def test_that_an_unreadable_image_has_a_reason_and_no_bars(panel: ScorePanel) -> None:
    _show(panel, make_inspection())
    card = panel.findChild(OutcomeCard)
    assert isinstance(card, OutcomeCard)
    assert card.outcome is Outcome.HOLD
    assert "읽을 수 없는" in card.reason
    assert _bars(panel) == []


def test_that_work_and_failure_are_said(panel: ScorePanel) -> None:
    panel.set_working(True)
    assert _empty_words(panel) == ("채점 중…", "")
    panel.show_failure("디스크를 읽을 수 없습니다.")
    assert _empty_words(panel) == ("채점하지 못했습니다", "디스크를 읽을 수 없습니다.")
    _show(panel, make_inspection(make_finding()))
    assert _empty_words(panel) is None


def test_that_a_failure_hides_the_scores_of_another_image(panel: ScorePanel) -> None:
    _show(panel, make_inspection(make_finding()))
    panel.show_failure("파일이 없습니다.")
    assert _bars(panel) == []


def test_that_another_finding_can_be_chosen(panel: ScorePanel, qtbot: QtBot) -> None:
    other = make_finding(Outcome.OK, scores=make_finding().scores[2:])
    _show(panel, make_inspection(make_finding(), other))
    selector = panel.findChild(QComboBox)
    assert isinstance(selector, QComboBox)
    assert selector.isVisible()
    assert [selector.itemText(n) for n in range(2)] == ["1. 스크래치 84 %", "2. 그림자 8 %"]
    with qtbot.waitSignal(panel.finding_selected) as caught:
        selector.setCurrentIndex(1)
        selector.activated.emit(1)
    assert caught.args == [1]
    assert panel.selected == 1
    assert [bar.row.id for bar in _bars(panel)] == ["shadow", "dent"]
    card = panel.findChild(OutcomeCard)
    assert isinstance(card, OutcomeCard)
    assert card.outcome is Outcome.NG, "the outcome of the image stays"


def test_that_a_single_finding_needs_no_selector(panel: ScorePanel) -> None:
    _show(panel, make_inspection(make_finding()))
    selector = panel.findChild(QComboBox)
    assert isinstance(selector, QComboBox)
    assert not selector.isVisible()


def test_that_the_language_changes_at_once(panel: ScorePanel, looks: QApplication) -> None:
    _show(panel, make_inspection(make_finding()))
    translation.install(looks, "en")
    QApplication.processEvents()
    assert _bars(panel)[0].row.name == "scratch"
    assert "threshold 80 %" in _bars(panel)[0].toolTip()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("percent", [100, 125, 200])
def test_that_all_words_fit_into_a_narrow_dock(
    panel: ScorePanel, looks: QApplication, language: Language, percent: int
) -> None:
    translation.install(looks, language)
    theme.apply_text_size(looks, percent)
    for inspection in (
        make_inspection(make_finding(Outcome.HOLD), make_finding(Outcome.OK)),
        make_inspection(make_finding(Outcome.HOLD, scores=())),
        make_inspection(),
    ):
        _show(panel, inspection)
        assert words_without_room(panel) == []
        area = panel.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        assert sticking_out(area.viewport()) == []


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_that_the_panel_looks_as_before(
    panel: ScorePanel,
    looks: QApplication,
    tmp_path: Path,
    *,
    language: Language,
    choice: ThemeChoice,
    outcome: Outcome,
) -> None:
    translation.install(looks, language)
    theme.apply_theme(looks, choice)
    panel.resize(320, 420)
    anomaly = AnomalyScore(0.2 if outcome is Outcome.OK else 0.43, 0.24)
    _show(panel, make_inspection(make_finding(outcome, anomaly=anomaly)))
    name = f"scores/{outcome.value.lower()}-{language}-{choice}"
    compare_with_snapshot(panel, name, tmp_path)


def test_that_weak_proposals_ask_for_examples_and_have_no_threshold(panel: ScorePanel) -> None:
    proposed = (
        CategoryScore("scratch", Role.DEFECT, 0.4, is_proposal=True),
        CategoryScore("dent", Role.DEFECT, 0.2, is_proposal=True),
    )
    _show(panel, make_inspection(make_finding(Outcome.HOLD, scores=proposed)))
    lines = [line.words for line in panel.findChildren(MessageLine) if line.isVisible()]
    assert any("외관만으로 본 참고 유형" in words for words in lines)
    assert [bar.row.threshold for bar in _bars(panel)] == [None, None]
    _show(panel, make_inspection(make_finding()))
    lines = [line.words for line in panel.findChildren(MessageLine) if line.isVisible()]
    assert not any("참고 유형" in words for words in lines)
