"""Other ways to score what is unusual, beside the program's own, on the draws of ``evaluate``.

``python -m tests.benchmarks.anomaly_looks FOLDER [--references 16] [--repeats 3]``: FOLDER is a
labelled folder with a class ``good``. Prints the mean AUROC of each way against all defects and
against each class of them:

- program: what is shipped, looks weighed by how well the references agree under them;
- direction: all grids joined, compared by direction, alone;
- direction, 3 nearest: the mean distance to the three references that come nearest to a cell;
- direction, 4 likest: only the patches of the four references that are most like the image;
- direction / median: the same map, divided by its median;
- plain patches: the finer two grids joined, averaged over 3 x 3 cells, nearest of all patches.

Then escape and overkill if the limit that the references set decided alone, as it is and times
other factors: whether a stricter or a laxer one would have served better.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.grids import resize_map
from core.classify.patch_memory import nearest_distances
from core.classify.references import ReferenceMemory, fit_references, fuse_maps, top_mean
from core.imaging.catalogue import labelled_folder
from core.imaging.decode import DecodeLimits
from core.inference.adapters.starter import StarterEncoder
from core.inference.features_codec import round_patches
from core.inference.protocols import ImageFeatures
from core.jobs.cancel import CancelToken
from core.services.draws import Draw, ShotPlan, draw_images, split_classes
from core.services.labelled_features import extract_labelled
from core.services.metrics import auroc
from core.texts.program_folder import resources_dir

GOOD: Final = "good"
ALL: Final = "all"
PROGRAM: Final = "program"
SHOTS: Final = 4
"""Images of each defect class that are set aside, as ``evaluate --shots 4`` does."""
_NEAREST: Final = 3
_TINY: Final = 1e-6
_LIKEST: Final = 4
_FACTORS: Final = (0.90, 0.95, 0.97, 1.0, 1.03, 1.06)

Cells = NDArray[np.float32]
Scores = Callable[[ImageFeatures], dict[str, float]]


@dataclass(frozen=True, slots=True, eq=False)
class _Patches:
    """Every patch of each reference, kept apart by reference."""

    cells_of: Callable[[ImageFeatures], Cells]
    kept: tuple[Cells, ...]

    @staticmethod
    def of(
        references: Sequence[ImageFeatures], cells_of: Callable[[ImageFeatures], Cells]
    ) -> _Patches:
        grids = [cells_of(reference) for reference in references]
        return _Patches(cells_of, tuple(grid.reshape(-1, grid.shape[-1]) for grid in grids))

    def maps(self, features: ImageFeatures) -> Cells:
        """Return the distances to each reference, nearest first in every cell: (N, h, w)."""
        cells = self.cells_of(features)
        asked = cells.reshape(-1, cells.shape[-1])
        found = [nearest_distances(asked, kept) for kept in self.kept]
        return np.stack(found).reshape(-1, *cells.shape[:2])


def _units(cells: Cells) -> Cells:
    return np.asarray(cells / np.linalg.norm(cells, axis=-1, keepdims=True), np.float32)


def _joined(features: ImageFeatures, first: int) -> Cells:
    grids = [grid.features for grid in features.patches][:first]
    rows, columns = grids[1].shape[:2]
    return np.concatenate([resize_map(grid, rows, columns) for grid in grids], axis=-1)


def _direction(features: ImageFeatures) -> Cells:
    return _units(_joined(features, 3))


def _plain(features: ImageFeatures) -> Cells:
    cells = _joined(features, 2)
    rows, columns = cells.shape[:2]
    framed = np.pad(cells, ((1, 1), (1, 1), (0, 0)), mode="edge")
    parts = [framed[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    return np.asarray(sum(parts), np.float32) / np.float32(len(parts))


def _score(values: Cells) -> float:
    return top_mean(fuse_maps([values], [1.0]))


def _ways(memory: ReferenceMemory, references: Sequence[ImageFeatures]) -> Scores:
    """Fit every other way; the function returned scores one image by all of them."""
    direction, plain = _Patches.of(references, _direction), _Patches.of(references, _plain)

    def scores(features: ImageFeatures) -> dict[str, float]:
        apart = direction.maps(features)
        nearest = apart.min(axis=0)
        likest = np.argsort(apart.mean(axis=(1, 2)))[:_LIKEST]
        return {
            PROGRAM: memory.compare(features).score,
            "direction": _score(nearest),
            "direction, 3 nearest": _score(np.sort(apart, axis=0)[:_NEAREST].mean(axis=0)),
            "direction, 4 likest": _score(apart[likest].min(axis=0)),
            "direction / median": _score(nearest) / max(float(np.median(nearest)), _TINY),
            "plain patches": _score(plain.maps(features).min(axis=0)),
        }

    return scores


def _repeat(
    features: Mapping[str, Sequence[ImageFeatures]], draw: Draw
) -> Iterator[tuple[str, str, float]]:
    """Yield (way or factor, class, figure) of one repeat."""
    references = [features[GOOD][index] for index in draw.references]
    memory = fit_references(references, token=CancelToken())
    scores = _ways(memory, references)
    found = {
        label: [scores(features[label][index]) for index in indices]
        for label, indices in draw.tested.items()
    }
    clean = found.pop(GOOD)
    found[ALL] = [row for rows in found.values() for row in rows]
    for way in clean[0]:
        for label, rows in found.items():
            value = auroc([row[way] for row in clean], [row[way] for row in rows])
            yield way, label, value or 0.0
    for factor in _FACTORS if memory.limit else ():
        limit = factor * (memory.limit or 0.0)
        name = f"limit x {factor:.2f}"
        yield name, "escape", float(np.mean([row[PROGRAM] <= limit for row in found[ALL]]))
        yield name, "overkill", float(np.mean([row[PROGRAM] > limit for row in clean]))


def measure(
    features: Mapping[str, Sequence[ImageFeatures]], *, references: int, repeats: int, seed: int = 0
) -> dict[tuple[str, str], float]:
    """Return the mean over repeats of each figure, by way (or factor) and class (or rate)."""
    plan = ShotPlan(SHOTS, references, GOOD)
    counts = {label: len(images) for label, images in features.items()}
    classes, _ = split_classes(counts, plan)
    found: dict[tuple[str, str], list[float]] = {}
    for repeat in range(repeats):
        draw = draw_images(counts, classes, plan, seed=seed, repeat=repeat)
        for way, label, value in _repeat(features, draw):
            found.setdefault((way, label), []).append(value)
    return {place: float(np.mean(values)) for place, values in found.items()}


def _features(folder: Path) -> dict[str, list[ImageFeatures]]:
    images = extract_labelled(
        labelled_folder(folder),
        StarterEncoder(resources_dir() / "models" / "starter"),
        limits=DecodeLimits(),
        token=CancelToken(),
        progress=lambda _done, _total: None,
    )
    return {
        label: [round_patches(each) or each for each in values]
        for label, values in images.features.items()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line a way."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.anomaly_looks")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--references", type=int, default=16)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args(arguments)
    figures = measure(
        _features(options.folder), references=options.references, repeats=options.repeats
    )
    ways = dict.fromkeys(way for way, _ in figures)
    for way in ways:
        row = {label: value for (name, label), value in figures.items() if name == way}
        words = "  ".join(f"{label} {row[label]:.3f}" for label in sorted(row))
        sys.stdout.write(f"{way:22} {words}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
