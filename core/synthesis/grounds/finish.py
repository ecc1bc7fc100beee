"""What happens to a shot after the sensor: grey, tone curve, enlargement, compression."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_GREY_WEIGHTS = (0.299, 0.587, 0.114)
_SHARP = 1.05
_BEST_QUALITY = 100
_OFTEN_ENLARGED = 0.25
_OFTEN_PACKED = 0.6


@dataclass(frozen=True, slots=True)
class Finish:
    """How a station stores what it took; the same values give the same pixels.

    Attributes
    ----------
    grey : bool
        One channel only, repeated three times.
    gamma : float
        Exponent on grey levels; below 1 brightens.
    contrast : float
        Factor about mid grey.
    lift : float
        Added grey levels.
    enlarged : float
        How many times fewer pixels the crop had before it was enlarged; 1 changes nothing.
    jpeg_quality : int
        1-99; 100 leaves the pixels as they are.
    """

    grey: bool = False
    gamma: float = 1.0
    contrast: float = 1.0
    lift: float = 0.0
    enlarged: float = 1.0
    jpeg_quality: int = _BEST_QUALITY

    def __call__(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the stored picture, (H, W, 3) uint8, of a developed one."""
        kept = self._as_grey(rgb) if self.grey else rgb
        toned = cv2.LUT(kept, self._curve())
        small = self._enlarged_crop(np.asarray(toned, dtype=np.uint8))
        packed = self._packed(small)
        return np.repeat(packed[..., None], 3, axis=2) if self.grey else packed

    def _as_grey(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return np.asarray(cv2.transform(rgb, np.asarray([_GREY_WEIGHTS])), dtype=np.uint8)

    def _curve(self) -> NDArray[np.uint8]:
        level = (np.arange(256) / 255.0) ** self.gamma * 255.0
        bent = (level - 128.0) * self.contrast + 128.0 + self.lift
        return np.asarray(np.clip(np.rint(bent), 0, 255), dtype=np.uint8)

    def _enlarged_crop(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        if self.enlarged < _SHARP:
            return image
        height, width = image.shape[:2]
        few = (max(8, round(width / self.enlarged)), max(8, round(height / self.enlarged)))
        small = cv2.resize(image, few, interpolation=cv2.INTER_AREA)
        back = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
        return np.asarray(back, dtype=np.uint8)

    def _packed(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        if self.jpeg_quality >= _BEST_QUALITY:
            return image
        done, data = cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, self.jpeg_quality))
        if not done:
            message = f"cannot compress a picture of shape {image.shape}"
            raise RuntimeError(message)
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED), dtype=np.uint8)


def random_finish(rng: np.random.Generator, *, grey_share: float = 0.5) -> Finish:
    """Draw how a picture was stored.

    Parameters
    ----------
    grey_share : float
        How often the camera is a grey one, 0-1.
    """
    return Finish(
        grey=bool(rng.random() < grey_share),
        gamma=float(np.exp(rng.normal(0.0, 0.12))),
        contrast=float(np.clip(np.exp(rng.normal(0.0, 0.12)), 0.7, 1.5)),
        lift=float(rng.normal(0.0, 6.0)),
        enlarged=float(rng.uniform(1.1, 2.6)) if rng.random() < _OFTEN_ENLARGED else 1.0,
        jpeg_quality=int(rng.integers(55, 97)) if rng.random() < _OFTEN_PACKED else _BEST_QUALITY,
    )
