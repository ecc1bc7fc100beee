"""Examples for the outline network: generated marks on generated grounds, seen through a ROI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.inference.nets.outline_input import OutlineView, outline_view, shrink
from core.synthesis.training_samples import make_training_sample

Picture = tuple[NDArray[np.uint8], NDArray[np.bool_]]
"""Image and mask."""

_LEAST_MARK_PX: Final = 6
_LEAST_MASK_PX: Final = 4
_LEAST_ROI_PX: Final = 5
_LEAST_ROOM_PX: Final = 3
_USUAL_ROOM: Final = (0.1, 0.8)
_ANY_ROOM: Final = (0.02, 1.2)
_MOST_MOVED_PX: Final = 70
_AS_MADE: Final = 0.45
_FAINT: Final = 0.60
_SOFT: Final = 0.70
_HALF: Final = 0.5
_COVERED: Final = 100
_ONE_PART: Final = 2
"""Labels of an image with one part: itself and the ground."""


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """A generated image with and without its mark."""

    rgb: NDArray[np.uint8]
    unmarked: NDArray[np.uint8]
    mask: NDArray[np.bool_]

    @property
    def change(self) -> NDArray[np.float32]:
        """What the mark does to the image."""
        return self.rgb.astype(np.float32) - self.unmarked.astype(np.float32)


def make_stock(seed: int) -> Stock | None:
    """Make one image; None if the seed gives one without a mark."""
    sample = make_training_sample(seed)
    if np.count_nonzero(sample.mask) < _LEAST_MARK_PX:
        return None
    return Stock(sample.rgb, sample.unmarked, sample.mask)


def draw_example(
    rng: np.random.Generator, stock: Sequence[Stock]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Draw what the network sees and what it should say: (9, 96, 96) and (96, 96) float32."""
    while True:
        rgb, mask = draw_picture(rng, stock)
        if np.count_nonzero(mask) < _LEAST_MASK_PX:
            continue
        left, top, right, bottom = _draw_roi(rng, mask)
        if min(right - left, bottom - top) < _LEAST_ROI_PX:
            continue
        view = outline_view(rgb, left, top, right, bottom)
        return view.channels, _target(mask, view, (left, top, right, bottom))


def draw_picture(rng: np.random.Generator, stock: Sequence[Stock]) -> Picture:
    """Draw an image with a mask: composed from the stock, then photographed anew."""
    rgb, mask = _composed(rng, stock)
    return _photographed(rng, rgb, mask) if mask.any() else (rgb, mask)


def _chance(rng: np.random.Generator, share: float) -> bool:
    return bool(rng.random() < share)


def _composed(rng: np.random.Generator, stock: Sequence[Stock]) -> Picture:
    one = stock[int(rng.integers(len(stock)))]
    kind = rng.random()
    if kind < _AS_MADE:
        return one.rgb, one.mask
    ground = one.unmarked.astype(np.float32)
    if kind < _FAINT:
        return _as_image(ground + rng.uniform(0.25, 1) * one.change), one.mask
    if kind < _SOFT:
        return _shaded(rng, ground)
    mask = np.zeros_like(one.mask)
    for _ in range(int(rng.integers(1, 5))):
        other = stock[int(rng.integers(len(stock)))]
        change, part = _moved(rng, other.change, other.mask)
        ground += change * rng.uniform(0.4, 1.2)
        mask |= part
    return _as_image(ground), mask


def _as_image(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.asarray(np.clip(values, 0, 255), dtype=np.uint8)


def _moved(
    rng: np.random.Generator, change: NDArray[np.float32], mask: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Mirror, turn and shift a mark."""
    turn = int(rng.integers(8))
    if turn & 1:
        change, mask = change[:, ::-1], mask[:, ::-1]
    if turn & 2:
        change, mask = change[::-1], mask[::-1]
    if turn & 4:
        change, mask = change.transpose(1, 0, 2), mask.T
    x, y = rng.integers(-_MOST_MOVED_PX, _MOST_MOVED_PX + 1, 2)
    shift = np.array([[1, 0, x], [0, 1, y]], dtype=np.float32)
    size = (mask.shape[1], mask.shape[0])
    moved = cv2.warpAffine(np.ascontiguousarray(change), shift, size)
    part = cv2.warpAffine(np.ascontiguousarray(mask).astype(np.uint8), shift, size) > 0
    return np.asarray(moved, dtype=np.float32), np.asarray(part, dtype=np.bool_)


def _shaded(rng: np.random.Generator, ground: NDArray[np.float32]) -> Picture:
    """Shade a large part of a ground, with a soft border: unevenness rather than a mark."""
    height, width = ground.shape[:2]
    coarse = rng.normal(size=(4, 4)).astype(np.float32) * rng.uniform(0.1, 1)
    field = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    if _chance(rng, 0.6):
        angle = rng.uniform(0, 2 * np.pi) if _chance(rng, 0.4) else rng.integers(4) * np.pi / 2
        across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
        slope = np.cos(angle) * across + np.sin(angle) * down - rng.uniform(-0.7, 0.5)
        field = field * 0.15 + slope
        if _chance(rng, 0.4):
            field = rng.uniform(0.1, 0.5) - np.abs(field)
    else:
        field = field - rng.uniform(-0.3, 0.6)
    cover = 1 / (1 + np.exp(-np.clip(field * rng.uniform(8, 60), -60, 60)))
    shaded = ground + cover[..., None] * rng.uniform(5, 40) * rng.choice([-1, 1])
    if _chance(rng, 0.4):
        grain = cv2.GaussianBlur(rng.normal(size=(height, width)), (0, 0), rng.uniform(0.5, 3))
        shaded = shaded + (cover * grain)[..., None] * rng.uniform(3, 25)
    return _as_image(shaded), np.asarray(cover > _HALF, dtype=np.bool_)


def _photographed(
    rng: np.random.Generator, rgb: NDArray[np.uint8], mask: NDArray[np.bool_]
) -> Picture:
    """Change frame, size, colour, light, noise and file as another camera would."""
    rgb, mask = _scaled(rng, *_framed(rng, rgb, mask))
    values = rgb.astype(np.float32)
    if _chance(rng, 0.6):
        values = np.repeat(values.mean(axis=2, keepdims=True), 3, axis=2)
    if _chance(rng, 0.3):
        values = 255 - values
    level = values.mean()
    values = (values - level) * rng.uniform(0.5, 1.4) + level + rng.uniform(-40, 40)
    if _chance(rng, 0.4):
        values = values + rng.normal(0, rng.uniform(1, 7), mask.shape)[..., None]
    if _chance(rng, 0.4):
        values = values + _uneven_light(rng, mask.shape)[..., None]
    if _chance(rng, 0.2):
        values = cv2.GaussianBlur(values.astype(np.float32), (0, 0), rng.uniform(0.5, 1.5))
    picture = _as_image(np.asarray(values, dtype=np.float32))
    if _chance(rng, 0.3):
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 95))]
        data = cv2.imencode(".jpg", picture, quality)[1]
        picture = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)
    return np.ascontiguousarray(picture), np.ascontiguousarray(mask)


def _framed(rng: np.random.Generator, rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> Picture:
    """Cut the image round the mark, now and then close to it, and turn it."""
    if _chance(rng, 0.5):
        height, width = mask.shape
        x, y, w, h = cv2.boundingRect(mask.view(np.uint8))
        left, top = int(rng.integers(0, x + 1)), int(rng.integers(0, y + 1))
        right = int(rng.integers(x + w, width + 1))
        bottom = int(rng.integers(y + h, height + 1))
        if _chance(rng, 0.4):
            left = max(left, x - int(rng.integers(0, 6)))
        if _chance(rng, 0.4):
            top = max(top, y - int(rng.integers(0, 6)))
        rgb, mask = rgb[top:bottom, left:right], mask[top:bottom, left:right]
    turn = int(rng.integers(8))
    rgb, mask = np.rot90(rgb, turn % 4), np.rot90(mask, turn % 4)
    return (rgb[:, ::-1], mask[:, ::-1]) if turn & 4 else (rgb, mask)


def _scaled(rng: np.random.Generator, rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> Picture:
    if _chance(rng, 0.3):
        return rgb, mask
    factor = float(np.exp(rng.uniform(np.log(0.5), np.log(2.2))))
    size = (max(8, round(rgb.shape[1] * factor)), max(8, round(rgb.shape[0] * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    picture = cv2.resize(np.ascontiguousarray(rgb), size, interpolation=how)
    cover = np.ascontiguousarray(mask).astype(np.uint8) * 255
    return (
        np.asarray(picture, dtype=np.uint8),
        np.asarray(cv2.resize(cover, size, interpolation=how) >= _COVERED, dtype=np.bool_),
    )


def _uneven_light(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float32]:
    across, down = np.linspace(-1, 1, shape[1])[None], np.linspace(-1, 1, shape[0])[:, None]
    slopes = rng.uniform(-25, 25, 2)
    light = across * slopes[0] + down * slopes[1]
    if _chance(rng, 0.4):
        falls = rng.uniform(0, 1, 2)
        light = light - rng.uniform(10, 70) * (across**2 * falls[0] + down**2 * falls[1])
    return np.asarray(light, dtype=np.float32)


def _draw_roi(rng: np.random.Generator, mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Draw a ROI round the mark, or round one part of it: all that lies inside belongs to it."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8), connectivity=8)
    if count > _ONE_PART and _chance(rng, 0.25):
        x, y, width, height = (int(value) for value in boxes[1 + int(rng.integers(count - 1)), :4])
    else:
        x, y, width, height = cv2.boundingRect(mask.view(np.uint8))
    room = rng.uniform(*(_ANY_ROOM if _chance(rng, 0.3) else _USUAL_ROOM), 4)
    left, top, right, bottom = np.maximum(room * (width, height, width, height), _LEAST_ROOM_PX)
    return (
        max(0, round(x - left)),
        max(0, round(y - top)),
        min(mask.shape[1], round(x + width + right)),
        min(mask.shape[0], round(y + height + bottom)),
    )


def _target(
    mask: NDArray[np.bool_], view: OutlineView, roi: tuple[int, int, int, int]
) -> NDArray[np.float32]:
    left, top, right, bottom = roi
    wanted = np.zeros((view.bottom - view.top, view.right - view.left), dtype=np.float32)
    rows = slice(top - view.top, bottom - view.top)
    columns = slice(left - view.left, right - view.left)
    wanted[rows, columns] = mask[top:bottom, left:right]
    return shrink(wanted)
