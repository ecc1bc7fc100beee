"""Features of every image of a labelled folder, so that repeats need not decode again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import ImageError
from core.imaging.decode import DecodeLimits, read_image
from core.inference.protocols import DualEncoder, ImageFeatures
from core.jobs.cancel import CancelToken
from core.jobs.progress import Progress


@dataclass(frozen=True, slots=True, eq=False)
class LabelledImages:
    """Features by class, in the order of the folder; files that failed are named apart."""

    features: Mapping[str, tuple[ImageFeatures, ...]]
    paths: Mapping[str, tuple[Path, ...]]
    failed: tuple[ImageError, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Usable images per class."""
        return {label: len(features) for label, features in self.features.items()}


def extract_labelled(
    folders: Mapping[str, Sequence[Path]],
    encoder: DualEncoder,
    *,
    limits: DecodeLimits,
    token: CancelToken,
    progress: Progress,
) -> LabelledImages:
    """Decode and embed every image.

    Parameters
    ----------
    folders : mapping
        Paths per class.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled.
    """
    total = sum(len(paths) for paths in folders.values())
    features: dict[str, list[ImageFeatures]] = {label: [] for label in folders}
    used: dict[str, list[Path]] = {label: [] for label in folders}
    failed: list[ImageError] = []
    for done, (label, path) in enumerate(_flat(folders), start=1):
        token.check()
        try:
            image = read_image(path, limits=limits)
        except ImageError as error:
            failed.append(error)
        else:
            features[label].extend(encoder.extract([image.rgb]))
            used[label].append(path)
        progress(done, total)
    return LabelledImages(
        features={label: tuple(values) for label, values in features.items()},
        paths={label: tuple(values) for label, values in used.items()},
        failed=tuple(failed),
    )


def _flat(folders: Mapping[str, Sequence[Path]]) -> Iterator[tuple[str, Path]]:
    for label, paths in folders.items():
        for path in paths:
            yield label, path
