"""The program's own Korean font, so that no machine shows empty boxes."""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from core.texts.program_folder import resources_dir

FAMILY: Final = "NanumGothic"
_FILES: Final = ("NanumGothic.ttf", "NanumGothicBold.ttf")
_POINTS: Final = 10.0

_log = logging.getLogger(__name__)


def install_fonts(app: QApplication) -> None:
    """Load the fonts of resources/fonts and make them the application's font.

    A font that cannot be loaded is logged; the system's fonts are used then.
    """
    families: set[str] = set()
    for name in _FILES:
        number = QFontDatabase.addApplicationFont(str(resources_dir() / "fonts" / name))
        if number < 0:
            _log.error("the font %s cannot be loaded", name)
        else:
            families.update(QFontDatabase.applicationFontFamilies(number))
    font = QFont(app.font())
    if FAMILY in families:
        font.setFamilies([FAMILY, *font.families()])
    # A desktop's 9 pt is small for Hangul, whose strokes are dense.
    font.setPointSizeF(max(_POINTS, font.pointSizeF()))
    app.setFont(font)
