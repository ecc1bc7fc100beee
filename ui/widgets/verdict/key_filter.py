"""The verdict keys on canvas and browser: an event filter round the state machine."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from core.domain.outcomes import Outcome
from ui.widgets.verdict.key_clock import KeyClock
from ui.widgets.verdict.key_events import name_event
from ui.widgets.verdict.key_names import (
    ENTER,
    SPACE,
    NamedKey,
    letter_of_jamo,
)
from ui.widgets.verdict.keys import (
    CATEGORY_KEYS,
    VERDICT_KEYS,
    AcceptKeyed,
    Action,
    CategoryKeyed,
    KeyPress,
    PartIdScanned,
    PassedOn,
    Refusal,
    Refused,
    Subject,
    VerdictKeyed,
    VerdictKeys,
)

_Modifier = Qt.KeyboardModifier
_TYPING: Final = _Modifier.ShiftModifier | _Modifier.KeypadModifier
_NO_REPEAT: Final = frozenset({*VERDICT_KEYS, *CATEGORY_KEYS, SPACE})
"""Holding these down means them once; other keys, such as next and previous, may repeat."""


class VerdictKeyFilter(QObject):
    """Watches the widgets it is installed on, and no others.

    Signals
    -------
    verdict_keyed(Outcome), category_keyed(int), accept_keyed(), undo_keyed()
        What a person wants.
    part_id_scanned(str)
        What a barcode scanner typed.
    key_refused(Refusal)
        Why a key did nothing.
    """

    verdict_keyed = Signal(object)
    category_keyed = Signal(int)
    accept_keyed = Signal()
    undo_keyed = Signal()
    part_id_scanned = Signal(str)
    key_refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = VerdictKeys()
        self._clock = KeyClock()
        self._targets: list[QWidget] = []
        self._events: dict[int, tuple[QWidget, QKeyEvent]] = {}
        self._token = 0
        self._replaying = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)
        # Keys that wait behind a stall are delivered before this one fires.
        self._decide = QTimer(self, singleShot=True, interval=0)
        self._decide.timeout.connect(self._pass_time)

    def install_on(self, widget: QWidget) -> None:
        """Watch the canvas or the browser; its input method is switched off."""
        widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        widget.installEventFilter(self)
        self._targets.append(widget)

    def set_subject(self, subject: Subject) -> None:
        """Tell what keys are about from now on."""
        self._keys.set_subject(subject)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._replaying or not isinstance(watched, QWidget):
            return False
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate}:
            self._keys.release_all()
        elif isinstance(event, QInputMethodEvent):
            return self._take_input_method(watched, event)
        elif isinstance(event, QKeyEvent) and _has_focus(watched):
            return self._take_key(watched, event)
        return False

    def _take_key(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            return self._claim(event)
        if event.type() is QEvent.Type.KeyPress:
            return self._take_press(watched, event)
        if not event.isAutoRepeat():
            self._keys.release(name_event(event).name)
        return False

    def _claim(self, event: QKeyEvent) -> bool:
        """Have a key sent to us before shortcuts of the window see it."""
        if event.isAutoRepeat() and not self._is_swallowed_repeat(event):
            return False
        if self._is_undo(event) or self._is_typing(event):
            event.accept()
            return True
        return False

    def _take_press(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return self._is_swallowed_repeat(event)
        if self._is_undo(event):
            self._emit_undo_keyed()
            return True
        if not self._is_typing(event):
            return False
        self._press(watched, event, name_event(event))
        return True

    def _press(self, watched: QWidget, event: QKeyEvent, named: NamedKey) -> None:
        self._token += 1
        self._events[self._token] = (watched, _copy(event))
        shifted = bool(event.modifiers() & _Modifier.ShiftModifier)
        press = KeyPress(
            self._clock.time_of(event.timestamp(), _now_ms()),
            named.name,
            named.text,
            token=self._token,
            modified=shifted,
        )
        self._do(self._keys.press(press))

    def _take_input_method(self, watched: QWidget, event: QInputMethodEvent) -> bool:
        """Take a single jamo that an input method composes although it was switched off.

        The key is not noted as released: some input methods send the jamo a second time when reset.
        """
        letter = letter_of_jamo(event.commitString() or event.preeditString()).lower()
        if not letter or not _has_focus(watched):
            return False
        kind, code = QEvent.Type.KeyPress, ord(letter.upper())
        key = QKeyEvent(kind, code, _Modifier.NoModifier, letter)
        self._press(watched, key, NamedKey(letter, letter))
        self._replaying = True
        try:
            QGuiApplication.inputMethod().reset()
        finally:
            self._replaying = False
        return True

    def _is_typing(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~_TYPING:
            return False
        named = name_event(event)
        # Enter opens an image in the browser at once, unless it can be the end of a scan.
        return self._keys.is_waiting if named.name == ENTER else bool(named.name or named.text)

    def _is_swallowed_repeat(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~_TYPING
        return self._is_undo(event) or (plain and name_event(event).name in _NO_REPEAT)

    def _is_undo(self, event: QKeyEvent) -> bool:
        only_control = event.modifiers() == _Modifier.ControlModifier
        return only_control and name_event(event).name == "z"

    def _on_timeout(self) -> None:
        self._decide.start()

    def _pass_time(self) -> None:
        self._do(self._keys.pass_time(_now_ms()))

    def _do(self, actions: list[Action]) -> None:
        for action in actions:
            self._do_one(action)
        self._arm()

    def _arm(self) -> None:
        deadline = self._keys.deadline_ms
        if deadline is None:
            self._timer.stop()
            self._events.clear()
        else:
            self._timer.start(max(1, int(deadline - _now_ms()) + 1))

    def _do_one(self, action: Action) -> None:
        match action:
            case VerdictKeyed(outcome):
                self._emit_verdict_keyed(outcome)
            case CategoryKeyed(number):
                self._emit_category_keyed(number)
            case AcceptKeyed():
                self._emit_accept_keyed()
            case PartIdScanned(text):
                self._emit_part_id_scanned(text)
            case Refused(why):
                self._emit_key_refused(why)
            case PassedOn(token):
                self._replay(token)

    def _replay(self, token: int) -> None:
        target, event = self._events.pop(token)
        if not isValid(target) or _trigger_shortcut(target, name_event(event).name):
            return
        self._replaying = True
        try:
            QApplication.sendEvent(target, event)
        finally:
            self._replaying = False

    def _emit_verdict_keyed(self, outcome: Outcome) -> None:
        self.verdict_keyed.emit(outcome)

    def _emit_category_keyed(self, number: int) -> None:
        self.category_keyed.emit(number)

    def _emit_accept_keyed(self) -> None:
        self.accept_keyed.emit()

    def _emit_undo_keyed(self) -> None:
        self.undo_keyed.emit()

    def _emit_part_id_scanned(self, text: str) -> None:
        self.part_id_scanned.emit(text)

    def _emit_key_refused(self, why: Refusal) -> None:
        self.key_refused.emit(why)


def _now_ms() -> float:
    return time.monotonic() * 1000


def _has_focus(widget: QWidget) -> bool:
    """Tell whether a key is the widget's own: a text field inside hands up what it leaves over."""
    return QApplication.focusWidget() is widget


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )


def _trigger_shortcut(target: QWidget, name: str) -> bool:
    """Trigger the single-key shortcut of the window that the held key would have triggered."""
    if len(name) != 1:
        return False
    sequence, window = QKeySequence(name.upper()), target.window()
    for action in window.findChildren(QAction):
        if action.isEnabled() and sequence in action.shortcuts():
            action.trigger()
            return True
    for shortcut in window.findChildren(QShortcut):
        keys = shortcut.keys()
        if shortcut.isEnabled() and sequence in keys:
            shortcut.activated.emit()
            return True
    return False
