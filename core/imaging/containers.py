"""Which kind of image file some bytes are, and whether they are all there.

Pillow fills missing rows of some cut files silently (a JPEG without its end) and does not compare
the checksums of PNG pixel data; an inspection must not run on such pixels, so it is checked here.
"""

from __future__ import annotations

import struct
import zlib
from enum import StrEnum
from typing import Final

from core.imaging import tiff


class Container(StrEnum):
    """File formats that are decoded."""

    JPEG = "JPEG"
    PNG = "PNG"
    BMP = "BMP"
    TIFF = "TIFF"
    WEBP = "WEBP"


class Integrity(StrEnum):
    """Result of looking at the frame of a file, without decoding pixels."""

    COMPLETE = "complete"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"


_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_TIFF_SIGNATURES: Final = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_BMP_HEADER_BYTES: Final = 26
_WEBP_HEADER_BYTES: Final = 30
_JPEG_MARK: Final = 0xFF
_JPEG_START_OF_SCAN: Final = 0xDA
_JPEG_END_OF_IMAGE: Final = b"\xff\xd9"
_JPEG_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD9)})

_FOREIGN: Final = (
    (0, b"GIF8", "GIF"),
    (0, b"8BPS", "PSD"),
    (0, b"%PDF", "PDF"),
    (0, b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (0, b"\xff\x4f\xff\x51", "JPEG 2000"),
    (0, b"\xff\x0a", "JPEG XL"),
    (0, b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (4, b"ftypheic", "HEIC"),
    (4, b"ftypheix", "HEIC"),
    (4, b"ftypmif1", "HEIC"),
    (4, b"ftypavif", "AVIF"),
    (0, b"v/1\x01", "OpenEXR"),
    (0, b"\x00\x00\x01\x00", "ICO"),
    (0, b"P5", "PGM"),
    (0, b"P6", "PPM"),
)


def sniff(data: bytes) -> Container | None:
    """Tell the file format from the first bytes; the file's name plays no part."""
    if data.startswith(b"\xff\xd8\xff"):
        return Container.JPEG
    if data.startswith(_PNG_SIGNATURE):
        return Container.PNG
    if data.startswith(_TIFF_SIGNATURES):
        return Container.TIFF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Container.WEBP
    # "BM" alone begins many text files; a bitmap also has two reserved zero words.
    if data.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00":
        return Container.BMP
    return None


def foreign_format(data: bytes) -> str | None:
    """Name an image format that is known but not decoded, e.g. ``GIF``; None if unknown."""
    for offset, signature, name in _FOREIGN:
        if data[offset : offset + len(signature)] == signature:
            return name
    return None


def webp_size(data: bytes) -> tuple[int, int] | None:
    """Read (width, height) of a WebP file from its header (RFC 9649); None if it is cut.

    Pillow's WebP decoder allocates its canvas when the file is opened, before a size can be asked.
    """
    if len(data) < _WEBP_HEADER_BYTES:
        return None
    match data[12:16]:
        case b"VP8X":
            width, height = data[24:27], data[27:30]
            return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
        case b"VP8 ":
            width_word, height_word = struct.unpack_from("<HH", data, 26)
            return width_word & 0x3FFF, height_word & 0x3FFF
        case _:
            return None


def integrity(data: bytes, container: Container) -> Integrity:
    """Say whether a file is there to its end and its checksums hold.

    Of a bitmap only the header is looked for: decoding finds out whether pixels are missing.
    """
    match container:
        case Container.JPEG:
            return _jpeg_integrity(data)
        case Container.PNG:
            return _png_integrity(data)
        case Container.WEBP:
            riff_bytes = int.from_bytes(data[4:8], "little") + 8
            return Integrity.COMPLETE if len(data) >= riff_bytes else Integrity.TRUNCATED
        case Container.TIFF:
            return Integrity.COMPLETE if tiff.is_complete(data) else Integrity.TRUNCATED
        case Container.BMP:
            has_header = len(data) >= _BMP_HEADER_BYTES
            return Integrity.COMPLETE if has_header else Integrity.TRUNCATED


def _jpeg_integrity(data: bytes) -> Integrity:
    """Look for the end marker behind the first scan (an embedded thumbnail lies before it)."""
    position = 2
    while position + 4 <= len(data):
        if data[position] != _JPEG_MARK:
            return Integrity.DAMAGED
        marker = data[position + 1]
        if marker == _JPEG_START_OF_SCAN:
            ended = data.find(_JPEG_END_OF_IMAGE, position) >= 0
            return Integrity.COMPLETE if ended else Integrity.TRUNCATED
        if marker == _JPEG_MARK:  # a fill byte
            position += 1
        elif marker in _JPEG_WITHOUT_LENGTH:
            position += 2
        else:
            position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return Integrity.TRUNCATED


def _png_integrity(data: bytes) -> Integrity:
    position = len(_PNG_SIGNATURE)
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        end = position + 12 + length
        if end > len(data):
            return Integrity.TRUNCATED
        stored = int.from_bytes(data[end - 4 : end], "big")
        # A view: large files must not be copied chunk by chunk.
        if zlib.crc32(memoryview(data)[position + 4 : end - 4]) != stored:
            return Integrity.DAMAGED
        if data[position + 4 : position + 8] == b"IEND":
            return Integrity.COMPLETE
        position = end
    return Integrity.TRUNCATED
