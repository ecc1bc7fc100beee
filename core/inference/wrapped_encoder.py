"""An encoder in front of another one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.domain.inspections import ModelInfo
from core.inference.protocols import DualEncoder, ImageFeatures


class WrappedEncoder:
    """A :class:`core.inference.protocols.DualEncoder` that hands everything on; made to inherit.

    Parameters
    ----------
    encoder : DualEncoder
        Does the work.
    """

    def __init__(self, encoder: DualEncoder) -> None:
        self._encoder = encoder

    @property
    def info(self) -> ModelInfo:
        """Of the encoder."""
        return self._encoder.info

    @property
    def aligns_text(self) -> bool:
        """Of the encoder."""
        return self._encoder.aligns_text

    @property
    def logit_scale(self) -> float:
        """Of the encoder."""
        return self._encoder.logit_scale

    @property
    def preprocessing(self) -> dict[str, object]:
        """Of the encoder."""
        return self._encoder.preprocessing

    def extract(self, crops: Sequence[NDArray[np.uint8]]) -> list[ImageFeatures]:
        """Extract features as the encoder does."""
        return self._encoder.extract(crops)

    def embed_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts as the encoder does."""
        return self._encoder.embed_texts(texts)
