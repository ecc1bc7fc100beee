from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from core.texts.language import Language
from tests.core.records.builders import exchange
from tests.ui.fitting import sticking_out
from tests.ui.inspections import CATEGORIES, make_finding, make_inspection
from ui import theme
from ui.i18n import translation
from ui.widgets.description.exchange_card import ExchangeCard, ShownExchange
from ui.widgets.description.explain import Busy, ExplainBox
from ui.widgets.description.foot import CaptionerState, Page
from ui.widgets.description.pane import DescriptionPane, View

WHEN = datetime(2026, 11, 24, 9, 30)  # noqa: DTZ001 - as a station's clock shows it
SAID = ShownExchange(exchange(), WHEN, "김하늘")


@pytest.fixture
def box(qtbot: QtBot) -> ExplainBox:
    made = ExplainBox()
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show_model("라바")
    made.show()
    return made


def _line(box: ExplainBox) -> QLineEdit:
    found = box.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def _shown(box: ExplainBox) -> str:
    labels = box.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def _stop(box: ExplainBox) -> QPushButton:
    found = box.findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def _suggested(box: ExplainBox) -> list[QToolButton]:
    return [button for button in box.findChildren(QToolButton) if button.text()]


def test_that_the_offered_questions_are_asked_in_whole_sentences(box: ExplainBox) -> None:
    asked: list[str] = []
    box.asked.connect(asked.append)
    for button in _suggested(box):
        button.click()
    assert asked == [
        "원인은 무엇으로 추정됩니까?",
        "어떤 조치가 필요하고, 무엇을 먼저 확인해야 합니까?",
        "신입 작업자에게 이 결함을 쉬운 말로 설명해 주십시오.",
    ]


def test_that_own_words_are_asked_by_enter_and_empty_ones_are_not(box: ExplainBox) -> None:
    asked: list[str] = []
    box.asked.connect(asked.append)
    for words in ("  ", " 왜 어둡습니까? "):
        _line(box).setText(words)
        QTest.keyClick(_line(box), Qt.Key.Key_Return)
    assert asked == ["왜 어둡습니까?"]


def test_that_one_question_is_asked_at_a_time_and_can_be_stopped(
    qtbot: QtBot, box: ExplainBox
) -> None:
    assert not _stop(box).isVisible()
    box.show_question("원인은?", Busy.QUEUE)
    assert "기다리는 중" in box.waiting_text
    assert not _line(box).isEnabled()
    assert not any(button.isVisible() for button in _suggested(box))
    box.show_text("This was")
    assert "아직 확인 전" in box.waiting_text
    with qtbot.waitSignal(box.stop_wanted):
        _stop(box).click()
    box.end_answer(question="원인은?")
    assert _line(box).text() == "원인은?"
    assert _line(box).isEnabled()
    assert box.waiting_text == ""


def test_that_an_answer_shows_marks_origin_and_who_asked(box: ExplainBox) -> None:
    box.show_conversation((SAID,))
    shown = box.conversation_text
    for words in (
        *("원인은 무엇으로 추정됩니까?", "좌측 하단 [!]의", "! 좌측 하단이라고 함"),
        *("내 라바(미검증)", "한국어: 번역 모델 opus-mt", "2026-11-24 09:30", "김하늘"),
    ):
        assert words in shown
    underlined = [label.text() for label in box.findChildren(QLabel) if "<u " in label.text()]
    assert len(underlined) == 1
    assert ">좌측 하단</u>" in underlined[0]


def test_that_a_stopped_answer_says_so(box: ExplainBox) -> None:
    box.show_conversation((replace(SAID, exchange=replace(exchange(), is_stopped=True)),))
    assert "끝나기 전에 중단했습니다." in box.conversation_text


def test_that_markup_of_a_model_is_shown_as_it_is(box: ExplainBox) -> None:
    made = replace(exchange("<b>?</b>"), text="<img src=x> 3 < 4", contradictions=())
    box.show_conversation((ShownExchange(made, WHEN),))
    labels = [label.text() for label in box.findChildren(QLabel)]
    assert "&lt;img src=x&gt; 3 &lt; 4" in labels
    assert "<b>?</b>" in box.conversation_text
    card = box.findChild(ExchangeCard)
    assert isinstance(card, ExchangeCard)
    # Whatever reads a window aloud takes it for plain text.
    assert card.accessibleName() == "<b>?</b>"
    assert card.accessibleDescription() == "<img src=x> 3 < 4"


def test_that_an_answer_being_written_follows_the_theme(
    box: ExplainBox, looks: QApplication, qtbot: QtBot
) -> None:
    theme.apply_theme(looks, "light")
    box.show_question("왜?", Busy.THINKING)
    box.show_text("긁힌 자국은")
    label = next(one for one in box.findChildren(QLabel) if one.text() == "긁힌 자국은")
    theme.apply_theme(looks, "dark")
    try:
        # The window is told of the new palette a turn later.
        qtbot.waitUntil(
            lambda: label.palette().color(label.foregroundRole()) == theme.colors().muted
        )
    finally:
        theme.apply_theme(looks, "light")


def test_that_without_a_model_nothing_can_be_asked_and_the_past_is_shown(box: ExplainBox) -> None:
    box.show_conversation((SAID,))
    box.show_missing("LLaVA 모델 폴더를 models에 넣으십시오.")
    assert "models" in box.problem_text
    assert not _line(box).isEnabled()
    assert not any(button.isVisible() for button in _suggested(box))
    assert "클램프" in box.conversation_text
    box.show_model("라바")
    assert box.problem_text == ""
    assert _line(box).isEnabled()


def test_that_a_model_that_knows_english_only_is_named_so(box: ExplainBox) -> None:
    assert "영어" not in _line(box).placeholderText()
    box.show_model("라바", understands_korean=False)
    assert "영어" in _line(box).placeholderText()
    assert "라바: 한국어를 이해하지 못할 수 있습니다. 영어로 질문" in _shown(box)
    box.show_model("라바", understands_korean=False, translator="opus-ko-en")
    assert "영어" not in _line(box).placeholderText()
    assert "opus-ko-en 모델이 질문을 영어로 옮깁니다" in _shown(box)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    translation.install(app, "en")
    assert "understand Korean" not in _shown(box)
    translation.install(app, "ko")
    box.show_model("라바", understands_korean=True)
    assert "한국어" not in _shown(box)


def test_that_a_card_says_what_the_model_was_asked_where_that_was_put_otherwise(
    box: ExplainBox,
) -> None:
    assert "모델에게 한 질문" not in ExchangeCard(SAID).text
    translated = replace(SAID, exchange=replace(SAID.exchange, asked="Why is it dark?"))
    box.show_conversation([translated])
    assert "모델에게 한 질문: Why is it dark?" in box.conversation_text


def test_that_a_conversation_stays_open_when_the_language_changes(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    pane = DescriptionPane()
    qtbot.addWidget(pane)
    pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
    pane.show()
    next(b for b in pane.foot.findChildren(QToolButton) if b.text() == "대화").click()
    translation.install(app, "en")
    try:
        qtbot.waitUntil(lambda: pane.view is View.EN)
        assert pane.foot.page is Page.EXPLAIN
    finally:
        translation.install(app, "ko")


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("percent", [100, 200])
def test_that_nothing_sticks_out_of_a_narrow_pane(
    qtbot: QtBot, lang: Language, percent: int
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    translation.install(app, lang)
    theme.apply_text_size(app, percent)
    try:
        pane = DescriptionPane()
        qtbot.addWidget(pane)
        pane.resize(300 * percent // 100, 320)
        pane.show_inspection(make_inspection(make_finding()), CATEGORIES)
        pane.show_captioner(CaptionerState.READY, "starter")
        pane.explain.show_conversation((SAID,))
        pane.explain.show_model("라바")
        pane.show()
        buttons = [b for b in pane.foot.findChildren(QToolButton) if b.isCheckable()]
        pages: list[Page] = []
        pane.foot.page_changed.connect(pages.append)
        buttons[1].click()
        qtbot.wait(20)
        assert sticking_out(pane.foot) == []
        assert pane.shown_text() == pane.explain.conversation_text
        buttons[0].click()
        assert (pages[0], pages[-1]) == (Page.EXPLAIN, Page.ASK)
    finally:
        theme.apply_text_size(app, 100)
        translation.install(app, "ko")
