"""Everything that is known about one record."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.categories import CategorySet
from core.domain.inspections import Evidence
from core.domain.outcomes import Outcome
from core.errors import DefectScribeError
from core.records.values import Story
from core.texts.wording import render_error
from ui.dialogs.base import AppDialog
from ui.i18n.translation import current_language
from ui.icons import icon, verdict_icon
from ui.models.history_model import outcome_words
from ui.theme import GRID_PX
from ui.widgets.history.evidence import EvidencePicture
from ui.widgets.history.record_facts import ConfigurationTree, FindingsTable
from ui.widgets.history.timeline import Timeline
from ui.widgets.notices import IconLabel, MessageKind, MessageLine, muted, small_bold


class RecordStoryDialog(AppDialog):
    """Evidence, what the program and people said, corrections with reasons, configuration.

    Signals
    -------
    image_wanted : Path
        A person wants to see the image itself; it may no longer exist.
    """

    image_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._story: Story | None = None
        self._evidence: Evidence | None = None
        self._error: DefectScribeError | None = None
        self._categories = CategorySet(())
        self._sub_grades: Mapping[str, str] = {}
        self._mark = IconLabel(icon("history"))
        self._title = small_bold(QLabel())
        self._about = muted(QLabel())
        self._message = MessageLine()
        self._preview = EvidencePicture()
        self._crop = EvidencePicture()
        self._timeline = Timeline()
        self._findings = FindingsTable()
        self._configuration = ConfigurationTree()
        self._tabs = QTabWidget()
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._show_image = QPushButton()
        self._copy = QPushButton()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._lay_out()
        self.retranslate()
        self.start_with(130, 42)

    def show_loading(self) -> None:
        """Say that the record is being read; :meth:`show_story` or :meth:`show_error` follows."""
        self._story = None
        self._error = None
        self._show()

    def show_story(
        self,
        story: Story,
        evidence: Evidence | None,
        categories: CategorySet,
        sub_grades: Mapping[str, str] | None = None,
    ) -> None:
        """Show a record; ``evidence`` is None where no pictures are kept (the program said OK)."""
        self._story = story
        self._evidence = evidence
        self._categories = categories
        self._sub_grades = sub_grades or {}
        self._error = None
        self._show()

    def show_error(self, error: DefectScribeError) -> None:
        """Say why the record cannot be shown."""
        self._error = error
        self._show()

    @override
    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setWindowTitle(self.tr("Record"))
        self._tabs.setTabText(0, self.tr("Story"))
        self._tabs.setTabText(1, self.tr("Findings"))
        self._tabs.setTabText(2, self.tr("Configuration"))
        self._show_image.setText(self.tr("Show the image"))
        self._show_image.setToolTip(self.tr("Open this image in the main window"))
        self._copy.setText(self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copy what this record says as text"))
        for button in (self._show_image, self._copy):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
        self._show()

    @property
    def pictures(self) -> tuple[EvidencePicture, EvidencePicture]:
        """The whole image, and the finding."""
        return self._preview, self._crop

    def as_text(self) -> str:
        """Return what the record says, to be pasted elsewhere."""
        entries = [
            "\n".join((entry.accessibleName(), entry.accessibleDescription()))
            for entry in self._timeline.entries()
        ]
        return "\n\n".join((self._title.text(), self._about.text(), *entries))

    def _lay_out(self) -> None:
        self._show_image.setIcon(icon("image"))
        self._copy.setIcon(icon("copy"))
        self._show_image.clicked.connect(self._on_image_wanted)
        self._copy.clicked.connect(self._on_copy)
        self._buttons.rejected.connect(self.reject)
        self._about.setWordWrap(True)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        pictures = QSplitter(Qt.Orientation.Vertical)
        pictures.addWidget(self._preview)
        pictures.addWidget(self._crop)
        pictures.setStretchFactor(0, 3)
        pictures.setStretchFactor(1, 2)
        for page in (self._timeline, self._findings, self._configuration):
            self._tabs.addTab(page, "")
        self._tabs.setDocumentMode(True)
        self._body.addWidget(pictures)
        self._body.addWidget(self._tabs)
        self._body.setStretchFactor(0, 2)
        self._body.setStretchFactor(1, 3)
        self._body.setChildrenCollapsible(False)
        head = QHBoxLayout()
        head.setSpacing(GRID_PX)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._show_image)
        foot.addWidget(self._copy)
        foot.addStretch(1)
        foot.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.setSpacing(GRID_PX)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self._message)
        column.addWidget(self._body, 1)
        column.addLayout(foot)

    def _show(self) -> None:
        story = self._story
        for widget in (self._body, self._show_image, self._copy):
            widget.setEnabled(story is not None)
        if self._error is not None:
            words = render_error(self._error, current_language())
            self._message.show_message(words, MessageKind.ERROR)
        else:
            self._message.clear()
        if story is None:
            self._mark.set_icon(icon("history"))
            self._title.setText("" if self._error else self.tr("Reading the record…"))
            self._about.setText("")
            return
        self._show_head(story)
        self._show_evidence()
        self._timeline.show_story(story, self._categories, self._sub_grades)
        self._findings.show_findings(story.inspection.findings, self._categories)
        self._configuration.show_configuration(story)

    def _show_head(self, story: Story) -> None:
        line = story.line
        said = [outcome_words(line.program_outcome)]
        said += [
            outcome_words(verdict)
            for verdict in (line.first_verdict, line.current_verdict)
            if verdict is not None
        ]
        standing = line.current_verdict or line.program_outcome
        self._mark.set_icon(verdict_icon(standing))
        chain = " → ".join(_without_repeats(said))
        name = PurePath(line.file).name
        self._title.setText(f"{chain}   {name}")
        self.setWindowTitle(self.tr("Record: {name}").format(name=name))
        about = [
            f"{line.time_local:%Y-%m-%d %H:%M:%S}",
            _labelled(self.tr("Product"), line.product),
            _labelled(self.tr("Lot"), line.lot),
            _labelled(self.tr("Part id"), line.part_id),
            _labelled(self.tr("Shift"), line.shift),
            line.file,
            _labelled(self.tr("Record"), line.record_id),
        ]
        self._about.setText(" · ".join(part for part in about if part))

    def _show_evidence(self) -> None:
        evidence = self._evidence
        self._crop.setVisible(evidence is not None)
        if evidence is not None:
            self._preview.show_jpeg(evidence.preview_jpeg, self.tr("Evidence: the whole image"))
            self._crop.show_jpeg(evidence.crop_jpeg, self.tr("Evidence: the finding"))
        elif self._story is not None and self._story.inspection.outcome is Outcome.OK:
            self._preview.show_words(
                self.tr("No picture is kept when the program says OK.\nOpen the image itself.")
            )
        else:
            self._preview.show_words(self.tr("No picture was kept with this record."))

    def _on_image_wanted(self) -> None:
        if self._story is not None:
            self.image_wanted.emit(Path(self._story.line.file))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text())


def _labelled(label: str, value: str) -> str:
    return f"{label} {value}" if value else ""


def _without_repeats(words: list[str]) -> list[str]:
    return [word for at, word in enumerate(words) if at == 0 or word != words[at - 1]]
