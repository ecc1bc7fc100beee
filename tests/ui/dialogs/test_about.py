"""About, and the quick guide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from core.domain.version import APP_VERSION
from core.texts.program_folder import program_dir
from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak, unnamed
from ui.dialogs.about import AboutDialog, Notice, read_notices
from ui.dialogs.quick_guide import QuickGuideDialog, read_guide

if TYPE_CHECKING:
    from core.texts.language import Language

_KEY_ROW = re.compile(r"^\| (?P<keys>.+?) \| .+ \|$", re.MULTILINE)


def make_about(qtbot: QtBot) -> AboutDialog:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.show_notices(read_notices())
    settle(qtbot, dialog)
    return dialog


def make_guide(qtbot: QtBot) -> QuickGuideDialog:
    dialog = QuickGuideDialog()
    qtbot.addWidget(dialog)
    dialog.show_guide(read_guide())
    settle(qtbot, dialog)
    return dialog


def test_that_notice_and_licence_of_the_program_are_read() -> None:
    notices = {notice.title: notice.text for notice in read_notices()}
    assert notices["NOTICE"] == (program_dir() / "NOTICE").read_text(encoding="utf-8")
    assert "Apache License" in (notices["LICENSE"] or "")
    assert "Open Font License" in (notices["Nanum Gothic: OFL"] or "").title()


def test_that_every_notice_has_its_page(qtbot: QtBot) -> None:
    dialog = make_about(qtbot)
    (tabs,) = dialog.findChildren(QTabWidget)
    titles = [tabs.tabText(at) for at in range(tabs.count())]
    assert titles == [notice.title for notice in read_notices()]


def test_that_a_missing_notice_is_said(qtbot: QtBot) -> None:
    dialog = make_about(qtbot)
    dialog.show_notices([Notice("NOTICE", None)])
    (page,) = [one for one in dialog.findChildren(QPlainTextEdit) if one.isVisible()]
    assert page.toPlainText() == "이 파일이 없습니다. 프로그램을 다시 설치하세요."


def test_that_the_version_can_be_copied(qtbot: QtBot) -> None:
    dialog = make_about(qtbot)
    (copy,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "버전 복사"]
    copy.click()
    assert QGuiApplication.clipboard().text() == f"DefectScribe {APP_VERSION}"


def test_that_the_guide_is_in_the_current_language(qtbot: QtBot) -> None:
    dialog = make_guide(qtbot)
    assert dialog.text.startswith("빠른 안내")
    speak("en")
    assert dialog.text.startswith("Quick guide")
    assert "**" not in dialog.text
    assert "| ---" not in dialog.text


def test_that_both_guides_list_as_many_keys_in_the_same_order() -> None:
    texts = read_guide()
    ko, en = ([row["keys"] for row in _KEY_ROW.finditer(texts[lang])] for lang in ("ko", "en"))
    assert len(ko) == len(en)
    plain = [key for key in en if "+" in key or "," in key]
    assert [key for key in ko if "+" in key or "," in key] == plain
    assert {"O, N, H", "Space", "Ctrl+Z", "D, A", "Shift+D", "F1"} <= set(ko)


def test_that_the_guide_follows_the_text_size(qtbot: QtBot) -> None:
    dialog = make_guide(qtbot)
    speak("ko", 200)
    settle(qtbot, dialog)
    assert dialog.document_font.pointSizeF() == pytest.approx(dialog.font().pointSizeF())


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit(qtbot: QtBot, language: Language, percent: int) -> None:
    speak(language, percent)
    for dialog in (make_about(qtbot), make_guide(qtbot)):
        assert cut_off(dialog) == []
        assert unnamed(dialog) == []
