"""How often the proposal from the look alone is right on ROIs of real marks with known masks.

``python -m tests.benchmarks.type_proposal PACK``: PACK holds ``manifest.csv`` (file, dataset,
class, mask) and ``class_map.csv`` (dataset, class, suggested_type). Each mask becomes one ROI: its
box with each side moved out by its own 10-80 %, at least 3 px. Two macro recalls over the five
types other than dents: with all six answers allowed, and with dents left out of the choice.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.classify.type_features import type_features
from core.domain.regions import BoxPx
from core.inference.type_head import TypeHead, load_type_head
from core.synthesis.type_samples import TYPES, draw_roi
from core.texts.program_folder import resources_dir

APART: Final = "dent"
_SET: Final = 128


@dataclass(frozen=True, slots=True)
class Case:
    """One image with a mask, its set, its class and the type its class was mapped to."""

    image: Path
    mask: Path
    dataset: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """What was counted with one seed.

    Attributes
    ----------
    confusion : (T, T) int64
        True type by proposed type, all answers allowed.
    right : dict
        Recall of each type but dents, with dents left out of the choice.
    by_class : dict
        Answers by set and class, in the order of the types.
    """

    confusion: NDArray[np.int64]
    right: dict[str, float]
    by_class: dict[tuple[str, str, str], NDArray[np.int64]]

    @property
    def macro_of_all(self) -> float:
        """Macro recall over the five types with all six answers allowed."""
        recalls = np.diag(self.confusion) / np.maximum(self.confusion.sum(axis=1), 1)
        return float(np.mean([recalls[TYPES.index(kind)] for kind in self.right]))

    @property
    def macro_of_five(self) -> float:
        """Macro recall over the five types, chosen among them."""
        return float(np.mean(list(self.right.values())))


def cases_of(pack: Path) -> Iterator[Case]:
    """List the images with a mask whose class means one of the types."""
    with (pack / "class_map.csv").open(encoding="utf-8", newline="") as file:
        kinds = {
            (row["dataset"], row["class"]): row["suggested_type"] for row in csv.DictReader(file)
        }
    with (pack / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            dataset, label = row["dataset"], row["class"]
            kind = kinds.get((dataset, label))
            if row["mask"] and kind in TYPES:
                yield Case(pack / row["file"], pack / row["mask"], dataset, label, kind)


def place_of(case: Case, seed: int) -> tuple[NDArray[np.uint8], BoxPx]:
    """Read an image and draw the ROI of a seed; it depends on seed and name of the file alone."""
    mask = _read(case.mask, cv2.IMREAD_GRAYSCALE) >= _SET
    rgb = cv2.cvtColor(_read(case.image, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    rng = np.random.default_rng([seed, zlib.crc32(case.image.name.encode())])
    return np.asarray(rgb, dtype=np.uint8), draw_roi(mask, rng)


def measure(head: TypeHead, cases: Sequence[Case], seed: int) -> Figures:
    """Propose a type for every case and compare."""
    features = np.stack([type_features(*place_of(case, seed)) for case in cases])
    told = head.probabilities(features)
    truth = np.asarray([TYPES.index(case.kind) for case in cases])
    size = len(TYPES)
    confusion = np.zeros((size, size), dtype=np.int64)
    np.add.at(confusion, (truth, told.argmax(axis=1)), 1)
    five = [index for index, kind in enumerate(TYPES) if kind != APART]
    chosen = np.asarray(five)[told[:, five].argmax(axis=1)]
    right = {
        TYPES[index]: float((chosen[truth == index] == index).mean())
        for index in five
        if (truth == index).any()
    }
    by_class: dict[tuple[str, str, str], NDArray[np.int64]] = {}
    for case, answer in zip(cases, told.argmax(axis=1), strict=True):
        counts = by_class.setdefault((case.kind, case.dataset, case.label), np.zeros(size, int))
        counts[answer] += 1
    return Figures(confusion, right, by_class)


def _read(path: Path, flags: int) -> NDArray[np.uint8]:
    # Not imread: it cannot read Korean paths everywhere.
    found = cv2.imdecode(np.fromfile(path, np.uint8), flags)
    if found is None:
        message = f"not an image: {path}"
        raise ValueError(message)
    return np.asarray(found, dtype=np.uint8)


def report(figures: Sequence[Figures]) -> str:
    """Put the figures of several seeds into lines."""
    lines = [
        f"macro over {len(figures[0].right)} types, all {len(TYPES)} allowed: "
        + _mean([each.macro_of_all for each in figures]),
        "macro, dents left out of the choice: " + _mean([each.macro_of_five for each in figures]),
    ]
    lines += [
        f"  {kind}: " + _mean([each.right[kind] for each in figures]) for kind in figures[0].right
    ]
    lines.append("first seed, columns " + ", ".join(TYPES))
    lines += [
        f"  {kind} | {dataset}/{label}: {counts.tolist()}"
        for (kind, dataset, label), counts in sorted(figures[0].by_class.items())
    ]
    return "\n".join(lines)


def _mean(values: Sequence[float]) -> str:
    return f"{np.mean(values):.3f} ± {np.std(values):.3f}"


def main(arguments: Sequence[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument(
        "--head", type=Path, default=resources_dir() / "models" / "heads" / "type_proposal"
    )
    parser.add_argument("--seeds", type=int, default=3)
    parsed = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    head, cases = load_type_head(parsed.head), list(cases_of(parsed.pack))
    begun = time.perf_counter()
    figures = [measure(head, cases, seed) for seed in range(parsed.seeds)]
    took_ms = 1000 * (time.perf_counter() - begun) / (len(cases) * parsed.seeds)
    sys.stdout.write(f"{len(cases)} masks\n{report(figures)}\n")
    sys.stdout.write(f"{took_ms:.0f} ms a place, reading the image included\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
