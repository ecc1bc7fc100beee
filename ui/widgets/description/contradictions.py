"""Marks on words of a model that the record does not bear out: underlined, and told below."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.theme import colors

if TYPE_CHECKING:
    from core.describe.truth.telling import ToldText
    from core.domain.categories import CategorySet
    from core.domain.inspections import Caption, Finding
    from core.texts.language import Language


def seen_of(
    finding: Finding | None, caption: Caption | None, categories: CategorySet, lang: Language
) -> ToldText | None:
    """Return what a model sees on a finding: the caption, else the finding's own; None if none."""
    said = caption or (finding.caption if finding else None)
    if said is None:
        return None
    # Loads the word lists, which the first paint can do without.
    from core.describe.truth.telling import tell_caption

    return tell_caption(said, finding, categories, lang)


def with_notes(told: ToldText) -> str:
    """Return the text and, below it, a line for each contradiction."""
    return "\n".join([told.text, *told.notes])


def underline_words(view: QTextEdit, told: ToldText) -> None:
    """Underline what is contradicted; the pointer over it shows why.

    Parameters
    ----------
    view : QTextEdit
        Shows the text of ``told`` among others.
    told : ToldText
    """
    shown = view.document().toPlainText().replace("\u00a0", " ")
    offset = shown.rfind(told.text.replace("\u00a0", " "))
    if offset < 0:
        return
    for found, note in zip(told.found, told.notes, strict=True):
        cursor = QTextCursor(view.document())
        cursor.setPosition(offset + found.start)
        cursor.setPosition(offset + found.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(_mark(note))


def as_html(told: ToldText) -> str:
    """Return the text for a label: contradicted words underlined, the notes below."""
    text, parts, position = told.text, list[str](), 0
    colour = colors().warning.name()
    for found in told.found:
        if found.start < position:
            continue
        parts.append(html.escape(text[position : found.start]))
        words = html.escape(text[found.start : found.end])
        parts.append(f'<u style="color: {colour}">{words}</u>')
        position = found.end
    parts.append(html.escape(text[position:]))
    lines = ["".join(parts), *(html.escape(note) for note in told.notes)]
    return "<br>".join(line.replace("\n", "<br>") for line in lines)


def _mark(note: str) -> QTextCharFormat:
    mark = QTextCharFormat()
    mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    mark.setForeground(colors().warning)
    mark.setUnderlineColor(colors().warning)
    mark.setToolTip(note)
    return mark
