"""Examples for the starter's captioner: generated pictures, and what the rules say of them.

The words of an example are never what the generator meant to draw: they are measured from the
pixels and the exact mask by the same rules that judge captions of real pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from core.describe.appearance import Appearance
from core.describe.appearance_rules import appearance_of
from core.synthesis.grounds.registry import TEXTURE_OF
from core.synthesis.training_samples import make_training_sample

_APPEARANCES: Final = TypeAdapter(list[Appearance])
_PARTS: Final = ("pixels.npy", "coverage.npy", "words.json")


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One generated picture.

    Attributes
    ----------
    pixels : (S, S, 3) uint8
        RGB.
    coverage : (C, C) float16
        Share of each cell of the picture that the mark covers.
    appearance : Appearance
        What the rules say of it.
    """

    pixels: NDArray[np.uint8]
    coverage: NDArray[np.float16]
    appearance: Appearance


def make_example(seed: int, *, side_px: int, cells: int) -> Example:
    """Generate a picture and say what is seen on it; the seed says everything.

    Parameters
    ----------
    seed : int
        Of the picture.
    side_px, cells : int
        Pixels and cells of coverage along a side.
    """
    sample = make_training_sample(seed, (side_px, side_px))
    appearance = appearance_of(sample.rgb, sample.mask, texture=TEXTURE_OF.get(sample.surface))
    covered = cv2.resize(
        sample.mask.astype(np.float32), (cells, cells), interpolation=cv2.INTER_AREA
    )
    return Example(sample.rgb, np.asarray(covered, dtype=np.float16), appearance)


def write_shard(
    folder: Path, number: int, *, size: int, first_seed: int, side_px: int, cells: int
) -> Path:
    """Generate one file of examples; nothing is done if it is there already.

    Parameters
    ----------
    folder : Path
        Of all shards.
    number : int
        Shard n holds the seeds from ``first_seed + n * size`` on.
    size : int
        Examples a file.
    first_seed, side_px, cells : int
        See `make_example`.

    Returns
    -------
    Path
        The folder of the shard, complete.
    """
    target = folder / f"{number:04}"
    if target.exists():
        return target
    cv2.setNumThreads(1)
    begin = first_seed + number * size
    examples = [make_example(begin + at, side_px=side_px, cells=cells) for at in range(size)]
    partial = folder / f"{number:04}.partial"
    partial.mkdir(parents=True, exist_ok=True)
    pixels, coverage, words = (partial / part for part in _PARTS)
    np.save(pixels, np.stack([each.pixels for each in examples]))
    np.save(coverage, np.stack([each.coverage for each in examples]))
    words.write_bytes(_APPEARANCES.dump_json([each.appearance for each in examples]))
    partial.rename(target)
    return target


def read_shard(
    folder: Path,
) -> tuple[NDArray[np.uint8], NDArray[np.float16], list[Appearance]]:
    """Open a shard; pixels and coverage stay on disk until they are used."""
    pixels, coverage, words = (folder / part for part in _PARTS)
    seen = _APPEARANCES.validate_json(words.read_bytes())
    return np.load(pixels, mmap_mode="r"), np.load(coverage, mmap_mode="r"), seen
