from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from core.imaging.decode import DecodedImage, decode_reduced
from tests.ui.browsing import write_images
from ui.workers.thumbnail_files import ThumbnailFiles
from ui.workers.thumbnails import SIDE_PX, Thumbnail, ThumbnailLoader


class _Decoder:
    """Counts what is decoded, and can be held up."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def decode(self, path: Path, side_px: int, **options: object) -> DecodedImage:
        self.paths.append(path)
        assert self.may_go_on.wait(10)
        return decode_reduced(path, side_px)


@pytest.fixture
def decoder(monkeypatch: pytest.MonkeyPatch) -> _Decoder:
    one = _Decoder()
    monkeypatch.setattr("core.imaging.decode.decode_reduced", one.decode)
    return one


@pytest.fixture
def loader(qtbot: QtBot, tmp_path: Path) -> Iterator[ThumbnailLoader]:
    one = ThumbnailLoader(tmp_path / "캐시", n_threads=1)
    yield one
    assert one.shut_down()


def _heard(loader: ThumbnailLoader) -> list[Thumbnail]:
    made: list[Thumbnail] = []
    loader.thumbnail_made.connect(made.append)
    return made


def test_that_a_thumbnail_shows_the_image_in_its_colours(
    qtbot: QtBot, loader: ThumbnailLoader, tmp_path: Path
) -> None:
    path = tmp_path / "한글 경로" / "부품.png"
    path.parent.mkdir()
    Image.new("RGB", (640, 320), (200, 40, 90)).save(path)
    made = _heard(loader)
    loader.want([path])
    qtbot.waitUntil(lambda: bool(made))
    image = made[0].image
    assert image is not None
    assert (image.width(), image.height()) == (SIDE_PX, SIDE_PX // 2)
    assert image.pixelColor(50, 50) == QColor(200, 40, 90)


def test_that_an_unreadable_image_gives_its_reason(
    qtbot: QtBot, loader: ThumbnailLoader, tmp_path: Path
) -> None:
    path = tmp_path / "깨진 파일.png"
    path.write_bytes(b"no image at all")
    made = _heard(loader)
    loader.want([path, tmp_path / "none.png", tmp_path / "unplugged" / "a.png"])
    qtbot.waitUntil(lambda: len(made) == 3)
    codes = [one.problem.code for one in made if one.problem is not None]
    assert codes == ["image_not_an_image", "image_missing", "image_missing"]
    assert [one.folder_gone for one in made] == [False, False, True]


def test_that_wishes_scrolled_away_are_never_begun(
    qtbot: QtBot, loader: ThumbnailLoader, decoder: _Decoder, tmp_path: Path
) -> None:
    paths = write_images(tmp_path, [f"{n}.png" for n in range(50)])
    decoder.may_go_on.clear()
    made = _heard(loader)
    loader.want(paths[:40])
    qtbot.waitUntil(lambda: bool(decoder.paths))
    loader.want([paths[0], *paths[45:]])
    decoder.may_go_on.set()
    qtbot.waitUntil(lambda: len(made) == 6)
    assert decoder.paths == [paths[0], *paths[45:]]


def test_that_a_folder_seen_before_is_not_decoded_again(
    qtbot: QtBot, decoder: _Decoder, tmp_path: Path
) -> None:
    paths = write_images(tmp_path / "images", ["1.png", "2.png"])
    for _ in range(2):
        loader = ThumbnailLoader(tmp_path / "cache")
        made = _heard(loader)
        loader.want(paths)
        qtbot.waitUntil(lambda heard=made: len(heard) == 2)  # type: ignore[misc]
        assert loader.shut_down()
        assert all(one.image is not None and not one.image.isNull() for one in made)
    assert sorted(decoder.paths) == paths


def test_that_a_file_written_anew_gets_a_new_thumbnail(
    qtbot: QtBot, loader: ThumbnailLoader, decoder: _Decoder, tmp_path: Path
) -> None:
    (path,) = write_images(tmp_path, ["1.png"])
    made = _heard(loader)
    loader.want([path])
    qtbot.waitUntil(lambda: len(made) == 1)
    Image.new("RGB", (32, 32), (0, 255, 0)).save(path)
    os.utime(path, ns=(1, 1))
    loader.want([path])
    qtbot.waitUntil(lambda: len(made) == 2)
    image = made[1].image
    assert image is not None
    assert image.pixelColor(5, 5).green() == 255
    assert len(decoder.paths) == 2


def test_that_a_failure_of_ours_does_not_stop_later_thumbnails(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    paths = write_images(tmp_path, ["1.png", "2.png"])

    def mistake(_path: Path, _side_px: int, **_: object) -> DecodedImage:
        raise ZeroDivisionError

    monkeypatch.setattr("core.imaging.decode.decode_reduced", mistake)
    loader = ThumbnailLoader(n_threads=1)
    made = _heard(loader)
    with qtbot.captureExceptions():
        loader.want(paths[:1])
        assert loader.shut_down()
    monkeypatch.setattr("core.imaging.decode.decode_reduced", decode_reduced)
    loader.want(paths)
    qtbot.waitUntil(lambda: len(made) == 2)
    assert loader.shut_down()


def test_that_shutting_down_waits_for_the_image_in_work_only(
    qtbot: QtBot, decoder: _Decoder, tmp_path: Path
) -> None:
    paths = write_images(tmp_path, [f"{n}.png" for n in range(30)])
    loader = ThumbnailLoader(n_threads=2)
    decoder.may_go_on.clear()
    loader.want(paths)
    qtbot.waitUntil(lambda: len(decoder.paths) == 2)
    threading.Timer(0.1, decoder.may_go_on.set).start()
    assert loader.shut_down()
    assert len(decoder.paths) <= 4


def _image() -> QImage:
    image = QImage(16, 16, QImage.Format.Format_RGB888)
    image.fill("blue")
    return image


def test_that_the_disk_cache_drops_the_longest_unused_files(qtbot: QtBot, tmp_path: Path) -> None:
    files = ThumbnailFiles(tmp_path / "cache", 16, max_bytes=5000)
    paths = write_images(tmp_path / "images", [f"{n}.png" for n in range(20)])
    for path in paths:
        files.save(path, path.stat(), _image())
    for number, kept in enumerate(sorted((tmp_path / "cache").rglob("*.jpg"))):
        os.utime(kept, ns=(number, number))
    assert files.load(paths[0], paths[0].stat()) is not None  # Used now, so it stays.
    assert files.prune() > 0
    n_bytes = sum(kept.stat().st_size for kept in (tmp_path / "cache").rglob("*.jpg"))
    assert 0 < n_bytes <= 5000
    assert files.load(paths[0], paths[0].stat()) is not None
    assert files.prune() == 0


def test_that_a_damaged_cache_file_is_as_if_it_were_not_there(qtbot: QtBot, tmp_path: Path) -> None:
    files = ThumbnailFiles(tmp_path / "cache", 16)
    (path,) = write_images(tmp_path, ["1.png"])
    files.save(path, path.stat(), _image())
    next((tmp_path / "cache").rglob("*.jpg")).write_bytes(b"\xff\xd8broken")
    assert files.load(path, path.stat()) is None


def test_that_a_cache_that_cannot_be_written_is_named_once_and_does_no_harm(
    qtbot: QtBot, tmp_path: Path, expected_warnings: list[object]
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    loader = ThumbnailLoader(tmp_path / "cache")
    made = _heard(loader)
    loader.want(write_images(tmp_path, ["1.png", "2.png"]))
    qtbot.waitUntil(lambda: len(made) == 2)
    assert loader.shut_down()
    assert all(one.image is not None for one in made)
    assert len(expected_warnings) == 1
