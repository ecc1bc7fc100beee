"""The starter model: EfficientNet-Lite2 sees, MiniLM reads; no shared space of images and texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor

from core.domain.inspections import ModelInfo
from core.inference import starter_pack
from core.inference.fingerprint import fingerprint_of
from core.inference.nets.efficientnet_lite import MAX_STRIDE, EfficientNetLite2
from core.inference.protocols import ImageFeatures, PatchGrid
from core.inference.statistics import describe_grids

LONGEST_SIDE_PX: Final = 448
"""Of the network input; keeps the aspect. Small defects were told apart better than at the 260 px
square the tower was trained with."""
MEAN: Final = 127.0
SPREAD: Final = 128.0
"""The original's normalisation: (value - 127) / 128."""
_MAX_BATCH: Final = 8
_IMAGE_AXES: Final = 3
_RGB: Final = 3
_VERSION: Final = 1


def input_size(height: int, width: int) -> tuple[int, int]:
    """Size of the network input for a crop.

    The longest side becomes 448 px, the other keeps the aspect to the nearest multiple of 32, so
    that every grid covers the crop exactly and no padding enters the features.

    Returns
    -------
    tuple
        (height, width) in px, each 32 to 448.
    """
    scale = LONGEST_SIDE_PX / max(height, width)
    return _to_multiple(height * scale), _to_multiple(width * scale)


def _to_multiple(side: float) -> int:
    return max(MAX_STRIDE, int(side / MAX_STRIDE + 0.5) * MAX_STRIDE)


class StarterEncoder:
    """The pack under resources/models/starter as a :class:`core.inference.protocols.DualEncoder`.

    Float32 always: bfloat16 costs this tower 2-5 % of cosine.

    Parameters
    ----------
    folder : Path
        The pack, already verified.
    """

    def __init__(self, folder: Path) -> None:
        weights = folder / starter_pack.VISION_WEIGHTS
        tower = EfficientNetLite2()
        state = {name: tensor.float() for name, tensor in load_file(weights).items()}
        tower.load_state_dict(state)
        tower.prefer_channels_last()
        self._tower = tower.eval()
        files = (weights, folder / starter_pack.TEXT_WEIGHTS)
        self._info = ModelInfo(
            id=starter_pack.STARTER_ID,
            fingerprint=fingerprint_of(folder, files),
            dtype="float32",
        )

    @property
    def info(self) -> ModelInfo:
        """Id, fingerprint and dtype."""
        return self._info

    @property
    def aligns_text(self) -> bool:
        """False: prompts cannot be scored against images with this model."""
        return False

    @property
    def logit_scale(self) -> float:
        """1; there are no image-text logits to scale."""
        return 1.0

    @property
    def preprocessing(self) -> dict[str, object]:
        """Resizing and normalisation, JSON-able."""
        return {
            "adapter": f"starter/{_VERSION}",
            "backend": "pillow",
            "resample": "bicubic",
            "longest_side_px": LONGEST_SIDE_PX,
            "multiple_px": MAX_STRIDE,
            "mean": MEAN,
            "std": SPREAD,
        }

    def extract(self, crops: Sequence[NDArray[np.uint8]]) -> list[ImageFeatures]:
        """Embed crops; those of one input size run together.

        Parameters
        ----------
        crops : sequence of (H, W, 3) uint8
            RGB, any sizes.

        Returns
        -------
        list of ImageFeatures
            In the order of ``crops``. The embedding is the pooled head (1280); patches are the
            taps of stride 8 (48 channels), 16 (120) and 32 (352); the statistics are theirs (see
            :mod:`core.inference.statistics`).

        Raises
        ------
        ValueError
            If a crop is not (H, W, 3) uint8 or empty.
        """
        groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for index, crop in enumerate(crops):
            _check(crop)
            groups[input_size(*crop.shape[:2])].append(index)
        found: dict[int, ImageFeatures] = {}
        for size, indices in groups.items():
            for start in range(0, len(indices), _MAX_BATCH):
                chunk = indices[start : start + _MAX_BATCH]
                batch = torch.stack([_to_input(crops[index], size) for index in chunk])
                found.update(zip(chunk, self._run(batch), strict=True))
        return [found[index] for index in range(len(crops))]

    def _run(self, batch: Tensor) -> Iterator[ImageFeatures]:
        with torch.inference_mode():
            output = self._tower(batch.contiguous(memory_format=torch.channels_last))
            heads = torch.nn.functional.normalize(output.head, dim=1).numpy()
        taps = {
            stride: tap.permute(0, 2, 3, 1).contiguous().numpy()
            for stride, tap in sorted(output.taps.items())
        }
        for index, embedding in enumerate(heads):
            grids = tuple(PatchGrid(stride, tap[index].copy()) for stride, tap in taps.items())
            yield ImageFeatures(embedding.copy(), describe_grids(grids), grids)


def _check(crop: NDArray[np.uint8]) -> None:
    is_rgb = crop.ndim == _IMAGE_AXES and crop.shape[2] == _RGB
    if crop.dtype != np.uint8 or not is_rgb or not crop.size:
        msg = f"a crop must be (H, W, 3) uint8 and not empty, not {crop.shape} {crop.dtype}"
        raise ValueError(msg)


def _to_input(crop: NDArray[np.uint8], size: tuple[int, int]) -> Tensor:
    image = Image.fromarray(np.ascontiguousarray(crop))
    if image.size != size[::-1]:
        image = image.resize(size[::-1], Image.Resampling.BICUBIC)
    pixels = torch.from_numpy(np.array(image, dtype=np.float32))
    return (pixels.permute(2, 0, 1) - MEAN) / SPREAD
