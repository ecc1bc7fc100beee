"""Whether words fit into the controls that show them."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.texts.language import Language
from ui import theme
from ui.i18n import translation

LOOKS: Final[tuple[tuple[Language, int], ...]] = (
    ("ko", 100), ("ko", 125), ("ko", 200), ("en", 100), ("en", 125), ("en", 200),
)  # fmt: skip
_SLACK_PX: Final = 2


def speak(language: Language, percent: int = 100) -> None:
    """Switch language and text size of the application."""
    app = cast("QApplication", QApplication.instance())
    translation.install(app, language)
    theme.apply_text_size(app, percent)
    # Widgets hear of another language by a posted event.
    app.processEvents()


def settle(qtbot: QtBot, widget: QWidget) -> None:
    """Show a widget and wait for its layout."""
    widget.show()
    qtbot.waitExposed(widget)
    for _ in range(5):
        QApplication.processEvents()


def cut_off(widget: QWidget) -> list[str]:
    """Return the words of all visible labels, buttons and combo boxes that do not fit."""
    found = [*_cut_labels(widget)]
    controls = [*widget.findChildren(QAbstractButton), *widget.findChildren(QComboBox)]
    for control in controls:
        hint = control.minimumSizeHint()
        too_small = control.width() < hint.width() or control.height() + _SLACK_PX < hint.height()
        if control.isVisible() and too_small and not _is_clipped_on_purpose(control):
            found.append(control.accessibleName() or type(control).__name__)
    return found


def unnamed(widget: QWidget) -> list[str]:
    """Return visible controls without a name for assistive technology or without a tooltip."""
    return [
        f"{type(control).__name__} {control.accessibleName()!r}"
        for control in [*widget.findChildren(QAbstractButton), *widget.findChildren(QComboBox)]
        if control.isVisible()
        and not (control.accessibleName() or _words_of(control))
        and not _is_inner(control)
    ]


def _cut_labels(widget: QWidget) -> list[str]:
    found = []
    for label in widget.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        needs = (
            label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        )
        wide = label.wordWrap() or label.width() + _SLACK_PX >= label.sizeHint().width()
        if label.height() + _SLACK_PX < needs or not wide:
            found.append(label.text())
    return found


def _words_of(control: QWidget) -> str:
    return control.text() if isinstance(control, QAbstractButton) else ""


def _is_inner(control: QWidget) -> bool:
    """Tell of parts that Qt makes inside its own widgets, such as the corner of a table."""
    parent = control.parentWidget()
    return parent is not None and parent.metaObject().className().startswith(("Q", "ScrollBar"))


def _is_clipped_on_purpose(control: QWidget) -> bool:
    """Tell of the small buttons of tab bars and the corners of tables."""
    parent = control.parentWidget()
    return isinstance(parent, QTabBar | QTableView)
