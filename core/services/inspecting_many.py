"""Inspecting many files: folders are walked, one bad file stops nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from core.domain.inspections import Inspection
from core.domain.regions import BoxPx
from core.errors import DefectScribeError, ImageError, UsageError
from core.imaging.catalogue import iter_images
from core.jobs.cancel import CancelToken
from core.services.inspecting import Inspector

_PAGED: Final = frozenset({".tif", ".tiff"})

SeenBefore = Callable[[Path, int], bool]
"""Tells whether a page of a file was inspected in this configuration already."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What came of one page of one file.

    Exactly one of three holds: ``inspection`` without ``error`` (done), ``error`` with or without
    an ``inspection`` (failed; with one when there were bytes to record as unreadable), or
    ``skipped``.
    """

    path: Path
    page: int = 0
    inspection: Inspection | None = None
    error: DefectScribeError | None = None
    skipped: bool = False


def is_there(path: Path) -> bool:
    """Tell whether a path leads somewhere; false for names the system refuses (too long)."""
    try:
        return path.exists()
    except PermissionError:
        return True  # reading it names the reason
    except (OSError, ValueError):
        return False


def walk(
    paths: Sequence[Path],
    *,
    on_error: Callable[[DefectScribeError], None],
    on_ignored: Callable[[Path], None],
) -> Iterator[Path]:
    """List the files to inspect, in the order given and natural order within folders.

    Parameters
    ----------
    paths : sequence of Path
        Files are taken whatever their name; folders are walked with their subfolders, except those
        named ``masks``.
    on_error : callable
        Told of folders that cannot be read or hold no image, and of paths that lead nowhere; the
        walk goes on.
    on_ignored : callable
        Told of files in folders that are no images by their name.
    """
    for path in paths:
        if not is_there(path):
            on_error(UsageError("path_missing", path=str(path)))
            continue
        if not path.is_dir():
            yield path
            continue
        empty = True
        try:
            for entry in iter_images(
                path, recursive=True, skip_masks=True, on_ignored=on_ignored, on_error=on_error
            ):
                empty = False
                yield entry.path
        except DefectScribeError as error:
            on_error(error)
            continue
        if empty:
            on_error(UsageError("folder_no_images", folder=str(path)))


def inspect_all(
    paths: Iterator[Path],
    inspector: Inspector,
    *,
    token: CancelToken,
    rois: Sequence[BoxPx] = (),
    seen_before: SeenBefore | None = None,
) -> Iterator[Inspected]:
    """Inspect every page of every file, one result at a time.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled; results already yielded stand.
    """
    for path in paths:
        for page in count():
            result = _inspect_page(path, page, inspector, token, rois, seen_before)
            if page and _is_past_end(result):
                break
            yield result
            if not _may_have_page_after(result):
                break


def _may_have_page_after(result: Inspected) -> bool:
    """Whether to go on: a skipped page was not decoded, so only its name tells."""
    if result.skipped:
        return result.path.suffix.lower() in _PAGED
    facts = result.inspection.facts if result.inspection else None
    return facts is not None and result.page + 1 < facts.n_pages


def _is_past_end(result: Inspected) -> bool:
    return result.error is not None and result.error.code == "image_page_missing"


def _inspect_page(
    path: Path,
    page: int,
    inspector: Inspector,
    token: CancelToken,
    rois: Sequence[BoxPx],
    seen_before: SeenBefore | None,
) -> Inspected:
    try:
        if seen_before is not None and seen_before(path, page):
            return Inspected(path, page, skipped=True)
        inspection = inspector.inspect(path, page=page, rois=rois, token=token)
    except ImageError as error:
        return Inspected(path, page, inspector.unreadable(error), error)
    return Inspected(path, page, inspection)
