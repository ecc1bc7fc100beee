from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.texts.language import Language
from tests.ui.fitting import settle, sticking_out, words_without_room
from ui import theme
from ui.i18n import translation
from ui.models.entry_filter import EntryFilter
from ui.widgets.browser.header import BrowserHeader
from ui.widgets.browser.words import BrowserWords

COUNTS = {
    EntryFilter.ALL: 48_210,
    EntryFilter.NG: 1_733,
    EntryFilter.HOLD: 12_094,
    EntryFilter.OK: 30_000,
    EntryFilter.NOT_SEEN: 4_383,
}
SCALE = {100: 220, 125: 290, 200: 340}
"""Width of the browser in a window of 1280 px at each text size."""


@pytest.fixture
def header(qtbot: QtBot) -> BrowserHeader:
    shown = BrowserHeader(BrowserWords())
    qtbot.addWidget(shown)
    shown.resize(220, 200)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("percent", sorted(SCALE))
def test_that_all_counts_fit_at_every_text_size(
    header: BrowserHeader, looks: QApplication, language: Language, percent: int
) -> None:
    translation.install(looks, language)
    theme.apply_text_size(looks, percent)
    header.resize(SCALE[percent], 400)
    header.show_folder(Path("/검사/2026-11-23 주간 라인 2 브래킷 전수"))
    header.show_counts(COUNTS)
    settle()
    assert words_without_room(header) == []
    assert sticking_out(header) == []


def test_that_a_count_is_never_parted_from_its_word(header: BrowserHeader) -> None:
    header.show_folder(Path("/검사"))
    header.show_counts(COUNTS)
    assert header.words[1].startswith("이미지 48,210장 · 불합격 1,733 · 보류 12,094")
    line = next(each for each in header.findChildren(QLabel) if "48,210" in each.text())
    assert "불합격 1,733" not in line.text()  # the space is one that no line breaks at


def test_that_the_list_below_does_not_jump_while_images_are_counted(
    header: BrowserHeader,
) -> None:
    header.show_folder(Path("/검사"))
    header.show_counts(COUNTS)
    settle()
    high = header.sizeHint().height()
    header.show_counts({EntryFilter.ALL: 3, EntryFilter.NG: 3})
    settle()
    assert header.sizeHint().height() == high
    header.show_folder(Path("/다른 폴더"))
    header.show_counts({EntryFilter.ALL: 3, EntryFilter.NG: 3})
    settle()
    assert header.sizeHint().height() < high
