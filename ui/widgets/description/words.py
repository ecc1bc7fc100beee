"""What the description pane says about a finding, and how it is set."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from core.domain.categories import CategorySet
from core.domain.inspections import Finding, Inspection
from core.texts.catalogue import shared_texts
from core.texts.language import LANGUAGES, Language
from core.texts.wording import render_reason, render_suggestions, sentences_in
from ui.theme import GRID_PX

_LINE_PERCENT: Final = 130.0
_NUMBERED: Final = re.compile(r"\d+\. ")


def sentence_of(
    inspection: Inspection,
    finding: Finding | None,
    size: str,
    *,
    categories: CategorySet,
    lang: Language,
) -> str:
    """Return the sentences of a finding; without any, why there is no more to say.

    Parameters
    ----------
    inspection : Inspection
        What the finding belongs to.
    finding : Finding or None
        The one to describe.
    size : {"short", "normal", "report"}
        How much to say.
    categories : CategorySet
        Names of the categories.
    lang : {"ko", "en"}
        Language.
    """
    if finding is None or finding.sentences is None:
        return render_reason((finding or inspection).reason, categories, lang)
    sentences = sentences_in(finding.sentences, lang)
    by_size = {
        "short": sentences.short,
        "normal": sentences.normal,
        "report": sentences.report,
    }
    return by_size[size]


def suggestions_of(finding: Finding | None, size: str, lang: Language) -> str:
    """Return what probably caused it; a line of outcome and place has no room for it."""
    if finding is None or size == "short":
        return ""
    first = 2 if size == "report" else 1
    return render_suggestions(finding.suggestions, lang, first=first)


def set_words(view: QTextEdit, words: str) -> None:
    """Show a text; what is suggested stands apart from what was found."""
    # A number and its percent sign stay in one line.
    view.setPlainText(words.replace(" %", "\u00a0%"))
    document = view.document()
    # Hangul is dense: give its lines some air.
    air = QTextBlockFormat()
    kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
    air.setLineHeight(_LINE_PERCENT, kind.value)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(air)
    for lang in LANGUAGES:
        heading = document.find(shared_texts().text(lang, "suggestion.heading"))
        if not heading.isNull():
            _set_suggestions(heading)


def _set_suggestions(heading: QTextCursor) -> None:
    """Set the heading bold and what belongs to a cause below it to the right."""
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    heading.mergeCharFormat(bold)
    block = heading.block().next()
    while block.isValid() and block.text():
        place = QTextBlockFormat()
        if _NUMBERED.match(block.text()):
            place.setTopMargin(GRID_PX // 2)
        else:
            place.setLeftMargin(2 * GRID_PX)
        QTextCursor(block).mergeBlockFormat(place)
        block = block.next()
