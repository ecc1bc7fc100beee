"""One line that says what became of the last verdict, or why a key did nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from core.texts.catalogue import shared_texts
from ui.i18n.translation import current_language
from ui.theme import GRID_PX, colors
from ui.values import SavedVerdict
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.notices import set_text_color, tinted
from ui.widgets.verdict.keys import Refusal

_HINT_MS: Final = 4000


class SaveState(StrEnum):
    """What became of the last verdict."""

    NONE = "none"
    SAVING = "saving"
    SAVED = "saved"
    UNSAVED = "unsaved"


_SIGNS: Final = {
    SaveState.SAVING: "unsaved",
    SaveState.SAVED: "ok-check",
    SaveState.UNSAVED: "warning",
}


class SaveLine(QWidget):
    """Sign and words for the first of these that is to be said.

    Why a key did nothing (for a moment only), what is not saved, who has judged the image that is
    shown, what became of the last verdict.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._detail = SaveState.NONE, ""
        self._refusal: Refusal | None = None
        self._standing: SavedVerdict | None = None
        self._sign = QLabel()
        self._words = ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID_PX // 2)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, singleShot=True, interval=_HINT_MS)
        self._timer.timeout.connect(self.clear_refusal)
        self.retranslate()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text

    @property
    def state(self) -> SaveState:
        """What became of the last verdict."""
        return self._state

    def show_state(self, state: SaveState, detail: str = "") -> None:
        """Say what became of the last verdict; ``detail`` names it, or says what is wrong."""
        self._state, self._detail = state, detail
        self.retranslate()

    def show_standing(self, saved: SavedVerdict | None) -> None:
        """Say who judged the image that is shown, and when; None if nobody, or just now."""
        self._standing = saved if saved is not None and saved.at is not None else None
        self.retranslate()

    def show_refusal(self, why: Refusal) -> None:
        """Say for a moment why nothing happened."""
        if why is Refusal.IMAGE_CHANGED:
            return
        self._refusal = why
        self._timer.start()
        self.retranslate()

    def clear_refusal(self) -> None:
        """Say again what became of the last verdict."""
        self._timer.stop()
        self._refusal = None
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language and theme."""
        c = colors()
        words, sign, color = self._said(), _SIGNS.get(self._state), c.muted
        if self._refusal is not None:
            sign, color = "info", c.warning
        elif self._state is SaveState.UNSAVED:
            color = c.error
        elif self._standing is not None:
            sign = "person"
        side = self.fontMetrics().height()
        self._sign.setVisible(sign is not None)
        if sign is not None:
            self._sign.setPixmap(tinted(sign, color, side, self.devicePixelRatioF()))
        self._words.set_text(words, self._hint())
        set_text_color(self._words, color)
        self.setAccessibleName(words)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        looks = {QEvent.Type.LanguageChange, QEvent.Type.FontChange, QEvent.Type.PaletteChange}
        if event.type() in looks:
            self.retranslate()

    def _said(self) -> str:
        if self._refusal is Refusal.HOLD_NEEDS_PERSON:
            return self.tr("A hold is not accepted: decide with O, N or H.")
        if self._refusal is Refusal.NOT_SEEN:
            return self.tr("An image that cannot be read is not OK: choose NG or hold.")
        if self._refusal is Refusal.NOT_READY:
            return self.tr("Wait until the image is shown and scored.")
        if self._standing is not None and self._state is not SaveState.UNSAVED:
            return self._judged(self._standing)
        words = {
            SaveState.NONE: "",
            SaveState.SAVING: self.tr("Saving: {0}"),
            SaveState.SAVED: self.tr("Saved: {0}"),
            SaveState.UNSAVED: self.tr("Not saved: {0}"),
        }
        return words[self._state].format(self._detail)

    def _judged(self, saved: SavedVerdict) -> str:
        outcome = shared_texts().text(current_language(), f"outcome.{saved.chosen.verdict}")
        who = saved.operator or "–"
        return self.tr("Judged {outcome}: {who}, {when}").format(
            outcome=outcome, who=who, when=f"{saved.at:%Y-%m-%d %H:%M}"
        )

    def _hint(self) -> str:
        """Return all that was said with the verdict, as a tooltip; nothing without any of it."""
        saved = self._standing
        if saved is None or self._refusal is not None or self._state is SaveState.UNSAVED:
            return ""
        lines = [self._judged(saved)]
        if saved.chosen.reason:
            lines.append(self.tr("Reason: {0}").format(saved.chosen.reason))
        if saved.chosen.note:
            lines.append(self.tr("Note: {0}").format(saved.chosen.note))
        return "\n".join(lines)
