"""Pictures and files made for the tests."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.errors import DefectScribeError, ImageError
from core.imaging.decode import DEFAULT_LIMITS, DecodedImage, DecodeLimits, decode_bytes
from core.texts.catalogue import shared_texts

EXIF_ORIENTATION = 0x0112


def photo(height: int = 48, width: int = 64, *, seed: int = 0) -> NDArray[np.uint8]:
    """Make a textured colour picture without symmetry."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(40, 216, (height // 8 + 2, width // 8 + 2, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def encoded(image: Image.Image | NDArray[Any], kind: str, **options: object) -> bytes:
    """Encode with Pillow."""
    picture = image if isinstance(image, Image.Image) else Image.fromarray(image)
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that ends behind its header."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header)


def decoded(data: bytes, *, page: int = 0, limits: DecodeLimits = DEFAULT_LIMITS) -> DecodedImage:
    return decode_bytes(data, name="사진/검사 1.png", page=page, limits=limits)


def failure(data: bytes, *, page: int = 0, limits: DecodeLimits = DEFAULT_LIMITS) -> ImageError:
    """Return the error of bytes that must not decode."""
    with pytest.raises(ImageError) as caught:
        decoded(data, page=page, limits=limits)
    return caught.value


def code_with_words(error: DefectScribeError) -> str:
    """Return an error's code after making sure that both languages have complete words for it."""
    for language in ("ko", "en"):
        words = shared_texts().text(language, f"error.{error.code}", **error.details)
        assert words != f"error.{error.code}", "no words"
        assert "{" not in words, words
    return error.code
