"""The real workplace: panels and controllers, connected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu

from core.domain.categories import CLEAN_ID
from core.errors import DefectScribeError
from core.settings.app_settings import AppSettings
from core.settings.profiles import ProductProfile, save_profile
from ui.controllers.describing import DescribingController
from ui.controllers.dialogs import ask_folder
from ui.controllers.examining import ExaminingController, ExaminingPanels
from ui.controllers.explaining import ExplainingController
from ui.controllers.first_start import SAMPLE_PRODUCT, FirstStartController
from ui.controllers.folder_run import FolderRunController
from ui.controllers.history import HistoryController
from ui.controllers.outlining import OutlineController
from ui.controllers.products import ProductController, ProductState
from ui.controllers.remembering import RememberingController
from ui.controllers.scale import ScaleController
from ui.controllers.teaching import TeachingController
from ui.controllers.training_cards import TrainingCardController
from ui.controllers.verdicts import VerdictController
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.panels import Panels
from ui.widgets.browser.panel import BrowserPanel
from ui.widgets.canvas.panel import CanvasPanel
from ui.widgets.description.pane import DescriptionPane
from ui.widgets.history.panel import HistoryPanel
from ui.widgets.jobs import JobsPanel
from ui.widgets.sample_hint import SampleHint, hint_above
from ui.widgets.scores.panel import ScorePanel
from ui.widgets.verdict.bar import VerdictBar
from ui.widgets.verdict.key_filter import VerdictKeyFilter
from ui.workers.storage_tasks import DiskTask

if TYPE_CHECKING:
    from ui.dialogs.settings import SettingsDialog

_MESSAGE_MS = 12_000


class InspectorWorkplace(QObject):
    """The window of an inspector; keeps its controllers alive.

    Parameters
    ----------
    desk : Desk
        Threads, settings, product.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.browser = BrowserPanel(desk.data_dir.cache / "thumbnails")
        self.canvas = CanvasPanel()
        self.verdict_bar = VerdictBar()
        self.scores = ScorePanel()
        self.description = DescriptionPane()
        self.history_panel = HistoryPanel()
        self.jobs = JobsPanel()
        self.hint = SampleHint()
        self._window = MainWindow(
            Panels(
                browser=self.browser,
                canvas=hint_above(self.hint, self.canvas),
                verdict_bar=self.verdict_bar,
                scores=self.scores,
                description=self.description,
                history=self.history_panel,
                jobs=self.jobs,
            ),
            desk.store,
        )
        self.products = ProductController(desk, self)
        image_panels = ExaminingPanels(self.browser, self.canvas, self.scores, self.description)
        self.examining = ExaminingController(desk, self.products, image_panels, self)
        self.describing = DescribingController(
            desk, self.products, self.examining, image_panels, self
        )
        self.explaining = ExplainingController(
            desk, self.products, self.examining, image_panels, self
        )
        self.verdicts = VerdictController(
            desk,
            self.products,
            self.examining,
            self.verdict_bar,
            browser=self.browser,
            canvas=self.canvas,
            window=self._window,
            parent=self,
        )
        self.remembering = RememberingController(
            desk, self.browser.model, self.examining.states, self
        )
        self.runs = FolderRunController(
            desk, self.products, self.examining, self.browser, self.jobs, self
        )
        self.history = HistoryController(
            desk, self.products, self.history_panel, self._window, self
        )
        self.teaching = TeachingController(
            desk, self.products, self.examining, self.canvas, self._window, self
        )
        self.scale = ScaleController(
            desk,
            self.products,
            self.examining,
            canvas=self.canvas,
            window=self._window,
            parent=self,
        )
        self.first_start = FirstStartController(
            desk, self.products, self.examining, self.browser, self.hint, self
        )
        self.outlines = OutlineController(
            desk, self.products, self.examining, image_panels, window=self._window, parent=self
        )
        self.training_cards = TrainingCardController(
            desk, self.products, self.examining, self._window
        )
        self._keys = VerdictKeyFilter(self)
        self._teach_menu = QMenu(self._window)
        self._teach_actions: list[QAction] = []
        self._connect_keys()
        self._connect_panels()
        self._connect_actions()
        self._connect_teaching()

    @property
    def window(self) -> MainWindow:
        """The window, not shown yet."""
        return self._window

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a folder, or the folder of an image and the image in it."""
        if paths:
            self._open_folder(paths[0])

    def close(self) -> None:
        """End what the panels have started."""
        self.browser.shut_down()
        self.canvas.shutdown()

    def _connect_keys(self) -> None:
        self._keys.install_on(self.canvas.view)
        self._keys.install_on(self.browser.view)
        self.verdict_bar.attach_keys(self._keys)

    def _connect_panels(self) -> None:
        window, desk = self._window, self._desk
        self.browser.folder_wanted.connect(self._ask_folder)
        self.canvas.folder_wanted.connect(self._ask_folder)
        self.browser.folder_opened.connect(lambda _: self._show_subject())
        self.browser.inspect_wanted.connect(lambda paths: self.runs.start(tuple(paths)))
        self.jobs.image_wanted.connect(self._show_image)
        self.history.image_wanted.connect(self._show_image)
        for controller in (
            self.examining,
            self.verdicts,
            self.runs,
            self.outlines,
            self.explaining,
        ):
            controller.recorded.connect(lambda _: self.history.refresh())
            controller.recorded.connect(lambda _: self.describing.write_captions())
        self.describing.recorded.connect(lambda _: self.history.refresh())
        self.runs.running_changed.connect(self._on_running)
        self.runs.progress_changed.connect(window.status.show_progress)
        window.first_painted.connect(self._on_first_painted)
        window.status.operator_clicked.connect(self.verdicts.ask_operator)
        window.status.station_clicked.connect(self.verdicts.ask_operator)
        window.status.cancel_requested.connect(self.runs.stop)
        window.toolbar.product_chosen.connect(self._on_product_chosen)
        self.products.changed.connect(self._on_product)
        self.hint.folder_wanted.connect(self._ask_folder)
        self.hint.product_wanted.connect(self.teaching.show_new_product)
        self.first_start.folder_wanted.connect(self._open_folder)
        desk.failed.connect(self._on_failed)
        desk.settings_changed.connect(lambda _: self._say_teaching())

    def _connect_actions(self) -> None:
        actions = self._window.actions_
        actions.open_folder.triggered.connect(self._ask_folder)
        actions.export.triggered.connect(self._show_export)
        actions.settings.triggered.connect(self._show_settings)
        actions.new_product.triggered.connect(self.teaching.show_new_product)
        actions.teach_folder.triggered.connect(self.teaching.ask_folder)
        actions.inspect.triggered.connect(self.examining.inspect_now)
        actions.inspect_folder.triggered.connect(
            lambda: self.runs.start(self.browser.shown_paths())
        )
        actions.stop.triggered.connect(self.runs.stop)
        actions.stop.setEnabled(False)
        actions.roi.toggled.connect(self.canvas.set_roi_mode)
        self.canvas.roi_mode_changed.connect(actions.roi.setChecked)
        actions.heat_map.toggled.connect(self.canvas.set_heat_map_shown)
        self.canvas.heat_map_shown_changed.connect(actions.heat_map.setChecked)
        actions.millimetres.triggered.connect(self.scale.show_dialog)
        self.scale.told.connect(self._tell)
        actions.undo_verdict.triggered.connect(self.verdicts.undo)
        actions.quick_guide.triggered.connect(self._show_guide)
        actions.training_cards.triggered.connect(self.training_cards.show_card)
        actions.about.triggered.connect(self._show_about)
        actions.log_folder.triggered.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.data_dir.logs)))
        )

    def _connect_teaching(self) -> None:
        menu = self._window.menu("product")
        menu.addMenu(self._teach_menu)
        bank = menu.addAction("")
        undo = menu.addAction("")
        bank.triggered.connect(self.teaching.show_bank)
        undo.triggered.connect(self.teaching.undo)
        self._teach_actions = [bank, undo]
        self.teaching.told.connect(self._tell)
        self.outlines.told.connect(self._tell)
        self.teaching.attach_jobs(self.jobs)
        self._say_teaching()

    def _say_teaching(self) -> None:
        self._teach_menu.setTitle(self.tr("Teach what is shown as"))
        bank, undo = self._teach_actions
        bank.setText(self.tr("Taught examples…"))
        undo.setText(self.tr("Take back last teaching"))
        if self.products.state is not None:
            self._fill_teach_menu(self.products.state)

    def _on_first_painted(self) -> None:
        self.products.reload()
        self.history.start()
        self.verdicts.show_people()
        self.first_start.start()

    def _on_product(self, state: ProductState) -> None:
        self._window.toolbar.show_products(state.names, state.context.product, SAMPLE_PRODUCT)
        self._say_teaching()
        self._show_subject()

    def _fill_teach_menu(self, state: ProductState) -> None:
        self._teach_menu.clear()
        good = self._teach_menu.addAction(self.tr("Good reference"))
        good.triggered.connect(partial(self.teaching.teach_here, CLEAN_ID))
        self._teach_menu.addSeparator()
        for category in state.context.categories:
            if category.id == CLEAN_ID:
                continue
            name = category.name_ko if self._desk.language == "ko" else category.name_en
            action = self._teach_menu.addAction(name)
            action.triggered.connect(partial(self.teaching.teach_here, category.id))

    def _on_product_chosen(self, name: str) -> None:
        try:
            self._desk.choose_product(name)
        except DefectScribeError as error:
            self._on_failed(error)

    def _ask_folder(self) -> None:
        title = self.tr("Open a folder of images")
        ask_folder(self._window, title, self.browser.folder(), self._open_folder)

    def _open_folder(self, folder: Path) -> None:
        self.browser.open_folder(folder)

    def _show_subject(self) -> None:
        folder = self.browser.folder()
        parts = [self._desk.product, folder.name if folder else ""]
        self._window.show_subject(" · ".join(part for part in parts if part))

    def _show_image(self, path: Path) -> None:
        if not self.browser.select(path):
            self.examining.show_image(path)

    def _on_running(self, running: bool) -> None:
        actions = self._window.actions_
        actions.stop.setEnabled(running)
        actions.inspect_folder.setEnabled(not running)
        if running:
            self._window.docks.jobs.show()
            self._window.docks.jobs.raise_()

    def _on_failed(self, error: DefectScribeError) -> None:
        self._tell(self._desk.words_of(error))

    def _tell(self, words: str) -> None:
        self._window.status.showMessage(words, _MESSAGE_MS)

    def _show_export(self) -> None:
        self.history.show_export()

    def _show_settings(self) -> None:
        state = self.products.state
        if state is None:
            return
        # Dialogs are loaded when they are asked for: the first paint can do without.
        from ui.dialogs.settings import SettingsDialog
        from ui.dialogs.settings_schema import SettingsChoices

        dialog = SettingsDialog(self._window)
        dialog.show_settings(
            self._desk.settings,
            state.profile,
            SettingsChoices(surfaces=state.book.surface, categories=state.context.categories),
        )
        dialog.settings_accepted.connect(self._on_settings_accepted)
        dialog.profile_accepted.connect(partial(self._on_profile_accepted, dialog))
        dialog.open()

    def _on_settings_accepted(self, settings: AppSettings) -> None:
        if settings.language != self._desk.language:
            self._window.language_chosen.emit(str(settings.language))
        self._desk.change_settings(settings.model_dump())

    def _on_profile_accepted(self, dialog: SettingsDialog, profile: ProductProfile) -> None:
        def saved(_: None) -> None:
            dialog.confirm_saved()
            self.products.reload()

        self._desk.storage.submit(
            DiskTask(
                work=partial(save_profile, profile, self._desk.data_dir),
                on_done=saved,
                on_error=dialog.show_error,
            )
        )

    def _show_guide(self) -> None:
        from ui.dialogs.quick_guide import QuickGuideDialog, read_guide

        dialog = QuickGuideDialog(self._window)
        dialog.show_guide(read_guide())
        dialog.open()

    def _show_about(self) -> None:
        from ui.dialogs.about import AboutDialog, read_notices

        dialog = AboutDialog(self._window)
        dialog.show_notices(read_notices())
        dialog.open()
