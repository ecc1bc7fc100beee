from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from core.describe.questions import QuestionId
from core.domain.categories import CategorySet
from core.domain.inspections import ModelInfo
from core.domain.korean import KoreanOrigin, KoreanStrategy
from core.domain.measurements import Measurement, Zone
from core.domain.regions import BoxPx
from core.services.requests import SpokenAnswer
from tests.ui.fitting import sticking_out, words_without_room
from tests.ui.inspections import make_finding
from ui import theme
from ui.i18n import translation
from ui.widgets.description.ask import AskBox

MODEL = ModelInfo("starter", "f" * 64, "float32", role="vqa")
VIEW = BoxPx(0, 0, 10, 10)
WHERE = SpokenAnswer(
    "place", "where is it?", "lower right", "우측 하단에 있습니다", "centre", VIEW, MODEL
)
FREE = SpokenAnswer(None, "who are you?", "a cat", None, "a cat", VIEW, MODEL)


@pytest.fixture
def box(qtbot: QtBot) -> AskBox:
    made = AskBox()
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    return made


def _button(box: AskBox, words: str) -> QToolButton:
    found = next(b for b in box.findChildren(QToolButton) if b.accessibleName() == words)
    assert isinstance(found, QToolButton)
    return found


def _line(box: AskBox) -> QLineEdit:
    found = box.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def test_that_every_known_question_has_a_button_in_korean(qtbot: QtBot, box: AskBox) -> None:
    for button in box.findChildren(QToolButton):
        if button.text():
            with qtbot.waitSignal(box.asked) as blocker:
                button.click()
            assert blocker.args is not None
            assert blocker.args[0] in {question.value for question in QuestionId}
            assert button.text().endswith("?")
    assert _button(box, "어디에 있나요?").isVisible()


def test_that_own_words_are_asked_with_enter_and_with_the_button(qtbot: QtBot, box: AskBox) -> None:
    QTest.keyClicks(_line(box), "  where?  ")
    with qtbot.waitSignal(box.asked) as blocker:
        QTest.keyClick(_line(box), Qt.Key.Key_Return)
    assert blocker.args == ["where?"]
    with qtbot.waitSignal(box.asked):
        _button(box, "묻기").click()


def test_that_nothing_is_asked_without_words(qtbot: QtBot, box: AskBox) -> None:
    with qtbot.assertNotEmitted(box.asked):
        QTest.keyClick(_line(box), Qt.Key.Key_Return)


def test_that_an_answer_stands_in_the_language_of_the_window(box: AskBox) -> None:
    box.show_answer(WHERE)
    assert box.answer_text == "어디에 있나요?\n우측 하단에 있습니다"
    translation.install(_app(), "en")
    _app().processEvents()
    assert box.answer_text == "Where is it?\nLower right"


def test_that_an_answer_without_korean_says_so(box: AskBox) -> None:
    box.show_answer(FREE)
    assert box.answer_text == "Who are you?\nA cat (영어만)"


def test_that_waiting_and_problems_replace_the_answer(box: AskBox) -> None:
    box.show_answer(WHERE)
    box.set_waiting()
    assert box.answer_text == "모델이 보는 중…"
    box.show_problem("모르는 질문입니다")
    assert (box.answer_text, box.problem_text) == ("", "모르는 질문입니다")
    box.show_answer(WHERE)
    assert box.problem_text == ""
    box.clear()
    assert box.answer_text == ""


@pytest.mark.parametrize("percent", [100, 125, 200])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_that_the_words_fit(qtbot: QtBot, language: str, percent: int) -> None:
    theme.apply_text_size(_app(), percent)
    translation.install(_app(), "ko" if language == "ko" else "en")
    box = AskBox()
    qtbot.addWidget(box)
    box.show_answer(WHERE)
    box.resize(3 * percent, 10 * percent)
    box.show()
    assert words_without_room(box) == []
    assert sticking_out(box) == []


def test_that_an_answer_that_is_not_so_is_underlined_and_explained(box: AskBox) -> None:
    translation.install(_app(), "ko")
    measured = Measurement(zone=Zone.TOP_LEFT, zones=(Zone.TOP_LEFT,))
    box.show_finding(replace(make_finding(), measurement=measured), CategorySet(()))
    box.show_answer(WHERE)
    assert "우측 하단 [!]에 있습니다" in box.answer_text
    assert "측정값은 좌측 상단입니다" in box.answer_text
    shown = next(label.text() for label in box.findChildren(QLabel) if "<u" in label.text())
    assert ">우측 하단</u>" in shown


def test_that_words_typed_by_a_person_are_no_markup(box: AskBox) -> None:
    box.show_answer(replace(FREE, question="<b>who</b>?"))
    shown = next(label.text() for label in box.findChildren(QLabel) if "who" in label.text())
    assert "&lt;b&gt;" in shown


def test_that_an_answer_put_into_korean_says_how_and_what_got_lost(box: AskBox) -> None:
    origin = KoreanOrigin(KoreanStrategy.TRANSLATOR, "opus-mt", lost=("찍힘",))
    box.show_answer(replace(FREE, en="a cat on a dent", ko="고양이", korean=origin))
    assert "고양이 [!] (한국어: 번역 모델 opus-mt)" in box.answer_text
    assert "'찍힘'" in box.answer_text
