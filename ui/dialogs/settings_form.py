"""Forms made from the schema of a settings model."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.dialogs.settings_editors import (
    ChoiceEditor,
    Editor,
    OptionalEditor,
    simple_editor,
)
from ui.dialogs.settings_schema import FormContext, Schema
from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.notices import MessageKind, MessageLine, muted, small_bold

_ANY = Qt.AlignmentFlag(0)


class GroupEditor(Editor):
    """The fields of one model, each with its help and what is wrong with it."""

    def __init__(self, schema: Schema, context: FormContext, *, in_line: bool = False) -> None:
        super().__init__()
        self.editors: dict[str, Editor] = {}
        self._hidden: dict[str, object] = {}
        self._problems: dict[str, MessageLine] = {}
        self._problem = MessageLine()
        title = schema["title"]
        layout = QHBoxLayout(self) if in_line else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX if in_line else 2 * GRID_PX)
        for name, part in schema["properties"].items():
            field = f"{title}.{name}"
            if field in context.hidden:
                self._hidden[name] = None
                continue
            editor = make_editor(part, field, context)
            editor.edited.connect(self._tell)
            editor.setEnabled(field not in context.read_only)
            self.editors[name] = editor
            layout.addWidget(
                self._row(name, field, context), 0, Qt.AlignmentFlag.AlignTop if in_line else _ANY
            )
        layout.addWidget(self._problem)
        if in_line:
            layout.addStretch(1)

    @override
    def value(self) -> object:
        return {**self._hidden, **{name: e.value() for name, e in self.editors.items()}}

    @override
    def set_value(self, value: object) -> None:
        values = cast("dict[str, object]", value)
        self._hidden = {name: values[name] for name in self._hidden}
        for name, editor in self.editors.items():
            editor.set_value(values[name])

    @override
    def show_problem(self, place: tuple[int | str, ...], words: str) -> bool:
        name = str(place[0]) if place else ""
        if name not in self.editors:
            self._problem.show_message(words, MessageKind.ERROR)
        elif not self.editors[name].show_problem(place[1:], words):
            self._problems[name].show_message(words, MessageKind.ERROR)
        return True

    @override
    def clear_problems(self) -> None:
        for line in (self._problem, *self._problems.values()):
            line.clear()
        for editor in self.editors.values():
            editor.clear_problems()

    def _row(self, name: str, field: str, context: FormContext) -> QWidget:
        words, editor = context.words[field], self.editors[name]
        editor.name(words.label, words.help)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX // 2)
        label = small_bold(QLabel(words.label))
        label.setWordWrap(True)
        column.addWidget(label)
        if words.help:
            help_line = muted(QLabel(words.help))
            help_line.setWordWrap(True)
            column.addWidget(help_line)
        group = editor.inner if isinstance(editor, OptionalEditor) else editor
        group.setContentsMargins(2 * GRID_PX if isinstance(group, GroupEditor) else 0, 0, 0, 0)
        column.addWidget(editor)
        self._problems[name] = MessageLine()
        column.addWidget(self._problems[name])
        return row


class RowsEditor(Editor):
    """Any number of rows, each with its own editors; base of lists and mappings."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[QWidget] = []
        self._editors_of: dict[QWidget, list[Editor]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID_PX)
        self._add = QPushButton(self.tr("Add"))
        self._add.setIcon(icon("add"))
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self._on_add)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._column.addLayout(foot)

    @property
    def add_button(self) -> QPushButton:
        """Adds a row."""
        return self._add

    def _editors(self, row: QWidget) -> list[Editor]:
        return self._editors_of[row]

    def _new_editors(self) -> list[Editor]:
        raise NotImplementedError

    def _on_add(self) -> None:
        self._append()
        self._tell()

    def _append(self) -> list[Editor]:
        row = QFrame()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX)
        editors = self._new_editors()
        for editor in editors:
            editor.edited.connect(self._tell)
            layout.addWidget(editor, 0, Qt.AlignmentFlag.AlignTop)
        remove = QToolButton()
        remove.setIcon(icon("delete"))
        remove.setAutoRaise(True)
        remove.setToolTip(self.tr("Take this row out"))
        remove.setAccessibleName(remove.toolTip())
        remove.clicked.connect(partial(self._on_remove, row))
        layout.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)
        self._column.insertWidget(len(self._rows), row)
        self._rows.append(row)
        self._editors_of[row] = editors
        return editors

    def _on_remove(self, row: QWidget) -> None:
        self._drop(row)
        self._tell()

    def _drop(self, row: QWidget) -> None:
        self._rows.remove(row)
        del self._editors_of[row]
        row.hide()
        row.deleteLater()

    def _clear(self) -> None:
        for row in tuple(self._rows):
            self._drop(row)


class ListEditor(RowsEditor):
    """A list of small models."""

    def __init__(self, schema: Schema, context: FormContext) -> None:
        super().__init__()
        self._item = context.resolve(schema["items"])
        self._context = context

    @override
    def value(self) -> object:
        return [self._editors(row)[0].value() for row in self._rows]

    @override
    def set_value(self, value: object) -> None:
        self._clear()
        for item in cast("list[object]", value):
            self._append()[0].set_value(item)

    @override
    def show_problem(self, place: tuple[int | str, ...], words: str) -> bool:
        if not place or not isinstance(place[0], int) or place[0] >= len(self._rows):
            return False
        return self._editors(self._rows[place[0]])[0].show_problem(place[1:], words)

    @override
    def clear_problems(self) -> None:
        for row in self._rows:
            self._editors(row)[0].clear_problems()

    @override
    def _new_editors(self) -> list[Editor]:
        return [GroupEditor(self._item, self._context, in_line=True)]


class MapEditor(RowsEditor):
    """Values by category; of a category that stands twice the last row counts, and it is said."""

    def __init__(self, schema: Schema, field: str, context: FormContext) -> None:
        super().__init__()
        self._value = schema["additionalProperties"]
        self._field = field
        self._context = context
        self._twice = MessageLine()
        self._column.addWidget(self._twice)
        self.edited.connect(self._warn_of_twice)

    @override
    def value(self) -> object:
        pairs = (self._editors(row) for row in self._rows)
        return {str(key.value()): value.value() for key, value in pairs}

    @override
    def set_value(self, value: object) -> None:
        self._clear()
        for key, item in cast("dict[str, object]", value).items():
            key_editor, value_editor = self._append()
            key_editor.set_value(key)
            value_editor.set_value(item)

    def _warn_of_twice(self) -> None:
        keys = [self._editors(row)[0].value() for row in self._rows]
        is_twice = len(set(keys)) < len(keys)
        words = self.tr("A category stands here twice: its last row counts.")
        self._twice.show_message(words if is_twice else "", MessageKind.WARNING)

    @override
    def _new_editors(self) -> list[Editor]:
        words = self._context.words[self._field]
        taken = {self._editors(row)[0].value() for row in self._rows}
        key = ChoiceEditor(self._context.keys)
        free = [value for value, _ in self._context.keys if value not in taken]
        if free:
            key.set_value(free[0])
        value = make_editor(self._value, f"{self._field}.value", self._context)
        for editor in (key, value):
            editor.name(words.label, words.help)
        return [key, value]


def make_editor(schema: Schema, field: str, context: FormContext) -> Editor:
    """Return the editor that fits a schema.

    Raises
    ------
    TypeError
        If the schema has a form nobody thought of; a test opens every model.
    """
    inner = context.without_null(schema)
    if inner is not None:
        return OptionalEditor(make_editor(inner, field, context))
    found = context.resolve(schema)
    editor = simple_editor(found, field, context)
    if editor is not None:
        return editor
    if "properties" in found:
        return GroupEditor(found, context)
    if "items" in found:
        return ListEditor(found, context)
    if "additionalProperties" in found:
        return MapEditor(found, field, context)
    msg = f"no editor for {field}: {schema}"
    raise TypeError(msg)
