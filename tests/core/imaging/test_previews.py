"""Evidence fits its budget and crops keep the very pixels."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.domain.regions import BoxPx
from core.imaging.decode import decode_bytes
from core.imaging.previews import (
    content_sha256,
    crop,
    encode_jpeg,
    encode_png,
    evidence,
    resize_longest,
    shrink_longest,
)
from tests.core.imaging.pictures import photo


def _noise(height: int, width: int) -> NDArray[np.uint8]:
    """Make the hardest picture to compress."""
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)


def _opened(data: bytes) -> NDArray[np.uint8]:
    return decode_bytes(data, name="x.jpg").rgb


@pytest.mark.parametrize("max_bytes", [2_000, 20_000, 150_000])
@pytest.mark.parametrize("shape", [(900, 1200), (40, 1600), (20, 20)])
def test_that_a_jpeg_never_exceeds_its_bytes(max_bytes: int, shape: tuple[int, int]) -> None:
    data = encode_jpeg(_noise(*shape), max_bytes=max_bytes, max_side_px=1024)
    assert len(data) <= max_bytes
    assert data.startswith(b"\xff\xd8")


def test_that_an_easy_picture_keeps_its_size_and_looks() -> None:
    rgb = photo(300, 400)
    shown = _opened(encode_jpeg(rgb, max_bytes=150_000, max_side_px=1024))
    assert shown.shape == rgb.shape
    assert np.abs(shown.astype(int) - rgb).mean() < 3


def test_that_the_longest_side_is_kept() -> None:
    assert _opened(encode_jpeg(photo(300, 400), max_bytes=150_000, max_side_px=100)).shape == (
        75,
        100,
        3,
    )


def test_that_an_impossible_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="100 bytes"):
        encode_jpeg(_noise(64, 64), max_bytes=100, max_side_px=64)


@pytest.mark.parametrize("shape", [(3000, 4000), (64, 48), (64, 4000)])
def test_that_evidence_fits_into_300_kb(shape: tuple[int, int]) -> None:
    rgb = _noise(*shape)
    box = BoxPx(2.5, 3.5, shape[1] - 6, shape[0] - 7)
    pictures = evidence(rgb, box)
    assert len(pictures.preview_jpeg) + len(pictures.crop_jpeg) <= 300_000
    assert max(_opened(pictures.preview_jpeg).shape) <= 1024


def test_that_the_outline_is_on_the_preview_and_not_on_the_crop() -> None:
    rgb = np.full((400, 600, 3), 128, np.uint8)
    pictures = evidence(rgb, BoxPx(200, 100, 80, 40))
    preview = _opened(pictures.preview_jpeg).astype(int)
    strongest = np.abs(preview - 128).max(axis=2)
    assert strongest[98:142, 197:283].max() > 60
    assert strongest[105:135, 205:275].max() < 15, "the outline covers the finding"
    assert strongest[:80].max() < 15
    crop_rgb = _opened(pictures.crop_jpeg)
    assert np.abs(crop_rgb.astype(int) - 128).max() < 5
    assert crop_rgb.shape == (80, 120, 3)


@pytest.mark.parametrize("grey", [0, 60, 128, 200, 255])
def test_that_the_outline_stands_out_on_any_surface(grey: int) -> None:
    rgb = np.full((400, 600, 3), grey, np.uint8)
    preview = _opened(evidence(rgb, BoxPx(200, 100, 80, 40)).preview_jpeg)
    row = preview[95:104, 240].astype(int)
    assert np.abs(row - grey).max() > 90


def test_that_the_whole_image_gets_no_outline() -> None:
    rgb = np.full((400, 600, 3), 128, np.uint8)
    whole = evidence(rgb, None)
    assert np.abs(_opened(whole.preview_jpeg).astype(int) - 128).max() < 5
    assert whole.preview_jpeg == evidence(rgb, BoxPx(0, 0, 600, 400)).preview_jpeg


def test_that_a_crop_has_every_touched_pixel_and_is_clipped() -> None:
    rgb = photo(40, 60)
    assert np.array_equal(crop(rgb, BoxPx(10.4, 5.6, 2.0, 1.0)), rgb[5:7, 10:13])
    assert np.array_equal(crop(rgb, BoxPx(-5, -5, 10, 10)), rgb[:5, :5])
    assert np.array_equal(crop(rgb, BoxPx(59.5, 39.5, 100, 100)), rgb[39:, 59:])
    piece = crop(rgb, BoxPx(0, 0, 10, 10))
    assert piece.base is None
    assert piece.flags.c_contiguous


@pytest.mark.parametrize("box", [BoxPx(60, 0, 5, 5), BoxPx(0, -9, 5, 9), BoxPx(61, 0, 3, 3)])
def test_that_nothing_is_cut_from_outside_the_image(box: BoxPx) -> None:
    rgb = photo(40, 60)
    for attempt in (lambda: crop(rgb, box), lambda: evidence(rgb, box)):
        with pytest.raises(ValueError, match="outside the image"):
            attempt()


def test_that_png_keeps_the_very_pixels_and_their_hash() -> None:
    rgb = _noise(50, 70)
    again = decode_bytes(encode_png(rgb), name="crop.png").rgb
    assert np.array_equal(again, rgb)
    assert content_sha256(again) == content_sha256(rgb)


def test_that_the_content_hash_sees_pixels_and_shape_but_not_memory_layout() -> None:
    rgb = photo(32, 64)
    wide = np.ascontiguousarray(np.repeat(rgb, 2, axis=1))
    assert content_sha256(wide[:, ::2]) == content_sha256(rgb)
    assert content_sha256(rgb.reshape(64, 32, 3)) != content_sha256(rgb)
    changed = rgb.copy()
    changed[0, 0, 0] ^= 1
    assert content_sha256(changed) != content_sha256(rgb)


def test_that_shrinking_keeps_a_hairline_visible() -> None:
    rgb = np.full((1000, 1000, 3), 200, np.uint8)
    rgb[501] = 0
    small = resize_longest(rgb, 100)
    assert small.shape == (100, 100, 3)
    assert small[50].max() <= 185


@pytest.mark.parametrize(
    ("shape", "side_px", "expected"),
    [((30, 60), 120, (60, 120)), ((60, 30), 10, (10, 5)), ((2, 1000), 100, (1, 100))],
)
def test_that_the_aspect_is_kept(
    shape: tuple[int, int], side_px: int, expected: tuple[int, int]
) -> None:
    assert resize_longest(_noise(*shape), side_px).shape[:2] == expected


def test_that_shrinking_never_enlarges() -> None:
    rgb = photo(30, 40)
    assert shrink_longest(rgb, 40) is rgb
    assert shrink_longest(rgb, 400) is rgb
    assert resize_longest(rgb, 40) is rgb
    assert shrink_longest(rgb, 20).shape == (15, 20, 3)
