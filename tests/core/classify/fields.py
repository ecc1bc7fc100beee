"""Generated features: labels as Gaussians, references as noise with a planted defect."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.classify.values import LabelledFeatures
from core.inference.protocols import ImageFeatures, PatchGrid
from core.inference.statistics import block_sizes, describe_grids

CHANNELS = (6, 10)
FINE, COARSE = 16, 8


def image(
    seed: int,
    *,
    defect: tuple[int, int] | None = None,
    strength: float = 6.0,
    direction: int = 0,
    fine: tuple[int, int] = (FINE, FINE),
) -> ImageFeatures:
    """Make a noise image; ``defect`` is the (row, column) of a 2x2 mark on the fine grid."""
    random = np.random.default_rng(seed)
    grids = []
    for stride, channels in ((8, CHANNELS[0]), (16, CHANNELS[1])):
        step = stride // 8
        rows, columns = fine[0] // step, fine[1] // step
        cells = random.normal(size=(rows, columns, channels)).astype(np.float32)
        if defect is not None:
            row, column = defect[0] // step, defect[1] // step
            cells[row : row + 2 // step, column : column + 2 // step, direction] += strength
        grids.append(PatchGrid(stride, cells))
    return image_of(tuple(grids))


def image_of(grids: tuple[PatchGrid, ...]) -> ImageFeatures:
    """Describe grids as an encoder would."""
    pooled = np.concatenate([grid.features.mean(axis=(0, 1)) for grid in grids])
    return ImageFeatures(
        embedding=(pooled / np.linalg.norm(pooled)).astype(np.float32),
        statistics=describe_grids(grids),
        patches=grids,
        blocks=block_sizes(grids),
    )


def bare(vector: NDArray[np.float64]) -> ImageFeatures:
    """Make features of a model without patches."""
    unit = (vector / np.linalg.norm(vector)).astype(np.float32)
    return ImageFeatures(embedding=unit, statistics=vector.astype(np.float32))


def labelled(
    label: str, count: int, *, seed: int = 0, apart: float = 2.0
) -> list[LabelledFeatures]:
    """Make examples of a label: Gaussian vectors around a mean of the label's own."""
    name = [ord(letter) for letter in label]
    centre = np.random.default_rng(name).normal(size=40) * apart
    random = np.random.default_rng([*name, seed])
    return [LabelledFeatures(label, bare(centre + random.normal(size=40))) for _ in range(count)]
