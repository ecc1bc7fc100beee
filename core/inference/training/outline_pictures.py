"""Pictures with masks for the outline network, composed of generated marks and grounds.

What one generated picture does not show is added here: many marks far apart with nothing in the
middle, islands and large shading, grain as strong as the mark, thin lines that somebody drew wider
than they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.synthesis.training_samples import make_training_sample

Picture = tuple[NDArray[np.uint8], NDArray[np.bool_]]
"""Image and mask."""
Change = NDArray[np.float32]

_LEAST_MARK_PX: Final = 6
_AS_MADE: Final = 0.30
_FAINT: Final = 0.42
_SHADED: Final = 0.56
_GRAINED: Final = 0.25
_ALIKE: Final = 0.6
_COUNTS: Final = (1, 2, 2, 3, 3, 4, 5, 7)
_HALF: Final = 0.5
_COVERED: Final = 100
_LEAST_CHANGE: Final = 3.0
"""Mean change of grey levels under which a mark that was put somewhere does not count as one."""
_THIN_PX: Final = 4.0
_DRAWN_WIDER: Final = 0.4
_BRUSHES: Final = (3, 3, 5)


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """A generated image with and without its mark."""

    rgb: NDArray[np.uint8]
    unmarked: NDArray[np.uint8]
    mask: NDArray[np.bool_]

    @property
    def change(self) -> Change:
        """What the mark does to the image."""
        return self.rgb.astype(np.float32) - self.unmarked.astype(np.float32)


def make_stock(seed: int) -> Stock | None:
    """Make one image; None if the seed gives one without a mark."""
    sample = make_training_sample(seed)
    if np.count_nonzero(sample.mask) < _LEAST_MARK_PX:
        return None
    return Stock(sample.rgb, sample.unmarked, sample.mask)


def make_stocks(first_seed: int, size: int) -> list[Stock]:
    """Make pictures with marks from a seed on."""
    stock: list[Stock] = []
    while len(stock) < size:
        made = make_stock(first_seed)
        first_seed += 1
        if made is not None:
            stock.append(made)
    return stock


def draw_picture(rng: np.random.Generator, stock: Sequence[Stock]) -> Picture:
    """Draw an image with a mask: composed from the stock, then photographed anew."""
    rgb, mask = _composed(rng, stock)
    if not mask.any():
        return rgb, mask
    rgb, mask = _photographed(rng, rgb, mask)
    return rgb, _as_drawn(rng, mask)


def _chance(rng: np.random.Generator, share: float) -> bool:
    return bool(rng.random() < share)


def _composed(rng: np.random.Generator, stock: Sequence[Stock]) -> Picture:
    one = stock[int(rng.integers(len(stock)))]
    kind = rng.random()
    if kind < _AS_MADE:
        return one.rgb, one.mask
    ground = one.unmarked.astype(np.float32)
    if _chance(rng, _GRAINED):
        ground = ground + _grain(rng, one.mask.shape)
    if kind < _FAINT:
        return _as_image(ground + rng.uniform(0.25, 1) * one.change), one.mask
    if kind < _SHADED:
        return _shaded(rng, ground) if _chance(rng, 0.55) else _with_islands(rng, ground)
    return _with_several(rng, ground, stock)


def _as_image(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.asarray(np.clip(values, 0, 255), dtype=np.uint8)


def _with_several(
    rng: np.random.Generator, ground: NDArray[np.float32], stock: Sequence[Stock]
) -> Picture:
    """Put marks anywhere: copies of one, or of different ones."""
    mask = np.zeros(ground.shape[:2], dtype=np.bool_)
    alike, aligned = _chance(rng, _ALIKE), _chance(rng, 0.5)
    other = stock[int(rng.integers(len(stock)))]
    amount = rng.uniform(0.4, 1.2)
    for _ in range(int(rng.choice(_COUNTS))):
        if not alike:
            other = stock[int(rng.integers(len(stock)))]
            amount = rng.uniform(0.4, 1.2)
        change, part = other.change, other.mask
        if not (alike and aligned):
            change, part = _turned(rng, change, part)
        change, part = _put(rng, change, part)
        change[mask] *= 0.3
        added = np.clip(ground + change * amount * rng.uniform(0.7, 1.2), 0, 255)
        if not part.any() or np.abs(added - ground)[part].mean() < _LEAST_CHANGE:
            continue
        ground, mask = np.asarray(added, dtype=np.float32), mask | part
    return _as_image(ground), mask


def _turned(
    rng: np.random.Generator, change: Change, mask: NDArray[np.bool_]
) -> tuple[Change, NDArray[np.bool_]]:
    turn = int(rng.integers(8))
    if turn & 1:
        change, mask = change[:, ::-1], mask[:, ::-1]
    if turn & 2:
        change, mask = change[::-1], mask[::-1]
    return (change.transpose(1, 0, 2), mask.T) if turn & 4 else (change, mask)


def _put(
    rng: np.random.Generator, change: Change, mask: NDArray[np.bool_]
) -> tuple[Change, NDArray[np.bool_]]:
    """Scale a mark and put its middle anywhere in the image."""
    cover = np.ascontiguousarray(mask).astype(np.uint8) * 255
    x, y, w, h = cv2.boundingRect(cover)
    scale = rng.uniform(0.5, 1.2)
    to_x = rng.uniform(0, mask.shape[1]) - scale * (x + w / 2)
    to_y = rng.uniform(0, mask.shape[0]) - scale * (y + h / 2)
    move = np.array([[scale, 0, to_x], [0, scale, to_y]], dtype=np.float32)
    size = (mask.shape[1], mask.shape[0])
    moved = cv2.warpAffine(np.ascontiguousarray(change), move, size)
    part = cv2.warpAffine(cover, move, size) > _COVERED
    return np.asarray(moved, dtype=np.float32), np.asarray(part, dtype=np.bool_)


def _noise(rng: np.random.Generator, shape: tuple[int, ...], blur: float) -> NDArray[np.float32]:
    """Return smooth noise of mean 0 and spread 1."""
    noise = cv2.GaussianBlur(rng.normal(size=shape).astype(np.float32), (0, 0), blur)
    return np.asarray(noise / (noise.std() + 1e-6), dtype=np.float32)


def _grain(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Draw pores or grain, (H, W, 1)."""
    grain = _noise(rng, shape, rng.uniform(0.5, 2.5))
    if _chance(rng, 0.3):
        grain = np.where(grain > rng.uniform(0.5, 1.5), grain, 0)
    strength = rng.uniform(3, 20) * rng.choice([-1, 1])
    return np.asarray(grain[..., None] * strength, dtype=np.float32)


def _with_islands(rng: np.random.Generator, ground: NDArray[np.float32]) -> Picture:
    """Shade many patches with ragged borders."""
    height, width = ground.shape[:2]
    down = int(rng.integers(3, 9))
    across = int(np.clip(down * np.exp(rng.uniform(-0.7, 0.7)), 2, 12))
    coarse = rng.normal(size=(down, across)).astype(np.float32)
    field = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    ragged = _noise(rng, (height, width), rng.uniform(1.5, 4)) * rng.uniform(0, 0.25)
    field = field + ragged - rng.uniform(0.3, 1.3)
    cover = 1 / (1 + np.exp(-np.clip(field * rng.uniform(6, 50), -60, 60)))
    shaded = ground + cover[..., None] * rng.uniform(8, 70) * rng.choice([-1, -1, 1])
    rough = cover if _chance(rng, 0.5) else 1 - cover
    grain = _noise(rng, (height, width), rng.uniform(0.5, 2)) * rng.uniform(0, 12)
    return _as_image(shaded + (rough * grain)[..., None]), np.asarray(cover > _HALF, dtype=np.bool_)


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


def _as_drawn(rng: np.random.Generator, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Draw thin marks a little wider now and then, as people do with a brush."""
    framed = np.pad(mask.astype(np.uint8), 1)
    if cv2.distanceTransform(framed, cv2.DIST_L2, 3).max() >= _THIN_PX:
        return mask
    if not _chance(rng, _DRAWN_WIDER):
        return mask
    side = int(rng.choice(_BRUSHES))
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return np.asarray(cv2.dilate(mask.astype(np.uint8), brush) > 0, dtype=np.bool_)
