"""Fitting of the trust in outlines: ``python -m core.services.outline_trust_fit``.

Outlines generated marks that the network was not trained on, and prints the weights that
`core.measure.outline_trust` holds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.regions import BoxPx
from core.inference.training.outline_examples import Drawing, draw_drawing
from core.inference.training.outline_pictures import Stock, make_stocks
from core.measure.feret import feret_diameters
from core.measure.outline_trust import SIGNS
from core.measure.segment import outline_signs

_FIRST_SEED: Final = 40_000_000
_STOCK: Final = 400
_TOLERANCE: Final = 0.15
_CLEAN: Final = 0.15
_LEAST_CLEAN_PX, _MOST_CLEAN_PX = 24, 150
_SHRINK: Final = 0.5
_ROUNDS: Final = 30


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Weights of the signs, the constant, and how well they tell right from wrong lengths."""

    weights: NDArray[np.float64]
    constant: float

    def belief(self, signs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how likely lengths are right, (N,), of (N, 6) signs."""
        return np.asarray(1 / (1 + np.exp(-(signs @ self.weights + self.constant))))


def fit_trust(signs: NDArray[np.float64], right: NDArray[np.bool_]) -> Fit:
    """Fit a logistic model by Newton's steps, shrunk a little.

    Parameters
    ----------
    signs : (N, 6) float64
    right : (N,) bool
        Whether the length was right within 15 %.
    """
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    scaled = np.column_stack([(signs - mean) / spread, np.ones(len(signs))])
    penalty = np.full(scaled.shape[1], _SHRINK)
    penalty[-1] = 1e-6
    found = np.zeros(scaled.shape[1])
    for _ in range(_ROUNDS):
        belief = 1 / (1 + np.exp(-np.clip(scaled @ found, -30, 30)))
        slope = scaled.T @ (belief - right) + penalty * found
        curve = (scaled * (belief * (1 - belief))[:, None]).T @ scaled + np.diag(penalty)
        found = found - np.linalg.solve(curve, slope)
    weights = found[:-1] / spread
    return Fit(weights, float(found[-1] - weights @ mean))


def threshold_for(belief: NDArray[np.float64], right: NDArray[np.bool_], share: float) -> float:
    """Return the belief from which on this share of lengths is right, as low as it can be."""
    order = np.argsort(-belief, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(shares >= share)
    return float(belief[order[enough[-1]]]) if len(enough) else 1.0


def collect(
    number: int, *, seed: int = 3, stock: int = _STOCK
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Outline generated marks: signs (N, 6), and which lengths were right."""
    pictures = make_stocks(_FIRST_SEED, stock)
    signs: list[NDArray[np.float64]] = []
    right: list[bool] = []
    for index in range(number):
        rng = np.random.default_rng([seed, index])
        drawing = _clean(rng, pictures) if rng.random() < _CLEAN else draw_drawing(rng, pictures)
        found = outline_signs(drawing.rgb, _box(drawing))
        if found is not None:
            mask, values = found
            signs.append(values)
            right.append(_is_length_right(mask, drawing))
    return np.stack(signs), np.asarray(right)


def _clean(rng: np.random.Generator, pictures: Sequence[Stock]) -> Drawing:
    """Draw a region without any mark: whatever is outlined there is wrong."""
    ground = pictures[int(rng.integers(len(pictures)))].unmarked
    size = rng.integers(_LEAST_CLEAN_PX, _MOST_CLEAN_PX, 2)
    width, height = (int(side) for side in size)
    left = int(rng.integers(0, ground.shape[1] - width))
    top = int(rng.integers(0, ground.shape[0] - height))
    roi = (left, top, left + width, top + height)
    return Drawing(ground, np.zeros(ground.shape[:2], dtype=np.bool_), roi)


def _box(drawing: Drawing) -> BoxPx:
    left, top, right, bottom = drawing.roi
    return BoxPx(float(left), float(top), float(right - left), float(bottom - top))


def _is_length_right(mask: NDArray[np.bool_], drawing: Drawing) -> bool:
    left, top, right, bottom = drawing.roi
    inside = np.zeros_like(drawing.mask)
    inside[top:bottom, left:right] = drawing.mask[top:bottom, left:right]
    if not inside.any():
        return False
    true_px = feret_diameters(inside).largest_px
    return abs(feret_diameters(mask).largest_px / true_px - 1) <= _TOLERANCE


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=1200)
    parser.add_argument("--share", type=float, default=0.9, help="Right lengths among trusted.")
    chosen = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    signs, right = collect(chosen.examples)
    fit = fit_trust(signs, right)
    belief = fit.belief(signs)
    limit = threshold_for(belief, right, chosen.share)
    shift = float(np.log(limit / (1 - limit))) if limit < 1 else 0.0
    for name, weight in zip(SIGNS, fit.weights, strict=True):
        _line(f"{name:32}{weight:9.3f}")
    _line(f"{'constant':32}{fit.constant - shift:9.3f}")
    trusted = belief >= limit
    _line(f"right {right.mean():.3f}, trusted {trusted.mean():.3f}")
    _line(f"right of the trusted {right[trusted].mean():.3f}")
    return 0


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
