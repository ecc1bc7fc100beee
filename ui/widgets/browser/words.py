"""What the browser calls things, in the current language."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, QObject

from core.domain.outcomes import Outcome
from core.errors import ImageError
from core.texts.catalogue import shared_texts
from core.texts.wording import render_error
from ui.i18n.translation import current_language
from ui.models.entry_filter import EntryFilter, EntryOrder
from ui.values import EntryState, SeenState

OUTCOMES: Final = {
    EntryFilter.NG: Outcome.NG,
    EntryFilter.HOLD: Outcome.HOLD,
    EntryFilter.OK: Outcome.OK,
}
_NS_PER_MS: Final = 1_000_000


class BrowserWords(QObject):
    """Words for states, groups and orders; asked at every paint, so that a new language shows."""

    def outcome(self, outcome: Outcome) -> str:
        """Return the word of an outcome or verdict."""
        return shared_texts().text(current_language(), f"outcome.{outcome}")

    def group(self, group: EntryFilter) -> str:
        """Return the name of a group."""
        outcome = OUTCOMES.get(group)
        if outcome is not None:
            return self.outcome(outcome)
        words = {
            EntryFilter.ALL: self.tr("All"),
            EntryFilter.NOT_SEEN: self.tr("Not inspected"),
            EntryFilter.UNDECIDED: self.tr("Not judged by a person"),
            EntryFilter.CORRECTED: self.tr("Corrected"),
            EntryFilter.UNREADABLE: self.tr("Unreadable"),
        }
        return words[group]

    def order(self, order: EntryOrder) -> str:
        """Return the name of an order."""
        match order:
            case EntryOrder.NAME:
                return self.tr("Name")
            case EntryOrder.NEWEST:
                return self.tr("Newest first")
            case EntryOrder.OLDEST:
                return self.tr("Oldest first")
            case EntryOrder.SUSPICION:
                return self.tr("Most suspicious first")

    def not_seen(self) -> str:
        """Return the badge of an image that was not inspected."""
        return self.tr("Not seen")

    def running(self) -> str:
        """Return the badge of an image that is being inspected."""
        return self.tr("Inspecting")

    def unreadable(self) -> str:
        """Return the badge of an image that cannot be read."""
        return self.tr("Unreadable")

    def corrected(self) -> str:
        """Return the mark of a verdict that was changed."""
        return self.tr("Corrected")

    def time(self, mtime_ns: int) -> str:
        """Return when a file was changed; nothing if that could not be asked."""
        if not mtime_ns:
            return ""
        moment = QDateTime.fromMSecsSinceEpoch(mtime_ns // _NS_PER_MS)
        # 24 hours: shifts are spoken of so, and "오후" would not fit beside the picture.
        date = QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat)
        return f"{date} {moment.toString('HH:mm')}"

    def problem(self, state: EntryState, error: ImageError | None) -> str:
        """Return why an image cannot be read; nothing if it can, as far as is known."""
        if state.problem:
            return state.problem
        return "" if error is None else render_error(error, current_language())

    def verdicts(self, state: EntryState) -> list[str]:
        """Return a line each for the program, the person and a correction."""
        lines = []
        if state.outcome is not None:
            lines.append(self.tr("Program: {outcome}").format(outcome=self.outcome(state.outcome)))
        elif state.seen is SeenState.RUNNING:
            lines.append(self.running())
        elif state.seen is SeenState.NOT_SEEN:
            lines.append(self.not_seen())
        if state.verdict is not None:
            lines.append(self.tr("Person: {verdict}").format(verdict=self.outcome(state.verdict)))
        if state.corrected:
            lines.append(self.corrected())
        if state.suspicion is not None:
            lines.append(self.tr("Suspicion: {value}").format(value=f"{state.suspicion:.2f}"))
        return lines

    def tooltip(self, path: Path, mtime_ns: int, state: EntryState, problem: str) -> str:
        """Return everything known about an image, a line each."""
        lines = [path.name, str(path.parent), self.time(mtime_ns), *self.verdicts(state), problem]
        return "\n".join(line for line in lines if line)

    def accessible(self, path: Path, state: EntryState, problem: str) -> str:
        """Return what a screen reader says of a row."""
        return ", ".join([path.name, *self.verdicts(state), *([problem] if problem else [])])
