"""The findings and the configuration of one record, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableWidget,
    QTableWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from typing_extensions import override

from core.domain.categories import CategorySet
from core.domain.inspections import Finding
from core.domain.measurements import Measurement
from core.records.values import Story
from core.texts.wording import category_name, render_severity_rule
from ui.i18n.translation import current_language
from ui.icons import verdict_icon
from ui.models.history_model import NOTHING, outcome_words, severity_words, zone_words
from ui.theme import colors
from ui.values import is_clean


class FindingsTable(QTableWidget):
    """One row a finding, the worst first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._categories = CategorySet(())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setHighlightSections(False)

    def show_findings(self, findings: Sequence[Finding], categories: CategorySet) -> None:
        """Show the findings of a record."""
        self._findings = tuple(findings)
        self._categories = categories
        self._rebuild()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange}:
            self._rebuild()

    def _rebuild(self) -> None:
        side = self.fontMetrics().height()
        self.setIconSize(QSize(side, side))
        headings = [
            self.tr("Outcome"),
            self.tr("Category"),
            self.tr("Confidence"),
            self.tr("Severity"),
            self.tr("Place"),
            self.tr("Length"),
            self.tr("Width"),
            self.tr("Share of the image"),
            self.tr("Anomaly / limit"),
        ]
        self.setAccessibleName(self.tr("Findings"))
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(headings)
        self.setRowCount(len(self._findings))
        for row, finding in enumerate(self._findings):
            for column, words in enumerate(self._cells(finding)):
                item = QTableWidgetItem(words)
                if column == 0:
                    item.setIcon(verdict_icon(finding.outcome))
                if words == NOTHING:
                    item.setForeground(colors().muted)
                self.setItem(row, column, item)
        self.resizeColumnsToContents()

    def _cells(self, finding: Finding) -> list[str]:
        top, measured, anomaly = finding.category, finding.measurement, finding.anomaly
        outcome, scored = outcome_words(finding.outcome), _pair(anomaly.score, anomaly.limit)
        if is_clean(finding.outcome, finding.reason.code):
            return [outcome, *[NOTHING] * 7, scored]
        return [
            outcome,
            category_name(self._categories, top.id, current_language()) if top else "",
            f"{top.probability * 100:.0f} %" if top else "",
            _severity(finding),
            zone_words(measured.zone) if measured.zone else "",
            _size(measured.length_mm, measured.length_px),
            _size(measured.width_mm, measured.width_px),
            _percent(measured),
            scored,
        ]


class ConfigurationTree(QTreeWidget):
    """Everything a verdict depended on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._story: Story | None = None
        self.setColumnCount(2)
        self.setAlternatingRowColors(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def show_configuration(self, story: Story) -> None:
        """Show what the outcome of a record came from."""
        self._story = story
        self._rebuild()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild()

    def _rebuild(self) -> None:
        story = self._story
        if story is None:
            return
        self.clear()
        self.setAccessibleName(self.tr("Configuration"))
        self.setHeaderLabels([self.tr("Setting"), self.tr("Value")])
        made, inspection = story.inspection.configuration, story.inspection
        root = self.invisibleRootItem()
        _add(root, self.tr("Program version"), made.app_version)
        for model in made.models:
            item = _add(root, self.tr("Model"), model.id)
            _add(item, self.tr("Fingerprint"), model.fingerprint)
            _add(item, self.tr("Number format"), model.dtype)
            _add(item, self.tr("Quantisation"), model.quantisation or "–")
            _add(item, self.tr("Device"), model.device)
        prompts = _add(root, self.tr("Prompt set"), made.prompt_set_id or "–")
        _add(prompts, self.tr("Hash"), made.prompt_set_hash)
        bank = _add(root, self.tr("Bank revision"), str(made.bank_revision))
        _add(bank, self.tr("Hash"), made.bank_hash)
        _add(bank, self.tr("Good references since revision"), str(made.references_revision))
        _add_mapping(root, self.tr("Rules"), made.rules)
        _add_mapping(root, self.tr("Calibrations"), made.calibrations)
        _add_mapping(root, self.tr("Pre-processing"), made.preprocessing)
        _add_mapping(root, self.tr("Image quality"), inspection.quality)
        image = _add(root, self.tr("Image"), inspection.sha256)
        if inspection.facts is not None:
            facts = inspection.facts
            _add(image, self.tr("Size"), f"{facts.width_px} × {facts.height_px} px")
            _add(image, self.tr("Colour mode of the file"), facts.mode)
        _add(image, self.tr("Page"), str(inspection.page + 1))
        self.expandAll()
        self.resizeColumnToContents(0)


def _add(parent: QTreeWidgetItem, name: str, value: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem(parent, [name, value])
    item.setToolTip(1, value)
    return item


def _add_mapping(parent: QTreeWidgetItem, name: str, values: Mapping[str, object]) -> None:
    if not values:
        return
    item = _add(parent, name, "")
    for key, value in values.items():
        if isinstance(value, Mapping):
            _add_mapping(item, key, value)
        else:
            _add(item, key, _plain(value))


def _plain(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_plain(part) for part in value)
    return str(value)


def _severity(finding: Finding) -> str:
    if finding.severity is None:
        return ""
    severity = severity_words(finding.severity)
    rule = render_severity_rule(finding, current_language())
    return f"{severity} ({rule})" if rule else severity


def _size(size_mm: float | None, size_px: float | None) -> str:
    if size_mm is not None:
        return f"{size_mm:.2f} mm"
    return f"{size_px:.1f} px" if size_px is not None else ""


def _percent(measured: Measurement) -> str:
    return f"{measured.area_percent:.2f} %" if measured.area_percent is not None else ""


def _pair(score: float | None, limit: float | None) -> str:
    if score is None:
        return ""
    return f"{score:.2f} / {limit:.2f}" if limit is not None else f"{score:.2f}"
