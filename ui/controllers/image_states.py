"""What the browser shows of images, told by several controllers and kept consistent here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.domain.inspections import Inspection
from core.domain.outcomes import ReasonCode
from ui.controllers.recording import StandingRecord
from ui.values import ChosenVerdict, EntryState, SavedVerdict, SeenState, suspicion_of
from ui.widgets.browser.panel import BrowserPanel


@dataclass(frozen=True, slots=True)
class Standing:
    """How an image stood, to be put back when a verdict is given up."""

    state: EntryState
    saved: SavedVerdict | None


class ImageStates(QObject):
    """States of the images of one product.

    A verdict counts from the moment it is given: a database that is locked must not send a person
    back to an image that was judged. Until it is written, nothing that is read from the records
    takes its place.

    Parameters
    ----------
    browser : BrowserPanel
        Shows them.
    product : str
        The product at hand; what is told of another one is dropped.

    Signals
    -------
    standing_changed : Path
        The person's verdict on this image is another one now.
    product_turned
        Everything was forgotten: another product is at hand.
    """

    standing_changed = Signal(object)
    product_turned = Signal()

    def __init__(self, browser: BrowserPanel, product: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._browser = browser
        self._product = product
        self._unwritten: Counter[Path] = Counter()
        self._saved: dict[Path, SavedVerdict] = {}

    @property
    def product(self) -> str:
        """The product that all this is about."""
        return self._product

    def of(self, path: Path) -> EntryState:
        """Return what is known of an image."""
        return self._browser.state_of(path)

    def saved_on(self, path: Path) -> SavedVerdict | None:
        """Return the person's verdict that holds; only its outcome if no more was read yet."""
        verdict, saved = self.of(path).verdict, self._saved.get(path)
        if verdict is None:
            return None
        if saved is not None and saved.chosen.verdict is verdict:
            return saved
        return SavedVerdict(ChosenVerdict(verdict))

    def standing(self, path: Path) -> Standing:
        """Return how an image stands now."""
        return Standing(self.of(path), self.saved_on(path))

    def turn_to(self, product: str) -> bool:
        """Forget everything if it was about another product; return whether it was."""
        if product == self._product:
            return False
        self._product = product
        self._unwritten.clear()
        self._saved.clear()
        model = self._browser.model
        for row in range(model.rowCount()):
            self._browser.set_state(model.path_at(row), EntryState())
        self._emit_product_turned()
        return True

    def note_running(self, paths: Iterable[Path]) -> None:
        """Mark images that wait for their inspection in a run."""
        for path in paths:
            self._browser.set_state(path, replace(self.of(path), seen=SeenState.RUNNING))

    def note_left(self, paths: Iterable[Path]) -> None:
        """Release images of a run that were not inspected; what was known before holds."""
        for path in paths:
            state = self.of(path)
            if state.seen is SeenState.RUNNING:
                was_seen = state.outcome is not None
                seen = SeenState.DONE if was_seen else SeenState.NOT_SEEN
                seen = SeenState.UNREADABLE if state.problem else seen
                self._browser.set_state(path, replace(state, seen=seen))

    def note_inspected(self, path: Path, inspection: Inspection, problem: str) -> None:
        """Take the program's outcome; what people said stays."""
        if inspection.product != self._product:
            return
        unreadable = inspection.reason.code is ReasonCode.UNREADABLE
        state = replace(
            self.of(path),
            seen=SeenState.UNREADABLE if unreadable else SeenState.DONE,
            outcome=inspection.outcome,
            suspicion=suspicion_of(inspection),
            problem=problem,
        )
        self._browser.set_state(path, state)

    def note_failed(self, path: Path, problem: str, product: str) -> None:
        """Mark an image that could not be inspected."""
        if product == self._product:
            state = replace(self.of(path), seen=SeenState.UNREADABLE, problem=problem)
            self._browser.set_state(path, state)

    def note_problem(self, path: Path, problem: str) -> None:
        """Say in other words why an image is unreadable."""
        self._browser.set_state(path, replace(self.of(path), problem=problem))

    def note_remembered(self, path: Path, remembered: EntryState, product: str) -> None:
        """Take what was recorded before this folder was opened; what is told since is newer."""
        state = self.of(path)
        is_told = state.outcome is not None or state.verdict is not None or state.problem
        if product != self._product or is_told or self._unwritten[path]:
            return
        if state.seen is SeenState.RUNNING:
            remembered = replace(remembered, seen=SeenState.RUNNING)
        self._set(path, remembered)

    def note_recorded(self, path: Path, standing: StandingRecord, product: str) -> None:
        """Take note of an inspection that is on record.

        Without a verdict on any record of the image nothing is said about people.
        """
        if product != self._product:
            return
        state = replace(self.of(path), record_id=standing.record_id)
        saved = self.saved_on(path)
        if standing.verdict is not None and not self._unwritten[path]:
            state = replace(state, verdict=standing.verdict, corrected=standing.corrected)
            saved = standing.saved
        self._set(path, state, saved)

    def note_given(self, path: Path, given: SavedVerdict | None, product: str) -> None:
        """Take a verdict, or its taking back (None), that is not written yet."""
        if product != self._product:
            return
        self._unwritten[path] += 1
        verdict = given.chosen.verdict if given else None
        self._set(path, replace(self.of(path), verdict=verdict), given)

    def note_written(self, path: Path, standing: StandingRecord, product: str) -> None:
        """Take note of a verdict, or its taking back, that is on record."""
        if product != self._product:
            return
        self._unwritten[path] = max(0, self._unwritten[path] - 1)
        if self._unwritten[path]:
            return  # a later one holds already
        state = self.of(path)
        self._set(
            path,
            replace(
                state,
                record_id=standing.record_id or state.record_id,
                verdict=standing.verdict,
                corrected=standing.corrected,
            ),
            standing.saved,
        )

    def note_refused(self, path: Path, before: Standing, product: str) -> None:
        """Give up a verdict that will never be written: what held before it holds again."""
        if product == self._product:
            self._unwritten[path] = max(0, self._unwritten[path] - 1)
            verdict, corrected = before.state.verdict, before.state.corrected
            state = replace(self.of(path), verdict=verdict, corrected=corrected)
            self._set(path, state, before.saved)

    def _set(self, path: Path, state: EntryState, saved: SavedVerdict | None = None) -> None:
        before = self.saved_on(path)
        self._browser.set_state(path, state)
        if saved is not None and saved.at is not None:
            self._saved[path] = saved
        if self.saved_on(path) != before:
            self._emit_standing_changed(path)

    def _emit_standing_changed(self, path: Path) -> None:
        self.standing_changed.emit(path)

    def _emit_product_turned(self) -> None:
        self.product_turned.emit()
