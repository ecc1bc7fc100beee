"""The starter model: EfficientNet-Lite2 sees, MiniLM reads; no shared space of images and texts."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from core.domain.inspections import ModelInfo
from core.imaging.resize import shrink_longest
from core.inference import starter_pack
from core.inference.adapters.pretrained import load_state
from core.inference.crops import check_crop
from core.inference.fingerprint import fingerprint_of
from core.inference.nets.efficientnet_lite import MAX_STRIDE, EfficientNetLite2
from core.inference.protocols import ImageFeatures, PatchGrid
from core.inference.statistics import block_sizes, describe_grids

if TYPE_CHECKING:
    from core.inference.adapters.sentences import SentenceEncoder

LONGEST_SIDE_PX: Final = 448
"""Of the network input; keeps the aspect. Small defects were told apart better than at the 260 px
square the tower was trained with."""
COARSE_SIDE_PX: Final = 256
"""Longest side of a second, smaller look that only adds statistics (a fifth of the time): texture
was told apart better with both scales, on most development sets by 1-3 points at 4 examples."""
MEAN: Final = 127.0
SPREAD: Final = 128.0
"""The original's normalisation: (value - 127) / 128."""
SHRUNK_FROM_PX: Final = 2 * 3 * LONGEST_SIDE_PX
"""From this longest side on, whole blocks of pixels are averaged first, down to no less than three
times the network's input: 12 megapixels take 5 ms instead of 120, the embedding keeps a cosine over
0.999."""
_VERSION: Final = 4


def input_size(height: int, width: int, longest_side_px: int = LONGEST_SIDE_PX) -> tuple[int, int]:
    """Size of the network input for a crop.

    The longest side becomes 448 px (or what is asked for), the other keeps the aspect to the
    nearest multiple of 32, so that every grid covers the crop exactly and no padding enters the
    features.

    Returns
    -------
    tuple
        (height, width) in px, each 32 to 448.
    """
    scale = longest_side_px / max(height, width)
    return _to_multiple(height * scale), _to_multiple(width * scale)


def _to_multiple(side: float) -> int:
    return max(MAX_STRIDE, int(side / MAX_STRIDE + 0.5) * MAX_STRIDE)


class StarterEncoder:
    """The pack under resources/models/starter as a :class:`core.inference.protocols.DualEncoder`.

    Float32 always: bfloat16 costs this tower 2-5 % of cosine. The coarse look pads on both sides:
    two looks that differ in more than scale tell examples apart as well or better.

    Parameters
    ----------
    folder : Path
        The pack, already verified.
    """

    def __init__(self, folder: Path) -> None:
        weights = folder / starter_pack.VISION_WEIGHTS
        tower = EfficientNetLite2()
        load_state(tower, weights)
        tower.prefer_channels_last()
        self._tower = tower.eval().requires_grad_(requires_grad=False)
        self._coarse_tower = self._tower.centred_twin()
        self._folder = folder
        self._reader: SentenceEncoder | None = None
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
            "shrunk_from_px": SHRUNK_FROM_PX,
            "longest_side_px": LONGEST_SIDE_PX,
            "coarse_side_px": COARSE_SIDE_PX,
            "coarse_padding": "centred",
            "multiple_px": MAX_STRIDE,
            "mean": MEAN,
            "std": SPREAD,
        }

    def extract(self, crops: Sequence[NDArray[np.uint8]]) -> list[ImageFeatures]:
        """Embed crops one after the other.

        A batch would be slower (on one core 80 ms a crop instead of 41: it leaves the cache), and
        this way a crop's features do not depend on its neighbours.

        Parameters
        ----------
        crops : sequence of (H, W, 3) uint8
            RGB, any sizes.

        Returns
        -------
        list of ImageFeatures
            The embedding is the pooled head (1280); patches are the taps of stride 8 (48
            channels), 16 (120) and 32 (352); the statistics (see
            :mod:`core.inference.statistics`) are those of the wide maps of strides 8 (288), 16
            (720) and 32 (1280) at 448 px, then of the same at 256 px: 18,304 values.

        Raises
        ------
        ValueError
            If a crop is not (H, W, 3) uint8 or empty.
        """
        for crop in crops:
            check_crop(crop)
        return [self._look_twice(crop) for crop in crops]

    def embed_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts by their meaning, to be compared with other texts only, never with images.

        Returns
        -------
        (N, 384) float32
            Rows of unit length.
        """
        if self._reader is None:
            # Images alone do not need it, and transformers takes seconds to import.
            module = importlib.import_module("core.inference.adapters.sentences")
            self._reader = module.SentenceEncoder(self._folder / starter_pack.TEXT_FOLDER)
        found: NDArray[np.float32] = self._reader.embed(texts)
        return found

    def _look_twice(self, crop: NDArray[np.uint8]) -> ImageFeatures:
        crop = _shrink(crop)
        with torch.inference_mode():
            fine = self._tower(_to_input(crop, LONGEST_SIDE_PX))
            coarse = self._coarse_tower(_to_input(crop, COARSE_SIDE_PX))
            embedding = torch.nn.functional.normalize(fine.head[0], dim=0)
        described = _to_grids(fine.wide) + _to_grids(coarse.wide)
        return ImageFeatures(
            embedding=embedding.numpy(),
            statistics=describe_grids(described),
            patches=_to_grids(fine.taps),
            blocks=block_sizes(described),
        )


def _to_grids(maps: Mapping[int, Tensor]) -> tuple[PatchGrid, ...]:
    return tuple(
        PatchGrid(stride, maps[stride][0].permute(1, 2, 0).contiguous().numpy())
        for stride in sorted(maps)
    )


def _shrink(crop: NDArray[np.uint8]) -> NDArray[np.uint8]:
    longest = max(crop.shape)
    if longest < SHRUNK_FROM_PX:
        return crop
    return shrink_longest(crop, longest // (2 * longest // SHRUNK_FROM_PX))


def _to_input(crop: NDArray[np.uint8], longest_side_px: int) -> Tensor:
    height, width = input_size(crop.shape[0], crop.shape[1], longest_side_px)
    image = Image.fromarray(np.ascontiguousarray(crop))
    if image.size != (width, height):
        image = image.resize((width, height), Image.Resampling.BICUBIC)
    pixels = torch.from_numpy(np.array(image, dtype=np.float32))
    # A view: (H, W, 3) in memory is what channels_last means.
    return ((pixels - MEAN) / SPREAD).permute(2, 0, 1).unsqueeze(0)
