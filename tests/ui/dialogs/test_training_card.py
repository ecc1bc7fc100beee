"""Training cards: the chosen category in the current language, with real cases when they come."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from core.dataset.defect_book import load_defect_book
from core.describe.knowledge import load_knowledge
from core.domain.measurements import Measurement
from core.domain.suggestions import Process
from core.texts.language import Language
from core.texts.program_folder import resources_dir
from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak, unnamed
from ui.dialogs.training_card import TrainingCardDialog

CASES = [Measurement(length_px=length, outline_trust=0.9) for length in (50.0, 60.0, 90.0)]


@pytest.fixture
def dialog(qtbot: QtBot) -> TrainingCardDialog:
    made = TrainingCardDialog(
        load_defect_book(resources_dir() / "defect_book.toml"),
        load_knowledge(resources_dir() / "knowledge.toml"),
        Process.MACHINING,
    )
    qtbot.addWidget(made)
    settle(qtbot, made)
    return made


def _box(dialog: TrainingCardDialog) -> QComboBox:
    box = dialog.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    return box


def test_that_the_card_of_a_category_is_shown_and_its_cases_asked_for(
    dialog: TrainingCardDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.category_chosen) as asked:
        dialog.choose("crack")
    assert asked.args == ["crack"]
    assert dialog.text.startswith("균열\n")
    assert "[기계 가공]" in dialog.text
    assert "[사출 성형]" not in dialog.text


@pytest.mark.parametrize("category_id", ["scratch", "crack"])
def test_that_cases_are_asked_for_once(dialog: TrainingCardDialog, category_id: str) -> None:
    asked: list[str] = []
    dialog.category_chosen.connect(asked.append)
    dialog.choose(category_id)
    assert asked == [category_id]


def test_that_an_unknown_category_shows_the_first_card(dialog: TrainingCardDialog) -> None:
    dialog.choose("burr")
    assert dialog.category_id == "scratch"
    dialog.choose("")
    assert dialog.text.startswith("스크래치\n")


def test_that_another_category_is_chosen_in_the_list(
    dialog: TrainingCardDialog, qtbot: QtBot
) -> None:
    box = _box(dialog)
    with qtbot.waitSignal(dialog.category_chosen) as asked:
        box.setCurrentIndex(box.findData("dent"))
    assert asked.args == ["dent"]
    assert dialog.text.startswith("찍힘\n")


def test_that_cases_are_added_to_their_own_card_only(dialog: TrainingCardDialog) -> None:
    dialog.choose("dent")
    dialog.show_cases("scratch", CASES)
    assert "길이: 60 px" not in dialog.text
    dialog.choose("scratch")
    assert "길이: 60 px(50~90 px)" in dialog.text


def test_that_the_card_follows_the_language_and_keeps_its_category(
    dialog: TrainingCardDialog,
) -> None:
    dialog.choose("dent")
    speak("en")
    assert dialog.category_id == "dent"
    assert dialog.text.startswith("Dent\n")
    assert _box(dialog).currentText() == "dent"
    assert dialog.windowTitle() == "Training cards"


def test_that_the_text_of_the_card_can_be_copied(dialog: TrainingCardDialog) -> None:
    dialog.choose("scratch")
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "복사").click()
    assert QGuiApplication.clipboard().text() == dialog.text


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit(
    dialog: TrainingCardDialog, qtbot: QtBot, language: Language, percent: int
) -> None:
    speak(language, percent)
    settle(qtbot, dialog)
    assert cut_off(dialog) == []
    assert unnamed(dialog) == []
