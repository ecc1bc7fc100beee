"""Every file format, page and orientation that must decode."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile

from core.errors import ImageError
from core.imaging.decode import DecodeLimits, decode_reduced, identify, read_image
from tests.core.imaging.pictures import EXIF_ORIENTATION, decoded, encoded, photo


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("BMP", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "tiff_deflate"}),
        ("TIFF", {"compression": "packbits"}),
        ("TIFF", {"big_tiff": True}),
        ("WEBP", {"lossless": True}),
    ],
)
def test_that_lossless_formats_give_the_very_pixels(
    kind: str, options: dict[str, str | bool]
) -> None:
    rgb = photo()
    image = decoded(encoded(rgb, kind, **options))
    assert np.array_equal(image.rgb, rgb)
    assert image.rgb.flags.writeable
    assert image.rgb.flags.c_contiguous


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"quality": 95}),
        ("JPEG", {"quality": 95, "progressive": True}),
        ("WEBP", {"quality": 95}),
        ("TIFF", {"compression": "jpeg", "quality": 95}),
    ],
)
def test_that_lossy_formats_give_nearly_the_pixels(
    kind: str, options: dict[str, int | bool | str]
) -> None:
    rgb = photo()
    shown = decoded(encoded(rgb, kind, **options)).rgb
    assert np.abs(shown.astype(int) - rgb).mean() < 4


def test_that_a_jpeg_of_two_pictures_shows_its_first() -> None:
    first, second = photo(seed=1), photo(seed=2)
    data = encoded(first, "MPO", save_all=True, append_images=[Image.fromarray(second)], quality=95)
    image = decoded(data)
    assert image.facts.n_pages == 1
    assert np.abs(image.rgb.astype(int) - first).mean() < 4


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_that_exif_orientation_is_applied(kind: str, orientation: int) -> None:
    upright = photo(32, 48)
    stored = _stored_for(upright, orientation)
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = orientation
    options: dict[str, dict[str, object]] = {
        "JPEG": {"quality": 100, "subsampling": 0},
        "WEBP": {"lossless": True},
    }
    image = decoded(encoded(stored, kind, exif=exif, **options.get(kind, {})))
    assert image.rgb.shape == upright.shape
    assert (image.facts.width_px, image.facts.height_px) == (48, 32)
    assert np.abs(image.rgb.astype(int) - upright).max() <= (12 if kind == "JPEG" else 0)


def test_that_camera_data_that_cannot_be_read_does_not_spoil_the_picture() -> None:
    rgb = photo()
    data = encoded(rgb, "PNG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\x7f")
    assert np.array_equal(decoded(data).rgb, rgb)


def test_that_every_page_of_a_tiff_can_be_read() -> None:
    pages = [photo(32, 40, seed=1), photo(24, 64, seed=2), photo(48, 48, seed=3)]
    rest = [Image.fromarray(page) for page in pages[1:]]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=rest)
    for number, page in enumerate(pages):
        image = decoded(data, page=number)
        assert image.facts.n_pages == 3
        assert image.facts.identity.page == number
        assert np.array_equal(image.rgb, page)


def test_that_a_small_first_page_does_not_hide_a_good_second_one() -> None:
    page = photo()
    data = encoded(photo(8, 8), "TIFF", save_all=True, append_images=[Image.fromarray(page)])
    assert np.array_equal(decoded(data, page=1).rgb, page)


def test_that_a_turned_later_page_is_turned() -> None:
    upright = photo(32, 48)
    buffer_first = Image.fromarray(photo(32, 32))
    second = Image.fromarray(_stored_for(upright, 6))
    second.getexif()[EXIF_ORIENTATION] = 6
    second.encoderinfo = {"tiffinfo": {EXIF_ORIENTATION: 6}}
    data = encoded(buffer_first, "TIFF", save_all=True, append_images=[second])
    image = decoded(data, page=1)
    assert (image.facts.width_px, image.facts.height_px) == (48, 32)
    assert np.array_equal(image.rgb, upright)


def test_that_korean_paths_read_and_identify_alike(tmp_path: Path) -> None:
    path = tmp_path / "한글 경로" / "스크래치 1.png"
    path.parent.mkdir()
    data = encoded(photo(), "PNG")
    path.write_bytes(data)
    image = read_image(path, station="3라인")
    sha256, sighting = identify(path, station="3라인")
    assert image.facts.identity.sha256 == sha256 == hashlib.sha256(data).hexdigest()
    assert image.sighting == sighting
    assert sighting.path == str(path)
    assert (sighting.size_bytes, sighting.station) == (len(data), "3라인")
    assert sighting.mtime_ns == path.stat().st_mtime_ns


def test_that_the_extension_plays_no_part(tmp_path: Path) -> None:
    path = tmp_path / "wrong.txt"
    path.write_bytes(encoded(photo(), "BMP"))
    assert np.array_equal(read_image(path).rgb, photo())


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_that_a_reduced_picture_is_small_and_knows_its_full_size(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "넓은 사진"
    rgb = photo(600, 900)
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 8
    path.write_bytes(encoded(rgb, kind, exif=exif))
    reduced = decode_reduced(path, 100)
    whole = read_image(path)
    assert reduced.rgb.shape in {(100, 66, 3), (100, 67, 3)}
    assert reduced.facts == whole.facts
    assert (reduced.facts.width_px, reduced.facts.height_px) == (600, 900)
    mean_difference = reduced.rgb.mean(axis=(0, 1)) - whole.rgb.mean(axis=(0, 1))
    assert np.abs(mean_difference).max() < 1.5


def test_that_a_reduced_picture_is_never_enlarged(tmp_path: Path) -> None:
    path = tmp_path / "small.jpg"
    path.write_bytes(encoded(photo(48, 64), "JPEG"))
    assert decode_reduced(path, 512).rgb.shape == (48, 64, 3)


def test_that_a_cut_file_fails_even_as_a_thumbnail(tmp_path: Path) -> None:
    path = tmp_path / "cut.jpg"
    path.write_bytes(encoded(photo(600, 900), "JPEG")[:-200])
    with pytest.raises(ImageError) as caught:
        decode_reduced(path, 64)
    assert caught.value.code == "image_truncated"


def test_that_limits_can_be_raised_beyond_those_of_pillow() -> None:
    assert Image.MAX_IMAGE_PIXELS is None
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
    small = encoded(photo(16, 16), "PNG")
    assert decoded(small, limits=DecodeLimits(max_pixels=256)).rgb.shape == (16, 16, 3)


def _stored_for(upright: np.ndarray, orientation: int) -> np.ndarray:
    """Return the pixels a camera stores so that ``orientation`` shows them upright."""
    inverse = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    image = Image.fromarray(upright)
    return np.array(image if inverse is None else image.transpose(inverse))
