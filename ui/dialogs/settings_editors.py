"""Editors for single values of the settings."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.dialogs.settings_schema import FormContext, Schema
from ui.theme import GRID_PX
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.notices import muted

_MOST = 10**9
_DECIMALS = 6


class Editor(QWidget):
    """Shows and changes one JSON value.

    Signals
    -------
    edited
        A person changed it.
    """

    edited = Signal()

    def value(self) -> object:
        """Return what is shown, as JSON has it."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show a value."""
        raise NotImplementedError

    def name(self, words: str, help_words: str) -> None:
        """Tell assistive technology and tooltips what the value is."""
        for child in self.findChildren(QWidget):
            if child.focusPolicy() is not Qt.FocusPolicy.NoFocus and not child.accessibleName():
                child.setAccessibleName(words)
                child.setToolTip(help_words or words)

    def show_problem(self, place: tuple[int | str, ...], words: str) -> bool:
        """Show a problem beside the part it is about; False if that is the whole value."""
        del place, words
        return False

    def clear_problems(self) -> None:
        """Forget the problems shown inside."""

    def _tell(self) -> None:
        self.edited.emit()

    def _fill_with(self, *widgets: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID_PX)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)


class TextEditor(Editor):
    """A line of text."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.textEdited.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)

    @override
    def value(self) -> object:
        return self.line.text().strip()

    @override
    def set_value(self, value: object) -> None:
        self.line.setText(str(value))


class ChoiceEditor(Editor):
    """One of some values; a value that is not among them is offered as well."""

    def __init__(self, entries: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for value, words in entries:
            self.box.addItem(words, value)
        self.box.activated.connect(self._tell)
        _only_when_focused(self.box)
        self._fill_with(self.box)

    @override
    def value(self) -> object:
        return self.box.currentData()

    @override
    def set_value(self, value: object) -> None:
        if self.box.findData(value) < 0:
            self.box.addItem(str(value), value)
        self.box.setCurrentIndex(self.box.findData(value))


class _PlainSpinBox(QDoubleSpinBox):
    """Shows no more decimals than the number has."""

    @override
    def textFromValue(self, val: float) -> str:
        return f"{val:.{_DECIMALS}f}".rstrip("0").rstrip(".")


class NumberEditor(Editor):
    """A number within the limits of its schema."""

    def __init__(self, schema: Schema) -> None:
        super().__init__()
        least = schema.get("minimum", schema.get("exclusiveMinimum", -_MOST))
        most = schema.get("maximum", schema.get("exclusiveMaximum", _MOST))
        self.box: QSpinBox | QDoubleSpinBox
        if schema["type"] == "integer":
            whole = QSpinBox()
            whole.setRange(int(least), int(most))
            whole.valueChanged.connect(self._tell)
            self.box = whole
        else:
            real = _PlainSpinBox()
            real.setDecimals(_DECIMALS)
            real.setRange(least, most)
            real.setSingleStep(0.05 if most == 1 else 1.0)
            real.valueChanged.connect(self._tell)
            self.box = real
        widest = 12 * self.fontMetrics().horizontalAdvance("0")
        self.box.setMinimumWidth(widest)
        _only_when_focused(self.box)
        self._fill_with(self.box)

    @override
    def value(self) -> object:
        return self.box.value()

    @override
    def set_value(self, value: object) -> None:
        if not isinstance(value, int | float):
            return
        with QSignalBlocker(self.box):
            if isinstance(self.box, QSpinBox):
                self.box.setValue(int(value))
            else:
                self.box.setValue(value)


class TimeEditor(Editor):
    """A time of day."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QTimeEdit()
        self.box.setDisplayFormat("HH:mm")
        self.box.timeChanged.connect(self._tell)
        _only_when_focused(self.box)
        self._fill_with(self.box)

    @override
    def value(self) -> object:
        return self.box.time().toString("HH:mm:ss")

    @override
    def set_value(self, value: object) -> None:
        with QSignalBlocker(self.box):
            self.box.setTime(QTime.fromString(str(value)[:8], "HH:mm:ss"))


class NumbersEditor(Editor):
    """A fixed number of numbers, such as width and height."""

    def __init__(self, schema: Schema, names: tuple[str, ...]) -> None:
        super().__init__()
        flow = FlowLayout(self)
        self.parts = tuple(NumberEditor(part) for part in schema["prefixItems"])
        for part, name in zip(self.parts, names, strict=True):
            cell = QWidget()
            row = QHBoxLayout(cell)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GRID_PX // 2)
            row.addWidget(muted(QLabel(name)))
            row.addWidget(part)
            part.name(name, name)
            part.edited.connect(self._tell)
            flow.addWidget(cell)

    @override
    def value(self) -> object:
        return [part.value() for part in self.parts]

    @override
    def set_value(self, value: object) -> None:
        if isinstance(value, list):
            for part, number in zip(self.parts, value, strict=True):
                part.set_value(number)


class OptionalEditor(Editor):
    """A value that may be left to the program."""

    def __init__(self, inner: Editor) -> None:
        super().__init__()
        self.inner = inner
        self.box = QCheckBox(self.tr("set"))
        self.box.toggled.connect(inner.setVisible)
        self.box.clicked.connect(self._tell)
        inner.edited.connect(self._tell)
        inner.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(self.box)
        column.addWidget(inner)

    @override
    def value(self) -> object:
        return self.inner.value() if self.box.isChecked() else None

    @override
    def set_value(self, value: object) -> None:
        self.box.setChecked(value is not None)
        if value is not None:
            self.inner.set_value(value)

    @override
    def show_problem(self, place: tuple[int | str, ...], words: str) -> bool:
        return self.inner.show_problem(place, words)

    @override
    def clear_problems(self) -> None:
        self.inner.clear_problems()


class _WheelGuard(QObject):
    """Scrolling a page must not change the number that comes under the cursor."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_wheel = event.type() == QEvent.Type.Wheel
        if is_wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _only_when_focused(widget: QWidget) -> None:
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_WheelGuard(widget))


def simple_editor(schema: Schema, field: str, context: FormContext) -> Editor | None:
    """Return the editor of a value that has no named parts; None if it has."""
    kind = schema.get("type")
    if "enum" in schema:
        words = context.choice_words
        return ChoiceEditor(
            tuple((value, words[f"{schema['title']}.{value}"]) for value in schema["enum"])
        )
    if field in context.names:
        return ChoiceEditor(context.names[field])
    if kind in {"integer", "number"}:
        return NumberEditor(schema)
    if kind == "string":
        return TimeEditor() if schema.get("format") == "time" else TextEditor()
    if "prefixItems" in schema:
        return NumbersEditor(schema, context.part_words[field])
    return None
