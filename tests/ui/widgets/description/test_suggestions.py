"""Suggestions in the description pane: under their heading, marked, apart from what was found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QFont, QTextBlock
from PySide6.QtWidgets import QComboBox, QTextEdit
from pytestqt.qtbot import QtBot

from core.domain.suggestions import Suggestion, Words
from tests.ui.inspections import CATEGORIES, make_finding, make_inspection
from ui.widgets.description.pane import DescriptionPane, Length, View

TOOL = Suggestion(
    id="tool",
    cause=Words("공구의 마모", "a worn tool"),
    checks=(Words("날끝", "the cutting edge"),),
    actions=(Words("인서트 교환", "change the insert"),),
    why=(Words("길쭉한 모양(장단비 9.0)", "its long shape (elongation 9.0)"),),
)
TRAY = replace(TOOL, id="tray", cause=Words("적재 방법", "the way of stacking"), why=())
HEADING = "추정 원인 · 권장 조치(제안)"


@pytest.fixture
def pane(qtbot: QtBot) -> DescriptionPane:
    made = DescriptionPane()
    qtbot.addWidget(made)
    made.resize(280, 400)
    made.show()
    finding = replace(make_finding(), suggestions=(TOOL, TRAY))
    made.show_inspection(make_inspection(finding, make_finding()), CATEGORIES)
    return made


def _choose(pane: DescriptionPane, length: Length) -> None:
    box = pane.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(length))


def _blocks(pane: DescriptionPane) -> list[QTextBlock]:
    text = pane.findChild(QTextEdit)
    assert isinstance(text, QTextEdit)
    document = text.document()
    return [document.findBlockByNumber(number) for number in range(document.blockCount())]


def test_that_suggestions_stand_under_their_heading_below_what_was_found(
    pane: DescriptionPane,
) -> None:
    assert pane.shown_text() == (
        f"보통 설명 84 %\n\n{HEADING}\n"
        "1. 공구의 마모로 추정됩니다.\n근거: 길쭉한 모양(장단비 9.0)\n확인: 날끝\n"
        "조치: 인서트 교환\n"
        "2. 흔한 원인은 적재 방법이며 확인이 필요합니다(측정값 근거 없음).\n확인: 날끝\n"
        "조치: 인서트 교환"
    )
    pane.set_view(View.EN)
    assert "Probable cause · recommended action (suggestion)\n1. Probably a worn tool." in (
        pane.shown_text()
    )


def test_that_a_short_description_has_no_suggestions(pane: DescriptionPane) -> None:
    _choose(pane, Length.SHORT)
    assert pane.shown_text() == "짧은 설명"


def test_that_a_report_which_names_the_first_cause_lists_the_others(pane: DescriptionPane) -> None:
    _choose(pane, Length.REPORT)
    assert f"{HEADING}\n2. 흔한 원인은 적재 방법이며" in pane.shown_text()
    assert "공구의 마모" not in pane.shown_text()


def test_that_a_finding_without_suggestions_has_no_heading(pane: DescriptionPane) -> None:
    pane.select_finding(1)
    assert pane.shown_text() == "보통 설명 84 %"
    assert pane.view is View.KO


def test_that_the_heading_is_bold_and_what_belongs_to_a_cause_stands_to_the_right(
    pane: DescriptionPane,
) -> None:
    blocks = {block.text(): block for block in _blocks(pane)}
    heading = blocks[HEADING].begin().fragment().charFormat()
    assert heading.fontWeight() == QFont.Weight.Bold
    first = blocks["1. 공구의 마모로 추정됩니다."]
    assert first.begin().fragment().charFormat().fontWeight() != QFont.Weight.Bold
    assert first.blockFormat().leftMargin() == 0
    assert blocks["확인: 날끝"].blockFormat().leftMargin() > 0
