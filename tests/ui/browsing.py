"""Folders of images and entries for the tests of the browser."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QImage

from core.domain.outcomes import Outcome
from core.imaging.catalogue import CatalogueEntry
from ui.models.catalogue_model import CatalogueItem
from ui.models.entry_filter import search_text
from ui.values import EntryState, SeenState
from ui.widgets.browser.panel import BrowserPanel

DONE = SeenState.DONE
FOLDER = Path("/없는 폴더")


def done(
    outcome: Outcome | None = None,
    verdict: Outcome | None = None,
    *,
    suspicion: float | None = None,
    corrected: bool = False,
) -> EntryState:
    return EntryState(DONE, outcome, verdict, corrected, suspicion)


def item(name: str, *, mtime_ns: int = 0) -> CatalogueItem:
    return CatalogueItem(CatalogueEntry(FOLDER / name, 1, mtime_ns), "", search_text(name))


def items(n: int, *, first: int = 0) -> list[CatalogueItem]:
    return [item(f"part_{number:05}.png", mtime_ns=number) for number in range(first, first + n)]


def write_images(folder: Path, names: Sequence[str], *, side_px: int = 32) -> list[Path]:
    """Write small images, of another colour each."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in names]
    for number, path in enumerate(paths):
        Image.new("RGB", (side_px, side_px), (40 + number % 200, 90, 160)).save(path)
    return paths


def decomposed(name: str) -> str:
    return unicodedata.normalize("NFD", name)


def n_colors(image: QImage) -> int:
    """Count the different colours of a picture, on every second pixel."""
    return len(
        {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    )


@contextmanager
def shut_down_after(panel: BrowserPanel) -> Iterator[BrowserPanel]:
    try:
        yield panel
    finally:
        assert panel.shut_down()
