from __future__ import annotations

import gc
import re

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication

from core.domain.outcomes import Outcome
from core.texts.program_folder import program_dir, resources_dir
from ui import icons, theme

_ORDERED = {
    "open-folder", "roi", "inspect", "play", "pause", "stop", "next", "previous", "heatmap",
    "ok-check", "ng-cross", "hold-pause", "undo", "teach", "history", "export", "settings",
    "search", "filter", "zoom-in", "zoom-out", "zoom-fit", "zoom-one-to-one", "delete", "product",
    "person", "station", "copy", "warning", "info", "help",
}  # fmt: skip
_NAMED_IN_CODE = re.compile(r'(?:icon|paint_icon|EmptyState)\(\s*"([a-z0-9-]+)"')


def _inked(image: QImage) -> list[QColor]:
    """Return the colours of pixels that are fully covered."""
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    colors = [image.pixelColor(x, y) for x, y in points]
    return [color for color in colors if color.alpha() == 255]


def _is_close(one: QColor, other: QColor) -> bool:
    """Overlapping smooth edges round a little differently."""
    differences = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return all(abs(difference) <= 2 for difference in differences)


def test_that_all_icons_of_the_set_are_there() -> None:
    assert set(icons.icon_names()) >= _ORDERED


def test_that_every_icon_named_in_the_code_exists() -> None:
    sources = list((program_dir() / "ui").rglob("*.py"))
    named = {n for path in sources for n in _NAMED_IN_CODE.findall(path.read_text("utf-8"))}
    assert named
    assert named - set(icons.icon_names()) == set()


@pytest.mark.parametrize("name", icons.icon_names())
def test_that_an_icon_follows_the_colour_of_the_text(looks: QApplication, name: str) -> None:
    picture = icons.icon(name)
    for choice, colors in (("light", theme.LIGHT), ("dark", theme.DARK)):
        theme.apply_theme(looks, "light" if choice == "light" else "dark")
        inked = _inked(picture.pixmap(QSize(48, 48)).toImage())
        assert inked
        assert all(_is_close(color, colors.text) for color in inked)


def test_that_a_disabled_icon_is_paler(looks: QApplication) -> None:
    image = icons.icon("stop").pixmap(QSize(48, 48), QIcon.Mode.Disabled).toImage()
    assert {color.name() for color in _inked(image)} == {theme.LIGHT.disabled.name()}


def test_that_an_icon_is_sharp_on_a_fine_screen(looks: QApplication) -> None:
    pixmap = icons.icon("roi").pixmap(QSize(16, 16), 2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.devicePixelRatio() == 2.0


def test_that_verdicts_differ_in_shape_and_not_only_in_colour(looks: QApplication) -> None:
    shapes = set()
    for outcome in Outcome:
        image = icons.verdict_icon(outcome).pixmap(QSize(32, 32)).toImage()
        assert theme.LIGHT.verdict(outcome).name() in {c.name() for c in _inked(image)}
        alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
        shapes.add(bytes(alpha.constBits()))
    assert len(shapes) == len(Outcome)


def test_that_an_icon_can_be_painted_in_any_colour(looks: QApplication) -> None:
    image = QImage(32, 32, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    icons.paint_icon(painter, QRectF(0, 0, 32, 32), "stop", QColor("#123456"))
    painter.end()
    assert {color.name() for color in _inked(image)} == {"#123456"}


def test_that_an_unknown_icon_is_a_mistake_that_is_noticed(looks: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_that_copies_of_icons_live_on_by_themselves(looks: QApplication) -> None:
    copies = [QIcon(icons.icon("roi")) for _ in range(200)]
    gc.collect()
    assert all(not copy.pixmap(QSize(16, 16)).isNull() for copy in copies)


@pytest.mark.parametrize("name", icons.icon_names())
def test_that_an_icon_has_one_colour_and_the_common_grid(name: str) -> None:
    source = (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in source
    assert "currentColor" in source
    assert "#" not in source
