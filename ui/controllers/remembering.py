"""What earlier sessions left about the images of a folder, shown as soon as they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from core.domain.categories import CategorySet
from core.domain.images import Sighting
from core.domain.outcomes import ReasonCode
from core.errors import DefectScribeError
from core.imaging.catalogue import CatalogueEntry
from core.records.values import ImageStanding
from core.texts.wording import render_reason
from ui.controllers.image_states import ImageStates
from ui.desk import Desk
from ui.models.catalogue_model import CatalogueModel
from ui.values import EntryState, SeenState, suspicion_by
from ui.workers.storage_tasks import StorageTask

if TYPE_CHECKING:
    from core.records.history import History

CHUNK: Final = 250
"""Images asked for at a time: a verdict that is to be written never waits for more of them."""


class RememberingController(QObject):
    """Reads the states of listed images in the storage thread, a chunk at a time, in list order."""

    def __init__(
        self, desk: Desk, model: CatalogueModel, states: ImageStates, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._states = states
        self._next_row = 0
        self._is_asking = False
        model.rowsInserted.connect(self._ask)
        model.modelReset.connect(self._start_again)
        states.product_turned.connect(self._start_again)

    @property
    def is_done(self) -> bool:
        """Whether all images that are listed were asked for, and answered."""
        return not self._is_asking and self._next_row >= self._model.rowCount()

    def _start_again(self) -> None:
        self._next_row = 0
        self._ask()

    def _ask(self) -> None:
        entries = self._model.entries(self._next_row, CHUNK)
        if self._is_asking or not entries:
            return
        self._next_row += len(entries)
        self._is_asking = True
        product = self._states.product
        self._desk.storage.submit(
            StorageTask(
                work=partial(read_standings, entries=entries, product=product),
                on_done=partial(self._on_read, product),
                on_error=self._on_failed,
            )
        )

    def _on_read(self, product: str, found: dict[Path, ImageStanding]) -> None:
        self._is_asking = False
        for path, standing in found.items():
            self._states.note_remembered(path, self._state_of(standing), product)
        self._ask()

    def _on_failed(self, error: DefectScribeError) -> None:
        """Say it once a folder: what the first images met, the next would meet as well."""
        self._is_asking = False
        self._next_row = self._model.rowCount()
        self._desk.failed.emit(error)

    def _state_of(self, standing: ImageStanding) -> EntryState:
        problem = ""
        if standing.reason.code is ReasonCode.UNREADABLE:
            problem = render_reason(standing.reason, CategorySet(()), self._desk.language)
        return EntryState(
            seen=SeenState.UNREADABLE if problem else SeenState.DONE,
            outcome=standing.program_outcome,
            verdict=standing.verdict,
            corrected=standing.corrected,
            suspicion=suspicion_by(
                standing.anomaly_score, standing.anomaly_limit, standing.probability
            ),
            problem=problem,
            record_id=standing.record_id,
        )


def read_standings(
    history: History, *, entries: Sequence[CatalogueEntry], product: str
) -> dict[Path, ImageStanding]:
    """Return how images stand by their records; called in the storage thread."""
    asked = {
        Sighting(str(entry.path), entry.size_bytes, entry.mtime_ns): entry.path for entry in entries
    }
    found = history.standings(tuple(asked), product)
    return {asked[sighting]: standing for sighting, standing in found.items()}
