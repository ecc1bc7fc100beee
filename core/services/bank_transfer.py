"""A bank as one ZIP file: a list of examples and their lossless crops."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Final

from core.domain.teaching import BankSnapshot
from core.errors import ImageError, RecordsError, UsageError
from core.imaging.decode import DecodeLimits, decode_bytes
from core.imaging.previews import content_sha256
from core.records.values import NewExample
from core.services.bank_store import keep_crop, load_crop
from core.settings.files import write_atomically

_INDEX: Final = "bank.json"
_FORMAT: Final = 1
_MAX_CROP_BYTES: Final = 512 << 20
_ANY_SIZE: Final = DecodeLimits(min_side_px=1)


def export_bank(bank: BankSnapshot, product: str, file: Path) -> None:
    """Write the active examples into a file that :func:`read_bank` understands.

    Raises
    ------
    RecordsError
        ``bank_crop_damaged`` if a crop is not what it was, ``report_unwritable`` if the file cannot
        be written; then nothing is left behind.
    """
    index = {
        "format": _FORMAT,
        "product": product,
        "examples": [
            {"category": example.category_id, "crop_sha256": example.crop_sha256}
            for example in bank.examples
        ],
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_INDEX, json.dumps(index, ensure_ascii=False, indent=1))
        for name, path in {e.crop_sha256: Path(e.crop_path) for e in bank.examples}.items():
            load_crop(path)
            archive.write(path, f"{name}.png")
    try:
        write_atomically(file, buffer.getvalue())
    except OSError as error:
        raise RecordsError(
            "report_unwritable", path=str(file), problem=error.strerror or str(error)
        ) from error


def read_bank(file: Path, bank_dir: Path) -> list[NewExample]:
    """Read an exported bank and keep its crops.

    Names inside the file are never used as paths: a crop is stored under the hash of its pixels.

    Raises
    ------
    UsageError
        ``bank_file_unusable`` if the file is missing, no export, newer, or damaged.
    RecordsError
        ``bank_unwritable`` if a crop cannot be kept.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return [_kept(archive, entry, bank_dir) for entry in _entries(archive)]
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError, ImageError) as error:
        raise UsageError("bank_file_unusable", file=str(file)) from error


def _entries(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    index = json.loads(archive.read(_INDEX))
    if index["format"] != _FORMAT:
        msg = f"bank format {index['format']}"
        raise ValueError(msg)
    return [
        {"category": str(entry["category"]), "crop_sha256": str(entry["crop_sha256"])}
        for entry in index["examples"]
    ]


def _kept(archive: zipfile.ZipFile, entry: dict[str, str], bank_dir: Path) -> NewExample:
    name = f"{entry['crop_sha256']}.png"
    if archive.getinfo(name).file_size > _MAX_CROP_BYTES:
        msg = f"{name} is too large"
        raise ValueError(msg)
    rgb = decode_bytes(archive.read(name), name=name, limits=_ANY_SIZE).rgb
    if content_sha256(rgb) != entry["crop_sha256"]:
        msg = f"{name} is not the crop it says"
        raise ValueError(msg)
    return NewExample(entry["category"], keep_crop(bank_dir, rgb))
