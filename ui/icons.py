"""Icons that follow the text colour: one-colour SVG files of resources/icons."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from core.domain.outcomes import Outcome
from core.texts.program_folder import resources_dir
from ui import theme

_CURRENT: Final = b"currentColor"
_VERDICT_ICONS: Final = {
    Outcome.OK: "ok-check",
    Outcome.NG: "ng-cross",
    Outcome.HOLD: "hold-pause",
}


def icon(name: str, verdict: Outcome | None = None) -> QIcon:
    """Return an icon in the text colour of the moment it is painted.

    Parameters
    ----------
    name : str
        File in resources/icons without ``.svg``.
    verdict : Outcome, optional
        Paints in the colour of this verdict instead.

    Raises
    ------
    FileNotFoundError
        If there is no such icon, a mistake of ours.
    """
    return QIcon(_Engine(name, verdict))


def verdict_icon(outcome: Outcome) -> QIcon:
    """Return shape and colour of a verdict: circled check, octagon with cross, diamond."""
    return icon(_VERDICT_ICONS[outcome], outcome)


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Paint an icon in any colour, for delegates and canvas items."""
    _renderer(name, color.name(QColor.NameFormat.HexRgb)).render(painter, rect)


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons."""
    return tuple(sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg")))


@lru_cache
def _source(name: str) -> bytes:
    return (resources_dir() / "icons" / f"{name}.svg").read_bytes()


@lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace(_CURRENT, color.encode("ascii"))))


class _Engine(QIconEngine):
    """Asks for the colour at every paint, so that a theme change needs no new icons."""

    def __init__(self, name: str, verdict: Outcome | None) -> None:
        super().__init__()
        _source(name)
        self._name = name
        self._verdict = verdict

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._verdict)

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        paint_icon(painter, square, self._name, self._color(mode))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        color = self._color(mode)
        key = f"icon:{self._name}:{color.name()}:{size.width()}x{size.height()}@{scale}"
        pixmap = QPixmap()
        if QPixmapCache.find(key, pixmap):
            return pixmap
        # Qt expects device pixels and sets the ratio itself.
        pixmap = QPixmap(size * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        QPixmapCache.insert(key, pixmap)
        return pixmap

    def _color(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        group, role = QPalette.ColorGroup, QPalette.ColorRole
        if mode is QIcon.Mode.Disabled:
            return palette.color(group.Disabled, role.ButtonText)
        if mode is QIcon.Mode.Selected:
            return palette.color(group.Active, role.HighlightedText)
        if self._verdict is not None:
            return theme.colors().verdict(self._verdict)
        return palette.color(group.Active, role.ButtonText)
