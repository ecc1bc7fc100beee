"""What this program is, and whose work it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.version import APP_VERSION
from core.texts.program_folder import program_dir, resources_dir
from ui.dialogs.base import AppDialog
from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.notices import muted


@dataclass(frozen=True, slots=True)
class Notice:
    """A text that must go with the program; ``text`` is None if its file is missing."""

    title: str
    text: str | None


def read_notices() -> tuple[Notice, ...]:
    """Read the notices and licences that lie beside the program: files of a few kB.

    Call it from a controller or worker, not from a widget.
    """
    starter = resources_dir() / "models" / "starter"
    licences = sorted(starter.glob("LICENSE*.txt"))
    return (
        _notice("NOTICE", program_dir() / "NOTICE"),
        _notice("LICENSE", program_dir() / "LICENSE"),
        _notice("starter: NOTICE", starter / "NOTICE.txt"),
        *(_notice(f"starter: {path.stem}", path) for path in licences),
        _notice("Nanum Gothic: OFL", resources_dir() / "fonts" / "OFL.txt"),
    )


class AboutDialog(AppDialog):
    """Version, licence and notices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: tuple[Notice, ...] = ()
        self._name = QLabel("DefectScribe")
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._version = muted(QLabel())
        self._what = QLabel()
        self._licence = QLabel()
        self._tabs = QTabWidget()
        self._copy = QPushButton()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._lay_out()
        self.retranslate()
        self.start_with(92, 32)

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show the texts of :func:`read_notices`."""
        self._notices = tuple(notices)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("About DefectScribe"))
        self._version.setText(self.tr("Version {version}").format(version=APP_VERSION))
        self._what.setText(
            self.tr(
                "Finds defects on images of parts, names them, measures them and keeps what the "
                "program and people said, without a network."
            )
        )
        self._licence.setText(
            self.tr(
                "Licensed under the Apache License 2.0. Uses Qt and PySide6 under the LGPL 3. The "
                "texts below tell of the models, fonts and packages in it."
            )
        )
        self._copy.setText(self.tr("Copy the version"))
        self._copy.setToolTip(self.tr("Copy name and version, for a message to support"))
        self._copy.setAccessibleName(self._copy.text())
        self._fill_tabs()

    def _fill_tabs(self) -> None:
        shown = max(0, self._tabs.currentIndex())
        self._tabs.clear()
        for notice in self._notices:
            page = QPlainTextEdit()
            page.setReadOnly(True)
            page.setTabChangesFocus(True)
            page.setAccessibleName(notice.title)
            missing = self.tr("This file is missing. Install the program again.")
            page.setPlainText(notice.text if notice.text is not None else missing)
            self._tabs.addTab(page, notice.title)
        self._tabs.setCurrentIndex(shown)

    def _lay_out(self) -> None:
        for label in (self._what, self._licence):
            label.setWordWrap(True)
        self._tabs.setDocumentMode(True)
        self._tabs.setUsesScrollButtons(True)
        self._copy.setIcon(icon("copy"))
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._on_copy)
        self._buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._copy)
        foot.addStretch(1)
        foot.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.setSpacing(GRID_PX)
        for widget in (self._name, self._version, self._what, self._licence):
            column.addWidget(widget)
        column.addWidget(self._tabs, 1)
        column.addLayout(foot)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(f"DefectScribe {APP_VERSION}")


def _notice(title: str, path: Path) -> Notice:
    try:
        return Notice(title, path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        # Said in the dialog: a missing notice must be seen.
        return Notice(title, None)
