"""Which image it is, and where and when it was seen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImageIdentity:
    """An image is its bytes and a page: the same file under two names is one image."""

    sha256: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Sighting:
    """An image seen at a path; size and mtime serve browsing and second passes only."""

    path: str
    size_bytes: int
    mtime_ns: int
    station: str = ""


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What decoding found out; EXIF orientation already applied to the size."""

    identity: ImageIdentity
    width_px: int
    height_px: int
    n_pages: int = 1
    mode: str = "RGB"
    """Colour mode of the file before conversion, e.g. ``I;16`` or ``CMYK``."""
