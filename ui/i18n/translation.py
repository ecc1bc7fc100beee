"""The language of the widgets; it can change while the program runs."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from core.texts.language import Language

_FOLDER: Final = Path(__file__).resolve().parent
_QT_FOLDER: Final = QLibraryInfo.LibraryPath.TranslationsPath

_log = logging.getLogger(__name__)


class _State:
    """There is one application, with one language."""

    language: Language = "ko"
    translators: tuple[QTranslator, ...] = ()


def current_language() -> Language:
    """Return the language last installed; Korean before that."""
    return _State.language


def is_installed() -> bool:
    """Return whether any language was installed yet."""
    return bool(_State.translators)


def install(app: QCoreApplication, language: Language) -> None:
    """Switch all widget strings; widgets hear of it by ``LanguageChange``.

    Qt's own words (buttons of dialogs, menus of text fields) follow, and numbers are written as
    in the language's country.

    Parameters
    ----------
    app : QCoreApplication
        The application.
    language : {"ko", "en"}
        Language.
    """
    for old in _State.translators:
        app.removeTranslator(old)
    _State.language = language
    country = QLocale.Country.SouthKorea if language == "ko" else QLocale.Country.UnitedStates
    spoken = QLocale.Language.Korean if language == "ko" else QLocale.Language.English
    QLocale.setDefault(QLocale(spoken, country))
    qt_folder = Path(QLibraryInfo.path(_QT_FOLDER))
    files = (qt_folder / f"qtbase_{language}.qm", _FOLDER / f"{language}.qm")
    found = (_load(app, file) for file in files)
    _State.translators = tuple(translator for translator in found if translator is not None)
    for translator in _State.translators:
        app.installTranslator(translator)


def _load(app: QCoreApplication, file: Path) -> QTranslator | None:
    translator = QTranslator(app)
    if translator.load(str(file)):
        return translator
    _log.warning("no translation in %s", file)
    return None
