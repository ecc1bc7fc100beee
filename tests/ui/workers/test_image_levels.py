from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from ui.workers.image_levels import bounded, halvings


def gradient(height: int, width: int) -> NDArray[np.uint8]:
    rng = np.random.default_rng(3)
    return rng.integers(0, 256, (height, width, 3), dtype=np.uint8)


def test_that_a_hairline_fades_in_the_halvings_but_does_not_vanish() -> None:
    rgb = np.full((1024, 1024, 3), 200, dtype=np.uint8)
    rgb[501] = 40
    darkest = [int(level.min()) for level in halvings(rgb)]
    assert darkest == [40, 120, 160]


def test_that_levels_cannot_be_changed_by_those_who_draw_them() -> None:
    levels = halvings(gradient(300, 20))
    assert [level.shape for level in levels] == [(300, 20, 3), (150, 10, 3)]
    assert not any(level.flags.writeable for level in levels)


def test_that_a_huge_image_lies_in_a_file_that_nobody_has_to_delete() -> None:
    rgb = gradient(40, 30)
    moved = bounded(rgb, max_bytes=100)
    assert isinstance(moved, np.memmap)
    assert np.array_equal(halvings(moved)[0], rgb)
    assert bounded(rgb, max_bytes=rgb.nbytes) is rgb


def test_that_a_full_disk_leaves_a_huge_image_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    rgb = gradient(40, 30)
    assert bounded(rgb, max_bytes=100) is rgb
