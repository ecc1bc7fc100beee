from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage

from ui.stage import Look, save_small_png
from ui.tour import all_screens

_ROOT = Path(__file__).resolve().parents[2]
_MIB = 1024 * 1024


def _is_vivid(colour: object) -> bool:
    match colour:
        case (int(red), int(green), int(blue)):
            return green > 150 and green > blue + 60 and green >= red
    return False


@pytest.mark.real_host
def test_that_one_picture_shows_a_defect_of_the_sample_product(tmp_path: Path) -> None:
    target = tmp_path / "새 폴더" / "창.png"
    done = subprocess.run(
        [sys.executable, "-m", "ui.screens", "--one", str(target)],
        cwd=_ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=150,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{target}\n"
    with Image.open(target) as picture:
        assert picture.size == (1280, 800)
        # The heat map is the only thing in the window that is vividly yellow and green.
        colours = picture.convert("RGB").getcolors(1_000_000) or []
    assert sum(n for n, colour in colours if _is_vivid(colour)) > 2000


def test_that_screens_have_names_and_looks_of_their_own() -> None:
    files = [f"{screen.name}-{look.suffix}" for screen in all_screens() for look in screen.looks]
    assert len(set(files)) == len(files) >= 18
    looks = [look for screen in all_screens() for look in screen.looks]
    assert {(look.language, look.theme) for look in looks} == {
        ("ko", "light"), ("ko", "dark"), ("en", "light"), ("en", "dark"),
    }  # fmt: skip
    assert {(look.width_px, look.height_px) for look in looks} == {(1280, 800), (1920, 1080)}
    assert 200 in {look.text_percent for look in looks}


def test_that_the_tour_that_is_shown_is_complete_and_small() -> None:
    folder = _ROOT / "docs" / "screens"
    wanted = {
        f"{screen.name}-{look.suffix}.png" for screen in all_screens() for look in screen.looks
    }
    assert {path.name for path in folder.glob("*.png")} == wanted
    assert sum(path.stat().st_size for path in folder.iterdir()) < 4 * _MIB


def test_that_the_name_of_a_picture_tells_how_it_looks() -> None:
    assert Look("en", "dark", 1920, 1080).suffix == "en-dark-1920"
    assert Look(text_percent=200).suffix == "ko-light-1280-200"


def test_that_a_small_picture_keeps_rare_colours(tmp_path: Path) -> None:
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    for y in range(256):
        for x in range(256):
            image.setPixelColor(x, y, QColor(x, (x + y % 8) % 256, x))
    for x in range(40):
        image.setPixelColor(x, 0, QColor(255, 6 * x, 0))
    target = save_small_png(image, tmp_path / "작은 그림.png")
    with Image.open(target) as picture:
        assert picture.mode == "P"
        kept = [picture.convert("RGB").getpixel((x, 0)) for x in (0, 20, 39)]
    for pixel, green in zip(kept, (0, 120, 234), strict=True):
        assert isinstance(pixel, tuple)
        assert max(abs(pixel[0] - 255), abs(pixel[1] - green), pixel[2]) < 40


def test_that_a_picture_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    with pytest.raises(OSError, match="cannot write"):
        save_small_png(image, tmp_path / "no such format.xyz")
