from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from ui.models.thumbnail_cache import ThumbnailCache


def _pixmap() -> QPixmap:
    pixmap = QPixmap(10, 10)
    pixmap.fill("red")
    return pixmap


def test_that_the_cache_never_holds_more_than_its_limit(qtbot: QtBot) -> None:
    one = 10 * 10 * _pixmap().depth() // 8
    cache = ThumbnailCache(3 * one)
    for number in range(10):
        cache.put(Path(f"{number}.png"), _pixmap())
        assert cache.n_bytes <= 3 * one
    assert len(cache) == 3


def test_that_the_longest_unused_thumbnail_goes_first(qtbot: QtBot) -> None:
    one = 10 * 10 * _pixmap().depth() // 8
    cache = ThumbnailCache(2 * one)
    first, second, third = Path("1"), Path("2"), Path("3")
    cache.put(first, _pixmap())
    cache.put(second, _pixmap())
    assert cache.get(first) is not None
    cache.put(third, _pixmap())
    assert first in cache
    assert second not in cache
    assert cache.get(second) is None


def test_that_a_new_thumbnail_of_a_path_replaces_the_old(qtbot: QtBot) -> None:
    cache = ThumbnailCache()
    cache.put(Path("1"), _pixmap())
    held = cache.n_bytes
    cache.put(Path("1"), _pixmap())
    assert cache.n_bytes == held
    cache.clear()
    assert (len(cache), cache.n_bytes) == (0, 0)


def test_that_a_single_thumbnail_over_the_limit_is_kept(qtbot: QtBot) -> None:
    cache = ThumbnailCache(1)
    cache.put(Path("1"), _pixmap())
    assert cache.get(Path("1")) is not None
