from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from core.domain.outcomes import Outcome
from ui import theme
from ui.theme import DARK, LIGHT, Colors

_READABLE = 4.5


def _luminance(color: QColor) -> float:
    """Return the relative luminance of WCAG 2.1."""
    parts = [color.redF(), color.greenF(), color.blueF()]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: QColor, other: QColor) -> float:
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["text", "muted", "ok", "ng", "hold", "warning", "error"])
def test_that_words_can_be_read_on_every_background(colors: Colors, name: str) -> None:
    backgrounds = (colors.window, colors.base, colors.alternate, colors.raised)
    assert min(_contrast(getattr(colors, name), b) for b in backgrounds) >= _READABLE


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_that_words_on_filled_colours_can_be_read(colors: Colors) -> None:
    filled = [(colors.on_verdict, c) for c in (colors.ok, colors.ng, colors.hold)]
    soft = [(colors.text, c) for c in (colors.ok_soft, colors.ng_soft, colors.hold_soft)]
    others = [(colors.on_accent, colors.accent), (colors.on_canvas, colors.canvas)]
    assert min(_contrast(*pair) for pair in (*filled, *soft, *others)) >= _READABLE


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_that_every_outcome_has_its_colour_and_none_is_muted(colors: Colors) -> None:
    shown = [colors.verdict(outcome).name() for outcome in (*Outcome, None)]
    assert len(set(shown)) == 4
    assert colors.verdict(None) == colors.muted
    assert len({colors.verdict_soft(outcome).name() for outcome in (*Outcome, None)}) == 4


def test_that_both_themes_name_valid_colours() -> None:
    for colors in (LIGHT, DARK):
        values = [getattr(colors, field.name) for field in fields(colors)]
        assert all(value.isValid() for value in values if isinstance(value, QColor))


@pytest.mark.parametrize(("choice", "expected"), [("light", LIGHT), ("dark", DARK)])
def test_that_a_theme_sets_colours_and_palette(
    looks: QApplication, choice: theme.ThemeChoice, expected: Colors
) -> None:
    theme.apply_theme(looks, choice)
    assert theme.colors() is expected
    assert theme.theme_choice() == choice
    assert looks.palette().color(QPalette.ColorRole.Window) == expected.window
    assert looks.palette().color(QPalette.ColorRole.HighlightedText) == expected.on_accent
    assert looks.style().objectName() == "fusion"


def test_that_the_system_theme_follows_the_desktop(looks: QApplication) -> None:
    theme.apply_theme(looks, "system")
    is_dark = looks.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert theme.colors().is_dark is is_dark


def test_that_widgets_hear_of_a_new_theme(looks: QApplication, qtbot: QtBot) -> None:
    class Listener(QWidget):
        heard = 0

        @override
        def changeEvent(self, event: QEvent) -> None:
            self.heard += event.type() is QEvent.Type.PaletteChange

    widget = Listener()
    qtbot.addWidget(widget)
    theme.apply_theme(looks, "dark")
    qtbot.waitUntil(lambda: widget.heard > 0)


def test_that_text_grows_from_the_same_size_each_time(looks: QApplication) -> None:
    theme.apply_text_size(looks, 100)
    normal = looks.font().pointSizeF()
    theme.apply_text_size(looks, 200)
    theme.apply_text_size(looks, 200)
    assert looks.font().pointSizeF() == pytest.approx(2 * normal)
    theme.apply_text_size(looks, 100)
    assert looks.font().pointSizeF() == pytest.approx(normal)
