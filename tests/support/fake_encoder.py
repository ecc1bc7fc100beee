"""A model without a model: features are means and spreads of the colours in a grid."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.inspections import ModelInfo
from core.inference.protocols import ImageFeatures, PatchGrid
from core.inference.statistics import describe_grids

_SIDE = 64


class FakeEncoder:
    """Deterministic, quick and torch-free; ``crops_seen`` counts what it was asked for."""

    def __init__(self, *, aligns_text: bool = False) -> None:
        self.crops_seen = 0
        self._aligns_text = aligns_text

    @property
    def info(self) -> ModelInfo:
        return ModelInfo(id="fake", fingerprint="0" * 64, dtype="float32")

    @property
    def aligns_text(self) -> bool:
        return self._aligns_text

    @property
    def logit_scale(self) -> float:
        return 20.0

    @property
    def preprocessing(self) -> dict[str, object]:
        return {"side_px": _SIDE}

    def extract(self, crops: Sequence[NDArray[np.uint8]]) -> list[ImageFeatures]:
        self.crops_seen += len(crops)
        return [_features(crop) for crop in crops]

    def embed_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Place a text by the colour word in it; any other text lies in grey."""
        colours = {"red": (1, 0, 0), "green": (0, 1, 0), "blue": (0, 0, 1)}
        rows = [
            next((rgb for word, rgb in colours.items() if word in text), (1, 1, 1))
            for text in texts
        ]
        return np.stack([_unit(np.array([*rgb, 0, 0, 0], np.float32)) for rgb in rows])


def _features(crop: NDArray[np.uint8]) -> ImageFeatures:
    small = cv2.resize(crop, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(
        np.float32
    ) / np.float32(255)
    grids = tuple(PatchGrid(stride, _cells(small, stride)) for stride in (8, 16, 32))
    flat = small.reshape(-1, 3)
    embedding = _unit(np.concatenate([flat.mean(axis=0), flat.std(axis=0)]))
    return ImageFeatures(embedding, describe_grids(grids), grids)


def _cells(picture: NDArray[np.float32], stride: int) -> NDArray[np.float32]:
    n = _SIDE // stride
    blocks = picture.reshape(n, stride, n, stride, 3).transpose(0, 2, 1, 3, 4).reshape(n, n, -1, 3)
    return np.concatenate([blocks.mean(axis=2), blocks.std(axis=2)], axis=2).astype(np.float32)


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return unit
