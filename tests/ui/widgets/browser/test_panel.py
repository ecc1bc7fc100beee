from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome
from tests.ui.browsing import decomposed, done, write_images
from ui.i18n import translation
from ui.models.entry_filter import EntryFilter, EntryOrder
from ui.values import EntryState, SeenState
from ui.widgets.browser.panel import BrowserPanel

Open = Callable[[Path], list[Path]]


def _press(panel: BrowserPanel, key: int, text: str = "", *, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(panel.view, QKeyEvent(QEvent.Type.KeyPress, key, modifier, text))


def test_that_a_and_d_go_through_the_list_and_stop_at_its_ends(
    panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    paths = opened(folder)
    selected: list[Path] = []
    panel.image_selected.connect(selected.append)
    for key in (Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_D, Qt.Key.Key_A):
        _press(panel, key)
    assert selected == [paths[1], paths[2], paths[1]]
    assert panel.select(paths[5])
    assert not panel.select_next()
    assert panel.current_path() == paths[5]


def test_that_the_keys_work_under_a_hangul_input_method(
    panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    paths = opened(folder)
    _press(panel, 0x3147, "ㅇ")
    assert panel.current_path() == paths[1]
    _press(panel, 0x3141, "ㅁ")
    assert panel.current_path() == paths[0]


def test_that_shift_d_goes_to_the_next_image_nobody_has_judged(
    panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    paths = opened(folder)
    for path in paths[:4]:
        panel.set_state(path, done(Outcome.OK, Outcome.OK))
    panel.set_state(paths[4], EntryState(SeenState.UNREADABLE, Outcome.HOLD))
    _press(panel, Qt.Key.Key_D, "D", shift=True)
    assert panel.current_path() == paths[5]
    panel.set_state(paths[5], done(Outcome.OK, Outcome.OK))
    assert not panel.select_next_undecided()
    panel.set_state(paths[1], done(Outcome.NG))
    assert panel.select_next_undecided()
    assert panel.current_path() == paths[1]


def test_that_letters_digits_and_space_are_left_to_the_verdict_keys(
    panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    opened(folder)
    for key, text in ((Qt.Key.Key_N, "n"), (Qt.Key.Key_1, "1"), (Qt.Key.Key_Space, " ")):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        panel.view.keyPressEvent(event)
        assert not event.isAccepted()
    assert not panel.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_that_home_and_end_go_to_the_ends(panel: BrowserPanel, opened: Open, folder: Path) -> None:
    paths = opened(folder)
    _press(panel, Qt.Key.Key_End)
    assert panel.current_path() == paths[-1]
    _press(panel, Qt.Key.Key_Home)
    assert panel.current_path() == paths[0]


def test_that_judging_under_a_filter_keeps_the_image_until_one_goes_on(
    qtbot: QtBot, panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    paths = opened(folder)
    panel.filters.choose_filter(EntryFilter.UNDECIDED)
    selected: list[Path] = []
    panel.image_selected.connect(selected.append)
    panel.set_state(paths[0], done(Outcome.OK, Outcome.OK))
    qtbot.waitUntil(lambda: panel.model.count(EntryFilter.UNDECIDED) == 5)
    qtbot.wait(250)
    assert panel.current_path() == paths[0]
    assert panel.shown_paths() == tuple(paths)
    assert panel.select_next()
    qtbot.waitUntil(lambda: len(panel.shown_paths()) == 5)
    assert selected == [paths[1]]
    assert panel.steps.words == "1 / 5"


def test_that_searching_neither_changes_the_image_nor_loses_it(
    qtbot: QtBot, panel: BrowserPanel, opened: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "b"
    write_images(folder, [decomposed("스크래치.png"), "오염.png", "찍힘.png"])
    opened(folder)
    current = panel.current_path()
    selected: list[Path] = []
    panel.image_selected.connect(selected.append)
    panel.filters.search.setText("오염")
    qtbot.waitUntil(lambda: len(panel.shown_paths()) == 1)
    assert panel.current_path() == current
    assert panel.steps.words == "표시 1장"
    panel.filters.search.setText("스크")
    qtbot.waitUntil(lambda: panel.shown_paths() == (current,))
    assert panel.view.currentIndex().row() == 0
    assert selected == []


def test_that_nothing_found_says_so_and_leads_back(
    qtbot: QtBot, panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    opened(folder)
    panel.filters.search.setText("없는 이름")
    qtbot.waitUntil(panel.empty.isVisible)
    panel.empty.button.click()
    assert len(panel.shown_paths()) == 6
    assert panel.filters.search.text() == ""
    assert panel.view.isVisible()


def test_that_the_worst_come_first_by_suspicion(
    panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    paths = opened(folder)
    panel.set_state(paths[4], done(Outcome.NG, suspicion=1.8))
    panel.set_state(paths[2], done(Outcome.OK, suspicion=0.3))
    panel.filters.choose_order(EntryOrder.SUSPICION)
    assert panel.shown_paths()[:3] == (paths[4], paths[2], paths[0])
    assert panel.current_path() == paths[0]
    assert panel.view.currentIndex().row() == 2


def test_that_groups_show_their_counts(
    qtbot: QtBot, panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    paths = opened(folder)
    panel.set_state(paths[0], done(Outcome.NG))
    qtbot.waitUntil(lambda: panel.filters.groups.itemText(2) == "불합격 (1)")
    assert "불합격 1" in panel.header.words[1]


def test_that_thumbnails_come_for_what_is_in_sight_only(
    qtbot: QtBot, panel: BrowserPanel, opened: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    write_images(folder, [f"{number:03}.png" for number in range(200)])
    paths = opened(folder)
    in_sight = [paths[row] for row in panel.view.rows_in_sight()]
    qtbot.waitUntil(lambda: all(path in panel.model.thumbnails for path in in_sight))
    qtbot.wait(100)
    assert len(in_sight) <= len(panel.model.thumbnails) <= 3 * len(in_sight)
    assert paths[-1] not in panel.model.thumbnails
    panel.select(paths[-1])
    qtbot.waitUntil(lambda: paths[-1] in panel.model.thumbnails)


def test_that_an_unreadable_image_has_its_reason_as_tooltip(
    qtbot: QtBot, panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    (folder / "0.png").write_bytes(b"")
    paths = opened(folder)
    qtbot.waitUntil(lambda: panel.model.count(EntryFilter.UNREADABLE) == 1)
    index = panel.images.index(0, 0)
    assert "0바이트" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert str(paths[0].parent) in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "0바이트" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_inspection_is_wanted_of_what_is_shown_or_selected(
    qtbot: QtBot, panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    paths = opened(folder)
    with qtbot.waitSignal(panel.inspect_wanted) as wanted:
        panel.header.inspect_button.click()
    assert wanted.args == [tuple(paths)]
    panel.select(paths[3])
    reason = QContextMenuEvent.Reason.Keyboard
    panel.contextMenuEvent(QContextMenuEvent(reason, QPoint(5, 5), QPoint(5, 5)))
    menu = panel.findChild(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert menu is not None
    with qtbot.waitSignal(panel.inspect_wanted) as wanted:
        menu.actions()[0].trigger()
    assert wanted.args == [(paths[3],)]
    menu.close()


def test_that_every_control_has_a_name_and_a_tooltip(panel: BrowserPanel) -> None:
    controls = [
        panel.header.open_button, panel.header.inspect_button, panel.header.refresh_button,
        panel.header.stop_button, panel.filters.search, panel.filters.groups, panel.filters.orders,
        panel.steps.previous_button, panel.steps.next_button, panel.steps.undecided_button,
    ]  # fmt: skip
    assert all(control.accessibleName() for control in controls)
    assert all(control.toolTip() for control in controls)
    assert "Shift+D" in panel.steps.undecided_button.toolTip()


def test_that_the_language_can_change_while_a_folder_is_open(
    qapp: QApplication, panel: BrowserPanel, opened: Open, folder: Path
) -> None:
    paths = opened(folder)
    panel.set_state(paths[0], done(Outcome.NG))
    try:
        translation.install(qapp, "en")
        QApplication.processEvents()
        assert panel.filters.groups.itemText(2) == "NG (1)"
        assert panel.filters.search.placeholderText() == "Search names"
    finally:
        translation.install(qapp, "ko")
    QApplication.processEvents()
    assert panel.filters.groups.itemText(2) == "불합격 (1)"
