"""The one decoder: bytes of a file to RGB uint8, with the identity of the image."""

from __future__ import annotations

import logging
import math
import struct
import threading
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import (
    BmpImagePlugin,
    ExifTags,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from core.domain.images import ImageFacts, ImageIdentity, Sighting
from core.errors import ImageError
from core.imaging import containers, tiff
from core.imaging.colour import UnsupportedModeError, to_rgb
from core.imaging.containers import Container, Integrity
from core.imaging.files import FileBytes, identify, identity_of, read_bytes, wrap_bytes
from core.imaging.resize import shrink_longest

__all__ = [
    "DEFAULT_LIMITS",
    "DecodeLimits",
    "DecodedImage",
    "decode_bytes",
    "decode_reduced",
    "identify",
    "identity_of",
    "read_image",
]

# Sizes are checked here against DecodeLimits before a pixel is decoded. Pillow's own limit warns
# from 89 Mpx on, cannot be set per call, and would make a raised DecodeLimits useless.
Image.MAX_IMAGE_PIXELS = None

_LOG: Final = logging.getLogger(__name__)
_PLUGINS: Final[dict[Container, type[ImageFile.ImageFile]]] = {
    Container.JPEG: JpegImagePlugin.JpegImageFile,
    Container.PNG: PngImagePlugin.PngImageFile,
    Container.BMP: BmpImagePlugin.BmpImageFile,
    Container.TIFF: TiffImagePlugin.TiffImageFile,
    Container.WEBP: WebPImagePlugin.WebPImageFile,
}
_PILLOW_FAILURES: Final = (
    ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, struct.error,
)  # fmt: skip
"""What Pillow's readers raise on damaged files; they have no error class of their own."""
_UNSUPPORTED_PHRASES: Final = ("unsupported", "not supported", "unknown pixel mode")
"""In Pillow's messages about sound files of a rare kind, such as a TIFF of 64-bit floats."""
_TURNED_SIDEWAYS: Final = frozenset({5, 6, 7, 8})
_MIRRORED_ROWS: Final = frozenset({3, 4, 7, 8})
_MIRRORED_COLUMNS: Final = frozenset({2, 3, 6, 7})


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """Which images are refused, by what their header says."""

    min_side_px: int = 16
    max_pixels: int = 179_000_000
    max_file_bytes: int = 2 << 30


DEFAULT_LIMITS: Final = DecodeLimits()


@dataclass(frozen=True, slots=True, eq=False)
class DecodedImage:
    """Pixels of one image with its facts.

    Attributes
    ----------
    facts : ImageFacts
        Identity, and the size of the whole image after EXIF orientation.
    sighting : Sighting
        Where the file was, with size and mtime as they were when it was read.
    rgb : (H, W, 3) uint8
        EXIF orientation applied; smaller than ``facts`` says after :func:`decode_reduced`.
    """

    facts: ImageFacts
    sighting: Sighting
    rgb: NDArray[np.uint8]


def read_image(
    path: Path, *, page: int = 0, limits: DecodeLimits = DEFAULT_LIMITS, station: str = ""
) -> DecodedImage:
    """Read and decode one image file; the file is read once.

    How each colour mode becomes RGB: :func:`core.imaging.colour.to_rgb`.

    Parameters
    ----------
    path : Path
        Any file; its extension plays no part.
    page : int
        Page of a TIFF, from 0; other formats have page 0 only (an animation shows its first frame).
    limits : DecodeLimits
        Checked on the header, before pixels are decoded.
    station : str
        Written into the sighting.

    Raises
    ------
    ImageError
        ``image_missing``, ``image_no_permission``, ``image_not_a_file``, ``image_empty``,
        ``image_file_too_large``, ``image_not_an_image``, ``image_unsupported``,
        ``image_truncated``, ``image_too_small``, ``image_too_large``, ``image_page_missing``,
        ``image_out_of_memory``, ``image_damaged``, ``image_io_failed``. Details always
        hold ``file`` (name) and ``path``; where there are bytes, :func:`identity_of` gives their
        hash and sighting.
    """
    source = read_bytes(path, max_bytes=limits.max_file_bytes, station=station)
    return _Decoder(source, page, limits).decode()


def decode_bytes(
    data: bytes, *, name: str, page: int = 0, limits: DecodeLimits = DEFAULT_LIMITS
) -> DecodedImage:
    """Decode an image that is in memory; ``name`` stands for the path. Raises as read_image."""
    return _Decoder(wrap_bytes(data, name), page, limits).decode()


def decode_reduced(
    path: Path, max_side_px: int, *, page: int = 0, limits: DecodeLimits = DEFAULT_LIMITS
) -> DecodedImage:
    """Decode for a preview or thumbnail with the longest side at most ``max_side_px``.

    JPEG files are decoded at 1/2, 1/4 or 1/8 of their size, several times faster. For showing only:
    scores and measures need :func:`read_image`. Raises as read_image.
    """
    source = read_bytes(path, max_bytes=limits.max_file_bytes)
    return _Decoder(source, page, limits).decode(max_side_px=max_side_px)


@dataclass(frozen=True, slots=True)
class _Decoder:
    """One decoding of one page."""

    source: FileBytes
    page: int
    limits: DecodeLimits

    def decode(self, *, max_side_px: int | None = None) -> DecodedImage:
        container = self._container()
        try:
            with _QUIET_PILLOW, self._opened(container) as image:
                if self.page == 0:
                    # First of all: a huge header must not cost the time of a checksum.
                    self._check_size(*image.size)
                self._check_integrity(container)
                n_pages = self._turn_to_page(image, container)
                return self._finished(image, n_pages, max_side_px)
        except UnsupportedModeError as error:
            raise self.source.failure("image_unsupported", format=str(error)) from error
        except _PILLOW_FAILURES as error:
            raise self._pillow_error(container, error) from error
        except MemoryError as error:
            raise self.source.failure("image_out_of_memory") from error

    def _container(self) -> Container:
        container = containers.sniff(self.source.data)
        if container is not None:
            return container
        foreign = containers.foreign_format(self.source.data)
        if foreign is not None:
            raise self.source.failure("image_unsupported", format=foreign)
        raise self.source.failure("image_not_an_image")

    def _opened(self, container: Container) -> ImageFile.ImageFile:
        if container is Container.WEBP:
            size = containers.webp_size(self.source.data)
            if size is not None:
                self._check_size(*size)
        return _PLUGINS[container](BytesIO(self.source.data), self.source.sighting.path)

    def _check_size(self, width_px: int, height_px: int) -> None:
        size = {"width": width_px, "height": height_px}
        if width_px * height_px > self.limits.max_pixels:
            limit_mpx = self.limits.max_pixels // 1_000_000
            raise self.source.failure("image_too_large", **size, limit_mpx=limit_mpx)
        if min(width_px, height_px) < self.limits.min_side_px:
            limit_px = self.limits.min_side_px
            raise self.source.failure("image_too_small", **size, limit_px=limit_px)

    def _check_integrity(self, container: Container) -> None:
        match containers.integrity(self.source.data, container):
            case Integrity.TRUNCATED:
                raise self.source.failure("image_truncated")
            case Integrity.DAMAGED:
                raise self.source.failure("image_damaged", problem="checksum or structure")
            case Integrity.COMPLETE:
                pass

    def _turn_to_page(self, image: ImageFile.ImageFile, container: Container) -> int:
        n_pages = tiff.count_pages(self.source.data) if container is Container.TIFF else 1
        if not 0 <= self.page < n_pages:
            raise self.source.failure("image_page_missing", page=self.page + 1, pages=n_pages)
        if self.page > 0:
            image.seek(self.page)
            self._check_size(*image.size)
        return n_pages

    def _finished(
        self, image: ImageFile.ImageFile, n_pages: int, max_side_px: int | None
    ) -> DecodedImage:
        mode, (width, height) = image.mode, image.size
        if max_side_px is not None and isinstance(image, JpegImagePlugin.JpegImageFile):
            reduction = max_side_px / max(width, height)
            image.draft("RGB", (math.ceil(width * reduction), math.ceil(height * reduction)))
        image.load()
        orientation = self._orientation(image)
        if orientation in _TURNED_SIDEWAYS:
            width, height = height, width
        rgb = to_rgb(image)
        if max_side_px is not None:
            rgb = shrink_longest(rgb, max_side_px)
        identity = ImageIdentity(self.source.sha256, self.page)
        facts = ImageFacts(identity, width, height, n_pages, mode)
        return DecodedImage(facts, self.source.sighting, _turned(rgb, orientation))

    def _orientation(self, image: ImageFile.ImageFile) -> int:
        if isinstance(image, TiffImagePlugin.TiffImageFile):
            return 1  # Pillow gives its size already turned, and turns its pixels when loading.
        try:
            return int(image.getexif().get(ExifTags.Base.Orientation, 1))
        except _PILLOW_FAILURES as error:
            # Complete pixels with broken camera data are shown as stored, as viewers do.
            _LOG.info("EXIF of %s cannot be read: %s", self.source.sighting.path, error)
            return 1

    def _pillow_error(self, container: Container, error: BaseException) -> ImageError:
        said = str(error).lower()
        is_cut = containers.integrity(self.source.data, container) is Integrity.TRUNCATED
        if is_cut or "truncated" in said:
            return self.source.failure("image_truncated")
        if any(phrase in said for phrase in _UNSUPPORTED_PHRASES):
            return self.source.failure("image_unsupported", format=container.value)
        return self.source.failure("image_damaged", problem=str(error))


def _turned(rgb: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Undo an EXIF orientation 2-8; any other value leaves the array alone."""
    if orientation in _TURNED_SIDEWAYS:
        rgb = rgb.transpose(1, 0, 2)
    if orientation in _MIRRORED_ROWS:
        rgb = rgb[::-1]
    if orientation in _MIRRORED_COLUMNS:
        rgb = rgb[:, ::-1]
    return np.ascontiguousarray(rgb)


class _QuietPillow:
    """Keeps Pillow's warnings from callers while at least one thread decodes.

    What matters in them (a huge image, a cut directory) is checked here and raised.
    ``warnings.catch_warnings`` alone is not safe when several threads enter and leave it in any
    order, hence the count.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._n_inside = 0
        self._caught: warnings.catch_warnings[None] | None = None

    def __enter__(self) -> None:
        with self._lock:
            if self._n_inside == 0:
                self._caught = warnings.catch_warnings()
                self._caught.__enter__()
                warnings.filterwarnings("ignore", module=r"PIL\.")
            self._n_inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._n_inside -= 1
            if self._n_inside == 0 and self._caught is not None:
                self._caught.__exit__(None, None, None)
                self._caught = None


_QUIET_PILLOW: Final = _QuietPillow()
