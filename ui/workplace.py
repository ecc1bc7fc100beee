"""Makes the panels and the controllers that connect them with the desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ui.main_window import MainWindow


class Workplace(Protocol):
    """The window with everything that works in it; keeps its controllers alive."""

    @property
    def window(self) -> MainWindow:
        """The window, not shown yet."""

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a folder, or the folder of an image, that a person asked for."""

    def close(self) -> None:
        """End what the controllers have started, after the desk's threads have ended."""
