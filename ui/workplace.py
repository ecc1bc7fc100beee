"""Makes the panels, the window round them, and the controllers that connect them with the desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from core.settings.profiles import product_names
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.panels import Panels
from ui.values import ShownImage
from ui.widgets.browser.panel import BrowserPanel
from ui.widgets.canvas.panel import CanvasPanel
from ui.widgets.description.pane import DescriptionPane
from ui.widgets.history.panel import HistoryPanel
from ui.widgets.jobs import JobsPanel
from ui.widgets.scores.panel import ScorePanel
from ui.widgets.verdict.bar import VerdictBar


class InspectionWorkplace(QObject):
    """The inspector's workplace.

    Parameters
    ----------
    desk : Desk
        Threads, settings, product; not started yet.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.browser = BrowserPanel(desk.data_dir.cache / "thumbnails")
        self.canvas = CanvasPanel()
        self.verdict_bar = VerdictBar()
        self.scores = ScorePanel()
        self.description = DescriptionPane()
        self.history = HistoryPanel()
        self.jobs = JobsPanel()
        self._window = MainWindow(
            Panels(
                browser=self.browser,
                canvas=self.canvas,
                verdict_bar=self.verdict_bar,
                scores=self.scores,
                description=self.description,
                history=self.history,
                jobs=self.jobs,
            ),
            desk.store,
        )
        self._connect_folder()
        self._connect_looking()
        self._connect_product()

    @property
    def window(self) -> MainWindow:
        """The window, not shown yet."""
        return self._window

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open the first folder, or the folder of the first image, that a person asked for."""
        folder = next((path if path.is_dir() else path.parent for path in paths), None)
        if folder is not None:
            self.browser.open_folder(folder)

    def close(self) -> None:
        """End the threads that decode pictures."""
        self.browser.shut_down()
        self.canvas.shutdown()

    def _connect_folder(self) -> None:
        self._window.actions_.open_folder.triggered.connect(self._ask_folder)
        self.browser.folder_wanted.connect(self._ask_folder)
        self.canvas.folder_wanted.connect(self._ask_folder)
        self.browser.folder_opened.connect(self._show_subject)

    def _connect_looking(self) -> None:
        actions = self._window.actions_
        self.browser.image_selected.connect(self._show_image)
        actions.roi.toggled.connect(self.canvas.set_roi_mode)
        self.canvas.roi_mode_changed.connect(actions.roi.setChecked)
        actions.heat_map.toggled.connect(self.canvas.set_heat_map_shown)
        self.canvas.heat_map_shown_changed.connect(actions.heat_map.setChecked)

    def _connect_product(self) -> None:
        self._window.toolbar.product_chosen.connect(self._desk.choose_product)
        self._desk.product_changed.connect(self._show_product)
        self._show_product(self._desk.product)

    def _ask_folder(self) -> None:
        start = self.browser.folder() or Path.home()
        dialog = QFileDialog(self._window, self.tr("Open a folder of images"), str(start))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.open_paths((Path(chosen),)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_image(self, path: Path) -> None:
        self.canvas.show_image(ShownImage(path))

    def _show_product(self, product: str) -> None:
        names = product_names(self._desk.data_dir)
        shown = names if product in names else (*names, product)
        self._window.toolbar.show_products(shown, product)
        self._show_subject()

    def _show_subject(self) -> None:
        folder = self.browser.folder()
        parts = [self._desk.product, *([folder.name] if folder else [])]
        self._window.show_subject(" · ".join(parts))
