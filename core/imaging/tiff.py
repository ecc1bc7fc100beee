"""The frame of a TIFF file: its pages and whether all their pixel data is there.

Pillow only warns about a directory that points behind the end of the file and may then return a
page with missing strips; here every directory is walked and compared with the file's length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TYPE_BYTES: Final = {
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4,
    16: 8, 17: 8, 18: 8,
}  # fmt: skip
_UNSIGNED: Final = {1: "B", 3: "H", 4: "L", 13: "L", 16: "Q", 18: "Q"}

_BITS_PER_SAMPLE: Final = 258
_STRIP_OFFSETS: Final = 273
_STRIP_BYTES: Final = 279
_COLOUR_MAP: Final = 320
_TILE_OFFSETS: Final = 324
_TILE_BYTES: Final = 325
_JPEG_TABLES: Final = 347
_NEEDED: Final = frozenset({
    _BITS_PER_SAMPLE, _STRIP_OFFSETS, _STRIP_BYTES, _COLOUR_MAP, _TILE_OFFSETS, _TILE_BYTES,
    _JPEG_TABLES,
})  # fmt: skip
"""Tags without which pixels cannot be right; a broken private tag is no reason to refuse."""


class _CutError(Exception):
    """Something lies behind the end of the file."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Byte order and the sizes that differ between TIFF and BigTIFF."""

    order: str
    is_big: bool

    @property
    def offset_format(self) -> str:
        return self.order + ("Q" if self.is_big else "L")

    @property
    def count_format(self) -> str:
        return self.order + ("Q" if self.is_big else "H")

    @property
    def entry_format(self) -> str:
        return self.order + ("HHQ8s" if self.is_big else "HHL4s")


def is_complete(data: bytes) -> bool:
    """Say whether every page's directory and pixel data lie within the file."""
    layout = _layout(data)
    try:
        for directory in _directories(data, layout):
            for offset, n_bytes in _pixel_ranges(data, layout, directory):
                if offset + n_bytes > len(data):
                    return False
    except _CutError:
        return False
    return True


def count_pages(data: bytes) -> int:
    """Count the pages of a complete file."""
    return sum(1 for _ in _directories(data, _layout(data)))


def _layout(data: bytes) -> _Layout:
    order = "<" if data[:2] == b"II" else ">"
    return _Layout(order=order, is_big=b"+" in data[2:4])


def _unpack(form: str, data: bytes, offset: int) -> tuple[int, ...]:
    try:
        return struct.unpack_from(form, data, offset)
    except (struct.error, OverflowError) as error:  # overflow: a 64-bit offset of nonsense
        raise _CutError from error


def _directories(data: bytes, layout: _Layout) -> Iterator[dict[int, tuple[int, int, int]]]:
    """Yield each directory as {tag: (type, count, offset of the value)}."""
    (position,) = _unpack(layout.offset_format, data, 8 if layout.is_big else 4)
    seen: set[int] = set()
    entry_bytes = struct.calcsize(layout.entry_format)
    while position and position not in seen:
        seen.add(position)
        (n_entries,) = _unpack(layout.count_format, data, position)
        position += struct.calcsize(layout.count_format)
        directory = {}
        for _ in range(n_entries):
            tag, entry = _entry(data, layout, position)
            directory[tag] = entry
            position += entry_bytes
        yield directory
        (position,) = _unpack(layout.offset_format, data, position)


def _entry(data: bytes, layout: _Layout, position: int) -> tuple[int, tuple[int, int, int]]:
    tag, kind, count = _unpack(layout.entry_format[:-2], data, position)
    value_at = position + struct.calcsize(layout.entry_format[:-2])
    n_bytes = _TYPE_BYTES.get(kind, 1) * count
    if n_bytes > struct.calcsize(layout.offset_format):
        (value_at,) = _unpack(layout.offset_format, data, value_at)
    if tag in _NEEDED and value_at + n_bytes > len(data):
        raise _CutError
    return tag, (kind, count, value_at)


def _pixel_ranges(
    data: bytes, layout: _Layout, directory: dict[int, tuple[int, int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield (offset, bytes) of every strip or tile."""
    for offsets_tag, bytes_tag in ((_STRIP_OFFSETS, _STRIP_BYTES), (_TILE_OFFSETS, _TILE_BYTES)):
        if offsets_tag in directory and bytes_tag in directory:
            yield from zip(
                _numbers(data, layout, directory[offsets_tag]),
                _numbers(data, layout, directory[bytes_tag]),
                strict=False,
            )


def _numbers(data: bytes, layout: _Layout, entry: tuple[int, int, int]) -> tuple[int, ...]:
    kind, count, value_at = entry
    letter = _UNSIGNED.get(kind)
    return () if letter is None else _unpack(f"{layout.order}{count}{letter}", data, value_at)
