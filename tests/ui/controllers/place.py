"""The inspector's workplace with a scripted host and a real history."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome
from core.domain.regions import BoxPx
from core.domain.version import APP_VERSION
from core.records.history import History
from core.records.values import HistoryFilter, HistoryLine, Story
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from tests.e2e.conftest import COLOURS, picture
from tests.support.window_engine import WindowEngine, WindowEngineConfig
from tests.ui.controllers.client import ScriptedClient
from ui.app import connect_shell
from ui.controllers.assembly import InspectorWorkplace
from ui.desk import Desk
from ui.dialogs.override_reason import OverrideReasonDialog
from ui.values import EntryState
from ui.widgets.verdict.save_line import SaveLine, SaveState
from ui.workers.host_thread import Client, Deliver

WAIT_MS = 20_000
"""A bound for what never comes, on a busy machine too; how soon something is, its test says."""
PRODUCT = "커버"
ROI = BoxPx(20, 20, 40, 30)


_TAUGHT = 6


@dataclass(eq=False)
class Place:
    """The workplace and what a test asks of it."""

    data_dir: DataDir
    folder: Path
    qtbot: QtBot
    settings: AppSettings = field(
        default_factory=lambda: AppSettings(operator="김하늘", station="2라인")
    )
    clients: list[ScriptedClient] = field(default_factory=list)
    timeout_s: float = 10.0
    product: str | None = PRODUCT

    def start(self, patch: pytest.MonkeyPatch) -> None:
        """Open the window; ROIs are scored sooner than a person draws them."""
        patch.setattr("ui.controllers.examining._ROI_WAIT_MS", 60)
        engine = WindowEngine(WindowEngineConfig(self.data_dir.root))
        self.desk = Desk(
            self.data_dir,
            self.settings,
            product=self.product,
            make_client=partial(self._make_client, engine),
            open_history=self._open_history,
        )
        self.work = InspectorWorkplace(self.desk)
        window = self.work.window
        self.closing = connect_shell(self.desk, window)
        window.resize(1280, 800)
        window.show()
        self.qtbot.waitUntil(lambda: bool(self.clients), timeout=WAIT_MS)
        self.qtbot.waitUntil(lambda: self.work.products.state is not None, timeout=WAIT_MS)

    def end(self) -> None:
        """Close everything, in the order of the program."""
        self.work.window.allow_close()
        self.desk.shut_down()
        self.work.close()
        # Controllers first: their timers ask panels.
        for part in (self.desk, self.work.window):
            part.deleteLater()
            QApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete.value)

    @property
    def client(self) -> ScriptedClient:
        return self.clients[-1]

    # --- doing

    def write(self, n: int, *, colour: str = "good", first: int = 0) -> list[Path]:
        """Write images into the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        paths = [self.folder / f"부품 {number:03}.png" for number in range(first, first + n)]
        for number, path in enumerate(paths, start=first):
            # The first good plates are the taught ones: surely OK, whatever limit they set.
            is_taught = colour == "good" and number < _TAUGHT
            picture(COLOURS[colour], number if is_taught else 1000 + number).save(path)
        return paths

    def teach(self) -> None:
        """Teach good, scratched and dented plates, and wait until it has its effect."""
        labelled = self.folder.parent / "가르칠 것"
        for label, colour in COLOURS.items():
            (labelled / label).mkdir(parents=True)
            for number in range(_TAUGHT):
                seed = 100 * list(COLOURS).index(label) + number
                picture(colour, seed).save(labelled / label / f"{number}.png")
        before = self.revision
        self.work.teaching.teach_folder(labelled)
        self.wait(lambda: self.revision > before)

    def open(self, n: int) -> list[Path]:
        """Open the folder with this many images; the first one is shown and scored."""
        paths = self.write(n)
        self.open_folder(n)
        self.wait(lambda: self.work.examining.is_ready or not self.client.is_prompt)
        return paths

    def open_folder(self, n: int) -> None:
        """Open the folder and wait for its list."""
        self.work.open_paths((self.folder,))
        self.wait(lambda: len(self.work.browser.shown_paths()) == n)
        self.wait(lambda: self.work.examining.shown is not None)

    def go_to(self, path: Path) -> None:
        """Show an image and wait for its score."""
        assert self.work.browser.select(path)
        self.wait_ready(path)

    def wait_ready(self, path: Path) -> None:
        """Wait until a verdict on an image is possible."""
        self.wait(lambda: self.shown_path == path and self.work.examining.is_ready)

    def judge(self, outcome: Outcome, *, reason: str = "") -> None:
        """Give a verdict on the image that is shown, with a reason if it asks for one."""
        self.work.verdict_bar.give(outcome)
        found = self.work.verdict_bar.findChildren(OverrideReasonDialog)
        for dialog in found:
            if dialog.isVisible():
                answer_reason(dialog, reason or "다시 봄")

    def draw(self, *rois: BoxPx) -> None:
        """Draw ROIs as a person does: each is an edit that can be undone."""
        view = self.work.canvas.view
        for roi in rois:
            assert view.editor.add(roi)
        view.rois_changed.emit(view.editor.rois)

    def press(self, key: Qt.Key, widget: QWidget | None = None, text: str = "") -> None:
        """Press a key on the canvas."""
        target = widget or self.work.canvas.view
        if not target.hasFocus():
            target.setFocus()
        QTest.keyClick(target, key)

    # --- asking

    @property
    def shown_path(self) -> Path | None:
        shown = self.work.examining.shown
        return None if shown is None else shown.path

    @property
    def revision(self) -> int:
        """Return the revision of the bank that images are scored with."""
        state = self.work.products.state
        return -1 if state is None else state.context.bank.revision

    def is_save_line(self, state: SaveState) -> bool:
        """Tell whether this is what is said of the last verdict."""
        return self._line().state is state

    @property
    def save_words(self) -> str:
        return self._line().words

    def state(self, path: Path) -> EntryState:
        return self.work.browser.state_of(path)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Return the open dialog of a kind."""
        found = [each for each in self.work.window.findChildren(kind) if each.isVisible()]
        assert len(found) == 1
        return found[0]

    def wait(self, condition: Callable[[], bool], *, timeout_ms: int = WAIT_MS) -> None:
        self.qtbot.waitUntil(condition, timeout=timeout_ms)

    def wait_written(self) -> None:
        """Wait until the storage thread has nothing left to do."""
        self.wait(lambda: not self.desk.storage.state.waiting and not self.desk.storage.unwritten)

    def lines(self) -> list[HistoryLine]:
        """Return all records, newest first."""
        self.wait_written()
        with self._open_history() as history:
            return list(history.list_records(HistoryFilter()))

    def story(self, record_id: str) -> Story:
        with self._open_history() as history:
            return history.story(record_id)

    def is_intact(self) -> bool:
        with self._open_history() as history:
            return history.verify().is_intact

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the database's write lock, as another program does."""
        with closing(sqlite3.connect(self.data_dir.records_file)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.rollback()

    def _line(self) -> SaveLine:
        found = self.work.verdict_bar.findChild(SaveLine)
        assert isinstance(found, SaveLine)
        return found

    def _make_client(self, engine: WindowEngine, deliver: Deliver) -> Client:
        client = ScriptedClient(deliver, engine)
        self.clients.append(client)
        return client

    def _open_history(self) -> History:
        return History.open(self.data_dir.records_file, APP_VERSION, timeout_s=self.timeout_s)


def answer_reason(dialog: OverrideReasonDialog, reason: str) -> None:
    """Give a reason in own words, and no other."""
    dialog.findChildren(QListWidget)[0].setCurrentRow(-1)
    dialog.findChildren(QLineEdit)[0].setText(reason)
    dialog.accept()


@pytest.fixture(scope="session")
def blank_records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty database once: making its tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("records") / "records.sqlite"
    History.open(path, APP_VERSION).close()
    return path


@pytest.fixture
def make_place(
    qtbot: QtBot,
    data_dir: DataDir,
    tmp_path: Path,
    blank_records: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[float], Place]]:
    """Open windows on a fresh data folder, and close them."""
    with ExitStack() as ends:

        def make(timeout_s: float) -> Place:
            shutil.copyfile(blank_records, data_dir.records_file)
            made = Place(data_dir, tmp_path / "검사 대상", qtbot, timeout_s=timeout_s)
            made.start(monkeypatch)
            ends.callback(made.end)
            return made

        yield make


@pytest.fixture
def place(make_place: Callable[[float], Place]) -> Place:
    """Open the window."""
    return make_place(10.0)


@pytest.fixture
def impatient_place(make_place: Callable[[float], Place]) -> Place:
    """Open the window with a history that waits for other programs only a moment."""
    return make_place(0.05)
