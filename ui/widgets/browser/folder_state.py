"""What is said in place of the list, and above it."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QObject

from core.errors import DefectScribeError
from core.texts.wording import render_error
from ui.i18n.translation import current_language
from ui.workers.listing import ListingEnd


class Emptiness(Enum):
    """Why the list is empty."""

    NOT_OPEN = auto()
    LISTING = auto()
    NO_IMAGES = auto()
    UNUSABLE = auto()
    NOTHING_MATCHES = auto()


class FolderWords(QObject):
    """Sentences about the folder, in the current language."""

    def empty(self, why: Emptiness, problem: DefectScribeError | None) -> tuple[str, str, str]:
        """Return title, hint and button; no button if there is nothing to do but wait."""
        match why:
            case Emptiness.NOT_OPEN:
                return (
                    self.tr("No folder is open"),
                    self.tr("Open a folder of images, or drop one here."),
                    self.tr("Open folder…"),
                )
            case Emptiness.LISTING:
                return self.tr("Reading the folder…"), "", ""
            case Emptiness.NO_IMAGES:
                return (
                    self.tr("No images in this folder"),
                    self.tr("JPEG, PNG, BMP, TIFF and WebP files are shown here."),
                    self.tr("Open another folder…"),
                )
            case Emptiness.UNUSABLE:
                return (
                    self.tr("This folder cannot be shown"),
                    "" if problem is None else self.problem(problem),
                    self.tr("Open another folder…"),
                )
            case Emptiness.NOTHING_MATCHES:
                return (
                    self.tr("No image matches"),
                    self.tr("Search for something else, or show all images again."),
                    self.tr("Show all"),
                )

    def problem(self, error: DefectScribeError) -> str:
        """Return what is wrong and what to do."""
        return render_error(error, current_language())

    def after(self, end: ListingEnd) -> str:
        """Return what a walk leaves to say: what is missing from the list; or nothing."""
        if end.problem is not None:
            kept = self.tr("What was found before stays in the list. Press F5 to try again.")
            return f"{self.problem(end.problem)} {kept}"
        if end.was_cancelled:
            return self.tr("Reading was stopped; the list is incomplete. Press F5 to read it all.")
        if end.skipped:
            left_out = self.tr("Subfolders left out: {count}.").format(count=len(end.skipped))
            return f"{left_out} {self.problem(end.skipped[0])}"
        return ""
