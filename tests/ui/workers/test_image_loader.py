from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from core.errors import DefectScribeError
from core.imaging.decode import read_image
from ui.workers.image_loader import (
    ImageFailure,
    ImageKey,
    ImageLoader,
    LoadedImage,
)


@dataclass
class Answers:
    loaded: list[LoadedImage] = field(default_factory=list)
    failed: list[ImageFailure] = field(default_factory=list)

    def whole(self, ticket: int) -> bool:
        return any(each.ticket == ticket and not each.is_preview for each in self.loaded)


@pytest.fixture
def loader() -> Iterator[ImageLoader]:
    made = ImageLoader()
    yield made
    assert made.stop()


@pytest.fixture
def answers(loader: ImageLoader) -> Answers:
    got = Answers()
    loader.image_loaded.connect(got.loaded.append)
    loader.image_failed.connect(got.failed.append)
    return got


def picture(path: Path, width: int = 64, height: int = 48, value: int = 90) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    ramp = np.linspace(value, 255, width, dtype=np.uint8)
    rgb = np.broadcast_to(ramp[np.newaxis, :, np.newaxis], (height, width, 3))
    Image.fromarray(np.ascontiguousarray(rgb)).save(path)
    return path


def test_that_an_image_comes_as_its_pixels_and_halvings(
    qtbot: QtBot, loader: ImageLoader, answers: Answers, tmp_path: Path
) -> None:
    file = picture(tmp_path / "한글 경로" / "스크래치 1.png", 1000, 600)
    ticket = loader.load(ImageKey(file))
    qtbot.waitUntil(lambda: answers.whole(ticket))
    (loaded,) = answers.loaded
    assert (loaded.facts.width_px, loaded.facts.height_px) == (1000, 600)
    assert [level.shape for level in loaded.levels] == [
        (600, 1000, 3),
        (300, 500, 3),
        (150, 250, 3),
    ]
    assert loaded.full is loaded.levels[0]
    with Image.open(file) as expected:
        assert np.array_equal(loaded.levels[0], np.asarray(expected))


def test_that_decoding_happens_off_the_ui_thread(
    qtbot: QtBot,
    loader: ImageLoader,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: list[int] = []
    decode = read_image

    def noting(path: Path, *, page: int = 0) -> object:
        threads.append(threading.get_ident())
        return decode(path, page=page)

    monkeypatch.setattr("core.imaging.decode.read_image", noting)
    ticket = loader.load(ImageKey(picture(tmp_path / "a.png")))
    qtbot.waitUntil(lambda: answers.whole(ticket))
    assert threads
    assert threading.get_ident() not in threads


def test_that_a_large_jpeg_shows_a_preview_first(
    qtbot: QtBot, loader: ImageLoader, answers: Answers, tmp_path: Path
) -> None:
    file = picture(tmp_path / "large.jpg", 1600, 1200)
    ticket = loader.load(ImageKey(file), preview_side_px=400)
    qtbot.waitUntil(lambda: answers.whole(ticket))
    preview, whole = answers.loaded
    assert preview.is_preview
    assert preview.full is None
    assert max(preview.levels[0].shape) == 400
    assert (preview.facts.width_px, preview.facts.height_px) == (1600, 1200)
    assert whole.levels[0].shape == (1200, 1600, 3)


@pytest.mark.parametrize(("name", "width"), [("small.jpg", 700), ("large.png", 1600)])
def test_that_there_is_no_preview_where_it_would_save_no_time(
    qtbot: QtBot, loader: ImageLoader, answers: Answers, tmp_path: Path, name: str, width: int
) -> None:
    ticket = loader.load(ImageKey(picture(tmp_path / name, width, 300)), preview_side_px=400)
    qtbot.waitUntil(lambda: answers.whole(ticket))
    assert len(answers.loaded) == 1


def test_that_nothing_is_heard_of_an_image_nobody_waits_for_any_more(
    qtbot: QtBot,
    loader: ImageLoader,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    decode = read_image
    decoded: list[str] = []

    def slow(path: Path, *, page: int = 0) -> object:
        decoded.append(path.name)
        begun.set()
        assert go_on.wait(10)
        return decode(path, page=page)

    monkeypatch.setattr("core.imaging.decode.read_image", slow)
    loader.load(ImageKey(picture(tmp_path / "first.png")))
    assert begun.wait(10)
    loader.load(ImageKey(picture(tmp_path / "second.png")))
    third = loader.load(ImageKey(picture(tmp_path / "third.png")))
    go_on.set()
    qtbot.waitUntil(lambda: answers.whole(third))
    assert [each.key.path.name for each in answers.loaded] == ["third.png"]
    assert decoded == ["first.png", "third.png"]


def test_that_a_dropped_request_is_not_answered(
    qtbot: QtBot, loader: ImageLoader, answers: Answers, tmp_path: Path
) -> None:
    loader.load(ImageKey(picture(tmp_path / "a.png", 1200, 900)))
    loader.drop()
    ticket = loader.load(ImageKey(picture(tmp_path / "b.png")))
    qtbot.waitUntil(lambda: answers.whole(ticket))
    assert [each.ticket for each in answers.loaded] == [ticket]


def test_that_a_file_that_is_no_image_says_why_and_the_next_one_comes(
    qtbot: QtBot, loader: ImageLoader, answers: Answers, tmp_path: Path
) -> None:
    file = tmp_path / "메모.jpg"
    file.write_text("not pixels", encoding="utf-8")
    failed = loader.load(ImageKey(file))
    qtbot.waitUntil(lambda: bool(answers.failed))
    assert answers.failed[0].ticket == failed
    assert answers.failed[0].error.code == "image_not_an_image"
    missing = loader.load(ImageKey(tmp_path / "gone.png"))
    qtbot.waitUntil(lambda: len(answers.failed) == 2)
    assert (answers.failed[1].ticket, answers.failed[1].error.code) == (missing, "image_missing")
    ticket = loader.load(ImageKey(picture(tmp_path / "a.png")))
    qtbot.waitUntil(lambda: answers.whole(ticket))


@pytest.mark.parametrize(
    ("raised", "code"), [(MemoryError(), "image_out_of_memory"), (ZeroDivisionError(), "internal")]
)
def test_that_no_exception_ends_the_thread(
    qtbot: QtBot,
    loader: ImageLoader,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    expected_warnings: list[logging.LogRecord],
    raised: BaseException,
    code: str,
) -> None:
    def broken(path: Path, *, page: int = 0) -> object:
        raise raised

    with monkeypatch.context() as patch:
        patch.setattr("core.imaging.decode.read_image", broken)
        loader.load(ImageKey(picture(tmp_path / "a.png")))
        qtbot.waitUntil(lambda: bool(answers.failed))
    assert isinstance(answers.failed[0].error, DefectScribeError)
    assert answers.failed[0].error.code == code
    assert bool(expected_warnings) == (code == "internal")
    ticket = loader.load(ImageKey(picture(tmp_path / "a.png")))
    qtbot.waitUntil(lambda: answers.whole(ticket))


def test_that_an_image_fetched_ahead_is_not_decoded_again(
    qtbot: QtBot,
    loader: ImageLoader,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decoded: list[str] = []
    decode = read_image

    def noting(path: Path, *, page: int = 0) -> object:
        decoded.append(path.name)
        return decode(path, page=page)

    monkeypatch.setattr("core.imaging.decode.read_image", noting)
    file = picture(tmp_path / "next.png")
    loader.prefetch(ImageKey(file))
    qtbot.waitUntil(lambda: decoded == ["next.png"])
    ticket = loader.load(ImageKey(file))
    qtbot.waitUntil(lambda: answers.whole(ticket))
    assert decoded == ["next.png"]
    assert [each.ticket for each in answers.loaded] == [ticket]


def test_that_a_file_that_was_replaced_is_read_again(
    qtbot: QtBot, loader: ImageLoader, answers: Answers, tmp_path: Path
) -> None:
    file = picture(tmp_path / "a.png", value=10)
    first = loader.load(ImageKey(file))
    qtbot.waitUntil(lambda: answers.whole(first))
    picture(file, value=200)
    os.utime(file, ns=(1, 1))
    second = loader.load(ImageKey(file))
    qtbot.waitUntil(lambda: answers.whole(second))
    assert answers.loaded[0].levels[0][0, 0, 0] == 10
    assert answers.loaded[1].levels[0][0, 0, 0] == 200


def test_that_only_so_many_bytes_of_images_are_kept(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[str] = []
    decode = read_image

    def noting(path: Path, *, page: int = 0) -> object:
        decoded.append(path.name)
        return decode(path, page=page)

    monkeypatch.setattr("core.imaging.decode.read_image", noting)
    answers, small = Answers(), ImageLoader(cache_bytes=2 * 64 * 48 * 3)
    small.image_loaded.connect(answers.loaded.append)
    try:
        for name in ("a", "b", "c", "b", "a"):
            file = tmp_path / f"{name}.png"
            ticket = small.load(ImageKey(file if file.exists() else picture(file)))
            qtbot.waitUntil(partial(answers.whole, ticket))
    finally:
        assert small.stop()
    assert decoded == ["a.png", "b.png", "c.png", "a.png"]


def test_that_a_stopped_loader_answers_nothing(tmp_path: Path) -> None:
    stopped = ImageLoader()
    assert stopped.stop()
    stopped.load(ImageKey(picture(tmp_path / "a.png")))
    assert stopped.stop()
