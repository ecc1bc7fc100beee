from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot
from typing_extensions import override

from core.texts.language import Language
from ui.i18n import translation, update


def _messages(name: str) -> list[tuple[str, str]]:
    root = ET.parse(update.FOLDER / name).getroot()  # noqa: S314 - our own file
    return [
        (message.findtext("source", ""), message.findtext("translation", ""))
        for message in root.iter("message")
        if message.get("numerus") != "yes"
    ]


def test_that_the_translation_files_match_the_sources(tmp_path: Path) -> None:
    update.copy_sources(tmp_path)
    update.update(tmp_path)
    for name in ("ko.ts", "en.ts", "ko.qm", "en.qm"):
        now, fresh = (update.FOLDER / name).read_bytes(), (tmp_path / name).read_bytes()
        assert now == fresh, f"{name} is old: run python -m ui.i18n.update"


def test_that_everything_is_said_in_korean() -> None:
    assert update.unfinished(update.FOLDER / "ko.ts") == ()


def test_that_a_translation_has_the_same_places_for_values() -> None:
    for source, translated in _messages("ko.ts"):
        if translated:
            places = [{n for _, n, _, _ in Formatter().parse(t) if n is not None}
                      for t in (source, translated)]  # fmt: skip
            assert places[0] == places[1], source


def test_that_a_missing_translation_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "ko.ts"
    file.write_text(
        "<TS><context><name>Window</name><message><source>Stop</source>"
        '<translation type="unfinished"></translation></message></context></TS>',
        encoding="utf-8",
    )
    assert update.unfinished(file) == (update.Unfinished("Window", "Stop"),)
    update.put_words(file, {"Window": {"Stop": "중지"}})
    assert update.unfinished(file) == ()
    assert "중지" in file.read_text(encoding="utf-8")


def test_that_one_thing_has_one_korean_name() -> None:
    other_names = {
        "제품 번호": "부품 번호 (part id) or 품번 (product)",
        "작업대": "스테이션",
        "비고": "메모",
        "작업자": "검사자",
        "재촬상": "재촬영",
    }
    said = {translated for _, translated in _messages("ko.ts")}
    found = {name: words for name, words in other_names.items() if any(name in t for t in said)}
    assert found == {}


def test_that_a_running_window_keeps_the_words_it_has_open(tmp_path: Path) -> None:
    update.copy_sources(tmp_path)
    update.update(tmp_path)
    words = tmp_path / "ko.qm"
    with words.open("rb") as held:
        before = held.read()
        words.with_suffix(".ts").write_text("<TS></TS>", encoding="utf-8")
        update.release(words.with_suffix(".ts"))
        held.seek(0)
        assert held.read() == before
    assert words.read_bytes() != before
    assert not list(tmp_path.glob(".qm-*"))


class _Label(QLabel):
    """A widget of the usual kind."""

    def __init__(self) -> None:
        super().__init__()
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(QApplication.translate("MainWindow", "History"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()


def test_that_widgets_change_their_language_while_the_program_runs(
    looks: QApplication, qtbot: QtBot
) -> None:
    label = _Label()
    qtbot.addWidget(label)
    assert label.text() == "이력"
    translation.install(looks, "en")
    qtbot.waitUntil(lambda: label.text() == "History")
    translation.install(looks, "ko")
    qtbot.waitUntil(lambda: label.text() == "이력")


@pytest.mark.parametrize(("language", "word"), [("ko", "취소"), ("en", "Cancel")])
def test_that_the_words_of_qt_follow(
    looks: QApplication, qtbot: QtBot, language: Language, word: str
) -> None:
    translation.install(looks, language)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == word
    assert translation.current_language() == language
    spoken = {"ko": QLocale.Language.Korean, "en": QLocale.Language.English}
    assert QLocale().language() == spoken[language]
