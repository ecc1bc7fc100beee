"""Composition root of the window: everything is made and connected here, and torn down in order."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, NoReturn, Protocol

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from core.domain.version import APP_VERSION
from core.errors import DefectScribeError, UsageError
from core.settings.app_settings import load_settings
from core.settings.logs import LogSession
from core.settings.paths import APP_NAME, DataDir
from core.texts.language import Language
from core.texts.program_folder import resources_dir
from core.texts.wording import render_error
from ui import fonts, instance
from ui.closing import Closing
from ui.desk import Desk
from ui.display import require_display
from ui.garbage import GarbageCollection
from ui.host_status import HostStatus
from ui.i18n import translation
from ui.main_window import MainWindow
from ui.signals import SignalWatch
from ui.theme import ThemeChoice
from ui.workers.host_thread import ClientFactory

if TYPE_CHECKING:
    from core.records.history import History

DONE: Final = 0
USAGE: Final = 2
INTERNAL: Final = 3

_MESSAGE_MS: Final = 15_000
_UNSEEN_PLATFORMS: Final = frozenset({"offscreen", "minimal"})
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# What the offscreen platform says at every window.
_NOISE: Final = "This plugin does not support"

_logger = logging.getLogger(__name__)
_qt_logger = logging.getLogger("qt")


class Workplace(Protocol):
    """The window with everything that works in it; keeps its controllers alive."""

    @property
    def window(self) -> MainWindow:
        """The window, not shown yet."""

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a folder, or the folder of an image, that a person asked for."""

    def close(self) -> None:
        """End what the controllers have started, after the desk's threads have ended."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the window is made of; tests and tours put others in.

    Attributes
    ----------
    make_workplace : callable
        Makes panels and controllers.
    make_client, open_history : callable, optional
        See :class:`ui.desk.Desk`.
    """

    make_workplace: Callable[[Desk], Workplace]
    make_client: ClientFactory | None = None
    open_history: Callable[[], History] | None = None


def _real_parts() -> Parts:
    from ui.controllers.assembly import InspectorWorkplace

    return Parts(make_workplace=InspectorWorkplace)


def run_gui(
    data_root: Path | None,
    product: str | None,
    folder: Path | None,
    *,
    parts: Parts | None = None,
) -> int:
    """Show the window until it is closed.

    Parameters
    ----------
    data_root : Path or None
        The data folder; the user's own if None.
    product : str or None
        The product to begin with; the last one if None.
    folder : Path or None
        Folder of images to open.
    parts : Parts, optional
        The real ones if None.

    Returns
    -------
    int
        0 when the window was closed, or another window with this data folder took over; 2 when
        there is no screen or the data folder cannot be used (said in one line on stderr, and in a
        message where a screen is); 3 when the inference host could not be ended.
    """
    try:
        require_display(os.environ)
    except UsageError as error:
        _say_on_stderr(error, translation.current_language())
        return USAGE
    with ExitStack() as closing:
        app = make_app()
        try:
            data_dir = DataDir.open(data_root)
            claim = instance.claim(data_dir.root, folder)
            if claim is None:
                return DONE
            closing.callback(claim.release)
            closing.enter_context(LogSession(data_dir, "gui"))
            closing.enter_context(qt_messages_logged())
            settings = load_settings(data_dir)
            parts = parts or _real_parts()
            desk = Desk(
                data_dir,
                settings,
                product=product,
                make_client=parts.make_client,
                open_history=parts.open_history,
            )
        except DefectScribeError as error:
            show_refusal(error)
            return USAGE
        desk.apply_looks()
        return _run(app, claim, desk, parts.make_workplace(desk), folder)


def make_app() -> QApplication:
    """Return the application with name, icon and fonts; the existing one if there is one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([APP_NAME])
        fonts.install_fonts(app)
    app.setApplicationName(APP_NAME)
    app.setApplicationVersion(APP_VERSION)
    app.setDesktopFileName("defectscribe")
    app.setWindowIcon(QIcon(str(resources_dir() / "icons" / "app" / "defectscribe.svg")))
    app.setQuitOnLastWindowClosed(False)
    return app


def connect_shell(desk: Desk, window: MainWindow) -> Closing:
    """Connect what the shell itself does: language, theme, text size, threads, closing."""
    status = HostStatus(desk, window.status)

    def show_choices() -> None:
        window.show_choices(desk.language, desk.theme_choice, desk.text_percent)

    def set_language(language: Language) -> None:
        desk.set_language(language)
        status.refresh()
        show_choices()

    def set_theme(choice: ThemeChoice) -> None:
        desk.set_theme(choice)
        show_choices()

    window.language_chosen.connect(set_language)
    window.theme_chosen.connect(set_theme)
    window.text_size_chosen.connect(desk.set_text_percent)
    desk.settings_changed.connect(lambda _: show_choices())
    window.first_painted.connect(desk.start)
    show_choices()
    return Closing(desk, window)


def show_refusal(error: DefectScribeError) -> None:
    """Say on stderr, and in a message where somebody can see it, why there will be no window."""
    language = translation.current_language()
    _say_on_stderr(error, language)
    if QApplication.platformName() in _UNSEEN_PLATFORMS:
        return
    box = QMessageBox(QMessageBox.Icon.Critical, APP_NAME, render_error(error, language))
    box.finished.connect(QApplication.quit)
    box.open()
    QApplication.exec()


@contextmanager
def qt_messages_logged() -> Iterator[None]:
    """Write what Qt says into the log."""
    before = qInstallMessageHandler(_log_qt)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _run(
    app: QApplication,
    claim: instance.Instance,
    desk: Desk,
    workplace: Workplace,
    folder: Path | None,
) -> int:
    window = workplace.window
    garbage = GarbageCollection(window)
    closing = connect_shell(desk, window)
    signals = SignalWatch()
    signals.asked_to_end.connect(closing.start)

    def open_folder(wanted: Path | None) -> None:
        if wanted is not None:
            workplace.open_paths((wanted.absolute(),))

    window.first_painted.connect(partial(open_folder, folder))
    claim.raised.connect(window.come_to_front)
    claim.raised.connect(open_folder)
    desk.closed.connect(app.quit)
    try:
        with _errors_shown(window, desk):
            window.show()
            app.exec()
    finally:
        # What this desk still tells must not end the loop of another window.
        desk.closed.disconnect(app.quit)
        signals.close()
        garbage.close()
        has_ended = desk.shut_down()
        workplace.close()
    if not has_ended:
        _leave_at_once()
    return DONE


def _leave_at_once() -> NoReturn:
    """End the process: Qt would abort it with a core dump when a running thread is destroyed."""
    _logger.critical("the client of the inference host did not end in time")
    logging.shutdown()
    os._exit(INTERNAL)


@contextmanager
def _errors_shown(window: MainWindow, desk: Desk) -> Iterator[None]:
    """Show in the status bar that something unforeseen happened; the log has it in full."""
    logged = sys.excepthook

    def hook(
        kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        logged(kind, problem, trace)
        window.status.showMessage(desk.words_of(DefectScribeError()), _MESSAGE_MS)

    sys.excepthook = hook
    try:
        yield
    finally:
        sys.excepthook = logged


def _say_on_stderr(error: DefectScribeError, language: Language) -> None:
    # There is none in a windowed program without a console.
    if sys.stderr is not None:
        sys.stderr.write(render_error(error, language) + "\n")


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if message.startswith(_NOISE):
        return
    _qt_logger.log(_LEVELS[kind], "%s: %s", context.category, message)
