"""The whole program in this process, played by a scene: a generator of what to wait for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

import main
from core.domain.outcomes import Outcome
from core.domain.regions import BoxPx
from core.domain.version import APP_VERSION
from core.records.history import History
from core.records.values import HistoryFilter, HistoryLine, Story
from core.settings.app_settings import AppSettings, save_settings
from core.settings.paths import DataDir
from ui.app import Parts, run_gui
from ui.closing import Closing
from ui.controllers.assembly import InspectorWorkplace
from ui.desk import Desk
from ui.workers.host_thread import ClientFactory

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

Scene: TypeAlias = Iterator[Callable[[], bool]]
DialogT = TypeVar("DialogT", bound=QDialog)

PATIENCE_S: Final = 30.0
_STEP_MS: Final = 5
_GIVEN_UP: Final = 9


@dataclass(eq=False)
class Play:
    """One data folder, and the windows that are opened on it one after the other.

    Attributes
    ----------
    make_client, open_history : callable or None
        What the window uses; the real host and the real history if None.
    """

    root: Path
    make_client: ClientFactory | None = None
    open_history: Callable[[], History] | None = None
    product: str = "커버"
    places: list[InspectorWorkplace] = field(default_factory=list)
    desks: list[Desk] = field(default_factory=list)

    def run(self, scene: Callable[[], Scene], folder: Path | None = None) -> int:
        """Open the window, play the scene, which closes it, and return the exit code."""
        playing = _Playing(self._with_window(scene, len(self.places)))
        parts = Parts(self._make_place, self.make_client, self.open_history)
        code = run_gui(self.root, self.product, folder, parts=parts)
        playing.finish()
        return code

    def run_main(self, scene: Callable[[], Scene], folder: Path, patch: pytest.MonkeyPatch) -> int:
        """Do as :meth:`run`, by the program's own entry as it is typed: ``main.py gui FOLDER``."""
        playing = _Playing(self._with_window(scene, len(self.places)))
        parts = Parts(self._make_place, self.make_client, self.open_history)
        patch.setattr("ui.app._real_parts", lambda: parts)
        words = ["gui", str(folder), "--data-dir", str(self.root), "--product", self.product]
        code = main.main(words)
        playing.finish()
        return code

    def set_people(self, operator: str = "김하늘", station: str = "2라인") -> None:
        """Write who inspects where into the settings, before the window opens."""
        settings = AppSettings(operator=operator, station=station)
        save_settings(settings, DataDir.open(self.root))

    # --- the window

    @property
    def place(self) -> InspectorWorkplace:
        return self.places[-1]

    @property
    def desk(self) -> Desk:
        return self.desks[-1]

    @property
    def closing(self) -> Closing:
        found = self.place.window.findChild(Closing)
        assert isinstance(found, Closing)
        return found

    def is_ready(self, path: Path | None = None) -> bool:
        """Tell whether a verdict is possible on the image, or on any."""
        shown = self.place.examining.shown
        is_it = shown is not None and (path is None or shown.path == path)
        return is_it and self.place.examining.is_ready

    def when_ready(self, path: Path) -> Callable[[], bool]:
        """Return what to wait for before a verdict on an image."""
        return partial(self.is_ready, path)

    def has_verdict(self, path: Path, outcome: Outcome) -> Callable[[], bool]:
        """Return what to wait for after a verdict on an image."""
        return lambda: self.place.browser.state_of(path).verdict is outcome

    def is_written(self) -> bool:
        return not self.desk.storage.unwritten and not self.desk.storage.state.waiting

    def close(self) -> None:
        self.place.window.close()

    def dialog(self, kind: type[DialogT]) -> DialogT | None:
        """Return the open dialog of a kind, if there is one."""
        found = [each for each in self.place.window.findChildren(kind) if each.isVisible()]
        return found[0] if found else None

    # --- a person's hands

    def has_keys(self) -> bool:
        """Give the canvas the keys; tell whether it has them, to be waited for."""
        view = self.place.canvas.view
        self.place.window.activateWindow()
        view.setFocus()
        return QApplication.focusWidget() is view

    def key(self, key: Qt.Key, text: str = "", *, repeats: int = 0) -> None:
        """Press a key on the canvas, hold it for so many repeats, let it go."""
        assert self.has_keys()
        target = self.place.canvas.view
        kinds = [(QEvent.Type.KeyPress, False), *[(QEvent.Type.KeyPress, True)] * repeats]
        for kind, is_repeat in [*kinds, (QEvent.Type.KeyRelease, False)]:
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, is_repeat)
            QApplication.sendEvent(target, event)

    def type_quickly(self, text: str) -> None:
        """Type as a barcode scanner does, with Enter at the end."""
        for letter in text:
            self.key(Qt.Key(ord(letter.upper())), letter)
        self.key(Qt.Key.Key_Return, "\r")

    def draw(self, roi: BoxPx) -> None:
        """Draw a ROI with the mouse."""
        view = self.place.canvas.view
        view.set_roi_mode(True)
        start, middle, end = (
            view.mapFromScene(roi.x + roi.w * part, roi.y + roi.h * part)
            for part in (0.0, 0.5, 1.0)
        )
        self._drag(view.viewport(), [start, middle, end])
        view.set_roi_mode(False)

    def press(self, dialog: QWidget, words: str) -> None:
        """Press a button by its words."""
        buttons = dialog.findChildren(QPushButton)
        next(each for each in buttons if each.text().replace("&", "") == words).click()

    # --- afterwards

    def lines(self) -> list[HistoryLine]:
        """Return all records, newest first."""
        with self._history() as history:
            return list(history.list_records(HistoryFilter()))

    def story(self, line: HistoryLine) -> Story:
        with self._history() as history:
            return history.story(line.record_id)

    def is_intact(self) -> bool:
        with self._history() as history:
            return history.verify().is_intact

    def _history(self) -> History:
        return History.open(DataDir(self.root).records_file, APP_VERSION)

    def _with_window(self, scene: Callable[[], Scene], n_places: int) -> Scene:
        yield lambda: len(self.places) > n_places and self.place.window.isVisible()
        yield from scene()

    def _make_place(self, desk: Desk) -> InspectorWorkplace:
        self.desks.append(desk)
        self.places.append(InspectorWorkplace(desk))
        return self.place

    @staticmethod
    def _drag(target: QWidget, points: Sequence[QPoint]) -> None:
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(target, left, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(target, point)
        QTest.mouseRelease(target, left, pos=points[-1])


class _Playing:
    """Looks every few milliseconds whether the scene can go on."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._wanted: Callable[[], bool] | None = None
        self._begun_s = monotonic()
        self._n_waits = 0
        self._is_over = False
        self._problem: BaseException | None = None
        self._timer = QTimer(interval=_STEP_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def finish(self) -> None:
        """Stop, and raise what went wrong."""
        self._timer.stop()
        if self._problem is not None:
            raise self._problem
        assert self._is_over, f"the window closed while the scene waited (wait {self._n_waits})"

    def _look(self) -> None:
        try:
            if self._wanted is None or self._wanted():
                self._go_on()
            elif monotonic() - self._begun_s > PATIENCE_S:
                self._give_up(TimeoutError(f"the scene waited in vain (wait {self._n_waits})"))
        except BaseException as problem:  # noqa: BLE001 - raised again by finish(), where it is seen
            self._give_up(problem)

    def _go_on(self) -> None:
        self._begun_s = monotonic()
        self._n_waits += 1
        try:
            self._wanted = next(self._scene)
        except StopIteration:
            self._is_over = True
            self._timer.stop()

    def _give_up(self, problem: BaseException) -> None:
        self._timer.stop()
        self._problem = problem
        QApplication.exit(_GIVEN_UP)
