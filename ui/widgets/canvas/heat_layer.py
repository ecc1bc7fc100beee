"""The heat map of the image: its values, whether it is on, its scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.canvas.status_line import CanvasStatusLine
from ui.widgets.canvas.view import CanvasView

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(slots=True)
class HeatLayer:
    """Keeps view and status line in step; colours are made only while the map is on."""

    view: CanvasView
    status: CanvasStatusLine
    values: NDArray[np.floating] | None = None
    limit: float | None = None
    is_on: bool = False

    def forget(self) -> None:
        """Drop what belongs to one image; on or off stays."""
        self.values = self.limit = None
        self.show()

    def show(self) -> None:
        """Bring the screen in line with the values."""
        has_one = self.values is not None
        self.status.set_has_heat_map(has_one=has_one)
        self.status.set_heat_map_on(self.is_on)
        if self.values is None or not self.is_on:
            self.view.heat.show_colours(None)
            self.view.set_legend(None)
            return
        # Loads numpy, which the first paint can do without.
        from ui.widgets.canvas.colour_map import heat_rgba

        self.view.heat.show_colours(heat_rgba(self.values, self.limit))
        self.view.set_legend(self._words())

    def _words(self) -> tuple[str, str, str]:
        """Without a limit there is no scale to read, only more and less."""
        if self.limit is None:
            low = QCoreApplication.translate("HeatLayer", "usual")
            return low, "", QCoreApplication.translate("HeatLayer", "unusual")
        middle = QCoreApplication.translate("HeatLayer", "limit")
        return "0", middle, "2×"
