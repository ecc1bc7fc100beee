"""How few pixels a place may have: ``python -m tests.benchmarks.small_rois --data FOLDER``.

The folder holds ``manifest.csv`` with the columns file, dataset, class and mask. Five marks of each
class are cut out (box and 30 % around), made smaller, and matched with the others of their set as
they were: how often is the nearest one of the same class? A table row per size, then per strip of
so many pixels cut lengthwise through the marks.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.imaging.decode import DecodeLimits, read_image
from core.inference.adapters.starter import StarterEncoder
from core.texts.program_folder import resources_dir

Crop = NDArray[np.uint8]

SIDES_PX: Final = (64, 48, 32, 24, 16, 12, 8, 6, 4)
STRIPS_PX: Final = (24, 16, 8, 4)
_OF_A_CLASS: Final = 5
_AROUND: Final = 0.3
_LEAST_AROUND_PX: Final = 3
_LEAST_PX: Final = (24, 64)
"""Shorter and longer side of marks that can be made smaller at all."""
_SET: Final = 128
_BATCH: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Cut-out marks with their set and class."""

    crops: tuple[Crop, ...]
    sets: NDArray[np.str_]
    classes: NDArray[np.str_]


def read_marks(data: Path) -> Marks:
    """Cut out five marks of every class that has as many, drawn with a fixed seed."""
    with (data / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["mask"]]
    by_class: defaultdict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_class[row["dataset"], row["class"]].append(row)
    random = np.random.default_rng(0)
    found: list[tuple[Crop, str, str]] = []
    for (name, kind), members in sorted(by_class.items()):
        if len(members) >= _OF_A_CLASS:
            drawn = [members[at] for at in random.permutation(len(members))]
            found += [(crop, name, f"{name}/{kind}") for crop in _first_crops(data, drawn)]
    crops, sets, classes = zip(*found, strict=True)
    return Marks(tuple(crops), np.array(sets), np.array(classes))


def _first_crops(data: Path, rows: Sequence[dict[str, str]]) -> Iterator[Crop]:
    count = 0
    for row in rows:
        crop = _crop(data / row["file"], data / row["mask"])
        if min(crop.shape[:2]) >= _LEAST_PX[0] and max(crop.shape[:2]) >= _LEAST_PX[1]:
            yield crop
            count += 1
        if count == _OF_A_CLASS:
            return


def _crop(file: Path, mask_file: Path) -> Crop:
    rgb = read_image(file, limits=DecodeLimits()).rgb
    mask = read_image(mask_file, limits=DecodeLimits()).rgb.max(axis=2) >= _SET
    x, y, width, height = cv2.boundingRect(mask.view(np.uint8))
    across, along = (max(_LEAST_AROUND_PX, int(_AROUND * side)) for side in (width, height))
    rows = slice(max(0, y - along), y + height + along)
    return rgb[rows, max(0, x - across) : x + width + across]


def shrunk(crop: Crop, side_px: int) -> Crop:
    """Make the longer side so many pixels."""
    scale = side_px / max(crop.shape[:2])
    size = (max(1, round(crop.shape[1] * scale)), max(1, round(crop.shape[0] * scale)))
    return np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def strip_of(crop: Crop, side_px: int) -> Crop:
    """Cut so many pixels lengthwise out of the middle."""
    height, width = crop.shape[:2]
    begin = max(0, (min(height, width) - side_px) // 2)
    part = slice(begin, begin + side_px)
    return np.ascontiguousarray(crop[part] if height <= width else crop[:, part])


def _directions(encoder: StarterEncoder, crops: Sequence[Crop]) -> NDArray[np.float32]:
    batches = (crops[start : start + _BATCH] for start in range(0, len(crops), _BATCH))
    found = np.stack([each.embedding for batch in batches for each in encoder.extract(batch)])
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def _right(asked: NDArray[np.float32], known: NDArray[np.float32], marks: Marks) -> float:
    """Return the share whose nearest other mark of the set is of the same class."""
    alike = asked @ known.T
    np.fill_diagonal(alike, -np.inf)
    alike[marks.sets[:, None] != marks.sets] = -np.inf
    return float((marks.classes[alike.argmax(axis=1)] == marks.classes).mean())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    marks = read_marks(parser.parse_args(arguments).data)
    encoder = StarterEncoder(resources_dir() / "models" / "starter")
    known = _directions(encoder, marks.crops)
    same_set = marks.sets[:, None] == marks.sets
    same_class = marks.classes[:, None] == marks.classes
    guessed = float(np.mean((same_class.sum(axis=1) - 1) / (same_set.sum(axis=1) - 1)))
    lines = [f"{len(marks.crops)} marks of {len(set(marks.classes))} classes"]
    lines += [f"guessing {guessed:.2f}", f"as they were {_right(known, known, marks):.2f}"]
    changes: tuple[tuple[str, Sequence[int], Callable[[Crop, int], Crop]], ...] = (
        ("longer side", SIDES_PX, shrunk),
        ("strip", STRIPS_PX, strip_of),
    )
    for name, sizes, change in changes:
        for size in sizes:
            asked = _directions(encoder, [change(crop, size) for crop in marks.crops])
            lines.append(f"{name} {size} px {_right(asked, known, marks):.2f}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
