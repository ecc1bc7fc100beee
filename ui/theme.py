"""Palettes and the colours that mean something, light and dark; nothing else names a colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from core.domain.outcomes import Outcome

ThemeChoice: TypeAlias = Literal["light", "dark", "system"]
THEMES: Final[tuple[ThemeChoice, ...]] = ("light", "dark", "system")

GRID_PX: Final = 8
"""Spacings and margins are multiples (or halves) of this."""


@dataclass(frozen=True, slots=True)
class Colors:
    """Colours by meaning; treat them as constants.

    Attributes
    ----------
    window, base, alternate, raised : QColor
        Backgrounds: of the window, of lists and text fields, of every second row, of buttons.
    text, muted, disabled : QColor
        Text on any of these; ``muted`` keeps a contrast of 4.5, ``disabled`` does not.
    border, grid : QColor
        Lines round controls; faint lines inside tables and charts.
    accent, on_accent : QColor
        The one accent and text upon it.
    ok, ng, hold, on_verdict : QColor
        Verdicts as text, line or filling, and text on such a filling. Always with shape and word.
    ok_soft, ng_soft, hold_soft : QColor
        Quiet backgrounds in the same hues, for ordinary text.
    clean, defect, look_alike : QColor
        Bars of categories by role.
    warning, error : QColor
        Messages that are no verdict.
    canvas, on_canvas : QColor
        Behind an image, and hints written there.
    outline, length_line, roi, proposed, selected, shade : QColor
        Drawn on images in every theme alike, with ``shade`` as a dark rim: measured outline,
        length line, a drawn ROI, a proposed one, the selected one.
    threshold, track : QColor
        Mark and background of score bars.
    """

    is_dark: bool
    window: QColor
    base: QColor
    alternate: QColor
    raised: QColor
    text: QColor
    muted: QColor
    disabled: QColor
    border: QColor
    grid: QColor
    accent: QColor
    on_accent: QColor
    ok: QColor
    ng: QColor
    hold: QColor
    on_verdict: QColor
    ok_soft: QColor
    ng_soft: QColor
    hold_soft: QColor
    clean: QColor
    defect: QColor
    look_alike: QColor
    warning: QColor
    error: QColor
    canvas: QColor
    on_canvas: QColor
    outline: QColor
    length_line: QColor
    roi: QColor
    proposed: QColor
    selected: QColor
    shade: QColor
    threshold: QColor
    track: QColor

    def verdict(self, outcome: Outcome | None) -> QColor:
        """Return the colour of an outcome or verdict; ``muted`` where there is none yet."""
        if outcome is None:
            return self.muted
        return {Outcome.OK: self.ok, Outcome.NG: self.ng, Outcome.HOLD: self.hold}[outcome]

    def verdict_soft(self, outcome: Outcome | None) -> QColor:
        """Return the quiet background for an outcome or verdict."""
        if outcome is None:
            return self.alternate
        soft = {Outcome.OK: self.ok_soft, Outcome.NG: self.ng_soft, Outcome.HOLD: self.hold_soft}
        return soft[outcome]


# Blue, bluish green, vermilion and amber stay apart for the common kinds of colour blindness
# (Okabe & Ito, https://jfly.uni-koeln.de/color/), darkened or lightened for contrast.
LIGHT: Final = Colors(
    is_dark=False,
    window=QColor("#eceef1"),
    base=QColor("#f9fafb"),
    alternate=QColor("#f1f3f5"),
    raised=QColor("#f6f7f9"),
    text=QColor("#1d2228"),
    muted=QColor("#586270"),
    disabled=QColor("#9aa2ad"),
    border=QColor("#c3c9d1"),
    grid=QColor("#dde1e6"),
    accent=QColor("#1863b8"),
    on_accent=QColor("#ffffff"),
    ok=QColor("#00714f"),
    ng=QColor("#b93408"),
    hold=QColor("#835400"),
    on_verdict=QColor("#ffffff"),
    ok_soft=QColor("#d5ede3"),
    ng_soft=QColor("#fadfd4"),
    hold_soft=QColor("#f7e8c6"),
    clean=QColor("#2a8f6d"),
    defect=QColor("#cf5a2c"),
    look_alike=QColor("#7d6fb0"),
    warning=QColor("#835400"),
    error=QColor("#a8231a"),
    canvas=QColor("#474d55"),
    on_canvas=QColor("#e3e6ea"),
    outline=QColor("#ff7a45"),
    length_line=QColor("#ffe066"),
    roi=QColor("#4db2ff"),
    proposed=QColor("#c7a6ff"),
    selected=QColor("#ffffff"),
    shade=QColor(0, 0, 0, 170),
    threshold=QColor("#1d2228"),
    track=QColor("#dde1e6"),
)
DARK: Final = Colors(
    is_dark=True,
    window=QColor("#25282d"),
    base=QColor("#1c1f23"),
    alternate=QColor("#22252a"),
    raised=QColor("#31353b"),
    text=QColor("#e4e7eb"),
    muted=QColor("#a3acb8"),
    disabled=QColor("#6b7480"),
    border=QColor("#454b54"),
    grid=QColor("#363b42"),
    accent=QColor("#5aa9f2"),
    on_accent=QColor("#0c1116"),
    ok=QColor("#48c99c"),
    ng=QColor("#ff8a5e"),
    hold=QColor("#eeb649"),
    on_verdict=QColor("#14171a"),
    ok_soft=QColor("#1c3d33"),
    ng_soft=QColor("#4a2a1f"),
    hold_soft=QColor("#443718"),
    clean=QColor("#3aa983"),
    defect=QColor("#e2703f"),
    look_alike=QColor("#9c8fd1"),
    warning=QColor("#eeb649"),
    error=QColor("#ff8078"),
    canvas=QColor("#131518"),
    on_canvas=QColor("#a3acb8"),
    outline=QColor("#ff7a45"),
    length_line=QColor("#ffe066"),
    roi=QColor("#4db2ff"),
    proposed=QColor("#c7a6ff"),
    selected=QColor("#ffffff"),
    shade=QColor(0, 0, 0, 170),
    threshold=QColor("#ffffff"),
    track=QColor("#363b42"),
)


class _Watch(QObject):
    """Follows the system's scheme; lives as long as the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.choice: ThemeChoice = "system"
        self._app = app
        self._base_pt = app.font().pointSizeF()
        # A new palette inside the signal would be overwritten by what Qt does right after it.
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self.repaint)
        app.styleHints().colorSchemeChanged.connect(self._later.start)

    def repaint(self) -> None:
        """Set the palette for the choice and the system's scheme."""
        dark = self.choice == "dark" or (
            self.choice == "system" and self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        _State.colors = DARK if dark else LIGHT
        palette = make_palette(_State.colors)
        if palette != self._app.palette():
            self._app.setPalette(palette)
            QToolTip.setPalette(palette)

    def scale_text(self, percent: int) -> None:
        """Set the application's font size, relative to the system's."""
        font = QFont(self._app.font())
        font.setPointSizeF(self._base_pt * percent / 100)
        self._app.setFont(font)


class _State:
    """What the last call set; there is one application per process."""

    colors: Colors = LIGHT
    watch: _Watch | None = None


def colors() -> Colors:
    """Return the colours of the theme in force; ask again in every paint."""
    return _State.colors


def apply_theme(app: QApplication, choice: ThemeChoice) -> None:
    """Set Fusion style and palette; widgets hear of it by ``PaletteChange``.

    Parameters
    ----------
    app : QApplication
        The application.
    choice : {"light", "dark", "system"}
        ``system`` follows the desktop, also when it changes later.
    """
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    watch = _watch_of(app)
    watch.choice = choice
    scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    # Title bars and native dialogs follow this.
    app.styleHints().setColorScheme(scheme.get(choice, Qt.ColorScheme.Unknown))
    watch.repaint()


def theme_choice() -> ThemeChoice:
    """Return what was last applied."""
    return _State.watch.choice if _State.watch else "system"


def apply_text_size(app: QApplication, percent: int) -> None:
    """Make all text larger or smaller than the system's.

    Parameters
    ----------
    app : QApplication
        The application, with its font family already set.
    percent : int
        100 is the system's size.
    """
    _watch_of(app).scale_text(percent)


def make_palette(c: Colors) -> QPalette:
    """Return the palette that makes Fusion look like these colours."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for kind, color in {
        role.Window: c.window,
        role.WindowText: c.text,
        role.Base: c.base,
        role.Text: c.text,
        role.Button: c.raised,
        role.ButtonText: c.text,
        role.Mid: c.border,
        role.AlternateBase: c.alternate,
        role.Midlight: c.grid,
        role.Light: c.raised.lighter(108),
        role.Dark: c.border.darker(115),
        role.Shadow: QColor("#000000") if c.is_dark else QColor("#7b838d"),
        role.ToolTipBase: c.base,
        role.ToolTipText: c.text,
        role.PlaceholderText: c.muted,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Accent: c.accent,
        role.Link: c.accent,
        role.LinkVisited: c.look_alike,
        role.BrightText: c.error,
    }.items():
        palette.setColor(kind, color)
    for kind in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(group.Disabled, kind, c.disabled)
    palette.setColor(group.Disabled, role.Highlight, c.grid)
    palette.setColor(group.Disabled, role.HighlightedText, c.disabled)
    return palette


def _watch_of(app: QApplication) -> _Watch:
    if _State.watch is None:
        _State.watch = _Watch(app)
    return _State.watch
