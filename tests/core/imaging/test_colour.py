"""Every colour mode becomes the RGB that the same picture shows elsewhere."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.core.imaging.pictures import (
    code_with_words,
    decoded,
    encoded,
    failure,
    photo,
    png_chunk,
)

MAX_SAMPLE_VALUE = 281


def _ramp(top: int) -> NDArray[np.uint16]:
    return np.linspace(0, top, 32 * 32).round().astype(np.uint16).reshape(32, 32)


def _all_grey(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    assert np.array_equal(rgb[..., 0], rgb[..., 1])
    assert np.array_equal(rgb[..., 0], rgb[..., 2])
    return rgb[..., 0]


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_that_16_bit_grey_keeps_its_full_range(kind: str) -> None:
    values = _ramp(65535)
    image = decoded(encoded(values, kind))
    assert image.facts.mode == "I;16"
    grey = _all_grey(image.rgb)
    assert np.abs(grey.astype(float) - values / 257).max() <= 0.5


def test_that_big_endian_16_bit_grey_reads_as_little_endian() -> None:
    values = _ramp(65535)
    big = Image.frombytes("I;16B", (32, 32), values.astype(">u2").tobytes())
    assert np.array_equal(decoded(encoded(big, "TIFF")).rgb, decoded(encoded(values, "TIFF")).rgb)


def test_that_a_dim_16_bit_picture_is_not_stretched() -> None:
    assert decoded(encoded(_ramp(2570), "PNG")).rgb.max() == 10


def test_that_a_declared_12_bit_range_is_honoured() -> None:
    data = encoded(_ramp(4095), "TIFF", tiffinfo={MAX_SAMPLE_VALUE: 4095})
    grey = _all_grey(decoded(data).rgb)
    assert (grey.min(), grey.max()) == (0, 255)


def test_that_float_pictures_span_their_finite_values() -> None:
    values = np.linspace(-1.5, 2.5, 32 * 32).reshape(32, 32).astype(np.float32)
    values[0, 1], values[0, 2], values[0, 3] = np.nan, np.inf, -np.inf
    grey = _all_grey(decoded(encoded(values, "TIFF")).rgb)
    assert grey[0, :4].tolist() == [0, 0, 255, 0]
    assert grey[-1, -1] == 255
    assert abs(int(grey[16, 0]) - 128) <= 1


def test_that_32_bit_integers_span_their_values() -> None:
    values = np.linspace(-70000, 90000, 32 * 32).reshape(32, 32).astype(np.int32)
    image = decoded(encoded(values, "TIFF"))
    assert image.facts.mode == "I"
    grey = _all_grey(image.rgb)
    assert (grey[0, 0], grey[-1, -1]) == (0, 255)


@pytest.mark.parametrize("value", [7.0, float("nan")])
def test_that_a_constant_float_picture_is_black(value: float) -> None:
    values = np.full((32, 32), value, dtype=np.float32)
    assert decoded(encoded(values, "TIFF")).rgb.max() == 0


def test_that_one_bit_pictures_are_black_and_white() -> None:
    bits = Image.fromarray(np.indices((32, 32)).sum(axis=0) % 2 == 0)
    grey = _all_grey(decoded(encoded(bits, "PNG")).rgb)
    assert sorted(np.unique(grey).tolist()) == [0, 255]
    assert grey[0, 0] == 255


def test_that_palettes_are_looked_up() -> None:
    palette = Image.fromarray(photo()).quantize(16)
    shown = decoded(encoded(palette, "PNG"))
    assert shown.facts.mode == "P"
    assert np.array_equal(shown.rgb, np.array(palette.convert("RGB")))


@pytest.mark.parametrize("transparency", [3, bytes([255, 255, 255, 0])])
def test_that_a_transparent_palette_colour_becomes_white(transparency: int | bytes) -> None:
    indices = np.zeros((32, 32), dtype=np.uint8)
    indices[:16] = 3
    palette = Image.fromarray(indices).convert("L")
    palette = Image.frombytes("P", (32, 32), indices.tobytes())
    palette.putpalette([200, 10, 20, 0, 0, 0, 0, 0, 0, 5, 5, 5])
    rgb = decoded(encoded(palette, "PNG", transparency=transparency)).rgb
    assert rgb[0, 0].tolist() == [255, 255, 255]
    assert rgb[-1, -1].tolist() == [200, 10, 20]


def test_that_a_transparent_key_colour_becomes_white() -> None:
    rgb = np.full((32, 32, 3), 90, dtype=np.uint8)
    rgb[:8] = (1, 2, 3)
    shown = decoded(encoded(rgb, "PNG", transparency=(1, 2, 3))).rgb
    assert shown[0, 0].tolist() == [255, 255, 255]
    assert shown[-1, -1].tolist() == [90, 90, 90]


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_that_alpha_is_laid_over_white(kind: str) -> None:
    rgba = np.zeros((32, 32, 4), dtype=np.uint8)
    rgba[:, :16] = (100, 50, 0, 255)
    rgba[:, 16:] = (100, 50, 0, 102)
    options = {"lossless": True} if kind == "WEBP" else {}
    rgb = decoded(encoded(rgba, kind, **options)).rgb
    assert rgb[0, 0].tolist() == [100, 50, 0]
    assert np.abs(rgb[0, -1].astype(int) - [193, 173, 153]).max() <= 1


def test_that_grey_with_alpha_is_laid_over_white() -> None:
    grey_alpha = np.zeros((32, 32, 2), dtype=np.uint8)
    grey_alpha[:16, :, 1] = 255
    rgb = decoded(encoded(Image.fromarray(grey_alpha, "LA"), "PNG")).rgb
    assert (rgb[0, 0, 0], rgb[-1, -1, 0]) == (0, 255)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_that_cmyk_shows_its_colours(kind: str) -> None:
    inks = Image.merge("CMYK", [Image.new("L", (32, 32), ink) for ink in (0, 255, 255, 0)])
    image = decoded(encoded(inks, kind))
    assert image.facts.mode == "CMYK"
    assert np.abs(image.rgb.astype(int) - [255, 0, 0]).max() <= 6


def test_that_ycbcr_is_converted() -> None:
    picture = Image.fromarray(photo())
    shown = decoded(encoded(picture.convert("YCbCr"), "TIFF")).rgb
    assert np.abs(shown.astype(int) - np.array(picture)).max() <= 3


def test_that_16_bit_colour_is_reduced_to_8() -> None:
    high = photo(32, 32)
    rows = b"".join(b"\x00" + row.repeat(2).tobytes() for row in high.reshape(32, -1))
    data = _png_16_bit_rgb(32, 32, rows)
    assert np.array_equal(decoded(data).rgb, high)


def test_that_cielab_is_named_as_unsupported() -> None:
    error = failure(encoded(Image.new("LAB", (32, 32)), "TIFF"))
    assert code_with_words(error) == "image_unsupported"
    assert error.details["format"] == "LAB"


def _png_16_bit_rgb(width: int, height: int, rows: bytes) -> bytes:

    header = struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)
    body = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + body + png_chunk(b"IEND", b"")
