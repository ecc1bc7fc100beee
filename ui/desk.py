"""What the window's controllers share: threads, settings, words, the product at hand."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings, QThread, Signal
from PySide6.QtWidgets import QApplication

from core.domain.inspections import Configuration
from core.domain.outcomes import TextValue
from core.errors import DefectScribeError
from core.settings.app_settings import AppSettings, save_settings
from core.settings.paths import DataDir, file_stem_of
from core.settings.profiles import DEFAULT_PRODUCT
from core.texts.catalogue import Texts, shared_texts
from core.texts.language import Language
from core.texts.wording import render_error
from ui import theme
from ui.i18n import translation
from ui.workers.errands import ErrandThread
from ui.workers.host_thread import Client, ClientFactory, Deliver, HostThread
from ui.workers.storage_tasks import DiskTask
from ui.workers.storage_thread import StorageThread

if TYPE_CHECKING:
    from core.records.history import History

_LOCKED_S: Final = 10.0
"""How long a write waits for another program; then the work is shown as unsaved."""
_THEME: Final = "look/theme"
_TEXT_SIZE: Final = "look/text_percent"
_PRODUCT: Final = "product"
_TEXT_SIZES: Final = range(75, 301)

_logger = logging.getLogger(__name__)


class Desk(QObject):
    """The state behind the window, made before it and closed after it.

    Parameters
    ----------
    data_dir : DataDir
        The data folder.
    settings : AppSettings
        As read from it.
    product : str, optional
        The product to begin with; the last one if None.
    make_client, open_history : callable, optional
        What the threads use; the real host and the real history if None.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    host, storage : HostThread, StorageThread
        Started by :meth:`start`, after the first paint.
    errands, exports : ErrandThread
        Long work that records nothing, such as reading pictures to teach, and the writing of
        files; each starts with its first errand.
    open_history : callable
        Opens the history once more, for an errand that only reads; not in the window's thread.
    store : QSettings
        ``window.ini`` of the data folder: layout and looks.

    Signals
    -------
    product_changed : str
        Another product is at hand.
    settings_changed : object
        The new :class:`AppSettings`.
    configuration_noted : object
        The :class:`Configuration` of what was inspected last.
    failed : object
        A :class:`DefectScribeError` that nobody else shows.
    closed
        All threads have ended after :meth:`begin_close`.
    """

    product_changed = Signal(str)
    settings_changed = Signal(object)
    configuration_noted = Signal(object)
    failed = Signal(object)
    closed = Signal()

    def __init__(
        self,
        data_dir: DataDir,
        settings: AppSettings,
        *,
        product: str | None = None,
        make_client: ClientFactory | None = None,
        open_history: Callable[[], History] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.data_dir = data_dir
        self.store = QSettings(str(data_dir.root / "window.ini"), QSettings.Format.IniFormat)
        self._settings = settings
        self._has_chosen_product = product is not None or self.store.contains(_PRODUCT)
        self._product = self._first_product(product)
        self.host = HostThread(make_client or partial(make_host_client, data_dir), self)
        self.open_history = open_history or partial(_open_history, data_dir)
        self.storage = StorageThread(self.open_history, self)
        self.errands = ErrandThread("errands", self)
        self.exports = ErrandThread("exports", self)
        self._is_closing = False
        for thread in self._threads():
            thread.finished.connect(self._on_thread_finished)

    @property
    def settings(self) -> AppSettings:
        """Settings of this workstation."""
        return self._settings

    @property
    def product(self) -> str:
        """The product at hand."""
        return self._product

    @property
    def has_chosen_product(self) -> bool:
        """Whether the first product was asked for, now or at an earlier start."""
        return self._has_chosen_product

    @property
    def language(self) -> Language:
        """The language of everything that is shown."""
        return translation.current_language()

    @property
    def texts(self) -> Texts:
        """The words of the core."""
        return shared_texts()

    @property
    def theme_choice(self) -> theme.ThemeChoice:
        """The theme a person chose."""
        return theme.theme_choice()

    @property
    def text_percent(self) -> int:
        """Size of the text; 100 is the system's."""
        value = self.store.value(_TEXT_SIZE)
        percent = int(value) if isinstance(value, str) and value.isdigit() else value
        return percent if isinstance(percent, int) and percent in _TEXT_SIZES else 100

    def say(self, key: str, **params: TextValue) -> str:
        """Return words of the core in the current language."""
        return self.texts.text(self.language, key, **params)

    def words_of(self, error: DefectScribeError) -> str:
        """Say what is wrong and what to do, in the current language."""
        return render_error(error, self.language)

    def apply_looks(self) -> None:
        """Set language, theme and text size as they are remembered."""
        app = _app()
        translation.install(app, self._settings.language)
        theme.apply_theme(app, self._remembered_theme())
        theme.apply_text_size(app, self.text_percent)

    def start(self) -> None:
        """Start both threads; the host begins to load its model."""
        if not self._is_closing:
            self.storage.start()
            self.host.start()

    def choose_product(self, name: str) -> None:
        """Take another product to hand.

        Raises
        ------
        SettingsError
            ``product_name_invalid``.
        """
        name = file_stem_of(name)
        if name != self._product:
            self._product = name
            self.store.setValue(_PRODUCT, name)
            self._emit_product_changed(name)

    def note_configuration(self, configuration: Configuration) -> None:
        """Tell with which models an image was inspected; the status bar shows it."""
        self._emit_configuration_noted(configuration)

    def change_settings(self, changes: Mapping[str, object]) -> None:
        """Change settings of this workstation, at once here and soon on the disk.

        Parameters
        ----------
        changes : mapping
            Names of :class:`AppSettings` with new values.

        Raises
        ------
        pydantic.ValidationError
            If a value is not allowed; nothing is changed then.
        """
        settings = AppSettings.model_validate({**self._settings.model_dump(), **changes})
        if settings == self._settings:
            return
        self._settings = settings
        self.storage.submit(
            DiskTask(
                work=partial(save_settings, settings, self.data_dir), on_error=self._emit_failed
            )
        )
        self._emit_settings_changed(settings)

    def set_language(self, language: Language) -> None:
        """Switch the language of everything."""
        translation.install(_app(), language)
        self.change_settings({"language": language})

    def set_theme(self, choice: theme.ThemeChoice) -> None:
        """Switch the theme."""
        theme.apply_theme(_app(), choice)
        self.store.setValue(_THEME, choice)

    def set_text_percent(self, percent: int) -> None:
        """Change the size of all text."""
        theme.apply_text_size(_app(), percent)
        self.store.setValue(_TEXT_SIZE, percent)

    def begin_close(self) -> None:
        """Stop jobs, write what waits, end all threads; ``closed`` follows."""
        self._is_closing = True
        for thread in (self.errands, self.exports):
            thread.request_stop()
        self.host.request_stop()
        self.storage.request_finish()
        self._on_thread_finished()

    def shut_down(self) -> bool:
        """Wait for the threads, which :meth:`begin_close` may have ended already.

        Returns
        -------
        bool
            Whether the host's thread has ended.
        """
        self._is_closing = True
        for thread in (self.errands, self.exports):
            thread.finish()
        has_host_ended = self.host.stop()
        if not self.storage.finish():
            _logger.warning("closed without saving: %s", ", ".join(self.storage.unwritten))
        self.store.sync()
        if self.store.status() is not QSettings.Status.NoError:
            _logger.warning("the layout of the window could not be saved")
        return has_host_ended

    def _first_product(self, wanted: str | None) -> str:
        if wanted is not None:
            return file_stem_of(wanted)
        remembered = self.store.value(_PRODUCT)
        try:
            return file_stem_of(str(remembered or DEFAULT_PRODUCT))
        except DefectScribeError:
            return DEFAULT_PRODUCT

    def _remembered_theme(self) -> theme.ThemeChoice:
        value = self.store.value(_THEME)
        return next((choice for choice in theme.THEMES if choice == value), "system")

    def _threads(self) -> tuple[QThread, ...]:
        return (self.host, self.storage, self.errands, self.exports)

    def _on_thread_finished(self) -> None:
        if self._is_closing and not any(thread.isRunning() for thread in self._threads()):
            self._emit_closed()

    def _emit_product_changed(self, name: str) -> None:
        self.product_changed.emit(name)

    def _emit_settings_changed(self, settings: AppSettings) -> None:
        self.settings_changed.emit(settings)

    def _emit_configuration_noted(self, configuration: Configuration) -> None:
        self.configuration_noted.emit(configuration)

    def _emit_failed(self, error: DefectScribeError) -> None:
        self.failed.emit(error)

    def _emit_closed(self) -> None:
        self.closed.emit()


def _app() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        msg = "the desk needs a QApplication"
        raise TypeError(msg)
    return app


def make_host_client(data_dir: DataDir, deliver: Deliver) -> Client:
    """Make the client of the real host; called in its thread."""
    from core.host.client import HostClient
    from core.services.requests import FACTORY, EngineConfig

    return HostClient(
        engine=FACTORY,
        config=EngineConfig(data_dir.root),
        log_dir=data_dir.logs,
        deliver=deliver,
    )


def _open_history(data_dir: DataDir) -> History:
    """Open the real history; called in the storage thread, which alone loads the database."""
    from core.domain.version import APP_VERSION
    from core.records.history import History

    return History.open(data_dir.records_file, APP_VERSION, timeout_s=_LOCKED_S)
