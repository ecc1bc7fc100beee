"""The canvas as the window uses it: one image, its ROIs, findings and heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.inspections import Finding
from ui.values import ShownImage
from ui.widgets.canvas.geometry import ImageSize, Point
from ui.widgets.canvas.heat_layer import HeatLayer
from ui.widgets.canvas.messages import CanvasMessages
from ui.widgets.canvas.outline_editing import OutlineEditing
from ui.widgets.canvas.roi_editor import Rois
from ui.widgets.canvas.status_line import CanvasStatusLine
from ui.widgets.canvas.view import CanvasView
from ui.workers.image_loader import ImageFailure, ImageKey, ImageLoader, LoadedImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEPT_MS: Final = 150
"""So long the image before stays while the next one is decoded: no flicker from one to the next."""


class CanvasPanel(QWidget):
    """Shows one image at a time and lets a person draw ROIs on it.

    The files are decoded in a thread that starts with the first image; :meth:`shutdown` ends it.

    Signals
    -------
    painted(Path)
        The pixels of the image asked for were painted; once per :meth:`show_image`.
    image_failed(Path, DefectScribeError)
        The image cannot be decoded; the canvas says why.
    rois_changed(tuple of BoxPx)
        An edit of the ROIs was finished, undone, or they went with their image.
    roi_mode_changed(bool)
        By key or by call.
    heat_map_shown_changed(bool)
        By key, button or call.
    finding_chosen(int)
        A finding was clicked; its place in what was set.
    folder_wanted
        The button of the empty canvas was pressed.
    """

    painted = Signal(object)
    image_failed = Signal(object, object)
    rois_changed = Signal(object)
    roi_mode_changed = Signal(bool)
    heat_map_shown_changed = Signal(bool)
    finding_chosen = Signal(int)
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, loader: ImageLoader | None = None) -> None:
        super().__init__(parent)
        self._loader = loader or ImageLoader(self)
        self._view = CanvasView()
        self._status = CanvasStatusLine()
        self.messages = CanvasMessages()
        self._key: ImageKey | None = None
        self._ticket = 0
        self._kept_rois: Rois = ()
        self.outline = OutlineEditing(self._view)
        self._heat = HeatLayer(self._view, self._status)
        self._late = QTimer(self, interval=_KEPT_MS, singleShot=True)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.messages.show_empty()

    # What it shows

    def show_image(self, shown: ShownImage) -> None:
        """Show an image with the findings of its inspection.

        The same image again keeps ROIs, zoom and heat map and takes over the new findings.
        """
        key = ImageKey(shown.path, shown.page)
        if key != self._key or self.messages.error is not None:
            self._begin(key)
        else:
            self._view.expect(self._ticket)
        inspection = shown.inspection
        worst = inspection.worst if inspection else None
        self._heat.limit = worst.anomaly.limit if worst else self._heat.limit
        self.set_findings(inspection.findings if inspection else ())
        self._heat.show()

    def reload(self) -> None:
        """Read the file again, after it was replaced on the disk; ROIs stay."""
        if self._key is None:
            return
        rois = self.rois()
        self._begin(self._key)
        self.set_rois(rois)

    def clear(self) -> None:
        """Show nothing but what to do next."""
        self._loader.drop()
        self._forget()
        self._key, self._ticket = None, 0
        self._view.expect(0)
        self._view.show_loaded(None)
        self.messages.show_empty()

    def prefetch(self, shown: ShownImage | None) -> None:
        """Decode the image that is likely next, so that it appears at once."""
        self._loader.prefetch(ImageKey(shown.path, shown.page) if shown else None)

    def shutdown(self) -> bool:
        """End the thread that decodes; return whether it ended in time."""
        return self._loader.stop()

    @property
    def shown_key(self) -> ImageKey | None:
        """Which image was asked for last."""
        return self._key

    @property
    def view(self) -> CanvasView:
        """The view, for focus and tests."""
        return self._view

    @property
    def status(self) -> CanvasStatusLine:
        """The line under the image."""
        return self._status

    @property
    def message(self) -> tuple[str, str] | None:
        """Title and hint where no image is seen."""
        return self.messages.words

    # What lies over it

    def set_findings(self, findings: tuple[Finding, ...]) -> None:
        """Draw findings as outlines, numbered from 1 in their order."""
        self._view.set_findings(tuple(findings))

    def set_current_finding(self, index: int | None) -> None:
        """Emphasise one finding."""
        self._view.set_current_finding(index)

    def set_heat_map(
        self, values: NDArray[np.floating] | None, *, limit: float | None = None
    ) -> None:
        """Set the heat map of the image; it is seen while it is switched on.

        Parameters
        ----------
        values : (h, w) float or None
            Over the whole image, in the unit of the anomaly limit.
        limit : float, optional
            The limit; that of the shown inspection if None.
        """
        self._heat.values = values
        if limit is not None:
            self._heat.limit = limit
        self._heat.show()

    def set_heat_map_shown(self, on: bool) -> None:
        """Switch the heat map on or off; it stays so for the images that follow."""
        if on != self._heat.is_on:
            self._heat.is_on = on
            self._heat.show()
            self.heat_map_shown_changed.emit(on)

    def is_heat_map_shown(self) -> bool:
        """Tell whether the heat map is switched on."""
        return self._heat.is_on

    # ROIs

    def rois(self) -> Rois:
        """Return the ROIs in the order they were drawn, in px of the EXIF-corrected image."""
        return self._view.editor.rois or self._kept_rois

    def set_rois(self, rois: Rois) -> None:
        """Set ROIs, cut to the image; before it is decoded they wait for it."""
        if self._view.is_current:
            self._view.set_rois(rois)
        else:
            self._kept_rois = tuple(rois)

    def set_roi_mode(self, on: bool) -> None:
        """Let dragging draw ROIs (R), or pan."""
        self._view.set_roi_mode(on)

    def is_roi_mode(self) -> bool:
        """Tell whether dragging draws ROIs."""
        return self._view.roi_mode

    def undo_roi(self) -> bool:
        """Take back the last edit of an ROI; False if there is none on this image."""
        return self._view.undo()

    def redo_roi(self) -> bool:
        """Do again what was taken back; False if there is nothing."""
        return self._view.redo()

    def settle_rois(self) -> None:
        """Make the ROIs final, after a verdict on them: undo then means the verdict."""
        self._view.editor.settle()

    def delete_selected_roi(self) -> bool:
        """Delete the selected ROI; False if none is selected."""
        return self._view.delete_selected()

    # Zoom

    def fit(self) -> None:
        """Show the whole image."""
        self._view.fit()

    def one_to_one(self) -> None:
        """Show each image pixel as one pixel of the screen."""
        self._view.one_to_one()

    def zoom_by(self, steps: int) -> None:
        """Zoom in by steps, out when negative."""
        self._view.zoom_by(steps)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self._view.setAccessibleName(self.tr("Image"))
        self._view.setAccessibleDescription(
            self.tr(
                "F whole image, Z 1:1, + and - zoom, R draw ROIs, Insert adds an ROI, "
                "arrow keys move it, Ctrl with arrow keys resizes it, Delete removes it, "
                "[ and ] select another, M heat map."
            )
        )
        self._heat.show()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._view.viewport().update()

    def _lay_out(self) -> None:
        over = QVBoxLayout(self._view.viewport())
        over.setContentsMargins(0, 0, 0, 0)
        over.addWidget(self.messages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.outline.bar)
        column.addWidget(self._view, 1)
        column.addWidget(self._status)
        self.setFocusProxy(self._view)

    def _connect(self) -> None:
        self._loader.image_loaded.connect(self._on_loaded)
        self._loader.image_failed.connect(self._on_failed)
        self._late.timeout.connect(self._on_late)
        if (app := QApplication.instance()) is not None:
            app.aboutToQuit.connect(self.shutdown)
        view, status = self._view, self._status
        view.image_painted.connect(self._on_painted)
        view.rois_changed.connect(self._report_rois)
        view.roi_mode_changed.connect(self._report_roi_mode)
        view.finding_chosen.connect(self._report_finding)
        view.heat_map_toggled.connect(lambda: self.set_heat_map_shown(not self._heat.is_on))
        view.zoom_changed.connect(status.set_zoom)
        view.pointer_moved.connect(self._on_pointer_moved)
        status.fit_wanted.connect(view.fit)
        status.one_to_one_wanted.connect(view.one_to_one)
        status.zoom_step_wanted.connect(view.zoom_by)
        status.heat_map_switched.connect(self.set_heat_map_shown)
        status.opacity_changed.connect(view.heat.setOpacity)
        self.messages.folder_wanted.connect(self._report_folder_wanted)
        view.heat.setOpacity(status.opacity)

    def _begin(self, key: ImageKey) -> None:
        self._forget()
        self._key = key
        self._ticket = self._loader.load(key, preview_side_px=self._view.needed_side_px())
        self._view.expect(self._ticket)
        self._late.start()
        self.messages.clear()

    def _forget(self) -> None:
        """Drop everything that belongs to the image before, at once: only its pixels may stay."""
        self._late.stop()
        self.outline.end()
        self._kept_rois = ()
        self._view.open_rois(None)
        self._view.set_findings(())
        self._view.set_note("")
        self._heat.forget()
        self._status.set_image_size(None)

    def _on_loaded(self, loaded: LoadedImage) -> None:
        if loaded.ticket != self._ticket:
            return
        self._late.stop()
        is_first = not self._view.is_current
        size = loaded.facts.width_px, loaded.facts.height_px
        if is_first:
            self._status.set_image_size(size)
        self._view.show_loaded(loaded)
        self._view.set_note(self.tr("Decoding at full size…") if loaded.is_preview else "")
        if is_first:
            self._view.open_rois(ImageSize(*size))
            kept, self._kept_rois = self._kept_rois, ()
            self._view.set_rois(kept)

    def _on_failed(self, failure: ImageFailure) -> None:
        if failure.ticket != self._ticket:
            return
        self._late.stop()
        self._view.show_loaded(None)
        self._view.set_note("")
        self._view.open_rois(None)
        self._status.set_image_size(None)
        self.messages.show_error(failure.error)
        self.image_failed.emit(failure.key.path, failure.error)

    def _on_late(self) -> None:
        self._view.show_loaded(None)
        self._view.set_note(self.tr("Loading the image…"))

    def _on_pointer_moved(self, point: Point | None) -> None:
        loaded = self._view.image.loaded if self._view.is_current else None
        self._status.set_point(point, loaded)

    def _on_painted(self, key: ImageKey) -> None:
        self.painted.emit(key.path)

    def _report_rois(self, rois: Rois) -> None:
        self.rois_changed.emit(rois)

    def _report_roi_mode(self, on: bool) -> None:
        self.roi_mode_changed.emit(on)

    def _report_finding(self, index: int) -> None:
        self.finding_chosen.emit(index)

    def _report_folder_wanted(self) -> None:
        self.folder_wanted.emit()
