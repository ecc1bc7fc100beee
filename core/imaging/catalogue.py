"""Images of a folder in natural order, streamed; and the labelled-folder convention."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.errors import UsageError

IMAGE_EXTENSIONS: Final = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".tif", ".tiff", ".webp"}
)
MASKS_FOLDER: Final = "masks"
"""Subfolder of a labelled folder that holds 0/255 masks, not images."""
_DIGITS: Final = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A file that is an image by its name; size and mtime are 0 if they cannot be asked."""

    path: Path
    size_bytes: int
    mtime_ns: int


def natural_key(name: str) -> tuple[tuple[str | int, ...], str]:
    """Key that sorts ``img2`` before ``img10``, ignoring case.

    Korean written in decomposed letters (macOS) sorts with composed Korean. The name itself comes
    last, so that two names never compare as equal.
    """
    # Splitting at a group alternates text and digits, so text is only ever compared with text.
    parts = _DIGITS.split(unicodedata.normalize("NFC", name).casefold())
    return tuple(int(part) if index % 2 else part for index, part in enumerate(parts)), name


def is_image_name(name: str) -> bool:
    """Say whether a file's name has the extension of a format that is decoded."""
    return Path(name).suffix.lower() in IMAGE_EXTENSIONS


def iter_images(
    folder: Path,
    *,
    recursive: bool = False,
    skip_masks: bool = False,
    on_ignored: Callable[[Path], None] | None = None,
    on_error: Callable[[UsageError], None] | None = None,
) -> Iterator[CatalogueEntry]:
    """Walk the images of a folder in natural order.

    Only the names of one folder are held at a time; size and mtime are asked as each entry is
    yielded. Hidden files and folders are skipped (a leading dot, or Windows' hidden attribute).

    Parameters
    ----------
    folder : Path
    recursive : bool
        Also walk subfolders, after the folder's own files. Linked folders are walked, but never
        one that contains itself.
    skip_masks : bool
        Leave out subfolders named ``masks``.
    on_ignored : callable, optional
        Called with each visible file that is no image by its name.
    on_error : callable, optional
        Called with the error of each subfolder that cannot be read, which is then skipped; without
        it the error is raised.

    Raises
    ------
    UsageError
        ``folder_missing``, ``folder_not_a_folder``, ``folder_no_permission``,
        ``folder_unreadable``: on the first step of the iteration, not on the call.
    """
    walk = _Walk(recursive, skip_masks, on_ignored, on_error)
    yield from walk.images(folder, ancestors=frozenset())


def labelled_folder(folder: Path) -> dict[str, tuple[Path, ...]]:
    """List a labelled folder: each visible subfolder is a category, except ``masks``.

    Returns
    -------
    dict
        Category label (the folder's name, Korean composed) to its images, both in natural order. A
        subfolder without images is a label with an empty tuple. Subfolders of a category are not
        walked.

    Raises
    ------
    UsageError
        ``folder_missing``, ``folder_not_a_folder``, ``folder_no_permission``,
        ``folder_unreadable``, ``folder_no_classes``, ``folder_no_images``.
    """
    _, subfolders = _listed(folder)
    labels: dict[str, tuple[Path, ...]] = {}
    for name in subfolders:
        if _is_masks(name):
            continue
        label = unicodedata.normalize("NFC", name)
        paths = tuple(entry.path for entry in iter_images(folder / name))
        labels[label] = labels.get(label, ()) + paths
    if not labels:
        raise UsageError("folder_no_classes", folder=str(folder))
    if not any(labels.values()):
        raise UsageError("folder_no_images", folder=str(folder))
    return labels


@dataclass(frozen=True, slots=True)
class _Walk:
    recursive: bool
    skip_masks: bool
    on_ignored: Callable[[Path], None] | None
    on_error: Callable[[UsageError], None] | None

    def images(self, folder: Path, *, ancestors: frozenset[str]) -> Iterator[CatalogueEntry]:
        files, subfolders = _listed(folder)
        for name in files:
            if is_image_name(name):
                yield _entry(folder / name)
            elif self.on_ignored is not None:
                self.on_ignored(folder / name)
        if not self.recursive:
            return
        inside = ancestors | {os.path.realpath(folder)}
        for name in subfolders:
            if self._is_entered(folder / name, inside):
                yield from self._images_below(folder / name, inside)

    def _is_entered(self, subfolder: Path, ancestors: frozenset[str]) -> bool:
        if self.skip_masks and _is_masks(subfolder.name):
            return False
        return os.path.realpath(subfolder) not in ancestors

    def _images_below(self, subfolder: Path, ancestors: frozenset[str]) -> Iterator[CatalogueEntry]:
        try:
            yield from self.images(subfolder, ancestors=ancestors)
        except UsageError as error:
            if self.on_error is None:
                raise
            self.on_error(error)


def _is_masks(name: str) -> bool:
    return name.casefold() == MASKS_FOLDER


def _listed(folder: Path) -> tuple[list[str], list[str]]:
    """Return the visible names of (files, folders) in natural order."""
    files: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not _is_hidden(entry):
                    (folders if entry.is_dir() else files).append(entry.name)
    except (OSError, ValueError) as error:
        raise _folder_error(folder, error) from error
    return sorted(files, key=natural_key), sorted(folders, key=natural_key)


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return True
    if os.name != "nt":
        return False
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def _entry(path: Path) -> CatalogueEntry:
    try:
        info = path.stat()
    except OSError:
        # Gone or unreachable since it was listed: decoding it names the reason.
        return CatalogueEntry(path, 0, 0)
    return CatalogueEntry(path, info.st_size, info.st_mtime_ns)


def _folder_error(folder: Path, error: OSError | ValueError) -> UsageError:
    name = str(folder)
    match error:
        case FileNotFoundError() | ValueError():
            return UsageError("folder_missing", folder=name)
        case NotADirectoryError():
            return UsageError("folder_not_a_folder", folder=name)
        case PermissionError():
            return UsageError("folder_no_permission", folder=name)
        case _:
            return UsageError("folder_unreadable", folder=name, problem=str(error))
