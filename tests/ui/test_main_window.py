from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox
from pytestqt.qtbot import QtBot

from core.texts.language import Language
from tests.ui.panels_of_words import make_panels
from ui import theme
from ui.i18n import translation
from ui.main_window import MainWindow
from ui.panels import Panels

_BUTTON = Qt.MouseButton.LeftButton


@pytest.fixture
def panels(looks: QApplication) -> Panels:
    return make_panels()


@pytest.fixture
def window(panels: Panels, store: QSettings, qtbot: QtBot) -> MainWindow:
    window = MainWindow(panels, store)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.allow_close())
    window.toolbar.show_products(["default", "예제 커버 플레이트"], "예제 커버 플레이트")
    return window


def _show(window: MainWindow, qtbot: QtBot, width: int = 1280, height: int = 800) -> None:
    window.resize(width, height)
    with qtbot.waitSignal(window.first_painted):
        window.show()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)], ids=["small", "large"])
@pytest.mark.parametrize("percent", [100, 200])
def test_that_everything_fits(
    window: MainWindow,
    panels: Panels,
    qtbot: QtBot,
    looks: QApplication,
    language: Language,
    size: tuple[int, int],
    percent: int,
) -> None:
    translation.install(looks, language)
    theme.apply_text_size(looks, percent)
    _show(window, qtbot, *size)
    qtbot.wait(20)
    assert (window.width(), window.height()) == size
    inside = [panels.browser, panels.canvas, panels.verdict_bar, panels.scores, panels.description]
    for panel in inside:
        corner = panel.mapTo(window, QPoint(panel.width(), panel.height()))
        assert corner.x() <= window.width()
        assert corner.y() <= window.height()
        assert panel.width() > 100
    widest = max(panels.browser.width(), panels.scores.width())
    assert panels.canvas.width() >= 0.4 * window.width() > widest


def test_that_history_and_jobs_are_hidden_at_first_and_share_a_place(
    window: MainWindow, qtbot: QtBot
) -> None:
    _show(window, qtbot)
    docks = window.docks
    assert [dock.isVisible() for dock in docks.all()] == [True, True, True, False, False]
    docks.history.toggleViewAction().trigger()
    docks.jobs.toggleViewAction().trigger()
    assert window.tabifiedDockWidgets(docks.history) == [docks.jobs]


def test_that_the_layout_is_remembered(
    window: MainWindow, store: QSettings, qtbot: QtBot, looks: QApplication
) -> None:
    # The screen of the offscreen platform is 800x800, and a window is kept within the screen.
    _show(window, qtbot, 800, 640)
    window.docks.history.show()
    window.docks.scores.hide()
    window.allow_close()
    again = MainWindow(make_panels(), store)
    qtbot.addWidget(again, before_close_func=lambda shown: shown.allow_close())
    again.show()
    qtbot.waitUntil(again.docks.history.isVisible)
    assert not again.docks.scores.isVisible()
    assert (again.width(), again.height()) == (800, 640)


def test_that_a_layout_that_cannot_be_read_is_passed_over(
    panels: Panels, store: QSettings, qtbot: QtBot
) -> None:
    store.setValue("window/geometry", "nonsense")
    store.setValue("window/state", b"nonsense")
    window = MainWindow(panels, store)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.allow_close())
    _show(window, qtbot)
    assert window.docks.browser.isVisible()


def test_that_the_first_layout_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    _show(window, qtbot)
    window.docks.browser.setFloating(True)
    window.docks.scores.hide()
    window.docks.jobs.show()
    window.actions_.reset_layout.trigger()
    qtbot.wait(20)
    assert [dock.isVisible() for dock in window.docks.all()] == [True, True, True, False, False]
    assert not window.docks.browser.isFloating()
    assert window.dockWidgetArea(window.docks.browser) is Qt.DockWidgetArea.LeftDockWidgetArea


def test_that_all_words_change_while_the_window_is_open(
    window: MainWindow, qtbot: QtBot, looks: QApplication
) -> None:
    _show(window, qtbot)
    korean = _words(window)
    translation.install(looks, "en")
    qtbot.waitUntil(lambda: window.docks.history.windowTitle() == "History")
    english = _words(window)
    translation.install(looks, "ko")
    qtbot.waitUntil(lambda: window.docks.history.windowTitle() == "이력")
    assert _words(window) == korean
    same = {"ROI", "한국어", "English", "100 %", "125 %", "150 %", "200 %"}
    assert {ko for ko, en in zip(korean, english, strict=True) if ko == en} <= same


def _words(window: MainWindow) -> list[str]:
    actions = [window.actions_.open_folder, window.actions_.roi, window.actions_.inspect]
    docks = [dock.windowTitle() for dock in window.docks.all()]
    menus = [window.menu(name).title() for name in ("file", "product", "image", "view", "help")]
    return [*(action.text() for action in actions), *docks, *menus]


def test_that_every_action_has_words_and_names_its_shortcut(window: MainWindow) -> None:
    for action in window.actions_.findChildren(QAction):
        assert action.text()
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert keys in action.toolTip()


def test_that_no_shortcut_is_given_twice(window: MainWindow) -> None:
    shortcuts = [
        action.shortcut().toString()
        for action in window.findChildren(QAction)
        if not action.shortcut().isEmpty()
    ]
    assert len(shortcuts) > 8
    assert len(shortcuts) == len(set(shortcuts))


def test_that_every_control_has_a_name_for_screen_readers(window: MainWindow) -> None:
    for button in window.toolbar.findChildren(QAbstractButton):
        if button.objectName() != "qt_toolbar_ext_button":
            assert button.accessibleName() or button.text()
            assert button.toolTip()
    for box in window.toolbar.findChildren(QComboBox):
        assert box.accessibleName()


def test_that_choices_are_told_and_not_carried_out(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.language_chosen) as chosen:
        window.actions_.languages["en"].trigger()
    assert chosen.args == ["en"]
    with qtbot.waitSignal(window.theme_chosen) as chosen:
        window.actions_.themes["dark"].trigger()
    assert chosen.args == ["dark"]
    with qtbot.waitSignal(window.text_size_chosen) as chosen:
        window.actions_.text_sizes[200].trigger()
    assert chosen.args == [200]
    assert translation.current_language() == "ko"
    assert theme.colors() is theme.LIGHT


def test_that_what_holds_is_checked_in_the_menus(window: MainWindow) -> None:
    window.show_choices("en", "dark", 125)
    actions = window.actions_
    assert [action.isChecked() for action in actions.languages.values()] == [False, True]
    assert [action.isChecked() for action in actions.themes.values()] == [False, True, False]
    assert actions.text_sizes[125].isChecked()


def test_that_showing_products_chooses_none(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(window.toolbar.product_chosen):
        window.toolbar.show_products(["a", "b"], "b")
    assert window.toolbar.product == "b"


def test_that_closing_is_asked_for_first(window: MainWindow, qtbot: QtBot) -> None:
    _show(window, qtbot)
    with qtbot.waitSignal(window.close_asked):
        window.close()
    assert window.isVisible()
    window.allow_close()
    assert not window.isVisible()


def test_that_a_dropped_folder_is_told(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "이미지 폴더"
    folder.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, _BUTTON, none)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(window.paths_dropped) as dropped:
        window.dropEvent(QDropEvent(QPointF(5, 5), copy, data, _BUTTON, none))
    assert dropped.args == [(folder,)]


def test_that_the_title_names_what_is_worked_on(window: MainWindow) -> None:
    window.show_subject("커버 플레이트 · 오늘")
    assert window.windowTitle() == "커버 플레이트 · 오늘 — DefectScribe"


def test_that_the_window_tells_of_its_first_paint_once(window: MainWindow, qtbot: QtBot) -> None:
    told: list[bool] = []
    window.first_painted.connect(lambda: told.append(True))
    _show(window, qtbot)
    window.resize(1300, 820)
    window.repaint()
    qtbot.wait(30)
    assert told == [True]
