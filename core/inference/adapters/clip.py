"""CLIP and its relatives: images and texts in one space."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import AutoImageProcessor, AutoModel, AutoTokenizer, PretrainedConfig

from core.domain.inspections import ModelInfo
from core.errors import ModelError
from core.inference.adapters.pretrained import load_part, load_weights
from core.inference.crops import check_crop
from core.inference.dtype import FULL, choose_dtype, probe_images
from core.inference.model_facts import ModelFacts
from core.inference.protocols import ImageFeatures, PatchGrid
from core.inference.statistics import block_sizes, describe_grids

_VERSION: Final = 1
_BACKEND: Final = "pil"
"""The only one without torchvision; backends differ slightly, so it is part of cache keys."""
_MAX_BATCH: Final = 8
_MAX_TEXTS: Final = 32


class _Features(Protocol):
    pooler_output: Tensor
    last_hidden_state: Tensor


class _DualModel(Protocol):
    """What is used of CLIPModel, SiglipModel and the others."""

    config: PretrainedConfig
    logit_scale: Tensor

    def get_image_features(self, *, pixel_values: Tensor) -> _Features: ...

    def get_text_features(self, **tokens: Tensor) -> _Features: ...


class ClipEncoder:
    """A local transformers folder as a :class:`core.inference.protocols.DualEncoder`.

    A crop that is not square is resized to the square of the network, where CLIP's own
    pre-processing would cut its ends off: a defect there must not be lost.

    Parameters
    ----------
    folder : Path
        Weights (safetensors), settings, image processor and tokenizer.
    model_id, fingerprint : str
        For records and cache keys.
    dtype : str
        ``float32`` or ``bfloat16``.
    device : str
        ``cpu`` or ``cuda``.

    Raises
    ------
    ModelError
        If the folder does not hold a complete model of this family.
    """

    def __init__(
        self,
        folder: Path,
        *,
        model_id: str,
        fingerprint: str,
        dtype: str = FULL,
        device: str = "cpu",
    ) -> None:
        self._folder = folder
        self._info = ModelInfo(model_id, fingerprint, FULL, device=device)
        self._model = self._load()
        self._scale = math.exp(float(self._model.logit_scale))
        self._processor = load_part(AutoImageProcessor.from_pretrained, folder, backend=_BACKEND)
        self._tokenizer = load_part(AutoTokenizer.from_pretrained, folder)
        config = self._model.config
        vision, text = config.vision_config, config.text_config
        self._side_px = int(vision.image_size)
        self._patch_px = int(vision.patch_size)
        self._max_tokens = int(text.max_position_embeddings)
        # Siglip learnt texts padded to full length, without a mask.
        is_siglip = config.model_type.startswith("siglip")
        self._padding = "max_length" if is_siglip else "longest"
        self._text_inputs = ("input_ids",) if is_siglip else ("input_ids", "attention_mask")
        # Only now: the scale of the logits is read in full precision.
        self.convert(dtype)

    @property
    def info(self) -> ModelInfo:
        """Id, fingerprint, dtype and device."""
        return self._info

    @property
    def aligns_text(self) -> bool:
        """True."""
        return True

    @property
    def logit_scale(self) -> float:
        """The factor that the model learnt."""
        return self._scale

    @property
    def preprocessing(self) -> dict[str, object]:
        """The image processor's settings, JSON-able."""
        settings = json.loads(self._processor.to_json_string())
        return {
            "adapter": f"clip/{_VERSION}",
            "backend": _BACKEND,
            "not_square": "resized to the square",
            "processor": settings,
        }

    def extract(self, crops: Sequence[NDArray[np.uint8]]) -> list[ImageFeatures]:
        """Embed crops, up to 8 at once.

        That takes a quarter to a half less time than one after the other, and at the sizes of real
        models (ViT-B/32 to L/14, float32 and bfloat16) a crop's features are the same to the last
        bit whatever its neighbours are.

        Parameters
        ----------
        crops : sequence of (H, W, 3) uint8
            RGB, any sizes.

        Returns
        -------
        list of ImageFeatures
            The embedding is the projection that texts are compared with; patches are the vision
            tower's last states without the class token, one grid; the statistics are theirs.

        Raises
        ------
        ValueError
            If a crop is not (H, W, 3) uint8 or empty.
        """
        for crop in crops:
            check_crop(crop)
        found: list[ImageFeatures] = []
        for start in range(0, len(crops), _MAX_BATCH):
            found += self._see([self._to_input(crop) for crop in crops[start : start + _MAX_BATCH]])
        return found

    def embed_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts.

        Returns
        -------
        (N, D) float32
            Rows of unit length in the space of the images.
        """
        rows = [
            self._read(list(texts[start : start + _MAX_TEXTS]))
            for start in range(0, len(texts), _MAX_TEXTS)
        ]
        return np.concatenate(rows) if rows else self._read([""])[:0]

    def convert(self, dtype: str) -> None:
        """Compute in another dtype from now on.

        Float32 is read from disk again, because what was rounded stays rounded.
        """
        if dtype == self._info.dtype:
            return
        if dtype == FULL:
            self._model = self._load()
        else:
            cast("torch.nn.Module", self._model).to(getattr(torch, dtype))
        self._info = ModelInfo(
            self._info.id, self._info.fingerprint, dtype, device=self._info.device
        )

    def _load(self) -> _DualModel:
        model = load_weights(AutoModel.from_pretrained, self._folder)
        if not hasattr(model, "get_image_features") or not hasattr(model, "get_text_features"):
            raise ModelError(
                "model_architecture_unknown", folder=str(self._folder), found=type(model).__name__
            )
        return cast("_DualModel", model.to(self._info.device))

    def _to_input(self, crop: NDArray[np.uint8]) -> Tensor:
        squash = {}
        if crop.shape[0] != crop.shape[1]:
            square = {"height": self._side_px, "width": self._side_px}
            squash = {"size": square, "do_center_crop": False}
        prepared = self._processor(
            images=crop, input_data_format="channels_last", return_tensors="pt", **squash
        )
        pixels: Tensor = prepared["pixel_values"]
        return pixels

    def _see(self, inputs: Sequence[Tensor]) -> list[ImageFeatures]:
        pixels = torch.cat(list(inputs)).to(self._info.device, getattr(torch, self._info.dtype))
        with torch.inference_mode():
            output = self._model.get_image_features(pixel_values=pixels)
            embeddings = _to_unit_rows(output.pooler_output)
            states = output.last_hidden_state.float().cpu().numpy()
        found = []
        for embedding, tokens in zip(embeddings, states, strict=True):
            grids = _to_grids(tokens, self._patch_px)
            statistics, blocks = describe_grids(grids), block_sizes(grids)
            found.append(ImageFeatures(embedding.copy(), statistics, grids, blocks))
        return found

    def _read(self, texts: list[str]) -> NDArray[np.float32]:
        tokens = self._tokenizer(
            texts,
            padding=self._padding,
            truncation=True,
            max_length=self._max_tokens,
            return_tensors="pt",
        )
        names = self._text_inputs
        with torch.inference_mode():
            output = self._model.get_text_features(
                **{name: tokens[name].to(self._info.device) for name in names}
            )
            return _to_unit_rows(output.pooler_output)


def load_clip(
    folder: Path,
    *,
    model_id: str,
    fingerprint: str,
    facts: ModelFacts,
    device: str = "cpu",
) -> ClipEncoder:
    """Load a model in the dtype that is best on this machine.

    The choice is made once (see :func:`core.inference.dtype.choose_dtype`) and remembered, so that
    scores do not change from one start to the next.

    Raises
    ------
    ModelError
        See :class:`ClipEncoder`.
    """
    known = facts.dtype_of(fingerprint, device)
    encoder = ClipEncoder(
        folder, model_id=model_id, fingerprint=fingerprint, dtype=known or FULL, device=device
    )
    if known is None:
        probes = probe_images()

        def embed(dtype: str) -> NDArray[np.float32]:
            encoder.convert(dtype)
            return np.stack([found.embedding for found in encoder.extract(probes)])

        choice = choose_dtype(embed)
        encoder.convert(choice.dtype)
        facts.remember_dtype(fingerprint, device, choice.dtype)
    return encoder


def _to_unit_rows(rows: Tensor) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = torch.nn.functional.normalize(rows.float(), dim=1).cpu().numpy()
    return unit


def _to_grids(tokens: NDArray[np.float32], stride_px: int) -> tuple[PatchGrid, ...]:
    """Lay the (T, C) tokens of a square image out as a grid; a class token stands first."""
    side = math.isqrt(len(tokens))
    cells = tokens[len(tokens) - side * side :]
    return (PatchGrid(stride_px, cells.reshape(side, side, -1).copy()),)
