"""Everything the menus and the toolbar offer: icon, words, shortcut."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from core.texts.language import LANGUAGES, Language
from ui.icons import icon
from ui.theme import THEMES, ThemeChoice

TEXT_SIZES: Final = (100, 125, 150, 200)


class WindowActions(QObject):
    """The window's actions; who carries them out connects to ``triggered`` or ``toggled``.

    Parameters
    ----------
    parent : QObject
        The window.

    Attributes
    ----------
    languages, themes, text_sizes : dict
        Checkable actions, one of each group is checked.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.open_folder = self._make("open-folder", "Ctrl+O")
        self.export = self._make("export", "Ctrl+E")
        self.settings = self._make("settings", "Ctrl+,")
        self.quit = self._make(None, "Ctrl+Q")
        self.new_product = self._make("product", "Ctrl+N")
        self.teach_folder = self._make("teach")
        self.inspect = self._make("inspect", "Ctrl+Return")
        self.inspect_folder = self._make("inspect-folder", "Ctrl+Shift+Return")
        self.stop = self._make("stop", "Ctrl+.")
        self.roi = self._make("roi", "R", checkable=True)
        self.outline = self._make("outline", "L")
        self.heat_map = self._make("heatmap", "M", checkable=True)
        self.millimetres = self._make("measure", "Ctrl+M")
        self.undo_verdict = self._make("undo", "Ctrl+Z")
        self.full_screen = self._make(None, "F11", checkable=True)
        self.reset_layout = self._make("refresh")
        self.quick_guide = self._make("help", "F1")
        self.training_cards = self._make("teach")
        self.log_folder = self._make("open-folder")
        self.about = self._make("info")
        self.languages: dict[Language, QAction] = {
            language: self._make(None, checkable=True) for language in LANGUAGES
        }
        self.themes: dict[ThemeChoice, QAction] = {
            choice: self._make(None, checkable=True) for choice in THEMES
        }
        self.text_sizes = {size: self._make(None, checkable=True) for size in TEXT_SIZES}
        self._groups = [
            self._group(list(group.values()))
            for group in (self.languages, self.themes, self.text_sizes)
        ]
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._say_file_and_product()
        self._say_image()
        self._say_view()
        self._say_help()

    def _say_file_and_product(self) -> None:
        _say(self.open_folder, self.tr("Open folder…"), self.tr("Open a folder of images"))
        self.open_folder.setIconText(self.tr("Open"))
        _say(self.export, self.tr("Export CSV…"), self.tr("Export the history as a CSV file"))
        _say(self.settings, self.tr("Settings…"), self.tr("Settings"))
        _say(self.quit, self.tr("Quit"))
        _say(
            self.new_product,
            self.tr("New product…"),
            self.tr("Set up a new product in three steps"),
        )
        _say(
            self.teach_folder,
            self.tr("Teach from a folder…"),
            self.tr("Teach good references and examples from sorted folders"),
        )

    def _say_image(self) -> None:
        _say(self.inspect, self.tr("Inspect"), self.tr("Inspect the image on the screen"))
        _say(
            self.inspect_folder,
            self.tr("Inspect folder"),
            self.tr("Inspect all images of the folder"),
        )
        _say(self.stop, self.tr("Stop"), self.tr("Stop the running inspection"))
        _say(self.roi, self.tr("ROI"), self.tr("Draw regions of interest"))
        _say(
            self.outline,
            self.tr("Correct outline…"),
            self.tr("Correct the measured outline and length line by hand"),
        )
        self.outline.setIconText(self.tr("Outline"))
        _say(self.heat_map, self.tr("Heat map"), self.tr("Show where the image differs"))
        _say(
            self.millimetres,
            self.tr("Millimetres…"),
            self.tr("Calibrate: how many mm one pixel shows"),
        )
        self.millimetres.setIconText("mm")
        _say(
            self.undo_verdict,
            self.tr("Take back last verdict"),
            self.tr("Take back the last verdict; both stay in the history"),
        )

    def _say_view(self) -> None:
        _say(self.full_screen, self.tr("Full screen"))
        _say(
            self.reset_layout,
            self.tr("Reset layout"),
            self.tr("Put all panels back where they were at first"),
        )
        # A language is named in its own words.
        _say(self.languages["ko"], "한국어")
        _say(self.languages["en"], "English")
        _say(self.themes["light"], self.tr("Light"))
        _say(self.themes["dark"], self.tr("Dark"))
        _say(self.themes["system"], self.tr("As the system"))
        for size, action in self.text_sizes.items():
            _say(action, f"{size} %")

    def _say_help(self) -> None:
        _say(self.quick_guide, self.tr("Quick guide"))
        self.quick_guide.setIconText(self.tr("Help"))
        _say(
            self.training_cards,
            self.tr("Training cards…"),
            self.tr("Each category explained: what counts, how it looks, causes, what to do"),
        )
        _say(self.log_folder, self.tr("Open log folder"))
        _say(self.about, self.tr("About DefectScribe"))

    def _make(self, picture: str | None, shortcut: str = "", *, checkable: bool = False) -> QAction:
        action = QAction(self)
        if picture:
            action.setIcon(icon(picture))
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        # A held key must not inspect or take back again and again.
        action.setAutoRepeat(False)
        action.setCheckable(checkable)
        return action

    def _group(self, actions: list[QAction]) -> QActionGroup:
        group = QActionGroup(self)
        for action in actions:
            group.addAction(action)
        return group


def _say(action: QAction, text: str, tip: str = "") -> None:
    """Set text, tooltip with shortcut, and what a screen reader says."""
    action.setText(text)
    action.setIconText(text.removesuffix("…"))
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    words = tip or text.removesuffix("…")
    action.setToolTip(f"{words} ({keys})" if keys else words)
    action.setStatusTip("")
    action.setWhatsThis(words)
