"""How well defects are outlined inside ROIs: ``python -m tests.benchmarks.outlines --data FOLDER``.

The folder holds ``manifest.csv`` with the columns file, dataset, class and mask. Every mask gets a
ROI: its box with each side moved out by its own random 10-80 % of the box, at least 3 px, cut to
the image. The trivial answers beside it use the ROI alone: zone of its centre, length = its
diagonal / 1.3.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.measurements import Measurement
from core.domain.regions import BoxPx
from core.imaging.decode import DecodeLimits, read_image
from core.imaging.previews import encode_png
from core.measure.mask_facts import measure_mask
from core.measure.segment import Outline, segment_roi
from core.measure.zones import frame_of_image, zone_of_box
from tests.benchmarks.zone_ceiling import agreements, is_clear, is_near, shares_of

_LEAST_OUT_PX: Final = 3
_OUT: Final = (0.1, 0.8)
_TOLERANCE: Final = 0.15
_TRUSTED: Final = 0.5
_TRIVIAL: Final = 1.3
_SET: Final = 128
_POINT: Final = 0.02
_TILE_PX: Final = 220
_TARGETS: Final = "targets: zone 0.92, length 0.75, trusted length 0.90 at coverage 0.60, IoU 0.60"
_TRUE_RGB: Final = (0, 230, 0)
_FOUND_RGB: Final = (255, 40, 40)


@dataclass(frozen=True, slots=True)
class Case:
    """One ROI: what came out, and what the ROI alone would have said."""

    label: str
    iou: float
    length_ratio: float
    is_zone_right: bool
    is_zone_near: bool
    is_zone_clear: bool
    is_zone_among_said: bool
    trust: float
    is_trivial_zone_right: bool
    is_trivial_length_right: bool

    @property
    def is_length_right(self) -> bool:
        """Within 15 %."""
        return abs(self.length_ratio - 1) <= _TOLERANCE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run over the folder and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--every", type=int, default=1, help="Only every n-th mask.")
    parser.add_argument("--failures", type=Path, help="Folder for pictures of wrong lengths.")
    help_text = "Only how often true masks name their own zone when redrawn a little."
    parser.add_argument("--ceiling", action="store_true", help=help_text)
    chosen = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    if chosen.ceiling:
        masks = (_truth(chosen.data, row) for row in _rows(chosen.data)[:: chosen.every])
        for name, share in agreements(masks).items():
            _line(f"{name:38} {share:.3f}")
        return 0
    if chosen.failures:
        chosen.failures.mkdir(parents=True, exist_ok=True)
    cases = list(_cases(chosen.data, chosen.seeds, chosen.every, chosen.failures))
    _report(cases)
    return 0


def _cases(data: Path, seeds: int, every: int, failures: Path | None) -> Iterator[Case]:
    rows = _rows(data)
    for number in range(0, len(rows), every):
        row = rows[number]
        label = f"{row['dataset']}/{row['class']}"
        rgb = read_image(data / row["file"], limits=DecodeLimits()).rgb
        truth = _truth(data, row)
        facts = measure_mask(truth)
        for seed in range(seeds):
            roi = roi_around(truth, np.random.default_rng([seed, number]))
            found = segment_roi(rgb, roi)
            case = _judged(label, roi, truth, facts, found)
            if failures and not case.is_length_right:
                name = f"{row['dataset']}-{row['class']}-{number}-{seed}.png"
                (failures / name).write_bytes(encode_png(_picture(rgb, roi, truth, found)))
            yield case


def _rows(data: Path) -> list[dict[str, str]]:
    with (data / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["mask"]]


def _truth(data: Path, row: dict[str, str]) -> NDArray[np.bool_]:
    picture = read_image(data / row["mask"], limits=DecodeLimits()).rgb
    return np.asarray(picture.max(axis=2) >= _SET, dtype=np.bool_)


def roi_around(mask: NDArray[np.bool_], rng: np.random.Generator) -> BoxPx:
    """Draw a ROI as a person might: round the defect, with uneven room on each side."""
    x, y, width, height = cv2.boundingRect(mask.view(np.uint8))
    out = rng.uniform(*_OUT, 4) * (width, height, width, height)
    left, top, right, bottom = np.maximum(out, _LEAST_OUT_PX)
    x0, y0 = round(max(0.0, x - left)), round(max(0.0, y - top))
    x1 = round(min(float(mask.shape[1]), x + width + right))
    y1 = round(min(float(mask.shape[0]), y + height + bottom))
    return BoxPx(float(x0), float(y0), float(x1 - x0), float(y1 - y0))


def _judged(
    label: str,
    roi: BoxPx,
    truth: NDArray[np.bool_],
    facts: Measurement,
    found: Outline | None,
) -> Case:
    mask = found.mask if found else np.zeros_like(truth)
    measured = measure_mask(mask)
    true_px, said_px = facts.length_px or math.nan, measured.length_px or 0.0
    x, y = roi.center
    spot = BoxPx(x - _POINT / 2, y - _POINT / 2, _POINT, _POINT)
    frame = frame_of_image(truth.shape[1], truth.shape[0])
    shares = shares_of(truth)
    trivial_px = math.hypot(roi.w, roi.h) / _TRIVIAL
    return Case(
        label=label,
        iou=np.count_nonzero(mask & truth) / np.count_nonzero(mask | truth),
        length_ratio=said_px / true_px,
        is_zone_right=measured.zone is facts.zone,
        is_zone_near=is_near(measured.zone, shares),
        is_zone_clear=is_clear(shares),
        is_zone_among_said=facts.zone in (measured.zone, *(measured.zones or ())),
        trust=found.outline_trust if found else 0.0,
        is_trivial_zone_right=zone_of_box(spot, frame) is facts.zone,
        is_trivial_length_right=abs(trivial_px / true_px - 1) <= _TOLERANCE,
    )


def _report(cases: Sequence[Case]) -> None:
    _line("class                          n   IoU  length  zone  trusted (coverage)")
    for label in sorted({case.label for case in cases}):
        _row(label, [case for case in cases if case.label == label])
    _row("all", cases)
    trivial_zone = mean(case.is_trivial_zone_right for case in cases)
    trivial_length = mean(case.is_trivial_length_right for case in cases)
    _line(f"ROI alone                          {trivial_length:8.2f}  {trivial_zone:.2f}")
    near = mean(case.is_zone_near for case in cases)
    _line(f"zone right, or a cell that holds nine tenths as much: {near:.2f}")
    among = mean(case.is_zone_among_said for case in cases)
    _line(f"true zone among all cells said to hold a quarter: {among:.2f}")
    _zone_line("the fullest true cell leads by a quarter", [c for c in cases if c.is_zone_clear])
    _zone_line("it does not", [c for c in cases if not c.is_zone_clear])
    _zone_line("the outline is trusted", [c for c in cases if c.trust >= _TRUSTED])
    _zone_line("it is not", [c for c in cases if c.trust < _TRUSTED])
    _line(_TARGETS)


def _zone_line(where: str, cases: Sequence[Case]) -> None:
    share = mean(case.is_zone_right for case in cases) if cases else math.nan
    _line(f"zone right where {where} ({len(cases)}): {share:.2f}")


def _row(label: str, cases: Sequence[Case]) -> None:
    trusted = [case.is_length_right for case in cases if case.trust >= _TRUSTED]
    sure = f"{mean(trusted):.2f}" if trusted else "   -"
    _line(
        f"{label:26} {len(cases):5d}  {median(case.iou for case in cases):.2f}"
        f"    {mean(case.is_length_right for case in cases):.2f}"
        f"  {mean(case.is_zone_right for case in cases):.2f}"
        f"     {sure} ({len(trusted) / len(cases):.2f})"
    )


def _picture(
    rgb: NDArray[np.uint8], roi: BoxPx, truth: NDArray[np.bool_], found: Outline | None
) -> NDArray[np.uint8]:
    """Return the ROI beside itself with the true outline in green, the found one in red."""
    rows, columns = roi.slices()
    crop = rgb[rows, columns]
    scale = _TILE_PX / max(crop.shape[:2])
    size = (max(1, round(crop.shape[1] * scale)), max(1, round(crop.shape[0] * scale)))
    bare = cv2.resize(crop, size, interpolation=cv2.INTER_NEAREST)
    lined = bare.copy()
    drawn = [(truth, _TRUE_RGB)] + ([(found.mask, _FOUND_RGB)] if found else [])
    for mask, color in drawn:
        part = mask[rows, columns].astype(np.uint8)
        grown = cv2.resize(part, size, interpolation=cv2.INTER_NEAREST)
        contours, _ = cv2.findContours(grown, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        cv2.drawContours(lined, contours, -1, color, 1)
    return np.asarray(np.concatenate([bare, lined], axis=1), dtype=np.uint8)


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
