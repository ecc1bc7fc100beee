"""Whether all words of a widget have room."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

_ROUNDS = 5


def settle() -> None:
    """Let layouts come to rest: a scroll bar that appears makes lines longer, and so on."""
    for _ in range(_ROUNDS):
        QApplication.processEvents()


def words_without_room(widget: QWidget) -> list[str]:
    """Return the labels, buttons and lists that are smaller than their words need."""
    settle()
    short = []
    for label in widget.findChildren(QLabel):
        needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
        if label.isVisible() and label.text() and needed > label.height():
            short.append(f"{label.text()!r}: {label.height()} of {needed} px high")
    for control in (*widget.findChildren(QAbstractButton), *widget.findChildren(QComboBox)):
        needed = control.minimumSizeHint().width()
        if control.isVisible() and control.width() < needed:
            short.append(f"{control.accessibleName()!r}: {control.width()} of {needed} px wide")
    return short


def sticking_out(widget: QWidget) -> list[str]:
    """Return the children that are cut off by the right edge of the widget."""
    settle()
    return [
        f"{type(child).__name__} {child.accessibleName()!r}"
        for child in widget.findChildren(QWidget)
        if child.isVisible()
        and not child.isWindow()
        and child.mapTo(widget, child.rect().topRight()).x() > widget.width()
    ]
