"""Every file that cannot be used is refused with its own reason and its identity."""

from __future__ import annotations

import copy
import hashlib
import os
import struct
import tracemalloc
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.domain.images import Sighting
from core.errors import ImageError
from core.imaging.decode import DecodeLimits, decode_bytes, identify, identity_of, read_image
from tests.core.imaging.pictures import (
    EXIF_ORIENTATION,
    code_with_words,
    decoded,
    encoded,
    failure,
    photo,
    png_chunk,
    png_header,
)


def _read_failure(path: Path, limits: DecodeLimits | None = None) -> ImageError:
    with pytest.raises(ImageError) as caught:
        read_image(path, limits=limits or DecodeLimits())
    error = caught.value
    assert error.details["file"] == path.name
    assert error.details["path"] == str(path)
    return error


def test_that_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "없는 파일.png"
    error = _read_failure(path)
    assert code_with_words(error) == "image_missing"
    assert identity_of(error) is None


def test_that_a_name_no_file_can_have_counts_as_missing() -> None:
    with pytest.raises(ImageError) as caught:
        read_image(Path("a\0b.png"))
    assert caught.value.code == "image_missing"


def test_that_a_folder_is_no_image(tmp_path: Path) -> None:
    assert code_with_words(_read_failure(tmp_path)) == "image_not_a_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_that_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.png"
    os.mkfifo(path)
    assert _read_failure(path).code == "image_not_a_file"


def test_that_an_empty_file_has_nothing_to_record(tmp_path: Path) -> None:
    path = tmp_path / "빈 파일.png"
    path.touch()
    error = _read_failure(path)
    assert code_with_words(error) == "image_empty"
    assert identity_of(error) is None
    with pytest.raises(ImageError) as caught:
        identify(path)
    assert caught.value.code == "image_empty"


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (PermissionError(13, "denied"), "image_no_permission"),
        (OSError(5, "I/O"), "image_io_failed"),
    ],
)
def test_that_failing_reads_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: OSError, code: str
) -> None:
    path = tmp_path / "locked.png"
    path.write_bytes(encoded(photo(), "PNG"))

    def fail(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr(Path, "open", fail)
    monkeypatch.setattr(Path, "read_bytes", fail)
    assert code_with_words(_read_failure(path)) == code
    with pytest.raises(ImageError) as caught:
        identify(path)
    assert caught.value.code == code


def test_that_a_file_over_the_byte_limit_is_hashed_but_not_held(tmp_path: Path) -> None:
    path = tmp_path / "video.png"
    path.write_bytes(bytes(3 << 20))
    error = _read_failure(path, DecodeLimits(max_file_bytes=2 << 20))
    assert code_with_words(error) == "image_file_too_large"
    assert (error.details["size_mib"], error.details["limit_mib"]) == (3, 2)
    assert identity_of(error) == identify(path)


def test_that_a_text_file_named_png_is_no_image_and_keeps_its_identity(tmp_path: Path) -> None:
    path = tmp_path / "한글 경로" / "메모.png"
    path.parent.mkdir()
    data = "이것은 이미지가 아닙니다".encode()
    path.write_bytes(data)
    error = _read_failure(path)
    assert code_with_words(error) == "image_not_an_image"
    found = identity_of(error)
    assert found is not None
    sha256, sighting = found
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert sighting == Sighting(str(path), len(data), path.stat().st_mtime_ns)
    assert identity_of(copy.copy(error)) == found  # copied as it is pickled


def test_that_a_text_beginning_with_bm_is_no_bitmap() -> None:
    assert failure(b"BMW part list: 12345678901234567890").code == "image_not_an_image"


def test_that_an_image_of_another_format_is_named() -> None:
    error = failure(encoded(Image.fromarray(photo()).convert("P"), "GIF"))
    assert code_with_words(error) == "image_unsupported"
    assert error.details["format"] == "GIF"


def test_that_a_sound_tiff_of_a_rare_kind_is_unsupported_not_damaged() -> None:
    data = bytearray(encoded(np.zeros((32, 32), np.float32), "TIFF"))
    data[data.index(struct.pack("<HHL", 258, 3, 1)) + 8] = 24  # 24-bit floats
    assert failure(bytes(data)).code == "image_unsupported"


@pytest.mark.parametrize("size", [(1, 1), (15, 200), (200, 15)])
def test_that_a_side_under_16_px_is_too_small(size: tuple[int, int]) -> None:
    error = failure(encoded(Image.new("RGB", size), "PNG"))
    assert code_with_words(error) == "image_too_small"
    assert (error.details["width"], error.details["height"]) == size


def test_that_16_px_a_side_are_enough() -> None:
    assert decoded(encoded(Image.new("RGB", (16, 16)), "PNG")).rgb.shape == (16, 16, 3)


def _giants() -> dict[str, bytes]:
    tiff = bytearray(encoded(Image.new("L", (32, 32)), "TIFF"))
    for tag in (256, 257):
        at = tiff.index(struct.pack("<HHL", tag, 4, 1)) + 8
        tiff[at : at + 4] = struct.pack("<L", 20_000)
    bmp = bytearray(encoded(Image.new("RGB", (32, 32)), "BMP"))
    bmp[18:26] = struct.pack("<ii", 20_000, 20_000)
    jpeg = bytearray(encoded(Image.new("RGB", (32, 32)), "JPEG"))
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg[at : at + 4] = struct.pack(">HH", 20_000, 20_000)
    webp = bytearray(encoded(Image.new("RGBA", (32, 32)), "WEBP", exif=b"Exif\0\0II*\0\0\0\0\0"))
    assert webp[12:16] == b"VP8X"
    webp[24:30] = (16_382).to_bytes(3, "little") * 2
    return {
        "png": png_header(20_000, 20_000) + png_chunk(b"IDAT", b"\0" * 40),
        "tiff": bytes(tiff),
        "bmp": bytes(bmp),
        "jpeg": bytes(jpeg),
        "webp": bytes(webp),
    }


@pytest.mark.parametrize("kind", ["png", "tiff", "bmp", "jpeg", "webp"])
def test_that_a_giant_is_refused_by_its_header_without_its_memory(kind: str) -> None:
    data = _giants()[kind]
    tracemalloc.start()
    try:
        error = failure(data)
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert code_with_words(error) == "image_too_large"
    expected = 16_383 if kind == "webp" else 20_000
    assert (error.details["width"], error.details["height"]) == (expected, expected)
    assert error.details["limit_mpx"] == 179
    assert peak_bytes < 2_000_000


def test_that_the_pixel_limit_is_a_setting() -> None:
    data = encoded(photo(100, 100), "PNG")
    assert failure(data, limits=DecodeLimits(max_pixels=9_999)).code == "image_too_large"
    assert decoded(data, limits=DecodeLimits(max_pixels=10_000)).facts.width_px == 100


@pytest.mark.parametrize("page", [1, -1])
def test_that_a_missing_page_is_named(page: int) -> None:
    error = failure(encoded(photo(), "PNG"), page=page)
    assert code_with_words(error) == "image_page_missing"
    assert (error.details["page"], error.details["pages"]) == (page + 1, 1)


def _files() -> dict[str, bytes]:
    rgb = photo(48, 64)
    picture = Image.fromarray(rgb)
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    return {
        "jpeg": encoded(rgb, "JPEG", exif=exif),
        "jpeg progressive": encoded(rgb, "JPEG", progressive=True),
        "png": encoded(rgb, "PNG"),
        "png 16 bit": encoded(photo()[:, :, 0].astype(np.uint16) * 257, "PNG"),
        "bmp": encoded(rgb, "BMP"),
        "bmp palette": encoded(picture.convert("P"), "BMP"),
        "webp": encoded(rgb, "WEBP"),
        "webp lossless": encoded(rgb, "WEBP", lossless=True),
        "tiff": encoded(rgb, "TIFF"),
        "tiff big": encoded(rgb, "TIFF", big_tiff=True),
        "tiff lzw": encoded(rgb, "TIFF", compression="tiff_lzw"),
        "tiff deflate": encoded(rgb, "TIFF", compression="tiff_deflate"),
        "tiff jpeg": encoded(rgb, "TIFF", compression="jpeg"),
        "tiff fax": encoded(picture.convert("1"), "TIFF", compression="group4"),
    }


@pytest.mark.parametrize("kind", _files())
def test_that_a_file_cut_anywhere_fails(kind: str) -> None:
    data = _files()[kind]
    cuts = {1, 2, 3, 5, 12, 20, 40, 100, len(data) // 4, len(data) // 2, len(data) * 9 // 10}
    cuts |= {len(data) - missing for missing in (1, 2, 3, 4, 8, 12, 13, 64)}
    for cut in sorted(cuts):
        # Up to 11 bytes there is not even a complete signature.
        expected = {"image_truncated"} if cut > 11 else {"image_truncated", "image_not_an_image"}
        assert code_with_words(failure(data[:cut])) in expected, cut


@pytest.mark.parametrize("kind", ["jpeg", "jpeg progressive", "png"])
def test_that_a_copy_that_stopped_but_kept_its_size_fails(kind: str) -> None:
    data = _files()[kind]
    half = len(data) // 2
    error = failure(data[:half] + bytes(len(data) - half))
    assert error.code in {"image_truncated", "image_damaged"}


def test_that_a_missing_later_page_spoils_the_file() -> None:
    data = encoded(photo(), "TIFF", save_all=True, append_images=[Image.fromarray(photo(seed=1))])
    assert failure(data[: len(data) * 3 // 4]).code == "image_truncated"


def test_that_a_thumbnail_inside_does_not_pass_for_the_end_of_a_jpeg() -> None:
    thumbnail = encoded(photo(16, 16), "JPEG")
    exif = Image.Exif()
    exif[0x927C] = thumbnail
    data = encoded(photo(), "JPEG", exif=exif.tobytes() + thumbnail)
    assert data.count(b"\xff\xd9") >= 2
    assert failure(data[:-2]).code == "image_truncated"
    decoded(data)


@pytest.mark.parametrize("at", [0.2, 0.5, 0.8])
def test_that_one_wrong_byte_in_a_png_is_found(at: float) -> None:
    data = bytearray(_files()["png"])
    data[int(len(data) * at)] ^= 0x10
    error = failure(bytes(data))
    assert code_with_words(error) == "image_damaged"


def test_that_a_tiff_whose_pages_run_in_a_circle_ends() -> None:
    data = bytearray(encoded(photo(), "TIFF"))
    (first,) = struct.unpack_from("<L", data, 4)
    (n_entries,) = struct.unpack_from("<H", data, first)
    data[first + 2 + 12 * n_entries : first + 6 + 12 * n_entries] = struct.pack("<L", first)
    assert decoded(bytes(data)).facts.n_pages == 1


@pytest.mark.parametrize("kind", ["jpeg", "png", "bmp", "bmp palette", "webp", "tiff", "tiff big"])
def test_that_random_damage_never_escapes_as_another_error(kind: str) -> None:
    data = _files()[kind]
    dice = np.random.default_rng(len(data))
    refused = 0
    for _ in range(60):
        damaged = bytearray(data)
        for _ in range(dice.choice((1, 3, 20))):
            end = min(len(data), int(dice.choice((200, len(data)))))
            damaged[dice.integers(end)] = dice.integers(256)
        try:
            decode_bytes(bytes(damaged), name="x")
        except ImageError as error:
            refused += 1
            code_with_words(error)
    assert refused > 0


def test_that_too_little_memory_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhaust(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("core.imaging.decode.to_rgb", exhaust)
    assert code_with_words(failure(encoded(photo(), "PNG"))) == "image_out_of_memory"


def test_that_decoding_in_threads_leaves_the_warning_filters_as_they_were() -> None:
    good, cut = encoded(photo(), "JPEG"), encoded(photo(), "TIFF")[:-30]
    before = list(warnings.filters)

    def work() -> int:
        for _ in range(15):
            decoded(good)
            failure(cut)
        return 15

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(work) for _ in range(4)]
    assert [future.result() for future in done] == [15] * 4
    assert list(warnings.filters) == before
